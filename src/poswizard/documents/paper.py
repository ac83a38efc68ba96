"""A printed page in a scan or photograph: which it is, where it lies, and whether it was signed.

Found by its code, put straight by the code and the marks in its corners. Runs in the worker process only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from poswizard.documents.corners import find_corners
from poswizard.documents.ink import Ink, ink_in
from poswizard.documents.page_code import (
    MARK_MILLIMETRES,
    MARKS,
    PAGE_MILLIMETRES,
    Box,
    PageCode,
    symbol_box,
)
from poswizard.documents.pixels import Array
from poswizard.documents.quad import Point, Quad, Shape

_SOUGHT = 9.0
"""Millimetres around its place within which a mark is looked for."""
_DOTS = 8.0
"""Pixels to a millimetre (203 dpi) of what is looked at closely."""


@dataclass(frozen=True, slots=True)
class SheetFound:
    """A printed page in a picture."""

    code: PageCode
    quad: Quad
    """The paper's corners in the picture; outside it where the paper was cut off."""
    marks: int
    """How many of the three marks were found."""
    ink: Ink | None
    """What is written in the signing area; none on a page without one."""


def sheet_in(pixels: Array) -> SheetFound | None:
    """The printed page in an RGB picture of it, however turned; none where no code of ours is read."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    found = _code_in(grey)
    if found is None:
        return None
    code, corners = found
    placed, marks = _placed(pixels, grey, symbol_box(str(code)), corners)
    width, height = PAGE_MILLIMETRES
    quad = Quad.of(_mapped(placed, ((0, 0), (width, 0), (width, height), (0, height))).tolist())
    box = code.signing_box
    ink = None if box is None else ink_in(_flat(pixels, placed, box), _DOTS)
    return SheetFound(code, quad, marks, ink)


def _code_in(grey: Array) -> tuple[PageCode, Array] | None:
    """The code and its corners: its own top left first, clockwise."""
    import zxingcpp

    formats = zxingcpp.barcode_formats_from_str("QRCode")
    for picture, scale in _views(grey):
        for found in zxingcpp.read_barcodes(picture, formats=formats):
            if code := PageCode.parse(found.text):
                at = found.position
                corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
                points = [((p.x + 0.5) / scale, (p.y + 0.5) / scale) for p in corners]
                return code, np.array(points, np.float64)
    return None


def _views(grey: Array) -> Iterator[tuple[Array, float]]:
    """The picture as it is, then in ways that help with a faint, noisy, coarse or very large one."""
    yield grey, 1.0
    yield cv2.GaussianBlur(grey, (0, 0), 1.0), 1.0
    longest = max(grey.shape)
    if longest > 2600:
        half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        yield half, 0.5
        yield cv2.createCLAHE(3.0, (8, 8)).apply(half), 0.5
    else:
        double = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        yield double, 2.0
        yield cv2.GaussianBlur(double, (0, 0), 1.5), 2.0


def _placed(pixels: Array, grey: Array, symbol: Box, corners: Array) -> tuple[Array, int]:
    """From millimetres of the page to pixels of the picture, and by how many marks that was made sure."""
    left, top, right, bottom = symbol
    own = np.array(((left, top), (right, top), (right, bottom), (left, bottom)))
    best, found = _by_code(own, corners), np.empty((0, 2))
    pairs: tuple[Array, Array] = (own, corners)
    for start in _starts(pixels, own, corners, best):
        seen = [(mark, point) for mark in MARKS if (point := _mark_near(grey, start, mark))]
        if len(seen) > len(found):
            found = np.array([point for _, point in seen])
            middles = np.array([_middle(mark) for mark, _ in seen])
            pairs = (np.vstack((own, middles)), np.vstack((corners, found)))
            best = start
        if len(found) == len(MARKS):
            break
    return _fitted(*pairs, best), len(found)


def _starts(pixels: Array, own: Array, corners: Array, by_code: Array) -> Iterator[Array]:
    """Where the page may lie: as the code says, which a flat scan bears out, or as its edges say."""
    yield by_code
    edges = find_corners(pixels, Shape.A4)
    if edges is None:
        return
    width, height = PAGE_MILLIMETRES
    paper = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    for quarters in range(4):
        seen = np.array(edges.quad.turned(quarters).points, np.float32)
        start = np.asarray(cv2.getPerspectiveTransform(paper, seen), np.float64)
        off = np.linalg.norm(_mapped(start, own) - corners, axis=1).max()
        if off < np.linalg.norm(corners[0] - corners[2]):
            yield start


def _by_code(own: Array, corners: Array) -> Array:
    """Turned, scaled and moved so that the code comes to lie where it was seen."""
    matrix, _ = cv2.estimateAffinePartial2D(own, corners, method=cv2.LMEDS)
    if matrix is None:  # four points in one: no code is read off that
        matrix = np.eye(2, 3)
    return np.vstack((matrix, (0.0, 0.0, 1.0)))


def _fitted(page: Array, picture: Array, otherwise: Array) -> Array:
    """The best fit to all that was found: with perspective where all marks are there to tell."""
    if len(page) == 4 + len(MARKS):
        matrix, _ = cv2.findHomography(page, picture, 0)
        return otherwise if matrix is None else np.asarray(matrix)
    if len(page) == 4:
        return otherwise
    matrix, _ = cv2.estimateAffine2D(page, picture, method=cv2.LMEDS)
    return otherwise if matrix is None else np.vstack((matrix, (0.0, 0.0, 1.0)))


def _mark_near(grey: Array, placed: Array, mark: Box) -> Point | None:
    """The middle of the black square nearest to where this mark should be."""
    x, y = _middle(mark)
    window = (x - _SOUGHT, y - _SOUGHT, x + _SOUGHT, y + _SOUGHT)
    flat = _flat(grey, placed, window)
    level = float(np.percentile(flat, 90))
    dark = (cv2.GaussianBlur(flat, (0, 0), 1.0) < 0.55 * level).astype(np.uint8)
    _, _, blobs, middles = cv2.connectedComponentsWithStats(dark)
    side = MARK_MILLIMETRES * _DOTS
    square = [
        (float(np.hypot(*(middle - _SOUGHT * _DOTS))), tuple(middle))
        for blob, middle in zip(blobs[1:], middles[1:], strict=True)
        if _is_square(blob, side)
    ]
    if not square:
        return None
    at = np.array(min(square)[1]) / _DOTS + (window[0], window[1]) + 0.5 / _DOTS
    ((px, py),) = _mapped(placed, at)
    return float(px), float(py)


def _is_square(blob: Array, side: float) -> bool:
    _, _, width, height, area = (float(value) for value in blob)
    sides = (width / side, height / side)
    return all(0.65 < s < 1.5 for s in sides) and area > 0.6 * width * height


def _flat(pixels: Array, placed: Array, box: Box) -> Array:
    """A box of the page as if seen from above; beyond the picture's rim there is white."""
    left, top, right, bottom = box
    size = (round((right - left) * _DOTS), round((bottom - top) * _DOTS))
    to_page = np.array(((1 / _DOTS, 0, left), (0, 1 / _DOTS, top), (0, 0, 1)))
    matrix = placed @ to_page
    return cv2.warpPerspective(
        pixels,
        matrix,
        size,
        flags=cv2.INTER_AREA | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )


def _mapped(matrix: Array, points: Sequence[Sequence[float]] | Array) -> Array:
    at = np.asarray(points, np.float64).reshape(-1, 1, 2)
    return cv2.perspectiveTransform(at, matrix).reshape(-1, 2)


def _middle(box: Box) -> Point:
    left, top, right, bottom = box
    return (left + right) / 2, (top + bottom) / 2
