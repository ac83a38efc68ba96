"""How many of the planted faults are found, and what is said of applications that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from poswizard.forms.issue import Level
from poswizard.wizard.rehearsal.around import Twin, TwinKind
from poswizard.wizard.rehearsal.finding import Finding
from tests.rehearsal.applications import Application, cases, digest
from tests.rehearsal.faults import Fault, faults
from tests.rehearsal.spread import spread
from tests.steps.asking import resident_id

_WEIGHT = {"error": 0, "warning": 1, "information": 2}
_EACH = 2
"""So many applications at most are given the same single fault; those come first that had the fewest so far."""


@dataclass(frozen=True)
class Labelled:
    """One application of the set, and what was planted into it."""

    application: Application
    planted: tuple[Fault, ...] = ()
    base: Application | None = None
    """The same before the faults."""

    @property
    def name(self) -> str:
        """Case and faults."""
        return " + ".join((self.application.name, *(one.name for one in self.planted)))


@dataclass
class Measured:
    """What came of the whole set."""

    clean: int = 0
    planted: int = 0
    caught: int = 0
    missed: list[str] = field(default_factory=list)
    false_errors: list[str] = field(default_factory=list)
    false_warnings: list[str] = field(default_factory=list)
    rules: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By rule: how many of its faults were planted, and caught."""

    @property
    def share(self) -> float:
        """Of the planted faults, those that were caught."""
        return self.caught / self.planted

    @property
    def warnings_each(self) -> float:
        """False warnings for each clean application."""
        return len(self.false_warnings) / self.clean


def labelled(each: int = _EACH) -> Iterator[Labelled]:
    """The whole set: clean ones, ones with one fault, ones with two; the same at every run."""
    for one in clean():
        yield Labelled(one)
    listed, used = list(faults()), Counter[str]()
    for fault in listed:
        for base in _least_used(used, fault)[:each]:
            used[base.name] += 1
            yield Labelled(fault.plant(base), (fault,), base)
    yield from _pairs(listed, used)


def _least_used(used: Counter[str], *planted: Fault) -> list[Application]:
    """Where these faults can be planted, the applications with the fewest faults so far first."""
    fitting = [base for base in spread() if all(fault.fits(base) for fault in planted)]
    return sorted(fitting, key=lambda base: (used[base.name], digest(base.name)))


def clean() -> Iterator[Application]:
    """Applications without a fault, the unusual but right ones among them."""
    yield from spread()
    for one in cases():
        yield one
        yield _renamed(one, "with a card for life", _with_card_for_life(one))
        elsewhere = (Twin(TwinKind.PERSON, "A-2026-000002", "huifu", False),)
        yield _renamed(one, "known from another provider", one.beside(twins=elsewhere))
        yield _renamed(one, "with a slip's name", one.saying(business__receipt_name="样本小吃"))


def _with_card_for_life(one: Application) -> Application:
    """Somebody who was 46 when the card was made; the card's picture says the same."""
    born = resident_id("19620301")
    older = one.saying(
        identity__number=born, identity__valid_from="2018-05-06", identity__valid_until="long-term"
    )
    if one.said("owners.people"):
        same = {"number": born, "valid_from": "2018-05-06", "valid_until": "long-term"}
        older = older.row("owners.people", **same)
    read = (("id_front", "number", born), ("id_back", "valid_from", "2018-05-06"))
    for slot, key, text in (*read, ("id_back", "valid_until", "长期")):
        older = older.reading(slot, key, text)
    return older


def measure(samples: Iterator[Labelled] | None = None) -> Measured:
    """Rehearse every application of the set and compare."""
    result = Measured()
    for one in samples or labelled():
        if one.planted:
            _count_planted(result, one)
        else:
            _count_clean(result, one)
    return result


def _pairs(listed: list[Fault], used: Counter[str]) -> Iterator[Labelled]:
    """Every third fault together with one of another page."""
    for number, first in enumerate(listed[::3]):
        second = listed[(number * 7 + 11) % len(listed)]
        base = next(iter(_least_used(used, first, second)), None)
        if base is None or _steps(first) & _steps(second):
            continue
        both = second.plant(first.plant(base))
        if both == first.plant(second.plant(base)) or both.around == base.around:
            used[base.name] += 1
            yield Labelled(both, (first, second), base)


def _steps(fault: Fault) -> set[str]:
    return {place.partition(".")[0] for place in fault.places}


def _count_planted(result: Measured, one: Labelled) -> None:
    findings = one.application.rehearsed().findings
    for fault in one.planted:
        planted, caught = result.rules.get(fault.rule, (0, 0))
        is_caught = any(_shows(fault, f) and not _was_there(one, f) for f in findings)
        result.planted += 1
        result.caught += is_caught
        result.rules[fault.rule] = planted + 1, caught + is_caught
        if not is_caught:
            result.missed.append(f"{one.name}: {fault.rule} {fault.name}")


_before: dict[str, frozenset[tuple[str, str, str]]] = {}


def _was_there(one: Labelled, finding: Finding) -> bool:
    """Whether the same is remarked without any fault; that nothing graver is, the clean ones show by themselves."""
    base = one.base or one.application
    if finding.level is not Level.INFORMATION:
        return False
    if base.name not in _before:
        _before[base.name] = frozenset(map(_said, base.rehearsed().findings))
    return _said(finding) in _before[base.name]


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.issue.path, finding.why.zh


def _shows(fault: Fault, finding: Finding) -> bool:
    """Found at a place where a person would look, at least as gravely, and not explained away."""
    place = finding.issue.top_field.key
    enough = _WEIGHT[finding.level.value] <= _WEIGHT[fault.level]
    planted_well = finding.code != "unreadable"
    return place in fault.places and enough and planted_well and not finding.issue.reason


def _count_clean(result: Measured, one: Labelled) -> None:
    result.clean += 1
    for finding in one.application.rehearsed().open:
        said = f"{one.name}: {finding.code} {finding.issue.path}"
        wrong = finding.level is Level.ERROR
        (result.false_errors if wrong else result.false_warnings).append(said)


def _renamed(one: Application, how: str, made: Application) -> Application:
    return replace(made, name=f"{one.name} {how}")
