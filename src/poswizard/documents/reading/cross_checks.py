"""What documents and form say differently: every difference names both sides.

Plain mappings in, values out; nothing here opens a picture or knows a form. Readings are of pictures, so a slip of
the recogniser is expected: long texts are compared with tolerance, numbers and days are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from poswizard.documents.reading.fact import DocumentKind, Fact
from poswizard.domain import identifiers, names
from poswizard.text import Text, Vocabulary

ADDRESS_LIKENESS = 90.0
"""Likeness in percent from which two addresses count as the same: one character in ten may be misread."""

_K = DocumentKind


class Topic(Vocabulary):
    """Something that several documents and the form say."""

    PERSON_NAME = "person_name", Text("法定代表人/经营者姓名", "the representative's name")
    PERSON_NUMBER = (
        "person_number",
        Text("法定代表人/经营者证件号码", "the representative's ID number"),
    )
    PERSON_ADDRESS = "person_address", Text("证件住址", "the address on the ID")
    ID_FROM = "id_from", Text("证件有效期起", "the first day of the ID")
    ID_UNTIL = "id_until", Text("证件有效期止", "the last day of the ID")
    FIRM_NAME = "firm_name", Text("营业执照名称", "the name on the licence")
    FIRM_NUMBER = (
        "firm_number",
        Text("统一社会信用代码或注册号", "the credit code or registration number"),
    )
    FIRM_ADDRESS = "firm_address", Text("注册地址", "the registered address")
    FIRM_FOUNDED = "firm_founded", Text("成立日期", "the day of foundation")
    FIRM_UNTIL = "firm_until", Text("营业期限止", "the end of the licence's term")
    ACCOUNT_HOLDER = "account_holder", Text("账户名称", "the account holder")
    ACCOUNT_NUMBER = "account_number", Text("结算账号", "the account number")
    SERIAL = "serial", Text("机身序列号", "the terminal's serial number")


_SAID: dict[tuple[DocumentKind, Fact], tuple[Topic, ...]] = {
    **{(kind, Fact.NAME): (Topic.PERSON_NAME,) for kind in (_K.ID_FRONT, _K.PERMIT_FRONT)},
    **{(kind, Fact.NUMBER): (Topic.PERSON_NUMBER,) for kind in (_K.ID_FRONT, _K.PERMIT_FRONT)},
    **{(kind, Fact.ADDRESS): (Topic.PERSON_ADDRESS,) for kind in (_K.ID_FRONT, _K.PERMIT_FRONT)},
    **{(kind, Fact.VALID_FROM): (Topic.ID_FROM,) for kind in (_K.ID_BACK, _K.PERMIT_BACK)},
    **{(kind, Fact.VALID_UNTIL): (Topic.ID_UNTIL,) for kind in (_K.ID_BACK, _K.PERMIT_BACK)},
    (_K.LICENCE, Fact.PERSON): (Topic.PERSON_NAME,),
    (_K.LICENCE, Fact.NAME): (Topic.FIRM_NAME,),
    (_K.LICENCE, Fact.NUMBER): (Topic.FIRM_NUMBER,),
    (_K.LICENCE, Fact.ADDRESS): (Topic.FIRM_ADDRESS,),
    (_K.LICENCE, Fact.FOUNDED): (Topic.FIRM_FOUNDED,),
    (_K.LICENCE, Fact.VALID_UNTIL): (Topic.FIRM_UNTIL,),
    (_K.ACCOUNT_PERMIT, Fact.NAME): (Topic.ACCOUNT_HOLDER, Topic.FIRM_NAME),
    (_K.ACCOUNT_PERMIT, Fact.PERSON): (Topic.PERSON_NAME,),
    (_K.ACCOUNT_PERMIT, Fact.ACCOUNT): (Topic.ACCOUNT_NUMBER,),
    (_K.BANK_CARD, Fact.NUMBER): (Topic.ACCOUNT_NUMBER,),
    (_K.FOOD_PERMIT, Fact.NAME): (Topic.FIRM_NAME,),
    (_K.FOOD_PERMIT, Fact.USCC): (Topic.FIRM_NUMBER,),
    (_K.FOOD_PERMIT, Fact.PERSON): (Topic.PERSON_NAME,),
    (_K.TERMINAL_LABEL, Fact.SERIAL): (Topic.SERIAL,),
}

FORM_TOPICS: dict[str, Topic] = {
    "identity.name": Topic.PERSON_NAME,
    "identity.number": Topic.PERSON_NUMBER,
    "identity.address": Topic.PERSON_ADDRESS,
    "identity.valid_from": Topic.ID_FROM,
    "identity.valid_until": Topic.ID_UNTIL,
    "licence.registered_name": Topic.FIRM_NAME,
    "licence.number": Topic.FIRM_NUMBER,
    "licence.address": Topic.FIRM_ADDRESS,
    "licence.founded_on": Topic.FIRM_FOUNDED,
    "licence.valid_until": Topic.FIRM_UNTIL,
    "account.account_name": Topic.ACCOUNT_HOLDER,
    "account.number": Topic.ACCOUNT_NUMBER,
}
"""The questions that say the same as a document, by the key of step and field."""


class _Sort(Enum):
    NAME = "name"
    NUMBER = "number"
    ADDRESS = "address"
    DAY = "day"


_SORTS = {
    Topic.PERSON_NAME: _Sort.NAME,
    Topic.FIRM_NAME: _Sort.NAME,
    Topic.ACCOUNT_HOLDER: _Sort.NAME,
    Topic.PERSON_ADDRESS: _Sort.ADDRESS,
    Topic.FIRM_ADDRESS: _Sort.ADDRESS,
    Topic.ID_FROM: _Sort.DAY,
    Topic.ID_UNTIL: _Sort.DAY,
    Topic.FIRM_FOUNDED: _Sort.DAY,
    Topic.FIRM_UNTIL: _Sort.DAY,
}
_ENDLESS = frozenset(("长期", "永久", "long-term", "long_term", "9999-12-31"))
_ON_PICTURE = Text("{}照片上是“{}”", "the picture of the {} says “{}”")
_IN_FORM = Text("表里填的是“{}”", "the form says “{}”")
_SENTENCE = Text(
    "{topic}不一致：{one}，{other}。请对照原件，改正填错的一处，或重拍照片。",
    "Two versions of {topic}: {one}; {other}. Compare with the original; correct the one that is wrong.",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one side says on a topic."""

    source: DocumentKind | None
    """The document; none is the form."""
    text: str
    field: str = ""
    """The key of the form's question, where it is the form that says it."""

    @property
    def words(self) -> Text:
        """Who says what."""
        if self.source is None:
            return _IN_FORM.format(self.text)
        return _ON_PICTURE.format(self.source.label, self.text)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sides that say different things of one topic."""

    topic: Topic
    one: Claim
    other: Claim

    @property
    def text(self) -> Text:
        """Both sides, and what to do."""
        return _SENTENCE.format(topic=self.topic.label, one=self.one.words, other=self.other.words)


def differences(
    readings: Mapping[DocumentKind, Mapping[Fact, str]],
    answers: Mapping[str, str],
    topics: Mapping[str, Topic] = FORM_TOPICS,
) -> list[Difference]:
    """Every picture that does not say what the form says, or where it says nothing, what the first picture says.

    `readings` as `Reading.said` gives them; `answers` in stored form by key of step and field. What is empty on a
    side is no difference.
    """
    claims: dict[Topic, list[Claim]] = {}
    for topic, claim in (*_of_form(answers, topics), *_of_pictures(readings)):
        claims.setdefault(topic, []).append(claim)
    return [
        Difference(topic, other, first)
        for topic, (first, *others) in claims.items()
        for other in others
        if not agree(topic, first.text, other.text)
    ]


def agree(topic: Topic, one: str, other: str) -> bool:
    """The two say the same of a topic, as far as a picture can be read."""
    match _SORTS.get(topic, _Sort.NUMBER):
        case _Sort.NAME:
            return names.same_name(one, other)
        case _Sort.ADDRESS:
            return _same_address(one, other)
        case _Sort.DAY:
            return one == other or {one, other} <= _ENDLESS
        case _:
            return identifiers.compact(one) == identifiers.compact(other)


def _same_address(one: str, other: str) -> bool:
    """Alike but for a slip; a province or city that only one of them names is no difference."""
    from rapidfuzz import fuzz  # native code that no start of the program needs

    short, long = sorted(map(names.for_comparison, (one, other)), key=len)
    if _house_numbers(short) != _house_numbers(long):
        return False
    return bool(
        fuzz.ratio(short, long) >= ADDRESS_LIKENESS
        or (len(short) >= 8 and fuzz.partial_ratio(short, long) >= ADDRESS_LIKENESS)
    )


def _house_numbers(address: str) -> list[str]:
    """Its numbers in a row: 12号 and 21号 are alike but not the same house."""
    plain = "".join(c if c.isdecimal() else " " for c in address)
    return plain.split()


def _of_form(
    answers: Mapping[str, str], topics: Mapping[str, Topic]
) -> Iterator[tuple[Topic, Claim]]:
    for key, topic in topics.items():
        if text := answers.get(key, "").strip():
            yield topic, Claim(None, text, key)


def _of_pictures(
    readings: Mapping[DocumentKind, Mapping[Fact, str]],
) -> Iterable[tuple[Topic, Claim]]:
    for kind, said in readings.items():
        for fact, text in said.items():
            for topic in _SAID.get((kind, fact), ()):
                yield topic, Claim(kind, text)
