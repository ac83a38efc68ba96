"""Each dumb part does what it says, by key and by mouse, and has a name for a screen reader."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QBuffer,
    QEvent,
    QIODevice,
    QMimeData,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QPointingDevice,
    QTabletEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poswizard.forms.issue import Level
from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.widgets.busy_overlay import BusyOverlay
from poswizard.ui.widgets.chips import Chip, FilterChips
from poswizard.ui.widgets.due_panel import DueItem, DuePanel, Figure
from poswizard.ui.widgets.empty_state import EmptyState
from poswizard.ui.widgets.fitting_stack import FittingStack
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.image_preview import ImagePreview
from poswizard.ui.widgets.issue_note import IssueNote
from poswizard.ui.widgets.page_thumbnails import PageThumbnails, Thumbnail
from poswizard.ui.widgets.phase_rail import PhaseRail, RailPhase, RailStep
from poswizard.ui.widgets.save_state import SaveState
from poswizard.ui.widgets.signature_pad import SignaturePad
from poswizard.wizard.progress import StepState
from tests.ui import look

WORD = Text("字", "word")


def words(text: str) -> Text:
    return Text(text, text)


def shown(qtbot: QtBot, widget: QWidget, width: int = 720, height: int = 480) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    qtbot.waitUntil(widget.isActiveWindow)


def named(widget: QWidget, text: str) -> QAbstractButton:
    buttons = widget.findChildren(QAbstractButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()))


def click(qtbot: QtBot, widget: QWidget, text: str) -> None:
    qtbot.mouseClick(named(widget, text), Qt.MouseButton.LeftButton)


def picture(width: int = 60, height: int = 80, colour: str = "#dde6f0") -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


# the rail


def phases(state: StepState = StepState.IN_PROGRESS, remark: Text | None = None) -> list[RailPhase]:
    return [
        RailPhase(
            "preparation",
            words("准备"),
            (
                RailStep("consent", words("告知与同意"), StepState.COMPLETE),
                RailStep("needs", words("确定需求"), state, remark),
            ),
        ),
        RailPhase(
            "application",
            words("申请"),
            (
                RailStep("materials", words("申请材料"), StepState.NOT_NEEDED),
                RailStep("identity", words("身份与联系人")),
            ),
        ),
    ]


@pytest.fixture
def rail(qtbot: QtBot) -> PhaseRail:
    made = PhaseRail()
    made.show_phases(phases())
    made.show_current("consent")
    shown(qtbot, made, 264, 400)
    made.setFocus()
    return made


def test_arrows_move_on_the_rail_and_enter_asks_for_the_step(qtbot: QtBot, rail: PhaseRail) -> None:
    asked: list[str] = []
    rail.step_wanted.connect(asked.append)
    qtbot.keyClick(rail, Qt.Key.Key_Down)
    assert rail.cursor_step == "needs"
    assert not asked
    qtbot.keyClick(rail, Qt.Key.Key_Return)
    assert asked == ["needs"]


def test_arrows_pass_over_the_headings_of_the_rail(qtbot: QtBot, rail: PhaseRail) -> None:
    qtbot.keyClick(rail, Qt.Key.Key_Down)
    qtbot.keyClick(rail, Qt.Key.Key_Down)
    assert rail.cursor_step == "materials"


def test_a_click_on_the_rail_asks_once(qtbot: QtBot, rail: PhaseRail) -> None:
    asked: list[str] = []
    rail.step_wanted.connect(asked.append)
    place = rail.visualRect(rail.model().index(2, 0)).center()
    qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["needs"]


def test_a_click_on_a_heading_asks_for_nothing(qtbot: QtBot, rail: PhaseRail) -> None:
    asked: list[str] = []
    rail.step_wanted.connect(asked.append)
    place = rail.visualRect(rail.model().index(0, 0)).center()
    qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not asked


def test_a_phase_is_entered_at_its_first_unfinished_step(rail: PhaseRail) -> None:
    rail.focus_phase(2)
    assert rail.cursor_step == "identity"
    rail.focus_phase(9)
    assert rail.cursor_step == "identity"


def test_new_states_leave_the_keyboard_where_it_is(qtbot: QtBot, rail: PhaseRail) -> None:
    qtbot.keyClick(rail, Qt.Key.Key_Down)
    rail.show_phases(phases(StepState.HAS_PROBLEMS, words("1 处有误")))
    assert rail.cursor_step == "needs"


def test_the_rail_says_each_state_in_words(rail: PhaseRail) -> None:
    rail.show_phases(phases(StepState.HAS_PROBLEMS, words("1 处有误")))
    spoken = [
        rail.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(6)
    ]
    assert "第 1 阶段" in spoken[0]
    assert spoken[1] == "告知与同意，已完成，当前页"
    assert spoken[2] == "确定需求，有问题，1 处有误"
    assert spoken[4] == "申请材料，不需要"
    assert rail.accessibleName()


@pytest.mark.parametrize("state", list(StepState))
def test_each_state_of_a_step_looks_different(
    qtbot: QtBot, rail: PhaseRail, state: StepState
) -> None:
    pictures = []
    for other in StepState:
        rail.show_phases(phases(other, words("同样的话")))
        pictures.append((other, rail.grab().toImage()))
    mine = next(image for other, image in pictures if other is state)
    assert all(image != mine for other, image in pictures if other is not state)


def test_a_long_rail_scrolls_to_the_page_shown(qtbot: QtBot) -> None:
    many = tuple(RailStep(f"s{n}", words(f"步骤 {n}")) for n in range(60))
    rail = PhaseRail()
    rail.show_phases([RailPhase("p", words("阶段"), many)])
    shown(qtbot, rail, 264, 300)
    rail.show_current("s59")
    last = rail.visualRect(rail.model().index(60, 0))
    assert rail.viewport().rect().contains(last.center())


# notes, chips, states


def test_a_warning_offers_to_give_a_reason(qtbot: QtBot) -> None:
    note = IssueNote()
    note.show_note(Level.WARNING, words("身份证地址不在经营地所在市州。"))
    shown(qtbot, note)
    with qtbot.waitSignal(note.reason_wanted):
        click(qtbot, note, "填写说明")


def test_a_given_reason_stands_under_its_warning(qtbot: QtBot) -> None:
    note = IssueNote()
    note.show_note(Level.WARNING, words("店名与执照不同。"), "加盟品牌")
    shown(qtbot, note)
    assert any("加盟品牌" in made.text() for made in note.findChildren(QLabel))
    assert named(note, "修改说明").isVisible()


def test_an_error_cannot_be_talked_away(qtbot: QtBot) -> None:
    note = IssueNote()
    note.show_note(Level.ERROR, words("第 18 位校验不符。"), source="GB 11643-1999")
    shown(qtbot, note)
    assert not note.findChildren(QPushButton)
    assert note.accessibleName() == "错误：第 18 位校验不符。"
    assert note.toolTip() == "GB 11643-1999"


def test_a_note_with_nothing_wrong_takes_no_room(qtbot: QtBot) -> None:
    note = IssueNote()
    note.show_note(Level.ERROR, WORD)
    note.clear()
    assert note.isHidden()
    assert not IssueNote().isVisibleTo(None)  # pyright: ignore[reportArgumentType]


def test_markup_in_a_note_is_shown_as_it_is(qtbot: QtBot) -> None:
    note = IssueNote()
    note.show_note(Level.WARNING, words("<b>x</b>"), "<img src=x>")
    assert {made.textFormat() for made in note.findChildren(QLabel) if made.text()} == {
        Qt.TextFormat.PlainText
    }


def test_saved_tells_the_time_and_failure_offers_another_try(qtbot: QtBot) -> None:
    state = SaveState()
    shown(qtbot, state)
    state.show_saved(datetime(2026, 11, 23, 10, 42, 7, tzinfo=UTC))
    assert "10:42:07" in state.accessibleName()
    assert not named(state, "重试").isVisible()
    state.show_failed(words("磁盘已满"))
    assert state.accessibleName() == "未能保存：磁盘已满"
    with qtbot.waitSignal(state.retry_wanted):
        click(qtbot, state, "重试")


@pytest.fixture
def chips(qtbot: QtBot) -> FilterChips:
    made = FilterChips()
    made.show_chips([Chip("", words("全部"), 80), Chip("a", words("进行中"), 14), Chip("b", WORD)])
    shown(qtbot, made)
    return made


def test_the_first_chip_is_chosen_and_a_click_chooses_another(
    qtbot: QtBot, chips: FilterChips
) -> None:
    assert chips.key == ""
    with qtbot.waitSignal(chips.chosen) as told:
        click(qtbot, chips, "进行中  14")
    assert told.args == ["a"]


def test_arrow_keys_go_round_the_chips(qtbot: QtBot, chips: FilterChips) -> None:
    named(chips, "全部  80").setFocus()
    for expected in ("a", "b", ""):
        qtbot.keyClick(chips.focusWidget(), Qt.Key.Key_Right)
        assert chips.key == expected
    qtbot.keyClick(chips.focusWidget(), Qt.Key.Key_Left)
    assert chips.key == "b"


def test_new_counts_keep_the_choice(chips: FilterChips) -> None:
    chips.choose("a")
    chips.show_chips(
        [Chip("", words("全部"), 81), Chip("a", words("进行中"), 1500), Chip("b", WORD)]
    )
    assert chips.key == "a"
    assert named(chips, "进行中  1,500").isChecked()


def test_chips_without_room_go_on_in_the_next_line(qtbot: QtBot) -> None:
    ground = QWidget()
    layout = FlowLayout(ground, gap=8)
    for _ in range(4):
        box = QLabel()
        box.setFixedSize(100, 20)
        layout.addWidget(box)
    assert layout.heightForWidth(500) == 20
    assert layout.heightForWidth(220) == 48
    assert layout.heightForWidth(50) == 104
    shown(qtbot, ground, 220, 100)
    boxes = [b for b in ground.findChildren(QLabel) if not isinstance(b, QPushButton)]
    assert [(b.x(), b.y()) for b in boxes] == [(0, 0), (108, 0), (0, 28), (108, 28)]


def test_an_empty_place_says_why_and_what_to_do(qtbot: QtBot) -> None:
    empty = EmptyState()
    empty.show_state(Glyph.EMPTY, words("还没有办件"), words("从新办件开始。"), words("新办件"))
    shown(qtbot, empty)
    assert "还没有办件" in empty.accessibleName()
    with qtbot.waitSignal(empty.action_wanted):
        click(qtbot, empty, "新办件")


def test_a_stack_is_as_large_as_the_pane_shown(qtbot: QtBot) -> None:
    stack = FittingStack()
    for height in (40, 400):
        pane = QLabel()
        pane.setFixedHeight(height)
        stack.add(pane)
    shown(qtbot, stack)
    assert stack.sizeHint().height() == 40
    stack.show_pane(1)
    assert stack.number == 1
    qtbot.waitUntil(lambda: stack.sizeHint().height() == 400)


def test_a_due_thing_leads_to_its_application(qtbot: QtBot) -> None:
    panel = DuePanel()
    panel.show_due([DueItem("ab12", words("补拍门头照"), words("今天到期"), Tone.DANGER)])
    panel.show_figure(Figure(words("一次通过率"), "86%", WORD, WORD))
    shown(qtbot, panel)
    with qtbot.waitSignal(panel.open_wanted) as told:
        click(qtbot, panel, "补拍门头照，今天到期")
    assert told.args == ["ab12"]
    with qtbot.waitSignal(panel.open_wanted):
        qtbot.keyClick(named(panel, "补拍门头照，今天到期"), Qt.Key.Key_Space)


def test_nothing_due_is_said_in_words(qtbot: QtBot) -> None:
    panel = DuePanel()
    panel.show_due([])
    shown(qtbot, panel)
    assert any("没有到期" in made.text() for made in panel.findChildren(QLabel))


# busy


@pytest.fixture
def busy(qtbot: QtBot) -> BusyOverlay:
    page = QWidget()
    QVBoxLayout(page).addWidget(QLineEdit())
    shown(qtbot, page)
    page.findChildren(QLineEdit)[0].setFocus()
    return BusyOverlay(page)


def test_quick_work_does_not_flicker(qtbot: QtBot, busy: BusyOverlay) -> None:
    busy.begin(words("正在写出"))
    assert busy.isHidden()
    busy.end()
    assert not busy.findChildren(QTimer)[0].isActive()
    assert busy.isHidden()


def test_slow_work_covers_the_page_and_can_be_cancelled(qtbot: QtBot, busy: BusyOverlay) -> None:
    page = busy.window()
    busy.begin(words("正在写出"))
    qtbot.waitUntil(busy.isVisible)
    assert busy.geometry() == page.rect()
    busy.show_progress(0.4)
    with qtbot.waitSignal(busy.cancel_wanted):
        click(qtbot, busy, "取消")
    assert not named(busy, "正在停止…").isEnabled()


def test_the_keyboard_returns_to_its_field_after_the_work(qtbot: QtBot, busy: BusyOverlay) -> None:
    field = busy.window().findChildren(QLineEdit)[0]
    busy.begin(words("正在写出"))
    qtbot.waitUntil(busy.isVisible)
    assert not field.hasFocus()
    qtbot.keyClick(busy.focusWidget() or busy, Qt.Key.Key_Tab)
    assert not field.hasFocus()
    busy.end()
    assert field.hasFocus()


# the signature


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    made = SignaturePad()
    shown(qtbot, made, 640, 280)
    return made


def draw(qtbot: QtBot, pad: SignaturePad, *points: tuple[int, int]) -> None:
    surface = pad.surface
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(surface, left, pos=QPoint(*points[0]))
    for point in points[1:]:
        qtbot.mouseMove(surface, QPoint(*point))
    qtbot.mouseRelease(surface, left, pos=QPoint(*points[-1]))


def ink_of(png: bytes) -> int:
    image = QImage.fromData(png).convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(value < 128 for value in bytes(image.constBits()))


def test_a_signature_is_given_out_when_the_pen_rests(qtbot: QtBot, pad: SignaturePad) -> None:
    with qtbot.waitSignal(pad.signed) as told:
        draw(qtbot, pad, (100, 60), (200, 120), (300, 60))
    assert told.args is not None
    png = told.args[0]
    assert png.startswith(b"\x89PNG")
    assert QImage.fromData(png).width() == 1200
    assert ink_of(png) > 500


def test_a_dot_is_a_stroke_too(qtbot: QtBot, pad: SignaturePad) -> None:
    with qtbot.waitSignal(pad.signed) as told:
        draw(qtbot, pad, (300, 100))
    assert told.args is not None
    assert ink_of(told.args[0]) > 0


def test_undo_takes_one_stroke_and_clear_takes_all(qtbot: QtBot, pad: SignaturePad) -> None:
    draw(qtbot, pad, (100, 60), (200, 120))
    draw(qtbot, pad, (300, 60), (400, 120))
    both = ink_of(pad.surface.picture())
    qtbot.keyClick(pad.surface, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert 0 < ink_of(pad.surface.picture()) < both
    with qtbot.waitSignal(pad.cleared):
        qtbot.keyClick(pad.surface, Qt.Key.Key_Delete)
    assert pad.surface.is_empty
    assert not named(pad, "清除重签").isEnabled()


def test_nothing_is_given_out_after_clearing(qtbot: QtBot, pad: SignaturePad) -> None:
    draw(qtbot, pad, (100, 60), (200, 120))
    with qtbot.assertNotEmitted(pad.signed, wait=900):
        click(qtbot, pad, "清除重签")


def test_an_earlier_signature_is_shown_without_a_signal(qtbot: QtBot, pad: SignaturePad) -> None:
    draw(qtbot, pad, (100, 60), (200, 120))
    png = pad.surface.picture()
    with qtbot.assertNotEmitted(pad.signed):
        pad.show_signature(png)
    assert not pad.surface.is_empty
    pad.show_signature(None)
    assert pad.surface.is_empty


def test_a_pen_that_presses_harder_writes_thicker(qtbot: QtBot, pad: SignaturePad) -> None:
    inks = []
    for pressure in (0.1, 1.0):
        pad.show_signature(None)
        for kind, x in (
            (QEvent.Type.TabletPress, 100),
            (QEvent.Type.TabletMove, 300),
            (QEvent.Type.TabletRelease, 300),
        ):
            QApplication.sendEvent(pad.surface, _pen_event(kind, QPointF(x, 90), pressure))
        inks.append(ink_of(pad.surface.picture()))
    assert inks[1] > inks[0] * 1.5


def _pen_event(kind: QEvent.Type, at: QPointF, pressure: float) -> QTabletEvent:
    return QTabletEvent(
        kind,
        QPointingDevice.primaryPointingDevice(),
        at,
        at,
        pressure,
        0,
        0,
        0,
        0,
        0,
        Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
    )


# pages and pictures


@pytest.fixture
def pages(qtbot: QtBot) -> PageThumbnails:
    made = PageThumbnails()
    made.show_pages([Thumbnail(name, picture()) for name in ("a", "b", "c")])
    shown(qtbot, made, 720, 280)
    made.setFocus()
    return made


def test_keys_put_a_page_earlier_or_later(qtbot: QtBot, pages: PageThumbnails) -> None:
    orders: list[list[str]] = []
    pages.reordered.connect(orders.append)
    the_list = pages.findChildren(QListWidget)[0]
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(the_list, Qt.Key.Key_Right, alt)
    qtbot.keyClick(the_list, Qt.Key.Key_Right, alt)
    qtbot.keyClick(the_list, Qt.Key.Key_Right, alt)  # it is the last already
    assert orders == [["b", "a", "c"], ["b", "c", "a"]]
    assert pages.current_id == "a"


def test_buttons_do_what_keys_do(qtbot: QtBot, pages: PageThumbnails) -> None:
    pages.choose("c")
    with qtbot.waitSignal(pages.reordered) as told:
        click(qtbot, pages, "前移")
    assert told.args == [["a", "c", "b"]]
    with qtbot.waitSignal(pages.preview_wanted) as told:
        click(qtbot, pages, "查看大图")
    assert told.args == ["c"]
    with qtbot.waitSignal(pages.removal_wanted) as told:
        click(qtbot, pages, "移除此页")
    assert told.args == ["c"]


def test_enter_looks_and_delete_removes(qtbot: QtBot, pages: PageThumbnails) -> None:
    the_list = pages.findChildren(QListWidget)[0]
    with qtbot.waitSignal(pages.preview_wanted):
        qtbot.keyClick(the_list, Qt.Key.Key_Return)
    with qtbot.waitSignal(pages.removal_wanted):
        qtbot.keyClick(the_list, Qt.Key.Key_Delete)


def test_the_first_page_cannot_go_earlier(pages: PageThumbnails) -> None:
    pages.choose("a")
    assert not named(pages, "前移").isEnabled()
    assert named(pages, "后移").isEnabled()


def test_shown_anew_the_chosen_page_stays_chosen(pages: PageThumbnails) -> None:
    pages.choose("b")
    pages.show_pages([Thumbnail(name, picture()) for name in ("x", "b")])
    assert pages.current_id == "b"
    pages.show_pages([])
    assert pages.current_id == ""


def test_files_can_be_dropped(qtbot: QtBot, pages: PageThumbnails, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "门头照.jpg")), QUrl("https://example.org/x")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), copy, data, left, plain)
    QApplication.sendEvent(pages, enter)
    assert enter.isAccepted()
    assert any("松开" in made.text() for made in pages.findChildren(QLabel))
    with qtbot.waitSignal(pages.files_dropped) as told:
        QApplication.sendEvent(pages, QDropEvent(QPointF(20, 20), copy, data, left, plain))
    assert told.args == [[tmp_path / "门头照.jpg"]]


def test_words_cannot_be_dropped(pages: PageThumbnails) -> None:
    data = QMimeData()
    data.setText("not a file")
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(20, 20), copy, data, left, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(pages, enter)
    assert not enter.isAccepted()


def test_files_can_be_chosen(qtbot: QtBot, pages: PageThumbnails) -> None:
    with qtbot.waitSignal(pages.files_wanted):
        click(qtbot, pages, "选择文件…")


@pytest.fixture
def preview(qtbot: QtBot) -> ImagePreview:
    made = ImagePreview()
    shown(qtbot, made, 400, 320)
    made.show_picture(picture(1600, 1000), words("身份证人像面"))
    return made


def test_a_picture_is_fitted_zoomed_and_fitted_again(qtbot: QtBot, preview: ImagePreview) -> None:
    fitted = preview.zoom
    assert 0 < fitted < 0.3
    qtbot.keyClick(preview.focusProxy(), Qt.Key.Key_Plus)
    assert preview.zoom == pytest.approx(fitted * 1.25)
    click(qtbot, preview, "放大")
    assert preview.zoom == pytest.approx(fitted * 1.25**2)
    qtbot.keyClick(preview.focusProxy(), Qt.Key.Key_0)
    assert preview.zoom == pytest.approx(fitted)


def test_zoom_has_bounds(qtbot: QtBot, preview: ImagePreview) -> None:
    smallest = preview.zoom
    for _ in range(3):
        preview.zoom_out()
    assert preview.zoom == pytest.approx(smallest, rel=0.02)
    for _ in range(40):
        preview.zoom_in()
    assert preview.zoom == pytest.approx(8)


def test_a_part_of_the_picture_can_be_framed(preview: ImagePreview) -> None:
    plain = preview.grab().toImage()
    preview.show_frame(QRectF(400, 400, 600, 100))
    assert preview.grab().toImage() != plain
    preview.show_frame(None)
    assert preview.grab().toImage() == plain


def test_what_is_no_picture_is_said_to_be_unreadable(preview: ImagePreview) -> None:
    preview.show_picture(b"not a picture")
    assert any("无法显示" in made.text() for made in preview.findChildren(QLabel))
    preview.show_picture(None)
    assert any("尚无图片" in made.text() for made in preview.findChildren(QLabel))


def test_a_picture_comes_as_bytes_too(preview: ImagePreview) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(30, 20).save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    preview.show_picture(bytes(buffer.data().data()))
    assert preview.zoom > 0


# all of them


MAKERS: list[Callable[[], QWidget]] = [
    PhaseRail,
    IssueNote,
    SaveState,
    FilterChips,
    EmptyState,
    DuePanel,
    SignaturePad,
    PageThumbnails,
    ImagePreview,
]


@pytest.mark.parametrize("make", MAKERS)
def test_a_widget_no_longer_needed_goes(make: Callable[[], QWidget]) -> None:
    """A signal joined to a closure over the widget would keep it, and what it shows, for ever."""
    widget = make()
    trace = weakref.ref(widget)
    del widget
    gc.collect()
    assert trace() is None


@pytest.mark.parametrize("make", MAKERS)
def test_every_button_has_words(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = make()
    qtbot.addWidget(widget)
    for button in widget.findChildren(QAbstractButton):
        if button.isVisibleTo(widget):
            assert button.text() or button.accessibleName()


def test_the_widgets_can_be_looked_at(qapp: QApplication) -> None:
    look.save_in_every_dress(qapp, _gallery, "widgets")


def _gallery() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    rail = PhaseRail()
    rail.show_phases(phases(StepState.HAS_PROBLEMS, words("1 处有误")))
    rail.show_current("needs")
    warning, error = IssueNote(), IssueNote()
    warning.show_note(Level.WARNING, words("身份证地址不在经营地所在市州。"))
    error.show_note(Level.ERROR, words("第 18 位校验不符：请对照证件重看最后几位。"))
    pages = PageThumbnails()
    pages.show_pages([Thumbnail("1", picture(), words("有点模糊"), Tone.WARNING)])
    for part in (rail, error, warning, pages, SignaturePad()):
        column.addWidget(part)
    return page
