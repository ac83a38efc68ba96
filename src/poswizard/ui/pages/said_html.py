"""Answers in words as rich text: one document is shown faster than a thousand labels."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.ui.palette import Palette
from poswizard.wizard.read_back import Said, SaidInStep

_CHANGE = Text("修改", "Change")
_NOTE = Text("{0}：{1}", "{0}: {1}")
_REASON = Text("原因：{0}", "Reason: {0}")


def said_html(
    steps: Iterable[SaidInStep], palette: Palette, *, changeable: bool, link: Text = _CHANGE
) -> str:
    """The answers by step; with `changeable`, each with a link `change:<field>:<row>` in these words."""
    words = link if changeable else None
    return "".join(_step(step, palette, words) for step in steps)


def target_of(link: str) -> tuple[str, int | None]:
    """The field's key and the row that a link leads to."""
    _, key, row = link.split(":")
    return key, int(row) if row else None


def _step(step: SaidInStep, palette: Palette, words: Text | None) -> str:
    rows = "".join(_row(said, palette, words) for said in step.said)
    title = escape(str(step.step.title))
    return (
        f'<p style="margin-top:16px;margin-bottom:4px;font-size:large;font-weight:500">{title}</p>'
        f'<table width="100%" cellspacing="0" cellpadding="0">{rows}</table>'
    )


def _row(said: Said, palette: Palette, words: Text | None) -> str:
    value = escape(said.value).replace("\n", "<br>")
    notes = "".join(_note(issue, palette) for issue in said.issues)
    line = f"padding:5px 16px 5px 0;border-bottom:1px solid {palette.line}"
    link = _link(said, palette, line, words) if words else ""
    return (
        f'<tr><td width="36%" style="{line};color:{palette.quiet}">{escape(str(said.label))}</td>'
        f'<td style="{line}">{value}{notes}</td>{link}</tr>'
    )


def _link(said: Said, palette: Palette, line: str, words: Text) -> str:
    href = f"change:{said.top_field.key}:{'' if said.row is None else said.row}"
    look = f"color:{palette.accent};text-decoration:none"
    return (
        f'<td width="8%" align="right" style="{line};padding-right:0;white-space:nowrap">'
        f'<a href="{href}" style="{look}">{escape(str(words))}</a></td>'
    )


def _note(issue: Issue, palette: Palette) -> str:
    colour = {
        Level.ERROR: palette.danger,
        Level.WARNING: palette.warning,
        Level.INFORMATION: palette.accent,
    }[issue.level]
    words = escape(str(_NOTE.format(issue.level, issue.text)))
    if issue.reason:
        words += f"<br>{escape(str(_REASON.format(issue.reason)))}"
    return f'<div style="color:{colour}">{words}</div>'
