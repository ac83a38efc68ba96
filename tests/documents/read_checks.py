"""Checks that need a picture to be read: another side, another document, past its day, a sign nobody can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from poswizard.documents.demand import demand_of
from poswizard.documents.finding import FindingCode
from poswizard.documents.quality import kind_finding, sign_finding
from poswizard.documents.reading.cross_checks import same_sign
from poswizard.documents.reading.fact import NO_END, DocumentKind, Fact
from poswizard.documents.reading.reader import READING_LIMITS, Reader
from poswizard.domain import validity
from poswizard.domain.validity import Expiry
from tests.documents.reading.judging import straight
from tests.documents.specimens import Specimen, fronts
from tests.documents.wear import photographed

_C = FindingCode
_KINDS = ("licence", "bank_card", "account_permit", "food_permit", "id_front")
NO_SIGN, OTHER_SIGN = f"{_C.NO_SIGN.value}:shop front", "sign_differs:another shop's"
SIDE, KIND = f"{_C.WRONG_SIDE.value}:turned over", f"{_C.WRONG_KIND.value}:swapped"
EXPIRED = "expired:read off the card"

SHOP_MARK = "样本"

_PATIENT = replace(READING_LIMITS, start_seconds=600, step_seconds=600)
"""How long it takes is measured elsewhere; here the machine may be busy."""

Verdict = tuple[str, bool, bool, str]
"""Check, whether the picture is bad, whether it was found so, and what it is."""


@dataclass(slots=True)
class Tally:
    """What went wrong, of how many, by check."""

    accepted: Counter[str] = field(default_factory=Counter)
    bad: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    fine: Counter[str] = field(default_factory=Counter)

    def add(self, check: str, is_bad: bool, is_found: bool) -> None:
        """Count one."""
        if is_bad:
            self.bad[check] += 1
            self.accepted[check] += not is_found
        else:
            self.fine[check] += 1
            self.refused[check] += is_found


def read_checks(seeds: range, say: Callable[[str], None]) -> Tally:
    """Every check on a fine and a bad picture of every seed, read by the real worker."""
    tally = Tally()
    with Reader(_PATIENT) as reader:
        for seed in seeds:
            for check, is_bad, is_found, what in _verdicts(reader, seed):
                tally.add(check, is_bad, is_found)
                if is_bad is not is_found:
                    say(f"    {check} {what} {seed}: {'accepted' if is_bad else 'refused'}")
    return tally


def _verdicts(reader: Reader, seed: int) -> Iterator[Verdict]:
    yield from _of_signs(reader, seed)
    yield from _of_sides(reader, seed)
    yield from _of_kinds(reader, seed)


def _of_signs(reader: Reader, seed: int) -> Iterator[Verdict]:
    for specimen, is_bad in ((fronts.legible(seed), False), (fronts.unreadable(seed), True)):
        reading = reader.read(specimen.jpeg(88), DocumentKind.SHOP_FRONT)
        finding = sign_finding(reading, specimen.image.height)
        yield NO_SIGN, is_bad, finding is not None, "shop_front"
        if sign := reading.get(Fact.SIGN):
            other = fronts.legible(seed + 1)
            own_name, other_name = specimen.values.get("sign", ""), other.values["sign"]
            if own_name:
                yield OTHER_SIGN, False, _differs(sign.text, own_name), own_name
            if own_name != other_name:
                yield OTHER_SIGN, True, _differs(sign.text, other_name), other_name


def _differs(sign: str, name: str) -> bool:
    """Whether a sign is told from a name without the mark that all specimens have in common."""
    return not same_sign(sign.removeprefix(SHOP_MARK), name.removeprefix(SHOP_MARK))


def _of_sides(reader: Reader, seed: int) -> Iterator[Verdict]:
    """A card in its own place, and in the place of its other side."""
    side, other = (("id_front", "id_back"), ("id_back", "id_front"))[seed % 2]
    specimen = straight(photographed(side, seed))
    reading = reader.read(specimen.jpeg(88), DocumentKind(side))
    seen = reading.seen.value if reading.seen else None
    for place, is_bad in ((side, False), (other, True)):
        finding = kind_finding(demand_of(place), seen)
        yield SIDE, is_bad, finding is not None and finding.code is _C.WRONG_SIDE, side
    if side == "id_back":
        read = reading.get(Fact.VALID_UNTIL)
        yield from _of_days(specimen, read.text if read else "")


def _of_days(specimen: Specimen, read: str) -> Iterator[Verdict]:
    """The day after its last, and a year before."""
    truth = specimen.values[Fact.VALID_UNTIL.value]
    if truth == "long_term":
        yield EXPIRED, False, read not in (NO_END, ""), truth
        return
    end = date.fromisoformat(truth)
    for today, is_bad in ((end + timedelta(1), True), (end - timedelta(365), False)):
        try:
            is_found = validity.expiry(date.fromisoformat(read), today) is Expiry.EXPIRED
        except ValueError:
            is_found = False
        yield EXPIRED, is_bad, is_found, truth


def _of_kinds(reader: Reader, seed: int) -> Iterator[Verdict]:
    """A document in its own place, and in another's."""
    kind = _KINDS[seed % len(_KINDS)]
    other = _KINDS[(seed + 1 + seed // len(_KINDS) % (len(_KINDS) - 1)) % len(_KINDS)]
    specimen = straight(photographed(kind, seed))
    for place, is_bad in ((kind, False), (other, True)):
        seen = reader.read(specimen.jpeg(88), DocumentKind(place)).seen
        finding = kind_finding(demand_of(place), seen.value if seen else None)
        yield KIND, is_bad, finding is not None, f"{kind} for {place}"
