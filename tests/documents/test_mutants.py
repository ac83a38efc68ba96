"""Damaged files by the hundred (or, with POSWIZARD_LONG=1, by the hundred thousand)."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from poswizard.documents.intake import Intake
from poswizard.documents.page import Page
from poswizard.documents.refusal import IntakeError, Refusal
from tests import specimens

SMALL = specimens.photo(160, 120)
PICTURES = [
    specimens.picture(SMALL),
    specimens.picture(SMALL, progressive=True, quality=60, comment=b"specimen"),
    specimens.picture(SMALL.convert("CMYK")),
    specimens.picture(SMALL, "PNG"),
    specimens.picture(SMALL.convert("RGBA"), "PNG"),
    specimens.picture(SMALL.convert("P"), "PNG"),
]
PDFS = [specimens.pdf(2), specimens.encrypted_pdf("")]

is_long = pytest.mark.skipif("POSWIZARD_LONG" not in os.environ, reason="set POSWIZARD_LONG=1")
LONG = (pytest.mark.long, pytest.mark.timeout(0), is_long)


def campaign(intake: Intake, originals: list[bytes], count: int, seed: int) -> Counter[str]:
    """Every outcome is pages or a refusal; anything else fails here."""
    outcomes: Counter[str] = Counter()
    for mutant in specimens.mutants(originals, count, seed):
        try:
            pages = intake.take(mutant)
        except IntakeError as error:
            outcomes[error.reason.value] += 1
        else:
            assert pages
            assert all(is_whole(page) for page in pages)
            outcomes["taken"] += 1
    return outcomes


def is_whole(page: Page) -> bool:
    return page.data[:3] == b"\xff\xd8\xff" and page.data[-2:] == b"\xff\xd9"


@pytest.mark.parametrize("count", [500, pytest.param(100_000, marks=LONG)])
def test_mutated_pictures_are_taken_or_refused(intake: Intake, count: int):
    outcomes = campaign(intake, PICTURES, count, seed=1)
    assert outcomes.total() == count
    assert outcomes[Refusal.DAMAGED.value]
    assert outcomes["taken"]
    assert not outcomes[Refusal.READER_STOPPED.value]


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=LONG)])
def test_mutated_pdfs_are_taken_or_refused(intake: Intake, count: int):
    outcomes = campaign(intake, PDFS, count, seed=2)
    assert outcomes.total() == count
    assert outcomes["taken"]
