"""Closed lists that only the application phase asks: owners, account, verification, declarations, review."""

from __future__ import annotations

from poswizard.text import Text, Vocabulary


class OwnershipBasis(Vocabulary):
    """Why a person counts as beneficial owner (受益所有人信息管理办法, art. 6 and 7)."""

    SHARES = (
        "shares",
        Text("持股、表决权或收益权 25% 以上", "25 % or more of shares, votes or income"),
    )
    CONTROL = (
        "control",
        Text("不到 25%，但实际控制", "Below 25 %, but in actual control"),
        Text("如协议、亲属关系、人事或财务安排", "By agreement, kinship, personnel or finances"),
    )
    MANAGEMENT = (
        "management",
        Text("没有上面两种人，由日常经营负责人认定", "Nobody of those: who runs the business"),
    )


class AccountClass(Vocabulary):
    """Class of a personal bank account; class II and III are limited in amounts."""

    CLASS_1 = "class_1", Text("Ⅰ类户（柜面开的储蓄卡）", "Class I (opened at the counter)")
    CLASS_2 = "class_2", Text("Ⅱ类户", "Class II")
    CLASS_3 = "class_3", Text("Ⅲ类户", "Class III")
    UNKNOWN = "unknown", Text("不清楚", "Not known")


class Comparison(Vocabulary):
    """What came out of comparing two things."""

    AGREES = "agrees", Text("一致", "They agree")
    DIFFERS = "differs", Text("不一致", "They differ")
    UNABLE = "unable", Text("无法核对", "Could not be compared")


class MobileConfirmation(Vocabulary):
    """How the applicant confirmed that the mobile number is theirs."""

    CALLED = "called", Text("当场拨打，接通", "Called on the spot, it rang")
    SHOWN = "shown", Text("在手机上看到本机号码", "Own number seen on the phone")
    REPEATED = "repeated", Text("申请人复述无误", "The applicant repeated it correctly")
    NOT_CONFIRMED = "not_confirmed", Text("没有确认", "Not confirmed")


class RegisterStatus(Vocabulary):
    """What the public register of enterprises says of the licence."""

    NORMAL = "normal", Text("存续/在营", "In business")
    ABNORMAL = "abnormal", Text("列入经营异常名录", "Listed for irregularities")
    REVOKED = "revoked", Text("吊销", "Revoked")
    CANCELLED = "cancelled", Text("注销", "Cancelled")
    NOT_FOUND = "not_found", Text("查不到", "Not found")
    PENDING = "pending", Text("还没查，待机构核查", "Not looked up: pending at the acquirer")


class OnlineCheck(Vocabulary):
    """What only the acquirer can check, because it needs a network; never claimed as done here."""

    IDENTITY = "identity", Text("姓名与身份证号联网核查", "Name and ID number with the register")
    FACE = "face", Text("人脸识别", "Face recognition")
    MOBILE_CODE = "mobile_code", Text("手机短信验证码", "Code sent to the mobile")
    CARD_ELEMENTS = (
        "card_elements",
        Text("三要素验证（姓名＋身份证号＋卡号）", "Name, ID number and card number together"),
    )
    ACCOUNT_PAYMENT = (
        "account_payment",
        Text("对公账户打款验证", "Verification payment to the account"),
    )
    LICENCE = "licence", Text("营业执照联网核查", "Licence with the register")
    RISK_LISTS = "risk_lists", Text("特约商户风险信息查询", "Merchant risk information")


class Signer(Vocabulary):
    """Who signs the application."""

    PRINCIPAL = "principal", Text("法定代表人/经营者本人", "Legal representative or operator")
    HANDLER = "handler", Text("经授权的经办人", "Authorised handler")


class ReasonsGiven(Vocabulary):
    """Whether the acquirer said why it returned the application."""

    LISTED = "listed", Text("有，逐条记在下面", "Yes, listed below")
    NONE_GIVEN = "none_given", Text("对方没有说明原因", "None given")


class ReasonSubject(Vocabulary):
    """What a reason for return speaks of."""

    FIELD = "field", Text("填写的内容", "An answer")
    PICTURE = "picture", Text("照片或证明", "A picture or document")
    WHOLE = "whole", Text("整个申请", "The application as a whole")


class VisitResult(Vocabulary):
    """What the acquirer's visit to the shop found."""

    GOOD = "good", Text("属实，没有问题", "As stated, nothing amiss")
    REMARKS = "remarks", Text("属实，有需要改正的地方", "As stated, with things to correct")
    DOUBTS = "doubts", Text("与申请不符", "Not as stated")


class MaterialState(Vocabulary):
    """How far one document of the list has come."""

    MISSING = "missing", Text("待补", "Missing")
    OPTIONAL = "optional", Text("可不交", "Optional")
    ADDED = "added", Text("已添加", "Added")
    FAULTY = "faulty", Text("要重拍", "To be taken again")
