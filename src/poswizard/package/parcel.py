"""All that a package is written from, without store and without keys but the one that signs: another process can write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from poswizard.package.bag_writer import Content, Written, write_bag
from poswizard.package.seal.errors import AlreadyThereError
from poswizard.package.seal.open_sealed import FORM
from poswizard.package.seal.seal import Sealed, SealOrder, seal_payload
from poswizard.package.watch import Watch


@dataclass(frozen=True, slots=True)
class Parcel:
    """The payload of one package, where it goes, and how it is sealed; plain without an order."""

    name: str
    payload: Mapping[str, Content]
    info: Mapping[str, str]
    to: Path
    order: SealOrder | None = None
    with_sm3: bool = False
    """Whether a manifest by SM3 goes beside the one by SHA-256, as some providers ask."""

    def written(self, watch: Watch) -> Sealed | Written:
        """Write it; never over another file."""
        if self.order is not None:
            return seal_payload(self.name, self.payload, self.info, self.to, self.order, watch)
        if (self.to / f"{self.name}.zip").exists():
            raise AlreadyThereError(f"{self.name}.zip")
        progress, cancelled = watch.progress, watch.cancelled
        return write_bag(
            self.to,
            self.name,
            self.payload,
            self.info,
            progress,
            cancelled,
            with_sm3=self.with_sm3,
        )

    def fetched(self, form: Content) -> Parcel:
        """The same with every picture at hand, and the form as what sets it from words alone."""
        payload = {
            path: form if path == FORM else item if isinstance(item, bytes) else item()
            for path, item in self.payload.items()
        }
        return replace(self, payload=payload)
