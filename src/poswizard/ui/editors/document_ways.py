"""The ways into one document: each opens what it needs, and all end in the same intake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from poswizard.documents.demand import demand_for
from poswizard.forms.document_kind import Document, Page
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.capture.clipboard import NOTHING, files_on, picture_on
from poswizard.ui.capture.taken_list import Taken
from poswizard.ui.editors.document_findings import advice_on
from poswizard.ui.editors.editor import Desk
from poswizard.ui.editors.page_intake import Incoming, Kept, ManyPages, PageIntake
from poswizard.ui.widgets.ways_row import Way

if TYPE_CHECKING:  # loaded when first wanted: the camera's alone takes a tenth of a second
    from poswizard.ui.capture.camera_dialog import CameraDialog
    from poswizard.ui.capture.pick_dialog import PickDialog
    from poswizard.ui.capture.scan_dialog import ScanDialog

PICTURES = (
    (
        Text("图片和 PDF", "Pictures and PDF"),
        "*.jpg *.jpeg *.png *.heic *.heif *.pdf *.JPG *.JPEG *.PNG *.HEIC *.PDF",
    ),
)
_WHICH_PAGES = Text("选择要放入的页：{0}", "Pages to put in: {0}")
_WHICH_FILES = Text("文件夹里的新图片：{0}", "New pictures in the folder: {0}")
_PAGE = Text("第 {0} 页", "Page {0}")
_TWICE = Text("这张图片已经在里面了。", "This picture is in it already.")
_PREVIEW_SIDE = 900
"""Pixels of a scanner's preview: more is not seen in its dialog."""

Remark = Callable[[Page], Text | None]
"""What was found in a page, in few words."""


