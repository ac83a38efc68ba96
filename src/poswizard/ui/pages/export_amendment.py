"""What was sent before, why it is sent again, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from poswizard.domain.china_time import CHINA_TIME
from poswizard.text import Text
from poswizard.ui.exchange_doors import Sent
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import frame, label, restyle
from poswizard.wizard.amendment import LEAST_REASON, Difference

_HEADING = Text("更正：第 {0} 版", "Amendment: revision {0}")
_AGAIN = Text("再出一版：第 {0} 版", "Once more: revision {0}")
_BEFORE = Text("第 {0} 版　{1}　{2}　{3}\n　　{4}", "Revision {0}  {1}  {2}  {3}\n    {4}")
_FOR = Text("可打开的有：{0}", "Can be opened by: {0}")
_PLAIN = Text("没有加密。原因：{0}", "Not sealed, because: {0}")
_REASON = Text("更正原因", "Why it is amended")
_EXAMPLE = Text("例如：门头照不清晰，已重拍", "For example: shop front unclear, taken again")
_TOO_SHORT = Text(
    "请写明更正原因，至少 {0} 个字；会印在资料包里给审核人看。",
    "Say why it is amended, in at least {0} characters; the reviewer reads it.",
)
_CHANGES = Text("与上一版相比，改动 {0} 处：", "{0} change(s) since the last revision:")
_NONE = Text("与上一版相比没有改动。", "Nothing has changed since the last revision.")
_NOTHING = Text("（空）", "(empty)")


class AmendmentBlock(QWidget):
    """Not in sight before the first package."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label(kind="strong")
        self.before = label(kind="quiet")
        self.reason_label = label(_REASON)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(str(_REASON))
        self.reason.setPlaceholderText(str(_EXAMPLE))
        self.reason.setMaxLength(200)
        self.reason.textEdited.connect(lambda _text: self._clear())
        self.problem = label(kind="small", tone=Tone.DANGER)
        self.changes = QLabel()
        self.changes.setWordWrap(True)
        self._needs_reason = False
        self._arrange()

    def show_case(
        self,
        packages: Sequence[Sent],
        differences: Sequence[Difference],
        reason: str,
        needs_reason: bool,
    ) -> None:
        """What was made, and what is different now."""
        self.setVisible(bool(packages))
        if not packages:
            return
        self._needs_reason = needs_reason
        words = _HEADING if needs_reason else _AGAIN
        self.heading.setText(str(words.format(packages[-1].revision + 1)))
        self.before.setText("\n".join(map(_sent, packages)))
        for part in (self.reason_label, self.reason):
            part.setVisible(needs_reason)
        self.reason.setText(reason)
        self.changes.setText(_html(differences))
        self._clear()

    @property
    def given(self) -> str:
        """The reason, if one is asked for."""
        return self.reason.text().strip() if self._needs_reason else ""

    def is_ready(self) -> bool:
        """Whether the reason says enough; else it says so."""
        if self.isHidden() or not self._needs_reason or len(self.given) >= LEAST_REASON:
            return True
        self.problem.setText(str(_TOO_SHORT.format(LEAST_REASON)))
        self.problem.show()
        restyle(self.reason, problem="error")
        self.reason.setFocus()
        return False

    def _clear(self) -> None:
        self.problem.hide()
        restyle(self.reason, problem="")

    def _arrange(self) -> None:
        px = current().px
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.setSpacing(px(8))
        parts = (self.heading, self.before, self.reason_label, self.reason, self.problem)
        for part in (*parts, self.changes):
            inner.addWidget(part)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card)


def _sent(one: Sent) -> str:
    at = one.at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M") if one.at else ""
    digest = (one.sealed_digest or one.digest)[:16]
    names = "、".join(name.partition(" (")[0] for name in one.recipients)
    how = _FOR.format(names) if one.is_sealed else _PLAIN.format(one.plain_reason or "")
    return str(_BEFORE.format(one.revision, at, one.operator, f"SHA-256 {digest}…", how))


def _html(differences: Sequence[Difference]) -> str:
    if not differences:
        return escape(str(_NONE))
    rows = "".join(_row(one) for one in differences)
    return f"{escape(str(_CHANGES.format(len(differences))))}<table cellpadding='3'>{rows}</table>"


def _row(one: Difference) -> str:
    before, after = (escape(words or str(_NOTHING)) for words in (one.before, one.after))
    name = escape(f"{one.step} · {one.label}")
    return f"<tr><td>{name}</td><td><s>{before}</s></td><td>→ {after}</td></tr>"
