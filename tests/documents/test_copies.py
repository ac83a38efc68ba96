from __future__ import annotations

from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from poswizard.documents.copies import fit, thumbnail
from poswizard.documents.refusal import IntakeError, Refusal
from tests import specimens

GRAIN = Random(1).randbytes(400 * 300 * 3)  # noqa: S311 grain, not a secret
NOISE = Image.frombytes("RGB", (400, 300), GRAIN)
PAGE = specimens.picture(NOISE.resize((1600, 1200), Image.Resampling.BICUBIC), quality=92)
PLAIN = specimens.picture(quality=92)


def size_of(data: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(data), formats=("JPEG",)) as image:
        image.load()
        return image.size


def test_a_picture_within_the_limits_is_passed_on_byte_for_byte():
    assert fit(PAGE, max_kilobytes=5000, max_side=1600) is PAGE


@settings(max_examples=8, deadline=None)
@given(st.integers(min_value=40, max_value=700))
def test_a_copy_fits_and_uses_what_it_may(kilobytes: int):
    copy = fit(PAGE, kilobytes)
    assert kilobytes * 500 < len(copy) <= kilobytes * 1000
    width, height = size_of(copy)
    assert abs(width / height - 4 / 3) < 0.01


def test_quality_gives_way_before_size_does():
    assert size_of(fit(PAGE, len(PAGE) * 8 // 10_000)) == (1600, 1200)
    assert max(size_of(fit(PAGE, len(PAGE) // 10_000))) < 1600


def test_a_side_limit_is_kept():
    assert size_of(fit(PAGE, 5000, max_side=800)) == (800, 600)


def test_a_picture_below_the_least_size_is_enlarged():
    copy = fit(PLAIN, max_kilobytes=200, min_kilobytes=100)
    assert 100 * 1024 <= len(copy) <= 200_000


@pytest.mark.parametrize(
    ("page", "limits"),
    [
        (PAGE, {"max_kilobytes": 2}),
        (PLAIN, {"max_kilobytes": 5000, "min_kilobytes": 4000, "max_side": 800}),
    ],
)
def test_limits_that_cannot_be_met_are_said_so(page: bytes, limits: dict[str, int]):
    with pytest.raises(IntakeError) as refused:
        fit(page, **limits)
    assert refused.value.reason is Refusal.CANNOT_FIT


def test_the_grainiest_picture_has_a_copy():
    grain = Random(2).randbytes(1000 * 1000 * 3)  # noqa: S311 grain, not a secret
    page = specimens.picture(Image.frombytes("RGB", (1000, 1000), grain), quality=92)
    assert len(fit(page, 1400)) <= 1_400_000


def test_the_same_picture_gives_the_same_copy():
    assert fit(PAGE, 150) == fit(PAGE, 150)


def test_a_thumbnail_keeps_the_shape():
    assert size_of(thumbnail(PAGE, 160)) == (160, 120)
