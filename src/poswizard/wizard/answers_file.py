"""An answers file: the shape of a package's `data/application.json`, with documents by path if wished."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from poswizard.forms.answers import Answers, Json, Raw, Reason
from poswizard.forms.day_kinds import MOMENT_PATTERN
from poswizard.forms.field import Field
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Document, Rows, Signature
from poswizard.forms.step import Part
from poswizard.text import Text
from poswizard.wizard.drafts import REASONS, SEEN
from poswizard.wizard.flow import Flow

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_LONGEST_STEP = 80  # characters the store takes as a step's name


class AnswersFileError(Exception):
    """The file is JSON but no answers file; `text` says what is wrong and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of the file that could not be taken as it stands: where, which code, in which words."""

    path: str
    """Such as `identity.number` or `owners.people[1].share`; names that are not plain ASCII show as `?`."""
    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What a file says, as documents by step; nothing in it is lost, whatever its form."""

    documents: dict[str, dict[str, Json]]
    reasons: dict[str, Reason] = field(default_factory=dict)
    """An empty `about` means: of whatever the warning says now (see `bound`)."""
    remarks: tuple[Remark, ...] = ()


_NOT_ANSWERS = Text(
    "这不是答案文件：最外层要有“answers”，里面按步骤写答案。请对照 poswizard schema 的说明。",
    'This is no answers file: it needs "answers" at the top, with the answers by step. See `poswizard schema`.',
)
_UNKNOWN_STEP = Text(
    "没有“{0}”这个步骤{1}。内容已原样保留，不参加检查。",
    'There is no step "{0}"{1}. Its content is kept as it is and not checked.',
)
_UNKNOWN_FIELD = Text(
    "没有“{0}”这一项{1}。内容已原样保留，不参加检查。",
    'There is no field "{0}"{1}. Its content is kept as it is and not checked.',
)
_MEANT = Text("，是不是“{0}”？", ', did you mean "{0}"?')
_NOT_OBJECT = Text(
    "步骤“{0}”应写成 {{项目: 答案}}，现在不是。内容已原样保留，请改正后再填一次。",
    'Step "{0}" must be an object of fields and answers. Its content is kept; correct it and fill again.',
)
_WRONG_FORM = Text(
    "“{0}”的写法不对：{1}。内容已原样保留，请改正。",
    '"{0}" is not written as it must be: {1}. It is kept as it is; correct it.',
)
_BAD_REASON = Text(
    "这条原因没有采用：应写成文字，或含“text”的对象。请改正。",
    'This reason was not taken: it must be a text, or an object with "text". Correct it.',
)
_FORMS: dict[str, Text] = {
    "string": Text("应是带引号的文字，格式见 poswizard schema", "a text is expected, see `schema`"),
    "integer": Text("应是不带引号的整数", "a whole number without quotes is expected"),
    "boolean": Text("应是 true 或 false", "true or false is expected"),
    "array": Text("应是 [ ] 列表，格式见 poswizard schema", "a list is expected, see `schema`"),
    "object": Text("应是 { } 对象，格式见 poswizard schema", "an object is expected, see `schema`"),
}
_ONE_OF = Text("应是 {0} 之一{1}", "one of {0} is expected{1}")
_BY_PATTERN = Text("格式须是 {0}", "its form must be {0}")
_BY_SCHEMA = Text("格式见 poswizard schema", "see `poswizard schema`")


def answers_file(flow: Flow, json: Json) -> AnswersFile:
    """What a parsed file says; raises `AnswersFileError` only if it has no answers at all."""
    answers = json.get("answers") if isinstance(json, dict) else None
    if not isinstance(answers, dict):
        raise AnswersFileError(_NOT_ANSWERS)
    remarks: list[Remark] = []
    documents: dict[str, dict[str, Json]] = {}
    for key, stated in answers.items():
        document = stated if isinstance(stated, dict) else {"": stated}
        # a step may not be called as the store calls its own documents
        documents[f"answers.{key}" if key in (REASONS, SEEN) else key[:_LONGEST_STEP]] = document
        remarks += _remarks_on_step(flow, key, stated)
    reasons, refused = _reasons(json.get(REASONS, {}))
    return AnswersFile(documents, reasons, (*remarks, *refused))


def bound(flow: Flow, answers: Answers, reasons: Mapping[str, Reason], today: Any) -> Answers:
    """The answers with these reasons; one that names no words is bound to what its warning says now."""
    warnings = {
        issue.reason_key: issue.text.zh
        for issue in flow.issues(answers, today)
        if issue.level is Level.WARNING
    }
    for key, reason in reasons.items():
        answers = answers.with_reason(
            key, Reason(reason.text, reason.about or warnings.get(key, ""))
        )
    return answers


