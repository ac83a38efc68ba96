"""Phase 0: what the applicant is applying for, read together, and the consent before any personal data."""

from __future__ import annotations

from poswizard.forms.condition import NEVER
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Choice, Count, Day, Digits, Line, Moment, Tick
from poswizard.forms.rich_kinds import Signature
from poswizard.forms.step import Heading, Milestone, Phase, Step
from poswizard.steps import preparation_checks as rules
from poswizard.steps import submission_checks as signed
from poswizard.steps.picture import Picture
from poswizard.steps.preparation_choices import NoticeVersion, SignerRelation, SigningRoute
from poswizard.text import Text


class Introduction(Step):
    """What applicant and clerk read together before anything is asked."""

    key, title = "introduction", Text("申请前先了解", "Before applying")
    intro = Text(
        "请和申请人一起看这一页，边看边讲，大约两分钟。",
        "Go through this page together with the applicant; it takes about two minutes.",
    )
    process = ("0.1", "0.2", "0.3", "0.4")

    terminal_heading = Heading(
        Text("POS 机是什么", "What a POS terminal is"),
        Text(
            "店里收银行卡和扫码款的机器。每台机器登记在一个商户、一个结算账户和一个安装地点名下，不能出借、转卖，"
            "搬走要先报备。“个人 POS 机”指给个体工商户或小微商户用的机器；没有真实经营的人不能申请。",
            "The machine that takes card and QR payments in a shop. Each one is registered to one merchant, one "
            "settlement account and one place; it may not be lent or sold, and moving it must be reported first. A "
            '"personal" terminal is one for a sole proprietor or micro merchant: nobody without a real trade can apply.',
        ),
    )
    functions_heading = Heading(
        Text("它能做什么", "What it does"),
        Text(
            "刷卡和插卡、转账、多渠道收款（微信、支付宝、银联二维码）、即时查询、账务管理与对账、风险控制。"
            "不是每种机器样样都有，下一步按您的需要选。",
            "Swipe and chip cards, transfers, many channels (WeChat, Alipay, UnionPay QR), instant query, accounts and "
            "reconciliation, risk control. Not every model does all of it: the next steps choose by need.",
        ),
    )
    terminal_explained = Tick(
        Text("已向申请人讲明：POS 机是什么、能做什么", "Explained: what the terminal is and does")
    )
    clearing_heading = Heading(
        Text("钱怎么到账：一清和二清", "How the money arrives: single or double clearing"),
        Text(
            "一清：顾客付款 → 持牌收单机构 → 您本人的结算账户。\n"
            "二清：顾客付款 → 持牌收单机构 → 别人的账户 → 您。中间的人没有牌照，他一旦不付，钱就追不回来。\n"
            "只办一清。选服务商时核对六点，第一笔结算到账时再核对一次。",
            "Single clearing: customer pays → licensed acquirer → your own settlement account.\n"
            "Double clearing: customer pays → licensed acquirer → somebody else's account → you. Whoever stands in "
            "between has no licence; if they do not pay on, the money is gone.\n"
            "Only single clearing is applied for. Six points are checked when choosing a provider and again at the "
            "first settlement.",
        ),
    )
    clearing_explained = Tick(
        Text("已讲明一清和二清的区别，申请人听懂了", "Explained single and double clearing"),
        why=Why(
            Text(
                "无证机构截留结算资金（二清）是违法的，受损的往往是商户。",
                "It is unlawful for an unlicensed party to hold settlement money; merchants are the ones who lose it.",
            ),
            "银办发〔2017〕217号；非银行支付机构监督管理条例",
        ),
    )
    procedure_heading = Heading(
        Text("要走哪些步骤", "The steps ahead"),
        Text(
            "准备和选服务商 → 填申请、交资料 → 等审核、签协议 → 安装 → 激活和测试 → 日常维护。"
            "各家银行和支付机构要的资料不完全一样，选定后本向导按那一家的要求问。审核由收单机构做，"
            "这里不承诺通过。",
            "Prepare and choose a provider → application and documents → review and agreement → installation → "
            "activation and tests → care. Banks and payment institutions differ in what they want; once one is chosen, "
            "this wizard asks what that one needs. The acquirer decides; nothing here promises approval.",
        ),
    )
    procedure_explained = Tick(
        Text(
            "已讲明办理步骤、各家要求不同、结果由收单机构决定",
            "Explained the steps and who decides",
        )
    )


