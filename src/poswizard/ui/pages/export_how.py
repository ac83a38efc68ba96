"""How a package leaves: sealed and signed unless somebody explicitly says, with a reason, that it is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from poswizard.package.seal.key_text import Source
from poswizard.package.seal.recipients import Recipient, Role, advice
from poswizard.text import Text
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.fact_rows import FactRows
from poswizard.ui.widgets.labels import button, frame, label, restyle
from poswizard.wizard.amendment import LEAST_REASON

_HEADING = Text("加密签名", "Sealed and signed")
_FOR = Text("谁能打开", "Who can open it")
_BY = Text("签名人", "Signed by")
_NOT_MADE = Text(
    "本机证书（第一次导出时自动生成，需交给收件机构登记）",
    "this station's certificate, made at the first export; give it to the institution",
)
_NOBODY = Text(
    "还没有收件机构的公钥。请向机构索取公钥文件或二维码，先添加收件人。",
    "There is no institution's key yet. Ask the institution for its key file or QR code and add it.",
)
_MANAGE = Text("收件人和证书…", "Recipients and certificates…")
_PLAIN = Text(
    "不加密、不签名（拿到文件的人都能看到全部资料）",
    "Not sealed, not signed: whoever has the file can read everything",
)
_REASON = Text("为什么不加密", "Why it is not sealed")
_EXAMPLE = Text(
    "例如：机构系统只收未加密的文件", "For example: the institution's system takes no other"
)
_TOO_SHORT = Text(
    "请写明不加密的原因（至少 {0} 个字），会记入日志和交接记录。",
    "Say why it is not sealed, in at least {0} characters; it goes into the log.",
)
_FROM_PACK = Text("{0}（公钥来自服务商资料更新包）", "{0} (key from the catalogue bundle)")
_BETWEEN = Text("、", ", ")


class ExportHow(QWidget):
    """Who can read what is written, and the way to leave it open."""

    recipients_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.facts = FactRows()
        self.note = label(tone=Tone.WARNING)
        self.manage = button(_MANAGE, "link")
        self.manage.clicked.connect(self.recipients_wanted)
        self.plain = QCheckBox(str(_PLAIN))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(str(_EXAMPLE))
        self.reason.setAccessibleName(str(_REASON))
        self.reason.setMaxLength(200)
        self.problem = label(kind="small", tone=Tone.DANGER)
        self.plain.toggled.connect(self._show_choice)
        self.reason.textEdited.connect(lambda _text: self._clear())
        self._recipients: Sequence[Recipient] = ()
        self._arrange()
        self._show_choice()

    def show_keys(self, signer: str, recipients: Sequence[Recipient]) -> None:
        """Who would sign, and who could open it."""
        self._recipients = recipients
        names = str(_BETWEEN).join(_named(one) for one in recipients)
        self.facts.show_facts(((_FOR, names), (_BY, signer or str(_NOT_MADE))))
        words = None if self.can_seal else _NOBODY
        words = words or advice(recipients)
        self.note.setText(str(words or ""))
        self._show_choice()

    def begin(self) -> None:
        """Sealed, whatever was chosen for the application before."""
        self.plain.setChecked(False)
        self.reason.clear()
        self._clear()

    @property
    def can_seal(self) -> bool:
        """Whether a receiving institution is known."""
        return any(one.role is Role.INSTITUTION for one in self._recipients)

    @property
    def is_plain(self) -> bool:
        """Whether it was explicitly chosen not to seal."""
        return self.plain.isChecked()

    def is_ready(self) -> bool:
        """Whether it can begin; else it says what is missing and puts the keyboard there."""
        if not self.is_plain:
            if not self.can_seal:
                restyle(self.note, tone=Tone.DANGER.value)
                self.manage.setFocus()
            return self.can_seal
        if len(self.reason.text().strip()) >= LEAST_REASON:
            return True
        self.problem.setText(str(_TOO_SHORT.format(LEAST_REASON)))
        self.problem.show()
        restyle(self.reason, problem="error")
        self.reason.setFocus()
        return False

    def _clear(self) -> None:
        self.problem.hide()
        restyle(self.reason, problem="")
        restyle(self.note, tone=Tone.WARNING.value)

    def _show_choice(self) -> None:
        is_plain = self.plain.isChecked()
        self.reason.setVisible(is_plain)
        self.facts.setVisible(not is_plain and bool(self._recipients))
        self.note.setVisible(not is_plain and bool(self.note.text()))
        self._clear()

    def _arrange(self) -> None:
        px = current().px
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(label(_HEADING, "strong"), 1)
        head.addWidget(self.manage)
        inner.addLayout(head)
        for part in (self.facts, self.note, self.plain, self.reason, self.problem):
            inner.addWidget(part)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card)


def _named(one: Recipient) -> str:
    if one.added.source is Source.PACK:
        return str(_FROM_PACK.format(one.name))
    return f"{one.name}（{one.role.label}）" if one.role is Role.RECOVERY else one.name
