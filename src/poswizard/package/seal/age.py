"""age (age-encryption.org/v1) by pyrage: keys as text, content in memory; loaded when first needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

_NOT_FOR_THESE = "No matching keys found"  # pyrage has one kind of error for all


@cache
def _pyrage() -> Any:
    return import_module("pyrage")  # it has no types


def new_secret() -> str:
    """A new X25519 identity (`AGE-SECRET-KEY-1…`)."""
    return str(_pyrage().x25519.Identity.generate())


def public_of(secret: str) -> str:
    """The recipient (`age1…`) of an identity; raises `ValueError`."""
    try:
        return str(_pyrage().x25519.Identity.from_str(secret).to_public())
    except _pyrage().IdentityError as error:
        raise ValueError("no identity") from error


def is_recipient(text: str) -> bool:
    """Whether a text is an X25519 recipient in its one wording."""
    try:
        return str(_pyrage().x25519.Recipient.from_str(text)) == text
    except _pyrage().RecipientError:
        return False


def encrypt(plain: bytes, recipients: Sequence[str]) -> bytes:
    """`plain` for all of the recipients."""
    keys = [_pyrage().x25519.Recipient.from_str(one) for one in recipients]
    return _pyrage().encrypt(plain, keys)


def decrypt(sealed: bytes, secrets: Sequence[str]) -> bytes | None:
    """The plain bytes, None if it is for none of the secrets; raises `ValueError` when it is damaged."""
    keys = [_pyrage().x25519.Identity.from_str(one) for one in secrets]
    try:
        return _pyrage().decrypt(sealed, keys)
    except _pyrage().DecryptError as error:
        if str(error) == _NOT_FOR_THESE:
            return None
        raise ValueError("damaged") from error
