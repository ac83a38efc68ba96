"""A running reading worker as the program sees it: started, asked, and ended when it overruns."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import poswizard
from poswizard.documents.frames import Frame, FrameError, read_frame, write_frame
from poswizard.documents.limits import MEBIBYTE
from poswizard.documents.reading.failure import ReadingError, ReadingFailed
from poswizard.documents.reading.worker import FLAG

_MAX_ANSWER_BYTES = 4 * MEBIBYTE
# Windows finds its own libraries by these; no other variable reaches the worker, least of all
# the passphrase
_ENVIRONMENT = ("SYSTEMROOT", "WINDIR")
_START = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from poswizard.documents.reading.worker import main; main(int(sys.argv[2]))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """Bounds of one worker; seconds are of the wall clock."""

    memory_bytes: int = 3072 * MEBIBYTE
    """Of address space, of which the models and their threads take most without using it."""
    start_seconds: float = 60
    """For the models to be loaded, with a cold disk and a virus scanner in the way."""
    picture_seconds: float = 60
    """For one look at one picture; a second on two free cores, far longer where all are taken."""
    idle_seconds: float = 300
    """After which an unused worker is ended and its memory given back."""


class ReadingProcess:
    """One worker process. Not for two threads at once, except `end`."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._overdue = False
        self.has_read = False
        """Whether it has read a picture already."""
        self._process = _started(limits)
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 opened as pipes
        self._requests, self._answers = self._process.stdin, self._process.stdout
        try:
            self._receive(limits.start_seconds)
        except ReadingError as error:
            self.clear_away()
            raise ReadingError(ReadingFailed.MISSING, error.cause) from error

    @property
    def process_id(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def ask(self, header: Mapping[str, object], picture: bytes, seconds: float) -> bytes:
        """The answer to one picture, as JSON; raises `ReadingError`."""
        with self._ended_after(seconds):
            with suppress(
                OSError
            ):  # a worker that ended is noticed below, where the reason is known
                write_frame(self._requests, header, picture)
            frame = self._next_frame()
        if "read" not in frame.header:
            raise self._failure(frame)
        self.has_read = True
        return frame.body

    def end(self) -> None:
        """End the process at once; whoever waits for an answer gets a `ReadingError`."""
        self._process.kill()

    def clear_away(self) -> None:
        """End the process and release its pipes."""
        self.end()
        self._process.wait()
        self._answers.close()
        with suppress(OSError):  # bytes of the last picture may wait for a worker that is gone
            self._requests.close()

    def _receive(self, seconds: float) -> Frame:
        with self._ended_after(seconds):
            return self._next_frame()

    def _next_frame(self) -> Frame:
        try:
            return read_frame(self._answers, _MAX_ANSWER_BYTES)
        except FrameError as error:
            raise self._broken(str(error)) from error

    @contextmanager
    def _ended_after(self, seconds: float) -> Iterator[None]:
        timer = Timer(seconds, self._end_overdue)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end_overdue(self) -> None:
        self._overdue = True
        self.end()

    def _broken(self, cause: str) -> ReadingError:
        self.end()
        code = self._process.wait()
        if self._overdue:
            return ReadingError(ReadingFailed.TOO_SLOW)
        return ReadingError(ReadingFailed.STOPPED, f"{cause}, exit code {code}")

    def _failure(self, frame: Frame) -> ReadingError:
        try:
            reason = ReadingFailed(frame.header.get("failed"))
        except ValueError:
            return self._broken("unknown answer")
        return ReadingError(reason, str(frame.header.get("cause", ""))[:80])


def _started(limits: ReadingLimits) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 our own interpreter and code
            [*_command(), str(limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could quote a document
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ReadingError(ReadingFailed.MISSING, type(error).__name__) from error


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    # isolated from the user's environment, and writing no byte code since it may write no file
    root = Path(poswizard.__file__).resolve().parents[1]
    return [sys.executable, "-I", "-B", "-c", _START, str(root)]
