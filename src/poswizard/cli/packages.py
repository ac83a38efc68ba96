"""`export`, `verify`, `receive`: the application package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from poswizard.cli import unlocking
from poswizard.cli.saying import (
    AsJson,
    both,
    done,
    issue_json,
    issue_lines,
    say,
    say_json,
    warn,
    wrong_use,
)
from poswizard.office import Office, the_flow
from poswizard.package.errors import PackageError
from poswizard.package.hand_over import IncompleteError
from poswizard.package.json_schema import json_schema
from poswizard.package.verify import Verdict, verify_package
from poswizard.storage.errors import StorageError
from poswizard.text import Text

_WRITTEN = Text(
    "{0}：已导出并核对 {1}（SHA-256 {2}）", "{0}: written and verified {1} (SHA-256 {2})"
)
_FAILED = Text("{0}：没有导出。{1}", "{0}: not exported. {1}")
_COUNT = Text("{0} 份中导出 {1} 份。", "{1} of {0} exported.")
_EXISTS = Text(
    "文件夹“{0}”里已有“{1}”，不会覆盖。请换一个文件夹，或先把原文件移走。",
    'Folder "{0}" already holds "{1}", which is left alone. Choose another folder, or move that file first.',
)
_PLAIN = Text(
    "注意：资料包没有加密，里面有个人信息。请用加密的U盘或专线传送，送达后删除。（加 --plain 不再提示）",
    "Mind: the package is not encrypted and holds personal data. Carry it encrypted and delete it once delivered. (--plain: do not say so)",
)
_VERDICT = Text("{0}：{1}", "{0}: {1}")
_REASON = Text("原因：{0}", "Reason: {0}")
_PROVED = Text("已核对：{0}", "Proved: {0}")
_NOT_SENDER = Text(
    "验证能证明内容没有丢失或改动，不能证明是谁做的。",
    "This proves that nothing was lost or changed; it does not prove who made the package.",
)
_NO_RECEIVE = Text(
    "这个版本还不能接收资料包入库。请先用 poswizard verify 验证，再按本机构的流程归档。",
    "This version cannot take packages into its store. Verify it with `poswizard verify`, then file it by your institution's rules.",
)


def export(
    numbers: Annotated[
        list[str], typer.Argument(metavar="NUMBER…", help="编号 · numbers", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="写到这个文件夹 · folder to write to")],
    plain: Annotated[
        bool, typer.Option("--plain", help="知道资料包不加密 · aware that it is not encrypted")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """导出资料包，缺什么列什么；一份失败不影响其余 · write packages, or say what is missing."""
    if not plain:
        warn(_PLAIN)
    with unlocking.unlocked() as office:
        tell = warn if as_json else say
        results = [_exported(office, number, out, tell) for number in dict.fromkeys(numbers)]
    if as_json:
        say_json(results)
    written = sum("path" in result for result in results)
    if not as_json and len(results) > 1:
        say(_COUNT.format(len(results), written))
    done(written == len(results))


def verify(
    package: Annotated[
        Path, typer.Argument(metavar="PACKAGE", help="资料包 · package", show_default=False)
    ],
    as_json: AsJson = False,
) -> None:
    """验证资料包是否完整、未改动 · whether a package is complete and unaltered."""
    verdict = verify_package(package, expected_schema=json_schema(the_flow()))
    if as_json:
        say_json(_verdict_json(verdict))
    else:
        _say_verdict(verdict)
    done(verdict.is_complete)


def receive(
    package: Annotated[
        Path, typer.Argument(metavar="PACKAGE", help="资料包 · package", show_default=False)
    ],
) -> None:
    """接收资料包（这个版本还不能）· take in a package (not in this version)."""
    wrong_use(_NO_RECEIVE)


def _exported(
    office: Office, number: str, out: Path, tell: Callable[[object], None]
) -> dict[str, Any]:
    """One package written, or why not: said on the way, and given for a program."""
    try:
        draft = unlocking.found(office, number)
        name = f"{office.case(draft).package.name}.zip"
        if (out / name).exists():
            raise PackageError(_EXISTS.format(out, name))
        written = office.export(draft, out)
    except (PackageError, StorageError) as error:
        return _not_exported(office, number, error, tell)
    tell(_WRITTEN.format(number, written.path, written.sha256))
    return {
        "number": number,
        "path": str(written.path),
        "sha256": written.sha256,
        "size": written.size,
    }


def _not_exported(
    office: Office,
    number: str,
    error: PackageError | StorageError,
    tell: Callable[[object], None],
) -> dict[str, Any]:
    issues = error.issues if isinstance(error, IncompleteError) else []
    tell(_FAILED.format(number, error.text))
    for line in issue_lines(office.flow, issues):
        tell(f"  {line}")
    listed = [issue_json(office.flow, issue) for issue in issues]
    return {"number": number, "error": both(error.text), "issues": listed}


def _say_verdict(verdict: Verdict) -> None:
    say(_VERDICT.format(verdict.path.name, verdict.outcome.label))
    if verdict.reason:
        entry = f"{verdict.entry}: " if verdict.entry else ""
        say(_REASON.format(f"{entry}{verdict.reason}"))
    for fact in verdict.checked:
        say(_PROVED.format(fact))
    if verdict.outcome.hint:
        say(verdict.outcome.hint)
    if verdict.is_complete:
        say(_NOT_SENDER)


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "path": str(verdict.path),
        "outcome": verdict.outcome.value,
        "text": both(verdict.outcome.label),
        "advice": verdict.outcome.hint and both(verdict.outcome.hint),
        "reason": verdict.reason and both(verdict.reason),
        "entry": verdict.entry,
        "checked": [both(fact) for fact in verdict.checked],
        "sha256": verdict.bag.sha256 if verdict.bag else None,
    }
