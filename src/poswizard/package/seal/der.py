"""The few shapes of DER (X.690) that signatures are put together from, to be compared byte by byte."""

from __future__ import annotations

SEQUENCE, SET, OCTETS = 0x30, 0x31, 0x04
CONTEXT_0 = 0xA0

ONE = bytes.fromhex("020101")
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # 1.2.840.113549.1.7.2, RFC 5652
DATA = bytes.fromhex("06092a864886f70d010701")  # 1.2.840.113549.1.7.1
ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")  # 1.2.840.10045.4.3.2, RFC 5758
SHA256 = bytes.fromhex("300b0609608648016503040201")  # 2.16.840.1.101.3.4.2.1, RFC 5754
SHA256_NULL = bytes.fromhex("300d06096086480165030402010500")  # the same, parameters NULL


def value(tag: int, *parts: bytes) -> bytes:
    """One value: tag, length, and the parts behind each other."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def set_of(tag: int, *parts: bytes) -> bytes:
    """A SET OF, whose parts stand in the order of their bytes (X.690, 11.6)."""
    return value(tag, *sorted(parts))
