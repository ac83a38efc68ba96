"""The scan dialog before SANE's own test device."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from poswizard.documents.intake import Intake
from poswizard.documents.quad import Shape
from poswizard.documents.sane_scanner import SaneScanner
from poswizard.documents.scanner import Area, Colour, Feed, Trouble, Wish
from poswizard.text import Text
from poswizard.ui import background
from poswizard.ui.capture.preferences import SCANNER, Preferences
from poswizard.ui.capture.scan_dialog import ScanDialog
from poswizard.ui.widgets.ways_row import Way

pytestmark = pytest.mark.skipif(
    shutil.which("scanimage") is None, reason="SANE (sane-utils) is not installed"
)

WHAT = Text("营业执照", "Business licence")
Open = Callable[..., ScanDialog]


@pytest.fixture
def sane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """SANE's settings of the test's own, with its test device alone."""
    folder = tmp_path / "sane.d"
    folder.mkdir()
    (folder / "dll.conf").write_text("test\n")
    (folder / "test.conf").write_text('number_of_devices 2\ntest-picture "Color pattern"\n')
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture
def intake() -> Iterator[Intake]:
    with Intake() as made:
        yield made


@pytest.fixture
def opened(qtbot: QtBot, sane: Path, intake: Intake) -> Iterator[Open]:
    """Opens the dialog; each is closed in the end, and its work with it."""

    def open_dialog(shape: Shape = Shape.A4, preferences: Preferences | None = None) -> ScanDialog:
        dialog = ScanDialog(
            None,
            WHAT,
            shape,
            SaneScanner(),
            preferences or Preferences(),
            lambda page: intake.previews(page, None, 700)[0],
        )
        qtbot.addWidget(dialog, before_close_func=lambda made: made.reject())
        dialog.show()
        dialog.activateWindow()
        return dialog

    yield open_dialog
    background.finish()


@pytest.fixture
def dialog(qtbot: QtBot, opened: Open) -> ScanDialog:
    """The dialog with a scanner that is ready."""
    made = opened()
    qtbot.waitUntil(made.scan_button.isEnabled)
    return made


def said(dialog: ScanDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def quick(dialog: ScanDialog) -> None:
    """Choose the coarsest resolution: what is tested is not the scanner's patience."""
    dialog.options.resolution_box.setCurrentIndex(0)


def test_the_usual_way_for_the_paper_is_chosen_already(qtbot: QtBot, opened: Open) -> None:
    sheet, card = opened(), opened(Shape.CARD)
    for each in (sheet, card):
        qtbot.waitUntil(each.scan_button.isEnabled)
    assert sheet.options.wish() == Wish(300, Colour.COLOUR, Feed.GLASS, Area.WHOLE)
    assert card.options.wish() == Wish(600, Colour.COLOUR, Feed.GLASS, Area.CORNER)
    assert "推荐" in sheet.options.resolution_box.currentText()


def test_enter_scans_and_the_page_goes_out(qtbot: QtBot, dialog: ScanDialog) -> None:
    quick(dialog)
    dialog.scan_button.setFocus()
    with qtbot.waitSignal(dialog.taken) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert told.args
    assert not QImage.fromData(told.args[0]).isNull()
    qtbot.waitUntil(dialog.scan_button.isEnabled)


def test_a_scanned_page_is_one_that_intake_takes(
    qtbot: QtBot, dialog: ScanDialog, intake: Intake
) -> None:
    dialog.options.resolution_box.setCurrentIndex(2)
    with qtbot.waitSignal(dialog.taken) as told:
        dialog.scan()
    assert told.args
    (page,) = intake.take(told.args[0])
    assert min(page.width, page.height) == pytest.approx(200 / 25.4 * 150, abs=2)


def test_a_feeder_gives_one_page_after_the_other(qtbot: QtBot, dialog: ScanDialog) -> None:
    quick(dialog)
    dialog.options.feed_box.setCurrentIndex(1)
    pages: list[bytes] = []
    dialog.taken.connect(pages.append)
    with qtbot.waitSignal(dialog.job.ended, timeout=20_000):
        dialog.scan()
    assert len(pages) == 10


