"""One run of `scanimage`: its output, its progress and its end, with a bound on silence."""

from __future__ import annotations

import os
import re
import selectors
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Self

from poswizard.documents.scanner import Cancelled, Progress, ScannerError, Trouble

MOST_BYTES = 512 * 1024 * 1024
"""More than any page at 600 dpi; a driver that sends more has gone mad."""

_LOOK_SECONDS = 0.1
"""How often to ask whether it was cancelled."""
_MANNERS_SECONDS = 3.0
"""How long it may take to send the carriage home after being asked to stop."""
_CHUNK = 1 << 16

_FAILURE = re.compile(rb"sane_(?:start|read): ([\w /]+)")
_REFUSED = 4
"""SANE's code for an argument that makes no sense: nothing came, and trying again will not help."""
_SAID = {
    b"Device busy": 3,
    b"End of file reached": 5,
    b"Document feeder jammed": 6,
    b"Document feeder out of documents": 7,
    b"Scanner cover is open": 8,
    b"Error during device I/O": 9,
    b"Out of memory": 10,
    b"Access to resource has been denied": 11,
}
"""SANE's words for its status codes (sane_strstatus), which scanimage says before it ends.

Several drivers stop their reading thread wherever it is, and then hang or crash in one run of
fifty: what was said counts for more than how it ended.
"""

# what SANE and its drivers read; no other variable reaches it, least of all the passphrase
_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LD_LIBRARY_PATH",
    "SANE_CONFIG_DIR",
    "SANE_DEFAULT_DEVICE",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "DBUS_SYSTEM_BUS_ADDRESS",
)


class Run:
    """A process under way; leaving the context ends it. Raises `ScannerError` alone."""

    def __init__(
        self,
        command: Sequence[str],
        silence_seconds: float,
        cancelled: Cancelled,
        progress: Progress | None = None,
    ) -> None:
        self._silence, self._cancelled, self._progress = silence_seconds, cancelled, progress
        self._heard = monotonic()
        self._tail = b""
        self._said: int | None = None
        self._process = _started(command)
        assert self._process.stdout and self._process.stderr  # noqa: S101, PT018 opened as pipes
        self._out, self._err = self._process.stdout, self._process.stderr
        os.set_blocking(self._out.fileno(), False)
        os.set_blocking(self._err.fileno(), False)
        self._watched = selectors.DefaultSelector()
        self._watched.register(self._err, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._watched.close()
        self._out.close()
        self._err.close()

    def output(self) -> bytes:
        """All it writes to its standard output."""
        return self._read(self._out.fileno()) or b""

    def next_page(self, pipe: Path) -> bytes | None:
        """What it writes into a pipe, or nothing when it ended without opening it."""
        descriptor = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        try:
            return self._read(descriptor)
        finally:
            os.close(descriptor)

    def exit_code(self) -> int:
        """What it said was wrong, as SANE's status code, or else its exit code, waited for."""
        while self._process.poll() is None:
            self._look(None)
        while self._err.fileno() in {key.fd for key, _ in self._watched.select(0)}:
            self._hear()  # its last words
        return self._process.returncode if self._said is None else self._said

    def _read(self, descriptor: int) -> bytes | None:
        """The bytes of a pipe until its writer closes it; nothing if no writer ever came."""
        parts: list[bytes] = []
        size = 0
        self._watched.register(descriptor, selectors.EVENT_READ)
        try:
            while True:
                is_over = self._process.poll() is not None  # before looking: nothing comes after
                if self._look(descriptor):
                    part = os.read(descriptor, _CHUNK)
                    if not part:
                        return b"".join(parts)
                    parts.append(part)
                    size += len(part)
                    if size > MOST_BYTES:
                        raise ScannerError(Trouble.UNUSABLE, "too many bytes")
                elif is_over:
                    return b"".join(parts) if parts else None
        finally:
            self._watched.unregister(descriptor)

    def _look(self, descriptor: int | None) -> bool:
        """Wait a moment for something to happen; whether the descriptor can be read."""
        if self._cancelled():
            raise ScannerError(Trouble.CANCELLED)
        ready = {key.fd for key, _events in self._watched.select(_LOOK_SECONDS)}
        if self._err.fileno() in ready:
            self._hear()
        if ready:
            self._heard = monotonic()
        elif self._said is not None and monotonic() - self._heard > _MANNERS_SECONDS:
            self._end()
        elif monotonic() - self._heard > self._silence:
            raise ScannerError(Trouble.TOO_SLOW)
        return descriptor in ready

    def _hear(self) -> None:
        """Pass on the progress it tells on its error output."""
        said = os.read(self._err.fileno(), _CHUNK)
        if not said:
            self._watched.unregister(self._err)
            return
        lines = re.split(rb"[\r\n]", self._tail + said)
        self._tail = lines[-1][-200:]  # a line may come in two parts
        for words in _FAILURE.findall(b"\n".join(lines)):
            self._said = _SAID.get(words.strip(), _REFUSED)
        told = re.findall(rb"Progress: ([\d.]+)%", b"\n".join(lines))
        if told and self._progress:
            self._progress(min(float(told[-1]) / 100, 1.0))

    def _end(self) -> None:
        """Ask it to stop, so that the carriage goes home; then make it."""
        if self._process.poll() is None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_MANNERS_SECONDS)
                return
            self._process.kill()
            self._process.wait()


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 a program of the system, arguments of our own
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
    except OSError as error:
        raise ScannerError(Trouble.NOT_INSTALLED, type(error).__name__) from error
