"""Editors of numbers: yuan, rate, count; the unit stands beside, large amounts are read out in 万."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.kinds import Amount, Count, Number
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.editors.text import written
from poswizard.ui.theme import current

READ_OUT_FROM = Decimal(10_000)


class NumberEditor(Editor):
    """A number typed as people write it: `12,000`, `1.2万`, `0.6`."""

    field: Number | Count

    def __init__(self, field: Number | Count, desk: Desk) -> None:
        super().__init__(field, desk)
        self.line = QLineEdit()
        self.unit = QLabel(str(field.unit))
        self.unit.setProperty("kind", "quiet")
        self.line.textEdited.connect(self._typed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().px(8))
        layout.addWidget(self.line, 1)
        layout.addWidget(self.unit)
        self.unit.setHidden(not str(field.unit))
        if isinstance(field, Amount):  # or the line would shrink while one types
            self.unit.setMinimumWidth(current().px(72))
        self.watch(self.line)

    def control(self) -> QWidget:
        return self.line

    def show_value(self, value: Any, answers: Answers) -> None:
        if self.field.from_text(self.line.text()) != value:
            self.line.setText(self._plain(value))
        self._read_out(value)

    def leave(self) -> None:
        value = self.field.from_text(self.line.text())
        if isinstance(value, Decimal | int):
            self.line.setText(self._plain(value))
        super().leave()

    def _typed(self, text: str) -> None:
        value = self.field.from_text(text)
        self._read_out(value)
        self.edited.emit(value)

    def _plain(self, value: Any) -> str:
        if isinstance(value, Decimal | int):
            shown = self.field.show(value)  # pyright: ignore[reportArgumentType]
            return shown.removesuffix(str(self.field.unit)).strip()
        return written(value)

    def _read_out(self, value: Any) -> None:
        unit = str(self.field.unit)
        if isinstance(self.field, Amount) and isinstance(value, Decimal) and value >= READ_OUT_FROM:
            ten_thousands = (value / READ_OUT_FROM).normalize()
            unit = str(Text("元（{0} 万）", "yuan").format(f"{ten_thousands:f}"))
        if self.unit.text() != unit:
            self.unit.setText(unit)
