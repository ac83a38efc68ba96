"""The long code tables that questions search in, read on first use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from poswizard.domain import banks, category, lookup, region
from poswizard.domain.branch_list import branch_table
from poswizard.domain.lookup import Entry


class CodeTable:
    """A code table by code and by search; `entries` is called when it is first needed.

    `entry` gives one line alone, where making all of them takes long.
    """

    def __init__(
        self,
        entries: Callable[[], Sequence[Entry]],
        entry: Callable[[str], Entry | None] | None = None,
    ) -> None:
        self._entries, self._entry = entries, entry

    def get(self, code: str) -> Entry | None:
        """The line with this code."""
        return self._entry(code) if self._entry else self._by_code.get(code)

    def search(self, typed: str, limit: int) -> Sequence[Entry]:
        """The best lines for what was typed: code, Chinese, pinyin, initials."""
        return lookup.search(self._entries(), typed, limit)

    @cached_property
    def _by_code(self) -> dict[str, Entry]:
        return {entry.code: entry for entry in self._entries()}


CATEGORIES = CodeTable(category.entries)
"""Merchant category codes."""

BANKS = CodeTable(banks.entries)
"""Banks; the code is the bank's name."""

COUNTIES = CodeTable(region.entries, region.entry)
"""Counties of China (GB/T 2260), those of Sichuan first."""

CITIES = CodeTable(region.city_entries)
"""Cities and prefectures of Sichuan; another six-digit code can be entered as it is."""

BRANCHES = branch_table
"""Branches of banks by their full name, from a list imported here; empty where there is none."""
