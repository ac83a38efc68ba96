from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from poswizard.package.bag_writer import packed_bag
from poswizard.package.errors import CancelledError
from poswizard.package.outcome import Outcome
from poswizard.package.seal import age, cms, names, statement
from poswizard.package.seal.open_sealed import open_sealed
from poswizard.package.seal.pdf_signature import signed_pdf
from poswizard.package.seal.recipients import Role
from poswizard.package.seal.revocations import read_revocations
from poswizard.package.seal.statement import Addressee, AuditHead, Statement
from poswizard.package.seal.stations import Station, installed, new_station, request
from poswizard.package.seal.suite import Suite
from poswizard.package.watch import Watch
from tests.package.raw_zip import TOP
from tests.package.seal.world import (
    INFO,
    NOW,
    Authority,
    identity,
    opened,
    order,
    payload,
    put,
    recipient,
    sealed_in,
    settle,
    signer,
    small_pdf,
    station,
    trust,
)


def stated(**changed: object) -> Statement:
    """What an honest sender would state."""
    people = [recipient(), recipient("应急样本", Role.RECOVERY)]
    honest = Statement(
        suite=Suite.AGE_P256.value,
        package_id="0b6f3f1e-6f0f-4d53-8a55-1d5d9b8e6a01",
        name=TOP,
        sequence=1,
        signer=station().fingerprint,
        signer_name=station().name,
        recipients=tuple(Addressee(one.name, one.fingerprint) for one in people),
        sealed_at=NOW,
    )
    return replace(honest, **changed)  # type: ignore[arg-type]


def made(
    folder: Path,
    inside: bytes | None,
    *,
    by: Station | None = None,
    to: list[str] | None = None,
    form: bytes | None = None,
) -> Path:
    """A sealed package put together by hand, so that one thing can be wrong; `inside` is seal.json."""
    by = by or station()
    files = payload() | {"data/application.pdf": form or signed_pdf(small_pdf(), by, NOW)}
    if inside is not None:
        files[statement.PATH] = inside
    plain = packed_bag(folder, TOP, files, INFO, Watch())
    people = [recipient().age, recipient("应急样本").age] if to is None else to
    sealed = age.encrypt(plain, people)
    return put(folder, sealed, cms.detached(hashlib.sha256(sealed).digest(), by, NOW))


def test_a_sealed_package_is_complete_and_says_who_sent_it(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path, order(sequence=7, audit=AuditHead(12, "ab" * 32)))
    found = opened(sealed.path)
    assert (found.outcome, found.reason) == (Outcome.COMPLETE, None)
    assert found.is_complete
    assert found.sender == signer()
    assert found.certificate == station().certificate
    assert found.statement == sealed.statement
    assert found.statement
    assert (found.statement.sequence, found.statement.audit) == (7, AuditHead(12, "ab" * 32))
    assert found.bag
    assert found.bag.sha256 == sealed.bag_sha256
    assert len(found.checked) == 9
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{TOP}.zip.age",
        f"{TOP}.zip.age.p7s",
    ]


