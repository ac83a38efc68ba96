"""The list of applications in words: where each is, what it needs, from whom, since when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from poswizard.domain.china_time import CHINA_TIME
from poswizard.domain.state import ApplicationState, Party
from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.widgets.application_model import RowWords
from poswizard.ui.widgets.chips import Chip
from poswizard.ui.widgets.due_panel import DueItem
from poswizard.wizard.contents import contents
from poswizard.wizard.summary import ListedApplication
from poswizard.wizard.watched import WATCHED

_S = ApplicationState
_ALL, _IN_USE = Text("全部", "All"), Text("使用中", "In use")
_ALWAYS = (_S.DRAFT, _S.SUBMITTED, _S.IN_REVIEW, _S.ACTIVE)
"""States with a chip even while there is none in them, so that the row stays where it is."""

_UNNAMED = Text("（未填姓名）", "(no name yet)")
_TO_DO = Text("还差 {0} 项", "{0} to do")
_WAITS = Text("等{0}", "waits for the {0}")
_TODAY, _YESTERDAY = Text("今天 {0}", "today {0}"), Text("昨天", "yesterday")
_OVERDUE = Text("已过 {0} 天", "{0} days over")
_TODAY_DUE = Text("今天到期", "due today")
_DAYS_LEFT = Text("还有 {0} 天（{1}）", "{0} days left ({1})")


def chips_for(counts: Mapping[str, int]) -> list[Chip]:
    """The filters of the list: all, the usual states, and any other in which there is something."""
    shown = [state for state in _S if state in _ALWAYS or counts.get(state.value)]
    return [
        Chip("", _ALL),
        *(Chip(state.value, _words_of(state), counts.get(state.value, 0)) for state in shown),
    ]


def row_words(today: Callable[[], date], row: ListedApplication) -> RowWords:
    """A row of the list."""
    summary = row.summary
    state = _state(summary.state)
    mobile = f"*******{summary.mobile_tail}" if summary.mobile_tail else ""
    glyph, tone = _LOOKS.get(state, (Glyph.WAITING, Tone.QUIET))
    need, need_tone = _need(row, state)
    return RowWords(
        name=summary.applicant or summary.shop or str(_UNNAMED),
        detail="　".join(part for part in (summary.shop, mobile, row.number) if part),
        glyph=glyph,
        tone=tone,
        where=_where(row, state),
        need=need,
        need_tone=need_tone,
        provider=summary.provider or "—",
        since=_since(row.updated_at, today()),
    )


def due_items(rows: Sequence[ListedApplication], today: date) -> list[DueItem]:
    """What is due, in words."""
    items = []
    for row in rows:
        day = row.summary.due_on
        watched = next((w for w in WATCHED if w.key.startswith(row.summary.due_what)), None)
        if day is None or watched is None or (day - today).days > watched.ahead:
            continue
        left = (day - today).days
        tone = Tone.DANGER if left < 0 else Tone.WARNING if left < 3 else Tone.ACCENT
        name = row.summary.applicant or row.summary.shop or row.number
        what = Text(f"{name}：{watched.words.zh}", f"{name}: {watched.words.en}")
        items.append(DueItem(row.id, what, left_words(left, day), tone))
    return items


def _words_of(state: ApplicationState) -> Text:
    label = _IN_USE if state is _S.ACTIVE else state.label
    return Text(label.zh, label.en.capitalize())


def left_words(left: int, day: date) -> Text:
    """How long there is until a day, or for how long it is over."""
    if left < 0:
        return _OVERDUE.format(-left)
    return _DAYS_LEFT.format(left, day.isoformat()) if left else _TODAY_DUE


def _state(value: str) -> ApplicationState:
    return next(
        (state for state in ApplicationState if state.value == value), ApplicationState.DRAFT
    )


def _where(row: ListedApplication, state: ApplicationState) -> str:
    place = contents().places.get(row.summary.step)
    if state is not ApplicationState.DRAFT or place is None:
        return str(state.label)
    phase, step = place
    return f"{phase} · {step}"


def _need(row: ListedApplication, state: ApplicationState) -> tuple[str, Tone]:
    if state.acts_next in (None, Party.CLERK):
        missing = row.summary.missing
        tone = Tone.DANGER if state in (_S.REJECTED, _S.SUPPLEMENT_REQUESTED) else Tone.QUIET
        return (str(_TO_DO.format(missing)) if missing else "", tone)
    return str(_WAITS.format(state.acts_next.label)), Tone.QUIET


def _since(at: datetime, today: date) -> str:
    local = at.astimezone(CHINA_TIME)
    days = (today - local.date()).days
    if days == 0:
        return str(_TODAY.format(local.strftime("%H:%M")))
    return str(_YESTERDAY) if days == 1 else local.strftime("%Y-%m-%d")


_LOOKS = {
    _S.DRAFT: (Glyph.IN_PROGRESS, Tone.ACCENT),
    _S.COMPLETE: (Glyph.COMPLETE, Tone.GOOD),
    _S.REJECTED: (Glyph.PROBLEM, Tone.DANGER),
    _S.SUPPLEMENT_REQUESTED: (Glyph.PROBLEM, Tone.DANGER),
    _S.APPROVED: (Glyph.COMPLETE, Tone.GOOD),
    _S.ACTIVE: (Glyph.COMPLETE, Tone.GOOD),
    _S.CLOSED: (Glyph.NOT_NEEDED, Tone.QUIET),
}
