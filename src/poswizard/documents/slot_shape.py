"""The usual shape of what belongs into a document's slot: by it the camera frames and the scanner is set."""

from __future__ import annotations

from poswizard.documents.quad import Shape

_CARDS = frozenset(
    {
        "ID_FRONT",
        "ID_BACK",
        "HANDLER_ID_F",
        "HANDLER_ID_B",
        "PAYEE_ID_F",
        "PAYEE_ID_B",
        "BANK_CARD",
        "BANK_CARD_BACK",
    }
)
_SHEETS = frozenset(
    {
        "AGREEMENT",
        "AUTH_HANDLER",
        "CONSENT",
        "CONTRACT_COPY",
        "INSTALLATION_SHEET",
        "LEASE",
        "RULE_SHEET",
        "SETTLE_AUTH",
        "SIGNED_FORM",
        "TRAINING_SHEET",
    }
)
_LYING_SHEETS = frozenset(
    {"ACCT_PERMIT", "LICENSE", "ORG_CERT", "PAYEE_LICENSE", "SPECIAL_PERMIT", "TAX_CERT"}
)
"""Duplicates of licences and most permits; where one is not so, the person picks another frame."""

SHAPES: dict[str, Shape] = {
    **dict.fromkeys(_CARDS, Shape.CARD),
    **dict.fromkeys(_SHEETS, Shape.A4),
    **dict.fromkeys(_LYING_SHEETS, Shape.A4_LYING),
}
"""By slot; a photo of a place or a device has none."""


def shape_of(slot: str) -> Shape:
    """The usual shape of what belongs into a slot, `FREE` where it may be anything."""
    return SHAPES.get(slot, Shape.FREE)
