"""How to scan: the choices a scanner offers, each on its usual value already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from poswizard.documents.scanner import Abilities, Area, Colour, Feed, Wish
from poswizard.text import Text
from poswizard.ui.capture.scrolling import show_names
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import line

_ROWS = (
    Text("扫描仪", "Scanner"),
    Text("来源", "Source"),
    Text("范围", "Area"),
    Text("清晰度", "Resolution"),
    Text("颜色", "Colour"),
)
_LABEL = 76
"""Of the longest of these words and the gap after it, in pixels before scaling."""
_DPI = Text("{0} dpi", "{0} dpi")
_USUAL = Text("{0} dpi（推荐）", "{0} dpi (best)")


class ScanOptions(QWidget):
    """Boxes to choose from; what a scanner has one of cannot be chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._abilities: Abilities | None = None
        self.device_box = QComboBox()
        self.feed_box, self.area_box = QComboBox(), QComboBox()
        self.resolution_box, self.colour_box = QComboBox(), QComboBox()
        self._choices = (self.feed_box, self.area_box, self.resolution_box, self.colour_box)
        for box in self._choices:
            box.activated.connect(self.changed)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(current().px(8))
        form.setHorizontalSpacing(current().px(12))
        for words, box in zip(_ROWS, (self.device_box, *self._choices), strict=True):
            box.setAccessibleName(str(words))
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            form.addRow(line(words), box)

    @property
    def feed(self) -> Feed:
        """Where the paper lies."""
        return self.wish().feed

    def show_devices(self, names: Sequence[str], chosen: int) -> None:
        """Offer these scanners."""
        show_names(self.device_box, names, chosen, label=_LABEL)

    def show_abilities(self, abilities: Abilities, usual: Wish) -> None:
        """Offer what a scanner can, with the usual chosen."""
        self._abilities = abilities
        resolutions = [
            str((_USUAL if each == usual.resolution else _DPI).format(each))
            for each in abilities.resolutions
        ]
        for box, words, chosen in (
            (self.feed_box, _words(abilities.feeds), abilities.feeds.index(usual.feed)),
            (self.area_box, _words(abilities.areas), abilities.areas.index(usual.area)),
            (self.resolution_box, resolutions, abilities.resolutions.index(usual.resolution)),
            (self.colour_box, _words(abilities.colours), abilities.colours.index(usual.colour)),
        ):
            box.clear()
            box.addItems(words)
            box.setCurrentIndex(chosen)

    def wish(self) -> Wish:
        """What is chosen."""
        can = self._abilities
        if can is None:
            return Wish(0)
        feed = can.feeds[self.feed_box.currentIndex()]
        area = can.areas[self.area_box.currentIndex()]
        return Wish(
            can.resolutions[self.resolution_box.currentIndex()],
            can.colours[self.colour_box.currentIndex()],
            feed,
            area if feed is Feed.GLASS else Area.WHOLE,
        )

    def allow(self, choices: bool, devices: bool) -> None:
        """Let be chosen, or not while the scanner is at work."""
        self.device_box.setEnabled(devices)
        for box in self._choices:
            box.setEnabled(choices and box.count() > 1)
        if choices:
            self.area_box.setEnabled(self.feed is Feed.GLASS and self.area_box.count() > 1)


def _words(members: Sequence[Feed] | Sequence[Area] | Sequence[Colour]) -> list[str]:
    return [str(each.label) for each in members]
