"""How a picture is to be read: what the program asks of its reading worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Wish:
    """One request, beside the picture itself."""

    is_card: bool
    """It is of ID-1 size, with few and large characters."""
    through_red: bool
    """Red seals and stamps are to vanish."""
    with_codes: bool
    """QR and bar codes are wanted too."""
    turn: int = 0
    """Degrees clockwise by which it is turned first."""

    @classmethod
    def from_header(cls, said: Mapping[str, object]) -> Self:
        """The wish in a message's header; raises `KeyError`, `TypeError` or `ValueError`."""
        flags = (bool(said[name]) for name in ("is_card", "through_red", "with_codes"))
        return cls(*flags, turn=int(str(said["turn"])))
