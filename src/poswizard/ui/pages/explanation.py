"""What a POS terminal is and how money comes to the merchant: 一清 and 二清 in one picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.form_page import StepView
from poswizard.ui.palette import Tone
from poswizard.ui.theme import TextRole, current
from poswizard.ui.widgets.labels import label

_CUSTOMER = Text("顾客刷卡／扫码", "Customer pays")
_ACQUIRER = Text("持牌收单机构", "Licensed acquirer")
_MERCHANT = Text("商户自己的账户", "Merchant's own account")
_STRANGER = Text("代理或个人的账户", "An agent's or a person's account")
_ONE = Text("一清：钱由持牌机构直接结算给您", "Direct: the licensed acquirer settles to you")
_TWO = Text(
    "二清：钱先到别人账户，随时可能拿不到，违法",
    "Indirect: through a stranger's account - unlawful, may never arrive",
)
_ROWS = (
    (_ONE, Tone.GOOD, (_CUSTOMER, _ACQUIRER, _MERCHANT)),
    (_TWO, Tone.DANGER, (_CUSTOMER, _ACQUIRER, _STRANGER, _MERCHANT)),
)
_WHAT = Text(
    "POS 机让您的店能收银行卡和扫码付款。顾客付的钱经持牌收单机构，扣除手续费后结算到您自己的账户。"
    "办理要经过：了解需求、比较费用、选服务商、备材料、实名核验、填表签字、审核、装机、测试、培训、启用。",
    "A terminal lets your shop take cards and codes. The money goes through a licensed acquirer, less a fee, to your "
    "own account. The way there: needs, costs, provider, documents, identity, form and signature, review, "
    "installation, tests, training, use.",
)


class ClearingPicture(QWidget):
    """Two lines of boxes with arrows: the lawful way of the money, and the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(f"{_ONE}。{_TWO}")

    def sizeHint(self) -> QSize:
        return QSize(current().px(640), current().px(220))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(400), current().px(220))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = current().px
        for number, (title, tone, boxes) in enumerate(_ROWS):
            top = number * px(112)
            painter.setPen(current().colour(tone))
            painter.setFont(current().font(TextRole.STRONG))
            words = QRectF(0, top, self.width(), px(28))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(title))
            self._paint_way(painter, top + px(34), tone, boxes)

    def _paint_way(
        self, painter: QPainter, top: float, tone: Tone, boxes: tuple[Text, ...]
    ) -> None:
        px = current().px
        gap, height = px(32), px(56)
        width = (self.width() - gap * (len(boxes) - 1) - 2) / len(boxes)
        painter.setFont(current().font(TextRole.SMALL))
        for index, words in enumerate(boxes):
            box = QRectF(1 + index * (width + gap), top, width, height)
            is_bad = words is _STRANGER
            painter.setPen(QPen(current().colour(tone), 2 if is_bad else 1))
            soft = current().palette.soft(tone) if is_bad else current().palette.surface
            painter.setBrush(QColor(soft))
            painter.drawRoundedRect(box, px(8), px(8))
            painter.setPen(current().colour(Tone.DANGER if is_bad else Tone.TEXT))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box.adjusted(px(4), 0, -px(4), 0), flags, str(words))
            if index:
                self._paint_arrow(painter, box.left() - gap, box.left(), box.center().y(), tone)

    @staticmethod
    def _paint_arrow(painter: QPainter, start: float, end: float, y: float, tone: Tone) -> None:
        px = current().px
        colour = current().colour(tone)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(start + px(4), y), QPointF(end - px(8), y))
        painter.setBrush(colour)
        tip = [
            QPointF(end - px(4), y),
            QPointF(end - px(11), y - px(5)),
            QPointF(end - px(11), y + px(5)),
        ]
        painter.drawPolygon(QPolygonF(tip))


class Explanation(StepView):
    """The words to read together with the applicant, and the picture."""

    def __init__(self) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(16)
        lines.addWidget(label(_WHAT))
        lines.addWidget(ClearingPicture())
