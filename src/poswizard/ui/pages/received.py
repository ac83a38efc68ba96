"""Receive: a package is opened or dropped here, proved, and kept as a case that nobody can change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from poswizard.domain.china_time import CHINA_TIME
from poswizard.package.seal.certificates import Certificate
from poswizard.package.seal.key_text import Source
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import Report, Running, run
from poswizard.ui.capture.scrolling import Scrolling
from poswizard.ui.doors import Office
from poswizard.ui.exchange_doors import Arrival, Came
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.pages.arrival_card import ArrivalCard
from poswizard.ui.pages.hand_over import in_the_middle
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.busy_overlay import BusyOverlay
from poswizard.ui.widgets.labels import button, frame, label

_TITLE = Text("收到的资料包", "Received packages")
_INTRO = Text(
    "把收到的资料包（.zip.age，签名文件放在一起）拖到这里，或打开它。先验签名和完整性，没有问题才会收下。",
    "Drop a package here (.zip.age, its signature beside it) or open it. It is proved before it is kept.",
)
_OPEN = Text("打开资料包…", "Open a package…")
_DROP = Text("或把文件拖到这里", "or drop files here")
_KEYS = Text("收件人和证书…", "Recipients and certificates…")
_BACK = Text("返回", "Back")
_READING = Text("正在验证并收取资料包…", "Proving and receiving the package…")
_FAILED = Text("没有收下", "Not received")
_KINDS = ((Text("资料包", "Packages"), "*.age *.p7s *.zip"),)
_ROW = Text("{0}　第 {1} 版　{2}　{3}\n{4}　{5}", "{0}  revision {1}  {2}  {3}\n{4}  {5}")
_NOBODY = Text("（未签名）", "(not signed)")
_WIDEST = 960
_NONE_YET = Text("还没有收到过资料包。", "Nothing was received yet.")


class ReceivedPage(QWidget):
    """What came in, the newest first, and the way for more."""

    back_wanted = Signal()
    review_wanted = Signal(str)
    """Id of a received case."""
    keys_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.running: Running | None = None
        self._waiting: list[Path] = []
        self._latest: Path | None = None
        self.open = button(_OPEN, "primary", Glyph.ADD_FILE, "Ctrl+O")
        self.open.clicked.connect(self._choose)
        self.keys = button(_KEYS, "link")
        self.keys.clicked.connect(self.keys_wanted)
        self.card = ArrivalCard()
        self.card.review_wanted.connect(self.review_wanted)
        self.card.trust_wanted.connect(self._trust)
        self.card.plain_wanted.connect(self._take_plain)
        self.list = QListWidget()
        self.list.setProperty("kind", "card")
        self.list.setAccessibleName(str(_TITLE))
        self.list.setMinimumHeight(current().px(160))
        self.list.itemActivated.connect(self._open_row)
        self.none = label(_NONE_YET, tone=Tone.QUIET)
        self.setAcceptDrops(True)
        self._arrange()
        self.busy = BusyOverlay(self)
        self.busy.cancel_wanted.connect(self._cancel)
        bind(self, {"Esc": self.back_wanted.emit, "Ctrl+O": self._choose})

    def begin(self, files: Sequence[Path] = ()) -> None:
        """Everything that came in; and these files as well."""
        self._cancel()
        self.card.hide()
        self.show_received()
        self.open.setFocus()
        if files:
            self.take(files)

    def show_received(self) -> None:
        """The list as the store has it now."""
        names = {one.fingerprint: one.name for one in self.office.key_ring.signers()}
        self.list.clear()
        came = self.office.inbox.received()
        for one in came:
            item = QListWidgetItem(icon(Glyph.DOCUMENT, Tone.QUIET), _row(one, names))
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(came))
        self.none.setVisible(not came)

    def take(self, files: Sequence[Path], *, allow_plain: bool = False) -> None:
        """Prove these one after another, and keep those that are whole."""
        self._waiting += _packages(files)
        if self.running is None or self.running.is_over:
            self._next(allow_plain=allow_plain)

    def _next(self, *, allow_plain: bool = False) -> None:
        if not self._waiting:
            return
        self._latest = path = self._waiting.pop(0)

        def work(report: Report) -> Arrival:
            inbox = self.office.inbox
            return inbox.receive(path, report, report.cancelled, allow_plain=allow_plain)

        self.busy.begin(_READING)
        self.running = run(work, self._came, self._not_taken, progress=self.busy.show_progress)

    def _came(self, arrival: Arrival) -> None:
        self.busy.end()
        self.show_received()
        self.card.show_arrival(arrival)
        self._next()

    def _not_taken(self, error: Exception) -> None:
        self.busy.end()
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            dialogs.show_crash(error)
        elif getattr(error, "is_for_lack_of_signature", False) and self._latest:
            self.card.show_plain(self._latest.name, words)
        else:
            dialogs.tell_failure(self, _FAILED, words)
        self._next()

    def _take_plain(self) -> None:
        if self._latest:
            self.take([self._latest], allow_plain=True)

    def _trust(self, certificate: Certificate) -> None:
        """Its fingerprint was compared: believe it, and prove the package again."""
        try:
            self.office.key_ring.add_signer(certificate.pem, Source.FILE)
        except Exception as error:  # noqa: BLE001  (said in words, or shown as the bug it is)
            self._not_taken(error)
            return
        if self._latest:
            self.take([self._latest])

    def _open_row(self, item: QListWidgetItem) -> None:
        self.review_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _choose(self) -> None:
        if files := dialogs.choose_files(self, _OPEN, _KINDS):
            self.take(files)

    def _cancel(self) -> None:
        self._waiting.clear()
        if self.running:
            self.running.cancel()
            self.running = None
        self.busy.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        if files := [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]:
            event.acceptProposedAction()
            self.take(files)

    def _arrange(self) -> None:
        px = current().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(12))
        head = QHBoxLayout()
        head.addWidget(label(_TITLE, "title"), 1)
        head.addWidget(self.keys)
        column.addLayout(head)
        column.addWidget(label(_INTRO, tone=Tone.QUIET))
        column.addWidget(self._ways())
        column.addWidget(self.card)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        column.addStretch()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Scrolling(in_the_middle(body, _WIDEST)), 1)
        lines.addWidget(self._foot())

    def _ways(self) -> QWidget:
        px = current().px
        ground = frame("drop")
        row = QHBoxLayout(ground)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(8))
        row.addWidget(self.open)
        row.addWidget(label(_DROP, tone=Tone.QUIET), 1)
        return ground

    def _foot(self) -> QWidget:
        px = current().px
        back = button(_BACK, keys="Esc")
        back.clicked.connect(self.back_wanted)
        foot = frame("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.addWidget(back)
        row.addStretch(1)
        return foot


def _packages(files: Sequence[Path]) -> list[Path]:
    """Each package once, whether its signature was given too or alone."""
    whole = [
        file.with_name(file.name.removesuffix(".p7s")) if file.name.endswith(".age.p7s") else file
        for file in files
    ]
    return list(dict.fromkeys(whole))


def _row(one: Came, names: dict[str, str]) -> str:
    at = (
        one.received_at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M") if one.received_at else ""
    )
    sender = names.get(one.sender, one.sender[:16]) if one.sender else str(_NOBODY)
    return str(_ROW.format(one.number, one.revision, one.applicant, one.shop, sender, at))
