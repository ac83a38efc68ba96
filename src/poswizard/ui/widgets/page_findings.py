"""What is wrong with a page's picture, beside it: each with its remedy, and the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button, frame, label, sign
from poswizard.ui.widgets.ways_row import Way

_PAGE = "page"
"""Property of a line: whose reason is written in it."""
FAILURES = 3
"""Pictures found wanting in a row, after which another way in is offered."""

_RETAKE = Text("拍摄另一张", "Take another")
_CROP = Text("手动裁剪", "Crop by hand")
_USE = Text("仍然使用（写明原因）", "Use it all the same (say why)")
_CHANGE = Text("修改原因", "Change the reason")
_WHY = Text("写给审核员看的原因，回车确定", "The reason, for the reviewer; Enter confirms")
_REASON = Text("仍然使用，原因：{0}", "Used all the same: {0}")
_ON_PAGE = Text("第 {0} 页：{1}", "Page {0}: {1}")
_OTHER_WAY = Text(
    "已经拍了 {0} 次仍不合格，换个办法可能更快：",
    "{0} pictures in a row were not good enough; another way may be quicker:",
)
_INSTEAD = {
    Way.SCANNER: Text("改用扫描仪", "Use the scanner"),
    Way.FILE: Text("选择手机原图…", "Choose the phone's original…"),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing wrong with a picture."""

    what: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class FoundOnPage:
    """What is wrong with one page, and whether it may stay."""

    id: str
    number: int
    """From 1; 0 where the document has no other page."""
    wrongs: tuple[Wrong, ...]
    may_stay: bool = False
    """Whether a reason is enough to use it."""
    reason: str = ""
    """Why it is used all the same."""


class PageFindings(QWidget):
    """A note for each page that was found wanting. Its owner says what is wrong and what is done."""

    retake_wanted = Signal(str)
    crop_wanted = Signal(str)
    reason_given = Signal(str, str)
    """The page, and why it is used all the same."""
    way_wanted = Signal(object)
    """Another `Way`, after too many failures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._begun: dict[str, str] = {}
        """Reasons being written, by page: reading goes on meanwhile and may find more."""
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(current().px(4))
        self.hide()

    def show_findings(self, pages: Sequence[FoundOnPage], failures: int = 0) -> None:
        """Show what is wrong; `failures` is how many pictures in a row were."""
        wanted = (*pages, failures >= FAILURES and failures)
        if wanted == self._shown:
            return
        self._shown = wanted
        writing = self._writing_at()
        self._clear()
        for page in pages:
            note, lines = self._note(page)
            self._lines.addWidget(note)
            if page.may_stay and page.id == writing:
                note.show()
                self._ask_reason(page, lines)
        if pages and failures >= FAILURES:
            self._lines.addWidget(self._other_way(failures))
        self.setVisible(bool(pages))

    def _clear(self) -> None:
        while item := self._lines.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _writing_at(self) -> str:
        """The page for which a reason is being written, if any."""
        line = QApplication.focusWidget()
        if not isinstance(line, QLineEdit) or not self.isAncestorOf(line):
            return ""
        page = str(line.property(_PAGE))
        return page if page in self._begun else ""

    def _note(self, page: FoundOnPage) -> tuple[QFrame, QVBoxLayout]:
        px = current().px
        tone = Tone.WARNING if page.may_stay else Tone.DANGER
        note = frame("note", tone)
        lines = QVBoxLayout(note)
        lines.setContentsMargins(px(12), px(8), px(12), px(4))
        lines.setSpacing(px(4))
        for wrong in page.wrongs:
            lines.addLayout(_wrong(page, wrong, tone))
        if page.reason:
            lines.addWidget(label(_REASON.format(page.reason), "small"))
        actions = QWidget()
        row = FlowLayout(actions, gap=px(16))
        for made in self._actions(page, lines):
            row.addWidget(made)
        lines.addWidget(actions)
        note.setAccessibleName(" ".join(f"{wrong.what}{wrong.remedy}" for wrong in page.wrongs))
        return note, lines

    def _actions(self, page: FoundOnPage, lines: QVBoxLayout) -> list[QWidget]:
        retake = button(_RETAKE, "link", Glyph.CAMERA)
        retake.clicked.connect(partial(self.retake_wanted.emit, page.id))
        crop = button(_CROP, "link", Glyph.CROP)
        crop.clicked.connect(partial(self.crop_wanted.emit, page.id))
        made: list[QWidget] = [retake, crop]
        if page.may_stay:
            use = button(_CHANGE if page.reason else _USE, "link", Glyph.EDIT)
            use.clicked.connect(partial(self._ask_reason, page, lines))
            made.append(use)
        return made

    def _ask_reason(self, page: FoundOnPage, lines: QVBoxLayout) -> None:
        line = QLineEdit(self._begun.setdefault(page.id, page.reason))
        line.setProperty(_PAGE, page.id)
        line.textEdited.connect(partial(self._begun.__setitem__, page.id))
        line.setPlaceholderText(str(_WHY))
        line.setAccessibleName(str(_WHY))
        line.returnPressed.connect(partial(self._give_reason, page.id, line))
        lines.addWidget(line)
        line.show()  # a layout would only do so later, and what is not seen takes no keyboard
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_reason(self, page_id: str, line: QLineEdit) -> None:
        if reason := line.text().strip():
            self._begun.pop(page_id, None)
            self.reason_given.emit(page_id, reason)

    def _other_way(self, failures: int) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().px(16))
        row.addWidget(label(_OTHER_WAY.format(failures), "small"), 1)
        for way, words in _INSTEAD.items():
            link = button(words, "link")
            link.clicked.connect(partial(self.way_wanted.emit, way))
            row.addWidget(link)
        return made


def _wrong(page: FoundOnPage, wrong: Wrong, tone: Tone) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(current().px(8))
    glyph = Glyph.WARNING if tone is Tone.WARNING else Glyph.PROBLEM
    row.addWidget(sign(glyph, tone, 16), alignment=Qt.AlignmentFlag.AlignTop)
    what = _ON_PAGE.format(page.number, wrong.what) if page.number else wrong.what
    row.addWidget(label(what + Text("", " ") + wrong.remedy, "small", tone), 1)
    return row
