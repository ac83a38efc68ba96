"""Signed pages that come back: read however they lie, put straight, and looked at where they are signed."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from poswizard.documents.intake import Intake
from poswizard.documents.page import Page
from poswizard.documents.page_code import PageCode, symbol_box
from poswizard.documents.paper import sheet_in
from poswizard.documents.pile import Bundle, Expected, Sheet, SignedInk, Verdict, bundles, judged
from poswizard.documents.quad import Quad
from poswizard.documents.workbench import Workbench
from tests.documents import printed_pages
from tests.documents.paper_campaign import campaign
from tests.documents.printed_pages import WAYS, dirtied, returned, signed
from tests.package.packed import NUMBER

DIGEST = "ab" * 16
SHOP = "样本小吃店"


@pytest.fixture(scope="module")
def bench() -> Iterator[Workbench]:
    with Workbench() as bench:
        yield bench


def _blank() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (210, 297), "white").save(buffer, "JPEG")
    return buffer.getvalue()


_PICTURE = Page(data=_blank(), width=210, height=297, sha256="0" * 64, original_sha256="1" * 64)


class TestCode:
    @pytest.mark.parametrize(
        "code",
        [
            PageCode(NUMBER, 1, 3),
            PageCode(NUMBER, 12, 1, "receipt"),
            PageCode(NUMBER, 1, 3, of=8, digest=DIGEST),
            PageCode(NUMBER, 2, 8, of=8, digest=DIGEST, signing=143),
            PageCode(NUMBER, 1, 1, "consent", of=1, digest=DIGEST, signing=201),
        ],
    )
    def test_a_code_says_what_was_put_into_it(self, code: PageCode):
        assert PageCode.parse(str(code)) == code

    def test_who_reads_only_number_revision_and_page_reads_them_where_they_always_were(self):
        code = str(PageCode(NUMBER, 1, 3, of=8, digest=DIGEST, signing=143))

        assert code.startswith(f"poswizard:{NUMBER}:r1:p3:")

    @pytest.mark.parametrize(
        "text",
        ["", "https://example.com", "poswizard:", f"poswizard:{NUMBER}:r0:p1", f"poswizard:{NUMBER}:r1:p1:of8"],
    )  # fmt: skip
    def test_another_code_is_no_code_of_ours(self, text: str):
        assert PageCode.parse(text) is None

    def test_the_symbol_stands_within_its_quiet_zone(self):
        left, top, right, bottom = symbol_box(str(PageCode(NUMBER, 1, 1, of=8, digest=DIGEST)))

        assert 176 < left < 177
        assert (right - left, bottom - top) == (pytest.approx(14.27, abs=0.01),) * 2


class TestPage:
    @pytest.mark.parametrize("how", WAYS)
    def test_a_page_is_read_and_its_signature_seen_however_it_came_back(self, how: str):
        pages = printed_pages.pages("micro")
        (truth,) = printed_pages.codes_of(pages[-1:])
        top = float(truth.signing or 0)

        there = sheet_in(_seen(returned(signed(pages[-1], top, 3), how, 3, True).jpeg()))
        not_there = sheet_in(_seen(returned(dirtied(pages[-1], top, 3), how, 3, False).jpeg()))

        assert there
        assert there.code == truth
        assert there.marks == 3
        assert there.ink
        assert there.ink.is_signed
        assert not_there
        assert not_there.ink
        assert not not_there.ink.is_signed

    @pytest.mark.parametrize("dots", [150, 300, 600])
    def test_the_papers_corners_are_found_within_half_a_millimetre(self, dots: int):
        page = printed_pages.first_page("micro", dots)
        found = sheet_in(np.asarray(page))

        assert found
        assert found.ink is None
        off = Quad.whole(*page.size).error(found.quad) * 210
        assert off < 0.5

    def test_a_fingerprint_is_seen_beside_the_signature(self):
        page = printed_pages.pages("micro")[-1]
        (code,) = printed_pages.codes_of((page,))
        found = sheet_in(np.asarray(signed(page, float(code.signing or 0), 8, seal=True)))

        assert found
        assert found.ink
        assert found.ink.red > 25

    def test_a_page_with_another_code_or_none_is_none_of_ours(self):
        assert sheet_in(np.full((1200, 900, 3), 255, np.uint8)) is None

    def test_the_worker_gives_the_page_straightened(self, intake: Intake, bench: Workbench):
        page = printed_pages.pages("micro")[-1]
        turned = returned(page, "skewed", 2, False).image.rotate(90, expand=True)
        buffer = BytesIO()
        turned.save(buffer, "JPEG", quality=88)
        (taken,) = intake.take(buffer.getvalue())

        sheet = bench.sheet(taken)

        assert sheet.page
        assert sheet.page.width / sheet.page.height == pytest.approx(210 / 297, abs=0.002)
        again = bench.sheet(sheet.page)
        assert again.quad
        whole = Quad.whole(sheet.page.width, sheet.page.height)
        assert whole.error(again.quad) * 210 < 1

    def test_a_short_campaign_misreads_no_page(self):
        score = campaign(rounds=1, ways=("grey",))

        assert score.total(score.pages) == 2
        wrong = (score.unread, score.false_signed, score.false_unsigned)
        assert [score.total(counted) for counted in wrong] == [0, 0, 0]


def _seen(jpeg: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(jpeg)).convert("RGB"))


class TestPile:
    EXPECTED = Expected(NUMBER, 2, DIGEST, on_paper=True, of=SHOP)

    def sheet(
        self, page: int, *, number: str = NUMBER, revision: int = 2, digest: str = DIGEST,
        is_signed: bool | None = None, sheet: str = "", marks: int = 3,
    ) -> Sheet:  # fmt: skip
        ink = None if is_signed is None else SignedInk(30.0 if is_signed else 0.0, 0.0, is_signed)
        code = PageCode(number, revision, page, sheet, 3, digest)
        return Sheet(_PICTURE, code, _PICTURE, None, marks, ink)

    def verdicts(self, *sheets: Sheet, expected: Expected | None = EXPECTED) -> list[Verdict]:
        return [one.verdict for one in judged(sheets, lambda _number, _sheet: expected)]

    def bundle(self, *sheets: Sheet) -> Bundle:
        (found,) = bundles(judged(sheets, lambda _number, _sheet: self.EXPECTED))
        return found

    def test_the_pages_of_the_present_form_are_filed(self):
        pages = (self.sheet(1), self.sheet(2), self.sheet(3, is_signed=True))

        assert self.verdicts(*pages) == [Verdict.FITS] * 3

    def test_a_page_of_an_older_revision_is_refused(self):
        assert self.verdicts(self.sheet(1, revision=1)) == [Verdict.OLD_REVISION]

    def test_a_page_of_a_newer_revision_is_refused(self):
        assert self.verdicts(self.sheet(1, revision=3)) == [Verdict.NEWER_REVISION]

    def test_a_page_printed_before_an_answer_changed_is_refused(self):
        assert self.verdicts(self.sheet(1, digest="cd" * 16)) == [Verdict.CHANGED]

    def test_a_page_of_an_application_that_is_not_here_is_refused(self):
        assert self.verdicts(self.sheet(1), expected=None) == [Verdict.UNKNOWN]

    def test_a_page_of_an_application_signed_on_the_screen_is_refused(self):
        on_screen = Expected(NUMBER, 2, DIGEST, on_paper=False)

        assert self.verdicts(self.sheet(1), expected=on_screen) == [Verdict.NOT_ON_PAPER]

    def test_receipts_blank_pages_and_old_prints_are_named(self):
        given = (
            self.sheet(1, sheet="receipt", digest=""),
            Sheet(_PICTURE),
            self.sheet(1, digest=""),
        )

        assert self.verdicts(*given) == [Verdict.OTHER_SHEET, Verdict.NO_CODE, Verdict.NO_DIGEST]

    def test_an_unsigned_page_waits_for_somebody_to_look(self):
        verdict = self.verdicts(self.sheet(3, is_signed=False))[0]

        assert verdict is Verdict.UNSIGNED
        assert not verdict.files
        assert verdict.may_be_overruled

    def test_of_two_scans_of_a_page_the_signed_one_is_taken(self):
        two = (self.sheet(3, is_signed=False), self.sheet(3, is_signed=True))

        assert self.verdicts(*two) == [Verdict.TWICE, Verdict.FITS]

    def test_missing_pages_are_named(self):
        assert self.bundle(self.sheet(3, is_signed=True), self.sheet(1)).missing == (2,)

    def test_pages_lie_in_order_however_they_were_scanned(self):
        bundle = self.bundle(self.sheet(3, is_signed=True), self.sheet(1), self.sheet(2))

        assert [one.sheet.code.page for one in bundle.pages if one.sheet.code] == [1, 2, 3]
        assert bundle.missing == ()

    def test_a_pile_of_several_applications_is_split(self):
        sheets = (self.sheet(1), self.sheet(1, number="A-2026-000129"), self.sheet(2))
        found = judged(sheets, lambda number, _: Expected(number, 2, DIGEST, on_paper=True))

        counts = {bundle.expected.number: len(bundle.pages) for bundle in bundles(found)}
        assert counts == {NUMBER: 2, "A-2026-000129": 1}

    def test_consent_and_form_of_one_application_are_bundled_apart(self):
        sheets = (self.sheet(1), self.sheet(1, sheet="consent"), self.sheet(2))
        found = judged(
            sheets, lambda number, of: Expected(number, 2, DIGEST, on_paper=True, sheet=of)
        )

        counts = {bundle.expected.sheet: len(bundle.pages) for bundle in bundles(found)}
        assert counts == {"": 2, "consent": 1}

    def test_every_verdict_but_the_good_one_says_what_to_do(self):
        assert [v for v in Verdict if v is not Verdict.FITS and v.hint is None] == []
