"""Whom this office is to others, whom it knows, and whom it believes: certificates, keys, recipients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.domain.china_time import CHINA_TIME
from poswizard.office.station_token import (
    StationToken,
    as_json,
    named_key,
    place_of,
)
from poswizard.package.seal import fingerprints
from poswizard.package.seal.certificates import Certificate, certificates_in
from poswizard.package.seal.errors import SealError
from poswizard.package.seal.key_text import Added, Source
from poswizard.package.seal.keys import Key, SoftwareKey
from poswizard.package.seal.recipients import (
    Identity,
    Recipient,
    Role,
    new_identity,
    recipient_from_text,
)
from poswizard.package.seal.revocations import RevocationList, read_revocations
from poswizard.package.seal.signers import TrustedSigner, signer_from_text
from poswizard.package.seal.stations import (
    Station,
    installed,
    new_station,
    renewed,
    request,
    station_on,
)
from poswizard.package.seal.tokens import TokenKey
from poswizard.package.seal.trust import Trust
from poswizard.storage.address_book import AddressBook, RecipientRecord, SignerRecord
from poswizard.storage.stations import IdentityRecord, StationRecord, Stations
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.package.seal.tokens import TokenPlace
    from poswizard.providers.provider import Provider
    from poswizard.storage.database import Database

_NO_STATION = Text(
    "本机还没有签名证书，不能加密签名。请先用“poswizard station make 名称”或在“收件人和证书”页生成。",
    "This station has no certificate to sign with. Make one first (`poswizard station make NAME`, or on its page).",
)


class NoStationError(SealError):
    """There is no certificate to sign with yet."""

    def __init__(self) -> None:
        super().__init__(_NO_STATION)
        self.args = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A recipient as the list shows it, and whose packages go there."""

    recipient: Recipient
    provider: str = ""
    """Key of the provider's pack; empty for any."""


