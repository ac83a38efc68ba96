"""What can be said about a package in hand: whole, altered, incomplete, too new, still arriving, unreadable."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from poswizard.package.acquirer_check import fault_in_acquirer_file
from poswizard.package.bag import Bag, read_bag
from poswizard.package.entry_names import ACQUIRER
from poswizard.package.errors import (
    CutShortError,
    DamagedError,
    JsonError,
    UnreadableError,
)
from poswizard.package.outcome import Outcome
from poswizard.package.schema_check import (
    Mismatch,
    Schema,
    SchemaError,
    outside_mismatch,
    own_mismatch,
)
from poswizard.package.strict_json import Json, strict_json
from poswizard.package.watch import Cancelled, Progress, Watch, never, silent
from poswizard.text import Text

FORMAT_NAME, FORMAT_VERSION = "poswizard-application", 1
DATA_FILE, SCHEMA_FILE = "data/application.json", "data/application.schema.json"
REQUIRED = (DATA_FILE, SCHEMA_FILE)

_ARRIVING = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart", ".!ut")
_ARRIVED_AFTER = 10  # seconds without a change
_READING = 0.9  # share of the progress; the rest is the data file


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; `checked` are the facts proved, `reason` and `entry` what stood in the way.

    `bag` is there when every byte was proved, which it also is for a newer format.
    """

    path: Path
    outcome: Outcome
    checked: tuple[Text, ...] = ()
    reason: Text | None = None
    entry: str | None = None
    bag: Bag | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the package can be processed."""
        return self.outcome is Outcome.COMPLETE


class Finding(Exception):  # noqa: N818  control flow inside verification, nothing a person meets
    """What ends the verification early."""

    def __init__(self, outcome: Outcome, reason: Text, entry: str | None = None) -> None:
        super().__init__(outcome, reason, entry)
        self.outcome, self.reason, self.entry = outcome, reason, entry


def verify_package(
    path: Path,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    *,
    expected_schema: Schema | None = None,
) -> Verdict:
    """Prove the package at `path`, and its data against its own and the program's `expected_schema`.

    Whatever the file is, the answer is a `Verdict`; only `CancelledError` is raised. It proves that
    nothing was lost or changed since the package was made, not who made it: that takes a signature.
    """
    watch = Watch(progress, cancelled)
    checked: list[Text] = []
    before = state_of(path)
    bag = None
    try:
        bag = _whole(path, watch.part(0, _READING), before)
        checked.extend(facts(bag))
        checked.extend(proved_data(bag, expected_schema))
    except Finding as found:
        return Verdict(path, found.outcome, tuple(checked), found.reason, found.entry, bag)
    watch.at(1.0)
    return Verdict(path, Outcome.COMPLETE, tuple(checked), bag=bag)


State = tuple[int, int]


def state_of(path: Path) -> State | None:
    """Bytes and time of last change, in nanoseconds."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _whole(path: Path, watch: Watch, before: State | None) -> Bag:
    """The bag with every byte proved, or what is the matter with the file."""
    refuse_arriving_name(path)
    try:
        return read_bag(path, watch.at, watch.cancelled)
    except UnreadableError as error:
        raise Finding(Outcome.UNREADABLE, error.text) from error
    except DamagedError as error:
        if _is_arriving(path, before, error):
            raise Finding(Outcome.STILL_BEING_COPIED, error.problem, error.entry) from error
        is_short = isinstance(error, CutShortError)
        outcome = Outcome.INCOMPLETE if is_short else Outcome.ALTERED
        raise Finding(outcome, error.problem, error.entry) from error


def refuse_arriving_name(path: Path) -> None:
    """Refuse a name that browsers and copying tools give to half a file."""
    if path.suffix.lower() in _ARRIVING:
        raise Finding(
            Outcome.STILL_BEING_COPIED,
            Text("文件名表示它还没有传完", "the file name says that it has not fully arrived"),
        )


def is_changing(path: Path, before: State | None) -> bool:
    """Whether the file changed since `before`, or a moment ago."""
    now = state_of(path)
    return now is None or now != before or 0 <= time.time() - now[1] / 1e9 < _ARRIVED_AFTER


