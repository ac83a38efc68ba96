"""A picture that can be looked at closely: fit, zoom, move, and a frame around the part meant."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QHBoxLayout, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import label, line, tool

_STEP = 1.25
_LARGEST = 8.0
_ZOOM_IN = Text("放大", "Zoom in")
_ZOOM_OUT = Text("缩小", "Zoom out")
_FIT = Text("适合窗口", "Fit")
_NOTHING = Text("尚无图片", "No picture yet")
_UNREADABLE = Text(
    "这张图片无法显示。请重新拍摄或另选文件。",
    "This picture cannot be shown. Take it again or choose another file.",
)


class ImagePreview(QWidget):
    """A picture with zoom buttons. Plus, minus and 0 zoom; Ctrl with the wheel zooms at the pointer."""

    zoomed = Signal(float)
    """Screen pixels per picture pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = _View()
        self._view.setAccessibleName(str(_NOTHING))
        self._message = label(_NOTHING, tone=Tone.QUIET)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._share = line(kind="quiet")
        self._view.zoomed.connect(self._show_share)
        self.setFocusProxy(self._view)
        self._lay_out()
        self.show_picture(None)

    def show_picture(self, picture: QImage | bytes | None, name: Text | None = None) -> None:
        """Show a picture fitted into the pane, or say that there is none, or that it is unreadable."""
        image = QImage.fromData(picture) if isinstance(picture, bytes) else picture
        shown = image is not None and not image.isNull()
        self._view.setVisible(shown)
        self._bar.setVisible(shown)
        self._message.setVisible(not shown)
        self._message.setText(str(_NOTHING if picture is None else _UNREADABLE))
        self._view.setAccessibleName(str(name or _NOTHING))
        if image is not None and shown:
            self._view.show_picture(image)

    def show_unreadable(self, _error: Exception | None = None) -> None:
        """Say that the picture cannot be shown."""
        self.show_picture(QImage())

    def add_action(self, made: QWidget) -> None:
        """Put a button beside those that zoom."""
        self._row.insertWidget(self._row.count() - 1, made)

    def show_frame(self, part: QRectF | None) -> None:
        """Frame a part of the picture, in picture pixels, and bring it into view."""
        self._view.show_frame(part)

    @property
    def zoom(self) -> float:
        """Screen pixels per picture pixel."""
        return self._view.zoom

    def zoom_in(self) -> None:
        """A step closer."""
        self._view.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """A step back."""
        self._view.zoom_by(1 / _STEP)

    def fit(self) -> None:
        """Show the whole picture."""
        self._view.fit()

    def _show_share(self, zoom: float) -> None:
        self._share.setText(f"{zoom:.0%}")
        self.zoomed.emit(zoom)

    def _lay_out(self) -> None:
        px = current().px
        self._bar = QWidget()
        self._row = row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        for words, glyph, keys, act in (
            (_ZOOM_OUT, Glyph.ZOOM_OUT, "−", self.zoom_out),
            (_ZOOM_IN, Glyph.ZOOM_IN, "+", self.zoom_in),
            (_FIT, Glyph.FIT, "0", self.fit),
        ):
            made = tool(words, glyph, "quiet", keys)
            made.clicked.connect(act)
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self._share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self._view, 1)
        column.addWidget(self._message, 1)
        column.addWidget(self._bar)


class _View(QGraphicsView):
    """The pane with the picture."""

    zoomed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self._item = self.scene().addPixmap(QPixmap())
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._frame = self.scene().addRect(QRectF())
        self._is_fitted = True
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)

    @property
    def zoom(self) -> float:
        return self.transform().m11()

    def show_picture(self, picture: QImage) -> None:
        self._item.setPixmap(QPixmap.fromImage(picture))
        self.scene().setSceneRect(QRectF(self._item.pixmap().rect()))
        self._frame.hide()
        self.fit()

    def show_frame(self, part: QRectF | None) -> None:
        self._frame.setVisible(part is not None)
        if part is None:
            return
        pen = QPen(QColor(current().palette.accent), current().px(2))
        pen.setCosmetic(True)
        self._frame.setPen(pen)
        self._frame.setRect(part)
        self.ensureVisible(part, current().px(24), current().px(24))

    def fit(self) -> None:
        self._is_fitted = True
        if not self._item.pixmap().isNull():
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)
            self.zoomed.emit(self.zoom)

    def zoom_by(self, factor: float) -> None:
        wanted = min(max(self.zoom * factor, self._smallest()), _LARGEST)
        self._is_fitted = wanted <= self._smallest()
        self.scale(wanted / self.zoom, wanted / self.zoom)
        self.zoomed.emit(self.zoom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Plus: _STEP, Qt.Key.Key_Equal: _STEP, Qt.Key.Key_Minus: 1 / _STEP}
        factor = keys.get(Qt.Key(event.key()))
        if factor is not None:
            self.zoom_by(factor)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

    def sizeHint(self) -> QSize:
        return QSize(current().px(280), current().px(200))

    def _smallest(self) -> float:
        picture = self._item.pixmap().size()
        if picture.isEmpty():
            return 1.0
        pane = self.viewport().size()
        return min(pane.width() / picture.width(), pane.height() / picture.height(), 1.0)
