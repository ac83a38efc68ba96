"""The calendar file: one event for everything due, and nothing about anybody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from icalendar import Calendar

from poswizard.domain.merchant import Outcome
from poswizard.forms.answers import Answers
from poswizard.steps.application import Identity
from poswizard.steps.order import PHASES, overlay_of
from poswizard.steps.site import Site
from poswizard.wizard.agenda import agenda
from poswizard.wizard.calendar_file import calendar_file
from poswizard.wizard.flow import Flow
from tests.steps.asking import row
from tests.steps.installed_shop import TODAY, changed, installed_shop

FLOW = Flow(PHASES, overlay_of)
NUMBER = "A-2026-000128"


def events(answers: Answers) -> list[Any]:
    ics = calendar_file(FLOW, FLOW.adapted(answers), NUMBER, TODAY)
    return list(Calendar.from_ical(ics).walk("VEVENT"))


def test_everything_due_is_an_event_on_its_day():
    answers = FLOW.adapted(installed_shop())
    due = agenda(FLOW, answers)

    found = events(answers)

    assert len(due) > 2
    assert [event.decoded("dtstart") for event in found] == [item.on for item in due]
    assert str(found[0]["summary"]) == f"{NUMBER} {due[0].words}"


def test_the_alarm_rings_when_it_is_first_spoken_of():
    answers = FLOW.adapted(installed_shop())

    for due, event in zip(agenda(FLOW, answers), events(answers), strict=True):
        (alarm,) = event.walk("VALARM")
        rings = alarm.decoded("trigger")
        assert due.on + (rings - timedelta(hours=9)) == due.speak_from


def test_rows_are_told_apart():
    days = (date(2026, 12, 1), date(2026, 12, 2))
    defects = tuple(row(Site.defects.questions, due_on=day) for day in days)
    answers = changed(installed_shop(), {Site.safety: Outcome.FAILED, Site.defects: defects})

    found = [e for e in events(answers) if "site.defects" in str(e["uid"])]

    assert [str(e["summary"])[-2:] for e in found] == [" 1", " 2"]
    assert len({str(event["uid"]) for event in events(answers)}) == len(events(answers))


def test_the_number_is_all_that_is_said_of_the_application():
    answers = installed_shop().with_(Identity.valid_until, date(2027, 1, 1))
    words = calendar_file(FLOW, FLOW.adapted(answers), NUMBER, TODAY).decode()

    for question in FLOW.fields:
        value = answers.stored(question)
        if isinstance(value, str) and len(value) > 3:
            assert value not in words
    assert NUMBER in words


def test_the_same_answers_give_the_same_file_and_the_same_events():
    first = calendar_file(FLOW, FLOW.adapted(installed_shop()), NUMBER, TODAY)

    assert calendar_file(FLOW, FLOW.adapted(installed_shop()), NUMBER, TODAY) == first


def test_nothing_due_is_an_empty_calendar():
    assert events(Answers()) == []
