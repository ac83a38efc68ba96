"""The reading worker: a process of its own that turns pictures into lines of print.

It is bound and served as the picture reader is (`documents.worker`), but may start threads. Reading is slow and
memory-hungry, and its libraries are native code: here none of that holds up the window or takes it down.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from poswizard.documents.frames import Answer, Frame
from poswizard.documents.limits import bind_this_process
from poswizard.documents.reading.wish import Wish
from poswizard.documents.worker import Answering, serve

FLAG = "--read-documents"
"""First argument by which a frozen program is started as its own reading worker; `memory_bytes` and
`step_seconds` follow."""
_THREADS_AT_MOST = 4
"""Between which a picture's processor time may be spread."""


def main(memory_bytes: int, step_seconds: int) -> None:
    """Read one picture after another until the program closes the pipe."""
    bind_this_process(memory_bytes, is_alone=False)
    serve(_prepared, step_seconds * _THREADS_AT_MOST)


def _prepared() -> Answering:
    from poswizard.documents.reading.engine import Engine

    engine = Engine()

    def read(request: Frame) -> Iterator[Answer]:
        said = engine.sheet(request.body, Wish.from_header(request.header))
        yield {}, json.dumps(said).encode()

    return read
