"""One page of a document as it is kept: a clean picture and the facts learnt while taking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from poswizard.text import Text, Vocabulary

LEAST_SHORT_SIDE = 600
"""Pixels below which an ID number is hard to read; our own value, no acquirer publishes one."""

LEAST_COLOURED = 5
"""Coloured pixels in a thousand below which a picture counts as greyscale."""


class RemarkCode(Vocabulary):
    """What can be said of a picture that is readable but may come back from review."""

    LOW_RESOLUTION = (
        "low_resolution",
        Text(
            "图片短边只有 {} 像素，小字可能看不清；建议靠近重拍。",
            "The short side has only {} pixels and small print may be illegible; retake it closer.",
        ),
    )
    GREYSCALE = (
        "greyscale",
        Text(
            "图片是黑白的；若是复印件，须加盖公章或按指印，能拍原件请拍原件。",
            "The picture is black and white; a copy needs a seal or fingerprint: prefer the original.",
        ),
    )


Level = Literal["warning", "information"]

_LEVELS: dict[RemarkCode, Level] = {
    RemarkCode.LOW_RESOLUTION: "warning",
    RemarkCode.GREYSCALE: "information",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A fact about a picture: a stable code and the number behind it (pixels, or ‰ of colour)."""

    code: RemarkCode
    number: int

    @property
    def level(self) -> Level:
        """`warning` needs a written reason at hand-over, `information` does not."""
        return _LEVELS[self.code]

    @property
    def text(self) -> Text:
        """The words, with the number in place."""
        return self.code.label.format(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A picture fit to be stored: upright, no metadata, encoded by our own worker."""

    data: bytes
    media_type: Literal["image/jpeg"] = "image/jpeg"
    width: int
    """Pixels, after turning upright."""
    height: int
    sha256: str
    """Of `data`, 64 lower-case hexadecimal digits: the name under which storage keeps it."""
    original_sha256: str
    """Of the file as it was handed in; equal for all pages of one PDF."""
    taken_on: date | None = None
    """Day of capture by the camera's own clock (EXIF), where it says one."""
    remarks: tuple[Remark, ...] = ()


def remarks_on(width: int, height: int, coloured: int) -> tuple[Remark, ...]:
    """What to say of a picture of this size of which `coloured` pixels in a thousand have colour."""
    found: list[Remark] = []
    if min(width, height) < LEAST_SHORT_SIDE:
        found.append(Remark(RemarkCode.LOW_RESOLUTION, min(width, height)))
    if coloured < LEAST_COLOURED:
        found.append(Remark(RemarkCode.GREYSCALE, coloured))
    return tuple(found)
