"""A running picture reader as the program sees it: started, asked, and ended when it overruns."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from time import monotonic

import poswizard
from poswizard.documents.frames import Frame, FrameError, read_frame, write_frame
from poswizard.documents.limits import MEBIBYTE, Limits
from poswizard.documents.refusal import IntakeError, Refusal
from poswizard.documents.worker import FLAG

MAX_ANSWERS = 200
"""As many as a PDF has pages to choose from."""
MAX_PAGE_BYTES = 64 * MEBIBYTE
"""Above any JPEG of the largest page; a reader that sends more is not ours any longer."""

# Windows finds its own libraries by these; no other variable reaches the reader, least of all
# the passphrase
_ENVIRONMENT = ("SYSTEMROOT", "WINDIR")
# a reader may start no thread or process, which these libraries do when they are loaded
_SINGLE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

_START = "import sys; sys.path.append(sys.argv[1]); from poswizard.documents.worker import main; main(*map(int, sys.argv[2:]))"


class Reader:
    """One worker process. Not for two threads at once, except `end`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overdue = False
        self.is_idle = True
        """False from a question to its last answer; a reader left in between is of no more use."""
        self.has_read = False
        """Whether it has had an outside file in its hands already."""
        self._process = _started(limits)
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 opened as pipes
        self._requests, self._answers = self._process.stdin, self._process.stdout
        try:
            self._receive(limits.start_seconds)
        except IntakeError as error:
            self.clear_away()
            raise IntakeError(Refusal.READER_MISSING, error.cause) from error

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
        self.has_read, self.is_idle = True, True
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
        with suppress(OSError):  # bytes of the last file may wait for a reader that is gone
            self._requests.close()

    def _first_answer(self, request: Frame) -> Frame:
        with self._ended_after(self._limits.step_seconds):
            # a reader that ended is noticed below, where the reason is known
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


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 our own interpreter and code
            [*_command(), str(limits.memory_bytes), str(limits.step_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could quote a file
            env=_SINGLE | {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise IntakeError(Refusal.READER_MISSING, type(error).__name__) from error


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    # isolated from the user's environment, and writing no byte code since it may write no file
    root = Path(poswizard.__file__).resolve().parents[1]
    return [sys.executable, "-I", "-B", "-c", _START, str(root)]
