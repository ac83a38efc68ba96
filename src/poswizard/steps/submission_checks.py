"""Rules on signing, handing in, the acquirer's answers and the agreement."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from poswizard.domain import names
from poswizard.domain.merchant import ContactKind
from poswizard.domain.state import ApplicationState, Party
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level, rule
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.rich_kinds import Signed
from poswizard.steps.application_choices import ReasonsGiven, Signer, VisitResult
from poswizard.steps.columns import cell, column
from poswizard.text import Text

RETURNED = (ApplicationState.REJECTED, ApplicationState.SUPPLEMENT_REQUESTED)
LAPSE = timedelta(days=30)
"""After so long without correction a rejected application lapses at WeChat Pay; others have terms of their own."""

_LAST_DAYS = timedelta(days=3)


def signer_name(signer: Signer, principal: str, contact: str) -> str:
    """The name of whoever signs, as entered before."""
    return contact if signer is Signer.HANDLER else principal


def receiving_institution(provider: str | None, agent: str | None) -> str | None:
    """The agent where there is one, else the provider itself."""
    return agent or provider


def email_draft(shop: str, provider: str) -> str:
    """A letter to go with the sealed package; mail travels in the clear, so nobody is named in it."""
    return (
        f"主题：POS机商户申请资料（{shop}）\n"
        f"{provider}：\n"
        f"现提交“{shop}”的收单商户申请资料，附件为加密签名的资料包（.age 和 .p7s 两个文件），"
        "请用贵机构的密钥打开，并先核对签名。\n"
        "收到后请回复受理编号；需要补件时，请写明具体字段或照片。\n"
        "本邮件正文不含个人信息，请勿在回复中写出证件号或账号。"
    )


def acts_next(state: ApplicationState) -> Party | None:
    """Who has to act in that state."""
    return state.acts_next


def last_state(events: tuple[Answers, ...]) -> ApplicationState | None:
    """What the latest entry of the log says."""
    states = column(events, "state")
    return states[-1] if states else None


@rule(
    "declarations.signer_name",
    Level.ERROR,
    Text("签字人是申请里的人", "The signer is a person of the application"),
    "银行卡收单业务管理办法",
)
def signer_is_named(name: str, signer: Signer, principal: str, contact: str) -> Text | None:
    """The legal representative or operator, or the authorised handler."""
    if names.same_name(name, signer_name(signer, principal, contact)):
        return None
    return Text(
        "签字人姓名与前面填的不同；只能由法定代表人/经营者或经办人签，请核对",
        "Not the name given before: only the principal or the handler may sign",
    )


@rule(
    "declarations.signer_kind",
    Level.ERROR,
    Text("没有经办人的由本人签", "Without a handler the principal signs"),
    "特约商户进件要求（小微商户由经营者本人办理）",
)
def handler_may_sign(signer: Signer, contact: ContactKind) -> Text | None:
    """A handler signs only where one was named, with letter and ID."""
    if signer is not Signer.HANDLER or contact is ContactKind.HANDLER:
        return None
    return Text(
        "这份申请没有经办人，请由法定代表人/经营者本人签",
        "There is no handler in this application: the principal signs",
    )


@rule(
    "declarations.signature_later",
    Level.ERROR,
    Text("签名时间不在将来", "The signature is not in the future"),
    "签名记录",
)
def signature_is_not_later(signed: Signed, today: date) -> Text | None:
    """A wrong clock would make the signature worthless."""
    if signed.at.astimezone(CHINA_TIME).date() <= today:
        return None
    return Text(
        "签名时间在今天之后；请校正电脑时间后重新签名",
        "Signed in the future: set this computer's clock, then sign again",
    )


@rule(
    "submission.late",
    Level.WARNING,
    Text("在截止日期前提交", "Handed in before the deadline"),
    "提交申请：在规定期限内",
)
def handed_in_in_time(sent: datetime, deadline: date) -> Text | None:
    """The institution may ask for a new application."""
    if sent.astimezone(CHINA_TIME).date() <= deadline:
        return None
    return Text(
        f"提交晚于截止日期 {deadline.isoformat()}；请先问机构是否还收，写明答复",
        f"After the deadline {deadline.isoformat()}: ask whether it is still taken, note the answer",
    )


@rule(
    "submission.receiver_differs",
    Level.WARNING,
    Text("交给所选的服务商或其代理商", "Handed to the chosen provider or its agent"),
    "个人信息保护法第二十三条",
)
def receiver_was_chosen(receiver: str, provider: str) -> Text | None:
    """The applicant agreed that the data go to the acquirer named in the consent."""
    if names.same_name(receiver, provider):
        return None
    return Text(
        "接收机构与所选服务商不同；交给别的机构要另外取得同意，是其代理商或分支机构请写明",
        "Not the chosen provider: another receiver needs a new consent; if it is its agent or branch, say so",
    )


@rule(
    "review.order",
    Level.ERROR,
    Text("记录按日期先后排列", "Entries in order of their days"),
    "审核记录",
)
def events_in_order(events: tuple[Answers, ...]) -> Text | None:
    """The last entry is taken for the present state."""
    days = column(events, "on")
    if days == sorted(days):
        return None
    return Text(
        "有一行的日期早于上一行；请按先后排列或改正日期",
        "An entry is earlier than the one before: put them in order, or correct the day",
    )


@rule(
    "review.steps",
    Level.WARNING,
    Text("状态按流程变化", "States follow one another"),
    "收单机构进件状态",
)
def events_follow(events: tuple[Answers, ...]) -> Text | None:
    """A missing entry, or an acquirer that skips one."""
    before = ApplicationState.COMPLETE
    for number, state in enumerate(column(events, "state"), 1):
        if state is not before and state not in before.may_follow:
            return Text(
                "第{0}行：“{1}”之后一般不会直接到“{2}”；是否漏记了一步？确实如此请写明",
                "Entry {0}: {1} is not usually followed by {2}. Is one missing? If not, say so",
            ).format(number, before, state)
        before = state
    return None


@rule(
    "review.reasons_missing",
    Level.ERROR,
    Text("退回原因逐条记下", "Every reason for return is noted"),
    "收单机构驳回流程（微信支付、联动优势）",
)
def reasons_are_noted(reasons: tuple[Answers, ...], events: tuple[Answers, ...]) -> Text | None:
    """A return said to have reasons must have them; otherwise it is said that none were given."""
    noted = set(column(reasons, "round"))
    for number, event in enumerate(_returns(events), 1):
        if cell(event, "reasons_given") is ReasonsGiven.LISTED and number not in noted:
            return Text(
                f"第{number}次退回选了“有原因”，却没有记；请补上，对方没说明的改选“没有说明原因”",
                f"Return {number} is said to have reasons, but none is noted: add them, or choose none given",
            )
    return None


@rule(
    "review.round_unknown",
    Level.ERROR,
    Text("原因属于一次退回", "A reason belongs to a return"),
    "审核记录",
)
def rounds_exist(reasons: tuple[Answers, ...], events: tuple[Answers, ...]) -> Text | None:
    """The first return is number one."""
    count = len(_returns(events))
    if all(number <= count for number in column(reasons, "round")):
        return None
    return Text(
        f"记录里只有{count}次退回，请改正原因所属的次数",
        f"There are {count} returns in the log: correct the number of the return",
    )


@rule(
    "review.not_corrected",
    Level.ERROR,
    Text("重新提交前改完每一条", "Each reason is answered before handing in again"),
    "微信支付商户进件文档（驳回后修改重新提交）",
)
def each_reason_is_answered(
    reasons: tuple[Answers, ...], events: tuple[Answers, ...]
) -> Text | None:
    """Rule 37."""
    answered_by = _rounds_handed_in_again(events)
    for number, row in enumerate(reasons, 1):
        if cell(row, "round") in answered_by and cell(row, "correction") is None:
            return Text(
                f"第{number}条原因还没写怎么改的，却已重新提交；请补写改了什么",
                f"Reason {number} has no correction, yet the application was handed in again: say what was changed",
            )
    return None


@rule(
    "review.lapse",
    Level.WARNING,
    Text("退回后按期改好", "Corrected in time after a return"),
    "微信支付商户进件文档（30天未处理失效），其他机构以其规定为准",
)
def answered_in_time(events: tuple[Answers, ...], today: date) -> Text | None:
    """Rule 37: after a lapse a new application is needed."""
    last = events[-1]
    on = cell(last, "on")
    if cell(last, "state") not in RETURNED or on is None:
        return None
    due = cell(last, "respond_by") or on + LAPSE
    if today > due:
        return Text(
            f"答复期限 {due.isoformat()} 已过，可能要重新申请；请先问机构，写明答复",
            f"The answer was due on {due.isoformat()}; a new application may be needed: ask, note the answer",
        )
    if today > due - _LAST_DAYS:
        return Text(
            f"请在 {due.isoformat()} 前改好重新提交，不能按时请写明",
            f"Correct it and hand it in again by {due.isoformat()}, or say why not",
        )
    return None


@rule(
    "review.visit_doubts",
    Level.WARNING,
    Text("上门核查属实", "The visit found it as stated"),
    "银行卡收单业务管理办法（现场核查）",
)
def visit_found_it_true(result: VisitResult) -> Text | None:
    """What the visitor doubts is answered in writing."""
    if result is not VisitResult.DOUBTS:
        return None
    return Text(
        "核查认为与申请不符；请向核查人员问清、改正申请，写明怎么处理",
        "Found not as stated: ask the visitors, correct the application, say what was done",
    )


@rule(
    "contract.partner",
    Level.ERROR,
    Text("签约方就是所选的持牌机构", "The partner is the licensed provider chosen"),
    "银办发〔2017〕217号；非银行支付机构监督管理条例第二十条",
)
def partner_is_provider(partner: str, provider: str) -> Text | None:
    """Rule 38: an agreement with anybody else is the mark of double clearing."""
    if names.same_name(partner, provider):
        return None
    return Text(
        "签约方不是所选的收单机构，可能是二清；请逐字核对协议首页，确实不同就不要签",
        "The partner is not the chosen acquirer, a mark of double clearing: compare; if it differs, do not sign",
    )


@rule(
    "contract.fees_differ",
    Level.WARNING,
    Text("协议费率与申请一致", "The agreement's fees are those applied for"),
    "非银行支付机构监督管理条例第三十四条",
)
def fees_are_as_applied(same: bool) -> Text | None:
    """What was not shown may not be charged."""
    if same:
        return None
    return Text(
        "协议费率与申请不同；请商户看清新费率再签，写明谁同意的",
        "The fees differ: the merchant reads the new ones before signing; say who agreed",
    )


def _returns(events: tuple[Answers, ...]) -> list[Answers]:
    return [event for event in events if cell(event, "state") in RETURNED]


def _rounds_handed_in_again(events: tuple[Answers, ...]) -> set[int]:
    """The numbers of the returns after which the application was handed in again."""
    count, rounds = 0, set[int]()
    for state in column(events, "state"):
        if state in RETURNED:
            count += 1
        elif state is ApplicationState.SUBMITTED and count:
            rounds |= set(range(1, count + 1))
    return rounds
