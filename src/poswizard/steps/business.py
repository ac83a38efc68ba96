"""The application form, second half: the shop and the settlement account."""

from __future__ import annotations

from string import ascii_uppercase

from poswizard.domain.category import FeeClass
from poswizard.domain.merchant import (
    AccountKind,
    IdDocumentKind,
    MerchantKind,
    Payee,
    Premises,
    Scene,
    ShopForm,
    StaffSize,
)
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Choice, Day, Digits, Line, Lookup, YesNo
from poswizard.forms.rich_kinds import Address
from poswizard.forms.searched_line import SearchedLine
from poswizard.forms.step import Heading, Step
from poswizard.steps import account_checks as accounts
from poswizard.steps import branch_checks as branches
from poswizard.steps import business_checks as shop
from poswizard.steps import identity_checks as people
from poswizard.steps import licence_checks as licences
from poswizard.steps.application import (
    HAS_LICENCE,
    ID_GROUPS,
    ID_HINT,
    ID_LENGTHS,
    UNTIL_HINT,
    Identity,
    Licence,
)
from poswizard.steps.application_choices import AccountClass
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.code_tables import BANKS, BRANCHES, CATEGORIES, CITIES, COUNTIES
from poswizard.steps.row_answers import KnownSoFar
from poswizard.text import Text

MICRO = Basics.merchant_kind.is_(MerchantKind.MICRO)
FIXED = Basics.premises.is_(Premises.FIXED)
ITINERANT = Basics.premises.is_(Premises.ITINERANT)
CORPORATE = Basics.account_kind.is_(AccountKind.CORPORATE)
PERSONAL = Basics.account_kind.is_(AccountKind.PERSONAL)
AUTHORISED = Basics.payee.is_(Payee.AUTHORISED_PERSON)
PAYEE_ID = AUTHORISED & PERSONAL


class Business(Step):
    """The shop as customers and inspectors find it."""

    key, title = "business", Text("门店与经营", "The shop")
    intro = Text(
        "名称、类别、地址要和招牌、照片、执照对得上。",
        "Name, category and address must agree with sign, pictures and licence.",
    )
    process = ("2.3",)

    names_heading = Heading(Text("名称", "Names"))
    trade_name = Line(
        Text("经营名称（招牌）", "Trade name"),
        least=2,
        most=80,
        constraint=(
            shop.trade_name_has_chinese,
            shop.trade_name_means_something,
            shop.trade_name_has_no_contact,
        ),
        hint=Text(
            "照招牌写，如“武侯区某某小吃店”；不要只写人名，不带电话",
            "As on the sign; not only a person's name, no telephone",
        ),
        why=Why(
            Text(
                "小票上的商户名要和招牌一致，顾客和审核员都会看。",
                "The name on slips must be that of the sign.",
            ),
            "反电信网络诈骗法第十九条；银发〔2021〕259号",
        ),
    )
    receipt_name = Line(
        Text("签购单名称", "Name on slips"),
        least=2,
        most=40,
        required=False,
        constraint=shop.receipt_name_fits,
        suggested=Calculation(shop.receipt_name, (trade_name,)),
        hint=Text("最多 20 个汉字；与经营名称相同可不填", "At most 20 characters; may stay empty"),
    )
    registered_name = Line(
        Text("上报的商户名称", "Registered name"),
        relevant=MICRO,
        calculated=Calculation(shop.micro_name, (Identity.name,)),
        hint=Text("没有执照的，由“商户_”加姓名组成", "Without a licence: 商户_ and the name"),
    )

    trade_heading = Heading(Text("行业", "Trade"))
    mcc = Lookup(
        Text("商户类别码（MCC）", "Merchant category (MCC)"),
        CATEGORIES,
        pattern=r"\d{4}",
        constraint=shop.mcc_is_known,
        suggested=Calculation(shop.likely_category, (Needs.trade,)),
        hint=Text("输入行业、拼音首字母或四位代码", "Type the trade, pinyin initials or the code"),
        why=Why(
            Text(
                "按实际主营选。为了低费率选别的类别是套码，查到会停机。",
                "By the real main trade; choosing another for its fee is a violation.",
            ),
            "GB/T 20548；银发〔2021〕259号",
        ),
    )
    fee_class = Choice(
        Text("费率档", "Fee class"),
        FeeClass,
        suggested=Calculation(shop.fee_class, (mcc,)),
        hint=Text("优惠类、减免类要有证明", "Lower classes want proof"),
        loggable=True,
    )
    scene = Choice(Text("经营场景", "Where sales happen"), Scene, loggable=True)

    place_heading = Heading(Text("地点", "Place"))
    same_as_licence = YesNo(
        Text("经营地址与执照地址一致吗？", "Is the shop at the address on the licence?"),
        relevant=HAS_LICENCE,
        hint=Text(
            "不一致的要附租赁合同或产权证明", "If not, a lease or proof of ownership is added"
        ),
    )
    address = Address(
        Text("经营地址", "Address of the shop"),
        COUNTIES,
        constraint=(shop.county_is_known, shop.shop_is_in_sichuan, shop.address_is_complete),
        hint=Text(
            "写到门牌、楼层、摊位号；流动经营写常去的地方",
            "Down to number, floor, stall; itinerant: where it usually is",
        ),
        why=Why(
            Text(
                "终端只能在登记的地点用，搬走要先报备；审核员按这个地址上门。",
                "The terminal works at this place only; moves are reported first, inspectors go there.",
            ),
            "银发〔2021〕259号",
        ),
    )
    longitude = Line(
        Text("经度", "Longitude"),
        most=12,
        on_demand=True,
        constraint=shop.longitude,
        hint=Text("十进制，如 104.0657", "Decimal degrees such as 104.0657"),
    )
    latitude = Line(
        Text("纬度", "Latitude"),
        most=12,
        on_demand=True,
        constraint=shop.latitude,
        hint=Text("十进制，如 30.6595", "Decimal degrees such as 30.6595"),
    )

    contact_heading = Heading(Text("客服和规模", "Service and size"))
    service_phone = Digits(
        Text("客服电话", "Service telephone"),
        lengths=range(5, 13),
        required=HAS_LICENCE,
        constraint=shop.service_phone,
        hint=Text(
            "顾客有问题打这个电话；座机带区号", "Customers call it; landlines with area code"
        ),
    )
    opens_at = Digits(
        Text("开门时间", "Opens at"),
        lengths=(4,),
        groups=(2,),
        on_demand=True,
        constraint=shop.clock_time,
        hint=Text("如 0930", "Such as 0930"),
    )
    closes_at = Digits(
        Text("关门时间", "Closes at"),
        lengths=(4,),
        groups=(2,),
        on_demand=True,
        constraint=shop.clock_time,
        hint=Text("如 2200", "Such as 2200"),
    )
    staff_size = Choice(
        Text("人员规模", "Number of staff"), StaffSize, on_demand=True, loggable=True
    )
    shop_form = Choice(Text("经营形态", "Form"), ShopForm, on_demand=True, loggable=True)

    checks = (
        shop.trade_name_is_not_a_person.on(trade_name, Identity.name),
        shop.mcc_is_open_to.on(mcc, Basics.merchant_kind),
        shop.mcc_has_permit.on(mcc, Basics.regulated_trade),
        shop.mcc_fits_scope.on(mcc, Licence.scope),
        shop.fee_class_is_mccs.on(fee_class, mcc),
    )


