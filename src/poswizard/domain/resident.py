"""Resident ID numbers (GB 11643) and what they say of their holder.

The county in a number is that of the first registration, often decades ago: hundreds of codes have been changed
since, so the county is never a reason to refuse one. Residents from Hong Kong, Macao and Taiwan hold permits whose
numbers have the same form and begin 81, 82, 83; the new foreign permanent-resident card begins 9.
"""

from __future__ import annotations

import re
from datetime import date

from poswizard.domain import region
from poswizard.text import Text, Vocabulary

# First two digits of GB/T 2260 in use, with those of the residence permits
_PROVINCES = frozenset(
    re.findall("..", "11121314152122233132333435363741424344454650515253546162636465818283")
)
_FORM = re.compile(r"[0-9]{17}[0-9X]")
_PERMIT_PROVINCES = frozenset(("81", "82", "83"))


class Sex(Vocabulary):
    """Sex as the 17th digit and the card say it."""

    MALE = "male", Text("男", "male")
    FEMALE = "female", Text("女", "female")


class ResidentIdFault(Vocabulary):
    """What is wrong with a resident ID number, with what to do about it."""

    LENGTH = (
        "length",
        Text(
            "身份证号应为18位，请对照证件补全；15位旧号码已停用",
            "The ID number has 18 characters: complete it from the card; old numbers of 15 are no longer valid",
        ),
    )
    CHARACTERS = (
        "characters",
        Text(
            "身份证号前17位是数字，末位是数字或大写X，请改正",
            "The first 17 characters are digits, the last a digit or a capital X: correct it",
        ),
    )
    PROVINCE = (
        "province",
        Text(
            "身份证号前两位不是省级代码，请对照证件核对前6位",
            "The first two digits are no province: compare the first six with the card",
        ),
    )
    BIRTH_DATE = (
        "birth_date",
        Text(
            "身份证号第7至14位不是有效的出生日期，请对照证件核对",
            "Digits 7 to 14 are no possible date of birth: compare them with the card",
        ),
    )
    CHECK_CHARACTER = (
        "check_character",
        Text(
            "身份证号校验位不符，可能输错或有两位颠倒，请对照证件逐位核对",
            "The check character does not fit, perhaps a slip or two digits swapped: compare each with the card",
        ),
    )


def resident_id_check_character(first17: str) -> str:
    """The 18th character for the first 17 digits (GB 11643): ISO 7064 MOD 11-2, ten written X."""
    from stdnum.cn import ric  # see `identifiers`

    return ric.calc_check_digit(first17 + "0")


def resident_id_fault(number: str, on: date | None = None) -> ResidentIdFault | None:
    """The first thing wrong with a number; with a day given, a birth after it is wrong too."""
    if len(number) != 18:
        return ResidentIdFault.LENGTH
    if _FORM.fullmatch(number) is None:
        return ResidentIdFault.CHARACTERS
    if number[:2] not in _PROVINCES and number[0] != "9":
        return ResidentIdFault.PROVINCE
    born = birth_date(number)
    if born is None or (on is not None and born > on):
        return ResidentIdFault.BIRTH_DATE
    if resident_id_check_character(number[:17]) != number[17]:
        return ResidentIdFault.CHECK_CHARACTER
    return None


def resident_id_is_well_formed(number: str) -> bool:
    """Nothing is wrong with the number in itself."""
    return resident_id_fault(number) is None


def birth_date(number: str) -> date | None:
    """The date of birth in digits 7 to 14; none if there is no such day or it lies before 1900."""
    digits = number[6:14]
    if len(digits) != 8 or not (digits.isascii() and digits.isdecimal()) or digits < "19000101":
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def sex(number: str) -> Sex | None:
    """Male for an odd 17th digit, female for an even one."""
    if not number[16:17].isdecimal():
        return None
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def age(born: date, on: date) -> int:
    """Whole years on that day; one born on 29 February is a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def is_residence_permit(number: str) -> bool:
    """The number is that of a residence permit: Hong Kong 81, Macao 82, Taiwan 83, or foreign 9."""
    return number[:2] in _PERMIT_PROVINCES or number[:1] == "9"


def county_is_current(number: str) -> bool:
    """The first six digits are a county of today. A hint only; older numbers are as valid as new ones."""
    return is_residence_permit(number) or region.place(number[:6]) is not None


def usual_validity_years(age_at_issue: int) -> int | None:
    """For how many years a card is issued at an age (Resident ID Card Law, art. 5); none: long-term."""
    if age_at_issue < 16:
        return 5
    if age_at_issue < 26:
        return 10
    return 20 if age_at_issue < 46 else None


def validity_fits_age(number: str, begin: date, end: date | None) -> bool:
    """The validity printed on the back fits the age at issue; `end` none means long-term.

    Residence permits run five years (those of foreigners five or ten) at any age. True when the number holds no
    birth date: there is nothing to compare.
    """
    if is_residence_permit(number):
        return end is not None and any(_ends_after(begin, end, years) for years in (5, 10))
    born = birth_date(number)
    if born is None:
        return True
    years = usual_validity_years(age(born, begin))
    if years is None or end is None:
        return years is None and end is None
    return _ends_after(begin, end, years)


def _ends_after(begin: date, end: date, years: int) -> bool:
    # Cards end on the same day of the year; 29 February and a day's difference in old issues are let pass
    day = min(begin.day, 28) if begin.month == 2 else begin.day
    if begin.year + years > date.max.year:
        return False
    return abs((end - date(begin.year + years, begin.month, day)).days) <= 1
