"""Qt's multimedia says on loading which optional libraries of the system it goes without."""

from __future__ import annotations

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Neither those, nor that a machine without a graphics card converts frames by processor."""
    quiet = pytest.mark.qt_log_ignore(
        "load .* library", "resolve .* symbols", "No RHI backend", extend=True
    )
    for item in items:
        if "/ui/capture/" in str(item.path):
            item.add_marker(quiet)