def nearest(name: str, names: Iterable[str]) -> Text:
    """`, did you mean "…"?` with the closest of the real names, or nothing."""
    found = get_close_matches(name, list(names), 1)
    return _MEANT.format(found[0]) if found else Text("", "")


def shown(name: str) -> str:
    """A name that is safe to show; anything else could be a value that slipped."""
    return name if _PLAIN_NAME.fullmatch(name) else "?"


def _remarks_on_step(flow: Flow, key: str, stated: Json) -> Iterator[Remark]:
    step = flow.step(key)
    if step is None:
        near = nearest(key, (known.key for known in flow.steps))
        yield Remark(shown(key), "unknown_step", _UNKNOWN_STEP.format(shown(key), near))
    elif not isinstance(stated, dict):
        yield Remark(key, "not_an_object", _NOT_OBJECT.format(key))
    else:
        elsewhere = [other.key for other in flow.fields]
        yield from _remarks_on(step, stated, key, elsewhere)


def _remarks_on(
    part: type[Part], document: Mapping[str, Json], place: str, elsewhere: list[str]
) -> Iterator[Remark]:
    fields = {field.name: field for field in part.fields}
    for name, stated in document.items():
        known = fields.get(name)
        if known is None:
            yield _unknown(name, place, list(fields), elsewhere)
        elif known.calculated is None and stated is not None:
            yield from _remarks_on_answer(known, stated, f"{place}.{name}")


def _unknown(name: str, place: str, names: list[str], elsewhere: list[str]) -> Remark:
    twin = next((key for key in elsewhere if key.endswith(f".{name}")), None)
    near = _MEANT.format(twin) if twin else nearest(name, names)
    path = f"{place}.{shown(name)}"
    return Remark(path, "unknown_field", _UNKNOWN_FIELD.format(path, near))


def _remarks_on_answer(field: Field[Any], stated: Json, path: str) -> Iterator[Remark]:
    if isinstance(field, Document | Signature) and names_files(stated):
        return
    value = field.from_json(stated)
    if isinstance(value, Raw):
        words = _WRONG_FORM.format(field.label, _form(field, stated))
        yield Remark(path, "unreadable", words)
    elif isinstance(field, Rows):
        for index, row in enumerate(stated):
            yield from _remarks_on(field.questions, row, f"{path}[{index}]", [])


def names_files(stated: Json) -> bool:
    """Whether a document's or signature's answer is given by paths."""
    items = stated if isinstance(stated, list) else [stated]
    return any(isinstance(i, str) or (isinstance(i, dict) and "file" in i) for i in items)


def _form(field: Field[Any], stated: Json) -> Text:
    """What is expected, with the nearest of a closed list's values."""
    schema = field.schema()
    inner = schema.get("items", {}) if schema.get("type") == "array" else schema
    if members := inner.get("enum"):
        typed = stated if isinstance(stated, str) else ""
        return _ONE_OF.format(", ".join(map(str, members)), nearest(typed, members))
    if isinstance(stated, str) and (pattern := _pattern(schema)):
        return _BY_PATTERN.format(pattern)
    kind = "boolean" if "const" in schema else schema.get("type", "")
    return _FORMS.get(kind, _BY_SCHEMA)


def _pattern(schema: Mapping[str, Any]) -> str:
    """What a text must look like, as far as its schema says so."""
    for one in (schema, *schema.get("anyOf", ())):
        if one.get("format") == "date":
            return "YYYY-MM-DD"
        if one.get("pattern") == MOMENT_PATTERN:
            return "YYYY-MM-DDTHH:MM+08:00"
        if "pattern" in one:
            return one["pattern"]
    return ""


def _reasons(stated: Json) -> tuple[dict[str, Reason], list[Remark]]:
    found: dict[str, Reason] = {}
    refused: list[Remark] = []
    for key, item in stated.items() if isinstance(stated, dict) else [("", stated)]:
        said = {"text": item} if isinstance(item, str) else item
        words = said.get("text") if isinstance(said, dict) else None
        about = said.get("about", "") if isinstance(said, dict) else None
        if key and isinstance(words, str) and isinstance(about, str):
            found[key] = Reason(words, about)
        else:
            refused.append(Remark(f"{REASONS}.{shown(key)}", "bad_reason", _BAD_REASON))
    return found, refused
