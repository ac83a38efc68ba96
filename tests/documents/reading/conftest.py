"""One reading worker for all tests of this folder: its models take seconds to load."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from poswizard.documents.reading.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader
