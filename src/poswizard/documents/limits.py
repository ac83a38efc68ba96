"""What a worker process may use up, and how it binds itself to that."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one worker process; seconds are both of processor time and of the wall clock."""

    memory_bytes: int = 1024 * MEBIBYTE
    step_seconds: float = 10
    """For a picture, for opening a PDF, and for each of its pages: a slow counter computer may
    need longer than ten seconds for twenty honest pages, but never for one."""
    file_seconds: float = 60
    """For a whole file."""
    start_seconds: float = 30
    """For the process to come up, with a cold disk and a virus scanner in the way."""
    idle_seconds: float | None = None
    """After which an unused worker is ended and its memory given back; none: it stays."""


_MODESTY = 10
"""By how much a worker stands back (nice(2)): the window that it works for is drawn first."""
_BELOW_NORMAL = 0x4000
"""The same on Windows (SetPriorityClass)."""


def bind_this_process(memory_bytes: int, *, is_alone: bool = True) -> None:
    """Give up, for good, what work on a picture does not need: memory, files, dumps, and children.

    One that is not alone may start threads, and therefore, as far as the system can tell, processes.
    Where the system has no such limits (Windows) the pixel, page, size and wall-clock limits hold
    alone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C belongs to the program, not to its worker
    _stand_back()
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_AS, memory_bytes)
    for nothing in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        _lower(nothing, 0)
    if is_alone:
        _lower(resource.RLIMIT_NPROC, 0)
    if sys.platform == "linux":
        # a core limit of 0 does not stop dumps that the kernel pipes to a collector (core(5))
        pr_set_dumpable = 4
        ctypes.CDLL(None).prctl(pr_set_dumpable, 0, 0, 0, 0)


def _stand_back() -> None:
    """Let the window have the processor first."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_MODESTY)


def grant_processor_seconds(seconds: int) -> None:
    """Let this process compute for so much longer; past it the system ends it."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + 1 + seconds, hard))


if sys.platform != "win32":

    def _lower(kind: int, to: int) -> None:
        import resource

        _, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or to < hard:
            resource.setrlimit(kind, (to, to))
