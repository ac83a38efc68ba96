"""Rules on single quotes and on how many there are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from poswizard.domain import fees
from poswizard.domain.terminal import CardScheme
from poswizard.forms.issue import Level, rule
from poswizard.steps.row_answers import RowAnswers
from poswizard.text import Text

PRICE_RULES = "发改价格〔2016〕557号"
FRESH_DAYS = 90
Channels = tuple[CardScheme, ...]
QR_CODES = frozenset(
    (CardScheme.WECHAT, CardScheme.ALIPAY, CardScheme.UNIONPAY_QR, CardScheme.DIGITAL_YUAN)
)


def takes_debit(channels: Channels) -> bool:
    """Customers pay with cards that are charged the debit rate; foreign cards are counted with them."""
    return CardScheme.DEBIT in channels or CardScheme.FOREIGN in channels


@rule(
    "quote.date",
    Level.ERROR,
    Text("报价日期不在将来", "A quote is not from the future"),
    "需求核对",
)
def quote_is_not_from_the_future(quoted_on: date, today: date) -> Text | None:
    """process 1.2: each quote with its date."""
    if quoted_on <= today:
        return None
    return Text("报价日期晚于今天，请核对", "This is after today: check it")


@rule("quote.old", Level.INFORMATION, Text("报价是近期的", "A quote is recent"), "需求核对")
def quote_is_recent(quoted_on: date, today: date) -> Text | None:
    """process 1.2."""
    if (today - quoted_on).days <= FRESH_DAYS:
        return None
    return Text(
        "报价已超过 {0} 天，价格可能变了，请再问一次",
        "Over {0} days old: ask again, prices may have changed",
    ).format(FRESH_DAYS)


@rule(
    "quote.uncapped",
    Level.INFORMATION,
    Text("借记卡费率有封顶", "The debit rate has a cap"),
    PRICE_RULES,
)
def debit_rate_has_a_cap(capped: bool, channels: Channels) -> Text | None:
    """domain §10 rule 12, as a note while quotes are only compared."""
    return None if capped or not takes_debit(channels) else fees.FeeConcern.DEBIT_WITHOUT_CAP.label


@rule(
    "quote.debit_floor",
    Level.INFORMATION,
    Text("借记卡报价不低于成本", "The debit quote covers its cost"),
    PRICE_RULES,
)
def debit_rate_covers_cost(rate: Decimal, channels: Channels) -> Text | None:
    """domain §10 rule 12 and §5.8: about 0.38 %."""
    if not takes_debit(channels):
        return None
    concern = fees.FeeConcern.DEBIT_BELOW_COST
    quote = fees.Quote(
        debit_rate=rate, debit_cap=fees.DEBIT_COST_CAP, credit_rate=fees.CREDIT_COST_RATE
    )
    return concern.label if concern in fees.concerns(quote) else None


@rule(
    "quote.credit_floor",
    Level.INFORMATION,
    Text("信用卡报价不低于成本", "The credit quote covers its cost"),
    PRICE_RULES,
)
def credit_rate_covers_cost(rate: Decimal, channels: Channels) -> Text | None:
    """domain §10 rule 12 and §5.8: about 0.48 %."""
    if CardScheme.CREDIT not in channels:
        return None
    concern = fees.FeeConcern.CREDIT_BELOW_COST
    quote = fees.Quote(
        debit_rate=fees.DEBIT_COST_RATE, debit_cap=fees.DEBIT_COST_CAP, credit_rate=rate
    )
    return concern.label if concern in fees.concerns(quote) else None


@rule(
    "research.single",
    Level.INFORMATION,
    Text("至少比较两份报价", "At least two quotes are compared"),
    "需求核对",
)
def there_is_something_to_compare(quotes: RowAnswers) -> Text | None:
    """process 1.2: makes and models are compared."""
    if len(quotes) > 1:
        return None
    return Text(
        "只有一份报价，没法比价：条件允许时再问一家",
        "With one quote there is nothing to compare: ask another provider if possible",
    )
