"""How the reading of a document's pictures stands: under way, given up, failed, or not asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label, restyle

if TYPE_CHECKING:
    from poswizard.documents.reading.fact import DocumentKind, Reading
    from poswizard.forms.document_kind import Page
    from poswizard.ui.editors.reading_queue import ReadingQueue

_READING = Text("正在识别照片上的文字…可以先填别的。", "Reading the picture… go on meanwhile.")
_NOTHING = Text(
    "没有读到可用的内容，请对照照片填写。", "Nothing usable was read: type what the picture says."
)
_CANCEL = Text("取消识别", "Stop reading")
_READ = Text("识别照片上的文字", "Read the picture")
_AGAIN = Text("再识别一次", "Read it once more")


class ReadingNote(QWidget):
    """One line. It asks the queue to read, and tells what came of it."""

    came = Signal(str, object)
    """The scan, and its `Reading`."""

    def __init__(self, queue: ReadingQueue, kind: DocumentKind | None) -> None:
        super().__init__()
        self._queue, self._kind = queue, kind
        self._unread: list[str] = []
        self._reading: list[str] = []
        self._failure: Text | None = None
        self._is_empty = False
        self.words = label(kind="quiet")
        self.cancel_button = button(_CANCEL, "link", Glyph.CLOSE)
        self.cancel_button.clicked.connect(self.cancel)
        self.read_button = button(_READ, "link", Glyph.READ)
        self.read_button.clicked.connect(self._read_unread)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().px(12))
        row.addWidget(self.words, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.read_button)
        row.addStretch()
        self.hide()

    @property
    def is_reading(self) -> bool:
        """Whether a picture of this document is being read, or waits for it."""
        return bool(self._reading)

    def show_pages(self, pages: Sequence[Page]) -> None:
        """What the document has now; pictures it has no more are read no more."""
        there = [page.scan for page in pages]
        for scan in [scan for scan in self._reading if scan not in there]:
            self._queue.give_up(scan)
            self._reading.remove(scan)
        self._unread = [page.scan for page in pages if not page.read and not page.kind]
        if not self._unread:
            self._failure, self._is_empty = None, False
        self._show()
        self.read([scan for scan in self._unread if self._queue.is_expected(scan)])

    def read(self, scans: Sequence[str]) -> None:
        """Read these pictures, if documents of this kind are read at all."""
        if self._kind is None or not scans:
            return
        self._failure, self._is_empty = None, False
        for scan in scans:
            if scan not in self._reading:
                self._reading.append(scan)
                self._queue.read(scan, self._kind, self._came, self._failed)
        self._show()

    def cancel(self) -> None:
        """Read none of them."""
        for scan in self._reading:
            self._queue.give_up(scan)
        self._reading.clear()
        self._show()

    def _read_unread(self) -> None:
        self.read(self._unread)

    def _came(self, scan: str, reading: Reading) -> None:
        self._reading.remove(scan)
        self._is_empty = not reading.values
        self.came.emit(scan, reading)
        self._show()

    def _failed(self, scan: str, error: Exception) -> None:
        self._reading.remove(scan)
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            raise error
        self._failure = words
        self._show()

    def _show(self) -> None:
        words = _READING if self._reading else self._failure or (_NOTHING if self._is_empty else "")
        self.words.setText(str(words))
        self.words.setVisible(bool(str(words)))
        restyle(self.words, tone=(Tone.WARNING if self._failure else Tone.QUIET).value)
        may_read = self._kind is not None and bool(self._unread) and not self._reading
        was_tried = self._failure is not None or self._is_empty
        self.read_button.setText(str(_AGAIN if was_tried else _READ))
        self.read_button.setVisible(may_read)
        self.cancel_button.setVisible(bool(self._reading))
        self.setVisible(bool(str(words)) or may_read)
