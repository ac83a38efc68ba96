"""Where the four sides of a document could be: long straight lines, and what differs from the desk.

Runs in the worker process only.
"""

from __future__ import annotations

from itertools import combinations

import cv2
import numpy as np

from poswizard.documents.pixels import Array

_MOST_LINES = 26
_SHORTEST = 0.05
"""Of a segment, in lengths of the picture's diagonal."""
_PARALLEL, _CROSSING = np.radians(46), np.radians(38)
"""Opposite sides differ by less, neighbours by more: about what a camera held askew makes of them."""
_OUTSIDE = 0.12
"""How far outside the picture a corner may lie, in the picture's sides."""
_LEAST_AREA = 0.06


def candidate_quads(colours: Array) -> Array:
    """Sets of four corners, clockwise, as an array of n x 4 x 2; `colours` is a small L*a*b* picture."""
    found = [
        quads for quads in (_quads_of_lines(colours), _quads_of_regions(colours)) if len(quads)
    ]
    return np.concatenate(found) if found else np.empty((0, 4, 2))


def _quads_of_lines(colours: Array) -> Array:
    height, width = colours.shape[:2]
    lines = np.concatenate((_lines(colours), _borders(width, height)))
    angles = np.arctan2(-lines[:, 0], lines[:, 1]) % np.pi
    pairs = _opposite_sides(lines, angles, width, height)
    if len(pairs) < 2:
        return np.empty((0, 4, 2))
    first, second = np.triu_indices(len(pairs), 1)
    apart = _difference(angles[pairs[first, 0]], angles[pairs[second, 0]])
    keep = apart > _CROSSING
    a, b = pairs[first[keep]], pairs[second[keep]]
    corners = np.stack(
        [_meeting(lines[a[:, i]], lines[b[:, j]]) for i, j in ((0, 0), (0, 1), (1, 1), (1, 0))],
        axis=1,
    )
    return _sensible(corners, width, height)


def _lines(colours: Array) -> Array:
    """The longest straight edges as n x 3: unit normal and offset, normal . point + offset = 0."""
    segments = np.concatenate([_segments(channel) for channel in _channels(colours)])
    lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    diagonal = float(np.hypot(*colours.shape[:2]))
    long = lengths > _SHORTEST * diagonal
    segments, lengths = segments[long], lengths[long]
    order = np.argsort(-lengths)
    return _merged(segments[order], lengths[order])


def _channels(colours: Array) -> list[Array]:
    """8-bit pictures in which edges show: lightness, and both colours stretched."""
    light = np.clip(colours[:, :, 0] * 2.55, 0, 255)
    others = [np.clip(colours[:, :, i] * 3 + 128, 0, 255) for i in (1, 2)]
    return [channel.astype(np.uint8) for channel in (light, *others)]


def _segments(channel: Array) -> Array:
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(channel)[0]
    return np.empty((0, 4)) if found is None else np.asarray(found, np.float64).reshape(-1, 4)


def _merged(segments: Array, lengths: Array) -> Array:
    """One line for all segments that lie along it, the best supported ones first."""
    free = np.ones(len(segments), bool)
    lines: list[tuple[float, Array]] = []
    for index in range(len(segments)):
        if not free[index]:
            continue
        line = _through(segments[index : index + 1])
        off = np.abs(segments.reshape(-1, 2, 2) @ line[:2] + line[2]).max(axis=1)
        along = free & (off < 3.0)
        free &= ~along
        lines.append((float(lengths[along].sum()), _through(segments[along])))
    lines.sort(key=lambda entry: -entry[0])
    return np.array([line for _, line in lines[:_MOST_LINES]]).reshape(-1, 3)


def _through(segments: Array) -> Array:
    points = segments.reshape(-1, 2).astype(np.float32)
    dx, dy, x, y = cv2.fitLine(points, cv2.DIST_L2, 0, 0.01, 0.01).ravel()
    return np.array((-dy, dx, dy * x - dx * y), np.float64)


