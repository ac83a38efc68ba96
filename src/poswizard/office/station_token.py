"""The token that holds this station's key, with the PIN that was entered for this sitting."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from pathlib import Path

from poswizard.package.seal.certificates import certificates_in
from poswizard.package.seal.errors import SealError, TokenError
from poswizard.package.seal.tokens import TokenKey, TokenPlace, key_on, keys_on, make_key
from poswizard.storage.stations import StationRecord
from poswizard.text import Text

_TOKEN_LOCKED = Text(
    "签名证书的密钥在 USB 密码钥匙上。请插好钥匙并输入 PIN，再导出。",
    "The signing key is on a token. Plug it in and enter its PIN, then export.",
)


class TokenLockedError(SealError):
    """The key is on a token, whose PIN has not been given."""

    def __init__(self) -> None:
        super().__init__(_TOKEN_LOCKED)
        self.args = ()


class StationToken:
    """What signs with a key on a token.

    The PIN is never stored. It is tried once, when it is first needed, and forgotten if it is wrong: many packages
    in a row would otherwise lock the token.
    """

    def __init__(self) -> None:
        self._pin: str | None = None
        self._is_tried = False

    def unlock(self, pin: str) -> None:
        """Sign with this PIN until the program ends."""
        self._pin, self._is_tried = pin, False

    def key(self, record: StationRecord) -> TokenKey:
        """The key of a station, able to sign; raises `TokenLockedError` or `TokenError`."""
        if self._pin is None:
            raise TokenLockedError
        if not self._is_tried:
            self._try(place_of(record), self._pin)
        return named_key(record).with_pin(self._pin)

    def new_key(self, place: TokenPlace, pin: str) -> TokenKey:
        """A key made on the token; raises `TokenError`."""
        return self._taken(make_key(place, pin))

    def chosen_key(self, place: TokenPlace, pin: str) -> TokenKey:
        """A key that lies there already; raises `TokenError`."""
        return self._taken(key_on(place, pin))

    def next_key(self, record: StationRecord) -> TokenKey:
        """A new key beside the station's, by another label: `poswizard-2` beside `poswizard`."""
        return self.new_key(_free_place(place_of(record)), self.key(record).pin)

    def _try(self, place: TokenPlace, pin: str) -> None:
        try:
            key_on(place, pin)
        except TokenError:
            self._pin = None
            raise
        self._is_tried = True

    def _taken(self, key: TokenKey) -> TokenKey:
        self._pin, self._is_tried = key.pin, True
        return key


def named_key(record: StationRecord) -> TokenKey:
    """The key of a station as it can be named without a PIN: it cannot sign."""
    return TokenKey(place_of(record), certificates_in(record.certificate)[0].public_key)


def place_of(record: StationRecord) -> TokenPlace:
    """Where a station's key lies, which is on a token."""
    said = json.loads(record.token or "{}")
    return TokenPlace(Path(said["module"]), said["token"], said["key_label"])


def as_json(place: TokenPlace) -> str:
    """A place as it is stored."""
    said = {"module": str(place.module), "token": place.token, "key_label": place.key_label}
    return json.dumps(said, ensure_ascii=False)


def _free_place(place: TokenPlace) -> TokenPlace:
    taken, first = set(keys_on(place.module, place.token)), place.key_label.rstrip("-0123456789")
    labels = (f"{first}-{number}" for number in count(2))
    return replace(place, key_label=next(label for label in labels if label not in taken))
