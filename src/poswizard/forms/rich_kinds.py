"""The rich kinds of answers: place and street, documents, signatures, repeated rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from poswizard.forms.answers import Answers, Json, Raw
from poswizard.forms.condition import NEVER, AnyRow, Condition
from poswizard.forms.document_kind import DIGEST_PATTERN
from poswizard.forms.document_kind import Document as Document
from poswizard.forms.document_kind import Noticed as Noticed
from poswizard.forms.document_kind import Page as Page
from poswizard.forms.document_kind import ReadOff as ReadOff
from poswizard.forms.field import Field
from poswizard.forms.kinds import CHINA_TIME, Table
from poswizard.forms.step import Row
from poswizard.text import Text

Width = Literal["half", "full"]
A_ROW = Text("行", "row")


@dataclass(frozen=True, slots=True)
class Place:
    """A county by its GB/T 2260 code, and the street, house and floor in it. Either may be empty."""

    county: str = ""
    street: str = ""


@dataclass(eq=False, repr=False)
class Address(Field[Place]):
    """Where something is: province, city and county by code, the rest in words."""

    counties: Table
    _: KW_ONLY
    most: int = 100

    kind: ClassVar[str] = "address"
    usual_width: ClassVar[Width] = "full"

    def is_empty(self, value: object) -> bool:
        return value == Place() or super().is_empty(value)

    def to_json(self, value: Place) -> Json:
        return {"county": value.county, "street": value.street}

    def from_json(self, json: Json) -> Place | Raw:
        if not isinstance(json, dict) or set(json) != {"county", "street"}:
            return Raw(json)
        county, street = json["county"], json["street"]
        ok = isinstance(street, str) and isinstance(county, str)
        return Place(county, street) if ok and re.fullmatch(r"(\d{6})?", county) else Raw(json)

    def from_text(self, text: str) -> Place | Raw | None:
        return Place("", text.strip()) if text.strip() else None

    def show(self, value: Place) -> str:
        entry = self.counties.get(value.county)
        return f"{entry.label if entry else value.county}{value.street}"

    def schema(self) -> dict[str, Any]:
        street = {"type": "string", "minLength": 1, "maxLength": self.most}
        return {
            "type": "object",
            "properties": {"county": {"type": "string", "pattern": "^[0-9]{6}$"}, "street": street},
            "required": ["county", "street"],
            "additionalProperties": False,
        }

    def problem(self, value: Place) -> Text | None:
        if not value.county:
            return Text("请选择省、市、区县", "Choose province, city and county")
        if not value.street.strip():
            return Text("请填写街道、门牌号和楼层", "Enter street, house number and floor")
        if len(value.street) > self.most:
            return Text(
                "街道部分最多 {0} 个字", "The street part takes at most {0} characters"
            ).format(self.most)
        return None


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature: its picture, when it was made, and what the signer had been shown."""

    scan: str
    """SHA-256 of the stored PNG."""
    at: datetime
    shown: str = ""
    """SHA-256 of the content that was displayed, or empty."""


@dataclass(eq=False, repr=False)
class Signature(Field[Signed]):
    """A signature: written with pen or mouse, or cut out of a picture of one."""

    _: KW_ONLY
    slot: str
    photographed: Condition = NEVER
    """When it is taken from a picture of paper instead of the screen."""

    kind: ClassVar[str] = "signature"
    usual_width: ClassVar[Width] = "full"

    def to_json(self, value: Signed) -> Json:
        at = value.at.astimezone(CHINA_TIME).isoformat(timespec="seconds")
        return {"scan": value.scan, "at": at, "shown": value.shown}

    def from_json(self, json: Json) -> Signed | Raw:
        try:
            at = datetime.fromisoformat(json["at"])
            signed = Signed(json["scan"], at.astimezone(CHINA_TIME), json["shown"])
        except (TypeError, KeyError, ValueError):
            return Raw(json)
        ok = isinstance(signed.shown, str) and isinstance(signed.scan, str)
        ok = ok and at.tzinfo is not None and set(json) <= {"scan", "at", "shown", "file"}
        return signed if ok and re.fullmatch(DIGEST_PATTERN, signed.scan) else Raw(json)

    def from_text(self, text: str) -> Signed | Raw | None:
        return Raw(text) if text.strip() else None

    def show(self, value: Signed) -> str:
        at = value.at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M")
        return str(Text("已于 {0} 签名", "Signed {0}").format(at))

    def schema(self) -> dict[str, Any]:
        digest = {"type": "string", "pattern": f"^{DIGEST_PATTERN}$"}
        properties = {
            "scan": digest,
            "at": {"type": "string", "format": "date-time"},
            "shown": {"anyOf": [digest, {"const": ""}]},
            "file": {"type": "string", "pattern": r"^documents/[A-Z0-9_]+-1\.png$"},
        }
        required = ["scan", "at", "shown"]
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def missing(self) -> Text:
        return Text("请签名", "Please sign")


