"""A reply that came back: the decision, and what is to be supplied, each with the way to its question."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from poswizard.package.reply import Decision
from poswizard.package.reply_effect import Opened, said
from poswizard.text import Text
from poswizard.ui.exchange_doors import OpenedReply
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.pages.page_frame import column, footer, stand
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.fact_rows import Fact, FactRows
from poswizard.ui.widgets.labels import button, label, sign

_TITLE = Text("审核结果：{0}", "The decision: {0}")
_TO_DO = Text("要补的 {0} 项（回车到那一项）", "{0} thing(s) to supply (Enter leads there)")
_ITEM = Text("{0} · {1}{2}\n{3}\n怎么改：{4}", "{0} · {1}{2}\n{3}\nRemedy: {4}")
_ROW = Text("（第 {0} 行）", " ({0})")
_UNPLACED = Text("另外：{0}", "Besides: {0}")
_COME_BACK = Text(
    "改的时候随时按 F7 回到这份清单；全部改好后导出下一版。",
    "F7 leads back to this list at any time; when all is done, export the next revision.",
)
_NONE_GIVEN = Text(
    "机构没有说明原因。请电话询问后再改。",
    "The institution gave no reason. Ask by telephone before changing anything.",
)
_ACCEPTED = Text("申请已通过，可以安排装机。", "It is accepted: the terminal can be installed.")
_STALE = Text(
    "这份答复针对较早的一版，已存档，没有改动办件。",
    "This reply is about an earlier revision: it is kept, and nothing was moved.",
)
_AGAIN = Text("这份答复之前已经打开过。", "This reply was opened before.")
_PACKAGE = Text("资料包", "Package")
_REVISION = Text("{0} 第 {1} 版", "{0}, revision {1}")
_DECIDED = Text("决定日期", "Decided on")
_RESPOND = Text("答复期限", "Answer due by")
_SIGNER = Text("签名机构", "Signed by")
_REVIEWER = Text("审核人", "Reviewer")
_REMARK = Text("备注", "Remark")
_MERCHANT = Text("商户编号", "Merchant number")
_START = Text("从第一项开始改", "Begin with the first")
_OPEN = Text("打开这份申请", "Open the application")
_BACK = Text("返回首页", "Back to the list")

_LOOKS = {
    Decision.ACCEPT: (Glyph.COMPLETE, Tone.GOOD),
    Decision.SUPPLEMENT: (Glyph.WARNING, Tone.WARNING),
    Decision.REJECT: (Glyph.PROBLEM, Tone.DANGER),
}


class ReplyPage(QWidget):
    """What the institution decided, and what to do about it."""

    back_wanted = Signal()
    field_wanted = Signal(str, str, object)
    """Id of the application, key of the question (empty for its first), and the row or `None`."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: OpenedReply | None = None
        self.mark = sign(Glyph.COMPLETE, Tone.GOOD, 28)
        self.title = label(kind="title")
        self.notice = label(tone=Tone.WARNING)
        self.facts = FactRows()
        self.heading = label(kind="strong")
        self.list = QListWidget()
        self.list.setProperty("kind", "card")
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(current().px(18), current().px(18)))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(current().px(160))
        self.list.itemActivated.connect(self._follow)
        self.besides = label()
        self.come_back = label(_COME_BACK, "quiet")
        self.start = button(_START, "primary")
        self.start.clicked.connect(self._begin)
        self._arrange()
        bind(self, {"Esc": self.back_wanted.emit})

    def show_reply(self, opened: OpenedReply) -> None:
        """A reply that was taken in just now, or is looked at again."""
        self.opened, reply = opened, opened.reply
        self.mark.show_sign(*_LOOKS[reply.decision])
        self.title.setText(str(_TITLE.format(reply.decision.label)))
        self.facts.show_facts(_facts(opened))
        self._say(self.notice, _notice(opened))
        self.list.clear()
        for one in opened.to_open:
            item = QListWidgetItem(icon(Glyph.PROBLEM, Tone.DANGER), _words(one))
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(opened.to_open))
        self.heading.setText(str(_TO_DO.format(len(opened.to_open))))
        self.heading.setAccessibleName(self.heading.text())
        for part in (self.heading, self.come_back):
            part.setVisible(bool(opened.to_open))
        self.list.setAccessibleName(self.heading.text())
        self._say(self.besides, _besides(opened))
        self.start.setText(str(_START if opened.to_open else _OPEN))
        (self.list if opened.to_open else self.start).setFocus()

    def _follow(self, item: QListWidgetItem) -> None:
        one: Opened = item.data(Qt.ItemDataRole.UserRole)
        if self.opened:
            self.field_wanted.emit(self.opened.listed.id, one.field.key, one.row)

    def _begin(self) -> None:
        if self.opened is None:
            return
        if first := self.list.item(0):
            self._follow(first)
        else:
            self.field_wanted.emit(self.opened.listed.id, "", None)

    @staticmethod
    def _say(part, words: str) -> None:
        part.setText(words)
        part.setVisible(bool(words))

    def _arrange(self) -> None:
        px = current().px
        body, lines = column()
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.mark)
        head.addWidget(self.title, 1)
        lines.addLayout(head)
        for part in (self.notice, self.facts, self.heading):
            lines.addWidget(part)
        lines.addWidget(self.list, 1)
        lines.addWidget(self.come_back)
        lines.addWidget(self.besides)
        lines.addStretch()
        back = button(_BACK, keys="Esc")
        back.clicked.connect(self.back_wanted)
        stand(self, body, footer([back], [self.start]))


def _facts(opened: OpenedReply) -> tuple[Fact, ...]:
    reply = opened.reply
    due = reply.respond_by.isoformat() if reply.respond_by else ""
    return (
        (_PACKAGE, str(_REVISION.format(reply.package.number, reply.package.revision))),
        (_DECIDED, reply.decided_on.isoformat()),
        (_RESPOND, due),
        (_SIGNER, opened.signer),
        (_REVIEWER, reply.reviewer),
        (_MERCHANT, reply.merchant_id),
        (_REMARK, reply.remark),
    )


def _notice(opened: OpenedReply) -> str:
    if opened.is_stale:
        return str(_STALE)
    if opened.signer and not opened.is_new:
        return str(_AGAIN)
    return ""


def _besides(opened: OpenedReply) -> str:
    reply = opened.reply
    lines = [str(_UNPLACED.format(said(one))) for one in opened.unplaced]
    if reply.none_given:
        lines.append(str(_NONE_GIVEN))
    if reply.decision is Decision.ACCEPT:
        lines.append(str(_ACCEPTED))
    return "\n".join(lines)


def _words(one: Opened) -> str:
    row = "" if one.row is None else str(_ROW.format(one.row + 1))
    return str(_ITEM.format(one.step.title, one.field.label, row, one.says, one.remedy))
