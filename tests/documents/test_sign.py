"""What is read off the front of a shop: its sign, or that there is none to be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from poswizard.documents.examination import with_reading
from poswizard.documents.finding import FindingCode
from poswizard.documents.quality import sign_finding
from poswizard.documents.reading.box import Box, Placement
from poswizard.documents.reading.cross_checks import same_sign
from poswizard.documents.reading.fact import DocumentKind, Fact, Reading
from poswizard.documents.reading.kinds import understood
from poswizard.documents.reading.line import Line, Sheet
from poswizard.documents.reading.reader import Reader
from poswizard.forms.document_kind import Noticed, Page
from tests.documents.specimens import fronts

HEIGHT = 1200
FRONT = DocumentKind.SHOP_FRONT


def line(text: str, top: int, height: int, confidence: float = 0.97) -> Line:
    return Line.of(text, Box(100, top, 100 + height * len(text), top + height), confidence)


def read(*lines: Line) -> Reading:
    return understood(Sheet(lines, Placement(width=1600, height=HEIGHT)), FRONT)


def said(reading: Reading) -> str | None:
    sign = reading.get(Fact.SIGN)
    return sign and sign.text


def test_the_largest_print_is_the_sign_and_what_hangs_on_the_door_is_not():
    reading = read(line("样本便利店", 200, 110), line("营业中", 640, 60), line("烟酒", 800, 40))
    assert said(reading) == "样本便利店"
    assert sign_finding(reading, HEIGHT) is None


def test_a_sign_of_two_lines_is_read_from_top_to_bottom():
    assert said(read(line("茶楼", 330, 90), line("样本路", 210, 110))) == "样本路 茶楼"


@pytest.mark.parametrize(
    "seen",
    [
        (),
        (line("样本便利店", 200, 30),),
        (line("样本便利店", 200, 110, confidence=0.6),),
        (line("欢迎光临", 200, 110), line("OPEN", 640, 60)),
        (line("订货热线028-29801261", 200, 60),),
        (line("2026-11-20 10:20", 1100, 60),),
        (line("店", 200, 110),),
        (line("中不", 200, 110, confidence=0.9),),
    ],
    ids=[
        "nothing",
        "small",
        "unsure",
        "notices",
        "telephone",
        "camera",
        "one character",
        "upside down",
    ],
)
def test_without_a_large_and_sure_line_there_is_no_sign(seen: tuple[Line, ...]):
    finding = sign_finding(read(*seen), HEIGHT)
    assert finding
    assert (finding.code, finding.level, finding.unit) == (FindingCode.NO_SIGN, "error", "%")
    assert finding.number < 3 or said(read(*seen)) is None


def test_a_small_sign_says_how_small_it_is():
    finding = sign_finding(read(line("样本便利店", 200, 24)), HEIGHT)
    assert finding
    assert "2%" in finding.sentence.zh


def test_latin_letters_are_a_sign_too():
    assert said(read(line("SPICE HOUSE", 200, 100))) == "SPICE HOUSE"


def test_a_picture_of_something_else_is_not_asked_for_a_sign():
    sheet = Sheet((), Placement(width=1600, height=HEIGHT))
    assert sign_finding(understood(sheet, DocumentKind.LICENCE), HEIGHT) is None


def test_the_finding_stands_on_the_page_once_and_goes_when_a_sign_is_read():
    page = Page("0" * 64, "1" * 64, 1600, HEIGHT, findings=(Noticed("too_dark", 41.0),))
    without = with_reading(with_reading(page, read()), read())
    assert [found.code for found in without.findings] == ["too_dark", "no_sign"]
    signed = with_reading(without, read(line("样本便利店", 200, 110)))
    assert [found.code for found in signed.findings] == ["too_dark"]
    assert signed.says("sign")


@pytest.mark.parametrize(
    ("sign", "name", "same"),
    [
        ("样本便利店", "锦江区样本便利店", True),
        ("样本 火锅 老字号", "样本火锅店", True),
        ("幸福茶楼", "样本便利店", False),
        ("兴隆便利店", "老王便利店", False),
        ("秀燕便利店", "燕东便利店", False),
        ("便利店", "老王便利店", True),
    ],
)
def test_a_sign_may_shorten_the_name_but_not_be_another(sign: str, name: str, same: bool):
    assert same_sign(sign, name) is same


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as made:
        yield made


def test_a_sign_is_read_off_a_front_by_the_real_worker(reader: Reader):
    front = fronts.legible(4)
    assert said(reader.read(front.jpeg(88), FRONT)) == front.values["sign"]


def test_a_front_without_a_sign_is_found_out_by_the_real_worker(reader: Reader):
    front = fronts.unreadable(2)
    assert sign_finding(reader.read(front.jpeg(88), FRONT), front.image.height)
