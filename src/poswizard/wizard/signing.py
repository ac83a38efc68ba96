"""What was in sight when somebody signed, bound to the signature; and what has changed of it since.

However somebody signs - on the screen, on white paper, on the printed form now or later - the answer that holds
the signature is kept together with the digest of everything it was given for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from poswizard.documents.page_code import shortened
from poswizard.forms.answers import Answers, Seen
from poswizard.forms.document_kind import Document, Page
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue, Level
from poswizard.forms.rich_kinds import Rows, Signature, Signed
from poswizard.forms.step import Milestone, Step
from poswizard.steps.submission_checks import printed_code
from poswizard.text import Text, shown_in
from poswizard.wizard.lifecycle import milestone_now, reported_state

if TYPE_CHECKING:
    from poswizard.wizard.flow import Flow

OLDER_TEXT = "signature.older_text"
"""Code of the issue that a signature was given for something else."""
SOURCE = "电子签名法第十三条"
"""Whatever is changed after signing must be found out."""


@dataclass(frozen=True, slots=True)
class Signing:
    """One occasion on which somebody signs."""

    held_by: tuple[str, ...]
    """Keys of the questions that hold the signature or the signed pages, whichever the route asks for."""
    covers_form: bool = False
    """Given for the whole application; else for the step in which it stands."""


SIGNINGS = (
    Signing(("consent.signature", "consent.signed_paper")),
    Signing(("declarations.signature", "declarations.signed_form"), covers_form=True),
    Signing(("installation.acceptance", "installation.signed_sheet")),
    Signing(("training.signature", "training.signed_sheet")),
    Signing(("daily_use.signature", "daily_use.signed_sheet")),
)

SIGNED_PAGES = {
    Milestone.APPLICATION: "declarations.signed_form",
    Milestone.HAND_OVER: "training.signed_sheet",
    Milestone.AFTERCARE: "daily_use.signed_sheet",
}
"""Where the printed form is filed when it comes back signed."""

CONSENT_STEP, CONSENT_PAGES = "consent", "consent.signed_paper"
"""What the consent sheet prints, and where it is filed when it comes back signed."""

SIGNING_ANSWERS = frozenset(
    {
        *(key for signing in SIGNINGS for key in signing.held_by),
        "basics.signing_route",
        "consent.signing",
        "declarations.signer",
        "declarations.signer_name",
        "declarations.signed_on",
        "declarations.paper_due",
        "declarations.witness",
        "daily_use.signed_on",
    }
)
"""What is answered while signing or after it: it is not what is signed."""
_NOT_SHOWN = frozenset({"consent.staff_mobile", "consent.withdrawn_at"})
"""Of the step of a signature, what does not stand on its sheet: kept for a comparison, or comes later."""


class Shown(NamedTuple):
    """One answer as it is shown to whoever signs."""

    field: Field[Any]
    value: Any
    rows: Rows | None = None
    row: int = 0

    @property
    def label(self) -> Text:
        """The question, and in which row it stands."""
        return _in_row(self.rows, self.row, self.field.label) if self.rows else self.field.label

    def digest(self) -> str:
        """Of question and answer in their words, which must be Chinese ones, and of every picture."""
        field, value = self.field, self.value
        words = field.show(value)
        said = f"{len(words)} {words}{field.label.zh}"
        if isinstance(field, Document):
            said += "".join(page.original or page.scan for page in value)
        elif isinstance(field, Signature):
            said += value.scan
        return _sha256(said)[:_SHORT]


def form_content(flow: Flow, answers: Answers, milestone: Milestone) -> dict[str, Shown]:
    """Everything that the form of a milestone shows, by its path, but for the signing itself."""
    return _content(flow.steps_until(milestone), answers, SIGNING_ANSWERS)


def step_content(step: type[Step], answers: Answers) -> dict[str, Shown]:
    """Everything that one step shows, by its path, but for the signing itself."""
    return _content([step], answers, SIGNING_ANSWERS | _NOT_SHOWN)


def content_digest(number: str, about: str, content: Mapping[str, Shown]) -> str:
    """SHA-256 of what is signed; `about` says which form or sheet shows it."""
    return _sha256(json.dumps([number, about, list(_digests(content).items())]))


def is_in_sight(field: Field[Any]) -> bool:
    """Whether the answer stands on the sheet of its own step that is signed."""
    return field.key not in SIGNING_ANSWERS | _NOT_SHOWN


def witnessed(flow: Flow, answers: Answers, touched: Iterable[Field[Any] | None]) -> Answers:
    """The answers, where one that was touched holds a signature bound to what stands there now.

    A signature that is still the same stays bound to what it was given for.
    """
    for field in touched:
        if field is not None and field.key in _by_key():
            answers = answers.with_seen(field.key, _seen(flow, answers, field))
    return answers


def holds_signature(field: Field[Any]) -> bool:
    """Whether the answer to this question is a signature or signed pages."""
    return field.key in _by_key()


def covers_form(field: Field[Any]) -> bool:
    """Whether this is signed for the whole application, as the applicant's window shows it."""
    return holds_signature(field) and _by_key()[field.key].covers_form


