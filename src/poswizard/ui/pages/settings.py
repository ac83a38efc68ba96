"""Settings: look, language, lock, and the ways into the store."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui.capture.folder_choice import WATCHED, FolderChoice
from poswizard.ui.capture.preferences import Preferences
from poswizard.ui.idle_lock import USUAL_MINUTES
from poswizard.ui.palette import Tone
from poswizard.ui.theme import Scheme, current
from poswizard.ui.widgets.labels import button, label
from poswizard.ui.widgets.new_passphrase import Judge, NewPassphrase
from poswizard.ui.widgets.passphrase_field import PassphraseField
from poswizard.ui.widgets.recovery_code import RecoveryCode

SCHEME, SCALE, LOCK_MINUTES, OPERATOR = "look.scheme", "look.scale", "lock.minutes", "operator"

_TITLE = Text("设置", "Settings")
_LOOK, _SIZE = Text("外观", "Look"), Text("字号", "Size")
_LOCK = Text("无人操作多久后锁定", "Lock when idle for")
_MINUTES = Text("{0} 分钟", "{0} min")
_WHO = Text("网点和柜员（显示在首页）", "Branch and clerk (shown on the home page)")
_KEYS = Text("口令", "Passphrase")
_CHANGE = Text("修改口令…", "Change the passphrase…")
_NEW_CODE = Text("重新生成恢复码…", "Make a new recovery code…")
_KEYS_HINT = Text(
    "重新生成后，旧恢复码立即作废，请重新打印保管。",
    "The old recovery code stops working at once: print and keep the new one.",
)
_PACKS = Text("服务机构资料", "Provider packs")
_EXCHANGE = Text("资料包收发", "Exchange of packages")
_SHOW_EXCHANGE = Text("收件人和证书…", "Recipients and certificates…")
_SHOW_PACKS = Text("查看和更新…", "See and update…")
_CANCEL = Text("取消", "Cancel")
_PRESENT_FIRST = Text("请输入现在的口令", "Enter the present passphrase")
_SIZES = (100, 125, 150, 175, 200, 250, 300)
_IDLE_MINUTES = (1, 2, 3, 5, 10, 15, 30, 60)


class SettingsDialog(QDialog):
    """Every change takes effect at once and is kept in the store."""

    look_changed = Signal()
    lock_changed = Signal()
    passphrase_wanted = Signal()
    code_wanted = Signal()
    exchange_wanted = Signal()
    packs_wanted = Signal()

    def __init__(
        self,
        parent: QWidget,
        get: Callable[[str, object], object],
        put: Callable[[str, object], None],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE))
        self._put = put
        self.scheme = QComboBox()
        for scheme in Scheme:
            self.scheme.addItem(str(scheme.label), scheme.value)
        self.scheme.setCurrentIndex(self.scheme.findData(get(SCHEME, Scheme.SYSTEM.value)))
        self.size_box = QComboBox()
        for percent in _SIZES:
            self.size_box.addItem(f"{percent} %", percent)
        self.size_box.setCurrentIndex(max(0, self.size_box.findData(get(SCALE, 100))))
        self.minutes = QComboBox()
        kept = int(str(get(LOCK_MINUTES, USUAL_MINUTES)))
        for minutes in sorted({*_IDLE_MINUTES, kept}):
            self.minutes.addItem(str(_MINUTES.format(minutes)), minutes)
        self.minutes.setCurrentIndex(self.minutes.findData(kept))
        self.operator = QLineEdit(str(get(OPERATOR, "")))
        self.folder = FolderChoice(Preferences(get, put))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        px = current().px
        form = QFormLayout()
        form.setVerticalSpacing(px(12))
        form.setHorizontalSpacing(px(16))
        rows = (
            (_LOOK, self.scheme),
            (_SIZE, self.size_box),
            (_LOCK, self.minutes),
            (_WHO, self.operator),
            (WATCHED, self.folder),
        )
        for words, widget in rows:
            widget.setAccessibleName(str(words))
            form.addRow(str(words), widget)
        change, code = button(_CHANGE), button(_NEW_CODE)
        change.clicked.connect(self.passphrase_wanted)
        code.clicked.connect(self.code_wanted)
        form.addRow(str(_KEYS), change)
        form.addRow("", code)
        form.addRow("", label(_KEYS_HINT, "quiet"))
        packs = button(_SHOW_PACKS)
        packs.clicked.connect(self.packs_wanted)
        form.addRow(str(_PACKS), packs)
        exchange = button(_SHOW_EXCHANGE)
        exchange.clicked.connect(self.exchange_wanted)
        form.addRow(str(_EXCHANGE), exchange)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.accept)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(24), px(24), px(24), px(16))
        lines.addLayout(form)
        lines.addWidget(close)
        self.setMinimumWidth(px(560))

    def _connect(self) -> None:
        self.scheme.activated.connect(lambda: self._look(SCHEME, self.scheme.currentData()))
        self.size_box.activated.connect(lambda: self._look(SCALE, self.size_box.currentData()))
        self.minutes.activated.connect(lambda: self._lock(self.minutes.currentData()))
        self.operator.editingFinished.connect(
            lambda: self._put(OPERATOR, self.operator.text().strip())
        )

    def _look(self, key: str, value: object) -> None:
        self._put(key, value)
        self.look_changed.emit()

    def _lock(self, minutes: int) -> None:
        self._put(LOCK_MINUTES, minutes)
        self.lock_changed.emit()


class NewPassphraseDialog(QDialog):
    """The present passphrase and the new one twice."""

    chosen = Signal(str, str)
    """Old and new."""

    def __init__(self, parent: QWidget, refusal: Judge, remark: Judge) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(Text("修改口令", "Change the passphrase")))
        self.old = PassphraseField(Text("现在的口令", "Present passphrase"))
        self.new = NewPassphrase(refusal, remark)
        self.old.edited.connect(self.old.hide_note)
        self.old.confirmed.connect(self.new.setFocus)
        self.new.confirmed.connect(self._choose)
        px = current().px
        done = button(Text("修改", "Change"), "primary")
        done.clicked.connect(self._choose)
        cancel = button(_CANCEL)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(done)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(24), px(24), px(24), px(16))
        lines.setSpacing(px(12))
        lines.addWidget(self.old)
        lines.addWidget(self.new)
        lines.addLayout(row)
        self.new.setMinimumWidth(px(432))

    def show_refusal(self, words: Text) -> None:
        """Say why the present passphrase does not do."""
        self.old.show_note(words, Tone.DANGER)
        self.old.select_all()

    def _choose(self) -> None:
        if not self.old.text:
            self.show_refusal(_PRESENT_FIRST)
        elif (new := self.new.passphrase()) is not None:
            self.chosen.emit(self.old.text, new)


class RecoveryCodeDialog(QDialog):
    """The recovery code that has just been made; it closes once the code is said to be kept."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(Text("新的恢复码", "The new recovery code")))
        self.code = RecoveryCode(Text("完成", "Done"))
        self.code.kept.connect(self.accept)
        px = current().px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(24), px(24), px(24), px(16))
        lines.addWidget(self.code)
        self.code.setMinimumWidth(px(472))
