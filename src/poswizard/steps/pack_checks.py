"""Rules that ask the chosen provider's pack, in the version that the application is made with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from poswizard.domain.merchant import MerchantKind
from poswizard.domain.terminal import SettlementCycle, TerminalSource
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Check, Level, Rule, rule
from poswizard.providers import catalogue
from poswizard.providers.pack import Pack
from poswizard.providers.provider import Provider
from poswizard.steps.row_answers import RowAnswers
from poswizard.text import Text

DOCUMENTS = "各收单机构接口文档"


def pack_used(answers: Answers, pack: Field[str], pinned: Field[str]) -> Pack | None:
    """The pack that these answers are asked by."""
    key = answers.get(pack)
    return catalogue.pack_at(key, version_in(answers.stored(pinned), key)) if key else None


def version_in(pin: object, key: str) -> str:
    """The version noted for a pack as `key@version`; nothing if it is noted for another."""
    noted, _, version = pin.partition("@") if isinstance(pin, str) else ("", "", "")
    return version if noted == key else ""


@dataclass(frozen=True, slots=True)
class PackCheck(Check):
    """A rule asked with the provider first, then with what the fields say."""

    pack: Field[str]
    pinned: Field[str]
    needs_pack: bool = True
    """Otherwise it is asked without a provider too."""

    def words(self, first: Any, answers: Answers, today: date) -> Text | None:
        found = pack_used(answers, self.pack, self.pinned)
        values = answers.all_of(self.fields)
        if values is None or (found is None and self.needs_pack):
            return None
        provider = found.provider if found else None
        return self.rule(provider, *values, today=today)


def by_pack(
    asked: Rule, pack: Field[str], pinned: Field[str], at: Field[Any], *others: Field[Any]
) -> PackCheck:
    """The rule on these fields, its note standing under `at`."""
    return PackCheck(asked, (at, *others), pack, pinned)


@rule(
    "provider.cycle",
    Level.WARNING,
    Text("这家支持希望的到账时间", "The wished cycle is offered"),
    DOCUMENTS,
)
def cycle_is_offered(
    provider: Provider, _pack: str, cycle: SettlementCycle, merchant: MerchantKind
) -> Text | None:
    """domain §10 rule 45, told before the application."""
    known = provider.settlement
    if known is None:
        return None
    if cycle not in known.cycles:
        return Text(
            "资料包里这家没有“{0}”：请问清，或改选到账时间",
            "This provider does not list {0}: ask, or wish another cycle",
        ).format(cycle)
    only_for = known.scheduled_only_for
    if cycle is SettlementCycle.TIMED and only_for and merchant not in only_for:
        return Text(
            "这家的定时结算只给企业开：请改选到账时间",
            "Settlement at set times is for enterprises there: wish another cycle",
        )
    return None


def own_terminals_are_taken(quantity: Field[int], source: Field[TerminalSource]) -> Rule:
    """The rule on rows of wished terminals with these questions."""

    @rule(
        "terms.own_terminals",
        Level.ERROR,
        Text("自备终端在这家允许的范围内", "Own terminals as the provider takes them"),
        DOCUMENTS,
    )
    def within(provider: Provider, rows: RowAnswers, merchant: MerchantKind) -> Text | None:
        """domain §1: UMPay takes none of a micro merchant and at most five at entry."""
        own = [row.get(quantity) or 1 for row in rows if row.get(source) is TerminalSource.OWN]
        for terms in provider.terms if own else ():
            allowed = terms.own_terminals_only_for
            if allowed and merchant not in allowed:
                return Text(
                    "这家不接受{0}自备终端：请改用机构的终端，或换一家",
                    "This provider takes no own terminals of a {0}: use its terminals, or another provider",
                ).format(merchant)
            if terms.most_terminals and sum(own) > terms.most_terminals:
                return Text(
                    "这家一次最多受理{0}台自备终端，现有{1}台：先报{0}台，其余批准后再加",
                    "This provider takes {0} own terminals at entry, here are {1}: add the others after approval",
                ).format(terms.most_terminals, sum(own))
        return None

    return within
