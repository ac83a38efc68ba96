"""The documents an application needs: which, when, and what a good picture of each shows."""

from __future__ import annotations

from poswizard.domain.merchant import ContractKind, IdDocumentKind, LicenceKind, MerchantKind
from poswizard.domain.terminal import TerminalSource
from poswizard.forms.condition import NEVER
from poswizard.forms.kinds import YesNo
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Heading, Step
from poswizard.steps import materials_checks as rules
from poswizard.steps import picture_words as words
from poswizard.steps.application import HANDLER, HAS_LICENCE, Contact, Identity
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
from poswizard.steps.picture import Picture, each_its_own
from poswizard.steps.picture_checks import expiry_checks, taken_on_one_day
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
    id_front = Picture(
        Text("身份证人像面（护照资料页）", "ID, portrait side (passport: data page)"),
        slot="ID_FRONT",
        why=words.REAL_NAME,
    )
    id_back = Picture(
        Text("身份证国徽面", "ID, emblem side"),
        slot="ID_BACK",
        relevant=~Identity.document_kind.is_(IdDocumentKind.PASSPORT),
        why=words.REAL_NAME,
    )
    hand_held_id = Picture(
        Text("本人手持身份证", "The person holding the ID"),
        slot="HAND_HELD_ID",
        most=1,
        on_demand=True,
        good=Text("脸和证件同框，证件字迹清楚，不遮脸", "Face and card together, card legible"),
        bad=Text("戴帽、美颜、证件反光", "Hats, filters, glare on the card"),
    )

    licence_heading = Heading(Text("执照和许可", "Licence and permits"), relevant=HAS_LICENCE)
    licence = Picture(
        Text("营业执照", "Business licence"),
        slot="LICENSE",
        relevant=HAS_LICENCE,
        why=words.REAL_NAME,
    )
    tax_certificate = Picture(
        Text("税务登记证", "Tax registration certificate"),
        slot="TAX_CERT",
        relevant=OLD_LICENCE,
        why=words.OLD_LICENCE,
    )
    organisation_certificate = Picture(
        Text("组织机构代码证", "Organisation code certificate"),
        slot="ORG_CERT",
        relevant=OLD_LICENCE & Basics.merchant_kind.is_(MerchantKind.ENTERPRISE),
    )
    special_permit = Picture(
        Text("行业许可证或备案凭证", "Industry permit or filing"),
        slot="SPECIAL_PERMIT",
        relevant=Basics.regulated_trade.is_(True),
        bad=Text("过期、名称或地址与店铺不同", "Expired; another name or address"),
        why=words.PERMITTED_TRADE,
    )

    shop_heading = Heading(
        Text("店铺照片", "The shop"),
        Text("三张在同一天、同一家店拍。", "All on one day, of one shop."),
    )
    shop_front = Picture(
        Text("门头照", "Shop front"),
        slot="SHOP_FRONT",
        most=2,
        relevant=FIXED,
        good=Text("招牌完整、字看得清，门框拍全", "The whole sign, legible, the whole door frame"),
        bad=Text("没有招牌、只拍半块、夜里看不清", "No sign, half a sign, dark"),
        why=words.RETURNED_PICTURES,
    )
    trading_scene = Picture(
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
    shop_inside = Picture(
        Text("店内照", "Interior"),
        slot="SHOP_INSIDE",
        most=3,
        required=FIXED,
        good=Text(
            "看得到商品或桌椅，与门头是同一家", "Goods or tables, recognisably the same shop"
        ),
        bad=Text("空屋、家里、模糊", "An empty room, a home, blurred"),
    )
    cashier = Picture(
        Text("收银台照", "Till"),
        slot="CASHIER",
        most=2,
        required=FIXED,
        good=Text("收银台、扫码牌或机器同框", "Desk with code stand, scanner or terminal"),
        bad=Text("看不出收银的地方", "No place of payment to be seen"),
    )
    door_number = Picture(
        Text("门牌号照", "Door number"),
        slot="DOOR_NO",
        most=1,
        relevant=FIXED,
        required=Basics.merchant_kind.is_(MerchantKind.ENTERPRISE),
        good=Text("门牌号看得清，与经营地址一致", "Legible, the number in the address"),
        bad=Text("别家的门牌", "Another house's number"),
    )
    location = Picture(
        Text("地图定位截图", "Located map"),
        slot="LOCATION",
        most=1,
        on_demand=True,
        good=Text("店名、位置点和周边道路看得清", "Shop, pin and streets legible"),
        bad=Text("定位点不在店里", "The pin is elsewhere"),
    )
    lease = Picture(
        Text("租赁合同或产权证明", "Lease or proof of ownership"),
        slot="LEASE",
        relevant=ELSEWHERE | MICRO,
        required=ELSEWHERE,
        good=Text(
            "地址、双方、期限、签章页都拍到", "Pages with address, parties, term, signatures"
        ),
        why=words.TRADES_HERE,
    )

    account_heading = Heading(Text("结算账户", "Settlement account"))
    bank_card = Picture(
        Text("结算银行卡正面（有卡号面）", "Bank card, number side"),
        slot="BANK_CARD",
        relevant=PERSONAL,
        bad=Text(
            "拍了背面的安全码、卡号反光", "The security code on the back, glare over the number"
        ),
    )
    bank_card_back = Picture(
        Text("结算银行卡背面", "Bank card, back"),
        slot="BANK_CARD_BACK",
        relevant=PERSONAL,
        on_demand=True,
        good=Text("先用纸条遮住签名条上的三位安全码再拍", "Cover the three-digit code first"),
        bad=Text("露出安全码", "The code shows"),
    )
    account_permit = Picture(
        Text("开户证明", "Proof of the account"),
        slot="ACCT_PERMIT",
        relevant=CORPORATE,
        good=Text(
            "开户许可证、基本存款账户信息、印鉴卡，或盖章的户名账号开户行说明，任一种",
            "Account permit, basic account information, seal card, or a sealed statement of name, number, branch",
        ),
    )
    settlement_letter = Picture(
        Text("结算授权书", "Settlement authorisation letter"),
        slot="SETTLE_AUTH",
        most=2,
        relevant=AUTHORISED,
        good=words.GOOD_LETTER,
        bad=words.BAD_LETTER,
        why=words.SETTLED_TO_ANOTHER,
    )
    payee_id_front = Picture(
        Text("收款人身份证人像面", "Payee's ID, portrait side"),
        slot="PAYEE_ID_F",
        relevant=PAYEE_ID,
    )
    payee_id_back = Picture(
        Text("收款人身份证国徽面", "Payee's ID, emblem side"),
        slot="PAYEE_ID_B",
        relevant=AUTHORISED & PERSONAL & ~Account.holder_document_kind.is_(IdDocumentKind.PASSPORT),
    )
    payee_licence = Picture(
        Text("收款单位营业执照", "Payee's business licence"),
        slot="PAYEE_LICENSE",
        relevant=AUTHORISED & CORPORATE,
    )

    handler_heading = Heading(Text("经办人", "Handler"), relevant=HANDLER)
    handler_letter = Picture(
        Text("业务办理授权函", "Letter of authority for the handler"),
        slot="AUTH_HANDLER",
        most=2,
        relevant=HANDLER,
        good=words.GOOD_LETTER,
        bad=words.BAD_LETTER,
        why=words.AGENT,
    )
    handler_id_front = Picture(
        Text("经办人身份证人像面", "Handler's ID, portrait side"),
        slot="HANDLER_ID_F",
        relevant=HANDLER,
    )
    handler_id_back = Picture(
        Text("经办人身份证国徽面", "Handler's ID, emblem side"),
        slot="HANDLER_ID_B",
        relevant=HANDLER & ~Contact.document_kind.is_(IdDocumentKind.PASSPORT),
    )

    other_heading = Heading(Text("协议和其他", "Agreement and others"))
    agreement = Picture(
        Text("收单协议（商户已签章）", "Acquiring agreement, signed by the merchant"),
        slot="AGREEMENT",
        most=20,
        relevant=Basics.contract_kind.is_(ContractKind.PAPER),
    )
    terminal_label = Picture(
        Text("自备终端机身序列号照", "Label of the own terminal"),
        slot="SN_PHOTO",
        relevant=Terms.terminals.any(TerminalWish.source.is_(TerminalSource.OWN)),
    )
    further = Picture(
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
    unsorted = Document(
        Text("尚未归类的照片", "Pictures without a place"),
        slot="UNSORTED",
        most=60,
        relevant=NEVER,  # kept with the draft, and in no package before it has a place
    )
    of_the_shop = (shop_front, trading_scene, shop_inside, cashier)
    said = said_by(pictures)
    checks = (
        taken_on_one_day.on(shop_front, shop_inside),
        rules.taken_on_one_day.on(cashier, shop_front),
        *each_its_own(pictures),
        *expiry_checks(said, pictures),
        *comparison_checks(said),
    )
