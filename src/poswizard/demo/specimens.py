"""Specimen papers of an applicant, drawn, marked 样本 SPECIMEN all over, and of nobody.

Each gives a JPEG; the same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from poswizard.demo.drawing import (
    FADED,
    INK,
    RED,
    Colour,
    Sheet,
    photographed,
    rounded,
)

_CARD = (1284, 810)
"""Pixels of a card of 85.6 mm by 54 mm (ISO/IEC 7810 ID-1) at 15 pixels per millimetre."""
_SKY: Colour = (206, 226, 236)
_SEX = ("女", "男")


def id_front(
    name: str, number: str, address: str = "四川省成都市青羊区样本路1号", ethnicity: str = "汉"
) -> bytes:
    """The portrait side of a resident identity card; birth and sex follow from the number."""
    card = _identity_paper()
    born, sex = number[6:14], _SEX[int(number[16]) % 2]
    _row(card, 110, "姓 名", name, 50)
    _row(card, 218, "性 别", sex, 44)
    card.write((330, 218), "民 族", 34, 500, FADED)
    card.write((470, 218), ethnicity, 44, 500)
    _row(card, 322, "出 生", born[:4], 44)
    for x, words in ((335, "年"), (445, "月"), (555, "日")):
        card.write((x, 322), words, 34, 500, FADED)
    card.write((388, 322), str(int(born[4:6])), 44, 500)
    card.write((492, 322), str(int(born[6:])), 44, 500)
    card.write((80, 428), "住 址", 34, 500, FADED)
    card.write_wrapped((205, 428), address, 42, 620)
    card.write((80, 715), "公民身份号码", 34, 500, FADED)
    card.write_spaced((400, 713), number, 54, 44, 600)
    _portrait(card, (845, 110))
    return _as_card(card, 1.1)


def id_back(
    authority: str = "成都市公安局样本分局",
    valid_from: date = date(2018, 6, 1),
    valid_until: date | None = date(2038, 6, 1),
) -> bytes:
    """The emblem side; `None` stands for a card valid for ever (长期)."""
    card = _identity_paper()
    card.pen.ellipse((90, 80, 310, 300), outline=RED, width=8)
    card.centre((200, 190), "徽", 110, 700, RED)
    card.centre((790, 145), "中华人民共和国", 68, 600)
    card.centre((790, 265), "居 民 身 份 证", 88, 700)
    until = f"{valid_until:%Y.%m.%d}" if valid_until else "长期"
    for y, label, words in (
        (585, "签发机关", authority),
        (690, "有效期限", f"{valid_from:%Y.%m.%d}-{until}"),
    ):
        card.write((280, y), label, 38, 600)
        card.write((490, y), words, 44, 500)
    return _as_card(card, -0.9)


def handler_id(name: str = "王样本", number: str = "510107198805052347") -> bytes:
    """The identity card of the person who handles the application for the merchant."""
    return id_front(name, number, "四川省成都市武侯区样本街2号")


def business_licence(
    name: str,
    uscc: str,
    representative: str,
    address: str = "四川省成都市青羊区样本路1号",
    kind: str = "个体工商户",
    scope: str = "食品销售;日用百货销售。(样本,依法须经批准的项目,经相关部门批准后方可开展经营活动)",
    founded: date = date(2021, 3, 15),
) -> bytes:
    """A business licence; a company's shows its legal representative and registered capital."""
    sheet = Sheet(1960, 1386, (253, 250, 240))
    sheet.guilloche((240, 228, 205), 40)
    for inset, width in ((36, 8), (56, 3)):
        sheet.pen.rectangle(
            (inset, inset, 1960 - inset, 1386 - inset), outline=(178, 140, 74), width=width
        )
    sheet.centre((980, 200), "营 业 执 照", 120, 800)
    sheet.centre((980, 310), "(副 本)  样本,无效", 40, 500)
    sheet.write((120, 260), "统一社会信用代码", 30, 500)
    sheet.write((120, 310), uscc, 40, 700)
    sheet.code((1620, 130), f"SPECIMEN {uscc}", 210)
    is_sole = kind == "个体工商户"
    _licence_left(sheet, name, kind, "经 营 者" if is_sole else "法定代表人", representative, scope)
    _licence_right(sheet, address, founded, None if is_sole else "壹佰万元整")
    sheet.stamp((1560, 1130), "样本市场监督管理局", 145)
    sheet.write((1400, 1310), f"登记日期  {founded:%Y 年 %m 月 %d 日}", 34, 500)
    sheet.mark(44)
    return photographed(sheet.image, (96, 92, 90), 0.7, 80)


