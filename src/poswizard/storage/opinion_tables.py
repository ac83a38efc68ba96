"""The table of what reviewers have said and not signed yet."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text

from poswizard.storage.tables import Moment, Table
from poswizard.storage.tables import column as _column


class Opinion(Table):
    """What was said so far of a received package; gone once it is signed as a reply."""

    __tablename__ = "opinion"

    received_id = _column(String(32), ForeignKey("received.id"), primary_key=True)
    data = _column(Text())
    """JSON, as `poswizard.package.opinion` writes it."""
    at = _column(Moment())
    operator = _column(String(80))