def test_a_preview_is_looked_at_and_not_kept(qtbot: QtBot, dialog: ScanDialog) -> None:
    with qtbot.assertNotEmitted(dialog.taken):
        qtbot.mouseClick(dialog.preview_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: dialog.picture.zoom != 1.0 and dialog.scan_button.isEnabled())


def test_there_is_no_preview_of_what_lies_in_the_feeder(dialog: ScanDialog) -> None:
    dialog.options.feed_box.setCurrentIndex(1)
    dialog.options.changed.emit()
    assert not dialog.preview_button.isEnabled()
    assert not dialog.options.area_box.isEnabled()


@pytest.mark.parametrize(
    ("status", "trouble"), [("COVER_OPEN", Trouble.COVER_OPEN), ("JAMMED", Trouble.JAMMED)]
)
def test_what_is_wrong_is_said_and_tried_again(
    qtbot: QtBot, sane: Path, opened: Open, status: str, trouble: Trouble
) -> None:
    settings = (sane / "test.conf").read_text()
    (sane / "test.conf").write_text(settings + f'read-status-code "SANE_STATUS_{status}"\n')
    dialog = opened()
    qtbot.waitUntil(dialog.scan_button.isEnabled)
    quick(dialog)
    dialog.scan()
    qtbot.waitUntil(lambda: dialog.trouble is trouble)
    assert str(trouble.label) in said(dialog)
    (sane / "test.conf").write_text(settings)
    qtbot.mouseClick(dialog.pane.again, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.taken):
        dialog.scan()


def test_without_a_scanner_other_ways_are_offered(qtbot: QtBot, sane: Path, opened: Open) -> None:
    (sane / "dll.conf").write_text("microtek\n")
    dialog = opened()
    qtbot.waitUntil(lambda: dialog.trouble is Trouble.NO_DEVICE)
    instead = next(b for b in dialog.findChildren(QPushButton) if "改用拍摄" in b.text())
    with qtbot.waitSignal(dialog.way_wanted) as told:
        qtbot.mouseClick(instead, Qt.MouseButton.LeftButton)
    assert told.args == [Way.CAMERA]


def test_a_scanner_switched_on_meanwhile_is_found(qtbot: QtBot, sane: Path, opened: Open) -> None:
    (sane / "dll.conf").write_text("microtek\n")
    dialog = opened()
    qtbot.waitUntil(lambda: dialog.trouble is Trouble.NO_DEVICE)
    (sane / "dll.conf").write_text("test\n")
    qtbot.mouseClick(dialog.pane.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.scan_button.isEnabled)


def test_a_scan_under_way_shows_its_progress_and_can_be_stopped(
    qtbot: QtBot, sane: Path, opened: Open
) -> None:
    with (sane / "test.conf").open("a") as file:
        file.write("read-delay true\nread-delay-duration 100000\n")
    dialog = opened()
    qtbot.waitUntil(dialog.scan_button.isEnabled)
    with qtbot.waitSignal(dialog.job.moved):
        dialog.scan()
    assert 0 < dialog.bar.value() < 1000
    with qtbot.assertNotEmitted(dialog.taken):
        qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
        assert background.finish(10_000)
    assert dialog.scan_button.isEnabled()


def test_the_scanner_last_chosen_is_the_first_next_time(qtbot: QtBot, opened: Open) -> None:
    kept = Preferences()
    first = opened(preferences=kept)
    qtbot.waitUntil(first.scan_button.isEnabled)
    first.options.device_box.activated.emit(1)
    assert kept.get(SCANNER) == "Noname frontend-tester"


def test_when_no_more_pages_fit_none_is_scanned(dialog: ScanDialog) -> None:
    dialog.set_room(0)
    assert not dialog.scan_button.isEnabled()
