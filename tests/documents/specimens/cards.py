"""Cards of ID-1 size: resident identity card, residence permit, bank card."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from poswizard.demo import papers
from poswizard.demo.drawing import FADED, RED, Hand, Sheet
from tests.documents.specimens import people
from tests.documents.specimens.specimen import Specimen, flat

_AUTHORITIES = (
    "成都市公安局锦江分局",
    "成都市公安局青羊分局",
    "绵阳市公安局涪城分局",
    "康定县公安局",
    "西昌市公安局",
)
_CARD_NUMBER_HEIGHT = 54 * 0.73
_PERMITS = {"81": "港澳居民居住证", "82": "港澳居民居住证", "83": "台湾居民居住证"}


def hand(chance: Random) -> Hand:
    """Anybody's printer."""
    return Hand(
        chance.choice((-100, 0, 0, 100, 200)),
        chance.choice((0.95, 1.0, 1.0, 1.04)),
        chance.choice((2, 2, 2, 3, 4)),
    )


def id_front(chance: Random) -> Specimen:
    """The portrait side of a resident identity card."""
    who, style = people.person(chance), hand(chance)
    card = papers.identity_front(who.name, who.number, who.address, who.ethnicity, style)
    values = {
        "name": who.name,
        "sex": who.sex,
        "ethnicity": who.ethnicity,
        "born": who.born.isoformat(),
        "address": who.address,
        "number": who.number,
    }
    return finished(card, values, "id_front", _CARD_NUMBER_HEIGHT * style.larger, who.traits)


def id_back(chance: Random) -> Specimen:
    """The emblem side of a resident identity card."""
    authority, (begin, end) = chance.choice(_AUTHORITIES), _validity(chance, (10, 20, None))
    card = papers.identity_back(authority, begin, end, hand(chance))
    values = {"authority": authority, "valid_from": begin.isoformat(), "valid_until": _until(end)}
    return finished(card, values, "id_back", 44 * 0.73)


def permit_front(chance: Random) -> Specimen:
    """The portrait side of a residence permit for people of Hong Kong, Macao or Taiwan."""
    who, region = people.person(chance), chance.choice(("81", "82", "83"))
    number = people.permit_number(chance, region)
    name = who.name.replace("·", "")[:4]
    card = papers.identity_paper(hand(chance))
    papers.permit_words(card, name, number, who.address)
    values = {
        "name": name,
        "sex": "男" if int(number[16]) % 2 else "女",
        "born": f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
        "address": who.address,
        "number": number,
    }
    return finished(
        card, values, "permit_front", _CARD_NUMBER_HEIGHT, who.traits - {"minority_name"}
    )


def permit_back(chance: Random) -> Specimen:
    """The other side of such a permit."""
    region, authority = chance.choice(tuple(_PERMITS)), chance.choice(_AUTHORITIES)
    begin, end = _validity(chance, (5,))
    pass_number = f"{'HM'[region == '82'] if region != '83' else ''}{chance.randrange(10**8):08}"
    card = papers.identity_paper(hand(chance))
    card.centre((642, 130), "中华人民共和国", 60, 600)
    card.centre((642, 245), _PERMITS[region], 84, 700)
    rows = (
        ("签发机关", authority),
        ("有效期限", f"{begin:%Y.%m.%d}-{end:%Y.%m.%d}"),
        ("通行证号码", pass_number),
    )
    for place, (label, words) in enumerate(rows):
        card.write((230, 470 + 110 * place), label, 38, 600, FADED)
        card.write((490, 470 + 110 * place), words, 44, 500)
    values = {
        "authority": authority,
        "valid_from": begin.isoformat(),
        "valid_until": _until(end),
        "pass_number": pass_number,
    }
    return finished(card, values, "permit_back", 44 * 0.73)


def bank_card(chance: Random) -> Specimen:
    """The number side of a bank card, in the colours of one bank or another."""
    number, bank = people.card_number(chance)
    until = date(2027 + chance.randrange(9), 1 + chance.randrange(12), 1)
    card = papers.bank_card(number, bank, "借记卡 DEBIT", f"{until:%m/%y}", hand(chance))
    values = {"number": number, "bank": bank, "valid_until": f"{until:%Y-%m}"}
    return finished(card, values, "bank_card", 72 * 0.73)


def finished(
    sheet: Sheet,
    values: dict[str, str],
    kind: str,
    character: float = 0.0,
    traits: frozenset[str] = frozenset(),
) -> Specimen:
    """A sheet marked as a specimen, with what is on it."""
    sheet.mark(34)
    sheet.pen.text((6, 4), "样本", fill=RED, font=sheet.hand.font(20, 700))
    return Specimen(sheet.image, values, flat(sheet.image), kind, character, traits)


def _validity(chance: Random, years: tuple[int | None, ...]) -> tuple[date, date | None]:
    begin = date(2016, 1, 1) + timedelta(days=chance.randrange(365 * 9))
    begin = begin.replace(day=min(begin.day, 28))
    span = chance.choice(years)
    return begin, begin.replace(year=begin.year + span) if span else None


def _until(end: date | None) -> str:
    return end.isoformat() if end else "long_term"
