"""Certificates between two machines: requested and issued, revoked by a list, kept on a token that asks for its PIN."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.office import Draft, Office
from poswizard.package.seal.errors import SealError
from poswizard.package.seal.key_text import Source
from poswizard.package.seal.tokens import TokenPlace, modules
from poswizard.ui import background
from poswizard.ui.pages.recipients import KeysDialog
from poswizard.ui.workplace import Workplace
from tests.exchange.conftest import draft
from tests.package.seal.world import Authority
from tests.ui.branch import choose_path, press, show
from tests.ui.exchange.conftest import PIN
from tests.ui.exchange.working import open_keys, receive, turn_to

__all__ = ["draft"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def way(keys: KeysDialog, words: str) -> QPushButton:
    """A button of the dialog."""
    return next(made for made in keys.findChildren(QPushButton) if made.text().startswith(words))


def issued_by(root: Authority, keys: KeysDialog, hands: Hands, stick: Path) -> Path:
    """The request goes out, the certificate comes in, both by file."""
    hands.expect_dialog(choose_path(stick / "request.pem"))
    hands.click(keys.station.request)
    leaf = root.issue((stick / "request.pem").read_bytes())
    (stick / "issued.pem").write_bytes(leaf.pem + root.certificate.pem)
    hands.expect_dialog(choose_path(stick / "issued.pem"))
    hands.click(keys.station.install)
    return stick / "issued.pem"


@pytest.mark.usefixtures("acquainted")
def test_a_certificate_is_requested_issued_and_later_revoked(
    branch: Workplace,
    institution: Workplace,
    sender: Office,
    receiver: Office,
    draft: Draft,
    hands: Hands,
    out: Path,
) -> None:
    root = Authority()
    keys = open_keys(branch, hands)
    own = sender.key_ring.certificate()
    issued_by(root, keys, hands, out)
    leaf = sender.key_ring.certificate()
    assert own
    assert leaf
    assert leaf.fingerprint != own.fingerprint
    assert leaf.public_key == own.public_key
    keys.accept()
    receiver.key_ring.add_signer(root.certificate.pem, Source.FILE)
    package = sender.dispatch.seal(draft, out).path
    assert "完整" in receive(institution, hands, package).card.title.text()
    (out / "revoked.crl").write_bytes(root.crl(leaf))
    keys = open_keys(institution, hands)
    told: list[str] = []
    hands.expect_dialog(choose_path(out / "revoked.crl"))
    hands.expect_dialog(press("知道了", told))
    hands.click(way(keys, "导入吊销名单"))
    hands.wait(lambda: bool(told), "what was taken in")
    assert "共吊销 1 个证书" in told[0]
    keys.accept()
    sender.dispatch.amend(draft, "样本更正")
    later = sender.dispatch.seal(draft, out).path
    page = receive(institution, hands, later)
    hands.wait(lambda: "吊销" in page.card.title.text(), "the refusal")
    assert not page.card.review.isVisible()
    assert page.list.count() == 1


@pytest.mark.usefixtures("acquainted")
def test_a_certificate_for_another_key_is_refused(
    branch: Workplace, sender: Office, hands: Hands, out: Path
) -> None:
    keys = open_keys(branch, hands)
    own = sender.key_ring.certificate()
    stranger = Authority()
    (out / "issued.pem").write_bytes(stranger.certificate.pem)
    told: list[str] = []
    hands.expect_dialog(choose_path(out / "issued.pem"))
    hands.expect_dialog(press("知道了", told))
    hands.click(keys.station.install)
    hands.wait(lambda: bool(told), "the refusal")
    assert sender.key_ring.certificate() == own
    keys.accept()


@pytest.mark.usefixtures("plugged_in")
def test_a_token_asks_for_its_pin_again_in_the_next_sitting(
    qtbot: QtBot, receiver: Office, hands: Hands
) -> None:
    module = next(path for path in modules() if "softhsm" in path.name)
    place = TokenPlace(module, "样本", "poswizard")
    receiver.key_ring.make_token_station("样本收单机构审核台", place, PIN)
    receiver.close()
    later = Office(receiver.folder, bytearray(range(32)), receiver.today)
    try:
        with pytest.raises(SealError, match="PIN"):
            later.key_ring.station()
        keys = show(qtbot, KeysDialog(None, later), 820, 680)  # pyright: ignore[reportArgumentType]
        told: list[str] = []
        for typed in ("0000", PIN):
            answer_with(typed)
            hands.expect_dialog(press("知道了", told))
            hands.click(keys.station.pin)
            hands.wait(partial(_has_grown, told, len(told)), "what the token says")
            turn_to(keys, hands)  # pyright: ignore[reportArgumentType]
        assert "PIN 不正确" in told[0]
        assert "PIN 正确" in told[1]
        assert later.key_ring.station().name == "样本收单机构审核台"
        keys.accept()
    finally:
        background.finish()
        later.close()


def _has_grown(told: list[str], before: int) -> bool:
    return len(told) > before


def answer_with(typed: str) -> None:
    """Type into the question that comes next, and confirm."""
    look = QTimer(QApplication.instance(), interval=20)

    def answer() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QInputDialog) and asked.isVisible():
            look.stop()
            line = asked.findChild(QLineEdit)
            assert line
            QTest.keyClicks(line, typed)
            asked.accept()

    look.timeout.connect(answer)
    look.start()
