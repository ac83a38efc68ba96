"""Whether the branch that is named is one of the bank that is named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from poswizard.domain import banks, names
from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.wizard.rehearsal.around import Scene

SOURCE = "微信支付合作伙伴常见问题（开户银行与支行不匹配）"
_WORDS = Text(
    "开户银行是“{0}”，支行名称却以“{1}”开头：照开户证明改正其中一处",
    "The bank is {0} but the branch's name begins with {1}: correct one by the account proof",
)
_SHORTEST = 3
"""Characters of a name that tell a bank: shorter ones begin other words."""


def branch_issues(scene: Scene) -> Iterator[Issue]:
    """A branch's name begins with that of its bank; one that names none says nothing."""
    chosen, branch = scene.says("account.bank"), scene.says("account.branch_name")
    if not isinstance(chosen, str) or not isinstance(branch, str):
        return
    bank, named = banks.bank(chosen), _bank_named_by(branch)
    if bank and named and bank != named:
        field, words = scene.field("account.branch_name"), _WORDS.format(bank.name, named.name)
        yield Issue(field, "rehearsal.branch_of_other_bank", Level.WARNING, words, SOURCE)


def _bank_named_by(branch: str) -> banks.Bank | None:
    """The bank with the longest name that the branch's begins with."""
    plain = names.for_comparison(branch)
    return next((bank for name, bank in _names() if plain.startswith(name)), None)


@cache
def _names() -> tuple[tuple[str, banks.Bank], ...]:
    """Every name of every bank, the longest first."""
    found = {
        names.for_comparison(name): bank
        for bank in reversed(banks.banks())
        for name in (bank.name, bank.short, *bank.also)
        if len(name) >= _SHORTEST
    }
    return tuple(sorted(found.items(), key=lambda item: -len(item[0])))
