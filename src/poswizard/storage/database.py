"""The open store: one way in, one way to write, one way to read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from poswizard.storage import driver, schema
from poswizard.storage.audit_log import CLOCK_TOLERANCE, AuditLog, Recorder
from poswizard.storage.clock import Clock
from poswizard.storage.durable_file import create_private_folder
from poswizard.storage.encrypted_file import EncryptedFile
from poswizard.storage.errors import (
    DiskFullError,
    ReadOnlyError,
    ReadOnlyFolderError,
    StorageError,
)
from poswizard.storage.server import translation as server_translation
from poswizard.storage.sqlcipher import check_library, translated, translation
from poswizard.text import Text, Vocabulary

if TYPE_CHECKING:
    from sqlalchemy.engine import ExceptionContext

POOL = 4
"""Connections: the writer's, the window's, one for background work, one to spare."""


class Notice(Vocabulary):
    """Something to be said after opening, though the store can be used."""

    READ_ONLY = (
        "read_only",
        Text(
            "磁盘已满，资料只能查看。请清理磁盘后重新打开程序。",
            "The disk is full: everything can be read, nothing saved. Free space and open the program again.",
        ),
    )
    LITTLE_SPACE = (
        "little_space",
        Text(
            "磁盘空间不足，无法预留应急空间。请尽快清理磁盘。",
            "The disk is nearly full; no reserve could be kept. Free some space soon.",
        ),
    )
    INTERRUPTED = (
        "interrupted",
        Text(
            "上次未正常退出；已保存的内容均已恢复。建议进行一次完整检查。",
            "The program was cut off last time; everything saved is here. A full check is advised.",
        ),
    )
    HISTORY_BROKEN = (
        "history_broken",
        Text(
            "操作记录与资料不一致，可能被改动。请先备份，并向管理员报告。",
            "The history does not fit the data; it may have been altered. Make a backup and tell the administrator.",
        ),
    )
    OLDER_COPY = (
        "older_copy",
        Text(
            "当前资料比本机上次使用时更旧，可能放回了旧文件。请核对最近的申请，并向管理员报告。",
            "The store is older than when it was last used on this computer; an old copy may have been put back. Check the latest applications and tell the administrator.",
        ),
    )
    CLOCK_BACK = (
        "clock_back",
        Text(
            "电脑的时间比上次保存时还早，日期可能不对。请先校正系统的日期和时间，再签名、填日期；资料没有变动。",
            "This computer's clock is behind the last save: its date may be wrong. Set the date and time before signing or entering days; nothing was changed.",
        ),
    )


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a full check of the file found."""

    pages: list[str] = field(default_factory=list)
    """One sentence of SQLCipher or SQLite for each fault."""
    first_bad_event: int | None = None

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.pages and self.first_bad_event is None


