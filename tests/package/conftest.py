"""The option that sets how many mutants the campaigns over packages try."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--mutants", type=int, default=5_000, help="mutants of a package that are tried"
    )


@pytest.fixture
def mutant_count(request: pytest.FixtureRequest) -> int:
    """How many mutants to try: few in CI, a million before a release."""
    return int(request.config.getoption("--mutants", default=5_000) or 0)
