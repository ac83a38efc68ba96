"""Export: what is missing and the way to it, or a package written and verified; a disk that says no."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from poswizard.demo.hands import Hands
from poswizard.forms.answers import Answers
from poswizard.office import Office
from poswizard.package.bag import read_bag
from poswizard.storage.errors import NotFoundError
from poswizard.ui.pages.hand_over import HandOverPage
from poswizard.ui.print_preview import PrintPreview
from poswizard.ui.workplace import Workplace
from poswizard.wizard.progress import open_issues
from tests.package.packed import APPLICANT, CASES
from tests.package.printed_text import text_of
from tests.package.small_disk import small_disk, write_protect
from tests.ui.branch import button, keep, press
from tests.ui.look import save

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def exporting(place: Workplace, hands: Hands, case: str = "") -> HandOverPage:
    """The page of export for a complete application, to be left plain, or for an empty one."""
    packed = CASES[case]() if case else None
    answers, scans = (packed.answers, packed.scans.pictures) if packed else (Answers(), {})
    place.show_draft(place.office.open(keep(place.office, answers, scans)))  # pyright: ignore[reportArgumentType]
    hands.settle()
    hands.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    if case:
        leave_plain(place.hand_over, hands)
    return place.hand_over


def leave_plain(page: HandOverPage, hands: Hands) -> None:
    """Choose not to seal, and say why."""
    hands.click(page.how.plain)
    hands.click(page.how.reason)
    hands.type("样本机构只收未加密的文件")


def test_every_issue_is_listed_and_enter_leads_to_it(place: Workplace, hands: Hands) -> None:
    page = exporting(place, hands)
    draft = place.draft
    assert draft
    session, milestone = draft.session, place.office.milestone(draft)
    issues = open_issues(session.flow, session.answers, session.today(), milestone)
    assert page.missing.count() == len(issues) > 50
    assert not page.export.isVisible()
    page.missing.setCurrentRow(20)
    hands.key(Qt.Key.Key_Return)
    assert place.wizard
    assert place.stack.currentWidget() is place.wizard
    assert place.wizard.current_page.focused_field() is issues[20].top_field
    assert place.wizard.current_page.shows_all


def test_a_complete_application_becomes_a_verified_package(
    place: Workplace, hands: Hands, office: Office, tmp_path: Path
) -> None:
    page = exporting(place, hands, "sole")
    page.folder.setText(str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    hands.click(page.export)
    hands.wait(lambda: "核对无误" in page.result.words, "the package")
    (file,) = (tmp_path / "out").iterdir()
    bag = read_bag(file)
    assert file.name in page.result.words
    assert APPLICANT not in file.name
    assert bag.files
    assert place.draft
    assert len(office.applications.packages(place.draft.listed.id)) == 1
    assert office.setting("export.folder", "") == str(tmp_path / "out")


def test_a_second_export_is_the_next_revision(
    place: Workplace, hands: Hands, tmp_path: Path
) -> None:
    page = exporting(place, hands, "micro")
    page.folder.setText(str(tmp_path))
    hands.click(page.export)
    hands.wait(lambda: "核对无误" in page.result.words, "the package")
    hands.click(page.once_more)
    assert page.result.words == ""
    leave_plain(page, hands)
    hands.click(page.export)
    hands.wait(lambda: "核对无误" in page.result.words, "the package")
    assert len(list(tmp_path.glob("*.zip"))) == 2
    assert place.draft
    assert "第2版" in text_of(place.office.receipt(place.draft))  # pyright: ignore[reportArgumentType]


def test_the_papers_of_what_was_sent_are_printed_again_without_another_revision(
    place: Workplace, hands: Hands, tmp_path: Path
) -> None:
    page = exporting(place, hands, "micro")
    assert not page.sent.isVisible()
    page.folder.setText(str(tmp_path))
    hands.click(page.export)
    hands.wait(lambda: "核对无误" in page.result.words, "the package")
    assert not page.sent.isVisible()
    hands.click(page.once_more)
    assert page.sent.isVisible()
    assert "-r1.zip" in page.sent.words.text()
    save(page, "export-printed-again")
    for again in (page.sent.cover, page.sent.receipt):
        hands.click(again)
        hands.wait(lambda: bool(page.findChildren(PrintPreview)), "the sheet")
        shown = page.findChildren(PrintPreview)[0]
        assert "第1版" in text_of(shown._pdf)
        hands.key(Qt.Key.Key_Escape)
        hands.wait(lambda: not page.findChildren(PrintPreview), "the page")
    assert len(list(tmp_path.glob("*.zip"))) == 1


@pytest.mark.parametrize("fault", ["full", "read-only", "gone"])
def test_a_disk_that_takes_nothing_is_said_and_keeps_no_file(
    place: Workplace, hands: Hands, tmp_path: Path, fault: str
) -> None:
    page = exporting(place, hands, "sole")
    with small_disk(tmp_path / "stick", 1) as disk:
        if fault == "full":
            (disk / "filler").write_bytes(bytes(900_000))
        elif fault == "read-only":
            write_protect(disk)
        page.folder.setText(str(disk / "no" / "folder" if fault == "gone" else disk))
        if fault == "gone":
            (disk / "no").write_bytes(b"")
        told: list[str] = []
        hands.expect_dialog(press("", told))
        hands.click(page.export)
        hands.wait(lambda: bool(told), "the failure")
        assert "资料包没有写成" in told[0]
        assert {file.name for file in disk.iterdir()} <= {"filler", "no"}
    assert page.export.isVisible()
    assert place.draft
    assert place.office.applications.packages(place.draft.listed.id) == []  # pyright: ignore[reportAttributeAccessIssue]


def test_a_picture_that_is_lost_leads_to_its_question(
    place: Workplace, hands: Hands, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = exporting(place, hands, "sole")
    page.folder.setText(str(tmp_path))
    licence = office.flow.field("materials.licence")
    assert licence
    assert place.draft
    pages: Any = place.draft.session.answers.get(licence)
    get = office.scans.get

    def rotten(digest: str) -> bytes:
        if digest == pages[0].scan:
            raise NotFoundError
        return get(digest)

    monkeypatch.setattr(office.scans, "get", rotten)
    told: list[str] = []
    hands.expect_dialog(press("", told))
    hands.click(page.export)
    hands.wait(lambda: place.stack.currentWidget() is place.wizard, "the question")
    assert "营业执照" in told[0]
    assert place.wizard
    assert place.wizard.session.step is office.flow.step_of(licence)
    assert place.wizard.current_page.focused_field() is licence
    assert list(tmp_path.glob("*.zip")) == []


def test_a_cancelled_export_leaves_no_file(
    place: Workplace, hands: Hands, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = exporting(place, hands, "sole")
    page.folder.setText(str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    export = office.dispatch.plain

    def slow(draft: Any, to: Path, reason: str, report: Any, cancelled: Any) -> Any:
        page.busy.cancel_wanted.emit()
        return export(draft, to, reason, report, cancelled)

    monkeypatch.setattr(office.dispatch, "plain", slow)
    hands.click(page.export)
    running = page.running
    assert running
    hands.wait(lambda: running.is_over, "the end")
    assert list((tmp_path / "out").iterdir()) == []
    assert page.result.words == ""
    assert not page.busy.isVisible()


def test_cancel_halfway_through_the_pictures_leaves_no_file_and_the_next_try_succeeds(
    place: Workplace, hands: Hands, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = exporting(place, hands, "sole")
    out = tmp_path / "out"
    out.mkdir()
    page.folder.setText(str(out))
    halfway, clicked = threading.Event(), threading.Event()
    sizes: list[int] = []
    get, fetched = office.scans.get, []

    def held(digest: str) -> bytes:
        fetched.append(digest)
        if len(fetched) == 4:
            sizes.extend(file.stat().st_size for file in out.iterdir())
            halfway.set()
            assert clicked.wait(20)
        return get(digest)

    with monkeypatch.context() as slow:
        slow.setattr(office.scans, "get", held)
        hands.click(page.export)
        hands.wait(lambda: halfway.is_set() and page.busy.isVisible(), "the progress")
        hands.click(button(page.busy, "取消"))
        clicked.set()
        running = page.running
        assert running
        hands.wait(lambda: running.is_over, "the end")
    assert sizes, "the file had been begun"
    assert list(out.iterdir()) == []
    assert page.result.words == ""
    assert not page.busy.isVisible()
    hands.click(page.export)
    hands.wait(lambda: "核对无误" in page.result.words, "the package")
    assert len(list(out.glob("*.zip"))) == 1


def test_escape_leads_back_to_the_questions(place: Workplace, hands: Hands) -> None:
    exporting(place, hands)
    hands.key(Qt.Key.Key_Escape)
    assert place.stack.currentWidget() is place.wizard