def _borders(width: int, height: int) -> Array:
    """The picture's own rim, for documents that reach over it."""
    right, bottom = width - 1.0, height - 1.0
    return np.array(((1, 0, 0), (1, 0, -right), (0, 1, 0), (0, 1, -bottom)), np.float64)


def _difference(a: Array, b: Array) -> Array:
    apart = np.abs(a - b) % np.pi
    return np.minimum(apart, np.pi - apart)


def _opposite_sides(lines: Array, angles: Array, width: int, height: int) -> Array:
    pairs = np.array(list(combinations(range(len(lines)), 2)))
    a, b = lines[pairs[:, 0]], lines[pairs[:, 1]]
    middle = np.array((width / 2, height / 2))
    # signed distance of the picture's middle from each, the second's normal turned to the first's
    same = np.sign((a[:, :2] * b[:, :2]).sum(axis=1))
    apart = np.abs((a[:, :2] @ middle + a[:, 2]) - same * (b[:, :2] @ middle + b[:, 2]))
    parallel = _difference(angles[pairs[:, 0]], angles[pairs[:, 1]]) < _PARALLEL
    return pairs[parallel & (apart > 0.15 * min(width, height))]


def _meeting(a: Array, b: Array) -> Array:
    """Where lines cross, n x 2."""
    across = np.cross(a, b)
    depth = np.where(np.abs(across[:, 2]) < 1e-9, 1e-9, across[:, 2])
    return across[:, :2] / depth[:, None]


def _sensible(corners: Array, width: int, height: int) -> Array:
    """Those that are large enough, convex and hardly outside, turned clockwise."""
    x, y = corners[:, :, 0], corners[:, :, 1]
    area = (x * np.roll(y, -1, 1) - np.roll(x, -1, 1) * y).sum(axis=1) / 2
    corners = np.where((area < 0)[:, None, None], corners[:, ::-1], corners)
    inside = (corners > -_OUTSIDE * np.array((width, height))) & (
        corners < (1 + _OUTSIDE) * np.array((width, height))
    )
    sides = np.roll(corners, -1, 1) - corners
    following = np.roll(sides, -1, 1)
    turns = sides[:, :, 0] * following[:, :, 1] - sides[:, :, 1] * following[:, :, 0]
    large = np.abs(area) > _LEAST_AREA * width * height
    return corners[large & inside.all(axis=(1, 2)) & (turns > 0).all(axis=1)]


def _quads_of_regions(colours: Array) -> Array:
    """Boxes around what has another colour than the rim of the picture."""
    distance = _distance_from_rim(colours)
    quads: list[Array] = []
    for sharp in (1.0, 0.6):
        level = cv2.threshold(distance, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[0] * sharp
        mask = (distance > level).astype(np.uint8)
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:2]:
            quads += _boxes(contour)
    height, width = colours.shape[:2]
    return _sensible(np.array(quads, np.float64), width, height) if quads else np.empty((0, 4, 2))


def _distance_from_rim(colours: Array) -> Array:
    """How little each pixel looks like the three commonest colours of the rim, 0 to 255."""
    rim = max(3, min(colours.shape[:2]) // 40)
    ring = np.ones(colours.shape[:2], bool)
    ring[rim:-rim, rim:-rim] = False
    samples = np.ascontiguousarray(colours[ring][::7])
    cv2.setRNGSeed(1)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    middles = cv2.kmeans(samples, 3, None, stop, 2, cv2.KMEANS_PP_CENTERS)[2]  # pyright: ignore[reportCallIssue, reportArgumentType]
    apart = np.linalg.norm(colours[:, :, None, :] - middles[None, None], axis=3).min(axis=2)
    return np.clip(apart * 4, 0, 255).astype(np.uint8)


def _boxes(contour: Array) -> list[Array]:
    hull = cv2.convexHull(contour)
    found: list[Array] = [cv2.boxPoints(cv2.minAreaRect(hull))]
    around = cv2.arcLength(hull, True)
    for tolerance in (0.02, 0.04, 0.06):
        corners = cv2.approxPolyDP(hull, tolerance * around, True)
        if len(corners) == 4:
            found.append(corners.reshape(4, 2))
    return found
