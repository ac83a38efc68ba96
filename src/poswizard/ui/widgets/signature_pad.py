"""A surface to sign on with mouse, finger or pen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QTabletEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import LIGHT, Tone
from poswizard.ui.theme import TextRole, current
from poswizard.ui.widgets.ink import PAPER, PICTURE, Dot, Stroke, paint_ink, written
from poswizard.ui.widgets.labels import button, label

REST = 700
"""Milliseconds the pen rests before the signature counts as made."""
_HERE = Text("请在此处签名", "Please sign here")
_UNDO = Text("撤销一笔", "Undo stroke")
_CLEAR = Text("清除重签", "Clear and sign again")
_KEYS = Text(
    "手指、触控笔或鼠标均可。清除按 Delete，撤销按 Ctrl+Z。",
    "Finger, pen or mouse. Delete clears, Ctrl+Z undoes.",
)


class SignaturePad(QWidget):
    """The surface with its two buttons. Always black ink on white paper, whatever the theme."""

    signed = Signal(bytes)
    """A PNG of 1200 × 400 pixels, when the pen has rested."""
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surface = _Surface()
        self._undo = button(_UNDO, "quiet", Glyph.UNDO, "Ctrl+Z")
        self._clear = button(_CLEAR, "quiet", Glyph.ERASE, "Delete")
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._give_out)
        self.surface.pen_down.connect(self._rest.stop)
        self.surface.pen_up.connect(self._stroke_made)
        self.surface.clear_wanted.connect(self.clear)
        self.surface.undo_wanted.connect(self.undo)
        self._undo.clicked.connect(self.undo)
        self._clear.clicked.connect(self.clear)
        self.setFocusProxy(self.surface)
        self._lay_out()
        self._show_what_can_be_done()

    def show_signature(self, png: bytes | None) -> None:
        """Show a signature made earlier, or an empty surface; no signal."""
        self._rest.stop()
        self.surface.show_picture(QImage.fromData(png) if png else None)
        self._show_what_can_be_done()

    def clear(self) -> None:
        """Take everything away."""
        self._rest.stop()
        if not self.surface.is_empty:
            self.surface.show_picture(None)
            self._show_what_can_be_done()
            self.cleared.emit()

    def undo(self) -> None:
        """Take the last stroke away."""
        if not self.surface.undo():
            return
        self._show_what_can_be_done()
        if self.surface.is_empty:
            self._rest.stop()
            self.cleared.emit()
        else:
            self._rest.start()

    def _stroke_made(self) -> None:
        self._show_what_can_be_done()
        self._rest.start()

    def _give_out(self) -> None:
        if not self.surface.is_empty:
            self.signed.emit(self.surface.picture())

    def _show_what_can_be_done(self) -> None:
        self._undo.setEnabled(self.surface.has_strokes)
        self._clear.setEnabled(not self.surface.is_empty)

    def _lay_out(self) -> None:
        px = current().px
        row = QHBoxLayout()
        row.addWidget(label(_KEYS, "quiet"), 1)
        row.addWidget(self._undo)
        row.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.surface, 1)
        column.addLayout(row)


class _Surface(QWidget):
    """The paper: knows strokes, not what they are for."""

    pen_down = Signal()
    pen_up = Signal()
    clear_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[Stroke] = []
        self._picture: QImage | None = None
        self._is_drawing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)
        self.setAccessibleName(str(_HERE))
        self.setAccessibleDescription(str(_KEYS))

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a stroke nor an earlier signature."""
        return not self._strokes and self._picture is None

    @property
    def has_strokes(self) -> bool:
        """Whether a stroke can be undone."""
        return bool(self._strokes)

    def show_picture(self, picture: QImage | None) -> None:
        """Show an earlier signature instead of strokes."""
        self._strokes = []
        self._picture = picture
        self.update()

    def undo(self) -> bool:
        """Forget the last stroke; whether there was one."""
        if not self._strokes:
            return False
        self._strokes.pop()
        self.update()
        return True

    def picture(self) -> bytes:
        """The signature as a PNG."""
        return written(self._strokes, self._picture)

    def sizeHint(self) -> QSize:
        return QSize(current().px(600), current().px(200))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(width // 3, current().px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(240), current().px(96))

    def tabletEvent(self, event: QTabletEvent) -> None:
        pressing = event.pressure() > 0
        kind = event.type()
        if kind == event.Type.TabletPress:
            self._begin(event.position(), event.pressure())
        elif kind == event.Type.TabletMove and pressing and self._is_drawing:
            self._go_on(event.position(), event.pressure())
        elif kind == event.Type.TabletRelease:
            self._finish()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not _by_pen(event):
            self._begin(event.position(), 0.5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_drawing and not _by_pen(event):
            self._go_on(event.position(), 0.5)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not _by_pen(event):
            self._finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, palette = current().px, current().palette
        paper = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(PAPER)
        edge = palette.accent if self.hasFocus() else palette.edge
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(paper, px(6), px(6))
        self._paint_line(painter, paper)
        paint_ink(painter, self._sheet(), self._strokes, self._picture)

    def _paint_line(self, painter: QPainter, paper: QRectF) -> None:
        px = current().px
        painter.setPen(QPen(QColor(LIGHT.line), 1))
        y = paper.bottom() - paper.height() / 4
        painter.drawLine(QPointF(paper.left() + px(24), y), QPointF(paper.right() - px(24), y))
        if self.is_empty:
            painter.setFont(current().font(TextRole.BODY))
            painter.setPen(QColor(LIGHT.of(Tone.QUIET)))
            painter.drawText(paper, Qt.AlignmentFlag.AlignCenter, str(_HERE))

    def _sheet(self) -> QRectF:
        """The part of the surface that has the picture's shape."""
        size = PICTURE.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QRectF(0, 0, size.width(), size.height())
        sheet.moveCenter(QRectF(self.rect()).center())
        return sheet

    def _begin(self, at: QPointF, pressure: float) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._picture = None
        self._is_drawing = True
        self._strokes.append([])
        self.pen_down.emit()
        self._go_on(at, pressure)

    def _go_on(self, at: QPointF, pressure: float) -> None:
        sheet = self._sheet()
        share = QPointF(
            min(max((at.x() - sheet.left()) / sheet.width(), 0.0), 1.0),
            min(max((at.y() - sheet.top()) / sheet.height(), 0.0), 1.0),
        )
        self._strokes[-1].append(Dot(share, pressure))
        self.update()

    def _finish(self) -> None:
        if self._is_drawing:
            self._is_drawing = False
            self.pen_up.emit()


def _by_pen(event: QMouseEvent) -> bool:
    """Whether the pen's own event has been seen already."""
    return event.pointerType() in (
        QPointingDevice.PointerType.Pen,
        QPointingDevice.PointerType.Eraser,
    )
