"""`fill` and `check`: answers files and drafts, and everything still wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from poswizard.cli import unlocking
from poswizard.cli.saying import (
    AsJson,
    counted,
    done,
    issue_json,
    issue_lines,
    remark_json,
    remark_lines,
    say,
    say_json,
)
from poswizard.filling import Filled, checked
from poswizard.filling import fill as fill_draft
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Issue
from poswizard.forms.step import Milestone
from poswizard.office import the_flow
from poswizard.text import Text
from poswizard.wizard.flow import Flow
from poswizard.wizard.lifecycle import milestone_now

AnswersPath = Annotated[
    Path, typer.Argument(metavar="FILE.json", help="答案文件 · answers file", show_default=False)
]

_FILLED = Text("已存入草稿 {0}。", "Stored as draft {0}.")
_COUNT = Text(
    "{0}：{1} 处错误，{2} 处提醒待说明。", "{0}: {1} error(s), {2} warning(s) without a reason."
)
_READY = Text("{0}：没有问题，可以导出。", "{0}: nothing is wrong; it can be exported.")


def fill(
    file: AnswersPath,
    number: Annotated[
        str, typer.Option(metavar="NUMBER", help="更新这个编号的草稿；不写则新建 · draft to update")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """用答案文件建立或更新草稿，列出所有问题 · make or update a draft from an answers file."""
    with unlocking.unlocked(may_create=not number) as office:
        with unlocking.naming(number):
            filled = fill_draft(office, file, number)
        if not as_json:
            say(_FILLED.format(filled.number))
        _report(office.flow, filled, as_json)


def check(
    target: Annotated[
        str,
        typer.Argument(
            metavar="NUMBER|FILE.json", help="编号或答案文件 · number or file", show_default=False
        ),
    ],
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="送审前演练 · what a reviewer would send back")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """列出草稿或答案文件的所有问题 · every issue of a draft or an answers file."""
    if target.lower().endswith(".json") or Path(target).is_file():
        flow = the_flow()
        filled = checked(flow, Path(target), unlocking.today())
        if rehearse:
            _rehearse_file(flow, filled, as_json)
        _report(flow, filled, as_json)
    with unlocking.unlocked() as office:
        draft = unlocking.found(office, target)
        if rehearse:
            from poswizard.cli.rehearsal import report

            rehearsal = office.rehearsals.of(draft)
            report(office.flow, rehearsal, draft.number, as_json=as_json)
        _report(office.flow, Filled(draft.session.answers, (), draft.number), as_json)


def _rehearse_file(flow: Flow, filled: Filled, as_json: bool) -> None:
    """Of a file alone: nothing is known of other applications, nor of what this branch has learnt."""
    from poswizard.cli.rehearsal import report
    from poswizard.package.form_fonts import without_glyph
    from poswizard.wizard.rehearsal.around import Around
    from poswizard.wizard.rehearsal.rehearse import rehearse

    around = Around(without_glyph=without_glyph)
    rehearsal = rehearse(flow, filled.answers, unlocking.today(), around)
    if not as_json:
        for line in remark_lines(filled.remarks):
            say(line)
    report(flow, rehearsal, filled.number, as_json=as_json)


def _report(flow: Flow, filled: Filled, as_json: bool) -> None:
    """Say everything and end the command."""
    milestone = milestone_now(flow, flow.adapted(filled.answers))
    issues = _issues(flow, filled, milestone)
    errors, warnings = counted(issues)
    if as_json:
        say_json(
            {
                "number": filled.number,
                "milestone": milestone.value,
                "errors": errors,
                "warnings": warnings,
                "remarks": [remark_json(remark) for remark in filled.remarks],
                "issues": [issue_json(flow, issue) for issue in issues],
            }
        )
    else:
        for line in (*remark_lines(filled.remarks), *issue_lines(flow, issues)):
            say(line)
        words = _COUNT if errors or warnings else _READY
        say(words.format(milestone.label, errors, warnings))
    done(not (errors or warnings or filled.remarks))


def _issues(flow: Flow, filled: Filled, milestone: Milestone) -> list[Issue]:
    """Every issue, without those that a remark on the file has named already."""
    answers: Answers = flow.adapted(filled.answers)
    said = {remark.path for remark in filled.remarks if remark.code == "unreadable"}
    issues = flow.issues(answers, unlocking.today(), milestone)
    return [i for i in issues if not (i.code == "unreadable" and i.path in said)]
