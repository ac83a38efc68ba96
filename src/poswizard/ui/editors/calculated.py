"""What stands where an answer is worked out instead of asked."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from poswizard.forms.answers import Answers, Raw
from poswizard.forms.field import Field
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.widgets.labels import label, restyle

_WAITING = Text("填好相关项后自动算出", "Worked out once its parts are there")


class CalculatedView(Editor):
    """A value worked out from other answers; it can be read, not changed."""

    def __init__(self, field: Field[Any], desk: Desk) -> None:
        super().__init__(field, desk)
        self.words = label(kind="strong")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)

    def control(self) -> QWidget:
        return self.words

    def show_value(self, value: Any, answers: Answers) -> None:
        empty = value is None or isinstance(value, Raw)
        words = str(_WAITING) if empty else self.field.show(value)
        restyle(self.words, kind="quiet" if empty else "strong")
        if self.words.text() != words:
            self.words.setText(words)
