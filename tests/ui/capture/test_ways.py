"""Every way into one document field, down to pages in a real store."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pikepdf
import pytest
import shiboken6
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from poswizard.documents.sane_scanner import SaneScanner
from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Document, Page
from poswizard.office import Office
from poswizard.text import Text
from poswizard.ui import background
from poswizard.ui.capture.camera_dialog import CameraDialog
from poswizard.ui.capture.fed_cameras import FedCameras
from poswizard.ui.capture.pick_dialog import PickDialog
from poswizard.ui.capture.preferences import FOLDER, WAY, of_this_machine
from poswizard.ui.capture.scan_dialog import ScanDialog
from poswizard.ui.capture.ways_in import WaysIn
from poswizard.ui.editors.document import DocumentEditor
from poswizard.ui.widgets.ways_row import Way
from tests import specimens
from tests.ui.branch import choose_path, desk_of, hands_on, opened, said, show
from tests.ui.capture import seen

FIELD = Document(Text("租赁合同", "Lease"), slot="ID_FRONT", most=3)

PATIENCE = 60_000
"""Milliseconds for workers that start cold on a busy machine."""

D = TypeVar("D", bound=QDialog)
Until = Callable[[Callable[[], object]], None]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch, opened(tmp_path_factory.mktemp("s"), patch) as made:
        yield made


@pytest.fixture
def cameras(qapp: object) -> FedCameras:
    made = FedCameras("高拍仪")
    made.look_at(seen.paper())
    return made  # `WaysIn` lets it go


@pytest.fixture
def editor(qtbot: QtBot, office: Office, cameras: FedCameras) -> Iterator[DocumentEditor]:
    """The field in a window; what it says becomes its value, as a page does it."""
    ways_in = WaysIn(cameras=lambda: cameras, scanner=SaneScanner)
    made = DocumentEditor(FIELD, replace(desk_of(office), ways_in=ways_in))
    made.edited.connect(lambda pages: made.show_value(pages, Answers()))
    show(qtbot, made, 760, 320)
    made.control().setFocus()
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog):
            dialog.reject()
    QApplication.clipboard().clear()  # Qt would let go of Python's own after Python has ended
    ways_in.close()
    office.reader.close()
    background.finish()


def dialog_of(qtbot: QtBot, kind: type[D]) -> D:
    """The dialog that has opened."""

    def found() -> list[D]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def clean(office: Office, page: Page) -> QImage:
    """The picture as it was taken in, before it was straightened."""
    return QImage.fromData(office.scans.get(page.master or page.scan))


def picture(shade: int = 90, width: int = 900) -> bytes:
    image = specimens.photo(width, 700)
    image.paste((shade, shade, 0), (100, 100, 400, 400))
    return specimens.picture(image)


def pdf(pages: int) -> bytes:
    """A PDF of so many pages, each with a specimen picture as large as itself."""
    made = io.BytesIO()
    images = [Image.open(io.BytesIO(picture(40 * n))).convert("RGB") for n in range(1, pages + 1)]
    images[0].save(made, "PDF", save_all=True, append_images=images[1:], resolution=100)
    with pikepdf.open(made) as checked:
        assert len(checked.pages) == pages
    return made.getvalue()


def copy(**forms: Any) -> None:
    """Put something on the clipboard."""
    data = QMimeData()
    for name, value in forms.items():
        if name == "files":
            data.setUrls([QUrl.fromLocalFile(str(path)) for path in value])
        elif name == "pixels":
            data.setImageData(value)
        else:
            data.setData(name, value)
    QApplication.clipboard().setMimeData(data)


def paste(editor: DocumentEditor) -> None:
    QTest.keyClick(editor.control(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


# camera and scanner


def test_a_picture_taken_is_in_the_store_before_it_shows(
    qtbot: QtBot, office: Office, editor: DocumentEditor
) -> None:
    QTest.keyClick(editor.control(), Qt.Key.Key_F2)
    dialog = dialog_of(qtbot, CameraDialog)
    qtbot.waitUntil(dialog.take_button.isEnabled)
    dialog.take()
    qtbot.waitUntil(lambda: dialog.list.list.count() == 1, timeout=PATIENCE)
    (page,) = editor.pages
    assert office.scans.get(page.scan).startswith(b"\xff\xd8")
    assert clean(office, page).size() == seen.SIZE
    assert "已存 1 张" in said(dialog)


def test_the_same_picture_twice_is_said_and_kept_once(
    qtbot: QtBot, cameras: FedCameras, editor: DocumentEditor
) -> None:
    editor.go(Way.CAMERA)
    dialog = dialog_of(qtbot, CameraDialog)
    qtbot.waitUntil(dialog.take_button.isEnabled)
    dialog.take()
    qtbot.waitUntil(lambda: len(editor.pages) == 1, timeout=PATIENCE)
    dialog.take()
    qtbot.waitUntil(lambda: "已经在里面" in said(dialog), timeout=PATIENCE)
    assert len(editor.pages) == 1


def test_when_the_document_is_full_no_more_is_taken(
    qtbot: QtBot, cameras: FedCameras, editor: DocumentEditor
) -> None:
    editor.go(Way.CAMERA)
    dialog = dialog_of(qtbot, CameraDialog)
    for number in range(1, 4):
        came: list[None] = []
        cameras.look_at(seen.paper(f"第 {number} 张"))
        qtbot.waitUntil(dialog.take_button.isEnabled)
        assert dialog._live
        dialog._live.came.connect(lambda: came.append(None))  # noqa: B023
        qtbot.waitUntil(lambda: len(came) > 8)  # noqa: B023
        dialog.take()
        qtbot.waitUntil(lambda: len(editor.pages) == number, timeout=PATIENCE)  # noqa: B023
    # one found wanting may be taken anew in its place; another beside it never
    assert dialog.take_button.isEnabled() == bool(editor.pages[-1].findings)
    assert dialog.take_button.isEnabled() or "已够" in said(dialog)


def test_a_bad_picture_is_taken_back_in_the_dialog(qtbot: QtBot, editor: DocumentEditor) -> None:
    editor.go(Way.CAMERA)
    dialog = dialog_of(qtbot, CameraDialog)
    qtbot.waitUntil(dialog.take_button.isEnabled)
    dialog.take()
    qtbot.waitUntil(lambda: dialog.list.list.count() == 1, timeout=PATIENCE)
    QTest.keyClick(dialog.list.list, Qt.Key.Key_Delete)
    assert editor.pages == ()
    assert dialog.list.list.count() == 0


def test_from_a_missing_camera_one_comes_to_the_scanner(
    qtbot: QtBot, cameras: FedCameras, editor: DocumentEditor
) -> None:
    cameras.plug()
    editor.go(Way.CAMERA)
    dialog = dialog_of(qtbot, CameraDialog)
    next(b for b in dialog.findChildren(QPushButton) if "扫描仪" in b.text()).click()
    assert dialog_of(qtbot, ScanDialog)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


@pytest.mark.skipif(shutil.which("scanimage") is None, reason="sane-utils is not installed")
def test_a_scanned_page_is_in_the_store(
    qtbot: QtBot,
    office: Office,
    editor: DocumentEditor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "dll.conf").write_text("test\n")
    (tmp_path / "test.conf").write_text('test-picture "Grid"\n')
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    QTest.keyClick(editor.control(), Qt.Key.Key_F3)
    dialog = dialog_of(qtbot, ScanDialog)
    qtbot.waitUntil(dialog.scan_button.isEnabled)
    dialog.options.resolution_box.setCurrentIndex(2)
    dialog.scan()
    qtbot.waitUntil(lambda: len(editor.pages) == 1, timeout=PATIENCE)
    assert office.scans.get(editor.pages[0].scan).startswith(b"\xff\xd8")
    qtbot.waitUntil(lambda: dialog.list.list.count() == 1, timeout=PATIENCE)


# clipboard


def test_a_copied_picture_is_pasted(qtbot: QtBot, editor: DocumentEditor) -> None:
    copy(**{"image/png": specimens.picture(specimens.photo(900, 700), "PNG")})
    paste(editor)
    qtbot.waitUntil(lambda: len(editor.pages) == 1, timeout=PATIENCE)


def test_bare_pixels_are_pasted(qtbot: QtBot, office: Office, editor: DocumentEditor) -> None:
    copy(pixels=seen.paper())
    paste(editor)
    qtbot.waitUntil(lambda: len(editor.pages) == 1, timeout=PATIENCE)
    assert clean(office, editor.pages[0]).width() == seen.SIZE.width()


def test_copied_files_are_pasted_in_their_order(
    qtbot: QtBot, office: Office, editor: DocumentEditor, tmp_path: Path
) -> None:
    files = [tmp_path / "2.jpg", tmp_path / "1.jpg"]
    for number, file in enumerate(files):
        file.write_bytes(picture(50 + number))
    copy(files=files)
    paste(editor)
    qtbot.waitUntil(lambda: len(editor.pages) == 2, timeout=PATIENCE)
    alone = [office.intake.take(file.read_bytes())[0].sha256 for file in files]
    assert [page.master or page.scan for page in editor.pages] == alone


def test_a_hostile_picture_on_the_clipboard_is_refused_by_the_worker(
    qtbot: QtBot, editor: DocumentEditor
) -> None:
    copy(**{"image/png": b"\x89PNG\r\n\x1a\n" + b"\xff" * 400})
    with qtbot.waitSignal(editor.refused) as told:
        paste(editor)
    assert told.args
    assert "损坏" in str(told.args[0])


def test_a_kind_that_is_not_read_is_refused_undecoded(qtbot: QtBot, editor: DocumentEditor) -> None:
    copy(**{"image/bmp": b"BM" + bytes(200)})
    with qtbot.waitSignal(editor.refused) as told:
        paste(editor)
    assert told.args
    assert "JPEG" in str(told.args[0])


def test_with_nothing_to_paste_it_says_what_to_copy(qtbot: QtBot, editor: DocumentEditor) -> None:
    copy(**{"text/plain": b"words"})
    with qtbot.waitSignal(editor.refused) as told:
        paste(editor)
    assert told.args
    assert "剪贴板里没有图片" in str(told.args[0])


# files


def test_of_a_pdf_with_several_pages_the_wanted_ones_are_chosen(
    qtbot: QtBot, editor: DocumentEditor, tmp_path: Path
) -> None:
    file = tmp_path / "合同.pdf"
    file.write_bytes(pdf(5))
    editor.take_files([file])
    dialog = dialog_of(qtbot, PickDialog)
    assert dialog.chosen == []  # five do not fit into three
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space):
        QTest.keyClick(dialog.list, key)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(editor.pages) == 2, timeout=PATIENCE)
    assert editor.pages[0].original == editor.pages[1].original
    assert editor.pages[0].scan != editor.pages[1].scan


def test_pages_to_choose_are_shown_as_they_look(
    qtbot: QtBot, editor: DocumentEditor, tmp_path: Path
) -> None:
    file = tmp_path / "合同.pdf"
    file.write_bytes(pdf(2))
    editor.take_files([file])
    dialog = dialog_of(qtbot, PickDialog)

    def colours() -> int:
        shown = dialog.list.item(1).icon().pixmap(156, 196).toImage()
        return len({shown.pixel(x, 98) for x in range(156)})

    qtbot.waitUntil(lambda: colours() > 5)


def test_a_pdf_of_one_page_asks_nothing(
    qtbot: QtBot, editor: DocumentEditor, tmp_path: Path
) -> None:
    file = tmp_path / "一页.pdf"
    file.write_bytes(pdf(1))
    editor.take_files([file])
    qtbot.waitUntil(lambda: len(editor.pages) == 1, timeout=PATIENCE)


def test_a_picture_of_an_iphone_is_taken(
    qtbot: QtBot, editor: DocumentEditor, tmp_path: Path
) -> None:
    heif = pytest.importorskip("pillow_heif")
    file = tmp_path / "IMG_0001.HEIC"
    try:
        heif.from_pillow(Image.new("RGB", (900, 700), "tan")).save(file, quality=80)
    except (RuntimeError, ValueError):
        pytest.skip("this build of libheif writes no HEIC")
    editor.take_files([file])
    qtbot.waitUntil(lambda: len(editor.pages) == 1, timeout=PATIENCE)
    assert (editor.pages[0].width, editor.pages[0].height) == (900, 700)


def test_files_are_chosen_by_a_key(qtbot: QtBot, editor: DocumentEditor, tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(picture())
    with hands_on() as hands:
        hands.expect_dialog(choose_path(file))
        QTest.keyClick(editor.control(), Qt.Key.Key_F4)
        qtbot.waitUntil(lambda: len(editor.pages) == 1, timeout=PATIENCE)


# the watched folder


def test_new_pictures_of_the_folder_are_offered_and_put_in(
    qtbot: QtBot, editor: DocumentEditor, tmp_path: Path
) -> None:
    ways_in = editor.desk.ways_in
    ways_in.preferences.remember(FOLDER, str(tmp_path))
    ways_in.folder._interval = 30
    (tmp_path / "IMG_1.jpg").write_bytes(picture())
    (tmp_path / "IMG_2.jpg").write_bytes(picture(120))
    ways_in.folder.wake()
    qtbot.waitUntil(lambda: len(ways_in.folder.files) == 2)
    assert editor.folder_note
    qtbot.mouseClick(editor.folder_note.offer, Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, PickDialog)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)  # not the first
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(editor.pages) == 1, timeout=PATIENCE)
    assert [path.name for path in ways_in.folder.files] == ["IMG_1.jpg"]
    assert "1 个原件" in editor.folder_note.delete.text()
    assert (tmp_path / "IMG_2.jpg").exists()


# what is remembered


def test_the_way_last_used_takes_the_keyboard_next_time(
    qtbot: QtBot, office: Office, editor: DocumentEditor
) -> None:
    copy(pixels=seen.paper())
    paste(editor)
    qtbot.waitUntil(lambda: len(editor.pages) == 1, timeout=PATIENCE)
    assert editor.desk.ways_in.usual is Way.PASTE
    again = DocumentEditor(FIELD, editor.desk)
    qtbot.addWidget(again)
    assert again.control().objectName() == "paste"


def test_before_any_was_used_files_are_the_usual_way(qapp: object) -> None:
    assert WaysIn().usual is Way.FILE


def test_a_way_of_a_later_program_is_passed_over(qapp: object) -> None:
    kept = {of_this_machine(WAY): "telepathy"}
    from poswizard.ui.capture.preferences import Preferences

    assert WaysIn(Preferences(kept.get, kept.__setitem__)).usual is Way.FILE
