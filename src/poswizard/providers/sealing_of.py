"""How packages for a provider are sealed: to which key, and with which digests beside SHA-256."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from poswizard.providers.claims import Sourced
from poswizard.text import Text

_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
"""Form of an X25519 recipient (C2SP age); sealing proves the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing(Sourced):
    """What the provider asks of a sealed package. Its key counts only where the pack came in a signed bundle."""

    recipient: str = ""
    """Its age recipient (X25519, `age1…`); none is shipped."""
    fingerprint: str = ""
    """SHA-256 of the recipient's text, hexadecimal, as the provider printed it."""
    sm3_manifest: bool = False
    """Whether it asks for a manifest by SM3 (GB/T 32905) beside the one by SHA-256."""

    def problems(self) -> Iterator[Text]:
        """What is wrong with the key."""
        if self.recipient and not _RECIPIENT.fullmatch(self.recipient):
            yield _NO_KEY
        elif hashlib.sha256(self.recipient.encode()).hexdigest() != self.fingerprint and (
            self.recipient or self.fingerprint
        ):
            yield _OTHER_KEY


_NO_KEY = Text(
    "recipient 应是 age1 开头的 62 位公钥，请向机构核对",
    "recipient must be an age1 key of 62 characters: check with the institution",
)
_OTHER_KEY = Text(
    "fingerprint 与 recipient 对不上：请向机构核对公钥和指纹（printf %s age1… | sha256sum）",
    "fingerprint is not that of recipient: check both with the institution (printf %s age1… | sha256sum)",
)
