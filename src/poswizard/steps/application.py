"""The application form, first half: the people behind the merchant and the business licence."""

from __future__ import annotations

from string import ascii_uppercase

from poswizard.domain import resident
from poswizard.domain.merchant import (
    ContactKind,
    IdDocumentKind,
    MerchantKind,
    Occupation,
)
from poswizard.domain.resident import Sex
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Amount, Choice, Day, Digits, Line, Paragraph, Rate, YesNo
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import identity_checks as people
from poswizard.steps import licence_checks as licences
from poswizard.steps.application_choices import OwnershipBasis
from poswizard.steps.basics import Basics
from poswizard.steps.understanding import Consent
from poswizard.text import Text

ID_LENGTHS = range(5, 41)
ID_GROUPS = (6, 8, 4)
ID_HINT = Text(
    "照证件逐位填写，末位 X 用大写；15 位老号码已停用",
    "Copy each character; a final X in capitals; old numbers of 15 are no longer valid",
)
UNTIL_HINT = Text("证上写“长期”的，填“长期”", "Where the document says 长期, enter 长期")
REAL_NAME = Why(
    Text(
        "收单实行实名制，姓名和证件要与原件一字不差，差一个字就会退回。",
        "Acquiring goes by real names: one character off, and the application comes back.",
    ),
    "银行卡收单业务管理办法",
)
VALIDITY = Why(
    Text(
        "证件过期或快到期会被退回；有效期也要和照片上的一致。",
        "Documents that have expired or soon will are returned; the dates must be those on the picture.",
    ),
    "居民身份证法第五条；收单机构驳回原因",
)

HAS_LICENCE = Basics.merchant_kind.in_(MerchantKind.SOLE_PROPRIETOR, MerchantKind.ENTERPRISE)
HANDLER = Basics.contact_kind.is_(ContactKind.HANDLER)


class Identity(Step):
    """The person who stands for the merchant: legal representative or operator."""

    key, title = "identity", Text("法定代表人/经营者", "Person in charge")
    intro = Text(
        "请拿出身份证原件，照着填。企业填法定代表人，个体工商户和小微商户填经营者本人。",
        "With the original at hand: an enterprise's legal representative; otherwise the operator.",
    )
    process = ("2.2", "2.3")

    name = Line(
        Text("姓名", "Name"),
        least=2,
        most=50,
        constraint=people.name_characters,
        hint=Text("与证件完全一致，少数民族姓名带间隔号“·”", 'As on the document, with "·"'),
        why=REAL_NAME,
    )
    document_kind = Choice(Text("证件类型", "Kind of document"), IdDocumentKind)
    number = Digits(
        Text("证件号码", "Document number"),
        lengths=ID_LENGTHS,
        letters=ascii_uppercase,
        groups=ID_GROUPS,
        sensitive=True,
        hint=ID_HINT,
        why=REAL_NAME,
        width="alone",
    )
    valid_from = Day(
        Text("有效期起", "Valid from"),
        constraint=people.validity_begun,
        hint=Text("在身份证背面（国徽面）", "On the back of the card"),
        why=VALIDITY,
    )
    valid_until = Day(
        Text("有效期止", "Valid until"),
        long_term=True,
        constraint=(people.not_expired, people.not_expiring),
        hint=UNTIL_HINT,
        why=VALIDITY,
    )
    address = Line(
        Text("证件住址", "Address on the document"),
        most=100,
        required=False,
        hint=Text("照证件填，部分机构必填", "As printed; some acquirers require it"),
        width="full",
    )
    sex = Choice(
        Text("性别", "Sex"),
        Sex,
        on_demand=True,
        suggested=Calculation(resident.sex, (number,)),
    )
    occupation = Choice(Text("职业", "Occupation"), Occupation, on_demand=True)

    checks = (
        people.resident_id.on(number, document_kind),
        people.unusual_form.on(number, document_kind),
        people.county_unknown.on(number, document_kind),
        people.too_young.on(number, document_kind),
        people.unusual_age.on(number, document_kind),
        people.validity_order.on(valid_until, valid_from),
        people.validity_length.on(valid_until, valid_from, number, document_kind),
        people.sex_differs.on(sex, number, document_kind),
    )


