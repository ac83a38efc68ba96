"""Outside pictures made clean: decoded whole, upright, on white, without metadata, as JPEG.

Runs in the worker process only.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from PIL import ExifTags, Image, ImageChops, UnidentifiedImageError

from poswizard.documents.file_kind import is_heic
from poswizard.documents.frames import Answer, Frame
from poswizard.documents.refusal import MAX_MEGAPIXELS, IntakeError, Refusal

MAX_PIXELS = MAX_MEGAPIXELS * 1_000_000
MAX_SIDE = 4000
"""Pixels of the longer side as kept."""
QUALITY = 92

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to undo each EXIF orientation (Exif 2.32, tag 0x0112)."""

_SAMPLE_SIDE = 160
_COLOURED_FROM = 24
"""Least distance between a pixel's strongest and weakest channel to call it coloured, of 255."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A clean JPEG and what was learnt on the way."""

    data: bytes
    width: int
    height: int
    coloured: int
    """Pixels in a thousand that have a colour."""
    taken_on: date | None = None

    @property
    def facts(self) -> dict[str, object]:
        """What the program is told of it, beside its bytes."""
        return {
            "width": self.width,
            "height": self.height,
            "coloured": self.coloured,
            "taken_on": self.taken_on.isoformat() if self.taken_on else None,
        }


def picture_answers(request: Frame) -> Iterator[Answer]:
    """The one page of a picture file."""
    picture = clean_picture(request.body)
    yield picture.facts, picture.data


def forbid_pixel_floods() -> None:
    """Make Pillow refuse what it would only warn about."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def clean_picture(data: bytes) -> Picture:
    """A JPEG, PNG or HEIC file as a clean picture; raises `IntakeError` when it is not a whole one."""
    image = _decoded(data)
    orientation, taken_on = _camera_facts(image)
    image = _reduced(_flattened(image))
    if (turn := _UPRIGHT.get(orientation)) is not None:
        image = image.transpose(turn)
    return encoded(image, taken_on)


def encoded(image: Image.Image, taken_on: date | None = None) -> Picture:
    """An image of mode L or RGB as the picture we keep."""
    image.info = {}  # Pillow would write a comment found there into the new file
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return Picture(buffer.getvalue(), image.width, image.height, _coloured(image), taken_on)


def _decoded(data: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=_formats(data))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise IntakeError(Refusal.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise IntakeError(Refusal.DAMAGED, type(error).__name__) from error
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise IntakeError(Refusal.TOO_MANY_PIXELS)
    longest = max(width, height)
    # lets the JPEG decoder halve a giant while it reads; PNG has no such thing and ignores it
    image.draft(None, (max(1, width * MAX_SIDE // longest), max(1, height * MAX_SIDE // longest)))
    image.load()  # to the last row: opening and verify() are content with a tenth of a file
    return image


def _formats(data: bytes) -> tuple[str, ...]:
    """The decoders that are let near a file: those its first bytes ask for."""
    if not is_heic(data):
        return ("JPEG", "PNG")
    import pillow_heif

    # one thread, as the reader may start none; no thumbnails and no depth images
    pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False)
    return ("HEIF",)


def _camera_facts(image: Image.Image) -> tuple[int, date | None]:
    """Orientation (1-8) and day of capture; a picture with broken EXIF is still a picture."""
    try:
        exif = image.getexif()
        orientation = exif.get(ExifTags.Base.Orientation, 1)
        said = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
        return orientation, _day(said or exif.get(ExifTags.Base.DateTime))
    except Exception:  # noqa: BLE001 the EXIF parser lets many types through on hostile bytes
        return 1, None


def _day(said: object) -> date | None:
    try:
        return datetime.strptime(str(said)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 only the day is kept
    except ValueError:
        return None


def _flattened(image: Image.Image) -> Image.Image:
    """The picture in mode L or RGB, what was transparent now white.

    A colour profile is dropped, not applied: the papers stay readable, and a profile is one more
    parser that outside bytes would reach.
    """
    if image.mode.startswith("I"):  # 16-bit greyscale PNG
        return image.convert("I").point(lambda level: level / 256).convert("L")
    if image.has_transparency_data:
        layer = image if image.mode == "RGBA" else image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    mode = "L" if image.mode in ("1", "L") else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _reduced(image: Image.Image) -> Image.Image:
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image


def _coloured(image: Image.Image) -> int:
    if image.mode != "RGB":
        return 0
    side = (min(_SAMPLE_SIDE, image.width), min(_SAMPLE_SIDE, image.height))
    red, green, blue = image.resize(side, Image.Resampling.BOX, reducing_gap=2.0).split()
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    weakest = ImageChops.darker(ImageChops.darker(red, green), blue)
    counts = ImageChops.subtract(strongest, weakest).histogram()
    return 1000 * sum(counts[_COLOURED_FROM:]) // sum(counts)
