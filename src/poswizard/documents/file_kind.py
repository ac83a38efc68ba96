"""What a file is by its first bytes, told without decoding anything."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from poswizard.documents.refusal import MAX_FILE_MEGABYTES, IntakeError, Refusal

MAX_FILE_BYTES = MAX_FILE_MEGABYTES * 1024 * 1024

Kind = Literal["picture", "pdf"]

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_REFUSED_PICTURES = (
    *(b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"8BPS", b"\0\0\1\0"),
    *(b"%!PS", b"\xc5\xd0\xd3\xc6", b"\0\0\0\x0cJXL ", b"\xff\x0a", b"\0\0\0\x0cjP  "),
)
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
_HEIC_BRANDS = frozenset(
    (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
)  # ISO/IEC 23008-12, annex B; mif1 and msf1 say only "some picture", so the file decides
_AVIF_BRANDS = frozenset((b"avif", b"avis"))
_OFFICE_SUFFIXES = frozenset((".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip"))

# Acrobat looks for the header so far, hence makers put junk before it (PDF Reference 1.7, H.3 note 13)
_PDF_HEADER_WITHIN = 1024


def kind_of(data: bytes, name_hint: str | None = None) -> Kind:
    """Whether these bytes are a picture or a PDF we read; raises `IntakeError` for all else.

    The content decides; the name only helps to find better words for what is refused.
    """
    if not data:
        raise IntakeError(Refusal.EMPTY)
    if len(data) > MAX_FILE_BYTES:
        raise IntakeError(Refusal.TOO_LARGE)
    if data.startswith(_PICTURES) or is_heic(data):
        return "picture"
    refused = _recognised_but_refused(data)
    if refused is None and b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return "pdf"
    raise IntakeError(refused or _refusal_by_name(name_hint))


def is_heic(data: bytes) -> bool:
    """The bytes say that they are a picture of an iPhone or of another HEIF camera."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS


def _recognised_but_refused(data: bytes) -> Refusal | None:
    if data[4:8] == b"ftyp" and data[8:12] in _AVIF_BRANDS:
        return Refusal.OTHER_PICTURE
    if data.startswith(_REFUSED_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Refusal.OTHER_PICTURE
    if data.startswith(_OFFICE):
        return Refusal.OFFICE_DOCUMENT
    return None


def _refusal_by_name(name: str | None) -> Refusal:
    suffix = PurePath(name or "").suffix.lower()
    return Refusal.OFFICE_DOCUMENT if suffix in _OFFICE_SUFFIXES else Refusal.UNKNOWN_KIND
