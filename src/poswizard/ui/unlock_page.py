"""The locked program: a passphrase opens it, or the recovery code and a new passphrase."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.centred_card import CentredCard
from poswizard.ui.widgets.fitting_stack import FittingStack
from poswizard.ui.widgets.labels import button, label, restyle, sign
from poswizard.ui.widgets.new_passphrase import Judge, NewPassphrase
from poswizard.ui.widgets.passphrase_field import PassphraseField

_TITLE = Text("资料已锁定", "Locked")
_INTRO = Text(
    "本机资料已加密。请输入口令。",
    "The data on this computer is encrypted. Please enter the passphrase.",
)
_PASSPHRASE = Text("口令", "Passphrase")
_OPEN = Text("打开", "Open")
_OPENING = Text("正在打开…", "Opening…")
_FORGOTTEN = Text("忘记口令？用恢复码打开", "Forgotten? Use the recovery code")
_EMPTY = Text("请输入口令", "Please enter the passphrase")
_WRONG = Text(
    "口令不正确。请检查大小写和输入法后再试。",
    "Not the right passphrase. Check capitals and input method, and try again.",
)
_WAIT = Text("{0} 秒后可以再试", "Try again in {0} s")
_BY_CODE = Text("用恢复码打开", "Open by recovery code")
_CODE_INTRO = Text(
    "恢复码在首次设置时打印或抄写，共 8 组、每组 4 位。打开后旧口令失效，请同时设定新口令。",
    "The recovery code was printed or written down at the first start: 8 groups of 4. It replaces the "
    "old passphrase, so please choose a new one.",
)
_CODE = Text("恢复码", "Recovery code")
_BACK = Text("返回输入口令", "Back to the passphrase")
_SET_AND_OPEN = Text("设定新口令并打开", "Set the new passphrase and open")
_NO_CODE = Text("请输入恢复码", "Please enter the recovery code")


class UnlockPage(QWidget):
    """What stands before everything else. It knows no keys: it asks, and is told how it went."""

    unlock_wanted = Signal(str)
    """The passphrase."""
    recovery_wanted = Signal(str, str)
    """The recovery code as typed, and the new passphrase."""

    def __init__(
        self, version: str, *, refusal: Judge, remark: Judge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._passphrase = PassphraseField(_PASSPHRASE)
        self._open = button(_OPEN, "primary")
        self._forgotten = button(_FORGOTTEN, "link")
        self._code = QLineEdit()
        self._code_note = label(kind="small", tone=Tone.DANGER)
        self._new = NewPassphrase(refusal, remark)
        self._recover = button(_SET_AND_OPEN, "primary")
        self._back = button(_BACK, "link", Glyph.BACK)
        self._waiting = 0
        self._is_busy = False
        self._clock = QTimer(self, interval=1000)
        self._panes = FittingStack()
        self._lay_out(version)
        self._join()

    def show_wrong(self, wait: float = 0, words: Text = _WRONG) -> None:
        """It did not open; the next try is possible after `wait` seconds."""
        self._end_busy()
        if self._is_recovering:
            self._show_code_note(words)
            self._code.setFocus()
        else:
            self._passphrase.show_note(words, Tone.DANGER)
            self._passphrase.select_all()
        if wait > 0:
            self._begin_waiting(wait)

    def show_busy(self) -> None:
        """The passphrase is being tried."""
        self._is_busy = True
        self._show_button()

    def reset(self) -> None:
        """Forget everything typed: the page is shown anew."""
        self._end_busy()
        self._passphrase.clear()
        self._passphrase.show_note(None)
        self._new.clear()
        self._code.clear()
        self._hide_code_note()
        self._turn_to_passphrase()

    @property
    def _is_recovering(self) -> bool:
        return self._panes.number == 1

    def _join(self) -> None:
        self._open.clicked.connect(self._ask)
        self._passphrase.confirmed.connect(self._ask)
        self._passphrase.edited.connect(self._passphrase.hide_note)
        self._forgotten.clicked.connect(self._turn_to_code)
        self._back.clicked.connect(self._turn_to_passphrase)
        self._recover.clicked.connect(self._ask_by_code)
        self._new.confirmed.connect(self._ask_by_code)
        self._code.textEdited.connect(self._hide_code_note)
        self._code.returnPressed.connect(self._new.setFocus)
        self._clock.timeout.connect(self._tick)

    def _turn_to_passphrase(self) -> None:
        self._panes.show_pane(0)
        self._passphrase.setFocus()

    def _turn_to_code(self) -> None:
        self._panes.show_pane(1)
        self._code.setFocus()

    def _ask(self) -> None:
        if self._waiting or self._is_busy:
            return
        if not self._passphrase.text:
            self._passphrase.show_note(_EMPTY, Tone.DANGER)
            self._passphrase.setFocus()
            return
        self.show_busy()
        self.unlock_wanted.emit(self._passphrase.text)

    def _ask_by_code(self) -> None:
        if self._waiting or self._is_busy:
            return
        if not self._code.text().strip():
            self._show_code_note(_NO_CODE)
            self._code.setFocus()
            return
        passphrase = self._new.passphrase()
        if passphrase is not None:
            self.show_busy()
            self.recovery_wanted.emit(self._code.text(), passphrase)

    def _show_code_note(self, words: Text) -> None:
        self._code_note.setText(str(words))
        self._code_note.show()
        restyle(self._code, problem="error")

    def _hide_code_note(self) -> None:
        self._code_note.hide()
        restyle(self._code, problem="")

    def _begin_waiting(self, seconds: float) -> None:
        self._waiting = math.ceil(seconds)
        self._clock.start()
        self._show_button()

    def _tick(self) -> None:
        self._waiting -= 1
        if self._waiting <= 0:
            self._waiting = 0
            self._clock.stop()
        self._show_button()

    def _end_busy(self) -> None:
        self._is_busy = False
        self._show_button()

    def _show_button(self) -> None:
        """The buttons say why they cannot be used now."""
        free = not self._waiting and not self._is_busy
        busy = _OPENING if self._is_busy else _WAIT.format(self._waiting)
        for made, words in ((self._open, _OPEN), (self._recover, _SET_AND_OPEN)):
            made.setEnabled(free)
            made.setText(str(words if free else busy))

    def _lay_out(self, version: str) -> None:
        px = current().px
        self._panes.add(self._passphrase_pane())
        self._panes.add(self._code_pane())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(16))
        column.addWidget(CentredCard(self._panes, 440), 1)
        foot = label(version, "quiet")
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(foot)

    def _passphrase_pane(self) -> QWidget:
        pane, column = _pane()
        column.addWidget(sign(Glyph.LOCK, Tone.ACCENT, 36))
        column.addWidget(label(_TITLE, "title"))
        column.addWidget(label(_INTRO, tone=Tone.QUIET))
        column.addSpacing(current().px(4))
        column.addWidget(self._passphrase)
        column.addWidget(self._open)
        column.addWidget(self._forgotten, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return pane

    def _code_pane(self) -> QWidget:
        pane, column = _pane()
        column.addWidget(label(_BY_CODE, "title"))
        column.addWidget(label(_CODE_INTRO, tone=Tone.QUIET))
        name = label(_CODE)
        name.setBuddy(self._code)
        self._code.setAccessibleName(str(_CODE))
        self._code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self._code_note.hide()
        field = QVBoxLayout()
        field.setSpacing(current().px(4))
        for part in (name, self._code, self._code_note):
            field.addWidget(part)
        column.addLayout(field)
        column.addWidget(self._new)
        column.addWidget(self._recover)
        column.addWidget(self._back, alignment=Qt.AlignmentFlag.AlignLeft)
        return pane


def _pane() -> tuple[QWidget, QVBoxLayout]:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current().px(12))
    return pane, column
