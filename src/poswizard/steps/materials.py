"""The documents an application needs: which, when, and what a good picture of each shows."""

from __future__ import annotations

from dataclasses import dataclass

from poswizard.domain.merchant import ContractKind, IdDocumentKind, LicenceKind, MerchantKind
from poswizard.domain.terminal import TerminalSource
from poswizard.forms.answers import Answers
from poswizard.forms.field import Why
from poswizard.forms.kinds import YesNo
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Heading, Step
from poswizard.steps import materials_checks as rules
from poswizard.steps import picture_words as words
from poswizard.steps.application import HANDLER, HAS_LICENCE, Contact, Identity
from poswizard.steps.application_choices import MaterialState
from poswizard.steps.basics import Basics
from poswizard.steps.business import (
    AUTHORISED,
    CORPORATE,
    FIXED,
    ITINERANT,
    MICRO,
    PAYEE_ID,
    PERSONAL,
    Account,
    Business,
)
from poswizard.steps.picture_checks import (
    expiry_checks,
    quality_checks,
    sameness_checks,
    taken_on_one_day,
)
from poswizard.steps.picture_comparisons import comparison_checks
from poswizard.steps.picture_facts import said_by
from poswizard.steps.terms import TerminalWish, Terms
from poswizard.text import Text

OLD_LICENCE = Basics.licence_kind.is_(LicenceKind.OLD_NUMBER)
ELSEWHERE = Business.same_as_licence.is_(False)


