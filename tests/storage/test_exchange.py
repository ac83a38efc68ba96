"""What is exchanged with others, in the store: on SQLCipher and on PostgreSQL alike."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from poswizard.storage.address_book import AddressBook, RecipientRecord, SignerRecord
from poswizard.storage.applications import Applications
from poswizard.storage.audit_log import AuditLog
from poswizard.storage.database import Database
from poswizard.storage.errors import ConflictError, NotFoundError
from poswizard.storage.package_records import PackageRecord
from poswizard.storage.packages import Packages
from poswizard.storage.received_cases import ReceivedBytes, ReceivedCases, ReceivedRecord
from poswizard.storage.replies import Replies, ReplyRecord
from poswizard.storage.scans import Scans
from poswizard.storage.stations import IdentityRecord, StationRecord, Stations
from poswizard.wizard.summary import Summary

FIRST = PackageRecord(revision=1, digest="1" * 64, file_name="x-r1.zip.age", size=9, sequence=1)
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def received(number: int = 1, **values: object) -> ReceivedRecord:
    made = ReceivedRecord(
        package_id=f"package-{number}",
        sender="5" * 64,
        sequence=number,
        number="A-2026-000001",
        revision=number,
        digest=f"{number:064d}",
        inner_digest=f"{number + 100:064d}",
        file_name="x.zip.age",
        size=3,
        verdict="complete",
        applicant="样本甲",
        shop="样本面馆",
        data="{}",
        review="{}",
    )
    return replace(made, **values)  # pyright: ignore[reportArgumentType]


@pytest.fixture
def packages(store: Database) -> Packages:
    return Packages(store)


@pytest.fixture
def cases(store: Database) -> ReceivedCases:
    return ReceivedCases(store)


@pytest.fixture
def application_id(applications: Applications) -> str:
    return applications.new(Summary()).id


def story(store: Database) -> list[str]:
    assert AuditLog(store).verify() is None
    assert AuditLog(store).head_is_sound()
    return [one.what for one in AuditLog(store).everything()]


# packages


def test_an_announced_package_counts_only_once_it_is_confirmed(
    store: Database, packages: Packages, application_id: str
) -> None:
    packages.announce(application_id, FIRST)
    assert packages.of(application_id) == []
    assert [one.package.file_name for one in packages.announced()] == [FIRST.file_name]
    assert packages.next_revision(application_id) == 2
    packages.confirm(application_id, replace(FIRST, sealed_digest="2" * 64))
    packages.confirm(application_id, FIRST)
    (only,) = packages.of(application_id)
    assert (only.sealed_digest, only.sequence, only.is_sealed) == ("2" * 64, 1, True)
    assert packages.announced() == []
    assert Applications(store).load(application_id).listed.revision == 1
    assert story(store) == ["created", "package_written"]


def test_a_withdrawn_package_frees_its_revision(
    store: Database, packages: Packages, application_id: str
) -> None:
    packages.announce(application_id, FIRST)
    packages.withdraw(application_id, FIRST)
    packages.withdraw(application_id, FIRST)
    assert packages.next_revision(application_id) == 1
    assert Applications(store).load(application_id).listed.revision == 0
    assert story(store) == ["created", "package_withdrawn"]
    packages.announce(application_id, FIRST)


def test_two_who_announce_the_same_revision_are_told_apart(
    packages: Packages, application_id: str
) -> None:
    packages.announce(application_id, FIRST)
    with pytest.raises(ConflictError):
        packages.announce(application_id, FIRST)


def test_a_reason_belongs_to_the_revision_that_comes_next(
    store: Database, packages: Packages, application_id: str
) -> None:
    Applications(store).record_package(application_id, FIRST)
    assert packages.amendment(application_id) is None
    packages.amend(application_id, "第一次的说法", "甲")
    packages.amend(application_id, "门头照重拍", "甲")
    amendment = packages.amendment(application_id)
    assert amendment is not None
    assert (amendment.revision, amendment.reason) == (2, "门头照重拍")
    Applications(store).record_package(application_id, replace(FIRST, revision=2))
    assert packages.amendment(application_id) is None
    with pytest.raises(NotFoundError):
        packages.amend("nobody", "x")
    assert story(store)[2:4] == ["amended", "amended"]
    Applications(store).delete(application_id)


# stations and the address book


def test_a_new_certificate_takes_the_place_of_the_old_one(store: Database) -> None:
    stations = Stations(store)
    assert stations.current() is None
    old = stations.take_over(StationRecord(name="样本", fingerprint="a" * 64, certificate=b"1"))
    new = stations.take_over(
        StationRecord(name="样本", fingerprint="b" * 64, certificate=b"2", key=b"secret")
    )
    assert stations.current() == new
    assert [one.id for one in stations.all()] == [new.id, old.id]
    assert "secret" not in repr(new)


def test_a_sequence_number_is_given_once_and_taken_back_only_if_it_is_the_last(
    store: Database,
) -> None:
    stations = Stations(store)
    assert [stations.take_sequence("a" * 64) for _ in range(3)] == [1, 2, 3]
    assert stations.take_sequence("b" * 64) == 1
    assert not stations.give_back_sequence("a" * 64, 2)
    assert stations.give_back_sequence("a" * 64, 3)
    assert stations.take_sequence("a" * 64) == 3


def test_retired_keys_still_open_what_is_old(store: Database) -> None:
    stations = Stations(store)
    kept = "of-this-test"
    stations.add_identity(IdentityRecord(recipient="age1a", name="样本", secret=kept))
    (only,) = stations.identities()
    assert only.secret == kept
    assert only.made_at is not None
    assert kept not in repr(only)


def test_who_is_removed_is_kept_for_the_old_packages(store: Database) -> None:
    book = AddressBook(store)
    book.add_recipient(RecipientRecord(recipient="age1a", name="样本银行", role="institution"))
    book.add_recipient(RecipientRecord(recipient="age1a", name="样本银行改名", role="institution"))
    assert [one.name for one in book.recipients()] == ["样本银行改名"]
    book.remove_recipient("age1a", "甲")
    with pytest.raises(NotFoundError):
        book.remove_recipient("age1a")
    assert book.recipients() == []
    assert len(book.recipients(removed=True)) == 1
    book.add_recipient(RecipientRecord(recipient="age1a", name="样本银行", role="institution"))
    assert len(book.recipients()) == 1


def test_signers_and_revocations_are_kept(store: Database) -> None:
    book = AddressBook(store)
    book.add_signer(SignerRecord(fingerprint="f" * 64, name="样本", certificate=b"x"))
    assert [one.name for one in book.signers()] == ["样本"]
    book.remove_signer("f" * 64)
    assert book.signers() == []
    assert book.add_revocation(b"list", "样本")
    assert not book.add_revocation(b"list", "样本")
    assert [one.data for one in book.revocations()] == [b"list"]
    assert story(store) == ["signer_added", "signer_removed", "revocation_added"]


# received packages and replies


def test_what_is_received_twice_is_stored_once(store: Database, cases: ReceivedCases) -> None:
    picture = ReceivedBytes("documents/ID_FRONT-1.jpg", "image/jpeg", b"jpg")
    stored, is_new = cases.store(received(), [picture])
    again, is_new_again = cases.store(received(), [picture])
    resealed, is_new_resealed = cases.store(received(digest="9" * 64), [])
    assert (is_new, is_new_again, is_new_resealed) == (True, False, False)
    assert stored == again == resealed == cases.get(stored.id)
    files = cases.files(stored.id)
    assert Scans(store).get(files["documents/ID_FRONT-1.jpg"]) == b"jpg"
    assert cases.seen("package-1") == stored.inner_digest
    assert cases.seen("other") is None
    assert story(store) == ["received"]


def test_a_failure_among_the_files_stores_nothing(cases: ReceivedCases) -> None:
    def breaks() -> object:
        yield ReceivedBytes("documents/A-1.jpg", "image/jpeg", b"a")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cases.store(received(), breaks())  # pyright: ignore[reportArgumentType]
    assert cases.all() == []


def test_the_revisions_and_numbers_of_a_sender_are_in_order(cases: ReceivedCases) -> None:
    for number in (3, 1):
        cases.store(received(number), [])
    assert [one.revision for one in cases.revisions("5" * 64, "A-2026-000001")] == [1, 3]
    assert cases.sequences("5" * 64) == [1, 3]


def test_a_received_picture_outlives_the_drafts_that_share_it(
    store: Database, cases: ReceivedCases, applications: Applications
) -> None:
    stored, _ = cases.store(received(), [ReceivedBytes("a", "image/jpeg", b"shared")])
    digest = hashlib.sha256(b"shared").hexdigest()
    draft = applications.new(Summary())
    applications.save(draft.id, 1, {"photos": f'{{"front": "{digest}"}}'}, Summary())
    applications.delete(draft.id)
    assert Scans(store).drop_unused(LATER) == 0
    assert Scans(store).get(digest) == b"shared"
    cases.remove(stored.id)
    with pytest.raises(NotFoundError):
        Scans(store).get(digest)
    with pytest.raises(NotFoundError):
        cases.get(stored.id)


def test_a_reply_is_taken_in_once(store: Database, application_id: str) -> None:
    replies = Replies(store)
    reply = ReplyRecord(
        revision=1,
        decision="accept",
        signer="6" * 64,
        signed=b"signed",
        application_id=application_id,
    )
    assert replies.open(reply)
    assert not replies.open(reply)
    assert replies.knows(reply.digest)
    assert [one.decision for one in replies.of_application(application_id)] == ["accept"]
    assert story(store) == ["created", "reply_opened"]
    with pytest.raises(NotFoundError):
        replies.open(replace(reply, application_id="nobody", signed=b"other"))
    Applications(store).delete(application_id)
    assert not replies.knows(reply.digest)


def test_replies_given_belong_to_what_was_received(store: Database, cases: ReceivedCases) -> None:
    stored, _ = cases.store(received(), [])
    replies = Replies(store)
    given = replies.give(
        ReplyRecord(
            revision=1,
            decision="reject",
            signer="6" * 64,
            signed=b"signed",
            received_id=stored.id,
        )
    )
    assert replies.of_received(stored.id) == [given]
    cases.remove(stored.id)
    assert not replies.knows(given.digest)
