"""Which document a picture shows, by its words, and which reader reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from poswizard.documents.reading import bank_papers, identity, licence, sign, trade_papers
from poswizard.documents.reading.fact import DocumentKind, Fact, Reading, ReadValue
from poswizard.documents.reading.line import Sheet
from poswizard.domain import resident

_K = DocumentKind
_READERS: dict[DocumentKind, Callable[[Sheet], Iterator[ReadValue]]] = {
    _K.ID_FRONT: identity.front,
    _K.ID_BACK: identity.back,
    _K.PERMIT_FRONT: identity.front,
    _K.PERMIT_BACK: identity.back,
    _K.LICENCE: licence.licence,
    _K.BANK_CARD: bank_papers.bank_card,
    _K.ACCOUNT_PERMIT: bank_papers.account_permit,
    _K.FOOD_PERMIT: trade_papers.food_permit,
    _K.TERMINAL_LABEL: trade_papers.terminal_label,
    _K.SHOP_FRONT: sign.sign,
}

_Word = tuple[str, int]
_WORDS: dict[DocumentKind, Sequence[_Word]] = {
    _K.ID_FRONT: (
        ("公民身份号码", 2),
        ("姓名", 1),
        ("性别", 1),
        ("民族", 1),
        ("住址", 1),
        ("出生", 1),
    ),
    _K.ID_BACK: (("居民身份证", 2), ("中华人民共和国", 1), ("签发机关", 1), ("有效期限", 1)),
    _K.PERMIT_BACK: (("居民居住证", 4), ("通行证号码", 2), ("中华人民共和国", 1), ("签发机关", 1)),
    _K.LICENCE: (
        *(("营业执照", 4), ("经营范围", 1), ("统一社会信用代码", 1), ("注册号", 1)),
        *(("成立日期", 1), ("注册资本", 1), ("登记机关", 1)),
    ),
    _K.BANK_CARD: (
        *((r"(?:\d{4}){3,4}\d{1,3}", 2), ("银联|UnionPay", 2), ("借记卡|储蓄卡|DEBIT", 2)),
        *(("信用卡|CREDIT", 2), ("银行|BANK", 1), (r"VALID|THRU|有效期|\d\d/\d\d", 1)),
    ),
    _K.ACCOUNT_PERMIT: (
        *(("开户许可证", 4), ("基本存款账户信息", 4), ("基本存款账户", 1), ("核准号", 1)),
        *(("开户银行", 1), ("账户名称", 1), ("账号|账户号码", 1)),
    ),
    _K.FOOD_PERMIT: (("食品经营许可证", 5), ("许可证编号", 1), (r"JY\d{10}", 2), ("主体业态", 1)),
    _K.TERMINAL_LABEL: (
        *((r"S/?N[:：]?[0-9A-Z]{5}", 2), ("入网许可|进网许可", 2), ("型号|MODEL|Model", 1)),
        *(("POS", 1), (r"\dV|电源|INPUT", 1)),
    ),
}
_ENOUGH = 3


def kind_of(lines: Iterable[str]) -> DocumentKind | None:
    """The document whose words these are; none when too few are known or two kinds fit as well."""
    text = "\n".join("".join(line.split()) for line in lines)
    scores = {kind: _score(text, words) for kind, words in _WORDS.items()}
    best, second = sorted(scores.values(), reverse=True)[:2]
    if best < _ENOUGH or best == second:
        return None
    found = next(kind for kind, score in scores.items() if score == best)
    return _permit_if_so(text) if found is _K.ID_FRONT else found


def understood(sheet: Sheet, asked: DocumentKind) -> Reading:
    """What a sheet says as a document of the kind asked for."""
    lines = tuple(line.without_spaces().text for line in sheet.lines)
    values = tuple(_READERS[asked](sheet))
    height = sign.print_height(sheet) if asked is _K.SHOP_FRONT else _character_height(values)
    return Reading(asked, kind_of(lines), values, sheet.placement.turn, height, lines)


def _score(text: str, words: Sequence[_Word]) -> int:
    return sum(weight for pattern, weight in words if re.search(pattern, text))


def _permit_if_so(text: str) -> DocumentKind:
    """The portrait sides differ in the number, and in that a permit names no nationality."""
    number = re.search(r"\d{17}[\dXx]", text)
    if number:
        return _K.PERMIT_FRONT if resident.is_residence_permit(number[0]) else _K.ID_FRONT
    return _K.ID_FRONT if "民族" in text else _K.PERMIT_FRONT


# Print fills about this share of the box that the detector draws around a line of digits
_FILLED = 0.72


def _character_height(values: Iterable[ReadValue]) -> float:
    """Pixels of a digit of the main number."""
    for value in values:
        if value.key in (Fact.NUMBER, Fact.ACCOUNT, Fact.SERIAL):
            return round(min(value.box.height, value.box.width) * _FILLED, 1)
    return 0.0
