"""Closed lists of the phases understanding and preparation."""

from __future__ import annotations

from poswizard.text import Text, Vocabulary


class NoticeVersion(Vocabulary):
    """Which wording of the privacy notice was read out. A new wording is a new member, forever."""

    V2026_11 = "2026-11", Text("2026年11月版", "November 2026")


class SignerRelation(Vocabulary):
    """Who consents, seen from the merchant."""

    OPERATOR = "operator", Text("经营者本人", "The operator")
    LEGAL_REPRESENTATIVE = (
        "legal_representative",
        Text("法定代表人本人", "The legal representative"),
    )
    HANDLER = (
        "handler",
        Text("受委托的经办人", "An authorised handler"),
        Text("只能就本人的信息同意；法定代表人的同意要由其本人签", "Consents for themselves only"),
    )


class SigningRoute(Vocabulary):
    """How the applicant signs."""

    SCREEN = "screen", Text("在屏幕上签", "On the screen"), Text("用手写板、触摸屏或鼠标", "By pen")
    PHOTO = (
        "photo",
        Text("签在白纸上，拍下签名", "On white paper, photographed"),
        Text("没有手写板时用：只取签名的笔迹", "Without a pad: only the strokes are taken"),
    )
    PAPER_NOW = (
        "paper_now",
        Text("纸上签，当场扫进来", "On paper, scanned at once"),
        Text("先打印申请表，签好后拍照或扫描", "Print the form, sign, then photograph or scan"),
    )
    PAPER_LATER = (
        "paper_later",
        Text("纸带回去签，以后扫进来", "On paper, brought back later"),
        Text(
            "草稿照常保存，签好之前不能提交", "The draft is kept; without it nothing is handed in"
        ),
    )


class NeededFunction(Vocabulary):
    """What a merchant wants of a terminal, and what a model is said to offer: the same words on both sides."""

    SWIPE_AND_CHIP = "swipe_and_chip", Text("刷卡和插卡", "Swipe and chip cards")
    CONTACTLESS = "contactless", Text("挥卡和手机闪付", "Contactless cards and phones")
    TRANSFER = "transfer", Text("转账", "Transfers")
    MANY_CHANNELS = (
        "many_channels",
        Text("多渠道收款", "Many channels"),
        Text("微信、支付宝、银联二维码", "WeChat, Alipay, UnionPay QR"),
    )
    INSTANT_QUERY = "instant_query", Text("即时查询", "Instant query")
    RECONCILIATION = "reconciliation", Text("账务管理与对账", "Accounts and reconciliation")
    RISK_CONTROL = "risk_control", Text("风险控制", "Risk control")
    PRE_AUTHORISATION = (
        "pre_authorisation",
        Text("预授权", "Pre-authorisation"),
        Text("住店、租车先押后结", "A hold first, the charge later: hotels, car hire"),
    )
    REMOTE_PAYMENT = (
        "remote_payment",
        Text("远程收款", "Remote payment"),
        Text("顾客不在店里；个人收款码不得用于远程收款", "Customer not present"),
    )
    MULTI_CURRENCY = "multi_currency", Text("多币种", "Several currencies")
    BANK_SYSTEM = "bank_system", Text("与银行系统对接", "Works with the bank's systems")
    PAYMENT_PLATFORM = (
        "payment_platform",
        Text("与支付平台、收银软件对接", "Works with payment platforms and till software"),
    )
    MOBILE_USE = "mobile_use", Text("移动使用", "Use on the move")
    PRINTED_RECEIPT = "printed_receipt", Text("打印小票", "Printed receipts")


class QuoteSource(Vocabulary):
    """Where the facts of a quote come from."""

    WEB = "web", Text("网上资料", "Web")
    EXPERT = "expert", Text("业内人士", "Expert")
    OTHER_USERS = "other_users", Text("其他商户", "Other users")
    VISIT = "visit", Text("上门或到店了解", "Visit")
    LEAFLET = "leaflet", Text("宣传单、报价单", "Leaflet or written quote")


class Funding(Vocabulary):
    """Where the money for device and fees comes from."""

    OWN_FUNDS = "own_funds", Text("自有资金", "Own funds")
    TAKINGS = "takings", Text("营业收入", "Takings")
    LOAN = "loan", Text("贷款", "Loan")
    SUBSIDY = "subsidy", Text("银行或服务商补贴", "Subsidy of bank or provider")


class LicensedBusiness(Vocabulary):
    """Kinds of payment business that a licence names (支付业务许可证)."""

    PROCESSING_1 = "processing_1", Text("支付交易处理Ⅰ类", "Payment processing I")
    PROCESSING_2 = "processing_2", Text("支付交易处理Ⅱ类", "Payment processing II")
    STORED_VALUE_1 = "stored_value_1", Text("储值账户运营Ⅰ类", "Stored value I")
    STORED_VALUE_2 = "stored_value_2", Text("储值账户运营Ⅱ类", "Stored value II")
    CARD_ACQUIRING = (
        "card_acquiring",
        Text("银行卡收单（旧类型）", "Card acquiring (old kind)"),
        Text("换证后为支付交易处理Ⅰ类", "Becomes payment processing I"),
    )
    OTHER_OLD = (
        "other_old",
        Text("其他旧类型", "Other old kinds"),
        Text("互联网支付、预付卡等，不含收单", "Internet payment, prepaid cards: no acquiring"),
    )


class LicenceRegion(Vocabulary):
    """How far the licence reaches, seen from Sichuan."""

    NATIONWIDE = "nationwide", Text("全国，没有除外地区", "Nationwide, no exception")
    NATIONWIDE_EXCEPT = "nationwide_except", Text("全国，有除外地区", "Nationwide, with exceptions")
    PROVINCES = "provinces", Text("只限列明的省份", "Only the provinces named")


class ClearingAnswer(Vocabulary):
    """What is known of a sign of single clearing before the first settlement."""

    AS_IT_SHOULD = "as_it_should", Text("相符", "As it should be")
    NOT_SO = "not_so", Text("不相符", "Not so")
    SEEN_LATER = (
        "seen_later",
        Text("等首笔结算时核对", "Seen at the first settlement"),
        Text("激活阶段会再问一次", "Asked again at activation"),
    )


class Score(Vocabulary):
    """A mark from one to five."""

    VERY_POOR = "1", Text("1 很差", "1 very poor")
    POOR = "2", Text("2 较差", "2 poor")
    FAIR = "3", Text("3 一般", "3 fair")
    GOOD = "4", Text("4 较好", "4 good")
    VERY_GOOD = "5", Text("5 很好", "5 very good")
