"""A CMS signature put into a PDF by pyHanko: loaded only when one is signed, for its import is slow."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject


class _Appended(IncrementalPdfFileWriter):
    """What is added behind a PDF/A, whose metadata stay as they are: rewritten, they would no longer be PDF/A's."""

    def _update_meta(self) -> None:
        """Nothing: ISO 19005-2 does not ask for a date of change."""


def embedded(
    pdf: bytes, field: str, at: datetime, room: int, sign: Callable[[bytes], bytes]
) -> bytes:
    """The PDF with an invisible PAdES field of this name; `sign` turns the SHA-256 into a CMS signature.

    `room` is the most bytes that the signature can have.
    """
    steps: Any = PdfCMSEmbedder().write_cms(field, _Appended(io.BytesIO(pdf), strict=True))
    next(steps)
    place = SignatureObject(at, SigSeedSubFilter.PADES, bytes_reserved=2 * room)
    steps.send(SigObjSetup(sig_placeholder=place))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(sign(prepared.document_digest))
    return output.getvalue()
