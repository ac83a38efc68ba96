from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain import resident
from poswizard.domain.resident import ResidentIdFault, Sex


def specimen(region: str = "510107", born: str = "19900307", serial: str = "001") -> str:
    """A synthetic number with a right check character."""
    first = region + born + serial
    return first + resident.resident_id_check_character(first)


births = st.dates(date(1900, 1, 1), date(2026, 12, 31)).map(lambda day: day.strftime("%Y%m%d"))
serials = st.integers(0, 999).map("{:03}".format)


@given(births, serials, st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(born: str, serial: str, at: int, step: int):
    number = specimen(born=born, serial=serial)
    assert resident.resident_id_is_well_formed(number)
    wrong = number[:at] + str((int(number[at]) + step) % 10) + number[at + 1 :]
    assert not resident.resident_id_is_well_formed(wrong)


@given(births, serials, st.integers(0, 16))
def test_two_neighbours_swapped_are_caught(born: str, serial: str, at: int):
    number = specimen(born=born, serial=serial)
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert resident.resident_id_is_well_formed(swapped) == (swapped == number)


@pytest.mark.parametrize("region", ["510104", "510103", "511023", "510219", "513425", "512221"])
def test_a_county_of_former_times_is_no_fault(region: str):
    assert resident.resident_id_is_well_formed(specimen(region, "19600101"))


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_residence_permits_have_valid_numbers(region: str):
    number = specimen(region)
    assert resident.resident_id_is_well_formed(number)
    assert resident.is_residence_permit(number)
    assert resident.county_is_current(number)


def test_the_foreign_permanent_resident_card_begins_with_nine():
    number = specimen("931392")
    assert resident.resident_id_fault(number) is None
    assert resident.is_residence_permit(number)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", ResidentIdFault.LENGTH),
        ("510107900307001", ResidentIdFault.LENGTH),
        ("51010719900307001x", ResidentIdFault.CHARACTERS),
        ("５10107199003070010", ResidentIdFault.CHARACTERS),
        (specimen("160107"), ResidentIdFault.PROVINCE),
        (specimen("000107"), ResidentIdFault.PROVINCE),
        (specimen(born="19900230"), ResidentIdFault.BIRTH_DATE),
        (specimen(born="18991231"), ResidentIdFault.BIRTH_DATE),
    ],
)
def test_a_faulty_number_says_what_is_wrong(number: str, fault: ResidentIdFault):
    assert resident.resident_id_fault(number) is fault


def test_a_wrong_check_character_is_named_as_such():
    number = specimen()
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    assert resident.resident_id_fault(wrong) is ResidentIdFault.CHECK_CHARACTER


def test_a_birth_after_today_is_a_fault():
    number = specimen(born="20261124")
    assert resident.resident_id_fault(number) is None
    assert resident.resident_id_fault(number, on=date(2026, 11, 23)) is ResidentIdFault.BIRTH_DATE


def test_every_fault_says_what_to_do_in_both_languages():
    for fault in ResidentIdFault:
        assert fault.label.zh
        assert fault.label.en


def test_the_number_says_birth_and_sex():
    assert resident.birth_date(specimen()) == date(1990, 3, 7)
    assert resident.sex(specimen(serial="001")) is Sex.MALE
    assert resident.sex(specimen(serial="002")) is Sex.FEMALE


@pytest.mark.parametrize("number", ["", "510107", "510107ABCDEFGH001X", "510107１９９００３０７00"])
def test_an_unfinished_number_says_nothing(number: str):
    assert resident.birth_date(number) is None


def test_the_sex_of_an_unfinished_number_is_unknown():
    assert resident.sex("5101071990030700") is None


def test_a_year_is_added_on_the_birthday():
    born = date(2010, 11, 23)
    assert resident.age(born, date(2026, 11, 22)) == 15
    assert resident.age(born, date(2026, 11, 23)) == 16
    assert resident.age(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert resident.age(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_a_current_county_is_known_and_an_old_one_is_not():
    assert resident.county_is_current(specimen("510107"))
    assert not resident.county_is_current(specimen("511023"))


@pytest.mark.parametrize(
    ("age", "years"), [(15, 5), (16, 10), (25, 10), (26, 20), (45, 20), (46, None)]
)
def test_cards_are_issued_for_terms_by_age(age: int, years: int | None):
    assert resident.usual_validity_years(age) == years


BORN_1990 = specimen(born="19900307")


@pytest.mark.parametrize(
    ("begin", "end", "fits"),
    [
        (date(2010, 5, 1), date(2020, 5, 1), True),
        (date(2010, 5, 1), date(2030, 5, 1), False),
        (date(2010, 5, 1), None, False),
        (date(2020, 5, 1), date(2040, 5, 1), True),
        (date(2020, 5, 1), date(2040, 4, 30), True),
        (date(2020, 2, 29), date(2040, 2, 29), True),
        (date(2018, 2, 28), date(2038, 2, 28), True),
        (date(2036, 5, 1), None, True),
        (date(2036, 5, 1), date(2056, 5, 1), False),
        (date(2004, 5, 1), date(2009, 5, 1), True),
    ],
)
def test_the_validity_fits_the_age_at_issue(begin: date, end: date | None, fits: bool):
    assert resident.validity_fits_age(BORN_1990, begin, end) is fits


def test_residence_permits_run_five_or_ten_years_at_any_age():
    permit = specimen("810000", "19600101")
    assert resident.validity_fits_age(permit, date(2024, 1, 1), date(2029, 1, 1))
    assert not resident.validity_fits_age(permit, date(2024, 1, 1), None)


def test_without_a_birth_date_any_validity_is_let_pass():
    assert resident.validity_fits_age("", date(2024, 1, 1), None)


def test_a_period_beyond_the_calendar_does_not_fit():
    assert not resident.validity_fits_age(specimen("810000"), date(9999, 1, 1), date(9999, 12, 31))
