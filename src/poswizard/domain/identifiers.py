"""Numbers that identify merchants, cards, branches and devices: their form and their check digits.

Nothing here raises for what a person typed; the words for a wrong number stand with the question that asks it.
All functions take the stored form: half-width, capital letters, without separators (see `compact`).

`stdnum` is imported where it is used: it brings `ssl` and `pydoc` along, 20 ms that no start of the program needs.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100: no I, O, S, V, Z."""

ID_GROUPS, CARD_GROUPS, MOBILE_GROUPS = (6, 8, 4), (4,), (3, 4, 4)
"""How long numbers are grouped on the screen: region, birth, rest; fours; as mobiles are spoken."""

# An 18-character code of GB 32100: department, kind, six digits of region, organisation, check
_USCC = re.compile(f"[{USCC_ALPHABET}]{{2}}[0-9]{{6}}[{USCC_ALPHABET}]{{10}}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_SERVICE_PHONE = re.compile(r"(?:400|800)[0-9]{7}|0[1-9][0-9]{9,10}|1[3-9][0-9]{9}|9[56][0-9]{3,6}")
_EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_SERIAL_NUMBER = re.compile(r"[0-9A-Za-z-]{5,50}")
_TERMINAL_ID = re.compile(r"[0-9A-Za-z]{8}")
_MERCHANT_ID = re.compile(r"[0-9]{11}[0-9A-Za-z]{4}")
_LICENCE_OF_MODEL = re.compile(r"[A-Z][0-9]{4}")
_PAYMENT_LICENCE = re.compile(r"Z2[0-9]{12}")


def compact(typed: str) -> str:
    """What was typed as it is stored: full-width made half-width, capitals, no spaces and dashes."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return re.sub(r"[\s\u2010-\u2015-]", "", plain)


def uscc_check_character(first17: str) -> str:
    """The 18th character for the first 17 of a code (GB 32100), which must be of its alphabet (`ValueError`)."""
    from stdnum.cn import uscc

    return uscc.calc_check_digit(first17)


def uscc_is_valid(code: str) -> bool:
    """A unified social credit code of 18 allowed characters whose check character is right."""
    return _USCC.fullmatch(code) is not None and uscc_check_character(code[:17]) == code[17]


def uscc_kind(code: str) -> str:
    """The first two characters: `91` company, `92` individual business, `93` farmers' cooperative."""
    return code[:2]


def uscc_region(code: str) -> str:
    """The six digits of the registering authority's place, a warning's worth: branches and moves exist."""
    return code[2:8]


def old_licence_number_is_valid(number: str) -> bool:
    """A registration number of 15 digits, as before the merged licence: ISO 7064 MOD 11,10."""
    return _digits(number, 15) and _mod_11_10_fits(number)


def cnaps_check_digit(first11: str) -> str:
    """The 12th digit for the first 11 of a CNAPS branch code: ISO 7064 MOD 11,10."""
    from stdnum.iso7064 import mod_11_10

    return mod_11_10.calc_check_digit(first11)


def cnaps_has_right_length(code: str) -> bool:
    """A CNAPS branch code of 12 digits."""
    return _digits(code, 12)


def cnaps_check_digit_fits(code: str) -> bool:
    """The check digit of a branch code is right. A warning when not: one code in use is known to fail."""
    return cnaps_has_right_length(code) and _mod_11_10_fits(code)


def cnaps_bank(code: str) -> str:
    """The three digits of the bank, or of its class (313 city banks, 314 and 402 rural, 320 village)."""
    return code[:3]


def cnaps_area(code: str) -> str:
    """The four digits of the area in the central bank's own list, see `region.area_city`."""
    return code[3:7]


def card_number_has_right_form(number: str) -> bool:
    """13 to 19 digits (ISO/IEC 7812), as cards of persons have; corporate accounts are not cards."""
    return 13 <= len(number) <= 19 and _digits(number, len(number))


def card_length_is_usual(number: str) -> bool:
    """16 to 19 digits, as nearly all cards of Chinese banks have."""
    return 16 <= len(number) <= 19


def luhn_fits(number: str) -> bool:
    """The last digit follows Luhn (ISO/IEC 7812). Passbooks and corporate accounts need not."""
    from stdnum import luhn

    return number.isascii() and number.isdecimal() and luhn.is_valid(number)


def account_number_has_right_form(number: str) -> bool:
    """1 to 40 digits, as acquirers' interfaces take for corporate accounts."""
    return 1 <= len(number) <= 40 and _digits(number, len(number))


@dataclass(frozen=True, slots=True)
class MerchantId:
    """The parts of a merchant number (ISO 8583 field 42) as Chinese acquirers build it; hints, never proof."""

    acquirer: str
    """Three digits, see `banks.acquirer_name`."""
    area: str
    """The central bank's area code (6510) or, at some acquirers, the first four of the GB code (5101)."""
    mcc: str
    serial: str


def merchant_id_parts(number: str) -> MerchantId | None:
    """The parts of a 15-character merchant number; none if it does not have that form."""
    if _MERCHANT_ID.fullmatch(number) is None:
        return None
    return MerchantId(number[:3], number[3:7], number[7:11], number[11:])


def merchant_id_has_right_length(number: str) -> bool:
    """15 letters or digits (ISO 8583 field 42)."""
    return len(number) == 15 and number.isascii() and number.isalnum()


def terminal_id_is_valid(number: str) -> bool:
    """8 letters or digits (ISO 8583 field 41)."""
    return _TERMINAL_ID.fullmatch(number) is not None


def serial_number_is_valid(number: str) -> bool:
    """A maker's serial number or TUSN: 5 to 50 letters, digits, dashes."""
    return _SERIAL_NUMBER.fullmatch(number) is not None


def tusn_parts(number: str) -> tuple[str, str, str] | None:
    """Maker (6 digits), device type (2) and serial of a 16-digit TUSN; for showing only, the layout is unconfirmed."""
    return (number[:6], number[6:8], number[8:]) if _digits(number, 16) else None


def model_licence_is_valid(number: str) -> bool:
    """The network-entry licence number of a terminal model: a letter and four digits, such as P3100."""
    return _LICENCE_OF_MODEL.fullmatch(number) is not None


def payment_licence_number_is_valid(number: str) -> bool:
    """A payment business licence: Z2, four digits, two of the province, six digits."""
    return _PAYMENT_LICENCE.fullmatch(number) is not None


def mobile_is_valid(number: str) -> bool:
    """A mobile number of mainland China: 11 digits from 13 to 19."""
    return _MOBILE.fullmatch(number) is not None


def service_phone_is_valid(number: str) -> bool:
    """A number customers can call: landline with area code, 400/800, mobile or short number; digits only."""
    return _SERVICE_PHONE.fullmatch(number) is not None


def email_is_valid(address: str) -> bool:
    """An e-mail address of at most 64 characters, the shortest limit among acquirers."""
    return len(address) <= 64 and ".." not in address and _EMAIL.fullmatch(address) is not None


def iccid_tail_is_valid(tail: str) -> bool:
    """The last 4 to 6 digits of a SIM card's ICCID, which may end in a letter."""
    return re.fullmatch(r"[0-9]{3,5}[0-9A-Z]", tail) is not None


def grouped(number: str, *sizes: int) -> str:
    """The number in groups for reading aloud; the last size goes on to the end.

    >>> grouped("510107199003070010", *ID_GROUPS)
    '510107 19900307 0010'
    """
    groups: list[str] = []
    rest = number
    for size in (*sizes, *[sizes[-1]] * len(number)):
        groups.append(rest[:size])
        rest = rest[size:]
    return " ".join(group for group in groups if group)


def masked(number: str, head: int, tail: int) -> str:
    """The number with all but its first and last characters as stars; a short one has nothing left but stars."""
    if len(number) <= head + tail:
        return "*" * len(number)
    return number[:head] + "*" * (len(number) - head - tail) + number[len(number) - tail :]


def masked_card(number: str) -> str:
    """A card number as slips may show it: the first six and the last four digits."""
    return masked(number, 6, 4)


def masked_id(number: str) -> str:
    """An ID number as lists show it: the first three and the last four characters, no date of birth."""
    return masked(number, 3, 4)


def masked_mobile(number: str) -> str:
    """A mobile number as lists show it: the first three and the last four digits."""
    return masked(number, 3, 4)


def _mod_11_10_fits(number: str) -> bool:
    from stdnum.iso7064 import mod_11_10

    return mod_11_10.is_valid(number)


def _digits(number: str, length: int) -> bool:
    return len(number) == length and number.isascii() and number.isdecimal()
