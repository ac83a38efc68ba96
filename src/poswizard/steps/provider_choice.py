"""The choice of a provider: licence, service, single clearing, and the reasons."""

from __future__ import annotations

from poswizard.domain.merchant import LicenceStatus, ProviderKind
from poswizard.forms.condition import NEVER
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Choice, Choices, Day, Digits, Line, Lookup, Paragraph, YesNo
from poswizard.forms.step import Heading, Step
from poswizard.providers.catalogue import provider_table
from poswizard.steps import pack_checks
from poswizard.steps import provider_checks as rules
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.budget import Budget
from poswizard.steps.preparation_choices import (
    ClearingAnswer,
    LicenceRegion,
    LicensedBusiness,
    Score,
)
from poswizard.steps.research import Research
from poswizard.steps.understanding import Consent
from poswizard.text import Text


class ProviderChoice(Step):
    """Which bank or licensed institution will be the acquirer, checked before anything is sent to it."""

    key, title = "provider", Text("选择服务商", "Choice of provider")
    intro = Text(
        "先查牌照，再看服务；六点核对有一点不对就停。",
        "Licence first, then service; one bad answer among the six points stops here.",
    )
    process = ("0.3", "0.4", "1.4")

    provider_heading = Heading(Text("服务商", "Provider"))
    pack = Lookup(
        Text("服务商资料包", "Provider pack"),
        provider_table,
        pattern=r"[a-z][a-z0-9_]{0,29}",
        shows_code=False,
        hint=Text(
            "输名称或拼音；名单里没有的，选“其他银行”或“其他支付机构”",
            "Type the name or pinyin; if it is not there, take the general pack",
        ),
        why=Why(
            Text(
                "各家要的字段、照片大小和材料不同，选定后按这家的要求问。",
                "Each wants its own fields, picture sizes and documents; the questions follow the pack.",
            ),
            "各收单机构接口文档",
        ),
        constraint=rules.pack_is_known,
        loggable=True,
    )
    pack_version = Line(
        Text("资料包版本", "Version of the pack"),
        most=48,
        relevant=NEVER,  # noted by the program, and moved to a newer one only when asked to
        required=False,
    )
    provider_name = Line(
        Text("收单机构全称", "Full name of the acquirer"),
        hint=Text(
            "照许可证或营业执照填，不填品牌和代理商",
            "As on its licence; no brand, no agent",
        ),
        least=4,
        most=60,
        suggested=Calculation(rules.name_in_the_quote, (Budget.chosen_quote, Research.quotes)),
    )
    kind = Choice(
        Text("机构类型", "Kind of institution"),
        ProviderKind,
        suggested=Calculation(rules.kind_of, (pack,)),
        loggable=True,
    )

    licence_heading = Heading(
        Text("许可", "Licence"),
        Text(
            "支付机构在人民银行公示名单里查，银行查金融许可证，照查到的填；程序不内置任何机构的许可信息",
            "Institutions: the central bank's public list; banks: their banking licence. No licence data is shipped",
        ),
    )
    licence_number = Digits(
        Text("支付业务许可证编号", "Payment licence number"),
        lengths=range(10, 21),
        letters="ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        relevant=kind.is_(ProviderKind.PAYMENT_INSTITUTION),
        constraint=rules.licence_number_has_its_form,
        suggested=Calculation(rules.licence_number, (pack,)),
    )
    licence_types = Choices(
        Text("许可的业务类型", "Licensed business"),
        LicensedBusiness,
        relevant=kind.is_(ProviderKind.PAYMENT_INSTITUTION),
        constraint=(rules.licence_covers_acquiring, rules.licence_is_of_the_new_kind),
        why=Why(
            Text(
                "办 POS 机要有“支付交易处理Ⅰ类”，旧牌照叫“银行卡收单”。",
                "Acquiring needs payment processing I, called card acquiring on old licences.",
            ),
            rules.REGULATION,
        ),
        suggested=Calculation(rules.licence_types, (pack,)),
        loggable=True,
    )
    region = Choice(
        Text("许可的地区", "Licensed region"),
        LicenceRegion,
        relevant=kind.is_(ProviderKind.PAYMENT_INSTITUTION),
        suggested=Calculation(rules.licence_region, (pack,)),
        loggable=True,
    )
    region_names = Line(
        Text("列明的省份", "Provinces named"),
        hint=Text(
            "照抄公示：除外地区写除外的，限定地区写许可的",
            "As published: those excepted, or those licensed",
        ),
        most=200,
        relevant=region.in_(LicenceRegion.NATIONWIDE_EXCEPT, LicenceRegion.PROVINCES),
        suggested=Calculation(rules.licence_region_names, (pack,)),
    )
    valid_until = Day(
        Text("牌照有效期至", "Licence valid until"),
        long_term=True,
        required=False,
        relevant=kind.is_(ProviderKind.PAYMENT_INSTITUTION),
        constraint=rules.licence_has_not_run_out,
    )
    status = Choice(
        Text("查到的状态", "Status found"),
        LicenceStatus,
        constraint=(rules.licence_has_not_ended, rules.licence_is_not_suspended),
        suggested=Calculation(rules.licence_status, (pack,)),
        loggable=True,
    )
    checked_on = Day(
        Text("查询日期", "Checked on"),
        constraint=(rules.check_is_not_in_the_future, rules.check_is_recent),
        suggested=Calculation(rules.licence_checked_on, (pack,)),
    )
    checked_by = Line(
        Text("查询人工号", "Checked by (staff number)"),
        most=20,
        suggested=Calculation(rules.licence_checked_by, (pack,)),
    )

    service_heading = Heading(Text("服务", "Service"))
    based_in_sichuan = YesNo(
        Text("总部在四川吗", "Is its head office in Sichuan"),
        relevant=kind.is_(ProviderKind.PAYMENT_INSTITUTION),
    )
    sichuan_branch = YesNo(
        Text("在四川有分公司吗", "Has it a branch in Sichuan"),
        relevant=based_in_sichuan.is_(False),
        constraint=rules.there_is_a_branch_in_sichuan,
        why=Why(
            Text(
                "在外省展业要在当地设分公司并备案。",
                "Serving another province needs a branch there, filed with the central bank.",
            ),
            f"{rules.REGULATION}第十二条",
        ),
    )
    serves_place = YesNo(
        Text("门店所在地有人上门服务吗", "Is the place served on site"),
        constraint=rules.place_is_served,
    )
    complaint_channel = Line(
        Text("投诉渠道", "Complaint channel"),
        hint=Text("抄自协议或机构公示", "As in the agreement or its public notice"),
        most=60,
    )
    reviews = Paragraph(
        Text("其他商户怎么说", "What other merchants say"),
        required=False,
        most=500,
        hint=Text(
            "写听到的内容和来源，不写姓名电话", "What was said and where; no names or phones"
        ),
    )

    agent_heading = Heading(Text("代理商", "Agent"))
    by_agent = YesNo(
        Text("经代理商（外包服务机构）办理吗", "Is an agent involved"),
        why=Why(
            Text(
                "代理商只能收集和转交资料，商户审核必须由收单机构自己做。",
                "An agent collects and forwards; the acquirer itself must verify the merchant.",
            ),
            f"{rules.REGULATION}第二十一条、第二十二条",
        ),
    )
    agent_name = Line(
        Text("代理商全称", "Full name of the agent"), relevant=by_agent.is_(True), least=4, most=60
    )
    agent_filing_number = Line(
        Text("代理商备案编号", "Agent's filing number"),
        hint=Text(
            "收单外包服务机构备案，在中国支付清算协会查",
            "Filed with the Payment & Clearing Association",
        ),
        relevant=by_agent.is_(True),
        most=40,
    )

    clearing_heading = Heading(
        Text("一清核对六点", "Six points of single clearing"),
        Text("有一点不符就是二清迹象，要停下来", "One bad answer is a sign of double clearing"),
    )
    clearing_partner = YesNo(
        Text(
            "1 协议由持牌机构签，名称和牌照一致",
            "1 The agreement is with the licensed institution, under its licensed name",
        ),
        constraint=rules.sign_of_single_clearing,
        width="full",
    )
    clearing_licence = YesNo(
        Text("2 许可的业务和地区包括四川收单", "2 Its licence covers acquiring in Sichuan"),
        constraint=rules.sign_of_single_clearing,
        width="full",
    )
    clearing_payer = Choice(
        Text(
            "3 结算款由收单机构（或其备付金账户）打来，不是别的公司或个人",
            "3 Settlements come from the acquirer or its reserve account",
        ),
        ClearingAnswer,
        constraint=rules.no_sign_of_double_clearing,
        width="full",
        loggable=True,
    )
    clearing_number = Choice(
        Text(
            "4 小票商户名是店名，商户编号前三位属于该机构",
            "4 The slip names the shop; the number's first three digits are the acquirer's",
        ),
        ClearingAnswer,
        constraint=rules.no_sign_of_double_clearing,
        width="full",
        loggable=True,
    )
    clearing_no_deposit = YesNo(
        Text(
            "5 没有要求把押金、激活金交给代理商或个人",
            "5 No deposit or activation money is to go to an agent or person",
        ),
        constraint=rules.sign_of_single_clearing,
        width="full",
    )
    clearing_query = Choice(
        Text("6 试刷后在云闪付查得到这笔交易", "6 The test sale can be seen with UnionPay"),
        ClearingAnswer,
        constraint=rules.no_sign_of_double_clearing,
        width="full",
        loggable=True,
    )

    score_heading = Heading(Text("评分（1 到 5）", "Scores from 1 to 5"))
    reputation = Choice(Text("信誉", "Reputation"), Score, loggable=True)
    transparent_fees = Choice(Text("收费透明", "Transparent fees"), Score, loggable=True)
    functions_fit = Choice(
        Text("功能和系统兼容", "Functions and compatibility"), Score, loggable=True
    )
    after_sales = Choice(Text("售后支持", "After-sales support"), Score, loggable=True)
    added_services = Choice(Text("增值服务", "Added services"), Score, loggable=True)
    reason = Paragraph(
        Text("为什么选这家", "Why this one"),
        least=4,
        most=500,
        hint=Text("一两句话，说给审核员听", "A sentence or two for the reviewer"),
    )

    checks = (
        rules.kind_is_that_of_the_pack.on(kind, pack),
        rules.name_says_payment.on(provider_name, kind),
        rules.consent_names_the_provider.on(provider_name, Consent.acquirer_named),
        rules.provider_is_that_of_the_quote.on(provider_name, Budget.chosen_quote, Research.quotes),
        pack_checks.by_pack(
            pack_checks.cycle_is_offered,
            *(pack, pack_version),
            *(pack, Needs.wished_cycle, Basics.merchant_kind),
        ),
        rules.licence_reaches_sichuan.on(region_names, region),
        rules.agent_is_not_the_acquirer.on(agent_name, provider_name),
    )
