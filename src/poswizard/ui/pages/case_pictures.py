"""The pictures of a received case: chosen by document, looked at closely, and pointed at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from poswizard.forms.rich_kinds import Document
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.unpacking import unpacked
from poswizard.ui.widgets.image_preview import ImagePreview
from poswizard.ui.widgets.labels import button, tool
from poswizard.wizard.flow import Flow

_WHICH = Text("图片", "Picture")
_PAGE = Text("{0}（第 {1} 张）", "{0} ({1})")
_NEXT = Text("下一张", "Next picture")
_BEFORE = Text("上一张", "Picture before")
_POINT_OUT = Text("指出这张图片的问题", "Point out what is wrong with it")


class CasePictures(QWidget):
    """One picture at a time, fetched when it is looked at."""

    pointed_at = Signal(str)
    """Key of the document's question."""

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        super().__init__()
        self._fetch = fetch
        self._keys: list[str] = []
        self.is_shown = False
        """Whether the chosen picture is there."""
        self.which = QComboBox()
        self.which.setAccessibleName(str(_WHICH))
        self.which.currentIndexChanged.connect(self._show)
        self.preview = ImagePreview()
        self.preview.setMinimumHeight(current().px(160))
        self.point_out = button(_POINT_OUT)
        self.point_out.clicked.connect(self._point)
        self._arrange()

    def show_files(self, flow: Flow, files: Mapping[str, str]) -> None:
        """The pictures among the files of a package, in the order of the questions."""
        self.which.blockSignals(True)
        self.which.clear()
        self._keys = []
        for key, words, digest in _pictures(flow, files):
            self._keys.append(key)
            self.which.addItem(words, digest)
        self.which.blockSignals(False)
        self.setVisible(bool(self._keys))
        self._show()

    def show_document(self, key: str) -> None:
        """The first picture of a document, if there is one."""
        if key in self._keys:
            self.which.setCurrentIndex(self._keys.index(key))

    def _show(self) -> None:
        """Fetched and unpacked beside the window: a picture of a camera takes its time."""
        self.is_shown = False
        self.preview.show_picture(None)  # never one document under the name of another
        if digest := self.which.currentData():
            run(
                partial(_fetched, self._fetch, digest),
                then=partial(self._show_picture, digest),
                failed=self.preview.show_unreadable,
            )

    def _show_picture(self, digest: str, picture: QImage) -> None:
        if digest == self.which.currentData():  # else another was chosen meanwhile
            self.preview.show_picture(picture)
            self.is_shown = True

    def _step(self, by: int) -> None:
        if count := self.which.count():
            self.which.setCurrentIndex((self.which.currentIndex() + by) % count)

    def _point(self) -> None:
        if self._keys:
            self.pointed_at.emit(self._keys[self.which.currentIndex()])

    def _arrange(self) -> None:
        px = current().px
        before, after = tool(_BEFORE, Glyph.BACK), tool(_NEXT, Glyph.FORWARD)
        before.clicked.connect(lambda: self._step(-1))
        after.clicked.connect(lambda: self._step(1))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(before)
        row.addWidget(self.which, 1)
        row.addWidget(after)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(8))
        lines.addLayout(row)
        lines.addWidget(self.preview, 1)
        lines.addWidget(self.point_out)


def _fetched(fetch: Callable[[str], bytes], digest: str) -> QImage:
    return unpacked(fetch(digest))


def _pictures(flow: Flow, files: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Key of the question, words, and digest."""
    for field in flow.fields:
        if not isinstance(field, Document):
            continue
        number = 1
        while digest := files.get(f"documents/{field.slot}-{number}.jpg"):
            words = str(_PAGE.format(field.label, number)) if number > 1 else str(field.label)
            yield field.key, words, digest
            number += 1
