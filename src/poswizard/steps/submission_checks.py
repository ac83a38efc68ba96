"""Rules on signing, handing in and the agreement."""

from __future__ import annotations

from datetime import date, datetime

from poswizard.documents.page_code import PRINTED_CODE, PageCode
from poswizard.domain import names
from poswizard.domain.merchant import ContactKind
from poswizard.forms.document_kind import Page
from poswizard.forms.issue import Level, rule
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.rich_kinds import Signed
from poswizard.steps.application_choices import Signer
from poswizard.text import Text


def signer_name(signer: Signer, principal: str, contact: str) -> str:
    """The name of whoever signs, as entered before."""
    return contact if signer is Signer.HANDLER else principal


def receiving_institution(provider: str | None, agent: str | None) -> str | None:
    """The agent where there is one, else the provider itself."""
    return agent or provider


def email_draft(shop: str, provider: str) -> str:
    """A letter to go with the sealed package; mail travels in the clear, so nobody is named in it."""
    return (
        f"主题：POS 机商户申请资料（{shop}）\n"
        f"{provider}：\n"
        f"现提交“{shop}”的收单商户申请资料，附件为加密签名的资料包（.age 和 .p7s 两个文件），"
        "请用贵机构的密钥打开，并先核对签名。\n"
        "收到后请回复受理编号；需要补件时，请写明具体字段或照片。\n"
        "本邮件正文不含个人信息，请勿在回复中写出证件号或账号。"
    )


@rule(
    "declarations.signer_name",
    Level.ERROR,
    Text("签字人是申请里的人", "The signer is a person of the application"),
    "银行卡收单业务管理办法",
)
def signer_is_named(name: str, signer: Signer, principal: str, contact: str) -> Text | None:
    """The legal representative or operator, or the authorised handler."""
    if names.same_name(name, signer_name(signer, principal, contact)):
        return None
    return Text(
        "签字人姓名与前面填的不同；只能由法定代表人/经营者或经办人签，请核对",
        "Not the name given before: only the principal or the handler may sign",
    )


@rule(
    "declarations.signer_kind",
    Level.ERROR,
    Text("没有经办人的由本人签", "Without a handler the principal signs"),
    "特约商户进件要求（小微商户由经营者本人办理）",
)
def handler_may_sign(signer: Signer, contact: ContactKind) -> Text | None:
    """A handler signs only where one was named, with letter and ID."""
    if signer is not Signer.HANDLER or contact is ContactKind.HANDLER:
        return None
    return Text(
        "这份申请没有经办人，请由法定代表人/经营者本人签",
        "There is no handler in this application: the principal signs",
    )


@rule(
    "declarations.signature_later",
    Level.ERROR,
    Text("签名时间不在将来", "The signature is not in the future"),
    "签名记录",
)
def signature_is_not_later(signed: Signed, today: date) -> Text | None:
    """A wrong clock would make the signature worthless."""
    if signed.at.astimezone(CHINA_TIME).date() <= today:
        return None
    return Text(
        "签名时间在今天之后；请校正电脑时间后重新签名",
        "Signed in the future: set this computer's clock, then sign again",
    )


@rule(
    "declarations.pages_missing",
    Level.ERROR,
    Text("签好的申请表一页不缺", "No page of the signed form is missing"),
    "签字及于申请表全部各页（申请表末页）",
)
def signed_form_is_whole(pages: tuple[Page, ...]) -> Text | None:
    """Of pages that say by their code which they are; what was taken by hand cannot be counted."""
    codes = [code for page in pages if (code := printed_code(page))]
    here = {code.page for code in codes}
    missing = [n for n in range(1, max((c.of for c in codes), default=0) + 1) if n not in here]
    if not missing or len(codes) < len(pages):
        return None
    listed = "、".join(str(n) for n in missing)
    return Text(
        f"缺第 {listed} 页；请把缺的页也扫进来",
        f"Missing: page {listed.replace('、', ', ')}. Scan these in as well",
    )


def printed_code(page: Page) -> PageCode | None:
    """The code that was read on a signed page, if one was."""
    said = page.says(PRINTED_CODE)
    return PageCode.parse(said.text) if said else None


@rule(
    "submission.late",
    Level.WARNING,
    Text("在截止日期前提交", "Handed in before the deadline"),
    "提交申请：在规定期限内",
)
def handed_in_in_time(sent: datetime, deadline: date) -> Text | None:
    """The institution may ask for a new application."""
    if sent.astimezone(CHINA_TIME).date() <= deadline:
        return None
    return Text(
        f"提交晚于截止日期 {deadline.isoformat()}；请先问机构是否还收，写明答复",
        f"After the deadline {deadline.isoformat()}: ask whether it is still taken, note the answer",
    )


@rule(
    "submission.receiver_differs",
    Level.WARNING,
    Text("交给所选的服务商或其代理商", "Handed to the chosen provider or its agent"),
    "个人信息保护法第二十三条",
)
def receiver_was_chosen(receiver: str, provider: str) -> Text | None:
    """The applicant agreed that the data go to the acquirer named in the consent."""
    if names.same_name(receiver, provider):
        return None
    return Text(
        "接收机构与所选服务商不同；交给别的机构要另外取得同意，是其代理商或分支机构请写明",
        "Not the chosen provider: another receiver needs a new consent; if it is its agent or branch, say so",
    )


@rule(
    "contract.partner",
    Level.ERROR,
    Text("签约方就是所选的持牌机构", "The partner is the licensed provider chosen"),
    "银办发〔2017〕217号；非银行支付机构监督管理条例第二十条",
)
def partner_is_provider(partner: str, provider: str) -> Text | None:
    """Rule 38: an agreement with anybody else is the mark of double clearing."""
    if names.same_name(partner, provider):
        return None
    return Text(
        "签约方不是所选的收单机构，可能是二清；请逐字核对协议首页，确实不同就不要签",
        "The partner is not the chosen acquirer, a mark of double clearing: compare; if it differs, do not sign",
    )


@rule(
    "contract.fees_differ",
    Level.WARNING,
    Text("协议费率与申请一致", "The agreement's fees are those applied for"),
    "非银行支付机构监督管理条例第三十四条",
)
def fees_are_as_applied(same: bool) -> Text | None:
    """What was not shown may not be charged."""
    if same:
        return None
    return Text(
        "协议费率与申请不同；请商户看清新费率再签，写明谁同意的",
        "The fees differ: the merchant reads the new ones before signing; say who agreed",
    )
