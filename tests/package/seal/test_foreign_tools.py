"""What other tools say of our files, and what we say of theirs."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import bagit
import pikepdf
import pytest

from poswizard.package.outcome import Outcome
from poswizard.package.seal import cms, statement
from poswizard.package.seal.keys import SoftwareKey
from poswizard.package.seal.open_sealed import SealedVerdict
from poswizard.package.seal.papers import KEY_FILE, SENDER_FILE, commands
from poswizard.package.seal.pdf_signature import signature_in, signed_pdf
from poswizard.package.seal.seal import Sealed
from poswizard.package.seal.stations import Station, installed, new_station, request
from poswizard.package.typesetting import typeset
from tests.package.raw_zip import TOP
from tests.package.seal.world import (
    Authority,
    identity,
    opened,
    order,
    sealed_in,
    settle,
    signer,
    small_pdf,
    trust,
)

TODAY = datetime.now(UTC)
"""Other tools look at the computer's clock."""


@cache
def sender() -> Station:
    """A station whose certificate is valid on this computer's day."""
    return new_station("样本支行柜台 2", TODAY)


def sealed_today(folder: Path, by: Station | None = None) -> Sealed:
    return sealed_in(folder, order(station=by or sender(), now=TODAY))


def opened_today(path: Path) -> SealedVerdict:
    return opened(path, trust(signers=(signer(sender()),)), TODAY)


def write_key(file: Path) -> None:
    """The sender's secret, as other tools want it."""
    key = sender().key
    assert isinstance(key, SoftwareKey)
    file.write_bytes(key.pkcs8)


def needs(*tools: str) -> pytest.MarkDecorator:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{missing} not installed")


