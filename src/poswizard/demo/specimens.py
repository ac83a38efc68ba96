"""Specimen papers of an applicant as a phone takes them, marked 样本 SPECIMEN all over, and of nobody.

Each gives a JPEG; the same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from poswizard.demo import papers
from poswizard.demo.drawing import DESK, Colour, Sheet, photographed, rounded

ADDRESS = "四川省成都市青羊区样本路1号"
_SCOPE = "食品销售;日用百货销售。(样本,依法须经批准的项目,经相关部门批准后方可开展经营活动)"


def id_front(name: str, number: str, address: str = ADDRESS, ethnicity: str = "汉") -> bytes:
    """The portrait side of a resident identity card; birth and sex follow from the number."""
    return _as_card(papers.identity_front(name, number, address, ethnicity), 1.1)


def id_back(
    authority: str = "成都市公安局样本分局",
    valid_from: date = date(2018, 6, 1),
    valid_until: date | None = date(2038, 6, 1),
) -> bytes:
    """The emblem side; `None` stands for a card valid for ever (长期)."""
    return _as_card(papers.identity_back(authority, valid_from, valid_until), -0.9)


def handler_id(name: str = "王样本", number: str = "510107198805052347") -> bytes:
    """The identity card of the person who handles the application for the merchant."""
    return id_front(name, number, "四川省成都市武侯区样本街2号")


def business_licence(name: str, uscc: str, representative: str) -> bytes:
    """The licence of an individual business."""
    return licence(
        papers.LicenceWords(
            name=name,
            uscc=uscc,
            person=representative,
            address=ADDRESS,
            kind="个体工商户",
            scope=_SCOPE,
            founded=date(2021, 3, 15),
        )
    )


def licence(words: papers.LicenceWords) -> bytes:
    """A business licence; a company's shows its legal representative and registered capital."""
    sheet = papers.licence(words)
    sheet.mark(44)
    return photographed(sheet.image, (96, 92, 90), 0.7, 80)


def bank_card(number: str, bank: str = "样本银行", kind: str = "借记卡 DEBIT") -> bytes:
    """The number side of a settlement card, its digits in groups of four."""
    return _as_card(papers.bank_card(number, bank, kind), 1.6, (70, 74, 80))


def account_permit(
    name: str, account: str, bank: str = "样本银行成都样本支行", representative: str = "张样本"
) -> bytes:
    """A permit for opening a corporate account."""
    lines = (
        f"经审核,{name}符合开户条件,准予开立基本存款账户。",
        f"账户名称  {name}",
        f"开户银行  {bank}",
        f"账    号  {account}",
        f"法定代表人(单位负责人)  {representative}",
    )
    return letter("开 户 许 可 证", lines, "样本人民银行", "核准号  J0000000000001")


def authorisation_letter(
    merchant: str, person: str, id_number: str, account: str, bank: str = "样本银行"
) -> bytes:
    """A merchant's letter that lets takings be settled to somebody's account."""
    lines = (
        "致:收单机构",
        f"我单位 {merchant} 现授权 {person}",
        f"(身份证号 {id_number})的下列账户作为",
        "POS 交易资金的结算账户,由此产生的责任由我单位承担。",
        f"收款人  {person}",
        f"账  号  {account}",
        f"开户行  {bank}",
    )
    return letter("结 算 授 权 书", lines, merchant)


def letter(title: str, lines: Sequence[str], signer: str, reference: str = "") -> bytes:
    """A typed A4 sheet with a seal: a lease, an agreement, a permit, any other paper."""
    sheet = papers.letter(title, lines, signer, reference)
    sheet.mark(40)
    return photographed(sheet.image, (120, 98, 78), -0.6, 70)


def terminal_label(
    serial_number: str, model: str = "智能POS SP-1 样本", licence: str = "P3100"
) -> bytes:
    """The label on a terminal's back; its code reads as the serial number."""
    label = papers.terminal_label(serial_number, model, licence)
    label.mark(40)
    return photographed(rounded(label.image, 30), (40, 62, 104), -1.4, 140)


def _as_card(card: Sheet, degrees: float, desk: Colour = DESK) -> bytes:
    card.mark()
    return photographed(rounded(card.image, 48), desk, degrees)
