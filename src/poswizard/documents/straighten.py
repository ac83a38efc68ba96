"""Documents as if seen from straight above: perspective undone, in the true shape, the right way up.

Runs in the worker process only.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import cv2
import numpy as np

from poswizard.documents.images import MAX_SIDE
from poswizard.documents.pixels import Array, lab, reduced
from poswizard.documents.quad import Quad, Shape

_LEAST_SIDE = 16


def straightened(pixels: Array, quad: Quad, shape: Shape = Shape.FREE) -> Array:
    """What lies within the corners, as a rectangle of the document's shape; no pixel is invented or lost.

    The longer side keeps its length in pixels, the other follows from the shape.
    """
    width, height = _size(quad, shape)
    corners = np.array(quad.points, np.float32) - 0.5  # OpenCV counts from the middle of a pixel
    target = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(corners, target)
    return cv2.warpPerspective(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def _size(quad: Quad, shape: Shape) -> tuple[int, int]:
    width, height = quad.width, quad.height
    if shape.aspect is not None:
        # of equal area: neither side is believed more than the other
        side = sqrt(width * height)
        width, height = side * sqrt(shape.aspect), side / sqrt(shape.aspect)
        grow = max(1.0, quad.width / width, quad.height / height)
        width, height = width * grow, height * grow
    scale = min(1.0, MAX_SIDE / max(width, height))
    return max(_LEAST_SIDE, round(width * scale)), max(_LEAST_SIDE, round(height * scale))


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something by which a layout's upright side is known: a box that has more of it than its opposite."""

    box: tuple[float, float, float, float]
    """Left, top, right and bottom in shares of the document."""
    looks: str
    """`red`, `dark` or `gold`."""


_MARKS: dict[str, _Mark] = {
    "id_front": _Mark((0.62, 0.10, 0.95, 0.70), "dark"),  # the portrait
    "permit_front": _Mark((0.62, 0.10, 0.95, 0.70), "dark"),
    "id_back": _Mark((0.04, 0.06, 0.28, 0.42), "red"),  # the emblem
    "bank_card": _Mark((0.05, 0.32, 0.24, 0.54), "gold"),  # the chip: ISO/IEC 7816-2
    "licence": _Mark((0.55, 0.66, 0.96, 0.97), "red"),  # the seal
    "licence_old": _Mark((0.45, 0.70, 0.96, 0.98), "red"),
    "account_permit": _Mark((0.55, 0.66, 0.96, 0.98), "red"),
    "food_permit": _Mark((0.55, 0.60, 0.98, 0.98), "red"),
}


def quarters_to_upright(pixels: Array, kind: str) -> int | None:
    """0 or 2 quarter turns for a straightened document of a known kind; none where nothing tells.

    Whether it lies or stands is settled by its shape already. Where the layout has no mark, the
    reader tells by its lines.
    """
    mark = _MARKS.get(kind)
    if mark is None:
        return None
    small, _ = reduced(pixels, 400)
    looks = _LOOKS[mark.looks](lab(small))
    here, there = _mean(looks, mark.box), _mean(looks[::-1, ::-1], mark.box)
    if abs(here - there) < 0.15 * max(here, there, 1e-6) or max(here, there) < 0.004:
        return None
    return 0 if here > there else 2


def _mean(looks: Array, box: tuple[float, float, float, float]) -> float:
    height, width = looks.shape
    left, top, right, bottom = box
    return float(
        looks[
            int(top * height) : int(bottom * height), int(left * width) : int(right * width)
        ].mean()
    )


def _red(colours: Array) -> Array:
    strong = (colours[..., 1] > 32) & (colours[..., 1] > 0.9 * colours[..., 2])
    return strong.astype(np.float32)


def _gold(colours: Array) -> Array:
    return ((colours[..., 2] > 22) & (colours[..., 1] < 25)).astype(np.float32)


def _dark(colours: Array) -> Array:
    return (colours[..., 0] < 0.62 * float(np.percentile(colours[..., 0], 90))).astype(np.float32)


_LOOKS = {"red": _red, "gold": _gold, "dark": _dark}
