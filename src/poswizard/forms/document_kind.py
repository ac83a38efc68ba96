"""The kind of answer that is pictures: pages of one document, with what was found in them and read off them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from poswizard.forms.answers import Json, Raw
from poswizard.forms.field import Field
from poswizard.text import Text

DIGEST_PATTERN = r"[0-9a-f]{64}"
_CODE_PATTERN = r"[a-z][a-z0-9_]{0,40}"

Point = tuple[float, float]
"""From the left and from the top, in pixels."""
Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What is wrong with a picture, as measured when it was taken."""

    code: str
    """`documents.finding.FindingCode`."""
    number: float
    """The measure behind it, in the code's own unit."""


@dataclass(frozen=True, slots=True)
class ReadOff:
    """One thing that was read off a picture. It is personal: never logged, never in a package."""

    key: str
    """`documents.reading.fact.Fact`."""
    text: str
    confidence: float
    """0 to 1, of its least sure character."""
    verified: bool
    """A check digit, a code, or a second place on the document says the same."""
    box: Rectangle
    """Where it stands in the page."""
    repaired: bool = False
    """One character was corrected by the check digit."""

    def __repr__(self) -> str:
        return f"ReadOff({self.key})"


@dataclass(frozen=True, slots=True)
class Page:
    """One picture of a document, kept in the store by the digest of its bytes."""

    scan: str
    """SHA-256 of the stored bytes, hexadecimal."""
    original: str
    """SHA-256 of the file as it came in."""
    width: int
    height: int
    """In pixels."""
    taken_on: date | None = None
    """The day the picture says it was taken."""
    remarks: tuple[str, ...] = ()
    """Codes of what intake noticed."""
    master: str = ""
    """SHA-256 of the stored picture before it was straightened; empty if this is it."""
    corners: tuple[Point, ...] = ()
    """The document's four corners in the master, clockwise from its top left."""
    looks: str = ""
    """Perceptual fingerprint (`documents.measures.fingerprint`), hexadecimal; empty if not taken."""
    findings: tuple[Noticed, ...] = ()
    """What the picture was found wanting in."""
    kind: str = ""
    """What the reader took it for (`documents.reading.fact.DocumentKind`); empty if it could not tell."""
    read: tuple[ReadOff, ...] = ()
    """What was read off it."""

    @property
    def scans(self) -> tuple[str, ...]:
        """The digests of every stored picture it needs."""
        return (self.scan, self.master) if self.master else (self.scan,)

    def says(self, key: str) -> ReadOff | None:
        """What was read under this key, if anything."""
        return next((value for value in self.read if value.key == key), None)


@dataclass(eq=False, repr=False)
class Document(Field[tuple[Page, ...]]):
    """Pictures of one document, in the order of its pages."""

    _: KW_ONLY
    slot: str
    """The material's code in the package (`ID_FRONT`)."""
    most: int = 5
    good: Text | None = None
    """What a good picture shows."""
    bad: Text | None = None
    """What comes back."""
    demand: str = ""
    """What is asked of its picture (`documents.demand.Kind`); empty for what its slot is asked for."""
    reads: str = ""
    """What it is read as (`documents.reading.fact.DocumentKind`); empty for what its slot is read as."""

    kind: ClassVar[str] = "document"
    usual_width: ClassVar[Literal["half", "full"]] = "full"

    def to_json(self, value: tuple[Page, ...]) -> Json:
        return [_page_to_json(page) for page in value]

    def from_json(self, json: Json) -> tuple[Page, ...] | Raw:
        if not isinstance(json, list):
            return Raw(json)
        pages = [_page_from_json(item) for item in json]
        return Raw(json) if None in pages else tuple(page for page in pages if page)

    def from_text(self, text: str) -> tuple[Page, ...] | Raw | None:
        return Raw(text) if text.strip() else None

    def show(self, value: tuple[Page, ...]) -> str:
        return str(Text("{0} 页", "{0} page(s)").format(len(value)))

    def schema(self) -> dict[str, Any]:
        """Of the form in a package, which has a page's `file` and never what was read off it."""
        return {"type": "array", "items": _PAGE_SCHEMA, "minItems": 1, "maxItems": self.most}

    def problem(self, value: tuple[Page, ...]) -> Text | None:
        if len(value) > self.most:
            return Text("最多 {0} 页，请删去多余的", "At most {0} pages: remove the rest").format(
                self.most
            )
        return None

    def missing(self) -> Text:
        return Text("请添加照片或 PDF", "Add pictures or a PDF")


