"""Pictures as arrays of 8-bit RGB, and back."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Array = npt.NDArray[Any]
"""Of any type of number: OpenCV's and NumPy's annotations do not agree on more."""


def array(image: Image.Image) -> Array:
    """Rows of RGB pixels; a copy, to be changed at will."""
    return np.array(image.convert("RGB"))


def picture(pixels: Array) -> Image.Image:
    """An image of values that may have left 0 to 255."""
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")
