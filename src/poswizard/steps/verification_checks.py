"""Rules on what was compared with what, on the business statement and on open questions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from poswizard.domain.merchant import AccountKind, MerchantKind
from poswizard.forms.field import Field
from poswizard.forms.issue import Level, Rule, rule
from poswizard.forms.kinds import CHINA_TIME
from poswizard.steps.application_choices import (
    Comparison,
    MobileConfirmation,
    OnlineCheck,
    RegisterStatus,
)
from poswizard.steps.row_answers import RowAnswers
from poswizard.text import Text

REAL_NAME_RULES = "银行卡收单业务管理办法（实名制）；反洗钱法第二十九条"
_OUT_OF_BUSINESS = (RegisterStatus.REVOKED, RegisterStatus.CANCELLED)
_UNCLEAR = (RegisterStatus.ABNORMAL, RegisterStatus.NOT_FOUND)


def pending_checks(kind: MerchantKind, account: AccountKind) -> tuple[OnlineCheck, ...]:
    """What this program cannot check without a network and the acquirer still has to."""
    left_out = {
        OnlineCheck.CARD_ELEMENTS
        if account is AccountKind.CORPORATE
        else OnlineCheck.ACCOUNT_PAYMENT
    }
    if not kind.has_licence:
        left_out.add(OnlineCheck.LICENCE)
    return tuple(check for check in OnlineCheck if check not in left_out)


def same_person(staff_id: str) -> str:
    """Whoever took the consent usually compares the originals too."""
    return staff_id


def since_founded(founded: date) -> date:
    """Most trade from the day of their licence; whoever began later says so."""
    return founded


def as_now(monthly: Decimal) -> Decimal:
    """Takings as they are now, to be changed by what is expected."""
    return monthly


@rule(
    "verification.differs",
    Level.ERROR,
    Text("核对结果一致", "What is compared agrees"),
    REAL_NAME_RULES,
)
def they_agree(result: Comparison) -> Text | None:
    """A difference is mended or the application is not made."""
    if result is not Comparison.DIFFERS:
        return None
    return Text(
        "核对不一致，不能提交；请改正填写的内容或换照片，人证不符要停止办理",
        "They differ: correct the answers or the picture; if person and ID differ, stop",
    )


@rule(
    "verification.not_compared",
    Level.WARNING,
    Text("每项都核对过", "Everything has been compared"),
    REAL_NAME_RULES,
)
def it_was_compared(result: Comparison) -> Text | None:
    """What could not be compared is said openly to the reviewer."""
    if result is not Comparison.UNABLE:
        return None
    return Text(
        "这一项没能核对，请写明原因；机构会再核一次",
        "Not compared: say why; the acquirer will compare it",
    )


COMPARED = (they_agree, it_was_compared)
"""The rules for every comparison."""


@rule(
    "verification.register_out",
    Level.ERROR,
    Text("执照没有吊销、注销", "The licence is neither revoked nor cancelled"),
    "非银行支付机构监督管理条例第二十二条",
)
def still_registered(status: RegisterStatus) -> Text | None:
    """Acquirers may not serve a business that does not lawfully exist."""
    if status not in _OUT_OF_BUSINESS:
        return None
    return Text(
        "登记状态是“{0}”，不能申请；请先恢复或重新登记",
        "The register says: {0}. It must be registered again before applying",
    ).format(status)


@rule(
    "verification.register_unclear",
    Level.WARNING,
    Text("登记状态正常", "The register shows nothing amiss"),
    "国家企业信用信息公示系统",
)
def registered_without_remark(status: RegisterStatus) -> Text | None:
    """A listing for irregularities may be repaired; a new licence may not show yet."""
    if status not in _UNCLEAR:
        return None
    return Text(
        "登记状态是“{0}”；请问清原因，写明怎么处理",
        "The register says: {0}. Ask why, say what is done",
    ).format(status)


@rule(
    "verification.mobile_not_confirmed",
    Level.WARNING,
    Text("手机号由申请人当面确认", "The applicant confirmed the mobile"),
    "收单机构进件要求",
)
def mobile_was_confirmed(how: MobileConfirmation) -> Text | None:
    """A wrong digit is found out only when the code does not arrive."""
    if how is not MobileConfirmation.NOT_CONFIRMED:
        return None
    return Text(
        "请当场拨一次或请申请人复述；确实不行请写明原因",
        "Call it once, or have it repeated; if impossible, say why",
    )


@rule(
    "verification.mobile_not_own",
    Level.WARNING,
    Text("手机号是申请人自己的", "The mobile is the applicant's own"),
    "银行卡收单业务管理办法",
)
def mobile_is_own(own: bool) -> Text | None:
    """Rule 20."""
    if own:
        return None
    return Text(
        "不是申请人自己的号码，通知会收不到；请回“联系人”改正，确有原因请写明",
        "Not the applicant's own: change it in Contact, or say why",
    )


@rule(
    "verification.later_than_today",
    Level.ERROR,
    Text("时间不在将来", "Not in the future"),
    "核验记录",
)
def not_later_than_today(at: datetime | date, today: date) -> Text | None:
    """A record of what has been done."""
    day = at.astimezone(CHINA_TIME).date() if isinstance(at, datetime) else at
    if day <= today:
        return None
    return Text("在今天之后，请按实际时间填写", "In the future: enter when it was done")


def all_answered(answer: Field[str]) -> Rule:
    """Named by their numbers, so that a reason given lapses when another question opens."""

    @rule(
        "questions.open",
        Level.WARNING,
        Text("向服务商提的问题都有答复", "Every question to the provider is answered"),
        "填写申请表：不清楚的先问服务商",
    )
    def test(questions: RowAnswers) -> Text | None:
        left = [str(n) for n, row in enumerate(questions, 1) if row.get(answer) is None]
        if not left:
            return None
        numbers = "、".join(left)
        return Text(
            f"第{numbers}个问题还没有答复；请先问清再提交，不影响申请的请写明",
            f"Not answered yet: no. {', '.join(left)}. Ask before submitting, or say why it may wait",
        )

    return test


@rule(
    "questions.answered_before_asked",
    Level.ERROR,
    Text("答复不早于提问", "Answered not before asked"),
    "问题记录",
)
def answered_after_asked(answered: date, asked: date) -> Text | None:
    """The two days are easily swapped."""
    if answered >= asked:
        return None
    return Text("答复日期早于提问日期，请核对", "Answered before asked: check the two days")
