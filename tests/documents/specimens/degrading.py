"""What cameras, hands and lamps do to a document, from hardly to hopelessly.

`strength` runs from 0 (as good as nothing) to 1 (nobody would accept it). Where pixels move, the
corners move along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from random import Random

import cv2
import numpy as np
from PIL import Image

from tests.documents.specimens.arrays import Array, array, picture
from tests.documents.specimens.placing import cut_corner, on_surface, perspective, rotation, turned
from tests.documents.specimens.specimen import Specimen

Degradation = Callable[[Specimen, float, Random], Specimen]


def degrade(specimen: Specimen, how: str, strength: float, seed: int) -> Specimen:
    """The specimen made worse in one way (`DEGRADATIONS`)."""
    chance = Random(f"{how} {seed}")  # noqa: S311 wear, not a secret
    return DEGRADATIONS[how](specimen, strength, chance)


def _size_of_character(specimen: Specimen) -> float:
    return specimen.character or specimen.image.height / 40


def _blur(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Out of focus; at 1 by a third of a character's height."""
    sigma = max(0.01, strength * _size_of_character(specimen) / 3)
    return specimen.with_image(picture(cv2.GaussianBlur(array(specimen.image), (0, 0), sigma)))


def _motion(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """A hand that moved; at 1 by a whole character's height."""
    length = max(1, round(strength * _size_of_character(specimen)))
    kernel: Array = np.zeros((length, length), np.float32)
    kernel[length // 2, :] = 1
    turn = cv2.getRotationMatrix2D(((length - 1) / 2, (length - 1) / 2), chance.randrange(180), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    kernel = kernel / max(float(kernel.sum()), 1e-6)
    return specimen.with_image(picture(cv2.filter2D(array(specimen.image), -1, kernel)))


def _spot(shape: tuple[int, ...], middle: tuple[float, float], radii: tuple[float, float]) -> Array:
    """1 in the middle of an ellipse, falling softly to 0 around it."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    distance = np.hypot((x - middle[0]) / radii[0], (y - middle[1]) / radii[1])
    return np.clip(1.6 - distance, 0, 1)[:, :, None]


def _on_document(specimen: Specimen, chance: Random) -> tuple[float, float]:
    """Somewhere well inside the document."""
    (ax, ay), (bx, by), (cx, cy), _ = specimen.corners
    across, down = chance.uniform(0.25, 0.75), chance.uniform(0.3, 0.7)
    return ax + (bx - ax) * across + (cx - bx) * down, ay + (by - ay) * across + (cy - by) * down


def _glare(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """A lamp mirrored on the card: a white spot, at 1 over half its width."""
    (ax, ay), (bx, by), *_ = specimen.corners
    width = float(np.hypot(bx - ax, by - ay))
    radius = max(1.0, width * 0.25 * strength)
    pixels = array(specimen.image).astype(np.float32)
    spot = _spot(pixels.shape, _on_document(specimen, chance), (radius, radius * 0.7))
    return specimen.with_image(picture(pixels + spot * 330))


def _shadow(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """A hand's or phone's shadow over a part, at 1 nearly black."""
    pixels = array(specimen.image).astype(np.float32)
    height, width = pixels.shape[:2]
    edge = width * chance.uniform(0.3, 0.7)
    x = (
        np.arange(width, dtype=np.float32)[None, :]
        + np.arange(height, dtype=np.float32)[:, None] * 0.3
    )
    lit = 1 - strength * 0.85 / (1 + np.exp((edge - x) / (width * 0.02)))
    return specimen.with_image(picture(pixels * lit[:, :, None]))


def _dark(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Too little light, with the grain that comes with it."""
    pixels = array(specimen.image).astype(np.float32) * (1 - 0.88 * strength)
    return _noise(specimen.with_image(picture(pixels)), 0.25 * strength, chance)


def _bright(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Overexposed: at 1 the paper and most of the print are white."""
    pixels = array(specimen.image).astype(np.float32)
    return specimen.with_image(picture(pixels * (1 + 1.6 * strength) + 90 * strength))


def _noise(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Grain; at 1 with a deviation of 60 levels."""
    pixels = array(specimen.image).astype(np.float32)
    maker = np.random.default_rng(chance.randrange(2**32))
    return specimen.with_image(
        picture(pixels + 60 * strength * maker.standard_normal(pixels.shape, np.float32))
    )


def _jpeg(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Sent on by chat, again and again: quality from 90 down to 5."""
    buffer = BytesIO()
    specimen.image.save(buffer, "JPEG", quality=round(90 - 85 * strength))
    with Image.open(buffer) as image:
        return specimen.with_image(image.convert("RGB"))


def _low_resolution(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Taken from afar or sent as a thumbnail: down to a tenth of the width."""
    scale = 1 - 0.9 * strength
    size = tuple(max(16, round(side * scale)) for side in specimen.image.size)
    small = specimen.image.resize((size[0], size[1]), Image.Resampling.LANCZOS)
    across, down = size[0] / specimen.image.width, size[1] / specimen.image.height
    moved = tuple((x * across, y * down) for x, y in specimen.corners)
    a, b, c, d = moved
    return replace(
        specimen, image=small, corners=(a, b, c, d), character=specimen.character * across
    )


def _grey(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Without colour, by a copier's or scanner's setting; at 1 wholly."""
    grey = specimen.image.convert("L").convert("RGB")
    return specimen.with_image(Image.blend(specimen.image, grey, strength))


def _copied(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """A photocopy: grey, hard contrast, black specks."""
    grey = array(_grey(specimen, min(1.0, 4 * strength), chance).image).astype(np.float32)
    hard = (grey - 128) * (1 + 1.5 * strength) + 128 + 40 * strength
    maker = np.random.default_rng(chance.randrange(2**32))
    specks = maker.random(grey.shape[:2]) < 0.0006 * strength
    hard[cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0] = 40
    return specimen.with_image(picture(hard))


def _screen(specimen: Specimen, strength: float, chance: Random) -> Specimen:
    """Photographed off a display: the display's grid beats with the camera's."""
    pixels = array(specimen.image).astype(np.float32)
    height, width = pixels.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    pitch, tilt = chance.uniform(2.6, 5.2), chance.uniform(-0.15, 0.15)
    for channel in range(3):
        phase = channel * 2 * np.pi / 3
        grid = np.cos(2 * np.pi * (x + y * tilt) / pitch + phase) + np.cos(
            2 * np.pi * (y - x * tilt) / pitch
        )
        pixels[:, :, channel] *= 1 + 0.16 * strength * grid
    return specimen.with_image(picture(pixels * np.array((0.97, 1.0, 1.05), np.float32)))


DEGRADATIONS: dict[str, Degradation] = {
    "blur": _blur,
    "motion": _motion,
    "glare": _glare,
    "shadow": _shadow,
    "dark": _dark,
    "bright": _bright,
    "noise": _noise,
    "jpeg": _jpeg,
    "low_resolution": _low_resolution,
    "grey": _grey,
    "copied": _copied,
    "screen": _screen,
    "background": on_surface,
    "perspective": perspective,
    "rotation": rotation,
    "turned": turned,
    "cut_corner": cut_corner,
}
"""By name; those from `background` on move the corners, so apply them before the others."""
