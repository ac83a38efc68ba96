"""One answer on the printed form: words, boxes to tick, a statement that was agreed to, a signature."""

from __future__ import annotations

import unicodedata
from typing import Any

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.kinds import Choice, Choices, Tick, YesNo
from poswizard.forms.rich_kinds import Document, Signature
from poswizard.package.data_file import enclosures_of
from poswizard.package.typesetting import Words

MOST_BOXES = 8
"""Choices with more members are printed as words."""

_HALF_LINE = 34
_LONG_LABEL = 36
_LONGEST_BESIDE = 60
_BOX = 5


def item(question: Field[Any], value: Any, answers: Answers) -> Words:
    """The question and its answer; `half` when two such fit in one line."""
    label, shown = question.label.zh, question.show(value)
    if options := boxes(question, value, answers):
        return _ticked(question, label, options)
    if isinstance(question, Signature):
        return {
            "kind": "picture",
            "label": label,
            "value": shown,
            "file": picture_name(question),
            "half": False,
        }
    if isinstance(question, Document):
        shown += f"（{'、'.join(_file_names(question, value))}）"
    half = _is_half(question) and width(shown) <= _HALF_LINE
    return {"kind": "words", "label": label, "value": shown, "half": half}


def boxes(question: Field[Any], value: Any, answers: Answers) -> list[Words]:
    """What could be ticked and what is; nothing for a question that is answered in words."""
    if isinstance(question, Tick):
        return [{"words": question.YES.zh, "on": bool(value)}]
    if isinstance(question, YesNo):
        return [
            {"words": question.YES.zh, "on": value},
            {"words": question.NO.zh, "on": not value},
        ]
    if isinstance(question, Choices):
        return [{"words": m.label.zh, "on": m in value} for m in question.members]
    if not isinstance(question, Choice):
        return []
    members = question.choices(answers)
    # an answer that is no longer offered is shown beside those that are
    offered = members if value in members else [*members, value]
    few = len(offered) <= MOST_BOXES
    return [{"words": m.label.zh, "on": m is value} for m in offered] if few else []


def picture_name(question: Signature) -> str:
    """Under which the typesetter knows the picture of a signature."""
    return f"{question.slot}.svg"


def width(text: str) -> int:
    """Room on the page in halves of a Chinese character; that of the longest line."""
    return max((sum(map(_cells, line)) for line in text.splitlines()), default=0)


def _ticked(question: Field[Any], label: str, options: list[Words]) -> Words:
    room = sum(width(option["words"]) + _BOX for option in options)
    is_sentence = question.width == "full" or width(label) > _LONG_LABEL
    if isinstance(question, Tick) or (is_sentence and room <= _LONGEST_BESIDE):
        return {"kind": "statement", "label": label, "options": options, "half": False}
    half = _is_half(question) and room <= _HALF_LINE
    return {"kind": "boxes", "label": label, "options": options, "half": half}


def _is_half(question: Field[Any]) -> bool:
    kind_is_half = isinstance(question, Document) or question.usual_width == "half"
    return kind_is_half if question.width is None else question.width == "half"


def _file_names(question: Document, value: Any) -> list[str]:
    return [enclosure.name for enclosure in enclosures_of(question, value)]


def _cells(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
