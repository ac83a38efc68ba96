"""Copies of stored pictures: small ones for the screen, and ones that fit a provider's window.

A stored picture is a JPEG that our own worker encoded; the clean master itself is never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from math import sqrt
from typing import Any, Literal, Self

from PIL import Image

from poswizard.documents.refusal import IntakeError, Refusal
from poswizard.documents.watermark import marked
from poswizard.text import Text

BEST_QUALITY = 95
"""Above it JPEG files grow without getting better."""
LEAST_QUALITY = 60
"""Below it small print suffers more than from a smaller picture."""
_LARGEST_QUALITY = 100
_LEAST_SIDE = 200

Format = Literal["jpeg", "png"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which picture files a provider takes."""

    max_kilobytes: int
    min_kilobytes: int = 0
    format: Format = "jpeg"
    max_side: int | None = None
    """Pixels of the longer side."""
    min_short_side: int | None = None
    """Pixels of the shorter side."""
    colour: bool = True
    """False: the provider wants it grey."""
    may_be_marked: bool = False
    """A mark saying what the copy is for is tolerated."""

    @property
    def most(self) -> int:
        """Bytes. Providers do not say whether their kilobyte has 1,000 or 1,024: the stricter of both."""
        return self.max_kilobytes * 1000

    @property
    def least(self) -> int:
        """Bytes, by the larger kilobyte."""
        return self.min_kilobytes * 1024

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, json: dict[str, Any]) -> Self:
        """What `to_json` gave."""
        return cls(**json)


Means = Literal["as_it_is", "quality", "size", "enlarged"]
_MEANS: dict[Means, Text] = {
    "as_it_is": Text("原样", "as it is"),
    "quality": Text("尺寸不变", "at full size"),
    "size": Text("缩小尺寸", "made smaller"),
    "enlarged": Text("放大以达到下限", "enlarged to reach the minimum"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Shows that a copy is within its window, and what was given up for it."""

    bytes: int
    width: int
    height: int
    quality: int | None
    """JPEG quality; none for PNG, and for a picture passed on as it is."""
    means: Means
    least: int
    most: int
    """Bounds in bytes."""

    @property
    def text(self) -> Text:
        """One line for the person who asks."""
        quality = (
            Text("，质量 {}", ", quality {}").format(self.quality) if self.quality else Text("", "")
        )
        return Text(
            "{0}，{1}×{2} 像素{3}，{4} KB（允许 {5}–{6} KB）",
            "{0}, {1} × {2} px{3}, {4} kB (allowed {5} to {6} kB)",
        ).format(
            _MEANS[self.means],
            self.width,
            self.height,
            quality,
            -(-self.bytes // 1000),
            self.least // 1000,
            self.most // 1000,
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """A picture made for one window."""

    data: bytes
    proof: Proof


def thumbnail(page: bytes, size: int) -> bytes:
    """A stored picture as a JPEG whose longer side is at most `size` pixels."""
    with Image.open(BytesIO(page), formats=("JPEG",)) as image:
        image.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return _encoded(image, "jpeg", 85)


def derive(page: bytes, window: Window, mark: str = "") -> Copy:
    """The best copy of a stored picture within a window; the picture itself if it is within it.

    The largest size, then the highest quality that fits. Raises `IntakeError` (`CANNOT_FIT`) when no
    copy is within all bounds, `ValueError` for a mark where none is allowed.
    """
    if mark and not window.may_be_marked:
        raise ValueError("this window takes no marked copies")
    with Image.open(BytesIO(page), formats=("JPEG",)) as image:
        if not mark and _is_within(image, page, window):
            return _copy(page, image.size, None, "as_it_is", window)
        image.load()
        return _best(_dressed(image, window, mark), window)


def _is_within(image: Image.Image, page: bytes, window: Window) -> bool:
    return (
        window.format == "jpeg"
        and (window.colour or image.mode == "L")
        and window.least <= len(page) <= window.most
        and max(image.size) <= (window.max_side or max(image.size))
        and min(image.size) >= (window.min_short_side or 0)
    )


def _dressed(image: Image.Image, window: Window, mark: str) -> Image.Image:
    image = image if window.colour else image.convert("L")
    return marked(image, mark) if mark else image


def _best(image: Image.Image, window: Window) -> Copy:
    full = max(image.size)
    for size, quality, data in _copies(image, window):
        if len(data) > window.most:
            continue
        if len(data) < window.least:
            return _enlarged(image, window)
        means: Means = "quality" if max(size) == full else "size"
        return _copy(data, size, quality, means, window)
    raise IntakeError(Refusal.CANNOT_FIT)


_Tried = tuple[tuple[int, int], int | None, bytes]


def _copies(image: Image.Image, window: Window) -> Iterator[_Tried]:
    """Copies of falling size, each at the best quality that fits or, if none does, the least."""
    longest, shortest = max(image.size), min(image.size)
    side = min(window.max_side or longest, longest)
    floor = max(_LEAST_SIDE, (window.min_short_side or 0) * longest / shortest)
    if window.min_short_side and shortest < window.min_short_side:
        side = floor = round(floor)  # enlarged to the least size, and no further
    while side >= floor and side <= (window.max_side or side):
        scaled = _scaled(image, side)
        quality, data = _best_quality(scaled, window)
        yield scaled.size, quality, data
        side = int(side * min(0.95, sqrt(window.most / len(data))))


def _best_quality(image: Image.Image, window: Window) -> tuple[int | None, bytes]:
    if window.format == "png":
        return None, _encoded(image, "png", 0)
    low, high = LEAST_QUALITY, BEST_QUALITY
    best = _encoded(image, "jpeg", low)
    if len(best) > window.most:
        return low, best
    while low < high:
        quality = (low + high + 1) // 2
        data = _encoded(image, "jpeg", quality)
        if len(data) <= window.most:
            best, low = data, quality
        else:
            high = quality - 1
    return low, best


def _enlarged(image: Image.Image, window: Window) -> Copy:
    """A copy with at least so many bytes: some providers refuse files as too small to be photos."""
    longest = max(image.size)
    side = min(window.max_side or longest, longest)
    for _ in range(12):
        scaled = _scaled(image, side)
        data = _encoded(scaled, window.format, _LARGEST_QUALITY)
        if window.least <= len(data) <= window.most:
            quality = _LARGEST_QUALITY if window.format == "jpeg" else None
            return _copy(data, scaled.size, quality, "enlarged", window)
        grow = min(1.5, 1.03 * sqrt(window.least / len(data)))
        side = min(window.max_side or side * 2, int(side * grow))
    raise IntakeError(Refusal.CANNOT_FIT)


def _scaled(image: Image.Image, side: int) -> Image.Image:
    longest = max(image.size)
    if side == longest:
        return image
    width, height = (max(1, round(length * side / longest)) for length in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _copy(
    data: bytes, size: tuple[int, int], quality: int | None, means: Means, window: Window
) -> Copy:
    width, height = size
    return Copy(
        data,
        Proof(
            bytes=len(data),
            width=width,
            height=height,
            quality=quality,
            means=means,
            least=window.least,
            most=window.most,
        ),
    )


def _encoded(image: Image.Image, format: Format, quality: int) -> bytes:  # noqa: A002 the window's word
    # JPEG not with optimize=True: Pillow then allows about a byte a pixel, and grain needs more
    options = {"quality": quality, "subsampling": 0} if format == "jpeg" else {"optimize": True}
    buffer = BytesIO()
    image.save(buffer, format.upper(), **options)
    return buffer.getvalue()
