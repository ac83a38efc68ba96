"""Pictures through the real worker: what it reads, and what happens when it cannot."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from PIL import Image

from poswizard.documents.reading.fact import DocumentKind, Fact
from poswizard.documents.reading.failure import ReadingError, ReadingFailed
from poswizard.documents.reading.reader import READING_LIMITS, Reader
from tests.documents.reading.measuring import Score, add, worn
from tests.documents.specimens import PAPERS, draw


@pytest.fixture(scope="module")
def own() -> Iterator[Reader]:
    """A worker that may be mistreated."""
    with Reader() as reader:
        yield reader


@pytest.mark.parametrize("kind", PAPERS)
def test_a_clean_specimen_is_read_whole(reader: Reader, kind: str) -> None:
    score = Score()
    add(score, kind, draw(kind, 3), reader)
    assert score.missed == []
    assert score.kinds_wrong == 0


@pytest.mark.parametrize("how", ["perspective", "low_resolution", "shadow"])
def test_a_worn_card_is_read_whole(reader: Reader, how: str) -> None:
    score = Score()
    add(score, how, worn(draw("id_front", 4), how, 0.3, 4), reader)
    assert score.missed == []


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_picture_that_lies_or_stands_on_its_head_is_turned(reader: Reader, turn: int) -> None:
    buffer = BytesIO()
    draw("bank_card", 2).image.rotate(turn, expand=True).save(buffer, "JPEG", quality=92)
    reading = reader.read(buffer.getvalue(), DocumentKind.BANK_CARD)
    assert reading.turn == turn
    assert reading[Fact.NUMBER].text == draw("bank_card", 2).values["number"]


def test_a_value_lies_where_its_box_says(reader: Reader) -> None:
    specimen = draw("id_front", 5)
    whole = reader.read(specimen.jpeg(), DocumentKind.ID_FRONT)
    box = whole[Fact.NUMBER].box
    cut = specimen.image.crop(
        (round(box.left), round(box.top), round(box.right), round(box.bottom))
    )
    paper = Image.new("RGB", (specimen.image.width, specimen.image.height), "white")
    paper.paste(cut, (100, 300))
    buffer = BytesIO()
    paper.save(buffer, "JPEG")
    again = reader.read(buffer.getvalue(), DocumentKind.ID_FRONT)
    assert again[Fact.NUMBER].text == specimen.values["number"]


def test_the_height_of_a_digit_is_measured(reader: Reader) -> None:
    specimen = draw("id_front", 5)
    measured = reader.read(specimen.jpeg(), DocumentKind.ID_FRONT).character_height
    assert measured == pytest.approx(specimen.character, rel=0.25)


def test_a_picture_without_print_says_nothing(reader: Reader) -> None:
    buffer = BytesIO()
    Image.new("RGB", (900, 600), (190, 180, 170)).save(buffer, "JPEG")
    reading = reader.read(buffer.getvalue(), DocumentKind.LICENCE)
    assert (reading.values, reading.seen) == ((), None)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff\xe0 cut"])
def test_what_is_no_picture_is_a_failure_with_words(reader: Reader, data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        reader.read(data, DocumentKind.ID_FRONT)
    assert caught.value.reason is ReadingFailed.NOT_A_PICTURE
    assert "重新拍摄" in caught.value.text.zh


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_worker_that_was_killed_is_started_again(own: Reader) -> None:
    picture = draw("id_back", 1).jpeg()
    own.read(picture, DocumentKind.ID_BACK)
    first = own.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert own.read(picture, DocumentKind.ID_BACK).get(Fact.AUTHORITY)
    assert own.process_id != first


def test_cancelling_ends_the_picture_and_says_so(own: Reader) -> None:
    own.warm()
    caught: list[ReadingError] = []

    def read() -> None:
        try:
            own.read(draw("licence", 1).jpeg(), DocumentKind.LICENCE)
        except ReadingError as error:
            caught.append(error)

    thread = Thread(target=read)
    thread.start()
    until = monotonic() + 20
    while thread.is_alive() and monotonic() < until:
        own.cancel()
        thread.join(0.05)
    assert [error.reason for error in caught] == [ReadingFailed.CANCELLED]


def test_an_overdue_worker_is_ended() -> None:
    limits = replace(READING_LIMITS, step_seconds=0.01)
    with Reader(limits) as reader, pytest.raises(ReadingError) as caught:
        reader.read(draw("id_front", 1).jpeg(), DocumentKind.ID_FRONT)
    assert caught.value.reason is ReadingFailed.TOO_SLOW


def test_a_worker_without_memory_does_not_start_and_says_so() -> None:
    limits = replace(READING_LIMITS, memory_bytes=200 * 2**20)
    with Reader(limits) as reader, pytest.raises(ReadingError) as caught:
        reader.warm()
    assert caught.value.reason is ReadingFailed.MISSING


def test_an_idle_worker_is_ended() -> None:
    with Reader(replace(READING_LIMITS, idle_seconds=0.05)) as reader:
        reader.warm()
        until = monotonic() + 10
        while reader.process_id is not None and monotonic() < until:
            Event().wait(0.02)
        assert reader.process_id is None


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_worker_sees_nothing_of_the_programs_environment(
    own: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.close()
    monkeypatch.setenv("POSWIZARD_PASSPHRASE", "specimen")
    own.warm()
    assert b"POSWIZARD" not in Path(f"/proc/{own.process_id}/environ").read_bytes()
