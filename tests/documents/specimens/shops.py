"""Scenes: a shop's front with its sign, and its inside."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image

from poswizard.demo import scenes
from tests.documents.specimens import people
from tests.documents.specimens.specimen import Specimen, flat


def shop_front(chance: Random) -> Specimen:
    """The front of a shop, its whole sign in view."""
    name = people.firm(chance).name[-8:]
    return _scene(scenes.shop_front(name), {"sign": name}, "shop_front")


def interior(chance: Random) -> Specimen:
    """The inside of a shop, from one side or the other."""
    specimen = _scene(scenes.interior(), {}, "interior")
    if chance.random() < 0.5:
        return specimen
    return specimen.with_image(specimen.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))


def _scene(data: bytes, values: dict[str, str], kind: str) -> Specimen:
    with Image.open(BytesIO(data), formats=("JPEG",)) as image:
        image.load()
    return Specimen(image, values, flat(image), kind)
