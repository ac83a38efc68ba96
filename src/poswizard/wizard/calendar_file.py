"""The due things of an application as a calendar file (iCalendar, RFC 5545), for the agent's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from poswizard import __version__
from poswizard.forms.answers import Answers
from poswizard.wizard.agenda import Due, agenda
from poswizard.wizard.flow import Flow

if TYPE_CHECKING:
    from icalendar import Event

_MORNING = timedelta(hours=9)
"""Of the day on which the alarm rings, in the calendar's own time."""


def calendar_file(flow: Flow, answers: Answers, number: str, today: date) -> bytes:
    """An `.ics` with a whole-day event for everything that is due, and an alarm when it is first spoken of.

    A calendar lies open on telephones and servers, so nothing but the application's number and what is
    due stands in it: no name, no place. Importing it again moves the events instead of doubling them.
    """
    from icalendar import Calendar  # late: it takes long to import

    calendar = Calendar()
    calendar.add("prodid", f"-//poswizard//{__version__}//")
    calendar.add("version", "2.0")
    for due in agenda(flow, answers):
        calendar.add_component(_event(due, number, today))
    return calendar.to_ical()


def _event(due: Due, number: str, today: date) -> Event:
    from icalendar import Alarm, Event

    place = "" if due.row is None else f" {due.row + 1}"
    words = f"{number} {due.words}{place}"
    event = Event()
    event.add("uid", f"{number}.{due.field.key}{place.replace(' ', '.')}@poswizard")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", due.on)
    event.add("dtend", due.on + timedelta(days=1))
    event.add("summary", words)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", due.speak_from - due.on + _MORNING)
    event.add_component(alarm)
    return event
