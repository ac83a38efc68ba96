"""Numbers by which a picture of a document is judged. Measured in the worker process, judged outside it."""

from __future__ import annotations

import cv2
import numpy as np

from poswizard.documents.pixels import Array, lab, reduced

_SIDE = 1400
"""Pixels of the longer side on which sharpness and light are measured."""
_OF_A_SIGN = 0.03
"""Height of what must be legible in a scene, in heights of the picture: a character of a shop's sign."""
_PRINT = 1.9
"""How much wider single edges of print spread than all its slopes together show, which noise and dense strokes steepen."""
_TILES = 5
_SOLID = 0.5
"""Share of all that is white which a lamp's patches are at least; of paper a little too bright it is less."""
_PATCH = 256
_DETAIL = 512

Slopes = tuple[Array, Array]
"""Of a picture, across and down."""


def measured(pixels: Array, character: float) -> dict[str, float]:
    """All numbers of a straightened RGB picture; `character` is the height of a number's character in its heights.

    `blur`        spread of an edge in heights of a character, in the worst direction
    `glare`       thousandths of the area that are washed out by a light
    `light`       lightness of the paper, 0 to 100 (CIE L*)
    `shade`       lightness of the darkest large part, 0 to 100
    `ink`         lightness of the darkest print, 0 to 100
    `colour`      thousandths of the area that have a colour
    `paper`       thousandths of the area that are pure white
    `grid`        how far a regular grid stands out from all other detail, in decibels
    `even`        thousandths of the rows that have no grain at all, as only a computer draws them
    """
    small, scale = reduced(pixels, _SIDE)
    height = pixels.shape[0] * scale
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    colours = lab(cv2.resize(small, (0, 0), fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    values = _light(colours) | _colour(colours)
    return values | {
        "blur": _blur(grey, max(6.0, (character or _OF_A_SIGN) * height), of_print=character > 0),
        "glare": _glare(small, max(3.0, character * height)),
        "grid": _grid(pixels),
        "even": _even(pixels),
    }


def fingerprint(pixels: Array) -> str:
    """64 hexadecimal digits that are alike for copies of one picture, whatever their size and quality.

    256 signs of a random projection of the fine detail (a sign flip and a cosine transform, after
    Ailon and Chazelle 2009). Coarse hashes cannot tell two sheets of one form apart.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (_DETAIL, _DETAIL), interpolation=cv2.INTER_AREA).astype(np.float32)
    detail = cv2.GaussianBlur(small, (0, 0), 1.2) - cv2.GaussianBlur(small, (0, 0), 5)
    chance = np.random.default_rng(20261101)  # part of the format: fingerprints are kept
    signs = chance.integers(0, 2, detail.shape, dtype=np.int8) * 2 - 1
    places = chance.choice(detail.size, 256, replace=False)
    return np.packbits(cv2.dct(detail * signs).ravel()[places] > 0).tobytes().hex()


def _blur(grey: Array, character: float, *, of_print: bool) -> float:
    """The spread of edges: how much a known blur added takes from their steepness (Zhuo and Sim 2011)."""
    less, more = max(0.7, 0.03 * character), max(1.4, 0.06 * character)
    fine, coarse = _slopes(grey, less), _slopes(grey, more)
    steep, after = np.hypot(*fine), np.hypot(*coarse)
    peak = steep >= cv2.dilate(steep, np.ones((3, 3), np.uint8)) - 1e-3
    way = (np.rint(np.arctan2(fine[1], fine[0]) / (np.pi / 4)) % 4).astype(int)
    spreads = [
        _spread(steep[at], after[at], less, more) for at in (peak & (way == i) for i in range(4))
    ]
    smear = _PRINT * _smear(fine, coarse, less, more) if of_print else 0.0
    return max(*spreads, smear) / character


def _smear(fine: Slopes, coarse: Slopes, less: float, more: float) -> float:
    """The spread in the worst of all directions, by the strength of all slopes together.

    A hand that moved far leaves no edge across its way that could be measured, but it leaves their
    lack: the least generalised eigenvalue of the two structure tensors.
    """
    before, after = _tensor(fine), _tensor(coarse)
    if np.linalg.cond(after) > 1e6:  # nothing to be seen, at least in one direction
        return 0.0
    kept = float(np.linalg.eigvals(np.linalg.solve(after, before)).real.min())
    return _spread_of(np.array(kept), less, more).item()


def _tensor(slopes: Slopes) -> Array:
    """The structure tensor of a whole picture, 2 x 2."""
    flat = np.stack(slopes).reshape(2, -1).astype(np.float64)
    return flat @ flat.T


def _spread(steep: Array, after: Array, less: float, more: float) -> float:
    """Of the edges of one direction, by their steepness after a little and after more blur.

    Each direction is judged by its own clearest edges: a hand that moved leaves those along its
    way as sharp as before.
    """
    if len(steep) < 50:
        return 0.0
    strong = steep > max(4.0, 0.5 * float(np.percentile(steep, 97)))
    if strong.sum() < 30:
        return 0.0
    ratio = steep[strong] / np.maximum(after[strong], 1e-3)
    return float(np.percentile(_spread_of(ratio, less, more), 50))


def _spread_of(ratio: Array, less: float, more: float) -> Array:
    """Of edges which the lesser blur leaves so many times as steep as the greater one."""
    ratio = np.clip(ratio, 1.001, more / less)
    return np.sqrt(np.maximum(0, (more**2 - ratio**2 * less**2) / (ratio**2 - 1)))


def _slopes(grey: Array, sigma: float) -> Slopes:
    smooth = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), sigma)
    return cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)


def _glare(pixels: Array, character: float) -> float:
    """White patches on what is else darker; paper that is white all over, or nearly and in specks, is no glare."""
    burnt = (pixels.min(axis=2) >= 249).astype(np.uint8)
    white = float(burnt.mean())
    wide = max(3, round(0.7 * character)) | 1
    burnt = cv2.morphologyEx(
        burnt, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide))
    )
    tiles = cv2.resize(burnt.astype(np.float32), (_TILES, _TILES), interpolation=cv2.INTER_AREA)
    patches = float(burnt.mean())
    return 0.0 if (tiles > 0.3).mean() > 0.7 or patches < _SOLID * white else 1000 * patches


def _light(colours: Array) -> dict[str, float]:
    light = colours[..., 0]
    tiles = [
        float(np.percentile(tile, 90))
        for row in np.array_split(light, _TILES)
        for tile in np.array_split(row, _TILES, axis=1)
    ]
    return {
        "light": float(np.percentile(light, 95)),
        "shade": sorted(tiles)[1],
        "ink": float(np.percentile(light, 0.7)),
    }


def _colour(colours: Array) -> dict[str, float]:
    strength = np.hypot(colours[..., 1], colours[..., 2])
    white = (colours[..., 0] > 96) & (strength < 3)
    return {"colour": 1000 * float((strength > 7).mean()), "paper": 1000 * float(white.mean())}


def _grid(pixels: Array) -> float:
    """The strongest lone wave above a tenth of the sampling rate, against its neighbours, over several patches."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    height, width = grey.shape
    side = min(_PATCH, height, width)
    window = np.outer(np.hanning(side), np.hanning(side))
    power = np.zeros((side, side))
    for top in np.linspace(0, height - side, 3).astype(int):
        for left in np.linspace(0, width - side, 3).astype(int):
            patch = grey[top : top + side, left : left + side]
            power += np.abs(np.fft.fft2((patch - patch.mean()) * window)) ** 2
    power = np.fft.fftshift(np.log10(power + 1.0))
    around = cv2.medianBlur(power.astype(np.float32), 5)
    y, x = np.mgrid[:side, :side] - side // 2
    high = (np.hypot(x, y) > 0.12 * side) & (np.abs(x) > 2) & (np.abs(y) > 2) | (
        np.hypot(x, y) > 0.15 * side
    )
    return 10 * float((power - around)[high].max())


def _even(pixels: Array) -> float:
    """Rows at the rim that are one flat colour, as around a picture on a telephone's screen."""
    most, least = pixels.max(axis=1).astype(np.int16), pixels.min(axis=1)
    return 1000 * float(((most - least).max(axis=1) <= 3).mean())
