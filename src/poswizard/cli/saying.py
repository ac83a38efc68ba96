"""How commands speak: words on standard output, troubles on standard error, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Annotated, Any, NoReturn

import typer

from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.wizard.answers_file import Remark
from poswizard.wizard.flow import Flow

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取 · JSON, for programs")]

_ROW = Text(" 第 {0} 行", " row {0}")
_ACCEPTED = Text("（已说明：{0}）", " (explained: {0})")
_FILE = Text("文件", "File")


class Exit(IntEnum):
    """What the exit code tells a calling program."""

    GOOD = 0
    PROBLEMS = 1
    WRONG_USE = 2


def say(words: object = "") -> None:
    """A line on standard output, in the current language."""
    typer.echo(str(words))


def warn(words: object) -> None:
    """A line on standard error, in the current language."""
    typer.echo(str(words), err=True)


def say_json(value: Any) -> None:
    """A value for a program, indented, every character as itself."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def both(text: Text) -> dict[str, str]:
    """A text for a program: `{"zh": …, "en": …}`."""
    return {"zh": text.zh, "en": text.en}


def done(is_good: bool) -> NoReturn:
    """End the command."""
    raise typer.Exit(Exit.GOOD if is_good else Exit.PROBLEMS)


def wrong_use(words: Text) -> NoReturn:
    """End the command because it was called in a way that cannot work."""
    warn(words)
    raise typer.Exit(Exit.WRONG_USE)


def issue_lines(flow: Flow, issues: Iterable[Issue]) -> Iterator[str]:
    """Each issue as a line: level, step, field, where, code, words. Never the answer itself."""
    for issue in issues:
        step = flow.step_of(issue.top_field)
        row = "" if issue.row is None else _ROW.format(issue.row + 1)
        words = issue.text if not issue.reason else issue.text + _ACCEPTED.format(issue.reason)
        label = f"{step.title} · {issue.field.label}{row}"
        yield f"{issue.level.label}  {label} [{issue.path}] {issue.code}: {words}"


def issue_json(flow: Flow, issue: Issue) -> dict[str, Any]:
    """An issue for a program."""
    return {
        "level": issue.level.value,
        "step": flow.step_of(issue.top_field).key,
        "field": issue.path,
        "code": issue.code,
        "text": both(issue.text),
        "source": issue.source,
        "reason": issue.reason,
        "open": issue.is_open,
    }


def remark_lines(remarks: Iterable[Remark]) -> Iterator[str]:
    """Each remark on a file as a line."""
    for remark in remarks:
        yield f"{_FILE}  [{remark.path}] {remark.code}: {remark.text}"


def remark_json(remark: Remark) -> dict[str, Any]:
    """A remark on a file for a program."""
    return {"field": remark.path, "code": remark.code, "text": both(remark.text)}


def counted(issues: Iterable[Issue]) -> tuple[int, int]:
    """How many errors and unexplained warnings there are."""
    waiting = [issue for issue in issues if issue.is_open]
    errors = sum(issue.level is Level.ERROR for issue in waiting)
    return errors, len(waiting) - errors
