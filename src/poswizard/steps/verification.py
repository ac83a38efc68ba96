"""What was compared with what, why the place needs a terminal, and what is still to be asked."""

from __future__ import annotations

from decimal import Decimal

from poswizard.domain.merchant import VerificationMethod
from poswizard.forms.condition import Or
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Amount, Choice, Choices, Day, Line, Moment, Paragraph, YesNo
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import verification_checks as rules
from poswizard.steps.application import HANDLER, HAS_LICENCE, Licence
from poswizard.steps.application_choices import (
    Comparison,
    MobileConfirmation,
    OnlineCheck,
    RegisterStatus,
)
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.business import PAYEE_ID
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.understanding import Consent
from poswizard.text import Text

NOT_SEEN = (Comparison.DIFFERS, Comparison.UNABLE)


class Verification(Step):
    """The verification sheet: what was compared here, and what only the acquirer can check."""

    key, title = "verification", Text("实名核验", "Verification")
    intro = Text(
        "拿着原件逐项核对，没核对的如实选“无法核对”。联网才能做的，由收单机构做。",
        "Compare with the originals; what was not compared is said so. The acquirer does what needs a network.",
    )
    process = ("2.2",)

    who_heading = Heading(Text("谁、何时、怎么核对", "Who, when, how"))
    method = Choice(Text("核对方式", "Method"), VerificationMethod, loggable=True)
    verified_by = Line(
        Text("核对人工号", "Staff number"),
        most=20,
        suggested=Calculation(rules.same_person, (Consent.staff_id,)),
    )
    verified_at = Moment(
        Text("核对时间", "Time"),
        constraint=rules.not_later_than_today,
        hint=Text("点“现在”填当前时间", '"Now" enters the present time'),
    )

    people_heading = Heading(Text("人和证件", "Person and document"))
    id_original = Choice(
        Text("身份证照片与原件", "Picture of the ID and the original"),
        Comparison,
        constraint=rules.COMPARED,
        loggable=True,
        why=Why(
            Text(
                "核验客户身份是收单机构的法定义务，这里的记录供它复核。",
                "Verifying identity is the acquirer's duty by law; this record is for its review.",
            ),
            "反洗钱法第二十九条；银行卡收单业务管理办法",
        ),
    )
    id_face = Choice(
        Text("本人与证件照片", "The person and the portrait"),
        Comparison,
        constraint=rules.COMPARED,
        loggable=True,
    )
    id_entries = Choice(
        Text("填写的姓名、号码、有效期与证件", "Name, number, validity as entered and the ID"),
        Comparison,
        constraint=rules.COMPARED,
        loggable=True,
        hint=Text("有效期填错是常见退回原因，请另一位同事再看一遍", "Best read by a second person"),
    )
    handler_original = Choice(
        Text("经办人证件、授权函与本人", "The handler, their ID and the letter"),
        Comparison,
        relevant=HANDLER,
        constraint=rules.COMPARED,
        loggable=True,
    )
    payee_original = Choice(
        Text("收款人证件与授权书", "The payee's ID and the letter"),
        Comparison,
        relevant=PAYEE_ID,
        constraint=rules.COMPARED,
        loggable=True,
    )

    account_heading = Heading(Text("账户和执照", "Account and licence"))
    account_proof = Choice(
        Text("户名、账号与银行卡或开户证明", "Account name and number, and card or permit"),
        Comparison,
        constraint=rules.COMPARED,
        loggable=True,
    )
    licence_original = Choice(
        Text("填写的执照内容、照片与执照原件", "Licence as entered, picture and original"),
        Comparison,
        relevant=HAS_LICENCE,
        constraint=rules.COMPARED,
        loggable=True,
    )
    licence_person = Choice(
        Text("执照上的法定代表人/经营者与身份证", "The person on the licence and the ID"),
        Comparison,
        relevant=HAS_LICENCE,
        constraint=rules.COMPARED,
        loggable=True,
        why=Why(
            Text(
                "执照上不是现在的经营者，要先变更执照。",
                "If the licence names somebody else, it is to be changed first.",
            ),
            "微信支付商户进件常见问题",
        ),
    )
    register_status = Choice(
        Text("企业信用公示系统登记状态", "Status in the public register"),
        RegisterStatus,
        relevant=HAS_LICENCE,
        constraint=(rules.still_registered, rules.registered_without_remark),
        hint=Text("用别的设备查；没查就选“还没查”", "Looked up on another device, or not yet"),
        loggable=True,
    )
    register_checked_on = Day(
        Text("查询日期", "Looked up on"),
        relevant=HAS_LICENCE & ~register_status.is_(RegisterStatus.PENDING),
        constraint=rules.not_later_than_today,
    )

    mobile_heading = Heading(Text("手机号", "Mobile"))
    mobile_confirmed = Choice(
        Text("申请人怎么确认的手机号", "How the applicant confirmed the mobile"),
        MobileConfirmation,
        constraint=rules.mobile_was_confirmed,
        loggable=True,
    )
    mobile_is_own = YesNo(
        Text("是申请人自己的号码，不是业务员的？", "The applicant's own, not a salesperson's?"),
        constraint=rules.mobile_is_own,
    )

    result_heading = Heading(Text("结果", "Result"))
    compared = (
        id_original,
        id_face,
        id_entries,
        handler_original,
        payee_original,
        account_proof,
        licence_original,
        licence_person,
    )
    doubts = Paragraph(
        Text("疑点和说明", "Doubts and remarks"),
        most=500,
        required=Or(tuple(field.in_(*NOT_SEEN) for field in compared)),
        hint=Text(
            "有不一致或无法核对时必填；不写证件号", "Required where something was not; no numbers"
        ),
    )
    pending = Choices(
        Text("待收单机构联网核验", "Pending at the acquirer"),
        OnlineCheck,
        calculated=Calculation(rules.pending_checks, (Basics.merchant_kind, Basics.account_kind)),
        required=False,
        hint=Text("本机不联网，这些没有做", "Not done here: this program has no network"),
    )
    acquirer_staff = Line(
        Text("收单机构核验人员工号", "Acquirer's own staff"),
        most=40,
        required=False,
        relevant=ProviderChoice.by_agent.is_(False),
        hint=Text(
            "只由收单机构自己的人填，代理商不能填",
            "By the acquirer's own staff only, never an agent",
        ),
        why=Why(
            Text(
                "商户尽职调查必须由收单机构自己做，不能外包。",
                "Due diligence on merchants is the acquirer's own and may not be outsourced.",
            ),
            "非银行支付机构监督管理条例第二十一条、第二十二条",
        ),
    )
    acquirer_verified_on = Day(
        Text("收单机构核验日期", "Verified by the acquirer on"),
        relevant=acquirer_staff.answered(),
        constraint=rules.not_later_than_today,
    )