class Account(Step):
    """Where the takings are settled to."""

    key, title = "account", Text("结算账户", "Settlement account")
    intro = Text(
        "钱会结算到这个账户。照银行卡或开户证明填写。",
        "Takings are settled to this account: copy the bank card or the account permit.",
    )
    process = ("2.1", "2.2", "2.3")

    holder_heading = Heading(Text("开户人", "Account holder"))
    account_name = Line(
        Text("开户名", "Account name"),
        least=2,
        most=80,
        suggested=KnownSoFar(
            accounts.account_name,
            (Basics.account_kind, Basics.payee, Identity.name, Licence.registered_name),
        ),
        hint=Text("与身份证或执照上的名称一字不差", "As on the ID or the licence"),
        why=Why(
            Text(
                "企业结算到同名对公账户，个体和小微结算到本人账户，防止钱被别人截走。",
                "Companies settle to their own corporate account, others to their own: nobody can hold the money.",
            ),
            "银行卡收单业务管理办法",
        ),
    )
    holder_document_kind = Choice(
        Text("收款人证件类型", "Payee's kind of document"),
        IdDocumentKind,
        relevant=PAYEE_ID,
    )
    holder_id_number = Digits(
        Text("收款人证件号码", "Payee's document number"),
        lengths=ID_LENGTHS,
        letters=ascii_uppercase,
        groups=ID_GROUPS,
        sensitive=True,
        relevant=PAYEE_ID,
        hint=ID_HINT,
    )
    holder_valid_from = Day(
        Text("证件有效期起", "Valid from"),
        relevant=PAYEE_ID,
        constraint=people.validity_begun,
    )
    holder_valid_until = Day(
        Text("证件有效期止", "Valid until"),
        long_term=True,
        relevant=PAYEE_ID,
        constraint=(people.not_expired, people.not_expiring),
        hint=UNTIL_HINT,
    )
    holder_licence_number = Digits(
        Text("收款单位统一社会信用代码", "Payee's credit code"),
        lengths=(18,),
        letters=ascii_uppercase,
        groups=(2, 6, 9, 1),
        relevant=AUTHORISED & CORPORATE,
        constraint=licences.credit_code,
        hint=Text("对公账户不是商户自己的才填", "Only for another organisation's account"),
    )

    number_heading = Heading(Text("账号和开户行", "Number and bank"))
    number = Digits(
        Text("账号/卡号", "Account or card number"),
        lengths=range(5, 41),
        groups=(4,),
        sensitive=True,
        hint=Text(
            "个人填储蓄卡号，信用卡不行；对公照开户证明", "A debit card, never a credit card"
        ),
        why=Why(
            Text(
                "卡号在本机核对校验位和发卡行，不联网；能否扣款到账由收单机构验证。",
                "Check digit and bank are compared on this machine; the acquirer verifies the rest.",
            ),
            "ISO/IEC 7812",
        ),
    )
    account_class = Choice(
        Text("账户类别", "Class of account"),
        AccountClass,
        relevant=PERSONAL,
        constraint=accounts.account_is_class_one,
        hint=Text("手机银行的“账户信息”里有", "Shown in the bank's app"),
        loggable=True,
    )
    bank = Lookup(
        Text("开户银行", "Bank"),
        BANKS,
        pattern=r"\S{2,40}",
        suggested=Calculation(accounts.likely_bank, (number, Basics.account_kind)),
        hint=Text("输入银行名或拼音首字母", "Type its name or pinyin initials"),
    )
    bank_area = Lookup(
        Text("开户地区", "City of the branch"),
        CITIES,
        pattern=r"\d{6}",
        hint=Text("开卡、开户的城市", "Where the account was opened"),
    )
    branch_name = SearchedLine(
        Text("支行全称", "Full name of the branch"),
        BRANCHES,
        least=4,
        most=60,
        required=CORPORATE,
        hint=Text(
            "如“某某银行成都某某支行”；导入过网点清单的，输入名称或拼音首字母可以查，选中后下一题给出联行号",
            "With bank and city; from an imported list, name or initials find it and the next question offers its code",
        ),
        width="full",
    )
    cnaps = Digits(
        Text("联行号", "Branch code (CNAPS)"),
        lengths=(12,),
        groups=(3, 4, 5),
        required=CORPORATE | ~branch_name.answered(),
        constraint=(accounts.cnaps_check_digit, accounts.branch_is_in_sichuan),
        suggested=Calculation(branches.code_of_branch, (branch_name,)),
        hint=Text(
            "对公必填；个人账户写了支行可不填，选定的机构要求时除外。打银行客服或问柜面可查到",
            "Required for corporate accounts; others may give the branch alone unless the institution wants it",
        ),
        why=Why(
            Text(
                "联行号和开户行不匹配是常见的退回原因。",
                "A code that is not the bank's is a common reason for return.",
            ),
            "收单机构驳回原因",
        ),
    )
    # each offers the other: whichever of the two is known
    branch_name.suggested = Calculation(branches.name_of_branch, (cnaps,))
    reserved_mobile = Digits(
        Text("银行预留手机号", "Mobile known to the bank"),
        lengths=(11,),
        groups=(3, 4),
        on_demand=True,
        constraint=people.mobile_number,
        hint=Text("开卡时留在银行的号码", "The number given when the card was opened"),
    )

    checks = (
        accounts.personal_name_is_principals.on(
            account_name, Basics.account_kind, Basics.payee, Identity.name
        ),
        accounts.corporate_name_is_merchants.on(
            account_name, Basics.account_kind, Basics.payee, Licence.registered_name
        ),
        people.resident_id.on(holder_id_number, holder_document_kind),
        people.unusual_form.on(holder_id_number, holder_document_kind),
        people.county_unknown.on(holder_id_number, holder_document_kind),
        people.validity_order.on(holder_valid_until, holder_valid_from),
        people.validity_length.on(
            holder_valid_until, holder_valid_from, holder_id_number, holder_document_kind
        ),
        accounts.authorised_payee_is_another.on(holder_id_number, Identity.number),
        accounts.card_length.on(number, Basics.account_kind),
        accounts.card_length_is_usual.on(number, Basics.account_kind),
        accounts.card_check_digit.on(number, Basics.account_kind),
        accounts.card_is_known.on(number, Basics.account_kind),
        accounts.card_is_debit.on(number, Basics.account_kind),
        accounts.bank_is_cards.on(bank, number, Basics.account_kind),
        accounts.cnaps_is_banks.on(cnaps, bank),
        accounts.cnaps_is_in_city.on(cnaps, bank_area),
        branches.code_is_of_branch.on(cnaps, branch_name),
    )
