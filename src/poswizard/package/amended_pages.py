"""What a later revision of the form says first: why it was made, and what is not as it was sent."""

from __future__ import annotations

from collections.abc import Iterator

from poswizard.package.typesetting import Words
from poswizard.wizard.amendment import Amended

_SHORT_DIGEST = 16


def amended_part(amended: Amended) -> Words:
    """The part of the form that stands before all others."""
    return {"title": "更正说明", "sections": list(_sections(amended))}


def _sections(amended: Amended) -> Iterator[Words]:
    yield {
        "title": "为什么更正",
        "tables": [{"kind": "pairs", "head": "", "items": list(_why(amended))}],
    }
    if amended.corrections:
        rows = [[c.about, c.text, c.correction or "（未写明）"] for c in amended.corrections]
        yield {
            "title": "退回原因及更正",
            "tables": [_list(("项目", "原因", "怎么改的"), (10, 24, 24), rows)],
        }
    rows = [
        [one.step.zh, one.label.zh, one.before or "—", one.after or "—"]
        for one in amended.differences
    ]
    title = f"改了什么（{len(rows)} 处）" if rows else "答案和材料没有变化"
    tables = [_list(("步骤", "项目", "原来", "现在"), (10, 16, 20, 20), rows)] if rows else []
    yield {"title": title, "tables": tables}


def _why(amended: Amended) -> Iterator[Words]:
    yield _pair("更正原因", amended.reason or "（未写明）", half=False)
    yield _pair("对比的版本", f"第 {amended.from_revision} 版")
    yield _pair("更正日期", amended.made_on.isoformat())
    if amended.from_sha256:
        yield _pair("上一版 SHA-256", f"{amended.from_sha256[:_SHORT_DIGEST]}…", half=False)


def _pair(label: str, value: str, half: bool = True) -> Words:
    return {"kind": "words", "label": label, "value": value, "half": half}


def _list(columns: tuple[str, ...], widths: tuple[int, ...], rows: list[list[str]]) -> Words:
    return {
        "kind": "list",
        "head": "",
        "columns": list(columns),
        "widths": list(widths),
        "rows": rows,
    }
