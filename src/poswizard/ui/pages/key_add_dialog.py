"""A key or certificate before it is believed: its fingerprint is compared by telephone first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from poswizard.package.seal.fingerprints import digits, words
from poswizard.package.seal.key_text import Source
from poswizard.package.seal.recipients import Role
from poswizard.text import Text
from poswizard.ui.pages.dialog_layout import FittedDialog
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.fact_rows import FactRows
from poswizard.ui.widgets.labels import button, label

_PASTE = Text("把公钥或证书的文字粘贴到这里", "Paste the key or certificate here")
_NAME = Text("名称（机构或网点，不写个人）", "Name (institution or branch, not a person)")
_RECOVERY = Text("应急恢复密钥（由网点离线保管）", "A recovery key, kept offline by the branch")
_DIGITS = Text("指纹（数字）", "Fingerprint (digits)")
_WORDS = Text("指纹（词语）", "Fingerprint (words)")
_COMPARE = Text(
    "请用已知的电话打给对方，逐组核对数字或词语。不要用随文件一起来的号码。",
    "Call a number you already know, not one that came with the file, and compare digits or words.",
)
_COMPARED = Text("已电话核对，完全一致", "Compared by telephone: they are the same")
_NOT_YET = Text("核对一致后请勾选，再添加。", "Tick when they are the same, then add.")
_ADD, _CANCEL = Text("添加", "Add"), Text("取消", "Cancel")
_WIDE = 560
_STAND_IN = "?"
"""A bare key has no name: it is read under this one until somebody gives it its own."""


class Found(Protocol):
    """A recipient or a signer that was read."""

    @property
    def name(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...


Read = Callable[[str, str], Found]
"""Reads the text under a name; an empty name is that in the text. Raises an error with words."""


class KeyAddDialog(FittedDialog):
    """Shows what was read; nothing is added before it is said to be compared."""

    given = Signal(str, object, str, object)
    """The text, its `Source`, the name, and the `Role`."""

    def __init__(
        self, parent: QWidget, title: Text, text: str, source: Source, read: Read, has_role: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(title))
        self._source, self._read = source, read
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName(str(_PASTE))
        self.text.setPlaceholderText(str(_PASTE))
        self.text.setFixedHeight(current().px(96))
        self.text.setTabChangesFocus(True)
        self.text.setVisible(source is Source.TYPED)
        self.name = QLineEdit()
        self.name.setAccessibleName(str(_NAME))
        self.name.setMaxLength(64)
        self.recovery = QCheckBox(str(_RECOVERY))
        self.recovery.setVisible(has_role)
        self.facts = FactRows()
        self.compared = QCheckBox(str(_COMPARED))
        self.problem = label(kind="small", tone=Tone.DANGER)
        self.add = button(_ADD, "primary")
        self.add.clicked.connect(self._give)
        self.text.textChanged.connect(self._look)
        self.name.textEdited.connect(lambda _text: self._look())
        self._arrange(label(title, "heading"))
        self._look()

    def _look(self) -> None:
        """Read what is there, and show its fingerprint or what is the matter."""
        found = self._found()
        for part in (self.facts, self._compare, self.compared):
            part.setVisible(found is not None)
        self.compared.setChecked(False)
        if found is None:
            return
        self.problem.hide()
        if not self.name.text() and not self.name.isModified() and found.name != _STAND_IN:
            self.name.setText(found.name)
        self.facts.show_facts(
            ((_DIGITS, digits(found.fingerprint)), (_WORDS, words(found.fingerprint)))
        )
        if self.isVisible():
            self.fit()

    def _found(self) -> Found | None:
        text, name = self.text.toPlainText(), self.name.text().strip()
        if not text.strip():
            self.problem.hide()
            return None
        found = self._tried(text, name or _STAND_IN)
        if found is None or name:
            return found
        return self._tried(text, "") or found  # under the name that the text brings, if it does

    def _tried(self, text: str, name: str) -> Found | None:
        try:
            found = self._read(text, name)
        except Exception as error:
            said = getattr(error, "text", None)
            if not isinstance(said, Text):
                raise
            self._refuse(said, None)
            return None
        self.problem.hide()
        return found

    def _give(self) -> None:
        if self._tried(self.text.toPlainText(), self.name.text().strip()) is None:
            return
        if not self.compared.isChecked():
            self._refuse(_NOT_YET, self.compared)
            return
        role = Role.RECOVERY if self.recovery.isChecked() else Role.INSTITUTION
        self.given.emit(self.text.toPlainText(), self._source, self.name.text().strip(), role)
        self.accept()

    def _refuse(self, said: Text, at: QWidget | None) -> None:
        self.problem.setText(str(said))
        self.problem.show()
        if at:
            at.setFocus()

    def _arrange(self, title: QWidget) -> None:
        self._compare = label(_COMPARE, "quiet")
        cancel = button(_CANCEL)
        cancel.clicked.connect(self.reject)
        lines = QVBoxLayout()
        for part in (title, self.text, label(_NAME), self.name, self.recovery):
            lines.addWidget(part)
        for part in (self.facts, self._compare, self.compared, self.problem):
            lines.addWidget(part)
        self.lay_out(lines, [cancel, self.add], _WIDE)