def bank_card(number: str, bank: str = "样本银行", kind: str = "借记卡 DEBIT") -> bytes:
    """The number side of a settlement card, its digits in groups of four."""
    card = Sheet(*_CARD)
    card.fade((24, 86, 150), (12, 44, 92), (0, 0, *_CARD))
    card.guilloche((44, 104, 168), 20)
    card.write((90, 120), bank, 64, 700, (255, 255, 255))
    card.write((90, 195), "SPECIMEN BANK", 30, 500, (190, 212, 236))
    card.write((960, 120), kind, 38, 500, (230, 238, 248))
    card.pen.rounded_rectangle((100, 290, 260, 410), 18, fill=(214, 184, 110))
    for x in (153, 206):
        card.pen.line((x, 290, x, 410), fill=(150, 120, 60), width=4)
    card.pen.line((100, 350, 260, 350), fill=(150, 120, 60), width=4)
    grouped = " ".join(number[start : start + 4] for start in range(0, len(number), 4))
    card.write((90, 520), grouped, 72, 600, (245, 245, 240))
    card.write((90, 650), "有效期 VALID THRU  12/36", 32, 400, (210, 224, 240))
    card.centre((1120, 680), "样本", 70, 800, (240, 190, 90))
    return _as_card(card, 1.6, (70, 74, 80))


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
    sheet = Sheet(1240, 1754)
    sheet.centre((620, 210), title, 72, 700)
    sheet.write((130, 310), reference, 30)
    y = 420.0
    for line in lines:
        y = sheet.write_wrapped((130, y), line, 40, 980) + 22
    sheet.write((700, 1330), f"(盖章) {signer}"[:16], 36, 500)
    sheet.write((700, 1400), "2026 年 11 月 02 日", 36, 500)
    sheet.stamp((880, 1350), signer[:12], 130)
    sheet.mark(40)
    return photographed(sheet.image, (120, 98, 78), -0.6, 70)


def terminal_label(
    serial_number: str, model: str = "智能POS SP-1 样本", licence: str = "P3100"
) -> bytes:
    """The label on a terminal's back; its code reads as the serial number."""
    label = Sheet(1300, 760, (226, 228, 230))
    label.pen.rectangle((24, 24, 1276, 736), outline=INK, width=4)
    label.write((70, 110), model, 56, 700)
    for y, words in (
        (220, "电源 INPUT  5V 2A DC"),
        (310, f"入网许可证号  {licence}"),
        (400, "制造商  样本终端有限公司  SPECIMEN"),
    ):
        label.write((70, y), words, 40, 450)
    label.write((70, 560), "SN", 60, 800)
    label.write((180, 560), serial_number, 60, 600)
    label.code((960, 90), serial_number, 270)
    label.mark(40)
    return photographed(rounded(label.image, 30), (40, 62, 104), -1.4, 140)


def _identity_paper() -> Sheet:
    card = Sheet(*_CARD)
    card.fade((236, 244, 248), _SKY, (0, 0, *_CARD))
    card.guilloche((196, 216, 228))
    return card


def _row(card: Sheet, y: int, label: str, words: str, size: int) -> None:
    card.write((80, y), label, 34, 500, FADED)
    card.write((205, y), words, size, 550)


def _portrait(card: Sheet, at: tuple[int, int]) -> None:
    """A head and shoulders of nobody."""
    photo = Sheet(330, 430, (222, 232, 238))
    photo.pen.ellipse((30, 300, 300, 620), fill=(64, 78, 104))
    photo.pen.rounded_rectangle((135, 250, 195, 330), 24, fill=(208, 168, 140))
    photo.pen.ellipse((80, 60, 250, 250), fill=(48, 42, 40))
    photo.pen.ellipse((95, 95, 235, 285), fill=(222, 184, 156))
    photo.pen.chord((88, 70, 242, 240), 190, 350, fill=(48, 42, 40))
    photo.centre((165, 385), "样本", 54, 800, (235, 238, 242))
    card.image.paste(photo.image, at)


def _as_card(card: Sheet, degrees: float, desk: Colour = (150, 118, 88)) -> bytes:
    card.mark()
    return photographed(rounded(card.image, 48), desk, degrees)


def _licence_left(sheet: Sheet, name: str, kind: str, post: str, person: str, scope: str) -> None:
    for y, label, words in (
        (470, "名    称", name),
        (580, "类    型", kind),
        (690, post, person),
    ):
        sheet.write((130, y), label, 36, 600)
        sheet.write((360, y), words, 42, 500)
    sheet.write((130, 800), "经营范围", 36, 600)
    sheet.write_wrapped((360, 800), scope, 34, 640)


def _licence_right(sheet: Sheet, address: str, founded: date, capital: str | None) -> None:
    rows = [("注册资本", capital)] if capital else [("组成形式", "个人经营")]
    rows.append(("成立日期", f"{founded:%Y 年 %m 月 %d 日}"))
    for place, (label, words) in enumerate(rows):
        sheet.write((1080, 470 + 110 * place), label, 36, 600)
        sheet.write((1290, 470 + 110 * place), words, 40, 500)
    sheet.write((1080, 690), "经营场所" if capital is None else "住    所", 36, 600)
    sheet.write_wrapped((1290, 690), address, 38, 540)
