"""The first questions of the preparation: what kind of merchant this is, and what the place needs."""

from __future__ import annotations

from decimal import Decimal

from poswizard.domain.merchant import (
    AccountKind,
    ContactKind,
    ContractKind,
    LicenceKind,
    MerchantKind,
    Payee,
    PlaceKind,
    Premises,
)
from poswizard.domain.terminal import CardScheme, DeviceType, SettlementCycle, TerminalSource
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Amount, Choice, Choices, Count, Line, Paragraph, Rate, YesNo
from poswizard.forms.step import Heading, Step
from poswizard.steps import preparation_checks as rules
from poswizard.steps.preparation_choices import NeededFunction, SigningRoute
from poswizard.text import Text


class Basics(Step):
    """What decides which questions are asked at all."""

    key, title = "basics", Text("基本情况", "Basics")
    intro = Text(
        "先问这几项，后面只问用得上的问题。",
        "These few answers decide which of the later questions are asked.",
    )
    process = ("0.4", "2.1")

    merchant_heading = Heading(Text("商户", "Merchant"))
    merchant_kind = Choice(
        Text("商户类型", "Kind of merchant"),
        MerchantKind,
        hint=Text(
            "看营业执照上的“类型”；没有执照的自然人选小微商户",
            "As on the licence; without one: micro",
        ),
        why=Why(
            Text(
                "类型决定要哪些资料、结算到哪种账户、有没有限额；申报的类型要和执照一致。",
                "It decides the documents, the account and the limits, and must agree with the licence.",
            ),
            "微信支付商户进件文档；银行卡收单业务管理办法",
        ),
        loggable=True,
    )
    has_trade = YesNo(
        Text("是否真实在经营（或马上开业）？", "Is there a real trade, or one about to open?"),
        constraint=rules.there_is_a_trade,
        why=Why(
            Text(
                "收单机构不得为没有依法设立或从事违法经营的人提供服务。",
                "Acquirers may not serve unestablished or unlawful businesses.",
            ),
            "非银行支付机构监督管理条例第二十二条",
        ),
    )
    licence_kind = Choice(
        Text("营业执照种类", "Kind of licence"),
        LicenceKind,
        relevant=merchant_kind.in_(MerchantKind.SOLE_PROPRIETOR, MerchantKind.ENTERPRISE),
        hint=Text(
            "18 位是统一社会信用代码，15 位是旧注册号",
            "18 characters: merged licence; 15 digits: old",
        ),
        constraint=rules.licence_is_merged,
        loggable=True,
    )
    premises = Choice(
        Text("经营场所", "Premises"),
        Premises,
        hint=Text(
            "摆摊、流动车、上门服务选流动经营", "Stalls, vans and home services are itinerant"
        ),
        loggable=True,
    )
    regulated_trade = YesNo(
        Text(
            "行业需要许可证吗？（餐饮、食品、药品、烟草等）",
            "Does the trade need a permit? (food, medicine, tobacco…)",
        ),
        hint=Text("需要的，后面要上传许可证", "If so, a picture of the permit is asked for later"),
        width="full",
    )

    people_heading = Heading(Text("联系人和账户", "Contact and account"))
    contact_kind = Choice(
        Text("谁来当联系人", "Who is the contact"),
        ContactKind,
        only_when={
            ContactKind.HANDLER: merchant_kind.in_(
                MerchantKind.SOLE_PROPRIETOR, MerchantKind.ENTERPRISE
            )
        },
        hint=Text(
            "经办人要另交授权函和本人身份证",
            "A handler brings a letter of authority and their own ID",
        ),
        why=Why(
            Text(
                "小微商户的联系人必须是经营者本人；代办人的身份也要核验。",
                "A micro merchant is its own contact; a handler's identity is verified too.",
            ),
            "微信支付商户进件文档；反洗钱法第三十一条",
        ),
        loggable=True,
    )
    account_kind = Choice(
        Text("结算账户类型", "Kind of settlement account"),
        AccountKind,
        only_when={
            AccountKind.CORPORATE: merchant_kind.in_(
                MerchantKind.SOLE_PROPRIETOR, MerchantKind.ENTERPRISE
            )
        },
        hint=Text(
            "公司户是对公，个人银行卡是对私",
            "A company's account is corporate, a bank card personal",
        ),
        why=Why(
            Text(
                "企业结算到同名对公账户；个体工商户和自然人可以结算到同名个人账户。",
                "Companies settle to their own corporate account; individuals to their own personal one.",
            ),
            "银行卡收单业务管理办法",
        ),
        loggable=True,
    )
    payee = Choice(
        Text("账户是谁的", "Whose account it is"),
        Payee,
        only_when={
            Payee.MERCHANT: account_kind.is_(AccountKind.CORPORATE)
            | merchant_kind.in_(MerchantKind.MICRO, MerchantKind.SOLE_PROPRIETOR),
            Payee.LEGAL_REPRESENTATIVE: merchant_kind.is_(MerchantKind.ENTERPRISE)
            & account_kind.is_(AccountKind.PERSONAL),
            Payee.AUTHORISED_PERSON: merchant_kind.in_(
                MerchantKind.SOLE_PROPRIETOR, MerchantKind.ENTERPRISE
            ),
        },
        hint=Text(
            "别人的账户要交结算授权书和收款人身份证；是否接受由收单机构定",
            "Another's account needs a letter and that person's ID; the acquirer decides",
        ),
        why=Why(
            Text(
                "开户名要和执照或身份证上的姓名一致，不一致又没有授权书会被退回。",
                "The account's name must equal that on the licence or ID, or there must be a letter.",
            ),
            "银行卡收单业务管理办法",
        ),
        loggable=True,
    )

    signing_heading = Heading(Text("签约", "Agreement"))
    contract_kind = Choice(Text("协议形式", "Form of the agreement"), ContractKind, loggable=True)
    signing_route = Choice(
        Text("申请表怎么签", "How the application is signed"), SigningRoute, loggable=True
    )

    checks = (
        rules.contact_fits_merchant.on(contact_kind, merchant_kind),
        rules.account_fits_merchant.on(account_kind, merchant_kind),
        rules.payee_fits_account.on(payee, merchant_kind, account_kind),
    )


