"""Who gets what of a fee: issuer, network and acquirer, by the ceilings of 发改价格〔2016〕557号.

The issuer takes at most 0.35 % of a debit payment and no more than 13 yuan, or 0.45 % of a credit
payment without a cap; the network at most 0.0325 % from the acquirer and no more than 3.25 yuan.
What is left of the merchant's fee is the acquirer's. Non-profit hospitals, schools and welfare
institutions are exempt from the first two. The reduced parts of preferential merchants are set by
the network: of those only the ceilings are known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from poswizard.domain.category import FeeClass
from poswizard.domain.money import round_to_fen

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of each payment: percent of it, and at most so many yuan."""

    rate: Decimal
    cap: Decimal | None = None

    def of(self, amount: Decimal) -> Decimal:
        """Its yuan of a payment, not rounded."""
        exact = amount * self.rate / 100
        return exact if self.cap is None else min(exact, self.cap)


ISSUER_DEBIT = Share(Decimal("0.35"), Decimal(13))
ISSUER_CREDIT = Share(Decimal("0.45"))
NETWORK = Share(Decimal("0.0325"), Decimal("3.25"))


@dataclass(frozen=True, slots=True)
class FeeParts:
    """The fee on one payment and who gets it, in whole fen; the parts add up to the fee."""

    issuer: Decimal
    network: Decimal
    acquirer: Decimal
    """Below zero where the fee does not cover the other two."""

    @property
    def fee(self) -> Decimal:
        """What the merchant pays."""
        return self.issuer + self.network + self.acquirer

    @property
    def cost(self) -> Decimal:
        """What the payment costs the acquirer itself."""
        return self.issuer + self.network

    @property
    def is_below_cost(self) -> bool:
        """The acquirer pays for this payment."""
        return self.acquirer < 0


def fee_parts(
    amount: Decimal, charged: Share, issuer: Share, fee_class: FeeClass = FeeClass.STANDARD
) -> FeeParts:
    """The parts of a payment's fee: `charged` is the merchant's rate, `issuer` that of the card.

    >>> fee_parts(Decimal(1000), Share(Decimal("0.5"), Decimal(20)), ISSUER_DEBIT)
    FeeParts(issuer=Decimal('3.50'), network=Decimal('0.33'), acquirer=Decimal('1.17'))
    """
    is_exempt = fee_class is FeeClass.EXEMPT
    to_issuer = _ZERO if is_exempt else round_to_fen(issuer.of(amount))
    to_network = _ZERO if is_exempt else round_to_fen(NETWORK.of(amount))
    fee = round_to_fen(charged.of(amount))
    return FeeParts(to_issuer, to_network, fee - to_issuer - to_network)
