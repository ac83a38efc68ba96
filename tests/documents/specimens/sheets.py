"""Papers of a business: licences old and merged, permits, account information."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from poswizard.demo import papers
from poswizard.demo.drawing import INK, RED, Sheet
from tests.documents.specimens import people
from tests.documents.specimens.cards import finished, hand
from tests.documents.specimens.specimen import Specimen

_A4_LYING, _A4 = (1754, 1240), (1240, 1754)
"""At 150 dots per inch."""
_BRANCHES = (
    "中国建设银行成都样本支行",
    "成都银行股份有限公司样本支行",
    "中国农业银行成都样本路支行",
)
_TERM = "自{:%Y年%m月%d日}至{}"


def licence(chance: Random) -> Specimen:
    """The merged business licence of the years since 2015, its code a link as on real ones."""
    firm = people.firm(chance)
    term = chance.choice(("", "long_term", "until")) if not firm.is_sole else ""
    end = firm.founded.replace(day=min(28, firm.founded.day), year=firm.founded.year + 30)
    printed = {
        "": "",
        "long_term": "长期",
        "until": _TERM.format(firm.founded, f"{end:%Y年%m月%d日}"),
    }
    link = f"https://specimen.invalid/licence?uniscid={firm.uscc}&specimen=1"
    words = papers.LicenceWords(
        name=firm.name,
        uscc=firm.uscc,
        person=firm.person,
        address=firm.address,
        kind=firm.kind,
        scope=firm.scope,
        founded=firm.founded,
        capital=firm.capital,
        term=printed[term],
        code=link,
    )
    sheet = papers.licence(words, hand(chance))
    values = _licence_values(firm) | {"number": firm.uscc, "code": link}
    values |= {} if firm.is_sole else {"capital": firm.capital}
    if term:
        values["valid_until"] = end.isoformat() if term == "until" else term
    return finished(sheet, values, "licence", 40 * 0.73)


def licence_old(chance: Random) -> Specimen:
    """The licence before the merger: upright, a registration number of 15 digits, no code."""
    firm, style = people.firm(chance), hand(chance)
    sheet = Sheet(*_A4, (252, 248, 238), style)
    sheet.guilloche((238, 226, 206), 60)
    sheet.pen.rectangle((40, 40, 1200, 1714), outline=(170, 120, 60), width=10)
    sheet.centre((620, 250), "营 业 执 照", 110, 800)
    sheet.write((640, 360), f"注册号 {firm.old_number}", 38, 600)
    rows = [
        ("名    称", firm.name),
        ("类    型", firm.kind),
        ("住    所" if not firm.is_sole else "经营场所", firm.address),
        ("经 营 者" if firm.is_sole else "法定代表人", firm.person),
        *([] if firm.is_sole else [("注册资本", firm.capital)]),
        ("成立日期", f"{firm.founded:%Y年%m月%d日}"),
        ("经营范围", firm.scope),
    ]
    y = 480.0
    for label, value in rows:
        sheet.write((130, y), label, 36, 600)
        y = sheet.write_wrapped((360, y), value, 38, 740) + 34
    sheet.stamp((900, 1500), "样本工商行政管理局", 140)
    sheet.write((720, 1640), f"{firm.founded:%Y 年 %m 月 %d 日}", 34, 500)
    values = _licence_values(firm) | {"number": firm.old_number}
    values |= {} if firm.is_sole else {"capital": firm.capital}
    return finished(sheet, values, "licence_old", 38 * 0.73)


def account_permit(chance: Random) -> Specimen:
    """The permit for opening a basic account (开户许可证), issued until 2019."""
    firm, sheet = people.firm(chance), Sheet(*_A4_LYING, (250, 247, 240), hand(chance))
    bank, account = chance.choice(_BRANCHES), people.account_number(chance)
    permit = f"J{chance.randrange(10**13):013}"
    sheet.guilloche((232, 222, 214), 40)
    sheet.centre((877, 190), "开 户 许 可 证", 100, 800)
    sheet.write((190, 320), f"核准号: {permit}", 38, 500)
    sheet.write((1130, 320), "编号: 6510-00000001", 34, 500)
    sheet.write_wrapped(
        (190, 430), f"经审核,{firm.name}符合开户条件,准予开立基本存款账户。", 42, 1380
    )
    for place, (label, value) in enumerate(
        (("法定代表人(单位负责人)", firm.person), ("开户银行", bank), ("账    号", account))
    ):
        sheet.write((190, 640 + 100 * place), label, 40, 600)
        sheet.write((680, 640 + 100 * place), value, 42, 500)
    sheet.stamp((1400, 1000), "样本人民银行账户专用", 130)
    sheet.write((1250, 1130), f"{firm.founded:%Y 年 %m 月 %d 日}", 36, 500)
    values = {
        "name": firm.name,
        "person": firm.person,
        "bank": bank,
        "account": account,
        "permit_number": permit,
    }
    return finished(sheet, values, "account_permit", 42 * 0.73)


def account_information(chance: Random) -> Specimen:
    """The sheet that replaced the permit: 基本存款账户信息."""
    firm, sheet = people.firm(chance), Sheet(*_A4, hand=hand(chance))
    bank, account = chance.choice(_BRANCHES), people.account_number(chance)
    number = f"J{chance.randrange(10**13):013}"
    sheet.centre((620, 250), "基本存款账户信息", 70, 800)
    rows = (
        ("账户名称", firm.name),
        ("账户号码", account),
        ("开户银行", bank),
        ("法定代表人(单位负责人)", firm.person),
        ("基本存款账户编号", number),
    )
    for place, (label, value) in enumerate(rows):
        y = 460 + 120 * place
        sheet.pen.rectangle((110, y - 60, 1130, y + 60), outline=INK, width=2)
        sheet.write((130, y), label, 32, 600)
        sheet.write((530, y), value, 34, 500)
    sheet.write(
        (700, 1240),
        f"{firm.founded.replace(year=2021):%Y 年 %m 月 %d 日}"
        if firm.founded.day < 29
        else "2021 年 05 月 06 日",
        34,
    )
    sheet.stamp((880, 1200), bank[:10], 130)
    values = {
        "name": firm.name,
        "person": firm.person,
        "bank": bank,
        "account": account,
        "permit_number": number,
    }
    return finished(sheet, values, "account_information", 34 * 0.73)


def food_permit(chance: Random) -> Specimen:
    """The permit to trade in food (食品经营许可证)."""
    firm, sheet = people.firm(chance), Sheet(*_A4_LYING, (248, 250, 244), hand(chance))
    number = f"JY{chance.choice('123')}{firm.uscc[2:8]}{chance.randrange(10**7):07}"
    until = date(2026, 1, 1) + timedelta(days=chance.randrange(1700))
    sheet.guilloche((220, 232, 214), 40)
    sheet.pen.rectangle((40, 40, 1714, 1200), outline=(40, 120, 70), width=10)
    sheet.centre((877, 190), "食品经营许可证", 100, 800)
    rows = (
        ("经营者名称", firm.name),
        ("社会信用代码", firm.uscc),
        ("法定代表人(负责人)", firm.person),
        ("经营场所", firm.address),
        ("许可证编号", number),
        ("有效期至", f"{until:%Y年%m月%d日}"),
    )
    for place, (label, value) in enumerate(rows):
        sheet.write((150, 370 + 110 * place), label, 38, 600)
        sheet.write((600, 370 + 110 * place), value, 40, 500)
    sheet.stamp((1480, 980), "样本市场监督管理局", 130)
    values = {
        "name": firm.name,
        "uscc": firm.uscc,
        "person": firm.person,
        "address": firm.address,
        "number": number,
        "valid_until": until.isoformat(),
    }
    return finished(sheet, values, "food_permit", 40 * 0.73)


def terminal_label(chance: Random) -> Specimen:
    """The label of a terminal, its serial number as text and as Code 128 or QR."""
    maker = chance.choice(("N", "P", "SP", "V"))
    serial = f"{maker}{chance.randrange(10**11):011}"
    model = f"{chance.choice(('SP', 'A', 'N'))}{chance.randrange(5, 95)}"
    network = f"{chance.choice('PL')}{chance.randrange(10**4):04}"
    sheet = Sheet(1300, 760, (228, 230, 232), hand(chance))
    sheet.pen.rectangle((24, 24, 1276, 736), outline=INK, width=4)
    for y, words in (
        (110, f"型号 {model}  智能POS 样本"),
        (210, "电源 INPUT  5V 2A DC"),
        (300, f"入网许可证号  {network}"),
    ):
        sheet.write((70, y), words, 46, 500)
    if chance.random() < 0.5:
        sheet.code((960, 90), serial, 270)
    else:
        sheet.bars((90, 480), serial, 3, 130)
    sheet.write((90, 660), f"SN: {serial}", 56, 600)
    sheet.centre((1120, 690), "SPECIMEN", 34, 700, RED)
    values = {"serial": serial, "model": model, "network_licence": network}
    return finished(sheet, values, "terminal_label", 56 * 0.73)


def _licence_values(firm: people.Firm) -> dict[str, str]:
    return {
        "name": firm.name,
        "kind": firm.kind,
        "person": firm.person,
        "address": firm.address,
        "founded": firm.founded.isoformat(),
        "scope": firm.scope,
    }
