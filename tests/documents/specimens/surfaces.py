"""What documents lie on: desks, cloth, tiles, other papers. Deterministic for a seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import cv2
import numpy as np

from tests.documents.specimens.arrays import Array

Size = tuple[int, int]
"""Width and height."""


def surface(name: str, size: Size, chance: Random) -> Array:
    """A surface by name (`SURFACES`)."""
    return SURFACES[name](size, chance)


def _noise(size: Size, chance: Random, grain: Size) -> Array:
    """Smooth noise of -1 to 1; a `grain` of few points across gives large patches."""
    maker = np.random.default_rng(chance.randrange(2**32))
    small = maker.normal(0, 0.5, (grain[1], grain[0])).astype(np.float32)
    return np.clip(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), -1, 1)


def _tinted(colour: tuple[int, int, int], shade: Array) -> Array:
    light = np.array(colour, np.float32)[None, None, :] * (1 + shade[:, :, None])
    return np.clip(light, 0, 255).astype(np.uint8)


def _wood(size: Size, chance: Random) -> Array:
    colour = chance.choice(((150, 118, 88), (110, 76, 50), (196, 164, 120)))
    streaks = _noise(size, chance, (max(2, size[0] // 300), max(2, size[1] // 4)))
    return _tinted(colour, 0.10 * streaks + 0.05 * _noise(size, chance, (6, 6)))


def _cloth(size: Size, chance: Random) -> Array:
    colour = chance.choice(((52, 62, 96), (40, 44, 48), (120, 36, 40), (70, 96, 80)))
    weave = _noise(size, chance, (size[0] // 3, size[1] // 3))
    return _tinted(colour, 0.18 * weave + 0.12 * _noise(size, chance, (5, 5)))


def _pale(size: Size, chance: Random) -> Array:
    """A light counter, hardly darker than paper."""
    colour = chance.choice(((214, 210, 202), (196, 198, 200), (178, 180, 176)))
    return _tinted(colour, 0.03 * _noise(size, chance, (9, 9)))


def _tiles(size: Size, chance: Random) -> Array:
    ground = _tinted((142, 136, 128), 0.08 * _noise(size, chance, (40, 40)))
    step, start = chance.randrange(260, 460), chance.randrange(100)
    for at in range(start, max(size), step):
        cv2.line(ground, (at, 0), (at + 60, size[1]), (96, 92, 88), 6)
        cv2.line(ground, (0, at), (size[0], at - 40), (96, 92, 88), 6)
    return ground


def _papers(size: Size, chance: Random) -> Array:
    """A desk with other papers, pens and a keyboard's edge around."""
    ground = _wood(size, chance)
    for _ in range(4):
        middle = (chance.randrange(size[0]), chance.randrange(size[1]))
        box = (middle, (size[0] * 0.3, size[1] * 0.2), chance.randrange(180))
        shade = chance.randrange(150, 230)
        cv2.fillPoly(ground, [cv2.boxPoints(box).astype(np.int32)], (shade, shade, shade - 10))
    for _ in range(3):
        ends = [(chance.randrange(size[0]), chance.randrange(size[1])) for _ in range(2)]
        cv2.line(ground, ends[0], ends[1], (30, 40, chance.randrange(60, 180)), 14, cv2.LINE_AA)
    return ground


SURFACES: dict[str, Callable[[Size, Random], Array]] = {
    "wood": _wood,
    "cloth": _cloth,
    "pale": _pale,
    "tiles": _tiles,
    "papers": _papers,
}
