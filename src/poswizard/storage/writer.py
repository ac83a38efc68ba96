"""The one thread that saves: the window hands a change over and is told when it is on disk."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from poswizard.storage.applications import Applications
from poswizard.storage.errors import StorageError
from poswizard.wizard.summary import Summary

PAUSE = 1.0
"""Seconds after the last save or keystroke before the lines of the list are seen to."""

_RETRY = 30.0
"""Seconds after which a line that the disk refused is tried again."""

_BREATH = 0.0005
"""Seconds between two slices of the work on a line, and most that another thread waits during one."""

_USUAL_TURN = sys.getswitchinterval()

_log = logging.getLogger(__name__)

Done = Callable[[int | Exception], None]
"""Called in the writer's thread: the new version once it is durable, or why it is not."""

Derivation = Callable[[], Generator[None, None, Summary]]
"""Works a summary out, yielding whenever somebody else may have a turn."""


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
    summary: Summary | Derivation
    """What the list is to show: stored with the change, or worked out and stored once there is time."""
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
        summary: Summary | None,
        fields: Sequence[str] = (),
        operator: str = "",
    ) -> int:
        """Store a change and give the new version."""
        ...

    def summarise(self, application_id: str, version: int, summary: Summary) -> bool:
        """Store the line of the list that follows from a version, if it is still the newest."""
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

    Answers and their event come first, and "saved" is said then. The lines of the list follow in a
    commit of their own, when nothing has been saved or typed for a moment, or at a `flush`.
    """

    def __init__(self, applications: Applications | Saves, pause: float = PAUSE) -> None:
        self._applications = applications
        self._pause = pause
        self._jobs: dict[OpenApplication, _Job] = {}
        self._lines: dict[OpenApplication, Derivation] = {}
        self._changed = threading.Condition()
        self._wake = self._closing = self._busy = self._hurry = False
        self._quiet_since = time.monotonic()
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

    def put_off(self) -> None:
        """Somebody is typing: what nobody waits for is done later."""
        self._quiet_since = time.monotonic()

    def flush(self, timeout: float | None = None) -> None:
        """Wait until everything handed over is on disk, trying again what failed before.

        The lines of the list follow at once, too; one that cannot stays noted as behind.

        Raises the `StorageError` that keeps a change from being stored, or `TimeoutError`.
        """
        with self._changed:
            if self._closing:  # everything is on disk, and nobody is there to answer any more
                return
            self._wake, self._hurry, self._failure = True, True, None
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

    def abandon(self) -> None:
        """End the thread without what is left, as the person has decided who was told why it is left."""
        with self._changed:
            self._jobs.clear()
            self._lines.clear()
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def _is_idle(self) -> bool:
        # closed counts as idle: whoever still waits would wait for a thread that is gone
        return self._closing or not (self._wake or self._busy or self._hurry)

    def _queue(self, save: Save, *done: Done) -> None:
        job = self._jobs.get(save.application)
        if job is None:
            self._jobs[save.application] = _Job(save, list(done))
        else:
            job.save = job.save.followed_by(save)
            job.waiting += done

    def _run(self) -> None:
        while self._wait():
            with self._changed:
                jobs, self._jobs = self._jobs, {}
                self._wake, self._busy, self._failure = False, True, None
            for job in jobs.values():
                self._store(job)
            with self._changed:
                self._busy = False
                self._changed.notify_all()
            if self._hurry or self._is_quiet():
                self._follow()

    def _wait(self) -> bool:
        """Until there is something to store or a pause to use; false at the end."""
        with self._changed:
            while not (self._wake or self._closing or (self._lines and self._is_quiet())):
                self._changed.wait(self._until_quiet() if self._lines else None)
            return not self._closing

    def _until_quiet(self) -> float:
        return self._quiet_since + self._pause - time.monotonic()

    def _is_quiet(self) -> bool:
        return self._until_quiet() <= 0

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
        later = callable(summary)
        try:
            changed = {k: v if isinstance(v, str) else v() for k, v in save.changed.items()}
            hold.version = self._applications.save(
                hold.id,
                hold.version,
                changed,
                None if later else summary,
                save.fields,
                save.operator,
            )
        except Exception as error:  # noqa: BLE001  (the thread must live; the window is told)
            return error
        self._quiet_since = time.monotonic()
        self._lines.pop(hold, None)
        if later:
            self._lines[hold] = summary
        return hold.version

    def _follow(self) -> None:
        """Let the list follow, as long as nobody has anything better to store."""
        with _short_turns():
            while self._lines and not self._wake:
                hold, derivation = self._lines.popitem()
                if not self._followed(hold, derivation):
                    self._lines.setdefault(hold, derivation)
                    break
        with self._changed:
            self._hurry = self._hurry and self._wake
            self._changed.notify_all()

    def _followed(self, hold: OpenApplication, derivation: Derivation) -> bool:
        """Whether this line is settled. One that cannot be worked out stays behind in the store."""
        try:
            summary = self._derived(derivation())
            if summary is None:
                return False
            self._applications.summarise(hold.id, hold.version, summary)
        except Exception as error:  # noqa: BLE001  (the answers are safe, and nobody waits for this)
            _log.error("a line of the list cannot be written: %s", type(error).__name__)
            self._quiet_since = time.monotonic() + _RETRY
            return not getattr(error, "may_pass", False)
        return True

    def _derived(self, work: Generator[None, None, Summary]) -> Summary | None:
        """The summary, or nothing if something came up meanwhile."""
        began = self._quiet_since
        while True:
            try:
                next(work)
            except StopIteration as end:
                return end.value
            if self._wake or (self._quiet_since != began and not self._hurry):
                return None
            if not self._hurry:
                time.sleep(_BREATH)

    def _keep(self, save: Save) -> None:
        """Put a failed change back, before any that has come since."""
        with self._changed:
            later = self._jobs.pop(save.application, None)
            self._queue(save)
            if later is not None:
                self._queue(later.save, *later.waiting)


@contextmanager
def _short_turns() -> Iterator[None]:
    """Work in Python keeps the interpreter from the window's thread for half a millisecond at most."""
    sys.setswitchinterval(_BREATH)
    try:
        yield
    finally:
        sys.setswitchinterval(_USUAL_TURN)
