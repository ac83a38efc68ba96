"""The decision on a received package: what goes with it, and the signed reply that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from poswizard.package.opinion import Opinion
from poswizard.package.reply import MOST_REVIEWER, MOST_WORDS, Decision, NoReasonError
from poswizard.text import Text
from poswizard.ui.pages.dialog_layout import FittedDialog
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label

_TITLE = Text("审核决定", "Decision")
_DECIDED = {
    Decision.ACCEPT: Text("通过", "Accept"),
    Decision.SUPPLEMENT: Text("要求补件", "Ask for a supplement"),
    Decision.REJECT: Text("驳回", "Reject"),
}
_FINDINGS = Text("退回原因 {0} 条：", "{0} reason(s):")
_NO_FINDINGS = Text(
    "还没有指出问题。可以返回逐项指出；确实不说明原因，请勾选下面一项。",
    "Nothing was pointed out. Go back and do so, or say explicitly that no reason is given.",
)
_NONE_GIVEN = Text("没有说明原因", "No reason is given")
_REVIEWER = Text("审核人或部门（工号，不写姓名）", "Reviewer (staff number or department)")
_DAYS = Text("多少天内补齐", "Days to answer")
_OPEN_END = Text("不限", "No limit")
_N_DAYS = Text("{0} 天", "{0} days")
_DAYS_TO_CHOOSE = (0, 3, 5, 7, 10, 15, 30)
_REMARK = Text("备注", "Remark")
_MERCHANT = Text("商户编号（15 位，可不填）", "Merchant number (15 signs, optional)")
_MAKE = Text("签名并生成答复文件…", "Sign and make the reply file…")
_CANCEL = Text("返回", "Back")
_MERCHANT_LENGTH = 15
_WIDE = 560
_BAD_MERCHANT = Text(
    "商户编号是 15 位数字或大写字母，请核对。", "A merchant number has 15 digits or capitals."
)


class DecisionDialog(FittedDialog):
    """Nothing is recorded before it is signed."""

    said = Signal(object)
    """The `Opinion` with what was chosen or typed just now."""
    judged = Signal(object)
    """A `Judgement`."""

    def __init__(
        self,
        parent: QWidget,
        decision: Decision,
        opinion: Opinion,
        words: Sequence[str],
        today: date,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE))
        self._decision, self._today = decision, today
        self._opinion, self._words = replace(opinion, decision=decision), words
        self.none_given = QCheckBox(str(_NONE_GIVEN))
        self.reviewer, self.remark, self.merchant = QLineEdit(), QLineEdit(), QLineEdit()
        self.reviewer.setMaxLength(MOST_REVIEWER)
        self.remark.setMaxLength(MOST_WORDS)
        self.merchant.setMaxLength(_MERCHANT_LENGTH)
        self.days = QComboBox()
        for days in _DAYS_TO_CHOOSE:
            self.days.addItem(str(_N_DAYS.format(days) if days else _OPEN_END), days)
        self.problem = label(kind="small", tone=Tone.DANGER)
        self.problem.hide()
        self.make = button(_MAKE, "primary")
        self.make.clicked.connect(self._judge)
        self._begin(opinion)
        self._arrange()
        self.reviewer.setFocus()

    def _begin(self, opinion: Opinion) -> None:
        """With what was said before; from then on, tell of each change."""
        self.none_given.setChecked(opinion.none_given)
        self.days.setCurrentIndex(max(self.days.findData(opinion.days), 0))
        self.none_given.toggled.connect(self._say)
        self.days.currentIndexChanged.connect(self._say)
        lines = (self.reviewer, self.remark, self.merchant)
        said = (opinion.reviewer, opinion.remark, opinion.merchant_id)
        for line, words in zip(lines, said, strict=True):
            line.setText(words)
            line.textChanged.connect(self._say)

    def _say(self) -> None:
        self._opinion = replace(
            self._opinion,
            none_given=self.none_given.isChecked(),
            days=self.days.currentData(),
            reviewer=self.reviewer.text(),
            remark=self.remark.text(),
            merchant_id=self.merchant.text(),
        )
        self.said.emit(self._opinion)

    def _judge(self) -> None:
        needs, merchant = self._decision.needs_reasons, self.merchant.text().strip()
        if needs and not self._opinion.findings and not self.none_given.isChecked():
            self._refuse(NoReasonError().text, self.none_given)
        elif merchant and not needs and not _is_merchant_number(merchant):
            self._refuse(_BAD_MERCHANT, self.merchant)
        else:
            self.judged.emit(self._opinion.judgement(self._decision, self._today))
            self.accept()

    def _refuse(self, words: Text, at: QWidget) -> None:
        self.problem.setText(str(words))
        self.problem.show()
        at.setFocus()

    def _arrange(self) -> None:
        lines = QVBoxLayout()
        lines.addWidget(label(_DECIDED[self._decision], "heading"))
        if self._decision.needs_reasons:
            self._add_reasons(lines)
        lines.addLayout(self._form())
        lines.addWidget(self.problem)
        cancel = button(_CANCEL)
        cancel.clicked.connect(self.reject)
        self.lay_out(lines, [cancel, self.make], _WIDE)

    def _add_reasons(self, lines: QVBoxLayout) -> None:
        if self._words:
            listed = "\n".join(f"{n}. {words}" for n, words in enumerate(self._words, 1))
            lines.addWidget(label(f"{_FINDINGS.format(len(self._words))}\n{listed}"))
        else:
            lines.addWidget(label(_NO_FINDINGS))
            lines.addWidget(self.none_given)

    def _form(self) -> QFormLayout:
        px = current().px
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(px(8))
        form.setHorizontalSpacing(px(16))
        last = (_DAYS, self.days) if self._decision.needs_reasons else (_MERCHANT, self.merchant)
        for words, widget in ((_REVIEWER, self.reviewer), last, (_REMARK, self.remark)):
            widget.setAccessibleName(str(words))
            form.addRow(str(words), widget)
        return form


def _is_merchant_number(words: str) -> bool:
    return (
        len(words) == _MERCHANT_LENGTH
        and words.isascii()
        and words.isalnum()
        and words.upper() == words
    )
