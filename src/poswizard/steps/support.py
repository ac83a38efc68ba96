"""Phase 5: whom the merchant asks for help, and the rules of daily use it signs."""

from __future__ import annotations

from poswizard.forms.field import Why
from poswizard.forms.kinds import Choice, Count, Day, Digits, Line, Moment, Paragraph, Tick
from poswizard.forms.rich_kinds import Rows, Signature
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import aftercare_checks as rules
from poswizard.steps import business_checks as shop
from poswizard.steps import installation_checks as care
from poswizard.steps.aftercare_choices import SupportChannel, TicketTheme
from poswizard.steps.fitting import ON_PAPER, ON_SCREEN
from poswizard.steps.picture import Picture
from poswizard.text import Text

PHONE_LENGTHS = range(5, 13)


class Ticket(Row):
    """One request for help, from question to end."""

    opened_at = Moment(Text("提出时间", "Asked at"), constraint=care.moment_has_come)
    channel = Choice(Text("怎么联系的", "How"), SupportChannel, loggable=True)
    theme = Choice(Text("什么问题", "Theme"), TicketTheme, loggable=True)
    problem = Paragraph(
        Text("问题经过", "The problem"), most=300, constraint=care.holds_no_card_number
    )
    number = Line(Text("工单号", "Ticket number"), required=False, most=40)
    closed_on = Day(
        Text("解决日期", "Closed on"),
        required=False,
        hint=Text("没解决先空着", "Empty while it is open"),
        constraint=care.has_come,
    )
    answer = Paragraph(
        Text("答复和处理", "Answer"),
        relevant=closed_on.answered(),
        most=300,
        constraint=care.holds_no_card_number,
    )

    checks = (rules.closed_after_opened.on(closed_on, opened_at),)


class Support(Step):
    """Service numbers from the agreement, and what was asked."""

    key, title = "support", Text("客户服务与技术支持", "Support")
    intro = Text(
        "电话照协议抄，不要用广告上的；有问题记一条，解决了再补上。",
        "Numbers are those of the agreement, never of an advertisement; note each problem and its end.",
    )
    process = ("5.4",)

    contact_heading = Heading(Text("找谁", "Whom to ask"))
    hotline = Digits(
        Text("收单机构客服电话", "Acquirer's service telephone"),
        lengths=PHONE_LENGTHS,
        constraint=shop.service_phone,
        hint=Text("照收单协议填；座机带区号", "As in the agreement; landlines with area code"),
    )
    hours = Line(
        Text("服务时间", "Hours"), hint=Text("如“每天 24 小时”", 'Such as "day and night"'), most=40
    )
    email = Line(Text("服务邮箱", "E-mail"), required=False, most=64)
    online = Line(
        Text("在线客服", "Online service"),
        required=False,
        hint=Text("公众号或应用名称", "Name of the account or application"),
        most=60,
    )
    engineer_phone = Digits(
        Text("上门维修电话", "Repair service"),
        lengths=PHONE_LENGTHS,
        required=False,
        constraint=shop.service_phone,
    )
    escalation_heading = Heading(
        Text("解决不了找谁", "When that does not help"),
    )
    escalation_name = Line(
        Text("升级联系人", "Escalation contact"), hint=Text("姓名或岗位", "Name or post"), most=40
    )
    escalation_phone = Digits(
        Text("升级联系电话", "Its telephone"),
        lengths=PHONE_LENGTHS,
        constraint=shop.service_phone,
    )
    complaint_channel = Line(
        Text("投诉渠道", "Complaints"),
        hint=Text("照协议或官方公示", "As in the agreement"),
        most=100,
    )
    tickets_heading = Heading(Text("服务记录", "Requests"))
    tickets = Rows(
        Text("服务记录", "Requests"),
        Ticket,
        required=False,
        noun=Text("条记录", "request"),
        named_by="theme",
        most=200,
        constraint=rules.tickets_are_not_stale(Ticket.opened_at, Ticket.closed_on, Ticket.theme),
    )


class DailyUse(Step):
    """The rule sheet of daily use, signed by the merchant."""

    key, title = "daily_use", Text("日常使用须知", "Daily use")
    intro = Text(
        "逐条念给商户听，听懂后勾选，最后签字。",
        "Read out one by one, tick once understood, then sign.",
    )
    process = ("5.5",)

    terminal_heading = Heading(Text("机器", "The terminal"))
    no_lending = Tick(
        Text(
            "不出租、出借、出售机器和结算账户",
            "No lending, letting, selling of terminal or account",
        ),
        why=Why(
            Text(
                "买卖、出租、出借账户和终端违法，可能承担刑事责任。",
                "Selling, letting or lending accounts is unlawful.",
            ),
            "反电信网络诈骗法第三十一条",
        ),
    )
    no_moving = Tick(
        Text("不搬到别处用；要搬先报收单机构", "Not used elsewhere; moves are reported first"),
        why=Why(Text("终端和安装地点绑定。", "A terminal is bound to its place."), care.NOTICE_259),
    )
    environment = Tick(
        Text(
            "避开高温、潮湿、油烟，常擦拭，不私自拆机",
            "Away from heat, damp, fumes; kept clean; never opened",
        )
    )
    payments_heading = Heading(Text("收款", "Payments"))
    real_trade = Tick(
        Text("只收真实经营的款，不套现、不刷单", "Payments of real trade only, no cashing out")
    )
    card_secrecy = Tick(
        Text(
            "不抄、不拍卡号、有效期、安全码，不问顾客密码",
            "Never copy or photograph card data, never ask for a PIN",
        ),
        why=Why(
            Text("不得留存银行卡敏感信息。", "Sensitive card data may not be kept."),
            f"{care.PAYMENT_REGULATION}第二十六条",
        ),
    )
    fraud = Tick(
        Text(
            "可疑付款先停，打客服电话；陌生人要“升级机器”不理",
            "Suspicious payments stop; no stranger's “upgrade”",
        )
    )
    books_heading = Heading(Text("对账", "Accounts"))
    slip_years = Count(
        Text("签购单保存年限", "Slips are kept for"),
        least=1,
        most=10,
        unit=Text("年", "years"),
        hint=Text("照收单机构规定，一般 1–2 年", "By the acquirer's rule, usually 1 or 2"),
    )
    settlements = Tick(
        Text("每天对账：到账金额和付款方不对，当天联系客服", "Daily: amount and payer are checked")
    )
    fee_notices = Tick(
        Text("留意调价公告，有变化登记到交易核对", "Fee notices are watched and recorded")
    )
    new_staff = Tick(Text("新收银员先培训再上岗", "New cashiers are trained first"))
    signing_heading = Heading(Text("签字", "Signing"))
    signer = Line(
        Text("签字人", "Signed by"), hint=Text("经营者或负责人", "Operator or head"), most=40
    )
    signed_on = Day(Text("签字日期", "Signed on"), constraint=care.has_come)
    signature = Signature(
        Text("商户签字", "Merchant's signature"), slot="RULES_SIGNATURE", relevant=ON_SCREEN
    )
    signed_sheet = Picture(
        Text("签字的使用须知", "Signed rule sheet"), slot="RULE_SHEET", relevant=ON_PAPER, most=40
    )