def _is_arriving(path: Path, before: State | None, error: DamagedError) -> bool:
    """Whether the file changed while it was read, or is short and changed a moment ago."""
    now = state_of(path)
    if now is None or now != before:
        return True
    age = time.time() - now[1] / 1e9
    return isinstance(error, CutShortError) and error.entry is None and 0 <= age < _ARRIVED_AFTER


def facts(bag: Bag) -> Iterator[Text]:
    """What is proved of a bag that was read."""
    size = sum(file.size for file in bag.files.values())
    yield Text(
        "资料包结构符合规定，没有多余或隐藏的内容",
        "The package has the prescribed structure; nothing is extra or hidden",
    )
    yield Text(
        "{} 个文件、共 {:.1f} MB，逐个核对 SHA-256 相符",
        "{} files, {:.1f} MB in all: every SHA-256 digest matches",
    ).format(len(bag.files), size / 1e6)


def proved_data(bag: Bag, expected: Schema | None) -> Iterator[Text]:
    """The facts about the data file, each yielded once it is proved."""
    for path in REQUIRED:
        if path not in bag.files:
            raise Finding(
                Outcome.INCOMPLETE, Text("缺少这个文件", "the file is missing"), entry=path
            )
    data = _json(bag, DATA_FILE)
    _require_format(data)
    yield Text("格式版本 {}", "Format version {}").format(FORMAT_VERSION)
    yield from _proved_by_own(bag, data, expected)
    if expected is not None:
        _refuse(own_mismatch(data, expected))
        yield Text("数据符合本程序的要求", "The data satisfy this program's own schema")
    yield from _proved_acquirer(bag, data)


def _proved_acquirer(bag: Bag, data: Json) -> Iterator[Text]:
    """The acquirer's file is the chosen one's and speaks of this application and of files that are here."""
    for path in sorted(path for path in bag.files if path.startswith(ACQUIRER)):
        if fault := fault_in_acquirer_file(path, _json(bag, path), data, bag.files):
            raise Finding(Outcome.ALTERED, fault, path)
        yield Text(
            "收单机构格式的数据与申请对应",
            "The data in the acquirer's format belong to this application",
        )


def _proved_by_own(bag: Bag, data: Json, expected: Schema | None) -> Iterator[Text]:
    schema = _json(bag, SCHEMA_FILE)
    try:
        _refuse(outside_mismatch(data, schema, expected))
    except SchemaError as error:
        raise Finding(
            Outcome.ALTERED,
            Text("格式说明本身不能用", "the schema itself cannot be used"),
            SCHEMA_FILE,
        ) from error
    yield Text("数据符合资料包自带的格式说明", "The data satisfy the schema in the package")


def _json(bag: Bag, path: str) -> Json:
    try:
        return strict_json(bag.files[path].read())
    except JsonError as error:
        raise Finding(Outcome.ALTERED, error.text, path) from error
    except DamagedError as error:
        raise Finding(Outcome.STILL_BEING_COPIED, error.problem, path) from error
    except UnreadableError as error:
        raise Finding(Outcome.UNREADABLE, error.text, path) from error


def _require_format(data: Json) -> None:
    """`format` names this program's data file, in a version it knows."""
    stated = data.get("format") if isinstance(data, dict) else None
    name, version = (
        (stated.get("name"), stated.get("version")) if isinstance(stated, dict) else (None, None)
    )
    if name != FORMAT_NAME or type(version) is not int or version < 1:
        words = Text("数据文件不是本程序的进件资料", "the data file is not an application's")
        raise Finding(Outcome.UNREADABLE, words, DATA_FILE)
    if version > FORMAT_VERSION:
        words = Text(
            "格式版本是 {}，本程序只认识到 {}", "format version {}; this program knows up to {}"
        )
        raise Finding(Outcome.NEWER_FORMAT, words.format(version, FORMAT_VERSION), DATA_FILE)


def _refuse(mismatch: Mismatch | None) -> None:
    if mismatch is None:
        return
    if mismatch.is_missing:
        words = Text("“{}”处缺少必填内容", 'something required is missing at "{}"')
        raise Finding(Outcome.INCOMPLETE, words.format(mismatch.place), DATA_FILE)
    words = Text("“{}”处的内容不符合格式（{}）", 'the content at "{}" does not fit its schema ({})')
    raise Finding(Outcome.ALTERED, words.format(mismatch.place, mismatch.rule), DATA_FILE)
