"""Synthetic persons, firms and numbers: check digits are right, nobody is meant.

Every street is called 样本, and numbers end in serials that no registry is known to have given out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum import luhn
from stdnum.iso7064 import mod_11_10

from poswizard.domain.identifiers import USCC_ALPHABET, uscc_check_character
from poswizard.domain.resident import resident_id_check_character

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英玉萍红建华文志国春梅海燕晓东"
_RARE = "喆堃犇淼骉垚燚翀祎昱赟玥珺霂犟勍"
_MINORITY = (
    *("阿卜杜拉·买买提", "古丽娜尔·艾合买提", "吉克·阿牛", "阿里木·吐尔逊", "马海·史布"),
    *("沙马·拉且", "吉木·日洛", "艾力·肉孜"),
)
_TIBETAN = (
    *("扎西多吉", "次仁拉姆", "格桑卓玛", "洛桑丹增", "尼玛次仁曲珍", "德吉央宗白玛"),
    *("索朗旺堆次仁", "泽仁翁姆"),
)
_PEOPLES = ("藏", "彝", "羌", "回", "维吾尔", "蒙古", "土家", "苗")
_COUNTIES = (
    ("510104", "四川省成都市锦江区"),
    ("510105", "四川省成都市青羊区"),
    ("510107", "四川省成都市武侯区"),
    ("510703", "四川省绵阳市涪城区"),
    ("511102", "四川省乐山市市中区"),
    ("513401", "四川省凉山彝族自治州西昌市"),
    ("513321", "四川省甘孜藏族自治州康定县"),
    ("510182", "四川省成都市彭州市"),
)
_TRADES = ("便利店", "餐饮店", "服装店", "茶楼", "火锅店", "水果店", "五金经营部", "理发店")
_FIRMS = ("商贸有限公司", "餐饮管理有限公司", "科技有限责任公司", "食品有限公司")
_BANKS = (
    *(("621700", 19, "中国建设银行"), ("622202", 19, "中国工商银行")),
    *(("621482", 19, "成都银行"), ("622848", 19, "中国农业银行")),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A synthetic person as a resident identity card states one."""

    name: str
    number: str
    ethnicity: str
    address: str
    county: str
    traits: frozenset[str]

    @property
    def born(self) -> date:
        """The date of birth in the number."""
        return date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))

    @property
    def sex(self) -> str:
        """男 or 女, as the number says."""
        return "男" if int(self.number[16]) % 2 else "女"


def person(chance: Random) -> Person:
    """Anybody: most with ordinary names, some with long, dotted or rare ones."""
    name, ethnicity, traits = _name(chance)
    code, county = chance.choice(_COUNTIES)
    return Person(
        name, _resident_number(chance, code), ethnicity, _address(chance, county), county, traits
    )


def _name(chance: Random) -> tuple[str, str, frozenset[str]]:
    kind = chance.randrange(10)
    if kind == 0:
        return (
            chance.choice(_MINORITY),
            chance.choice(("维吾尔", "彝")),
            frozenset({"minority_name"}),
        )
    if kind == 1:
        return chance.choice(_TIBETAN), "藏", frozenset({"long_name"})
    given = "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2))))
    people = "汉" if chance.random() < 0.8 else chance.choice(_PEOPLES)
    if kind == 2:
        return (
            chance.choice(_SURNAMES) + chance.choice(_RARE),
            people,
            frozenset({"rare_character"}),
        )
    return chance.choice(_SURNAMES) + given, people, frozenset()


def _resident_number(chance: Random, county: str) -> str:
    born = date(1958, 1, 1) + timedelta(days=chance.randrange(365 * 45))
    first = f"{county}{born:%Y%m%d}{chance.randrange(1, 999):03}"
    return first + resident_id_check_character(first)


def permit_number(chance: Random, region: str) -> str:
    """The number of a residence permit of 香港 (81), 澳门 (82) or 台湾 (83)."""
    born = date(1965, 1, 1) + timedelta(days=chance.randrange(365 * 35))
    first = f"{region}0000{born:%Y%m%d}{chance.randrange(1, 999):03}"
    return first + resident_id_check_character(first)


def _address(chance: Random, county: str) -> str:
    house = f"样本路{chance.randrange(1, 300)}号"
    rest = chance.choice(
        (
            "",
            f"{chance.randrange(1, 30)}栋{chance.randrange(1, 5)}单元{chance.randrange(101, 2800)}号",
        )
    )
    return county + house + rest


@dataclass(frozen=True, slots=True)
class Firm:
    """A synthetic business as its licence states it."""

    name: str
    uscc: str
    kind: str
    person: str
    address: str
    founded: date
    capital: str
    scope: str
    old_number: str

    @property
    def is_sole(self) -> bool:
        """It is an individual business (个体工商户)."""
        return self.uscc.startswith("92")


def firm(chance: Random) -> Firm:
    """Any firm: half are individual businesses."""
    somebody = person(chance)
    is_sole = chance.random() < 0.5
    given = "".join(chance.sample(_GIVEN, 2))
    name = (
        f"锦江区样本{given}{chance.choice(_TRADES)}"
        if is_sole
        else f"成都样本{given}{chance.choice(_FIRMS)}"
    )
    code = "92" if is_sole else "91"
    return Firm(
        name=name,
        uscc=uscc(chance, code, somebody.number[:6]),
        kind="个体工商户"
        if is_sole
        else chance.choice(("有限责任公司(自然人独资)", "有限责任公司")),
        person=somebody.name,
        address=somebody.address,
        founded=date(2005, 1, 1) + timedelta(days=chance.randrange(365 * 19)),
        capital=chance.choice(("壹佰万元整", "伍拾万元整", "叁佰万元整", "壹仟万元整")),
        scope=chance.choice(
            (
                "食品销售;日用百货销售;餐饮服务(样本,依法须经批准的项目,经相关部门批准后方可开展经营活动)",
                "服装零售;鞋帽零售;日用品销售(样本)",
                "软件开发;信息技术咨询服务;电子产品销售(样本)",
            )
        ),
        old_number=_with_mod_11_10(f"{somebody.number[:6]}{chance.randrange(10**8):08}"),
    )


def uscc(chance: Random, kind: str, county: str) -> str:
    """A unified social credit code with a right check character."""
    rest = "".join(chance.choice(USCC_ALPHABET) for _ in range(7))
    first = f"{kind}{county}MA{rest}"
    return first + uscc_check_character(first)


def card_number(chance: Random) -> tuple[str, str]:
    """A number of a bank card that follows Luhn, and the bank its first digits belong to."""
    prefix, length, bank = chance.choice(_BANKS)
    rest = "".join(chance.choice("0123456789") for _ in range(length - len(prefix) - 1))
    return prefix + rest + luhn.calc_check_digit(prefix + rest), bank


def account_number(chance: Random) -> str:
    """Digits as a corporate account has them."""
    return "44" + "".join(chance.choice("0123456789") for _ in range(17))


def _with_mod_11_10(digits: str) -> str:
    return digits + mod_11_10.calc_check_digit(digits)
