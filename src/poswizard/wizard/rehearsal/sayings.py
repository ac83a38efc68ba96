"""What a reviewer says where a rule is broken: the codebook of returns, and what it has no words for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from poswizard.providers.reasons import reason
from poswizard.text import Text

REASONS: Mapping[str, tuple[str, ...]] = {
    "shop_front_unclear": ("picture.no_sign", "picture.sign_differs"),
    "shop_inside_unclear": ("materials.shop_pictures",),
    "scenes_differ": (
        "picture.other_day",
        "materials.taken_on_different_days",
        "picture.address_differs",
        "rehearsal.picture_elsewhere",
    ),
    "scope_mismatch": ("business.mcc_and_scope", "basics.no_trade"),
    "account_kind_wrong": (
        "account.card_kind",
        "account.class",
        "basics.account",
        "basics.payee",
        "account.card_unknown",
        "account.card_length",
        "account.card_length_unusual",
        "account.card_check_digit",
        "picture.account_differs",
    ),
    "bank_code_mismatch": (
        "account.bank_of_card",
        "account.cnaps_bank",
        "account.cnaps_city",
        "account.cnaps_check_digit",
        "account.cnaps_outside_sichuan",
        "account.branch_is_another",
        "picture.bank_differs",
        "rehearsal.branch_of_other_bank",
    ),
    "id_expired": (
        "validity.expired",
        "validity.expires_soon",
        "validity.not_begun",
        "picture.expired",
        "picture.expires_soon",
        "rehearsal.ends_before_decision",
    ),
    "id_dates_differ": (
        "picture.valid_from_differs",
        "picture.valid_until_differs",
        "validity.reversed",
        "identity.validity_length",
    ),
    "licence_name_differs": (
        "picture.name_differs",
        "picture.person_differs",
        "picture.another_uscc",
        "picture.uscc_differs",
        "picture.scope_differs",
        "picture.capital_differs",
        "picture.founded_differs",
        "picture.serial_differs",
        "licence.name_blank",
        "verification.differs",
        "verification.register_out",
        "verification.register_unclear",
    ),
    "fee_wrong": (
        "terms.debit_below_cost",
        "terms.credit_below_cost",
        "terms.debit_uncapped",
        "terms.debit_rate_as_quoted",
        "terms.debit_cap_as_quoted",
        "terms.credit_rate_as_quoted",
        "terms.qr_rate_as_quoted",
        "terms.d0_surcharge_as_quoted",
        "terms.cycle_for_companies",
        "terms.cycle_differs",
        "budget.below_cost",
        "budget.uncapped",
        "business.fee_class_differs",
        "quote.credit_floor",
        "quote.debit_floor",
        "quote.uncapped",
        "provider.cycle",
        "provider.quote",
        "budget.not_stated",
        "budget.not_in_writing",
        "budget.unlisted_fee",
    ),
    "elements_failed": (
        "account.personal_name",
        "account.corporate_name",
        "identity.resident_id",
        "identity.name_characters",
        "identity.unusual_form",
        "identity.sex_differs",
        "picture.number_differs",
        "picture.another_number",
        "picture.sex_differs",
        "verification.mobile_not_confirmed",
        "verification.mobile_not_own",
        "account.authorised_is_principal",
        "rehearsal.rare_in_elements",
        "rehearsal.elements_check",
    ),
    "face_failed": ("rehearsal.face_check",),
    "too_many_applications": ("rehearsal.too_many",),
    "picture_invalid": (
        "picture.blurred",
        "picture.glare",
        "picture.shadow",
        "picture.too_dark",
        "picture.too_bright",
        "picture.too_small",
        "picture.corner_cut",
        "picture.wrong_side",
        "picture.wrong_kind",
        "picture.same_picture",
        "materials.same_picture",
        "materials.too_small",
        "materials.identity_pictures",
        "rehearsal.picture_too_large",
        "rehearsal.picture_format",
        "rehearsal.picture_few_pixels",
    ),
    "seal_missing": ("materials.copies_sealed", "declarations.pages_missing"),
    "picture_altered": (
        "picture.screen",
        "picture.screenshot",
        "picture.copy",
        "picture.greyscale",
        "materials.greyscale",
    ),
    "materials_missing": ("rehearsal.document_missing", "rehearsal.unanswered"),
    "trade_restricted": (
        "business.mcc_exempt",
        "business.mcc_needs_permit",
        "business.mcc_unknown",
    ),
}
"""By code of the codebook (`resources/tables/reasons.csv`): the rules whose breach brings it about."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A reviewer's sentence, and what to do about it."""

    code: str
    """Of the codebook, or `step.` and the step's key where it has no words."""
    says: Text
    remedy: Text


