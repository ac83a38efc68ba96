"""What the QR code of a printed page says, and where on the page the code, the marks and the signing area stand."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:  # loaded when a code is drawn or looked for
    import segno

PAGE_MILLIMETRES = (210.0, 297.0)
"""A4, ISO 216."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in millimetres of the page."""

CODE_BOX: Box = (176.0, 6.0, 192.0, 22.0)
"""Of the code's picture, half its quiet zone included."""
QUIET_MODULES = 2
"""On each side; the paper around it is white."""
MARK_MILLIMETRES = 3.0
MARKS: tuple[Box, ...] = (
    (8.0, 8.0, 11.0, 11.0),
    (8.0, 286.0, 11.0, 289.0),
    (199.0, 286.0, 202.0, 289.0),
)
"""Black squares in three corners; in the fourth stands the code."""
SIGNING_LEFT, SIGNING_WIDTH, SIGNING_HEIGHT = 18.0, 87.0, 38.0
"""Of the area in which the applicant signs; how far down it begins, the code says."""

CONSENT_SHEET = "consent"
"""The consent, signed apart from the form and filed apart."""

PRINTED_CODE = "printed_code"
"""Under which a page that was filed keeps what its code said: `forms.document_kind.ReadOff.key`."""

_LEAST_VERSION = 4
"""Of ISO/IEC 18004: 33 modules, so that codes of all pages look alike."""
_DIGEST_BYTES = 16
_PATTERN = re.compile(
    r"poswizard:(?P<number>[A-Z0-9][A-Z0-9-]{0,39}):r(?P<revision>[1-9]\d{0,3})"
    r"(?::(?P<sheet>[a-z]{2,12}))?:p(?P<page>[1-9]\d{0,3})"
    r"(?::of(?P<of>[1-9]\d{0,3}):(?P<digest>[A-Za-z0-9_-]{22})(?::s(?P<signing>\d{1,3}))?)?"
)


@dataclass(frozen=True, slots=True)
class PageCode:
    """One page of one printing: `poswizard:A-2026-000128:r1:p3`, and for the form `:of8:<digest>:s143` behind it."""

    number: str
    revision: int
    page: int
    """From 1."""
    sheet: str = ""
    """Empty for the form, `consent` for the consent, `receipt` and `cover` for the sheets that go with it."""
    of: int = 0
    """Pages in all; 0 where the code does not say."""
    digest: str = ""
    """First 128 bits of the SHA-256 of what the form says, hexadecimal; empty where the code does not say."""
    signing: int | None = None
    """Where the signing area begins, in millimetres from the top; none on pages without one."""

    def __str__(self) -> str:
        sheet = f":{self.sheet}" if self.sheet else ""
        head = f"poswizard:{self.number}:r{self.revision}{sheet}:p{self.page}"
        if not self.digest:
            return head
        signing = "" if self.signing is None else f":s{self.signing}"
        return f"{head}:of{self.of}:{_short(self.digest)}{signing}"

    @classmethod
    def parse(cls, content: str) -> Self | None:
        """What a code says; none for any other code."""
        found = _PATTERN.fullmatch(content)
        if found is None:
            return None
        signing = found["signing"]
        return cls(
            found["number"],
            int(found["revision"]),
            int(found["page"]),
            found["sheet"] or "",
            int(found["of"] or 0),
            _hexadecimal(found["digest"] or ""),
            None if signing is None else int(signing),
        )

    @property
    def signing_box(self) -> Box | None:
        """Where the applicant signs on this page."""
        if self.signing is None:
            return None
        right, bottom = SIGNING_LEFT + SIGNING_WIDTH, self.signing + SIGNING_HEIGHT
        return SIGNING_LEFT, float(self.signing), right, bottom

    def on(self, page: int, of: int, signing: int | None) -> Self:
        """The same printing's code on another page."""
        return replace(self, page=page, of=of, signing=signing)


def shortened(sha256: str) -> str:
    """As much of a digest, hexadecimal, as a code has room for: no other text with it can be found."""
    return sha256[: 2 * _DIGEST_BYTES]


def drawn(content: str) -> segno.QRCode:
    """The symbol of a code, error correction M."""
    import segno

    smallest = segno.make(content, error="m", micro=False, boost_error=False)
    if int(smallest.version) >= _LEAST_VERSION:
        return smallest
    return segno.make(content, error="m", version=_LEAST_VERSION, boost_error=False)


def symbol_box(content: str) -> Box:
    """Where the modules of this code stand on the page: the code's box without the quiet zone."""
    modules = drawn(content).symbol_size(border=0)[0]
    left, top, right, bottom = CODE_BOX
    quiet = (right - left) * QUIET_MODULES / (modules + 2 * QUIET_MODULES)
    return left + quiet, top + quiet, right - quiet, bottom - quiet


def _short(digest: str) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(digest)).decode("ascii").rstrip("=")


def _hexadecimal(short: str) -> str:
    return base64.urlsafe_b64decode(f"{short}==").hex() if short else ""
