"""Catalogue bundles: signed by a trusted publisher or not taken at all; applied, and gone back from."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import date
from pathlib import Path

import pytest

from poswizard import paths
from poswizard.providers import installed
from poswizard.providers.bundle import document, fingerprint, read_bundle
from poswizard.providers.errors import BundleError, ProviderFileError
from poswizard.providers.installed import Installed
from tests.providers.conftest import NEW_PACK, OWN_SOURCE, TODAY, Publisher, publisher_in

BANK = (paths.resources() / "providers" / "bank.toml").read_text(encoding="utf-8")
PACKS = {"bank": BANK}


def refused(data: bytes, *signers: bytes, today: date = TODAY) -> str:
    with pytest.raises(BundleError) as error:
        read_bundle(data, signers, today)
    return error.value.text.zh


def test_a_bundle_of_a_trusted_publisher_is_taken(publisher: Publisher):
    bundle = read_bundle(publisher.bundle(PACKS, "2026.12"), [publisher.certificate], TODAY)

    assert (bundle.version, bundle.issued, dict(bundle.packs)) == ("2026.12", TODAY, PACKS)
    assert bundle.signer == fingerprint(publisher.certificate)
    assert bundle.pack("bank").provider.key == "bank"


def test_openssl_reads_it_without_the_program(publisher: Publisher, tmp_path: Path):
    (tmp_path / "b").write_bytes(publisher.bundle(PACKS))
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-in", tmp_path / "b", "-CAfile"]
    shown = subprocess.run(
        [*command, publisher.folder / "cert.pem"], check=True, capture_output=True
    )

    assert json.loads(shown.stdout)["packs"] == PACKS


def test_a_stranger_s_bundle_is_refused(publisher: Publisher, tmp_path: Path):
    stranger = publisher_in(tmp_path / "stranger")

    assert "不在可信名单" in refused(stranger.bundle(PACKS), publisher.certificate)
    assert "不在可信名单" in refused(publisher.bundle(PACKS))


def test_a_certificate_that_is_not_valid_today_is_refused(tmp_path: Path):
    old = publisher_in(tmp_path / "old", 2020, 2021)

    assert "不在有效期" in refused(old.bundle(PACKS), old.certificate)


def test_content_changed_under_its_signature_is_refused(publisher: Publisher):
    data = publisher.bundle(PACKS)
    changed = data.replace(b'"version": "1"', b'"version": "9"')

    assert changed != data
    assert "与签名不符" in refused(changed, publisher.certificate)


def test_nothing_that_is_not_signed_gets_in_by_mutation(publisher: Publisher):
    """Bits of what the signature covers cannot be changed; elsewhere they change nothing that is read."""
    data, chance = publisher.bundle(PACKS), random.Random(20261120)  # noqa: S311
    sound = read_bundle(data, [publisher.certificate], TODAY)
    for _ in range(300):
        mutant = bytearray(data)
        mutant[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            read = read_bundle(bytes(mutant), [publisher.certificate], TODAY)
        except BundleError:
            continue
        assert read == sound


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "else"}, "完整"),
        ({"format_version": 2}, "升级程序"),
        ({"issued": "yesterday"}, "完整"),
        ({"packs": {}}, "完整"),
        ({"version": "../x"}, "完整"),
        ({"extra": 1}, "完整"),
    ],
)
def test_signed_content_of_another_form_is_refused(
    publisher: Publisher, change: dict[str, object], words: str
):
    content = json.loads(document(PACKS, "1", TODAY)) | change

    data = publisher.signs(json.dumps(content).encode())
    assert words in refused(data, publisher.certificate)


def test_a_key_that_stands_twice_is_refused(publisher: Publisher):
    content = document(PACKS, "1", TODAY).replace(b"{", b'{"format": "poswizard-providers",', 1)

    assert "完整" in refused(publisher.signs(content), publisher.certificate)


def test_a_detached_or_unsigned_file_is_no_bundle(publisher: Publisher):
    content = document(PACKS, "1", TODAY)

    assert "完整" in refused(content, publisher.certificate)
    assert "完整" in refused(publisher.signs(content, "-noattr"), publisher.certificate)
    assert "完整" in refused(b"\0" * (5 * 1024 * 1024), publisher.certificate)
    assert "PEM" in refused(publisher.signs(content), b"no certificate")


def test_a_pack_that_cannot_be_used_is_not_signed_nor_taken(publisher: Publisher):
    wrong = {"sample_pay": NEW_PACK + OWN_SOURCE.replace("source", "sauce")}
    content = json.loads(document(PACKS, "1", TODAY)) | {"packs": wrong}

    with pytest.raises(ProviderFileError, match="source"):
        document(wrong, "1", TODAY)
    with pytest.raises(ProviderFileError, match="source"):
        read_bundle(publisher.signs(json.dumps(content).encode()), [publisher.certificate], TODAY)


def applied(version: str) -> Installed:
    return Installed(version, TODAY, PACKS, "ab", TODAY)


def test_the_last_bundle_is_in_force_until_it_is_rolled_back(tmp_path: Path):
    for number in range(1, 8):
        installed.install(tmp_path, applied(str(number)))

    assert [one.version for one in installed.history(tmp_path)] == ["3", "4", "5", "6", "7"]
    assert installed.roll_back(tmp_path) == applied("7")
    assert installed.in_force(tmp_path) == applied("6")
    installed.install(tmp_path, applied("8"))
    assert installed.in_force(tmp_path) == applied("8")


def test_a_bundle_half_written_is_not_there(tmp_path: Path):
    installed.install(tmp_path, applied("1"))
    (tmp_path / "0002.part").write_text("{", encoding="utf-8")

    assert installed.in_force(tmp_path) == applied("1")
    installed.install(tmp_path, applied("2"))
    assert installed.in_force(tmp_path) == applied("2")


def test_without_a_bundle_there_is_nothing_to_go_back_from(tmp_path: Path):
    assert installed.roll_back(tmp_path / "none") is None
    assert installed.in_force(tmp_path / "none") is None
