"""Whose keys count: added by file, picture or pasting, compared first; this station's own certificate."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
import segno
from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.documents.qr_text import qr_texts
from poswizard.office import Office
from poswizard.package.seal.fingerprints import digits, words
from poswizard.package.seal.key_text import Added, Source
from poswizard.package.seal.recipients import Role, new_identity
from poswizard.package.seal.signers import signer_as_text
from poswizard.package.seal.stations import new_station
from poswizard.ui.pages.code_dialog import CodeDialog
from poswizard.ui.pages.key_add_dialog import KeyAddDialog
from poswizard.ui.pages.recipients import KeysDialog
from poswizard.ui.pages.token_dialog import TokenDialog
from tests.ui.branch import TODAY, choose_path, press, said, show
from tests.ui.exchange.conftest import PIN
from tests.ui.exchange.working import dialog_over

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def keys(qtbot: QtBot, office: Office) -> KeysDialog:
    """The dialog, over an office that knows nobody."""
    made = KeysDialog(None, office)  # pyright: ignore[reportArgumentType]
    return show(qtbot, made, 820, 680)


def line(name: str = "样本收单机构") -> str:
    """What an institution gives away."""
    added = Added(TODAY, "R009", Source.MADE_HERE)
    return new_identity(name).as_recipient(Role.INSTITUTION, added).as_text()


def confirm(hands: Hands, keys: KeysDialog) -> KeyAddDialog:
    """Say that the fingerprint was compared, and add."""
    dialog = dialog_over(keys, hands, KeyAddDialog)
    hands.click(dialog.compared)
    hands.click(dialog.add)
    keys.activateWindow()
    hands.wait(keys.isActiveWindow, "the list")
    return dialog


def test_a_pasted_key_is_added_once_its_fingerprint_was_compared(
    keys: KeysDialog, hands: Hands, office: Office
) -> None:
    hands.click(keys.recipients.paste)
    dialog = dialog_over(keys, hands, KeyAddDialog)
    hands.click(dialog.text)
    QApplication.clipboard().setText(line())
    dialog.text.paste()
    assert dialog.name.text() == "样本收单机构"
    hands.click(dialog.add)
    assert office.key_ring.recipients() == []
    assert "勾选" in dialog.problem.text()
    confirm(hands, keys)
    (added,) = office.key_ring.recipients()
    found = added.recipient.fingerprint
    assert (added.recipient.added.source, added.recipient.role) == (Source.TYPED, Role.INSTITUTION)
    shown = keys.recipients.list.item(0).text()
    assert digits(found) in shown
    assert words(found) in shown
    assert "建议设置两个应急恢复公钥" in said(keys)


def test_what_is_no_key_is_said_and_cannot_be_added(
    keys: KeysDialog, hands: Hands, office: Office
) -> None:
    hands.click(keys.recipients.paste)
    dialog = dialog_over(keys, hands, KeyAddDialog)
    hands.click(dialog.text)
    hands.type(new_identity("x").secret)
    assert "这是私钥" in dialog.problem.text()
    assert not dialog.compared.isVisible()
    hands.click(dialog.add)
    assert dialog.isVisible()
    assert office.key_ring.recipients() == []
    dialog.reject()


@pytest.mark.parametrize("way", ["file", "picture"])
def test_a_key_comes_by_file_or_by_the_picture_of_its_code(
    keys: KeysDialog, hands: Hands, office: Office, tmp_path: Path, way: str
) -> None:
    text, file = line(), tmp_path / ("key.txt" if way == "file" else "key.png")
    if way == "file":
        file.write_text(f"# 样本\n{text}\n", "utf-8")
    else:
        segno.make(text).save(str(file), scale=6)
    hands.expect_dialog(choose_path(file))
    hands.click(getattr(keys.recipients, way))
    confirm(hands, keys)
    (added,) = office.key_ring.recipients()
    assert added.recipient.as_text() == text
    assert added.recipient.added.source is (Source.FILE if way == "file" else Source.QR)


def test_a_recipient_is_removed_after_asking(
    keys: KeysDialog, hands: Hands, office: Office
) -> None:
    office.key_ring.add_recipient(line(), Source.FILE)
    keys.show_keys()
    hands.expect_dialog(press("取消"))
    hands.click(keys.recipients.remove)
    assert len(office.key_ring.recipients()) == 1
    hands.expect_dialog(press("移除"))
    hands.click(keys.recipients.remove)
    assert office.key_ring.recipients() == []


def test_a_certificate_is_enrolled_from_its_file(
    keys: KeysDialog, hands: Hands, office: Office, tmp_path: Path
) -> None:
    station = new_station("样本支行柜台 1", office.key_ring.now())
    file = tmp_path / "sender.der"
    file.write_bytes(station.certificate.der)
    hands.expect_dialog(choose_path(file))
    hands.click(keys.signers.file)
    confirm(hands, keys)
    (signer,) = office.key_ring.signers()
    assert (signer.name, signer.certificate) == ("样本支行柜台 1", station.certificate)


def test_this_station_gets_a_certificate_and_gives_it_away(
    keys: KeysDialog, hands: Hands, office: Office, tmp_path: Path
) -> None:
    hands.click(keys.station.name)
    hands.type("样本支行柜台 1")
    hands.click(keys.station.make)
    certificate = office.key_ring.certificate()
    assert certificate
    assert digits(certificate.fingerprint) in keys.station.facts.words
    hands.expect_dialog(choose_path(tmp_path / "station.pem"))
    hands.click(keys.station.export)
    assert (tmp_path / "station.pem").read_bytes() == certificate.pem
    hands.expect_dialog(press("更新"))
    hands.click(keys.station.renew)
    renewed = office.key_ring.certificate()
    assert renewed
    assert renewed.fingerprint != certificate.fingerprint


def test_a_recovery_key_goes_to_paper_and_only_its_public_half_is_kept(
    keys: KeysDialog, hands: Hands, office: Office
) -> None:
    ways = keys.recipients.findChildren(QPushButton)
    hands.click(next(made for made in ways if "应急恢复密钥" in made.text()))
    hands.wait(lambda: bool(office.key_ring.recipients()), "the key")
    hands.wait(partial(_has_preview, keys), "the sheet")
    (added,) = office.key_ring.recipients()
    assert added.recipient.role is Role.RECOVERY
    assert office.key_ring.identities() == []
    for shown in _others(keys):
        shown.reject()


def _others(keys: KeysDialog) -> list[QDialog]:
    shown = QApplication.topLevelWidgets()
    return [w for w in shown if isinstance(w, QDialog) and w is not keys and w.isVisible()]


def _has_preview(keys: KeysDialog) -> bool:
    return bool(_others(keys))


def test_the_code_on_the_screen_is_read_by_another_machine(
    keys: KeysDialog, hands: Hands, office: Office
) -> None:
    station = office.key_ring.make_station("样本支行柜台 1")
    keys.show_keys()
    hands.click(keys.station.code)
    shown = dialog_over(keys, hands, CodeDialog)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    shown.code.pixmap().save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    (text,) = qr_texts(bytes(buffer.data().data()))
    assert text == signer_as_text(station.certificate)
    shown.reject()


@pytest.mark.usefixtures("plugged_in")
def test_a_certificate_is_made_on_a_token_that_is_plugged_in(
    keys: KeysDialog, hands: Hands, office: Office
) -> None:
    hands.click(keys.station.token)
    dialog = dialog_over(keys, hands, TokenDialog)
    hands.wait(dialog.make.isEnabled, "the token")
    dialog.which.setCurrentText("样本")
    hands.click(dialog.name)
    hands.type("样本支行柜台 2")
    hands.click(dialog.pin)
    hands.type("0000")
    hands.click(dialog.make)
    hands.wait(lambda: "PIN" in dialog.note.text(), "the refusal")
    hands.click(dialog.pin)
    hands.replace(PIN)
    hands.click(dialog.make)
    hands.wait(keys.station.pin.isVisible, "the card")
    place = office.key_ring.token_place()
    assert place
    assert (place.token, office.key_ring.station().name) == ("样本", "样本支行柜台 2")
