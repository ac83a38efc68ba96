"""The first start: what encryption means here, a passphrase, and the recovery code to be kept."""

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
from poswizard.ui.widgets.centred_card import CentredCard
from poswizard.ui.widgets.fitting_stack import FittingStack
from poswizard.ui.widgets.labels import button, frame, label, line, sign
from poswizard.ui.widgets.new_passphrase import Judge, NewPassphrase

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
_CODE_TITLE = Text("请保管恢复码", "Keep the recovery code")
_CODE_INTRO = Text(
    "忘记口令时，只有它能打开资料。请打印或抄写，锁进保险柜，不要存在这台电脑上。",
    "If the passphrase is forgotten, only this opens the data. Print it or write it down and lock it "
    "away; do not keep it on this computer.",
)
_ONCE = Text("这里只显示这一次。", "It is shown here only once.")
_PRINT = Text("打印", "Print")
_COPY = Text("复制", "Copy")
_COPIED = Text("已复制，请粘贴后清空剪贴板", "Copied: clear the clipboard after use")
_KEPT = Text("我已妥善保管恢复码", "I have kept the recovery code safe")
_BEGIN = Text("开始使用", "Begin")
_NOT_YET = Text(
    "请先保管好恢复码并勾选上面一项。",
    "Please keep the recovery code first and tick the line above.",
)


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
        self._code = ""
        self._groups = QGridLayout()
        self._print = button(_PRINT, glyph=Glyph.PRINT)
        self._copy = button(_COPY, glyph=Glyph.COPY)
        self._copied = label(kind="quiet")
        self._kept = QCheckBox(str(_KEPT))
        self._not_yet = label(_NOT_YET, "small", Tone.DANGER)
        self._begin = button(_BEGIN, "primary")
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
        self._code = code
        for number, group in enumerate(code.split("-")):
            made = line(group, "code")
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._groups.addWidget(made, number // 4, number % 4)
        self._code_card.setAccessibleName(" ".join(code))
        self._panes.show_pane(1)
        self._print.setFocus()

    def _join(self) -> None:
        self._go_on.clicked.connect(self._choose)
        self._new.confirmed.connect(self._choose)
        self._print.clicked.connect(self._ask_to_print)
        self._copy.clicked.connect(self._copy_code)
        self._kept.toggled.connect(self._not_yet.hide)
        self._begin.clicked.connect(self._finish)

    def _choose(self) -> None:
        passphrase = self._new.passphrase()
        if passphrase is not None and self._go_on.isEnabled():
            self._failure.hide()
            self.show_busy()
            self.passphrase_chosen.emit(passphrase, self._remember.isChecked())

    def _ready(self) -> None:
        self._go_on.setEnabled(True)
        self._go_on.setText(str(_GO_ON))

    def _finish(self) -> None:
        if self._kept.isChecked():
            self.finished.emit()
        else:
            self._not_yet.show()
            self._kept.setFocus()

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
        self._panes.add(self._passphrase_pane())
        self._panes.add(self._code_pane())
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

    def _code_pane(self) -> QWidget:
        pane, column = _pane()
        column.addWidget(label(_CODE_TITLE, "title"))
        column.addWidget(label(_CODE_INTRO, tone=Tone.QUIET))
        px = current().px
        self._code_card = frame("note", Tone.ACCENT)
        self._groups.setContentsMargins(px(16), px(16), px(16), px(16))
        self._groups.setVerticalSpacing(px(12))
        self._code_card.setLayout(self._groups)
        column.addWidget(self._code_card)
        column.addWidget(label(_ONCE, "small", Tone.WARNING))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._print)
        row.addWidget(self._copy)
        row.addWidget(self._copied, 1)
        column.addLayout(row)
        column.addWidget(self._kept)
        self._not_yet.hide()
        column.addWidget(self._not_yet)
        column.addWidget(self._begin)
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
