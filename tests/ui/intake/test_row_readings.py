"""What is read off pictures is offered inside repeated rows too, and taken over by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Page, ReadOff
from poswizard.steps.fitting import Device, Installation
from poswizard.ui.editors.rows import RowsEditor
from poswizard.ui.widgets.reading_chip import ReadingChip
from poswizard.ui.widgets.suggestion_panel import OfferRow
from poswizard.ui.workplace import Workplace
from tests.steps.asking import page, row
from tests.ui.branch import focused, said
from tests.ui.intake.conftest import editor_of

CONTROL = Qt.KeyboardModifier.ControlModifier
EMPTY = row(Device, maker="样本厂")


def label(number: int) -> Page:
    """A terminal's label that has been read."""
    read = tuple(
        ReadOff(key, text, 0.97, False, (10, 10, 200, 40))
        for key, text in (("serial", f"SPEC000{number}"), ("model", f"S-{number}"))
    )
    return replace(page(900 + number), read=read)


@pytest.fixture
def rows(qtbot: QtBot, place: Workplace) -> RowsEditor:
    """Two devices in the list and the labels of both, at the rows."""
    assert place.draft
    assert place.wizard
    session = place.draft.session
    session.answer(Installation.devices, (EMPTY, EMPTY))
    session.answer(Installation.label_photos, (label(1), label(2)))
    place.wizard.go(Installation, Installation.devices)
    editor = place.wizard.current_page.questions.rows[Installation.devices].editor
    assert isinstance(editor, RowsEditor)
    editor.open(1)
    qtbot.waitUntil(lambda: editor.cards[1].take_all.isVisible())
    return editor


def answers_of(place: Workplace) -> tuple[Answers, ...]:
    assert place.draft
    return place.draft.session.answers.get(Installation.devices) or ()


def go_to(editor: RowsEditor, field: object) -> ReadingChip:
    """The keyboard goes to a question of the open row, which shows what a picture says."""
    body = editor.cards[1].body
    body.focus_field(field)
    chip = body.rows[field].findChild(ReadingChip)
    assert chip
    assert chip.isVisible()
    return chip


def test_enter_takes_what_the_label_of_this_row_says(place: Workplace, rows: RowsEditor) -> None:
    chip = go_to(rows, Device.serial_number)
    assert "SPEC0002" in said(chip)
    QTest.keyClick(focused(QLineEdit), Qt.Key.Key_Return)
    first, second = answers_of(place)
    assert first == EMPTY
    assert second == EMPTY.with_(Device.serial_number, "SPEC0002")
    assert not chip.isVisible()


def test_ctrl_enter_takes_all_of_the_row_as_one_step_of_undo_and_stays(
    place: Workplace, rows: RowsEditor
) -> None:
    go_to(rows, Device.model)
    QTest.keyClick(focused(QLineEdit), Qt.Key.Key_Return, CONTROL)
    assert place.draft
    session = place.draft.session
    assert session.step is Installation
    whole = EMPTY.with_(Device.serial_number, "SPEC0002").with_(Device.model, "S-2")
    assert answers_of(place) == (EMPTY, whole)
    assert not rows.cards[1].take_all.isVisible()
    session.undo()
    assert answers_of(place) == (EMPTY, EMPTY)


def test_once_nothing_is_offered_ctrl_enter_is_the_next_page_again(
    place: Workplace, rows: RowsEditor
) -> None:
    go_to(rows, Device.model)
    QTest.keyClick(focused(QLineEdit), Qt.Key.Key_Return, CONTROL)
    page_now = place.wizard and place.wizard.current_page
    assert page_now
    assert not page_now.shows_all
    QTest.keyClick(focused(QLineEdit), Qt.Key.Key_Return, CONTROL)
    assert page_now.shows_all  # it stays for what is missing, and says so


def test_what_was_typed_in_a_row_is_not_offered_over(
    qtbot: QtBot, place: Workplace, rows: RowsEditor
) -> None:
    rows.cards[1].body.focus_field(Device.model)
    QTest.keyClicks(focused(QLineEdit), "X9")
    qtbot.waitUntil(lambda: not rows.cards[1].take_all.isVisible())
    assert [one.field for one in rows.cards[1].offered] == [Device.serial_number]


def test_labels_of_devices_not_listed_yet_make_their_rows(
    qtbot: QtBot, place: Workplace, rows: RowsEditor
) -> None:
    assert place.draft
    place.draft.session.answer(Installation.devices, None)
    panel = editor_of(place, Installation.label_photos).offers.panel
    qtbot.waitUntil(lambda: panel.has_open)
    panel.take_the_keyboard()
    QTest.keyClick(focused(OfferRow), Qt.Key.Key_Return, CONTROL)
    assert [one.stored(Device.serial_number) for one in answers_of(place)] == [
        "SPEC0001",
        "SPEC0002",
    ]
    assert len(rows.cards) == 2
