"""One program without a screen, in Chinese, light, in the bundled font."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from poswizard.text import use_language
from poswizard.ui import dialogs, fonts, theme

fonts.offer_bundled_font()  # before pytest-qt makes the one QApplication


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Each test begins in Chinese and in the light theme at 100 %."""
    use_language("zh")
    if not theme.current().family or theme.current() != theme.Theme(
        theme.LIGHT, 1.0, theme.current().family
    ):
        theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT))
    dialogs.load_translations(qapp)
