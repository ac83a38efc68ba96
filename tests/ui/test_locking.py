"""Locking and closing when something stands in the way: somebody else's change, a disk that says no."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.gate import Gate
from poswizard.office import Office, the_flow
from poswizard.storage import ballast, vault
from poswizard.storage.errors import ConflictError, DiskError, StorageError
from poswizard.storage.slots import Cost
from poswizard.ui import background
from poswizard.ui.main_window import MainWindow
from poswizard.ui.unlock_page import UnlockPage
from tests.ui.branch import press, said, show, stored, today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PASSPHRASE = "specimen-熊猫-钥匙"  # noqa: S105  of a store that lives for one test
QUICK = Cost(memory=64, passes=1, lanes=1)
FLOW = the_flow()


def field(key: str) -> Any:
    found = FLOW.field(key)
    assert found
    return found


SHOP, NAME = field("business.trade_name"), field("identity.name")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    vault.create(tmp_path / "data", PASSPHRASE, cost=QUICK)
    return tmp_path / "data"


@pytest.fixture
def window(qtbot: QtBot, folder: Path) -> Iterator[MainWindow]:
    """The program, unlocked, with a new application open and saved."""
    made = show(qtbot, MainWindow(Gate(folder, today)))
    made.enter(Gate(folder, today).unlock(PASSPHRASE))
    assert made.workplace
    made.workplace.show_draft(made.workplace.office.new())
    made.workplace.save_now()
    made.workplace.office.save_now()
    yield made
    made.close()
    background.finish()


@pytest.fixture
def elsewhere(folder: Path) -> Iterator[Office]:
    """A second program on the same store."""
    made = Gate(folder, today).unlock(PASSPHRASE)
    yield made
    made.close()


def answer(window: MainWindow, question: Any, words: str) -> str:
    """Answer here, without the 300 ms having passed; gives the application's id."""
    assert window.workplace
    assert window.workplace.draft
    window.workplace.draft.session.answer(question, words)
    return window.workplace.draft.listed.id


def change_elsewhere(elsewhere: Office, window: MainWindow) -> None:
    assert window.workplace
    assert window.workplace.draft
    draft = elsewhere.open(window.workplace.draft.listed.id)
    draft.session.answer(SHOP, "别处填的样本店")
    draft.session.save()
    elsewhere.save_now()


def names(office: Office) -> list[str]:
    """The applicants' names as they lie in the store."""
    rows = office.page("", "", "", "", 0, 9)
    return sorted(str(stored(office, row.id).get(NAME)) for row in rows)


@pytest.mark.parametrize("end", ["idle", "close"])
def test_a_conflict_that_only_the_end_finds_is_kept_as_a_copy_without_asking(
    window: MainWindow, hands: Hands, elsewhere: Office, end: str
) -> None:
    change_elsewhere(elsewhere, window)
    mine = answer(window, NAME, "样本甲")
    told: list[str] = []
    hands.expect_dialog(press("知道了", told))
    if end == "idle":
        window.idle_lock.idle.emit()
        assert isinstance(window.stack.currentWidget(), UnlockPage)
    else:
        window.close()
    hands.settle()
    assert "别处被修改" in told[0]
    assert "没有丢" in told[0]
    assert window.workplace is None
    assert names(elsewhere) == ["None", "样本甲"]
    assert stored(elsewhere, mine).get(SHOP) == "别处填的样本店"


def test_nothing_of_the_applicant_is_in_sight_when_a_conflict_is_told_at_the_lock(
    window: MainWindow, hands: Hands, elsewhere: Office
) -> None:
    change_elsewhere(elsewhere, window)
    answer(window, NAME, "样本甲")
    in_sight: list[str] = []
    hands.expect_dialog(looking(window, in_sight, press("知道了")))
    window.idle_lock.idle.emit()
    assert in_sight
    assert "样本甲" not in in_sight[0]
    assert "口令" in in_sight[0]


def test_a_conflict_found_just_before_the_lock_is_kept_once(
    window: MainWindow, hands: Hands, elsewhere: Office
) -> None:
    change_elsewhere(elsewhere, window)
    answer(window, NAME, "样本甲")
    assert window.workplace
    window.workplace.save_now()
    with suppress(ConflictError):  # raised or not, the writer knows now, and the window not yet
        office_of(window).writer.flush()
    hands.expect_dialog(press("知道了"))
    window.lock()
    hands.settle()
    assert names(elsewhere) == ["None", "样本甲"]


def looking(
    window: MainWindow, into: list[str], then: Callable[[QWidget], None]
) -> Callable[[QWidget], None]:
    """Reads what is in sight beside a message box, before it is answered."""

    def answer(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        into.append(said(window.stack))
        then(box)

    return answer


def office_of(window: MainWindow) -> Office:
    assert window.workplace
    assert isinstance(window.workplace.office, Office)
    return window.workplace.office


def no_room(*_given: Any) -> int:
    raise DiskError


def test_nothing_can_be_read_behind_the_question_whether_to_close_all_the_same(
    window: MainWindow, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(window, NAME, "样本甲")
    office_of(window).save_now()
    in_sight: list[str] = []
    with monkeypatch.context() as broken:
        broken.setattr(office_of(window).applications, "save", no_room)
        answer(window, SHOP, "样本店")
        hands.expect_dialog(looking(window, in_sight, press("取消")))
        window.idle_lock.idle.emit()
    assert in_sight == [""]
    assert window.workplace
    assert window.workplace.home.isVisible()


def test_who_closes_all_the_same_leaves_no_store_open(
    window: MainWindow, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = office_of(window)
    monkeypatch.setattr(office.applications, "save", no_room)
    answer(window, SHOP, "样本店")
    hands.expect_dialog(press("仍要关闭"))
    window.lock()
    assert isinstance(window.stack.currentWidget(), UnlockPage)
    assert not office.writer.has_unsaved
    assert not office.writer._thread.is_alive()
    with pytest.raises(StorageError):  # the key is forgotten
        office.database.file.connect()


def test_the_lock_waits_for_the_answer_to_an_open_question(
    window: MainWindow, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_of(window).applications, "save", no_room)
    answer(window, SHOP, "样本店")

    def lock_again(box: QWidget) -> None:
        window.idle_lock.idle.emit()
        assert box.isVisible()
        press("仍要关闭")(box)

    hands.expect_dialog(lock_again)
    window.idle_lock.idle.emit()
    assert isinstance(window.stack.currentWidget(), UnlockPage)
