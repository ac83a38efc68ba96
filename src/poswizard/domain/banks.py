"""Banks, the first digits of their cards and of their branch codes, and the acquirers in merchant numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from poswizard.domain import names, region
from poswizard.domain.identifiers import cnaps_area, cnaps_bank
from poswizard.domain.lookup import Entry, fold, pinyin_words, table
from poswizard.text import Text, Vocabulary

_LONGEST_PREFIX = 10
_ISSUER_LENGTH = 6

_CLASSES = {
    "313": Text("城市商业银行", "city commercial banks"),
    "314": Text("农村商业银行", "rural commercial banks"),
    "317": Text("农村合作银行", "rural cooperative banks"),
    "320": Text("村镇银行", "village banks"),
    "323": Text("民营银行", "private banks"),
    "402": Text("农村信用社", "rural credit unions"),
}
# Which bank is behind such a prefix shows in the whole code only; rural banks moved from 402 to 314 one by one
_RURAL = frozenset(("314", "317", "402"))


class CardKind(Vocabulary):
    """The kind of a bank card, as its first digits tell."""

    DEBIT = "debit", Text("借记卡", "debit card")
    CREDIT = "credit", Text("贷记卡（信用卡）", "credit card")
    SEMI_CREDIT = "semi_credit", Text("准贷记卡", "semi-credit card")
    PREPAID = "prepaid", Text("预付卡", "prepaid card")


class BankGroup(Vocabulary):
    """Where a bank stands in the list: those at home in Sichuan are shown before those elsewhere."""

    NATIONAL = "national", Text("全国性银行", "national bank")
    SICHUAN = "sichuan", Text("四川本地银行", "bank of Sichuan")
    OTHER = "other", Text("其他银行", "other bank")


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank as an account or a card names it."""

    name: str
    short: str
    english: str
    prefix: str
    """First three digits of its branch codes, or empty: not known."""
    head_office: str
    """CNAPS code of the head office as listed in 2021, a hint; may be empty."""
    seat: str
    """Division code of the seat of a bank in Sichuan; empty otherwise."""
    group: BankGroup
    also: tuple[str, ...]
    """Former and other names."""
    pinyin: str


@dataclass(frozen=True, slots=True)
class Bin:
    """What the first digits of a card number say; compiled by third parties, a warning's worth."""

    bank: str
    """The bank's name, empty where sources disagree."""
    kind: CardKind | None
    """None where unknown or where sources disagree."""
    lengths: tuple[int, ...]
    """How many digits such cards have; empty: not known."""
    fits_length: bool
    """The number asked about has one of them."""


def banks() -> tuple[Bank, ...]:
    """All banks: national ones, those of Sichuan, others."""
    return tuple(_banks().values())


def bank(name: str) -> Bank | None:
    """The bank of that name, short name or former name."""
    return _banks_by_any_name().get(names.for_comparison(name))


@cache
def entries() -> tuple[Entry, ...]:
    """All banks for searching; the code of an entry is the bank's name."""
    return tuple(
        Entry(
            b.name,
            Text(b.name, b.english),
            b.group.label,
            (*pinyin_words(b.pinyin), fold(b.short), *map(fold, b.also)),
        )
        for b in banks()
    )


def bin_of(card_number: str) -> Bin | None:
    """What the longest known first digits of a card number say; none if they are not known."""
    issuers = _issuers()
    for length in range(_LONGEST_PREFIX, 2, -1):
        rows = issuers.get(card_number[:length]) if len(card_number) >= length else None
        if rows and (found := _bin(rows, len(card_number), length)):
            return found
    return None


def cnaps_owner(code: str) -> Text | None:
    """Whose branch code it is by its first three digits: a bank, or a class of banks; none if unknown."""
    prefix = cnaps_bank(code)
    if prefix in _CLASSES:
        return _CLASSES[prefix]
    found = next((b for b in banks() if b.prefix == prefix), None)
    return Text(found.name, found.english) if found else None


def cnaps_fits_bank(code: str, bank_name: str) -> bool:
    """The branch code can be one of that bank; true where nothing is known of the bank."""
    found = bank(bank_name)
    if found is None or not found.prefix:
        return True
    prefix = cnaps_bank(code)
    return prefix == found.prefix or {prefix, found.prefix} <= _RURAL


def cnaps_fits_city(code: str, city_code: str) -> bool:
    """The branch code's area lies in that city of Sichuan."""
    city = region.area_city(cnaps_area(code))
    return city is not None and city.code[:4] == city_code[:4]


def cnaps_is_in_sichuan(code: str) -> bool:
    """The branch code's area lies in Sichuan (6510 to 6859 without those of Chongqing)."""
    return region.area_city(cnaps_area(code)) is not None


@cache
def acquirer_names() -> dict[str, Text]:
    """Who is behind the first three digits of a merchant number; a bank has its own three digits there."""
    found = {row["code"]: Text(row["name"], row["english"]) for row in table("acquirers")}
    own = {b.prefix: Text(b.name, b.english) for b in banks() if b.group is BankGroup.NATIONAL}
    return own | found


def _bin(rows: dict[int, tuple[str, str]], length: int, prefix_length: int) -> Bin | None:
    """What one prefix says for a number of that length; below six digits only an exact length is believed."""
    fits = length in rows or 0 in rows
    if not fits and prefix_length < _ISSUER_LENGTH:
        return None
    bank_name, kind = rows.get(length) or rows.get(0) or next(iter(rows.values()))
    lengths = tuple(sorted(n for n in rows if n))
    return Bin(bank_name, CardKind(kind) if kind else None, lengths, fits)


@cache
def _issuers() -> dict[str, dict[int, tuple[str, str]]]:
    """By prefix, then by length (0: any): bank and kind."""
    found: dict[str, dict[int, tuple[str, str]]] = {}
    for row in table("bins"):
        found.setdefault(row["prefix"], {})[int(row["length"] or 0)] = (row["bank"], row["kind"])
    return found


@cache
def _banks() -> dict[str, Bank]:
    return {row["name"]: _from_row(row) for row in table("banks")}


@cache
def _banks_by_any_name() -> dict[str, Bank]:
    found: dict[str, Bank] = {}
    for b in banks():
        for name in (b.name, b.short, *b.also):
            found.setdefault(names.for_comparison(name), b)
    return found


def _from_row(row: dict[str, str]) -> Bank:
    return Bank(
        name=row["name"],
        short=row["short"],
        english=row["english"],
        prefix=row["prefix"],
        head_office=row["head_office"],
        seat=row["seat"],
        group=BankGroup(row["group"]),
        also=tuple(row["also"].split()),
        pinyin=row["pinyin"],
    )
