"""A received case as rich text: warnings first, then what is new in this revision, then every answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from poswizard.text import Text
from poswizard.ui.pages.said_html import said_html
from poswizard.ui.palette import Palette
from poswizard.wizard.read_back import SaidInStep

POINT_OUT = Text("指出问题", "Point out")
_WARNINGS = Text("先看这些（{0} 条提醒）", "Look at these first ({0} warnings)")
_NONE = Text("没有需要特别留意的提醒。", "There is no warning.")
_WARNING = Text("{0}：{1}", "{0}: {1}")
_REASON = Text("网点说明：{0}", "The branch says: {0}")
_CHANGED = Text("与第 {0} 版的不同（{1} 处）", "What differs from revision {0} ({1})")
_WHY = Text("更正原因：{0}", "Amended because: {0}")
_CORRECTED = Text("退回的“{0}”：{1}", 'Returned for "{0}": {1}')
_NOTHING = Text("（空）", "(empty)")


def case_html(
    steps: Iterable[SaidInStep],
    warnings: Sequence[dict[str, Any]],
    differences: dict[str, Any] | None,
    palette: Palette,
) -> list[str]:
    """The whole case in parts, each under its title; every answer has a link `change:<field>:<row>`."""
    changed = _changes(differences, palette) if differences else ""
    answers = (said_html([one], palette, changeable=True, link=POINT_OUT) for one in steps)
    return [_warnings(warnings, palette) + changed, *answers]


def _warnings(warnings: Sequence[dict[str, Any]], palette: Palette) -> str:
    if not warnings:
        return f'<p style="color:{palette.quiet}">{escape(str(_NONE))}</p>'
    rows = "".join(_warning(one, palette) for one in warnings)
    return _title(_WARNINGS.format(len(warnings))) + rows


def _warning(one: dict[str, Any], palette: Palette) -> str:
    said = str(_WARNING.format(one["label"], Text(one["zh"], one["en"])))
    reason = one.get("reason") or ""
    below = f"<br>{escape(str(_REASON.format(reason)))}" if reason else ""
    look = f"color:{palette.warning};margin-top:4px;margin-bottom:4px"
    field = one["field"].partition("[")[0]
    link = f'<a href="change:{escape(field)}:" style="color:{palette.accent}">{escape(str(POINT_OUT))}</a>'
    return f'<p style="{look}">{escape(said)}{below}　{link}</p>'


def _changes(differences: dict[str, Any], palette: Palette) -> str:
    found = differences["differences"]
    title = _title(_CHANGED.format(differences["from_revision"], len(found)))
    why = f"<p>{escape(str(_WHY.format(differences['reason'])))}</p>"
    rows = "".join(_change(one, palette) for one in found)
    table = f'<table width="100%" cellspacing="0" cellpadding="0">{rows}</table>'
    answered = "".join(
        f"<p>{escape(str(_CORRECTED.format(one['about'], one['correction'])))}</p>"
        for one in differences.get("corrections", ())
    )
    return title + why + table + answered


def _change(one: dict[str, Any], palette: Palette) -> str:
    line = f"padding:5px 16px 5px 0;border-bottom:1px solid {palette.line}"
    before, after = (escape(one[side] or str(_NOTHING)) for side in ("before", "after"))
    name = escape(f"{one['step']} · {one['label']}")
    return (
        f'<tr><td width="36%" style="{line};color:{palette.quiet}">{name}</td>'
        f'<td style="{line};color:{palette.quiet}"><s>{before}</s></td>'
        f'<td style="{line}">{after}</td></tr>'
    )


def _title(words: Text) -> str:
    look = "margin-top:16px;margin-bottom:4px;font-size:large;font-weight:500"
    return f'<p style="{look}">{escape(str(words))}</p>'