class Contact(Step):
    """Whom reviewers and installers call."""

    key, title = "contact", Text("联系人", "Contact")
    intro = Text(
        "审核员、装机人员和客服都联系这个人，请填能随时接通的号码。",
        "Reviewers, installers and support call this person: give a number that is answered.",
    )
    process = ("2.2", "2.3", "2.5")

    name = Line(
        Text("联系人姓名", "Contact's name"),
        least=2,
        most=50,
        constraint=people.name_characters,
        suggested=Calculation(people.contact_name, (Basics.contact_kind, Identity.name)),
    )
    mobile = Digits(
        Text("手机号", "Mobile"),
        lengths=(11,),
        groups=(3, 4),
        sensitive=True,
        constraint=people.mobile_number,
        hint=Text("申请人自己在用的号码", "The applicant's own number"),
        why=Why(
            Text(
                "验证码、审核结果和到账通知都发到这里；填业务员的号码，商户就收不到。",
                "Codes, results and notices go there; with a salesperson's number the merchant gets none.",
            ),
            "银行卡收单业务管理办法",
        ),
    )
    email = Line(
        Text("邮箱", "E-mail"),
        most=64,
        required=False,
        constraint=people.email_address,
        hint=Text("没有可不填；选定的机构要求时才必填", "May stay empty unless required"),
    )
    handler_heading = Heading(
        Text("经办人证件", "The handler's document"),
        Text(
            "经办人要出示本人证件原件和授权函。",
            "The handler shows their own document and the letter.",
        ),
        relevant=HANDLER,
    )
    document_kind = Choice(
        Text("经办人证件类型", "Kind of document"), IdDocumentKind, relevant=HANDLER
    )
    number = Digits(
        Text("经办人证件号码", "Handler's document number"),
        lengths=ID_LENGTHS,
        letters=ascii_uppercase,
        groups=ID_GROUPS,
        sensitive=True,
        relevant=HANDLER,
        hint=ID_HINT,
        why=Why(
            Text("代办人的身份也要核验。", "An agent's identity is verified too."),
            "反洗钱法第三十一条",
        ),
    )
    valid_from = Day(
        Text("有效期起", "Valid from"),
        relevant=HANDLER,
        constraint=people.validity_begun,
    )
    valid_until = Day(
        Text("有效期止", "Valid until"),
        long_term=True,
        relevant=HANDLER,
        constraint=(people.not_expired, people.not_expiring),
        hint=UNTIL_HINT,
    )

    checks = (
        people.contact_is_principal.on(name, Basics.contact_kind, Identity.name),
        people.mobile_is_not_staffs.on(mobile, Consent.staff_mobile),
        people.resident_id.on(number, document_kind),
        people.unusual_form.on(number, document_kind),
        people.county_unknown.on(number, document_kind),
        people.too_young.on(number, document_kind),
        people.handler_is_another.on(number, Identity.number),
        people.validity_order.on(valid_until, valid_from),
        people.validity_length.on(valid_until, valid_from, number, document_kind),
    )


class Licence(Step):
    """The business licence, copied from the original."""

    key, title = "licence", Text("营业执照", "Business licence")
    intro = Text(
        "照执照原件逐项抄写，一字不差；执照已变更的，先换新执照。",
        "Copy the original item by item; where something has changed, have the licence renewed first.",
    )
    process = ("2.1", "2.2", "2.3")
    relevant = HAS_LICENCE

    registered_name = Line(
        Text("执照名称", "Name on the licence"),
        least=2,
        most=100,
        constraint=licences.name_is_written,
        suggested=Calculation(licences.sole_proprietor_name, (Basics.merchant_kind, Identity.name)),
        hint=Text(
            "照执照填，括号、空格也照抄；没有名称或只有星号的，填“个体户”加经营者姓名",
            "As printed; where there is no name or asterisks: 个体户 and the operator's name",
        ),
        why=REAL_NAME,
    )
    number = Digits(
        Text("统一社会信用代码/注册号", "Credit code or registration number"),
        lengths=(15, 18),
        letters=ascii_uppercase,
        groups=(2, 6, 9, 1),
        hint=Text("18 位代码里没有 I、O、S、V、Z", "The 18 characters never include I, O, S, V, Z"),
        constraint=(
            licences.credit_code,
            licences.old_number_is_digits,
            licences.old_number,
            licences.kind_is_usual,
            licences.registered_in_sichuan,
        ),
        why=Why(
            Text(
                "代码有校验位，抄错会当场提醒；前两位要与商户类型一致。",
                "Its check character shows slips at once; the first two must fit the kind of merchant.",
            ),
            "GB 32100",
        ),
    )
    address = Line(
        Text("执照住所/经营场所", "Address on the licence"), least=4, most=100, width="full"
    )
    valid_from = Day(Text("营业期限起", "Term from"), constraint=people.validity_begun)
    valid_until = Day(
        Text("营业期限止", "Term until"),
        long_term=True,
        constraint=(people.not_expired, people.not_expiring),
        hint=Text("执照上写“长期”或没有写截止日的，填“长期”", "Where it says 长期 or no end: 长期"),
        why=VALIDITY,
    )
    scope = Paragraph(
        Text("经营范围", "Business scope"),
        least=2,
        most=2000,
        hint=Text(
            "照抄；太长的抄前几项，须含实际主营", "If long, the first items with the main trade"
        ),
        why=Why(
            Text("商户类别要在经营范围里找得到。", "The category must be found in the scope."),
            "收单机构驳回原因",
        ),
    )
    founded_on = Day(
        Text("成立/注册日期", "Founded on"),
        required=Basics.merchant_kind.is_(MerchantKind.ENTERPRISE),
        constraint=licences.founded_before_today,
    )
    capital = Amount(
        Text("注册资本", "Registered capital"),
        required=Basics.merchant_kind.is_(MerchantKind.ENTERPRISE),
        hint=Text("可写“50万”；个体工商户没有的不填", "50万 is understood; sole proprietors: none"),
    )

    checks = (
        licences.number_kind.on(number, Basics.licence_kind),
        licences.kind_is_not_crossed.on(number, Basics.merchant_kind),
        people.validity_order.on(valid_until, valid_from),
    )


