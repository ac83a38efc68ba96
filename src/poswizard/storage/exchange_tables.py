"""The tables of what is exchanged with others: who we are, whom we know, what came in, what was answered."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text

from poswizard.storage.tables import Moment, Table
from poswizard.storage.tables import column as _column
from poswizard.storage.tables import optional_column as _optional


class Station(Table):
    """This store's name towards others: one certificate and its key."""

    __tablename__ = "station"

    id = _column(String(32), primary_key=True)
    name = _column(Text())
    fingerprint = _column(String(64))
    """SHA-256 of the certificate, hexadecimal."""
    certificate = _column(LargeBinary())
    """PEM: the certificate, and after it those that issued it."""
    key = _optional(LargeBinary())
    """The private key (PKCS#8), which leaves this store never; none if it is on a token."""
    token = _optional(Text())
    """JSON: where on which token the key is; never its PIN."""
    made_at = _column(Moment())
    made_by = _column(String(80))
    retired_at = _optional(Moment())


class OwnIdentity(Table):
    """A key of this store's own that packages can be sealed to."""

    __tablename__ = "own_identity"

    recipient = _column(String(120), primary_key=True)
    """The public half, as the senders have it."""
    name = _column(Text())
    secret = _column(Text())
    made_at = _column(Moment())
    made_by = _column(String(80))
    retired_at = _optional(Moment())


class Recipient(Table):
    """Somebody to whom packages are sealed; one who is removed stays, for old packages name them."""

    __tablename__ = "recipient"

    recipient = _column(String(120), primary_key=True)
    name = _column(Text())
    role = _column(String(40))
    provider = _column(String(80))
    """Key of the provider's pack whose packages go there; empty for any."""
    source = _column(Text())
    """Where the key came from: the file, the sheet, the call in which it was compared."""
    added_at = _column(Moment())
    added_by = _column(String(80))
    removed_at = _optional(Moment())


class TrustedSigner(Table):
    """Somebody whose signature is believed here."""

    __tablename__ = "trusted_signer"

    fingerprint = _column(String(64), primary_key=True)
    name = _column(Text())
    certificate = _column(LargeBinary())
    source = _column(Text())
    added_at = _column(Moment())
    added_by = _column(String(80))
    removed_at = _optional(Moment())


class Publisher(Table):
    """Somebody whose catalogue bundles are taken in here; apart from those who are believed about packages."""

    __tablename__ = "publisher"

    fingerprint = _column(String(64), primary_key=True)
    name = _column(Text())
    certificate = _column(LargeBinary())
    source = _column(Text())
    added_at = _column(Moment())
    added_by = _column(String(80))
    removed_at = _optional(Moment())


class Revocation(Table):
    """A list of revoked certificates that was taken in by file."""

    __tablename__ = "revocation"

    digest = _column(String(64), primary_key=True)
    issuer = _column(Text())
    data = _column(LargeBinary())
    added_at = _column(Moment())
    added_by = _column(String(80))


class Received(Table):
    """One package that came in and was proved; nothing of it is ever changed."""

    __tablename__ = "received"

    id = _column(String(32), primary_key=True)
    package_id = _column(String(80))
    sender = _column(String(64))
    """Fingerprint of the signer's certificate; empty for a plain package, which nobody signed."""
    sequence = _optional(BigInteger())
    number = _column(String(16))
    revision = _column(Integer())
    digest = _column(String(64), unique=True)
    """SHA-256 of the file as it came."""
    inner_digest = _column(String(64))
    """SHA-256 of the package inside; the same for a plain one."""
    file_name = _column(Text())
    size = _column(BigInteger())
    verdict = _column(String(40))
    applicant = _column(Text())
    shop = _column(Text())
    data = _column(Text())
    """`data/application.json`."""
    review = _column(Text())
    """`data/review.json`."""
    differences = _optional(Text())
    """`data/differences.json`, where it is a later revision."""
    signature = _optional(LargeBinary())
    """The detached signature: with the digest, the proof of who sent it."""
    received_at = _column(Moment())
    operator = _column(String(80))

    __indexes__ = (
        Index("received_by_case", sender, number),
        Index("received_by_package", package_id),
    )


class ReceivedFile(Table):
    """One file of a received package; its bytes are among the scans."""

    __tablename__ = "received_file"

    received_id = _column(String(32), ForeignKey("received.id"), primary_key=True)
    path = _column(String(160), primary_key=True)
    """Below `data/`."""
    scan = _column(String(64), index=True)


class SealedStatement(Table):
    """What a signer stated inside a sealed package (`data/seal.json`): of those sent and of those received."""

    __tablename__ = "sealed_statement"

    package_id = _column(String(80), primary_key=True)
    signer = _column(String(64))
    """Fingerprint of the signer's certificate."""
    sequence = _column(BigInteger())
    name = _column(Text())
    """`<number>-r<revision>`."""
    audit_counter = _optional(BigInteger())
    """The newest event of the signer's own history …"""
    audit_hash = _optional(String(64))
    """… and its hash, hexadecimal."""
    data = _column(Text())
    """The file itself."""

    __indexes__ = (Index("sealed_statement_by_signer", signer, sequence),)


class Reply(Table):
    """A signed answer to a package: one given here, or one opened here."""

    __tablename__ = "reply"

    digest = _column(String(64), primary_key=True)
    """SHA-256 of the signed bytes."""
    direction = _column(String(40))
    received_id = _optional(String(32), ForeignKey("received.id"))
    """The package that it answers, where it was given here."""
    application_id = _optional(String(32), ForeignKey("application.id"))
    """The application whose package it answers, where it was opened here."""
    revision = _column(Integer())
    decision = _column(String(40))
    signer = _column(String(64))
    signed = _column(LargeBinary())
    at = _column(Moment())
    operator = _column(String(80))

    __indexes__ = (
        Index("reply_by_application", application_id),
        Index("reply_by_received", received_id),
    )


class Amendment(Table):
    """Why an application that was sent is being changed: the reason of its next revision."""

    __tablename__ = "amendment"

    application_id = _column(String(32), ForeignKey("application.id"), primary_key=True)
    revision = _column(Integer(), primary_key=True, autoincrement=False)
    reason = _column(Text())
    at = _column(Moment())
    operator = _column(String(80))
