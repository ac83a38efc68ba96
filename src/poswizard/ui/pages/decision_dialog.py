"""The decision on a received package: what goes with it, and the signed reply that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from poswizard.package.reply import (
    MOST_REVIEWER,
    MOST_WORDS,
    Decision,
    Finding,
    Judgement,
    NoReasonError,
)
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

    judged = Signal(object)
    """A `Judgement`."""

    def __init__(
        self,
        parent: QWidget,
        decision: Decision,
        findings: Sequence[tuple[Finding, str]],
        today: date,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE))
        self._decision, self._today = decision, today
        self._findings = tuple(finding for finding, _ in findings) if decision.needs_reasons else ()
        self._words = [words for _, words in findings]
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
        self._arrange()
        self.reviewer.setFocus()

    def _judge(self) -> None:
        needs = self._decision.needs_reasons
        if needs and not self._findings and not self.none_given.isChecked():
            self._refuse(NoReasonError().text, self.none_given)
            return
        merchant = self.merchant.text().strip() if not needs else ""
        if merchant and not _is_merchant_number(merchant):
            self._refuse(_BAD_MERCHANT, self.merchant)
            return
        days = self.days.currentData() if needs else 0
        self.judged.emit(
            Judgement(
                decision=self._decision,
                findings=self._findings,
                none_given=needs and not self._findings,
                respond_by=self._today + timedelta(days=days) if days else None,
                reviewer=self.reviewer.text().strip(),
                remark=self.remark.text().strip(),
                merchant_id=merchant,
            )
        )
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
        if self._findings:
            listed = "\n".join(f"{n}. {words}" for n, words in enumerate(self._words, 1))
            lines.addWidget(label(f"{_FINDINGS.format(len(self._findings))}\n{listed}"))
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
