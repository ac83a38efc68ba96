"""A line of free text for which a table is searched while one types."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from poswizard.forms.kinds import Line, Table


@dataclass(eq=False, repr=False)
class SearchedLine(Line):
    """A line whose usual answers a table knows; what the table does not know is as good an answer.

    The code of a table's entry is the whole answer, not a short name for it.
    """

    table: Table
    _: KW_ONLY
