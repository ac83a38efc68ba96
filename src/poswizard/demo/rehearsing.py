"""The rehearsal gone to by its key, and from what it found to the question, all by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

from poswizard.demo.hands import Hands, PlayError
from poswizard.ui.pages.rehearsal import RehearsalPage
from poswizard.ui.workplace import Workplace

_MOST_LINKS = 60


def rehearse(hands: Hands, place: Workplace) -> RehearsalPage:
    """Ctrl+R, and what was found."""
    page = place.rehearsal
    before = page.rehearsal
    hands.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    hands.wait(lambda: page.isVisible() and page.rehearsal is not before, "the rehearsal")
    return page


def go_to_finding(hands: Hands, page: RehearsalPage, key: str) -> None:
    """Tab to the link of a finding about a question, Enter."""
    found = page.rehearsal.findings if page.rehearsal else ()
    number = next((n for n, one in enumerate(found) if one.issue.field.key == key), None)
    if number is None:
        raise PlayError(f"the rehearsal finds nothing about {key}")
    for _ in range(_MOST_LINKS):
        if page.browser.textCursor().charFormat().anchorHref() == f"go:{number}":
            hands.key(Qt.Key.Key_Return)
            return
        hands.key(Qt.Key.Key_Tab)
    raise PlayError(f"Tab never comes to what was found about {key}")
