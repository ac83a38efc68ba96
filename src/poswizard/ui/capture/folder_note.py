"""What the watched folder has for a document, and the originals that may be deleted from it afterwards."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.capture.folder_watch import FolderWatch
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button

log = logging.getLogger(__name__)

_OFFER = Text("文件夹里有 {0} 张新图片…", "{0} new picture(s) in the folder…")
_PASS_OVER = Text("都不是这次的", "None of them belongs here")
_LEFT_OVER = Text(
    "已存好；删除文件夹里的 {0} 个原件…", "Safe now: delete {0} original(s) in the folder…"
)
_ASK = Text("删除文件夹里的 {0} 个原件？", "Delete {0} original file(s) in the folder?")
_DETAIL = Text(
    "图片已加密存入这份申请，删除原件不影响它。客户证件照不宜留在文件夹里。",
    "The pictures are kept, encrypted, with the application. Originals of customers' papers should "
    "not lie about.",
)
_DELETE = Text("删除", "Delete")


class FolderNote(QWidget):
    """Links that are there only when there is something to do."""

    pick_wanted = Signal()

    def __init__(self, watch: FolderWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._originals: list[Path] = []
        self.offer = button(_OFFER, "link", Glyph.FOLDER)
        self.pass_over = button(_PASS_OVER, "link")
        self.delete = button(_LEFT_OVER, "link", Glyph.DELETE)
        self.offer.clicked.connect(self.pick_wanted)
        self.pass_over.clicked.connect(self._pass_over)
        self.delete.clicked.connect(self._ask)
        flow = FlowLayout(self, gap=current().px(16))
        for part in (self.offer, self.pass_over, self.delete):
            flow.addWidget(part)
        watch.changed.connect(self._tell)
        self._tell()

    def add_originals(self, paths: Sequence[Path]) -> None:
        """The pages of these files are in the store now."""
        self._originals += paths
        self._tell()

    def _tell(self) -> None:
        count, left_over = len(self._watch.files), len(self._originals)
        self.offer.setText(str(_OFFER.format(count)))
        self.delete.setText(str(_LEFT_OVER.format(left_over)))
        self.offer.setVisible(count > 0)
        self.pass_over.setVisible(count > 0)
        self.delete.setVisible(left_over > 0)
        self.setVisible(count + left_over > 0)

    def _pass_over(self) -> None:
        self._watch.settle(self._watch.files)

    def _ask(self) -> None:
        what = _ASK.format(len(self._originals))
        if dialogs.ask(self, what, _DETAIL, yes=_DELETE, is_dangerous=True):
            gone, self._originals = self._originals, []
            self._tell()
            run(partial(_delete, gone))


def _delete(paths: Sequence[Path]) -> None:
    for path in paths:
        with suppress(FileNotFoundError):
            path.unlink()
    log.info("%d original files deleted on request", len(paths))