SIGNED_HERE = Basics.signing_route.in_(SigningRoute.SCREEN, SigningRoute.PHOTO)
"""The signature itself is kept, as strokes."""
SIGNED_ON_PAPER = Basics.signing_route.in_(SigningRoute.PAPER_NOW, SigningRoute.PAPER_LATER)
"""The printed page is signed and comes back."""
SIGNATURE_PHOTOGRAPHED = Basics.signing_route.is_(SigningRoute.PHOTO)


class Needs(Step):
    """What the place takes, how it is paid, and what its terminal must do."""

    key, title = "needs", Text("确定需求", "Needs")
    intro = Text(
        "按实际情况估，差一点没关系；后面用来比价和挑机型。",
        "Estimates will do: they are used to compare quotes and choose a model.",
    )
    process = ("0.2", "1.1")

    place_heading = Heading(Text("店和生意", "The place and its trade"))
    trade = Line(
        Text("主要经营什么", "Main trade"),
        hint=Text(
            "如：火锅店、女装、汽车修理。按实际主营填", "What is really sold: hotpot, clothes…"
        ),
        most=30,
        why=Why(
            Text(
                "商户类别码按实际主营选；为了低费率选别的类别属于套码。",
                "The category code follows the real main trade; choosing another for its rate is a violation.",
            ),
            "银发〔2021〕259号",
        ),
    )
    place_kind = Choice(Text("场所类型", "Kind of place"), PlaceKind, loggable=True)
    monthly_volume = Amount(
        Text("预计每月收款", "Expected takings a month"),
        hint=Text("刷卡和扫码合计，可以写 8万", "Cards and QR together; 8万 is understood"),
        least=Decimal(1),
        most=Decimal(100_000_000),
    )
    average_ticket = Amount(
        Text("平均每笔", "Average payment"),
        least=Decimal("0.01"),
        most=Decimal(10_000_000),
        why=Why(
            Text(
                "借记卡手续费有封顶，每笔越大越划算，所以要知道单笔金额。",
                "Debit fees have a cap, so the cost depends on the size of a payment.",
            ),
            "发改价格〔2016〕557号",
        ),
    )
    channels = Choices(Text("顾客用什么付款", "What customers pay with"), CardScheme, loggable=True)
    credit_share = Rate(
        Text("其中信用卡约占", "Share of credit cards"),
        hint=Text("占全部收款的百分比，没有填 0", "Percent of all takings; 0 if none"),
        places=1,
        relevant=channels.contains(CardScheme.CREDIT),
    )
    qr_share = Rate(
        Text("其中扫码约占", "Share of QR payments"),
        hint=Text(
            "微信、支付宝、银联二维码合计；其余按借记卡算",
            "WeChat, Alipay and UnionPay QR; the rest is debit",
        ),
        places=1,
        relevant=channels.contains(CardScheme.WECHAT)
        | channels.contains(CardScheme.ALIPAY)
        | channels.contains(CardScheme.UNIONPAY_QR)
        | channels.contains(CardScheme.DIGITAL_YUAN),
    )

    functions_heading = Heading(Text("机器要能做什么", "What the terminal must do"))
    functions = Choices(Text("需要的功能", "Functions needed"), NeededFunction, loggable=True)
    remote_purpose = Paragraph(
        Text("为什么要远程收款", "Why remote payment is needed"),
        relevant=functions.contains(NeededFunction.REMOTE_PAYMENT),
        most=300,
        why=Why(
            Text(
                "个人收款码不得用于远程非面对面收款，要走商户的线上产品。",
                "Personal QR codes may not take remote payments: a merchant's online product is needed.",
            ),
            "银发〔2021〕259号",
        ),
    )
    works_with = Line(
        Text("要对接哪家银行系统、平台或软件", "Which bank system, platform or software"),
        relevant=functions.contains(NeededFunction.BANK_SYSTEM)
        | functions.contains(NeededFunction.PAYMENT_PLATFORM),
        most=100,
        hint=Text("写清名称和版本，选服务商时逐一核对", "Name and version, checked with providers"),
    )
    device_types = Choices(
        Text("合适的机型", "Suitable device types"),
        DeviceType,
        suggested=Calculation(rules.suggested_device_types, (Basics.premises, channels, functions)),
        loggable=True,
    )
    terminals = Count(
        Text("需要几台", "Number of terminals"), least=1, most=100, unit=Text("台", "terminals")
    )
    wished_source = Choice(
        Text("打算怎么拿机器", "How the device is wanted"),
        TerminalSource,
        required=False,
        loggable=True,
    )
    wished_cycle = Choice(
        Text("希望多久到账", "Wished settlement cycle"),
        SettlementCycle,
        hint=Text("当天到账通常另收费", "Same-day settlement usually costs extra"),
        loggable=True,
    )

    checks = (
        rules.ticket_is_part_of_volume.on(average_ticket, monthly_volume),
        rules.shares_add_up.on(qr_share, credit_share),
        rules.shares_are_everything.on(qr_share, credit_share, channels),
        rules.single_means_is_everything.on(qr_share, channels),
        rules.single_means_is_everything.on(credit_share, channels),
        rules.micro_credit_has_a_ceiling.on(credit_share, monthly_volume, Basics.merchant_kind),
        rules.micro_single_credit_ceiling.on(average_ticket, channels, Basics.merchant_kind),
        rules.many_channels_need_a_channel.on(channels, functions),
        rules.itinerant_needs_a_mobile_device.on(device_types, Basics.premises),
        rules.same_day_costs_extra.on(wished_cycle),
    )
