"""How long work says how far it is, and hears that it shall stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from poswizard.package.errors import CancelledError

Progress = Callable[[float], None]
"""Called with how much is done, from 0 to 1, several times a megabyte."""

Cancelled = Callable[[], bool]
"""True once the person has asked to stop."""


def silent(_done: float) -> None:
    """A progress nobody looks at."""


def never() -> bool:
    """A cancel button nobody presses."""
    return False


@dataclass(frozen=True, slots=True)
class Watch:
    """Progress and cancel of a whole piece of work, or of one part of it."""

    progress: Progress = silent
    cancelled: Cancelled = never
    start: float = 0.0
    share: float = 1.0

    def part(self, start: float, end: float) -> Watch:
        """The same watch, over the part from `start` to `end` of this one."""
        return replace(
            self, start=self.start + self.share * start, share=self.share * (end - start)
        )

    def at(self, done: float) -> None:
        """Tell that `done` (0 to 1) of this part is done; raise `CancelledError` when asked to stop."""
        if self.cancelled():
            raise CancelledError
        self.progress(self.start + self.share * done)
