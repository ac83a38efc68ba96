"""The one thread that saves: the window hands a change over and is told when it is on disk."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from poswizard.storage.applications import Applications
from poswizard.storage.errors import StorageError
from poswizard.wizard.summary import Summary

_log = logging.getLogger(__name__)

Done = Callable[[int | Exception], None]
"""Called in the writer's thread: the new version once it is durable, or why it is not."""


class OpenApplication:
    """One window's hold on an application: the version it goes on from.

    The writer moves it on after each of this hold's own saves. A second window has its own hold,
    so its older version is noticed however close the two are.
    """

    def __init__(self, application_id: str, version: int) -> None:
        self.id = application_id
        self.version = version


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """A change of one application, to be stored."""

    application: OpenApplication
    changed: Mapping[str, str | Callable[[], str]]
    """JSON text of each changed step's answers by step key, or what makes it in the writer's thread."""
    summary: Summary | Callable[[], Summary]
    fields: Sequence[str] = ()
    """Keys of the fields touched."""
    operator: str = ""

    def followed_by(self, later: Save) -> Save:
        """Both changes as one."""
        return Save(
            application=self.application,
            changed={**self.changed, **later.changed},
            summary=later.summary,
            fields=tuple(dict.fromkeys((*self.fields, *later.fields))),
            operator=later.operator,
        )


class Saves(Protocol):
    """Where the writer puts a change; `Applications` is one."""

    def save(
        self,
        application_id: str,
        version: int,
        changed: Mapping[str, str],
        summary: Summary,
        fields: Sequence[str] = (),
        operator: str = "",
    ) -> int:
        """Store a change and give the new version."""
        ...


@dataclass(slots=True)
class _Job:
    save: Save
    waiting: list[Done] = field(default_factory=list)
    """Those who have not been told anything yet."""


class Writer:
    """Saves in the background, in order, one commit after another.

    Changes of one application that come while a commit is under way become one. A change that
    fails because the disk is full, say, is kept and tried again with the next: nothing is lost as
    long as the program runs. A conflict is the window's to settle, and not tried again.
    """

    def __init__(self, applications: Applications | Saves) -> None:
        self._applications = applications
        self._jobs: dict[OpenApplication, _Job] = {}
        self._changed = threading.Condition()
        self._wake = self._closing = self._busy = False
        self._failure: StorageError | None = None
        self._thread = threading.Thread(target=self._run, name="poswizard-writer", daemon=True)
        self._thread.start()

    def submit(self, save: Save, done: Done) -> None:
        """Hand a change over; returns at once. `done` is called when its fate is known."""
        with self._changed:
            if self._closing:
                raise RuntimeError("the writer is closed")
            self._queue(save, done)
            self._wake = True
            self._changed.notify_all()

    def flush(self, timeout: float | None = None) -> None:
        """Wait until everything handed over is on disk, trying again what failed before.

        Raises the `StorageError` that keeps a change from being stored, or `TimeoutError`.
        """
        with self._changed:
            if self._closing:  # everything is on disk, and nobody is there to answer any more
                return
            self._wake, self._failure = True, None
            self._changed.notify_all()
            if not self._changed.wait_for(self._is_idle, timeout):
                raise TimeoutError
            if self._failure is not None:
                raise self._failure

    @property
    def has_unsaved(self) -> bool:
        """Whether a change is not on disk yet."""
        with self._changed:
            return self._busy or bool(self._jobs)

    def close(self) -> None:
        """Save what is left and end the thread; raises like `flush`, and stays open then."""
        self.flush()
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def _is_idle(self) -> bool:
        # closed counts as idle: whoever still waits would wait for a thread that is gone
        return self._closing or not (self._wake or self._busy)

    def _queue(self, save: Save, *done: Done) -> None:
        job = self._jobs.get(save.application)
        if job is None:
            self._jobs[save.application] = _Job(save, list(done))
        else:
            job.save = job.save.followed_by(save)
            job.waiting += done

    def _run(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._wake or self._closing)
                if self._closing:
                    return
                jobs, self._jobs = self._jobs, {}
                self._wake, self._busy, self._failure = False, True, None
            for job in jobs.values():
                self._store(job)

    def _store(self, job: _Job) -> None:
        outcome = self._outcome(job.save)
        if isinstance(outcome, StorageError):
            self._failure = outcome
            if outcome.may_pass:
                self._keep(job.save)
        for done in job.waiting:
            try:
                done(outcome)
            except Exception as error:  # noqa: BLE001  (the next change must be stored all the same)
                _log.error("a listener of the writer failed: %s", type(error).__name__)

    def _outcome(self, save: Save) -> int | Exception:
        hold, summary = save.application, save.summary
        try:
            changed = {k: v if isinstance(v, str) else v() for k, v in save.changed.items()}
            hold.version = self._applications.save(
                hold.id,
                hold.version,
                changed,
                summary if isinstance(summary, Summary) else summary(),
                save.fields,
                save.operator,
            )
        except Exception as error:  # noqa: BLE001  (the thread must live; the window is told)
            return error
        return hold.version

    def _keep(self, save: Save) -> None:
        """Put a failed change back, before any that has come since."""
        with self._changed:
            later = self._jobs.pop(save.application, None)
            self._queue(save)
            if later is not None:
                self._queue(later.save, *later.waiting)
