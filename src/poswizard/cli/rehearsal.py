"""`check --rehearse`: what a reviewer would send back, in words or for a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from poswizard.cli.saying import both, done, issue_json, issue_lines, say, say_json
from poswizard.text import Text
from poswizard.wizard.flow import Flow
from poswizard.wizard.rehearsal.finding import Finding, Rehearsal

_SAYS = Text("      审核员会说：{0}", "      A reviewer would say: {0}")
_REMEDY = Text("      怎么办：{0}", "      What to do: {0}")
_BASED = Text("      {0}", "      {0}")
_EXAMINED = Text(
    "看了 {0} 个答案、{1} 张图，用了 {2} 条规则；预计 {3} 前后出结果。",
    "Looked at {0} answers and {1} pictures by {2} rules; a decision is expected about {3}.",
)
_CLEAN = Text("没有发现会被退回的地方。", "Nothing was found for which it would come back.")
_OPEN = Text("{0} 处可能被退回。", "{0} thing(s) for which it may come back.")


def report(flow: Flow, rehearsal: Rehearsal, number: str, *, as_json: bool) -> None:
    """Say everything and end the command: 0 if nothing is open."""
    if as_json:
        say_json(_json(flow, rehearsal, number))
    else:
        for one in rehearsal.findings:
            for line in _lines(flow, one):
                say(line)
        seen = rehearsal.examined
        day = rehearsal.decision_day.isoformat()
        say(_EXAMINED.format(seen.answers, seen.pictures, seen.rules, day))
        say(_CLEAN if rehearsal.is_clean else _OPEN.format(len(rehearsal.open)))
    done(rehearsal.is_clean)


def _lines(flow: Flow, one: Finding) -> Iterator[object]:
    yield from issue_lines(flow, [one.issue])
    yield _SAYS.format(one.reviewer_says)
    if one.is_open:
        yield _REMEDY.format(one.remedy)
    if one.forecast:
        yield _BASED.format(one.forecast)


def _json(flow: Flow, rehearsal: Rehearsal, number: str) -> dict[str, Any]:
    return {
        "number": number,
        "clean": rehearsal.is_clean,
        "decision_expected_on": rehearsal.decision_day.isoformat(),
        "decision_is_certain": rehearsal.decision_is_certain,
        "examined": {
            "answers": rehearsal.examined.answers,
            "pictures": rehearsal.examined.pictures,
            "rules": rehearsal.examined.rules,
            "cases": rehearsal.examined.cases,
        },
        "decided": rehearsal.decided,
        "findings": [_finding_json(flow, one) for one in rehearsal.findings],
    }


def _finding_json(flow: Flow, one: Finding) -> dict[str, Any]:
    return issue_json(flow, one.issue) | {
        "reason_code": one.saying.code,
        "reviewer_says": both(one.reviewer_says),
        "remedy": both(one.remedy),
        "forecast": both(one.forecast) if one.forecast else None,
    }
