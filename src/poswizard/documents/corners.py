"""Finds the four corners of a document in a picture, on any background.

Candidates come from long lines and from regions. A document's side is told from a printed frame by
its step: the colours on both sides of it differ all along. Runs in the worker process only.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from poswizard.documents.edges import candidate_quads
from poswizard.documents.pixels import Array, lab, reduced
from poswizard.documents.quad import Quad, Shape

_COARSE, _FINE = 640, 1600
"""Pixels of the longer side of the pictures searched."""
_STEP = 2.5
"""Least difference of colour across a side, in CIE L*a*b*: just visible side by side."""
_CLEAR_STEP = 20.0
_RIM_SUPPORT = 0.2, 0.8
"""What a side is worth that is only the rim of the picture: where the desk reaches it, and where the document does."""
_FOUND_FROM = 0.5
_HINTED_FROM, _CLEAR_SIDE = 0.42, 0.97
"""One side as clear as this, and others on the picture's rim: a document of which most was cut off."""
_RIM = 0.003
"""Of the longer side: a corner nearer to the rim is cut off or as good as."""
_TRIED = 10
"""Candidates that are refined."""
_REACHES = 0.014, 0.006
"""Of the longer side: how far from where it was first seen a side is looked for, and then once more."""
_SHARP = 2.5
"""Pixels within which a refined side must have its step."""
_BAND = 9
"""Pixels on each side by which a step is told from a line."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document found in a picture."""

    quad: Quad
    certainty: float
    """0 to 1: how much of the four sides is seen as a step."""
    cut: int
    """How many of its corners lie on or beyond the picture's rim: there the document was cut off."""


def find_corners(pixels: Array, shape: Shape = Shape.FREE) -> Found | None:
    """The document in an RGB picture; none when it fills the picture or cannot be told from the desk.

    Of one of which too much was cut off to know its corners, the whole picture is given.
    """
    coarse, scale = reduced(pixels, _COARSE)
    colours = cv2.GaussianBlur(lab(coarse), (0, 0), 1.0)
    quads = candidate_quads(colours)
    if not len(quads):
        return None
    best = quads[np.argsort(-_scores(quads, colours, shape))[:_TRIED]]
    fine, fine_scale = reduced(pixels, _FINE)
    colours = cv2.GaussianBlur(lab(fine), (0, 0), 1.0)
    best = (best + 0.5) * (fine_scale / scale)
    # a printed frame may draw a faint side to itself, unless it is looked for close by only
    best = np.stack([_refined(quad, colours, far) for far in _REACHES for quad in best])
    scores = _scores(best, colours, shape, _SHARP) * _of_one_paper(best, colours)
    winner = int(np.argmax(scores))
    seen, rim = _support(best[winner : winner + 1], colours)
    if rim[0].all():
        return None
    if scores[winner] < _FOUND_FROM:
        is_hinted = scores[winner] >= _HINTED_FROM and (seen[0] >= _CLEAR_SIDE)[~rim[0]].any()
        whole = Quad.whole(pixels.shape[1], pixels.shape[0])
        return Found(whole, float(seen[0].mean()), 2) if is_hinted and rim[0].any() else None
    quad = Quad.of((best[winner] / fine_scale).tolist())
    cut = _cut(quad, pixels) | rim[0] | np.roll(rim[0], 1)
    return Found(_read_from(quad, shape), float(seen[0].mean()), int(cut.sum()))


def _cut(quad: Quad, pixels: Array) -> Array:
    """Which corners lie on the picture's rim or beyond it."""
    height, width = pixels.shape[:2]
    rim = _RIM * max(width, height)
    return np.array(
        [not (rim < x < width - rim and rim < y < height - rim) for x, y in quad.points]
    )


def _read_from(quad: Quad, shape: Shape) -> Quad:
    """The same corners, beginning where the document's own top left most likely is."""
    start = min(range(4), key=lambda i: sum(quad.points[i]))
    quad = Quad.of([quad.points[(start + i) % 4] for i in range(4)])
    lies = quad.width > quad.height
    return quad if shape.aspect is None or lies == (shape.aspect > 1) else quad.turned(1)


def _scores(quads: Array, colours: Array, shape: Shape, at: float | None = None) -> Array:
    """How much each set of corners looks like the outer rim of a document of that shape."""
    support, rim = _support(quads, colours, at)
    height, width = colours.shape[:2]
    x, y = quads[:, :, 0], quads[:, :, 1]
    area = np.abs((x * np.roll(y, -1, 1) - np.roll(x, -1, 1) * y).sum(axis=1)) / 2
    share = np.clip(area / (width * height), 0, 1)
    seen = 0.6 * support.mean(axis=1) + 0.4 * support.min(axis=1)
    seen = np.where(rim.all(axis=1), 0.0, seen)
    return seen * _likeness(quads, shape, rim) * (0.75 + 0.25 * np.sqrt(share))


