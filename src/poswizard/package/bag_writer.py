"""Write the application package: a BagIt bag in a stored zip, read back before it gets its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from poswizard.package import bag_check, entry_names, tag_files
from poswizard.package.atomic_file import require_room, trouble_in, write_atomically
from poswizard.package.bag import Bag, read_bag
from poswizard.package.errors import (
    BadMediumError,
    DamagedError,
    DriveLostError,
    TooLargeError,
    TooManyFilesError,
    UnreadableError,
)
from poswizard.package.watch import Cancelled, Progress, Watch, never, silent
from poswizard.package.zip_layout import LIMITS, Limits, local_header
from poswizard.package.zip_reader import Contents, read_directory
from poswizard.package.zip_writer import ZipWriter
from poswizard.text import Text

Content = bytes | Callable[[], bytes]
"""One payload file: its bytes, or what gives them when their turn comes."""

Stated = TypeVar("Stated")

_WHOLE = Text("整个资料包", "the whole package")

_WRITING = 0.5  # share of the progress; reading back is the other half


@dataclass(frozen=True, slots=True)
class Written:
    """A package on disk: where, the SHA-256 of the whole file (lower-case hex), and its bytes."""

    path: Path
    sha256: str
    size: int


def write_bag(  # noqa: PLR0913  (four say what is written, four how)
    to: Path,
    name: str,
    payload: Mapping[str, Content],
    info: Mapping[str, str],
    progress: Progress = silent,
    cancelled: Cancelled = never,
    *,
    limits: Limits = LIMITS,
    with_sm3: bool = False,
) -> Written:
    """Write `<name>.zip` into the folder `to`, read it back, and only then let it take its name.

    `payload` is by path (`data/…`); `info` must have a Bagging-Date (YYYY-MM-DD) and may have more
    statements for bag-info.txt; `with_sm3` adds a manifest by SM3. Raises `NotWrittenError`, `TooLargeError`, `TooManyFilesError` or `CancelledError`;
    then an earlier file of that name is as it was, and nothing else is left. What a content raises passes through.
    """
    _require_sense(name, payload, info)
    _require_size(payload, limits)
    require_room(to, sum(len(item) for item in payload.values() if isinstance(item, bytes)))
    watch = Watch(progress, cancelled)
    packing = _Packing(to, name, limits, watch.part(0, _WRITING), with_sm3=with_sm3)
    bag = write_atomically(
        to / f"{name}.zip",
        partial(packing.write, payload=payload, info=info),
        partial(packing.read_back, watch=watch.part(_WRITING, 1)),
    )
    return Written(to / f"{name}.zip", bag.sha256, bag.size)


def packed_bag(
    to: Path,
    name: str,
    payload: Mapping[str, Content],
    info: Mapping[str, str],
    watch: Watch,
    *,
    limits: Limits = LIMITS,
    with_sm3: bool = False,
) -> bytes:
    """The same package in memory, for whoever seals it: no file is written.

    Its structure is proved as a reader would; its contents were digested on their way into memory and are not
    read again. `to` is the folder in which there must be room for it. Raises what `write_bag` raises.
    """
    _require_sense(name, payload, info)
    _require_size(payload, limits)
    packing = _Packing(to, name, limits, watch, with_sm3=with_sm3)
    file = BytesIO()
    packing.write(file, payload, info)
    data = file.getvalue()
    packing.prove(data)
    return data


def _require_sense(name: str, payload: Mapping[str, Content], info: Mapping[str, str]) -> None:
    """Names are the program's own, so a bad one is a bug."""
    faults = [entry_names.fault_in_top(name), tag_files.fault_in_info(info)]
    faults += [entry_names.fault_in_payload_path(path) for path in payload]
    if fault := next(filter(None, faults), None):
        raise ValueError(fault.en)
    if not payload or entry_names.clash(payload) or tag_files.OURS & info.keys():
        raise ValueError("no payload, two of one name, or a statement the program makes itself")


def _require_size(payload: Mapping[str, Content], limits: Limits) -> None:
    """What is known to be too large is refused before anything is written."""
    known = {path: len(item) for path, item in payload.items() if isinstance(item, bytes)}
    for path, size in known.items():
        if size > limits.entry:
            raise TooLargeError(path, size, limits.entry)
    if sum(known.values()) > limits.total:
        raise TooLargeError(_WHOLE, sum(known.values()), limits.total)
    if len(payload) > (most := limits.entries - len(tag_files.TAG_FILES)):
        raise TooManyFilesError(len(payload), most)


