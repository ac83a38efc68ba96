"""What the list shows of an application, derived from its answers."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date
from typing import Any

from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import Answers, Raw
from poswizard.forms.step import Milestone
from poswizard.providers.catalogue import provider_table
from poswizard.text import Vocabulary
from poswizard.wizard.agenda import agenda
from poswizard.wizard.flow import Flow
from poswizard.wizard.lifecycle import milestone_now, reported_state
from poswizard.wizard.progress import StepProgress, StepState, step_progress
from poswizard.wizard.summary import Summary


def summary_of(flow: Flow, answers: Answers, today: date, number: str) -> Summary:
    """The row of the list. Not for the window's thread: finding pinyin takes its time."""
    work = summary_in_turns(flow, answers, today, number)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def summary_in_turns(
    flow: Flow, answers: Answers, today: date, number: str
) -> Generator[None, None, Summary]:
    """The same, in slices of well under a millisecond: between two of them others may have a turn."""
    states: dict[str, StepProgress] = {}
    for step in flow.steps:
        states[step.key] = step_progress(step, answers, today, flow.issues_of(step, answers, today))
        yield
    milestone = milestone_now(flow, answers)
    ahead = [s for s in flow.steps_until(milestone) if states[s.key].missing or states[s.key].wrong]
    settled = (StepState.COMPLETE, StepState.NOT_NEEDED)
    unsettled = [s for s in flow.steps_until(milestone) if states[s.key].state not in settled]
    here = next(iter(ahead or unsettled), flow.steps[-1])
    due = next(iter(agenda(flow, answers)), None)
    words = {key: _words(flow, answers, key) for key in _SHOWN}
    applicant = words["identity.name"] or words["licence.registered_name"]
    if words["basics.merchant_kind"] == "enterprise":
        applicant = words["licence.registered_name"] or words["identity.name"]
    mobile = words["contact.mobile"]
    yield
    search_words = _search_words([*words.values(), number], mobile)
    yield
    return Summary(
        applicant=applicant,
        shop=words["business.trade_name"],
        mobile_tail=mobile[-4:],
        merchant_kind=words["basics.merchant_kind"],
        provider=_provider(flow, answers),
        phase=flow.phase_of(here).key,
        step=here.key,
        state=(reported_state(flow, answers) or _before(flow, states)).value,
        missing=sum(states[s.key].missing + states[s.key].wrong for s in ahead),
        due_on=due.on if due else None,
        due_what=due.field.key if due else "",
        search_words=search_words,
    )


def _before(flow: Flow, states: Mapping[str, StepProgress]) -> ApplicationState:
    """Before it is handed in: whether everything is there."""
    steps = flow.steps_until(Milestone.APPLICATION)
    is_open = any(states[step.key].missing or states[step.key].wrong for step in steps)
    return ApplicationState.DRAFT if is_open else ApplicationState.COMPLETE


_SHOWN = (
    "identity.name",
    "licence.registered_name",
    "business.trade_name",
    "contact.name",
    "contact.mobile",
    "basics.merchant_kind",
)


def _words(flow: Flow, answers: Answers, key: str) -> str:
    """The answer as stored, though it may be wrong: the list must find half-filled drafts too."""
    field = flow.field(key)
    value: Any = answers.stored(field) if field else None
    if value is None or isinstance(value, Raw):
        return ""
    return value.value if isinstance(value, Vocabulary) else str(value)


def _provider(flow: Flow, answers: Answers) -> str:
    name = _words(flow, answers, "provider.provider_name")
    pack = provider_table.get(_words(flow, answers, "provider.pack"))
    return name or (pack.label.zh if pack else "")


def _search_words(words: list[str], mobile: str) -> str:
    from pypinyin import Style, lazy_pinyin

    found = {word.lower(): None for word in words if word and word != mobile}
    for word in words:
        if any(c >= "\u4e00" for c in word):
            found["".join(lazy_pinyin(word)).lower()] = None
            found["".join(lazy_pinyin(word, style=Style.FIRST_LETTER)).lower()] = None
    return " ".join((*found, mobile[-4:])).strip()
