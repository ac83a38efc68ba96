"""The row of ways by which pages come in, each a button with its key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from poswizard.text import Text, Vocabulary
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button


class Way(Vocabulary):
    """How a page comes in."""

    CAMERA = "camera", Text("拍摄", "Camera")
    SCANNER = "scanner", Text("扫描", "Scan")
    FILE = "file", Text("选择文件…", "Choose files…")
    PASTE = "paste", Text("粘贴", "Paste")


KEYS = {Way.CAMERA: "F2", Way.SCANNER: "F3", Way.FILE: "F4", Way.PASTE: "Ctrl+V"}
"""They act while the keyboard is in the document's field."""

_GLYPHS = {
    Way.CAMERA: Glyph.CAMERA,
    Way.SCANNER: Glyph.SCAN,
    Way.FILE: Glyph.ADD_FILE,
    Way.PASTE: Glyph.PASTE,
}


class WaysRow(QWidget):
    """The ways side by side. The one last used on this machine takes the keyboard."""

    wanted = Signal(object)
    """A `Way`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=current().px(16))
        self.buttons: dict[Way, QPushButton] = {}
        for way in Way:
            made = button(way.label, "link", _GLYPHS[way], KEYS[way])
            made.setObjectName(way.value)
            made.clicked.connect(partial(self.wanted.emit, way))
            self.buttons[way] = made
            self._flow.addWidget(made)
        self._preferred = Way.FILE

    def add(self, part: QWidget) -> None:
        """Put something after the buttons."""
        self._flow.addWidget(part)

    @property
    def first_control(self) -> QPushButton:
        """The button of the usual way."""
        return self.buttons[self._preferred]

    def prefer(self, way: Way) -> None:
        """Let this be the usual way from now on."""
        self._preferred = way
