"""Everything a picture can be sent back for is said in the window as soon as the picture is taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from pytestqt.qtbot import QtBot

from poswizard.documents.finding import FindingCode
from poswizard.domain.merchant import Premises
from poswizard.forms.document_kind import Document, Page
from poswizard.forms.issue import Issue
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.materials import Materials
from poswizard.ui.workplace import Workplace
from poswizard.wizard.session import Session
from tests.documents.specimens import Specimen, degrade, draw, fronts
from tests.ui.branch import said
from tests.ui.intake.conftest import PATIENCE, editor_of, lying, put_in, wait_until_read

CARD = lying("id_front", 6)
ENDING = next(
    specimen
    for specimen in (draw("id_back", seed) for seed in range(9))
    if specimen.values["valid_until"] != "long_term"
)
LAST_DAY = date.fromisoformat(ENDING.values["valid_until"])

PutIn = Callable[[Document, Specimen | bytes], Page]


@pytest.fixture
def session(place: Workplace) -> Session:
    assert place.draft
    return place.draft.session


@pytest.fixture
def put(qtbot: QtBot, place: Workplace, tmp_path: Path) -> PutIn:
    """Puts a picture in as a file is dropped, and waits until it is judged and read."""

    def taken(field: Document, picture: Specimen | bytes) -> Page:
        assert place.wizard
        place.wizard.go(Materials, field)
        editor = editor_of(place, field)
        jpeg = picture if isinstance(picture, bytes) else picture.jpeg(88)
        put_in(qtbot, editor, tmp_path / f"{field.slot}.jpg", jpeg)
        wait_until_read(qtbot, editor)
        return editor.pages[-1]

    return taken


def taken_on(day: date, specimen: Specimen) -> bytes:
    """The picture with the day of the camera's clock."""
    exif = Image.Exif()
    exif[ExifTags.Base.DateTime] = f"{day:%Y:%m:%d} 10:00:00"
    buffer = BytesIO()
    specimen.image.save(buffer, "JPEG", quality=88, exif=exif)
    return buffer.getvalue()


def issue(session: Session, field: Document, code: str) -> Issue:
    (found,) = [i for i in session.issues(Materials) if (i.field, i.code) == (field, code)]
    return found


@pytest.mark.parametrize(
    ("how", "strength", "code"),
    [
        ("glare", 0.7, FindingCode.GLARE),
        ("dark", 0.9, FindingCode.TOO_DARK),
        ("bright", 0.9, FindingCode.TOO_BRIGHT),
        ("low_resolution", 0.85, FindingCode.TOO_SMALL),
        ("screen", 0.9, FindingCode.SCREEN),
        ("grey", 1.0, FindingCode.GREYSCALE),
        ("copied", 0.9, FindingCode.COPY),
    ],
)
def test_a_worn_picture_is_sent_back_for_its_reason(
    place: Workplace, put: PutIn, how: str, strength: float, code: FindingCode
) -> None:
    page = put(Materials.id_front, degrade(CARD, how, strength, 3))
    assert code.value in {found.code for found in page.findings}
    assert code.hint
    assert code.hint.zh in said(editor_of(place, Materials.id_front))


def test_a_cut_corner_is_counted(put: PutIn, session: Session) -> None:
    put(Materials.id_front, degrade(draw("id_front", 6), "cut_corner", 0.5, 1))
    assert "个角不在画面内" in issue(session, Materials.id_front, "picture.corner_cut").text.zh


def test_the_other_side_is_known(put: PutIn, session: Session) -> None:
    put(Materials.id_back, CARD)
    assert "翻过来" in issue(session, Materials.id_back, "picture.wrong_side").text.zh


def test_another_document_is_known(put: PutIn, session: Session) -> None:
    put(Materials.id_front, draw("food_permit", 3))
    assert issue(session, Materials.id_front, "picture.wrong_kind").is_open


def test_the_same_picture_in_two_places_is_known_though_it_was_sent_on(
    put: PutIn, session: Session
) -> None:
    put(Materials.id_front, CARD)
    put(Materials.id_back, degrade(CARD, "jpeg", 0.5, 1))
    assert issue(session, Materials.id_back, "picture.same_picture").is_open


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (LAST_DAY + timedelta(1), "picture.expired"),
        (LAST_DAY - timedelta(30), "picture.expires_soon"),
        (LAST_DAY - timedelta(365), None),
    ],
)
def test_a_card_past_its_last_day_or_near_it_is_known_as_soon_as_it_is_read(
    put: PutIn, session: Session, today: date, code: str | None
) -> None:
    session.today = lambda: today
    put(Materials.id_back, ENDING)
    found = {i.code for i in session.issues(Materials) if i.field is Materials.id_back}
    assert found & {"picture.expired", "picture.expires_soon"} == ({code} if code else set())


def test_a_front_without_a_sign_is_known_and_one_with_a_sign_offers_its_name(
    put: PutIn, session: Session
) -> None:
    session.answer(Basics.premises, Premises.FIXED)
    put(Materials.shop_front, fronts.unreadable(2))
    assert "招牌" in issue(session, Materials.shop_front, "picture.no_sign").text.zh
    session.undo()
    front = fronts.legible(4)
    page = put(Materials.shop_front, front)
    assert page.says("sign")
    assert "no_sign" not in {found.code for found in page.findings}


def test_a_sign_with_another_name_than_the_form_is_said_with_both(
    qtbot: QtBot, put: PutIn, session: Session
) -> None:
    session.answer(Basics.premises, Premises.FIXED)
    session.answer(Business.trade_name, "幸福小吃店")
    front = fronts.legible(4)
    put(Materials.shop_front, front)
    qtbot.waitUntil(lambda: bool(session.issues(Materials)), timeout=PATIENCE)
    words = issue(session, Materials.shop_front, "picture.sign_differs").text.zh
    assert front.values["sign"] in words
    assert "幸福小吃店" in words


def test_front_and_interior_of_different_days_are_known(put: PutIn, session: Session) -> None:
    session.answer(Basics.premises, Premises.FIXED)
    put(Materials.shop_front, taken_on(date(2026, 11, 2), fronts.legible(4)))
    put(Materials.shop_inside, taken_on(date(2026, 11, 5), draw("interior", 1)))
    assert "3 天" in issue(session, Materials.shop_front, "picture.other_day").text.zh
