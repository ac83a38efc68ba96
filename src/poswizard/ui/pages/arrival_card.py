"""The verdict on a package that came in: what was proved, what stood in the way, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from poswizard.package.outcome import Outcome
from poswizard.package.seal.certificates import Certificate
from poswizard.package.seal.fingerprints import digits, words
from poswizard.package.seal.open_sealed import SealedVerdict
from poswizard.text import Text
from poswizard.ui.exchange_doors import Arrival
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.fact_rows import Fact, FactRows
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button, frame, label, sign

_TITLE = Text("{0}：{1}", "{0}: {1}")
_REASON = Text("原因：{0}", "Reason: {0}")
_REASON_AT = Text("原因：{0}（{1}）", "Reason: {0} ({1})")
_PROVED = Text("✓ {0}", "✓ {0}")
_REVIEW = Text("打开审核", "Open it for review")
_TRUST = Text("指纹核对一致，登记发送人", "The fingerprint matches: enrol the sender")
_PLAIN = Text("接收未签名的资料包", "Receive it without a signature")
_SENDER = Text("发送人", "Sender")
_DIGITS = Text("指纹（数字）", "Fingerprint (digits)")
_WORDS = Text("指纹（词语）", "Fingerprint (words)")
_SEQUENCE = Text("发送序号", "Number")
_UNSIGNED = Text("没有签名", "Not signed")

_GOOD = (Outcome.COMPLETE,)
_HALF = (Outcome.REPLAY, Outcome.STILL_BEING_COPIED, Outcome.NEWER_FORMAT, Outcome.UNKNOWN_SENDER)


class ArrivalCard(QWidget):
    """One arrival, whole: nobody has to know what a signature is to act on it."""

    review_wanted = Signal(str)
    """Id of the received case."""
    trust_wanted = Signal(object)
    """The `Certificate` whose fingerprint was compared."""
    plain_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.arrival: Arrival | None = None
        self.mark = sign(Glyph.COMPLETE, Tone.GOOD, 24)
        self.title = label(kind="heading")
        self.next_step = label()
        self.facts = FactRows()
        self.details = label(kind="quiet")
        self.notes = label(tone=Tone.WARNING)
        self.review = button(_REVIEW, "primary")
        self.review.clicked.connect(self._want_review)
        self.trust = button(_TRUST, glyph=Glyph.SHIELD)
        self.trust.clicked.connect(self._want_trust)
        self.plain = button(_PLAIN)
        self.plain.clicked.connect(self.plain_wanted)
        self._arrange()
        self.hide()

    def show_arrival(self, arrival: Arrival) -> None:
        """What became of a package."""
        self.arrival, verdict = arrival, arrival.verdict
        self._begin(verdict.outcome, verdict.path.name)
        hint = verdict.outcome.hint
        self.next_step.setText(str(hint or ""))
        self.facts.show_facts(_who(verdict) if isinstance(verdict, SealedVerdict) else ())
        proved = [str(_PROVED.format(fact)) for fact in verdict.checked]
        if verdict.reason is not None:
            at = verdict.entry
            proved.append(
                str(_REASON_AT.format(verdict.reason, at) if at else _REASON.format(verdict.reason))
            )
        self._say(self.details, "\n".join(proved))
        self._say(self.notes, "\n".join(map(str, arrival.notes)))
        self.review.setVisible(arrival.case is not None)
        self.trust.setVisible(self._unknown() is not None)
        self.plain.hide()
        (self.review if arrival.case else self.trust).setFocus()

    def show_plain(self, name: str, words_: Text) -> None:
        """A package without a signature, which is only taken in on an explicit choice."""
        self.arrival = None
        self.mark.show_sign(Glyph.WARNING, Tone.WARNING)
        self.title.setText(str(_TITLE.format(name, _UNSIGNED)))
        self.next_step.setText(str(words_))
        self.facts.show_facts(())
        for part in (self.details, self.notes, self.review, self.trust):
            part.hide()
        self.plain.show()
        self.show()
        self.plain.setFocus()

    def fold(self) -> None:
        """What was proved of a package that is kept is no news any more; why one is not kept stays."""
        if self.arrival and self.arrival.case:
            self.details.hide()

    def _begin(self, outcome: Outcome, name: str) -> None:
        glyph, tone = (Glyph.PROBLEM, Tone.DANGER)
        if outcome in _GOOD:
            glyph, tone = Glyph.COMPLETE, Tone.GOOD
        elif outcome in _HALF:
            glyph, tone = Glyph.WARNING, Tone.WARNING
        self.mark.show_sign(glyph, tone)
        self.title.setText(str(_TITLE.format(name, outcome.label)))
        self.show()

    def _unknown(self) -> Certificate | None:
        verdict = self.arrival.verdict if self.arrival else None
        if isinstance(verdict, SealedVerdict) and verdict.outcome is Outcome.UNKNOWN_SENDER:
            return verdict.certificate
        return None

    def _want_review(self) -> None:
        if self.arrival and self.arrival.case:
            self.review_wanted.emit(self.arrival.case.id)

    def _want_trust(self) -> None:
        if (certificate := self._unknown()) is not None:
            self.trust_wanted.emit(certificate)

    @staticmethod
    def _say(part, said: str) -> None:
        part.setText(said)
        part.setVisible(bool(said))

    def _arrange(self) -> None:
        px = current().px
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(16), px(16), px(16), px(16))
        inner.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.mark)
        head.addWidget(self.title, 1)
        inner.addLayout(head)
        for part in (self.next_step, self.notes, self.facts, self.details):
            inner.addWidget(part)
        ways = QWidget()
        row = FlowLayout(ways, gap=px(8))
        for part in (self.review, self.trust, self.plain):
            row.addWidget(part)
        inner.addWidget(ways)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card)


def _who(verdict: SealedVerdict) -> tuple[Fact, ...]:
    certificate, stated = verdict.certificate, verdict.statement
    if certificate is None:
        return ()
    name = verdict.sender.name if verdict.sender else certificate.name
    number = ((_SEQUENCE, str(stated.sequence)),) if stated else ()
    if verdict.outcome is not Outcome.UNKNOWN_SENDER:
        return ((_SENDER, name), *number)
    found = certificate.fingerprint
    return ((_SENDER, name), (_DIGITS, digits(found)), (_WORDS, words(found)))
