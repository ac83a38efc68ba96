"""Real printed forms, signed by hand and come back from a scanner or a camera: every page with what is true of it.

All data are synthetic and of nobody (样本 SPECIMEN).
"""

from __future__ import annotations

import math
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from poswizard.documents.page_code import SIGNING_LEFT, PageCode
from poswizard.package.application_form import Print, application_form, content_digest
from poswizard.steps.preparation_choices import SigningRoute
from tests.package.packed import CASES, FLOW, TODAY, Packed

BLUE, BLACK, GREY = (38, 52, 150), (25, 25, 30), (95, 95, 105)


@cache
def on_paper(name: str) -> Packed:
    """A complete application that is signed on paper and waits for it."""
    return CASES[name]().with_(
        basics__signing_route=SigningRoute.PAPER_NOW, declarations__signature=None
    )


def printed(name: str, revision: int = 1) -> Print:
    """What is printed of it."""
    case = on_paper(name).case(revision)
    return Print(FLOW, FLOW.adapted(case.answers), case.package, TODAY, case.scan)


@cache
def form(name: str, revision: int = 1) -> bytes:
    """The printed form as PDF."""
    return application_form(printed(name, revision))


@cache
def digest(name: str) -> str:
    """Of what the form says."""
    return content_digest(printed(name))


@cache
def pages(name: str) -> tuple[Image.Image, ...]:
    """The form's pages as a printer puts them on paper, at 200 dots per inch."""
    return rendered(form(name))


def first_page(name: str, dots: int) -> Image.Image:
    """Of the form, at so many dots per inch."""
    return rendered(form(name), dots, last=1)[0]


def rendered(pdf: bytes, dots: int = 200, last: int = 99) -> tuple[Image.Image, ...]:
    """The pages of a PDF up to the last one wanted."""
    with tempfile.TemporaryDirectory() as folder:
        ran = ["pdftoppm", "-r", str(dots), "-l", str(last), "-", f"{folder}/page"]
        subprocess.run(ran, input=pdf, check=True, capture_output=True)
        return tuple(
            Image.open(file).convert("RGB").copy() for file in sorted(Path(folder).iterdir())
        )


def codes_of(images: tuple[Image.Image, ...]) -> list[PageCode]:
    """What the pages' codes say, read off clean prints."""
    import zxingcpp

    read = [zxingcpp.read_barcodes(np.asarray(image))[0].text for image in images]
    return [code for text in read if (code := PageCode.parse(text))]


@dataclass(frozen=True)
class Returned:
    """A page that came back."""

    image: Image.Image
    is_signed: bool
    how: str
    """What happened to it on the way."""

    def jpeg(self, quality: int = 88) -> bytes:
        """As a scanner or a telephone saves it."""
        buffer = BytesIO()
        self.image.save(buffer, "JPEG", quality=quality)
        return buffer.getvalue()


def signed(page: Image.Image, top: float, seed: int, *, seal: bool = False) -> Image.Image:
    """The page with a handwritten name in its signing area, `top` millimetres down."""
    page, chance = page.copy(), Random(seed)  # noqa: S311 specimens
    pen = ImageDraw.Draw(page)
    to = page.width / 210
    ink = chance.choice((BLUE, BLUE, BLACK, BLACK, GREY))
    thick = max(1, round(chance.uniform(0.35, 0.7) * to))
    left, base = SIGNING_LEFT + chance.uniform(4, 14), top + chance.uniform(12, 20)
    size = chance.uniform(6, 10)
    for _ in range(chance.randint(2, 4)):
        for _ in range(chance.randint(4, 8)):
            pen.line(_stroke(chance, left, base, size, to), fill=ink, width=thick, joint="curve")
        left += size * 1.05
    if seal:
        _fingerprint(pen, chance, top, to)
    return page


def _stroke(
    chance: Random, left: float, base: float, size: float, to: float
) -> list[tuple[float, float]]:
    x, y = left + chance.uniform(0, size), base + chance.uniform(0, size)
    turn, long = chance.uniform(0, math.tau), chance.uniform(0.3, 0.7) * size
    bend = chance.uniform(-1, 1)
    steps = [n / 8 for n in range(9)]
    return [
        ((x + math.cos(turn + bend * t) * long * t) * to, (y + math.sin(turn + bend * t) * long * t) * to)
        for t in steps
    ]  # fmt: skip


def _fingerprint(pen: ImageDraw.ImageDraw, chance: Random, top: float, to: float) -> None:
    x, y = SIGNING_LEFT + chance.uniform(60, 74), top + chance.uniform(15, 22)
    for ring in range(1, 8):
        r = ring * 1.1
        box = ((x - r * 0.8) * to, (y - r) * to, (x + r * 0.8) * to, (y + r) * to)
        pen.ellipse(box, outline=(205, 40, 45), width=max(1, round(0.5 * to)))