def changed(flow: Flow, answers: Answers, field: Field[Any]) -> list[Text]:
    """The questions that were answered otherwise when this was signed, in their order; none where nothing is known."""
    seen = answers.seen.get(field.key)
    if seen is None or answers.get(field) is None:
        return []
    now = _in_sight(flow, answers, field)
    digests = _digests(now, seen.known)
    others = [one for path, one in now.items() if seen.content.get(path) != digests[path]]
    gone = [_label(flow, path) for path in seen.content if path not in now]
    given = [one.label for one in others if one.field.calculated is None]
    labels = [*given, *gone] or [one.label for one in others]
    return list(dict.fromkeys(labels))


def outdated(flow: Flow, step: type[Step], answers: Answers) -> Iterator[Issue]:
    """The signatures of a step that were given for an older text.

    Only until the package is handed in: what is amended afterwards is explained by its list of differences.
    """
    if not answers.seen:
        return
    signed = [field for field in step.fields if field.key in answers.seen]
    if signed and _still_counts(flow, step, answers):
        for field in signed:
            if labels := changed(flow, answers, field):
                yield Issue(field, OLDER_TEXT, Level.ERROR, _words(field, labels), SOURCE)


def _seen(flow: Flow, answers: Answers, field: Field[Any]) -> Seen | None:
    """What a signature is bound to from now on; nothing where there is none."""
    value = answers.get(field)
    by = _signed_with(value)
    if not by:
        return None
    before = answers.seen.get(field.key)
    if before and not by.isdisjoint(before.by) and not _is_fresh_print(flow, answers, field):
        return before
    return Seen(tuple(sorted(by)), _digests(_in_sight(flow, answers, field)))


def _signed_with(value: Any) -> frozenset[str]:
    """By what this signature is told from another."""
    if isinstance(value, Signed):
        return frozenset({f"{value.scan} {value.at.isoformat()}"})
    pages = value if isinstance(value, tuple) else ()
    return frozenset(page.original for page in pages if isinstance(page, Page))


def _is_fresh_print(flow: Flow, answers: Answers, field: Field[Any]) -> bool:
    """Whether every page with a code was printed from what the application says now."""
    pages = answers.get(field) if isinstance(field, Document) else None
    codes = [code for page in pages or () if (code := printed_code(page))]
    if not codes:
        return False
    digests = {code.digest for code in codes}
    return digests == {shortened(sheet_digest(flow, answers, codes[0].number, field.key))}


