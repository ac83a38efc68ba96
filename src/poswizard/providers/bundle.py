"""A catalogue bundle, `*.poswizard-providers`: packs signed by their publisher, carried in by file.

One CMS SignedData (RFC 5652, DER) with the content inside, which `openssl cms -verify` reads too. The content is
JSON: `{"format": "poswizard-providers", "format_version": 1, "version": …, "issued": "2026-12-01", "packs": {key: TOML}}`.
Made by `document` and `openssl cms -sign -binary -nodetach -outform DER -signer CERT -inkey KEY`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poswizard.paths import beginning_of
from poswizard.providers.errors import BundleError
from poswizard.providers.pack import Origin, Pack, pack_of
from poswizard.providers.reading import table_of
from poswizard.text import Text

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

ENDING = ".poswizard-providers"
MOST_BYTES = 4 * 1024 * 1024
_FORMAT = {"format": "poswizard-providers", "format_version": 1}
_KEYS = {*_FORMAT, "version", "issued", "packs"}
_DIGESTS = ("sha256", "sha384", "sha512")

_UNREADABLE = Text(
    "文件打不开：请检查它还在不在、U 盘是否插好",
    "The file cannot be opened: check that it is still there and the stick is in",
)
_DAMAGED = Text(
    "这不是完整的服务商资料更新包：请向发布机构重新拷贝一份",
    "This is no whole catalogue bundle: have it copied anew from its publisher",
)
_STRANGER = Text(
    "签名人不在可信名单里，没有更新。确认是发布机构发来的，就请网点负责人先添加它的证书",
    "Signed by nobody trusted here, nothing was changed. If the publisher did send it, add its certificate first",
)
_ALTERED = Text(
    "内容与签名不符，可能被改过，没有更新：请向发布机构重新拷贝一份",
    "The content does not match its signature and may have been altered: have it copied anew",
)
_EXPIRED = Text(
    "签名人的证书不在有效期内（{0} 至 {1}）：请向发布机构要用新证书签的更新包，并核对本机日期",
    "The signer's certificate is not valid today ({0} to {1}): ask for a bundle signed anew, and check this computer's date",
)
_NEWER_FORMAT = Text(
    "更新包的格式比程序新：请先升级程序",
    "This bundle's format is newer than the program: update it first",
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle whose signature is that of a trusted signer, and all of whose packs can be used."""

    version: str
    issued: date
    packs: Mapping[str, str]
    """TOML by pack key."""
    signer: str
    """SHA-256 of the signer's certificate, hexadecimal."""

    def pack(self, key: str) -> Pack:
        """One of its packs as the program reads it."""
        return pack_of(table_of(self.packs[key], key), key, Origin.BUNDLE)


