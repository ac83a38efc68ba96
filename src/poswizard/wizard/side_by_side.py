"""Several providers beside each other for one applicant: what each asks, takes and promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document
from poswizard.providers.pack import Pack
from poswizard.providers.provider import Provider
from poswizard.steps.materials import Materials
from poswizard.steps.packs import case_of, field_of_slot
from poswizard.text import Text, Vocabulary
from poswizard.wizard.flow import Flow

_NOT_KNOWN = Text("未查明", "not known")
_NEEDED, _OPTIONAL = Text("必须", "required"), Text("可选", "optional")
_NOT_ASKED = Text("不要", "not asked")
_AT_MOST = Text("最多 {0} 字", "{0} characters")
_TOO_LONG = Text("最多 {0} 字，现有 {1} 字", "{0} characters, now {1}")
_AND = Text("、", ", ")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing, and what each provider says of it."""

    label: Text
    cells: tuple[Text, ...]

    @property
    def differs(self) -> bool:
        """Whether they do not all say the same."""
        return len(set(self.cells)) > 1


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    title: Text
    rows: tuple[Row, ...]


def side_by_side(flow: Flow, answers: Answers, packs: Sequence[Pack]) -> list[Section]:
    """The packs compared for these answers; documents that all treat alike are there too."""
    case = case_of(answers)
    seen = [answers.under(p.provider.overlay(field_of_slot(), case)) for p in packs]
    documents = [f for f in Materials.fields if isinstance(f, Document)]
    others = [f for f in flow.fields if not isinstance(f, Document) and _is_touched(f, seen)]
    sections = [
        Section(Text("材料", "Documents"), tuple(_asked_rows(documents, seen))),
        Section(
            Text("另外要填的和字数", "Further questions and lengths"), tuple(_rows(others, seen))
        ),
        Section(Text("照片、结算和期限", "Pictures, settlement, terms"), tuple(_facts(packs))),
    ]
    return [section for section in sections if section.rows]


def _asked_rows(fields: Iterable[Field[Any]], seen: list[Answers]) -> Iterator[Row]:
    for field in fields:
        if any(answers.is_relevant(field) for answers in seen):
            yield Row(field.label, tuple(_asked(field, answers) for answers in seen))


def _asked(field: Field[Any], answers: Answers) -> Text:
    if not answers.is_relevant(field):
        return _NOT_ASKED
    return _NEEDED if answers.is_required(field) else _OPTIONAL


def _is_touched(field: Field[Any], seen: list[Answers]) -> bool:
    overlays = [answers.overlay for answers in seen]
    return any(field.key in {*o.requires, *o.omits, *o.limits} for o in overlays)


def _rows(fields: Iterable[Field[Any]], seen: list[Answers]) -> Iterator[Row]:
    for field in fields:
        yield Row(field.label, tuple(_held(field, answers) for answers in seen))


def _held(field: Field[Any], answers: Answers) -> Text:
    most, value = answers.limit(field), answers.get(field)
    if most is None or not answers.is_relevant(field):
        return _asked(field, answers)
    if isinstance(value, str) and len(value) > most:
        return _TOO_LONG.format(most, len(value))
    return _AT_MOST.format(most)


def _facts(packs: Sequence[Pack]) -> Iterator[Row]:
    for label, of in _FACTS:
        cells = tuple(of(pack.provider) or _NOT_KNOWN for pack in packs)
        if any(cell is not _NOT_KNOWN for cell in cells):
            yield Row(label, cells)
    revised = tuple(Text(pack.label, pack.label) for pack in packs)
    yield Row(Text("资料日期和版本", "Day and version of the pack"), revised)


def _listed(words: Iterable[Vocabulary]) -> Text | None:
    labels = [one.label for one in words]
    if not labels:
        return None
    return Text(
        _AND.zh.join(label.zh for label in labels), _AND.en.join(label.en for label in labels)
    )


def _pictures(provider: Provider) -> Text | None:
    window = provider.pictures
    if window is None:
        return None
    formats = _listed(window.formats) or _NOT_KNOWN
    return Text("{0}，每张不超过 {1} kB", "{0}, {1} kB each").format(formats, window.max_kilobytes)


def _days(days: int | None) -> Text | None:
    return Text("{0} 天", "{0} days").format(days) if days else None


def _terminals(provider: Provider) -> Text | None:
    most = next((t.most_terminals for t in provider.terms if t.most_terminals), None)
    only_for = next((t.own_terminals_only_for for t in provider.terms), ())
    if not most:
        return None
    words = Text("最多 {0} 台", "{0} at most").format(most)
    return words + Text("（{0}）", " ({0})").format(_listed(only_for)) if only_for else words


_FACTS: tuple[tuple[Text, Callable[[Provider], Text | None]], ...] = (
    (Text("照片", "Pictures"), _pictures),
    (Text("水印", "Watermark"), lambda p: p.watermark.policy.label if p.watermark else None),
    (
        Text("到账时间", "Settlement"),
        lambda p: _listed(p.settlement.cycles) if p.settlement else None,
    ),
    (
        Text("递交方式", "Handed in"),
        lambda p: _listed(p.submission.channels) if p.submission else None,
    ),
    (
        Text("签约方式", "Agreement"),
        lambda p: _listed(p.submission.contracts) if p.submission else None,
    ),
    (Text("自备终端", "Own terminals"), _terminals),
    (Text("补件期限", "Supplements within"), lambda p: _days(p.supplement_days())),
    (Text("多久失效", "Lapses after"), lambda p: _days(p.lapse_days())),
)
