"""Both sides of a card on one A4 page at their true size, for printing."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from poswizard.documents.quad import Shape

if TYPE_CHECKING:
    import pikepdf

_POINTS_PER_MM = 72 / 25.4  # ISO 32000-1, 8.3.2.3
_TOP_MM, _GAP_MM = 60.0, 25.0
"""Space above the first card and between both: where copiers and forms usually put them."""


def card_sheet(front: bytes, back: bytes | None = None) -> bytes:
    """A PDF of one A4 page with straightened pictures of a card, each 85.60 by 53.98 mm (ISO/IEC 7810).

    The pictures are put in as they are, not encoded again. It must be printed at 100 %.
    """
    import pikepdf

    width, height = (side * _POINTS_PER_MM for side in Shape.A4.millimetres or ())
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width, height))
        drawn: list[bytes] = []
        for place, data in enumerate(side for side in (front, back) if side is not None):
            name = page.add_resource(
                _picture(pdf, data), pikepdf.Name.XObject, pikepdf.Name(f"/Side{place}")
            )
            drawn.append(_placed(str(name), place, width, height))
        page.Contents = pdf.make_stream(b"".join(drawn))
        buffer = BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _picture(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    import pikepdf

    with Image.open(BytesIO(data), formats=("JPEG",)) as image:
        (width, height), grey = image.size, image.mode == "L"
    return pikepdf.Stream(
        pdf,
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )


def _placed(name: str, place: int, page_width: float, page_height: float) -> bytes:
    """Drawing instructions: the picture in the middle of the page, and a hairline around it."""
    width, height = (side * _POINTS_PER_MM for side in Shape.CARD.millimetres or ())
    left = (page_width - width) / 2
    bottom = page_height - (_TOP_MM + place * _GAP_MM) * _POINTS_PER_MM - (place + 1) * height
    box = f"{left:.3f} {bottom:.3f} {width:.3f} {height:.3f}"
    matrix = f"{width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f}"
    return f"q {matrix} cm {name} Do Q q 0.25 w 0.6 G {box} re S Q\n".encode()