def document(packs: Mapping[str, str], version: str, issued: date) -> bytes:
    """The content to be signed; raises `ProviderFileError` if a pack cannot be used."""
    for key, toml in packs.items():
        pack_of(table_of(toml, key), key, Origin.BUNDLE)
    content = _FORMAT | {"version": version, "issued": issued.isoformat(), "packs": dict(packs)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()


def bytes_in(file: Path) -> bytes:
    """A bundle's or certificate's file, no further than is looked at; raises `BundleError`."""
    try:
        return beginning_of(file, MOST_BYTES)
    except OSError as error:
        raise BundleError(_UNREADABLE) from error


def read_bundle(data: bytes, signers: Iterable[bytes], today: date) -> Bundle:
    """The bundle in these bytes; signature first, content after.

    `signers` are trusted certificates, PEM or DER. Raises `BundleError`, or `ProviderFileError` for a pack in it.
    """
    if len(data) > MOST_BYTES:
        raise BundleError(_DAMAGED)
    content, signer = _signed_content(data, signers, today)
    bundle = _bundle(content, signer)
    for key in bundle.packs:
        bundle.pack(key)
    return bundle


def fingerprint(certificate: bytes) -> str:
    """The SHA-256 of a certificate given as PEM or DER; raises `BundleError` if it is none."""
    return hashlib.sha256(_der(_certificate(certificate))).hexdigest()


def publisher_name(certificate: bytes) -> str:
    """The name in a certificate given as PEM or DER; raises `BundleError` if it is none."""
    from cryptography.x509.oid import NameOID

    subject = _certificate(certificate).subject
    names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else subject.rfc4514_string()


def _signed_content(data: bytes, signers: Iterable[bytes], today: date) -> tuple[bytes, str]:
    from asn1crypto import cms, x509
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    content, info, algorithm = _single_signature(data, cms)
    digest = hashlib.new(algorithm, content).digest()
    for given in signers:
        certificate = _certificate(given)
        der = _der(certificate)
        try:
            intact, valid = validate_sig_integrity(info, x509.Certificate.load(der), "data", digest)
        except Exception:  # noqa: BLE001, S112  (whatever the library finds wrong: not by this signer)
            continue
        if valid and not intact:
            raise BundleError(_ALTERED)
        if valid:
            _must_be_valid(certificate, today)
            return content, hashlib.sha256(der).hexdigest()
    raise BundleError(_STRANGER)


def _single_signature(data: bytes, cms: Any) -> tuple[bytes, Any, str]:
    """The content that is inside, its only signature, and the digest that the signature is made over."""
    try:
        outer = cms.ContentInfo.load(data, strict=True)
        signed = outer["content"] if outer["content_type"].native == "signed_data" else {}
        (info,) = list(signed["signer_infos"])
        inner = signed["encap_content_info"]
        content, kind = inner["content"].native, inner["content_type"].native
        algorithm = info["digest_algorithm"]["algorithm"].native
        sound = isinstance(content, bytes) and kind == "data" and info["signed_attrs"].native
    except (ValueError, TypeError, KeyError) as error:
        raise BundleError(_DAMAGED) from error
    if not sound or algorithm not in _DIGESTS:
        raise BundleError(_DAMAGED)
    return content, info, algorithm


def _bundle(content: bytes, signer: str) -> Bundle:
    try:
        read = json.loads(content, object_pairs_hook=_no_key_twice)
    except ValueError as error:
        raise BundleError(_DAMAGED) from error
    if not isinstance(read, dict) or read.get("format") != _FORMAT["format"]:
        raise BundleError(_DAMAGED)
    if read.get("format_version") != _FORMAT["format_version"]:
        raise BundleError(_NEWER_FORMAT)
    packs, version, issued = read.get("packs"), read.get("version"), read.get("issued")
    sound = (
        set(read) == _KEYS
        and isinstance(version, str)
        and re.fullmatch(r"[0-9A-Za-z.\-]{1,40}", version)
        and isinstance(issued, str)
        and isinstance(packs, dict)
        and packs
        and all(isinstance(toml, str) for toml in packs.values())
    )
    if not sound:
        raise BundleError(_DAMAGED)
    try:
        return Bundle(str(version), date.fromisoformat(str(issued)), dict(packs or {}), signer)
    except ValueError as error:
        raise BundleError(_DAMAGED) from error


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice")
    return table


def _certificate(given: bytes) -> Certificate:
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificate

    load = load_pem_x509_certificate if b"-----BEGIN" in given else load_der_x509_certificate
    try:
        return load(given)
    except ValueError as error:
        text = Text(
            "证书文件读不出来：请换一份 PEM 或 DER 格式的证书",
            "The certificate cannot be read: use one in PEM or DER form",
        )
        raise BundleError(text) from error


def _der(certificate: Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def _must_be_valid(certificate: Certificate, today: date) -> None:
    begins = certificate.not_valid_before_utc.date()
    ends = certificate.not_valid_after_utc.date()
    if not begins <= today <= ends:
        raise BundleError(_EXPIRED.format(begins, ends))
