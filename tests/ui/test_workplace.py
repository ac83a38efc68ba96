"""Behind the gate: applications begun, left, found again, kept apart, copied, deleted, backed up."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.office import Office, the_flow
from poswizard.storage import ballast, vault
from poswizard.storage.backup import restore_backup
from poswizard.storage.errors import DiskError
from poswizard.storage.slots import Cost
from poswizard.ui.saver import Saver
from poswizard.ui.wizard_window import WizardWindow
from poswizard.ui.workplace import Workplace
from poswizard.wizard.summary import ListedApplication
from tests.package.packed import CASES
from tests.ui.branch import (
    button,
    choose_path,
    keep,
    open_office,
    press,
    said,
    stored,
    today,
    workplace,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FLOW = the_flow()
PASSPHRASE, QUICK = "样本口令-correct-horse", Cost(memory=64, passes=1, lanes=1)
CTRL = Qt.KeyboardModifier.ControlModifier


def field(key: str) -> Field[Any]:
    found = FLOW.field(key)
    assert found
    return found


SHOP, NAME = field("business.trade_name"), field("identity.name")
BRANCH, CLERK = field("consent.operator_organisation"), field("consent.staff_id")


def begun(place: Workplace, hands: Hands) -> Any:
    """A new application, begun by Ctrl+N."""
    place.home.search.setFocus()
    hands.key(Qt.Key.Key_N, CTRL)
    assert place.wizard
    assert place.draft
    return place.draft


def fill(place: Workplace, hands: Hands, question: Field[Any], words: str) -> None:
    """Go to a question, whose answer is a line of text, and type."""
    assert place.wizard
    place.wizard.go(FLOW.step_of(question), question)
    hands.replace(words)


def home(place: Workplace, hands: Hands) -> None:
    assert place.wizard
    hands.click(place.wizard.header.home)
    hands.wait(lambda: place.stack.currentWidget() is place.home, "home")
    place.office.save_now()
    place.home.refresh()


def listed(office: Office) -> list[ListedApplication]:
    return office.page("", "", "", "", 0, 100)


# begin and leave


def test_a_new_application_begins_with_who_works_here(
    place: Workplace, hands: Hands, office: Office
) -> None:
    begun(place, hands)
    fill(place, hands, BRANCH, "样本银行成都样本支行")
    fill(place, hands, CLERK, "S001")
    fill(place, hands, NAME, "样本甲")
    home(place, hands)
    answers = begun(place, hands).session.answers
    assert answers.get(BRANCH) == "样本银行成都样本支行"
    assert answers.get(CLERK) == "S001"
    assert answers.get(NAME) is None


def test_an_application_that_was_only_begun_is_in_the_list(
    place: Workplace, hands: Hands, office: Office
) -> None:
    number = begun(place, hands).number
    home(place, hands)
    assert [row.number for row in listed(office)] == [number]


def test_what_was_typed_last_is_there_when_it_is_opened_again(
    place: Workplace, hands: Hands, office: Office
) -> None:
    begun(place, hands)
    fill(place, hands, SHOP, "样本小吃店")
    home(place, hands)
    assert listed(office)[0].summary.shop == "样本小吃店"
    place.home.list.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert place.draft
    assert place.draft.session.answers.get(SHOP) == "样本小吃店"


def test_saved_is_said_only_after_the_commit(
    place: Workplace, hands: Hands, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_save = threading.Event()
    saves = office.applications.save

    def held(*given: Any) -> int:
        assert may_save.wait(20)
        return saves(*given)

    monkeypatch.setattr(office.applications, "save", held)
    draft = begun(place, hands)
    fill(place, hands, SHOP, "样本小吃店")
    assert place.wizard
    state = place.wizard.save_state
    place.wizard.save_now()
    hands.wait(lambda: state.accessibleName() == "正在保存…", "the save under way")
    QApplication.processEvents()
    assert "已保存" not in state.accessibleName()
    may_save.set()
    hands.wait(lambda: state.accessibleName().startswith("已保存 "), "the time of the save")
    assert stored(office, draft.listed.id).get(SHOP) == "样本小吃店"


def test_a_full_disk_is_said_and_the_next_try_saves_everything(
    place: Workplace, hands: Hands, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begun(place, hands)
    with monkeypatch.context() as broken:
        broken.setattr(office.applications, "save", _no_room)
        fill(place, hands, SHOP, "样本小吃店")
        assert place.wizard
        wizard = place.wizard
        wizard.save_now()
        hands.wait(lambda: "未能保存" in wizard.save_state.accessibleName(), "the failure")
    hands.click(button(wizard.save_state, "重试"))
    hands.wait(lambda: "已保存" in wizard.save_state.accessibleName(), "the save")
    assert stored(office, draft.listed.id).get(SHOP) == "样本小吃店"


def _no_room(*_given: Any) -> int:
    raise DiskError from None


def test_a_cut_off_program_says_which_application_was_open(
    qtbot: QtBot, office: Office, hands: Hands
) -> None:
    draft = office.new()
    office.note_open(draft)
    place = workplace(qtbot, office)
    told: list[str] = []
    hands.expect_dialog(press("继续办理", told))
    place.offer_interrupted()
    assert draft.number in told[0]
    assert place.draft
    assert place.draft.number == draft.number
    place.leave_draft()
    assert office.interrupted() is None


def test_an_ordinary_end_is_not_spoken_of(place: Workplace, hands: Hands) -> None:
    begun(place, hands)
    home(place, hands)
    place.offer_interrupted()
    hands.settle()


# two windows on one application


@pytest.fixture
def other(office: Office) -> Iterator[Office]:
    """A second program on the same store."""
    made = open_office(office.folder)
    yield made
    made.close()


def _changed_elsewhere(other: Office, application_id: str) -> None:
    draft = other.open(application_id)
    draft.session.answer(SHOP, "别处填的样本店")
    draft.session.save()
    other.save_now()


def test_who_saves_second_is_told_and_keeps_everything_as_a_copy(
    place: Workplace, hands: Hands, office: Office, other: Office
) -> None:
    draft = begun(place, hands)
    office.save_now()
    _changed_elsewhere(other, draft.listed.id)
    told: list[str] = []
    hands.expect_dialog(press("", told))
    fill(place, hands, NAME, "样本甲")
    hands.wait(lambda: place.draft not in (None, draft), "the copy")
    office.save_now()
    assert "没有丢" in told[0]
    assert place.draft
    assert len(listed(office)) == 2
    assert stored(office, place.draft.listed.id).get(NAME) == "样本甲"
    assert stored(office, draft.listed.id).get(SHOP) == "别处填的样本店"


def test_a_conflict_makes_one_copy_however_many_saves_were_under_way(
    place: Workplace, hands: Hands, office: Office, other: Office
) -> None:
    draft = begun(place, hands)
    office.save_now()
    _changed_elsewhere(other, draft.listed.id)
    hands.expect_dialog(press(""))
    for name in ("样本甲", "样本乙", "样本丙"):
        draft.session.answer(NAME, name)
        draft.session.save()
        office.writer._changed.acquire()
        office.writer._changed.wait_for(office.writer._is_idle, 5)
        office.writer._changed.release()
    hands.wait(lambda: place.draft not in (None, draft), "the copy")
    hands.settle()
    assert place.draft
    assert len(listed(office)) == 2
    assert place.draft.session.answers.get(NAME) == "样本丙"


def test_nothing_is_lost_when_the_window_is_left_before_the_conflict_is_known(
    place: Workplace, hands: Hands, office: Office, other: Office
) -> None:
    draft = begun(place, hands)
    office.save_now()
    _changed_elsewhere(other, draft.listed.id)
    draft.session.answer(NAME, "样本甲")
    hands.expect_dialog(press(""))
    place.show_home()
    hands.wait(lambda: len(listed(office)) == 2, "the copy")
    office.save_now()
    assert {stored(office, row.id).get(NAME) for row in listed(office)} == {None, "样本甲"}


# copy, delete, back up


def test_deleting_asks_first(place: Workplace, hands: Hands, office: Office) -> None:
    keep(office, Answers({NAME: "样本甲"}))
    place.home.refresh()
    place.home.list.setFocus()
    told: list[str] = []
    hands.expect_dialog(press("取消", told))
    hands.key(Qt.Key.Key_Delete)
    assert len(listed(office)) == 1
    hands.expect_dialog(press("删除"))
    hands.key(Qt.Key.Key_Delete)
    assert listed(office) == []
    assert "A-" in told[0]


def test_a_copy_has_the_same_answers_and_a_number_of_its_own(
    place: Workplace, hands: Hands, office: Office
) -> None:
    kept = keep(office, Answers({NAME: "样本甲", SHOP: "样本店"}))
    place.home.refresh()
    place.home.copy_wanted.emit(kept)
    first, second = listed(office)
    assert first.number != second.number
    assert {stored(office, row.id).get(SHOP) for row in (first, second)} == {"样本店"}


def test_a_backup_restores(
    qtbot: QtBot, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    office = Office(tmp_path / "s", vault.create(tmp_path / "s", PASSPHRASE, cost=QUICK), today)
    place = workplace(qtbot, office)
    keep(office, Answers({SHOP: "样本店"}))
    target = tmp_path / "sample.backup"
    told: list[str] = []
    hands.expect_dialog(choose_path(target))
    hands.expect_dialog(press("", told))
    hands.click(_way(place, "备份"))
    hands.wait(lambda: bool(told), "the end of the backup")
    assert "可以恢复" in told[0]
    restore_backup(target, tmp_path / "other")
    again = Office(tmp_path / "other", vault.unlock(tmp_path / "other", PASSPHRASE), today)
    assert [row.summary.shop for row in listed(again)] == ["样本店"]
    for made in (office, again):
        made.close()


def test_a_backup_that_cannot_be_written_is_said(
    place: Workplace, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "no-such-folder-any-more" / "sample.backup"
    target.parent.mkdir()
    told: list[str] = []
    hands.expect_dialog(choose_path(target))
    hands.expect_dialog(press("", told))
    monkeypatch.setattr(place.office, "backup", partial(_gone, target.parent, place.office.backup))
    hands.click(_way(place, "备份"))
    hands.wait(lambda: bool(told), "the failure")
    assert "备份没有写成" in told[0]
    assert not target.exists()


def _gone(folder: Path, backup: Callable[..., None], *given: Any) -> None:
    """The stick is pulled out between the choice and the writing."""
    folder.rmdir()
    backup(*given)


def _way(place: Workplace, words: str) -> Any:
    ways = (b for b in place.home.findChildren(QAbstractButton) if b.isVisible())
    return next(b for b in ways if words in b.text() + b.accessibleName())


# check answers


def test_the_check_leads_to_an_answer_and_next_leads_back(
    place: Workplace, hands: Hands, office: Office
) -> None:
    packed = CASES["sole"]()
    kept = keep(office, packed.answers, packed.scans.pictures)
    place.home.refresh()
    place.home.list.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert place.draft
    assert place.draft.listed.id == kept
    hands.key(Qt.Key.Key_F8)
    assert place.stack.currentWidget() is place.review
    assert "资料齐全" in said(place.review)
    place.review.change_wanted.emit(SHOP.key, None)
    assert place.wizard
    assert place.wizard.current_page.focused_field() is SHOP
    hands.replace("样本新店名")
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.wait(lambda: place.stack.currentWidget() is place.review, "the check")
    assert "样本新店名" in place.review.browser.toPlainText()


# memory


def test_applications_opened_and_closed_leave_no_widgets(place: Workplace, office: Office) -> None:
    kept = keep(office, Answers({NAME: "样本甲"}))

    def opens() -> int:
        place.show_draft(office.open(kept))
        QApplication.processEvents()
        place.show_home()
        for _ in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        office.save_now()
        gc.collect()
        return len(QApplication.allWidgets())

    opens()
    first = opens()
    counts = [opens() for _ in range(12)]
    assert max(counts) <= first, counts


def test_thirty_applications_opened_and_closed_leave_no_windows_behind(
    place: Workplace, office: Office
) -> None:
    kept = keep(office, Answers({NAME: "样本甲"}))
    before = _living()
    for _ in range(30):
        place.show_draft(office.open(kept))
        place.show_home()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    office.save_now()
    QApplication.processEvents()
    assert _living() - before <= 2


def _living() -> int:
    """How many windows of applications are still there for Qt."""
    gc.collect()
    made = (o for o in gc.get_objects() if isinstance(o, WizardWindow | Saver))
    return sum(map(shiboken6.isValid, made))
