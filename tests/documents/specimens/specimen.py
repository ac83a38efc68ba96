"""A drawn document together with what is true of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Self

from PIL import Image

Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""Of the document in the picture, in pixels: its own top left, top right, bottom right, bottom left."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A picture of a synthetic document of nobody, with what is printed on it and where it lies."""

    image: Image.Image
    """RGB; flat and filling the picture until it is degraded."""
    values: dict[str, str]
    """What a reader should find, by key; dates in ISO form, a validity without end is `long_term`."""
    corners: Corners
    kind: str
    character: float = 0.0
    """Height in pixels of a character of the number that matters most; 0 for scenes."""
    traits: frozenset[str] = field(default_factory=frozenset)
    """What is special: `minority_name`, `long_name`, `rare_character`, ..."""

    def jpeg(self, quality: int = 92) -> bytes:
        """The picture as a file."""
        buffer = BytesIO()
        self.image.save(buffer, "JPEG", quality=quality, subsampling=0)
        return buffer.getvalue()

    def with_image(self, image: Image.Image) -> Self:
        """The same document, every point of it where it was, but in other pixels."""
        return replace(self, image=image)


def flat(image: Image.Image) -> Corners:
    """The corners of a document that fills its picture."""
    width, height = image.size
    return ((0, 0), (width, 0), (width, height), (0, height))
