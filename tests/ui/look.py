"""Screenshots for people to look at, saved when the environment names a folder for them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from poswizard.ui import theme

VARIABLE = "POSWIZARD_SCREENSHOTS"

_DRESSES = (
    ("light", 1.0),
    ("dark", 1.0),
    ("high_contrast", 1.0),
    ("light", 2.0),
    ("dark", 2.0),
)


def save(widget: QWidget, name: str) -> Path | None:
    """Save what a widget shows as `<name>.png`; nothing happens when no folder is named."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return None
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    file = target / f"{name}.png"
    widget.grab().save(str(file))
    return file


def save_in_every_dress(qt_app: QApplication, make: Callable[[], QWidget], name: str) -> None:
    """Save what `make()` gives in every dress, at 1366 × 768."""
    if VARIABLE not in os.environ:
        return
    for scheme, scale in _DRESSES:
        theme.apply(qt_app, theme.chosen(theme.Scheme(scheme), scale))
        widget = make()
        widget.resize(1366, 768)
        widget.show()
        QApplication.processEvents()
        suffix = scheme if scale == 1 else f"{scheme}-{scale:.0%}"
        save(widget, f"{name}-{suffix}")
        widget.close()
    theme.apply(qt_app, theme.chosen(theme.Scheme.LIGHT))