class Owner(Row):
    """One beneficial owner."""

    name = Line(
        Text("姓名", "Name"), least=2, most=50, constraint=people.name_characters, why=REAL_NAME
    )
    basis = Choice(Text("认定依据", "Ground"), OwnershipBasis)
    share = Rate(
        Text("份额", "Share"),
        places=2,
        relevant=basis.in_(OwnershipBasis.SHARES, OwnershipBasis.CONTROL),
        required=basis.is_(OwnershipBasis.SHARES),
        hint=Text("持股、表决权或收益权中最高的一项", "The highest of shares, votes, income"),
    )
    controlling_shareholder = YesNo(
        Text("是控股股东吗？", "Controlling shareholder?"), on_demand=True
    )
    document_kind = Choice(Text("证件类型", "Kind of document"), IdDocumentKind)
    number = Digits(
        Text("证件号码", "Document number"),
        lengths=ID_LENGTHS,
        letters=ascii_uppercase,
        groups=ID_GROUPS,
        sensitive=True,
        hint=ID_HINT,
    )
    valid_from = Day(Text("有效期起", "Valid from"), constraint=people.validity_begun)
    valid_until = Day(
        Text("有效期止", "Valid until"),
        long_term=True,
        constraint=(people.not_expired, people.not_expiring),
        hint=UNTIL_HINT,
    )
    address = Line(Text("住址", "Address"), least=4, most=100, width="full")

    checks = (
        licences.share_reaches_threshold.on(share, basis),
        people.resident_id.on(number, document_kind),
        people.unusual_form.on(number, document_kind),
        people.county_unknown.on(number, document_kind),
        people.validity_order.on(valid_until, valid_from),
        people.validity_length.on(valid_until, valid_from, number, document_kind),
    )


class Owners(Step):
    """Who ultimately owns or controls the business."""

    key, title = "owners", Text("受益所有人", "Beneficial owners")
    intro = Text(
        "最终拥有或控制这家商户的自然人。股东是公司的，一直查到人。",
        "The people who in the end own or control the merchant, behind companies too.",
    )
    process = ("2.3",)
    relevant = HAS_LICENCE

    other_controller = YesNo(
        Text(
            "除经营者本人外，还有别人实际控制或分取收益吗？",
            "Does anybody but the operator control it or take its income?",
        ),
        relevant=Basics.merchant_kind.is_(MerchantKind.SOLE_PROPRIETOR),
        hint=Text("没有合伙人、幕后出资人的选“否”", "No partner or backer: no"),
        why=Why(
            Text(
                "收单机构要识别客户和受益所有人。",
                "Acquirers identify customers and who is behind them.",
            ),
            "反洗钱法第二十九条",
        ),
    )
    people_asked = Basics.merchant_kind.is_(MerchantKind.ENTERPRISE) | other_controller.is_(True)
    people = Rows(
        Text("受益所有人", "Beneficial owners"),
        Owner,
        most=10,
        noun=Text("位受益所有人", "beneficial owner"),
        named_by="name",
        relevant=people_asked,
        hint=Text(
            "先写份额 25% 以上的；没有的写实际控制人；都没有的写日常经营负责人",
            "Those with 25 % or more; else who controls; else who runs the business",
        ),
        constraint=(
            licences.shares_add_up(Owner.share),
            licences.each_owner_once(Owner.number),
        ),
        why=Why(
            Text(
                "持有 25% 以上股份、表决权或收益权，或者实际控制的自然人，都要写全。",
                "Everybody with 25 % or more of shares, votes or income, or in actual control.",
            ),
            "受益所有人信息管理办法第六条",
        ),
    )
