"""Several pictures dropped on the page: those it can tell go to their place, the rest wait, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from poswizard.documents.demand import demand_of
from poswizard.documents.examination import examine, with_reading
from poswizard.documents.reading.fact import DocumentKind
from poswizard.forms.document_kind import Document, Page
from poswizard.office import Office
from poswizard.steps.materials import Materials
from poswizard.ui.editors.unsorted_tray import UnsortedTray
from poswizard.ui.workplace import Workplace
from poswizard.wizard.session import Session
from tests.ui.branch import said, stored
from tests.ui.intake.conftest import PATIENCE, editor_of, lying, wait_until_read


def session_of(place: Workplace) -> Session:
    assert place.draft
    return place.draft.session


def tray_of(place: Workplace) -> UnsortedTray:
    assert place.wizard
    tray = place.wizard.current_page.findChild(UnsortedTray)
    assert isinstance(tray, UnsortedTray)
    return tray


def pages_of(place: Workplace, field: Document) -> tuple[Page, ...]:
    pages = session_of(place).answers.stored(field) or ()
    assert isinstance(pages, tuple)
    return pages


def files(folder: Path, *kinds: str) -> list[Path]:
    """Pictures of specimens lying on a desk."""
    made = []
    for kind in kinds:
        file = folder / f"{kind}.jpg"
        file.write_bytes(lying(kind, 6).jpeg())
        made.append(file)
    return made


def drop(on: QWidget, data: QMimeData) -> None:
    """What Qt sends when something is let go over a widget."""
    at, button = QPoint(5, 5), Qt.MouseButton.LeftButton
    asked = (Qt.DropAction.CopyAction, data, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(on, QDragEnterEvent(at, *asked))
    QApplication.sendEvent(on, QDropEvent(at, *asked))


def drop_files(place: Workplace, dropped: list[Path]) -> None:
    assert place.wizard
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in dropped])
    page = place.wizard.current_page.widget()
    assert page
    drop(page, data)


@pytest.fixture(scope="module")
def page(office: Office) -> Page:
    """A licence taken in without a place and read, once for all tests, by the same workers."""
    (taken,) = office.intake.take(lying("licence", 6).jpeg())
    examined = examine(office.workbench, taken, demand_of("paper"))
    for picture in examined.pictures():
        office.scans.put(picture.data, picture.media_type)
    reading = office.reader.read(examined.page.data, DocumentKind.LICENCE)
    return with_reading(examined.kept(), reading)


@pytest.fixture
def waiting(qtbot: QtBot, place: Workplace, page: Page) -> Page:
    """It waits, for the place of its kind is taken by another picture."""
    session = session_of(place)
    session.answer(Materials.licence, (Page("1" * 64, "1" * 64, 2000, 1400, kind="licence"),))
    session.answer(Materials.unsorted, (page,))
    qtbot.waitUntil(tray_of(place).list.isVisible)
    return page


def test_what_can_be_told_goes_to_its_place_is_straightened_for_it_and_read(
    qtbot: QtBot, place: Workplace, tmp_path: Path
) -> None:
    drop_files(place, files(tmp_path, "id_back"))
    qtbot.waitUntil(lambda: bool(pages_of(place, Materials.id_back)), timeout=PATIENCE)
    wait_until_read(qtbot, editor_of(place, Materials.id_back))
    assert pages_of(place, Materials.unsorted) == ()
    assert pages_of(place, Materials.id_back)[0].says("valid_until")
    assert not tray_of(place).list.isVisible()


def test_what_has_no_place_waits_with_what_it_seems_to_be(
    place: Workplace, waiting: Page, office: Office
) -> None:
    tray = tray_of(place)
    assert tray.list.isVisible()
    assert "尚未归类 1 张" in said(tray)
    assert "像是营业执照" in tray.list.item(0).text()
    assert office.scans.size(waiting.scan) > 0


def test_it_is_still_there_after_a_restart_and_in_no_package(
    qtbot: QtBot, place: Workplace, waiting: Page, office: Office
) -> None:
    assert place.draft
    number = place.draft.listed.id
    qtbot.waitUntil(
        lambda: stored(office, number).stored(Materials.unsorted) == (waiting,), timeout=PATIENCE
    )
    answers = stored(office, number)
    assert answers.get(Materials.unsorted) is None  # what is not asked is not handed over


@pytest.mark.qt_log_ignore("support raise", "support grabbing the keyboard", extend=True)
def test_enter_offers_its_places_and_brings_it_to_one(
    qtbot: QtBot, place: Workplace, waiting: Page
) -> None:
    tray, session = tray_of(place), session_of(place)
    tray.list.setFocus()
    QTest.keyClick(tray.list, Qt.Key.Key_Return)
    qtbot.waitUntil(tray.menu.isVisible)
    offered = [action.text() for action in tray.menu.actions()]
    assert str(Materials.licence.label) not in offered  # it is full
    assert str(Materials.further.label) in offered
    while tray.menu.activeAction().text() != str(Materials.further.label):
        QTest.keyClick(tray.menu, Qt.Key.Key_Down)
    QTest.keyClick(tray.menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(pages_of(place, Materials.further)), timeout=PATIENCE)
    assert pages_of(place, Materials.unsorted) == ()
    session.undo()
    assert pages_of(place, Materials.unsorted) == (waiting,)
    assert pages_of(place, Materials.further) == ()


def test_it_is_dragged_to_a_document(qtbot: QtBot, place: Workplace, waiting: Page) -> None:
    tray = tray_of(place)
    data = tray.list.mimeData([tray.list.item(0)])
    drop(editor_of(place, Materials.further), data)
    qtbot.waitUntil(lambda: bool(pages_of(place, Materials.further)), timeout=PATIENCE)
    assert pages_of(place, Materials.unsorted) == ()
    (page,) = pages_of(place, Materials.further)
    assert (page.master or page.scan) == (waiting.master or waiting.scan)


def test_delete_removes_it_and_undo_brings_it_back(place: Workplace, waiting: Page) -> None:
    tray = tray_of(place)
    QTest.keyClick(tray.list, Qt.Key.Key_Delete)
    assert pages_of(place, Materials.unsorted) == ()
    session_of(place).undo()
    assert pages_of(place, Materials.unsorted) == (waiting,)


def test_the_same_file_again_is_said_to_be_there(
    qtbot: QtBot, place: Workplace, waiting: Page, tmp_path: Path
) -> None:
    drop_files(place, files(tmp_path, "licence"))
    qtbot.waitUntil(lambda: "已经在“尚未归类的照片”里" in said(tray_of(place)), timeout=PATIENCE)
    assert pages_of(place, Materials.unsorted) == (waiting,)
