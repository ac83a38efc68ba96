"""Every dialog that takes pictures in fits a screen of 1366 by 768 at 200 %, whatever it shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poswizard.documents.quad import Shape
from poswizard.documents.sane_scanner import SaneScanner
from poswizard.text import Text
from poswizard.ui import background, theme
from poswizard.ui.capture.camera_dialog import CameraDialog
from poswizard.ui.capture.crop_dialog import CropDialog
from poswizard.ui.capture.fed_cameras import FedCameras
from poswizard.ui.capture.preferences import Preferences
from poswizard.ui.capture.scan_dialog import ScanDialog
from tests.ui.capture.seen import paper

WHAT = Text("身份证人像面（护照资料页）", "ID, portrait side")
WIDTH, HEIGHT = 1366, 768


@pytest.fixture(autouse=True)
def large(qapp: QApplication) -> Iterator[None]:
    """The theme at 200 %."""
    theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT, 2.0))
    yield
    background.finish()
    theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT))


def test_the_camera_fits(qtbot: QtBot) -> None:
    cameras = FedCameras("高拍仪")
    cameras.look_at(paper())
    dialog = CameraDialog(None, WHAT, Shape.CARD, cameras, Preferences())
    qtbot.addWidget(dialog, before_close_func=lambda made: made.reject())
    assert_fits(dialog)
    assert dialog.pane.minimumSizeHint().width() <= dialog.stack.sizeHint().width()


def test_the_scanner_fits_while_it_can_be_stopped_too(qtbot: QtBot) -> None:
    dialog = ScanDialog(None, WHAT, Shape.A4, SaneScanner(), Preferences(), bytes)
    qtbot.addWidget(dialog, before_close_func=lambda made: made.reject())
    for each in (dialog.preview_button, dialog.scan_button, dialog.stop_button):
        each.show()
    dialog.picture.show_picture(QImage(paper()))
    assert_fits(dialog)


def test_cropping_fits(qtbot: QtBot) -> None:
    dialog = CropDialog(None, WHAT, paper(), None)
    qtbot.addWidget(dialog, before_close_func=lambda made: made.reject())
    assert_fits(dialog)


def assert_fits(dialog: CameraDialog | ScanDialog | CropDialog) -> None:
    dialog.ensurePolished()
    least = dialog.minimumSizeHint()
    assert least.width() <= WIDTH
    assert least.height() <= HEIGHT
