"""Copies of stored pictures: small ones for the screen, and ones that fit a provider's limits.

These decode in the calling process: a stored picture is a JPEG that our own worker encoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from math import sqrt

from PIL import Image

from poswizard.documents.refusal import IntakeError, Refusal

BEST_QUALITY = 95
"""Above it JPEG files grow without getting better."""
LEAST_QUALITY = 60
"""Below it small print suffers more than from a smaller picture."""
_LARGEST_QUALITY = 100
_LEAST_SIDE = 200


def thumbnail(page: bytes, size: int) -> bytes:
    """A stored picture as a JPEG whose longer side is at most `size` pixels."""
    with Image.open(BytesIO(page), formats=("JPEG",)) as image:
        image.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return _jpeg(image, 85)


def fit(
    page: bytes, max_kilobytes: int, min_kilobytes: int = 0, max_side: int | None = None
) -> bytes:
    """The best copy of a stored picture within a provider's limits; itself if it is within them.

    The largest size, then the highest quality that fits. Providers do not say whether their
    kilobyte has 1,000 or 1,024 bytes: the upper limit is kept with the one, the lower with the
    other. Raises `IntakeError` (`CANNOT_FIT`) when no copy is within both.
    """
    most, least = max_kilobytes * 1000, min_kilobytes * 1024
    with Image.open(BytesIO(page), formats=("JPEG",)) as image:
        longest = max(image.size)
        within_side = min(max_side or longest, longest)
        if within_side == longest and least <= len(page) <= most:
            return page
        image.load()
        for copy in _copies(image, within_side, most):
            if len(copy) <= most:
                return copy if len(copy) >= least else _enlarged(image, max_side, least, most)
    raise IntakeError(Refusal.CANNOT_FIT)


def _copies(image: Image.Image, side: int, most: int) -> Iterator[bytes]:
    """Copies of falling size, each at the best quality that fits or, if none does, the least."""
    while side >= _LEAST_SIDE:
        scaled = _scaled(image, side)
        copy = _best_quality(scaled, most)
        yield copy
        side = int(side * min(0.95, sqrt(most / len(copy))))


def _best_quality(image: Image.Image, most: int) -> bytes:
    best = _jpeg(image, LEAST_QUALITY)
    if len(best) > most:
        return best
    low, high = LEAST_QUALITY, BEST_QUALITY
    while low < high:
        quality = (low + high + 1) // 2
        copy = _jpeg(image, quality)
        if len(copy) <= most:
            best, low = copy, quality
        else:
            high = quality - 1
    return best


def _enlarged(image: Image.Image, max_side: int | None, least: int, most: int) -> bytes:
    """A copy with at least so many bytes: some providers refuse files as too small to be photos."""
    side = min(max_side or max(image.size), max(image.size))
    for _ in range(12):
        copy = _jpeg(_scaled(image, side), _LARGEST_QUALITY)
        if least <= len(copy) <= most:
            return copy
        side = min(max_side or side * 2, int(side * min(1.5, 1.03 * sqrt(least / len(copy)))))
    raise IntakeError(Refusal.CANNOT_FIT)


def _scaled(image: Image.Image, side: int) -> Image.Image:
    longest = max(image.size)
    if side == longest:
        return image
    width, height = (max(1, round(length * side / longest)) for length in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    # not optimize=True: Pillow then allows about a byte a pixel, and a grainy picture needs more
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling=0)
    return buffer.getvalue()
