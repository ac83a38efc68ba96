"""What an imported list of branches says of a branch's name and its code; silent where there is none."""

from __future__ import annotations

from poswizard.domain import branch_list
from poswizard.forms.issue import Level, rule
from poswizard.text import Text


def name_of_branch(code: str) -> str | None:
    """The full name that belongs to a branch code."""
    found = branch_list.branch(code)
    return found.name if found else None


def code_of_branch(name: str) -> str | None:
    """The branch code that belongs to a full name; nothing where two branches are called so."""
    found = branch_list.branch_named(name)
    return found.code if found else None


@rule(
    "account.branch_is_another",
    Level.WARNING,
    Text("联行号与支行全称对应", "Branch code and branch name belong together"),
    "微信支付合作伙伴常见问题（联行号与支行全称须对应）；导入的网点清单",
)
def code_is_of_branch(code: str, name: str) -> Text | None:
    """Acquirers compare the two; the list may be older than the branch, so a person decides."""
    found = branch_list.branch(code)
    if found is None or branch_list.same_branch(found.name, name):
        return None
    return Text(
        f"清单里联行号 {code} 是“{found.name}”，与填写的支行不同；请核对其中一项",
        f'In the list, {code} is "{found.name}", not the branch entered: compare the two',
    )
