"""Signatures on white paper, photographed as telephones do; and pictures that are none. All drawn, of nobody."""

from __future__ import annotations

import math
from io import BytesIO
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

SIZE = (1600, 1200)


def strokes(seed: int, span: float = 0.7) -> Image.Image:
    """A name as the pen leaves it, `span` of the picture wide, white elsewhere."""
    chance = Random(f"signature {seed}")  # noqa: S311 specimens
    image = Image.new("RGB", SIZE, (250, 249, 246))
    pen = ImageDraw.Draw(image)
    ink = chance.choice(((30, 40, 120), (20, 20, 25), (60, 60, 70)))
    size = span * SIZE[0] / 4
    left, top = (SIZE[0] - span * SIZE[0]) / 2, SIZE[1] / 2 - size / 2
    for character in range(3):
        for _ in range(chance.randint(5, 9)):
            pen.line(
                _stroke(chance, left + character * size * 1.2, top, size),
                fill=ink,
                width=max(2, round(size / 28)),
                joint="curve",
            )
    return image


def _stroke(chance: Random, left: float, top: float, size: float) -> list[tuple[float, float]]:
    x, y = left + chance.uniform(0, size * 0.6), top + chance.uniform(0, size * 0.7)
    turn, bend = chance.uniform(-0.4, 1.9), chance.uniform(-0.8, 0.8)
    long = size * chance.uniform(0.25, 0.6)
    return [
        (x + math.cos(turn + bend * t / 8) * long * t / 8, y + math.sin(turn + bend * t / 8) * long * t / 8)
        for t in range(9)
    ]  # fmt: skip


def photographed(image: Image.Image, seed: int) -> bytes:
    """In uneven light, with noise, and a hand's shadow across a corner."""
    chance = Random(f"photo {seed}")  # noqa: S311 specimens
    height, width = image.height, image.width
    across = np.linspace(chance.uniform(0.55, 0.8), 1.0, width, dtype=np.float32)[None, :]
    down = np.linspace(1.0, chance.uniform(0.75, 0.95), height, dtype=np.float32)[:, None]
    shadow = np.ones((height, width), np.float32)
    corner = (chance.randint(-100, 200), height + chance.randint(-100, 100))
    cv2.circle(shadow, corner, 420, (0.7,), -1)
    shadow = np.asarray(cv2.GaussianBlur(shadow, (0, 0), 45), np.float32)
    noise = np.random.default_rng(seed).normal(0, 4, (height, width, 3))
    light = np.asarray(image, np.float32) * (across * down * shadow)[..., None]
    seen = cv2.GaussianBlur(light + noise, (0, 0), 1.0)
    buffer = BytesIO()
    Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=86)
    return buffer.getvalue()


def blank() -> Image.Image:
    """Paper that nobody signed."""
    return Image.new("RGB", SIZE, (250, 249, 246))


def printed() -> Image.Image:
    """A page of print from side to side."""
    image = blank()
    pen = ImageDraw.Draw(image)
    for line in range(24):
        for place in range(60):
            x, y = 10 + place * 26.5, 12 + line * 49
            pen.rectangle((x, y, x + 15, y + 22), outline=(30, 30, 30), width=3)
    return image


def blot() -> Image.Image:
    """A spill of ink."""
    image = blank()
    ImageDraw.Draw(image).ellipse((500, 400, 1100, 800), fill=(25, 25, 30))
    return image
