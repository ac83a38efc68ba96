"""Signed paper comes back: dropped on Home or on the application's page, looked at, filed by one button."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.documents.page import Page
from poswizard.documents.page_code import PageCode
from poswizard.documents.pile import Expected, Sheet, SignedInk, judged
from poswizard.office import Office
from poswizard.steps.declarations import Declarations
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.ui.editors.signature import SignatureEditor
from poswizard.ui.pages.pile_list import PileList
from poswizard.ui.pages.signed_paper import SignedPaper
from poswizard.ui.workplace import Workplace
from tests.documents.printed_pages import codes_of, dirtied, on_paper, rendered, returned, signed
from tests.documents.signature_photos import blank, photographed, strokes
from tests.ui import look
from tests.ui.branch import button, keep, said


def _store(office: Office) -> str:
    packed = on_paper("micro")
    return keep(office, packed.answers, packed.scans.pictures)


def _scanned(office: Office, application_id: str, *, is_signed: bool) -> bytes:
    """First and last page of the form, as a scanner gives them."""
    pages = rendered(office.form(office.open(application_id)), 150)
    (code,) = codes_of(pages[-1:])
    top = float(code.signing or 0)
    last = signed(pages[-1], top, 4, seal=True) if is_signed else dirtied(pages[-1], top, 4)
    images = [
        returned(last, "skewed", 1, is_signed).image,
        returned(pages[0], "quarter", 2, False).image,
    ]
    buffer = BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=150)
    return buffer.getvalue()


def _dropped(target: Workplace, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none
    )
    target.home.dropEvent(event)


def _read(place: Workplace, hands: Hands) -> None:
    hands.patience = 60  # two workers start first
    hands.wait(
        lambda: bool(place.paper.pile.pages) and place.paper.running is None, "the pile is read"
    )


def test_a_pile_dropped_on_home_is_read_looked_at_and_filed(
    place: Workplace, hands: Hands, office: Office, tmp_path: Path
):
    application_id = _store(office)
    file = tmp_path / "pile.pdf"
    file.write_bytes(_scanned(office, application_id, is_signed=True))

    _dropped(place, file)
    _read(place, hands)

    assert place.stack.currentWidget() is place.paper
    assert "这一叠里没有第" in place.paper.list.item(0).text()
    look.save(place, "paper-pile")
    hands.click(button(place.paper, "归档 2 页"))
    hands.wait(lambda: "已归档" in said(place.paper), "filed")
    office.save_now()
    filed = office.open(application_id).session.answers.get(Declarations.signed_form)
    assert filed
    assert len(filed) == 2
    look.save(place, "paper-filed")


def test_an_unsigned_page_is_filed_only_when_somebody_ticks_it(
    place: Workplace, hands: Hands, office: Office, tmp_path: Path
):
    application_id = _store(office)
    file = tmp_path / "pile.pdf"
    file.write_bytes(_scanned(office, application_id, is_signed=False))
    place.show_draft(office.open(application_id))
    assert place.wizard
    assert place.draft
    place.wizard.go(Declarations, Declarations.signed_form)
    (top,) = (t for t in place.findChildren(SignedPaper) if t.isVisible())
    look.save(place, "paper-declarations")

    hands.click(top.scan)
    place.paper.take([file])
    _read(place, hands)

    assert place.paper.file.text() == "归档 1 页"
    current = place.paper.list.currentItem()
    assert "没有看到签名" in current.text()
    look.save(place, "paper-unsigned")
    hands.key(Qt.Key.Key_Space)
    assert place.paper.file.text() == "归档 2 页"
    hands.click(place.paper.file)
    hands.wait(lambda: "已归档" in said(place.paper), "filed")
    hands.click(place.paper.back)
    assert place.stack.currentWidget() is place.wizard
    filed = place.draft.session.answers.get(Declarations.signed_form)
    assert filed
    assert len(filed) == 2
    look.save(place, "paper-declarations-filed")


def test_a_signature_photographed_on_paper_is_kept_as_its_ink(
    place: Workplace, hands: Hands, office: Office, tmp_path: Path
):
    packed = on_paper("micro").with_(basics__signing_route=SigningRoute.PHOTO)
    place.show_draft(office.open(keep(office, packed.answers, packed.scans.pictures)))
    assert place.wizard
    assert place.draft
    place.wizard.go(Declarations, Declarations.signature)
    (editor,) = (e for e in place.findChildren(SignatureEditor) if e.isVisible())
    assert editor.photo
    assert not editor.pad.isVisible()
    bad, good = tmp_path / "blank.jpg", tmp_path / "signed.jpg"
    bad.write_bytes(photographed(blank(), 1))
    good.write_bytes(photographed(strokes(1), 1))

    editor.photo.take(bad)
    hands.wait(lambda: "没有找到笔迹" in said(place), "refused")
    look.save(place, "signature-refused")
    editor.photo.take(good)
    session = place.draft.session
    hands.wait(lambda: session.answers.get(Declarations.signature) is not None, "kept")

    signed_ = session.answers.get(Declarations.signature)
    assert signed_
    assert office.scans.get(signed_.scan).startswith(b"\x89PNG")
    hands.wait(lambda: "已于" in said(place), "shown")
    look.save(place, "signature-photo")


def test_the_list_names_every_kind_of_page_and_ticks_what_fits(qtbot: QtBot):
    made = PileList()
    qtbot.addWidget(made)
    digest = "ab" * 16
    page = Page(data=b"", width=210, height=297, sha256="0" * 64, original_sha256="1" * 64)
    expected = Expected("A-2026-000128", 2, digest, on_paper=True, of="样本小吃店")
    codes = (
        PageCode("A-2026-000128", 2, 1, of=2, digest=digest),
        PageCode("A-2026-000128", 2, 2, of=2, digest=digest, signing=90),
        PageCode("A-2026-000128", 1, 1, of=2, digest=digest),
        None,
    )
    unsigned = SignedInk(0.0, 0.0, False)
    sheets = [
        Sheet(page, code, page, ink=unsigned if code and code.signing else None) for code in codes
    ]
    pages = judged(sheets, lambda _number, _sheet: expected)

    made.show_pile(pages)

    assert [made.item(row).text() for row in range(made.count())] == [
        "A-2026-000128 样本小吃店：2 页齐全",
        "第 1 页　可以归档",
        "第 2 页　签字处没有看到签名（确已签名请勾选）",
        "不归档的",
        "A-2026-000128 第 1 页　这是旧版申请表的页",
        "没有读到页角的二维码",
    ]
    assert [numbers for _, numbers in made.chosen()] == [{1}]
    made.item(2).setCheckState(Qt.CheckState.Checked)
    assert [numbers for _, numbers in made.chosen()] == [{1, 2}]
