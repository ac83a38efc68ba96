"""The codebook of reasons why acquirers return an application, common to all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from poswizard.domain.lookup import table
from poswizard.providers.errors import ProviderFileError
from poswizard.providers.typed_toml import unknown
from poswizard.text import Text

ALL_MATERIALS = "materials"
"""In `points_at`: whichever picture the reviewer names."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a return, as `resources/tables/reasons.csv` words it."""

    code: str
    """Stored in replies and local rules, forever."""
    says: Text
    """What a reviewer means by it."""
    remedy: Text
    """What to do about it."""
    points_at: tuple[str, ...]
    """Field keys (`account.number`), document slots (`SHOP_FRONT`), or `materials` for any picture."""
    seen_in: str
    """Where acquirers give this reason."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The field keys among what it points at."""
        return tuple(name for name in self.points_at if "." in name)

    @property
    def slots(self) -> tuple[str, ...]:
        """The document slots among what it points at."""
        return tuple(name for name in self.points_at if name.isupper())


def reasons() -> tuple[Reason, ...]:
    """Every reason, in the order of the table; the last is `other`."""
    return tuple(_by_code().values())


def reason(code: str) -> Reason | None:
    """The reason of this code."""
    return _by_code().get(code)


def check_reasons(fields: Collection[str], slots: Collection[str]) -> None:
    """Raise `ProviderFileError` at the first field key or slot that no step knows."""
    known = {*fields, *slots, ALL_MATERIALS}
    for one in reasons():
        for name in one.points_at:
            if name not in known:
                raise ProviderFileError(f"reasons.csv: {one.code}", unknown(name, known))


@cache
def _by_code() -> Mapping[str, Reason]:
    return {row["code"]: _reason(row) for row in table("reasons")}


def _reason(row: Mapping[str, str]) -> Reason:
    return Reason(
        row["code"],
        Text(row["zh"], row["en"]),
        Text(row["remedy_zh"], row["remedy_en"]),
        tuple(row["points_at"].split()),
        row["seen_in"],
    )
