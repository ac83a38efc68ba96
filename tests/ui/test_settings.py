"""Settings take effect at once, are kept in the store, and a change of look loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QInputDialog,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.gate import Gate
from poswizard.office import Office, the_flow
from poswizard.storage import ballast, vault
from poswizard.storage.errors import WrongPassphraseError
from poswizard.storage.slots import Cost
from poswizard.ui import background, theme
from poswizard.ui.main_window import MainWindow
from poswizard.ui.pages.settings import (
    NewPassphraseDialog,
    RecoveryCodeDialog,
    SettingsDialog,
)
from poswizard.ui.palette import DARK, HIGH_CONTRAST, LIGHT
from poswizard.ui.theme import Scheme
from poswizard.ui.workplace import Workplace
from tests.ui.branch import button, press, said, show, stored, today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PASSPHRASE, OTHER = "specimen-熊猫-钥匙", "specimen-竹林-新钥匙"
QUICK = Cost(memory=64, passes=1, lanes=1)
FLOW = the_flow()
SHOP: Any = FLOW.field("business.trade_name")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    vault.create(tmp_path / "data", PASSPHRASE, cost=QUICK)
    return tmp_path / "data"


@pytest.fixture
def window(qtbot: QtBot, folder: Path, qapp: QApplication) -> Iterator[MainWindow]:
    """The program, unlocked."""
    made = show(qtbot, MainWindow(Gate(folder, today)))
    made.enter(Gate(folder, today).unlock(PASSPHRASE))
    yield made
    made.close()
    background.finish()
    theme.dress(qapp, Scheme.LIGHT)


def place_of(window: MainWindow) -> Workplace:
    assert window.workplace
    return window.workplace


def office_of(window: MainWindow) -> Office:
    office = place_of(window).office
    assert isinstance(office, Office)
    return office


def settings(window: MainWindow, hands: Hands) -> SettingsDialog:
    """The settings, opened from home."""
    place_of(window).home.settings_wanted.emit()
    hands.settle()
    return next(d for d in window.findChildren(SettingsDialog) if d.isVisible())


def choose(box: QComboBox, value: object) -> None:
    """Choose an entry as a person does."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


# look


@pytest.mark.parametrize(
    ("scheme", "palette"),
    [(Scheme.DARK, DARK), (Scheme.HIGH_CONTRAST, HIGH_CONTRAST), (Scheme.LIGHT, LIGHT)],
)
def test_a_look_takes_effect_at_once_and_is_kept(
    window: MainWindow, hands: Hands, folder: Path, scheme: Scheme, palette: Any
) -> None:
    choose(settings(window, hands).scheme, scheme.value)
    hands.settle()
    assert theme.current().palette == palette
    ground = window.palette().window().color().name()
    assert ground == palette.window.lower()
    window.close()
    office = Gate(folder, today).unlock(PASSPHRASE)
    assert office.setting("look.scheme", "") == scheme.value
    office.close()


def test_the_look_that_was_chosen_outlives_a_change_of_the_system(
    window: MainWindow, hands: Hands, qapp: QApplication
) -> None:
    theme.follow_system(qapp)  # as the program begins
    choose(settings(window, hands).scheme, Scheme.DARK.value)
    theme._follow()
    assert theme.current().palette == DARK


def test_a_larger_size_builds_the_window_anew_and_keeps_what_was_typed(
    window: MainWindow, hands: Hands
) -> None:
    place = place_of(window)
    place.show_draft(place.office.new())
    assert place.draft
    identity = place.draft.listed.id
    place.draft.session.answer(SHOP, "样本换肤店")
    dialog = settings(window, hands)
    before = window.workplace
    choose(dialog.size_box, 150)
    hands.settle()
    assert window.workplace is not before
    assert theme.current().scale == 1.5
    assert place_of(window).home.isVisible()
    office_of(window).save_now()
    assert stored(office_of(window), identity).get(SHOP) == "样本换肤店"


def test_ten_changes_of_look_leave_one_workplace(window: MainWindow, hands: Hands) -> None:
    dialog = settings(window, hands)
    for scheme in (Scheme.DARK, Scheme.LIGHT) * 5:
        choose(dialog.scheme, scheme.value)
        hands.settle()
    assert window.stack.count() == 1


# lock, operator


def test_the_time_until_the_lock_follows(window: MainWindow, hands: Hands) -> None:
    choose(settings(window, hands).minutes, 10)
    assert window.idle_lock._timer.interval() == 10 * 60_000
    assert office_of(window).setting("lock.minutes", 0) == 10


