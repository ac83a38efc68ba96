"""The specimens themselves: numbers are right, truth moves with the pixels, and all of it is repeatable."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from poswizard.domain.identifiers import luhn_fits, old_licence_number_is_valid, uscc_is_valid
from poswizard.domain.resident import resident_id_is_well_formed
from tests.documents.specimens import DEGRADATIONS, KINDS, degrade, draw

CHECKED = {
    "id_front": resident_id_is_well_formed,
    "permit_front": resident_id_is_well_formed,
    "bank_card": luhn_fits,
    "licence": uscc_is_valid,
    "licence_old": old_licence_number_is_valid,
}


@pytest.mark.parametrize("kind", CHECKED)
def test_numbers_have_right_check_digits(kind: str):
    assert all(CHECKED[kind](draw(kind, seed).values["number"]) for seed in range(5))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_pixels(kind: str):
    one, again, other = draw(kind, 1), draw(kind, 1), draw(kind, 2)
    assert one.values == again.values
    assert np.array_equal(np.asarray(one.image), np.asarray(again.image))
    assert kind == "interior" or not np.array_equal(np.asarray(one.image), np.asarray(other.image))


@pytest.mark.parametrize("how", DEGRADATIONS)
def test_wear_changes_the_picture_in_a_repeatable_way(how: str):
    fresh = draw("id_front", 1)
    worn, again = degrade(fresh, how, 0.6, 3), degrade(fresh, how, 0.6, 3)
    assert np.array_equal(np.asarray(worn.image), np.asarray(again.image))
    assert worn.image.size != fresh.image.size or worn.image.tobytes() != fresh.image.tobytes()


def test_the_codes_of_licence_and_label_can_be_read():
    for kind, key in (("licence", "code"), ("terminal_label", "serial")):
        for seed in range(3):
            specimen = draw(kind, seed)
            (code,) = zxingcpp.read_barcodes(np.asarray(specimen.image))
            assert code.text == specimen.values[key]


def test_there_are_long_dotted_and_rare_names():
    traits = {trait for seed in range(40) for trait in draw("id_front", seed).traits}
    assert traits == {"minority_name", "long_name", "rare_character"}
