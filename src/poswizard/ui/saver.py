"""What the writer's thread says of an open application, and what becomes of changes that came second."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.ui.doors import Draft, Office

NOT_SAVED = Text("未能保存", "Not saved")
KEPT_AS_COPY = Text(
    "您填的内容没有丢：已另存为一份新的办件。请对照两份，删去不要的那份。",
    "Nothing you entered is lost: it was kept as a new application. Compare the two and delete one.",
)


class Saver(QObject):
    """Brings what the writer's thread says of an application to the window's thread."""

    saved = Signal(object)

    def __init__(self, parent: QObject, draft: Draft) -> None:
        super().__init__(parent)
        self.draft = draft
        self.conflict: Text | None = None
        """What is to be said, once somebody else was found to have saved first."""

    def tell(self, result: datetime | Exception) -> None:
        """Called by the writer's thread."""
        if getattr(result, "is_conflict", False):
            self.conflict = words_of(result)
        self.saved.emit(result)

    def keep_as_copy(self, office: Office) -> Draft | None:
        """An application of its own for what was written here; None if there is one already.

        Several saves may have been under way: the copy has what all of them had.
        """
        if self.draft.saved is None:
            return None
        self.draft.saved = None
        return office.new_with(self.draft.session.answers)


def keep_conflicts(owner: QObject, office: Office) -> Text | None:
    """Keep as copies what no window could be told of any more; what is to be said of the last."""
    words = None
    for saver in owner.findChildren(Saver):
        if saver.conflict is not None and saver.keep_as_copy(office):
            words = saver.conflict
    return words


def words_of(result: object) -> Text:
    """Why something was not saved."""
    return getattr(result, "text", None) or NOT_SAVED
