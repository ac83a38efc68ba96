"""The process that writes packages for a batch: it gets parcels, asks for signatures, and says what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from poswizard.package.errors import PackageError
from poswizard.package.watch import Watch

if TYPE_CHECKING:
    from poswizard.package.bag_writer import Written
    from poswizard.package.parcel import Parcel
    from poswizard.package.seal.seal import Sealed

    Outcome = Sealed | Written | PackageError
else:
    Outcome = object

SIGN, DONE = "sign", "done"


@dataclass(frozen=True)
class AskedKey:
    """The key of a station that another process holds: what is to be signed is sent there."""

    public_key: bytes = field(repr=False)
    pipe: Connection | None = field(default=None, repr=False)

    def sign(self, data: bytes) -> bytes:
        """ECDSA with SHA-256 over `data`, by the process that has the key."""
        assert self.pipe is not None  # noqa: S101  (the worker has given it)
        self.pipe.send((SIGN, data))
        answer = self.pipe.recv()
        if isinstance(answer, PackageError):
            raise answer
        return answer


def serve(pipe: Connection) -> None:
    """Write what comes over the pipe until it is closed. An error of ours ends the process, traceback and all."""
    while True:
        try:
            parcel = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send((DONE, _outcome(parcel, pipe)))


def _outcome(parcel: Parcel, pipe: Connection) -> Outcome:
    order = parcel.order
    if order is not None and isinstance(order.station.key, AskedKey):
        key = replace(order.station.key, pipe=pipe)
        parcel = replace(parcel, order=replace(order, station=replace(order.station, key=key)))
    try:
        return parcel.written(Watch())
    except PackageError as error:
        return error
