"""`python -m tests.measured`: writes `docs/measured.md` from what the campaigns kept of their last full runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "measured.md"

_KEPT = {
    "speed": ("速度 · Speed", "python -m tests.benchmarks", "benchmarks/results.json"),
    "pictures": (
        "图像检查 · Corners and quality of pictures",
        "python -m tests.documents.measure",
        "documents/results.json",
    ),
    "reading": (
        "识读 · Reading",
        "python -m tests.documents.reading.accuracy",
        "documents/reading/results.json",
    ),
    "intake": (
        "损坏的文件 · Damaged files at intake",
        "python -m tests.documents.mutants",
        "documents/mutants.json",
    ),
    "rehearsal": (
        "预审 · The rehearsal over the labelled set",
        "python -m tests.rehearsal",
        "rehearsal/results.json",
    ),
    "sealed": (
        "途中被改动的资料包 · Sealed packages changed on the way",
        "python -m tests.package.seal.mutants",
        "package/seal/mutants.json",
    ),
}
"""Title, command and kept figures of each campaign."""


def page() -> str:
    """The page for the figures that are kept now."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "<!-- 由程序生成，请勿手改 · written by `python -m tests.measured` -->"
    yield "# 测量结果 · Measured\n"
    yield (
        "每张表是该命令上一次完整运行留下的数字，不是承诺。Each table holds what the last full run of its command left."
    )
    for key, (title, command, kept) in _KEPT.items():
        path = TESTS / kept
        if path.is_file():
            yield f"\n## {title}\n\n`{command}`\n"
            found = json.loads(path.read_text("utf-8"))
            yield from _TABLES.get(key, _plain)(found)


def _plain(found: Mapping[str, Any]) -> Iterator[str]:
    """Any nesting of names over numbers, one line each."""
    yield "| | |"
    yield "|---|--:|"
    for names, value in _leaves(found):
        yield f"| {' · '.join(names)} | {value} |"


def _leaves(found: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    for name, value in found.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*above, name))
        else:
            yield (*above, name), value


def _speed(found: Mapping[str, Any]) -> Iterator[str]:
    yield "| | 量的是什么 What | 本程序 Ours | 基线 Baseline | 比值 Ratio | 上限 Bound | |"
    yield "|---|---|--:|--:|--:|--:|---|"
    for one in found["figures"]:
        value = one["ratio"] if one["ratio"] is not None else one["ours"]
        base = "–" if one["baseline"] is None else f"{one['baseline']} {one['unit']}"
        yield (
            f"| {one['key']} | {one['words']} | {one['ours']} {one['unit']} | {base} | {value} "
            f"| {one['bound']} | {one['verdict']} |"
        )


def _reading(found: Mapping[str, Any]) -> Iterator[str]:
    hows = list(dict.fromkeys(how for by_how in found.values() for how in by_how))
    yield f"| 证件 Document | {' | '.join(hows)} | 退回重拍 Sent back |"
    yield "|---|" + "--:|" * (len(hows) + 1)
    for kind, by_how in found.items():
        cells = (_share(by_how[how]) if how in by_how else "–" for how in hows)
        every = by_how["all"]
        back = f"{every['refused']}/{every['refused'] + every['pictures']}"
        yield f"| {kind} | {' | '.join(cells)} | {back} |"
    total = {how: [by_how[how] for by_how in found.values() if how in by_how] for how in hows}
    sums = (_share(_sum(scores)) for scores in total.values())
    yield f"| **全部 All** | {' | '.join(sums)} | |"


def _sum(scores: list[Mapping[str, Any]]) -> Mapping[str, int]:
    return {name: sum(score[name] for score in scores) for name in ("asked", "right")}


def _share(score: Mapping[str, Any]) -> str:
    asked, right = score["asked"], score["right"]
    return f"{right}/{asked} {right / asked:.1%}" if asked else "–"


_TABLES = {"speed": _speed, "reading": _reading}

if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
