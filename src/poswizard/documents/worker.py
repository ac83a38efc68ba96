"""The picture reader: a process of its own that turns outside files into clean pictures.

It holds no key and no database, sees none of the program's environment, may write no file, and
answers on its standard output in the messages of `frames`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import IO

from poswizard.documents.file_kind import MAX_FILE_BYTES
from poswizard.documents.frames import Answer, Frame, FrameError, read_frame, write_frame
from poswizard.documents.limits import bind_this_process, grant_processor_seconds
from poswizard.documents.refusal import IntakeError, Refusal

FLAG = "--read-pictures"
"""First argument by which a frozen program is started as its own picture reader; `memory_bytes`
and `step_seconds` follow."""


Answering = Callable[[Frame], Iterator[Answer]]
"""What a worker does: the answers to a request."""


def main(memory_bytes: int, step_seconds: int) -> None:
    """Decode and work on pictures until the program closes the pipe."""
    bind_this_process(memory_bytes)
    serve(_prepared, step_seconds)


def serve(prepared: Callable[[], Answering], processor_seconds: int) -> None:
    """Answer one request after another until the program closes the pipe.

    A step of an answer may take so many seconds of processor time.
    """
    # a native library that prints must not get between the messages
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = open(0, "rb", closefd=False)  # noqa: SIM115 a descriptor, open until exit
    answering = prepared()
    write_frame(answers, {"ready": True})
    while _serve_one(answering, requests, answers, processor_seconds):
        pass


def _serve_one(
    answering: Answering, requests: IO[bytes], answers: IO[bytes], processor_seconds: int
) -> bool:
    """Answer one request; false when there is none left."""
    try:
        request = read_frame(requests, MAX_FILE_BYTES)
    except FrameError:
        return False
    grant_processor_seconds(processor_seconds)
    try:
        for facts, data in answering(request):
            write_frame(answers, {"answer": facts}, data)
            grant_processor_seconds(processor_seconds)
        write_frame(answers, {"done": True})
    except IntakeError as error:
        write_frame(answers, {"refused": error.reason.value, "cause": error.cause})
    except MemoryError:
        write_frame(answers, {"refused": Refusal.TOO_MUCH_MEMORY.value})
        return False  # what else failed to get memory is not known: a fresh process is sure
    except Exception as error:  # noqa: BLE001 decoders raise anything at all on hostile bytes
        write_frame(answers, {"refused": Refusal.DAMAGED.value, "cause": type(error).__name__})
    return True


def _prepared() -> Answering:
    from poswizard.documents.images import forbid_pixel_floods

    forbid_pixel_floods()
    return _answers


def _answers(request: Frame) -> Iterator[Answer]:
    # the decoders are loaded on first use: a PDF engine for those who take a PDF, and OpenCV for
    # those who work on pictures of ours
    task = request.header.get("task")
    if task == "picture":
        from poswizard.documents.images import picture_answers

        return picture_answers(request)
    if task == "pdf":
        from poswizard.documents.pdf_pages import pdf_answers

        return pdf_answers(request)
    from poswizard.documents.pixel_work import work_answers

    return work_answers(request)
