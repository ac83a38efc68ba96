"""Pictures of every page in light and in dark, for people to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from poswizard.demo import choosing
from poswizard.demo.driver import Driver
from poswizard.demo.hands import Hands, PlayError
from poswizard.demo.samples import Sample
from poswizard.ui import theme
from poswizard.ui.pages.received import ReceivedPage

SCHEMES = (theme.Scheme.LIGHT, theme.Scheme.DARK)


@dataclass
class Albums:
    """A folder with one album for each scheme; pictures are numbered in the order of the screens."""

    folder: Path
    names: list[str] = field(default_factory=list)
    taken: list[Path] = field(default_factory=list)

    def take(self, driver: Driver, name: str, widget: QWidget | None = None) -> None:
        """Save one screen in every scheme; the play goes on in the scheme it had."""
        before = theme.current()
        for scheme in SCHEMES:
            dress(driver, scheme)
            self.take_as(scheme, name, widget or driver.window)
        theme.apply(_qt_app(), before)
        driver.hands.settle()

    def take_as(self, scheme: theme.Scheme, name: str, widget: QWidget) -> None:
        """Save what a widget shows now."""
        if name not in self.names:
            self.names.append(name)
        file = self.folder / scheme.value / f"{self.names.index(name) + 1:02}-{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not _picture_of(widget).save(str(file)):
            raise PlayError(f"no picture can be written to {self.folder}")
        self.taken.append(file)


def take_pages(driver: Driver, sample: Sample, albums: Albums, scheme: theme.Scheme) -> None:
    """Every page of an application that is filled in, then its check and the applicant's window.

    A scheme is best put on before the application is opened: restyling all its pages takes seconds.
    """
    *_, last = sample.answers
    driver.go_to_first_page()
    _take_page(driver, albums, scheme, driver.page.step.key)
    while driver.page.step.key != last:  # a mended answer may have made a page needless
        driver.next_page()
        _take_page(driver, albums, scheme, driver.page.step.key)
    seen = driver.seen
    driver.seen = lambda name: albums.take_as(scheme, name, _screen(driver, name))
    driver.show_the_applicant()
    driver.seen = seen


def take_receiving(driver: Driver, package: Path, albums: Albums) -> None:
    """What the institution sees of a package: its arrival, the case, and the keys; Home at the end."""
    place, hands = driver.workplace, driver.hands
    hands.drop(place.home, [package])
    card = place.exchange.received.card
    hands.wait(card.plain.isVisible, "the question about a package that nobody signed")
    hands.press(card.plain)
    hands.wait(card.review.isVisible, "the verdict")
    albums.take(driver, "received")
    reviewer, before = place.exchange.reviewer, theme.current()
    for scheme in SCHEMES:
        dress(driver, scheme)  # and then open: its words keep the colours they were made in
        _open_case(hands, place.exchange.received)
        hands.wait(lambda: reviewer.isVisible() and reviewer.pictures.is_shown, "the received case")
        albums.take_as(scheme, "received-review", driver.window)
        hands.key(Qt.Key.Key_Escape)
        hands.wait(place.exchange.received.isVisible, "the list of what came in")
    theme.apply(_qt_app(), before)
    hands.settle()
    hands.press(place.exchange.received.keys)
    keys = QApplication.activeWindow()
    if keys is None or keys is driver.window:
        raise PlayError("the keys are not shown")
    albums.take(driver, "keys", keys)
    keys.close()
    hands.wait(driver.window.isActiveWindow, "the window to come back")
    hands.key(Qt.Key.Key_Escape)
    hands.wait(place.home.isVisible, "the list of applications")


def _open_case(hands: Hands, received: ReceivedPage) -> None:
    """By the verdict's button as long as it is there, else from the list, by Tab and Enter."""
    if received.card.isVisible():
        hands.press(received.card.review)
        return
    hands.key(Qt.Key.Key_Tab)
    hands.wait(received.list.hasFocus, "the keyboard in the list of what came in")
    hands.key(Qt.Key.Key_Return)


def dress(driver: Driver, scheme: theme.Scheme) -> None:
    """Show the whole program in a scheme."""
    theme.apply(_qt_app(), theme.chosen(scheme))
    driver.hands.settle()


def _take_page(driver: Driver, albums: Albums, scheme: theme.Scheme, key: str) -> None:
    """The window, and the whole page where it is longer than the window."""
    page = driver.page
    compared = choosing.compares(page)
    if compared:
        choosing.wait_for_chart(driver.hands, compared)
    driver.hands.scroll_to_top(page)
    albums.take_as(scheme, key, driver.window)
    content = page.widget()
    if content is not None and content.height() > page.viewport().height():
        albums.take_as(scheme, f"{key}-whole", content)
    if compared:
        albums.take_as(scheme, "comparison", compared)


def _picture_of(widget: QWidget) -> QPixmap:
    """What a widget shows, on the window's ground, which it may leave to its parents to paint."""
    picture = QPixmap(widget.size() * widget.devicePixelRatio())
    picture.setDevicePixelRatio(widget.devicePixelRatio())
    picture.fill(QColor(theme.current().palette.window))
    widget.render(picture, QPoint())
    return picture


def _screen(driver: Driver, name: str) -> QWidget:
    applicant = driver.workplace.applicant
    return applicant if name == "applicant" and applicant is not None else driver.window


def _qt_app() -> QApplication:
    made = QApplication.instance()
    if not isinstance(made, QApplication):
        raise PlayError("there is no window system")
    return made
