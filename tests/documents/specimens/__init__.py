"""Specimen documents, drawn and degraded at will: the same kind and seed are the same pixels everywhere.

`draw("id_front", 7)` gives a flat, clean document; `degrade(it, "blur", 0.5)` what a phone would make
of it. Everything is synthetic, of nobody, and marked 样本 SPECIMEN; no picture is kept in a file.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.documents.specimens import cards, sheets, shops
from tests.documents.specimens.degrading import DEGRADATIONS, degrade
from tests.documents.specimens.specimen import Corners, Specimen

__all__ = ["DEGRADATIONS", "KINDS", "PAPERS", "Corners", "Specimen", "degrade", "draw"]

_DRAWN: dict[str, Callable[[Random], Specimen]] = {
    "id_front": cards.id_front,
    "id_back": cards.id_back,
    "permit_front": cards.permit_front,
    "permit_back": cards.permit_back,
    "licence": sheets.licence,
    "licence_old": sheets.licence_old,
    "bank_card": cards.bank_card,
    "account_permit": sheets.account_permit,
    "account_information": sheets.account_information,
    "food_permit": sheets.food_permit,
    "terminal_label": sheets.terminal_label,
    "shop_front": shops.shop_front,
    "interior": shops.interior,
}
KINDS = tuple(_DRAWN)
PAPERS = KINDS[:-2]
"""Those that are documents with four corners, not scenes."""


def draw(kind: str, seed: int) -> Specimen:
    """A specimen of this kind (`KINDS`), flat and clean."""
    return _DRAWN[kind](Random(f"{kind} {seed}"))  # noqa: S311 specimens, not secrets
