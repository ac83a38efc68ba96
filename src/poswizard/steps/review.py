"""From handing in to the signed agreement: what the acquirer said, and what was done about it."""

from __future__ import annotations

from string import ascii_uppercase

from poswizard.domain.merchant import ContractKind
from poswizard.domain.state import ApplicationState
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Choice, Day, Digits, Line, Paragraph, Tick, YesNo
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Heading, Milestone, Step
from poswizard.steps import identity_checks as people
from poswizard.steps import review_checks as reviews
from poswizard.steps import submission_checks as rules
from poswizard.steps import verification_checks as records
from poswizard.steps.application import Identity
from poswizard.steps.application_choices import ReasonsGiven, VisitResult
from poswizard.steps.basics import Basics
from poswizard.steps.pack_checks import PackCheck
from poswizard.steps.picture import Picture
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.review_rows import RETURNED, ReviewEvent, ReviewReason
from poswizard.text import Text

APPROVED_STATES = (
    ApplicationState.APPROVED,
    ApplicationState.TO_SIGN,
    ApplicationState.TO_INSTALL,
    ApplicationState.ACTIVE,
)
CLAUSES = Why(
    Text(
        "受理协议要写明这些内容，少一条请对方补上再签。",
        "Agreements must say this; have what is missing added before signing.",
    ),
    "银行卡收单业务管理办法（受理协议内容）",
)


class Review(Step):
    """The acquirer's review: log, reasons, visit, result."""

    key, title = "review", Text("等待审核", "Review")
    intro = Text(
        "每次有消息就记一行：什么状态、哪天、轮到谁办。退回的原因逐条记、逐条改。",
        "One entry for each piece of news. Reasons for a return are noted and answered one by one.",
    )
    milestone = Milestone.HAND_OVER
    process = ("2.5",)

    log_heading = Heading(Text("审核记录", "Log"))
    events = Rows(
        Text("审核进展", "Progress"),
        ReviewEvent,
        noun=Text("条进展", "entry"),
        named_by="state",
        constraint=(reviews.events_in_order, reviews.events_follow),
    )
    state = Choice(
        Text("现在的状态", "State now"),
        ApplicationState,
        calculated=Calculation(reviews.last_state, (events,)),
        loggable=True,
    )
    reasons = Rows(
        Text("退回和补件原因", "Reasons for return"),
        ReviewReason,
        noun=Text("条原因", "reason"),
        named_by="about",
        relevant=events.any(ReviewEvent.state.in_(*RETURNED)),
        required=events.any(ReviewEvent.reasons_given.is_(ReasonsGiven.LISTED)),
    )

    visit_heading = Heading(Text("上门核查", "Visit"))
    visited = YesNo(Text("机构上门核查了吗？", "Did the acquirer visit the shop?"), required=False)
    visited_on = Day(
        Text("核查日期", "Visited on"),
        relevant=visited.is_(True),
        constraint=records.not_later_than_today,
    )
    visitors = Line(
        Text("核查人员", "Visitors"),
        most=60,
        relevant=visited.is_(True),
        hint=Text("机构和工号", "Institution and staff number"),
    )
    visit_result = Choice(
        Text("核查结果", "Result of the visit"),
        VisitResult,
        relevant=visited.is_(True),
        constraint=reviews.visit_found_it_true,
        loggable=True,
    )
    visit_notes = Paragraph(
        Text("核查发现", "Findings"),
        most=500,
        relevant=visit_result.in_(VisitResult.REMARKS, VisitResult.DOUBTS),
    )

    result_heading = Heading(Text("结果", "Result"))
    merchant_id = Digits(
        Text("商户编号（MID）", "Merchant number (MID)"),
        lengths=(15,),
        letters=ascii_uppercase,
        groups=(3, 4, 4, 4),
        relevant=state.in_(*APPROVED_STATES),
        hint=Text("机构批复的 15 位编号", "The 15 characters in the acquirer's answer"),
        why=Why(
            Text(
                "激活、绑定和小票都用它；前三位应是签约机构的代码。",
                "Used for activation, binding and slips; its first three are the acquirer's.",
            ),
            "ISO 8583 第 42 域",
        ),
    )

    checks = (
        PackCheck(
            reviews.answered_in_time,
            (events,),
            ProviderChoice.pack,
            ProviderChoice.pack_version,
            needs_pack=False,
        ),
        reviews.rounds_exist.on(reasons, events),
        reviews.reasons_are_noted.on(reasons, events),
        reviews.each_reason_is_answered.on(reasons, events),
    )


class Contract(Step):
    """The acquiring agreement, read before it is signed."""

    key, title = "contract", Text("签约", "Agreement")
    intro = Text(
        "对照协议原文逐条看；签约方必须是所选的持牌机构。装机前要签好。",
        "Clause by clause; the partner must be the licensed provider. Signed before installation.",
    )
    milestone = Milestone.HAND_OVER
    process = ("2.5", "0.3")

    parties_heading = Heading(Text("协议", "The agreement"))
    number = Line(Text("协议编号", "Number"), least=2, most=60)
    partner = Line(
        Text("签约机构（乙方全称）", "Partner, in full"),
        least=4,
        most=60,
        hint=Text("抄协议首页和印章上的名称", "As on the first page and on the seal"),
        why=Why(
            Text(
                "签约方名称要和支付业务许可证或银行营业执照上的一样，不然就是二清。",
                "Its name must be that on the payment licence, or it is double clearing.",
            ),
            "银办发〔2017〕217号",
        ),
    )
    signed_on = Day(
        Text("签约日期", "Signed on"),
        constraint=records.not_later_than_today,
    )
    signed_by = Line(
        Text("商户签约人", "Signed for the merchant by"),
        least=2,
        most=50,
        suggested=Calculation(records.same_person, (Identity.name,)),
        constraint=people.name_characters,
    )

    clauses_heading = Heading(
        Text("协议里写清了这些", "The agreement says"),
        Text("找到一条勾一条。", "Tick each clause found."),
    )
    card_kinds = Tick(Text("受理哪些银行卡", "Which cards are taken"), why=CLAUSES)
    transaction_kinds = Tick(Text("开通哪些交易类型", "Which transactions are opened"), why=CLAUSES)
    settlement_account = Tick(
        Text("结算账户，以及怎么变更", "The settlement account and how it is changed"), why=CLAUSES
    )
    settlement_cycle = Tick(Text("多久到账", "The settlement cycle"), why=CLAUSES)
    fee_standard = Tick(Text("收费标准", "The fees"), why=CLAUSES)
    disputes = Tick(Text("差错和争议怎么处理", "Errors and disputes"), why=CLAUSES)

    fees_heading = Heading(Text("费率表", "Fees"))
    fees_as_applied = YesNo(
        Text("费率、封顶、周期与申请一致？", "Rates, cap and cycle as applied for?"),
        constraint=rules.fees_are_as_applied,
    )
    differences = Paragraph(
        Text("哪里不同", "What differs"), most=300, relevant=fees_as_applied.is_(False)
    )
    copy = Picture(
        Text("双方签署的协议", "Agreement signed by both"),
        slot="CONTRACT_COPY",
        most=30,
        required=Basics.contract_kind.is_(ContractKind.PAPER),
        good=Text("每页都有，双方签章清楚", "Every page, both signatures and seals legible"),
        bad=Text("缺页、缺对方签章", "Pages or the other side's seal missing"),
    )

    checks = (rules.partner_is_provider.on(partner, ProviderChoice.provider_name),)
