"""What each kind of document must show in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from poswizard.documents.quad import Shape
from poswizard.documents.reading.fact import DocumentKind
from poswizard.forms.document_kind import Document

Kind = Literal[
    "id_front",
    "id_back",
    "permit_front",
    "permit_back",
    "licence",
    "licence_old",
    "bank_card",
    "card_back",
    "account_permit",
    "account_information",
    "food_permit",
    "terminal_label",
    "shop_front",
    "interior",
    "scene",
    "certificate",
    "sheet",
    "paper",
]
"""A document's kind; `scene` is any photograph, `certificate` and `sheet` are A4, `paper` is any paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What is asked of the picture of one kind of document."""

    kind: Kind
    shape: Shape
    colour: bool = False
    """A picture without colour is worth a word."""
    character: float = 0.0
    """Height of a character of the number that matters most, in heights of the document; 0: no number."""
    min_character: int = 16
    """Pixels such a character needs; the reader's lines have 48, and below 12 people guess."""
    dark_print: bool = False
    """The document itself is dark, so its lightness says nothing of the light it was taken in."""
    is_document: bool = True
    """It has corners, print and one paper; a scene has not."""
    original: bool = True
    """A photograph of the thing itself is wanted; electronic papers are made by computers."""

    @property
    def alike(self) -> frozenset[str]:
        """Kinds that also serve in this place."""
        return next((group for group in _ALIKE if self.kind in group), frozenset((self.kind,)))


_ALIKE = (
    frozenset(("id_front", "permit_front")),
    frozenset(("id_back", "permit_back")),
    frozenset(("licence", "licence_old")),
    frozenset(("account_permit", "account_information")),
)

_DEMANDS = (
    # the number of a card of GB 11643 is printed about 2.6 mm high on a card of 54 mm
    Demand(kind="id_front", shape=Shape.CARD, colour=True, character=0.048),
    Demand(kind="id_back", shape=Shape.CARD, colour=True, character=0.040),
    Demand(kind="permit_front", shape=Shape.CARD, colour=True, character=0.048),
    Demand(kind="permit_back", shape=Shape.CARD, colour=True, character=0.040),
    Demand(kind="bank_card", shape=Shape.CARD, colour=True, character=0.065, dark_print=True),
    Demand(kind="licence", shape=Shape.A4_LYING, colour=True, character=0.021, original=False),
    Demand(kind="licence_old", shape=Shape.A4, colour=True, character=0.016),
    Demand(kind="account_permit", shape=Shape.A4_LYING, character=0.024),
    Demand(kind="account_information", shape=Shape.A4, character=0.014, original=False),
    Demand(kind="food_permit", shape=Shape.A4_LYING, character=0.023, original=False),
    Demand(kind="terminal_label", shape=Shape.LABEL, character=0.050),
    Demand(kind="shop_front", shape=Shape.FREE, colour=True, is_document=False),
    Demand(kind="interior", shape=Shape.FREE, colour=True, is_document=False),
    Demand(kind="scene", shape=Shape.FREE, is_document=False),
    Demand(kind="card_back", shape=Shape.CARD, colour=True, dark_print=True),
    Demand(kind="certificate", shape=Shape.A4_LYING, character=0.021, original=False),
    Demand(kind="sheet", shape=Shape.A4, character=0.014, original=False),
    Demand(kind="paper", shape=Shape.FREE, character=0.014, original=False),
)
_BY_KIND = {demand.kind: demand for demand in _DEMANDS}

SLOTS: dict[str, Kind] = {
    **dict.fromkeys(("ID_FRONT", "PAYEE_ID_F", "HANDLER_ID_F"), "id_front"),
    **dict.fromkeys(("ID_BACK", "PAYEE_ID_B", "HANDLER_ID_B"), "id_back"),
    **dict.fromkeys(("LICENSE", "PAYEE_LICENSE"), "licence"),
    **dict.fromkeys(("SN_PHOTO", "SN_INSTALLED"), "terminal_label"),
    **dict.fromkeys(("CASHIER", "DOOR_NO", "HAND_HELD_ID", "LOCATION", "SITE_DD"), "scene"),
    **dict.fromkeys(("INSTALLATION_PHOTO", "SITE_PHOTO", "VISIT_PHOTO", "TEST_SLIP"), "scene"),
    **dict.fromkeys(("ORG_CERT", "TAX_CERT"), "certificate"),
    **dict.fromkeys(("AGREEMENT", "AUTH_HANDLER", "CONSENT", "CONTRACT_COPY", "LEASE"), "sheet"),
    **dict.fromkeys(("INSTALLATION_SHEET", "RULE_SHEET", "SETTLE_AUTH"), "sheet"),
    **dict.fromkeys(("SIGNED_FORM", "TRAINING_SHEET"), "sheet"),
    "BANK_CARD": "bank_card",
    "BANK_CARD_BACK": "card_back",
    "ACCT_PERMIT": "account_permit",
    "SPECIAL_PERMIT": "food_permit",
    "SHOP_FRONT": "shop_front",
    "TRADING_SCENE": "scene",
    "SHOP_INSIDE": "interior",
}
"""Kind of document by the slot it goes to; any paper where none is named."""


_READ_AS: dict[str, DocumentKind] = {
    **{kind.value: kind for kind in DocumentKind},
    "licence_old": DocumentKind.LICENCE,
    "account_information": DocumentKind.ACCOUNT_PERMIT,
}


def demand_of(kind: str) -> Demand:
    """What is asked of a kind; raises `KeyError` for one that is not known."""
    return _BY_KIND[kind]


def demand_for_slot(slot: str) -> Demand:
    """What is asked of the material with this code; any paper where nothing special is known."""
    return _BY_KIND[SLOTS.get(slot, "paper")]


def demand_for(document: Document) -> Demand:
    """What is asked of a question's pictures: what it says itself, else what its slot is asked for."""
    return (
        _BY_KIND[cast("Kind", document.demand)]
        if document.demand
        else demand_for_slot(document.slot)
    )


def read_kind_for(document: Document) -> DocumentKind | None:
    """What a question's pictures are read as; none for what is looked at by people only."""
    return _READ_AS.get(document.reads or demand_for(document).kind)
