"""Certificates and requests put together around any key, so that one on a token needs no code of its own."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime
from typing import Any

from poswizard.package.seal.keys import Key

_ALGORITHM = {"algorithm": "sha256_ecdsa"}


def self_signed(key: Key, name: str, start: datetime, end: datetime) -> bytes:
    """An X.509 v3 certificate (RFC 5280), DER: end entity, digital signature and non-repudiation."""
    from asn1crypto import x509

    subject = _subject(name)
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": secrets.randbits(126) | 1 << 126,
            "signature": _ALGORITHM,
            "issuer": subject,
            "validity": {"not_before": _time(start), "not_after": _time(end)},
            "subject": subject,
            "subject_public_key_info": _public_key(key),
            "extensions": _extensions(key),
        }
    )
    parts = {"tbs_certificate": body, "signature_algorithm": _ALGORITHM}
    return x509.Certificate(parts | {"signature_value": key.sign(body.dump())}).dump()


def request(key: Key, name: str) -> bytes:
    """A certification request (PKCS #10, RFC 2986), PEM."""
    from asn1crypto import csr

    body = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": _subject(name),
            "subject_pk_info": _public_key(key),
            "attributes": [],
        }
    )
    signed = csr.CertificationRequest(
        {
            "certification_request_info": body,
            "signature_algorithm": _ALGORITHM,
            "signature": key.sign(body.dump()),
        }
    )
    text = base64.b64encode(signed.dump()).decode("ascii")
    rows = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    head, foot = "-----BEGIN CERTIFICATE REQUEST-----", "-----END CERTIFICATE REQUEST-----"
    return f"{head}\n{rows}\n{foot}\n".encode("ascii")


def _subject(name: str) -> Any:
    from asn1crypto import x509

    return x509.Name.build({"common_name": name})


def _public_key(key: Key) -> Any:
    from asn1crypto import keys

    return keys.PublicKeyInfo.load(key.public_key)


def _time(moment: datetime) -> Any:
    """UTCTime up to 2049, as RFC 5280 4.1.2.5 asks."""
    from asn1crypto import x509

    moment = moment.replace(microsecond=0)
    kind = "utc_time" if moment.year < 2050 else "general_time"
    return x509.Time({kind: moment})


def _extensions(key: Key) -> list[dict[str, Any]]:
    point = bytes(_public_key(key)["public_key"])
    identifier = hashlib.sha1(point, usedforsecurity=False).digest()  # RFC 5280, 4.2.1.2 (1)
    return [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": False}},
        {
            "extn_id": "key_usage",
            "critical": True,
            "extn_value": {"digital_signature", "non_repudiation"},
        },
        {"extn_id": "key_identifier", "critical": False, "extn_value": identifier},
        {
            "extn_id": "authority_key_identifier",
            "critical": False,
            "extn_value": {"key_identifier": identifier},
        },
    ]
