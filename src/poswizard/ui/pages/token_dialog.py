"""A certificate for a key on a USB token or smart card: the key is made there and never leaves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from poswizard.package.seal import tokens
from poswizard.package.seal.tokens import TokenPlace
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.pages.dialog_layout import FittedDialog
from poswizard.ui.palette import Tone
from poswizard.ui.widgets.labels import button, label

_TITLE = Text("在密码钥匙上生成证书", "A certificate on a token")
_ABOUT = Text(
    "插好密码钥匙（USB Key），选择它，输入 PIN。PIN 不会保存，每次打开程序后签名前再输一次。",
    "Plug the token in, choose it and enter its PIN. The PIN is not kept; it is asked for once a sitting.",
)
_WHICH = Text("密码钥匙", "Token")
_NAME = Text("名称（网点和柜台，不写个人）", "Name (branch and counter, no person)")
_PIN = Text("PIN", "PIN")
_LOOKING = Text("正在查找密码钥匙…", "Looking for tokens…")
_NONE = Text(
    "没有找到密码钥匙。请插好，并确认装了厂家的驱动（PKCS#11）。",
    "No token was found. Plug it in, and make sure that its driver (PKCS#11) is installed.",
)
_INCOMPLETE = Text("请填写名称和 PIN。", "Give the name and the PIN.")
_MAKING = Text("正在生成密钥…", "Making the key…")
_MAKE, _CANCEL = Text("生成", "Make it"), Text("取消", "Cancel")
_KEY_LABEL = "poswizard"
_WIDE = 520

Make = Callable[[str, TokenPlace, str], object]
"""Makes the key and the certificate: name, place, PIN. Slow; raises errors with words."""


class TokenDialog(FittedDialog):
    """Closes once the certificate is there."""

    made = Signal()

    def __init__(self, parent: QWidget, make: Make) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE))
        self._make_it = make
        self.which = QComboBox()
        self.which.setAccessibleName(str(_WHICH))
        self.name, self.pin = QLineEdit(), QLineEdit()
        self.name.setAccessibleName(str(_NAME))
        self.name.setMaxLength(64)
        self.pin.setAccessibleName(str(_PIN))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.note = label(_LOOKING, "small")
        self.make = button(_MAKE, "primary")
        self.make.clicked.connect(self._make)
        self.pin.returnPressed.connect(self._make)
        cancel = button(_CANCEL)
        cancel.clicked.connect(self.reject)
        lines = QVBoxLayout()
        for part in (label(_TITLE, "heading"), label(_ABOUT, "quiet"), label(_WHICH), self.which):
            lines.addWidget(part)
        for part in (label(_NAME), self.name, label(_PIN), self.pin, self.note):
            lines.addWidget(part)
        self.lay_out(lines, [cancel, self.make], _WIDE)
        self._allow(False)
        run(_found, then=self._show_tokens, failed=self._refuse)

    def _show_tokens(self, found: list[tuple[Path, str]]) -> None:
        for module, token in found:
            self.which.addItem(token, (module, token))
        self._say(None if found else _NONE)
        self._allow(bool(found))
        self.name.setFocus()

    def _make(self) -> None:
        name, pin = self.name.text().strip(), self.pin.text()
        if not self.make.isEnabled():
            return
        if not name or not pin:
            self._say(_INCOMPLETE)
            return
        module, token = self.which.currentData()
        place = TokenPlace(module, token, _KEY_LABEL)
        self._allow(False)
        self.note.setText(str(_MAKING))
        run(lambda: self._make_it(name, place, pin), then=self._was_made, failed=self._refuse)

    def _was_made(self, _station: object) -> None:
        self.pin.clear()
        self.made.emit()
        self.accept()

    def _refuse(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            raise error
        self._allow(self.which.count() > 0)
        self._say(words)

    def _say(self, words: Text | None) -> None:
        self.note.setText(str(words or ""))
        self.note.setProperty("tone", Tone.DANGER.value)
        self.note.style().polish(self.note)

    def _allow(self, may: bool) -> None:
        self.make.setEnabled(may)


def _found() -> list[tuple[Path, str]]:
    """The tokens by their labels; one that was never set up has none, and cannot be used."""
    every = ((module, token) for module in tokens.modules() for token in tokens.tokens(module))
    return [(module, token) for module, token in every if token]
