"""The closed lists about merchants, their papers, accounts and premises, and the life of an application."""

from __future__ import annotations

from poswizard.text import Text, Vocabulary


class MerchantKind(Vocabulary):
    """The three kinds of merchant that acquirers' interface documents distinguish."""

    MICRO = (
        "micro",
        Text("小微商户", "micro merchant"),
        Text("自然人经营，没有营业执照", "a natural person trading without a business licence"),
    )
    SOLE_PROPRIETOR = (
        "sole_proprietor",
        Text("个体工商户", "sole proprietor"),
        Text(
            "营业执照类型为个体工商户，代码92开头",
            "the licence says 个体工商户; its code begins 92",
        ),
    )
    ENTERPRISE = (
        "enterprise",
        Text("企业", "enterprise"),
        Text("公司等法人执照，代码91开头", "a company's licence; its code begins 91"),
    )

    @property
    def uscc_kind(self) -> str | None:
        """The first two characters of its unified social credit code; a micro merchant has none."""
        return {MerchantKind.SOLE_PROPRIETOR: "92", MerchantKind.ENTERPRISE: "91"}.get(self)

    @property
    def has_licence(self) -> bool:
        """There is a business licence."""
        return self is not MerchantKind.MICRO


class CodeFit(Vocabulary):
    """How a unified social credit code fits the declared kind of merchant."""

    FITS = "fits", Text("相符", "fits")
    UNUSUAL = (
        "unusual",
        Text(
            "信用代码不是91或92开头，请核对执照类型与商户类型",
            "The code begins neither 91 nor 92: compare the licence with the kind of merchant",
        ),
    )
    CROSSED = (
        "crossed",
        Text(
            "信用代码与商户类型不符：91开头是企业，92开头是个体工商户，请改正其中一项",
            "Code and kind of merchant disagree: 91 is a company, 92 a sole proprietor; correct one of them",
        ),
    )


def uscc_fits_kind(code: str, kind: MerchantKind) -> CodeFit:
    """How the first two characters of a code fit the kind: crossed is an error, unusual a warning."""
    if kind.uscc_kind is None or code[:2] == kind.uscc_kind:
        return CodeFit.FITS
    return CodeFit.CROSSED if code[:2] in ("91", "92") else CodeFit.UNUSUAL


class LicenceKind(Vocabulary):
    """Which number stands on a business licence."""

    USCC = "uscc", Text("统一社会信用代码（18位）", "unified social credit code (18)")
    OLD_NUMBER = (
        "old_number",
        Text("旧版注册号（15位）", "old registration number (15)"),
        Text(
            "请建议商户先换发三证合一执照",
            "advise the merchant to have the merged licence issued first",
        ),
    )


class IdDocumentKind(Vocabulary):
    """The identity documents that acquirers take."""

    RESIDENT_ID = "resident_id", Text("居民身份证", "resident ID card")
    PASSPORT = "passport", Text("护照", "passport")
    HK_MACAO_PERMIT = (
        "hk_macao_permit",
        Text("港澳居民来往内地通行证", "mainland travel permit for Hong Kong and Macao residents"),
    )
    TAIWAN_PERMIT = (
        "taiwan_permit",
        Text("台湾居民来往大陆通行证", "mainland travel permit for Taiwan residents"),
    )
    HK_MACAO_RESIDENCE = (
        "hk_macao_residence",
        Text("港澳居民居住证", "residence permit for Hong Kong and Macao residents"),
    )
    TAIWAN_RESIDENCE = (
        "taiwan_residence",
        Text("台湾居民居住证", "residence permit for Taiwan residents"),
    )
    FOREIGN_RESIDENCE = (
        "foreign_residence",
        Text("外国人永久居留身份证", "foreign permanent resident ID card"),
    )

    @property
    def has_resident_number(self) -> bool:
        """Its number has the form of a resident ID (GB 11643)."""
        return self in (
            IdDocumentKind.RESIDENT_ID,
            IdDocumentKind.HK_MACAO_RESIDENCE,
            IdDocumentKind.TAIWAN_RESIDENCE,
        )

    @property
    def has_back(self) -> bool:
        """There is a second side to be photographed."""
        return self is not IdDocumentKind.PASSPORT


class Premises(Vocabulary):
    """Whether trade is done at one place; it decides how often and how the site is inspected."""

    FIXED = "fixed", Text("固定经营场所", "fixed premises")
    ITINERANT = (
        "itinerant",
        Text("流动经营", "itinerant"),
        Text(
            "摆摊、上门服务等，需定期提供交易现场照片",
            "stalls, visits: pictures of trading from time to time",
        ),
    )


class PlaceKind(Vocabulary):
    """The kind of place where customers pay."""

    SHOP = "shop", Text("零售店铺", "shop")
    SUPERMARKET = "supermarket", Text("超市、便利店", "supermarket or convenience store")
    RESTAURANT = "restaurant", Text("餐饮", "restaurant")
    HOTEL = "hotel", Text("酒店、旅馆、民宿", "hotel or guest house")
    TRAVEL = "travel", Text("旅游、景区", "travel or scenic area")
    MARKET_STALL = "market_stall", Text("市场摊位", "market stall")
    SERVICE = "service", Text("生活服务（美容、维修等）", "services: beauty, repair and the like")
    ENTERTAINMENT = "entertainment", Text("休闲娱乐", "leisure and entertainment")
    MEDICAL = "medical", Text("医疗、药店", "medical or pharmacy")
    EDUCATION = "education", Text("教育培训", "education and training")
    TRANSPORT = "transport", Text("交通运输、停车、加油", "transport, parking, fuel")
    WHOLESALE = "wholesale", Text("批发", "wholesale")
    MOBILE_TRADE = "mobile_trade", Text("上门或流动服务", "mobile trade")
    OTHER = "other", Text("其他", "other")


