"""Crop and straighten by hand: the clean picture with its corners, in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from poswizard.documents.quad import Quad
from poswizard.text import Text
from poswizard.ui.capture.crop_view import CropView
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label

_TITLE = Text("裁剪和摆正：{0}", "Crop and straighten: {0}")
_WHAT = Text(
    "让四个角落在证件的四角上；按“采用”后重新检查、重新识别。原图一直保留，可随时再裁。",
    "Put the corners onto the document's own; it is then checked and read anew. The original stays.",
)
_USE = Text("采用", "Use it")
_CANCEL = Text("取消", "Cancel")


class CropDialog(QDialog):
    """Asks for the corners of one picture."""

    cropped = Signal(object)
    """The `Quad` that is wanted, in pixels of the picture given."""

    def __init__(
        self, parent: QWidget | None, what: Text, picture: QImage, found: Quad | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE.format(what)))
        self.view = CropView()
        self.use_button = button(_USE, "primary", keys="Ctrl+Enter")
        self.use_button.clicked.connect(self._use)
        self.cancel_button = button(_CANCEL, keys="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out()
        bind(self, {"Ctrl+Return": self._use, "Ctrl+Enter": self._use, "Return": self._use})
        self.view.show_picture(picture, found)
        self.view.setFocus()

    def _use(self) -> None:
        self.cropped.emit(self.view.quad)
        self.accept()

    def _lay_out(self) -> None:
        px = current().px
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(label(_WHAT, "quiet"), 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.use_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(16), px(16), px(16), px(16))
        lines.setSpacing(px(12))
        lines.addWidget(self.view, 1)
        lines.addLayout(buttons)
        room = self.screen().availableSize()
        self.resize(min(px(1000), room.width()), min(px(680), room.height() - px(48)))
