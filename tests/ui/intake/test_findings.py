"""A picture that is not good enough says so at once, with what to do, and can be used with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poswizard.steps.materials import Materials
from poswizard.text import Text
from poswizard.ui.capture.camera_dialog import CameraDialog
from poswizard.ui.capture.crop_dialog import CropDialog
from poswizard.ui.capture.fed_cameras import FedCameras
from poswizard.ui.print_preview import PrintPreview
from poswizard.ui.widgets.page_findings import FoundOnPage, PageFindings, Wrong
from poswizard.ui.workplace import Workplace
from tests.documents.specimens import degrade
from tests.ui.branch import button, focused, said
from tests.ui.intake.conftest import (
    PATIENCE,
    editor_of,
    lying,
    opened_dialog,
    press_when_seen,
    put_in,
    wait_until_read,
)

CARD = lying("id_front", 6)
BLURRED = degrade(CARD, "blur", 1.0, 3)


def test_a_blurred_picture_says_so_with_its_remedy_at_once(
    qtbot: QtBot, place: Workplace, tmp_path: Path
) -> None:
    editor = editor_of(place, Materials.id_front)
    put_in(qtbot, editor, tmp_path / "card.jpg", BLURRED.jpeg())
    assert [found.code for found in editor.pages[0].findings] == ["blurred"]
    assert "照片模糊" in said(editor)
    assert "对焦后重拍" in said(editor)


def test_it_is_used_all_the_same_once_a_reason_is_written(
    qtbot: QtBot, place: Workplace, tmp_path: Path
) -> None:
    editor = editor_of(place, Materials.id_front)
    put_in(qtbot, editor, tmp_path / "card.jpg", BLURRED.jpeg())
    assert place.draft
    session = place.draft.session
    press_when_seen(qtbot, editor, "仍然使用")
    line = focused(QLineEdit)
    QTest.keyClicks(line, "sample")
    QTest.keyClick(line, Qt.Key.Key_Return)
    (issue,) = [i for i in session.issues(Materials) if i.code == "picture.blurred"]
    assert issue.reason == "sample"
    assert not issue.is_open
    qtbot.waitUntil(lambda: "sample" in said(editor))


def test_a_reason_being_written_stays_when_reading_finds_more(qtbot: QtBot) -> None:
    view = PageFindings()
    qtbot.addWidget(view)
    given: list[str] = []
    view.reason_given.connect(lambda _, reason: given.append(reason))
    wrong = Wrong(Text("照片模糊", "Blurred"), Text("", ""))
    page = FoundOnPage("a" * 64, 0, (wrong,), may_stay=True)
    view.show_findings([page])
    with qtbot.waitActive(view):
        view.activateWindow()
    press_when_seen(qtbot, view, "仍然使用")
    QTest.keyClicks(focused(QLineEdit), "sam")

    view.show_findings([replace(page, wrongs=(wrong, wrong))])

    assert focused(QLineEdit).isVisible()
    QTest.keyClicks(focused(QLineEdit), "ple")
    QTest.keyClick(focused(QLineEdit), Qt.Key.Key_Return)
    assert given == ["sample"]
    view.show_findings([replace(page, reason="sample")])
    assert not any(line.isVisible() for line in view.findChildren(QLineEdit))


def test_another_picture_takes_the_place_of_the_bad_one(
    qtbot: QtBot, place: Workplace, cameras: FedCameras, tmp_path: Path
) -> None:
    editor = editor_of(place, Materials.id_front)
    put_in(qtbot, editor, tmp_path / "card.jpg", BLURRED.jpeg())
    cameras.look_at(QImage.fromData(CARD.jpeg()))
    qtbot.waitUntil(lambda: bool(editor.findings._issues))
    press_when_seen(qtbot, editor, "拍摄另一张")
    dialog = opened_dialog(qtbot, CameraDialog)
    qtbot.waitUntil(dialog.take_button.isEnabled)
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: editor.pages[0].findings == (), timeout=PATIENCE)
    assert len(editor.pages) == 1
    assert "照片模糊" not in said(editor)


def test_under_the_camera_the_next_picture_takes_the_place_of_a_bad_one(
    qtbot: QtBot, place: Workplace, cameras: FedCameras
) -> None:
    editor = editor_of(place, Materials.id_front)
    cameras.look_at(QImage.fromData(BLURRED.jpeg()))
    QTest.keyClick(editor.control(), Qt.Key.Key_F2)
    dialog = opened_dialog(qtbot, CameraDialog)
    qtbot.waitUntil(dialog.take_button.isEnabled)
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "对焦后重拍" in said(dialog), timeout=PATIENCE)
    cameras.look_at(QImage.fromData(CARD.jpeg()))
    came: list[None] = []
    assert dialog._live
    dialog._live.came.connect(lambda: came.append(None))
    qtbot.waitUntil(lambda: len(came) > 8)  # older frames are still of the bad one
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: editor.pages[0].findings == (), timeout=PATIENCE)
    assert len(editor.pages) == dialog.list.list.count() == 1
    assert not dialog.take_button.isEnabled()


def test_after_three_failures_another_way_is_offered(
    qtbot: QtBot, place: Workplace, tmp_path: Path
) -> None:
    editor = editor_of(place, Materials.id_front)
    for number in range(3):
        blurred = degrade(CARD, "blur", 0.9 + number / 20, number)
        put_in(qtbot, editor, tmp_path / f"{number}.jpg", blurred.jpeg())
        if number < 2:
            assert "换个办法" not in said(editor)
            editor._remove(editor.pages[0].scan)
    assert "已经拍了 3 次" in said(editor)
    assert button(editor, "改用扫描仪")


def test_corners_moved_by_keys_make_the_page_anew_and_it_is_read_again(
    qtbot: QtBot, place: Workplace, tmp_path: Path
) -> None:
    editor = editor_of(place, Materials.id_front)
    put_in(qtbot, editor, tmp_path / "card.jpg", CARD.jpeg())
    wait_until_read(qtbot, editor)
    (before,) = editor.pages
    QTest.keyClick(editor.thumbnails.first_control, Qt.Key.Key_C)
    dialog = opened_dialog(qtbot, CropDialog)
    for _ in range(3):
        QTest.keyClick(dialog.view.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(dialog.view.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.pages[0] != before, timeout=PATIENCE)
    wait_until_read(qtbot, editor)
    (after,) = editor.pages
    assert after.master == before.master
    assert after.corners[0][0] == pytest.approx(before.corners[0][0] + 30, abs=1)
    assert after.says("number")


def test_a_corner_can_be_dragged_by_mouse(qtbot: QtBot, place: Workplace, tmp_path: Path) -> None:
    editor = editor_of(place, Materials.id_front)
    put_in(qtbot, editor, tmp_path / "card.jpg", CARD.jpeg())
    (before,) = editor.pages
    press_when_seen(qtbot, editor, "取消识别")
    editor._crop(before.scan)
    dialog = opened_dialog(qtbot, CropDialog)
    canvas = dialog.view.canvas
    at = canvas.on_screen(2).toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(canvas, at + QPoint(-12, -9))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(-12, -9))
    QTest.mouseClick(dialog.use_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.pages[0] != before, timeout=PATIENCE)
    assert editor.pages[0].corners[2][0] < before.corners[2][0]


def test_both_sides_of_a_card_are_printed_on_one_page(
    qtbot: QtBot, place: Workplace, tmp_path: Path
) -> None:
    front, back = editor_of(place, Materials.id_front), editor_of(place, Materials.id_back)
    put_in(qtbot, front, tmp_path / "front.jpg", CARD.jpeg())
    assert not front.looks.print_button.isVisible()
    put_in(qtbot, back, tmp_path / "back.jpg", lying("id_back", 6).jpeg())
    qtbot.waitUntil(front.looks.print_button.isVisible)
    front.looks.print_button.click()
    assert opened_dialog(qtbot, PrintPreview).document.pageCount() == 1
