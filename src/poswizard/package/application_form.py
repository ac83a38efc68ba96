"""The printed form (PDF/A-2b), read off the steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from poswizard.documents.page_code import PageCode, shortened
from poswizard.domain.merchant import MerchantKind
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Issue, Level
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.rich_kinds import Signature, Signed
from poswizard.forms.step import Milestone, Phase, Step
from poswizard.package.amended_pages import amended_part
from poswizard.package.data_file import PackageId, relevant_steps
from poswizard.package.form_content import section_tables
from poswizard.package.form_items import picture_name
from poswizard.package.typesetting import Layout, Words, note_on_missing, typeset
from poswizard.text import shown_in
from poswizard.wizard import signing
from poswizard.wizard.amendment import Amended
from poswizard.wizard.flow import Flow


@dataclass(frozen=True, slots=True)
class Print:
    """All that the form is made of."""

    flow: Flow
    answers: Answers
    package: PackageId
    today: date
    scan: Callable[[str], bytes]
    """Gives a stored picture by its digest."""
    amended: Amended | None = None
    """What a revision made after handing in says of itself."""
    accepted: tuple[Issue, ...] = ()
    """Warnings of the rehearsal that go along with a reason."""

    @property
    def steps(self) -> list[type[Step]]:
        """The steps that are printed."""
        return relevant_steps(self.flow, self.answers, self.package.milestone)

    def value(self, key: str) -> Any:
        """The answer to the question of this name, if there is one."""
        question = self.flow.field(key)
        return self.answers.get(question) if question else None

    def shown(self, key: str) -> str:
        """The same in words."""
        question, value = self.flow.field(key), self.value(key)
        return question.show(value) if question and value is not None else ""


def application_form(printed: Print) -> bytes:
    """The form as PDF/A-2b, always in Chinese; the same content gives the same bytes."""
    return form_to_set(printed)()


def form_to_set(printed: Print) -> Callable[[], bytes]:
    """What makes the form out of words and pictures alone; another process can do it."""
    with shown_in("zh"):
        words = form_words(printed)
    pictures = {
        picture_name(question): printed.scan(signed.scan)
        for question, signed in _signatures(printed)
    }
    code = PageCode(printed.package.number, printed.package.revision, 1)
    code = replace(code, digest=shortened(content_digest(printed)))
    return partial(typeset, "form", words, partial(page_code, code), pictures)


def page_code(code: PageCode, page: int, layout: Layout) -> str:
    """What a page's QR code says: number, revision, page, how many there are, digest, where it is signed."""
    top = layout.signing.get(page)
    return str(code.on(page, layout.pages, None if top is None else round(top)))


def content_digest(printed: Print) -> str:
    """SHA-256 of what the form asks to be signed: every answer in its words, every picture, but for the signing itself.

    The day of printing and the remarks for the reviewer, which change from day to day, are not in it:
    the same answers printed again have the same digest.
    """
    package = printed.package
    pages = signing.SIGNED_PAGES[package.milestone]
    return signing.sheet_digest(printed.flow, printed.answers, package.number, pages)


def form_words(printed: Print) -> Words:
    """Every word of the form, in the order of the questions."""
    package, today = printed.package, printed.today
    words = {
        "title": _TITLES[package.milestone],
        "number": package.number,
        "revision": f"第 {package.revision} 版",
        "made": [today.year, today.month, today.day],
        "overview": list(_overview(printed)),
        "parts": [*_amended(printed), *_parts(printed)],
        "warnings": list(_warnings(printed)),
        "areas": _areas(printed),
    }
    return words | {"note": note_on_missing(words)}


def _overview(printed: Print) -> Iterator[Words]:
    package = printed.package
    yield {"label": "申请编号", "value": f"{package.number}（第 {package.revision} 版）"}
    yield {"label": "制表日期", "value": printed.today.isoformat()}
    for label, key in _OVERVIEW:
        if value := printed.shown(key):
            yield {"label": label, "value": value}


