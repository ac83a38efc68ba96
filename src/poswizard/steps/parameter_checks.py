"""Rules of transaction parameters, with the words that explain them."""

from __future__ import annotations

from decimal import Decimal

from poswizard.domain import money
from poswizard.domain.merchant import MerchantKind
from poswizard.domain.terminal import SettlementCycle
from poswizard.forms.issue import Level, rule
from poswizard.steps.activation_choices import (
    RefundApprover,
)
from poswizard.steps.installation_checks import (
    ACQUIRING_RULES,
    PAYMENT_REGULATION,
)
from poswizard.steps.preparation_checks import (
    MICRO_CEILING,
    MICRO_CREDIT_A_DAY,
    MICRO_CREDIT_A_MONTH,
)
from poswizard.text import Text

NO_PIN_CEILING = Decimal(1_000)
"""Yuan: usual ceiling of payments without PIN and signature (小额免密免签)."""
RATE_SOURCE = f"{PAYMENT_REGULATION}第三十四条"


@rule(
    "parameters.limit_order",
    Level.ERROR,
    Text("单笔 ≤ 单日 ≤ 单月", "Single ≤ day ≤ month"),
    "收单机构限额规则",
)
def limit_is_not_below(wider: Decimal, narrower: Decimal) -> Text | None:
    """domain §10 rule 44."""
    if wider >= narrower:
        return None
    return Text(
        "比前一级限额 {0} 元还低：应当单笔 ≤ 单日 ≤ 单月，请核对",
        "Below the narrower limit of {0} yuan: single ≤ day ≤ month, check them",
    ).format(money.format_yuan(narrower))


@rule(
    "parameters.micro_day",
    Level.ERROR,
    Text("小微商户信用卡单日限额", "Daily credit ceiling of a micro merchant"),
    MICRO_CEILING,
)
def micro_day_is_within_ceiling(limit: Decimal, merchant: MerchantKind) -> Text | None:
    """domain §10 rule 44."""
    return _over_ceiling(limit, merchant, MICRO_CREDIT_A_DAY)


@rule(
    "parameters.micro_month",
    Level.ERROR,
    Text("小微商户信用卡单月限额", "Monthly credit ceiling of a micro merchant"),
    MICRO_CEILING,
)
def micro_month_is_within_ceiling(limit: Decimal, merchant: MerchantKind) -> Text | None:
    """domain §10 rule 44."""
    return _over_ceiling(limit, merchant, MICRO_CREDIT_A_MONTH)


def _over_ceiling(limit: Decimal, merchant: MerchantKind, ceiling: Decimal) -> Text | None:
    if merchant is not MerchantKind.MICRO or limit <= ceiling:
        return None
    return Text(
        "小微商户信用卡最多 {0} 元，请调低",
        "At most {0} yuan for a micro merchant's credit cards: lower it",
    ).format(money.format_yuan(ceiling))


@rule(
    "parameters.above_contract",
    Level.ERROR,
    Text("收费不高于约定", "No charge above the agreed one"),
    RATE_SOURCE,
)
def not_above_agreed(on_device: Decimal, agreed: Decimal) -> Text | None:
    """domain §10 rule 11: fees that were not stated may not be charged."""
    if on_device <= agreed:
        return None
    return Text(
        "高于约定的 {0}：请服务商按约定改回",
        "Above the agreed {0}: have the provider set it as agreed",
    ).format(f"{agreed.normalize():f}")


@rule(
    "parameters.below_contract",
    Level.WARNING,
    Text("收费与约定一致", "The charge is the agreed one"),
    RATE_SOURCE,
)
def not_below_agreed(on_device: Decimal, agreed: Decimal) -> Text | None:
    """A better figure than agreed may be a promotion that ends, or another category."""
    if on_device >= agreed:
        return None
    return Text(
        "低于约定的 {0}：请问清是优惠还是设错，写明原因",
        "Below the agreed {0}: ask whether it is a promotion or a mistake, and note it",
    ).format(f"{agreed.normalize():f}")


@rule(
    "parameters.cap",
    Level.ERROR,
    Text("约定了封顶就要设置", "An agreed cap is set"),
    RATE_SOURCE,
)
def agreed_cap_is_set(capped: bool, agreed: bool) -> Text | None:
    """domain §10 rule 11: without its cap the agreed debit fee is another one."""
    if capped or not agreed:
        return None
    return Text(
        "约定了封顶，机器上没有：请服务商按约定设置",
        "A cap was agreed, none is set: have the provider set it",
    )


@rule(
    "parameters.cycle",
    Level.ERROR,
    Text("结算周期与约定一致", "The settlement cycle is the agreed one"),
    ACQUIRING_RULES,
)
def cycle_is_as_agreed(on_device: SettlementCycle, agreed: SettlementCycle) -> Text | None:
    """domain §10 rules 38 and 45: the cycle is part of the agreement."""
    if on_device is agreed:
        return None
    return Text(
        "约定的是“{0}”：请服务商改回，要换周期先改协议",
        'Agreed is "{0}": have it set so, or change the agreement first',
    ).format(agreed)


@rule(
    "parameters.refund_period",
    Level.WARNING,
    Text("退款有期限", "Refunds have a period"),
    "收单机构退款规则",
)
def refund_period_is_usual(days: int) -> Text | None:
    """domain §10 rule 46: within the stated period; original slips are hard to find after half a year."""
    if days <= 180:
        return None
    return Text(
        "退款期限超过 180 天，请核对收单机构的规定，或写明依据",
        "Over 180 days: compare with the acquirer's rules, or say what it rests on",
    )


@rule(
    "parameters.refund_right",
    Level.WARNING,
    Text("退款要更高权限", "Refunds need a higher right"),
    "收单机构退款规则",
)
def refund_needs_higher_right(approver: RefundApprover) -> Text | None:
    """domain §10 rule 46."""
    if approver is not RefundApprover.ANYONE:
        return None
    return Text(
        "任何收银员都能退款有风险：建议改成主管密码，或写明原因",
        "It is risky to let any cashier refund: ask for the supervisor's password, or say why",
    )


@rule(
    "parameters.refund_original",
    Level.WARNING,
    Text("退款不超过原交易", "No refund above the original"),
    "收单机构退款规则",
)
def refund_is_limited_to_original(limited: bool) -> Text | None:
    """domain §10 rule 46."""
    if limited:
        return None
    return Text(
        "退款应当原路退回、不超过原交易金额：请服务商设置好，或写明原因",
        "A refund goes back the same way and not above the original amount: have it set, or say why",
    )


@rule(
    "parameters.no_pin",
    Level.WARNING,
    Text("免密免签额度", "Payments without PIN"),
    "银联小额免密免签业务规则（转述）",
)
def no_pin_limit_is_usual(limit: Decimal) -> Text | None:
    """domain §11 stage 17: usual up to 1,000 yuan."""
    if limit <= NO_PIN_CEILING:
        return None
    return Text(
        "免密免签一般不超过 {0} 元，请核对，或写明原因",
        "Usually at most {0} yuan: check it, or say why",
    ).format(money.format_yuan(NO_PIN_CEILING))
