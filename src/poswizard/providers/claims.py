"""What every statement in a provider pack carries: where it comes from, how far to trust it, since when."""

from __future__ import annotations

from dataclasses import dataclass

from poswizard.text import Text, Vocabulary


class Trust(Vocabulary):
    """How far a statement may be relied on; C is shown as a hint and decides nothing."""

    LAW_OR_OWN_DOCUMENT = "A", Text("法规或机构自己的文档", "Law, or the operator's own document")
    INTEGRATION_CODE = "B", Text("对接程序或厂商接口文档", "Integration code or vendor's document")
    HINT = "C", Text("转述，仅供参考", "Second-hand, a hint only")
    BRANCH = "branch", Text("本机构补充", "Stated by this branch")
    """Only in files of the branch itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Where a statement comes from."""

    source: str
    """Law, document or program, as a person would name it."""
    trust: Trust
    as_of: str
    """`2026`, `2026-11` or `2026-11-01`: when the source said so, or was last looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Sourced):
    """A sentence about the provider, for the side panel and the handbook."""

    text: Text
