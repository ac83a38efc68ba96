"""The printed form (PDF/A-2b), read off the steps."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from poswizard import paths
from poswizard.domain.merchant import MerchantKind
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Level
from poswizard.forms.kinds import Choice, Choices, Tick, YesNo
from poswizard.forms.rich_kinds import Document, Rows, Signature
from poswizard.forms.step import Heading, Milestone, Part, Step
from poswizard.package.data_file import PackageId, relevant_steps
from poswizard.package.form_fonts import form_fonts, without_glyph
from poswizard.text import Text, shown_in
from poswizard.wizard.flow import Flow

MOST_BOXES = 8
"""Choices with more members are printed as words, not as boxes to tick."""

MOST_CODES = 60
"""Pages that get a QR code."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Print:
    """All that the form is made of."""

    flow: Flow
    answers: Answers
    package: PackageId
    today: date
    scan: Callable[[str], bytes]
    """Gives a stored picture by its digest."""


def application_form(printed: Print) -> bytes:
    """The form as PDF/A-2b; the same content gives the same bytes."""
    import typst

    with shown_in("zh"):
        form = form_content(printed)
    sources: Any = {
        "main": (paths.resources() / "forms" / "form.typ").read_bytes(),
        "form.json": json.dumps(form, ensure_ascii=False).encode(),
    }
    sources |= {
        f"code-{page}.svg": qr_code(page_code(printed.package, page))
        for page in range(1, form["codes"] + 1)
    }
    sources |= _signatures(printed)
    pdf = typst.compile(
        sources,
        font_paths=[str(folder) for folder in form_fonts().folders],
        ignore_system_fonts=True,
        pdf_standards=["a-2b"],
    )
    if not isinstance(pdf, bytes):
        raise TypeError("one document was asked for")
    return pdf


def page_code(package: PackageId, page: int) -> str:
    """What a page's QR code says: number, revision, page."""
    return f"poswizard:{package.number}:r{package.revision}:p{page}"


def qr_code(content: str) -> bytes:
    """A QR code as SVG, error correction M, with its quiet zone."""
    import segno

    svg = io.BytesIO()
    segno.make(content, error="m", micro=False).save(svg, kind="svg", xmldecl=False, border=2)
    return svg.getvalue()


def form_content(printed: Print) -> Json:
    """Every word of the form, in the order of the questions."""
    answers, package = printed.answers, printed.package
    steps = relevant_steps(printed.flow, answers, package.milestone)
    sections = [s for s in (_section(step, answers) for step in steps) if s["items"] or s["groups"]]
    warnings = [
        {"label": issue.field.label.zh, "text": issue.text.zh, "reason": issue.reason}
        for step in steps
        for issue in step.issues(answers, printed.today)
        if issue.level is Level.WARNING
    ]
    missing = without_glyph(_texts(sections))
    title = _TITLES[package.milestone]
    return {
        "title": title.zh,
        "subtitle": f"编号 {package.number}　　第 {package.revision} 版　　制表 {printed.today.isoformat()}",
        "number": package.number,
        "revision": f"第 {package.revision} 版",
        "made": [printed.today.year, printed.today.month, printed.today.day],
        "fonts": list(form_fonts().families),
        "codes": MOST_CODES,
        "sections": sections,
        "warnings": warnings,
        "words": _WORDS,
        "signing": package.milestone is Milestone.APPLICATION,
        "areas": _areas(answers, printed.flow),
        "note": _note(missing),
    }


def _section(step: type[Step], answers: Answers) -> Json:
    groups: list[Json] = []
    for field in step.relevant_fields(answers):
        value = answers.get(field)
        if isinstance(field, Rows) and value:
            groups += [
                {
                    "title": f"{field.label.zh} {index}",
                    "items": list(_items(field.questions, row.within(answers))),
                }
                for index, row in enumerate(value, start=1)
            ]
    return {"title": step.title.zh, "items": list(_items(step, answers)), "groups": groups}


