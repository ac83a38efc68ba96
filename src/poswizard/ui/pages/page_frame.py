"""What pages have in common: a column in the middle that scrolls, the ways in above it, the row of buttons below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from poswizard.ui.capture.scrolling import Scrolling
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import frame

WIDEST = 960
"""Most pixels that a column takes, before scaling: beyond, the eye loses the line."""


def column() -> tuple[QWidget, QVBoxLayout]:
    """The body of a page, and the lines that it is made of."""
    px = current().px
    body = QWidget()
    lines = QVBoxLayout(body)
    lines.setContentsMargins(px(24), px(24), px(24), px(16))
    lines.setSpacing(px(12))
    return body, lines


def stand(page: QWidget, body: QWidget, foot: QWidget, widest: int = WIDEST) -> None:
    """Lay a page out: the body scrolls in the middle, the foot is always in sight."""
    lines = QVBoxLayout(page)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    lines.addWidget(Scrolling(in_the_middle(body, widest)), 1)
    lines.addWidget(foot)


def in_the_middle(body: QWidget, widest: int) -> QWidget:
    """A column that is not wider than the eye can follow, in the middle of its page."""
    body.setMaximumWidth(current().px(widest))
    page = QWidget()
    page.setProperty("role", "page")
    middle = QHBoxLayout(page)
    middle.setContentsMargins(0, 0, 0, 0)
    middle.addStretch(1)
    middle.addWidget(body, 100)
    middle.addStretch(1)
    return page


def drop_ground(ways: Iterable[QWidget], last: QWidget) -> QFrame:
    """The ground onto which files are dropped, with the buttons that do the same; the last part takes the room."""
    px = current().px
    ground = frame("drop")
    row = QHBoxLayout(ground)
    row.setContentsMargins(px(12), px(8), px(12), px(8))
    row.setSpacing(px(8))
    for way in ways:
        row.addWidget(way)
    row.addWidget(last, 1)
    return ground


def footer(left: Iterable[QWidget], right: Iterable[QWidget] = ()) -> QFrame:
    """The row of buttons below: ways back at the left, ways on at the right."""
    px = current().px
    foot = frame("footer")
    row = QHBoxLayout(foot)
    row.setContentsMargins(px(20), px(8), px(20), px(8))
    row.setSpacing(px(8))
    for part in left:
        row.addWidget(part)
    row.addStretch(1)
    for part in right:
        row.addWidget(part)
    return foot
