"""The editor of an address: the county by searching, the street in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.rich_kinds import Address, Place
from poswizard.text import Text
from poswizard.ui.editors.choice import SearchLine
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.editors.text import MostCharacters, written


class AddressEditor(Editor):
    """County and street side by side."""

    field: Address

    def __init__(self, field: Address, desk: Desk) -> None:
        super().__init__(field, desk)
        self.county = SearchLine(field.counties)
        self.county.setPlaceholderText(
            str(Text("区县，如 锦江 或 jj", "County, e.g. jinjiang or jj"))
        )
        self.street = QLineEdit()
        self.street.setPlaceholderText(str(Text("街道、门牌号、楼层", "Street, number, floor")))
        self.street.setValidator(MostCharacters(self.street, field.most))
        self.county.textEdited.connect(self._county_typed)
        self.county.finder.activated.connect(self._county_chosen)
        self.street.textEdited.connect(self._street_typed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.county, 2)
        layout.addWidget(self.street, 3)
        self.watch(self.county, self.street)
        self._place = Place()

    def control(self) -> QWidget:
        return self.street if self._place.county else self.county

    def name_for_screen_readers(self, text: Text) -> None:
        self.county.setAccessibleName(f"{text}：{Text('区县', 'county')}")
        self.street.setAccessibleName(f"{text}：{Text('街道', 'street')}")

    def show_level(self, level: Any) -> None:
        for line in (self.county, self.street):
            line.setProperty("problem", level.value if level else "")
            line.style().unpolish(line)
            line.style().polish(line)

    def show_value(self, value: Any, answers: Answers) -> None:
        place = value if isinstance(value, Place) else Place("", written(value))
        if place == self._place:
            return
        self._place = place
        self.county.setText(self._county_words(place.county))
        self.county.setCursorPosition(0)
        if self.street.text().strip() != place.street:
            self.street.setText(place.street)

    def leave(self) -> None:
        if self._place.county:
            self.county.setText(self._county_words(self._place.county))
            self.county.setCursorPosition(0)
        super().leave()

    def _focus_left(self) -> None:
        QTimer.singleShot(0, self._leave_if_outside)

    def _leave_if_outside(self) -> None:
        popup = self.county.popup
        if not (self.county.hasFocus() or self.street.hasFocus() or popup.isVisible()):
            self.leave()

    def _county_words(self, code: str) -> str:
        entry = self.field.counties.get(code)
        return str(entry.label) if entry else code

    def _county_typed(self, text: str) -> None:
        exact = [e for e in self.county.found[:1] if text.strip() in (e.code, e.label.zh)]
        self._take(Place(exact[0].code if exact else "", self._place.street))

    def _county_chosen(self) -> None:
        row = self.county.popup.currentIndex().row()
        if not 0 <= row < len(self.county.found):
            return
        code = self.county.found[row].code
        self._take(Place(code, self._place.street))
        QTimer.singleShot(0, lambda: self._settle(code))

    def _settle(self, code: str) -> None:
        self.county.setText(self._county_words(code))
        self.street.setFocus()

    def _street_typed(self, text: str) -> None:
        self._take(Place(self._place.county, " ".join(text.split())))

    def _take(self, place: Place) -> None:
        self._place = place
        self.edited.emit(None if place == Place() else place)
