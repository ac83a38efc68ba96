from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO

import pillow_heif
import pytest
from PIL import Image

from poswizard.documents.images import MAX_SIDE
from poswizard.documents.intake import Intake
from poswizard.documents.page import Page, RemarkCode
from poswizard.documents.refusal import IntakeError
from tests import specimens

pillow_heif.register_heif_opener()
SECRET = b"104.0668E 30.5728N"


def opened(page: Page) -> Image.Image:
    image = Image.open(BytesIO(page.data), formats=("JPEG",))
    image.load()
    return image


def is_near(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(a - b) < 40 for a, b in zip(found, wanted, strict=True))


def exif_of(orientation: int = 1, taken: str = "2026:10:02 09:30:00") -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = taken
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[0x001D] = SECRET.decode()
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_a_picture_becomes_one_jpeg_page_with_its_digests(intake: Intake, kind: str):
    data = specimens.picture(kind=kind)
    (page,) = intake.take(data)
    assert opened(page).size == (page.width, page.height) == (800, 600)
    assert page.media_type == "image/jpeg"
    assert page.sha256 == hashlib.sha256(page.data).hexdigest()
    assert page.original_sha256 == hashlib.sha256(data).hexdigest()
    assert page.remarks == ()
    assert page.taken_on is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_nothing_but_the_picture_and_its_day_survives(intake: Intake, kind: str):
    kept_by = {"JPEG": {"comment": SECRET, "xmp": SECRET}, "PNG": {}, "HEIF": {"xmp": SECRET}}[kind]
    profile = {} if kind == "HEIF" else {"icc_profile": SECRET}
    data = specimens.picture(kind=kind, exif=exif_of(), **profile, **kept_by)
    assert SECRET in data
    (page,) = intake.take(data)
    assert SECRET not in page.data
    assert set(opened(page).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert page.taken_on == date(2026, 10, 2)


@pytest.mark.parametrize("said", ["0000:00:00 00:00:00", "yesterday", "", "2026:13:45 00:00:00"])
def test_a_camera_without_a_clock_gives_no_day(intake: Intake, said: str):
    (page,) = intake.take(specimens.picture(exif=exif_of(taken=said)))
    assert page.taken_on is None


def test_a_picture_with_broken_exif_is_still_a_picture(intake: Intake):
    (page,) = intake.take(specimens.picture(exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + bytes(20)))
    assert (page.width, page.height) == (800, 600)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_kept_upright(intake: Intake, orientation: int):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    lying = specimens.photo()
    if orientation != 1:
        lying = lying.transpose(Image.Transpose(undo[orientation]))
    (page,) = intake.take(specimens.picture(lying, exif=exif_of(orientation)))
    upright = opened(page)
    assert upright.size == (800, 600)
    assert is_near(upright.getpixel((20, 20)), (255, 255, 255))
    assert is_near(upright.getpixel((200, 500)), (200, 50, 30))
    assert is_near(upright.getpixel((700, 100)), (30, 60, 200))


@pytest.mark.parametrize("orientation", [3, 6])
def test_a_phone_picture_is_not_turned_a_second_time(intake: Intake, orientation: int):
    # HEIF turns by its own properties, which the decoder obeys; its EXIF only repeats them
    data = specimens.picture(kind="HEIF", exif=exif_of(orientation))
    (page,) = intake.take(data)
    assert (page.width, page.height) == (800, 600)
    assert is_near(opened(page).getpixel((20, 20)), (255, 255, 255))


def test_pages_of_a_pdf_can_be_counted_looked_at_and_chosen(intake: Intake):
    data = specimens.pdf(25)
    assert intake.page_count(data) == 25
    small = intake.previews(data, side=120)
    assert len(small) == 25
    with Image.open(BytesIO(small[0]), formats=("JPEG",)) as image:
        assert max(image.size) == 120
    second, last = intake.take(data, pages=[1, 24])
    assert second.original_sha256 == last.original_sha256
    assert (second.width, second.height) == (round(298 * 200 / 72), round(420 * 200 / 72))


def test_a_picture_is_its_only_page(intake: Intake):
    assert intake.page_count(specimens.picture()) == 1
    (small,) = intake.previews(specimens.picture(), side=100)
    with Image.open(BytesIO(small), formats=("JPEG",)) as image:
        assert image.size == (100, 75)


@pytest.mark.parametrize(
    ("pages", "reason"), [([], "damaged"), ([7], "damaged"), (range(21), "too_many_pages")]
)
def test_a_choice_of_no_page_or_too_many_is_refused(
    intake: Intake, pages: Sequence[int], reason: str
):
    with pytest.raises(IntakeError) as refused:
        intake.take(specimens.pdf(22 if reason == "too_many_pages" else 2), pages=pages)
    assert refused.value.reason.value == reason


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_was_transparent_is_white(intake: Intake, mode: str):
    image = Image.new("RGBA", (700, 700), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}
    (page,) = intake.take(specimens.picture(image, "PNG", **options))
    assert opened(page).convert("RGB").getpixel((350, 350)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_every_mode_of_jpeg_and_png_is_read_as_it_looks(intake: Intake, mode: str):
    if mode == "I;16":
        image = Image.new("I;16", (700, 700), 200 * 256)
    else:
        image = Image.new("RGB", (700, 700), (200, 200, 200)).convert(
            mode, dither=Image.Dither.NONE
        )
    (page,) = intake.take(specimens.picture(image, "JPEG" if mode == "CMYK" else "PNG"))
    shade = 255 if mode == "1" else 200
    assert is_near(opened(page).convert("RGB").getpixel((350, 350)), (shade, shade, shade))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_giant_is_reduced_to_what_can_be_read(intake: Intake, kind: str):
    (page,) = intake.take(specimens.picture(Image.new("RGB", (9000, 5000), "teal"), kind))
    assert (page.width, page.height) == (MAX_SIDE, MAX_SIDE * 5 // 9)


def test_the_largest_picture_with_an_alpha_channel_is_taken_within_the_memory(intake: Intake):
    (page,) = intake.take(specimens.picture(Image.new("RGBA", (7071, 7071)), "PNG"))
    assert page.width == MAX_SIDE


def test_a_phone_that_adds_further_pictures_is_read_by_its_first(intake: Intake):
    several = {"save_all": True, "append_images": [Image.new("RGB", (200, 200))]}
    (page,) = intake.take(specimens.picture(kind="MPO", **several))
    assert (page.width, page.height) == (800, 600)


def test_a_small_picture_is_remarked_on(intake: Intake):
    (page,) = intake.take(specimens.picture(specimens.photo(900, 599)))
    (remark,) = page.remarks
    assert (remark.code, remark.level, remark.number) == (
        RemarkCode.LOW_RESOLUTION,
        "warning",
        599,
    )
    assert "599" in remark.text.zh
    assert "599" in remark.text.en


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_black_and_white_picture_is_remarked_on(intake: Intake, mode: str):
    (page,) = intake.take(specimens.picture(specimens.photo(mode="L").convert(mode)))
    assert [remark.code for remark in page.remarks] == [RemarkCode.GREYSCALE]


def test_a_copy_with_a_red_seal_is_not_black_and_white(intake: Intake):
    sheet = Image.new("RGB", (1200, 1600), "white")
    sheet.paste((200, 38, 38), (800, 1200, 950, 1350))
    (page,) = intake.take(specimens.picture(sheet))
    assert page.remarks == ()


def test_the_pages_of_a_pdf_become_pictures_in_order(intake: Intake):
    seen: list[int] = []
    pages = intake.take(specimens.pdf(3), progress=seen.append)
    assert seen == [1, 2, 3]
    assert len({page.original_sha256 for page in pages}) == 1
    for page in pages:
        assert opened(page).size == (round(298 * 200 / 72), round(420 * 200 / 72))
        assert is_near(opened(page).getpixel((200, 800)), (200, 50, 30))


def test_a_pdf_that_only_forbids_copying_is_read(intake: Intake):
    assert len(intake.take(specimens.encrypted_pdf(""))) == 1


PAPERS: dict[str, Callable[[], bytes]] = {
    "identity card": lambda: specimens.id_front("李样本", "510104199003077620"),
    "its back": specimens.id_back,
    "licence": lambda: specimens.business_licence("样本店", "92510105MA00000000", "李样本"),
    "bank card": lambda: specimens.bank_card("6222020200000000000"),
    "permit": lambda: specimens.account_permit("成都样本商贸有限公司", "4402000000000000001"),
    "terminal label": lambda: specimens.terminal_label("SP1000000042"),
    "shop front": lambda: specimens.shop_front("样本便利店"),
    "till": specimens.till,
    "door plate": specimens.door_plate,
}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_specimen_paper_raises_no_remark(intake: Intake, paper: str):
    (page,) = intake.take(PAPERS[paper]())
    assert page.remarks == ()


def test_a_specimen_is_the_same_file_every_time():
    assert specimens.interior() == specimens.interior()
    assert specimens.id_back() == specimens.id_back()
