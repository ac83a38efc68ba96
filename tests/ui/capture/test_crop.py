"""Cropping by hand, with real keys and a real mouse."""

from __future__ import annotations

import gc
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poswizard.documents.quad import Quad
from poswizard.ui.capture.crop_history import Crop, CropHistory
from poswizard.ui.capture.crop_painting import magnifier_place
from poswizard.ui.capture.crop_view import CropView
from tests.ui.capture import seen

SIZE = QSize(800, 600)
FOUND = Quad((100, 80), (700, 90), (690, 500), (110, 510))
WHOLE = Quad.whole(800, 600)


@pytest.fixture
def view(qtbot: QtBot) -> CropView:
    """A picture with found corners; the upper left one is chosen and has the keyboard."""
    made = CropView()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.activateWindow()
    made.show_picture(seen.paper(size=SIZE), FOUND)
    made.setFocus()
    qtbot.waitUntil(made.canvas.hasFocus)
    return made


def press(view: CropView, key: Qt.Key, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(view.canvas, key, held)


def drag(view: CropView, corner: int, by: QPointF) -> None:
    """Take a corner with the mouse and let it go elsewhere; `by` in picture pixels."""
    canvas = view.canvas
    start = canvas.on_screen(corner)
    end = start + by * canvas._scale()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, pos=start.toPoint())
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(canvas, (start + (end - start) * part).toPoint())
    QTest.mouseRelease(canvas, left, pos=end.toPoint())


def near(quad: Quad, other: Quad, by: float = 2.0) -> bool:
    return quad.error(other) * max(1.0, quad.width) <= by


def test_arrows_move_the_chosen_corner_by_a_pixel_and_with_shift_by_ten(view: CropView) -> None:
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Down)
    assert view.quad.top_left == (101, 81)
    press(view, Qt.Key.Key_Left, shift=True)
    press(view, Qt.Key.Key_Up, shift=True)
    assert view.quad.top_left == (91, 71)
    assert view.quad.points[1:] == FOUND.points[1:]


def test_tab_goes_round_the_corners_and_then_on(qtbot: QtBot, view: CropView) -> None:
    chosen = [view.canvas.corner]
    for _ in range(3):
        press(view, Qt.Key.Key_Tab)
        chosen.append(view.canvas.corner)
    assert chosen == [0, 1, 2, 3]
    press(view, Qt.Key.Key_Left)
    assert view.quad.bottom_left == (109, 510)
    press(view, Qt.Key.Key_Tab)
    assert not view.canvas.hasFocus()
    after = QApplication.focusWidget()
    assert after
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert view.canvas.hasFocus()
    assert view.canvas.corner == 3


def test_a_corner_is_dragged_with_the_mouse(view: CropView) -> None:
    drag(view, 2, QPointF(40, -60))
    moved = Quad(FOUND.top_left, FOUND.top_right, (730, 440), FOUND.bottom_left)
    assert near(view.quad, moved)
    assert view.canvas.corner == 2


