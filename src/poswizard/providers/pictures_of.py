"""Which picture files a provider takes, and whether they may carry a watermark."""

from __future__ import annotations

from dataclasses import dataclass

from poswizard.providers.claims import Sourced
from poswizard.text import Text, Vocabulary


class PictureFormat(Vocabulary):
    """File formats that acquirers take."""

    JPEG = "jpg", Text("JPG", "JPG")
    PNG = "png", Text("PNG", "PNG")
    BMP = "bmp", Text("BMP", "BMP")
    GIF = "gif", Text("GIF", "GIF")
    PDF = "pdf", Text("PDF", "PDF")


class Watermark(Vocabulary):
    """Whether pictures may carry a mark saying what they are for."""

    FORBIDDEN = "forbidden", Text("不得加水印", "Not allowed")
    PURPOSE_ONLY = (
        "purpose_only",
        Text("证件可加用途水印", "A purpose mark on documents is tolerated"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWindow(Sourced):
    """Which picture files the provider takes."""

    formats: tuple[PictureFormat, ...]
    max_kilobytes: int
    """Of 1,024 bytes."""
    min_short_side: int | None = None
    """In pixels; no acquirer is known to publish one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatermarkPolicy(Sourced):
    """Whether pictures may be marked, and which: empty means every picture."""

    policy: Watermark
    slots: tuple[str, ...] = ()