def test_the_signature_file_stands_for_the_package(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    assert opened(sealed.signature_path).is_complete
    assert names.is_sealed(sealed.path)
    assert names.is_sealed(sealed.signature_path)
    assert not names.is_sealed(tmp_path / f"{TOP}.zip")


def test_the_recovery_key_opens_it_too(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    assert opened(sealed.path, trust(identities=(identity("应急样本"),))).is_complete


def test_an_unknown_sender_is_not_decrypted(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    found = opened(sealed.path, trust(signers=()))
    assert found.outcome is Outcome.UNKNOWN_SENDER
    assert found.checked == ()
    assert found.bag is None
    assert found.certificate == station().certificate
    assert found.reason
    assert "样本支行柜台 2" in found.reason.zh


def test_a_forger_with_the_public_key_is_unknown_whatever_name_it_takes(tmp_path: Path) -> None:
    forger = new_station(station().name, NOW)
    sealed = sealed_in(tmp_path, order(station=forger))
    assert opened(sealed.path).outcome is Outcome.UNKNOWN_SENDER


def test_a_package_for_somebody_else_is_not_for_us(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path, order(recipients=(recipient("另一家样本机构"),)))
    assert opened(sealed.path).outcome is Outcome.NOT_FOR_US
    assert opened(sealed.path, trust(identities=())).outcome is Outcome.NOT_FOR_US


def test_a_revoked_sender_is_refused(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    revoked = replace(signer(), revoked_on=NOW.date())
    assert opened(sealed.path, trust(signers=(revoked,))).outcome is Outcome.REVOKED_SENDER


def test_a_certificate_is_valid_when_signed_and_when_received(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    late = opened(sealed.path, now=NOW + timedelta(days=4 * 365))
    assert late.outcome is Outcome.EXPIRED_SENDER
    assert late.reason
    assert "2029" in late.reason.zh
    old_clock = cms.detached(
        hashlib.sha256(sealed.path.read_bytes()).digest(), station(), NOW - timedelta(days=365)
    )
    sealed.signature_path.write_bytes(old_clock)
    assert opened(sealed.path).outcome is Outcome.EXPIRED_SENDER


def test_an_authority_stands_for_the_stations_it_issued_to(tmp_path: Path) -> None:
    root = Authority()
    middle = Authority("样本省分中心", above=root)
    leaf = middle.issue(request(station()))
    pem = leaf.pem + middle.certificate.pem + root.certificate.pem
    issued = installed(station(), pem, NOW, [root.certificate])
    sealed = sealed_in(tmp_path, order(station=issued))
    known = signer(Station(root.certificate, station().key))
    assert known.is_authority
    found = opened(sealed.path, trust(signers=(known,)))
    assert found.is_complete
    assert (found.sender, found.certificate) == (known, leaf)
    crl = read_revocations(middle.crl(leaf), [root.certificate, middle.certificate])
    refused = trust(signers=(known,), revocations=(crl,))
    assert opened(sealed.path, refused).outcome is Outcome.REVOKED_SENDER
    also_pinned = trust(signers=(signer(issued),), revocations=(crl,))
    assert opened(sealed.path, also_pinned).outcome is Outcome.REVOKED_SENDER


def test_a_station_is_no_authority(tmp_path: Path) -> None:
    """A trusted station cannot bring in another one by issuing to it."""
    other = new_station("样本另一台", NOW)
    fake = Authority(station().name)
    leaf = fake.issue(request(other))
    sealed = sealed_in(tmp_path, order(station=Station(leaf, other.key, (station().certificate,))))
    assert opened(sealed.path).outcome is Outcome.UNKNOWN_SENDER


def test_certificates_that_do_not_belong_may_not_travel_along(tmp_path: Path) -> None:
    stranger = Station(station().certificate, station().key, (Authority().certificate,))
    sealed = sealed_in(tmp_path, order(station=stranger))
    assert opened(sealed.path).outcome is Outcome.UNKNOWN_SENDER


def test_a_stripped_signature_is_incomplete(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    sealed.signature_path.unlink()
    found = opened(sealed.path)
    assert (found.outcome, found.entry) == (Outcome.INCOMPLETE, sealed.signature_path.name)


def test_a_signature_alone_is_incomplete(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    sealed.path.unlink()
    found = opened(sealed.signature_path)
    assert (found.outcome, found.entry) == (Outcome.INCOMPLETE, sealed.path.name)


def test_what_is_not_there_is_unreadable(tmp_path: Path) -> None:
    assert opened(tmp_path / "none.zip.age").outcome is Outcome.UNREADABLE
    (tmp_path / "a.zip.age.p7s").mkdir()
    assert opened(tmp_path / "a.zip.age").outcome is Outcome.UNREADABLE
    assert opened(tmp_path / "a.zip.age.crdownload").outcome is Outcome.STILL_BEING_COPIED


def test_a_swapped_signature_is_altered(tmp_path: Path) -> None:
    one, other = sealed_in(tmp_path / "1"), sealed_in(tmp_path / "2", order(sequence=2))
    other.signature_path.replace(one.signature_path)
    found = opened(one.path)
    assert (found.outcome, found.entry) == (Outcome.ALTERED, one.path.name)


def test_a_file_that_has_just_changed_may_still_be_arriving(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    whole = sealed.path.read_bytes()
    sealed.path.write_bytes(whole[:-100])
    assert open_sealed(sealed.path, trust(), NOW).outcome in {
        Outcome.STILL_BEING_COPIED,
        Outcome.ALTERED,  # a clock behind that of the disk
    }
    settle(sealed.path)
    assert opened(sealed.path).outcome is Outcome.ALTERED


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    with sealed.path.open("ab") as file:
        file.truncate(names.MAX_SEALED + 1)
    settle(sealed.path)
    assert opened(sealed.path).outcome is Outcome.UNREADABLE


def test_a_replay_is_told_from_a_new_package(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path)
    seen = {sealed.statement.package_id: sealed.bag_sha256}
    again = opened(sealed.path, trust(seen=seen.get))
    assert again.outcome is Outcome.REPLAY
    assert again.bag
    other = opened(sealed.path, trust(seen=lambda _: "00" * 32))
    assert other.outcome is Outcome.REPLAY
    assert other.reason != again.reason


def test_what_is_put_together_by_hand_is_taken_when_all_is_right(tmp_path: Path) -> None:
    found = opened(made(tmp_path, stated().to_bytes()))
    assert (found.outcome, found.reason) == (Outcome.COMPLETE, None)


@pytest.mark.parametrize(
    ("changed", "outcome", "words"),
    [
        ({"suite": Suite.SM.value}, Outcome.ALTERED, "algorithms it states"),
        ({"suite": "rot13"}, Outcome.NEWER_FORMAT, "does not know"),
        ({"signer": "00" * 32}, Outcome.ALTERED, "the signer it states"),
        ({"name": "A-2026-000002-r1"}, Outcome.ALTERED, "the number it states"),
        ({"recipients": ()}, Outcome.ALTERED, "another number of recipients"),
        (
            {"recipients": (Addressee("甲", "00" * 32), Addressee("乙", "11" * 32))},
            Outcome.NOT_FOR_US,
            "not among",
        ),
        ({"sequence": 0}, Outcome.ALTERED, "not worded"),
        ({"package_id": "1"}, Outcome.ALTERED, "not worded"),
        ({"signer": "XY"}, Outcome.ALTERED, "not worded"),
    ],
)
def test_a_statement_that_contradicts_is_refused(
    tmp_path: Path, changed: dict[str, object], outcome: Outcome, words: str
) -> None:
    found = opened(made(tmp_path, stated(**changed).to_bytes()))
    assert (found.outcome, found.entry) == (outcome, statement.PATH)
    assert found.reason
    assert words in found.reason.en


@pytest.mark.parametrize("inside", [None, b"{}", b"[]", b"{", b'{"format": 1}'])
def test_a_package_without_a_statement_is_altered(tmp_path: Path, inside: bytes | None) -> None:
    assert opened(made(tmp_path, inside)).outcome is Outcome.ALTERED


def test_a_newer_statement_asks_for_an_update(tmp_path: Path) -> None:
    newer = stated().to_bytes().replace(b'"version": 1', b'"version": 2')
    assert opened(made(tmp_path, newer)).outcome is Outcome.NEWER_FORMAT


def test_statement_of_other_wording_is_altered(tmp_path: Path) -> None:
    spaced = stated().to_bytes().replace(b": 1", b":  1")
    assert opened(made(tmp_path, spaced)).outcome is Outcome.ALTERED


def test_another_trusted_station_cannot_pass_a_package_off_as_its_own(tmp_path: Path) -> None:
    """It signs what a colleague encrypted."""
    thief = new_station("样本支行柜台 9", NOW)
    sealed = sealed_in(tmp_path)
    sealed.signature_path.write_bytes(
        cms.detached(hashlib.sha256(sealed.path.read_bytes()).digest(), thief, NOW)
    )
    found = opened(sealed.path, trust(signers=(signer(), signer(thief))))
    assert found.outcome is Outcome.ALTERED


def test_a_form_signed_by_another_or_by_nobody_is_altered(tmp_path: Path) -> None:
    other = signed_pdf(small_pdf(), new_station("样本他人", NOW), NOW)
    found = opened(made(tmp_path, stated().to_bytes(), form=other))
    assert (found.outcome, found.entry) == (Outcome.ALTERED, "data/application.pdf")
    found = opened(made(tmp_path, stated().to_bytes(), form=small_pdf()))
    assert (found.outcome, found.entry) == (Outcome.ALTERED, "data/application.pdf")


def test_a_damaged_bag_from_a_trusted_sender_is_altered(tmp_path: Path) -> None:
    plain = packed_bag(tmp_path, TOP, payload(), INFO, Watch())
    for inside in (plain[:-1], plain.replace(b"specimen", b"SPECIMEN"), b"", b"no zip at all"):
        sealed = age.encrypt(inside, [recipient().age])
        path = put(tmp_path, sealed, cms.detached(hashlib.sha256(sealed).digest(), station(), NOW))
        assert opened(path).outcome in {Outcome.ALTERED, Outcome.UNREADABLE}


def test_a_sender_whose_encryption_is_damaged_is_altered(tmp_path: Path) -> None:
    sealed = bytearray(age.encrypt(b"x" * 1000, [recipient().age]))
    sealed[-1] ^= 1
    data = bytes(sealed)
    path = put(tmp_path, data, cms.detached(hashlib.sha256(data).digest(), station(), NOW))
    assert opened(path).outcome is Outcome.ALTERED


def test_progress_ends_at_one_and_cancelling_is_heard(tmp_path: Path) -> None:
    path, told = sealed_in(tmp_path).path, list[float]()
    assert open_sealed(path, trust(), NOW, told.append).is_complete
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(CancelledError):
        open_sealed(path, trust(), NOW, cancelled=lambda: True)
