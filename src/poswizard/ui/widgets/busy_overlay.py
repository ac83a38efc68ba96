"""A pane over the page while slow work runs: what is being done, how far it is, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, frame, label

PATIENCE = 300
"""Milliseconds before the pane shows: quick work must not flicker."""

_CANCEL = Text("取消", "Cancel")
_STOPPING = Text("正在停止…", "Stopping…")


class BusyOverlay(QWidget):
    """Covers the widget it is given, follows its size, and keeps the keyboard away from it."""

    cancel_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._appear)
        self._words = label(kind="heading")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button(_CANCEL)
        self._cancel.clicked.connect(self._stop)
        self._before: QWidget | None = None
        self._lay_out()
        over.installEventFilter(self)
        self.hide()

    def begin(self, what: Text, *, can_cancel: bool = True) -> None:
        """Work has begun; the pane shows if it lasts."""
        self._words.setText(str(what))
        self.setAccessibleName(str(what))
        self._bar.setRange(0, 0)
        self._cancel.setVisible(can_cancel)
        self._cancel.setEnabled(True)
        self._cancel.setText(str(_CANCEL))
        self._patience.start()

    def show_progress(self, done: float) -> None:
        """`done` of the work is done, from 0 to 1."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(done * 1000))

    def end(self) -> None:
        """The work is over, well or not; the keyboard goes back to where it was."""
        self._patience.stop()
        was_shown = self.isVisible()
        self.hide()
        if was_shown and self._before is not None:
            self._before.setFocus()
        self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over and self.isVisible():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(current().palette.window)
        veil.setAlphaF(0.8)
        QPainter(self).fillRect(self.rect(), veil)

    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: N802
        """Tab stays on the pane; said to be done, or the page below would do it."""
        return True

    def _appear(self) -> None:
        self._before = self.window().focusWidget()
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        (self._cancel if not self._cancel.isHidden() else self).setFocus()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(str(_STOPPING))
        self.cancel_wanted.emit()

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        px = current().px
        card = frame("card")
        card.setFixedWidth(px(360))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(24), px(20), px(24), px(20))
        inner.setSpacing(px(16))
        inner.addWidget(self._words)
        inner.addWidget(self._bar)
        inner.addWidget(self._cancel, alignment=Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.addWidget(card, alignment=Qt.AlignmentFlag.AlignCenter)
