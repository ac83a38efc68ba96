"""Rules on the business licence and on who owns the business."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from poswizard.domain import identifiers, names
from poswizard.domain.merchant import LicenceKind, MerchantKind
from poswizard.forms.field import Field
from poswizard.forms.issue import Level, Rule, rule
from poswizard.steps.application_choices import OwnershipBasis
from poswizard.steps.row_answers import RowAnswers, values
from poswizard.text import Text

_KINDS = {kind.uscc_kind: kind for kind in MerchantKind if kind.uscc_kind}
_SICHUAN = "51"
_USCC_LENGTH, _OLD_LENGTH = 18, 15


def sole_proprietor_name(kind: MerchantKind, operator: str) -> str | None:
    """What acquirers want as registered name where the licence prints none, or only asterisks."""
    return f"个体户{operator}" if kind is MerchantKind.SOLE_PROPRIETOR else None


@rule(
    "licence.name_blank",
    Level.ERROR,
    Text(
        "执照没有名称时填“个体户+经营者姓名”", "A licence without a name: 个体户 and the operator's"
    ),
    "微信支付商户进件文档",
)
def name_is_written(name: str) -> Text | None:
    """Some licences of sole proprietors print asterisks where the name would be."""
    if names.has_chinese(name) or any(c.isalpha() for c in name):
        return None
    return Text(
        "执照上没有名称或只有星号的，请填“个体户”加经营者姓名",
        "Where the licence prints no name or asterisks: 个体户 followed by the operator's name",
    )


@rule(
    "licence.number_kind",
    Level.ERROR,
    Text(
        "统一社会信用代码 18 位，旧注册号 15 位",
        "A merged licence has 18 characters, an old one 15",
    ),
    "GB 32100",
)
def number_kind(number: str, kind: LicenceKind) -> Text | None:
    """The number and the kind of licence in Basics must speak of the same paper."""
    wanted = _USCC_LENGTH if kind is LicenceKind.USCC else _OLD_LENGTH
    if len(number) == wanted:
        return None
    return Text(
        f"“基本情况”里选的执照种类应为{wanted}位，现有{len(number)}位；请核对号码，或改执照种类",
        f"The licence chosen in Basics has {wanted} characters, this has {len(number)}: correct one of them",
    )


@rule(
    "licence.uscc",
    Level.ERROR,
    Text(
        "统一社会信用代码 18 位，校验位正确", "The credit code has 18 characters and a right check"
    ),
    "GB 32100",
)
def credit_code(number: str) -> Text | None:
    """Rule 14: 31 allowed characters and the check character."""
    if len(number) != _USCC_LENGTH or identifiers.uscc_is_valid(number):
        return None
    if set(number) - set(identifiers.USCC_ALPHABET):
        return Text(
            "统一社会信用代码里没有 I、O、S、V、Z，可能是 1、0、5、U、2；请对照执照改正",
            "The code never has I, O, S, V, Z; perhaps 1, 0, 5, U, 2: correct it from the licence",
        )
    return Text(
        "校验位不符，请对照执照核对全部 18 位",
        "Check character wrong: compare all 18 with the licence",
    )


@rule(
    "licence.old_digits",
    Level.ERROR,
    Text("旧注册号是 15 位数字", "An old registration number is 15 digits"),
    "原工商注册号编制规则",
)
def old_number_is_digits(number: str) -> Text | None:
    """The number before the merged licence has no letters."""
    if len(number) != _OLD_LENGTH or number.isdecimal():
        return None
    return Text(
        "15 位旧注册号只有数字，请对照执照核对", "An old number has digits only: compare it"
    )


@rule(
    "licence.old_number",
    Level.WARNING,
    Text("最好换成三证合一的执照", "The merged licence is wanted"),
    "银联商务、微信支付进件接口",
)
def old_number(number: str) -> Text | None:
    """Rule 14: still taken by some, and then with tax and organisation certificates."""
    if len(number) != _OLD_LENGTH or not number.isdecimal():
        return None
    if not identifiers.old_licence_number_is_valid(number):
        return Text(
            "15 位旧注册号的校验位不符，请对照执照逐位核对；无误也请写明，并建议换领新执照",
            "The check digit of the old number does not fit: compare each digit; ask for the merged licence",
        )
    return Text(
        "这是三证合一前的旧执照，多数机构要新执照；请先问服务商，旧执照要另附税务登记证和组织机构代码证",
        "A licence from before the merger; most want the new one. Ask; tax and organisation certificates go with it",
    )


@rule(
    "licence.kind_crossed",
    Level.ERROR,
    Text("企业代码 91 开头，个体工商户 92 开头", "91 for companies, 92 for sole proprietors"),
    "GB 32100；商户类型须与执照一致（微信支付）",
)
def kind_is_not_crossed(number: str, kind: MerchantKind) -> Text | None:
    """Rule 13."""
    begins = identifiers.uscc_kind(number)
    meant = _KINDS.get(begins) if len(number) == _USCC_LENGTH else None
    if meant is None or meant is kind:
        return None
    return Text(
        "代码{0}开头是{1}，与所选商户类型不符；请核对号码，或回“基本情况”改商户类型",
        "A code beginning {0} is that of: {1}. Check the number, or change the kind of merchant in Basics",
    ).format(begins, meant)


@rule(
    "licence.kind_unusual",
    Level.WARNING,
    Text("代码以 91 或 92 开头", "The code begins 91 or 92"),
    "GB 32100",
)
def kind_is_usual(number: str) -> Text | None:
    """Rule 13: cooperatives, institutions and associations have prefixes of their own."""
    begins = identifiers.uscc_kind(number)
    if len(number) != _USCC_LENGTH or begins in _KINDS:
        return None
    return Text(
        f"代码{begins}开头，不是公司也不是个体工商户（合作社、事业单位等）；请先问服务商怎么报",
        f"A code beginning {begins} is neither company nor sole proprietor: ask the provider how to enter it",
    )


@rule(
    "licence.outside_sichuan",
    Level.WARNING,
    Text("登记地在四川", "Registered in Sichuan"),
    "GB 32100；收单本地化经营要求",
)
def registered_in_sichuan(number: str) -> Text | None:
    """A branch or a move may explain it; acquirers may not serve shops of other provinces."""
    if len(number) != _USCC_LENGTH or identifiers.uscc_region(number).startswith(_SICHUAN):
        return None
    return Text(
        f"代码里的登记地 {number[2:8]} 不在四川；如是分店或迁来的，请写明，机构可能要本地执照",
        f"Registered at {number[2:8]}, outside Sichuan: a branch or a move? A local licence may be wanted",
    )


@rule(
    "licence.founded_later",
    Level.ERROR,
    Text("成立日期不晚于今天", "Founded not later than today"),
    "营业执照",
)
def founded_before_today(founded: date, today: date) -> Text | None:
    """A day to come is a slip."""
    if founded <= today:
        return None
    return Text("成立日期在今天之后，请照执照核对", "In the future: compare with the licence")


def shares_add_up(share: Field[Decimal]) -> Rule:
    """More than everything cannot be owned; `share` is the row's question for it."""

    @rule(
        "owners.share_total",
        Level.ERROR,
        Text("各人份额合计不超过 100%", "All shares together at most 100 %"),
        "受益所有人信息管理办法",
    )
    def test(people: RowAnswers) -> Text | None:
        total = sum(values(people, share), Decimal(0))
        if total <= 100:
            return None
        return Text(
            f"各人份额合计 {total.normalize():f}%，超过 100%，请核对",
            f"All shares together are {total.normalize():f} %, over 100: check them",
        )

    return test


@rule(
    "owners.share_below_threshold",
    Level.ERROR,
    Text("按份额认定的受益所有人持有 25% 以上", "A beneficial owner by shares holds 25 % or more"),
    "受益所有人信息管理办法第六条",
)
def share_reaches_threshold(share: Decimal, basis: OwnershipBasis) -> Text | None:
    """Below a quarter another ground is needed."""
    if basis is not OwnershipBasis.SHARES or share >= 25:
        return None
    return Text(
        "份额不到 25%，请改份额，或把认定依据改为实际控制或经营负责人",
        "Below 25 %: correct the share, or choose control or management as the ground",
    )


def each_owner_once(number: Field[str]) -> Rule:
    """Two rows with one number are a slip of copying; `number` is the row's question for it."""

    @rule(
        "owners.named_twice",
        Level.ERROR,
        Text("同一个人只写一次", "Each person once"),
        "反洗钱法第二十九条",
    )
    def test(people: RowAnswers) -> Text | None:
        numbers = list(values(people, number))
        if len(set(numbers)) == len(numbers):
            return None
        return Text(
            "有两行证件号相同，请删去重复的一行或改正号码",
            "Two rows have the same number: delete one, or correct it",
        )

    return test
