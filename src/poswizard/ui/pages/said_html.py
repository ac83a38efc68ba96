"""Answers in words as rich text: one document is shown faster than a thousand labels."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.ui.palette import Palette
from poswizard.wizard.read_back import Said, SaidInStep

_CHANGE = Text("修改", "Change")
_REASON = Text("原因：{0}", "Reason: {0}")


def said_html(steps: Iterable[SaidInStep], palette: Palette, *, changeable: bool) -> str:
    """The answers by step; with `changeable`, each with a link `change:<field>:<row>`."""
    return "".join(_step(step, palette, changeable) for step in steps)


def target_of(link: str) -> tuple[str, int | None]:
    """The field's key and the row that a link leads to."""
    _, key, row = link.split(":")
    return key, int(row) if row else None


def _step(step: SaidInStep, palette: Palette, changeable: bool) -> str:
    rows = "".join(_row(said, palette, changeable) for said in step.said)
    title = escape(str(step.step.title))
    return (
        f'<h3 style="margin-top:18px;margin-bottom:4px">{title}</h3>'
        f'<table width="100%" cellspacing="0" cellpadding="5">{rows}</table>'
    )


def _row(said: Said, palette: Palette, changeable: bool) -> str:
    value = escape(said.value).replace("\n", "<br>")
    notes = "".join(_note(issue, palette) for issue in said.issues)
    link = ""
    if changeable:
        row = "" if said.row is None else said.row
        words = escape(str(_CHANGE))
        href = f"change:{said.top_field.key}:{row}"
        link = f'<a href="{href}" style="color:{palette.accent};text-decoration:none">{words}</a>'
    line = f"border-bottom:1px solid {palette.line}"
    return (
        f'<tr><td width="32%" style="{line};color:{palette.quiet}">{escape(str(said.label))}</td>'
        f'<td style="{line}">{value}{notes}</td>'
        f'<td width="8%" align="right" style="{line}">{link}</td></tr>'
    )


def _note(issue: Issue, palette: Palette) -> str:
    colour = {
        Level.ERROR: palette.danger,
        Level.WARNING: palette.warning,
        Level.INFORMATION: palette.accent,
    }[issue.level]
    words = f"{escape(str(issue.level.label))}：{escape(str(issue.text))}"
    if issue.reason:
        words += f"<br>{escape(str(_REASON.format(issue.reason)))}"
    return f'<div style="color:{colour}">{words}</div>'
