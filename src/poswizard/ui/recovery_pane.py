"""Opening by the recovery code: the code, and the passphrase that takes the old one's place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label, restyle
from poswizard.ui.widgets.new_passphrase import Judge, NewPassphrase

_TITLE = Text("用恢复码打开", "Open by recovery code")
_INTRO = Text(
    "恢复码在首次设置时打印或抄写，共 8 组、每组 4 位。打开后旧口令失效，请同时设定新口令。",
    "The recovery code was printed or written down at the first start: 8 groups of 4. It replaces the "
    "old passphrase, so please choose a new one.",
)
_CODE = Text("恢复码", "Recovery code")
_BACK = Text("返回输入口令", "Back to the passphrase")
_OPEN = Text("设定新口令并打开", "Set the new passphrase and open")
_NO_CODE = Text("请输入恢复码", "Please enter the recovery code")


class RecoveryPane(QWidget):
    """The second way in. It knows no keys: it asks, and is told how it went."""

    recovery_wanted = Signal(str, str)
    """The recovery code as typed, and the new passphrase."""
    back_wanted = Signal()

    def __init__(self, refusal: Judge, remark: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = QLineEdit()
        self._note = label(kind="small", tone=Tone.DANGER)
        self._new = NewPassphrase(refusal, remark)
        self._open = button(_OPEN, "primary")
        self._back = button(_BACK, "link", Glyph.BACK)
        self._lay_out()
        self.setFocusProxy(self._code)
        self._open.clicked.connect(self.ask)
        self._new.confirmed.connect(self.ask)
        self._back.clicked.connect(self.back_wanted)
        self._code.textEdited.connect(self._hide_note)
        self._code.returnPressed.connect(self._new.setFocus)

    def ask(self) -> None:
        """Ask to open, or say what is missing."""
        if not self._open.isEnabled():
            return
        if not self._code.text().strip():
            self.show_wrong(_NO_CODE)
            return
        passphrase = self._new.passphrase()
        if passphrase is not None:
            self.recovery_wanted.emit(self._code.text(), passphrase)

    def show_wrong(self, words: Text) -> None:
        """It did not open."""
        self._note.setText(str(words))
        self._note.show()
        restyle(self._code, problem="error")
        self._code.setFocus()

    def show_waiting(self, words: Text | None) -> None:
        """Why it cannot be asked now, or that it can."""
        self._open.setEnabled(words is None)
        self._open.setText(str(words or _OPEN))

    def clear(self) -> None:
        """Forget everything typed."""
        self._code.clear()
        self._new.clear()
        self._hide_note()

    def _hide_note(self) -> None:
        self._note.hide()
        restyle(self._code, problem="")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px(12))
        column.addWidget(label(_TITLE, "title"))
        column.addWidget(label(_INTRO, tone=Tone.QUIET))
        name = label(_CODE)
        name.setBuddy(self._code)
        self._code.setAccessibleName(str(_CODE))
        self._code.setPlaceholderText("-".join(["XXXX"] * 8))
        self._note.hide()
        field = QVBoxLayout()
        field.setSpacing(current().px(4))
        for part in (name, self._code, self._note):
            field.addWidget(part)
        column.addLayout(field)
        column.addWidget(self._new)
        column.addWidget(self._open)
        column.addWidget(self._back, alignment=Qt.AlignmentFlag.AlignLeft)
