"""Garbage is collected by the window's thread and by no other."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from poswizard.ui.collector import Collector


class _Loop:
    def __init__(self, ended_on: list[int]) -> None:
        self.me = self
        weakref.finalize(self, lambda: ended_on.append(threading.get_ident()))


def test_what_another_thread_leaves_behind_is_collected_here(qtbot: QtBot):
    owner, ended_on = QObject(), []
    _Loop(ended_on)
    Collector(owner)

    def makes_much() -> None:
        kept = [[] for _ in range(100_000)]
        assert kept

    thread = threading.Thread(target=makes_much)
    thread.start()
    thread.join()
    assert ended_on == []  # though there was reason enough

    def is_collected() -> bool:
        for _ in range(1_000):
            loop: list[object] = []
            loop.append(loop)
        return bool(ended_on)

    qtbot.waitUntil(is_collected)
    assert ended_on == [threading.get_ident()]
    assert not gc.isenabled()
