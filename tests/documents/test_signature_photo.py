"""A signature photographed on paper: its ink comes out clean, and what is no signature is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from poswizard.documents.ink import cut_out
from poswizard.documents.intake import Intake
from poswizard.documents.signature import PICTURE, Trouble
from poswizard.documents.workbench import Workbench
from tests.documents.signature_photos import blank, blot, photographed, printed, strokes


@pytest.mark.parametrize("seed", range(4))
def test_the_ink_and_nothing_else_is_taken(seed: int):
    original = strokes(seed)

    cut = cut_out(_pixels(photographed(original, seed)))

    assert cut.trouble is None
    wanted = _trimmed(np.asarray(original.convert("L")) < 128)
    found = _trimmed(_cover(cut.png))
    same = Image.fromarray(wanted).resize(found.shape[::-1], Image.Resampling.NEAREST)
    wanted = np.asarray(same)
    assert (wanted & found).sum() / (wanted | found).sum() > 0.7


def test_the_picture_is_as_the_pad_makes_it_and_its_ground_is_clear():
    cut = cut_out(_pixels(photographed(strokes(2), 2)))

    with Image.open(BytesIO(cut.png)) as picture:
        assert (picture.size, picture.mode) == (PICTURE, "RGBA")
    assert not _cover(cut.png)[:20].any()


@pytest.mark.parametrize(
    ("picture", "trouble"),
    [
        (blank, Trouble.NOTHING_FOUND),
        (printed, Trouble.TOO_MUCH),
        (blot, Trouble.TOO_MUCH),
        (lambda: strokes(1, 0.05), Trouble.TOO_SMALL),
    ],
    ids=["blank", "printed", "blot", "from afar"],
)
def test_what_is_no_signature_is_refused_with_what_to_do(
    picture: Callable[[], Image.Image], trouble: Trouble
):
    cut = cut_out(_pixels(photographed(picture(), 1)))

    assert (cut.png, cut.trouble) == (b"", trouble)
    assert trouble.hint


def test_the_workers_take_it_from_a_file(intake: Intake):
    (page,) = intake.take(photographed(strokes(3), 3))
    with Workbench() as bench:
        assert bench.signature(page.data).png.startswith(b"\x89PNG")
        (empty,) = intake.take(photographed(blank(), 3))
        assert bench.signature(empty.data).trouble is Trouble.NOTHING_FOUND


def _pixels(jpeg: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(jpeg)).convert("RGB"))


def _cover(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png)).getchannel("A")) > 127


def _trimmed(mask: np.ndarray) -> np.ndarray:
    ys, xs = np.nonzero(mask)
    return mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
