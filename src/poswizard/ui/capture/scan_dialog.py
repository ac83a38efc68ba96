"""The scan dialog: the right resolution is chosen already, Enter scans; or why not and another way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from poswizard.documents.quad import Shape
from poswizard.documents.scanner import (
    Abilities,
    Device,
    Feed,
    Scanner,
    ScannerError,
    Trouble,
    Wish,
    preview_wish,
    usual_wish,
)
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.capture.preferences import SCANNER, Preferences
from poswizard.ui.capture.scan_job import ScanJob
from poswizard.ui.capture.scan_options import ScanOptions
from poswizard.ui.capture.scrolling import Scrolling, two_panes
from poswizard.ui.capture.taken_list import Taken, TakenList
from poswizard.ui.capture.trouble_pane import TroublePane
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.image_preview import ImagePreview
from poswizard.ui.widgets.labels import button, label
from poswizard.ui.widgets.ways_row import Way

Look = Callable[[bytes], bytes]
"""Makes of an outside picture one that may be shown; slow."""

_TITLE = Text("扫描：{0}", "Scan: {0}")
_SCAN, _PREVIEW = Text("扫描", "Scan"), Text("预览", "Preview")
_STOP, _DONE = Text("停止", "Stop"), Text("完成", "Done")
_SEARCHING = Text("正在查找扫描仪…", "Looking for scanners…")
_ASKING = Text("正在准备扫描仪…", "Preparing the scanner…")
_SCANNING = Text("正在扫描…", "Scanning…")
_READY = Text(
    "把原件正面朝下放好，证件放在左上角。", "Lay the paper face down, a card in the upper left."
)
_LOST = (Trouble.NOT_INSTALLED, Trouble.NOT_HERE, Trouble.NO_DEVICE)
"""Troubles with which no scanner is there at all; with others one tries again at once."""


class ScanDialog(QDialog):
    """Pages of a scanner. It keeps nothing itself: each page goes out by `taken` at once."""

    taken = Signal(object)
    """PNG bytes."""
    way_wanted = Signal(object)
    """A `Way` to take instead; the dialog has closed."""

    def __init__(
        self,
        parent: QWidget | None,
        what: Text,
        shape: Shape,
        scanner: Scanner,
        preferences: Preferences,
        look: Look,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE.format(what)))
        self._shape, self._preferences, self._look = shape, preferences, look
        self._devices: Sequence[Device] = ()
        self._abilities: Abilities | None = None
        self._is_preview, self._has_room = False, True
        self.trouble: Trouble | None = None
        """What is wrong now."""
        self.job = ScanJob(scanner, self)
        self.picture = ImagePreview()
        self.pane = TroublePane((Way.CAMERA, Way.FILE))
        self.stack = QStackedWidget()
        self.options = ScanOptions()
        self.list = TakenList()
        self.state = label(_SEARCHING, "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.scan_button = button(_SCAN, "primary", Glyph.SCAN, "Enter")
        self.preview_button = button(_PREVIEW, "plain", Glyph.SHOW)
        self.stop_button = button(_STOP, "plain", Glyph.CLOSE)
        self.done_button = button(_DONE, keys="Esc")
        self._join()
        self._lay_out()
        self.search()

    def set_room(self, pages: int) -> None:
        """How many more pages the document takes."""
        self._has_room = pages > 0
        self.list.show_full(not self._has_room)
        self._allow()

    def show_taken(self, taken: Taken) -> None:
        """A page was kept."""
        self.list.add(taken)
        self.picture.show_picture(taken.picture)

    def search(self) -> None:
        """Look for scanners."""
        self._say(None)
        self._work(_SEARCHING)
        self.job.find()

    def scan(self) -> None:
        """Scan as chosen."""
        if self.scan_button.isEnabled():
            self._go(self.options.wish(), is_preview=False)

    def preview(self) -> None:
        """A quick look at what lies on the glass."""
        if self._abilities is not None and self.preview_button.isEnabled():
            self._go(preview_wish(self.options.wish(), self._abilities), is_preview=True)

    def stop(self) -> None:
        """Stop scanning; pages told already are kept."""
        self.job.cancel()
        self._rest()

    def done(self, result: int) -> None:
        self.job.cancel()
        super().done(result)

    def _go(self, wish: Wish, *, is_preview: bool) -> None:
        device = self._device
        if device is not None:
            self._say(None)
            self._is_preview = is_preview
            self._work(_SCANNING)
            self.job.scan(device, wish)

    @property
    def _device(self) -> Device | None:
        index = self.options.device_box.currentIndex()
        return self._devices[index] if 0 <= index < len(self._devices) else None

    def _found(self, devices: Sequence[Device]) -> None:
        self._devices = devices
        known = self._preferences.get(SCANNER)
        names = [each.name for each in devices]
        self.options.show_devices(names, names.index(known) if known in names else 0)
        self._ask()

    def _ask(self) -> None:
        if self._device is not None:
            self._abilities = None
            self._work(_ASKING)
            self.job.ask(self._device)

    def _choose_device(self) -> None:
        if self._device is not None:
            self._preferences.remember(SCANNER, self._device.name)
            self._say(None)
            self._ask()

    def _able(self, abilities: Abilities) -> None:
        self._abilities = abilities
        self.options.show_abilities(abilities, usual_wish(self._shape, abilities))
        self._rest()
        self.scan_button.setFocus()

    def _page_came(self, page: bytes) -> None:
        if self._is_preview:
            run(partial(self._look, page), then=self._show_look)
        else:
            self.list.show_working()
            self.taken.emit(page)

    def _show_look(self, picture: bytes) -> None:
        self.picture.show_picture(picture)

    def _failed(self, error: ScannerError) -> None:
        self._rest()
        self._say(error.reason)

    def _say(self, trouble: Trouble | None) -> None:
        self.trouble = trouble
        self.stack.setCurrentIndex(1 if trouble else 0)
        if trouble is not None:
            self.pane.show_trouble(trouble.label, trouble.hint or trouble.label, Glyph.WARNING)
            self.pane.again.setFocus()
        self._allow()

    def _again(self) -> None:
        """Try again from where it went wrong."""
        if self.trouble in _LOST or self._device is None:
            self.search()
        elif self._abilities is None:
            self._say(None)
            self._ask()
        else:
            self._say(None)
            self.scan_button.setFocus()

    def _work(self, words: Text) -> None:
        self.state.setText(str(words))
        self.bar.setRange(0, 0)
        self.bar.show()
        self._allow()

    def _move(self, share: float) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(share * 1000))

    def _rest(self) -> None:
        self.state.setText(str(_READY))
        self.bar.hide()
        self._allow()

    def _allow(self) -> None:
        is_working = not self.bar.isHidden()
        can = self._abilities is not None and not is_working
        self.options.allow(can, len(self._devices) > 1 and not is_working)
        self.scan_button.setEnabled(can and self._has_room)
        self.preview_button.setEnabled(can and self.options.feed is Feed.GLASS)
        self.stop_button.setVisible(is_working)
        self.scan_button.setVisible(not is_working)

    def _go_elsewhere(self, way: Way) -> None:
        self.reject()
        self.way_wanted.emit(way)

    def _join(self) -> None:
        job = self.job
        job.found.connect(self._found)
        job.able.connect(self._able)
        job.page.connect(self._page_came)
        job.moved.connect(self._move)
        job.ended.connect(self._rest)
        job.failed.connect(self._failed)
        self.options.device_box.activated.connect(self._choose_device)
        self.options.changed.connect(self._allow)
        self.scan_button.clicked.connect(self.scan)
        self.scan_button.setDefault(True)
        self.preview_button.clicked.connect(self.preview)
        self.stop_button.clicked.connect(self.stop)
        self.done_button.clicked.connect(self.accept)
        self.pane.again_wanted.connect(self._again)
        self.pane.way_wanted.connect(self._go_elsewhere)

    def _lay_out(self) -> None:
        px = current().px
        self.stack.addWidget(self.picture)
        self.stack.addWidget(Scrolling(self.pane))
        acts = QHBoxLayout()
        acts.setSpacing(px(12))
        acts.addStretch(1)
        for each in (self.preview_button, self.scan_button, self.stop_button):
            each.setMinimumSize(px(100), px(44))  # all three fit at 200 %
            acts.addWidget(each)
        acts.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.stack, 1)
        left.addWidget(self.state, alignment=Qt.AlignmentFlag.AlignHCenter)
        left.addWidget(self.bar)
        left.addLayout(acts)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, px(12), 0)
        right.setSpacing(px(12))
        right.addWidget(self.options)
        right.addWidget(self.list, 1)
        two_panes(self, left, side, self.done_button)
