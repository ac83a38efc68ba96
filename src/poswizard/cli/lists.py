"""`list`, `show`, `schema`, `questions`: what is there to be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Annotated, Any

import typer

from poswizard.cli import unlocking
from poswizard.cli.question_list import Wording, question_list
from poswizard.cli.saying import AsJson, say, say_json
from poswizard.domain.state import ApplicationState
from poswizard.forms.field import mask
from poswizard.office import Draft, Office, the_flow
from poswizard.package.data_file import canonical
from poswizard.package.json_schema import json_schema
from poswizard.text import Text
from poswizard.wizard.read_back import Said, read_back
from poswizard.wizard.summary import ListedApplication

AT_ONCE = 500
"""Rows read from the store at a time."""

_NONE = Text("没有符合的申请。", "No application fits.")
_HEAD = Text("{0}  第 {1} 版  {2}", "{0}  revision {1}  {2}")
_ROW = Text(
    "{number}  {state}  {applicant}  {shop}  还差 {missing}  {updated}",
    "{number}  {state}  {applicant}  {shop}  open {missing}  {updated}",
)
_UNREADABLE = Text("（写法无法识别）", "(cannot be understood)")


def list_(
    search: Annotated[
        str, typer.Option(help="姓名、拼音首字母、店名、手机尾号、编号 · words to search by")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """列出申请 · the applications."""
    with unlocking.unlocked() as office:
        listed = _listed(office, search)
        if as_json:
            say_json([_listed_json(one) for one in listed])
            return
        number = 0
        for number, one in enumerate(listed, 1):  # noqa: B007 the last one counts them
            say(_row(one))
        if not number:
            say(_NONE)


def show(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="编号 · number", show_default=False)
    ],
    as_json: AsJson = False,
) -> None:
    """显示一份申请，号码打码 · an application's answers, numbers masked."""
    with unlocking.unlocked() as office:
        draft = unlocking.found(office, number)
        if as_json:
            say_json(_draft_json(office, draft))
            return
        state = ApplicationState(draft.listed.summary.state)
        say(_HEAD.format(draft.number, draft.listed.revision, state.label))
        for part in _read_back(office, draft):
            say(f"\n{part.step.title}")
            for said in part.said:
                say(f"  {said.label}: {_masked(said)}")


def schema() -> None:
    """数据文件的 JSON Schema · JSON Schema of the data file."""
    typer.echo(canonical(json_schema(the_flow())), nl=False)


def questions(
    language: Annotated[Wording, typer.Option(help="语言 · language")] = Wording.BOTH,
) -> None:
    """全部问题和规则 · the whole list of questions with their rules."""
    typer.echo(question_list(the_flow(), language), nl=False)


def _listed(office: Office, search: str) -> Iterator[ListedApplication]:
    for offset in count(0, AT_ONCE):
        page = office.page(search, "", "", "", offset, AT_ONCE)
        yield from page
        if len(page) < AT_ONCE:
            return


def _row(one: ListedApplication) -> Text:
    summary = one.summary
    return _ROW.format(
        number=one.number,
        state=ApplicationState(summary.state).label,
        applicant=summary.applicant or "-",
        shop=summary.shop or "-",
        missing=summary.missing,
        updated=f"{one.updated_at.astimezone():%Y-%m-%d %H:%M}",
    )


def _listed_json(one: ListedApplication) -> dict[str, Any]:
    summary = one.summary
    return {
        "number": one.number,
        "revision": one.revision,
        "state": summary.state,
        "applicant": summary.applicant,
        "shop": summary.shop,
        "merchant_kind": summary.merchant_kind,
        "provider": summary.provider,
        "phase": summary.phase,
        "step": summary.step,
        "missing": summary.missing,
        "due_on": summary.due_on and summary.due_on.isoformat(),
        "due_what": summary.due_what,
        "updated_at": one.updated_at.isoformat(timespec="seconds"),
    }


def _read_back(office: Office, draft: Draft) -> Iterator[Any]:
    milestone = office.milestone(draft)
    return read_back(office.flow, draft.session.answers, office.today(), milestone)


def _draft_json(office: Office, draft: Draft) -> dict[str, Any]:
    answers = {
        part.step.key: [_said_json(said) for said in part.said]
        for part in _read_back(office, draft)
    }
    return _listed_json(draft.listed) | {"answers": answers}


def _said_json(said: Said) -> dict[str, Any]:
    return {"field": said.field.key, "row": said.row, "value": _masked(said)}


def _masked(said: Said) -> str:
    if any(issue.code == "unreadable" for issue in said.issues):
        return str(_UNREADABLE)  # it may hold anything, an identity number too
    return mask(said.value) if said.field.sensitive else said.value
