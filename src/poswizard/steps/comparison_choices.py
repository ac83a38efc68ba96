"""Closed lists of the comparison of quotes: by what they are judged, and how much each of it weighs."""

from __future__ import annotations

from poswizard.text import Text, Vocabulary


class Criterion(Vocabulary):
    """What quotes are judged by: the criteria of the process, rows 1.2 and 1.4."""

    PRICE = (
        "price",
        Text("总费用", "Cost"),
        Text("按合计金额算分，最低的满分", "From the total; the lowest has full marks"),
    )
    FUNCTIONS = (
        "functions",
        Text("功能", "Functions"),
        Text("按所需功能有几项算分", "From how many of the functions needed it has"),
    )
    TRANSPARENCY = (
        "transparency",
        Text("收费透明", "Transparent fees"),
        Text(
            "按费用写明几项、是否书面算分",
            "From how many fees are stated, and whether in writing",
        ),
    )
    AFTER_SALES = (
        "after_sales",
        Text("售后", "After-sales"),
        Text("按您在报价里打的分", "From your mark in the quote"),
    )
    REPUTATION = (
        "reputation",
        Text("信誉", "Reputation"),
        Text("按您在报价里打的分", "From your mark in the quote"),
    )
    SERVICES = (
        "services",
        Text("增值服务", "Added services"),
        Text("按您在报价里打的分", "From your mark in the quote"),
    )


class Weight(Vocabulary):
    """How much a criterion matters to the applicant."""

    NONE = "0", Text("不看", "not at all")
    SOME = "1", Text("看一点", "a little")
    MUCH = "2", Text("看重", "much")
    MOST = "3", Text("最看重", "most")

    @property
    def factor(self) -> int:
        """By which the criterion counts."""
        return int(self.value)
