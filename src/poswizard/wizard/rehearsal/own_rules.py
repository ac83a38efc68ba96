"""The rules that only the rehearsal asks, by what each demands: for lists of rules, and for choosing among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from poswizard.forms.issue import Check, Level
from poswizard.forms.step import Milestone, Part
from poswizard.text import Text
from poswizard.wizard.flow import Flow
from poswizard.wizard.rehearsal import (
    branch,
    characters,
    decision_day,
    online,
    pictures,
    shop,
    twins,
)
from poswizard.wizard.rehearsal.sayings import rules_of, saying_of

OWN: Mapping[str, Text] = {
    "rehearsal.twin_person": Text("一人一件在办", "One open application a person"),
    "rehearsal.twin_licence": Text("一照一件在办", "One open application a licence"),
    "rehearsal.twin_account": Text("结算账号不与别家共用", "No account shared with others"),
    "rehearsal.twin_serial": Text("一机一户", "A terminal belongs to one merchant"),
    "rehearsal.too_many": Text("不超过机构的一证件数", "No more than the provider takes"),
    "rehearsal.address_differs": Text(
        "经营地址与执照地址一致", "The shop's address is the licence's"
    ),
    "rehearsal.branch_of_other_bank": Text("支行属于所填的银行", "The branch is of the bank named"),
    "rehearsal.ends_before_decision": Text("出结果时证件仍有效", "In force on the day of decision"),
    "rehearsal.no_glyph": Text("申请表印得出每个字", "The form can print every character"),
    "rehearsal.not_on_printer": Text("小票打得出店名", "Terminals can print the name"),
    "rehearsal.rare_on_printer": Text("老机具也打得出店名", "Older terminals can print it too"),
    "rehearsal.rare_in_elements": Text("银行登记的写法一致", "The bank writes the name alike"),
    "rehearsal.face_check": Text("人脸认证有准备", "Prepared for the face check"),
    "rehearsal.elements_check": Text("三要素当面读过", "The three elements read aloud"),
    "rehearsal.odd_dot": Text("间隔号用“·”", "The dot is that of the document"),
    "rehearsal.compatibility": Text("不用兼容编码的字", "No compatibility characters"),
    "rehearsal.private_use": Text("不用造字区的字", "No private-use characters"),
    "rehearsal.picture_too_large": Text("图片不超过机构的大小", "Pictures as small as taken"),
    "rehearsal.picture_format": Text("图片是机构收的格式", "Pictures in a format taken"),
    "rehearsal.picture_few_pixels": Text("图片够机构要的像素", "Pictures of pixels enough"),
    "rehearsal.picture_elsewhere": Text("店铺照片不与别家共用", "No picture of another shop"),
    "rehearsal.document_missing": Text("材料齐全", "Every document is there"),
    "rehearsal.unanswered": Text("必填项齐全", "Every answer is there"),
    "acquirer.too_long": Text("不超过接口的长度", "As short as the interface takes"),
    "acquirer.too_short": Text("不短于接口的长度", "As long as the interface wants"),
    "acquirer.missing": Text("接口必填的都有", "All that the interface requires"),
    "acquirer.no_word": Text("接口有对应的写法", "The interface has a word for it"),
    "review.not_corrected": Text("退回的原因逐条改正", "Every reason of a return corrected"),
}
MATRIX = "收单机构材料清单"
PACK = "所选服务商的资料包（写明出处）"
INTERFACE = "所选机构的接口文档"
SOURCES: Mapping[str, str] = {
    "rehearsal.twin_person": twins.SAME_CASE,
    "rehearsal.twin_licence": twins.SAME_CASE,
    "rehearsal.twin_account": twins.SAME_CASE,
    "rehearsal.twin_serial": twins.SAME_TERMINAL,
    "rehearsal.too_many": twins.PER_PERSON,
    "rehearsal.address_differs": shop.ADDRESS,
    "rehearsal.branch_of_other_bank": branch.SOURCE,
    "rehearsal.ends_before_decision": decision_day.SOURCE,
    "rehearsal.no_glyph": characters.FORM,
    "rehearsal.not_on_printer": characters.PRINTER,
    "rehearsal.rare_on_printer": characters.PRINTER,
    "rehearsal.rare_in_elements": characters.FORM,
    "rehearsal.face_check": online.SOURCE,
    "rehearsal.elements_check": online.SOURCE,
    "rehearsal.odd_dot": characters.DOTS,
    "rehearsal.compatibility": characters.FORM,
    "rehearsal.private_use": characters.FORM,
    "rehearsal.picture_too_large": PACK,
    "rehearsal.picture_format": PACK,
    "rehearsal.picture_few_pixels": PACK,
    "rehearsal.picture_elsewhere": pictures.OTHER_SHOP,
    "rehearsal.document_missing": MATRIX,
    "rehearsal.unanswered": MATRIX,
    "acquirer.too_long": INTERFACE,
    "acquirer.too_short": INTERFACE,
    "acquirer.missing": INTERFACE,
    "acquirer.no_word": INTERFACE,
    "review.not_corrected": shop.AGAIN,
}
"""What each of them rests on."""
REMARKS = (
    "rehearsal.twin_person",
    "rehearsal.twin_licence",
    "rehearsal.no_glyph",
    "rehearsal.rare_on_printer",
    "rehearsal.rare_in_elements",
    "rehearsal.face_check",
    "rehearsal.elements_check",
    "acquirer.no_word",
)
"""Those of them that are, or may be, for information only."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """A rule whose remark a branch may take for a warning."""

    code: str
    about: Text
    """What it demands."""
    reason: str
    """Code of the codebook, or of the step, that it stands for."""


def choosable(flow: Flow) -> tuple[Choosable, ...]:
    """Every rule that only remarks, in the order of the questions, then the rehearsal's own."""
    found = {code: about for code, about, _ in _remarks(flow)} | {c: OWN[c] for c in REMARKS}
    steps = {code: step for code, _, step in _remarks(flow)}
    return tuple(
        Choosable(code, about, saying_of(code, steps.get(code, "")).code)
        for code, about in found.items()
    )


def choosable_for(flow: Flow, reason: str) -> tuple[Choosable, ...]:
    """Those that speak of one reason of the codebook."""
    codes = rules_of(reason)
    return tuple(one for one in choosable(flow) if one.code in codes)


def about(flow: Flow, code: str) -> Text:
    """What a rule demands; the code itself where this program does not know it any more."""
    known = {one.code: one.about for one in choosable(flow)}
    return known.get(code) or OWN.get(code) or Text(code, code)


def _remarks(flow: Flow) -> Iterator[tuple[str, Text, str]]:
    for step in flow.steps_until(Milestone.APPLICATION):
        parts: list[type[Part]] = [step, *(f.row for f in step.fields if f.row)]
        for check in (c for part in parts for c in part.all_checks):
            if _is_remark(check):
                yield check.rule.code, check.rule.about, step.key


def _is_remark(check: Check) -> bool:
    return check.rule.level is Level.INFORMATION
