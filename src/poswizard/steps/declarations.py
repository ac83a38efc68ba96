"""What the applicant declares and signs before the application leaves."""

from __future__ import annotations

from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Choice, Day, Line, Tick
from poswizard.forms.rich_kinds import Signature
from poswizard.forms.step import Heading, Step
from poswizard.steps import submission_checks as rules
from poswizard.steps import verification_checks as records
from poswizard.steps.application import HANDLER, Contact, Identity
from poswizard.steps.application_choices import Signer
from poswizard.steps.basics import SIGNATURE_PHOTOGRAPHED, SIGNED_HERE, SIGNED_ON_PAPER, Basics
from poswizard.steps.picture import Picture
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.understanding import Consent
from poswizard.text import Text

BROUGHT_LATER = Basics.signing_route.is_(SigningRoute.PAPER_LATER)
FRAUD_LAW = "反电信网络诈骗法第三十一条"


class Declarations(Step):
    """The declarations, confirmed one by one, and the signature under them."""

    key, title = "declarations", Text("声明与签字", "Declarations and signature")
    intro = Text(
        "请申请人看过全部内容，逐条念给他听，确认一条勾一条，最后签字。",
        "The applicant sees everything, each point is read out and ticked, then signed.",
    )
    process = ("2.4",)

    declarations_heading = Heading(Text("申请人声明", "The applicant declares"))
    seen = Tick(
        Text(
            "已看过申请的全部内容和照片，与事实一致",
            "Has seen all answers and pictures, and they are true",
        )
    )
    real_business = Tick(
        Text("是真实经营，机器只用于自己的生意", "A real trade; the terminal serves it alone"),
        why=Why(
            Text("不得虚构交易和身份。", "No feigned trade or identity."),
            f"{FRAUD_LAW}；非银行支付机构监督管理条例第二十二条",
        ),
    )
    no_lending = Tick(
        Text(
            "不出租、出借、出售机器和结算账户",
            "Does not rent, lend or sell the terminal or the account",
        ),
        why=Why(
            Text(
                "出租、出借、出售账户和机具，会被追究责任并限制业务。",
                "Whoever does is held liable and barred from services.",
            ),
            FRAUD_LAW,
        ),
    )
    no_cash_out = Tick(
        Text("不套现，不帮别人刷卡套现", "No cash-out, for oneself or for others"),
        why=Why(
            Text(
                "用 POS 机虚构交易套取信用卡现金，情节严重的构成犯罪。",
                "Cash-out by feigned sales is an offence where serious.",
            ),
            "银行卡收单业务管理办法；反电信网络诈骗法",
        ),
    )
    no_moving = Tick(
        Text("不擅自移机；换地址、换账户、换法人先报备", "Moves and changes are reported first"),
        why=Why(
            Text(
                "终端与商户、账户、地点绑定，改动要先报收单机构。",
                "The terminal is tied to merchant, account and place.",
            ),
            "银发〔2021〕259号",
        ),
    )
    fees_understood = Tick(
        Text("清楚费率、结算周期和要付的费用", "Understands rates, settlement cycle and costs"),
        why=Why(
            Text("收费要事先讲明。", "Charges are explained beforehand."),
            "非银行支付机构监督管理条例第三十四条",
        ),
    )

    signature_heading = Heading(Text("签字", "Signature"))
    signer = Choice(
        Text("谁签字", "Who signs"),
        Signer,
        only_when={Signer.HANDLER: HANDLER},
        loggable=True,
    )
    signer_name = Line(
        Text("签字人姓名", "Name of the signer"),
        least=2,
        most=50,
        suggested=Calculation(rules.signer_name, (signer, Identity.name, Contact.name)),
    )
    signature = Signature(
        Text("请申请人签名", "Signature of the applicant"),
        slot="SIGNATURE",
        relevant=SIGNED_HERE,
        photographed=SIGNATURE_PHOTOGRAPHED,
        constraint=rules.signature_is_not_later,
        hint=Text("签之前在大字窗口里看过全部内容", "After seeing everything in the large window"),
    )
    paper_due = Day(
        Text("签好的纸哪天前拿回来", "Signed paper expected by"),
        relevant=BROUGHT_LATER,
        hint=Text("到了这一天还没拿回来，首页会提醒", "Home speaks of it when that day comes"),
        why=Why(
            Text(
                "没有签字不能提交；定个日子，免得忘了。",
                "Nothing is handed in unsigned; a day keeps it from being forgotten.",
            ),
            "办理约定",
        ),
    )
    signed_form = Picture(
        Text("签好的申请表", "Signed application form"),
        slot="SIGNED_FORM",
        most=40,
        relevant=SIGNED_ON_PAPER,
        constraint=rules.signed_form_is_whole,
        hint=Text(
            "用上面的“把签好的纸扫进来”，版本、页数、签名自动核对",
            'By "Scan in the signed paper" above: revision, pages and signature are checked',
        ),
        good=Text("每页都拍，签名、日期、公章清楚", "Every page; signature, day and seal legible"),
        bad=Text("只拍签名页、缺页、打印的是旧版", "Only one page, pages missing, an old print"),
    )
    signed_on = Day(
        Text("签字日期", "Signed on"),
        relevant=SIGNED_ON_PAPER,
        constraint=records.not_later_than_today,
    )
    witness = Line(
        Text("见证人工号", "Witness (staff number)"),
        most=20,
        suggested=Calculation(records.same_person, (Consent.staff_id,)),
        hint=Text("看着申请人签字的人", "Who saw the applicant sign"),
    )

    checks = (
        rules.handler_may_sign.on(signer, Basics.contact_kind),
        rules.signer_is_named.on(signer_name, signer, Identity.name, Contact.name),
    )
