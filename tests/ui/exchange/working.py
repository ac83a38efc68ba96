"""What both sides do with mouse and keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTextBrowser, QWidget

from poswizard.demo.hands import Hands
from poswizard.ui.pages.decision_dialog import DecisionDialog
from poswizard.ui.pages.hand_over import HandOverPage
from poswizard.ui.pages.key_add_dialog import KeyAddDialog
from poswizard.ui.pages.key_list import KeyList
from poswizard.ui.pages.reason_dialog import ReasonDialog
from poswizard.ui.pages.received import ReceivedPage
from poswizard.ui.pages.recipients import KeysDialog
from poswizard.ui.pages.reviewer import ReviewerPage
from poswizard.ui.workplace import Workplace
from tests.ui.branch import choose_path, press

D = TypeVar("D", bound=QDialog)
CONTROL = Qt.KeyboardModifier.ControlModifier


def turn_to(place: Workplace, hands: Hands) -> None:
    """Sit down before the other machine."""
    place.raise_()
    place.activateWindow()
    hands.wait(place.isActiveWindow, "the other window")


def open_export(place: Workplace, hands: Hands) -> HandOverPage:
    """Ctrl+E in the application that is open."""
    hands.key(Qt.Key.Key_E, CONTROL)
    return place.hand_over


def export(page: HandOverPage, hands: Hands, to: Path) -> Path:
    """The folder and the button; gives the file."""
    hands.click(page.folder)
    hands.replace(str(to))
    hands.click(page.export)
    hands.wait(lambda: page.result.package is not None, "the package")
    package = page.result.package
    assert package is not None
    return package


def receive(place: Workplace, hands: Hands, package: Path) -> ReceivedPage:
    """Drop a package on the list of applications."""
    place.show_home()
    hands.drop(place.home, [package])
    page = place.exchange.received
    hands.wait(page.card.isVisible, "the verdict")
    return page


def reviewed(place: Workplace, hands: Hands) -> ReviewerPage:
    """The reviewer's page, once the whole case is on it."""
    page = place.exchange.reviewer
    hands.wait(lambda: page.case is not None and page.browser.is_whole, "the received case")
    return page


def follow(browser: QTextBrowser, hands: Hands, link: str) -> None:
    """Click on a link of a page of words."""
    cursor = next(c for c in _cursors(browser) if c.charFormat().anchorHref() == link)
    browser.setTextCursor(cursor)
    browser.ensureCursorVisible()
    hands.settle()
    at = browser.cursorRect(cursor).center() + QPoint(6, 0)
    assert browser.anchorAt(at) == link
    window = browser.window()
    place = browser.viewport().mapTo(window, at)
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    hands.settle()


def _cursors(browser: QTextBrowser):
    """One behind each character."""
    cursor = QTextCursor(browser.document())
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
        yield QTextCursor(cursor)


def dialog_over(place: QWidget, hands: Hands, kind: type[D]) -> D:
    """The dialog that has opened."""

    def found() -> list[D]:
        shown = QApplication.topLevelWidgets()
        return [one for one in shown if isinstance(one, kind) and one.isVisible()]

    hands.wait(lambda: bool(found()), f"a {kind.__name__}")
    dialog = found()[0]
    dialog.activateWindow()
    hands.wait(dialog.isActiveWindow, "its keyboard")
    return dialog


def give_reason(place: Workplace, hands: Hands, words: str) -> None:
    """The last reason of the codebook, in words of one's own."""
    dialog = dialog_over(place, hands, ReasonDialog)
    hands.key(Qt.Key.Key_End)
    hands.click(dialog.own)
    hands.type(words)
    hands.click(dialog.add)
    turn_to(place, hands)


def decide(place: Workplace, hands: Hands, button: QWidget, to: Path, merchant: str = "") -> Path:
    """Press a decision, sign it, put it into a folder; gives the reply."""
    made: list[Path] = []
    place.exchange.reviewer.decided.connect(made.append)
    hands.click(button)
    dialog = dialog_over(place, hands, DecisionDialog)
    hands.type("审核一组")
    if merchant:
        hands.click(dialog.merchant)
        hands.type(merchant)
    hands.expect_dialog(choose_path(to))
    hands.expect_dialog(press("知道了"))
    hands.click(dialog.make)
    hands.wait(lambda: bool(made), "the reply")
    place.exchange.reviewer.decided.disconnect(made.append)
    turn_to(place, hands)
    reviewed(place, hands)
    return made[0]


# getting to know each other


def open_keys(place: Workplace, hands: Hands) -> KeysDialog:
    """From the page of received packages."""
    turn_to(place, hands)
    place.show_home()
    place.exchange.show_received()
    hands.click(place.exchange.received.keys)
    return dialog_over(place, hands, KeysDialog)


def name_station(keys: KeysDialog, hands: Hands, name: str, certificate: Path) -> None:
    """Make a certificate and put it on the stick."""
    hands.click(keys.station.name)
    hands.type(name)
    hands.click(keys.station.make)
    hands.expect_dialog(choose_path(certificate))
    hands.click(keys.station.export)


def make_receiving_key(keys: KeysDialog, hands: Hands, file: Path) -> None:
    """Make a key for receiving and put its public half on the stick."""
    ways = keys.own.findChildren(QPushButton)
    hands.click(next(made for made in ways if made.text().startswith("生成收件密钥")))
    hands.expect_dialog(choose_path(file))
    hands.click(next(made for made in ways if made.text().startswith("导出公钥")))


def add_key(keys: KeysDialog, hands: Hands, where: KeyList, file: Path) -> None:
    """Add a key or certificate from the stick, its fingerprint compared."""
    hands.expect_dialog(choose_path(file))
    hands.click(where.file)
    dialog = dialog_over(keys, hands, KeyAddDialog)
    hands.click(dialog.compared)
    hands.click(dialog.add)
    keys.activateWindow()
    hands.wait(keys.isActiveWindow, "the list of keys")


def get_acquainted(branch: Workplace, institution: Workplace, hands: Hands, stick: Path) -> None:
    """Each makes its keys, and enrols those of the other."""
    theirs = open_keys(institution, hands)
    name_station(theirs, hands, "样本收单机构审核台", stick / "desk.pem")
    make_receiving_key(theirs, hands, stick / "recipient.txt")
    theirs.accept()
    mine = open_keys(branch, hands)
    name_station(mine, hands, "样本支行柜台 1", stick / "station.pem")
    add_key(mine, hands, mine.recipients, stick / "recipient.txt")
    add_key(mine, hands, mine.signers, stick / "desk.pem")
    mine.accept()
    theirs = open_keys(institution, hands)
    add_key(theirs, hands, theirs.signers, stick / "station.pem")
    theirs.accept()
