"""Papers held under the camera, and what is read off them taken over by keys: what a clerk would else type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from poswizard.demo.hands import Hands, PlayError, there
from poswizard.demo.samples import Sample
from poswizard.documents.demand import read_kind_for
from poswizard.forms.document_kind import Document
from poswizard.forms.field import Field
from poswizard.ui.capture.camera_dialog import CameraDialog
from poswizard.ui.capture.fed_cameras import FedCameras
from poswizard.ui.editors.document import DocumentEditor
from poswizard.ui.finder import Finder
from poswizard.ui.wizard_window import WizardWindow
from poswizard.wizard.session import Session
from poswizard.wizard.suggestions import Suggestion

_CONTROL = Qt.KeyboardModifier.ControlModifier


class Showing:
    """The camera, and the papers that are held under it."""

    def __init__(
        self, hands: Hands, cameras: FedCameras, papers: Callable[[str], Path], sample: Sample
    ) -> None:
        self._hands, self._cameras, self._papers, self._sample = hands, cameras, papers, sample
        self.taken = 0
        """Characters that did not have to be typed."""

    def before(self, wizard: WizardWindow) -> None:
        """Before a page is filled in: show the papers that answer it, and come back."""
        step = wizard.session.step
        wanted = list(dict.fromkeys(self._answering(wizard.session)))
        for document in wanted:
            self._go(wizard, document)
            self._show(wizard, document)
        if wanted:
            self._go(wizard, next(iter(step.relevant_fields(wizard.session.answers))))

    def _answering(self, session: Session) -> Iterator[Document]:
        """Documents of this sample that answer the page in sight, and are not there yet."""
        answers, flow = session.answers, session.flow
        for said in (each for step in flow.steps for each in step.said):
            document = said.sources[0].document
            is_here = said.rows is None and flow.step_of(said.field) is session.step
            is_there = answers.stored(document) or answers.stored(said.field)
            if is_here and not is_there and self._names(document) and answers.is_relevant(document):
                yield document

    def _names(self, document: Document) -> list[str]:
        return self._sample.value(document.key) or []

    def _go(self, wizard: WizardWindow, field: Field[Any]) -> None:
        """Ctrl+K, the words of a question, Enter."""
        self._hands.key(Qt.Key.Key_K, _CONTROL)
        self._hands.wait(lambda: _open_window(Finder) is not None, "the search for questions")
        finder = there(_open_window(Finder), "search for questions")
        self._hands.type(f"{field.label.zh}{wizard.session.flow.step_of(field).title.zh}")
        places = [
            finder.list.item(row).data(Qt.ItemDataRole.UserRole)
            for row in range(finder.list.count())
        ]
        for _ in range(places.index(field)):
            self._hands.key(Qt.Key.Key_Down)
        self._hands.key(Qt.Key.Key_Return)
        self._hands.wait(wizard.isActiveWindow, "the question that was looked for")

    def _show(self, wizard: WizardWindow, document: Document) -> None:
        """F2, each page under the camera, space; then what was read."""
        editor = wizard.current_page.questions.rows[document].editor
        if not isinstance(editor, DocumentEditor):
            raise PlayError(f"{document.key} takes no pictures")
        for count, name in enumerate(self._names(document), 1):
            self._take_picture(editor, name, count)
        if read_kind_for(document) is not None:
            self._hands.wait(lambda: not editor.reading.is_reading, f"{document.key} to be read")
            self._take_over(editor, wizard.session)

    def _take_picture(self, editor: DocumentEditor, name: str, count: int) -> None:
        self._cameras.look_at(QImage(str(self._papers(name))))
        self._hands.key(Qt.Key.Key_F2)
        self._hands.wait(lambda: _open_window(CameraDialog) is not None, "the camera")
        dialog = there(_open_window(CameraDialog), "camera")
        self._hands.wait(dialog.take_button.isEnabled, "the camera's picture")
        self._hands.key(Qt.Key.Key_Space)
        self._hands.wait(lambda: len(editor.pages) == count, "the picture to be kept")
        self._hands.key(Qt.Key.Key_Escape)
        self._hands.wait(lambda: _open_window(CameraDialog) is None, "the camera to close")
        self._hands.wait(editor.isActiveWindow, "the document")

    def _take_over(self, editor: DocumentEditor, session: Session) -> None:
        """Enter where the picture says what the sample says, an arrow past everything else."""
        offered = editor.offers.open
        if not offered:
            return
        self._hands.wait(lambda: editor.offers.panel.has_keyboard, "what was read")
        fitting = [one for one in offered if self._fits(one)]
        self.taken += sum(len(one.shown) for one in fitting)
        if len(fitting) == len(offered):
            self._hands.key(Qt.Key.Key_Return, _CONTROL)
        else:
            for one in offered:
                self._hands.key(Qt.Key.Key_Return if one in fitting else Qt.Key.Key_Down)
            if editor.offers.panel.has_keyboard:
                self._hands.key(Qt.Key.Key_Escape)
        for one in fitting:
            if session.answers.stored(one.field) != one.value:
                raise PlayError(f"taken over, but not kept: {one.field.key}")

    def _fits(self, one: Suggestion) -> bool:
        wanted = self._sample.value(one.field.key) if one.rows is None else None
        return wanted is not None and one.field.from_json(wanted) == one.value


def _open_window(kind: type[Any]) -> Any | None:
    shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
    return next(shown, None)