def test_the_branch_and_clerk_are_kept(window: MainWindow, hands: Hands) -> None:
    line = settings(window, hands).operator
    line.setText(" 样本支行 S001 ")
    line.editingFinished.emit()
    assert office_of(window).setting("operator", "") == "样本支行 S001"


# keys


def new_passphrase(window: MainWindow, hands: Hands, *typed: str) -> NewPassphraseDialog:
    """The dialog for a new passphrase, its lines filled in and confirmed."""
    hands.click(button(settings(window, hands), "修改口令"))
    dialog = next(d for d in window.findChildren(NewPassphraseDialog) if d.isVisible())
    for line, words in zip(dialog.findChildren(QLineEdit), typed, strict=True):
        line.setText(words)
    hands.click(button(dialog, "修改"))
    return dialog


def test_a_new_passphrase_opens_and_the_old_one_does_not(
    window: MainWindow, hands: Hands, folder: Path
) -> None:
    dialog = new_passphrase(window, hands, PASSPHRASE, OTHER, OTHER)
    hands.wait(lambda: not _visible(dialog), "the change")
    assert vault.unlock(folder, OTHER)
    with pytest.raises(WrongPassphraseError):
        vault.unlock(folder, PASSPHRASE)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((PASSPHRASE, OTHER, OTHER + "x"), "不一致"),
        ((PASSPHRASE, "short", "short"), "至少需要"),
        (("wrong-specimen-口令", OTHER, OTHER), "口令不正确"),
    ],
    ids=["typed differently", "too weak", "wrong present one"],
)
def test_a_passphrase_that_cannot_be_changed_says_why_and_stays(
    window: MainWindow, hands: Hands, folder: Path, typed: tuple[str, str, str], words: str
) -> None:
    dialog = new_passphrase(window, hands, *typed)
    hands.wait(lambda: words in said(dialog), "why not")
    assert dialog.isVisible()
    assert vault.unlock(folder, PASSPHRASE)


def test_a_new_recovery_code_asks_for_the_passphrase_and_ends_the_old_one(
    window: MainWindow, hands: Hands, folder: Path
) -> None:
    old = vault.add_recovery_code(folder, vault.unlock(folder, PASSPHRASE))
    QTimer.singleShot(300, partial(_give, PASSPHRASE))
    hands.click(button(settings(window, hands), "重新生成"))
    hands.wait(lambda: bool(window.findChildren(RecoveryCodeDialog)), "the new code")
    (dialog,) = window.findChildren(RecoveryCodeDialog)
    hands.click(button(dialog, "复制"))
    code = QApplication.clipboard().text()
    assert all(group in said(dialog) for group in code.split("-"))
    hands.click(button(dialog, "完成"))
    assert dialog.isVisible(), "the code is not yet said to be kept"
    (kept,) = dialog.findChildren(QCheckBox)
    hands.click(kept)
    hands.click(button(dialog, "完成"))
    hands.wait(lambda: not _visible(dialog), "the end")
    assert vault.unlock_with_code(folder, code)
    with pytest.raises(WrongPassphraseError):
        vault.unlock_with_code(folder, old)


def test_without_the_passphrase_there_is_no_new_recovery_code(
    window: MainWindow, hands: Hands, folder: Path
) -> None:
    old = vault.add_recovery_code(folder, vault.unlock(folder, PASSPHRASE))
    told: list[str] = []
    QTimer.singleShot(300, partial(_give, "wrong-specimen"))
    hands.expect_dialog(press("知道了", told))
    hands.click(button(settings(window, hands), "重新生成"))
    hands.wait(lambda: bool(told), "the refusal")
    assert "口令不正确" in told[0]
    assert vault.unlock_with_code(folder, old)


def _give(passphrase: str) -> None:
    """Type a passphrase into the question for it."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QInputDialog)
    line = dialog.findChild(QLineEdit)
    assert line
    assert line.echoMode() == QLineEdit.EchoMode.Password
    line.setText(passphrase)
    dialog.accept()


def _visible(widget: QWidget) -> bool:
    try:
        return widget.isVisible()
    except RuntimeError:  # closed and gone
        return False


def test_the_settings_close_by_escape(window: MainWindow, hands: Hands) -> None:
    dialog = settings(window, hands)
    hands.key(Qt.Key.Key_Escape)
    assert not _visible(dialog)
    assert "设置" not in said(window)
