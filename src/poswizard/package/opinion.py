"""What a reviewer has said of a received package and not signed yet: the reply on its way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from poswizard.package.reply import Decision, Finding, Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """Findings, and what was chosen and typed of the decision; each part may still be missing."""

    findings: tuple[Finding, ...] = ()
    decision: Decision | None = None
    """Which decision was begun last."""
    none_given: bool = False
    """Whether a return explicitly gives no reason."""
    days: int = 0
    """Within which the branch has to answer; 0 for no limit."""
    reviewer: str = ""
    """Department or staff number."""
    remark: str = ""
    merchant_id: str = ""

    def judgement(self, decision: Decision, today: date) -> Judgement:
        """What would be signed; parts that do not go with the decision stay out of it."""
        returns = decision.needs_reasons
        findings = self.findings if returns else ()
        return Judgement(
            decision=decision,
            findings=findings,
            none_given=returns and not findings,
            respond_by=today + timedelta(days=self.days) if returns and self.days else None,
            reviewer=self.reviewer.strip(),
            remark=self.remark.strip(),
            merchant_id="" if returns else self.merchant_id.strip(),
        )


NOTHING_SAID = Opinion()


def opinion_to_json(opinion: Opinion) -> str:
    """The opinion as it is stored; empty if nothing was said."""
    if opinion == NOTHING_SAID:
        return ""
    values = {name: getattr(opinion, name) for name in Opinion.__dataclass_fields__}
    values["decision"] = opinion.decision and opinion.decision.value
    values["findings"] = [[one.code, one.path, one.words] for one in opinion.findings]
    return json.dumps(values, ensure_ascii=False)


def opinion_from_json(data: str) -> Opinion:
    """The opinion that was stored."""
    if not data:
        return NOTHING_SAID
    values = json.loads(data)
    decision = values["decision"]
    values["decision"] = decision and Decision(decision)
    values["findings"] = tuple(Finding(*one) for one in values["findings"])
    return Opinion(**values)
