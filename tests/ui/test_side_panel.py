"""The panel right of the page: why a question is asked, by which rule, what is checked, what a good picture shows."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from poswizard.forms.field import Why
from poswizard.forms.kinds import Line
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Step
from poswizard.office import the_flow
from poswizard.text import Language, use_language
from poswizard.ui.side_panel import SidePanel
from tests.forms.sample import not_x, words
from tests.ui.branch import show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FLOW = the_flow()


class Asked(Step):
    """Questions that have something to be said of."""

    key, title = "asked", words("asked")
    intro = words("what this is about")
    plain = Line(words("plain"), hint=words("a hint"))
    why = Line(words("why"), why=Why(words("because"), "样本法第一条"), constraint=not_x)
    photo = Document(words("photo"), slot="X", good=words("all four corners"), bad=words("glare"))


@pytest.fixture
def panel(qtbot: QtBot) -> SidePanel:
    return show(qtbot, SidePanel(), 280, 600)


def shown(panel: SidePanel) -> str:
    """The words in sight, once the panel has been laid out."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_without_a_question_the_step_is_explained(panel: SidePanel) -> None:
    panel.show_field(Asked, None)
    assert shown(panel) == "asked\nwhat this is about"


def test_a_question_says_why_it_is_asked_by_which_source_and_what_is_checked(
    panel: SidePanel,
) -> None:
    panel.show_field(Asked, Asked.why)
    for said in ("because", "样本法第一条", "为什么要问", "会检查", "not x"):
        assert said in shown(panel)


def test_a_question_without_more_to_say_shows_its_hint(panel: SidePanel) -> None:
    panel.show_field(Asked, Asked.plain)
    assert shown(panel) == "plain\na hint"


def test_a_picture_says_what_is_good_and_what_comes_back(panel: SidePanel) -> None:
    panel.show_field(Asked, Asked.photo)
    assert "all four corners" in shown(panel)
    assert "glare" in shown(panel)


def test_nothing_of_the_question_before_stays(panel: SidePanel) -> None:
    panel.show_field(Asked, Asked.why)
    panel.show_field(Asked, Asked.plain)
    assert shown(panel) == "plain\na hint"


def test_the_same_question_again_is_not_built_anew(panel: SidePanel) -> None:
    panel.show_field(Asked, Asked.why)
    before = panel.findChildren(QLabel)
    panel.show_field(Asked, Asked.why)
    assert panel.findChildren(QLabel) == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_of_the_program_can_be_explained(
    panel: SidePanel, language: Language
) -> None:
    use_language(language)
    for step in FLOW.steps:
        for field in (None, *step.fields):
            panel.show_field(step, field)
            assert str(field.label if field else step.title) in shown(panel)
