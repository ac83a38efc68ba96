"""Crop and straighten by hand: the picture with its corners, and everything done to them as a button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from poswizard.documents.quad import Quad
from poswizard.text import Text
from poswizard.ui.capture.crop_canvas import ZOOM_STEP, CropCanvas
from poswizard.ui.capture.crop_history import Crop
from poswizard.ui.icons import Glyph
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, frame, line, tool

_LEFT, _RIGHT = Text("向左转", "Turn left"), Text("向右转", "Turn right")
_UNDO, _REDO = Text("撤销", "Undo"), Text("重做", "Redo")
_CLOSER, _FURTHER = Text("放大", "Zoom in"), Text("缩小", "Zoom out")
_FIT = Text("看全图", "Fit")
_FOUND = Text("恢复自动找到的四角", "Corners as found")
_WHOLE = Text("用整张图", "Whole picture")
_HINT = Text(
    "拖动四角，或按 Tab 选角、方向键移动（Shift 加快）。",
    "Drag the corners, or choose with Tab and move with the arrow keys (Shift: faster).",
)


class CropView(QWidget):
    """Shows a picture and tells where its document lies. It changes nothing itself."""

    changed = Signal(object)
    """The `Quad`: in pixels of the picture as it was given, in the document's own order, so that a
    turned document begins with another corner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Quad | None = None
        self.canvas = CropCanvas()
        self.canvas.changed.connect(self._tell)
        self.canvas.zoomed.connect(self._show_scale)
        self._scale = line(kind="quiet")
        self.setFocusProxy(self.canvas)
        self._make_tools()
        self._lay_out()
        bind(
            self,
            {
                "Ctrl+Z": self.canvas.undo,
                "Ctrl+Y": self.canvas.redo,
                "Ctrl+Shift+Z": self.canvas.redo,
                "L": self.turn_left,
                "R": self.turn_right,
                "W": self.use_whole,
                "F": self.reset,
            },
        )

    def show_picture(self, picture: QImage, found: Quad | None = None) -> None:
        """Show a picture with the corners that were found in it, or with those of the whole."""
        self._found = found
        self.canvas.show_picture(picture, found)

    @property
    def quad(self) -> Quad:
        """Where the document lies."""
        return self.canvas.crop.quad

    def turn_left(self) -> None:
        """A quarter turn against the clock."""
        self.canvas.become(self.canvas.crop.turned(-1))

    def turn_right(self) -> None:
        """A quarter turn with the clock."""
        self.canvas.become(self.canvas.crop.turned(1))

    def use_whole(self) -> None:
        """Take the whole picture as it is turned now."""
        size, turns = self.canvas.picture_size, self.canvas.crop.turns
        self.canvas.become(Crop(Quad.whole(size.width(), size.height())).turned(turns))

    def reset(self) -> None:
        """Take the corners that were found, upright as found."""
        if self._found is not None and self._found.is_convex:
            self.canvas.become(Crop(self._found))

    def _tell(self) -> None:
        history = self.canvas.history
        self.undo_button.setEnabled(history.can_undo)
        self.redo_button.setEnabled(history.can_redo)
        has_found = self._found is not None and self._found.is_convex
        self.found_button.setEnabled(has_found and history.now != Crop(self._found or self.quad))
        self.changed.emit(self.quad)

    def _show_scale(self, scale: float) -> None:
        self._scale.setText(f"{scale:.0%}")

    def _closer(self) -> None:
        self.canvas.zoom_by(ZOOM_STEP)

    def _further(self) -> None:
        self.canvas.zoom_by(1 / ZOOM_STEP)

    def _make_tools(self) -> None:
        self.undo_button = tool(_UNDO, Glyph.UNDO, "quiet", "Ctrl+Z")
        self.redo_button = tool(_REDO, Glyph.REDO, "quiet", "Ctrl+Y")
        self.left_button = tool(_LEFT, Glyph.TURN_LEFT, "quiet", "L")
        self.right_button = tool(_RIGHT, Glyph.TURN_RIGHT, "quiet", "R")
        self.closer_button = tool(_CLOSER, Glyph.ZOOM_IN, "quiet", "+")
        self.further_button = tool(_FURTHER, Glyph.ZOOM_OUT, "quiet", "−")
        self.fit_button = tool(_FIT, Glyph.FIT, "quiet", "0")
        self.found_button = button(_FOUND, "plain", keys="F")
        self.whole_button = button(_WHOLE, "plain", Glyph.WHOLE, "W")
        for made, act in (
            (self.undo_button, self.canvas.undo),
            (self.redo_button, self.canvas.redo),
            (self.left_button, self.turn_left),
            (self.right_button, self.turn_right),
            (self.closer_button, self._closer),
            (self.further_button, self._further),
            (self.fit_button, self.canvas.fit),
            (self.found_button, self.reset),
            (self.whole_button, self.use_whole),
        ):
            made.clicked.connect(act)

    def _lay_out(self) -> None:
        px = current().px
        bar = QHBoxLayout()
        bar.setSpacing(px(4))
        for made in (self.undo_button, self.redo_button, self.left_button, self.right_button):
            bar.addWidget(made)
        bar.addSpacing(px(8))
        for made in (self.further_button, self.closer_button, self.fit_button, self._scale):
            bar.addWidget(made)
        bar.addStretch(1)
        bar.addWidget(self.found_button)
        bar.addSpacing(px(4))
        bar.addWidget(self.whole_button)
        ground = frame("card")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(ground, 1)
        column.addLayout(bar)
        column.addWidget(line(_HINT, "quiet"))
