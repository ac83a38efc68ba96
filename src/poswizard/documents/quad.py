"""Where a document lies in a picture: its four corners, and the true shapes documents have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Self

from poswizard.text import Text, Vocabulary

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners in pixels of a picture: the document's own top left, top right, bottom right, bottom left.

    A corner may lie outside the picture, where the document was cut off. Pixels are counted from
    the upper left edge, so that a whole picture of 800 by 600 has its last corner at (800, 600).
    """

    top_left: Point
    top_right: Point
    bottom_right: Point
    bottom_left: Point

    @classmethod
    def whole(cls, width: int, height: int) -> Self:
        """All of a picture."""
        return cls(
            (0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))
        )

    @classmethod
    def of(cls, points: Sequence[Sequence[float]]) -> Self:
        """Of four points in the order above; raises `ValueError` for anything else."""
        if len(points) != 4 or any(len(point) != 2 for point in points):
            raise ValueError("a quad has four points")
        a, b, c, d = ((float(x), float(y)) for x, y in points)
        return cls(a, b, c, d)

    @property
    def points(self) -> tuple[Point, Point, Point, Point]:
        """The corners in order."""
        return self.top_left, self.top_right, self.bottom_right, self.bottom_left

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """Lengths of top, right, bottom and left side in pixels."""
        a, b, c, d = self.points
        return _distance(a, b), _distance(b, c), _distance(c, d), _distance(d, a)

    @property
    def width(self) -> float:
        """The longer of top and bottom: what perspective has not shortened."""
        top, _, bottom, _ = self.sides
        return max(top, bottom)

    @property
    def height(self) -> float:
        """The longer of left and right."""
        _, right, _, left = self.sides
        return max(right, left)

    @property
    def area(self) -> float:
        """In square pixels; negative when the corners run the wrong way round (a mirrored picture)."""
        points = self.points
        following = (*points[1:], points[0])
        return (
            sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, following, strict=True)) / 2
        )

    @property
    def is_convex(self) -> bool:
        """It can be straightened: no side crosses another and every corner points outwards."""
        points = self.points
        turns = (_turn(points[i - 2], points[i - 1], points[i]) for i in range(4))
        return all(turn > 0 for turn in turns)

    def turned(self, quarters: int) -> Self:
        """The same corners, the document read after so many clockwise quarter turns of the result."""
        points = self.points
        start = -quarters % 4
        return type(self)(*(points[(start + i) % 4] for i in range(4)))

    def scaled(self, factor: float) -> Self:
        """In a picture so many times as large."""
        return type(self)(*((x * factor, y * factor) for x, y in self.points))

    def within(self, width: int, height: int, tolerance: float = 0.0) -> bool:
        """No corner lies further than so many pixels outside a picture of this size."""
        return all(
            -tolerance <= x <= width + tolerance and -tolerance <= y <= height + tolerance
            for x, y in self.points
        )

    def error(self, other: Quad) -> float:
        """The largest distance between corresponding corners, in widths of this quad."""
        pairs = zip(self.points, other.points, strict=True)
        return max(_distance(a, b) for a, b in pairs) / max(1.0, self.width)

    def to_json(self) -> list[list[float]]:
        """Four pairs, rounded to a tenth of a pixel."""
        return [[round(x, 1), round(y, 1)] for x, y in self.points]

    @classmethod
    def from_json(cls, json: object) -> Self:
        """What `to_json` gave; raises `ValueError` for anything else."""
        if not isinstance(json, list | tuple):
            raise ValueError("a quad is a list")
        try:
            return cls.of(json)
        except TypeError as error:
            raise ValueError("a quad is a list of pairs of numbers") from error


class Shape(Vocabulary):
    """The true shape of a document, by which its picture is straightened."""

    CARD = "card", Text("证卡（85.6×54 毫米）", "card (85.6 × 54 mm)")
    A4 = "a4", Text("A4 竖放", "A4 upright")
    A4_LYING = "a4_lying", Text("A4 横放", "A4 lying")
    A3 = "a3", Text("A3 竖放", "A3 upright")
    A3_LYING = "a3_lying", Text("A3 横放", "A3 lying")
    LABEL = "label", Text("标签", "label")
    FREE = "free", Text("任意形状", "any shape")

    @property
    def millimetres(self) -> tuple[float, float] | None:
        """Width and height; none for what has no fixed shape."""
        return _MILLIMETRES.get(self)

    @property
    def aspect(self) -> float | None:
        """Width by height."""
        size = self.millimetres
        return size[0] / size[1] if size else None


_MILLIMETRES: dict[Shape, tuple[float, float]] = {
    Shape.CARD: (85.60, 53.98),  # ISO/IEC 7810, ID-1
    Shape.A4: (210, 297),  # ISO 216
    Shape.A4_LYING: (297, 210),
    Shape.A3: (297, 420),
    Shape.A3_LYING: (420, 297),
}


def _distance(a: Point, b: Point) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
