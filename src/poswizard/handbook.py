"""`python -m poswizard.handbook [FOLDER]`: the pages of the handbook that are read off the program."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import typer.main

from poswizard.cli.program import program
from poswizard.domain.lookup import table
from poswizard.forms.field import Field
from poswizard.forms.issue import Check, Rule
from poswizard.forms.step import Part, Step
from poswizard.office import the_flow
from poswizard.wizard.flow import Flow
from poswizard.wizard.rehearsal.own_rules import OWN, SOURCES
from poswizard.wizard.rehearsal.sayings import saying_of

_NOTICE = "<!-- 由程序生成，请勿手改 · written by `python -m poswizard.handbook` -->\n"
_WIDTH = 100  # characters of a line of help


def pages() -> dict[str, str]:
    """Each generated page by its file name; the same text for the same program."""
    flow = the_flow()
    made = {
        "process-coverage.md": process_coverage(flow),
        "rules.md": chain(rules(flow), rehearsal_rules()),
        "command-line.md": command_line(),
    }
    return {name: _NOTICE + "\n".join(lines) + "\n" for name, lines in made.items()}


def process_coverage(flow: Flow) -> Iterator[str]:
    """Every row of the process with the steps that cover it, and what each step asks and checks."""
    yield "# 流程覆盖 · What covers each row of the process\n"
    yield "每一行流程要求由哪些步骤覆盖；步骤里有哪些问题和检查见下。The steps behind each demand; their questions and checks follow.\n"
    yield "| 行 Row | 要求 Demand | 步骤 Steps |"
    yield "|---|---|---|"
    for row in table("process"):
        steps = "<br>".join(f"{s.title.zh} `{s.key}`" for s in covering(flow, row["row"]))
        yield _line(row["row"], f"{row['demand']}<br>{row['demand_en']}", steps)
    for step in flow.steps:
        yield f"\n## {step.title.zh} · {step.title.en} `{step.key}`\n"
        yield f"流程 Rows: {', '.join(step.process)}\n"
        yield "问题 Questions: " + "；".join(_question(field) for field in step.fields) + "\n"
        codes = dict.fromkeys(f"`{check.rule.code}`" for check in _all_checks(step))
        yield "检查 Checks: " + (" ".join(codes) or "–")


def _question(field: Field[Any]) -> str:
    inner = "、".join(one.label.zh for one in field.row.fields) if field.row else ""
    return f"{field.label.zh}（{inner}）" if inner else field.label.zh


def rules(flow: Flow) -> Iterator[str]:
    """Every rule: code, level, what it demands, its source, and the fields it reads."""
    yield "# 规则 · Rules\n"
    yield "错误须改正后才能导出；提醒须写明原因；提示仅供参考。Errors block the package; warnings need a reason; information is for attention.\n"
    yield "| 代码 Code | 级别 Level | 要求 Demand | 依据 Source | 问题 Fields |"
    yield "|---|---|---|---|---|"
    found: dict[str, tuple[Rule, dict[str, None]]] = {}
    for step in flow.steps:
        for check in _all_checks(step):
            _, fields = found.setdefault(check.rule.code, (check.rule, {}))
            fields |= dict.fromkeys(f"`{field.key}`" for field in check.fields)
    for code, (one, fields) in sorted(found.items()):
        about = f"{one.about.zh}<br>{one.about.en}"
        level = f"{one.level.label.zh} {one.level.label.en}"
        yield _line(f"`{code}`", level, about, one.source, "、".join(fields))


def rehearsal_rules() -> Iterator[str]:
    """What only the rehearsal asks: the reason for which it would come back, the demand, its source, the remedy."""
    yield "\n## 预审自己的规则 · What only the rehearsal asks\n"
    yield "预审另外看材料、图片、别的申请和机构的接口。The rehearsal also looks at documents, pictures, other applications and the interface.\n"
    yield "| 代码 Code | 退回原因 Reason of a return | 要求 Demand | 依据 Source | 怎么办 Remedy |"
    yield "|---|---|---|---|---|"
    for code, about in sorted(OWN.items()):
        said = saying_of(code, "")
        reason = f"{said.says.zh}<br>{said.says.en}"
        demand, remedy = f"{about.zh}<br>{about.en}", f"{said.remedy.zh}<br>{said.remedy.en}"
        yield _line(f"`{code}`", reason, demand, SOURCES[code], remedy)


def command_line() -> Iterator[str]:
    """Every command with its arguments and options."""
    group: Any = typer.main.get_command(program)
    yield "# 命令行 · Command line\n"
    yield "`POSWIZARD_HOME` 指定数据文件夹，`POSWIZARD_PASSPHRASE` 免输口令（否则询问，不回显）。"
    yield "`POSWIZARD_HOME` names the data folder, `POSWIZARD_PASSPHRASE` unlocks without a prompt (else it is asked for, without echo).\n"
    yield from _help(group, "poswizard", None)
    for name, command in group.commands.items():
        if not command.hidden:
            yield f"\n## poswizard {name}\n"
            yield from _help(command, name, _context(group, "poswizard", None))


def covering(flow: Flow, row: str) -> list[type[Step]]:
    """The steps that say they cover a row."""
    return [step for step in flow.steps if row in step.process]


def write(folder: Path) -> None:
    """Write every page into a folder."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _help(command: Any, name: str, parent: Any) -> Iterator[str]:
    """What `--help` says."""
    yield "```text"
    yield command.get_help(_context(command, name, parent)).rstrip()
    yield "```"


def _context(command: Any, name: str, parent: Any) -> Any:
    width = {"terminal_width": _WIDTH, "max_content_width": _WIDTH}
    return command.make_context(name, [], parent=parent, resilient_parsing=True, **width)


def _all_checks(part: type[Part]) -> Iterator[Check]:
    yield from part.all_checks
    for field in part.fields:
        if field.row:
            yield from _all_checks(field.row)


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
