"""A running worker process as the program sees it: started, asked, and ended when it overruns."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from time import monotonic

import poswizard
from poswizard.documents.frames import Frame, FrameError, read_frame, write_frame
from poswizard.documents.limits import MEBIBYTE, Limits
from poswizard.documents.refusal import IntakeError, Refusal

MAX_ANSWERS = 200
"""As many as a PDF has pages to choose from."""
MAX_PAGE_BYTES = 64 * MEBIBYTE
"""Above any JPEG of the largest page; a worker that sends more is not ours any longer."""

# Windows finds its own libraries by these; no other variable reaches a worker, least of all
# the passphrase
_ENVIRONMENT = ("SYSTEMROOT", "WINDIR")
_START = (
    "import sys; from importlib import import_module; sys.path.append(sys.argv[1]); "
    "import_module(sys.argv[2]).main(*map(int, sys.argv[3:]))"
)


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is there for: the module whose `main` it runs."""

    module: str
    """Its full name; `main` takes `memory_bytes` and `step_seconds`."""
    flag: str
    """First argument by which a frozen program becomes this worker; those two follow."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables that its libraries look for."""


class WorkerProcess:
    """One worker process. Not for two threads at once, except `end`."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self._limits = limits
        self._overdue = False
        self.is_idle = False
        """Not before it is ready, nor from a question to its last answer; left in between it is of no more use."""
        self.has_worked = False
        """Whether it has had something of somebody else's in its hands already."""
        self._process = _started(work, limits)
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 opened as pipes
        self._requests, self._answers = self._process.stdin, self._process.stdout

    def wait_until_ready(self) -> None:
        """Until it has loaded what it needs; raises `IntakeError`."""
        try:
            self._receive(self._limits.start_seconds)
        except IntakeError as error:
            raise IntakeError(Refusal.READER_MISSING, error.cause) from error
        self.is_idle = True

    @property
    def process_id(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def ask(self, request: Frame) -> Iterator[Frame]:
        """The answers as they come; raises `IntakeError` when there is none or no further one."""
        self.is_idle = False
        until = monotonic() + self._limits.file_seconds
        frame = self._first_answer(request)
        answers = 0
        while "answer" in frame.header:
            answers += 1
            if answers > MAX_ANSWERS:
                raise self._broken("more answers than there may be")
            yield frame
            frame = self._receive(min(self._limits.step_seconds, until - monotonic()))
        self.has_worked, self.is_idle = True, True
        if "done" not in frame.header:
            raise self._refusal(frame)

    def end(self) -> None:
        """End the process at once; whoever waits for an answer gets an `IntakeError`."""
        self._process.kill()

    def clear_away(self) -> None:
        """End the process and release its pipes."""
        self.end()
        self._process.wait()
        self._answers.close()
        with suppress(OSError):  # bytes of the last request may wait for a worker that is gone
            self._requests.close()

    def _first_answer(self, request: Frame) -> Frame:
        with self._ended_after(self._limits.step_seconds):
            # a worker that ended is noticed below, where the reason is known
            with suppress(OSError):
                write_frame(self._requests, request.header, request.body)
            return self._next_frame()

    def _receive(self, seconds: float) -> Frame:
        with self._ended_after(seconds):
            return self._next_frame()

    def _next_frame(self) -> Frame:
        try:
            return read_frame(self._answers, MAX_PAGE_BYTES)
        except FrameError as error:
            raise self._broken(str(error)) from error

    @contextmanager
    def _ended_after(self, seconds: float) -> Iterator[None]:
        timer = Timer(max(0.0, seconds), self._end_overdue)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end_overdue(self) -> None:
        self._overdue = True
        self.end()

    def _broken(self, cause: str) -> IntakeError:
        self.end()
        code = self._process.wait()
        if self._overdue or (sys.platform != "win32" and code == -signal.SIGXCPU):
            return IntakeError(Refusal.TOO_SLOW)
        return IntakeError(Refusal.READER_STOPPED, f"{cause}, exit code {code}")

    def _refusal(self, frame: Frame) -> IntakeError:
        try:
            reason = Refusal(frame.header.get("refused"))
        except ValueError:
            return self._broken("unknown answer")
        return IntakeError(reason, str(frame.header.get("cause", ""))[:80])


def _started(work: Work, limits: Limits) -> subprocess.Popen[bytes]:
    bounds = (str(limits.memory_bytes), str(math.ceil(limits.step_seconds)))
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        return subprocess.Popen(  # noqa: S603 our own interpreter and code
            [*_command(work), *bounds],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could quote a document
            env={**work.environment, **kept},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise IntakeError(Refusal.READER_MISSING, type(error).__name__) from error


def _command(work: Work) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, work.flag]
    # isolated from the user's environment, and writing no byte code since it may write no file
    root = Path(poswizard.__file__).resolve().parents[1]
    return [sys.executable, "-I", "-B", "-c", _START, str(root), work.module]
