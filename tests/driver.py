"""A clerk at the program's own window: a store, a window before it, and hands that work it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from poswizard.demo.driver import Driver
from poswizard.demo.hands import Hands
from poswizard.demo.samples import Papers, Sample, read_sample
from poswizard.domain.china_time import today_in_china
from poswizard.gate import Gate
from poswizard.office import Office
from poswizard.storage import ballast
from poswizard.text import use_language
from poswizard.ui import background, fonts, theme, translations
from poswizard.ui.main_window import MainWindow
from poswizard.wizard.drafts import to_documents

fonts.offer_bundled_font()  # before anybody makes the one QApplication

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))
PASSPHRASE = "样本口令-correct-horse-battery"  # noqa: S105  of a store that lives for one test
NO_SCREEN = "This plugin does not support"
"""How Qt begins what it says of a platform without a screen."""


def case(name: str) -> Sample:
    """The answers file of this name."""
    file = next(file for file in CASES if file.stem == name)
    return read_sample(file, today_in_china())


@contextmanager
def seated(
    home: Path, sample: Sample | None = None, hands: Hands | None = None
) -> Iterator[Driver]:
    """A window over the store in a folder, shut afterwards whatever happens."""
    papers = home.parent / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    _dress()
    window = MainWindow(Gate(home))
    window.show()
    window.activateWindow()
    driver = Driver(window, hands or Hands(), papers=Papers(sample, papers) if sample else Path)
    try:
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
            yield driver
    finally:
        driver.hands.rest()
        window.close()
        background.finish()
        QApplication.processEvents()


@contextmanager
def at_the_first_page(home: Path, hands: Hands | None = None) -> Iterator[Driver]:
    """A new store with a new application."""
    with seated(home, hands=hands) as driver:
        driver.begin(PASSPHRASE)
        driver.new_application()
        yield driver


@contextmanager
def opened(home: Path) -> Iterator[Office]:
    """The store without a window."""
    office = Gate(home).unlock(PASSPHRASE)
    try:
        yield office
    finally:
        office.close()


def stored(home: Path) -> dict[str, dict[str, object]]:
    """What the store holds of its one application, by step."""
    with opened(home) as office:
        (listed,) = office.page("", "", "", "", 0, 10)
        return to_documents(office.flow, office.open(listed.id).session.answers)


def _dress() -> None:
    use_language("zh")
    qt_app = QApplication.instance()
    assert isinstance(qt_app, QApplication)
    theme.apply(qt_app, theme.chosen(theme.Scheme.LIGHT))
    translations.load_translations(qt_app)
