"""Recipients, identities, trusted signers and revocation lists, as files and codes bring them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poswizard.package.seal.errors import (
    KeyTextError,
    NoInstitutionError,
    RevocationError,
    SealError,
    SuiteNotHereError,
)
from poswizard.package.seal.key_text import Source
from poswizard.package.seal.recipients import (
    Recipient,
    Role,
    advice,
    identity_from_text,
    new_identity,
    recipient_from_text,
    require_recipients,
)
from poswizard.package.seal.revocations import read_revocations
from poswizard.package.seal.signers import signer_as_text, signer_from_text
from poswizard.package.seal.stations import request
from poswizard.package.seal.suite import Suite, algorithms_of, available
from tests.package.seal.world import ADDED, NOW, Authority, identity, recipient, signer, station

NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=64)


@settings(max_examples=50, deadline=None)
@given(NAMES, st.sampled_from(Role))
def test_a_recipient_comes_back_from_its_line(name: str, role: Role) -> None:
    try:
        made = recipient_from_text(identity().age, ADDED, name, role)
    except KeyTextError:
        return  # nothing that can be shown
    assert recipient_from_text(made.as_text() + "\n", ADDED) == made
    assert "\n" not in made.as_text()


def test_a_bare_age_key_needs_a_name() -> None:
    with pytest.raises(KeyTextError):
        recipient_from_text(identity().age, ADDED)
    text = f"# created by age-keygen\n{identity().age}\n"
    found = recipient_from_text(text, ADDED, "样本机构", Role.RECOVERY)
    assert found == Recipient("样本机构", identity().age, Role.RECOVERY, ADDED)


def test_a_fingerprint_is_what_sha256sum_says() -> None:
    import hashlib

    assert recipient().fingerprint == hashlib.sha256(identity().age.encode()).hexdigest()
    assert identity().fingerprint == recipient().fingerprint


def test_a_secret_key_is_refused_and_not_repeated() -> None:
    secret = identity().secret
    for text in (
        secret,
        secret.lower(),
        f"poswizard:recipient?v=1&role=recovery&key={secret}&name=a",
    ):
        with pytest.raises(KeyTextError) as caught:
            recipient_from_text(text, ADDED, "样本")
        assert secret[20:] not in str(caught.value.text.zh) + repr(caught.value)
        assert "私钥" in caught.value.text.zh


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1qqqq",
        "hello",
        "age1a\nage1b",
        "poswizard:recipient?",
        "poswizard:recipient?v=1",
        "poswizard:recipient?v=1&role=king&key=age1&name=a",
        "poswizard:recipient?v=1&v=1",
        "poswizard:recipient?v=1&name=%ff",
        "poswizard:recipient?v=1&" + "&".join(f"a{n}=1" for n in range(20)),
    ],
)
def test_what_is_no_recipient_is_refused_in_words(text: str) -> None:
    with pytest.raises(KeyTextError) as caught:
        recipient_from_text(text, ADDED, "样本")
    assert caught.value.text.zh.endswith("。")


def test_a_newer_line_asks_for_an_update() -> None:
    newer = recipient().as_text().replace("v=1", "v=2")
    with pytest.raises(KeyTextError, match="升级"):
        recipient_from_text(newer, ADDED)


def test_one_changed_character_of_a_key_is_noticed() -> None:
    key = identity().age
    for at in range(5, len(key)):
        other = "q" if key[at] != "q" else "p"
        with pytest.raises(KeyTextError):
            recipient_from_text(key[:at] + other + key[at + 1 :], ADDED, "样本")


def test_an_identity_is_typed_from_paper_with_spaces() -> None:
    secret = identity().secret
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)).lower()
    assert identity_from_text(spaced, "样本").secret == secret
    assert identity_from_text(f"# comment\n{secret}\n", "样本").age == identity().age
    assert secret not in repr(identity())
    for text in ("", "AGE-SECRET-KEY-1", secret[:-1], secret * 2):
        with pytest.raises(KeyTextError):
            identity_from_text(text, "样本")


def test_an_institution_is_needed_and_two_recovery_keys_are_advised() -> None:
    people = [recipient(), recipient("应急样本", Role.RECOVERY)]
    assert require_recipients([*people, recipient()]) == people
    with pytest.raises(NoInstitutionError):
        require_recipients(people[1:])
    with pytest.raises(SealError):
        require_recipients(
            [new_identity("样本").as_recipient(Role.INSTITUTION, ADDED) for _ in range(21)]
        )
    said = advice(people)
    assert said
    assert "1" in said.zh
    assert advice([*people, recipient("应急样本二", Role.RECOVERY)]) is None


def test_a_signer_comes_back_from_its_code_and_its_file() -> None:
    made = signer()
    assert signer_from_text(signer_as_text(station().certificate), ADDED) == made
    assert signer_from_text(station().certificate.pem, ADDED) == made
    assert signer_from_text(station().certificate.der, ADDED) == made
    assert len(signer_as_text(station().certificate)) < 1_500  # fits a code that a phone reads


@pytest.mark.parametrize(
    "text", ["", "x", "poswizard:signer?v=1&cert=AAAA&name=a", b"\xff" * 50_000]
)
def test_what_is_no_signer_is_refused(text: str | bytes) -> None:
    with pytest.raises(SealError):
        signer_from_text(text, ADDED)


def test_a_revocation_list_counts_when_a_known_issuer_signed_it() -> None:
    root, stranger = Authority(), Authority()
    leaf = root.issue(request(station()))
    crl = root.crl(leaf, number=5)
    found = read_revocations(crl, [stranger.certificate, root.certificate])
    assert found.revokes(leaf, root.certificate)
    assert not found.revokes(leaf, stranger.certificate)
    assert (found.number, found.serials) == (5, frozenset({leaf.serial}))
    assert found.issued_on < NOW < (found.next_on or NOW)
    with pytest.raises(RevocationError):
        read_revocations(crl, [stranger.certificate])
    older = read_revocations(root.crl(number=4), [root.certificate])
    assert older.is_older_than(found)
    assert not found.is_older_than(older)


@pytest.mark.parametrize(
    "data", [b"", b"x", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----"]
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(RevocationError):
        read_revocations(data, [station().certificate])


def test_the_national_suite_has_its_place_and_says_what_it_needs() -> None:
    assert available() == [Suite.AGE_P256]
    with pytest.raises(SuiteNotHereError) as caught:
        algorithms_of(Suite.SM)
    assert "USB Key" in caught.value.text.zh


def test_every_source_has_words() -> None:
    assert all(source.label.zh for source in Source)
