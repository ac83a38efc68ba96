"""The pages of a pile under the applications that they belong to, each with what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from poswizard.documents.pile import Bundle, Judged, Verdict, bundles
from poswizard.text import Text
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.palette import Tone
from poswizard.ui.theme import TextRole, current

_NAME = Text("这一叠纸", "The pile")
_WHOLE = Text("{0} {1}：{2} 页齐全", "{0} {1}: all {2} pages")
_GAPS = Text("{0} {1}：共 {2} 页，这一叠里没有第 {3} 页", "{0} {1}: of {2} pages, not here: {3}")
_BETWEEN = Text("、", ", ")
_ASIDE = Text("不归档的", "Not filed")
_PAGE = Text("第 {0} 页　{1}", "Page {0}: {1}")
_OF_ANOTHER = Text("{0} 第 {1} 页　{2}", "{0} page {1}: {2}")
_SEEN = Text("签字处没有看到签名（确已签名请勾选）", "No signature seen (tick it if there is one)")


class PileList(QListWidget):
    """Ticked pages are filed. What does not belong anywhere stands at the end and cannot be ticked."""

    looked_at = Signal(object)
    """The `Judged` page that is current, or none."""
    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(current().px(18), current().px(18)))
        self.setAccessibleName(str(_NAME))
        self.currentItemChanged.connect(self._look)
        self.itemChanged.connect(lambda _item: self.chosen_changed.emit())
        self._bundles: tuple[Bundle, ...] = ()

    def show_pile(self, pages: Sequence[Judged]) -> None:
        """Show these pages; those that fit are ticked."""
        self.blockSignals(True)
        self.clear()
        self._bundles = tuple(bundles(pages))
        for bundle in self._bundles:
            self._head(_title_of(bundle))
            for one in bundle.pages:
                self._page(one, _words_of(one))
        taken = {id(one) for bundle in self._bundles for one in bundle.pages}
        aside = [one for one in pages if id(one) not in taken]
        if aside:
            self._head(str(_ASIDE))
        for one in aside:
            self._page(one, _words_of(one, with_number=True))
        self.blockSignals(False)
        self._choose_first()
        self.chosen_changed.emit()

    def chosen(self) -> list[tuple[Bundle, set[int]]]:
        """The bundles with the numbers of their ticked pages, those without any left out."""
        ticked = {
            id(one)
            for one, item in self._judged()
            if item.checkState() is Qt.CheckState.Checked
            and item.flags() & Qt.ItemFlag.ItemIsUserCheckable
        }
        found = [
            (bundle, {_number(one) for one in bundle.pages if id(one) in ticked})
            for bundle in self._bundles
        ]
        return [(bundle, numbers) for bundle, numbers in found if numbers]

    def _judged(self) -> Iterable[tuple[Judged, QListWidgetItem]]:
        for row in range(self.count()):
            item = self.item(row)
            if (one := item.data(Qt.ItemDataRole.UserRole)) is not None:
                yield one, item

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFont(current().font(TextRole.STRONG))
        self.addItem(item)

    def _page(self, one: Judged, words: str) -> None:
        glyph, tone = _look_of(one.verdict)
        item = QListWidgetItem(icon(glyph, tone), words)
        item.setData(Qt.ItemDataRole.UserRole, one)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if one.verdict.files or one.verdict.may_be_overruled:
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = one.verdict.files
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        else:
            item.setFlags(flags)
        self.addItem(item)

    def _choose_first(self) -> None:
        """The first page that somebody should look at, else the first."""
        rows = [(self.row(item), one) for one, item in self._judged()]
        wanting = [row for row, one in rows if one.verdict.may_be_overruled]
        first = wanting or [row for row, _ in rows]
        self.setCurrentRow(first[0] if first else -1)
        self._look(self.currentItem())

    def _look(self, item: QListWidgetItem | None, _before: object = None) -> None:
        self.looked_at.emit(item.data(Qt.ItemDataRole.UserRole) if item else None)


def _title_of(bundle: Bundle) -> str:
    expected = bundle.expected
    if not bundle.missing:
        return str(_WHOLE.format(expected.number, expected.of, bundle.of))
    listed = str(_BETWEEN).join(map(str, bundle.missing))
    return str(_GAPS.format(expected.number, expected.of, bundle.of, listed))


def _words_of(one: Judged, *, with_number: bool = False) -> str:
    code = one.sheet.code
    words = _SEEN if one.verdict is Verdict.UNSIGNED else one.verdict.label
    if code is None:
        return str(words)
    if with_number:
        return str(_OF_ANOTHER.format(code.number, code.page, words))
    return str(_PAGE.format(code.page, words))


def _number(one: Judged) -> int:
    return one.sheet.code.page if one.sheet.code else 0


def _look_of(verdict: Verdict) -> tuple[Glyph, Tone]:
    if verdict.files:
        return Glyph.COMPLETE, Tone.GOOD
    if verdict.may_be_overruled:
        return Glyph.WARNING, Tone.WARNING
    quiet = verdict in (Verdict.TWICE, Verdict.OTHER_SHEET)
    return (Glyph.NOT_NEEDED, Tone.QUIET) if quiet else (Glyph.PROBLEM, Tone.DANGER)
