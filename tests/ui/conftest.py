"""One program without a screen, in Chinese, light, in the bundled font."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from poswizard.text import use_language
from poswizard.ui import fonts, theme, translations

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
