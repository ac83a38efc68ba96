"""Qt's own words and dates, in the language of the program."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from poswizard.text import current_language

_catalogues: list[QTranslator] = []


def load_translations(qt_app: QApplication) -> None:
    """Give Qt's own words (buttons, menus of text fields) and dates in the current language."""
    for old in _catalogues:
        qt_app.removeTranslator(old)
    _catalogues.clear()
    QLocale.setDefault(QLocale("zh_CN" if current_language() == "zh" else "en_GB"))
    if current_language() != "zh":
        return
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    catalogue = QTranslator(qt_app)
    if catalogue.load("qtbase_zh_CN", folder):
        qt_app.installTranslator(catalogue)
        _catalogues.append(catalogue)
