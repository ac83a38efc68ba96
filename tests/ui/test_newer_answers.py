"""An application that a newer program has worked on: read, edited and saved here, and nothing of it is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.office import Office
from poswizard.ui.workplace import Workplace
from poswizard.wizard.summary import Summary
from tests.ui.branch import said, workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NEWER: dict[str, Any] = {
    "identity": {"name": "样本甲", "voice_print": {"scan": "of a later version"}},
    "basics": {"merchant_kind": "cooperative"},
    "retina": {"left": [1, 2, {"deep": None}]},
}


@pytest.fixture
def place(qtbot: QtBot, office: Office) -> Iterator[Workplace]:
    """The application of the newer program is open."""
    made = workplace(qtbot, office)
    steps = {key: json.dumps(document, ensure_ascii=False) for key, document in NEWER.items()}
    listed = office.applications.new(Summary())
    office.applications.save(listed.id, listed.version, steps, Summary())
    made.show_draft(office.open(listed.id))
    yield made
    made.leave_draft()


def documents(place: Workplace, office: Office) -> dict[str, Any]:
    """Everything as it lies in the store."""
    assert place.draft
    place.save_now()
    office.save_now()
    steps = office.applications.load(place.draft.listed.id).steps
    return {key: json.loads(data) for key, data in steps.items()}


def test_what_is_not_understood_is_still_there_after_an_edit(
    place: Workplace, hands: Hands, office: Office
) -> None:
    name = office.flow.field("identity.name")
    assert name
    assert place.wizard
    place.wizard.go(office.flow.step_of(name), name)
    hands.replace("样本乙")
    now = documents(place, office)
    assert now["identity"] == NEWER["identity"] | {"name": "样本乙"}
    assert now["basics"]["merchant_kind"] == "cooperative"
    assert now["retina"] == NEWER["retina"]


def test_a_value_that_only_a_newer_program_knows_is_said_at_its_question(
    place: Workplace, hands: Hands, office: Office
) -> None:
    kind = office.flow.field("basics.merchant_kind")
    assert kind
    assert place.wizard
    step = office.flow.step_of(kind)
    place.wizard.go(step, kind)
    issues = [i for i in place.wizard.session.issues(step) if i.field is kind]
    assert [issue.code for issue in issues] == ["unreadable"]


def test_the_export_says_what_it_would_leave_out_and_what_to_do(
    place: Workplace, hands: Hands
) -> None:
    hands.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert "不认识的内容" in said(place.hand_over)
    assert "升级程序" in said(place.hand_over)


def test_an_application_of_this_program_is_not_spoken_of_so(
    place: Workplace, hands: Hands, office: Office
) -> None:
    place.show_draft(office.new())
    hands.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert "不认识" not in said(place.hand_over)