def sheet_digest(flow: Flow, answers: Answers, number: str, pages: str) -> str:
    """Of the printed pages that are filed to this question when they come back signed."""
    if pages == CONSENT_PAGES:
        step = flow.step(CONSENT_STEP)
        content = step_content(step, answers) if step else {}
        return content_digest(number, CONSENT_STEP, content)
    milestone = next(m for m, key in SIGNED_PAGES.items() if key == pages)
    return content_digest(number, milestone.value, form_content(flow, answers, milestone))


def _in_sight(flow: Flow, answers: Answers, field: Field[Any]) -> dict[str, Shown]:
    step = flow.step_of(field)
    if covers_form(field):
        return form_content(flow, answers, flow.milestone_of(step))
    return step_content(step, answers)


def _still_counts(flow: Flow, step: type[Step], answers: Answers) -> bool:
    milestone = flow.milestone_of(step)
    if milestone is Milestone.APPLICATION:
        return reported_state(flow, answers) is None
    return milestone_now(flow, answers) is milestone


@cache
def _by_key() -> Mapping[str, Signing]:
    return {key: signing for signing in SIGNINGS for key in signing.held_by}


def _digests(
    content: Mapping[str, Shown], known: dict[str, tuple[Any, str]] | None = None
) -> dict[str, str]:
    """Of every answer, by its path; what is `known` of the very same value is not worked out again."""
    known = {} if known is None else known
    with shown_in("zh"):
        for path, one in content.items():
            if path not in known or known[path][0] is not one.value:
                known[path] = one.value, one.digest()
    return {path: known[path][1] for path in content}


def _content(
    steps: Iterable[type[Step]], answers: Answers, apart: frozenset[str]
) -> dict[str, Shown]:
    content: dict[str, Shown] = {}
    for step in steps:
        for field, value in answers.asked(step).items():
            if value is not None and field.key not in apart:
                content[field.key] = Shown(field, value)
                if isinstance(field, Rows):
                    content.update(_of_rows(field, value, answers))
    return content


def _of_rows(
    rows: Rows, given: tuple[Answers, ...], answers: Answers
) -> Iterator[tuple[str, Shown]]:
    for index, row in enumerate(given):
        for field, value in row.within(answers).asked(rows.questions).items():
            if value is not None:
                yield f"{rows.key}[{index}].{field.name}", Shown(field, value, rows, index)


def _in_row(rows: Rows, index: int, label: Text) -> Text:
    place = rows.title_of(index)
    return Text(f"{place.zh} · {label.zh}", f"{place.en} · {label.en}")


def _sha256(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def _label(flow: Flow, path: str) -> Text:
    """The question of a path that is not asked any more."""
    key, _, inner = path.partition("[")
    field = flow.field(key)
    if field is None:
        return _GONE
    index, _, name = inner.partition("].")
    found = [f for f in field.row.fields if f.name == name] if field.row else []
    if isinstance(field, Rows) and found:
        return _in_row(field, int(index), found[0].label)
    return field.label


def _words(field: Field[Any], labels: list[Text]) -> Text:
    named = labels[:_MOST_NAMED]
    zh = "".join(f"“{label.zh}”" for label in named)
    en = ", ".join(f'"{label.en}"' for label in named)
    if len(labels) > len(named):
        zh, en = f"{zh}等 {len(labels)} 项", f"{en} and others, {len(labels)} in all"
    return (_PAPER if isinstance(field, Document) else _SCREEN).format(Text(zh, en))


_SHORT = 32
"""Hexadecimal digits: 128 bits, for which no other answer is found."""
_MOST_NAMED = 4
_GONE = Text("已取消的一项", "a question that is gone")
_SCREEN = Text(
    "签名之后改过：{0}。请签字人看过现在的内容，清除后重新签名",
    "Changed after it was signed: {0}. Have the signer read it as it is now, clear and sign again",
)
_PAPER = Text(
    "签字之后改过：{0}。请重新打印，签字人看过再签，然后扫进来",
    "Changed after it was signed: {0}. Print it again, have it read and signed, and scan it in",
)
