"""A branch picked by name and its code taken, all by key, where a list of branches has been imported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from poswizard.domain.identifiers import cnaps_check_digit
from poswizard.office import the_flow
from poswizard.steps.business import Account
from poswizard.storage.branch_import import import_branches
from poswizard.ui.form_page import FormPage
from poswizard.wizard.session import Session
from tests.ui.branch import desk_of, hands_on, opened, show, today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # said of every popup

NAME = "样本银行股份有限公司成都样本支行"
CODE = "10365100001" + cnaps_check_digit("10365100001")


def test_a_branch_is_found_by_initials_and_its_code_is_taken_with_one_key(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("POSWIZARD_HOME", str(tmp_path / "home"))
    file = tmp_path / "list.csv"
    file.write_text(f"联行号,支行名称\n{CODE},{NAME}\n", encoding="utf-8")
    import_branches(file, date(2026, 11, 20))
    session = Session(the_flow(), today=today)
    with opened(tmp_path / "store", monkeypatch) as office, hands_on() as hands:
        page = FormPage(Account, session, desk_of(office), None)
        session.listen(lambda _field: page.refresh())
        page.refresh()
        show(qtbot, page)
        page.focus_field(Account.branch_name)
        hands.settle()
        hands.type("成都样本")
        hands.settle()
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            hands.key(key)
            hands.settle()
        assert session.answers.get(Account.branch_name) == NAME

        page.focus_field(Account.cnaps)
        hands.settle()
        hands.key(Qt.Key.Key_Tab)
        offer = QApplication.focusWidget()
        assert isinstance(offer, QPushButton)
        assert CODE in offer.text().replace(" ", "")
        hands.key(Qt.Key.Key_Space)
        hands.settle()
        assert session.answers.get(Account.cnaps) == CODE
