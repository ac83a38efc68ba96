"""Pictures unpacked beside the window."""

from __future__ import annotations

from threading import Thread

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from poswizard.ui.unpacking import size_of, unpacked
from tests.documents.specimens import draw

SMALL = draw("id_front", 1).jpeg()
DOT = b"P1 1 1 1\n"
"""A picture of one black point, in the plainest of formats."""


@pytest.mark.timeout(120, method="thread")
def test_the_window_and_a_thread_never_wait_for_each_other(qtbot: QtBot) -> None:
    """A style sheet asks Qt for its image formats while the window holds the interpreter, as here."""
    threads = [Thread(target=_unpack_many, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    looked_up = 0
    while any(thread.is_alive() for thread in threads):
        looked_up += not QImage.fromData(DOT).isNull()
    assert looked_up > 0
    assert unpacked(SMALL).size() == size_of(SMALL)


def _unpack_many() -> None:
    for _ in range(60):
        unpacked(SMALL)


def test_a_picture_is_unpacked_no_larger_than_asked_for() -> None:
    within = unpacked(SMALL, QSize(320, 320))
    assert max(within.width(), within.height()) == 320


def test_what_is_no_picture_is_null() -> None:
    assert unpacked(b"no picture").isNull()
    assert not size_of(b"no picture").isValid()
