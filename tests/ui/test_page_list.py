"""Small pictures of pages: what they bring along, and what they leave to the theme."""

from __future__ import annotations

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from poswizard.ui.widgets.page_list import PageList, Thumbnail


def test_a_small_picture_brings_no_ground_of_its_own(qtbot: QtBot) -> None:
    pages = PageList()
    qtbot.addWidget(pages)
    upright = QImage(10, 40, QImage.Format.Format_RGB32)
    upright.fill(0xFFFFFF)
    pages.show_pages([Thumbnail("a", upright)])
    picture = pages.item(0).icon().pixmap(pages.iconSize()).toImage()
    middle = picture.height() // 2
    assert picture.pixelColor(1, middle).alpha() == 0
    assert picture.pixelColor(picture.width() // 2, middle).alpha() == 255
