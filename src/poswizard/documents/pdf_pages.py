"""Pages of an outside PDF as pictures: the PDF itself is never stored, shown or passed on.

Runs in the worker process only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium

from poswizard.documents.images import MAX_SIDE, Picture, encoded
from poswizard.documents.refusal import MAX_PAGES, IntakeError, Refusal

DOTS_PER_INCH = 200

_POINTS_PER_INCH = 72  # ISO 32000-1, 8.3.2.3: the default unit of user space
_PASSWORD_ERRORS = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of fpdfview.h


def pdf_pages(data: bytes) -> Iterator[Picture]:
    """Each page rendered; raises `IntakeError` before the first when the file cannot be taken.

    A PDF that opens without a password is read even when its author restricted copying, as
    electronic licences and bank statements commonly do: anyone may look at those.
    """
    with closing(_opened(data)) as pdf:
        if not 0 < len(pdf) <= MAX_PAGES:
            raise IntakeError(Refusal.TOO_MANY_PAGES if len(pdf) else Refusal.DAMAGED)
        pdf.init_forms()  # else the answers in a filled-in form are not drawn
        for index in range(len(pdf)):
            with closing(pdf[index]) as page:
                yield _rendered(page)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in _PASSWORD_ERRORS
        reason = Refusal.NEEDS_PASSWORD if locked else Refusal.DAMAGED
        raise IntakeError(reason, f"PdfiumError {error.err_code}") from error


def _rendered(page: pdfium.PdfPage) -> Picture:
    scale = min(DOTS_PER_INCH / _POINTS_PER_INCH, MAX_SIDE / max(1.0, *page.get_size()))
    # the scale may be any number; only its default makes it look like a whole one
    with closing(page.render(scale=scale)) as bitmap:  # pyright: ignore[reportArgumentType]
        return encoded(bitmap.to_pil().convert("RGB"))
