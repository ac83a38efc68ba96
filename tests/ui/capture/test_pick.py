"""Choosing pages of a PDF, or files of the watched folder."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from poswizard.text import Text
from poswizard.ui.capture.camera_dialog import as_jpeg
from poswizard.ui.capture.pick_dialog import PickDialog

NAMES = [f"第 {number} 页" for number in range(1, 5)]


def opened(qtbot: QtBot, room: int) -> PickDialog:
    dialog = PickDialog(None, Text("租赁合同", "Lease"), NAMES, room)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.list.hasFocus)
    return dialog


def test_all_are_chosen_when_all_fit(qtbot: QtBot) -> None:
    dialog = opened(qtbot, 5)
    assert dialog.chosen == [0, 1, 2, 3]
    with qtbot.waitSignal(dialog.picked) as told:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert told.args == [[0, 1, 2, 3]]


def test_none_is_chosen_when_they_do_not_fit(qtbot: QtBot) -> None:
    dialog = opened(qtbot, 2)
    assert dialog.chosen == []
    assert not dialog.take_button.isEnabled()


def test_keys_choose_pages(qtbot: QtBot) -> None:
    dialog = opened(qtbot, 2)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(dialog.list, key)
    assert dialog.chosen == [0, 2]
    assert "放入 2 张" in dialog.take_button.text()


def test_a_click_turns_a_page_once(qtbot: QtBot) -> None:
    dialog = opened(qtbot, 5)
    middle = dialog.list.visualItemRect(dialog.list.item(1)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert dialog.chosen == [0, 2, 3]


def test_more_than_fit_cannot_be_taken_and_the_number_is_said(qtbot: QtBot) -> None:
    dialog = opened(qtbot, 2)
    qtbot.keyClick(dialog.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.take_button.isEnabled()
    assert "还能放 2 张" in dialog._remark.text()
    dialog.none_button.click()
    assert dialog.chosen == []


def test_nothing_is_picked_when_it_is_cancelled(qtbot: QtBot) -> None:
    dialog = opened(qtbot, 5)
    with qtbot.assertNotEmitted(dialog.picked):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("data", [b"", b"no picture"])
def test_a_preview_that_cannot_be_shown_leaves_the_place_empty(qtbot: QtBot, data: bytes) -> None:
    dialog = opened(qtbot, 5)
    dialog.show_preview(0, data)
    picture = QImage(60, 90, QImage.Format.Format_RGB32)
    picture.fill(QColor("#c02020"))
    dialog.show_previews([data, as_jpeg(picture), data])
    shown = dialog.list.item(1).icon().pixmap(156, 196).toImage()
    assert shown.pixelColor(78, 98).red() > 150
    assert dialog.list.item(0).icon().pixmap(156, 196).toImage().pixelColor(78, 98).red() > 200
