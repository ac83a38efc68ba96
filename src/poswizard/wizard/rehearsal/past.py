"""What became of applications: read off their stored answers, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from poswizard.forms.answers import Json
from poswizard.providers import catalogue
from poswizard.providers.reasons import reason
from poswizard.wizard.rehearsal.around import History

STEPS = ("provider", "basics", "review")
"""Whose answers say it."""

OTHER = "other"
_APPROVED = frozenset({"approved", "to_sign", "to_install", "active"})
_RETURNED = frozenset({"rejected", "supplement_requested"})


@dataclass(frozen=True, slots=True)
class Fate:
    """What the review log of one application comes to."""

    provider: str = ""
    merchant_kind: str = ""
    is_decided: bool = False
    """It was approved or came back at least once."""
    reasons: tuple[str, ...] = ()
    """Codes of the codebook for which it came back."""


def fate_in(documents: Mapping[str, Mapping[str, Json]]) -> Fate:
    """The fate of an application, read off its stored answers."""
    provider = _word(documents, "provider", "pack")
    review = documents.get("review", {})
    states = {row.get("state") for row in _rows(review.get("events"))}
    was_returned = bool(states & _RETURNED)
    given = _rows(review.get("reasons")) if was_returned else []
    codes = dict.fromkeys(reason_of(provider, r.get("code"), r.get("text")) for r in given)
    return Fate(
        provider,
        _word(documents, "basics", "merchant_kind"),
        was_returned or bool(states & _APPROVED),
        tuple(codes),
    )


def reason_of(provider: str, code: object, text: object) -> str:
    """The codebook's code for a reason as it was noted: by its code, the provider's own, or its words."""
    if isinstance(code, str) and reason(code):
        return code
    words = text if isinstance(text, str) else ""
    pack = catalogue.pack_at(provider, "") if provider else None
    for given in pack.provider.reasons if pack else ():
        if (given.code and given.code == code) or (given.says and given.says in words):
            return given.reason
    return OTHER


def history_of(fates: Iterable[Fate]) -> History:
    """The count over applications of one kind."""
    decided, returned = 0, Counter[str]()
    for fate in fates:
        decided += fate.is_decided
        returned.update(fate.reasons)
    return History(decided, dict(returned))


def _rows(value: Json) -> list[Mapping[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _word(documents: Mapping[str, Mapping[str, Json]], step: str, name: str) -> str:
    value = documents.get(step, {}).get(name)
    return value if isinstance(value, str) else ""
