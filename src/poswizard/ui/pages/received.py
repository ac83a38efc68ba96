"""Receive: a package is opened or dropped here, proved, and kept as a case that nobody can change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from poswizard.package.seal.certificates import Certificate
from poswizard.package.seal.key_text import Source
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import Report, Running, run
from poswizard.ui.doors import Office
from poswizard.ui.exchange_doors import Arrival
from poswizard.ui.file_drop import FileDrop
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.pages.arrival_card import ArrivalCard
from poswizard.ui.pages.page_frame import column, drop_ground, footer, stand
from poswizard.ui.palette import Tone
from poswizard.ui.received_words import received_rows, waiting_first
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.busy_overlay import BusyOverlay
from poswizard.ui.widgets.labels import button, label

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
_COUNT = Text("{0} 份待审核（回车打开）", "{0} to be reviewed (Enter opens one)")
_ALL_DONE = Text("都已审核。", "Everything is reviewed.")
_NONE_YET = Text("还没有收到过资料包。", "Nothing was received yet.")


class ReceivedPage(FileDrop):
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
        self.count = label(kind="strong")
        self._arrange()
        self.busy = BusyOverlay(self)
        self.busy.cancel_wanted.connect(self._cancel)
        bind(self, {"Esc": self.back_wanted.emit, "Ctrl+O": self._choose})

    def begin(self, files: Sequence[Path] = ()) -> None:
        """Everything that came in; and these files as well."""
        self._cancel()
        self.card.fold()
        self.show_received()
        (self.list if self.list.count() else self.open).setFocus()
        if files:
            self.take(files)

    def show_received(self) -> None:
        """The list as the store has it now."""
        came = waiting_first(self.office.inbox.listed())
        names = self.office.inbox.senders()
        self.list.clear()
        for row in received_rows(came, names, self.office.today()):
            item = QListWidgetItem(icon(row.glyph, row.tone), row.words)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        waiting = sum(one.is_waiting for one in came)
        self.count.setText(str(_COUNT.format(waiting) if waiting else _ALL_DONE))
        for part in (self.list, self.count):
            part.setVisible(bool(came))
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

        self.card.hide()  # the verdict before is not taken for the one that comes
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

    def take_dropped(self, files: list[Path]) -> None:
        self.take(files)

    def _arrange(self) -> None:
        body, lines = column()
        head = QHBoxLayout()
        head.addWidget(label(_TITLE, "title"), 1)
        head.addWidget(self.keys)
        lines.addLayout(head)
        lines.addWidget(label(_INTRO, tone=Tone.QUIET))
        lines.addWidget(drop_ground([self.open], label(_DROP, tone=Tone.QUIET)))
        for part in (self.card, self.none, self.count):
            lines.addWidget(part)
        lines.addWidget(self.list, 1)
        lines.addStretch()
        back = button(_BACK, keys="Esc")
        back.clicked.connect(self.back_wanted)
        stand(self, body, footer([back]))


def _packages(files: Sequence[Path]) -> list[Path]:
    """Each package once, whether its signature was given too or alone."""
    whole = [
        file.with_name(file.name.removesuffix(".p7s")) if file.name.endswith(".age.p7s") else file
        for file in files
    ]
    return list(dict.fromkeys(whole))
