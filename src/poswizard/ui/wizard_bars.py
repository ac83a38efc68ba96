"""The bars above and below a page of the wizard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, line, restyle, tool
from poswizard.ui.widgets.save_state import SaveState

_UNNAMED = Text("新办件", "New application")
_RETURNED = Text("退回清单 F7", "What came back F7")
_RETURNED_SHORT = Text("F7", "F7")
_RETURNED_DETAIL = Text(
    "这份申请被退回：按 F7 随时回到要改的清单", "It came back: F7 leads to the list of what to mend"
)
_LEFT = Text("本页还差 {0} 处", "{0} to do on this page")
_NEXT, _BACK = Text("下一步：{0}", "Next: {0}"), Text("上一步", "Back")
_NEXT_SHORT = Text("下一步", "Next")
_CHECK = Text("核对答案", "check answers")


class WizardHeader(QFrame):
    """Whose application this is, and the ways out of the page. Words give way to signs where it is narrow."""

    home_wanted = Signal()
    steps_wanted = Signal()
    explanation_wanted = Signal()
    find_wanted = Signal()
    check_wanted = Signal()
    rehearsal_wanted = Signal()
    export_wanted = Signal()
    reply_wanted = Signal()

    WIDE, MIDDLE = 1180, 900

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "header")
        self._names = ""
        self.name = line(kind="strong")
        self.facts = line(kind="quiet")
        self.steps = tool(Text("步骤", "Steps"), Glyph.STEPS, "quiet")
        self.explanation = tool(Text("说明", "Explanation"), Glyph.INFORMATION, "quiet", "F1")
        ways = (
            (Text("查找问题", "Find"), Glyph.SEARCH, "Ctrl+K", self.find_wanted),
            (Text("核对", "Check"), Glyph.COMPLETE, "F8", self.check_wanted),
            (Text("演练", "Rehearse"), Glyph.SHIELD, "Ctrl+R", self.rehearsal_wanted),
            (Text("导出", "Export"), Glyph.EXPORT, "Ctrl+E", self.export_wanted),
        )
        self.returned = button(_RETURNED, "danger", Glyph.WARNING, "F7")
        self.returned.setToolTip(str(_RETURNED_DETAIL))
        self.returned.clicked.connect(self.reply_wanted)
        self.returned.hide()
        self.home = button(Text("首页", "Home"), "quiet", Glyph.BACK, "Ctrl+Home")
        self.home.clicked.connect(self.home_wanted)
        self.steps.clicked.connect(self.steps_wanted)
        self.explanation.clicked.connect(self.explanation_wanted)
        self.worded = [button(words, "quiet", glyph, keys) for words, glyph, keys, _ in ways]
        self.signs = [tool(words, glyph, "quiet", keys) for words, glyph, keys, _ in ways]
        for made in (self.worded, self.signs):
            for way, wanted in zip(made, (signal for *_, signal in ways), strict=True):
                way.clicked.connect(wanted)
        self._arrange()

    def show_case(self, names: list[str], facts: list[str]) -> None:
        """Name and shop, then number and kind."""
        self._names = "　".join(names) or str(_UNNAMED)
        self.name.setToolTip(self._names)
        self._fit_name()
        self.facts.setText("　".join(facts))

    def show_returned(self, is_returned: bool) -> None:
        """Whether the application came back, so that there is a list of what to mend."""
        self.returned.setVisible(is_returned)
        self._fit_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = current().px
        wide, middle = self.width() >= px(self.WIDE), self.width() >= px(self.MIDDLE)
        self.facts.setVisible(wide)
        self.explanation.setVisible(not wide)
        self.steps.setVisible(not middle)
        self.returned.setText(str(_RETURNED if middle else _RETURNED_SHORT))
        for way in self.worded:
            way.setVisible(wide)
        for way in self.signs:
            way.setVisible(not wide)
        self._fit_name()

    def _fit_name(self) -> None:
        """Names longer than their room end in an ellipsis; the tooltip has them whole."""
        taken = sum(
            part.sizeHint().width() + current().px(8)
            for part in self.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if part is not self.name and not part.isHidden()
        )
        room = max(self.width() - taken - current().px(40), current().px(80))
        metrics = self.name.fontMetrics()
        self.name.setText(metrics.elidedText(self._names, Qt.TextElideMode.ElideRight, room))

    def _arrange(self) -> None:
        px = current().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(4), px(12), px(4))
        row.setSpacing(px(8))
        self.name.setMinimumWidth(px(40))
        for part in (self.home, self.steps, self.name, self.facts):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self.returned, *self.worded, *self.signs, self.explanation):
            row.addWidget(part)
        for part in (self.facts, *self.worded):
            part.hide()  # narrow until it is given room, or it would ask for the wide bar's


class WizardFooter(QFrame):
    """Back, whether everything is saved, what is left to do here, and the way on: always in sight."""

    back_wanted = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "footer")
        self.back = button(_BACK, keys="Alt+←")
        self.next = button(_NEXT_SHORT, "primary", keys="Ctrl+Enter")
        self.left = line()
        self.left.setWordWrap(True)
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.save_state = SaveState()
        self.back.clicked.connect(self.back_wanted)
        self.next.clicked.connect(self.next_wanted)
        self._following = ""
        px = current().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.setSpacing(px(12))
        row.addWidget(self.back)
        row.addWidget(self.save_state)
        row.addWidget(self.left, 1)
        row.addWidget(self.next)

    def show_following(self, title: Text | None) -> None:
        """Name the page that comes next; after the last, the check."""
        self._following = str(_NEXT.format(title or _CHECK))
        self._fit()

    def show_left(self, missing: int, wrong: int) -> None:
        """Say how much is open on this page."""
        left = missing + wrong
        self._say(str(_LEFT.format(left)) if left else "", "danger" if wrong else "quiet")

    def say(self, words: str) -> None:
        """Say what stands in the way."""
        self._say(words, "danger")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= current().px(WizardHeader.MIDDLE)
        self.next.setText(self._following if wide else str(_NEXT_SHORT))
        self.next.setToolTip(f"{self._following}  Ctrl+Enter")

    def _say(self, words: str, tone: str) -> None:
        self.left.setText(words)
        restyle(self.left, tone=tone)


def fits(page: QWidget, width: int) -> bool:
    """Whether a page has so many pixels at 100 %."""
    return page.width() >= current().px(width)
