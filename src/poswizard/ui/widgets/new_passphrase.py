"""Choosing a passphrase: twice, with a remark on how good it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.passphrase_field import PassphraseField

Judge = Callable[[str], Text | None]
"""What to say about a passphrase, or nothing."""

_FIRST = Text("新口令", "New passphrase")
_SECOND = Text("再输入一次", "The same once more")
_ADVICE = Text(
    "几个不相关的词最好记也最难猜，例如四个词连写。",
    "Several unrelated words are easiest to remember and hardest to guess.",
)
_GOOD = Text("这个口令可以", "This passphrase will do")
_MISSING = Text("请先设定一个口令", "Please choose a passphrase first")
_DIFFERENT = Text("两次输入不一致，请重新输入第二次", "The two differ: type the second one again")
_SAME = Text("两次输入一致", "Both are the same")


class NewPassphrase(QWidget):
    """Two fields. `refusal` says why a passphrase may not be used, `remark` what to say of it."""

    confirmed = Signal()
    """Enter was pressed in the second field."""

    def __init__(self, refusal: Judge, remark: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusal, self._remark = refusal, remark
        self._first = PassphraseField(_FIRST)
        self._second = PassphraseField(_SECOND)
        self._first.show_note(_ADVICE)
        self._first.edited.connect(self._judge)
        self._first.confirmed.connect(self._second.setFocus)
        self._second.edited.connect(self._compare)
        self._second.confirmed.connect(self.confirmed)
        self.setFocusProxy(self._first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px(12))
        column.addWidget(self._first)
        column.addWidget(self._second)

    def passphrase(self) -> str | None:
        """The passphrase if it may be used and was typed twice; else the fields say what is wrong."""
        first, second = self._first.text, self._second.text
        if refusal := (self._refusal(first) if first else _MISSING):
            self._first.show_note(refusal, Tone.DANGER)
            self._first.setFocus()
            return None
        if first != second:
            self._second.show_note(_DIFFERENT, Tone.DANGER)
            self._second.select_all()
            return None
        return first

    def clear(self) -> None:
        """Forget both."""
        self._first.clear()
        self._second.clear()
        self._first.show_note(_ADVICE)
        self._second.show_note(None)

    def _judge(self, typed: str) -> None:
        if not typed:
            self._first.show_note(_ADVICE)
        elif remark := self._remark(typed):
            self._first.show_note(remark, Tone.WARNING)
        else:
            self._first.show_note(_GOOD, Tone.GOOD)
        if self._second.text:
            self._compare(self._second.text)

    def _compare(self, typed: str) -> None:
        if typed and typed == self._first.text:
            self._second.show_note(_SAME, Tone.GOOD)
        elif typed and not self._first.text.startswith(typed):
            self._second.show_note(_DIFFERENT, Tone.WARNING)
        else:
            self._second.show_note(None)
