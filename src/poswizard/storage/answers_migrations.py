"""Migrations over answers: when a question is renamed or removed, its stored answers follow.

    @migration(7)
    def split_contact_name(steps: Steps) -> None:
        \"\"\"The contact's name became family name and given name.\"\"\"

Each runs once on an application when it is next opened, and on imported packages; its sentence is
logged. Numbers count up without a gap. A test refuses a migration that no test names.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

Steps = dict[str, dict[str, Any]]
"""The answers of one application: step key, then field key, then stored value."""

Migration = Callable[[Steps], None]

_log = logging.getLogger(__name__)


class Registry:
    """The migrations in order."""

    def __init__(self) -> None:
        self._migrations: list[Migration] = []

    @property
    def newest(self) -> int:
        """Number of the last migration; 0 as long as there is none."""
        return len(self._migrations)

    def migration(self, number: int) -> Callable[[Migration], Migration]:
        """Declare the migration that makes answers of format `number` out of those before it."""

        def declare(change: Migration) -> Migration:
            if number != self.newest + 1:
                raise ValueError(f"migration {number} does not follow {self.newest}")
            if not (change.__doc__ or "").strip():
                raise ValueError(f"migration {number} lacks the sentence that is logged")
            self._migrations.append(change)
            return change

        return declare

    def upgrade(self, steps: Steps, stored: int) -> int:
        """Bring answers of format `stored` up to date in place; the format they have now.

        Answers of a newer format than this program knows are left as they are.
        """
        for number, change in enumerate(self._migrations[stored:], stored + 1):
            change(steps)
            _log.info("answers migration %d: %s", number, (change.__doc__ or "").strip())
        return max(stored, self.newest)

    def names(self) -> list[str]:
        """The migrations' names, for the test that looks for theirs."""
        return [getattr(change, "__name__", "") for change in self._migrations]


MIGRATIONS = Registry()
migration = MIGRATIONS.migration


def rename(steps: Steps, step: str, old: str, new: str) -> None:
    """Move an answer to another field of its step; an answer that is already there stays."""
    answers = steps.get(step, {})
    if old in answers:
        answers.setdefault(new, answers.pop(old))


def remove(steps: Steps, step: str, field: str) -> None:
    """Forget the answer to a question that is asked no longer."""
    steps.get(step, {}).pop(field, None)
