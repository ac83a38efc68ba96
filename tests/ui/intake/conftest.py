"""A form with an identity card and the questions it answers, over a real store and real workers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from poswizard.forms.document_kind import Document
from poswizard.office import Office, the_flow
from poswizard.steps.materials import Materials
from poswizard.ui import background
from poswizard.ui.capture.fed_cameras import FedCameras
from poswizard.ui.capture.ways_in import WaysIn
from poswizard.ui.editors.document import DocumentEditor
from poswizard.ui.workplace import Workplace
from poswizard.wizard.drafts import from_documents
from tests.documents.specimens import Specimen, degrade, draw
from tests.ui.branch import button, opened, seen_buttons, workplace

PATIENCE = 60_000
"""Milliseconds for workers that start cold on a busy machine."""

D = TypeVar("D", bound=QDialog)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """As for the tests of the camera: what Qt's multimedia says on loading is no failure."""
    quiet = pytest.mark.qt_log_ignore(
        "load .* library", "resolve .* symbols", "No RHI backend", extend=True
    )
    for item in items:
        if "/ui/intake/" in str(item.path):
            item.add_marker(quiet)


@pytest.fixture(scope="package")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One store, whose workers stay warm."""
    with pytest.MonkeyPatch.context() as patch, opened(tmp_path_factory.mktemp("s"), patch) as made:
        yield made


@cache
def lying(kind: str, seed: int) -> Specimen:
    """A document on a desk, a little askew."""
    return degrade(draw(kind, seed), "rotation", 0.2, seed)


@pytest.fixture
def cameras(qapp: QApplication) -> FedCameras:
    """A camera that looks at what it is shown; the window lets it go."""
    return FedCameras("高拍仪")


@pytest.fixture
def place(qtbot: QtBot, office: Office, cameras: FedCameras) -> Iterator[Workplace]:
    """A sole proprietor's application, at its documents."""
    answers = from_documents(the_flow(), {"basics": {"merchant_kind": "sole_proprietor"}})
    draft = office.new_with(answers)
    made = workplace(qtbot, office)
    made.ways_in = WaysIn(cameras=lambda: cameras)
    made.show_draft(draft)
    assert made.wizard
    made.wizard.go(Materials, Materials.id_front)
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog):
            dialog.reject()
    made.put_away()
    office.reader.cancel()
    background.finish()
    made.ways_in.close()


def editor_of(place: Workplace, field: Document) -> DocumentEditor:
    """The editor of a document on the page in sight."""
    assert place.wizard
    editor = place.wizard.current_page.questions.rows[field].editor
    assert isinstance(editor, DocumentEditor)
    return editor


def put_in(qtbot: QtBot, editor: DocumentEditor, file: Path, jpeg: bytes) -> None:
    """Put a picture in and wait until it shows."""
    file.write_bytes(jpeg)
    editor.control().setFocus()
    before = len(editor.pages)
    editor.take_files([file])
    qtbot.waitUntil(lambda: len(editor.pages) > before, timeout=PATIENCE)


def wait_until_read(qtbot: QtBot, editor: DocumentEditor) -> None:
    """Wait until nothing of it is being read any more."""
    qtbot.waitUntil(lambda: not editor.reading.is_reading, timeout=PATIENCE)


def press_when_seen(qtbot: QtBot, widget: QWidget, words: str) -> None:
    """Press the button that begins with these words once a layout has shown it."""
    qtbot.waitUntil(lambda: any(b.text().startswith(words) for b in seen_buttons(widget)))
    button(widget, words).click()


def opened_dialog(qtbot: QtBot, kind: type[D]) -> D:
    """The window of this kind that has opened."""

    def found() -> list[D]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]
