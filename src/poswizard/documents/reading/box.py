"""Where something stands: upright boxes, and the way from a levelled picture back to the one given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels, y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height at which its middle lies."""
        return (self.top + self.bottom) / 2

    def shares_rows_with(self, other: Box) -> bool:
        """The two overlap vertically by more than a third of the lower one."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > min(self.height, other.height) / 3

    def part(self, start: float, end: float) -> Box:
        """The box from one x to another."""
        return Box(max(self.left, start), self.top, min(self.right, end), self.bottom)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds them all; at least one must be given."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """How the levelled picture, in which lines run level, lies in the picture that was given.

    The given picture was first turned clockwise by `turn`, then shrunk by `scale`; in that one the
    lines rise by `tilt` and were levelled around its middle.
    """

    width: int
    """Pixels of the given picture."""
    height: int
    turn: int = 0
    """Degrees clockwise by which the given picture must be turned to stand upright: 0, 90, 180, 270."""
    scale: float = 1.0
    """Pixels of the shrunk picture per pixel of the given one."""
    tilt: float = 0.0
    """Degrees by which lines fall to the right in the turned picture."""

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height of the given picture once turned."""
        return (self.width, self.height) if self.turn % 180 == 0 else (self.height, self.width)

    def level(self, x: float, y: float) -> tuple[float, float]:
        """A point of the turned and shrunk picture after levelling."""
        return self._rotated(x, y, -self.tilt)

    def in_picture(self, box: Box) -> Box:
        """The upright box of the given picture around a box of the levelled one."""
        corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        points = [self._given(*self._rotated(x, y, self.tilt)) for x, y in corners]
        bounds = around(Box(x, y, x, y) for x, y in points)
        return Box(
            max(0.0, bounds.left),
            max(0.0, bounds.top),
            min(float(self.width), bounds.right),
            min(float(self.height), bounds.bottom),
        )

    def _rotated(self, x: float, y: float, degrees: float) -> tuple[float, float]:
        width, height = self.upright_size
        middle_x, middle_y = width * self.scale / 2, height * self.scale / 2
        c, s = cos(radians(degrees)), sin(radians(degrees))
        right, down = x - middle_x, y - middle_y
        return middle_x + c * right - s * down, middle_y + s * right + c * down

    def _given(self, x: float, y: float) -> tuple[float, float]:
        x, y = x / self.scale, y / self.scale
        match self.turn:
            case 90:
                return y, self.height - x
            case 180:
                return self.width - x, self.height - y
            case 270:
                return self.width - y, x
            case _:
                return x, y
