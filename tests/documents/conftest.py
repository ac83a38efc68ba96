"""One picture reader for all tests of a module, as the window has one for a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from poswizard.documents.intake import Intake


@pytest.fixture(scope="module")
def intake() -> Iterator[Intake]:
    with Intake() as intake:
        yield intake
