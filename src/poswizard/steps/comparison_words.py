"""What the comparison of quotes says in words: the same in the window, to a screen reader, and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from poswizard.domain.fee_parts import ISSUER_CREDIT, ISSUER_DEBIT, FeeParts, Share, fee_parts
from poswizard.domain.fees import Volume
from poswizard.domain.money import format_short, format_yuan
from poswizard.domain.terminal import CardScheme
from poswizard.steps.comparison import Comparison, Offer, Priced, Ranking
from poswizard.steps.row_answers import in_words
from poswizard.text import Text

MOST_TURNS, FARTHEST = 2, 3
"""Of several meeting points the nearest are told, and none beyond so many times the stated takings."""

NO_NEEDS = Text(
    "先在“确定需求”里填好每月收款、平均每笔、付款比例和台数，这里才能算。",
    "State takings, average payment, shares and terminals under needs first: then costs can be worked out.",
)
NO_QUOTES = Text(
    "“市场调研”里还没有写全价钱的报价，补填后这里自动比较。",
    "No quote under market research states every price yet: add them, and they are compared here.",
)
_CHEAPEST = Text(
    "每月收款 {0}元，用 {1} 个月：{2}最省，共 {3} 元。",
    "At {0} yuan a month over {1} months, {2} costs least: {3} yuan in all.",
)
_SAVES = Text("比 {0}少 {1} 元。", "That is {1} yuan less than {0}.")
_EQUAL = Text(
    "每月收款 {0}元，用 {1} 个月：{2}一样省，共 {3} 元。",
    "At {0} yuan a month over {1} months, {2} cost the same: {3} yuan.",
)
_TURN = Text(
    "平衡点是每月收款 {0} 元：不到它，{1}省；超过它，{2}省。",
    "Break-even at {0} yuan a month: below it {1} is cheaper, above it {2}.",
)
_LATER = Text(
    "用得久不一样：开头 {0}省，用满 {1} 个月起 {2}省。",
    "Time matters too: at first {0} is cheaper, from month {1} on {2}.",
)
_BEST = Text(
    "按您的权重：{0}总分最高，{1} 分（满分 5 分）。",
    "By your weights {0} has the best mark: {1} of 5.",
)
_LEFT_OUT = Text(
    "没有每份都打分的不计：{0}。", "Not counted, as not every quote has a mark for it: {0}."
)
_NOT_STATED = Text(
    "{0}还没写明：{1}，问清补填后才能比。", "{0} does not state: {1}. Ask, then it can be compared."
)
_NOT_PRICED = Text("{0}的价钱没填全，补填后才能比。", "{0} lacks prices: add them to compare it.")
_SPLIT = Text(
    "{0}{1}每笔 {2} 元：手续费 {3} 元，其中发卡行 {4}、网络 {5}、收单机构 {6}。",
    "{0}, a {1} payment of {2} yuan: fee {3}, of which issuer {4}, network {5}, acquirer {6}.",
)
_BELOW = Text("不够成本，要问清靠什么补。", "Below cost: ask what makes up for it.")
_MIX = Text(
    "借记卡 {0}%、信用卡 {1}%、扫码 {2}%，平均每笔 {3} 元",
    "debit {0} %, credit {1} %, QR {2} %, {3} yuan a payment",
)


def verdict(
    comparison: Comparison, months: int, monthly: Decimal | None = None
) -> tuple[Text, ...]:
    """One sentence after the other, the most important first."""
    if comparison.volume is None:
        return (NO_NEEDS,)
    if not comparison.priced:
        return (NO_QUOTES, *_not_compared(comparison))
    return (
        *_cheapest(comparison, months, monthly),
        *_turns(comparison, months),
        *_later(comparison),
        *_ranked(comparison.ranking(months)),
        *_not_compared(comparison),
    )


def mix(volume: Volume) -> Text:
    """How the takings are paid."""
    shares = (volume.debit_share, volume.credit_share, volume.qr_share)
    return _MIX.format(*(f"{share:f}" for share in shares), format_yuan(volume.average_ticket))


def splits(comparison: Comparison, offer: Priced) -> tuple[Text, ...]:
    """Who gets what of the fee on an average card payment of a standard merchant."""
    volume, quote = comparison.at(), offer.quote
    debit, credit = Share(quote.debit_rate, quote.debit_cap), Share(quote.credit_rate)
    cards = (
        (CardScheme.DEBIT, volume.debit_share, debit, ISSUER_DEBIT),
        (CardScheme.CREDIT, volume.credit_share, credit, ISSUER_CREDIT),
    )
    return tuple(
        _split(
            offer, card, volume.average_ticket, fee_parts(volume.average_ticket, charged, issuer)
        )
        for card, share, charged, issuer in cards
        if share
    )


def mark_words(mark: Decimal) -> str:
    """A mark with one decimal."""
    return f"{mark:.1f}"


def _split(offer: Offer, card: CardScheme, amount: Decimal, parts: FeeParts) -> Text:
    sums = (amount, parts.fee, parts.issuer, parts.network, parts.acquirer)
    sentence = _SPLIT.format(offer.label, card, *(format_yuan(part) for part in sums))
    return _together(sentence, _BELOW) if parts.is_below_cost else sentence


def _cheapest(comparison: Comparison, months: int, monthly: Decimal | None) -> Iterator[Text]:
    cheapest = comparison.cheapest(months, monthly)
    lowest = comparison.cost(cheapest[0], months, monthly).total
    taken = format_short(comparison.at(monthly).monthly)
    words = _CHEAPEST if len(cheapest) == 1 else _EQUAL
    sentence = words.format(taken, months, _names(cheapest), format_yuan(lowest))
    others = [offer for offer in comparison.priced if offer not in cheapest]
    if others:
        totals = {offer: comparison.cost(offer, months, monthly).total for offer in others}
        second = min(others, key=lambda offer: totals[offer])
        saved = format_yuan(totals[second] - lowest)
        sentence = _together(sentence, _SAVES.format(second.label, saved))
    yield sentence


def _turns(comparison: Comparison, months: int) -> Iterator[Text]:
    stated = comparison.at().monthly
    near = (t for t in comparison.leading_turns(months) if t.monthly <= stated * FARTHEST)
    nearest = sorted(near, key=lambda turn: abs(turn.monthly - stated))
    for turn in nearest[:MOST_TURNS]:
        yield _TURN.format(format_yuan(turn.monthly), turn.below.label, turn.above.label)


def _later(comparison: Comparison) -> Iterator[Text]:
    for turn in comparison.later_turns()[:MOST_TURNS]:
        yield _LATER.format(turn.before.label, turn.month, turn.after.label)


def _ranked(ranking: Ranking | None) -> Iterator[Text]:
    if ranking is None:
        return
    sentence = _BEST.format(_names(ranking.best), mark_words(max(ranking.marks)))
    if ranking.left_out:
        sentence = _together(sentence, _LEFT_OUT.format(in_words(ranking.left_out)))
    yield sentence


def _not_compared(comparison: Comparison) -> Iterator[Text]:
    for offer in comparison.offers:
        if not isinstance(offer, Priced):
            yield _why_not(offer)


def _why_not(offer: Offer) -> Text:
    if not offer.not_stated:
        return _NOT_PRICED.format(offer.label)
    labels = Text(
        "、".join(label.zh for label in offer.not_stated),
        ", ".join(label.en for label in offer.not_stated),
    )
    return _NOT_STATED.format(offer.label, labels)


def _names(offers: Iterable[Offer]) -> Text:
    labels = [offer.label for offer in offers]
    return Text("和".join(t.zh for t in labels), " and ".join(t.en for t in labels))


def _together(*sentences: Text) -> Text:
    return Text("".join(s.zh for s in sentences), " ".join(s.en for s in sentences))
