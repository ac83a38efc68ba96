"""Pages of an outside PDF as pictures: the PDF itself is never stored, shown or passed on.

Runs in the worker process only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, cast

import pypdfium2 as pdfium

from poswizard.documents.frames import Answer, Frame
from poswizard.documents.images import MAX_SIDE, Picture, encoded
from poswizard.documents.refusal import MAX_PAGES, MAX_PAGES_TO_CHOOSE, IntakeError, Refusal

DOTS_PER_INCH = 200

_POINTS_PER_INCH = 72  # ISO 32000-1, 8.3.2.3: the default unit of user space
_PASSWORD_ERRORS = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of fpdfview.h


def pdf_answers(request: Frame) -> Iterator[Answer]:
    """How many pages there are, all of them, or the chosen ones, large or small.

    The header says `count`, or `pages` (numbers from 0, or null for all) and `side` (pixels of
    the longer side of a preview, or null for the full size).
    """
    header = cast("dict[str, Any]", request.header)
    with closing(_opened(request.body)) as pdf:
        if header.get("count"):
            yield {"count": len(pdf)}, b""
            return
        for picture in _rendered_pages(pdf, header["pages"], header["side"]):
            yield picture.facts, picture.data


def _opened(data: bytes) -> pdfium.PdfDocument:
    """The document; raises `IntakeError` when nothing of it can be taken.

    A PDF that opens without a password is read even when its author restricted copying, as
    electronic licences and bank statements commonly do: anyone may look at those.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in _PASSWORD_ERRORS
        reason = Refusal.NEEDS_PASSWORD if locked else Refusal.DAMAGED
        raise IntakeError(reason, f"PdfiumError {error.err_code}") from error
    if len(pdf):
        return pdf
    pdf.close()
    raise IntakeError(Refusal.DAMAGED, "no pages")


def _rendered_pages(
    pdf: pdfium.PdfDocument, chosen: Sequence[int] | None, side: int | None
) -> Iterator[Picture]:
    numbers = range(len(pdf)) if chosen is None else [n for n in chosen if 0 <= n < len(pdf)]
    most = MAX_PAGES if side is None else MAX_PAGES_TO_CHOOSE
    if not numbers:
        raise IntakeError(Refusal.DAMAGED, "no such page")
    if len(numbers) > most:
        raise IntakeError(Refusal.TOO_MANY_PAGES)
    pdf.init_forms()  # else the answers in a filled-in form are not drawn
    for number in numbers:
        with closing(pdf[number]) as page:
            yield _rendered(page, side)


def _rendered(page: pdfium.PdfPage, side: int | None) -> Picture:
    longest = max(1.0, *page.get_size())
    scale = min(DOTS_PER_INCH / _POINTS_PER_INCH, (side or MAX_SIDE) / longest)
    # the scale may be any number; only its default makes it look like a whole one
    with closing(page.render(scale=scale)) as bitmap:  # pyright: ignore[reportArgumentType]
        return encoded(bitmap.to_pil().convert("RGB"))
