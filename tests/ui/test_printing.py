"""Printed things are looked at before they are printed, and until then they are nowhere but in memory."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.package.sheets import recovery_sheet
from poswizard.text import Text
from poswizard.ui import background, printing
from poswizard.ui.print_preview import PrinterError, PrintPreview, a4_printer, print_pages
from tests.package.small_disk import small_disk
from tests.ui.branch import button, choose_path, press, said, show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"  # of no store
TITLE = Text("恢复码", "Recovery code")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return recovery_sheet(CODE, date(2026, 11, 20))


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    yield show(qtbot, QWidget(), 900, 700)
    background.finish()


def shown(parent: QWidget, hands: Hands, pdf: bytes, name: str = "sheet.pdf") -> PrintPreview:
    printing.offer(parent, TITLE, name, lambda: pdf)
    hands.wait(lambda: bool(previews(parent)), "the preview")
    return previews(parent)[0]


def previews(parent: QWidget) -> list[PrintPreview]:
    return [made for made in parent.findChildren(PrintPreview) if made.isVisible()]


def test_the_pages_are_shown_and_nothing_is_asked_before(
    parent: QWidget, hands: Hands, pdf: bytes
) -> None:
    preview = shown(parent, hands, pdf)
    assert preview.document.pageCount() == 1
    assert CODE.split("-", maxsplit=1)[0] in preview.document.getAllText(0).text()
    assert "ABCD" not in preview.windowTitle()
    hands.key(Qt.Key.Key_Escape)
    assert previews(parent) == []


WATCHED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from poswizard.text import Text
from poswizard.ui.print_preview import PrintPreview
pdf = Path(sys.argv[1]).read_bytes()
qt_app = QApplication([])
preview = PrintPreview(None, Text("样本", "Specimen"), "sheet.pdf", pdf)
preview.show()
for _ in range(30):
    qt_app.processEvents()
assert not preview.grab().isNull()
"""


def test_looking_at_a_preview_writes_no_file_anywhere(tmp_path: Path, pdf: bytes) -> None:
    (tmp_path / "in.pdf").write_bytes(pdf)
    home = tmp_path / "home"
    home.mkdir()
    private = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")}
    home.chmod(0o700)
    environment = {**os.environ, **private, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", WATCHED, str(tmp_path / "in.pdf")]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    written = [file for file in home.rglob("*") if file.is_file()]
    fonts = [file for file in written if "fontconfig" in file.parts or ".cache" in file.parts]
    assert set(written) == set(fonts)
    assert not any(b"ABCD" in file.read_bytes() for file in written)


def test_saving_writes_the_same_pages_where_the_person_says(
    parent: QWidget, hands: Hands, pdf: bytes, tmp_path: Path
) -> None:
    preview = shown(parent, hands, pdf)
    hands.expect_dialog(choose_path(tmp_path / "kept.pdf"))
    hands.click(button(preview, "另存为"))
    hands.wait(lambda: "已保存" in said(preview), "the file")
    assert (tmp_path / "kept.pdf").read_bytes() == pdf
    assert "没有加密" in said(preview)


def test_a_full_disk_is_said_and_the_preview_stays(
    parent: QWidget, hands: Hands, pdf: bytes, tmp_path: Path
) -> None:
    preview = shown(parent, hands, pdf)
    told: list[str] = []
    with small_disk(tmp_path / "stick", 1) as stick:
        (stick / "filler").write_bytes(bytes(1_040_000))
        hands.expect_dialog(choose_path(stick / "kept.pdf"))
        hands.expect_dialog(press("", told))
        hands.click(button(preview, "另存为"))
        hands.wait(lambda: bool(told), "the failure")
    assert "写不进去" in told[0]
    assert preview.isVisible()


def test_the_printer_gets_every_page_true_to_size(tmp_path: Path, pdf: bytes) -> None:
    printer = a4_printer()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pages(_twice(pdf), printer)
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    try:
        assert len(printed) == 2
        width, height = printed[0].get_size()
        assert (round(width), round(height)) == (595, 842)
        picture = printed[0].render(scale=1).to_pil().convert("L")
    finally:
        printed.close()
    assert picture.getextrema()[0] < 60  # there is ink
    ink = picture.point(lambda level: 255 * (level < 128)).getbbox()
    assert ink
    assert ink[2] > 400  # and it reaches over the page, not into a corner of it


def _twice(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as first, pikepdf.open(io.BytesIO(pdf)) as second:
        first.pages.extend(second.pages)
        out = io.BytesIO()
        first.save(out)
    return out.getvalue()


@pytest.mark.qt_log_ignore("QPainter::begin", "This plugin does not support")
def test_a_printer_that_refuses_is_an_error_with_words(tmp_path: Path, pdf: bytes) -> None:
    printer = a4_printer()
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder" / "printed.pdf"))
    with pytest.raises(PrinterError) as refused:
        print_pages(pdf, printer)
    assert "打印机" in refused.value.text.zh


def test_ctrl_p_asks_for_a_printer(parent: QWidget, hands: Hands, pdf: bytes) -> None:
    preview = shown(parent, hands, pdf)
    asked: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        asked.append(isinstance(dialog, QPrintDialog))
        if isinstance(dialog, QPrintDialog):
            dialog.reject()

    QTimer.singleShot(200, look)
    hands.key(Qt.Key.Key_P, CTRL)
    assert asked == [True]
    assert preview.isVisible()


def test_a_page_that_cannot_be_made_is_said(parent: QWidget, hands: Hands) -> None:
    def fails() -> bytes:
        raise PrinterError

    told: list[str] = []
    hands.expect_dialog(press("", told))
    printing.offer(parent, TITLE, "sheet.pdf", fails)
    hands.wait(lambda: bool(told), "the failure")
    assert "请检查" in told[0]
    assert previews(parent) == []


def test_a_window_locked_meanwhile_shows_no_preview(qtbot: QtBot, hands: Hands, pdf: bytes) -> None:
    gone = show(qtbot, QWidget(), 400, 300)
    printing.offer(gone, TITLE, "sheet.pdf", lambda: pdf)
    gone.deleteLater()
    hands.settle()
    background.finish()
    hands.settle()
    assert not any(isinstance(w, PrintPreview) for w in QApplication.topLevelWidgets())
