"""The mark on a copy that says what it is for, so that it is of no use for anything else."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

_SIMPLIFIED_CHINESE = 2
"""Place of Noto Sans CJK SC in the collection."""
_STRENGTH = 58
"""Of 255: seen at once, and nothing under it is lost."""
_WEIGHT = 600
_DEGREES = 24


def marked(image: Image.Image, words: str) -> Image.Image:
    """The picture with the words across all of it; the picture given stays as it is."""
    width, height = image.size
    size = max(14, min(width, height) // 16)
    layer = Image.new("L", (width * 2, height * 2))
    pen, face = ImageDraw.Draw(layer), _font(size)
    step = round(face.getlength(words)) + size * 3
    for row, y in enumerate(range(0, height * 2, size * 5)):
        for x in range(-(row % 2) * step // 2, width * 2, step):
            pen.text((x, y), words, fill=_STRENGTH, font=face)
    layer = layer.rotate(_DEGREES, Image.Resampling.BICUBIC)
    left, top = width // 2, height // 2
    copy = image.copy()
    grey = 90 if image.mode == "L" else (90, 90, 90)
    copy.paste(grey, (0, 0), layer.crop((left, top, left + width, top + height)))
    return copy


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc") as path:
        face = ImageFont.truetype(path, size, index=_SIMPLIFIED_CHINESE)
    face.set_variation_by_axes([_WEIGHT])
    return face