class Database:
    """An open store, on SQLCipher or on the branch's PostgreSQL."""

    def __init__(self, engine: Engine, clock: Clock, source: EncryptedFile | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.recorder = Recorder(clock)
        self.notices: tuple[Notice, ...] = ()
        self._source = source
        self._writer: Connection | None = None
        self._turn = threading.RLock()
        """Writers of this process take turns here; SQLite would make them look again and again."""
        self._reader = engine.execution_options(reads=True)
        event.listen(engine, "handle_error", self._translate)

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`, as SQLAlchemy names them."""
        return self.engine.dialect.name

    @property
    def file(self) -> EncryptedFile:
        """The file behind it; a branch database has none, and asking for it is a mistake of ours."""
        if self._source is None:
            raise TypeError("a branch database has no file")
        return self._source

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be saved."""
        return self._source is not None and self._source.read_only

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the right to write from its beginning; committed when it returns."""
        if self.is_read_only:
            raise ReadOnlyError
        with self._translated():
            if self._source is None:
                with self.engine.begin() as connection:
                    yield connection
            else:
                with self._turn, self._kept() as connection, connection.begin():
                    yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; never waits for a writer, nor a writer for it."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _kept(self) -> Iterator[Connection]:
        """The writer's connection: kept, for its cache is warm; dropped when anything goes wrong."""
        connection, self._writer = self._writer or self.engine.connect(), None
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._writer = connection

    def check(self) -> CheckReport:
        """Verify every page and the whole history: 2.3 s per GB, so in the background or at night."""
        pages = [] if self._source is None else self._source.faults()
        return CheckReport(pages, AuditLog(self).verify())

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file and empty it, so that nothing deleted stays in it."""
        if self._source is not None and not self.is_read_only:
            with translated(), closing(self._source.connect()) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Note the newest event for the next start, close every connection, forget the key."""
        if self._source is not None and not self.is_read_only:
            with suppress(StorageError, OSError):  # a full disk must not keep the program open
                self._source.write_anchor(AuditLog(self).head())
        with self._turn:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        self.engine.dispose()
        if self._source is not None:
            self._source.key.wipe()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """For what the driver raises behind SQLAlchemy's back."""
        try:
            yield
        except Exception as error:
            if (known := self._known(error)) is None:
                raise
            raise known from None

    def _translate(self, context: ExceptionContext) -> BaseException | None:
        return self._known(context.original_exception)

    def _known(self, error: BaseException) -> StorageError | None:
        is_local = isinstance(error, driver.Error)
        known = translation(error) if is_local else server_translation(error)
        if isinstance(known, DiskFullError) and self._source is not None:
            self._source.ballast.release()
        return known


def open_database(folder: Path, key: bytearray, *, clock: Clock | None = None) -> Database:
    """Open the store of a folder, making it if there is none; the caller may wipe `key` afterwards.

    Raises an `OpenError`, `DiskFullError`, `DiskError` or `BusyError`. What must be said but does
    not stand in the way is in `notices`.
    """
    check_library()
    try:
        create_private_folder(folder)
    except OSError:
        raise ReadOnlyFolderError from None
    source = EncryptedFile(folder, key)
    source.try_out()
    engine = create_engine(
        "sqlite://",
        module=driver.module,
        creator=source.connect,
        poolclass=QueuePool,
        pool_size=POOL,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    database = Database(engine, clock or Clock(), source)
    try:
        if not source.read_only:
            schema.prepare(engine, before_migrating=source.copy_before_migrating)
            source.drop_copies()
        database.notices = tuple(_notices(database, source))
    except BaseException:
        engine.dispose()
        source.key.wipe()
        raise
    return database


def open_branch_database(url: str, *, clock: Clock | None = None) -> Database:
    """Open the branch's PostgreSQL database (`postgresql+psycopg://…`), making its tables if need be."""
    engine = create_engine(
        url, pool_size=POOL, max_overflow=0, pool_pre_ping=True, hide_parameters=True
    )
    database = Database(engine, clock or Clock())
    try:
        schema.prepare(engine)
    except BaseException:
        engine.dispose()
        raise
    if not AuditLog(database).head_is_sound():
        database.notices = (Notice.HISTORY_BROKEN,)
    return database


def _begin(connection: Connection) -> None:
    """A writer waits for its turn here, not in the middle, where SQLite would refuse at once."""
    reads = connection.get_execution_options().get("reads", False)
    # the driver itself: this comes before every single transaction
    connection.connection.cursor().execute("BEGIN" if reads else "BEGIN IMMEDIATE")


def _notices(database: Database, source: EncryptedFile) -> Iterator[Notice]:
    if source.read_only:
        yield Notice.READ_ONLY
    elif not source.ballast.make():
        yield Notice.LITTLE_SPACE
    if source.has_log:
        yield Notice.INTERRUPTED
    log, anchor = AuditLog(database), source.anchor()
    if not log.head_is_sound():
        yield Notice.HISTORY_BROKEN
    elif anchor is not None and not log.contains(*anchor):
        yield Notice.OLDER_COPY
    if database.clock.now() < log.head().at - CLOCK_TOLERANCE:
        yield Notice.CLOCK_BACK
