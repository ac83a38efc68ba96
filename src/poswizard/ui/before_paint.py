"""Settings of widgets that are made before the first picture, through Qt's property system.

To name one member of PySide's `Qt` namespace makes all of its enumerations, about 1,500 values, which
takes as long as everything else on the way to the first window. What stands on that way sets
properties instead; the values are those of Qt's documentation, and a test compares them.
"""

from __future__ import annotations

from PySide6.QtGui import QBrush, QColor, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

NO_FOCUS, STRONG_FOCUS = 0, 11
PLAIN_TEXT = 0
CENTRE = 0x84
SENSITIVE, NO_PREDICTION = 0x2, 0x40


def plain(words: QLabel) -> None:
    """Show words as they are, never as HTML."""
    words.setProperty("textFormat", PLAIN_TEXT)


def centred(words: QLabel) -> None:
    """Show words in the middle of their place."""
    words.setProperty("alignment", CENTRE)


def take_focus(widget: QWidget, policy: int = STRONG_FOCUS) -> None:
    """Say whether and how a widget takes the keyboard."""
    widget.setProperty("focusPolicy", policy)


def keep_secret(field: QLineEdit) -> None:
    """Ask input methods neither to learn nor to predict what is typed."""
    field.setProperty("inputMethodHints", SENSITIVE | NO_PREDICTION)


def solid(colour: QColor) -> QBrush:
    """A brush of a colour; `QBrush(colour)` would look whether it is one of the namespace's colours."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, colour)
    return palette.text()


def transparent() -> QColor:
    """No colour at all."""
    return QColor(0, 0, 0, 0)
