"""Received packages in words: what is still to be reviewed and by when, and what became of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from poswizard.domain.china_time import CHINA_TIME
from poswizard.text import Text
from poswizard.ui.home_words import left_words
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone

if TYPE_CHECKING:
    from poswizard.ui.exchange_doors import ListedCase

_ROW = Text("{0}　第 {1} 版　{2}　{3}\n{4}　{5}　{6}", "{0}  revision {1}  {2}  {3}\n{4}  {5}  {6}")
_WAITING = Text("待审核，{0}", "to be reviewed, {0}")
_BEGUN = Text("审核到一半，{0}", "review begun, {0}")
_DECIDED = Text("已答复：{0}", "answered: {0}")
_SUPERSEDED = Text("已有第 {0} 版，不用再审", "revision {0} has come in: nothing to do")
_NOBODY = Text("（未签名）", "(not signed)")
_SOON = 3
"""Days before its day from which a review is pressing."""


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One line of the list."""

    id: str
    words: str
    glyph: Glyph
    tone: Tone


def waiting_first(cases: Iterable[ListedCase]) -> list[ListedCase]:
    """What is to be reviewed, the longest-waiting first; then the rest as it came."""
    every = list(cases)
    waiting = sorted((one for one in every if one.is_waiting), key=lambda one: one.received_at)
    return waiting + [one for one in every if not one.is_waiting]


def overdue(waiting: Iterable[ListedCase], today: date) -> int:
    """How many of these should have been answered before today."""
    return sum(_due_on(one) < today for one in waiting)


def received_rows(
    cases: Sequence[ListedCase], names: dict[str, str], today: date
) -> list[ReceivedRow]:
    """The list; `names` are those of the trusted signers by fingerprint."""
    return [_row(one, names, today) for one in cases]


def _row(one: ListedCase, names: dict[str, str], today: date) -> ReceivedRow:
    state, glyph, tone = _state(one, today)
    at = one.received_at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M")
    sender = names.get(one.sender, one.sender[:16]) if one.sender else str(_NOBODY)
    words = _ROW.format(one.number, one.revision, one.applicant, one.shop, state, sender, at)
    return ReceivedRow(one.id, str(words), glyph, tone)


def _state(one: ListedCase, today: date) -> tuple[Text, Glyph, Tone]:
    if one.decision:
        return _DECIDED.format(_decision(one.decision)), Glyph.COMPLETE, Tone.GOOD
    if one.is_superseded:
        return _SUPERSEDED.format(one.newest_revision), Glyph.NOT_NEEDED, Tone.QUIET
    due = _due_on(one)
    left = (due - today).days
    tone = Tone.DANGER if left < 0 else Tone.WARNING if left < _SOON else Tone.ACCENT
    words = (_BEGUN if one.is_begun else _WAITING).format(left_words(left, due))
    return words, Glyph.IN_PROGRESS if one.is_begun else Glyph.DOCUMENT, tone


def _decision(value: str) -> Text | str:
    from poswizard.package.reply import Decision

    return next((one.label for one in Decision if one.value == value), value)


def _due_on(one: ListedCase) -> date:
    """Within the working days that a branch reckons with, where nobody has promised other ones."""
    from poswizard.domain import working_days
    from poswizard.wizard.rehearsal.decision_day import USUAL_WORKING_DAYS

    came_on = one.received_at.astimezone(CHINA_TIME).date()
    return working_days.after(came_on, USUAL_WORKING_DAYS).day
