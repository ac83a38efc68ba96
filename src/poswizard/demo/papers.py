"""Specimen papers of an applicant as flat sheets: of nobody, and not yet marked as specimens.

Whoever shows one marks it first (`Sheet.mark`): the demonstration photographs them, tests wear them out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from poswizard.demo.drawing import FADED, INK, PRINTED, RED, Colour, Hand, Sheet

CARD = (1284, 810)
"""Pixels of a card of 85.6 mm by 54 mm (ISO/IEC 7810 ID-1) at 15 pixels per millimetre."""
_SKY: Colour = (206, 226, 236)
_SEX = ("女", "男")


def identity_front(
    name: str, number: str, address: str, ethnicity: str = "汉", hand: Hand = PRINTED
) -> Sheet:
    """The portrait side of a resident identity card; birth and sex follow from the number."""
    card = identity_paper(hand)
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
    portrait(card, (845, 110))
    return card


def identity_back(
    authority: str, valid_from: date, valid_until: date | None, hand: Hand = PRINTED
) -> Sheet:
    """The emblem side; `None` stands for a card valid for ever (长期)."""
    card = identity_paper(hand)
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
    return card


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceWords:
    """What is printed on a business licence."""

    name: str
    uscc: str
    person: str
    address: str
    kind: str
    scope: str
    founded: date
    capital: str = "壹佰万元整"
    """Printed for companies only."""
    term: str = ""
    """营业期限, on licences issued before 2019."""
    code: str = ""
    """What the QR code says; by default that it is a specimen."""

    @property
    def is_sole(self) -> bool:
        """It is that of an individual business, which has an operator and no capital."""
        return self.kind.startswith("个体工商户")


def licence(words: LicenceWords, hand: Hand = PRINTED) -> Sheet:
    """A business licence; a company's shows its legal representative and registered capital."""
    sheet = Sheet(1960, 1386, (253, 250, 240), hand)
    sheet.guilloche((240, 228, 205), 40)
    for inset, width in ((36, 8), (56, 3)):
        sheet.pen.rectangle(
            (inset, inset, 1960 - inset, 1386 - inset), outline=(178, 140, 74), width=width
        )
    sheet.centre((980, 200), "营 业 执 照", 120, 800)
    sheet.centre((980, 310), "(副 本)  样本,无效", 40, 500)
    sheet.write((120, 260), "统一社会信用代码", 30, 500)
    sheet.write((120, 310), words.uscc, 40, 700)
    sheet.code((1620, 130), words.code or f"SPECIMEN {words.uscc}", 210)
    _licence_left(sheet, words)
    _licence_right(sheet, words)
    sheet.stamp((1560, 1130), "样本市场监督管理局", 145)
    sheet.write((1400, 1310), f"登记日期  {words.founded:%Y 年 %m 月 %d 日}", 34, 500)
    return sheet


def bank_card(
    number: str, bank: str, kind: str, thru: str = "12/36", hand: Hand = PRINTED
) -> Sheet:
    """The number side of a settlement card, its digits in groups of four."""
    card = Sheet(*CARD, hand=hand)
    card.fade((24, 86, 150), (12, 44, 92), (0, 0, *CARD))
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
    card.write((90, 650), f"有效期 VALID THRU  {thru}", 32, 400, (210, 224, 240))
    card.centre((1120, 680), "样本", 70, 800, (240, 190, 90))
    return card


def letter(
    title: str, lines: Sequence[str], signer: str, reference: str = "", hand: Hand = PRINTED
) -> Sheet:
    """A typed A4 sheet with a seal: a lease, an agreement, a permit, any other paper."""
    sheet = Sheet(1240, 1754, hand=hand)
    sheet.centre((620, 210), title, 72, 700)
    sheet.write((130, 310), reference, 30)
    y = 420.0
    for line in lines:
        y = sheet.write_wrapped((130, y), line, 40, 980) + 22
    sheet.write((700, 1330), f"(盖章) {signer}"[:16], 36, 500)
    sheet.write((700, 1400), "2026 年 11 月 02 日", 36, 500)
    sheet.stamp((880, 1350), signer[:12], 130)
    return sheet


