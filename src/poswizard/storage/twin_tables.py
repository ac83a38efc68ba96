"""The tables by which applications are compared with one another; all of it can be derived anew from the answers."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text

from poswizard.storage.tables import RowNumber, Table
from poswizard.storage.tables import column as _column


class Gist(Table):
    """What an application comes to in comparisons, in the version in which it was last looked at."""

    __tablename__ = "gist"

    seq = _column(RowNumber, ForeignKey("application.seq"), primary_key=True, autoincrement=False)
    version = _column(Integer())
    """Of the application; where that has moved on, this is to be derived anew."""
    provider = _column(String(80))
    """Key of the provider's pack."""
    merchant_kind = _column(String(40))
    is_decided = _column(Integer())
    """1 once it was approved or came back."""
    reasons = _column(Text())
    """JSON list of the codebook's codes for which it came back."""

    __indexes__ = (Index("gist_by_provider", provider, merchant_kind),)


class Twin(Table):
    """A number of an application that few others share, as a keyed digest: it can be found, not read."""

    __tablename__ = "twin"

    seq = _column(RowNumber, ForeignKey("application.seq"), primary_key=True, autoincrement=False)
    kind = _column(String(40), primary_key=True)
    digest = _column(LargeBinary(), primary_key=True)
    """HMAC-SHA-256 of the number, under a key that this store keeps."""

    __indexes__ = (Index("twin_by_digest", digest, kind),)
