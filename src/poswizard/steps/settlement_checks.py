"""Rules of test slips and the first settlement, with the words that explain them."""

from __future__ import annotations

from datetime import date

from poswizard.domain import names
from poswizard.domain.merchant import Outcome
from poswizard.forms.issue import Level, rule
from poswizard.steps.activation_choices import (
    SettlementPayer,
)
from poswizard.steps.installation_checks import (
    ACQUIRING_RULES,
    PAYMENT_REGULATION,
)
from poswizard.text import Text

SINGLE_CLEARING = "银办发〔2017〕217号"


@rule(
    "function_tests.slip_masked",
    Level.ERROR,
    Text("小票屏蔽卡号", "The slip masks the card number"),
    f"{PAYMENT_REGULATION}第二十六条",
)
def slip_is_masked(masked: bool) -> Text | None:
    """domain §10 rule 48: first six and last four digits at most."""
    if masked:
        return None
    return Text(
        "小票上最多露出卡号前 6 位和后 4 位：请服务商改好打印设置，再重打一张",
        "A slip shows at most the first 6 and last 4 digits: have the provider mend it and print again",
    )


@rule(
    "settlement.payer",
    Level.ERROR,
    Text("钱由收单机构直接付来", "The acquirer itself pays"),
    SINGLE_CLEARING,
)
def acquirer_pays(payer: SettlementPayer) -> Text | None:
    """domain §10 rules 10 and 49, §5.9: 一清, not 二清."""
    if payer in (SettlementPayer.ACQUIRER, SettlementPayer.RESERVE_ACCOUNT):
        return None
    return Text(
        "付款方不是收单机构，疑似二清：马上停止收款，保留到账记录，向收单机构和人民银行反映",
        "Not the acquirer pays: this may be unlawful double clearing. Stop taking payments, keep the record, and tell "
        "the acquirer and the central bank",
    )


@rule(
    "settlement.payer_name",
    Level.WARNING,
    Text("付款方户名是所选收单机构", "The payer bears the acquirer's name"),
    SINGLE_CLEARING,
)
def payer_is_the_provider(payer_name: str, provider_name: str) -> Text | None:
    """domain §5.9 point 3: the acquirer, or its reserve account (备付金), which carries its name too."""
    if names.for_comparison(provider_name) in names.for_comparison(payer_name):
        return None
    return Text(
        "户名里没有所选收单机构“{0}”：照银行明细核对；确是同一家，写明凭什么认定",
        "Does not hold the name of the acquirer “{0}”: compare with the bank's record; if it is the same, say how "
        "you know",
    ).format(provider_name)


@rule(
    "settlement.account",
    Level.ERROR,
    Text("钱到了约定账户", "It reached the agreed account"),
    ACQUIRING_RULES,
)
def right_account_was_credited(tail: str, account: str) -> Text | None:
    """domain §10 rule 49."""
    if account.endswith(tail):
        return None
    return Text(
        "尾号与申请的结算账户不一致：停止使用，请收单机构核对结算账户",
        "Not the tail of the account applied for: stop, and have the acquirer check the account",
    )


@rule(
    "settlement.after_installation",
    Level.ERROR,
    Text("装机后才有结算", "Settlement follows installation"),
    ACQUIRING_RULES,
)
def settlement_follows_installation(settled: date, installed: date) -> Text | None:
    """The first settlement is one of this terminal."""
    if settled >= installed:
        return None
    return Text(
        "到账日期早于装机日期 {0}：请核对是不是这台机器的第一笔",
        "Before the installation on {0}: check that it is this terminal's first settlement",
    ).format(installed)


@rule(
    "function_tests.network_query",
    Level.WARNING,
    Text("银联查询与小票一致", "UnionPay's record agrees with the slip"),
    "一清、二清核对要点",
)
def network_query_agrees(outcome: Outcome) -> Text | None:
    """domain §5.9 point 6: the network's own record names the merchant that the slip names."""
    if outcome is not Outcome.FAILED:
        return None
    return Text(
        "查到的商户不一致，可能跳码：请收单机构书面说明，把说明写在这里",
        "Another merchant is named there: have the acquirer explain in writing, and note it here",
    )
