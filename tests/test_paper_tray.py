"""The whole round of paper: printed from the store, signed, scanned as one pile, split and filed where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from poswizard.documents.pile import Pile, Verdict, bundles
from poswizard.forms.document_kind import Page
from poswizard.office import Draft, Office
from poswizard.office.paper import PaperTray
from poswizard.package.application_form import content_digest
from poswizard.package.hand_over import IncompleteError
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.declarations import Declarations
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.submission_checks import printed_code
from poswizard.steps.understanding import Consent
from poswizard.storage import ballast
from poswizard.storage.package_records import PackageRecord
from poswizard.wizard.agenda import agenda
from poswizard.wizard.signing import OLDER_TEXT
from tests.documents.printed_pages import codes_of, on_paper, rendered, returned, signed
from tests.package.packed import FLOW, TODAY
from tests.steps.asking import missing
from tests.storage.conftest import KEY

PLAIN_PAGES = 2
"""Pages of a form that carry no signature and are scanned: enough to lie out of order."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
        opened = Office(tmp_path_factory.mktemp("store"), bytearray(KEY), lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def drafts(office: Office) -> tuple[Draft, Draft]:
    """Two applications that are signed on paper."""
    made = (_stored(office, "micro"), _stored(office, "sole"))
    office.save_now()
    return made


@pytest.fixture(scope="module")
def piles(office: Office, drafts: tuple[Draft, Draft]) -> dict[str, Pile]:
    """What the scanner gives: a PDF of both forms in disorder, and one form without its signature."""
    first, second = (_printed(office, draft) for draft in drafts)
    shuffled = [second[-1], *first[:PLAIN_PAGES][::-1], second[0], first[-1]]
    hows = ("skewed", "quarter", "upside_down", "coarse", "noisy")
    scanned = [
        returned(_signed(page), how, number, True).image
        for number, (page, how) in enumerate(zip(shuffled, hows, strict=True))
    ]
    unsigned = returned(first[-1], "grey", 5, False).image
    return {
        "both": office.paper.read([_pdf(scanned)]),
        "unsigned": office.paper.read([_jpeg(unsigned)]),
    }


def _stored(office: Office, name: str) -> Draft:
    packed = on_paper(name)
    for picture in packed.scans.pictures.values():
        kind = "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"
        office.scans.put(picture, kind)
    return office.new_with(packed.answers)


def _printed(office: Office, draft: Draft) -> tuple[Image.Image, ...]:
    return rendered(office.form(draft))


def _signed(page: Image.Image) -> Image.Image:
    (code,) = codes_of((page,))
    return page if code.signing is None else signed(page, float(code.signing), 4, seal=True)


def _pdf(pages: list[Image.Image]) -> bytes:
    buffer = BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return buffer.getvalue()


def _jpeg(page: Image.Image) -> bytes:
    buffer = BytesIO()
    page.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def _filed(draft: Draft, tray: PaperTray, pile: Pile) -> tuple[Page, ...]:
    (bundle,) = (b for b in bundles(pile.pages) if b.expected.number == draft.number)
    tray.file(draft, tray.keep(bundle))
    return draft.session.answers.get(Declarations.signed_form) or ()


def test_a_pile_of_two_applications_is_read_and_split(
    drafts: tuple[Draft, Draft], piles: dict[str, Pile]
):
    pile = piles["both"]
    found = {b.expected.number: [j.sheet.code.page for j in b.pages if j.sheet.code]
             for b in bundles(pile.pages)}  # fmt: skip

    assert pile.refused == ()
    assert {one.verdict for one in pile.pages} == {Verdict.FITS}
    assert set(found) == {draft.number for draft in drafts}
    assert found[drafts[0].number][:PLAIN_PAGES] == [1, 2]
    assert found[drafts[1].number][0] == 1


def test_filed_pages_are_in_the_store_and_say_what_was_signed(
    office: Office, drafts: tuple[Draft, Draft], piles: dict[str, Pile]
):
    draft = drafts[0]
    digest = content_digest(office._print(draft))

    pages = _filed(draft, office.paper, piles["both"])

    codes = [printed_code(page) for page in pages]
    assert all(code and digest.startswith(code.digest) for code in codes)
    assert all(office.scans.get(scan) for page in pages for scan in page.scans)
    assert office.paper.expected(draft.number) == piles["both"].pages[1].expected


def test_consent_and_form_in_one_pile_are_filed_each_to_its_own_question(office: Office):
    packed = on_paper("micro").with_(
        consent__signing=SigningRoute.PAPER_NOW, consent__signature=None
    )
    draft = office.new_with(packed.answers)
    draft.session.save()
    office.save_now()
    consent = _signed(rendered(office.consent_sheet(draft))[0])
    form = _printed(office, draft)[-1]

    pile = office.paper.read(
        [_jpeg(_signed(form)), _jpeg(returned(consent, "skewed", 3, True).image)]
    )
    for bundle in bundles(pile.pages):
        office.paper.file(draft, office.paper.keep(bundle))

    assert {one.verdict for one in pile.pages} == {Verdict.FITS}
    answers = draft.session.answers
    assert len(answers.get(Consent.signed_paper) or ()) == 1
    assert len(answers.get(Declarations.signed_form) or ()) == 1
    assert [i for i in FLOW.issues(answers, TODAY) if i.code == OLDER_TEXT] == []
    again = office.paper.read([], [one.sheet for one in pile.pages])
    assert {one.verdict for one in again.pages} == {Verdict.FITS}

    draft.session.answer(Consent.acquirer_named, "另一家样本支付有限公司")
    draft.session.save()
    (issue,) = (i for i in draft.session.issues(Consent) if i.code == OLDER_TEXT)
    assert issue.field is Consent.signed_paper
    assert {
        one.verdict for one in office.paper.read([], [one.sheet for one in pile.pages]).pages
    } == {Verdict.CHANGED}


def test_a_consent_that_is_signed_on_the_screen_has_no_place_for_paper(office: Office):
    draft = _stored(office, "sole")
    office.save_now()
    expected = office.paper.expected(draft.number, "consent")

    assert expected
    assert not expected.on_paper


def test_a_form_with_pages_missing_is_not_complete(
    office: Office, drafts: tuple[Draft, Draft], piles: dict[str, Pile]
):
    draft = drafts[1]
    _filed(draft, office.paper, piles["both"])

    codes = [issue.code for issue in draft.session.issues(Declarations)]
    assert "declarations.pages_missing" in codes


def test_a_page_without_a_signature_is_not_filed_unless_somebody_saw_one(
    office: Office, piles: dict[str, Pile]
):
    (bundle,) = bundles(piles["unsigned"].pages)
    last = bundle.of

    assert [one.verdict for one in bundle.pages] == [Verdict.UNSIGNED]
    assert office.paper.keep(bundle).pages == ()
    assert len(office.paper.keep(bundle, {last}).pages) == 1


def test_a_form_printed_before_a_change_or_of_an_older_revision_is_refused(office: Office):
    draft = _stored(office, "micro")
    office.save_now()
    page = _jpeg(_printed(office, draft)[0])
    draft.session.answer(Business.trade_name, "样本改名小吃店")
    draft.session.save()
    office.save_now()
    changed = office.paper.read([page]).pages[0].verdict
    record = PackageRecord(
        revision=1, digest="0" * 64, file_name="a.zip", recipients=(), size=1, operator="S001"
    )
    office.applications.record_package(draft.listed.id, record)
    older = office.paper.read([page]).pages[0].verdict

    assert (changed, older) == (Verdict.CHANGED, Verdict.OLD_REVISION)


def test_what_is_no_picture_is_refused_by_name_and_the_rest_is_read(
    office: Office, tmp_path: Path, drafts: tuple[Draft, Draft]
):
    bad = tmp_path / "样本.docx"
    bad.write_bytes(b"PK\x03\x04 no picture")
    blank = _jpeg(Image.new("RGB", (850, 1200), "white"))

    pile = office.paper.read([bad, blank])

    assert [name for name, _ in pile.refused] == ["样本.docx"]
    assert [one.verdict for one in pile.pages] == [Verdict.NO_CODE]


def test_paper_that_comes_later_holds_up_the_package_and_is_due():
    answers = (
        on_paper("micro")
        .answers.with_(Basics.signing_route, SigningRoute.PAPER_LATER)
        .with_(Declarations.paper_due, TODAY)
    )
    answers = FLOW.adapted(answers)

    assert {"signed_form", "signed_on"} <= missing(Declarations, answers)
    assert Declarations.paper_due in [due.field for due in agenda(FLOW, answers)]
    page = Page("0" * 64, "0" * 64, 2000, 3000)
    brought = answers.with_(Declarations.signed_form, (page,))
    assert Declarations.paper_due not in [due.field for due in agenda(FLOW, brought)]


def test_what_was_changed_after_the_paper_was_signed_is_not_packed(
    office: Office, drafts: tuple[Draft, Draft], piles: dict[str, Pile], tmp_path: Path
):
    draft = drafts[0]
    _filed(draft, office.paper, piles["both"])
    assert OLDER_TEXT not in [issue.code for issue in draft.session.issues(Declarations)]

    draft.session.answer(Business.trade_name, "样本改名小吃店")
    with pytest.raises(IncompleteError) as refused:
        office.export(draft, tmp_path)
    draft.session.undo()

    (issue,) = (issue for issue in refused.value.issues if issue.code == OLDER_TEXT)
    assert issue.field is Declarations.signed_form
    assert Business.trade_name.label.zh in issue.text.zh
