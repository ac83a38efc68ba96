"""What was read off a picture, line by line beside its cut-outs, to be taken over by a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import keep_keys
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, frame, label, line, restyle

_HEADING = Text("照片上读到，请对照后采用", "Read off the picture: compare, then take over")
_KEYS = Text(
    "Enter 采用一项 · Ctrl+Enter 全部采用 · ↑↓ 选择 · Esc 离开",
    "Enter takes one · Ctrl+Enter takes all · ↑↓ choose · Esc leaves",
)
_ALL = Text("全部采用", "Take all")
_TAKEN = Text("已采用", "taken")
_TAKE = Text("采用", "Take")
_SPOKEN = Text("{0}：{1}，{2}", "{0}: {1}, {2}")
_ALL_KEYS = ("Ctrl+Return", "Ctrl+Enter")

CUT = QSize(200, 34)
"""Most logical pixels of a cut-out."""
_LONGEST = 30
"""Characters of a value that are shown; the tooltip has it whole."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that was read."""

    id: str
    target: Text
    """The question it answers."""
    shown: str
    confidence: Text
    is_sure: bool
    """A check digit or a second place says the same."""
    is_taken: bool = False


class SuggestionPanel(QWidget):
    """The offers of one document. It takes nothing over itself."""

    taken = Signal(list)
    """Ids of the offers that are wanted."""
    left = Signal()
    """The person wants to be elsewhere."""
    looked_at = Signal(str)
    """The offer that has the keyboard now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[OfferRow] = []
        self._offers: tuple[Offer, ...] = ()
        self._cuts: dict[str, QImage] = {}
        px = current().px
        self._ground = frame("card")
        self._lines = QVBoxLayout(self._ground)
        self._lines.setContentsMargins(px(8), px(8), px(8), px(8))
        self._lines.setSpacing(px(2))
        self.all_button = button(_ALL, "plain", keys="Ctrl+Enter")
        self.all_button.clicked.connect(self.take_all)
        head = QGridLayout()
        head.setContentsMargins(px(8), 0, px(4), px(4))
        head.addWidget(label(_HEADING, "strong"), 0, 0)
        head.addWidget(label(_KEYS, "quiet"), 1, 0)
        head.addWidget(self.all_button, 0, 1, 2, 1)
        head.setColumnStretch(0, 1)
        self._lines.addLayout(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._ground)
        self.hide()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these; the same lines in another state keep the keyboard where it is."""
        if tuple(offers) == self._offers:
            return
        before, self._offers = self._offers, tuple(offers)
        if [offer.id for offer in before] != [offer.id for offer in offers]:
            self._make_rows()
        for row, offer in zip(self.rows, offers, strict=True):
            row.show_offer(offer)
        self.all_button.setVisible(bool(self._open_rows()))
        self.setVisible(bool(offers))

    def show_cut(self, offer_id: str, cut: QImage) -> None:
        """Show the part of the picture that an offer was read off."""
        self._cuts[offer_id] = cut
        for row in self.rows:
            if row.offer_id == offer_id:
                row.show_cut(cut)

    @property
    def has_open(self) -> bool:
        """Whether anything is still to be taken."""
        return bool(self._open_rows())

    @property
    def has_keyboard(self) -> bool:
        """Whether one of the lines has it."""
        return any(row.hasFocus() for row in self.rows)

    def take_the_keyboard(self) -> None:
        """Go to the first offer that is not taken."""
        if rows := self._open_rows():
            rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_all(self) -> None:
        """Want everything that is not taken yet."""
        if rows := self._open_rows():
            self.taken.emit([row.offer_id for row in rows])

    def take(self, row: OfferRow) -> None:
        """Want one, and go on to the next."""
        if row.is_open:
            here = self.rows.index(row)
            self.taken.emit([row.offer_id])
            if following := [each for each in self.rows[here + 1 :] if each.is_open]:
                following[0].setFocus(Qt.FocusReason.OtherFocusReason)
            elif not self._open_rows():
                self.left.emit()

    def step(self, row: OfferRow, by: int) -> None:
        """Go to the line before or after."""
        there = self.rows.index(row) + by
        if 0 <= there < len(self.rows):
            self.rows[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_rows(self) -> list[OfferRow]:
        return [row for row in self.rows if row.is_open]

    def _make_rows(self) -> None:
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [OfferRow(self, offer.id) for offer in self._offers]
        for row in self.rows:
            self._lines.addWidget(row)
            if row.offer_id in self._cuts:
                row.show_cut(self._cuts[row.offer_id])


class OfferRow(QPushButton):
    """A line: the cut-out, the question, the value, and how far to trust it."""

    def __init__(self, panel: SuggestionPanel, offer_id: str) -> None:
        super().__init__(panel)
        self._panel, self.offer_id = panel, offer_id
        self.is_open = False
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        px = current().px
        self._cut = QLabel()
        self._cut.setFixedSize(px(CUT.width()), px(CUT.height()))
        self._cut.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._target, self._trust = line(kind="quiet"), line(kind="small")
        self._value, self._state = line(kind="strong"), line(kind="small")
        self._value.setMinimumWidth(px(40))  # what does not fit is in the tooltip
        grid = QGridLayout(self)
        grid.setContentsMargins(px(8), px(4), px(8), px(4))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(0)
        grid.addWidget(self._cut, 0, 0, 2, 1)
        grid.addWidget(self._target, 0, 1)
        grid.addWidget(self._trust, 0, 2)
        grid.addWidget(self._value, 1, 1, 1, 2)
        grid.addWidget(self._state, 0, 3, 2, 1)
        grid.setColumnStretch(2, 1)
        for part in (self._cut, self._target, self._value, self._trust, self._state):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        keep_keys(self, _ALL_KEYS)
        self.clicked.connect(self._take)

    def show_offer(self, offer: Offer) -> None:
        """Show what was read and how it stands."""
        self.is_open = not offer.is_taken
        self._target.setText(str(offer.target))
        self._value.setText(_short(offer.shown))
        self.setToolTip(offer.shown)
        self._trust.setText(str(offer.confidence))
        restyle(self._trust, tone=(Tone.GOOD if offer.is_sure else Tone.TEXT).value)
        self._state.setText(f"✓ {_TAKEN}" if offer.is_taken else f"Enter {_TAKE}")
        restyle(self._state, tone=(Tone.GOOD if offer.is_taken else Tone.QUIET).value)
        state = _TAKEN if offer.is_taken else offer.confidence
        self.setAccessibleName(str(_SPOKEN.format(offer.target, offer.shown, state)))

    def show_cut(self, cut: QImage) -> None:
        """Show the part of the picture."""
        ratio = self.devicePixelRatioF()
        made = QPixmap.fromImage(
            cut.scaled(
                self._cut.size() * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        made.setDevicePixelRatio(ratio)
        self._cut.setPixmap(made)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self._panel.take_all()
                self._panel.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take()
            case Qt.Key.Key_Up:
                self._panel.step(self, -1)
            case Qt.Key.Key_Down:
                self._panel.step(self, 1)
            case Qt.Key.Key_Escape:
                self._panel.left.emit()
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._panel.looked_at.emit(self.offer_id)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if with_control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()  # else it would be the next page
                return True
        return super().event(event)

    def _take(self) -> None:
        self._panel.take(self)


def _short(value: str) -> str:
    plain = " ".join(value.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
