"""The camera dialog before a real capture session whose frames are given to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from poswizard.documents.quad import Shape
from poswizard.text import Text
from poswizard.ui import background
from poswizard.ui.capture import cameras as cameras_module
from poswizard.ui.capture.camera_dialog import CameraDialog
from poswizard.ui.capture.camera_trouble import CameraTrouble
from poswizard.ui.capture.camera_view import guide_in
from poswizard.ui.capture.cameras import NoCameras, cameras_here
from poswizard.ui.capture.fed_cameras import FedCameras
from poswizard.ui.capture.frame_worth import is_black, sharpest, sharpness
from poswizard.ui.capture.live_frames import MOST_FRAMES, LiveFrames
from poswizard.ui.capture.preferences import CAMERA, Preferences
from poswizard.ui.capture.taken_list import Taken
from poswizard.ui.widgets.ways_row import Way
from tests.ui.capture import seen

WHAT = Text("身份证人像面", "Identity card, front")
Open = Callable[..., CameraDialog]


@pytest.fixture
def fed() -> FedCameras:
    """Two cameras that look at a paper."""
    made = FedCameras("高拍仪", "摄像头")
    made.look_at(seen.paper())
    return made


@pytest.fixture
def opened(qtbot: QtBot, fed: FedCameras) -> Open:
    """Opens the dialog; every one is closed in the end."""

    def open_dialog(
        cameras: QObject | None = None,
        preferences: Preferences | None = None,
        patience: int = 5_000,
    ) -> CameraDialog:
        dialog = CameraDialog(
            None,
            WHAT,
            Shape.CARD,
            cameras or fed,  # type: ignore[arg-type]
            preferences or Preferences(),
            patience,
        )
        qtbot.addWidget(dialog, before_close_func=lambda made: made.reject())
        dialog.show()
        dialog.activateWindow()
        return dialog

    return open_dialog


@pytest.fixture
def dialog(qtbot: QtBot, opened: Open) -> CameraDialog:
    """The dialog with a live picture."""
    made = opened()
    qtbot.waitUntil(made.take_button.isEnabled)
    return made


def take(qtbot: QtBot, dialog: CameraDialog) -> QImage:
    with qtbot.waitSignal(dialog.taken) as told:
        dialog.take()
    assert told.args
    return QImage.fromData(told.args[0])


def said(dialog: CameraDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def edge_at(picture: QImage, x: float) -> str:
    """The colour of the paper's edge at this share of the width."""
    colour = picture.pixelColor(round(picture.width() * x), picture.height() // 2)
    return "red" if colour.red() > colour.blue() else "blue"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_takes_the_picture_at_full_size(
    qtbot: QtBot, dialog: CameraDialog, key: Qt.Key
) -> None:
    dialog.view.setFocus()
    with qtbot.waitSignal(dialog.taken) as told:
        qtbot.keyClick(dialog.view, key)
    assert told.args
    assert told.args[0].startswith(b"\xff\xd8")
    assert QImage.fromData(told.args[0]).size() == seen.SIZE


def test_a_key_held_down_takes_one_picture(qtbot: QtBot, dialog: CameraDialog) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    repeated = QKeyEvent(
        QEvent.Type.KeyPress,
        Qt.Key.Key_Space,
        Qt.KeyboardModifier.NoModifier,
        " ",
        autorep=True,
    )
    with qtbot.assertNotEmitted(dialog.view.take_wanted):
        QApplication.sendEvent(dialog.view, repeated)


def test_several_are_taken_in_a_row(qtbot: QtBot, dialog: CameraDialog) -> None:
    for _ in range(3):
        assert not take(qtbot, dialog).isNull()
    assert dialog.isVisible()


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_picture_is_never_mirrored(
    qtbot: QtBot, fed: FedCameras, dialog: CameraDialog, mirrored: bool
) -> None:
    fed.look_at(seen.paper("另一张"), mirrored)
    assert dialog._live
    came: list[None] = []
    dialog._live.came.connect(lambda: came.append(None))
    qtbot.waitUntil(lambda: len(came) > MOST_FRAMES + 2)
    picture = take(qtbot, dialog)
    assert [edge_at(picture, 0.18), edge_at(picture, 0.82)] == ["red", "blue"]


def test_of_the_last_frames_the_sharpest_is_kept(qtbot: QtBot, fed: FedCameras) -> None:
    now = [0.0]
    live = LiveFrames(fed.source(fed.devices()[0]), clock=lambda: now[0])
    live.start()
    source = fed.sources[-1]
    source._clock.stop()
    for picture in (seen.blurred(seen.paper()), seen.paper(), seen.blurred(seen.paper(), 3)):
        now[0] += 0.04
        source.look_at(picture)
        with qtbot.waitSignal(live.came):
            source.send()
    assert live.still().convertToFormat(QImage.Format.Format_RGB32) == seen.paper()
    live.stop()


def test_a_frame_of_long_ago_is_not_kept_however_sharp(qtbot: QtBot, fed: FedCameras) -> None:
    now = [0.0]
    live = LiveFrames(fed.source(fed.devices()[0]), clock=lambda: now[0])
    live.start()
    source = fed.sources[-1]
    source._clock.stop()
    for picture, pause in ((seen.paper("前一张"), 2.0), (seen.blurred(seen.paper("这一张")), 0.0)):
        source.look_at(picture)
        with qtbot.waitSignal(live.came):
            source.send()
        now[0] += pause
    kept = live.still().convertToFormat(QImage.Format.Format_RGB32)
    assert kept == seen.blurred(seen.paper("这一张")).convertToFormat(QImage.Format.Format_RGB32)
    live.stop()


@pytest.mark.parametrize("made", [QVideoFrame, seen.nv12])
def test_sharpness_falls_with_blur_in_every_format(
    qapp: object, made: Callable[[QImage], QVideoFrame]
) -> None:
    plain = seen.paper()
    worths = [
        sharpness(made(each)) for each in (plain, seen.blurred(plain, 2), seen.blurred(plain))
    ]
    assert worths == sorted(worths, reverse=True)
    assert len(set(worths)) == 3
    assert sharpest([made(seen.blurred(plain)), made(plain)]).toImage() == made(plain).toImage()


@pytest.mark.parametrize("made", [QVideoFrame, seen.nv12])
def test_a_dim_paper_is_not_black(qapp: object, made: Callable[[QImage], QVideoFrame]) -> None:
    assert is_black(made(seen.black()))
    assert not is_black(made(seen.paper()))


# what can go wrong


def test_without_a_camera_it_says_so_and_offers_other_ways(
    qtbot: QtBot, fed: FedCameras, opened: Open
) -> None:
    fed.plug()
    dialog = opened()
    assert dialog.trouble is CameraTrouble.NO_CAMERA
    assert "没有找到摄像头" in said(dialog)
    scan = next(b for b in dialog.findChildren(QPushButton) if "扫描仪" in b.text())
    with qtbot.waitSignal(dialog.way_wanted) as told:
        qtbot.mouseClick(scan, Qt.MouseButton.LeftButton)
    assert told.args == [Way.SCANNER]
    assert not dialog.isVisible()


def test_a_camera_plugged_in_meanwhile_begins_by_itself(
    qtbot: QtBot, fed: FedCameras, opened: Open
) -> None:
    fed.plug()
    dialog = opened()
    fed.plug("高拍仪")
    qtbot.waitUntil(dialog.take_button.isEnabled)
    assert dialog.trouble is None


def test_a_camera_unplugged_is_said_and_taken_up_again(
    qtbot: QtBot, fed: FedCameras, dialog: CameraDialog
) -> None:
    fed.plug()
    assert dialog.trouble is CameraTrouble.UNPLUGGED
    assert not dialog.take_button.isEnabled()
    fed.plug("高拍仪", "摄像头")
    qtbot.waitUntil(dialog.take_button.isEnabled)


def test_another_camera_plugged_in_does_not_disturb_the_one_in_use(
    qtbot: QtBot, fed: FedCameras, dialog: CameraDialog
) -> None:
    fed.plug("新插的", "高拍仪", "摄像头")
    assert dialog.device_box.currentText() == "高拍仪"
    assert len(fed.sources) == 1


@pytest.mark.parametrize("trouble", [CameraTrouble.BUSY, CameraTrouble.NO_PERMISSION])
def test_a_camera_that_refuses_can_be_tried_again(
    qtbot: QtBot, fed: FedCameras, opened: Open, trouble: CameraTrouble
) -> None:
    fed.refusal = trouble
    dialog = opened()
    assert dialog.trouble is trouble
    assert str(trouble.label) in said(dialog)
    fed.refusal = None
    qtbot.mouseClick(dialog.pane.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.take_button.isEnabled)


def test_a_camera_that_sends_nothing_is_said_to(qtbot: QtBot, opened: Open) -> None:
    dialog = opened(FedCameras(), patience=80)
    qtbot.waitUntil(lambda: dialog.trouble is CameraTrouble.NO_PICTURE)
    assert "驱动" in said(dialog)


def test_a_black_picture_is_said_and_passes_when_the_cover_opens(
    qtbot: QtBot, fed: FedCameras, opened: Open
) -> None:
    fed.look_at(seen.black())
    dialog = opened()
    qtbot.waitUntil(lambda: dialog.trouble is CameraTrouble.BLACK)
    assert not dialog.take_button.isEnabled()
    fed.look_at(seen.paper())
    qtbot.waitUntil(dialog.take_button.isEnabled)
    assert dialog.trouble is None


def test_without_the_systems_libraries_it_names_them(opened: Open) -> None:
    dialog = opened(NoCameras())
    assert dialog.trouble is CameraTrouble.NO_DRIVER
    assert "libpulse0" in said(dialog)


def test_a_missing_library_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.delitem(sys.modules, "poswizard.ui.capture.system_cameras", raising=False)
    assert isinstance(cameras_module.cameras_here(), NoCameras)


def test_this_machines_cameras_can_be_asked(qapp: object) -> None:
    found = cameras_here()
    devices = found.devices()
    assert devices or found.absence() in (CameraTrouble.NO_CAMERA, CameraTrouble.NO_PERMISSION)


@pytest.mark.parametrize("trouble", CameraTrouble)
def test_every_trouble_says_what_to_do(trouble: CameraTrouble) -> None:
    assert trouble.hint
    assert trouble.hint.zh
    assert trouble.hint.en


# what it remembers and lets go


def test_the_camera_last_chosen_is_the_first_next_time(
    qtbot: QtBot, fed: FedCameras, opened: Open
) -> None:
    kept = Preferences()
    dialog = opened(preferences=kept)
    dialog.device_box.setCurrentIndex(1)
    dialog.device_box.activated.emit(1)
    assert kept.get(CAMERA).endswith("摄像头")
    dialog.reject()
    assert opened(preferences=kept).device_box.currentText() == "摄像头"


def test_the_camera_is_let_go_when_the_dialog_closes(
    qtbot: QtBot, fed: FedCameras, dialog: CameraDialog
) -> None:
    dialog.reject()
    assert not any(each.is_running for each in fed.sources)


def test_the_dialog_goes_with_all_its_pictures(qtbot: QtBot, fed: FedCameras) -> None:
    import gc
    import weakref

    dialog = CameraDialog(None, WHAT, Shape.CARD, fed, Preferences())
    qtbot.waitUntil(dialog.take_button.isEnabled)
    trace = weakref.ref(dialog)
    dialog.reject()
    background.finish()
    del dialog
    gc.collect()
    assert trace() is None


def test_when_no_more_pages_fit_none_is_taken(qtbot: QtBot, dialog: CameraDialog) -> None:
    dialog.list.add(Taken("a", seen.paper()))
    dialog.set_room(0)
    assert not dialog.take_button.isEnabled()
    assert "已够" in said(dialog)
    dialog.set_room(1)
    assert dialog.take_button.isEnabled()


def test_one_that_is_not_good_is_deleted_by_a_key(qtbot: QtBot, dialog: CameraDialog) -> None:
    dialog.list.add(Taken("a", seen.paper()))
    dialog.list.add(Taken("b", seen.paper(), Text("有点模糊", "A little blurred")))
    assert "有点模糊" in said(dialog)
    with qtbot.waitSignal(dialog.list.removal_wanted) as told:
        qtbot.keyClick(dialog.list.list, Qt.Key.Key_Delete)
    assert told.args == ["b"]


def test_the_frame_has_the_papers_shape() -> None:
    place = QRectF(0, 0, 1600, 900)
    card, sheet = guide_in(place, Shape.CARD), guide_in(place, Shape.A4)
    assert card
    assert sheet
    assert card.width() / card.height() == pytest.approx(85.60 / 53.98)
    assert sheet.width() / sheet.height() == pytest.approx(210 / 297)
    assert place.contains(card)
    assert QSizeF(card.size()).height() <= 900 * 0.85
    assert guide_in(place, Shape.FREE) is None
