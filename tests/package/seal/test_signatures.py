"""Signatures and age headers, byte by byte."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from random import Random

import pytest

from poswizard.package.errors import DamagedError
from poswizard.package.seal import age, cms
from poswizard.package.seal.age_header import read_header, sealed_size
from poswizard.package.seal.errors import UnsignedError
from poswizard.package.seal.pdf_signature import signature_in, signed_pdf
from tests.package.mutants import mutant
from tests.package.seal.world import NOW, identity, small_pdf, station

CONTENT = b"specimen content"
DIGEST = hashlib.sha256(CONTENT).digest()


def test_a_detached_signature_says_who_and_when() -> None:
    found = cms.read_detached(cms.detached(DIGEST, station(), NOW), DIGEST)
    assert (found.certificate, found.chain) == (station().certificate, ())
    assert (found.signed_at, found.digest, found.content) == (NOW, DIGEST, None)


def test_a_signed_file_gives_its_content_back() -> None:
    data = cms.signed_file(CONTENT, station(), NOW)
    assert cms.read_signed_file(data).content == CONTENT
    with pytest.raises(UnsignedError):
        cms.read_signed_file(data.replace(CONTENT, CONTENT.upper()))
    with pytest.raises(UnsignedError):
        cms.read_detached(data)
    with pytest.raises(UnsignedError):
        cms.read_signed_file(cms.detached(DIGEST, station(), NOW))


def test_a_signature_over_something_else_is_refused() -> None:
    with pytest.raises(UnsignedError) as caught:
        cms.read_detached(cms.detached(DIGEST, station(), NOW), hashlib.sha256(b"x").digest())
    assert caught.value.text == cms.OTHER_CONTENT


def test_a_signature_after_2049_has_its_time() -> None:
    late = NOW + timedelta(days=30 * 365)
    assert cms.read_detached(cms.detached(DIGEST, station(), late)).signed_at == late


@pytest.mark.parametrize("data", [b"", b"x", b"0" * 50_000, b"\x30\x80", bytes(100)])
def test_what_is_no_signature_is_refused_in_words(data: bytes) -> None:
    for read in (cms.read_detached, cms.read_signed_file):
        with pytest.raises(UnsignedError) as caught:
            read(data)
        assert "签名" in caught.value.text.zh
    with pytest.raises(UnsignedError):
        cms.read_signed_file(bytes(cms.MAX_SIGNED_FILE + 1))


def test_no_bit_of_a_signature_can_change() -> None:
    """Every ninth bit here, every one in `mutants.py`."""
    whole = cms.detached(DIGEST, station(), NOW)
    for at in range(0, len(whole) * 8, 9):
        data = bytearray(whole)
        data[at // 8] ^= 1 << at % 8
        with pytest.raises(UnsignedError):
            cms.read_detached(bytes(data), DIGEST)


def test_mutants_of_a_signature_are_refused_and_crash_nothing() -> None:
    random = Random(4)  # noqa: S311  (to break files, not to hide anything)
    whole = cms.detached(DIGEST, station(), NOW)
    for _ in range(500):
        data = mutant(random, whole)
        if data != whole:
            with pytest.raises(UnsignedError):
                cms.read_detached(data, DIGEST)


def test_the_form_is_signed_whole() -> None:
    signed = signed_pdf(small_pdf(), station(), NOW)
    assert signature_in(signed).certificate == station().certificate
    for broken in (
        small_pdf(),
        b"",
        signed + b"\n",
        signed[:-1],
        signed.replace(b"/MediaBox", b"/MediaBax"),
        signed.replace(b"/ByteRange [0", b"/ByteRange [1"),
        signed.replace(b"/Contents <", b"/Contents ("),
        signed[: len(small_pdf())] + b"%" + signed[len(small_pdf()) + 1 :],
    ):
        with pytest.raises(UnsignedError):
            signature_in(broken)


def test_what_is_added_behind_the_signature_is_noticed() -> None:
    """An incremental update could show other pages (shadow attacks on PDF)."""
    signed = signed_pdf(small_pdf(), station(), NOW)
    with pytest.raises(UnsignedError):
        signature_in(signed + signed[len(small_pdf()) :])


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_an_encrypted_file_is_as_long_as_its_content_makes_it(size: int) -> None:
    for _ in range(8):  # now and then with grease
        sealed = age.encrypt(bytes(size), [identity().age, identity("应急样本").age])
        header = read_header(sealed)
        assert header.recipients == 2
        assert len(sealed) == sealed_size(header, size)


X25519 = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
MAC = b"--- " + b"C" * 43 + b"\n"
MAGIC = b"age-encryption.org/v1\n"


def test_grease_is_passed_over() -> None:
    grease = b"-> a-grease x y\n" + b"A" * 64 + b"\n\n"
    assert read_header(MAGIC + grease + X25519 + grease + MAC).recipients == 1


@pytest.mark.parametrize(
    "header",
    [
        b"",
        MAGIC,
        MAGIC + MAC,
        X25519 + MAC,
        MAGIC + X25519,
        b"age-encryption.org/v2\n" + X25519 + MAC,
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        MAGIC + b"-> scrypt AAAA 22\nAAAA\n" + MAC,
        MAGIC + X25519 + b"-> scrypt AAAA 22\nAAAA\n" + MAC,
        MAGIC + b"-> ssh-ed25519 AAAA AAAA\nAAAA\n" + MAC,
        MAGIC + b"-> mlkem768x25519 AAAA\nAAAA\n" + MAC,
        MAGIC + X25519.replace(b"B" * 43, b"B" * 42) + MAC,
        MAGIC + X25519.replace(b"B" * 43, b"B" * 64) + MAC,
        MAGIC + X25519.replace(b"X25519", b"x25519") + MAC,
        MAGIC + X25519 + b"--- short\n",
        MAGIC + X25519 + b"junk\n" + MAC,
        MAGIC + b"-> a-grease\n" + b"A" * 20_000 + X25519 + MAC,
    ],
)
def test_other_headers_are_refused_before_a_key_is_used(header: bytes) -> None:
    with pytest.raises(DamagedError):
        read_header(header + bytes(100))
