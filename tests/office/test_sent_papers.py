"""Cover sheet and receipt of what was sent, though the application has been reopened since."""

from __future__ import annotations

from pathlib import Path

import pytest

from poswizard.office import Draft, Office
from poswizard.office.sent_papers import NoSuchPackageError, NothingStatedError
from poswizard.package.errors import PackageError
from poswizard.package.seal.papers import sealed_cover_sheet
from poswizard.steps.business import Business
from poswizard.storage.package_records import PackageRecord
from tests.conftest import Run
from tests.package.printed_text import text_of

pytestmark = pytest.mark.usefixtures("acquainted")


@pytest.fixture
def application(sender: Office) -> Draft:
    """The complete application."""
    return sender.open(sender.page("", "", "", "", 0, 1)[0].id)


def reopen(sender: Office, application: Draft) -> None:
    sender.dispatch.amend(application, "店名写错，已改")
    application.session.answer(Business.trade_name, "改名后的样本店")
    application.session.save()
    sender.save_now()


def test_the_cover_sheet_of_a_reopened_application_is_the_one_of_its_package(
    sender: Office, application: Draft, out: Path
) -> None:
    sealed = sender.dispatch.seal(application, out)
    at_the_time = sealed_cover_sheet(sealed)
    reopen(sender, application)
    sealed.path.unlink()  # it has travelled
    assert sender.dispatch.cover_sheet(application) == at_the_time
    assert len(sender.dispatch.packages(application)) == 1


def test_the_receipt_of_a_reopened_application_says_what_was_handed_in(
    sender: Office, application: Draft, out: Path
) -> None:
    before = application.session.answers.get(Business.trade_name) or ""
    sender.dispatch.seal(application, out)
    reopen(sender, application)
    said = text_of(sender.receipt(application))
    assert before in said
    assert "改名后的样本店" not in said
    assert "第1版" in said
    assert "样本收单机构" in said


def test_each_revision_has_its_own_papers(sender: Office, application: Draft, out: Path) -> None:
    with pytest.raises(NoSuchPackageError):
        sender.dispatch.cover_sheet(application)
    first = sealed_cover_sheet(sender.dispatch.seal(application, out))
    reopen(sender, application)
    second = sealed_cover_sheet(sender.dispatch.seal(application, out))
    assert sender.dispatch.cover_sheet(application, 1) == first
    assert sender.dispatch.cover_sheet(application) == second
    assert "改名后的样本店" in text_of(sender.dispatch.receipt(application, 2))
    with pytest.raises(NoSuchPackageError):
        sender.dispatch.receipt(application, 3)


def test_a_plain_package_is_read_again_for_its_cover_sheet(
    sender: Office, application: Draft, out: Path
) -> None:
    written = sender.dispatch.plain(application, out, "收件机构没有公钥")
    reopen(sender, application)
    assert sender.dispatch.cover_sheet(application) == sender.cover_sheet(written.path)
    written.path.unlink()
    with pytest.raises(PackageError):
        sender.dispatch.cover_sheet(application)


def test_a_package_of_which_nothing_was_kept_is_said_in_words(
    sender: Office, application: Draft
) -> None:
    old = PackageRecord(
        revision=1, digest="0" * 64, file_name="x.zip.age", size=1, sealed_digest="1" * 64
    )
    sender.dispatch.records.announce(application.listed.id, old)
    sender.dispatch.records.confirm(application.listed.id, old)
    with pytest.raises(NothingStatedError):
        sender.dispatch.cover_sheet(application)


def test_papers_are_printed_again_by_command(run: Run, draft: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert run("papers", draft, "--out", out).exit_code == 1
    assert run("export", draft, "--out", out, "--plain", "收件机构没有公钥").exit_code == 0
    assert run("papers", draft, "--out", out).exit_code == 0
    assert {path.name for path in out.glob("*.pdf")} == {
        f"{draft}-r1-cover.pdf",
        f"{draft}-r1-receipt.pdf",
    }
    assert run("papers", draft, "--out", out).exit_code == 2
