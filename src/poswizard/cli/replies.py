"""`reply` and `open-reply`: the decision on a received package, and what it does at the sender."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poswizard.cli import unlocking
from poswizard.cli.saying import AsJson, done, say, say_json, warn, wrong_use
from poswizard.package.reply import Decision, Finding
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.office import Office
    from poswizard.office.inbox import OpenedReply
    from poswizard.storage.received_cases import ReceivedRecord

_WRITTEN = Text("答复已签名：{0}", "The reply was signed: {0}")
_NO_CASE = Text(
    "没有收件号“{0}”。请用 poswizard received 查看。",
    'There is no received case "{0}". See `poswizard received`.',
)
_REASON_CODE = Text(
    "不认识的原因代码“{0}”。可用的代码：{1}",
    'Unknown reason code "{0}". There are: {1}',
)
_MOVED = Text("{0}：{1}（{2} 的答复）", "{0}: {1} (by {2})")
_BEFORE = Text(
    "这份答复早已打开过，没有再改动。", "This reply was opened before; nothing was changed."
)
_STALE = Text(
    "这份答复针对旧的一版，或已有更新的答复；已留底，申请没有变化。",
    "This reply was overtaken by a newer revision or reply; it is kept, and nothing was changed.",
)
_TO_DO = Text("要补的 {0} 项：", "{0} thing(s) to correct:")
_ITEM = Text("  {0} · {1}：{2}。{3}", "  {0} · {1}: {2}. {3}")


def reply(  # noqa: PLR0913  (each is an option of the command)
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="收件号 · received case", show_default=False)
    ],
    decision: Annotated[Decision, typer.Option(help="accept, supplement, reject")],
    out: Annotated[Path, typer.Option(help="写到这个文件夹 · folder to write to")],
    reason: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE[:FIELD[:WORDS]]", help="原因，可多条 · reasons, one or more"),
    ] = None,
    none_given: Annotated[
        bool, typer.Option("--none-given", help="明确不写原因 · explicitly no reason")
    ] = False,
    respond_by: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="答复期限 · answer due by")
    ] = None,
    reviewer: Annotated[str, typer.Option(help="部门或工号 · department or staff number")] = "",
    remark: Annotated[str, typer.Option(help="备注 · remark")] = "",
    merchant_id: Annotated[str, typer.Option(help="商户编号 · merchant number")] = "",
) -> None:
    """对收到的资料包作出答复，签名成文件 · decide on a received package, as a signed file."""
    from poswizard.office.inbox import Judgement

    judgement = Judgement(
        decision=decision,
        findings=tuple(map(_finding, reason or ())),
        none_given=none_given,
        respond_by=respond_by.date() if respond_by else None,
        reviewer=reviewer,
        remark=remark,
        merchant_id=merchant_id,
    )
    with unlocking.unlocked() as office:
        given = unlocking.able_to_sign(office).inbox.decide(_found(office, case).id, judgement)
        say(_WRITTEN.format(office.inbox.write_reply(given, out)))


def open_reply(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.p7m", help="答复文件 · reply", show_default=False)
    ],
    as_json: AsJson = False,
) -> None:
    """打开机构的答复：申请转到下一步，列出要补的 · take a reply in, and say what is to be corrected."""
    with unlocking.unlocked() as office:
        opened = office.inbox.open_reply(file)
    if as_json:
        say_json(_opened_json(opened))
    else:
        _say_opened(opened)
    done(not opened.is_stale)


def _finding(text: str) -> Finding:
    from poswizard.providers.reasons import reason, reasons

    code, _, rest = text.partition(":")
    if reason(code) is None:
        wrong_use(_REASON_CODE.format(code, " ".join(one.code for one in reasons())))
    path, _, words = rest.partition(":")
    return Finding(code, path, words)


def _found(office: Office, case: str) -> ReceivedRecord:
    found = [one for one in office.inbox.received() if case and one.id.startswith(case)]
    if len(found) != 1:
        wrong_use(_NO_CASE.format(case))
    return found[0]


def _say_opened(opened: OpenedReply) -> None:
    if opened.is_stale:
        warn(_STALE)
    elif not opened.is_new:
        say(_BEFORE)
    say(_MOVED.format(opened.listed.number, opened.reply.decision, opened.signer))
    if opened.to_open:
        say(_TO_DO.format(len(opened.to_open)))
    for one in opened.to_open:
        say(_ITEM.format(one.step.title, one.field.label, one.says, one.remedy))
    for one in opened.unplaced:
        say(f"  {one.code} {one.words}")


def _opened_json(opened: OpenedReply) -> dict[str, object]:
    fields = [{"field": one.field.key, "row": one.row} for one in opened.to_open]
    return {
        "number": opened.listed.number,
        "decision": opened.reply.decision.value,
        "is_new": opened.is_new,
        "is_stale": opened.is_stale,
        "to_open": fields,
        "unplaced": [one.code for one in opened.unplaced],
    }
