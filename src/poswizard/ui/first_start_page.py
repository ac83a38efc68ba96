"""The first start: what encryption means here, a passphrase, and the recovery code to be kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.centred_card import CentredCard
from poswizard.ui.widgets.fitting_stack import FittingStack
from poswizard.ui.widgets.labels import button, label, sign
from poswizard.ui.widgets.new_passphrase import Judge, NewPassphrase
from poswizard.ui.widgets.recovery_code import RecoveryCode

_TITLE = Text("先设定一个口令", "First, a passphrase")
_POINTS = (
    (
        Glyph.SHIELD,
        Text(
            "客户资料只存在这台电脑上，全部加密。",
            "Customer data stays on this computer, all of it encrypted.",
        ),
    ),
    (
        Glyph.KEY,
        Text("每次打开都要输入口令。", "The passphrase is asked for every time."),
    ),
    (
        Glyph.WARNING,
        Text(
            "口令和恢复码都丢失时，谁也打不开，开发者也不能。",
            "Without passphrase and recovery code nobody can open it, not even the makers.",
        ),
    ),
)
_REMEMBER = Text("在这台电脑上记住（系统钥匙串）", "Remember on this computer (system keychain)")
_REMEMBER_HINT = Text(
    "仅限本人专用的电脑。柜台共用电脑请不要勾选。",
    "Only on a computer nobody else uses. Not at a shared counter.",
)
_GO_ON = Text("设定口令", "Set the passphrase")
_WORKING = Text("正在加密…", "Encrypting…")
_BEGIN = Text("开始使用", "Begin")


class FirstStartPage(QWidget):
    """Two panes: the passphrase, then the recovery code. It knows no keys."""

    passphrase_chosen = Signal(str, bool)
    """The passphrase, and whether to remember it in the system's keychain."""
    print_wanted = Signal(str)
    """The recovery code, to be printed."""
    finished = Signal()
    """The person says the recovery code is kept."""

    def __init__(
        self,
        *,
        refusal: Judge,
        remark: Judge,
        can_remember: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._new = NewPassphrase(refusal, remark)
        self._remember = QCheckBox(str(_REMEMBER))
        self._can_remember = can_remember
        self._go_on = button(_GO_ON, "primary")
        self._failure = label(tone=Tone.DANGER)
        self._code = RecoveryCode(_BEGIN)
        self._panes = FittingStack()
        self._lay_out()
        self._join()
        self.setFocusProxy(self._new)

    def show_busy(self) -> None:
        """The store is being made."""
        self._go_on.setEnabled(False)
        self._go_on.setText(str(_WORKING))

    def show_failure(self, words: Text) -> None:
        """The store could not be made; the passphrase is still there to try again."""
        self._ready()
        self._failure.setText(str(words))
        self._failure.show()

    def show_recovery_code(self, code: str) -> None:
        """Show the code, groups of signs with dashes between, and forget the passphrase."""
        self._ready()
        self._new.clear()
        self._panes.show_pane(1)
        self._code.show_code(code)

    def _join(self) -> None:
        self._go_on.clicked.connect(self._choose)
        self._new.confirmed.connect(self._choose)
        self._code.print_wanted.connect(self.print_wanted)
        self._code.kept.connect(self.finished)

    def _choose(self) -> None:
        passphrase = self._new.passphrase()
        if passphrase is not None and self._go_on.isEnabled():
            self._failure.hide()
            self.show_busy()
            self.passphrase_chosen.emit(passphrase, self._remember.isChecked())

    def _ready(self) -> None:
        self._go_on.setEnabled(True)
        self._go_on.setText(str(_GO_ON))

    def _lay_out(self) -> None:
        self._panes.add(self._passphrase_pane())
        self._panes.add(self._code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(CentredCard(self._panes, 520))

    def _passphrase_pane(self) -> QWidget:
        pane, column = _pane()
        column.addWidget(label(_TITLE, "title"))
        for glyph, words in _POINTS:
            column.addLayout(_point(glyph, words))
        column.addSpacing(current().px(4))
        column.addWidget(self._new)
        if self._can_remember:
            column.addWidget(self._remember)
            hint = label(_REMEMBER_HINT, "quiet")
            hint.setContentsMargins(current().px(29), 0, 0, 0)
            column.addWidget(hint)
        self._failure.hide()
        column.addWidget(self._failure)
        column.addWidget(self._go_on)
        column.addStretch(1)
        return pane


def _pane() -> tuple[QWidget, QVBoxLayout]:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current().px(12))
    return pane, column


def _point(glyph: Glyph, words: Text) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(current().px(12))
    tone = Tone.WARNING if glyph is Glyph.WARNING else Tone.ACCENT
    row.addWidget(sign(glyph, tone, 20), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words), 1)
    return row
