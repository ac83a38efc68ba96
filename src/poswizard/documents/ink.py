"""Ink on paper: whether a signing area was written in, and a signature cut out of a photograph.

Runs in the worker process only.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from poswizard.documents.pixels import Array, lab, reduced
from poswizard.documents.signature import PICTURE, CutOut, Trouble

_INSET = 2.0
"""Millimetres along the frame of a signing area that are not looked at."""
_LABEL, _DATE = 7.5, 8.0
"""Millimetres at its top and bottom where words are printed."""
_SEAL = 31.0
"""Millimetres at its right where a dashed grey circle keeps room for the seal."""
_SPECK = 0.15
"""Square millimetres below which a spot is dirt."""
LEAST_INK = 2.5
"""Square millimetres of strokes: three characters written small with a fine pen have more."""
LEAST_SPAN = 6.0
"""Millimetres from end to end."""

_CUT_SIDE = 1600
"""Pixels of the longer side of the picture that a signature is cut out of."""
_FAINT = 0.18
"""How much darker than its paper a stroke must be; pencil on white is some 0.3."""
_PRINTED = 0.15
"""Depth that a fifth of the picture has only where it is printed all over."""
_CUT_SPECK = 2e-5
"""Share of the picture below which a spot is dirt."""
_LEAST_WIDTH, _LEAST_HEIGHT = 0.08, 24
"""Share of the picture's width, and pixels: smaller, its strokes are not to be told from each other."""
_MOST_INK = 0.45
"""Share of its own box that a signature covers at most: more is a blot, a seal or a dark corner."""
_ROOM = 60
"""Pixels left free around it."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What is written in a signing area."""

    area: float
    """Square millimetres of strokes."""
    span: float
    """Millimetres from one end of them to the other."""
    red: float
    """Square millimetres of red: seal or fingerprint. Always 0 in a grey scan."""

    @property
    def is_signed(self) -> bool:
        """Somebody wrote there: more than a dot, a crease or the shine of the other side."""
        return self.area >= LEAST_INK and self.span >= LEAST_SPAN


def ink_in(area: Array, dots: float) -> Ink:
    """What is in a signing area, straightened, of so many pixels to a millimetre."""
    strokes = _strokes(area, dots)
    red = _red(area)
    free = np.zeros_like(strokes)
    height, width = strokes.shape
    top, bottom = round(_LABEL * dots), height - round(_DATE * dots)
    inset, seal = round(_INSET * dots), width - round(_SEAL * dots)
    free[top:bottom, inset:seal] = 1
    kept = _without_specks(strokes & free & ~red & 1, _SPECK * dots * dots)
    ys, xs = np.nonzero(kept)
    span = float(np.hypot(np.ptp(xs), np.ptp(ys))) / dots if len(xs) else 0.0
    scale = dots * dots
    return Ink(float(kept.sum()) / scale, span, float(red[inset:-inset].sum()) / scale)


def cut_out(picture: Array) -> CutOut:
    """The ink of a photographed signature on a transparent ground.

    Strokes that touch the rim are taken for shadow or the edge of the paper.
    """
    small, _ = reduced(picture, _CUT_SIDE)
    light = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
    depth: Array = 1 - light / _paper(light)
    noise = float(np.percentile(depth, 80))
    if noise > _PRINTED:
        return CutOut(trouble=Trouble.TOO_MUCH)
    strokes: Array = (cv2.GaussianBlur(depth, (0, 0), 1.0) > max(_FAINT, 3 * noise)).astype(
        np.uint8
    )
    strokes = _without_specks(_without_rim(strokes), _CUT_SPECK * strokes.size)
    ys, xs = np.nonzero(strokes)
    trouble = _trouble(strokes, xs, ys)
    return CutOut(trouble=trouble) if trouble else CutOut(_trimmed(small, depth, strokes))


def _trouble(strokes: Array, xs: Array, ys: Array) -> Trouble | None:
    if not len(xs):
        return Trouble.NOTHING_FOUND
    if np.ptp(xs) < _LEAST_WIDTH * strokes.shape[1] or np.ptp(ys) < _LEAST_HEIGHT:
        return Trouble.TOO_SMALL
    covered = len(xs) / ((np.ptp(xs) + 1) * (np.ptp(ys) + 1))
    wide = np.ptp(xs) > 0.97 * strokes.shape[1] or np.ptp(ys) > 0.9 * strokes.shape[0]
    return Trouble.TOO_MUCH if covered > _MOST_INK or wide else None


def _paper(light: Array) -> Array:
    """How bright the paper is at every place, the strokes painted over."""
    reach = max(light.shape) // 24 | 1
    closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    return np.maximum(cv2.GaussianBlur(closed, (0, 0), reach / 2), 1.0)


def _without_rim(strokes: Array) -> Array:
    count, found, _, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    labels: Array = found
    keep: Array = np.ones(count, np.uint8)
    edges: Array = np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1]))
    keep[edges] = 0
    keep[0] = 0
    return keep[labels]


def _trimmed(picture: Array, depth: Array, strokes: Array) -> bytes:
    around = cv2.dilate(strokes, np.ones((3, 3), np.uint8))
    inked = float(np.median(depth[strokes > 0]))
    alpha = np.clip(depth / max(inked, _FAINT), 0, 1) * around * 255
    left, top, width, height = cv2.boundingRect(around)
    cut = Image.fromarray(alpha[top : top + height, left : left + width].astype(np.uint8))
    scale = min((PICTURE[0] - _ROOM) / width, (PICTURE[1] - _ROOM) / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    cover = Image.new("L", PICTURE)
    cover.paste(
        cut.resize(size, Image.Resampling.LANCZOS),
        ((PICTURE[0] - size[0]) // 2, (PICTURE[1] - size[1]) // 2),
    )
    red, green, blue = (int(value) for value in np.median(picture[strokes > 0], axis=0))
    signature = Image.new("RGBA", PICTURE, (red, green, blue, 255))
    signature.putalpha(cover)
    buffer = BytesIO()
    signature.save(buffer, "PNG")
    return buffer.getvalue()


def _strokes(area: Array, dots: float) -> Array:
    """Pixels clearly darker than the paper around them: shadows and the other side are not."""
    light = cv2.cvtColor(area, cv2.COLOR_RGB2GRAY)
    light = cv2.medianBlur(light, 3)
    reach = round(4 * dots) | 1
    paper = cv2.GaussianBlur(cv2.dilate(light, np.ones((5, 5))), (reach, reach), 0)
    paper = np.maximum(paper, float(np.percentile(light, 60)) * 0.7)
    return (light < 0.72 * paper).astype(np.uint8)


def _red(area: Array) -> Array:
    colours = cv2.GaussianBlur(lab(area), (0, 0), 1.0)
    strong = (colours[..., 1] > 18) & (colours[..., 1] > 0.6 * np.abs(colours[..., 2]))
    return strong.astype(np.uint8)


def _without_specks(mask: Array, least: float) -> Array:
    """What belongs to strokes; runs of them join over gaps of a pixel."""
    count, found, blobs, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    labels: Array = found
    keep: Array = np.zeros(count, np.uint8)
    keep[1:] = blobs[1:, cv2.CC_STAT_AREA] >= least
    return keep[labels]
