"""Catalogue bundles as a store takes them in: whose, which is in force, and to which keys they have packages sealed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.providers import bundle as bundles
from poswizard.providers import catalogue, installed
from poswizard.providers.bundle import Bundle
from poswizard.providers.errors import BundleError
from poswizard.providers.installed import Installed
from poswizard.providers.pack import Origin, pack_of
from poswizard.providers.reading import table_of
from poswizard.storage.address_book import AddressBook, SignerRecord
from poswizard.storage.audit_log import Entry, What
from poswizard.text import Text

if TYPE_CHECKING:  # packs are needed before anything is sealed
    from poswizard.office.desk import Office
    from poswizard.providers.provider import Provider

_log = logging.getLogger(__name__)

FOLDER = "providers"
"""Below the data folder: the branch's own packs."""
_OLD_SIGNERS = "signers"
"""In that: where an older version kept the certificates of trusted publishers."""
_MOVED_IN = "publishers.moved_in"
"""Setting: whether those have been moved into the store; files put there later count for nothing."""
_OLDER = Text(
    "本机在用的是 {0} 发布的更新包，比这个新。要换回旧的，请用“退回上一版”",
    "The bundle in force was issued on {0} and is newer. To go back, roll back instead",
)
_NO_KEY = Text(
    "“{0}”的收件公钥不对，没有更新：请向发布机构核对",
    "The key of {0} that packages are to be sealed to is none: ask the publisher",
)
_NOT_WRITTEN = Text(
    "写不进本机的资料文件夹，没有更新：请检查磁盘空间和权限，再试一次",
    "The data folder cannot be written to, nothing was changed: check the disk's room and rights, and try again",
)
_SAME = Text("这个更新包已经在用了", "This bundle is in force already")


class Bundles:
    """The bundles of one store, and the publishers that they are taken from."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._folder = office.folder / FOLDER
        self._book = AddressBook(office.database)
        self._move_publishers_in()
        catalogue.use(self._folder, self._check)

    @property
    def own_folder(self) -> Path:
        """Where the branch's own files are read from."""
        return self._folder

    # publishers

    def signers(self) -> list[bytes]:
        """The certificates of trusted publishers; they stand in the encrypted store."""
        return [one.certificate for one in self._book.publishers()]

    def trust(self, file: Path) -> str:
        """Trust the publisher's certificate in a file from now on; gives its fingerprint. Raises `BundleError`."""
        return self._trust(bundles.bytes_in(file))

    def _trust(self, certificate: bytes) -> str:
        from poswizard.package.seal.key_text import Source

        found = bundles.fingerprint(certificate)
        record = SignerRecord(
            fingerprint=found,
            name=bundles.publisher_name(certificate),
            certificate=certificate,
            source=Source.FILE.value,
            added_by=self._office.operator,
        )
        self._book.add_publisher(record)
        return found

    def _move_publishers_in(self) -> None:
        """Once, at the first start: those whom an older version kept in files, where anybody could add one."""
        office, folder = self._office, self._folder / _OLD_SIGNERS
        if office.database.is_read_only or office.settings.get(_MOVED_IN):
            return
        files = [file for file in sorted(folder.glob("*")) if file.is_file()]
        for file in files:
            try:
                self._trust(bundles.bytes_in(file))
            except BundleError as error:
                _log.warning("a publisher's certificate cannot be read: %s", type(error).__name__)
        office.settings.put(_MOVED_IN, True)
        for file in files:
            file.unlink()

    # bundles

    def read(self, file: Path, signers: Sequence[bytes] = ()) -> Bundle:
        """The bundle in a file, verified and newer than what is in force; raises `ProviderError`."""
        trusted = [*self.signers(), *signers]
        bundle = bundles.read_bundle(bundles.bytes_in(file), trusted, self._office.today())
        for provider in _providers(bundle.packs):
            self._check(provider)
            _check_key(provider)
        now = installed.in_force(self._folder / catalogue.BUNDLES)
        if now is not None and (now.version, now.issued) == (bundle.version, bundle.issued):
            raise BundleError(_SAME)
        if now is not None and now.issued > bundle.issued:
            raise BundleError(_OLDER.format(now.issued))
        return bundle

    def history(self) -> list[Installed]:
        """The bundles applied, the one in force last."""
        return installed.history(self._folder / catalogue.BUNDLES)

    def apply(self, bundle: Bundle) -> None:
        """Put the bundle in force; open applications keep the version they have. Raises `BundleError`."""
        record = Installed(
            bundle.version, bundle.issued, bundle.packs, bundle.signer, self._office.today()
        )
        with self._recorded(What.CATALOGUE_UPDATED, record), _in_words():
            installed.install(self._folder / catalogue.BUNDLES, record)
        catalogue.forget()
        self._office.key_ring.follow_packs(_providers(bundle.packs), is_proved=True)

    def roll_back(self) -> Installed | None:
        """Take the bundle in force out again; gives it, or nothing if there is none."""
        folder = self._folder / catalogue.BUNDLES
        now = installed.in_force(folder)
        if now is None:
            return None
        with self._recorded(What.CATALOGUE_ROLLED_BACK, now), _in_words():
            installed.roll_back(folder)
        catalogue.forget()
        before = installed.in_force(folder)
        left = _providers(before.packs) if before else []
        # it has been a plain file since it was proved, which anybody could have changed
        self._office.key_ring.follow_packs(left, is_proved=False)
        return now

    @contextmanager
    def _recorded(self, what: What, bundle: Installed) -> Iterator[None]:
        """An event that counts only if the change was made."""
        database = self._office.database
        fields = (f"bundle.{bundle.version}", *(f"pack.{key}" for key in sorted(bundle.packs)))
        entry = Entry(what=what, operator=self._office.operator, fields=fields)
        with database.write() as connection:
            database.recorder.append(connection, entry)
            yield

    def _check(self, provider: Provider) -> None:
        from poswizard.steps.packs import check

        check(provider, frozenset(field.key for field in self._office.flow.fields))


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BundleError(_NOT_WRITTEN) from error


def _check_key(provider: Provider) -> None:
    """Its form was looked at when the pack was read; here the check characters are too."""
    from poswizard.package.seal import age

    key = provider.sealing.recipient if provider.sealing else ""
    if key and not age.is_recipient(key):
        raise BundleError(_NO_KEY.format(provider.name))


def _providers(packs: Mapping[str, str]) -> list[Provider]:
    read = (pack_of(table_of(toml, key), key, Origin.BUNDLE) for key, toml in packs.items())
    return [pack.provider for pack in read]
