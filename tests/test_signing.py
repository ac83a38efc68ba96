"""Signed, changed, refused, signed again, packed: by whichever of the four ways the applicant signs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from poswizard.forms.document_kind import Page
from poswizard.forms.rich_kinds import Signed
from poswizard.forms.step import Milestone
from poswizard.office import Draft, Office
from poswizard.package.hand_over import IncompleteError
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.declarations import Declarations
from poswizard.steps.materials import Materials
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.storage import ballast
from poswizard.wizard.progress import open_issues
from poswizard.wizard.signing import OLDER_TEXT
from tests.package.packed import CASES, TODAY, signature
from tests.steps.asking import at
from tests.storage.conftest import KEY


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
        opened = Office(tmp_path_factory.mktemp("store"), bytearray(KEY), lambda: TODAY)
    yield opened
    opened.close()


def _unsigned(office: Office, route: SigningRoute) -> Draft:
    packed = CASES["micro"]()
    for picture in packed.scans.pictures.values():
        office.scans.put(picture, "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg")
    draft = office.new_with(
        packed.with_(
            basics__signing_route=route,
            declarations__signature=None,
            declarations__signed_on=TODAY,
            declarations__paper_due=TODAY,
        ).answers
    )
    assert draft.session.answers.get(Basics.signing_route) is route
    return draft


def _sign(office: Office, draft: Draft, again: int = 0) -> None:
    route = draft.session.answers.get(Basics.signing_route)
    if route in (SigningRoute.SCREEN, SigningRoute.PHOTO):
        scan = office.scans.put(signature("样本"), "image/png")
        moment = at(11) + timedelta(minutes=again)
        draft.session.answer(Declarations.signature, Signed(scan, moment))
        return
    pages = draft.session.answers.get(Materials.id_front)
    assert pages
    front = pages[0]
    page = Page(front.scan, f"{again}" * 64, front.width, front.height)
    draft.session.answer(Declarations.signed_form, (page,))


@pytest.mark.parametrize("route", list(SigningRoute))
def test_what_was_changed_after_signing_is_packed_only_once_it_is_signed_again(
    office: Office, route: SigningRoute, tmp_path: Path
):
    draft = _unsigned(office, route)
    _sign(office, draft)
    office.export(draft, tmp_path)

    draft.session.answer(Business.trade_name, "样本改名小吃店")
    draft.session.save()
    office.save_now()
    reopened = office.find(draft.number)
    with pytest.raises(IncompleteError) as refused:
        office.export(reopened, tmp_path)

    (issue,) = refused.value.issues
    assert issue.code == OLDER_TEXT
    assert issue.field in (Declarations.signature, Declarations.signed_form)
    assert f"“{Business.trade_name.label.zh}”" in issue.text.zh
    _sign(office, reopened, 1)
    assert office.export(reopened, tmp_path).path.name == f"{draft.number}-r2.zip"


@pytest.mark.parametrize("route", list(SigningRoute))
def test_what_the_applicant_did_not_see_disturbs_nothing(office: Office, route: SigningRoute):
    draft = _unsigned(office, route)
    _sign(office, draft)

    draft.session.answer(Declarations.witness, "S777")
    for issue in draft.session.flow.issues(draft.session.answers, TODAY):
        if issue.reason:
            draft.session.explain(issue, "样本：换一种说法写给审核员")

    answers = draft.session.answers
    assert open_issues(draft.session.flow, answers, TODAY, Milestone.APPLICATION) == []


def test_a_copy_keeps_what_its_signature_was_given_for(office: Office):
    draft = _unsigned(office, SigningRoute.SCREEN)
    _sign(office, draft)
    draft.session.answer(Business.trade_name, "样本改名小吃店")
    draft.session.save()
    office.save_now()

    office.copy(draft.listed.id)

    newest = office.applications.page()[0]
    copied = office.open(newest.id).session.issues(Declarations)
    assert newest.number != draft.number
    assert OLDER_TEXT in [issue.code for issue in copied]
