"""Many packages at once, written by processes that have neither the store nor its key, nor the key that signs.

This process reads each case and hands its answers' files and pictures to a worker over a pipe. The worker
sets, packs, encrypts and writes; where something is to be signed, it asks back. One that fails, or whose
worker dies, never stops the rest.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from poswizard.office.leaving import How, Leaving
from poswizard.package.application_form import form_to_set
from poswizard.package.bag_writer import Written
from poswizard.package.errors import CancelledError, PackageError
from poswizard.package.hand_over import to_print
from poswizard.package.parcel_worker import SIGN, AskedKey, Outcome, serve
from poswizard.package.seal.seal import Sealed
from poswizard.package.watch import Cancelled, never
from poswizard.storage.errors import StorageError
from poswizard.text import Text

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from poswizard.office.desk import Draft, Office

PROCESSES = 2

Find = Callable[[str], "Draft"]


@dataclass(frozen=True, slots=True)
class Report:
    """What happened to one application."""

    number: str
    written: Sealed | Written | None = None
    error: PackageError | StorageError | None = None
    """Why there is no package."""


class WorkerLostError(PackageError):
    """The process that wrote the package ended before it was done."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "导出程序中途退出（可能是内存不足），这一份没有做成。请重新导出这一份。",
                "The process that wrote it ended early (memory may have run out): this one was not made. Export it again.",
            )
        )
        self.args = ()


def export_many(
    office: Office,
    numbers: Iterable[str],
    to: Path,
    how: How,
    *,
    processes: int = PROCESSES,
    find: Find | None = None,
    cancelled: Cancelled = never,
) -> Iterator[Report]:
    """Write the packages of these applications; each is reported as soon as its fate is known.

    With one process, this one does everything. What is left when the person cancels is reported as such.
    """
    numbers = list(dict.fromkeys(numbers))
    batch = _Batch(office, to, how, find or office.find, cancelled)
    if processes < 2 or len(numbers) < 2:
        yield from map(batch.alone, numbers)
        return
    workers = [_Worker() for _ in range(min(processes, len(numbers)))]
    try:
        yield from batch.shared(numbers, workers)
    finally:
        for worker in workers:
            worker.end()


@dataclass
class _Batch:
    """The case in hand, and what is done with its fate."""

    office: Office
    to: Path
    how: How
    find: Find
    cancelled: Cancelled

    def alone(self, number: str) -> Report:
        """Written by this process."""
        try:
            leaving = self._prepared(number)
            with self.office.dispatch.ledger.announced(leaving):
                written = leaving.parcel.written(_watch(self.cancelled))
            self.office.dispatch.ledger.confirm(leaving, written)
        except (PackageError, StorageError) as error:
            return Report(number, error=error)
        return Report(number, written)

    def shared(self, numbers: list[str], workers: list[_Worker]) -> Iterator[Report]:
        """Written by the workers, each given the next one as soon as it is free."""
        waiting = iter(numbers)
        free = list(workers)
        busy: dict[Connection, _Worker] = {}
        while True:
            while free and (number := next(waiting, None)) is not None:
                report = self._begin(number, free[-1])
                if report is None:
                    worker = free.pop()
                    busy[worker.pipe] = worker
                else:
                    yield report
            if not busy:
                return
            for pipe in wait(list(busy)):
                assert isinstance(pipe, Connection)  # noqa: S101  (only such were given)
                report = self._heard(busy[pipe])
                if report is not None:
                    free.append(busy.pop(pipe))
                    yield report

    def _prepared(self, number: str) -> Leaving:
        if self.cancelled():
            raise CancelledError
        return self.office.dispatch.prepare(self.find(number), self.to, self.how)

    def _begin(self, number: str, worker: _Worker) -> Report | None:
        """Hand the case to a worker; a report if it did not come to that."""
        try:
            leaving = self._prepared(number)
            parcel = leaving.parcel.fetched(_form(leaving, self.office))
            self.office.dispatch.ledger.announce(leaving)
        except (PackageError, StorageError) as error:
            return Report(number, error=error)
        order = parcel.order
        if order is not None:
            asked = AskedKey(order.station.key.public_key)
            order = replace(order, station=replace(order.station, key=asked))
        worker.give(number, leaving, replace(parcel, order=order))
        return None

    def _heard(self, worker: _Worker) -> Report | None:
        """Serve what a worker says; a report once it is done with its case."""
        assert worker.leaving is not None  # noqa: S101  (it is busy)
        try:
            kind, value = worker.pipe.recv()
            if kind == SIGN:
                self._sign(worker, value)
                return None
        except (EOFError, OSError):
            worker.start_again()
            value = WorkerLostError()
        return self._settled(worker, value)

    def _sign(self, worker: _Worker, data: bytes) -> None:
        """What the worker asks to have signed; a token that refuses is the worker's error then."""
        assert worker.leaving is not None  # noqa: S101  (it is busy)
        assert worker.leaving.parcel.order is not None  # noqa: S101  (nothing else asks)
        try:
            worker.pipe.send(worker.leaving.parcel.order.station.key.sign(data))
        except PackageError as error:
            worker.pipe.send(error)

    def _settled(self, worker: _Worker, value: Outcome) -> Report:
        number, leaving = worker.take()
        try:
            if isinstance(value, PackageError):
                self.office.dispatch.ledger.withdraw(leaving)
                return Report(number, error=value)
            self.office.dispatch.ledger.confirm(leaving, value)
        except StorageError as error:
            return Report(number, error=error)
        return Report(number, value)


@dataclass
class _Worker:
    """One process that writes packages."""

    leaving: Leaving | None = None
    number: str = ""
    pipe: Connection = field(init=False)
    process: SpawnProcess = field(init=False)

    def __post_init__(self) -> None:
        self._start()

    def give(self, number: str, leaving: Leaving, parcel: Any) -> None:
        """Hand a parcel over; a worker that has just died is noticed when it is listened to."""
        self.number, self.leaving = number, leaving
        with suppress(OSError):
            self.pipe.send(parcel)

    def take(self) -> tuple[str, Leaving]:
        """What it was busy with; it is free now."""
        leaving = self.leaving
        assert leaving is not None  # noqa: S101  (it was busy)
        self.leaving = None
        return self.number, leaving

    def start_again(self) -> None:
        """Another process in the place of one that died."""
        self.end()
        self._start()

    def end(self) -> None:
        """Let the process go; one in the middle of something is ended."""
        self.pipe.close()
        self.process.join(0.5 if self.leaving is None else 0)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, other = cast("tuple[Connection, Connection]", context.Pipe())
        self.process = context.Process(target=serve, args=(other,), daemon=True)
        self.process.start()
        other.close()


def _form(leaving: Leaving, office: Office) -> Callable[[], bytes]:
    case = leaving.case
    return form_to_set(to_print(case, case.flow.adapted(case.answers), office.today()))


def _watch(cancelled: Cancelled) -> Any:
    from poswizard.package.watch import Watch

    return Watch(cancelled=cancelled)
