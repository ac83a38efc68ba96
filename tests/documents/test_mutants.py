"""Damaged files by the hundred; `python -m tests.documents.mutants` takes them by the hundred thousand."""

from __future__ import annotations

from poswizard.documents.intake import Intake
from poswizard.documents.refusal import Refusal
from tests.documents.mutants import PDFS, PICTURES, campaign


def test_mutated_pictures_are_taken_or_refused(intake: Intake):
    outcomes = campaign(intake, PICTURES, 500, seed=1)
    assert outcomes.total() == 500
    assert outcomes[Refusal.DAMAGED.value]
    assert outcomes["taken"]
    assert not outcomes[Refusal.READER_STOPPED.value]


def test_mutated_pdfs_are_taken_or_refused(intake: Intake):
    outcomes = campaign(intake, PDFS, 100, seed=2)
    assert outcomes.total() == 100
    assert outcomes["taken"]