class Statement(Step):
    """The business plan in short: why a terminal, and what is expected of it."""

    key, title = "statement", Text("经营说明", "Business statement")
    intro = Text(
        "用自己的话写几句，审核员据此判断经营是否真实。",
        "A few sentences in the merchant's own words, by which a reviewer judges that the trade is real.",
    )
    process = ("2.1",)

    current_trade = Paragraph(
        Text("现在怎么经营", "The trade today"),
        least=10,
        most=500,
        hint=Text("卖什么、顾客是谁、现在怎么收钱", "What is sold, to whom, how they pay now"),
    )
    trading_since = Day(
        Text("从什么时候开始经营", "Trading since"),
        required=False,
        suggested=Calculation(rules.since_founded, (Licence.founded_on,)),
        hint=Text("还没开业的填计划开业日", "The planned day if not open yet"),
    )
    busy_times = Line(
        Text("旺季和忙的时段", "Busy seasons and hours"),
        most=100,
        required=False,
        hint=Text("交易忽多忽少时，机构会看这里", "Explains uneven takings to the acquirer"),
    )
    reason = Paragraph(
        Text("为什么需要 POS 机", "Why a terminal is needed"),
        least=10,
        most=500,
        hint=Text(
            "如：顾客要刷卡，单笔金额大，要对账", "Customers pay by card, large tickets, accounts"
        ),
        why=Why(
            Text(
                "机构要了解办理业务的目的。", "Acquirers must know the purpose of the relationship."
            ),
            "反洗钱法第二十九条",
        ),
    )
    growth = Paragraph(
        Text("装机后预计有什么变化", "What growth is expected"),
        least=5,
        most=500,
        hint=Text("如：客单价、客流、营业额怎么变", "Tickets, visitors, takings"),
    )
    expected_monthly = Amount(
        Text("一年后预计每月收款", "Expected takings a month in a year"),
        least=Decimal(1),
        suggested=Calculation(rules.as_now, (Needs.monthly_volume,)),
    )


class Question(Row):
    """One question to the provider."""

    about = Line(Text("关于哪一项", "About"), most=40, hint=Text("如：费率、支行", "Fees, branch"))
    question = Paragraph(Text("问题", "Question"), most=300)
    asked_of = Line(Text("问的谁", "Asked of"), most=40, hint=Text("岗位或热线", "Post or hotline"))
    asked_on = Day(Text("提问日期", "Asked on"), constraint=rules.not_later_than_today)
    answer = Paragraph(Text("答复", "Answer"), most=500, required=False)
    answered_on = Day(
        Text("答复日期", "Answered on"),
        relevant=answer.answered(),
        constraint=rules.not_later_than_today,
    )

    checks = (rules.answered_after_asked.on(answered_on, asked_on),)


class OpenQuestions(Step):
    """What is not clear and only the provider can say."""

    key, title = "questions", Text("待问服务商", "Questions to the provider")
    intro = Text(
        "填表时拿不准的先记在这里，问清了再补答复。没有就空着。",
        "Whatever is not clear goes here, with the answer once it comes. May stay empty.",
    )
    process = ("2.3",)

    questions = Rows(
        Text("问题", "Questions"),
        Question,
        required=False,
        noun=Text("个问题", "question"),
        named_by="about",
        constraint=rules.all_answered(Question.answer),
    )