def _likeness(quads: Array, shape: Shape, rim: Array) -> Array:
    """1 where the sides are about as long as the shape's, less where no camera angle explains them.

    Of what the rim of the picture cuts off, nobody knows how long it is.
    """
    sides = np.linalg.norm(np.roll(quads, -1, 1) - quads, axis=2)
    across, down = sides[:, (0, 2)].max(axis=1), sides[:, (1, 3)].max(axis=1)
    uneven = np.abs(np.log(sides[:, 0] / sides[:, 2])) + np.abs(np.log(sides[:, 1] / sides[:, 3]))
    even = 1 - 0.25 * np.clip(uneven - 0.4, 0, 1)
    if shape.aspect is None:
        return even
    ratio, wanted = np.log(across / down), abs(float(np.log(shape.aspect)))
    off = np.abs(np.abs(ratio) - wanted)
    across_cut, down_cut = rim[:, (1, 3)].any(axis=1), rim[:, (0, 2)].any(axis=1)
    off = np.where(across_cut, np.maximum(0, ratio - wanted), off)
    off = np.where(down_cut, np.maximum(0, -ratio - wanted), off)
    off = np.where(across_cut & down_cut, 0, off)
    allowed = 0.12 + 0.8 * uneven
    return even * (1 - np.clip(1.1 * (off - allowed), 0, 0.8))


def _support(quads: Array, colours: Array, at: float | None = None) -> tuple[Array, Array]:
    """For each side, how much of it is a step (0 to 1), and whether it is only the picture's rim.

    With `at`, the step must lie within so many pixels of the side.
    """
    points, outwards = _along(quads)
    reach = max(3.0, 0.006 * max(colours.shape[:2]))
    step = _step(points, outwards, (reach, 1.7 * reach), colours)
    if at is not None:
        step = np.minimum(step, 1.3 * _step(points, outwards, (at,), colours))
    value = np.clip((step - _STEP) / (_CLEAR_STEP - _STEP), 0, 1) * 0.5 + (step > _STEP) * 0.5
    off = _looked_up(points + outwards * reach, colours)[1]
    seen = np.where(off, 0.0, value).sum(axis=2) / np.maximum((~off).sum(axis=2), 1)
    rim = off.mean(axis=2) > 0.5
    least, most = _RIM_SUPPORT
    worth = least + (most - least) * _reached(points, outwards, colours, rim)
    return np.where(rim, worth, seen), rim


def _reached(points: Array, outwards: Array, colours: Array, rim: Array) -> Array:
    """How surely it is the document that reaches the picture's rim there: 1 for its colours, 0 for the desk's."""
    longer = max(colours.shape[:2])
    inside = np.median(_looked_up(points - outwards * max(4.0, 0.008 * longer), colours)[0], axis=2)
    # beyond the shadow that the document throws
    outside = np.median(_looked_up(points + outwards * 0.03 * longer, colours)[0], axis=2)
    seen = ~rim[..., None]
    count = np.maximum(seen.sum(axis=1, keepdims=True), 1)
    paper = np.where(seen, inside, 0).sum(axis=1, keepdims=True) / count
    desk = np.where(seen, outside, 0).sum(axis=1, keepdims=True) / count
    to_paper = np.linalg.norm(inside - paper, axis=2)
    to_desk = np.linalg.norm(inside - desk, axis=2)
    nearer = to_desk / np.maximum(to_paper + to_desk, 1e-6)
    sure = np.clip((nearer - 0.5) / 0.3, 0, 1)
    return np.where(rim.sum(axis=1, keepdims=True) > 2, 0.0, sure)


def _along(quads: Array) -> tuple[Array, Array]:
    """Points along each side, its ends left out for round corners, and the side's outward normal."""
    share = np.linspace(0.08, 0.92, 28)[None, None, :, None]
    start, end = quads[:, :, None, :], np.roll(quads, -1, 1)[:, :, None, :]
    direction = (end - start) / np.maximum(np.linalg.norm(end - start, axis=3, keepdims=True), 1e-6)
    outwards = np.concatenate((direction[..., 1:], -direction[..., :1]), axis=3)
    return start + (end - start) * share, outwards


