"""Stored pictures as arrays of 8-bit RGB, and back. Runs in the worker process only."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Array = npt.NDArray[Any]
"""Of any type of number: OpenCV's and NumPy's annotations do not agree on more."""

cv2.setNumThreads(1)  # the worker may start no thread


def opened(page: bytes, least_side: int | None = None) -> Image.Image:
    """A stored picture in RGB; where `least_side` is enough, at a half, quarter or eighth of its size."""
    image = Image.open(BytesIO(page), formats=("JPEG",))
    if least_side:
        image.draft("RGB", (least_side, least_side))
    return image.convert("RGB")


def array(image: Image.Image) -> Array:
    """Rows of RGB pixels."""
    return np.asarray(image)


def reduced(pixels: Array, longest: int) -> tuple[Array, float]:
    """The picture with its longer side at most so long, and by what it was multiplied."""
    scale = min(1.0, longest / max(pixels.shape[:2]))
    if scale == 1.0:
        return pixels, 1.0
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), scale


def lab(pixels: Array) -> Array:
    """CIE L*a*b* as floats: distances in it are about as large as they look."""
    return cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
