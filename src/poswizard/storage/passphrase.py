"""Passphrases and recovery codes: the floor, the remark, the delay after a wrong one."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

from poswizard.text import Text

FLOOR = 8
"""Fewest characters of a passphrase."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a printed code reads aloud without doubt."""

_LOOKALIKES = str.maketrans("ILO", "110")
_GROUPS, _GROUP = 8, 4
_CHECK = 2
_COMMON = frozenset(
    [
        "password",
        "passw0rd",
        "12345678",
        "123456789",
        "1234567890",
        "11111111",
        "88888888",
        "66666666",
        "00000000",
        "qwertyui",
        "qwerty123",
        "1q2w3e4r",
        "abcd1234",
        "abc12345",
        "woaini1314",
        "5201314520",
        "admin123",
        "iloveyou",
    ]
)

TOO_SHORT = Text("口令至少需要 {0} 个字符。", "A passphrase needs at least {0} characters.").format(
    FLOOR
)
TOO_COMMON = Text(
    "这是常见口令，很容易被猜到。请改用几个不相关的词语。",
    "This passphrase is among the first to be guessed. Use several unrelated words.",
)
TOO_PLAIN = Text(
    "口令过于简单。请加长，或混用字母、数字和汉字。",
    "This passphrase is simple. Make it longer, or mix letters, digits and Chinese.",
)


def normalised(passphrase: str) -> str:
    """The same characters whatever the input method composed them from (NFKC)."""
    return unicodedata.normalize("NFKC", passphrase)


def passphrase_is_refused(passphrase: str) -> Text | None:
    """Why this passphrase may not be used at all, or None."""
    typed = normalised(passphrase)
    if len(typed) < FLOOR:
        return TOO_SHORT
    return TOO_COMMON if typed.casefold() in _COMMON else None


def passphrase_remark(passphrase: str) -> Text | None:
    """What to say about a new passphrase, or None if nothing; a refusal comes first."""
    typed = normalised(passphrase)
    if refusal := passphrase_is_refused(typed):
        return refusal
    few_signs = len(set(typed)) < 5
    one_kind = typed.isdigit() or (typed.isascii() and typed.isalpha())
    return TOO_PLAIN if few_signs or (one_kind and len(typed) < 14) else None


def retry_delay(failures: int) -> float:
    """Seconds to wait after so many wrong passphrases in a row: two are free, then 1, 2, 4 … 60."""
    return 0.0 if failures < 3 else float(min(2 ** min(failures - 3, 10), 60))


def new_recovery_code() -> str:
    """150 random bits and a check, as eight groups of four to be printed and locked away."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP - _CHECK))
    return _grouped(signs + _check_signs(signs))


def recovery_code_is_wellformed(code: str) -> bool:
    """Whether the check of a typed code holds: tells a slip of the pen from the wrong code."""
    signs = recovery_secret(code)
    return (
        len(signs) == _GROUPS * _GROUP
        and set(signs) <= set(_ALPHABET)
        and _check_signs(signs[:-_CHECK]) == signs[-_CHECK:]
    )


def recovery_secret(code: str) -> str:
    """The signs of a typed code: capitals, lookalikes mended, spaces and dashes gone."""
    kept = (sign for sign in normalised(code).upper() if sign.isalnum())
    return "".join(kept).translate(_LOOKALIKES)


def _check_signs(signs: str) -> str:
    digest = hashlib.sha256(signs.encode()).digest()
    return _ALPHABET[digest[0] % 32] + _ALPHABET[digest[1] % 32]


def _grouped(signs: str) -> str:
    return "-".join(signs[i : i + _GROUP] for i in range(0, len(signs), _GROUP))