@dataclass(eq=False, repr=False)
class Rows(Field[tuple[Answers, ...]]):
    """The same questions asked for as many things as there are: owners, quotes, visits."""

    questions: type[Row]
    _: KW_ONLY
    least: int = 1
    most: int = 50
    noun: Text = A_ROW
    """What one row is, in Chinese with its measure word: `份报价` makes 添加一份报价, 第2份报价."""
    named_by: str = ""
    """Name of the row's field that stands as its title."""

    kind: ClassVar[str] = "rows"
    usual_width: ClassVar[Width] = "full"

    def __post_init__(self) -> None:
        super().__post_init__()
        self.row = self.questions

    def any(self, inner: Condition) -> Condition:
        """At least one row meets the condition."""
        return AnyRow(self, inner)

    def to_json(self, value: tuple[Answers, ...]) -> Json:
        return [row_to_json(self.questions, row) for row in value]

    def from_json(self, json: Json) -> tuple[Answers, ...] | Raw:
        if not isinstance(json, list) or not all(isinstance(item, dict) for item in json):
            return Raw(json)
        return tuple(row_from_json(self.questions, item) for item in json)

    def from_text(self, text: str) -> tuple[Answers, ...] | Raw | None:
        return Raw(text) if text.strip() else None

    def show(self, value: tuple[Answers, ...]) -> str:
        return str(Text("{0} {1}", "{0} × {1}").format(len(value), self.noun))

    def title_of(self, index: int) -> Text:
        """A row by its place, counted from 0: 第2份报价."""
        return Text("第{0}{1}", "{1} {0}").format(index + 1, self.noun)

    def title(self, row: Answers) -> str:
        """What a row is called on the page."""
        field = next((f for f in self.questions.fields if f.name == self.named_by), None)
        value = row.stored(field) if field else None
        if field is None or value is None or isinstance(value, Raw):
            return ""
        return field.masked(value)

    def schema(self) -> dict[str, Any]:
        fields: Sequence[Field[Any]] = self.questions.fields
        row = {
            "type": "object",
            "properties": {field.name: field.schema() for field in fields},
            "additionalProperties": False,
        }
        return {"type": "array", "items": row, "minItems": self.least, "maxItems": self.most}

    def problem(self, value: tuple[Answers, ...]) -> Text | None:
        if len(value) < self.least:
            return Text("至少需要 {0} {1}，现有 {2}", "At least {0} × {1}, there are {2}").format(
                self.least, self.noun, len(value)
            )
        if len(value) > self.most:
            return Text("最多 {0} {1}", "At most {0} × {1}").format(self.most, self.noun)
        return None

    def missing(self) -> Text:
        return Text(f"请至少添加一{self.noun.zh}", f"Add at least one {self.noun.en}")


def row_to_json(questions: type[Row], row: Answers) -> dict[str, Json]:
    """All that a row holds, hidden and unknown answers too."""
    known = {
        field.name: value.json if isinstance(value, Raw) else field.to_json(value)
        for field in questions.fields
        if (value := row.stored(field)) is not None
    }
    return known | dict(row.foreign.get("", {}))


def row_from_json(questions: type[Row], json: dict[str, Json]) -> Answers:
    """A row as stored; what this program does not know is kept."""
    values: dict[Field[Any], Any] = {}
    for field in questions.fields:
        if field.name in json and field.calculated is None:
            value = field.from_json(json[field.name])
            if not field.is_empty(value):
                values[field] = value
    known = {field.name for field in questions.fields}
    foreign = {key: value for key, value in json.items() if key not in known}
    return Answers(values, foreign={"": foreign} if foreign else None)
