"""A key or certificate as a QR code for another machine's camera, with the fingerprint to compare."""

from __future__ import annotations

import io

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from poswizard.package.seal.fingerprints import digits, words
from poswizard.text import Text
from poswizard.ui.pages.dialog_layout import FittedDialog
from poswizard.ui.theme import current
from poswizard.ui.widgets.fact_rows import FactRows
from poswizard.ui.widgets.labels import button, label

_ABOUT = Text(
    "在对方电脑上用“从二维码图片添加”读取（拍成照片即可），再用电话核对指纹。",
    "Read it on the other machine from a picture, then compare the fingerprint by telephone.",
)
_DIGITS = Text("指纹（数字）", "Fingerprint (digits)")
_WORDS = Text("指纹（词语）", "Fingerprint (words)")
_CLOSE = Text("关闭", "Close")
_SIDE, _WIDE = 380, 520


class CodeDialog(FittedDialog):
    """Nothing in it is secret."""

    def __init__(self, parent: QWidget, title: Text, text: str, fingerprint: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(title))
        self.code = QLabel()
        self.code.setPixmap(_drawn(text, current().px(_SIDE)))
        self.code.setAccessibleName(str(title))
        self.code.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        facts = FactRows()
        facts.show_facts(((_DIGITS, digits(fingerprint)), (_WORDS, words(fingerprint))))
        close = button(_CLOSE)
        close.clicked.connect(self.accept)
        lines = QVBoxLayout()
        for part in (label(title, "heading"), self.code, facts, label(_ABOUT, "quiet")):
            lines.addWidget(part)
        self.lay_out(lines, [close], _WIDE)


def _drawn(text: str, side: int) -> QPixmap:
    """Dark on light whatever the theme, each module a whole number of pixels."""
    import segno

    code = segno.make(text, error="l", micro=False)
    modules, _ = code.symbol_size(border=4)
    data = io.BytesIO()
    code.save(data, kind="png", scale=max(1, side // int(modules)), border=4)
    picture = QPixmap()
    picture.loadFromData(data.getvalue())
    return picture
