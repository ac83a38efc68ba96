"""Drawing tools of the specimens: lettering, paper, stamps, and the look of a photograph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from math import cos, pi, sin
from random import Random

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Point = tuple[float, float]

INK: Colour = (32, 34, 40)
FADED: Colour = (70, 110, 150)
RED: Colour = (200, 38, 38)
DESK: Colour = (150, 118, 88)

_SIMPLIFIED_CHINESE = 2
"""Place of Noto Sans CJK SC in the collection."""
_MARK = "样本 SPECIMEN"


@cache
def font(size: int, weight: int = 400, region: int = _SIMPLIFIED_CHINESE) -> ImageFont.FreeTypeFont:
    """Noto Sans CJK of this size in pixels, weight (100-900), and region of its forms."""
    with as_file(files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc") as path:
        face = ImageFont.truetype(path, size, index=region)
    face.set_variation_by_axes([weight])
    return face


@dataclass(frozen=True, slots=True)
class Hand:
    """How the letters of a sheet differ from the usual: no two printers print alike."""

    bolder: int = 0
    """Added to every weight."""
    larger: float = 1.0
    """Every size times this."""
    region: int = _SIMPLIFIED_CHINESE
    """Place in the font's collection: Japanese, Korean, Simplified, Traditional, Hong Kong."""

    def font(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        """The face for a size and weight of the layout."""
        weight = min(900, max(100, weight + self.bolder))
        return font(max(8, round(size * self.larger)), weight, self.region)


PRINTED = Hand()


class Sheet:
    """A surface to draw on, with lettering in Chinese."""

    def __init__(
        self, width: int, height: int, colour: Colour = (252, 252, 250), hand: Hand = PRINTED
    ) -> None:
        self.image = Image.new("RGB", (width, height), colour)
        self.pen = ImageDraw.Draw(self.image)
        self.hand = hand

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image.size

    def write(
        self, at: Point, words: str, size: int, weight: int = 400, colour: Colour = INK
    ) -> None:
        """One line, `at` its left and middle."""
        self.pen.text(at, words, fill=colour, font=self.hand.font(size, weight), anchor="lm")

    def centre(
        self, at: Point, words: str, size: int, weight: int = 400, colour: Colour = INK
    ) -> None:
        """One line around a point."""
        self.pen.text(at, words, fill=colour, font=self.hand.font(size, weight), anchor="mm")

    def write_spaced(
        self, at: Point, words: str, size: int, step: float, weight: int = 500
    ) -> None:
        """One line whose characters stand `step` pixels apart."""
        for place, character in enumerate(words):
            self.write((at[0] + place * step, at[1]), character, size, weight)

    def write_wrapped(self, at: Point, words: str, size: int, width: int) -> float:
        """Lines no wider than so many pixels; gives the height of the next line."""
        x, y = at
        while words:
            fitting = len(words)
            while self.hand.font(size, 450).getlength(words[:fitting]) > width:
                fitting -= 1
            self.write((x, y), words[:fitting], size, 450)
            words, y = words[fitting:], y + size * 1.5
        return y

    def code(self, at: tuple[int, int], content: str, side: int) -> None:
        """A QR code."""
        rows = tuple(segno.make(content, error="m").matrix_iter(border=1))
        small = Image.new("1", (len(rows), len(rows)))
        small.putdata([0 if dark else 1 for row in rows for dark in row])
        self.image.paste(small.resize((side, side), Image.Resampling.NEAREST).convert("RGB"), at)

    def bars(self, at: tuple[int, int], content: str, module: int, height: int) -> None:
        """A Code 128 bar code, its narrowest bar `module` pixels wide."""
        import zxingcpp

        code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.Code128)
        drawn = Image.fromarray(zxingcpp.write_barcode_to_image(code))
        strip = drawn.crop((0, 0, drawn.width, 1))
        strip = strip.resize((drawn.width * module, height), Image.Resampling.NEAREST)
        self.image.paste(strip.convert("RGB"), at)

    def stamp(self, at: Point, words: str, radius: int) -> None:
        """A round red seal around a star, its words along the rim."""
        x, y = at
        box = (x - radius, y - radius, x + radius, y + radius)
        self.pen.ellipse(box, outline=RED, width=max(3, radius // 18))
        self.pen.polygon(_star(at, radius * 0.3), fill=RED)
        self.centre((x, y + radius * 0.58), "样本专用", radius // 5, 600, RED)
        sweep = min(1.5 * pi, 0.36 * len(words))
        for place, character in enumerate(words):
            angle = -sweep / 2 + sweep * (place + 0.5) / len(words)
            self._turned(
                character,
                (x + sin(angle) * radius * 0.76, y - cos(angle) * radius * 0.76),
                radius // 4,
                -angle * 180 / pi,
            )

    def mark(self, strength: int = 52) -> None:
        """Say across the whole surface, and beyond any doubt, that this is a specimen."""
        width, height = self.size
        size = max(28, min(width, height) // 11)
        layer = Image.new("L", (width * 2, height * 2))
        pen = ImageDraw.Draw(layer)
        for row, y in enumerate(range(0, height * 2, size * 4)):
            for x in range(-(row % 2) * size * 5, width * 2, size * 10):
                pen.text((x, y), _MARK, fill=strength, font=font(size, 700))
        layer = layer.rotate(24, Image.Resampling.BICUBIC)
        left, top = width // 2, height // 2
        mask = layer.crop((left, top, left + width, top + height))
        self.image.paste(RED, (0, 0), mask)

    def fade(self, top: Colour, bottom: Colour, box: tuple[int, int, int, int]) -> None:
        """Fill a box with a colour that turns into another from top to bottom."""
        left, upper, right, lower = box
        size = (right - left, lower - upper)
        mask = Image.linear_gradient("L").resize(size)
        self.image.paste(Image.composite(_plain(size, bottom), _plain(size, top), mask), box)

    def guilloche(self, colour: Colour, lines: int = 26) -> None:
        """Fine waves, as security paper has them."""
        width, height = self.size
        for line in range(lines):
            middle = height * (line + 0.5) / lines
            wave = [
                (x, middle + sin(x / 62 + line * 0.7) * height / 34 + sin(x / 23 + line) * 3)
                for x in range(0, width + 8, 8)
            ]
            self.pen.line(wave, fill=colour, width=1)

    def _turned(self, character: str, at: Point, size: int, degrees: float) -> None:
        tile = Image.new("L", (size * 2, size * 2))
        ImageDraw.Draw(tile).text(
            (size, size), character, fill=255, font=font(size, 600), anchor="mm"
        )
        tile = tile.rotate(degrees, Image.Resampling.BICUBIC)
        self.image.paste(RED, (round(at[0]) - size, round(at[1]) - size), tile)


def rounded(image: Image.Image, radius: int) -> Image.Image:
    """The picture with round corners, transparent outside them."""
    mask = Image.new("L", image.size)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *image.size), radius, fill=255)
    card = image.convert("RGBA")
    card.putalpha(mask)
    return card


def photographed(
    card: Image.Image, desk: Colour = DESK, degrees: float = 1.2, margin: int = 110
) -> bytes:
    """A card or sheet as a phone would take it: lying on a desk, all corners in view."""
    card = card.convert("RGBA").rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    size = (card.width + 2 * margin, card.height + 2 * margin)
    scene = _surface(size, desk)
    shadow = Image.new("L", size)
    shadow.paste(card.getchannel("A").point(lambda level: level * 0.55), (margin + 10, margin + 16))
    scene.paste((20, 14, 10), (0, 0), shadow.filter(ImageFilter.GaussianBlur(16)))
    scene.paste(card, (margin, margin), card)
    return developed(scene)


def developed(scene: Image.Image) -> bytes:
    """A scene as the camera's JPEG: darker towards the corners, and a little grain."""
    rim = Image.radial_gradient("L").resize(scene.size).point(lambda level: 255 - level * 0.22)
    scene = ImageChops.multiply(scene, Image.merge("RGB", (rim, rim, rim)))
    scene = Image.blend(scene, _grain(scene.size).convert("RGB"), 0.035)
    buffer = BytesIO()
    scene.filter(ImageFilter.GaussianBlur(0.6)).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _surface(size: tuple[int, int], colour: Colour) -> Image.Image:
    streaks = _grain((size[0] // 40, size[1])).resize(size, Image.Resampling.BICUBIC)
    return Image.blend(_plain(size, colour), streaks.convert("RGB"), 0.07)


def _grain(size: tuple[int, int]) -> Image.Image:
    # a fixed seed, so that the same specimen is the same file everywhere
    noise = Random(20261101).randbytes(size[0] * size[1])  # noqa: S311 grain, not a secret
    return Image.frombytes("L", size, noise)


def _plain(size: tuple[int, int], colour: Colour) -> Image.Image:
    return Image.new("RGB", size, colour)


def _star(at: Point, radius: float) -> Sequence[Point]:
    return [
        (
            at[0] + sin(corner * pi / 5) * radius * (0.4 if corner % 2 else 1),
            at[1] - cos(corner * pi / 5) * radius * (0.4 if corner % 2 else 1),
        )
        for corner in range(10)
    ]