def _amended(printed: Print) -> Iterator[Words]:
    if printed.amended is not None:
        yield amended_part(printed.amended)


def _parts(printed: Print) -> Iterator[Words]:
    """Sections under the phases they belong to, both numbered through."""
    parts: dict[Phase, list[Words]] = {}
    number = 0
    signed = printed.flow.field(_SIGNING[printed.package.milestone][0])
    for step in printed.steps:
        if tables := section_tables(step, printed.answers, signed):
            number += 1
            title = f"{chinese_number(number)}、{step.title.zh}"
            section = {"title": title, "tables": tables}
            parts.setdefault(printed.flow.phase_of(step), []).append(section)
    for count, (phase, sections) in enumerate(parts.items(), start=1):
        title = f"第{chinese_number(count)}部分　{phase.title.zh}"
        yield {"title": title, "sections": sections}


def _warnings(printed: Print) -> Iterator[list[str]]:
    """What the reviewer should know, and why the clerk thinks it is in order."""
    of_steps = (i for step in printed.steps for i in step.issues(printed.answers, printed.today))
    for issue in (*of_steps, *printed.accepted):
        if issue.level is Level.WARNING:
            label = issue.field.label.zh
            where = label if issue.row is None else f"{label}（第 {issue.row + 1} 行）"
            yield [where, issue.text.zh, issue.reason or _NO_REASON]


def _areas(printed: Print) -> list[Words]:
    """Where the applicant and the one who handles it sign, with what was signed on the screen."""
    key, by_whom, other = _SIGNING[printed.package.milestone]
    question, signed = printed.flow.field(key), printed.value(key)
    kind = printed.value("basics.merchant_kind")
    applicant: Words = {
        "label": by_whom,
        "seal": "按指印" if kind is MerchantKind.MICRO else "公章",
        "small": kind is MerchantKind.MICRO,
        "file": "",
        "date": _BLANK_DATE,
    }
    if isinstance(question, Signature) and isinstance(signed, Signed):
        at = signed.at.astimezone(CHINA_TIME)
        how = "签名照片" if question.photographed.holds(printed.answers) else "屏幕签名"
        applicant["file"] = picture_name(question)
        applicant["date"] = f"日期：{at.year} 年 {at.month} 月 {at.day} 日（{how}）"
    handler = {"label": other, "seal": "业务章", "small": False, "file": "", "date": _BLANK_DATE}
    return [applicant, handler]


def _signatures(printed: Print) -> Iterator[tuple[Signature, Signed]]:
    for step in printed.steps:
        for question in step.relevant_fields(printed.answers):
            signed = printed.answers.get(question)
            if isinstance(question, Signature) and signed is not None:
                yield question, signed


def chinese_number(number: int) -> str:
    """一, 十, 十二, 二十 …: from 1 to 99, for headings."""
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    head = "" if tens == 0 else ("十" if tens == 1 else f"{digits[tens]}十")
    return head + (digits[ones] if ones else "")


_BLANK_DATE = "日期：　　　　年　　月　　日"
_NO_REASON = "（未说明）"
_OVERVIEW = (
    ("商户类型", "basics.merchant_kind"),
    ("经营名称", "business.trade_name"),
    ("经营者／法定代表人", "identity.name"),
    ("收单机构", "provider.provider_name"),
)
_TITLES = {
    Milestone.APPLICATION: "POS 机办理申请表",
    Milestone.HAND_OVER: "POS 机装机交付档案",
    Milestone.AFTERCARE: "POS 机售后记录",
}
_SIGNING = {
    Milestone.APPLICATION: (
        "declarations.signature",
        "申请人（经营者／法定代表人／经办人）签字",
        "经办机构（人员签字）",
    ),
    Milestone.HAND_OVER: ("training.signature", "商户签收", "装机机构（人员签字）"),
    Milestone.AFTERCARE: ("daily_use.signature", "商户签字", "服务机构（人员签字）"),
}
