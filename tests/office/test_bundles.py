"""Catalogue bundles in the history, and their publishers in the encrypted store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from poswizard import paths
from poswizard.office import Office
from poswizard.providers import catalogue, installed
from poswizard.providers.errors import BundleError
from poswizard.storage import ballast
from poswizard.storage.audit_log import AuditLog, What
from tests.providers.conftest import Publisher, publisher_in
from tests.steps.asking import TODAY
from tests.storage.conftest import KEY

SHIPPED = (paths.resources() / "providers" / "umpay.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    return publisher_in(tmp_path_factory.mktemp("publisher"))


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Office]]:
    """Opens the store as a program that was just started."""
    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    offices: list[Office] = []

    def another() -> Office:
        for old in offices:
            old.close()
        offices[:] = [Office(tmp_path / "store", bytearray(KEY), lambda: TODAY)]
        offices[0].operator = "S001"
        _ = offices[0].packs
        return offices[0]

    yield another
    for old in offices:
        old.close()
    catalogue.use(Path("nowhere"))
    catalogue.forget()


def history(office: Office) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.what, one.operator, one.fields) for one in AuditLog(office.database).everything()]


def put_before(store: Path, certificate: bytes) -> Path:
    """A publisher's certificate where older versions kept them."""
    file = store / "providers" / "signers" / "0123456789abcdef.cer"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(certificate)
    return file


def test_updates_and_ways_back_stand_in_the_history(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
) -> None:
    office, file = opened(), tmp_path / "b"
    file.write_bytes(publisher.bundle({"umpay": SHIPPED}, "7"))
    office.packs.trust(publisher.folder / "cert.pem")
    office.packs.apply(office.packs.read(file))
    office.packs.roll_back()
    assert history(office)[-3:] == [
        (What.PUBLISHER_ADDED.value, "S001", ()),
        (What.CATALOGUE_UPDATED.value, "S001", ("bundle.7", "pack.umpay")),
        (What.CATALOGUE_ROLLED_BACK.value, "S001", ("bundle.7", "pack.umpay")),
    ]
    office.packs.roll_back()
    assert len(history(office)) == 3
    assert AuditLog(office.database).verify() is None


def test_an_update_that_cannot_be_written_is_no_event(
    opened: Callable[[], Office],
    publisher: Publisher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, file = opened(), tmp_path / "b"
    file.write_bytes(publisher.bundle({"umpay": SHIPPED}, "7"))
    bundle = office.packs.read(file, [publisher.certificate])

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(installed, "install", full)
    with pytest.raises(BundleError, match="nothing was changed"):
        office.packs.apply(bundle)
    assert history(office) == []


def test_publishers_of_an_older_version_are_moved_into_the_store_once(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
) -> None:
    file = put_before(tmp_path / "store", publisher.certificate)
    office = opened()
    assert office.packs.signers() == [publisher.certificate]
    assert not file.exists()
    assert [what for what, _, _ in history(office)] == [What.PUBLISHER_ADDED.value]
    assert opened().packs.signers() == [publisher.certificate]


def test_a_certificate_put_into_the_folder_later_is_trusted_by_nobody(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
) -> None:
    opened()
    put_before(tmp_path / "store", publisher.certificate)
    office, file = opened(), tmp_path / "b"
    file.write_bytes(publisher.bundle({"umpay": SHIPPED}, "7"))
    assert office.packs.signers() == []
    with pytest.raises(BundleError, match="trusted"):
        office.packs.read(file)


def test_no_certificate_stands_in_a_plain_file_of_the_data_folder(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
) -> None:
    office = opened()
    office.packs.trust(publisher.folder / "cert.pem")
    der = publisher.certificate
    for file in (path for path in (tmp_path / "store").rglob("*") if path.is_file()):
        assert der[40:120] not in file.read_bytes()
