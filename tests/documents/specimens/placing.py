"""Documents laid on a surface and seen from somewhere; the truth about their corners moves along."""

from __future__ import annotations

from dataclasses import replace
from math import cos, hypot, radians, sin
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.documents.specimens.arrays import Array, array, picture
from tests.documents.specimens.specimen import Corners, Specimen
from tests.documents.specimens.surfaces import SURFACES, surface

_CARDS = frozenset(("id_front", "id_back", "permit_front", "permit_back", "bank_card"))
_ROUND = 3.18 / 85.6
"""Radius of a card's corner in widths of the card (ISO/IEC 7810)."""


def on_surface(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Lying on a desk of some kind, straight; at 1 it fills a third of the picture's width."""
    return _placed(specimen, chance, margin=0.06 + strength)


def rotation(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Lying askew, at 1 by up to 40 degrees to either side."""
    return _placed(specimen, chance, margin=0.15, degrees=chance.choice((-40, 40)) * strength)


def perspective(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Seen from the side: at 1 the far edge is half as long as the near one."""
    return _placed(specimen, chance, 0.15, chance.uniform(-8, 8), slant=0.5 * strength)


def turned(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """The whole picture turned by one, two or three quarters: a phone that did not notice."""
    quarters = chance.choice((1, 2, 3))
    width, height = specimen.image.size
    a, b, c, d = specimen.corners
    points = [a, b, c, d]
    for _ in range(quarters):  # counter-clockwise
        points = [(y, width - x) for x, y in points]
        width, height = height, width
    image = specimen.image.rotate(90 * quarters, expand=True)
    return replace(specimen, image=image, corners=(points[0], points[1], points[2], points[3]))


def cut_corner(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Photographed so that a corner is outside; at 1 by a third of the document's width."""
    specimen = _placed(specimen, chance, margin=0.12, degrees=chance.uniform(-4, 4))
    width, height = specimen.image.size
    edge = _edge(specimen.corners[0], specimen.corners[1])
    cut = edge * strength / 3
    xs, ys = zip(*specimen.corners, strict=True)
    left, top = round(min(xs) + cut), round(min(ys) + cut)
    right, bottom = round(max(xs) - cut), round(max(ys) - cut)
    box = chance.choice(
        (
            (left, top, width, height),
            (0, top, right, height),
            (0, 0, right, bottom),
            (left, 0, width, bottom),
        )
    )
    moved = [(x - box[0], y - box[1]) for x, y in specimen.corners]
    return replace(
        specimen, image=specimen.image.crop(box), corners=(moved[0], moved[1], moved[2], moved[3])
    )


def _placed(
    specimen: Specimen, chance: Random, margin: float, degrees: float = 0.0, slant: float = 0.0
) -> Specimen:
    corners, size = _layout(specimen, margin, radians(degrees), slant, chance)
    matrix = cv2.getPerspectiveTransform(_points(specimen.corners), _points(corners))
    ground = surface(chance.choice(tuple(SURFACES)), size, chance)
    # drawn smaller than it is, a document would alias: smooth it first
    shrink = _edge(specimen.corners[0], specimen.corners[1]) / max(
        1.0, _edge(corners[0], corners[1])
    )
    pixels: Array = array(specimen.image)
    if shrink > 1.2:
        pixels = cv2.GaussianBlur(np.asarray(pixels, np.uint8), (0, 0), 0.4 * shrink)
    laid = cv2.warpPerspective(
        pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    covered = cv2.warpPerspective(_mask(specimen), matrix, size, flags=cv2.INTER_LINEAR)
    mask = covered[:, :, None] / 255.0
    shade = cv2.GaussianBlur(covered, (0, 0), size[0] / 110)[:, :, None] / 255.0
    shade = np.roll(shade, (size[1] // 110, size[0] // 130), (0, 1))
    scene = ground * (1 - 0.45 * shade) * (1 - mask) + laid * mask
    return replace(
        specimen, image=picture(scene), corners=corners, character=specimen.character / shrink
    )


def _layout(
    specimen: Specimen, margin: float, angle: float, slant: float, chance: Random
) -> tuple[Corners, tuple[int, int]]:
    """Where the corners come to lie, and the size of a picture that holds them with a margin."""
    width, height = specimen.image.size
    narrow = slant / 2
    seen = [(narrow, 0.0), (1 - narrow, 0.0), (1.0, 1.0), (0.0, 1.0)]
    if chance.random() < 0.5:
        seen = [(0.0, narrow), (1.0, 0.0), (1.0, 1.0), (0.0, 1 - narrow)]
    squeeze = 1 - 0.3 * slant
    points = [((x - 0.5) * width, (y - 0.5) * height * squeeze) for x, y in seen]
    points = [(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)) for x, y in points]
    border = margin * width
    left, top = min(x for x, _ in points) - border, min(y for _, y in points) - border
    points = [(x - left, y - top) for x, y in points]
    size = (max(x for x, _ in points) + border, max(y for _, y in points) + border)
    scale = min(1.0, 2000 / max(size))
    moved = [(x * scale, y * scale) for x, y in points]
    return (moved[0], moved[1], moved[2], moved[3]), (
        round(size[0] * scale),
        round(size[1] * scale),
    )


def _mask(specimen: Specimen) -> Array:
    mask = Image.new("L", specimen.image.size)
    radius = round(specimen.image.width * _ROUND) if specimen.kind in _CARDS else 0
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *specimen.image.size), radius, fill=255)
    return np.array(mask)


def _points(corners: Corners) -> Array:
    return np.array(corners, np.float32)


def _edge(a: tuple[float, float], b: tuple[float, float]) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])
