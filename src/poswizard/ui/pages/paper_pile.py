"""Signed paper comes back: a pile is scanned or dropped here, looked at page by page, and then filed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from poswizard.documents.page_code import PAGE_MILLIMETRES
from poswizard.documents.pile import Judged, Pile
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import Report, Running, run
from poswizard.ui.capture.scrolling import Scrolling
from poswizard.ui.doors import Draft, Filed, Office
from poswizard.ui.icons import Glyph
from poswizard.ui.pages.pile_list import PileList
from poswizard.ui.pages.pile_ways import PileWays, picture_of
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.unpacking import unpacked
from poswizard.ui.widgets.busy_overlay import BusyOverlay
from poswizard.ui.widgets.image_preview import ImagePreview
from poswizard.ui.widgets.labels import button, frame, label

if TYPE_CHECKING:
    from poswizard.ui.capture.ways_in import WaysIn

_TITLE = Text("把签好的纸扫进来", "Scan in the signed paper")
_INTRO = Text(
    "扫描件、照片、PDF 都可以，几份申请混在一起、横着倒着也没关系。程序按页角的二维码分开、摆正，核对版本、内容和签字；您确认后才归档。",
    "Scans, photos and PDF, several applications in one pile, lying any way. The code in each page's corner "
    "tells them apart; revision, content and signature are checked. Nothing is filed before you say so.",
)
_SCAN = Text("扫描", "Scan")
_CHOOSE = Text("选择文件…", "Choose files…")
_DROP = Text("或把文件拖到这里", "or drop files here")
_BACK = Text("返回", "Back")
_FILE = Text("归档 {0} 页", "File {0} page(s)")
_READING = Text("正在读这一叠纸…", "Reading the pile…")
_FILING = Text("正在归档…", "Filing…")
_FAILED = Text("没有归档", "Not filed")
_NOT_READ = Text("{0}：{1}", "{0}: {1}")
_A_FILE = Text("文件", "A file")
_FILED = Text("已归档：{0}", "Filed: {0}")
_FILED_ONE = Text("{0} 共 {1} 页", "{0}, {1} page(s)")
_BETWEEN = Text("；", "; ")
_WIDEST = 1180
_AROUND = 6.0
"""Millimetres of the page shown around a signing area."""
_LOOKED_AT = 0.45
"""Share of the width that the picture has."""


class PaperPile(QWidget):
    """A pile, read and judged before anything is filed."""

    back_wanted = Signal()
    filed = Signal(list)
    """Numbers of the applications that have got pages."""

    def __init__(self, office: Office, ways_in: WaysIn) -> None:
        super().__init__()
        self.office = office
        self.ways = PileWays(self, _TITLE, office, ways_in)
        self.draft: Draft | None = None
        """The application that is open in the window."""
        self.pile = Pile()
        self.running: Running | None = None
        self._waiting: list[Path | bytes] = []
        self.list = PileList()
        self.preview = ImagePreview()
        self.preview.setMinimumHeight(current().px(160))
        self._intro = label(_INTRO, tone=Tone.QUIET)
        self.words = label()
        self.hint = label(tone=Tone.WARNING)
        self.scan = button(_SCAN, glyph=Glyph.SCAN, keys="F3")
        self.choose = button(_CHOOSE, glyph=Glyph.ADD_FILE, keys="F4")
        self.file = button(_FILE.format(0), "primary")
        self.back = button(_BACK, keys="Esc")
        self.busy = BusyOverlay(self)
        self.setAcceptDrops(True)
        self._join()
        self._lay_out()
        self.show_pile(Pile())

    def begin(self, draft: Draft | None, files: Sequence[Path] = ()) -> None:
        """A new pile; `draft` is the application that is open."""
        self._cancel()
        self.draft = draft
        self.show_pile(Pile())
        self.scan.setFocus()
        if files:
            self.take(files)

    def take(self, sources: Sequence[Path | bytes]) -> None:
        """Read these too."""
        self._waiting += sources
        if self.running is None or self.running.is_over:
            self._read()

    def show_pile(self, pile: Pile) -> None:
        """Show what was read."""
        self.pile = pile
        self.list.show_pile(pile.pages)
        for part in (self.list, self._look):
            part.setVisible(bool(pile.pages))
        self._intro.setVisible(not pile.pages)  # whoever has put a pile in knows
        refused = [_NOT_READ.format(name or _A_FILE, words) for name, words in pile.refused]
        self._say("\n".join(map(str, refused)))

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        if files := [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]:
            event.acceptProposedAction()
            self.take(files)

    # reading

    def _read(self) -> None:
        sources, self._waiting = self._waiting, []
        before = [one.sheet for one in self.pile.pages]

        def work(report: Report) -> Pile:
            return self.office.paper.read(sources, before, report, report.cancelled)

        self.busy.begin(_READING)
        self.running = run(work, self._was_read, self._not_done, progress=self.busy.show_progress)

    def _was_read(self, pile: Pile) -> None:
        self.busy.end()
        self.running = None
        new = pile.pages[len(self.pile.pages) :]
        self.show_pile(pile)
        self.ways.tell(new)
        if self._waiting:
            self._read()
        elif not self.ways.is_scanning:
            self._look_at_list()

    def _not_done(self, error: Exception) -> None:
        self.busy.end()
        self.running = None
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            dialogs.show_crash(error)
        else:
            dialogs.tell_failure(self, _FAILED, words)

    def _cancel(self) -> None:
        self._waiting.clear()
        if self.running:
            self.running.cancel()
            self.running = None
        self.busy.end()

    def _take_back(self, source: str) -> None:
        left = tuple(one for one in self.pile.pages if one.sheet.source.sha256 != source)
        self.show_pile(Pile(left, self.pile.refused))

    def _look_at_list(self) -> None:
        if self.pile.pages:
            self.list.setFocus()

    # looking and filing

    def _show_page(self, one: Judged | None) -> None:
        if one is None:
            return
        self.preview.show_picture(_to_look_at(one), one.verdict.label)
        hint = one.verdict.hint
        self.hint.setVisible(hint is not None)
        self.hint.setText(str(hint or ""))

    def _count(self) -> None:
        count = sum(len(numbers) for _, numbers in self.list.chosen())
        self.file.setText(str(_FILE.format(count)))
        self.file.setEnabled(count > 0)

    def start(self) -> None:
        """Store the ticked pages beside the window, then put them to their applications."""
        chosen = self.list.chosen()
        if not chosen:
            return

        def work(report: Report) -> list[Filed]:
            return [self.office.paper.keep(bundle, numbers) for bundle, numbers in chosen]

        self.busy.begin(_FILING, can_cancel=False)
        self.running = run(work, self._kept, self._not_done, progress=_nothing)

    def _kept(self, filed: list[Filed]) -> None:
        self.busy.end()
        self.running = None
        done: list[Filed] = []
        try:
            for one in filed:
                self._put(one)
                done.append(one)
        except Exception as error:  # noqa: BLE001  (said in words, or shown as the bug it is)
            self._not_done(error)
        self._leave_out(done)
        words = [str(_FILED_ONE.format(one.number, len(one.pages))) for one in done]
        if words:
            self._say(str(_FILED.format(str(_BETWEEN).join(words))))
            self.filed.emit([one.number for one in done])
        self.back.setFocus()

    def _put(self, filed: Filed) -> None:
        if self.draft is not None and self.draft.number == filed.number:
            self.office.paper.file(self.draft, filed)
        else:
            self.office.paper.file_closed(filed)

    def _leave_out(self, done: Sequence[Filed]) -> None:
        """What is filed goes from the pile; the rest can still be seen to."""
        scans = {page.scan for filed in done for page in filed.pages}
        left = [
            one
            for one in self.pile.pages
            if one.sheet.page is None or one.sheet.page.sha256 not in scans
        ]
        self.show_pile(Pile(tuple(left)))

    # joining

    def _join(self) -> None:
        self.scan.clicked.connect(self.ways.scan)
        self.choose.clicked.connect(self.ways.choose)
        self.ways.came.connect(self.take)
        self.ways.taken_back.connect(self._take_back)
        self.ways.closed.connect(self._look_at_list)
        self.file.clicked.connect(self.start)
        self.back.clicked.connect(self.back_wanted)
        self.list.looked_at.connect(self._show_page)
        self.list.chosen_changed.connect(self._count)
        self.busy.cancel_wanted.connect(self._cancel)
        bind(
            self,
            {"Esc": self.back_wanted.emit, "F3": self.ways.scan, "F4": self.ways.choose},
        )

    def _lay_out(self) -> None:
        px = current().px
        column = QWidget()
        column.setMaximumWidth(px(_WIDEST))
        body = QVBoxLayout(column)
        body.setContentsMargins(px(24), px(24), px(24), px(16))
        body.setSpacing(px(12))
        body.addWidget(label(_TITLE, "title"))
        body.addWidget(self._intro)
        body.addWidget(self._ways())
        body.addWidget(self.words)
        body.addLayout(self._panes(), 1)
        body.addStretch()
        page = QWidget()
        page.setProperty("role", "page")
        middle = QHBoxLayout(page)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(column, 100)
        middle.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Scrolling(page), 1)
        lines.addWidget(self._foot())

    def _ways(self) -> QWidget:
        px = current().px
        ground = frame("drop")
        row = QHBoxLayout(ground)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(8))
        row.addWidget(self.scan)
        row.addWidget(self.choose)
        row.addWidget(label(_DROP, tone=Tone.QUIET), 1)
        return ground

    def _panes(self) -> QHBoxLayout:
        px = current().px
        self._look = QWidget()
        look = QVBoxLayout(self._look)
        look.setContentsMargins(0, 0, 0, 0)
        look.setSpacing(px(8))
        look.addWidget(self.hint)
        look.addWidget(self.preview, 1)
        panes = QHBoxLayout()
        panes.setSpacing(px(16))
        panes.addWidget(self.list, round(100 * (1 - _LOOKED_AT)))
        panes.addWidget(self._look, round(100 * _LOOKED_AT))
        return panes

    def _foot(self) -> QWidget:
        px = current().px
        foot = frame("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.file)
        return foot


def _to_look_at(one: Judged) -> QImage:
    """The page; where a signature was not seen, the place where it should be."""
    picture = unpacked(picture_of(one))
    box = one.sheet.code.signing_box if one.sheet.code else None
    if box is None or not one.verdict.may_be_overruled:
        return picture
    dots = picture.width() / PAGE_MILLIMETRES[0]
    left, top, right, bottom = (round(edge * dots) for edge in box)
    room = round(_AROUND * dots)
    place = QRect(left, top, right - left, bottom - top).adjusted(-room, -room, room, room)
    return picture.copy(place.intersected(picture.rect()))


def _nothing(_done: float) -> None:
    """Too quick to be told."""
