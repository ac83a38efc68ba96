from __future__ import annotations

import pickle
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from poswizard.package.seal import fingerprints
from poswizard.package.seal.certificates import Certificate, certificates_in
from poswizard.package.seal.errors import CertificateError, StationExpiredError
from poswizard.package.seal.keys import SoftwareKey, verifies
from poswizard.package.seal.stations import (
    RENEW_BEFORE_DAYS,
    VALID_DAYS,
    Station,
    StationStatus,
    installed,
    new_station,
    renewed,
    request,
)
from tests.package.seal.world import NOW, Authority, station


def test_a_new_station_can_sign_at_once_and_names_no_person() -> None:
    made = new_station("  武侯支行\n柜台 2 ", NOW)
    assert made.name == "武侯支行 柜台 2"
    assert made.status(NOW) is StationStatus.VALID
    assert not made.certificate.is_authority
    made.certificate.require_signing_key()
    assert verifies(made.certificate.public_key, made.key.sign(b"x"), b"x")
    assert not verifies(made.certificate.public_key, made.key.sign(b"x"), b"y")


@pytest.mark.parametrize("name", ["", " \n", "长" * 65])
def test_a_station_needs_a_name_of_one_line(name: str) -> None:
    with pytest.raises(CertificateError):
        new_station(name, NOW)


def test_a_station_is_stored_and_pickled_whole_and_shows_no_secret() -> None:
    again = pickle.loads(pickle.dumps(station()))  # noqa: S301  (our own)
    assert again == station()
    assert again.fingerprint == station().fingerprint
    key = station().key
    assert isinstance(key, SoftwareKey)
    assert repr(key.pkcs8)[5:20] not in repr(station())
    assert Station(Certificate(station().certificate.der), SoftwareKey(key.pkcs8)) == station()


def test_time_tells_when_to_renew() -> None:
    def at(days: float) -> StationStatus:
        return station().status(NOW + timedelta(days=days))

    assert at(-1) is StationStatus.NOT_YET_VALID
    assert at(VALID_DAYS - RENEW_BEFORE_DAYS - 1) is StationStatus.VALID
    assert at(VALID_DAYS - RENEW_BEFORE_DAYS + 1) is StationStatus.EXPIRES_SOON
    assert at(VALID_DAYS + 1) is StationStatus.EXPIRED
    with pytest.raises(StationExpiredError):
        station().require_valid(NOW + timedelta(days=VALID_DAYS + 1))
    for status in StationStatus:
        assert status.hint


def test_renewal_makes_a_new_key_under_the_same_name() -> None:
    later = renewed(station(), NOW + timedelta(days=900))
    assert later.name == station().name
    assert later.key != station().key
    assert later.fingerprint != station().fingerprint


def test_an_issued_certificate_is_installed_with_what_stands_above_it() -> None:
    root = Authority()
    middle = Authority("样本省分中心", above=root)
    leaf = middle.issue(request(station()))
    pem = root.certificate.pem + leaf.pem + middle.certificate.pem
    for roots in ([], [root.certificate]):
        now_has = installed(station(), pem, NOW, roots)
        assert now_has.certificate == leaf
        assert now_has.chain == (middle.certificate,)
        assert now_has.key == station().key
    without_root = installed(station(), leaf.pem + middle.certificate.pem, NOW, [root.certificate])
    assert without_root.chain == (middle.certificate,)
    assert installed(station(), leaf.der, NOW).chain == ()


def test_a_certificate_for_another_key_is_not_installed() -> None:
    root = Authority()
    other = root.issue(request(new_station("样本另一台", NOW)))
    for pem in (other.pem, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(CertificateError):
            installed(station(), pem, NOW)


def test_a_broken_chain_or_a_wrong_date_is_not_installed() -> None:
    root, stranger = Authority(), Authority("样本别处")
    leaf = root.issue(request(station()))
    with pytest.raises(CertificateError):
        installed(station(), leaf.pem + stranger.certificate.pem, NOW)
    with pytest.raises(CertificateError):
        installed(station(), leaf.pem, NOW, [stranger.certificate])
    old = root.issue(request(station()), days=(-400, -30))
    with pytest.raises(CertificateError):
        installed(station(), old.pem + root.certificate.pem, NOW)


def test_only_p256_keys_sign() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form, bare = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    with pytest.raises(CertificateError):
        SoftwareKey(key.private_bytes(serialization.Encoding.DER, form, bare)).sign(b"x")
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert not verifies(public, b"", b"")


@pytest.mark.parametrize(
    "data", [b"", b"x", b"\x30\x82\x01\x00", b"-----BEGIN X-----", b"0" * 9000]
)
def test_what_is_no_certificate_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(CertificateError) as caught:
        Certificate.from_bytes(data)
    assert "证书" in caught.value.text.zh


def test_pem_and_der_are_the_same_certificate() -> None:
    mine = station().certificate
    assert certificates_in(mine.pem) == certificates_in(mine.der) == [mine]
    assert x509.load_pem_x509_certificate(mine.pem) == mine.x509
    with pytest.raises(CertificateError):
        Certificate.from_bytes(mine.pem * 2)


def test_a_fingerprint_is_read_as_digits_and_as_words() -> None:
    shown = fingerprints.digits("00" * 31 + "ff")
    assert shown == "0000 0000 0000 0000 0000 0000 0000 0255"
    said = fingerprints.words(station().fingerprint).split(" ")
    assert len(said) == fingerprints.WORD_COUNT
    assert fingerprints.words("00" * 32) != fingerprints.words("01" + "00" * 31)


def test_no_two_words_sound_alike_even_in_sichuan() -> None:
    from pypinyin import lazy_pinyin

    def heard(word: str) -> tuple[str, ...]:
        return tuple(map(_as_in_sichuan, lazy_pinyin(word)))

    assert len(fingerprints.WORDS) == 256
    assert {len(word) for word in fingerprints.WORDS} == {2}
    assert len({heard(word) for word in fingerprints.WORDS}) == 256


def _as_in_sichuan(sound: str) -> str:
    for written, spoken in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        sound = sound.replace(written, spoken)
    if sound.startswith("n"):
        sound = "l" + sound[1:]
    if sound.startswith("hu") and sound[2:] in ("", "a", "an", "ang", "ei"):
        sound = "f" + (sound[2:] or "u")
    return sound[:-1] if sound.endswith(("ing", "eng")) else sound
