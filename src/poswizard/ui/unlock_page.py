"""The locked program: a passphrase opens it, or the recovery code and a new passphrase."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui import before_paint
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.centred_card import CentredCard
from poswizard.ui.widgets.fitting_stack import FittingStack
from poswizard.ui.widgets.labels import button, label, sign
from poswizard.ui.widgets.passphrase_field import PassphraseField

if TYPE_CHECKING:
    from poswizard.ui.recovery_pane import RecoveryPane
    from poswizard.ui.widgets.new_passphrase import Judge

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
        self._judges = refusal, remark
        self._passphrase = PassphraseField(_PASSPHRASE)
        self._open = button(_OPEN, "primary")
        self._forgotten = button(_FORGOTTEN, "link")
        self._recovery: RecoveryPane | None = None
        self._waiting = 0
        self._is_busy = False
        self._clock = QTimer(self, interval=1000)
        self._panes = FittingStack()
        self._lay_out(version)
        self.setFocusProxy(self._passphrase)
        self._open.clicked.connect(self._ask)
        self._passphrase.confirmed.connect(self._ask)
        self._passphrase.edited.connect(self._passphrase.hide_note)
        self._forgotten.clicked.connect(self._turn_to_code)
        self._clock.timeout.connect(self._tick)

    def show_wrong(self, wait: float = 0, words: Text = _WRONG) -> None:
        """It did not open; the next try is possible after `wait` seconds."""
        self._end_busy()
        if self._recovery is not None and self._panes.number == 1:
            self._recovery.show_wrong(words)
        else:
            self._passphrase.show_note(words, Tone.DANGER)
            self._passphrase.select_all()
        if wait > 0:
            self._begin_waiting(wait)

    def show_busy(self) -> None:
        """The passphrase is being tried."""
        self._is_busy = True
        self._show_buttons()

    def reset(self) -> None:
        """Forget everything typed: the page is shown anew."""
        self._end_busy()
        self._passphrase.clear()
        self._passphrase.hide_note()
        if self._recovery is not None:
            self._recovery.clear()
        self._turn_to_passphrase()

    def _turn_to_passphrase(self) -> None:
        self._panes.show_pane(0)
        self._passphrase.setFocus()

    def _turn_to_code(self) -> None:
        """The way by the code is rare: it is made when it is first gone."""
        if self._recovery is None:
            from poswizard.ui.recovery_pane import RecoveryPane

            self._recovery = RecoveryPane(*self._judges)
            self._recovery.recovery_wanted.connect(self._ask_by_code)
            self._recovery.back_wanted.connect(self._turn_to_passphrase)
            self._panes.add(self._recovery)
        self._show_buttons()
        self._panes.show_pane(1)
        self._recovery.setFocus()

    def _ask(self) -> None:
        if self._waiting or self._is_busy:
            return
        if not self._passphrase.text:
            self._passphrase.show_note(_EMPTY, Tone.DANGER)
            self._passphrase.setFocus()
            return
        self.show_busy()
        self.unlock_wanted.emit(self._passphrase.text)

    def _ask_by_code(self, code: str, passphrase: str) -> None:
        self.show_busy()
        self.recovery_wanted.emit(code, passphrase)

    def _begin_waiting(self, seconds: float) -> None:
        self._waiting = math.ceil(seconds)
        self._clock.start()
        self._show_buttons()

    def _tick(self) -> None:
        self._waiting -= 1
        if self._waiting <= 0:
            self._waiting = 0
            self._clock.stop()
        self._show_buttons()

    def _end_busy(self) -> None:
        self._is_busy = False
        self._show_buttons()

    def _show_buttons(self) -> None:
        """The buttons say why they cannot be used now."""
        why = None
        if self._is_busy:
            why = _OPENING
        elif self._waiting:
            why = _WAIT.format(self._waiting)
        self._open.setEnabled(why is None)
        self._open.setText(str(why or _OPEN))
        if self._recovery is not None:
            self._recovery.show_waiting(why)

    def _lay_out(self, version: str) -> None:
        px = current().px
        self._panes.add(self._passphrase_pane())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(16))
        column.addWidget(CentredCard(self._panes, 440), 1)
        foot = label(version, "quiet")
        before_paint.centred(foot)
        column.addWidget(foot)

    def _passphrase_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px(12))
        column.addWidget(sign(Glyph.LOCK, Tone.ACCENT, 36))
        column.addWidget(label(_TITLE, "title"))
        column.addWidget(label(_INTRO, tone=Tone.QUIET))
        column.addSpacing(current().px(4))
        column.addWidget(self._passphrase)
        column.addWidget(self._open)
        last = QHBoxLayout()
        last.addWidget(self._forgotten)
        last.addStretch(1)
        column.addLayout(last)
        return pane
