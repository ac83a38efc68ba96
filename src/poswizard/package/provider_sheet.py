"""A sheet that shows several providers beside each other for one applicant, as PDF/A-2b in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from poswizard.forms.answers import Answers
from poswizard.package.typesetting import Words, note_on_missing, typeset
from poswizard.providers.pack import Pack
from poswizard.text import shown_in
from poswizard.wizard.flow import Flow
from poswizard.wizard.side_by_side import Section, side_by_side

MOST = 4
"""Providers beside each other; more do not fit the width of a page."""


def provider_sheet(flow: Flow, answers: Answers, packs: Sequence[Pack], today: date) -> bytes:
    """The comparison of up to `MOST` providers; no answer of the applicant is printed, only lengths."""
    packs = packs[:MOST]
    with shown_in("zh"):
        blocks = [_block(section, packs) for section in side_by_side(flow, answers, packs)]
    words: Words = {
        "title": "服务机构对照",
        "subtitle": "按这位申请人的情况比较各家要什么；不同的地方标“★”",
        "number": "",
        "revision": "",
        "made": [today.year, today.month, today.day],
        "blocks": [*blocks, {"kind": "text", "words": _SOURCES}],
    }
    return typeset("sheet", words | {"note": note_on_missing(words)})


def _block(section: Section, packs: Sequence[Pack]) -> Words:
    columns = ["项目", *(pack.provider.name.zh for pack in packs)]
    rows = [
        [("★ " if row.differs else "") + row.label.zh, *(cell.zh for cell in row.cells)]
        for row in section.rows
    ]
    widths = [22, *(52 // len(packs) for _ in packs)]
    return {
        "kind": "list",
        "head": section.title.zh,
        "columns": columns,
        "widths": widths,
        "rows": rows,
    }


_SOURCES = (
    "内容来自各家资料包，来源和日期见“服务机构资料”。未查明的以机构答复为准；费用请看报价对照表。"
)