class Materials(Step):
    """Pictures of every document, each in its slot."""

    key, title = "materials", Text("资料照片", "Documents")
    intro = Text(
        "按商户类型和账户算出要哪些。照片一添加就加密保存，原图不动。",
        "Worked out from the kind of merchant and account. Each picture is kept encrypted as it comes in.",
    )
    process = ("2.1",)

    identity_heading = Heading(Text("法定代表人/经营者证件", "Legal representative or operator"))
    id_front = Document(
        Text("身份证人像面（护照资料页）", "ID, portrait side (passport: data page)"),
        slot="ID_FRONT",
        most=1,
        good=words.GOOD_CARD,
        bad=words.BAD_CARD,
        why=words.REAL_NAME,
    )
    id_back = Document(
        Text("身份证国徽面", "ID, emblem side"),
        slot="ID_BACK",
        most=1,
        relevant=~Identity.document_kind.is_(IdDocumentKind.PASSPORT),
        good=words.GOOD_CARD,
        bad=words.BAD_CARD,
        why=words.REAL_NAME,
    )
    hand_held_id = Document(
        Text("本人手持身份证", "The person holding the ID"),
        slot="HAND_HELD_ID",
        most=1,
        on_demand=True,
        good=Text("脸和证件同框，证件字迹清楚，不遮脸", "Face and card together, card legible"),
        bad=Text("戴帽、美颜、证件反光", "Hats, filters, glare on the card"),
    )

    licence_heading = Heading(Text("执照和许可", "Licence and permits"), relevant=HAS_LICENCE)
    licence = Document(
        Text("营业执照", "Business licence"),
        slot="LICENSE",
        most=1,
        relevant=HAS_LICENCE,
        good=words.GOOD_CARD,
        bad=words.BAD_CARD,
        why=words.REAL_NAME,
    )
    tax_certificate = Document(
        Text("税务登记证", "Tax registration certificate"),
        slot="TAX_CERT",
        most=2,
        relevant=OLD_LICENCE,
        good=words.GOOD_PAPER,
        bad=words.BAD_PAPER,
        why=Why(
            Text(
                "三证合一的执照不用；只有旧执照才要。",
                "Only with a licence from before the merger.",
            ),
            "联动优势、随行付进件文档",
        ),
    )
    organisation_certificate = Document(
        Text("组织机构代码证", "Organisation code certificate"),
        slot="ORG_CERT",
        most=2,
        relevant=OLD_LICENCE & Basics.merchant_kind.is_(MerchantKind.ENTERPRISE),
        good=words.GOOD_PAPER,
        bad=words.BAD_PAPER,
    )
    special_permit = Document(
        Text("行业许可证或备案凭证", "Industry permit or filing"),
        slot="SPECIAL_PERMIT",
        relevant=Basics.regulated_trade.is_(True),
        good=words.GOOD_PAPER,
        bad=Text("过期、名称或地址与店铺不同", "Expired; another name or address"),
        why=Why(
            Text(
                "餐饮、食品、药品等行业凭许可经营。",
                "Food, drugs and the like are permitted trades.",
            ),
            "特约商户进件要求（特殊行业许可）",
        ),
    )

    shop_heading = Heading(
        Text("店铺照片", "The shop"),
        Text("三张在同一天、同一家店拍。", "All on one day, of one shop."),
    )
    shop_front = Document(
        Text("门头照", "Shop front"),
        slot="SHOP_FRONT",
        most=2,
        relevant=FIXED,
        good=Text("招牌完整、字看得清，门框拍全", "The whole sign, legible, the whole door frame"),
        bad=Text("没有招牌、只拍半块、夜里看不清", "No sign, half a sign, dark"),
        why=words.RETURNED_PICTURES,
    )
    trading_scene = Document(
        Text("经营现场照", "Trading scene"),
        slot="TRADING_SCENE",
        most=3,
        relevant=ITINERANT,
        good=Text(
            "摊位、车或服务现场，看得出卖什么；停车场拍岗亭或出入口",
            "Stall, van or service at work; for parking the booth or gate",
        ),
        bad=Text("只拍货物、看不出在经营", "Only goods, no trading to be seen"),
        why=words.RETURNED_PICTURES,
    )
    shop_inside = Document(
        Text("店内照", "Interior"),
        slot="SHOP_INSIDE",
        most=3,
        required=FIXED,
        good=Text(
            "看得到商品或桌椅，与门头是同一家", "Goods or tables, recognisably the same shop"
        ),
        bad=Text("空屋、家里、模糊", "An empty room, a home, blurred"),
    )
    cashier = Document(
        Text("收银台照", "Till"),
        slot="CASHIER",
        most=2,
        required=FIXED,
        good=Text("收银台、扫码牌或机器同框", "Desk with code stand, scanner or terminal"),
        bad=Text("看不出收银的地方", "No place of payment to be seen"),
    )
    door_number = Document(
        Text("门牌号照", "Door number"),
        slot="DOOR_NO",
        most=1,
        relevant=FIXED,
        required=Basics.merchant_kind.is_(MerchantKind.ENTERPRISE),
        good=Text("门牌号看得清，与经营地址一致", "Legible, the number in the address"),
        bad=Text("别家的门牌", "Another house's number"),
    )
    location = Document(
        Text("地图定位截图", "Located map"),
        slot="LOCATION",
        most=1,
        on_demand=True,
        good=Text("店名、位置点和周边道路看得清", "Shop, pin and streets legible"),
        bad=Text("定位点不在店里", "The pin is elsewhere"),
    )
    lease = Document(
        Text("租赁合同或产权证明", "Lease or proof of ownership"),
        slot="LEASE",
        most=10,
        relevant=ELSEWHERE | MICRO,
        required=ELSEWHERE,
        good=Text(
            "地址、双方、期限、签章页都拍到", "Pages with address, parties, term, signatures"
        ),
        bad=words.BAD_PAPER,
        why=Why(
            Text(
                "经营地址与执照不同，要证明确实在这里经营。",
                "Where the address differs, proof that trade is really done there.",
            ),
            "银盛、拉卡拉进件文档",
        ),
    )

    account_heading = Heading(Text("结算账户", "Settlement account"))
    bank_card = Document(
        Text("结算银行卡正面（有卡号面）", "Bank card, number side"),
        slot="BANK_CARD",
        most=1,
        relevant=PERSONAL,
        good=words.GOOD_CARD,
        bad=Text(
            "拍了背面的安全码、卡号反光", "The security code on the back, glare over the number"
        ),
    )
    bank_card_back = Document(
        Text("结算银行卡背面", "Bank card, back"),
        slot="BANK_CARD_BACK",
        most=1,
        relevant=PERSONAL,
        on_demand=True,
        good=Text("先用纸条遮住签名条上的三位安全码再拍", "Cover the three-digit code first"),
        bad=Text("露出安全码", "The code shows"),
    )
    account_permit = Document(
        Text("开户证明", "Proof of the account"),
        slot="ACCT_PERMIT",
        most=2,
        relevant=CORPORATE,
        good=Text(
            "开户许可证、基本存款账户信息、印鉴卡，或盖章的户名账号开户行说明，任一种",
            "Account permit, basic account information, seal card, or a sealed statement of name, number, branch",
        ),
        bad=words.BAD_PAPER,
    )
    settlement_letter = Document(
        Text("结算授权书", "Settlement authorisation letter"),
        slot="SETTLE_AUTH",
        most=2,
        relevant=AUTHORISED,
        good=words.GOOD_LETTER,
        bad=words.BAD_LETTER,
        why=Why(
            Text(
                "钱结算给别人，要商户书面授权。",
                "Settling to somebody else needs written authority.",
            ),
            "银行卡收单业务管理办法",
        ),
    )
    payee_id_front = Document(
        Text("收款人身份证人像面", "Payee's ID, portrait side"),
        slot="PAYEE_ID_F",
        most=1,
        relevant=PAYEE_ID,
        good=words.GOOD_CARD,
        bad=words.BAD_CARD,
    )
    payee_id_back = Document(
        Text("收款人身份证国徽面", "Payee's ID, emblem side"),
        slot="PAYEE_ID_B",
        most=1,
        relevant=AUTHORISED & PERSONAL & ~Account.holder_document_kind.is_(IdDocumentKind.PASSPORT),
        good=words.GOOD_CARD,
        bad=words.BAD_CARD,
    )
    payee_licence = Document(
        Text("收款单位营业执照", "Payee's business licence"),
        slot="PAYEE_LICENSE",
        most=1,
        relevant=AUTHORISED & CORPORATE,
        good=words.GOOD_CARD,
        bad=words.BAD_CARD,
    )

    handler_heading = Heading(Text("经办人", "Handler"), relevant=HANDLER)
    handler_letter = Document(
        Text("业务办理授权函", "Letter of authority for the handler"),
        slot="AUTH_HANDLER",
        most=2,
        relevant=HANDLER,
        good=words.GOOD_LETTER,
        bad=words.BAD_LETTER,
        why=Why(
            Text("代办要有授权，代办人身份也要核验。", "Agents need authority and are verified."),
            "反洗钱法第三十一条；微信支付商户进件文档",
        ),
    )
    handler_id_front = Document(
        Text("经办人身份证人像面", "Handler's ID, portrait side"),
        slot="HANDLER_ID_F",
        most=1,
        relevant=HANDLER,
        good=words.GOOD_CARD,
        bad=words.BAD_CARD,
    )
    handler_id_back = Document(
        Text("经办人身份证国徽面", "Handler's ID, emblem side"),
        slot="HANDLER_ID_B",
        most=1,
        relevant=HANDLER & ~Contact.document_kind.is_(IdDocumentKind.PASSPORT),
        good=words.GOOD_CARD,
        bad=words.BAD_CARD,
    )

    other_heading = Heading(Text("协议和其他", "Agreement and others"))
    agreement = Document(
        Text("收单协议（商户已签章）", "Acquiring agreement, signed by the merchant"),
        slot="AGREEMENT",
        most=20,
        relevant=Basics.contract_kind.is_(ContractKind.PAPER),
        good=Text("每页都拍，签章、日期清楚", "Every page, signatures, seal and date legible"),
        bad=words.BAD_PAPER,
    )
    terminal_label = Document(
        Text("自备终端机身序列号照", "Label of the own terminal"),
        slot="SN_PHOTO",
        most=5,
        relevant=Terms.terminals.any(TerminalWish.source.is_(TerminalSource.OWN)),
        good=Text("标签上的序列号和型号看得清", "Serial number and model legible"),
        bad=Text("标签反光、撕毁", "Glare, torn label"),
    )
    further = Document(
        Text("补充材料（尽调、情况说明等）", "Further material"),
        slot="SITE_DD",
        most=10,
        required=False,
        good=Text("机构另要的材料放这里", "Whatever else the acquirer asks for"),
        bad=Text("与申请无关的照片", "Pictures that have nothing to do with it"),
    )

    seen_heading = Heading(
        Text("逐张看过", "Looked at one by one"),
        Text(
            "放大看一遍再选。选“否”要写原因，会打印给审核员。", "Enlarge each. A no needs a reason."
        ),
    )
    identity_pictures_good = YesNo(
        Text(
            "证件照都四角齐全、无反光、字迹清楚，不是截屏翻拍？",
            "All documents: four corners, no glare, legible, no screenshots?",
        ),
        constraint=rules.identity_pictures_are_good,
        width="full",
    )
    shop_pictures_good = YesNo(
        Text(
            "店铺照招牌完整、看得出是同一家店在经营？",
            "Shop: the whole sign, recognisably one shop that trades?",
        ),
        constraint=rules.shop_pictures_are_good,
        width="full",
    )
    copies_sealed = YesNo(
        Text(
            "复印件、授权书、证明都盖了公章（个人按指印），没有手写涂改？",
            "Copies, letters and proofs sealed (people: fingerprint), nothing handwritten?",
        ),
        relevant=AUTHORISED | HANDLER | CORPORATE,
        constraint=rules.copies_are_sealed,
        width="full",
    )

    # every document of this class, so that a new one is checked without being named here
    pictures = tuple(part for part in list(locals().values()) if isinstance(part, Document))
    said = said_by(pictures)
    checks = (
        taken_on_one_day.on(shop_front, shop_inside),
        rules.taken_on_one_day.on(cashier, shop_front),
        *rules.picture_checks(list(pictures)),
        *quality_checks(pictures),
        *sameness_checks(list(pictures)),
        *expiry_checks(said, pictures),
        *comparison_checks(said),
    )


@dataclass(frozen=True, slots=True)
class MaterialItem:
    """One line of the material list."""

    field: Document
    required: bool
    pages: int
    state: MaterialState


def material_list(answers: Answers) -> list[MaterialItem]:
    """The documents these answers call for, in order; hidden ones are left out."""
    return [
        _item(field, answers)
        for field in Materials.relevant_fields(answers)
        if isinstance(field, Document)
    ]


def _item(field: Document, answers: Answers) -> MaterialItem:
    required = answers.is_required(field)
    pages = answers.get(field) or ()
    return MaterialItem(field, required, len(pages), _state(field, answers, required))


def _state(field: Document, answers: Answers, required: bool) -> MaterialState:
    if answers.stored(field) is None:
        return MaterialState.MISSING if required else MaterialState.OPTIONAL
    return MaterialState.FAULTY if any(field.issues(answers)) else MaterialState.ADDED
