"""The station that signs packages: a certificate and its key, made here or issued by the institution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from poswizard.package.seal import x509_forms
from poswizard.package.seal.certificates import Certificate, certificates_in, chain_to
from poswizard.package.seal.errors import CertificateError, StationExpiredError
from poswizard.package.seal.keys import Key, SoftwareKey
from poswizard.text import Text, Vocabulary

VALID_DAYS = 3 * 365
RENEW_BEFORE_DAYS = 60
_MAX_LINKS = 3


class StationStatus(Vocabulary):
    """Whether the station's certificate can be signed with; the hint is what to do."""

    VALID = "valid", Text("有效", "Valid"), Text("不用处理。", "Nothing to do.")
    EXPIRES_SOON = (
        "expires_soon",
        Text("快到期", "Expires soon"),
        Text(
            "请更新证书，并把新证书交给收件机构登记。",
            "Renew the certificate and give the new one to the institution.",
        ),
    )
    EXPIRED = (
        "expired",
        Text("已过期", "Expired"),
        Text(
            "请更新证书，并把新证书交给收件机构登记；过期证书签的资料包会被退回。",
            "Renew the certificate and give the new one to the institution; packages signed with an expired one are refused.",
        ),
    )
    NOT_YET_VALID = (
        "not_yet_valid",
        Text("还没到生效日期", "Not yet valid"),
        Text(
            "请核对电脑的日期和时间；日期正确就等到生效日再导出。",
            "Check the computer's date and time; if they are right, wait until the certificate is valid.",
        ),
    )


@dataclass(frozen=True)
class Station:
    """Who signs: a certificate, the key to it, and the certificates above it that travel along."""

    certificate: Certificate
    key: Key = field(repr=False)
    chain: tuple[Certificate, ...] = ()

    @property
    def name(self) -> str:
        """What the station is called."""
        return self.certificate.name

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, lower-case hex."""
        return self.certificate.fingerprint

    def status(self, now: datetime) -> StationStatus:
        """Whether the certificate can be signed with at `now` (aware)."""
        if now < self.certificate.valid_from:
            return StationStatus.NOT_YET_VALID
        left = self.certificate.valid_until - now
        if left < timedelta(0):
            return StationStatus.EXPIRED
        soon = left < timedelta(days=RENEW_BEFORE_DAYS)
        return StationStatus.EXPIRES_SOON if soon else StationStatus.VALID

    def require_valid(self, now: datetime) -> None:
        """Raise `StationExpiredError` unless it can sign at `now`."""
        if self.status(now) in (StationStatus.EXPIRED, StationStatus.NOT_YET_VALID):
            raise StationExpiredError


def new_station(name: str, now: datetime) -> Station:
    """A station with a new key and a certificate signed by itself; `name` names a place, not a person."""
    return station_on(SoftwareKey.new(), name, now)


def station_on(key: Key, name: str, now: datetime) -> Station:
    """A station with this key, in software or on a token, and a certificate signed by itself."""
    until = now + timedelta(days=VALID_DAYS)
    der = x509_forms.self_signed(key, _station_name(name), now - timedelta(hours=1), until)
    return Station(Certificate(der), key)


def renewed(station: Station, now: datetime) -> Station:
    """The same name with a new key and certificate, which the institution has to be told."""
    return new_station(station.name, now)


def request(station: Station) -> bytes:
    """The request for a certificate by the institution (PKCS #10, PEM) with the station's name and key."""
    return x509_forms.request(station.key, station.name)


def installed(
    station: Station, pem: bytes, now: datetime, roots: Sequence[Certificate] = ()
) -> Station:
    """The station with the certificate that the institution issued; raises `CertificateError`.

    `pem` is that certificate and those above it, in any order. With `roots`, the way must lead to one of them;
    without, to the topmost in the file, which has to be an authority's when there is more than one.
    """
    found = certificates_in(pem)
    mine = [one for one in found if one.public_key == station.key.public_key]
    if len(mine) != 1 or len(found) > _MAX_LINKS + 1:
        raise CertificateError(_OTHER_KEY)
    leaf = mine[0]
    leaf.require_signing_key()
    others = [one for one in found if one != leaf]
    chain = _chain(leaf, others, roots)
    if not all(one.is_valid_at(now) for one in (leaf, *chain)):
        raise CertificateError(_NOT_NOW)
    return Station(leaf, station.key, tuple(one for one in chain if not one.is_issued_by(one)))


def _chain(
    leaf: Certificate, others: list[Certificate], roots: Sequence[Certificate]
) -> list[Certificate]:
    """The certificates above the leaf; every one in the file must be part of the way."""
    tops = [*roots] if roots else [one for one in others if not _is_issued(one, others)]
    if not others and not roots:
        return []
    way = chain_to(leaf, others, tops)
    if way is None or not set(others) <= set(way):
        raise CertificateError(_NO_WAY)
    return way[1:]


def _is_issued(one: Certificate, others: Sequence[Certificate]) -> bool:
    return any(one.is_issued_by(other) for other in others if other != one)


def _station_name(name: str) -> str:
    """One line of at most 64 characters, which X.520 sets for a common name."""
    tidy = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not tidy or len(tidy) > 64:
        raise CertificateError(_BAD_NAME)
    return tidy


_OTHER_KEY = Text(
    "这个证书不是按本机的申请签发的（密钥对不上）。请用最近一次导出的申请文件重新申请。",
    "This certificate was not issued for this station's request (another key). Apply again with the newest request file.",
)
_NO_WAY = Text(
    "证书的签发链不完整或对不上。请向机构索取完整的证书链（PEM）。",
    "The chain of certificates is incomplete or does not fit. Ask the institution for the full chain (PEM).",
)
_NOT_NOW = Text(
    "证书现在无效（已过期或尚未生效）。请核对电脑日期，或请机构重新签发。",
    "The certificate is not valid now. Check the computer's date, or ask the institution to issue it again.",
)
_BAD_NAME = Text(
    "请填写本机名称，1 到 64 个字，例如“武侯支行柜台 2”，不要填写个人姓名。",
    'Name the station in 1 to 64 characters, such as "Wuhou branch, counter 2"; not by a person\'s name.',
)
