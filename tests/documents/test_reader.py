"""The worker process: what it may not do, and that its end is never the program's end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from PIL import Image

from poswizard.documents import worker_process
from poswizard.documents.frames import Frame, FrameError, read_frame, write_frame
from poswizard.documents.intake import Intake
from poswizard.documents.limits import MEBIBYTE, Limits
from poswizard.documents.refusal import IntakeError, Refusal
from tests import specimens

JPEG = specimens.picture()

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def own_intake() -> Iterator[Intake]:
    with Intake(Limits(step_seconds=2)) as intake:
        yield intake


def refusal(intake: Intake, data: bytes) -> Refusal:
    with pytest.raises(IntakeError) as refused:
        intake.take(data)
    return refused.value.reason


def proc(intake: Intake, name: str) -> bytes:
    return Path(f"/proc/{intake.process_id}/{name}").read_bytes()


def test_no_process_runs_before_it_is_needed_or_after_it_is_closed():
    with Intake() as intake:
        assert intake.process_id is None
        intake.warm()
        assert intake.process_id
    assert intake.process_id is None


def test_one_process_serves_many_files(own_intake: Intake):
    own_intake.take(JPEG)
    first = own_intake.process_id
    own_intake.take(JPEG)
    assert own_intake.process_id == first


def test_a_closed_intake_opens_again_when_needed(own_intake: Intake):
    own_intake.take(JPEG)
    own_intake.close()
    assert len(own_intake.take(JPEG)) == 1


@on_linux
def test_the_reader_has_its_limits(intake: Intake):
    intake.warm()
    limits = {
        line[:26].strip(): line[26:].split()
        for line in proc(intake, "limits").decode().splitlines()
    }
    assert limits["Max address space"][:2] == [str(1024 * MEBIBYTE)] * 2
    for nothing in ("Max core file size", "Max file size", "Max processes"):
        assert limits[nothing][:2] == ["0", "0"]
    intake.take(JPEG)
    limits = proc(intake, "limits").decode()
    seconds = limits.partition("Max cpu time")[2].split()[0]
    assert 10 <= int(seconds) < 20


@on_linux
def test_the_reader_sees_no_passphrase_and_loads_no_store(
    monkeypatch: pytest.MonkeyPatch, own_intake: Intake
):
    monkeypatch.setenv("POSWIZARD_PASSPHRASE", "correct horse")
    own_intake.take(JPEG)
    own_intake.take(specimens.pdf())
    assert b"correct horse" not in proc(own_intake, "environ")
    loaded = proc(own_intake, "maps")
    assert b"_imaging" in loaded
    for library in (b"sqlcipher", b"sqlite", b"PySide6", b"cryptography"):
        assert library not in loaded


@on_linux
def test_the_reader_holds_no_file_of_the_program(own_intake: Intake, tmp_path: Path):
    with (tmp_path / "drafts.db").open("wb"):
        own_intake.take(JPEG)
        held = [os.readlink(p) for p in Path(f"/proc/{own_intake.process_id}/fd").iterdir()]  # noqa: PTH115
    assert all(name == "/dev/null" or name.startswith("pipe:") for name in held)


def test_a_reader_killed_between_two_files_is_replaced_unnoticed(own_intake: Intake):
    own_intake.take(JPEG)
    killed = own_intake.process_id
    assert killed
    os.kill(killed, signal.SIGKILL)
    assert len(own_intake.take(JPEG)) == 1
    assert own_intake.process_id != killed


def test_a_file_that_takes_too_long_is_given_up(own_intake: Intake):
    started = monotonic()
    assert refusal(own_intake, specimens.slow_pdf()) is Refusal.TOO_SLOW
    assert monotonic() - started < 8
    assert len(own_intake.take(JPEG)) == 1


def test_a_reader_out_of_memory_is_replaced():
    with Intake(Limits(memory_bytes=160 * MEBIBYTE)) as intake:
        hungry = specimens.picture(Image.new("RGBA", (6000, 6000)), "PNG")
        assert refusal(intake, hungry) is Refusal.TOO_MUCH_MEMORY
        assert len(intake.take(JPEG)) == 1


def test_a_reader_that_cannot_start_is_said_so():
    with Intake(Limits(memory_bytes=MEBIBYTE)) as intake:
        assert refusal(intake, JPEG) is Refusal.READER_MISSING


@pytest.mark.parametrize("when", ["waiting for the first page", "between two pages"])
def test_reading_can_be_cancelled(own_intake: Intake, when: str):
    if when == "between two pages":
        with pytest.raises(IntakeError) as refused:
            own_intake.take(specimens.pdf(5), progress=lambda _: own_intake.cancel())
    else:
        own_intake.warm()
        stop = Event()
        busybody = Thread(target=_cancel_until, args=(own_intake, stop))
        busybody.start()
        with pytest.raises(IntakeError) as refused:
            own_intake.take(specimens.slow_pdf())
        stop.set()
        busybody.join()
    assert refused.value.reason is Refusal.CANCELLED
    assert len(own_intake.take(JPEG)) == 1


def test_what_was_cancelled_is_not_begun_again(own_intake: Intake):
    own_intake.take(JPEG)
    asked = own_intake.process_id
    stop = Event()
    busybody = Thread(target=_cancel_until, args=(own_intake, stop))
    busybody.start()
    assert refusal(own_intake, specimens.slow_pdf()) is Refusal.CANCELLED
    stop.set()
    busybody.join()
    assert own_intake.process_id == asked


def _cancel_until(intake: Intake, stop: Event) -> None:
    while not stop.wait(0.02):
        intake.cancel()


def test_a_failing_progress_report_leaves_the_intake_usable(own_intake: Intake):
    def fail(_: int) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        own_intake.take(specimens.pdf(3), progress=fail)
    assert len(own_intake.take(specimens.pdf(2))) == 2


def test_several_threads_wait_for_each_other(own_intake: Intake):
    sizes: list[tuple[int, int]] = []

    def take(width: int) -> None:
        (page,) = own_intake.take(specimens.picture(specimens.photo(width, 700)))
        sizes.append((width, page.width))

    threads = [Thread(target=take, args=(700 + n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sizes) == [(700 + n, 700 + n) for n in range(8)]


LIES = {
    "dies at once": "sys.exit(3)",
    "sends rubbish": "out.write(b'\\xff' * 4096)",
    "sends a huge frame": "out.write(b'\\0\\0\\0\\2\\xff\\xff\\xff\\xff{}')",
    "answers without facts": "write_frame(out, {'answer': {}}); write_frame(out, {'done': 1})",
    "answers with other types": "write_frame(out, {'answer': [1]}); write_frame(out, {'done': 1})",
    "names no known reason": "write_frame(out, {'refused': ['x']})",
    "sends pages without end": "[write_frame(out, {'answer': {'width': 1, 'height': 1, 'coloured': 1, 'taken_on': None}}) for _ in range(999)]",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_reader_that_was_taken_over_is_not_believed(monkeypatch: pytest.MonkeyPatch, lie: str):
    monkeypatch.setattr(
        worker_process,
        "_START",
        "import sys; sys.path.append(sys.argv[1])\n"
        "from poswizard.documents.frames import read_frame, write_frame\n"
        "out = sys.stdout.buffer; write_frame(out, {'ready': True})\n"
        f"read_frame(sys.stdin.buffer, 10**9); {LIES[lie]}; out.flush()",
    )
    with Intake() as intake:
        assert refusal(intake, JPEG) is Refusal.READER_STOPPED


def test_a_frame_comes_back_as_it_was_sent(tmp_path: Path):
    path = tmp_path / "frame"
    with path.open("wb") as stream:
        write_frame(stream, {"kind": "pdf"}, b"\0body")
    with path.open("rb") as stream:
        assert read_frame(stream, 100) == Frame({"kind": "pdf"}, b"\0body")
        with pytest.raises(FrameError):
            read_frame(stream, 100)
