"""The corners of a crop with what was done to them, to be undone and done again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from poswizard.documents.quad import Point, Quad


@dataclass(frozen=True, slots=True)
class Crop:
    """Where the document lies, and how far the picture is turned so that it stands upright."""

    quad: Quad
    """In the document's own order: its top left is at the top left as it is shown."""
    turns: int = 0
    """Clockwise quarter turns, 0 to 3."""

    def turned(self, quarters: int) -> Crop:
        """The same corners after so many more clockwise quarter turns."""
        return Crop(self.quad.turned(quarters), (self.turns + quarters) % 4)

    def moved(self, corner: int, to: Point) -> Crop:
        """With one corner elsewhere; unchanged where that would cross the sides."""
        points = list(self.quad.points)
        points[corner] = to
        quad = Quad.of(points)
        return replace(self, quad=quad) if quad.is_convex else self


class CropHistory:
    """What the crop was before, as far as it can be undone."""

    def __init__(self, crop: Crop) -> None:
        self._past: list[Crop] = []
        self._coming: list[Crop] = []
        self._now = crop
        self._stroke: object = None

    @property
    def now(self) -> Crop:
        """The crop as it is."""
        return self._now

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._coming)

    def become(self, crop: Crop, stroke: object = None) -> bool:
        """Change it; changes of one stroke are undone together. Whether anything changed."""
        if crop == self._now:
            return False
        if stroke is None or stroke != self._stroke:
            self._past.append(self._now)
        self._stroke = stroke
        self._coming.clear()
        self._now = crop
        return True

    def end_stroke(self) -> None:
        """What comes next is undone by itself."""
        self._stroke = None

    def undo(self) -> bool:
        """Go a step back; whether there was one."""
        return self._step(self._past, self._coming)

    def redo(self) -> bool:
        """Go a step on again; whether there was one."""
        return self._step(self._coming, self._past)

    def _step(self, source: list[Crop], target: list[Crop]) -> bool:
        if not source:
            return False
        target.append(self._now)
        self._now = source.pop()
        self._stroke = None
        return True
