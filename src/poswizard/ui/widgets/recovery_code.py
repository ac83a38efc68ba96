"""A new recovery code: shown once, in groups, to be printed or copied and said to be kept."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, frame, label, line

_TITLE = Text("请保管恢复码", "Keep the recovery code")
_INTRO = Text(
    "忘记口令时，只有它能打开资料。请打印或抄写，锁进保险柜，不要存在这台电脑上。",
    "If the passphrase is forgotten, only this opens the data. Print it or write it down and lock it "
    "away; do not keep it on this computer.",
)
_ONCE = Text("这里只显示这一次。", "It is shown here only once.")
_PRINT = Text("打印", "Print")
_COPY = Text("复制", "Copy")
_COPIED = Text("已复制，请粘贴后清空剪贴板", "Copied: clear the clipboard after use")
_KEPT = Text("我已妥善保管恢复码", "I have kept the recovery code safe")
_NOT_YET = Text(
    "请先保管好恢复码并勾选上面一项。",
    "Please keep the recovery code first and tick the line above.",
)


class RecoveryCode(QWidget):
    """The code, the ways to keep it, and the button that goes on once it is said to be kept."""

    print_wanted = Signal(str)
    """The recovery code, to be printed."""
    kept = Signal()
    """The person says the recovery code is kept."""

    def __init__(self, go_on: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._groups = QGridLayout()
        self._print = button(_PRINT, glyph=Glyph.PRINT)
        self._copy = button(_COPY, glyph=Glyph.COPY)
        self._copied = label(kind="quiet")
        self._is_kept = QCheckBox(str(_KEPT))
        self._not_yet = label(_NOT_YET, "small", Tone.DANGER)
        self._go_on = button(go_on, "primary")
        self._print.clicked.connect(self._ask_to_print)
        self._copy.clicked.connect(self._copy_code)
        self._is_kept.toggled.connect(self._not_yet.hide)
        self._go_on.clicked.connect(self._finish)
        self._lay_out()

    def show_code(self, code: str) -> None:
        """Show the code, groups of signs with dashes between."""
        self._code = code
        for number, group in enumerate(code.split("-")):
            made = line(group, "code")
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._groups.addWidget(made, number // 4, number % 4)
        self._card.setAccessibleName(" ".join(code))
        self._print.setFocus()

    def _finish(self) -> None:
        if self._is_kept.isChecked():
            self.kept.emit()
        else:
            self._not_yet.show()
            self._is_kept.setFocus()

    def _ask_to_print(self) -> None:
        self.print_wanted.emit(self._code)

    def _copy_code(self) -> None:
        """Copy with the marks that keep it out of clipboard histories (KeePassXC's)."""
        data = QMimeData()
        data.setText(self._code)
        data.setData("x-kde-passwordManagerHint", b"secret")
        data.setData(
            'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
            b"1",
        )
        QApplication.clipboard().setMimeData(data)
        self._copied.setText(str(_COPIED))

    def _lay_out(self) -> None:
        px = current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        self._card = frame("note", Tone.ACCENT)
        self._groups.setContentsMargins(px(16), px(16), px(16), px(16))
        self._groups.setVerticalSpacing(px(12))
        self._card.setLayout(self._groups)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._print)
        row.addWidget(self._copy)
        row.addWidget(self._copied, 1)
        room = self._not_yet.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # a dialog would not grow, and cut the code
        self._not_yet.setSizePolicy(room)
        self._not_yet.hide()
        column.addWidget(label(_TITLE, "title"))
        column.addWidget(label(_INTRO, tone=Tone.QUIET))
        column.addWidget(self._card)
        column.addWidget(label(_ONCE, "small", Tone.WARNING))
        column.addLayout(row)
        for part in (self._is_kept, self._not_yet, self._go_on):
            column.addWidget(part)
        column.addStretch(1)
