"""The comparison of quotes on paper: the costs side by side, bars, break-even, marks, and where each quote is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from poswizard.domain.fees import TERMS, TermCost
from poswizard.domain.money import format_yuan, round_to_fen
from poswizard.forms.answers import Answers
from poswizard.package.typesetting import Words, note_on_missing, typeset
from poswizard.steps.basics import Needs
from poswizard.steps.budget import Budget
from poswizard.steps.comparison import Comparison, Offer, Priced, comparison
from poswizard.steps.comparison_words import mark_words, mix, splits, verdict
from poswizard.steps.research import Quote
from poswizard.text import Text, shown_in

TAKINGS_PERCENT = (50, 75, 100, 125, 150, 200, 300)
"""Of the stated takings a month: for these the sheet and the workbook say what each quote would cost."""
MOST_BESIDE = 5
"""Quotes that stand beside each other on a page; more go into a further table."""
_LENGTHS = 1_000_000
"""Bars are measured in millionths of the longest, so that the page holds no float."""


def comparison_sheet(answers: Answers, today: date) -> bytes:
    """The comparison as PDF/A-2b in Chinese; the same answers give the same bytes."""
    with shown_in("zh"):
        words = _words(comparison(answers), today)
    return typeset("comparison", words | {"note": note_on_missing(words)})


def takings_compared(made: Comparison) -> tuple[Decimal, ...]:
    """The takings a month of the sensitivity table."""
    stated = made.at().monthly
    return tuple(round_to_fen(stated * percent / 100) for percent in TAKINGS_PERCENT)


def _words(made: Comparison, today: date) -> Words:
    months = TERMS[0]
    can_compare = made.volume is not None and bool(made.priced)
    return {
        "title": "POS 机报价比较表",
        "subtitle": f"按商户自己估计的收款量计算，供选择服务商参考　　{today.isoformat()}",
        "number": "",
        "revision": "",
        "made": [today.year, today.month, today.day],
        "needs": {"kind": "pairs", "head": "按什么算", "items": list(_needs(made))},
        "verdict": [text.zh for text in verdict(made, months)],
        "tables": list(_tables(made)) if can_compare else [],
        "parts": ["一次性", "固定费用", "手续费"],
        "bars": [_bars(made, term) for term in TERMS] if can_compare else [],
    }


def _needs(made: Comparison) -> Iterator[Words]:
    get = made.answers.get
    if made.volume is not None:
        yield _pair("每月收款", f"{format_yuan(made.volume.monthly)} 元")
        yield _pair("台数", f"{made.terminals} 台")
        yield _pair("付款比例", mix(made.volume).zh, half=False)
    if cycle := get(Needs.wished_cycle):
        yield _pair("到账", cycle.label.zh)
    if chosen := get(Budget.chosen_quote):
        yield _pair("选定", f"{chosen} 号")
    if (reserve := get(Budget.reserve)) is not None:
        yield _pair("备用周转金", f"{format_yuan(reserve)} 元")


def _pair(label: str, value: str, half: bool = True) -> Words:
    return {"kind": "words", "label": label, "value": value, "half": half}


def _tables(made: Comparison) -> Iterator[Words]:
    for offers in _beside(made.priced):
        yield _side("费用（元）", offers, [row for m in TERMS for row in _costs(made, m, offers)])
    for offers in _beside(made.priced):
        yield _side("收款量变了，12 个月合计会怎样（元）", offers, list(_sensitivity(made, offers)))
    yield from _meeting_points(made)
    yield from _marked(made)
    yield _list("手续费分给谁（每笔平均付款）", ["说明"], [1], [[t.zh] for t in _all_splits(made)])
    yield _list(
        "报价从哪里来",
        ["报价", "来源", "日期", "书面"],
        [30, 34, 16, 10],
        map(_origin, made.offers),
    )


def _beside(offers: tuple[Priced, ...]) -> Iterator[tuple[Priced, ...]]:
    for start in range(0, len(offers), MOST_BESIDE):
        yield offers[start : start + MOST_BESIDE]


def _side(head: str, offers: tuple[Priced, ...], lines: list[Words]) -> Words:
    columns = [offer.label.zh for offer in offers]
    return {"kind": "costs", "head": head, "columns": columns, "lines": lines}


def _list(head: str, columns: list[str], widths: list[int], rows: Iterable[list[str]]) -> Words:
    return {"kind": "list", "head": head, "columns": columns, "widths": widths, "rows": list(rows)}


def _costs(made: Comparison, months: int, offers: tuple[Priced, ...]) -> Iterator[Words]:
    costs = [made.cost(offer, months) for offer in offers]
    yield {"label": f"{months} 个月", "cells": []}
    yield _line("一次性", (cost.one_off for cost in costs))
    yield _line("固定费用（每月）", (round_to_fen(cost.running / months) for cost in costs))
    yield _line("手续费（每月）", (round_to_fen(cost.payments / months) for cost in costs))
    cheapest = made.cheapest(months)
    totals = [
        ("最省　" if offer in cheapest else "") + format_yuan(cost.total)
        for offer, cost in zip(offers, costs, strict=True)
    ]
    yield {"label": f"{months} 个月合计", "cells": totals}
    if months == TERMS[0]:
        yield _line("会退的押金", (cost.tied_up for cost in costs))


def _line(label: str, sums: Iterable[Decimal]) -> Words:
    return {"label": label, "cells": [format_yuan(one) for one in sums]}


def _sensitivity(made: Comparison, offers: tuple[Priced, ...]) -> Iterator[Words]:
    for percent, taken in zip(TAKINGS_PERCENT, takings_compared(made), strict=True):
        totals = (made.cost(offer, TERMS[0], taken).total for offer in offers)
        yield _line(f"每月 {format_yuan(taken)}（{percent}%）", totals)


def _meeting_points(made: Comparison) -> Iterator[Words]:
    rows = [
        [f"{months} 个月", format_yuan(turn.monthly), turn.below.label.zh, turn.above.label.zh]
        for months in TERMS
        for turn in made.turns(months)
    ]
    if rows:
        columns = ["用多久", "平衡点：每月收款（元）", "不到它，谁省", "超过它，谁省"]
        yield _list("两份报价的平衡点", columns, [12, 24, 28, 28], rows)


def _marked(made: Comparison) -> Iterator[Words]:
    ranking = made.ranking(TERMS[0])
    if ranking is None:
        return
    criteria = ranking.counted
    rows = []
    for offer, mark in zip(made.priced, ranking.marks, strict=True):
        marks = made.marks(offer, TERMS[0])
        rows.append([offer.label.zh, *(mark_words(marks[c]) for c in criteria), mark_words(mark)])
    columns = ["报价", *(f"{c.label.zh}（权重 {made.weights[c]}）" for c in criteria), "总分"]
    yield _list(
        "按权重打分（满分 5 分；费用按“最省的÷自己的”折算，是本程序的算法）",
        columns,
        [30, *([16] * len(criteria)), 10],
        rows,
    )


def _all_splits(made: Comparison) -> Iterator[Text]:
    for offer in made.priced:
        yield from splits(made, offer)


def _origin(offer: Offer) -> list[str]:
    get = offer.row.get
    kind, day, detail = get(Quote.source_kind), get(Quote.quoted_on), get(Quote.source_detail)
    said = [kind.label.zh] if kind else []
    said += [detail] if detail else []
    written = {True: "是", False: "否", None: "没填"}[get(Quote.in_writing)]
    return [offer.label.zh, "：".join(said), day.isoformat() if day else "", written]


def _bars(made: Comparison, months: int) -> Words:
    costs = {offer: made.cost(offer, months) for offer in made.priced}
    longest = max((cost.total for cost in costs.values()), default=Decimal(0))
    rows = [
        {
            "name": offer.label.zh,
            "parts": [_length(part, longest) for part in _parts(cost)],
            "total": format_yuan(cost.total),
        }
        for offer, cost in costs.items()
    ]
    return {"head": f"{months} 个月花费（元）", "rows": rows}


def _parts(cost: TermCost) -> tuple[Decimal, ...]:
    return (cost.one_off, cost.running, cost.payments)


def _length(part: Decimal, longest: Decimal) -> int:
    return int(part * _LENGTHS / longest) if longest else 0