def without_readings(json: Json) -> Json:
    """The stored form of pages without what was read off them, for whoever is not to have it twice."""
    if not isinstance(json, list):
        return json
    return [
        {k: v for k, v in page.items() if k != "read"} if isinstance(page, dict) else page
        for page in json
    ]


_DIGEST = {"type": "string", "pattern": f"^{DIGEST_PATTERN}$"}
_CODE = {"type": "string", "pattern": f"^{_CODE_PATTERN}$"}
_POINT = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_NOTICED = {
    "type": "object",
    "properties": {"code": _CODE, "number": {"type": "number"}},
    "required": ["code", "number"],
    "additionalProperties": False,
}
_PAGE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "scan": _DIGEST,
        "original": _DIGEST,
        "width": {"type": "integer", "minimum": 1},
        "height": {"type": "integer", "minimum": 1},
        "taken_on": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        "remarks": {"type": "array", "items": {"type": "string"}},
        "master": _DIGEST,
        "corners": {"type": "array", "items": _POINT, "minItems": 4, "maxItems": 4},
        "looks": _DIGEST,
        "findings": {"type": "array", "items": _NOTICED, "maxItems": 20},
        "kind": _CODE,
        "file": {"type": "string", "pattern": r"^documents/[A-Z0-9_]+-\d+\.jpg$"},
    },
    "required": ["scan", "original", "width", "height"],
    "additionalProperties": False,
}


def _page_to_json(page: Page) -> Json:
    json: dict[str, Json] = {
        "scan": page.scan,
        "original": page.original,
        "width": page.width,
        "height": page.height,
        "taken_on": page.taken_on.isoformat() if page.taken_on else "",
        "remarks": list(page.remarks),
        "master": page.master,
        "corners": [list(point) for point in page.corners],
        "looks": page.looks,
        "findings": [{"code": f.code, "number": f.number} for f in page.findings],
        "kind": page.kind,
        "read": [_read_to_json(value) for value in page.read],
    }
    return {key: value for key, value in json.items() if value}


def _read_to_json(value: ReadOff) -> Json:
    json: dict[str, Json] = {
        "key": value.key,
        "text": value.text,
        "confidence": value.confidence,
        "verified": value.verified,
        "box": list(value.box),
    }
    return json | {"repaired": True} if value.repaired else json


def _page_from_json(json: Json) -> Page | None:
    """The page stored like this; nothing if any part of it is not what it should be."""
    try:
        taken = json.get("taken_on")
        return Page(
            scan=_matching(DIGEST_PATTERN, json["scan"]),
            original=_matching(DIGEST_PATTERN, json["original"]),
            width=_size(json["width"]),
            height=_size(json["height"]),
            taken_on=date.fromisoformat(taken) if taken else None,
            remarks=tuple(_typed(str, remark) for remark in json.get("remarks", ())),
            master=_matching(DIGEST_PATTERN, json.get("master", ""), or_empty=True),
            corners=_four(_point(point) for point in json.get("corners", ())),
            looks=_matching(DIGEST_PATTERN, json.get("looks", ""), or_empty=True),
            findings=tuple(_noticed(found) for found in json.get("findings", ())),
            kind=_matching(_CODE_PATTERN, json.get("kind", ""), or_empty=True),
            read=tuple(_read_off(value) for value in json.get("read", ())),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _noticed(json: Json) -> Noticed:
    return Noticed(_matching(_CODE_PATTERN, json["code"]), _number(json["number"]))


def _read_off(json: Json) -> ReadOff:
    left, top, right, bottom = (_typed(int, edge) for edge in json["box"])
    return ReadOff(
        key=_matching(_CODE_PATTERN, json["key"]),
        text=_typed(str, json["text"]),
        confidence=_number(json["confidence"]),
        verified=_typed(bool, json["verified"]),
        box=(left, top, right, bottom),
        repaired=_typed(bool, json.get("repaired", False)),
    )


def _point(json: Json) -> Point:
    x, y = json
    return _number(x), _number(y)


def _four(points: Iterable[Point]) -> tuple[Point, ...]:
    found = tuple(points)
    if len(found) not in (0, 4):
        raise ValueError("a page has four corners")
    return found


def _matching(pattern: str, text: Json, or_empty: bool = False) -> str:
    if (text == "" and or_empty) or re.fullmatch(pattern, text):
        return text
    raise ValueError("not of this form")


def _size(json: Json) -> int:
    if type(json) is int and json > 0:
        return json
    raise ValueError("not a size")


def _number(json: Json) -> float:
    if type(json) in (int, float):
        return json
    raise TypeError("not a number")


def _typed(kind: type[Any], json: Json) -> Any:
    if type(json) is kind:
        return json
    raise TypeError(f"not of type {kind.__name__}")
