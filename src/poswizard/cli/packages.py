"""`export`, `amend`, `verify`, `receive`, `received`: packages on their way out and in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
)
from poswizard.office import Office, the_flow
from poswizard.package.hand_over import IncompleteError
from poswizard.package.json_schema import json_schema
from poswizard.package.seal.names import is_sealed
from poswizard.package.verify import Verdict, verify_package
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.office.batch import Report
    from poswizard.office.inbox import Arrival
    from poswizard.storage.received_cases import ReceivedRecord

PackagePath = Annotated[
    Path, typer.Argument(metavar="PACKAGE", help="资料包 · package", show_default=False)
]
Numbers = Annotated[
    list[str], typer.Argument(metavar="NUMBER…", help="编号 · numbers", show_default=False)
]

_WRITTEN = Text(
    "{0}：已导出并核对 {1}（SHA-256 {2}）", "{0}: written and verified {1} (SHA-256 {2})"
)
_FAILED = Text("{0}：没有导出。{1}", "{0}: not exported. {1}")
_COUNT = Text("{0} 份中导出 {1} 份。", "{1} of {0} exported.")
_PLAIN = Text(
    "注意：资料包没有加密，里面有个人信息。请用加密的U盘或专线传送，送达后删除。原因已记录：{0}",
    "Mind: the package is not encrypted and holds personal data. Carry it encrypted and delete it once delivered. The reason was recorded: {0}",
)
_AMENDED = Text("{0}：第 {1} 版的更正原因已记下。", "{0}: the reason for revision {1} was noted.")
_DIFFERENCE = Text("  {0} · {1}：{2} → {3}", "  {0} · {1}: {2} → {3}")
_VERDICT = Text("{0}：{1}", "{0}: {1}")
_REASON = Text("原因：{0}", "Reason: {0}")
_PROVED = Text("已核对：{0}", "Proved: {0}")
_NOT_SENDER = Text(
    "验证能证明内容没有丢失或改动，不能证明是谁做的。",
    "This proves that nothing was lost or changed; it does not prove who made the package.",
)
_RECEIVED = Text("已接收 {0} 第 {1} 版，收件号 {2}。", "Received {0}, revision {1}, as case {2}.")
_KNOWN = Text("早已接收过，收件号 {0}。", "Received before, as case {0}.")
_LINE = Text("{0}  {1} 第 {2} 版  {3}  {4}  {5}", "{0}  {1} revision {2}  {3}  {4}  {5}")
_NOTHING = Text("还没有收到过资料包。", "Nothing has been received yet.")


def export(
    numbers: Numbers,
    out: Annotated[Path, typer.Option(help="写到这个文件夹 · folder to write to")],
    to: Annotated[
        str,
        typer.Option(
            metavar="PROVIDER",
            help="收件机构（资料包键名），默认所选的 · whose institution receives it",
        ),
    ] = "",
    plain: Annotated[
        str, typer.Option(metavar="REASON", help="不加密，写明原因 · not sealed, and why")
    ] = "",
    processes: Annotated[int, typer.Option(min=1, max=2, help="进程数 · processes")] = 2,
    as_json: AsJson = False,
) -> None:
    """导出加密签名的资料包，缺什么列什么；一份失败不影响其余 · write sealed packages, or say what is missing."""
    from poswizard.office.batch import export_many
    from poswizard.office.dispatch import Plain, Sealing

    if plain:
        warn(_PLAIN.format(plain))
    how = Plain(plain) if plain else Sealing(to or None)
    with unlocking.unlocked() as office:
        if not plain:
            unlocking.able_to_sign(office)
        tell = warn if as_json else say
        find = partial(unlocking.found, office)
        reports = export_many(office, numbers, out, how, processes=processes, find=find)
        results = {one.number: _reported(office, one, tell) for one in reports}
    ordered = [results[number] for number in dict.fromkeys(numbers)]
    if as_json:
        say_json(ordered)
    written = sum("path" in result for result in ordered)
    if not as_json and len(ordered) > 1:
        say(_COUNT.format(len(ordered), written))
    done(written == len(ordered))


def amend(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="编号 · number", show_default=False)
    ],
    reason: Annotated[str, typer.Option(help="更正原因 · why it is amended")],
) -> None:
    """提交后更正：记下原因，列出和上一版的差别 · say why a sent application is amended."""
    with unlocking.unlocked() as office:
        draft = unlocking.found(office, number)
        record = office.dispatch.amend(draft, reason)
        say(_AMENDED.format(number, record.revision))
        for one in office.dispatch.differences(draft):
            say(_DIFFERENCE.format(one.step, one.label, one.before or "—", one.after or "—"))


def verify(package: PackagePath, as_json: AsJson = False) -> None:
    """验证资料包：谁做的、是否完整、未改动 · who made a package, and whether it is whole."""
    verdict = _verdict(package)
    if as_json:
        say_json(_verdict_json(verdict))
    else:
        _say_verdict(verdict)
    done(verdict.is_complete)


def receive(
    package: PackagePath,
    plain: Annotated[
        bool, typer.Option("--plain", help="接收未加密签名的 · take in an unsigned one")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """验证后接收为只读资料；重复接收只算一次 · verify, then keep as a read-only case."""
    with unlocking.unlocked(may_create=True) as office:
        arrival = office.inbox.receive(package, allow_plain=plain)
    if as_json:
        say_json(_verdict_json(arrival.verdict) | _arrival_json(arrival))
    else:
        _say_arrival(arrival)
    done(arrival.case is not None)


def received(as_json: AsJson = False) -> None:
    """列出收到的资料包 · what was received."""
    with unlocking.unlocked() as office:
        cases = office.inbox.received()
    if as_json:
        say_json([_case_json(one) for one in cases])
        return
    for one in cases:
        at = one.received_at and one.received_at.astimezone().strftime("%Y-%m-%d %H:%M")
        say(_LINE.format(one.id[:8], one.number, one.revision, one.applicant, one.shop, at))
    if not cases:
        say(_NOTHING)


def _verdict(package: Path) -> Verdict:
    """A sealed package is judged by the keys in the store; a plain one needs none."""
    if not is_sealed(package):
        return verify_package(package, expected_schema=json_schema(the_flow()))
    with unlocking.unlocked() as office:
        return office.inbox.verify(package)


def _reported(office: Office, report: Report, tell: Callable[[object], None]) -> dict[str, Any]:
    """One package written, or why not: said on the way, and given for a program."""
    written = report.written
    if written is None:
        return _not_exported(office, report, tell)
    tell(_WRITTEN.format(report.number, written.path, written.sha256))
    said = {"path": str(written.path), "sha256": written.sha256, "size": written.size}
    signature = getattr(written, "signature_path", None)
    return {"number": report.number} | said | ({"signature": str(signature)} if signature else {})


def _not_exported(office: Office, report: Report, tell: Callable[[object], None]) -> dict[str, Any]:
    error = report.error
    assert error is not None  # noqa: S101  (there is a package, or a reason)
    issues = error.issues if isinstance(error, IncompleteError) else []
    tell(_FAILED.format(report.number, error.text))
    for line in issue_lines(office.flow, issues):
        tell(f"  {line}")
    listed = [issue_json(office.flow, issue) for issue in issues]
    return {"number": report.number, "error": both(error.text), "issues": listed}


def _say_verdict(verdict: Verdict) -> None:
    say(_VERDICT.format(verdict.path.name, verdict.outcome.label))
    if verdict.reason:
        entry = f"{verdict.entry}: " if verdict.entry else ""
        say(_REASON.format(f"{entry}{verdict.reason}"))
    for fact in verdict.checked:
        say(_PROVED.format(fact))
    if verdict.outcome.hint:
        say(verdict.outcome.hint)
    if verdict.is_complete and not is_sealed(verdict.path):
        say(_NOT_SENDER)


def _say_arrival(arrival: Arrival) -> None:
    _say_verdict(arrival.verdict)
    for note in arrival.notes:
        say(note)
    if arrival.case is not None:
        case = arrival.case
        new = _RECEIVED.format(case.number, case.revision, case.id[:8])
        say(new if arrival.is_new else _KNOWN.format(case.id[:8]))


def _arrival_json(arrival: Arrival) -> dict[str, Any]:
    case = arrival.case and _case_json(arrival.case)
    notes = [both(note) for note in arrival.notes]
    return {"case": case, "is_new": arrival.is_new, "notes": notes}


def _case_json(one: ReceivedRecord) -> dict[str, Any]:
    names = ("id", "number", "revision", "sender", "sequence", "digest", "shop", "package_id")
    at = one.received_at and one.received_at.isoformat()
    return {name: getattr(one, name) for name in names} | {"received_at": at}


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
