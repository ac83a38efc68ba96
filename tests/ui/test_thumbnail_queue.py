"""Pictures on their way to a page come after the page, and one at a time."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poswizard.ui.editors.page_intake import THUMBNAIL, small
from poswizard.ui.editors.thumbnail_queue import ThumbnailQueue
from tests.specimens import id_front
from tests.steps.asking import resident_id

PATIENCE = 10
"""Seconds after which work that is never let go on goes on."""


class Page(QObject):
    """Where pictures come to."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[QImage] = []
        self.errors: list[Exception] = []

    def show(self, picture: QImage) -> None:
        self.pictures.append(picture)

    def fail(self, error: Exception) -> None:
        self.errors.append(error)


def _lost() -> QImage:
    raise LookupError


def test_one_picture_is_loaded_at_a_time_and_none_before_the_page_stands(qtbot: QtBot):
    queue, page, begun, may_end = ThumbnailQueue(), Page(), [], Event()

    def load() -> QImage:
        begun.append(1)
        may_end.wait(PATIENCE)
        return QImage()

    for _ in range(3):
        queue.want(load, page.show, page.fail)
    assert begun == []
    qtbot.waitUntil(lambda: bool(begun))
    for _ in range(20):
        QApplication.processEvents()
    assert len(begun) == 1
    may_end.set()

    qtbot.waitUntil(lambda: queue.is_idle)
    assert len(page.pictures) == 3


def test_a_picture_that_is_lost_does_not_hold_up_the_next(qtbot: QtBot):
    queue, page = ThumbnailQueue(), Page()
    queue.want(_lost, page.show, page.fail)
    queue.want(QImage, page.show, page.fail)

    qtbot.waitUntil(lambda: queue.is_idle)

    assert (len(page.errors), len(page.pictures)) == (1, 1)


def test_pictures_of_a_page_that_is_gone_are_not_loaded(qtbot: QtBot):
    queue, gone, page, loaded = ThumbnailQueue(), Page(), Page(), []
    queue.want(lambda: loaded.append(1) or QImage(), gone.show, gone.fail)
    queue.want(QImage, page.show, page.fail)
    gone.deleteLater()

    qtbot.waitUntil(lambda: queue.is_idle)

    assert loaded == []
    assert len(page.pictures) == 1


def test_a_stored_picture_is_made_small_in_its_own_shape():
    picture = small(id_front("样本", resident_id()))

    assert max(picture.width(), picture.height()) == max(THUMBNAIL.width(), THUMBNAIL.height())
    assert picture.width() > picture.height()
    assert small(b"no picture").isNull()
