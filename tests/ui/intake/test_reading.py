"""What is read off a picture is offered beside it and on other pages, and taken over by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from poswizard.documents.demand import demand_for
from poswizard.documents.examination import examine, with_reading
from poswizard.documents.reading.fact import DocumentKind
from poswizard.forms.document_kind import Page
from poswizard.office import Office
from poswizard.steps.application import Identity
from poswizard.steps.materials import Materials
from poswizard.ui.widgets.reading_chip import ReadingChip
from poswizard.ui.widgets.suggestion_panel import OfferRow, SuggestionPanel
from poswizard.ui.workplace import Workplace
from poswizard.wizard.session import Session
from tests.ui.branch import focused, said
from tests.ui.intake.conftest import editor_of, lying, press_when_seen, put_in, wait_until_read

CARD = lying("id_front", 6)


def session_of(place: Workplace) -> Session:
    assert place.draft
    return place.draft.session


@pytest.fixture(scope="module")
def page(office: Office) -> Page:
    """A card taken in and read once for all tests, by the same workers."""
    demand = demand_for(Materials.id_front)
    (taken,) = office.intake.take(CARD.jpeg())
    examined = examine(office.workbench, taken, demand)
    for picture in examined.pictures():
        office.scans.put(picture.data, picture.media_type)
    return with_reading(
        examined.kept(), office.reader.read(examined.page.data, DocumentKind.ID_FRONT)
    )


def show_card(qtbot: QtBot, place: Workplace, page: Page) -> SuggestionPanel:
    """The card is there and has been read; the keyboard is at what it says."""
    session_of(place).answer(Materials.id_front, (page,))
    panel = editor_of(place, Materials.id_front).offers.panel
    qtbot.waitUntil(lambda: panel.has_open)
    panel.take_the_keyboard()
    return panel


def test_a_card_is_straightened_stored_and_read_and_one_value_is_taken_by_enter(
    qtbot: QtBot, office: Office, place: Workplace, tmp_path: Path
) -> None:
    editor = editor_of(place, Materials.id_front)
    put_in(qtbot, editor, tmp_path / "card.jpg", CARD.jpeg())
    wait_until_read(qtbot, editor)
    qtbot.waitUntil(lambda: editor.offers.panel.has_keyboard)
    (page,) = editor.pages
    assert office.scans.size(page.master) > 0
    assert page.findings == ()
    QTest.keyClick(focused(OfferRow), Qt.Key.Key_Return)
    assert session_of(place).answers.stored(Identity.name) == CARD.values["name"]
    assert session_of(place).answers.stored(Identity.number) is None
    assert "已采用" in said(editor)


def test_ctrl_enter_takes_all_as_one_step_of_undo_and_stays_on_the_page(
    qtbot: QtBot, place: Workplace, page: Page
) -> None:
    panel, session = show_card(qtbot, place, page), session_of(place)
    offered = len(panel.rows)
    QTest.keyClick(focused(OfferRow), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.step is Materials
    assert session.answers.stored(Identity.name) == CARD.values["name"]
    assert session.answers.stored(Identity.number) == CARD.values["number"]
    assert not panel.has_open
    assert len(panel.rows) == offered
    session.undo()
    assert session.answers.stored(Identity.name) is None
    assert session.answers.stored(Materials.id_front)


def test_arrows_move_and_escape_leaves_without_taking(
    qtbot: QtBot, place: Workplace, page: Page
) -> None:
    panel, first = show_card(qtbot, place, page), focused(OfferRow)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert focused(OfferRow) is panel.rows[1]
    QTest.keyClick(focused(OfferRow), Qt.Key.Key_Up)
    assert focused(OfferRow) is first
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert not panel.has_keyboard
    assert session_of(place).answers.stored(Identity.name) is None


def test_each_value_stands_beside_its_cut_out(qtbot: QtBot, place: Workplace, page: Page) -> None:
    rows = show_card(qtbot, place, page).rows
    qtbot.waitUntil(lambda: all(not row._cut.pixmap().isNull() for row in rows))
    assert all(row.accessibleName() for row in rows)


def test_an_empty_field_elsewhere_shows_what_was_read_and_enter_takes_it(
    qtbot: QtBot, place: Workplace, page: Page
) -> None:
    show_card(qtbot, place, page)
    assert place.wizard
    place.wizard.go(Identity, Identity.number)
    row = place.wizard.current_page.questions.rows[Identity.number]
    chip = row.findChild(ReadingChip)
    assert chip
    assert chip.isVisible()
    assert "照片上读到" in said(row)
    QTest.keyClick(focused(QLineEdit), Qt.Key.Key_Return)
    assert session_of(place).answers.stored(Identity.number) == CARD.values["number"]
    assert not chip.isVisible()


def test_what_was_typed_is_never_offered_over(qtbot: QtBot, place: Workplace, page: Page) -> None:
    session_of(place).answer(Identity.name, "样本甲")
    show_card(qtbot, place, page)
    targets = [one.field for one in editor_of(place, Materials.id_front).offers.open]
    assert Identity.name not in targets
    assert Identity.number in targets


def test_reading_can_be_given_up_and_asked_for_again(
    qtbot: QtBot, place: Workplace, tmp_path: Path
) -> None:
    editor = editor_of(place, Materials.id_front)
    put_in(qtbot, editor, tmp_path / "card.jpg", CARD.jpeg())
    assert "正在识别" in said(editor)
    press_when_seen(qtbot, editor, "取消识别")
    assert not editor.reading.is_reading
    assert editor.pages[0].read == ()
    press_when_seen(qtbot, editor, "识别照片上的文字")
    wait_until_read(qtbot, editor)
    assert editor.pages[0].says("name")


def test_the_keyboard_is_not_taken_from_another_question(
    qtbot: QtBot, place: Workplace, page: Page
) -> None:
    other = editor_of(place, Materials.id_back).control()
    other.setFocus()
    session_of(place).answer(Materials.id_front, (page,))
    panel = editor_of(place, Materials.id_front).offers.panel
    qtbot.waitUntil(lambda: panel.has_open)
    assert QApplication.focusWidget() is other
