"""What is said of received packages before it is signed: on disk as soon as it is said."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from poswizard.package.opinion import Opinion, opinion_from_json, opinion_to_json
from poswizard.storage.opinions import Opinions

if TYPE_CHECKING:
    from poswizard.office.desk import Office

R = TypeVar("R")


class OpinionDesk:
    """Takes a word at once and writes it beside the window; the newest word about a package is what counts.

    What could not be written waits for the next turn, and is what `of` gives meanwhile.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._store = Opinions(office.database)
        self._waiting: dict[str, Opinion] = {}
        self._turn = threading.Lock()

    def say(self, received_id: str, opinion: Opinion) -> None:
        """Remember what is said now of a package; quick. `keep` puts it on the disk."""
        self._waiting[received_id] = opinion

    def keep(self) -> None:
        """Put on the disk what was said; raises a `StorageError`."""
        with self._turn:
            for received_id, opinion in list(self._waiting.items()):
                data = opinion_to_json(opinion)
                self._store.put(received_id, data, self._office.operator)
                self._forget(received_id, opinion)

    def of(self, received_id: str) -> Opinion:
        """What was said last and not signed; quick."""
        said = self._waiting.get(received_id)
        return opinion_from_json(self._store.get(received_id)) if said is None else said

    def signing(self, received_id: str, sign: Callable[[], R]) -> R:
        """Do what makes a reply of it: what was said until then is not written again afterwards."""
        with self._turn:
            said = self._waiting.get(received_id)
            signed = sign()
            if said is not None:
                self._forget(received_id, said)
            return signed

    def _forget(self, received_id: str, opinion: Opinion) -> None:
        """Unless something else was said meanwhile."""
        if self._waiting.get(received_id) is opinion:
            self._waiting.pop(received_id, None)
