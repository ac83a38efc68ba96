"""The rehearsal finds what was planted, and keeps quiet about what is right; the short form of the measurement."""

from __future__ import annotations

from tests.rehearsal.faults import faults
from tests.rehearsal.measure import Labelled, clean, labelled, measure

RETURNS = {f"8.{row}" for row in range(1, 18)}
"""The rows of the table of returns that a program can see; 8.12, the face check, is remarked at best."""
NUMBERED = {f"R{number}" for number in range(13, 38) if number != 35}
"""Rules 13 to 37; 35 is the manifest's, which export itself proves."""


def test_the_set_has_every_row_of_the_table_and_every_rule():
    planted = {fault.rule for fault in faults()}
    assert planted >= RETURNS
    assert planted >= NUMBERED


def test_the_set_is_as_large_as_promised_and_has_clean_ones_single_and_double_faults():
    sizes = [len(one.planted) for one in labelled()]
    assert len(sizes) >= 120
    assert min(sizes.count(0), sizes.count(1), sizes.count(2)) >= 20


def test_what_was_planted_is_caught():
    result = measure(one for one in labelled() if one.planted)
    assert result.share >= 0.98, result.missed


def test_clean_applications_have_no_false_error_and_hardly_a_false_warning():
    result = measure(Labelled(one) for one in clean())
    assert result.false_errors == []
    assert result.warnings_each <= 0.2, result.false_warnings
