"""What a provider's pack says of sealing: its own key, from a signed bundle, and a manifest by SM3."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from poswizard import paths
from poswizard.office import Draft, Office
from poswizard.office.dispatch import Sealing
from poswizard.package.outcome import Outcome
from poswizard.package.seal import age
from poswizard.package.seal.key_text import Source
from poswizard.package.seal.recipients import Identity, fingerprint_of, new_identity
from poswizard.package.tag_files import SM3_MANIFEST
from poswizard.providers import catalogue
from poswizard.providers.errors import BundleError
from poswizard.storage.audit_log import AuditLog
from tests.package.packed import TODAY
from tests.providers.conftest import Publisher, publisher_in

SOURCE = 'source = "样本：机构公告"\ntrust = "A"\nas_of = "2026-11"\n'
SHIPPED = paths.resources() / "providers"


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    return publisher_in(tmp_path_factory.mktemp("publisher"))


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    """No other test is asked by the packs of these."""
    yield
    catalogue.use(Path("nowhere"))
    catalogue.forget()


@pytest.fixture
def identity() -> Identity:
    """The key of the provider whose pack names it."""
    return new_identity("样本机构")


@pytest.fixture
def draft(sender: Office) -> Draft:
    """The complete application."""
    return sender.open(sender.page("", "", "", "", 0, 1)[0].id)


def key_of(identity: Identity) -> str:
    return f'recipient = "{identity.age}"\nfingerprint = "{fingerprint_of(identity.age)}"\n'


def pack(key: str, sealing: str) -> str:
    """The shipped pack with a fictitious section on sealing, revised today."""
    text = (SHIPPED / f"{key}.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("\n[")
    revised = head.replace('revised = "2026-11-23"', 'revised = "2026-12-31"')
    return f"{revised}\n[sealing]\n{sealing}{SOURCE}\n[{rest}"


def update(office: Office, publisher: Publisher, tmp_path: Path, toml: str, version: str) -> None:
    key = chosen(office)
    file = tmp_path / f"{version}.poswizard-providers"
    file.write_bytes(publisher.bundle({key: toml}, version, TODAY))
    if not office.packs.signers():
        office.packs.trust(publisher.folder / "cert.pem")
    office.packs.apply(office.packs.read(file))


def chosen(office: Office) -> str:
    return office.packs.chosen(office.page("", "", "", "", 0, 1)[0].id)


def of_packs(office: Office) -> list[tuple[str, str]]:
    """Keys that came by packs, and whose packages go there."""
    return [
        (one.recipient.age, one.provider)
        for one in office.key_ring.recipients()
        if one.recipient.added.source is Source.PACK
    ]


@pytest.mark.usefixtures("acquainted")
def test_packages_are_sealed_to_the_key_in_the_providers_pack(
    sender: Office,
    receiver: Office,
    draft: Draft,
    identity: Identity,
    publisher: Publisher,
    out: Path,
    tmp_path: Path,
) -> None:
    key = chosen(sender)
    update(sender, publisher, tmp_path, pack(key, key_of(identity)), "7")
    assert of_packs(sender) == [(identity.age, key)]
    (offered,) = sender.key_ring.recipients_for(key)
    assert (offered.age, offered.added.source) == (identity.age, Source.PACK)

    sealed = sender.dispatch.seal(draft, out)
    assert [one.fingerprint for one in sealed.statement.recipients] == [offered.fingerprint]
    assert receiver.inbox.receive(sealed.path).verdict.outcome is Outcome.NOT_FOR_US
    receiver.key_ring.add_identity(identity)
    assert receiver.inbox.receive(sealed.path).verdict.outcome is Outcome.COMPLETE


def test_a_key_that_leaves_the_pack_is_sealed_to_no_longer(
    sender: Office, identity: Identity, publisher: Publisher, tmp_path: Path
) -> None:
    key, other = chosen(sender), new_identity("样本机构新")
    update(sender, publisher, tmp_path, pack(key, key_of(identity)), "1")
    update(sender, publisher, tmp_path, pack(key, key_of(other)), "2")
    assert of_packs(sender) == [(other.age, key)]
    sender.packs.roll_back()
    assert of_packs(sender) == [(identity.age, key)]
    sender.packs.roll_back()
    assert of_packs(sender) == []
    what = [event.what for event in AuditLog(sender.database).everything()]
    assert what[-2:] == ["catalogue_rolled_back", "recipient_removed"]


def test_a_key_in_a_file_of_the_data_folder_counts_for_nothing(
    sender: Office, identity: Identity, publisher: Publisher, tmp_path: Path
) -> None:
    key, planted = chosen(sender), new_identity("不速之客")
    own = sender.packs.own_folder
    own.mkdir(exist_ok=True)
    (own / f"{key}.toml").write_text(f"[sealing]\n{key_of(planted)}{SOURCE}", encoding="utf-8")
    sender.packs.reread()
    assert of_packs(sender) == []
    (own / f"{key}.toml").unlink()

    update(sender, publisher, tmp_path, pack(key, key_of(identity)), "1")
    update(sender, publisher, tmp_path, pack(key, ""), "2")
    (first, _) = sorted((own / catalogue.BUNDLES).glob("*.json"))
    text = first.read_text(encoding="utf-8")
    changed = text.replace(identity.age, planted.age)
    changed = changed.replace(fingerprint_of(identity.age), fingerprint_of(planted.age))
    assert changed != text
    first.write_text(changed, encoding="utf-8")
    sender.packs.roll_back()
    assert of_packs(sender) == []


def test_a_key_that_is_none_is_refused_with_its_bundle(
    sender: Office, publisher: Publisher, tmp_path: Path
) -> None:
    key = f"age1{'q' * 58}"
    sealing = f'recipient = "{key}"\nfingerprint = "{fingerprint_of(key)}"\n'
    with pytest.raises(BundleError, match="ask the publisher"):
        update(sender, publisher, tmp_path, pack(chosen(sender), sealing), "1")
    assert sender.packs.history() == []


@pytest.mark.usefixtures("acquainted")
def test_a_manifest_by_sm3_is_written_where_the_pack_asks_for_it(
    sender: Office,
    receiver: Office,
    draft: Draft,
    publisher: Publisher,
    out: Path,
    tmp_path: Path,
) -> None:
    key = chosen(sender)
    before = sender.dispatch.prepare(draft, out, Sealing())
    assert before.parcel.order is not None
    assert not before.parcel.order.with_sm3
    sender.dispatch.ledger.withdraw(before)

    update(sender, publisher, tmp_path, pack(key, "sm3_manifest = true\n"), "1")
    sender.packs.move(draft)
    sender.save_now()
    sealed = sender.dispatch.seal(draft, out)
    assert receiver.inbox.verify(sealed.path).outcome is Outcome.COMPLETE
    secrets = [one.secret for one in receiver.key_ring.identities()]
    opened = age.decrypt(sealed.path.read_bytes(), secrets)
    assert opened is not None
    sender.copy(draft.listed.id)
    rows = sender.page("", "", "", "", 0, 9)
    copied = next(one for one in rows if one.number != draft.number)
    written = sender.dispatch.plain(sender.open(copied.id), out, "收件机构没有公钥")
    for file in (BytesIO(opened), written.path):
        with zipfile.ZipFile(file) as archive:
            assert any(name.endswith(f"/{SM3_MANIFEST}") for name in archive.namelist())
