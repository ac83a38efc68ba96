"""Merchant category codes (MCC; ISO 18245, GB/T 20548 and UnionPay's own) with Chinese names, fee class and permits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from poswizard.domain.lookup import Entry, pinyin_words, table
from poswizard.text import Text, Vocabulary

# Words that stand in every other scope
_SAYS_NOTHING = frozenset(("零售", "批发", "维修", "租赁", "咨询"))


class FeeClass(Vocabulary):
    """The class of network and issuer fees a category falls in (发改价格〔2016〕557号)."""

    STANDARD = "standard", Text("标准类", "standard")
    PREFERENTIAL = "preferential", Text("优惠类", "preferential")
    EXEMPT = "exempt", Text("减免类", "exempt")


class CategoryGroup(Vocabulary):
    """The four groups in which acquirers list categories."""

    GENERAL = "general", Text("一般类", "general")
    DINING_ENTERTAINMENT = "dining_entertainment", Text("餐娱类", "dining and entertainment")
    LIVELIHOOD = "livelihood", Text("民生类", "livelihood")
    PUBLIC_WELFARE = "public_welfare", Text("公益类", "public welfare")


class Permit(Vocabulary):
    """The permit a regulated trade must show beside its licence; the acquirer has the last word."""

    ANIMAL = "animal", Text("动物诊疗许可证", "animal clinic permit")
    CINEMA = "cinema", Text("电影放映经营许可证", "film screening permit")
    CONSTRUCTION = "construction", Text("建筑业企业资质证书", "construction qualification")
    COURIER = "courier", Text("快递业务经营许可证", "courier permit")
    DEVICE = "device", Text("医疗器械经营许可证或备案凭证", "medical device permit or filing")
    DRUG = "drug", Text("药品经营许可证", "drug permit")
    ENTERTAINMENT = (
        "entertainment",
        Text("娱乐经营许可证或网络文化经营许可证", "entertainment or internet culture permit"),
    )
    FOOD = (
        "food",
        Text(
            "食品经营许可证或仅销售预包装食品备案", "food permit, or filing for prepacked food only"
        ),
    )
    FUEL = "fuel", Text("成品油零售或危险化学品经营许可证", "fuel or dangerous goods permit")
    HYGIENE = "hygiene", Text("公共场所卫生许可证", "public place hygiene permit")
    INSURANCE = "insurance", Text("保险业务许可证", "insurance permit")
    LABOUR = "labour", Text("人力资源服务许可证或备案", "labour service permit or filing")
    LODGING = "lodging", Text("特种行业许可证（旅馆业）", "special trade permit for lodging")
    LOTTERY = "lottery", Text("彩票代销合同或代销证", "lottery agency contract")
    MEDICAL = (
        "medical",
        Text("医疗机构执业许可证或诊所备案凭证", "medical practice permit or filing"),
    )
    PAWN = "pawn", Text("典当经营许可证", "pawn permit")
    PERFORMANCE = "performance", Text("营业性演出许可证", "performance permit")
    PUBLICATION = "publication", Text("出版物经营许可证", "publication permit")
    SCHOOL = "school", Text("办学许可证或托育备案", "school permit or child care filing")
    SECURITY = "security", Text("保安服务许可证", "security service permit")
    SPORT = (
        "sport",
        Text("体育场所经营许可（游泳等高危项目）", "sports permit for swimming and the like"),
    )
    TOBACCO = "tobacco", Text("烟草专卖零售许可证", "tobacco retail permit")
    TRANSPORT = "transport", Text("道路或水路运输经营许可证", "transport permit")
    TRAVEL = "travel", Text("旅行社业务经营许可证", "travel agency permit")
    VEHICLE_REPAIR = "vehicle_repair", Text("机动车维修经营备案", "vehicle repair filing")


@dataclass(frozen=True, slots=True)
class Category:
    """One merchant category."""

    code: str
    """Four digits."""
    name: Text
    group: CategoryGroup
    fee_class: FeeClass
    permit: Permit | None
    keywords: tuple[str, ...]
    """Words by which licences and people name this trade."""
    pinyin: str

    @property
    def needs_proof(self) -> bool:
        """Lower fees than standard: acquirers want proof that the merchant is of this kind."""
        return self.fee_class is not FeeClass.STANDARD

    @property
    def is_open_to_micro(self) -> bool:
        """A micro merchant may have it: public hospitals, schools and charities cannot be natural persons."""
        return self.fee_class is not FeeClass.EXEMPT


def category(code: str) -> Category | None:
    """The category of a code. None for a well-formed code is a warning only: acquirers have lists of their own."""
    return _categories().get(code)


def categories() -> tuple[Category, ...]:
    """All categories in order of their codes."""
    return tuple(_categories().values())


def code_has_right_form(code: str) -> bool:
    """Four digits."""
    return len(code) == 4 and code.isascii() and code.isdecimal()


@cache
def entries() -> tuple[Entry, ...]:
    """All categories for searching."""
    return tuple(
        Entry(c.code, c.name, c.group.label, (*pinyin_words(c.pinyin), *c.keywords))
        for c in categories()
    )


def fits_scope(code: str, scope: str) -> bool:
    """The business scope of a licence names this trade, by one of its words; true where nothing can be said.

    A word of warning at most: scopes are written freely, and a category must follow the main trade, not the
    cheapest item of the scope (套码).
    """
    found = category(code)
    if found is None or not scope.strip():
        return True
    return any(word in scope for word in (*found.keywords, *_name_parts(found)))


def suggestions(description: str, limit: int = 5) -> list[Category]:
    """The categories whose words occur in a scope or a description of a trade, most words first."""
    scored = [(_score(c, description), c) for c in categories()]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [c for _, c in best[:limit]]


def _score(c: Category, description: str) -> int:
    # Long words say more than short ones: 宠物用品 beats 用品
    if c.name.zh.endswith("批发") and "批发" not in description:
        return 0
    words = {*c.keywords, *_name_parts(c)} - _SAYS_NOTHING
    return sum(len(word) for word in words if word in description)


def _name_parts(c: Category) -> tuple[str, ...]:
    plain = c.name.zh.split("（")[0]
    return tuple(part for part in plain.split("、") if len(part) > 1)


@cache
def _categories() -> dict[str, Category]:
    return {row["code"]: _from_row(row) for row in table("mcc")}


def _from_row(row: dict[str, str]) -> Category:
    return Category(
        code=row["code"],
        name=Text(row["name"], row["english"]),
        group=CategoryGroup(row["group"]),
        fee_class=FeeClass(row["fee_class"]),
        permit=Permit(row["permit"]) if row["permit"] else None,
        keywords=tuple(row["keywords"].split()),
        pinyin=row["pinyin"],
    )
