"""One reason for a return: from the codebook, where it points, and in the reviewer's own words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document
from poswizard.package.reply import MOST_WORDS, Finding
from poswizard.providers.reasons import ALL_MATERIALS, Reason, reasons
from poswizard.text import Text
from poswizard.ui.pages.dialog_layout import FittedDialog
from poswizard.ui.palette import Tone
from poswizard.ui.widgets.labels import button, label

_TITLE = Text("指出问题", "Point out a problem")
_ABOUT = Text("针对：{0}", "About: {0}")
_WHOLE = Text("整份申请", "the whole application")
_WHICH = Text("原因", "Reason")
_OWN = Text("补充说明（可不填）", "In your own words (optional)")
_REMEDY = Text("会告诉网点：{0}", "The branch is told: {0}")
_ADD = Text("加入审核意见", "Add it to the findings")
_CANCEL = Text("取消", "Cancel")
_OTHER = "other"
_SAY_IT = Text("选了“其他”就要写明是什么问题。", "With this reason, say what is wrong.")
_LEAST, _WIDE = 2, 560


class ReasonDialog(FittedDialog):
    """What fits the question comes first in the list; the last is for what no code says."""

    given = Signal(object)
    """A `Finding`."""

    def __init__(self, parent: QWidget, field: Field | None, row: int | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE))
        self._field, self._row = field, row
        self.which = QComboBox()
        self.which.setAccessibleName(str(_WHICH))
        for reason in ordered(field):
            self.which.addItem(str(reason.says), reason)
        self.which.currentIndexChanged.connect(self._show_remedy)
        self.own = QLineEdit()
        self.own.setMaxLength(MOST_WORDS)
        self.own.setAccessibleName(str(_OWN))
        self.own.returnPressed.connect(self._give)
        self.remedy = label(kind="quiet")
        self.problem = label(kind="small", tone=Tone.DANGER)
        self.problem.hide()
        self.add = button(_ADD, "primary")
        self.add.clicked.connect(self._give)
        self._arrange(str(field.label) if field else str(_WHOLE))
        self._show_remedy()
        self.which.setFocus()

    def _give(self) -> None:
        reason, words = self._reason, self.own.text().strip()
        if reason.code == _OTHER and len(words) < _LEAST:
            self.problem.setText(str(_SAY_IT))
            self.problem.show()
            self.own.setFocus()
            return
        self.given.emit(Finding(reason.code, self._path(), words))
        self.accept()

    @property
    def _reason(self) -> Reason:
        return self.which.currentData()

    def _path(self) -> str:
        if self._field is None:
            return ""
        return self._field.key if self._row is None else f"{self._field.key}[{self._row}]"

    def _show_remedy(self) -> None:
        self.remedy.setText(str(_REMEDY.format(self._reason.remedy)))

    def _arrange(self, about: str) -> None:
        cancel = button(_CANCEL)
        cancel.clicked.connect(self.reject)
        lines = QVBoxLayout()
        lines.addWidget(label(_ABOUT.format(about), "strong"))
        for part in (label(_WHICH), self.which, self.remedy, label(_OWN), self.own, self.problem):
            lines.addWidget(part)
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.lay_out(lines, [cancel, self.add], _WIDE)


def ordered(field: Field | None) -> Sequence[Reason]:
    """The codebook, what points at this question first."""
    if field is None:
        return reasons()
    names = {field.key}
    if isinstance(field, Document):
        names |= {field.slot, ALL_MATERIALS}
    every = reasons()
    return sorted(every, key=lambda one: (names.isdisjoint(one.points_at), every.index(one)))
