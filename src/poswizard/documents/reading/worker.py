"""The reading worker: a process of its own that turns pictures into lines of print.

It holds no key and no database, sees none of the program's environment, may write no file, and answers on its
standard output in the messages of `documents.frames`. Reading is slow and memory-hungry, and its libraries are
native code: here none of that holds up the window or takes it down.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import IO, TYPE_CHECKING

from poswizard.documents.frames import FrameError, read_frame, write_frame
from poswizard.documents.limits import MEBIBYTE, stand_back
from poswizard.documents.reading.wish import Wish

if TYPE_CHECKING:
    from poswizard.documents.reading.engine import Engine

FLAG = "--read-documents"
"""First argument by which a frozen program is started as its own reading worker; `memory_bytes` follows."""

MAX_PICTURE_BYTES = 64 * MEBIBYTE


def main(memory_bytes: int) -> None:
    """Serve one picture after another until the program closes the pipe."""
    _bind(memory_bytes)
    # a native library that prints must not get between the messages
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = open(0, "rb", closefd=False)  # noqa: SIM115 a descriptor, open until exit
    from poswizard.documents.reading.engine import Engine

    engine = Engine()
    write_frame(answers, {"ready": True})
    while _serve(engine, requests, answers):
        pass


def _serve(engine: Engine, requests: IO[bytes], answers: IO[bytes]) -> bool:
    """Answer one request; false when there is none left."""
    try:
        request = read_frame(requests, MAX_PICTURE_BYTES)
    except FrameError:
        return False
    try:
        said = engine.sheet(request.body, Wish.from_header(request.header))
        write_frame(answers, {"read": True}, json.dumps(said).encode())
    except MemoryError:
        write_frame(answers, {"failed": "stopped", "cause": "MemoryError"})
        return False  # what else failed to get memory is not known: a fresh process is sure
    except Exception as error:  # noqa: BLE001 decoders raise anything at all on broken bytes
        write_frame(answers, {"failed": "not_a_picture", "cause": type(error).__name__})
    return True


def _bind(memory_bytes: int) -> None:
    """Give up what reading does not need; unlike the picture reader it must start threads."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C belongs to the program
    if sys.platform == "win32":
        return
    import resource

    stand_back()
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(kind, (most, most))
