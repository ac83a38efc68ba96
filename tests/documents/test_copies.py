from __future__ import annotations

from io import BytesIO
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from poswizard.documents.copies import Window, derive, thumbnail
from poswizard.documents.refusal import IntakeError, Refusal
from tests import specimens

GRAIN = Random(1).randbytes(400 * 300 * 3)  # noqa: S311 grain, not a secret
NOISE = Image.frombytes("RGB", (400, 300), GRAIN)
PAGE = specimens.picture(NOISE.resize((1600, 1200), Image.Resampling.BICUBIC), quality=92)
PLAIN = specimens.picture(quality=92)


def fit(page: bytes, max_kilobytes: int, **limits: Any) -> bytes:
    copy = derive(page, Window(max_kilobytes=max_kilobytes, **limits))
    assert copy.proof.bytes == len(copy.data)
    assert copy.proof.least <= len(copy.data) <= copy.proof.most
    assert size_of(copy.data) == (copy.proof.width, copy.proof.height)
    return copy.data


def size_of(data: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as image:
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
    ("page", "window"),
    [
        (PAGE, Window(max_kilobytes=2)),
        (PLAIN, Window(max_kilobytes=5000, min_kilobytes=4000, max_side=800)),
        (PLAIN, Window(max_kilobytes=5000, min_short_side=900, max_side=1000)),
        (PAGE, Window(max_kilobytes=20, format="png")),
    ],
)
def test_limits_that_cannot_be_met_are_said_so(page: bytes, window: Window):
    with pytest.raises(IntakeError) as refused:
        derive(page, window)
    assert refused.value.reason is Refusal.CANNOT_FIT


def test_the_grainiest_picture_has_a_copy():
    grain = Random(2).randbytes(1000 * 1000 * 3)  # noqa: S311 grain, not a secret
    page = specimens.picture(Image.frombytes("RGB", (1000, 1000), grain), quality=92)
    assert len(fit(page, 1400)) <= 1_400_000


def test_the_same_picture_gives_the_same_copy():
    assert fit(PAGE, 150) == fit(PAGE, 150)


def test_a_thumbnail_keeps_the_shape():
    assert size_of(thumbnail(PAGE, 160)) == (160, 120)


def test_the_proof_says_what_was_given_up():
    as_it_is = derive(PAGE, Window(max_kilobytes=5000)).proof
    worse = derive(PAGE, Window(max_kilobytes=len(PAGE) * 8 // 10_000)).proof
    smaller = derive(PAGE, Window(max_kilobytes=len(PAGE) // 10_000)).proof
    assert [proof.means for proof in (as_it_is, worse, smaller)] == ["as_it_is", "quality", "size"]
    assert (as_it_is.quality, worse.quality) == (None, worse.quality or 0)
    assert f"{smaller.width}×{smaller.height}" in smaller.text.zh


def test_no_better_quality_would_have_fitted():
    most = len(PAGE) * 8 // 10_000
    copy = derive(PAGE, Window(max_kilobytes=most))
    assert copy.proof.quality
    with Image.open(BytesIO(PAGE), formats=("JPEG",)) as image:
        better = specimens.picture(image, quality=copy.proof.quality + 1, subsampling=0)
    assert len(better) > most * 1000


def test_a_small_picture_is_enlarged_to_the_least_size_and_no_further():
    assert size_of(fit(PLAIN, 5000, min_short_side=900)) == (1200, 900)


def test_a_window_may_want_png_or_grey():
    with Image.open(BytesIO(fit(PLAIN, 5000, format="png"))) as image:
        assert image.format == "PNG"
    with Image.open(BytesIO(fit(PLAIN, 5000, colour=False))) as image:
        assert image.mode == "L"


def test_a_mark_stands_only_where_the_window_allows_it():
    with pytest.raises(ValueError, match="no marked"):
        derive(PLAIN, Window(max_kilobytes=500), mark="仅供样本商户入网使用")
    copy = derive(PLAIN, Window(max_kilobytes=500, may_be_marked=True), mark="仅供样本商户入网使用")
    with Image.open(BytesIO(copy.data)) as found, Image.open(BytesIO(PLAIN)) as before:
        red, green, blue = ImageChops.difference(found, before).split()
        changed = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    assert 0.02 < sum(changed[13:]) / (800 * 600) < 0.3


def test_without_a_mark_a_window_that_allows_it_gets_a_clean_copy():
    assert derive(PLAIN, Window(max_kilobytes=500, may_be_marked=True)).data is PLAIN
