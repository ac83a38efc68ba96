"""The applications that faults are planted into: the answer files of `tests/cases`, of nobody, marked 样本."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from poswizard.demo.samples import Sample, read_sample
from poswizard.forms.answers import Answers, Reason
from poswizard.forms.issue import Level
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.rich_kinds import Document, Signature
from poswizard.forms.step import Milestone
from poswizard.package.form_fonts import without_glyph
from poswizard.steps.order import PHASES, overlay_of, pinned
from poswizard.wizard.drafts import from_documents
from poswizard.wizard.flow import Flow
from poswizard.wizard.rehearsal.around import Around, PictureFile
from poswizard.wizard.rehearsal.finding import Rehearsal
from poswizard.wizard.rehearsal.rehearse import rehearse
from tests.steps.asking import TODAY

FLOW = Flow(PHASES, overlay_of, pinned)
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
NOW = datetime(2026, 11, 20, 12, tzinfo=CHINA_TIME)
_READ_OFF: dict[str, dict[str, str]] = {
    "id_front": {"name": "identity.name", "number": "identity.number"},
    "id_back": {"valid_from": "identity.valid_from", "valid_until": "identity.valid_until"},
    "licence": {
        "name": "licence.registered_name",
        "number": "licence.number",
        "person": "identity.name",
    },
    "bank_card": {"number": "account.number"},
}
"""What the reader makes of a picture: the answer to the question, as a good picture says the same."""


def digest(words: str) -> str:
    """A digest unlike every other word's."""
    return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True)
class Application:
    """One application as it is stored, and what is around it."""

    name: str
    documents: dict[str, dict[str, Any]]
    around: Around = field(default_factory=lambda: Around(without_glyph=without_glyph))
    reasons: tuple[str, ...] = ()
    """Codes of warnings that the clerk has explained."""

    def said(self, key: str) -> Any:
        """The stored answer, or None."""
        step, name = key.split(".", 1)
        return self.documents.get(step, {}).get(name)

    def saying(self, **changes: Any) -> Application:
        """The same with answers changed, each named `step__field`; None takes one out."""
        documents = copy.deepcopy(self.documents)
        for name, value in changes.items():
            step, _, field_name = name.partition("__")
            documents.setdefault(step, {}).pop(field_name, None)
            if value is not None:
                documents[step][field_name] = value
        return replace(self, documents=documents)

    def page(self, slot: str, **changes: Any) -> Application:
        """The same with the first picture of a document changed."""
        pages = copy.deepcopy(self.said(f"materials.{slot}"))
        pages[0] |= changes
        return self.saying(**{f"materials__{slot}": pages})

    def reading(self, slot: str, key: str, text: str, *, verified: bool = False) -> Application:
        """The same where the first picture of a document says something else."""
        known = [
            one for one in self.said(f"materials.{slot}")[0].get("read", []) if one["key"] != key
        ]
        return self.page(slot, read=[*known, read_off(key, text, verified)])

    def row(self, rows: str, **changes: Any) -> Application:
        """The same with the first of repeated rows changed."""
        listed = copy.deepcopy(self.said(rows))
        listed[0] |= changes
        return self.saying(**{rows.replace(".", "__"): listed})

    def beside(self, **changes: Any) -> Application:
        """The same with something else around it."""
        return replace(self, around=replace(self.around, **changes))

    @property
    def kind(self) -> str:
        """`micro`, `sole_proprietor` or `enterprise`."""
        return self.said("basics.merchant_kind")

    @property
    def kind_of_case(self) -> tuple[Any, ...]:
        """Pack, kind of merchant, settlement and contract."""
        keys = ("provider.pack", "basics.merchant_kind", "basics.account_kind", "basics.payee")
        return tuple(map(self.said, (*keys, "basics.contract_kind")))

    @property
    def answers(self) -> Answers:
        """As the program reads them, with a reason for every warning that the clerk knew of."""
        answers = from_documents(FLOW, self.documents)
        for issue in list(FLOW.issues(answers, TODAY, Milestone.APPLICATION)):
            if issue.level is Level.WARNING and issue.code in self.reasons:
                reason = Reason("样本：已向申请人核实，情况属实。", issue.text.zh)
                answers = answers.with_reason(issue.reason_key, reason)
        return answers

    def rehearsed(self) -> Rehearsal:
        """What the rehearsal finds."""
        return rehearse(FLOW, self.answers, TODAY, self.around)


def read_off(key: str, text: str, verified: bool = False) -> dict[str, Any]:
    """One thing read, surely."""
    return {
        "key": key,
        "text": text,
        "confidence": 0.97,
        "verified": verified,
        "box": [1, 1, 90, 20],
    }


@cache
def cases() -> tuple[Application, ...]:
    """One for each answers file, up to the declarations."""
    return tuple(_case(read_sample(file, TODAY, NOW), file.stem) for file in CASES)


def case(name: str) -> Application:
    """The application of an answers file."""
    return next(one for one in cases() if one.name == name)


def _case(sample: Sample, name: str) -> Application:
    until = {step.key for step in FLOW.steps_until(Milestone.APPLICATION)}
    documents = {k: copy.deepcopy(dict(v)) for k, v in sample.answers.items() if k in until}
    for step in FLOW.steps:
        for question in step.fields if step.key in documents else ():
            said = documents[step.key].get(question.name)
            if isinstance(question, Signature) and said is not None:
                documents[step.key][question.name] = _signed(question.key)
            elif isinstance(question, Document) and said:
                pages = list(_pages(name, question.name, len(said), documents))
                documents[step.key][question.name] = pages
    codes = tuple(key.partition("#")[2] for key in sample.reasons)
    around = Around(picture=_small, without_glyph=without_glyph)
    return Application(name, documents, around, codes)


def _small(_scan: str) -> PictureFile:
    return PictureFile("image/jpeg", 400 * 1024)


def _signed(key: str) -> dict[str, Any]:
    return {"scan": digest(key), "at": NOW.isoformat(timespec="seconds"), "shown": ""}


def _pages(
    case_name: str, slot: str, count: int, documents: dict[str, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for number in range(count):
        known = digest(f"{case_name} {slot} {number}")
        facts = _READ_OFF.get(slot, {}) if number == 0 else {}
        said = {key: _said(documents, of) for key, of in facts.items()}
        read = [read_off(key, text) for key, text in said.items() if text]
        yield {
            "scan": known,
            "original": known,
            "width": 1600,
            "height": 1200,
            "taken_on": TODAY.isoformat(),
            **({"read": read} if read else {}),
        }


def _said(documents: dict[str, dict[str, Any]], key: str) -> str | None:
    step, name = key.split(".")
    value = documents.get(step, {}).get(name)
    return "长期" if value == "long-term" else value
