"""An amendment after handing in: why, and what differs from what was sent before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from poswizard.forms.answers import Answers, Json, Raw
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document, Rows, Signature
from poswizard.forms.step import Part
from poswizard.steps.review import Review
from poswizard.steps.review_rows import RETURNED, ReviewEvent, ReviewReason
from poswizard.text import Text, Vocabulary
from poswizard.wizard.flow import Flow

LEAST_REASON = 4
"""Characters that say anything at all."""

Exported = Mapping[str, Mapping[str, Json]]
"""The answers of a data file: by step, by the field's name."""


class Kind(Vocabulary):
    """What happened to an answer."""

    ADDED = "added", Text("新增", "added")
    REMOVED = "removed", Text("删除", "removed")
    CHANGED = "changed", Text("修改", "changed")


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that is not as it was sent; numbers of documents and accounts are masked."""

    path: str
    """`account.number`, `owners.people[1].name`; in rows, the place in the newer revision where it has one."""
    step: Text
    label: Text
    kind: Kind
    before: str
    after: str

    @property
    def field_key(self) -> str:
        """Key of the step's field."""
        return self.path.partition("[")[0]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reason for the last return, and what was done about it."""

    about: str
    text: str
    correction: str


@dataclass(frozen=True, slots=True)
class Amended:
    """All that a later revision says of itself."""

    from_revision: int
    from_sha256: str
    """Digest of the package before; empty where it is not known."""
    reason: str
    made_on: date
    differences: tuple[Difference, ...]
    corrections: tuple[Corrected, ...] = ()


def differences(flow: Flow, before: Exported, after: Exported) -> list[Difference]:
    """What differs between the answers of two data files, in the order of the questions."""
    found: list[Difference] = []
    for step in flow.steps:
        old, new = before.get(step.key, {}), after.get(step.key, {})
        found += _in_part(step, old, new, step.key, step.title)
    return [*found, *_in_unknown_steps(flow, before, after)]


def to_json(amended: Amended, number: str, revision: int) -> dict[str, Json]:
    """`data/differences.json`."""
    return {
        "number": number,
        "revision": revision,
        "from_revision": amended.from_revision,
        "from_sha256": amended.from_sha256,
        "made_on": amended.made_on.isoformat(),
        "reason": amended.reason,
        "differences": [_difference_json(one) for one in amended.differences],
        "corrections": [
            {"about": one.about, "text": one.text, "correction": one.correction}
            for one in amended.corrections
        ],
    }


def corrections(answers: Answers) -> list[Corrected]:
    """The reasons of the last return with what was done about each."""
    rows = (row for _, row in _last_reasons(answers))
    return [
        Corrected(
            row.get(ReviewReason.about) or "",
            row.get(ReviewReason.text) or "",
            row.get(ReviewReason.correction) or "",
        )
        for row in rows
    ]


def uncorrected(answers: Answers) -> list[int]:
    """Indexes of the reasons of the last return to which nobody has said what was corrected (rule 37)."""
    reasons = _last_reasons(answers)
    return [index for index, row in reasons if row.get(ReviewReason.correction) is None]


def with_corrections(answers: Answers, found: Sequence[Difference], today: date) -> Answers:
    """The answers, where a reason names what did change since, with that said as its correction."""
    rows = list(answers.get(Review.reasons) or ())
    changed = False
    for index in uncorrected(answers):
        about = rows[index].get(ReviewReason.about)
        words = [_in_words(one) for one in found if about and about.startswith(one.label.zh)]
        if words:
            row = rows[index].with_(ReviewReason.correction, "；".join(words)[:500])
            rows[index] = row.with_(ReviewReason.corrected_on, today)
            changed = True
    return answers.with_(Review.reasons, tuple(rows)) if changed else answers


def _last_reasons(answers: Answers) -> list[tuple[int, Answers]]:
    events = answers.get(Review.events) or ()
    number = sum(row.get(ReviewEvent.state) in RETURNED for row in events)
    rows = enumerate(answers.get(Review.reasons) or ())
    return [(index, row) for index, row in rows if row.get(ReviewReason.round) == number]


def _in_words(one: Difference) -> str:
    change = f"（{one.before} → {one.after}）" if one.kind is Kind.CHANGED else ""
    return f"已{one.kind.label.zh}“{one.label.zh}”{change}"


def _difference_json(one: Difference) -> dict[str, Json]:
    return {
        "path": one.path,
        "step": one.step.zh,
        "label": one.label.zh,
        "kind": one.kind.value,
        "before": one.before,
        "after": one.after,
    }


def _in_part(
    part: type[Part], old: Mapping[str, Json], new: Mapping[str, Json], at: str, title: Text
) -> Iterator[Difference]:
    for field in part.fields:
        was, is_now = old.get(field.name), new.get(field.name)
        if was == is_now:
            continue
        path = f"{at}.{field.name}"
        if isinstance(field, Rows):
            yield from _in_rows(field, was or [], is_now or [], path, title)
        else:
            yield _difference(field, was, is_now, path, title)
    known = {field.name for field in part.fields}
    for name in sorted((old.keys() | new.keys()) - known):  # asked by another version only
        if old.get(name) != new.get(name):
            kind = _kind(old.get(name), new.get(name))
            yield Difference(f"{at}.{name}", title, Text(name, name), kind, "…", "…")


def _difference(field: Field[Any], was: Json, is_now: Json, path: str, title: Text) -> Difference:
    if isinstance(field, Document):
        before, after = _pages(was or [], []), _pages(is_now or [], was or [])
    else:
        before, after = _shown(field, was), _shown(field, is_now)
    return Difference(path, title, field.label, _kind(was, is_now), before, after)


def _in_rows(
    rows: Rows, was: list[Json], is_now: list[Json], path: str, title: Text
) -> Iterator[Difference]:
    """Rows are matched by what they say, so that one taken out does not make all after it differ."""
    old, new = ([json.dumps(row, sort_keys=True) for row in side] for side in (was, is_now))
    for what, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, False
    ).get_opcodes():
        if what == "equal":
            continue
        paired = min(end - start, new_end - new_start)
        for place in range(paired):
            index = new_start + place
            inner = f"{path}[{index}]"
            row = rows.title_of(index)
            before, after = was[start + place], is_now[index]
            for one in _in_part(rows.questions, before, after, inner, title):
                yield Difference(
                    one.path, title, row + _DOT + one.label, one.kind, one.before, one.after
                )
        yield from _whole(rows, was, range(start + paired, end), Kind.REMOVED, path, title)
        yield from _whole(rows, is_now, range(new_start + paired, new_end), Kind.ADDED, path, title)


def _whole(
    rows: Rows, side: list[Json], indexes: range, kind: Kind, path: str, title: Text
) -> Iterator[Difference]:
    for index in indexes:
        words = _row(rows, side[index])
        before, after = (words, "") if kind is Kind.REMOVED else ("", words)
        label = rows.label + _DOT + rows.title_of(index)
        yield Difference(f"{path}[{index}]", title, label, kind, before, after)


def _row(rows: Rows, row: Mapping[str, Json]) -> str:
    """A whole row in words: its answers one after another."""
    fields = [field for field in rows.questions.fields if field.name in row]
    return "；".join(f"{field.label}：{_shown(field, row[field.name])}" for field in fields)


def _shown(field: Field[Any], stored: Json) -> str:
    if stored is None:
        return ""
    if isinstance(stored, dict) and "file" in stored:
        stored = {key: value for key, value in stored.items() if key != "file"}
    value = field.from_json(stored)
    if isinstance(value, Raw):
        return "…"
    return field.show(value) if isinstance(field, Signature) else field.masked(value)


def _pages(pages: list[Json], before: list[Json]) -> str:
    """How many pages, and which of them are not those of before."""
    if not pages:
        return ""
    count = Text("{0} 页", "{0} page(s)").format(len(pages))
    known = {page.get("scan") for page in before}
    new = [str(n) for n, page in enumerate(pages, 1) if known and page.get("scan") not in known]
    if not new:
        return str(count)
    return str(count + Text("，第 {0} 页是新的", ", new: {0}").format("、".join(new)))


def _kind(was: Json, is_now: Json) -> Kind:
    if was is None:
        return Kind.ADDED
    return Kind.REMOVED if is_now is None else Kind.CHANGED


def _in_unknown_steps(flow: Flow, before: Exported, after: Exported) -> Iterator[Difference]:
    for key in sorted({*before, *after} - {step.key for step in flow.steps}):
        if before.get(key) != after.get(key):
            words = Text(key, key)
            yield Difference(key, words, words, _kind(before.get(key), after.get(key)), "…", "…")


_DOT = Text(" · ", " · ")
