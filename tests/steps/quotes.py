"""Three specimen quotes of a made-up market, and the needs they are compared for. No real provider or price."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from poswizard.domain.merchant import PlaceKind
from poswizard.domain.terminal import CardScheme, DeviceType, SettlementCycle
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.step import Part
from poswizard.steps.basics import Needs
from poswizard.steps.preparation_choices import NeededFunction, QuoteSource, Score
from poswizard.steps.research import Quote, Research

TODAY = date(2026, 11, 20)


def answered(part: type[Part], **values: Any) -> dict[Field[Any], Any]:
    """The answers of a step or a row by the names of its questions."""
    by_name = {field.name: field for field in part.fields}
    return {by_name[name]: value for name, value in values.items()}


NEEDED = answered(
    Needs,
    trade="样本火锅",
    place_kind=PlaceKind.RESTAURANT,
    monthly_volume=Decimal(80_000),
    average_ticket=Decimal(200),
    channels=(CardScheme.DEBIT, CardScheme.CREDIT, CardScheme.WECHAT, CardScheme.ALIPAY),
    credit_share=Decimal(30),
    qr_share=Decimal(50),
    functions=(NeededFunction.SWIPE_AND_CHIP, NeededFunction.MANY_CHANNELS),
    device_types=(DeviceType.SMART,),
    terminals=1,
    wished_cycle=SettlementCycle.D1,
)

STATED: dict[str, Any] = {
    "device_type": DeviceType.SMART,
    "functions": (NeededFunction.SWIPE_AND_CHIP, NeededFunction.MANY_CHANNELS),
    "device_price": Decimal(0),
    "deposit": Decimal(0),
    "monthly_fee": Decimal(0),
    "sim_fee": Decimal(0),
    "installation_fee": Decimal(0),
    "yearly_fee": Decimal(0),
    "debit_rate": Decimal("0.5"),
    "debit_capped": True,
    "debit_cap": Decimal(20),
    "credit_rate": Decimal("0.6"),
    "qr_rate": Decimal("0.38"),
    "d0_surcharge": Decimal(0),
    "in_writing": True,
    "nothing_else": True,
    "source_kind": QuoteSource.LEAFLET,
    "quoted_on": TODAY,
}
BOUGHT = {
    "provider_name": "样本甲支付",
    "device_price": Decimal(1200),
    "installation_fee": Decimal(100),
    "sim_fee": Decimal(60),
    "after_sales_mark": Score.GOOD,
}
RENTED = {
    "provider_name": "样本乙银行",
    "monthly_fee": Decimal(40),
    "debit_rate": Decimal("0.55"),
    "debit_cap": Decimal(25),
    "deposit": Decimal(300),
    "deposit_returned": True,
    "deposit_terms": "满 12 个月退",
    "after_sales_mark": Score.VERY_GOOD,
    "in_writing": False,
}
DEAR_FEES = {
    "provider_name": "样本丙支付",
    "credit_rate": Decimal("0.7"),
    "qr_rate": Decimal("0.45"),
    "after_sales_mark": Score.FAIR,
    "source_kind": QuoteSource.WEB,
}


def quote(**changes: Any) -> Answers:
    """A quote that states everything but for the changes; `None` takes an answer away."""
    values = {name: v for name, v in (STATED | changes).items() if v is not None}
    return Answers(answered(Quote, **values))


def three(**needs: Any) -> Answers:
    """The needs with three quotes: a machine bought, one rented, and one free with dear fees."""
    rows = (quote(**BOUGHT), quote(**RENTED), quote(**DEAR_FEES))
    return Answers(NEEDED | answered(Needs, **needs) | answered(Research, quotes=rows))
