"""Parts of stored pictures: where a value stands, cut out to be compared with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage

from poswizard.ui.unpacking import unpacked

if TYPE_CHECKING:
    from poswizard.ui.editors.editor import ScanStore

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the picture."""

MOST = QSize(960, 136)
"""Pixels of a cut-out: four times as many as are seen at 100 %."""
_MARGIN = 0.25
"""Of the box's height, left around it."""


def cut_outs(scans: ScanStore, scan: str, boxes: Sequence[Box]) -> list[QImage]:
    """These parts of one stored picture. Slow: call it beside the window."""
    picture = unpacked(scans.get(scan))
    return [_cut(picture, box) for box in boxes]


def _cut(picture: QImage, box: Box) -> QImage:
    left, top, right, bottom = box
    margin = round(_MARGIN * (bottom - top))
    part = QRect(left, top, right - left, bottom - top).adjusted(-margin, -margin, margin, margin)
    made = picture.copy(part & picture.rect())
    if made.width() <= MOST.width() and made.height() <= MOST.height():
        return made
    return made.scaled(
        MOST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
