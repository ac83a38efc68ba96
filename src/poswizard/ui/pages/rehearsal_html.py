"""A rehearsal as rich text: each finding with the reviewer's sentence, the reason, the remedy and its links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from poswizard.forms.issue import Level
from poswizard.text import Text
from poswizard.ui.palette import Palette
from poswizard.ui.style_sheet import BOLD
from poswizard.wizard.flow import Flow
from poswizard.wizard.rehearsal.around import LocalRule
from poswizard.wizard.rehearsal.finding import Finding, Rehearsal
from poswizard.wizard.rehearsal.own_rules import Choosable, about

_SAYS = Text("审核员会说：{0}", "A reviewer would say: {0}")
_REMEDY = Text("怎么办：{0}", "What to do: {0}")
_SOURCE = Text("依据：{0}", "Source: {0}")
_REASON = Text("说明：{0}", "Reason: {0}")
_GO = Text("去改：{0}", "Go there: {0}")
_EXPLAIN = Text("填写说明", "Give a reason")
_LEARN = Text("以后在这家按“提醒”处理", "Take it for a warning at this provider")
_FORECASTS = Text("本网点的退件记录", "What came back to this branch")
_GAP = "&nbsp;" * 6
_NO_FORECAST = Text(
    "同类申请出过结果的只有 {0} 件，满 {1} 件才作预测。",
    "Only {0} applications of the kind were decided; forecasts are made from {1} on.",
)
_RULES = Text("本网点的规则", "This branch's own rules")
_RULE = Text("“{0}”按提醒处理（{1}）", "“{0}” counts as a warning ({1})")
_REMOVE = Text("取消", "Remove")
_HEARD = Text(
    "这家退回过：{0}（{1} 件）。可以加为规则：", "It returned: {0} ({1}). Rules that speak of it:"
)
_ADD = Text("按提醒处理“{0}”", "Take “{0}” for a warning")


def finding_html(findings: Sequence[Finding], flow: Flow, palette: Palette, can_learn: bool) -> str:
    """Every finding as a card; links are `go:` and `explain:<number>`, `learn:<code>`."""
    cards = (_card(n, one, flow, palette, can_learn) for n, one in enumerate(findings))
    return "".join(cards)


def forecast_html(rehearsal: Rehearsal, palette: Palette, enough: int) -> str:
    """What this branch has seen come back, with the number it is based on."""
    if rehearsal.decided < enough:
        words = [str(_NO_FORECAST.format(rehearsal.decided, enough))]
    else:
        words = [_named(code, text) for code, text in rehearsal.forecasts.items()]
    return _section(_FORECASTS, _lines(map(escape, words), palette)) if words else ""


def rules_html(
    rules: Iterable[LocalRule],
    heard: Iterable[tuple[Text, int, Sequence[Choosable]]],
    flow: Flow,
    palette: Palette,
) -> str:
    """The branch's rules at this provider with a way to remove each, and those it might make."""
    lines = [
        f"{escape(str(_RULE.format(about(flow, rule.code), rule.added_on.isoformat())))} "
        f"{_link(f'unlearn:{rule.code}', _REMOVE, palette)}"
        for rule in rules
    ]
    for says, count, offered in heard:
        links = " ".join(
            _link(f"learn:{one.code}", _ADD.format(one.about), palette) for one in offered
        )
        if links:
            lines.append(f"{escape(str(_HEARD.format(says, count)))} {links}")
    return _section(_RULES, _lines(lines, palette, quiet=False)) if lines else ""


def _card(number: int, one: Finding, flow: Flow, palette: Palette, can_learn: bool) -> str:
    colour = _COLOURS[one.level](palette)
    head = escape(str(_SAYS.format(one.reviewer_says)))
    level = escape(str(one.level))
    links = _link(f"go:{number}", _GO.format(_place(one, flow)), palette)
    if one.level is Level.WARNING and one.is_open:
        links += f"{_GAP}{_link(f'explain:{number}', _EXPLAIN, palette)}"
    if can_learn and one.level is Level.INFORMATION:
        links += f"{_GAP}{_link(f'learn:{one.code}', _LEARN, palette)}"
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:12px"><tr>'
        f'<td width="4" style="background:{colour}"></td>'
        f'<td style="padding:2px 0 2px 12px"><span style="color:{colour};font-weight:{BOLD}">{level}</span>'
        f'&nbsp; <span style="font-weight:{BOLD}">{head}</span>'
        f"{_said(one, palette)}<div>{links}</div></td></tr></table>"
    )


def _said(one: Finding, palette: Palette) -> str:
    lines = [f"<div>{escape(str(one.why))}</div>"]
    if one.issue.reason:
        lines.append(f"<div>{escape(str(_REASON.format(one.issue.reason)))}</div>")
    else:
        lines.append(f"<div>{escape(str(_REMEDY.format(one.remedy)))}</div>")
    quiet = [_SOURCE.format(one.source)] if one.source else []
    quiet += [one.forecast] if one.forecast else []
    look = f"color:{palette.quiet}"
    lines += [f'<div style="{look}">{escape(str(words))}</div>' for words in quiet]
    return "".join(lines)


def _place(one: Finding, flow: Flow) -> str:
    issue = one.issue
    row = "" if issue.row is None else f" {issue.row + 1}"
    return f"{flow.step_of(issue.top_field).title} · {issue.field.label}{row}"


def _link(href: str, words: Text, palette: Palette) -> str:
    look = f"color:{palette.accent};text-decoration:none"
    return f'<a href="{escape(href)}" style="{look}">{escape(str(words))}</a>'


def _section(title: Text, inside: str) -> str:
    head = f"margin-top:24px;margin-bottom:4px;font-size:large;font-weight:{BOLD}"
    return f'<p style="{head}">{escape(str(title))}</p>{inside}'


def _lines(lines: Iterable[str], palette: Palette, *, quiet: bool = True) -> str:
    colour = palette.quiet if quiet else palette.text
    return "".join(f'<div style="color:{colour};margin-top:2px">{one}</div>' for one in lines)


def _named(code: str, words: Text) -> str:
    from poswizard.providers.reasons import reason

    known = reason(code)
    return f"{known.says}：{words}" if known else str(words)


_COLOURS = {
    Level.ERROR: lambda palette: palette.danger,
    Level.WARNING: lambda palette: palette.warning,
    Level.INFORMATION: lambda palette: palette.accent,
}