class _Packing:
    """One package being written: digests and sizes as they become known."""

    def __init__(
        self, folder: Path, name: str, limits: Limits, watch: Watch, *, with_sm3: bool
    ) -> None:
        self._folder, self._name, self._limits, self._watch = folder, name, limits, watch
        self._sm3: dict[str, str] | None = {} if with_sm3 else None
        self._digests: dict[str, str] = {}
        self._sizes: dict[str, int] = {}

    def write(
        self, file: BinaryIO, payload: Mapping[str, Content], info: Mapping[str, str]
    ) -> None:
        """Write the whole bag into `file`, one content in memory at a time."""
        archive = ZipWriter(file)
        self._add(archive, tag_files.BAGIT, tag_files.BAGIT_TEXT, Watch())
        for done, path in enumerate(sorted(payload)):
            part = self._watch.part(done / len(payload), (done + 1) / len(payload))
            part.at(0)
            self._add_payload(archive, path, payload[path], part)
        self._add_tags(archive, info)
        with trouble_in(self._folder):
            archive.finish()

    def _add_tags(self, archive: ZipWriter, info: Mapping[str, str]) -> None:
        stated = {
            tag_files.IDENTIFIER: self._name,
            tag_files.OXUM: tag_files.oxum(_payload(self._sizes)),
        }
        self._add(archive, tag_files.INFO, tag_files.info_text({**info, **stated}), Watch())
        manifest = tag_files.manifest_text(_payload(self._digests))
        self._add(archive, tag_files.MANIFEST, manifest, Watch())
        if self._sm3 is not None:
            manifest = tag_files.manifest_text(self._sm3)
            self._add(archive, tag_files.SM3_MANIFEST, manifest, Watch())
        payload = _payload(self._digests)
        tags = {path: it for path, it in self._digests.items() if path not in payload}
        self._add(archive, tag_files.TAG_MANIFEST, tag_files.manifest_text(tags), Watch())

    def _add_payload(self, archive: ZipWriter, path: str, item: Content, watch: Watch) -> None:
        data = item if isinstance(item, bytes) else item()
        if len(data) > self._limits.entry:
            raise TooLargeError(path, len(data), self._limits.entry)
        if archive.size + len(data) > self._limits.total:
            raise TooLargeError(_WHOLE, archive.size + len(data), self._limits.total)
        require_room(self._folder, len(data))
        if self._sm3 is not None:
            self._sm3[path] = tag_files.sm3(data)
        self._add(archive, path, data, watch)

    def _add(self, archive: ZipWriter, path: str, data: bytes, watch: Watch) -> None:
        self._sizes[path] = len(data)
        with trouble_in(self._folder):
            self._digests[path] = archive.add(f"{self._name}/{path}", data, watch)

    def prove(self, data: bytes) -> None:
        """Headers, names, manifests and statements are what the strict reader demands, with the digests just made."""
        entries = read_directory(BytesIO(data), self._limits).entries
        layout = bag_check.layout(entries)
        kept = {
            entry.name: data[entry.data_offset : entry.end]
            for entry in entries
            if layout.is_tag(entry.name)
        }
        digests = {f"{self._name}/{path}": digest for path, digest in self._digests.items()}
        bag_check.prove(layout, Contents("", digests, kept))
        if not all(data.startswith(local_header(entry), entry.offset) for entry in entries):
            raise AssertionError("a header was not written as it is read")

    def read_back(self, temporary: Path, watch: Watch) -> Bag:
        """The bag as the medium gives it back, strictly read and the same as what was written."""
        try:
            bag = read_bag(temporary, watch.at, watch.cancelled, limits=self._limits)
        except UnreadableError as error:
            raise DriveLostError(self._folder) from error
        except DamagedError as error:
            raise BadMediumError(self._folder) from error
        if {path: file.sha256 for path, file in bag.files.items()} != _payload(self._digests):
            raise BadMediumError(self._folder)
        return bag


def _payload(by_path: Mapping[str, Stated]) -> dict[str, Stated]:
    return {path: it for path, it in by_path.items() if path.startswith(entry_names.PAYLOAD)}
