"""What a document can say, and how a thing that was read is handed on."""

from __future__ import annotations

from dataclasses import dataclass, field

from poswizard.documents.reading.box import Box
from poswizard.text import Text, Vocabulary

NO_END = "长期"
"""How a validity without end is written, in documents as in forms."""


class DocumentKind(Vocabulary):
    """A side of a document that the program can read."""

    ID_FRONT = "id_front", Text("居民身份证人像面", "resident ID card, portrait side")
    ID_BACK = "id_back", Text("居民身份证国徽面", "resident ID card, emblem side")
    PERMIT_FRONT = (
        "permit_front",
        Text("港澳台居民居住证人像面", "residence permit (HK, Macao, Taiwan), portrait side"),
    )
    PERMIT_BACK = (
        "permit_back",
        Text("港澳台居民居住证国徽面", "residence permit (HK, Macao, Taiwan), emblem side"),
    )
    LICENCE = "licence", Text("营业执照", "business licence")
    BANK_CARD = "bank_card", Text("银行卡", "bank card")
    ACCOUNT_PERMIT = (
        "account_permit",
        Text("开户许可证或基本存款账户信息", "account-opening permit or account information"),
    )
    FOOD_PERMIT = "food_permit", Text("食品经营许可证", "food permit")
    TERMINAL_LABEL = "terminal_label", Text("终端机身标签", "terminal label")
    SHOP_FRONT = "shop_front", Text("门头照", "shop front")


class Fact(Vocabulary):
    """One thing a document says. Days are ISO (2026-11-02), months 2026-11, no end is 长期."""

    NAME = "name", Text("姓名或名称", "name")
    SEX = "sex", Text("性别", "sex")
    ETHNICITY = "ethnicity", Text("民族", "ethnicity")
    BORN = "born", Text("出生日期", "date of birth")
    ADDRESS = "address", Text("地址", "address")
    NUMBER = "number", Text("号码", "number")
    AUTHORITY = "authority", Text("签发机关", "issuing authority")
    VALID_FROM = "valid_from", Text("有效期起", "valid from")
    VALID_UNTIL = "valid_until", Text("有效期止", "valid until")
    PASS_NUMBER = "pass_number", Text("通行证号码", "travel permit number")
    KIND = "kind", Text("类型", "kind")
    PERSON = "person", Text("法定代表人或经营者", "legal representative or operator")
    CAPITAL = "capital", Text("注册资本", "registered capital")
    FOUNDED = "founded", Text("成立日期", "founded on")
    SCOPE = "scope", Text("经营范围", "business scope")
    CODE = "code", Text("二维码或条码", "QR or bar code")
    ACCOUNT = "account", Text("账号", "account number")
    BANK = "bank", Text("银行", "bank")
    PERMIT_NUMBER = "permit_number", Text("核准号或编号", "permit number")
    USCC = "uscc", Text("统一社会信用代码", "unified social credit code")
    SERIAL = "serial", Text("机身序列号", "serial number")
    MODEL = "model", Text("型号", "model")
    NETWORK_LICENCE = "network_licence", Text("入网许可证号", "network licence number")
    SIGN = "sign", Text("招牌名称", "name on the sign")


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One thing read, and how far to trust it."""

    key: Fact
    text: str
    confidence: float
    """0 to 1: as sure as its least sure character."""
    box: Box
    """Where it stands, in pixels of the given picture."""
    verified: bool = False
    """A check digit, a code, or a second place on the document says the same."""
    repaired: bool = False
    """One character was corrected, and the check digit proves that this is the only way."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one picture says."""

    asked: DocumentKind
    """What the picture was said to be of."""
    seen: DocumentKind | None
    """What it is of as far as its words tell; none where they do not."""
    values: tuple[ReadValue, ...]
    turn: int = 0
    """Degrees clockwise by which the picture must be turned to stand upright: 0, 90, 180, 270."""
    character_height: float = 0.0
    """Pixels of the given picture that a character of the main number, or of a sign, is high; 0: none."""
    lines: tuple[str, ...] = field(default=(), repr=False)
    """Everything seen, top to bottom, for whoever looks for other words."""

    def __getitem__(self, key: Fact) -> ReadValue:
        """The value of that key; raises `KeyError`."""
        for value in self.values:
            if value.key is key:
                return value
        raise KeyError(key.value)

    def get(self, key: Fact) -> ReadValue | None:
        """The value of that key, if it was read."""
        return next((value for value in self.values if value.key is key), None)

    @property
    def said(self) -> dict[Fact, str]:
        """The values as a plain mapping."""
        return {value.key: value.text for value in self.values}

    @property
    def is_as_asked(self) -> bool:
        """Nothing speaks against the picture being what it was said to be."""
        return self.seen in (None, self.asked)


_VERIFIED = Text("已核验：校验位或两处内容一致", "verified: check digit or a second place agrees")
_REPAIRED = Text(
    "已按校验位改正一个字符，请对照图片确认",
    "one character corrected by the check digit: compare with the picture",
)
_SURE = Text("清楚", "clear")
_LIKELY = Text("较清楚，请核对", "fairly clear: please check")
_DOUBTFUL = Text("不清楚，请对照图片逐字核对", "unclear: compare every character with the picture")


def confidence_words(value: ReadValue) -> Text:
    """How far to trust a value, in words; thresholds follow the measured accuracy of the recogniser."""
    if value.repaired:
        return _REPAIRED
    if value.verified:
        return _VERIFIED
    if value.confidence >= 0.95:
        return _SURE
    return _LIKELY if value.confidence >= 0.7 else _DOUBTFUL
