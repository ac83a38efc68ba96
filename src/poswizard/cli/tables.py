"""`tables`: what tables there are and how old, and the import of a full list of bank branches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from poswizard.cli.saying import AsJson, both, say, say_json
from poswizard.domain import branch_list
from poswizard.domain.china_time import today_in_china
from poswizard.storage.branch_import import Imported, import_branches
from poswizard.text import Text

_DONE = Text("已导入 {0} 个网点。", "{0} branches imported.")
_SKIPPED = Text("有 {0} 行没有采用：", "{0} lines were left out:")
_LINE = Text("  第 {0} 行：{1}", "  line {0}: {1}")
_UNPROVED = Text(
    "其中 {0} 个联行号的校验位不符，已保留，使用时会提醒。",
    "The check digit of {0} codes is wrong; they are kept, and using one gives a warning.",
)
_NONE = Text(
    "还没有网点清单。用 poswizard tables import-branches 文件.csv 导入。",
    "There is no list of branches yet: poswizard tables import-branches FILE.csv takes one.",
)
_LIST = Text(
    "网点清单：{0} 个网点，来自 {1}，{2} 导入。",
    "Branches: {0}, from {1}, imported on {2}.",
)
_NOT_FOUND = Text("清单里没有符合的网点。", "No branch in the list fits.")

program = typer.Typer(
    name="tables", help="代码表 · code tables", no_args_is_help=True, rich_markup_mode=None
)


@program.command("import-branches")
def take_branches(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv", help="联行号清单 · list of branches", show_default=False
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """导入全国联行号清单（CSV，UTF-8 或 GB18030）· take a full list of bank branches."""
    done = import_branches(file, today_in_china())
    if as_json:
        say_json(_as_json(done))
        return
    say(_DONE.format(done.branches))
    if done.skipped:
        say(_SKIPPED.format(done.skipped))
        for line, why in done.examples:
            say(_LINE.format(line, why))
    if done.unproved:
        say(_UNPROVED.format(done.unproved))


@program.command("branches")
def find_branches(
    words: Annotated[
        str,
        typer.Argument(
            help="名称、拼音首字母或联行号 · name, initials or code", show_default=False
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """清单的来源，或按名称、首字母、行号查网点 · the list, or branches found in it."""
    found = branch_list.search(words)
    if as_json:
        say_json([{"code": one.code, "name": one.name} for one in found])
        return
    known = branch_list.about()
    if known is None:
        say(_NONE)
    elif not words:
        say(_LIST.format(known.branches, known.source, known.imported_on))
    elif not found:
        say(_NOT_FOUND)
    for one in found:
        say(f"{one.code}  {one.name}")


def _as_json(done: Imported) -> dict[str, object]:
    return {
        "branches": done.branches,
        "skipped": done.skipped,
        "unproved": done.unproved,
        "examples": [{"line": line, "why": both(why)} for line, why in done.examples],
    }
