"""What a picture says, under the empty field it answers: the cut-out, the value, and the key that takes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import line

_READ = Text("照片上读到：{0}（Enter 采用）", "The picture says: {0} (Enter takes it)")
_CUT = QSize(300, 28)
_MARGIN = 2


class ReadingChip(QPushButton):
    """A small button; pressing it takes the value over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self._cut, self._words = QLabel(), line(kind="small", tone=Tone.ACCENT)
        self._cut.hide()
        lines = QVBoxLayout(self)
        px = current().px
        lines.setContentsMargins(px(_MARGIN), px(_MARGIN), px(_MARGIN), px(_MARGIN))
        lines.setSpacing(px(2))
        for part in (self._cut, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setMinimumWidth(1)
            lines.addWidget(part)

    def show_reading(self, shown: str, confidence: Text) -> None:
        """Show a value, and in the tooltip how far to trust it."""
        self._shown = " ".join(shown.split())
        self.setToolTip(f"{shown}\n{confidence}")
        self.setAccessibleName(f"{_READ.format(shown)} {confidence}")
        self._cut.hide()
        self._fit()

    def show_cut(self, cut: QImage) -> None:
        """Show the part of the picture it was read off."""
        px = current().px
        ratio = self.devicePixelRatioF()
        made = QPixmap.fromImage(
            cut.scaled(
                QSize(px(_CUT.width()), px(_CUT.height())) * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        made.setDevicePixelRatio(ratio)
        self._cut.setPixmap(made)
        self._cut.show()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As much of the value as there is room for; the cut-out shows it whole."""
        room = self.width() - 2 * current().px(_MARGIN) - 2
        metrics = self._words.fontMetrics()
        rest = metrics.horizontalAdvance(str(_READ.format("")))
        short = metrics.elidedText(self._shown, Qt.TextElideMode.ElideRight, max(40, room - rest))
        self._words.setText(str(_READ.format(short)))
