"""A field for a passphrase: hidden unless shown on purpose, with a word when capitals are locked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui import before_paint
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import label, restyle, sign, tool

_SHOW = Text("显示口令", "Show the passphrase")
_HIDE = Text("隐藏口令", "Hide the passphrase")
_CAPITALS = Text("大写锁定已打开", "Caps Lock is on")


class PassphraseField(QWidget):
    """Label, field, eye and note."""

    edited = Signal(str)
    confirmed = Signal()
    """Enter was pressed."""

    def __init__(self, words: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setAccessibleName(str(words))
        before_paint.keep_secret(self._field)
        self._field.textEdited.connect(self.edited)
        self._field.returnPressed.connect(self.confirmed)
        self._field.installEventFilter(self)
        self._eye = tool(_SHOW, Glyph.SHOW)
        self._eye.setCheckable(True)
        self._eye.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._eye.toggled.connect(self._show_or_hide)
        self._note = label(kind="small", tone=Tone.QUIET)
        self._field.setProperty("problem", "")  # so that there is nothing to restyle yet
        self._capitals = QWidget()
        self.setFocusProxy(self._field)
        self._lay_out(words)
        self.show_note(None)

    @property
    def text(self) -> str:
        """What is typed."""
        return self._field.text()

    def clear(self) -> None:
        """Forget what is typed, and hide again."""
        self._field.clear()
        self._eye.setChecked(False)

    def show_note(self, note: Text | None, tone: Tone = Tone.QUIET) -> None:
        """Words under the field, or none."""
        self._note.setText(str(note or ""))
        self._note.setVisible(note is not None)
        restyle(self._note, tone=tone.value)
        restyle(self._field, problem="error" if note and tone is Tone.DANGER else "")
        self._field.setAccessibleDescription(str(note or ""))

    def hide_note(self) -> None:
        """No words under the field."""
        self.show_note(None)

    def select_all(self) -> None:
        """Put the keyboard here, so that typing replaces what was typed."""
        self._field.setFocus()
        self._field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look_at_capitals(event)
        return super().eventFilter(watched, event)

    def _look_at_capitals(self, event: QKeyEvent) -> None:
        """Qt does not tell the lock's state; a letter's case against Shift does."""
        from PySide6.QtCore import Qt  # not before the first picture, see `before_paint`

        sign_typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._capitals.hide()
        elif len(sign_typed) == 1 and sign_typed.isascii() and sign_typed.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._capitals.setVisible(sign_typed.isupper() != shifted)

    def _show_or_hide(self, show: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if show else QLineEdit.EchoMode.Password
        self._field.setEchoMode(mode)
        words = str(_HIDE if show else _SHOW)
        self._eye.setIcon(icon(Glyph.HIDE if show else Glyph.SHOW, Tone.QUIET))
        self._eye.setToolTip(words)
        self._eye.setAccessibleName(words)

    def _lay_out(self, words: Text) -> None:
        px = current().px
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self._field, 1)
        line.addWidget(self._eye)
        hint = QHBoxLayout(self._capitals)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.setSpacing(px(4))
        hint.addWidget(sign(Glyph.CAPITALS, Tone.WARNING, 16))
        hint.addWidget(label(_CAPITALS, "small", Tone.WARNING), 1)
        self._capitals.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        name = label(words)
        name.setBuddy(self._field)
        column.addWidget(name)
        column.addLayout(line)
        column.addWidget(self._capitals)
        column.addWidget(self._note)
