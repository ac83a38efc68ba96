"""A signature photographed on paper: by camera or from a file, its ink alone is taken."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from poswizard.documents.quad import Shape
from poswizard.forms.issue import Level
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.editors.editor import Desk
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.ink import PAPER
from poswizard.ui.widgets.issue_note import IssueNote
from poswizard.ui.widgets.labels import button, frame

if TYPE_CHECKING:
    from poswizard.documents.signature import CutOut

_CAMERA = Text("拍下签名", "Take a picture")
_FILE = Text("选择照片…", "Choose a picture…")
_AGAIN = Text("清除", "Clear")
_EMPTY = Text("请在白纸上签名，再拍下来", "Sign on white paper, then take a picture of it")
_WORKING = Text("正在取出笔迹…", "Taking the strokes…")
_CANNOT = Text("照片读不出来，请换一张", "The picture cannot be read: please take another")
_KINDS = ((Text("图片", "Pictures"), "*.jpg *.jpeg *.png *.heic *.heif *.JPG *.JPEG *.PNG *.HEIC"),)
_SHOWN = (480, 160)
"""Pixels at 100 % of the signature as shown."""


class SignaturePhoto(QWidget):
    """The signature that was cut out, and the ways to take one."""

    taken = Signal(bytes)
    """A PNG of the ink."""
    cleared = Signal()

    def __init__(self, title: Text, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._desk = title, desk
        self.paper = QLabel()
        self.note = IssueNote()
        self.camera = button(_CAMERA, "link", Glyph.CAMERA, "F2")
        self.choose = button(_FILE, "link", Glyph.ADD_FILE, "F4")
        self.clear = button(_AGAIN, "quiet", Glyph.ERASE)
        self.camera.clicked.connect(self._open_camera)
        self.choose.clicked.connect(self._choose)
        self.clear.clicked.connect(self._take_away)
        self.setFocusProxy(self.choose)
        self._lay_out()
        self.show_signature(None)

    def show_signature(self, png: bytes | None) -> None:
        """Show a signature taken earlier, or none."""
        self.clear.setVisible(png is not None)
        if png is None:
            self.paper.setPixmap(QPixmap())
            self.paper.setText(str(_EMPTY))
            return
        self.paper.setPixmap(_on_paper(QImage.fromData(png)))

    def take(self, source: Path | bytes) -> None:
        """Take the ink out of a picture."""
        self.note.clear()
        self.paper.setPixmap(QPixmap())
        self.paper.setText(str(_WORKING))
        run(partial(_cut, self._desk, source), then=self._was_cut, failed=self._failed)

    def _was_cut(self, cut: CutOut) -> None:
        if cut.trouble is None:
            self.show_signature(cut.png)
            self.taken.emit(cut.png)
            return
        self._refuse(cut.trouble.label + Text("：", ": ") + (cut.trouble.hint or Text("", "")))

    def _failed(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if isinstance(words, Text):
            self._refuse(words)
        else:
            self._refuse(_CANNOT)
            dialogs.show_crash(error)

    def _refuse(self, words: Text) -> None:
        self.show_signature(None)
        self.note.show_note(Level.ERROR, words)
        self.cleared.emit()

    def _take_away(self) -> None:
        self.note.clear()
        self.show_signature(None)
        self.cleared.emit()

    def _choose(self) -> None:
        if files := dialogs.choose_files(self, self._title, _KINDS):
            self.take(files[0])

    def _open_camera(self) -> None:
        from poswizard.ui.capture.camera_dialog import CameraDialog

        ways_in = self._desk.ways_in
        dialog = CameraDialog(
            self.window(), self._title, Shape.FREE, ways_in.cameras, ways_in.preferences
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self.take)
        dialog.taken.connect(dialog.accept)
        dialog.way_wanted.connect(self._choose, Qt.ConnectionType.QueuedConnection)
        dialog.open()

    def _lay_out(self) -> None:
        px = current().px
        ground = frame("drop")
        self.paper.setMinimumHeight(px(_SHOWN[1]))
        self.paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.paper.setProperty("kind", "paper")
        row = QHBoxLayout()
        row.setSpacing(px(16))
        for part in (self.camera, self.choose):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.clear)
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(px(12), px(8), px(12), px(8))
        inner.addWidget(self.paper)
        inner.addLayout(row)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(4))
        lines.addWidget(ground)
        lines.addWidget(self.note)


def _on_paper(ink: QImage) -> QPixmap:
    """White, whatever the theme, as on the pad."""
    size = QSize(*(current().px(side) for side in _SHOWN))
    made = QPixmap(size)
    made.fill(PAPER)
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = ink.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    painter = QPainter(made)
    painter.drawImage(0, 0, scaled)
    painter.end()
    return made


def _cut(desk: Desk, source: Path | bytes) -> CutOut:
    """Beside the window: the outside file is decoded by its own worker, the ink taken by another."""
    taken = desk.intake.take_file(source) if isinstance(source, Path) else desk.intake.take(source)
    return desk.bench.signature(taken[0].data)
