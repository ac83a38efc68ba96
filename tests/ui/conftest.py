"""One program without a screen, in Chinese, light, in the bundled font."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.office import Office
from poswizard.text import use_language
from poswizard.ui import fonts, theme, translations
from poswizard.ui.workplace import Workplace
from tests.ui.branch import hands_on, opened, workplace

fonts.offer_bundled_font()  # before pytest-qt makes the one QApplication


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Each test begins in Chinese and in the light theme at 100 %."""
    use_language("zh")
    if not theme.current().family or theme.current() != theme.Theme(
        theme.LIGHT, 1.0, theme.current().family
    ):
        theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT))
    translations.load_translations(qapp)
    yield
    qapp.clipboard().clear()  # else Qt lets go of Python's own after Python has ended


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A store of this test alone."""
    with opened(tmp_path / "store", monkeypatch) as made:
        yield made


@pytest.fixture
def hands() -> Iterator[Hands]:
    """Mouse and keyboard."""
    with hands_on() as made:
        yield made


@pytest.fixture
def place(qtbot: QtBot, office: Office) -> Iterator[Workplace]:
    """The pages of one application, none open yet."""
    made = workplace(qtbot, office)
    yield made
    made.leave_draft()