def _items(part: type[Part], answers: Answers) -> Iterator[Json]:
    heading: Heading | None = None
    for statement in part.parts:
        if isinstance(statement, Heading):
            heading = statement if statement.relevant.holds(answers) else None
            continue
        value = answers.get(statement)
        if value is None or isinstance(statement, Rows):
            continue
        if heading:
            yield {"kind": "heading", "label": heading.text.zh, "half": False}
            heading = None
        yield _item(statement, value, answers)


def _item(field: Field[Any], value: Any, answers: Answers) -> Json:
    half = (field.width or field.usual_width) == "half" and len(field.show(value)) <= 22
    item: Json = {
        "kind": "words",
        "label": field.label.zh,
        "value": field.show(value),
        "half": half,
    }
    if options := _boxes(field, value, answers):
        wide = sum(len(option["words"]) + 3 for option in options) > 24
        return item | {"kind": "boxes", "options": options, "half": half and not wide}
    if isinstance(field, Signature):
        return item | {"kind": "picture", "file": f"{field.slot}.svg", "half": False}
    if isinstance(field, Document):
        names = "、".join(f"{field.slot}-{n}.jpg" for n in range(1, len(value) + 1))
        return item | {"value": f"{field.show(value)}（{names}）", "half": False}
    return item


def _boxes(field: Field[Any], value: Any, answers: Answers) -> list[Json]:
    if isinstance(field, Tick):
        return [{"words": field.YES.zh, "on": bool(value)}]
    if isinstance(field, YesNo):
        return [{"words": field.YES.zh, "on": value}, {"words": field.NO.zh, "on": not value}]
    if isinstance(field, Choice):
        members = field.choices(answers)
        if len(members) <= MOST_BOXES:
            return [{"words": m.label.zh, "on": m is value} for m in members]
    if isinstance(field, Choices):
        return [{"words": m.label.zh, "on": m in value} for m in field.members]
    return []


def _signatures(printed: Print) -> dict[str, bytes]:
    """Signatures as SVG around their PNG, for the typesetter takes text files only."""
    found: dict[str, bytes] = {}
    for step in relevant_steps(printed.flow, printed.answers, printed.package.milestone):
        for field in step.relevant_fields(printed.answers):
            signed = printed.answers.get(field) if isinstance(field, Signature) else None
            if isinstance(field, Signature) and signed:
                found[f"{field.slot}.svg"] = _framed(printed.scan(signed.scan))
    return found


def _framed(png: bytes) -> bytes:
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    picture = base64.b64encode(png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{picture}"/></svg>'
    ).encode()


def _areas(answers: Answers, flow: Flow) -> list[Json]:
    kind_field = flow.field("basics.merchant_kind")
    kind = answers.get(kind_field) if kind_field else None
    seal = kind is not None and kind is not MerchantKind.MICRO
    return [
        {"label": _SIGNER.zh, "seal": seal, "words": "盖章处" if seal else ""},
        {"label": "经办机构（人员签字）", "seal": True, "words": "业务章"},
    ]


def _note(missing: set[str]) -> str:
    if not missing:
        return ""
    codes = "、".join(f"U+{ord(c):04X}" for c in sorted(missing))
    return f"以下字符超出打印字库，以电子数据 application.json 为准：{codes}"


def _texts(sections: list[Json]) -> Iterator[str]:
    for section in sections:
        for item in [
            *section["items"],
            *(i for group in section["groups"] for i in group["items"]),
        ]:
            yield str(item.get("value", ""))


_SIGNER = Text("申请人（经营者／法定代表人／经办人）签字", "Applicant's signature")
_TITLES = {
    Milestone.APPLICATION: Text("POS 机办理申请表", "POS-terminal application"),
    Milestone.HAND_OVER: Text("POS 机装机交付档案", "POS-terminal hand-over file"),
    Milestone.AFTERCARE: Text("POS 机售后记录", "POS-terminal after-care record"),
}
_WORDS = {
    "warnings": "审核提示（提醒事项及原因）",
    "warning-head": ["项目", "提醒", "原因说明"],
    "signing": "签字与盖章",
    "date": "日期：　　　　年　　月　　日",
}