class Consent(Step):
    """Notice given and consent received, before any personal data (PIPL 14, 17, 23, 28 to 30)."""

    key, title = "consent", Text("告知与同意", "Notice and consent")
    intro = Text(
        "先告知，后收集。请把下面的内容读给申请人听，逐项同意后再往下填。",
        "Notice comes before collection: read this to the applicant, and go on once each point is agreed to.",
    )
    process = ("0.5",)

    handler_heading = Heading(Text("由谁办理", "Who handles the data"))
    operator_organisation = Line(
        Text("办理机构", "Organisation"),
        hint=Text(
            "写全称，如某银行某支行、某外包服务公司",
            "Full name of the branch or service organisation",
        ),
        why=Why(
            Text(
                "申请人有权知道谁在收集信息、怎么联系。",
                "People have a right to know who collects their data and how to reach them.",
            ),
            "个人信息保护法第十七条",
        ),
        least=4,
        most=60,
    )
    organisation_contact = Line(
        Text("办理机构的联系方式", "How to reach the organisation"),
        hint=Text(
            "查阅、更正、撤回同意时联系这里", "For access, correction and withdrawal of consent"
        ),
        most=60,
    )
    staff_id = Line(
        Text("经办员工号", "Staff number"),
        hint=Text("填工号，不填姓名", "The number, not the name"),
        most=20,
    )
    staff_mobile = Digits(
        Text("经办员手机号", "Staff member's mobile"),
        hint=Text(
            "只用来核对：申请资料里的手机不能是业务员的",
            "Only to check that it is not given as the applicant's",
        ),
        lengths=(11,),
        groups=(3, 4),
        required=False,
        constraint=rules.staff_mobile_is_mobile,
    )

    notice_heading = Heading(
        Text("告知书", "The notice"),
        Text(
            "为什么收集：只为办理这一次收单申请，包括审核、签约、装机和售后。\n"
            "怎么处理：填在本机的加密草稿里，不联网；完成后做成资料包交给下面写明的收单机构。\n"
            "保存多久：没有提交的草稿按下面写的天数到期清除；收单机构依反洗钱法自业务关系结束起至少保存十年。\n"
            "您的权利：随时可以查阅、复制、更正、要求删除和撤回同意；撤回和同意一样方便，不影响撤回之前已办的事。\n"
            "不提供会怎样：法律要求的信息不提供，收单机构就不能受理；其他信息可以不填。",
            "Purpose: this one application for card acquiring, its review, agreement, installation and after-care.\n"
            "Means: entered in an encrypted draft on this computer, without network; then handed as a package to the "
            "acquirer named below.\n"
            "Retention: an unsubmitted draft is deleted after the days stated below; the acquirer must keep its records "
            "for at least ten years after the relationship ends (Anti-Money-Laundering Law).\n"
            "Your rights: access, copy, correction, deletion, and withdrawal at any time, as easily as consent was given.\n"
            "If you refuse: without what the law requires the acquirer cannot accept the application; the rest may stay empty.",
        ),
    )
    notice = Choice(
        Text("已出示并宣读的告知书", "Notice shown and read out"),
        NoticeVersion,
        loggable=True,
        why=Why(
            Text(
                "记下版本，以后才说得清同意的是哪一份。",
                "The version says later what exactly was agreed to.",
            ),
            "个人信息保护法第十四条、第十七条",
        ),
    )
    keep_days = Count(
        Text("未提交草稿保存天数", "Days an unsubmitted draft is kept"),
        least=1,
        most=365,
        unit=Text("天", "days"),
        suggested=Calculation(lambda: rules.USUAL_RETENTION_DAYS, ()),
        constraint=rules.retention_is_short,
        why=Why(
            Text("保存期限应当是办事所需的最短时间。", "Data are kept no longer than needed."),
            "个人信息保护法第十九条",
        ),
    )

    consent_heading = Heading(Text("逐项同意", "Consent, point by point"))
    basic = Tick(
        Text(
            "同意处理基本信息：姓名、联系方式、经营和门店情况、终端信息",
            "Agrees to basic data: name, contact, trade and shop, terminal",
        ),
        why=Why(
            Text(
                "同意要在知情后自愿、明确地作出。", "Consent is informed, voluntary and explicit."
            ),
            "个人信息保护法第十四条",
        ),
    )
    sensitive = Tick(
        Text(
            "单独同意处理敏感信息：身份证件及照片、银行账户、人像、门店精确位置",
            "Separately agrees to sensitive data: identity documents and pictures, bank account, portrait, exact place",
        ),
        hint=Text(
            "必要性：实名制要核验身份、结算要核对账户。影响：泄露可能造成财产损失，所以加密保存、显示时遮盖",
            "Needed to verify identity and account; a leak could cost money, so it is encrypted and shown masked",
        ),
        why=Why(
            Text(
                "敏感信息须单独同意，并说明必要性和影响。",
                "Sensitive data need separate consent, with necessity and effect explained.",
            ),
            "个人信息保护法第二十八条至第三十条",
        ),
    )
    acquirer_named = Line(
        Text("资料提供给哪家收单机构", "Acquirer that receives the data"),
        hint=Text(
            "写牌照或营业执照上的全称。还没选定就先空着，选好服务商后回来告知并补签",
            "Full name as on its licence; if not chosen yet, come back here once it is, tell the applicant, then sign",
        ),
        least=4,
        most=60,
    )
    acquirer_contact = Line(
        Text("该机构的联系方式", "How to reach that acquirer"),
        hint=Text("抄自该机构的协议或官方公示", "As in its agreement or official notice"),
        most=60,
    )
    sharing = Tick(
        Text(
            "单独同意把上述信息提供给该收单机构，用于审核、签约和依法保存",
            "Separately agrees that these data go to that acquirer, for review, agreement and lawful retention",
        ),
        why=Why(
            Text(
                "提供给别的机构要讲明名称、联系方式、目的和种类，并取得单独同意。",
                "Passing data on needs the receiver's name, contact, purpose, kinds, and a separate consent.",
            ),
            "个人信息保护法第二十三条",
        ),
    )

    signing_heading = Heading(Text("签署", "Signing"))
    signer = Line(
        Text("同意人姓名", "Name of the person consenting"),
        least=2,
        most=50,
        constraint=rules.signer_is_a_person,
    )
    relation = Choice(Text("同意人身份", "Who that is"), SignerRelation, loggable=True)
    given_at = Moment(
        Text("同意时间", "Time of consent"),
        hint=Text("点“现在”填当前时间", '"Now" enters the present time'),
        constraint=rules.consent_is_not_in_the_future,
    )
    signing = Choice(
        Text("怎么签", "How it is signed"),
        SigningRoute,
        # consent comes before anything is done with the data: it cannot be brought back later
        only_when={SigningRoute.PAPER_LATER: NEVER},
        loggable=True,
    )
    signature = Signature(
        Text("请同意人签名", "Signature of the person consenting"),
        slot="CONSENT_SIGNATURE",
        relevant=signing.in_(SigningRoute.SCREEN, SigningRoute.PHOTO),
        photographed=signing.is_(SigningRoute.PHOTO),
    )
    signed_paper = Picture(
        Text("签好的同意书", "Signed consent form"),
        slot="CONSENT",
        most=3,
        relevant=signing.is_(SigningRoute.PAPER_NOW),
        constraint=signed.signed_form_is_whole,
        hint=Text(
            "上面打印同意书，签好后用“把签好的纸扫进来”，自动核对、归档",
            'Print the consent above; once signed, "Scan in the signed paper" checks and files it',
        ),
    )

    withdrawal_heading = Heading(Text("撤回同意", "Withdrawal"))
    withdrawn_at = Day(
        Text("撤回日期", "Withdrawn on"),
        required=False,
        hint=Text("只在申请人撤回时填", "Only when the applicant withdraws"),
        constraint=rules.consent_stands,
        why=Why(
            Text(
                "撤回要和同意一样方便；撤回后停止处理并删除。",
                "Withdrawal is as easy as consent; then handling stops and data are deleted.",
            ),
            "个人信息保护法第十五条、第四十七条",
        ),
    )

    checks = (rules.withdrawal_follows_consent.on(withdrawn_at, given_at),)


PHASE = Phase(
    "understanding",
    Text("了解与同意", "Understanding"),
    (Introduction, Consent),
    Milestone.APPLICATION,
)