class DocumentWays(QObject):
    """Camera, scanner, files, clipboard and watched folder of one document field."""

    kept = Signal(list)
    """`Kept`: pages now in the store that are not in the document yet."""
    refused = Signal(object)
    """Why something was not taken, as `Text`."""
    waiting = Signal(int)
    """How many sources are not done yet."""
    removal_wanted = Signal(str)
    """The scan of a page just taken, which is not wanted after all."""
    used = Signal(object)
    """The `Way` by which a page came in."""
    closed = Signal()
    """Camera or scanner have been put away."""
    files_settled = Signal(list)
    """Paths of the watched folder whose pages are in the store."""

    def __init__(self, owner: QWidget, field: Document, desk: Desk, remark: Remark) -> None:
        super().__init__(owner)
        self._owner, self._field, self._desk, self._remark = owner, field, desk, remark
        self._scans: list[str] = []
        self.replacing = ""
        """The scan of a page in whose place the next one comes."""
        self._capture: CameraDialog | ScanDialog | None = None
        self.intake = PageIntake(desk, demand_for(field), self)
        self.intake.kept.connect(self._came)
        self.intake.refused.connect(self._not_taken)
        self.intake.pages_wanted.connect(self._ask_pages)
        self.intake.waiting.connect(self.waiting)

    def show_scans(self, scans: Sequence[str]) -> None:
        """What the document has now."""
        self._scans = list(scans)
        if self._capture is not None:
            self._capture.set_room(self._room)

    def go(self, way: Way) -> None:
        """Go this way."""
        acts = {
            Way.CAMERA: self._open_camera,
            Way.SCANNER: self._open_scanner,
            Way.FILE: self._choose_files,
            Way.PASTE: self._paste,
        }
        acts[way]()

    def go_instead_of(self, scan: str, way: Way) -> None:
        """Go this way for a page that takes the place of another."""
        self.replacing = scan
        self.go(way)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files that were chosen or dropped."""
        self.intake.take([Path(path) for path in paths])

    def pick_from_folder(self) -> None:
        """Show the new files of the watched folder, to choose from."""
        files = self._desk.ways_in.folder.files
        dialog = self._picker(
            _WHICH_FILES.format(self._field.label), [path.name for path in files], self._room
        )
        dialog.picked.connect(partial(self._take_picked, files))
        dialog.open()
        for number, path in enumerate(files):
            run(
                partial(_preview_of, self._desk, path),
                then=partial(dialog.show_preview, number),
                failed=_without_preview,
            )

    @property
    def _room(self) -> int:
        there = [scan for scan in self._scans if scan != self.replacing]
        return max(0, self._field.most - len(there))

    # what opens

    def _open_camera(self) -> None:
        from poswizard.ui.capture.camera_dialog import CameraDialog

        ways_in, field = self._desk.ways_in, self._field
        self._open(
            Way.CAMERA,
            CameraDialog(
                self._owner.window(),
                field.label,
                demand_for(field).shape,
                ways_in.cameras,
                ways_in.preferences,
            ),
        )

    def _open_scanner(self) -> None:
        from poswizard.ui.capture.scan_dialog import ScanDialog

        ways_in, field = self._desk.ways_in, self._field
        self._open(
            Way.SCANNER,
            ScanDialog(
                self._owner.window(),
                field.label,
                demand_for(field).shape,
                ways_in.scanner,
                ways_in.preferences,
                partial(_look, self._desk),
            ),
        )

    def _open(self, way: Way, dialog: CameraDialog | ScanDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(partial(self._take_captured, way))
        dialog.way_wanted.connect(self.go, Qt.ConnectionType.QueuedConnection)
        dialog.list.removal_wanted.connect(self._take_back)
        dialog.finished.connect(self._closed)
        self._capture = dialog
        dialog.set_room(self._room)
        dialog.open()

    def _closed(self) -> None:
        self._capture = None
        self.replacing = ""
        self.closed.emit()

    def _choose_files(self) -> None:
        if files := dialogs.choose_files(self._owner, self._field.label, PICTURES):
            self.used.emit(Way.FILE)
            self.take_files(files)

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        files = files_on(data)
        picture = None if files else picture_on(data)
        if files or picture:
            self.used.emit(Way.PASTE)
            self.intake.take(files or [picture or b""])
        else:
            self.refused.emit(NOTHING)

    def _ask_pages(self, many: ManyPages) -> None:
        names = [str(_PAGE.format(number)) for number in range(1, many.count + 1)]
        dialog = self._picker(_WHICH_PAGES.format(self._field.label), names, self._room)
        dialog.picked.connect(partial(self.intake.take_pages, many))
        dialog.open()
        work = partial(self._desk.intake.previews, many.data)
        run(work, then=dialog.show_previews, failed=_without_preview)

    def _picker(self, title: Text, names: Sequence[str], room: int) -> PickDialog:
        from poswizard.ui.capture.pick_dialog import PickDialog

        dialog = PickDialog(self._owner.window(), title, names, room)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    # what comes of it

    def _take_captured(self, way: Way, picture: bytes) -> None:
        self.used.emit(way)
        self.intake.take([picture])

    def _take_picked(self, files: Sequence[Path], numbers: Sequence[int]) -> None:
        self.intake.take([files[number] for number in numbers])

    def _came(self, incoming: Incoming, kept: Kept) -> None:
        new = [(page, picture) for page, picture in kept if page.scan not in self._scans]
        if isinstance(incoming.source, Path):
            self._settle(incoming.source)
        if not new:
            self._tell_refusal(_TWICE)
            return
        replaced = self.replacing
        self.kept.emit(new)  # the owner shows the document anew before the dialog does
        if self._capture is not None:
            self._capture.list.take_away(replaced)
            for page, picture in new:
                taken = Taken(page.scan, picture, self._remark(page), advice_on(page))
                self._capture.show_taken(taken)
            self._let_retake(new[-1][0])

    def _let_retake(self, page: Page) -> None:
        """Where a picture was found wanting and no more fit, the next one takes its place."""
        if page.findings and self._room == 0 and self._capture is not None:
            self.replacing = page.scan
            self._capture.set_room(self._room)

    def _settle(self, path: Path) -> None:
        ways_in = self._desk.ways_in
        if ways_in.has_folder and path in ways_in.folder.files:
            ways_in.folder.settle([path])
            self.files_settled.emit([path])

    def _not_taken(self, _incoming: Incoming, words: Text) -> None:
        self._tell_refusal(words)

    def _tell_refusal(self, words: Text) -> None:
        if self._capture is not None:
            self._capture.list.refuse(words)
        else:
            self.refused.emit(words)

    def _take_back(self, scan: str) -> None:
        if self._capture is not None:
            self._capture.list.take_away(scan)
        self.removal_wanted.emit(scan)


def _look(desk: Desk, page: bytes) -> bytes:
    """A scanner's preview as the worker has it."""
    return desk.intake.previews(page, side=_PREVIEW_SIDE)[0]


def _preview_of(desk: Desk, path: Path) -> bytes:
    from poswizard.documents.intake import file_bytes

    return desk.intake.previews(file_bytes(path))[0]


def _without_preview(_error: Exception) -> None:
    """A file that cannot be shown can still be chosen; taking it then says why it is refused."""