def run(command: str, folder: Path) -> str:
    """What a command says on either stream; it must succeed."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@needs("openssl", "age", "unzip")
def test_the_five_lines_of_the_cover_sheet_check_and_open_a_package(tmp_path: Path) -> None:
    sealed_today(tmp_path)
    (tmp_path / SENDER_FILE).write_bytes(sender().certificate.pem)
    (tmp_path / KEY_FILE).write_text(f"# key\n{identity().secret}\n")
    said = [run(line, tmp_path) for line in commands(TOP)[:4]]
    fingerprint = said[0].strip().rpartition("=")[2].replace(":", "").lower()
    assert fingerprint == sender().fingerprint
    assert "Verification successful" in said[1]
    whole = run(commands(TOP)[4], tmp_path)
    assert whole.count(": OK\n") == len(list((tmp_path / TOP / "data").rglob("*.*")))
    found = opened_today(tmp_path / f"{TOP}.zip.age")
    assert found.bag
    unpacked = (tmp_path / f"{TOP}.zip").read_bytes()
    assert hashlib.sha256(unpacked).hexdigest() == found.bag.sha256
    assert bagit.Bag(str(tmp_path / TOP)).is_valid()


@needs("openssl")
def test_the_second_line_refuses_what_we_refuse(tmp_path: Path) -> None:
    sealed = sealed_today(tmp_path)
    (tmp_path / SENDER_FILE).write_bytes(new_station("样本他人", TODAY).certificate.pem)
    with pytest.raises(AssertionError, match="failure"):
        run(commands(TOP)[1], tmp_path)
    (tmp_path / SENDER_FILE).write_bytes(sender().certificate.pem)
    data = bytearray(sealed.path.read_bytes())
    data[-1] ^= 1
    sealed.path.write_bytes(data)
    with pytest.raises(AssertionError, match="failure"):
        run(commands(TOP)[1], tmp_path)


@needs("openssl")
def test_openssl_follows_the_chain_of_an_issued_certificate(tmp_path: Path) -> None:
    root = Authority()
    middle = Authority("样本省分中心", above=root)
    leaf = middle.issue(request(sender()))
    pem = leaf.pem + middle.certificate.pem + root.certificate.pem
    sealed_in(tmp_path, order(station=installed(sender(), pem, TODAY)))
    (tmp_path / SENDER_FILE).write_bytes(root.certificate.pem)
    assert "Verification successful" in run(f"{commands(TOP)[1]} -no_check_time", tmp_path)


@needs("openssl", "age")
def test_what_age_encrypts_and_openssl_signs_is_opened_here(tmp_path: Path) -> None:
    """The other direction: our bag, their encryption and signature."""
    sealed = sealed_today(tmp_path)
    (tmp_path / KEY_FILE).write_text(identity().secret + "\n")
    (tmp_path / SENDER_FILE).write_bytes(sender().certificate.pem)
    write_key(tmp_path / "station.der")
    name, ages = f"{TOP}.zip.age", [identity().age, identity("应急样本").age]
    run(f"age -d -i {KEY_FILE} -o plain {name}", tmp_path)
    run(f"age -r {ages[0]} -r {ages[1]} -o {name} plain", tmp_path)
    run(
        f"openssl cms -sign -binary -in {name} -signer {SENDER_FILE} -inkey station.der"
        f" -keyform DER -outform DER -md sha256 -cades -nosmimecap -out {name}.p7s",
        tmp_path,
    )
    settle(sealed.path, sealed.signature_path)
    assert opened_today(sealed.path).is_complete


@needs("openssl")
def test_openssl_reads_request_certificate_and_signed_file(tmp_path: Path) -> None:
    (tmp_path / "a.csr").write_bytes(request(sender()))
    assert "OK" in run("openssl req -in a.csr -verify -noout", tmp_path)
    (tmp_path / SENDER_FILE).write_bytes(sender().certificate.pem)
    check = f"openssl verify -CAfile {SENDER_FILE} {SENDER_FILE}"
    assert "OK" in run(check, tmp_path)
    (tmp_path / "a.p7m").write_bytes(cms.signed_file(b"reply\n", sender(), TODAY))
    said = run(f"openssl cms -verify -inform DER -in a.p7m -CAfile {SENDER_FILE}", tmp_path)
    assert "reply" in said


@needs("pdfsig", "qpdf")
def test_pdfsig_and_qpdf_find_the_printed_form_valid(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(signed_pdf(small_pdf(), sender(), TODAY))
    said = run("pdfsig -nocert a.pdf", tmp_path)
    for words in (
        "Signature is Valid",
        "ETSI.CAdES.detached",
        "Total document signed",
        sender().name,
    ):
        assert words in said
    assert "No syntax or stream encoding errors" in run("qpdf --check a.pdf", tmp_path)


def test_signing_leaves_the_metadata_of_a_pdf_a_as_they_are() -> None:
    words = {"title": "样本", "subtitle": "", "number": "", "revision": "", "made": [2026, 11, 20]}
    plain = typeset("sheet", words | {"blocks": [{"kind": "text", "words": "样本"}], "note": ""})
    signed = signed_pdf(plain, sender(), TODAY)
    assert signed.startswith(plain)
    with pikepdf.open(BytesIO(plain)) as before, pikepdf.open(BytesIO(signed)) as after:
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()
        assert "/Version" not in after.Root
        assert after.open_metadata().pdfa_status == "2B"
        field = after.Root.AcroForm.Fields[0]
        assert int(field.F) == 132  # print and locked: ISO 19005-2, 6.3.2
        assert [int(side) for side in field.Rect] == [0, 0, 0, 0]
    assert signature_in(signed).certificate == sender().certificate


@needs("age")
def test_a_passphrase_or_armour_is_refused_before_a_key_is_used(tmp_path: Path) -> None:
    armoured = run(f"echo x | age -a -r {identity().age}", tmp_path).encode()
    scrypt = b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 22\n" + b"A" * 43
    for sealed in (armoured, scrypt + b"\n--- " + b"A" * 43 + b"\n" + bytes(64)):
        path = tmp_path / "a.zip.age"
        path.write_bytes(sealed)
        signature = cms.detached(hashlib.sha256(sealed).digest(), sender(), TODAY)
        path.with_name("a.zip.age.p7s").write_bytes(signature)
        settle(path)
        assert opened_today(path).outcome is Outcome.ALTERED


@needs("openssl")
def test_a_weaker_digest_is_no_signature_here(tmp_path: Path) -> None:
    """A downgrade: SHA-1, or SHA-256 without the certificate named, by the very same key."""
    sealed = sealed_today(tmp_path)
    (tmp_path / SENDER_FILE).write_bytes(sender().certificate.pem)
    write_key(tmp_path / "station.der")
    for options in ("-md sha1 -cades -nosmimecap", "-md sha256 -nosmimecap", "-md sha256 -noattr"):
        run(
            f"openssl cms -sign -binary -in {sealed.path.name} -signer {SENDER_FILE}"
            f" -inkey station.der -keyform DER -outform DER {options} -out {sealed.path.name}.p7s",
            tmp_path,
        )
        settle(sealed.signature_path)
        assert opened_today(sealed.path).outcome is Outcome.ALTERED


def test_the_statement_is_in_the_bag_that_others_unpack(tmp_path: Path) -> None:
    found = opened_today(sealed_today(tmp_path).path)
    assert found.bag
    assert found.statement
    inside = found.bag.files[statement.PATH].read()
    assert statement.read_statement(inside) == found.statement
    assert found.statement.signer.encode() in inside
