"""What will be printed, shown before it is: pages out of memory, onto a printer or into a file that is named."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.icons import Glyph
from poswizard.ui.printing import NOT_WRITTEN
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, frame, label

DOTS_PER_INCH = 300
"""Fine enough for the small print; a page is then 35 MB while it is painted."""

_PRINT = Text("打印…", "Print…")
_SAVE = Text("另存为 PDF…", "Save as PDF…")
_CLOSE = Text("关闭", "Close")
_PDF = Text("PDF 文件", "PDF file")
_SENT = Text("已送到打印机", "Sent to the printer")
_SAVED = Text(
    "已保存。这个文件没有加密，用完请删除。",
    "Saved. The file is not encrypted: delete it after use.",
)
_NOT_PRINTED = Text("没有打印成", "Not printed")
_PRINTER = Text(
    "打印机没有接受。请检查是否开机、连好、有纸，或先另存为 PDF。",
    "The printer did not take it. Check that it is on, connected and has paper, or save as PDF first.",
)
_NOT_SAVED = Text("没有保存成", "Not saved")


class PrinterError(Exception):
    """The printer did not take the pages."""

    text = _PRINTER


class PrintPreview(QDialog):
    """A PDF in memory. Nothing is written unless the person names a file or a printer."""

    def __init__(self, parent: QWidget | None, title: Text, name: str, pdf: bytes) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(title))
        self._name, self._pdf = name, pdf
        self._bytes = QBuffer(self)
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._bytes)
        self.view = QPdfView(self)
        self.view.setAccessibleName(str(title))
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.note = label(kind="quiet")
        self._arrange()
        bind(self, {"Ctrl+P": self.choose_printer, "Ctrl+S": self.choose_file})

    def choose_printer(self) -> None:
        """Ask for a printer and send the pages there."""
        printer = a4_printer()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            run(
                partial(print_pages, self._pdf, printer),
                then=partial(self._say, _SENT),
                failed=partial(self._tell, _NOT_PRINTED),
            )

    def choose_file(self) -> None:
        """Ask for a file and write the pages there."""
        target = dialogs.choose_target(self, _SAVE, self._name, ((_PDF, "*.pdf"),))
        if target:
            run(
                partial(_write, self._pdf, target),
                then=partial(self._say, _SAVED),
                failed=partial(self._tell, _NOT_SAVED),
            )

    def _say(self, words: Text, _none: None) -> None:
        self.note.setText(str(words))

    def _tell(self, what: Text, error: Exception) -> None:
        words = NOT_WRITTEN if isinstance(error, OSError) else getattr(error, "text", None)
        if isinstance(words, Text):
            dialogs.tell_failure(self, what, words)
        else:
            dialogs.show_crash(error)

    def _arrange(self) -> None:
        px = current().px
        printing = button(_PRINT, "primary", Glyph.PRINT, "Ctrl+P")
        save, close = button(_SAVE, keys="Ctrl+S"), button(_CLOSE)
        printing.clicked.connect(self.choose_printer)
        save.clicked.connect(self.choose_file)
        close.clicked.connect(self.reject)
        foot = frame("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.setSpacing(px(8))
        row.addWidget(close)
        row.addWidget(self.note, 1)
        row.addWidget(save)
        row.addWidget(printing)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.view, 1)
        lines.addWidget(foot)
        self.resize(px(820), px(680))
        printing.setFocus()


def a4_printer() -> QPrinter:
    """A printer set to whole A4 pages, as the forms are made."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS_PER_INCH)
    size = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)
    return printer


def print_pages(pdf: bytes, printer: QPrinter) -> None:
    """Paint every page onto the printer, true to size. Slow: not for the window's thread."""
    held = QBuffer()
    held.setData(QByteArray(pdf))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterError
    try:
        for page in range(document.pageCount()):
            if page and not printer.newPage():
                raise PrinterError
            _paint(document, page, painter)
    finally:
        painter.end()


def _paint(document: QPdfDocument, page: int, painter: QPainter) -> None:
    room = QSizeF(painter.viewport().size())
    size = document.pagePointSize(page).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QPoint(), document.render(page, size.toSize()))


def _write(pdf: bytes, target: Path) -> None:
    target.write_bytes(pdf)