class KeyRing:
    """The certificates and keys of one office. Secrets stand in the encrypted store and in memory only."""

    def __init__(
        self, database: Database, operator: Callable[[], str], seen: Callable[[str], str | None]
    ) -> None:
        self.stations = Stations(database)
        self.book = AddressBook(database)
        self._clock = database.clock
        self._operator = operator
        self._seen = seen
        self._token = StationToken()

    def now(self) -> datetime:
        """The moment of signing and of judging signatures."""
        return self._clock.now()

    # this station

    def station(self) -> Station:
        """Who signs; raises `NoStationError`, `TokenLockedError` or `TokenError`."""
        record = self._current()
        return _station(record, self._key_of(record))

    def certificate(self) -> Certificate | None:
        """The certificate of this station, which needs no key to be shown."""
        record = self.stations.current()
        return certificates_in(record.certificate)[0] if record else None

    def make_station(self, name: str) -> Station:
        """A certificate signed by itself: to be given to those who receive, and compared by telephone."""
        return self._take(new_station(name, self.now()))

    def station_for(self, name: str) -> Station:
        """The station, made under this name on first need."""
        return self.make_station(name) if self.stations.current() is None else self.station()

    def renew_station(self) -> Station:
        """The same name with a new key, on the token if it is there; those who receive have to be told."""
        record = self._current()
        if record.token is None:
            return self._take(renewed(self.station(), self.now()))
        return self._take(station_on(self._token.next_key(record), record.name, self.now()))

    def request(self) -> bytes:
        """What the institution needs to issue a certificate for this station's key (PEM)."""
        return request(self.station())

    def install(self, pem: bytes, roots: Sequence[Certificate] = ()) -> Station:
        """Sign with the certificate that the institution issued; raises `CertificateError`."""
        record = self._current()
        key = self._key_of(record) if record.token is None else named_key(record)
        return self._take(installed(_station(record, key), pem, self.now(), roots))

    def make_token_station(self, name: str, place: TokenPlace, pin: str) -> Station:
        """A certificate for a new key on a token; raises `TokenError`."""
        return self._take(station_on(self._token.new_key(place, pin), name, self.now()))

    def choose_token_key(self, name: str, place: TokenPlace, pin: str) -> Station:
        """A certificate for a key that lies on a token already; raises `TokenError`."""
        return self._take(station_on(self._token.chosen_key(place, pin), name, self.now()))

    def unlock_token(self, pin: str) -> None:
        """Sign with the key on the token until the program ends; the PIN is never stored."""
        self._token.unlock(pin)

    def token_place(self) -> TokenPlace | None:
        """Where the present station's key is, if it is on a token."""
        record = self.stations.current()
        return place_of(record) if record and record.token else None

    # who may read

    def identities(self) -> list[Identity]:
        """The keys that open packages here."""
        return [Identity(one.name, one.secret) for one in self.stations.identities()]

    def make_identity(self, name: str) -> Identity:
        """A new key for receiving; its public side goes to those who send."""
        return self.add_identity(new_identity(name))

    def add_identity(self, identity: Identity) -> Identity:
        """Keep a key for receiving, a recovery key from its sheet among them."""
        record = IdentityRecord(
            recipient=identity.age,
            name=identity.name,
            secret=identity.secret,
            made_by=self._operator(),
        )
        self.stations.add_identity(record)
        return identity

    def public_line(self, identity: Identity, role: Role = Role.INSTITUTION) -> str:
        """The line of a file or QR code by which others add this key as a recipient."""
        return identity.as_recipient(role, self._added(Source.MADE_HERE)).as_text()

    def recipients(self) -> list[Listed]:
        """Everybody to whom packages are sealed."""
        return [Listed(_recipient(one), one.provider) for one in self.book.recipients()]

    def recipients_for(self, provider: str = "") -> list[Recipient]:
        """Who can read a package for this provider: its own institution if there is one, and the recovery keys."""
        everybody = self.recipients()
        own = {one.recipient.age for one in everybody if provider and one.provider == provider}
        return [
            one.recipient
            for one in everybody
            if one.recipient.role is Role.RECOVERY
            or one.recipient.age in own
            or (not own and not one.provider)
        ]

    def add_recipient(
        self,
        text: str,
        source: Source,
        name: str = "",
        role: Role = Role.INSTITUTION,
        provider: str = "",
    ) -> Recipient:
        """A recipient from a file, a QR code or typed; raises `KeyTextError`."""
        recipient = recipient_from_text(text, self._added(source), name, role)
        self._keep_recipient(recipient, provider)
        return recipient

    def remove_recipient(self, age: str) -> None:
        """Seal nothing to this key any more; raises `NotFoundError`."""
        self.book.remove_recipient(age, self._operator())

    def follow_packs(self, providers: Iterable[Provider], *, is_proved: bool) -> None:
        """Seal each provider's packages to the key in its pack, and no more to one that has left the packs.

        Unless it is proved that a publisher signed the packs, only keys count that came in a signed bundle
        before. A key that was added in another way stays as it is.
        """
        known = {one.recipient: one for one in self.book.recipients(removed=True)}
        came = {age for age, one in known.items() if one.source == Source.PACK.value}
        keys = {key.age: (key, of) for key, of in self._in_packs(providers)}
        wanted = keys.keys() if is_proved else keys.keys() & came
        here = {age for age, one in known.items() if one.removed_at is None}
        for age in sorted((came & here) - wanted):
            self.book.remove_recipient(age, self._operator())
        for age in sorted(wanted - here):
            self._keep_recipient(*keys[age])

    def _in_packs(self, providers: Iterable[Provider]) -> Iterator[tuple[Recipient, str]]:
        added = self._added(Source.PACK)
        for one in providers:
            if one.sealing and one.sealing.recipient:
                key = one.sealing.recipient
                yield Recipient(one.name.zh, key, Role.INSTITUTION, added), one.key

    # whom is believed

    def signers(self) -> list[TrustedSigner]:
        """Those whose signatures are believed."""
        return [_signer(one) for one in self.book.signers()]

    def add_signer(self, text: str | bytes, source: Source, name: str = "") -> TrustedSigner:
        """Believe a certificate whose fingerprint was compared; raises `KeyTextError` or `CertificateError`."""
        signer = signer_from_text(text, self._added(source), name)
        record = SignerRecord(
            fingerprint=signer.fingerprint,
            name=signer.name,
            certificate=signer.certificate.pem,
            source=source.value,
            added_by=self._operator(),
        )
        self.book.add_signer(record)
        return signer

    def remove_signer(self, fingerprint: str) -> None:
        """Believe this certificate no longer; raises `NotFoundError`."""
        self.book.remove_signer(fingerprint, self._operator())

    def revoke(self, file: Path) -> RevocationList:
        """Take in a revocation list; raises `RevocationError`."""
        from poswizard.package.source import opened

        with opened(file) as opened_file:
            data = opened_file.read(20_000_001)
        found = read_revocations(data, self._issuers())
        self.book.add_revocation(data, found.issuer, self._operator())
        return found

    def revocations(self) -> list[RevocationList]:
        """The lists that were taken in; each was proved then, and is again."""
        issuers = self._issuers()
        return [read_revocations(one.data, issuers) for one in self.book.revocations()]

    def trust(self) -> Trust:
        """All that is needed to judge what comes in."""
        taken_back = [one for one in self.book.signers(removed=True) if one.removed_at]
        signers = [*self.signers(), *map(_signer, taken_back)]
        return Trust(signers, self.identities(), self.revocations(), self._seen)

    def _issuers(self) -> list[Certificate]:
        return [_signer(one).certificate for one in self.book.signers(removed=True)]

    def _added(self, source: Source) -> Added:
        return Added(self.now().astimezone(CHINA_TIME).date(), self._operator(), source)

    def _keep_recipient(self, recipient: Recipient, provider: str) -> None:
        record = RecipientRecord(
            recipient=recipient.age,
            name=recipient.name,
            role=recipient.role.value,
            provider=provider,
            source=recipient.added.source.value,
            added_by=recipient.added.by,
        )
        self.book.add_recipient(record)

    def _current(self) -> StationRecord:
        record = self.stations.current()
        if record is None:
            raise NoStationError
        return record

    def _key_of(self, record: StationRecord) -> Key:
        return self._token.key(record) if record.key is None else SoftwareKey(record.key)

    def _take(self, station: Station) -> Station:
        key = station.key
        certificates = (station.certificate, *station.chain)
        record = StationRecord(
            name=station.name,
            fingerprint=station.fingerprint,
            certificate=b"".join(one.pem for one in certificates),
            key=key.pkcs8 if isinstance(key, SoftwareKey) else None,
            token=as_json(key.place) if isinstance(key, TokenKey) else None,
            made_by=self._operator(),
        )
        self.stations.take_over(record)
        return station


def spoken(fingerprint: str) -> Text:
    """A fingerprint as two people compare it by telephone."""
    digits, words = fingerprints.digits(fingerprint), fingerprints.words(fingerprint)
    return Text(f"{digits}（{words}）", f"{digits} ({words})")


def _station(record: StationRecord, key: Key) -> Station:
    leaf, *chain = certificates_in(record.certificate)
    return Station(leaf, key, tuple(chain))


def _recipient(record: RecipientRecord) -> Recipient:
    added = _added(record.added_at, record.added_by, record.source)
    return Recipient(record.name, record.recipient, Role(record.role), added)


def _signer(record: SignerRecord) -> TrustedSigner:
    added = _added(record.added_at, record.added_by, record.source)
    revoked = record.removed_at.astimezone(CHINA_TIME).date() if record.removed_at else None
    return TrustedSigner(Certificate.from_bytes(record.certificate), record.name, added, revoked)


def _added(at: datetime | None, by: str, source: str) -> Added:
    assert at is not None  # noqa: S101  (the store fills it in)
    return Added(at.astimezone(CHINA_TIME).date(), by, Source(source))
