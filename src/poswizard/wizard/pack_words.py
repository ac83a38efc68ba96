"""What a provider pack says, claim by claim, in words for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from poswizard.forms.rich_kinds import Document
from poswizard.providers.claims import Sourced
from poswizard.providers.provider import Demand, MaterialRule, Provider, Questions, Terms
from poswizard.providers.reasons import reason
from poswizard.providers.review_of import Deadlines
from poswizard.text import Text, Vocabulary
from poswizard.wizard.flow import Flow

_AND, _THEN = Text("、", ", "), Text("；", "; ")


class Claim(NamedTuple):
    """One thing a pack says."""

    about: Text
    words: Text
    claim: Sourced
    """Its source, trust and date."""


def claims(flow: Flow, provider: Provider) -> Iterator[Claim]:
    """Everything a pack says, what changes the questions first."""
    if provider.questions:
        for words in _questions(flow, provider.questions):
            yield Claim(_QUESTIONS, words, provider.questions)
    for demand in provider.demands:
        words = _in_cases(_REQUIRES + _labels(flow, demand.requires), demand)
        yield Claim(_QUESTIONS, words, demand)
    for rule in provider.materials:
        yield Claim(_MATERIALS, _material(flow, rule), rule)
    yield from _pictures(provider)
    yield from _conditions(provider)
    for state in provider.review_states:
        words = Text("{0}（{1}）→ {2}", "{0} ({1}) → {2}").format(
            state.says, state.code, state.state
        )
        yield Claim(_STATES, words, state)
    for given in provider.reasons:
        known = reason(given.reason)
        meant = known.says if known else Text(given.reason, given.reason)
        yield Claim(_REASONS, Text(f"“{given.says}” → ", f"“{given.says}” → ") + meant, given)
    yield from (Claim(_FACTS, fact.text, fact) for fact in provider.facts)


def _questions(flow: Flow, asked: Questions) -> Iterator[Text]:
    if asked.requires:
        yield _REQUIRES + _labels(flow, sorted(asked.requires))
    if asked.omits:
        yield _OMITS + _labels(flow, sorted(asked.omits))
    if asked.limits:
        yield _LIMITS + _joined(
            Text("{0} {1} 字", "{0} {1}").format(_label(flow, key), most)
            for key, most in asked.limits.items()
        )


def _material(flow: Flow, rule: MaterialRule) -> Text:
    slots = {f.slot: f.label for f in flow.fields if isinstance(f, Document)}
    wanted = _joined(slots[slot] for slot in (*rule.requires, *rule.brings) if slot in slots)
    omitted = _joined(slots[slot] for slot in rule.omits if slot in slots)
    words = _REQUIRES + wanted if rule.requires or rule.brings else Text("", "")
    return _in_cases(words + (_OMITS + omitted if rule.omits else Text("", "")), rule)


def _in_cases(words: Text, rule: Demand | MaterialRule) -> Text:
    """With the cases for which it is said."""
    groups = (rule.merchant, rule.account, rule.payee, rule.contract, rule.licence, rule.premises)
    cases = [_vocabulary(group) for group in groups if group]
    return words + Text("（{0}）", " ({0})").format(_joined(cases, _THEN)) if cases else words


def _pictures(provider: Provider) -> Iterator[Claim]:
    if window := provider.pictures:
        words = Text("{0}，每张不超过 {1} kB", "{0}, {1} kB each")
        formats = _vocabulary(window.formats)
        yield Claim(_PICTURES, words.format(formats, window.max_kilobytes), window)
    if mark := provider.watermark:
        yield Claim(_PICTURES, mark.policy.label, mark)


def _conditions(provider: Provider) -> Iterator[Claim]:
    if number := provider.merchant_number:
        codes = "、".join(number.acquirer_codes)
        yield Claim(_NUMBER, Text(f"前三位 {codes}", f"begins {codes}"), number)
    if settlement := provider.settlement:
        yield Claim(_SETTLEMENT, _vocabulary(settlement.cycles), settlement)
    if submission := provider.submission:
        ways = _vocabulary((*submission.channels, *submission.contracts))
        yield Claim(_SUBMISSION, ways, submission)
    if licence := provider.licence:
        words = Text("{0}，{1} 查", "{0}, looked up on {1}")
        yield Claim(_LICENCE, words.format(licence.status, licence.checked_on), licence)
    for terms in provider.terms:
        yield Claim(_TERMS, _joined(_terms(terms), _THEN), terms)
    for days in provider.deadlines:
        yield Claim(_DEADLINES, _joined(_deadlines(days), _THEN), days)


def _terms(terms: Terms) -> Iterator[Text]:
    if terms.youngest and terms.oldest:
        yield Text("年龄 {0} 到 {1} 周岁", "aged {0} to {1}").format(terms.youngest, terms.oldest)
    if terms.most_per_person:
        yield Text("每人最多 {0} 份申请", "{0} applications a person").format(terms.most_per_person)
    if terms.most_terminals:
        yield Text("自备终端最多 {0} 台", "{0} own terminals").format(terms.most_terminals)
    if terms.own_terminals_only_for:
        kinds = _vocabulary(terms.own_terminals_only_for)
        yield Text("自备终端限{0}", "own terminals: {0}").format(kinds)
    if terms.long_term:
        yield Text("“长期”写成 {0}", "long-term is written {0}").format(terms.long_term)


def _deadlines(days: Deadlines) -> Iterator[Text]:
    for number, words in (
        (days.review_working_days, Text("审核一般 {0} 个工作日", "review in {0} working days")),
        (days.supplement_days, Text("补件 {0} 天内", "supplements within {0} days")),
        (days.lapse_days, Text("{0} 天没办完就失效", "lapses after {0} days")),
    ):
        if number:
            yield words.format(number)


def _labels(flow: Flow, keys: Iterable[str]) -> Text:
    return _joined(_label(flow, key) for key in keys)


def _label(flow: Flow, key: str) -> Text:
    field = flow.field(key)
    return field.label if field else Text(key, key)


def _vocabulary(members: Iterable[Vocabulary]) -> Text:
    return _joined(member.label for member in members)


def _joined(texts: Iterable[Text], between: Text = _AND) -> Text:
    every = list(texts)
    return Text(between.zh.join(t.zh for t in every), between.en.join(t.en for t in every))


_REQUIRES, _OMITS = Text("另外要：", "Also wanted: "), Text("不要：", "Not wanted: ")
_LIMITS = Text("最多字数：", "At most, in characters: ")
_QUESTIONS = Text("问题和字数", "Questions and lengths")
_MATERIALS = Text("材料", "Documents")
_PICTURES = Text("照片", "Pictures")
_NUMBER = Text("商户编号", "Merchant numbers")
_SETTLEMENT = Text("到账时间", "Settlement")
_SUBMISSION = Text("递交和签约", "Handing in, signing")
_LICENCE = Text("牌照", "Licence")
_TERMS = Text("受理条件", "Conditions")
_DEADLINES = Text("期限", "Deadlines")
_STATES = Text("审核状态", "Review states")
_REASONS = Text("退回原因", "Reasons for return")
_FACTS = Text("说明", "Notes")