def dirtied(page: Image.Image, top: float, seed: int) -> Image.Image:
    """An unsigned page with dust, a crease and the shine of its other side, which are no signature."""
    page, chance = page.copy(), Random(seed)  # noqa: S311 specimens
    pen, to = ImageDraw.Draw(page), page.width / 210
    for _ in range(chance.randint(3, 12)):
        x, y = chance.uniform(18, 105), top + chance.uniform(2, 36)
        r = chance.uniform(0.03, 0.25)
        spot = ((x - r) * to, (y - r) * to, (x + r) * to, (y + r) * to)
        pen.ellipse(spot, fill=(70, 70, 70))
    crease = top + chance.uniform(5, 32)
    ends = (0, crease * to, page.width, (crease + chance.uniform(-3, 3)) * to)
    pen.line(ends, fill=(218, 218, 216), width=max(1, round(0.5 * to)))
    other = ImageDraw.Draw(page)
    for line in range(4):
        y = (top + 6 + line * 8) * to
        other.line((22 * to, y, 70 * to, y), fill=(236, 236, 236), width=round(2 * to))
    return page


WAYS: dict[str, Callable[[Image.Image, Random], Image.Image]] = {}
"""What happens on the way from the paper to the file, by name."""


def way(
    make: Callable[[Image.Image, Random], Image.Image],
) -> Callable[[Image.Image, Random], Image.Image]:
    """Enter one into `WAYS`."""
    WAYS[make.__name__] = make
    return make


def returned(page: Image.Image, how: str, seed: int, is_signed: bool) -> Returned:
    """The page after this happened to it."""
    return Returned(WAYS[how](page, Random(seed)), is_signed, how)  # noqa: S311 specimens


@way
def flat(page: Image.Image, chance: Random) -> Image.Image:
    """As it lies on the glass."""
    return page


@way
def quarter(page: Image.Image, chance: Random) -> Image.Image:
    """Fed in lying."""
    return page.rotate(chance.choice((90, 270)), expand=True)


@way
def upside_down(page: Image.Image, chance: Random) -> Image.Image:
    """Fed in the wrong way round."""
    return page.rotate(180)


@way
def skewed(page: Image.Image, chance: Random) -> Image.Image:
    """Drawn in askew, up to five degrees, its corners cut off by the sheet's own size."""
    return page.rotate(
        chance.uniform(-5, 5), Image.Resampling.BICUBIC, fillcolor=(250, 250, 248), expand=True
    )


@way
def grey(page: Image.Image, chance: Random) -> Image.Image:
    """A grey scan, rather pale."""
    faded = page.convert("L").point(lambda level: 90 + level * 0.63)
    return faded.rotate(chance.uniform(-2, 2), Image.Resampling.BICUBIC, fillcolor=250).convert(
        "RGB"
    )


@way
def coarse(page: Image.Image, chance: Random) -> Image.Image:
    """150 dots per inch, as a fax-like copier gives."""
    small = page.resize((1240, 1754), Image.Resampling.BOX)
    return small.rotate(chance.uniform(-3, 3), Image.Resampling.BICUBIC, fillcolor="white")


@way
def noisy(page: Image.Image, chance: Random) -> Image.Image:
    """A worn scanner: noise, a little blur, a dark strip along the feed."""
    noise = np.random.default_rng(chance.randrange(2**32))
    pixels = cv2.GaussianBlur(np.asarray(page, np.float32), (0, 0), 0.8)
    pixels = pixels * 0.94 + noise.normal(0, 9, pixels.shape)
    at = chance.randrange(page.width)
    pixels[:, at : at + 2] *= 0.75
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


@way
def photographed(page: Image.Image, chance: Random) -> Image.Image:
    """With a telephone, from a little aside, on a dark desk, one side of it in shade."""
    width, height = page.size
    out = (round(width * 1.25), round(height * 1.2))
    shift = 0.05 * width
    corners = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    middle = np.array(((out[0] - width) / 2, (out[1] - height) / 2))
    moved = corners + middle + [[chance.uniform(-shift, shift) for _ in "xy"] for _ in corners]
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    seen = cv2.warpPerspective(
        np.asarray(page), matrix, out, flags=cv2.INTER_AREA, borderValue=(92, 74, 60)
    ).astype(np.float32)
    shade = np.linspace(chance.uniform(0.68, 0.8), 1.0, out[0], dtype=np.float32)
    seen = cv2.GaussianBlur(seen * shade[None, :, None], (0, 0), 0.9)
    return Image.fromarray(np.clip(seen * 0.97, 0, 255).astype(np.uint8))


def with_other_answers(name: str) -> Print:
    """The same application after somebody has changed an answer."""
    packed = on_paper(name).with_(business__trade_name="样本改名小吃店")
    return replace(printed(name), answers=FLOW.adapted(packed.answers))
