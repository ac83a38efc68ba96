"""The received packages as a list shows them: without what is inside, and with what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from poswizard.storage.database import Database
from poswizard.storage.exchange_tables import Received, Reply
from poswizard.storage.opinion_tables import Opinion
from poswizard.storage.prepared import Prepared
from poswizard.storage.replies import GIVEN


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One package that came in."""

    id: str
    sender: str
    """Fingerprint of the signer's certificate; empty for a plain package."""
    number: str
    revision: int
    applicant: str
    shop: str
    received_at: datetime
    newest_revision: int
    """The highest of this sender's case that has come in."""
    is_begun: bool
    """Whether something was said of it that is not signed yet."""
    decision: str
    """Stored value of the decision that was given last; empty if none was."""

    @property
    def is_superseded(self) -> bool:
        """Whether a newer revision has come in."""
        return self.newest_revision > self.revision

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be reviewed."""
        return not self.decision and not self.is_superseded


class ReceivedList:
    """The received packages of one store, for the window."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[ListedCase]:
        """Everything that came in, the newest first."""
        return self._listed(_ALL)

    def waiting(self) -> list[ListedCase]:
        """What is still to be reviewed, the longest-waiting first."""
        return self._listed(_WAITING)

    def _listed(self, query: Prepared) -> list[ListedCase]:
        with self._database.read() as connection:
            return [_case(row) for row in query.all(connection, {})]


def _case(row: tuple[Any, ...]) -> ListedCase:
    values = dict(zip(ListedCase.__dataclass_fields__, row, strict=True))
    values["is_begun"] = values["is_begun"] is not None
    values["decision"] = values["decision"] or ""
    return ListedCase(**values)


def _query() -> Select[*tuple[Any, ...]]:
    case, answer = Received.__table__, Reply.__table__
    other, later = case.alias("other"), answer.alias("later")
    newest = (
        select(func.max(other.c.revision))
        .where(other.c.sender == case.c.sender, other.c.number == case.c.number)
        .scalar_subquery()
    )
    decision = (
        select(later.c.decision)
        .where(later.c.received_id == case.c.id, later.c.direction == GIVEN)
        .order_by(later.c.at.desc())
        .limit(1)
        .scalar_subquery()
    )
    begun = select(Opinion.at).where(Opinion.received_id == case.c.id).scalar_subquery()
    columns = [getattr(case.c, name) for name in list(ListedCase.__dataclass_fields__)[:7]]
    return select(
        *columns, newest.label("newest"), begun.label("begun"), decision.label("decision")
    )


def _waiting() -> Select[*tuple[Any, ...]]:
    made = _query().subquery()
    open_now = made.c.decision.is_(None) & (made.c.newest == made.c.revision)
    return select(made).where(open_now).order_by(made.c.received_at, made.c.id)


_ALL = Prepared(_query().order_by(Received.received_at.desc(), Received.id))
_WAITING = Prepared(_waiting())