def test_one_drag_is_undone_at_once_and_done_again(view: CropView) -> None:
    drag(view, 0, QPointF(30, 30))
    moved = view.quad
    QTest.keyClick(view.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.quad == FOUND
    QTest.keyClick(view.canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert view.quad == moved


def test_steps_of_one_corner_are_undone_together_and_those_of_another_apart(view: CropView) -> None:
    for _ in range(5):
        press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Tab)
    press(view, Qt.Key.Key_Left)
    view.undo_button.click()
    assert view.quad.top_left == (105, 80)
    assert view.quad.top_right == FOUND.top_right
    view.undo_button.click()
    assert view.quad == FOUND
    assert not view.undo_button.isEnabled()


def test_a_corner_cannot_leave_the_picture(view: CropView) -> None:
    drag(view, 0, QPointF(-400, -400))
    assert view.quad.top_left == (0, 0)
    press(view, Qt.Key.Key_Left)
    assert view.quad.top_left == (0, 0)


def test_sides_cannot_be_made_to_cross(view: CropView) -> None:
    drag(view, 0, QPointF(650, 500))
    assert view.quad.is_convex


def test_turned_right_the_lower_left_corner_comes_first(view: CropView) -> None:
    view.right_button.click()
    assert view.quad == FOUND.turned(1)
    assert view.quad.top_left == FOUND.bottom_left
    view.left_button.click()
    assert view.quad == FOUND


def test_in_a_turned_picture_arrows_move_as_one_sees(view: CropView) -> None:
    view.right_button.click()
    view.canvas.setFocus()
    before = view.canvas.on_screen(0)
    press(view, Qt.Key.Key_Right, shift=True)
    after = view.canvas.on_screen(0)
    assert after.x() > before.x()
    assert after.y() == pytest.approx(before.y())


def test_the_first_corner_stands_at_the_upper_left_however_it_is_turned(view: CropView) -> None:
    for _ in range(4):
        middle = view.canvas.rect().center()
        at = view.canvas.on_screen(0)
        assert at.x() < middle.x()
        assert at.y() < middle.y()
        view.turn_right()


def test_the_whole_picture_can_be_used_and_the_found_corners_brought_back(view: CropView) -> None:
    view.whole_button.click()
    assert view.quad == WHOLE
    view.found_button.click()
    assert view.quad == FOUND
    assert not view.found_button.isEnabled()


def test_the_whole_picture_keeps_its_turn(view: CropView) -> None:
    view.turn_right()
    view.use_whole()
    assert view.quad == WHOLE.turned(1)


def test_without_found_corners_it_begins_with_the_whole(qtbot: QtBot) -> None:
    made = CropView()
    qtbot.addWidget(made)
    made.show_picture(seen.paper(size=SIZE), None)
    assert made.quad == WHOLE
    assert not made.found_button.isEnabled()


def test_every_change_is_told_in_pixels_of_the_picture(qtbot: QtBot, view: CropView) -> None:
    with qtbot.waitSignal(view.changed) as told:
        press(view, Qt.Key.Key_Down)
    assert told.args == [Quad((100, 81), *FOUND.points[1:])]


def test_the_wheel_zooms_at_the_pointer(view: CropView) -> None:
    canvas = view.canvas
    at = canvas.on_screen(0)
    turn = QWheelEvent(
        at,
        QPointF(canvas.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = canvas._scale()
    QApplication.sendEvent(canvas, turn)
    assert canvas._scale() == pytest.approx(before * 1.25)
    # the margin around the picture is bounded, so the point may give way by as much
    assert (canvas.on_screen(0) - at).manhattanLength() < 40


def test_keys_zoom_at_the_chosen_corner_and_zero_shows_all(view: CropView) -> None:
    fitted = view.canvas._scale()
    for _ in range(6):
        press(view, Qt.Key.Key_Plus)
    assert view.canvas._scale() == pytest.approx(fitted * 1.25**6)
    assert QRectF(view.canvas.rect()).contains(view.canvas.on_screen(0))
    press(view, Qt.Key.Key_Minus)
    press(view, Qt.Key.Key_0)
    assert view.canvas._scale() == pytest.approx(fitted)


def test_while_zoomed_a_corner_is_dragged_as_finely(view: CropView) -> None:
    for _ in range(6):
        press(view, Qt.Key.Key_Plus)
    drag(view, 0, QPointF(12, 7))
    assert view.quad.top_left == pytest.approx((112, 87), abs=0.8)


def test_zoomed_in_the_picture_can_be_pushed_about_but_not_away(view: CropView) -> None:
    view.canvas.zoom_by(4)
    at = QPoint(450, 300)
    QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(view.canvas, at + QPoint(120, 60))
    QTest.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(120, 60))
    assert view.quad == FOUND
    moved = view.canvas._shift
    assert moved != QPointF()
    for _ in range(20):
        QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseMove(view.canvas, at + QPoint(300, 0))
        QTest.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(300, 0))
    shown = view.canvas._to_screen().mapRect(QRectF(0, 0, 800, 600))
    assert shown.intersects(QRectF(view.canvas.rect()))
    assert shown.left() <= view.canvas.width() / 2


def test_the_magnifier_shows_while_a_corner_is_in_hand(view: CropView) -> None:
    calm = view.canvas.grab().toImage()
    start = view.canvas.on_screen(0).toPoint()
    QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=start)
    held = view.canvas.grab().toImage()
    QTest.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=start)
    place = magnifier_place(view.canvas.on_screen(0), QRectF(view.canvas.rect())).toRect()
    assert held.copy(place) != calm.copy(place)
    assert view.canvas.grab().toImage().copy(place) == calm.copy(place)


@pytest.mark.parametrize("corner", range(4))
def test_the_magnifier_stands_beside_the_corner_and_inside(view: CropView, corner: int) -> None:
    room = QRectF(view.canvas.rect())
    at = view.canvas.on_screen(corner)
    place = magnifier_place(at, room)
    assert room.contains(place)
    assert not place.contains(at)


def test_plain_letters_of_the_tools_do_not_reach_the_form(qtbot: QtBot, view: CropView) -> None:
    press(view, Qt.Key.Key_R)
    assert view.quad == FOUND.turned(1)
    press(view, Qt.Key.Key_L)
    press(view, Qt.Key.Key_W)
    assert view.quad == WHOLE
    press(view, Qt.Key.Key_F)
    assert view.quad == FOUND


def test_every_button_has_words(view: CropView) -> None:
    for made in [*view.findChildren(QPushButton), *view.findChildren(QToolButton)]:
        assert made.text() or made.accessibleName()
    assert "左上角" in view.canvas.accessibleName()


def test_it_goes_with_its_picture(qtbot: QtBot) -> None:
    made = CropView()
    made.show_picture(QImage(40, 30, QImage.Format.Format_RGB32), None)
    trace = weakref.ref(made)
    del made
    gc.collect()
    assert trace() is None


def test_it_stands_in_a_dialog_among_others(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    lines = QVBoxLayout(page)
    made = CropView()
    lines.addWidget(made)
    page.show()
    made.show_picture(seen.paper(size=SIZE), FOUND)
    assert made.canvas.width() >= 320


# history

changes = st.lists(st.tuples(st.integers(0, 50), st.sampled_from([None, "a", "b"])), max_size=30)


@given(changes)
def test_undoing_everything_comes_back_and_redoing_goes_there_again(
    steps: list[tuple[int, str | None]],
) -> None:
    start = Crop(WHOLE)
    history = CropHistory(start)
    for shift, stroke in steps:
        history.become(start.moved(0, (shift, 0)), stroke)
    end = history.now
    while history.undo():
        pass
    assert history.now == start
    while history.redo():
        pass
    assert history.now == end


@given(st.integers(-8, 8))
def test_four_turns_are_none(quarters: int) -> None:
    crop = Crop(FOUND)
    assert crop.turned(quarters).turned(4 - quarters % 4) == crop.turned(quarters - quarters % 4)
    assert crop.turned(4) == crop
