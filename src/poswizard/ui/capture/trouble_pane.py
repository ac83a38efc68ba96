"""What stands in place of a picture that does not come: why, what to do, and the other ways."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import GlyphLabel, button, label
from poswizard.ui.widgets.ways_row import Way

_AGAIN = Text("再试一次", "Try again")
_OR = Text("先用别的办法，不耽误办理：", "Meanwhile there are other ways:")
_PHONE = Text(
    "手机照片：用数据线连上电脑，或存到“监视文件夹”，再“选择文件”；苹果手机的照片也能直接用。",
    "Phone pictures: connect the phone by cable, or copy them to the watched folder, then choose "
    "files; iPhone pictures are fine.",
)
_INSTEAD = {
    Way.CAMERA: (Text("改用拍摄", "Use the camera"), Glyph.CAMERA),
    Way.SCANNER: (Text("改用扫描仪", "Use the scanner"), Glyph.SCAN),
    Way.FILE: (Text("选择照片文件…", "Choose picture files…"), Glyph.ADD_FILE),
}


class TroublePane(QWidget):
    """One trouble with its remedy; never without another way."""

    again_wanted = Signal()
    way_wanted = Signal(object)
    """A `Way` to take instead."""

    def __init__(self, others: Sequence[Way], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = GlyphLabel(Glyph.NO_CAMERA, Tone.QUIET, 48)
        self.what = label(kind="heading")
        self.remedy = label(kind="body", tone=Tone.QUIET)
        self.again = button(_AGAIN, "primary")
        self.again.clicked.connect(self.again_wanted)
        self._lay_out(others)

    def show_trouble(self, what: Text, remedy: Text, glyph: Glyph) -> None:
        """Say what is wrong and what to do."""
        self._sign.show_sign(glyph, Tone.QUIET)
        self.what.setText(str(what))
        self.remedy.setText(str(remedy))
        self.setAccessibleName(f"{what} {remedy}")

    def _lay_out(self, others: Sequence[Way]) -> None:
        px = current().px
        ways = FlowLayout(gap=px(8))
        for way in others:
            words, glyph = _INSTEAD[way]
            made = button(words, "plain", glyph)
            made.clicked.connect(partial(self.way_wanted.emit, way))
            ways.addWidget(made)
        inner = QWidget()
        inner.setMaximumWidth(px(560))
        lines = QVBoxLayout(inner)
        lines.setSpacing(px(8))
        for part in (self._sign, self.what, self.remedy):
            lines.addWidget(part)
        lines.addSpacing(px(8))
        lines.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addSpacing(px(16))
        lines.addWidget(label(_OR, "strong"))
        lines.addLayout(ways)
        lines.addWidget(label(_PHONE, "quiet"))
        middle = QHBoxLayout(self)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(inner, 8, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch(1)