def terminal_label(serial_number: str, model: str, licence: str, hand: Hand = PRINTED) -> Sheet:
    """The label on a terminal's back; its code reads as the serial number."""
    label = Sheet(1300, 760, (226, 228, 230), hand)
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
    return label


def identity_paper(hand: Hand = PRINTED) -> Sheet:
    """The blue paper of both sides of an identity card."""
    card = Sheet(*CARD, hand=hand)
    card.fade((236, 244, 248), _SKY, (0, 0, *CARD))
    card.guilloche((196, 216, 228))
    return card


def portrait(card: Sheet, at: tuple[int, int]) -> None:
    """A head and shoulders of nobody."""
    photo = Sheet(330, 430, (222, 232, 238))
    photo.pen.ellipse((30, 300, 300, 620), fill=(64, 78, 104))
    photo.pen.rounded_rectangle((135, 250, 195, 330), 24, fill=(208, 168, 140))
    photo.pen.ellipse((80, 60, 250, 250), fill=(48, 42, 40))
    photo.pen.ellipse((95, 95, 235, 285), fill=(222, 184, 156))
    photo.pen.chord((88, 70, 242, 240), 190, 350, fill=(48, 42, 40))
    photo.centre((165, 385), "样本", 54, 800, (235, 238, 242))
    card.image.paste(photo.image, at)


def _row(card: Sheet, y: int, label: str, words: str, size: int) -> None:
    card.write((80, y), label, 34, 500, FADED)
    card.write((205, y), words, size, 550)


def _licence_left(sheet: Sheet, words: LicenceWords) -> None:
    for y, label, value in (
        (470, "名    称", words.name),
        (580, "类    型", words.kind),
        (690, "经 营 者" if words.is_sole else "法定代表人", words.person),
    ):
        sheet.write((130, y), label, 36, 600)
        sheet.write((360, y), value, 42 if len(value) < 17 else 34, 500)
    sheet.write((130, 800), "经营范围", 36, 600)
    sheet.write_wrapped((360, 800), words.scope, 34, 640)


def _licence_right(sheet: Sheet, words: LicenceWords) -> None:
    rows = [("组成形式", "个人经营") if words.is_sole else ("注册资本", words.capital)]
    rows.append(("成立日期", f"{words.founded:%Y 年 %m 月 %d 日}"))
    for place, (label, value) in enumerate(rows):
        sheet.write((1080, 470 + 110 * place), label, 36, 600)
        sheet.write((1290, 470 + 110 * place), value, 40, 500)
    sheet.write((1080, 690), "经营场所" if words.is_sole else "住    所", 36, 600)
    below = sheet.write_wrapped((1290, 690), words.address, 38, 540)
    if words.term:
        y = max(850, below + 40)
        sheet.write((1080, y), "营业期限", 36, 600)
        sheet.write_wrapped((1290, y), words.term, 36, 540)


def permit_words(card: Sheet, name: str, number: str, address: str) -> None:
    """What the portrait side of a residence permit (港澳台居民居住证) says: no ethnicity, else as an identity card."""
    _row(card, 110, "姓 名", name, 50)
    _row(card, 218, "性 别", _SEX[int(number[16]) % 2], 44)
    card.write((80, 322), "出生日期", 34, 500, FADED)
    card.write((260, 322), f"{number[6:10]}年{int(number[10:12])}月{int(number[12:14])}日", 42, 500)
    card.write((80, 428), "住 址", 34, 500, FADED)
    card.write_wrapped((205, 428), address, 42, 620)
    card.write((80, 715), "公民身份号码", 34, 500, FADED)
    card.write_spaced((400, 713), number, 54, 44, 600)
    portrait(card, (845, 110))
