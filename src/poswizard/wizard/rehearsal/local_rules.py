"""Rules that a branch makes for itself, by choosing among the findings: a remark becomes a warning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from poswizard.forms.issue import Issue, Level
from poswizard.wizard.rehearsal.around import LocalRule

SETTING = "rehearsal.local_rules"
"""Under which they are stored."""


def rules_from_json(stored: Any) -> tuple[LocalRule, ...]:
    """The rules as they are stored; what a newer program wrote otherwise is passed over."""
    return tuple(_readable(stored if isinstance(stored, list) else []))


def rules_to_json(rules: Iterable[LocalRule]) -> list[dict[str, str]]:
    """The rules to be stored."""
    return [asdict(rule) | {"added_on": rule.added_on.isoformat()} for rule in rules]


def with_rule(rules: tuple[LocalRule, ...], new: LocalRule) -> tuple[LocalRule, ...]:
    """The rules with a new one, in the place of an older one that says the same."""
    return (*without_rule(rules, new.code, new.provider), new)


def without_rule(rules: tuple[LocalRule, ...], code: str, provider: str) -> tuple[LocalRule, ...]:
    """The rules without this one."""
    return tuple(one for one in rules if (one.code, one.provider) != (code, provider))


def as_learnt(issue: Issue, provider: str, rules: tuple[LocalRule, ...]) -> Issue:
    """The issue at the level at which this branch takes it."""
    if issue.level is not Level.INFORMATION:
        return issue
    known = any(rule.code == issue.code and rule.provider == provider for rule in rules)
    return replace(issue, level=Level.WARNING) if known else issue


def _readable(stored: Iterable[Any]) -> Iterator[LocalRule]:
    for one in stored:
        try:
            added_on = date.fromisoformat(one["added_on"])
            yield LocalRule(one["code"], one["provider"], added_on, one.get("added_by", ""))
        except (KeyError, TypeError, ValueError):
            continue