def _step(points: Array, outwards: Array, reaches: tuple[float, ...], colours: Array) -> Array:
    """How much the colours outside and inside differ at least, at some distances from the side."""
    found = np.full(points.shape[:3], np.inf)
    for reach in reaches:  # lines of a printed frame differ at one distance, a side at all
        steps = (
            _looked_up(points + outwards * reach, colours)[0]
            - _looked_up(points - outwards * reach, colours)[0]
        )
        # print and grain differ from place to place, a side does not
        steps = (steps + np.roll(steps, 1, 2) + np.roll(steps, -1, 2)) / 3
        found = np.minimum(found, np.linalg.norm(steps, axis=3))
    return found


def _of_one_paper(quads: Array, colours: Array) -> Array:
    """1 where the same hue is found inside all four sides, less where one of them is the desk's."""
    points, outwards = _along(quads)
    reach = max(4.0, 0.008 * max(colours.shape[:2]))
    inside = np.median(_looked_up(points - outwards * reach, colours)[0][..., 1:], axis=2)
    apart = np.linalg.norm(inside - np.median(inside, axis=1, keepdims=True), axis=2)
    return 1 - 0.4 * np.clip((apart.max(axis=1) - 4) / 16, 0, 1)


def _looked_up(points: Array, colours: Array) -> tuple[Array, Array]:
    """The colours at points, and which of them lie outside the picture."""
    height, width = colours.shape[:2]
    x, y = np.rint(points[..., 0]).astype(int), np.rint(points[..., 1]).astype(int)
    off = (x < 0) | (y < 0) | (x >= width) | (y >= height)
    return colours[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)], off


def _refined(quad: Array, colours: Array, far: float) -> Array:
    """The corners where lines through the very steps of the sides meet."""
    for reach in (far, _REACHES[-1]):
        lines = [_line_of_side(quad[i], quad[(i + 1) % 4], colours, reach) for i in range(4)]
        corners = np.array([_crossing(lines[i - 1], lines[i]) for i in range(4)])
        moved = np.linalg.norm(corners - quad, axis=1).max()
        if not np.isfinite(moved) or moved > 4 * reach * max(colours.shape[:2]):
            return quad
        quad = corners
    return quad


def _line_of_side(start: Array, end: Array, colours: Array, reach: float) -> Array:
    """A line (unit normal, offset) through the strongest steps near a side."""
    direction = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
    normal = np.array((direction[1], -direction[0]))
    span = max(4, round(reach * max(colours.shape[:2])))
    offsets = np.arange(-span - _BAND, span + _BAND + 1, dtype=np.float64)
    feet = start + (end - start) * np.linspace(0.09, 0.91, 64)[:, None]
    points = feet[:, None, :] + normal * offsets[None, :, None]
    seen = cv2.remap(
        colours,
        points[..., 0].astype(np.float32),
        points[..., 1].astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    steps = _steps(seen)
    steps = steps * np.exp(-((offsets[_BAND:-_BAND] / (0.9 * span)) ** 2))
    at = _peaks(steps) + offsets[_BAND]
    clear = steps.max(axis=1) > 0.5 * _STEP
    if clear.sum() < 12:
        return np.array((*normal, -normal @ start))
    found = (feet + normal * at[:, None])[clear].astype(np.float32)
    dx, dy, x, y = cv2.fitLine(found, cv2.DIST_WELSCH, 1.5, 0.01, 0.01).ravel()
    return np.array((-dy, dx, dy * x - dx * y), np.float64)


def _steps(profiles: Array) -> Array:
    """How much each place of the profiles is a step: a printed line is none, for beyond it all is as before."""
    narrow = np.linalg.norm(
        profiles[:, _BAND + 2 : 2 - _BAND or None] - profiles[:, _BAND - 2 : -_BAND - 2], axis=2
    )
    sums = np.cumsum(np.pad(profiles, ((0, 0), (1, 0), (0, 0))), axis=1)
    bands = (sums[:, _BAND - 2 :] - sums[:, : 2 - _BAND]) / (_BAND - 2)
    wide = np.linalg.norm(bands[:, _BAND + 3 :] - bands[:, : -_BAND - 3], axis=2)
    return np.minimum(narrow, 1.5 * wide)


def _peaks(steps: Array) -> Array:
    """Where each row is highest, to a fraction of a pixel."""
    rows = np.arange(len(steps))
    top = np.clip(steps.argmax(axis=1), 1, steps.shape[1] - 2)
    before, here, after = steps[rows, top - 1], steps[rows, top], steps[rows, top + 1]
    bend = before - 2 * here + after
    return top + np.clip(0.5 * (before - after) / np.where(np.abs(bend) < 1e-6, -1e-6, bend), -1, 1)


def _crossing(a: Array, b: Array) -> Array:
    across = np.cross(a, b)
    return across[:2] / across[2] if abs(across[2]) > 1e-9 else np.array((np.nan, np.nan))