_OWN: Mapping[str, tuple[Text, Text]] = {
    "consent": (
        Text("告知同意不完整或已撤回", "Consent is incomplete or was withdrawn"),
        Text("请申请人重看告知书，改正后重新签名", "Have the notice read again, correct, sign anew"),
    ),
    "basics": (
        Text("商户类型与联系人、账户的选择对不上", "Kind of merchant, contact and account disagree"),
        Text("回到“基本情况”按执照重选", "Choose again on the first page, by the licence"),
    ),
    "needs": (
        Text("经营情况前后矛盾", "What is said of the trade contradicts itself"),
        Text("按实际经营改正金额、占比和设备", "Correct amounts, shares and devices to what is real"),
    ),
    "research": (
        Text("报价依据不足", "The quotes do not bear it out"),
        Text("补上有日期的书面报价", "Add dated quotes in writing"),
    ),
    "budget": (
        Text("预算与所选报价不一致", "The budget is not that of the chosen quote"),
        Text("重选报价并核对费用", "Choose the quote again and compare the fees"),
    ),
    "provider": (
        Text("服务商资格查不清或不合规", "The provider's licence is unclear or unfit"),
        Text(
            "到人民银行公示重查牌照；不合规的换一家",
            "Look the licence up again; if it is unfit, choose another provider",
        ),
    ),
    "identity": (
        Text("申请人身份信息有疑点", "Something about the applicant is doubtful"),
        Text("对照证件原件逐项核对，写明原因", "Compare with the original, and say why it is so"),
    ),
    "contact": (
        Text("联系人不合要求或缺授权", "The contact is not fit, or lacks a letter"),
        Text("改由本人联系，或补授权书和证件", "Name the principal, or add letter and document"),
    ),
    "licence": (
        Text("执照号码或类型不对", "Number or kind of the licence is wrong"),
        Text("照执照逐位核对", "Copy it from the licence digit by digit"),
    ),
    "owners": (
        Text("受益所有人信息不完整", "Beneficial owners are not complete"),
        Text("按股权结构补齐、改正", "Complete and correct them by the structure of ownership"),
    ),
    "business": (
        Text("店名、地址或营业信息不合要求", "Name, address or hours of the shop are not fit"),
        Text("照门头和执照改正，地址写到门牌号", "Correct by sign and licence, down to the number"),
    ),
    "account": (
        Text("结算账户信息有误", "Something about the account is wrong"),
        Text("照银行卡或开户证明逐位核对", "Compare with card or account proof digit by digit"),
    ),
    "terms": (
        Text("终端或结算要求不合规定", "Terminals or settlement are not as they may be"),
        Text("按机构的规定改正", "Correct them by the institution's rules"),
    ),
    "materials": (
        Text("材料不合要求", "The documents are not as asked for"),
        Text("按提示重拍或补充", "Take them again or add what is missing"),
    ),
    "verification": (
        Text("实名核验不充分", "The identity check is not sufficient"),
        Text("对照原件重新核验并记录结果", "Compare with the originals again and record it"),
    ),
    "questions": (
        Text("还有疑问没有答复", "Questions are still open"),
        Text("问清后记下答复，或写明为何先送", "Note the answers, or say why it goes first"),
    ),
    "declarations": (
        Text("声明或签名不合要求", "Declaration or signature is not fit"),
        Text("请有权签字的人核对后重新签", "Have it checked and signed by who may sign"),
    ),
    "review": (
        Text("上次退回的问题没有全部改", "Not everything of the last return was corrected"),
        Text("逐条改正，写明怎么改的", "Correct reason by reason, and say how"),
    ),
    "duplicate": (
        Text("与另一件申请重复", "It duplicates another application"),
        Text("核对两件申请：重复的撤下一件，不重复的写明原因", "Withdraw one, or say why both"),
    ),
    "characters": (
        Text("名称里有显示不出或不规范的字", "A name has characters that cannot be shown"),
        Text(
            "姓名照证件原样写，不换同音字；在“生僻字说明”里写明读音和部件，随申请表和资料包送出；小票上用哪几个字请机构书面确认",
            "Keep the character; state its sound and parts at “Rare characters”, which goes with form and package. Have "
            "the institution confirm in writing what the terminal is to show",
        ),
    ),
    "writing": (
        Text("名称的写法与证件的编码不一致", "A name is not written in the document's characters"),
        Text(
            "用输入法照证件重新输入这个字或间隔号，不要从别处粘贴",
            "Enter the character or the dot anew by the document, never by pasting",
        ),
    ),
    "acquirer": (
        Text("机构的系统收不下这一项", "The institution's system does not take it"),
        Text("按机构的长度改正", "Correct it to the institution's length"),
    ),
    "acquirer.missing": (
        Text("机构必填的没有填", "Something that the institution requires is missing"),
        Text("问清后补填", "Ask for it and fill it in"),
    ),
    "acquirer.no_word": (
        Text("机构的系统没有这种写法", "The institution's system has no word for it"),
        Text("送出前问机构这一项怎么报", "Ask the institution how it is to be stated before it goes"),
    ),
}  # fmt: skip
_THEMES = {
    "rehearsal.twin_person": "duplicate",
    "rehearsal.twin_licence": "duplicate",
    "rehearsal.twin_account": "duplicate",
    "rehearsal.twin_serial": "duplicate",
    "rehearsal.address_differs": "business",
    "rehearsal.no_glyph": "characters",
    "rehearsal.not_on_printer": "characters",
    "rehearsal.rare_on_printer": "characters",
    "rehearsal.odd_dot": "writing",
    "rehearsal.compatibility": "writing",
    "rehearsal.private_use": "writing",
    "acquirer.missing": "acquirer.missing",
    "acquirer.no_word": "acquirer.no_word",
    "review.not_corrected": "review",
}
"""What the rehearsal finds itself and the codebook has no words for."""


def saying_of(code: str, step_key: str) -> Saying:
    """The sentence for the breach of a rule that stands in this step."""
    book = _reason_of_rule().get(code)
    known = reason(book) if book else None
    if known:
        return Saying(known.code, known.says, known.remedy)
    theme = _THEMES.get(code) or ("acquirer" if code.startswith("acquirer.") else step_key)
    says, remedy = _OWN.get(theme, _OWN["materials"])
    return Saying(f"step.{theme}", says, remedy)


def rules_of(reason_code: str) -> tuple[str, ...]:
    """The rules whose breach brings a reason of the codebook about."""
    return REASONS.get(reason_code, ())


@cache
def _reason_of_rule() -> Mapping[str, str]:
    return {rule: code for code, rules in REASONS.items() for rule in rules}