class Scene(Vocabulary):
    """Where sales happen."""

    OFFLINE = "offline", Text("线下", "offline")
    ONLINE = "online", Text("线上", "online")
    BOTH = "both", Text("线上和线下", "both")


class StaffSize(Vocabulary):
    """How many people work there, in the steps acquirers ask."""

    UP_TO_50 = "up_to_50", Text("50人及以下", "up to 50")
    UP_TO_100 = "up_to_100", Text("51至100人", "51 to 100")
    OVER_100 = "over_100", Text("100人以上", "over 100")


class ShopForm(Vocabulary):
    """Single shop or part of a chain."""

    SINGLE = "single", Text("单店", "single shop")
    CHAIN = "chain", Text("连锁", "chain")


class AccountKind(Vocabulary):
    """The two kinds of settlement account."""

    CORPORATE = "corporate", Text("对公账户", "corporate account")
    PERSONAL = "personal", Text("对私账户（个人银行卡）", "personal account (bank card)")


class Payee(Vocabulary):
    """To whom the money is settled."""

    MERCHANT = "merchant", Text("商户本身（同名账户）", "the merchant itself (same name)")
    LEGAL_REPRESENTATIVE = "legal_representative", Text("法定代表人", "legal representative")
    AUTHORISED_PERSON = (
        "authorised_person",
        Text("授权的其他人", "another authorised person"),
        Text("需结算授权书和收款人证件", "needs an authorisation letter and the payee's ID"),
    )


class ContactKind(Vocabulary):
    """In which capacity the contact acts."""

    LEGAL = "legal", Text("法定代表人或经营者本人", "legal representative or operator")
    HANDLER = (
        "handler",
        Text("经办人", "authorised handler"),
        Text("需业务办理授权函和经办人证件", "needs an authorisation letter and the handler's ID"),
    )


class ContractKind(Vocabulary):
    """How the acquiring agreement is signed."""

    PAPER = "paper", Text("纸质协议", "on paper")
    ELECTRONIC = "electronic", Text("电子签约", "electronically")


class Occupation(Vocabulary):
    """Occupations in the eight classes China UMS asks for; asked only where the acquirer asks."""

    PROFESSIONAL = "professional", Text("各类专业、技术人员", "professional or technician")
    OFFICIAL = (
        "official",
        Text(
            "国家机关、党群组织、企事业单位的负责人",
            "head of an authority, organisation or company",
        ),
    )
    CLERK = "clerk", Text("办事人员和有关人员", "clerk")
    COMMERCE = "commerce", Text("商业工作人员", "commerce")
    SERVICES = "services", Text("服务性工作人员", "services")
    FARMING = "farming", Text("农林牧渔劳动者", "farming, forestry or fishery")
    PRODUCTION = (
        "production",
        Text("生产工作、运输工作和部分体力劳动者", "production, transport or manual work"),
    )
    OTHER = "other", Text("不便分类的其他劳动者", "other")

    @property
    def ums_code(self) -> str:
        """The digit of China UMS, 0 to 7."""
        return str(list(Occupation).index(self))


class SubmissionChannel(Vocabulary):
    """How a package reaches the acquirer."""

    COUNTER = "counter", Text("当面递交", "in person")
    POST = "post", Text("邮寄", "by post")
    EMAIL = "email", Text("电子邮件", "by e-mail")
    SYSTEM = "system", Text("机构系统上传", "into the institution's system")


class ProviderKind(Vocabulary):
    """What entitles a provider to acquire cards."""

    BANK = "bank", Text("银行", "bank")
    PAYMENT_INSTITUTION = (
        "payment_institution",
        Text("持牌支付机构", "licensed payment institution"),
    )


class LicenceStatus(Vocabulary):
    """The state of a payment business licence on the day it was looked up."""

    VALID = "valid", Text("有效", "valid")
    SUSPENDED = "suspended", Text("中止审查", "suspended")
    ENDED = "ended", Text("已注销或不再续展", "ended")
    NOT_FOUND = "not_found", Text("名单中未查到", "not found in the list")


class VerificationMethod(Vocabulary):
    """How an identity was compared with its document."""

    ORIGINAL_SEEN = "original_seen", Text("当面核对原件", "original seen in person")
    ID_READER = "id_reader", Text("身份证读卡器", "ID card reader")
    VIDEO = "video", Text("视频核对", "by video")
    PENDING_ONLINE = (
        "pending_online",
        Text("待机构联网核查", "pending: the institution checks online"),
    )


class Outcome(Vocabulary):
    """The result of one check."""

    PASSED = "passed", Text("通过", "passed")
    FAILED = "failed", Text("不通过", "failed")
    NOT_APPLICABLE = "not_applicable", Text("不适用", "not applicable")
