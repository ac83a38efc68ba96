"""The consent as a sheet of its own, to be read and signed on paper, with the code by which it is filed again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from poswizard.documents.page_code import CONSENT_SHEET, PageCode, shortened
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.kinds import Tick
from poswizard.forms.step import Heading
from poswizard.package.application_form import Print, page_code
from poswizard.package.form_items import item
from poswizard.package.sheets import BLANK_DATE
from poswizard.package.typesetting import Words, note_on_missing, typeset
from poswizard.steps.understanding import Consent
from poswizard.text import shown_in
from poswizard.wizard.signing import CONSENT_PAGES, is_in_sight, sheet_digest

_TITLE = "个人信息处理告知书和同意书"
_SUBTITLE = "看清、问清再签；不同意可以不签"
_TO_SIGN = "以上内容已向我宣读，我已知晓；勾选的各项由我自愿同意，可以随时撤回。"


def consent_sheet(printed: Print) -> bytes:
    """The notice, each point that is agreed to, and where to sign, as PDF/A-2b; the same content gives the same bytes.

    Personal Information Protection Law, articles 14, 17, 23, 29 and 30.
    """
    package = printed.package
    digest = sheet_digest(printed.flow, printed.answers, package.number, CONSENT_PAGES)
    code = PageCode(package.number, package.revision, 1, CONSENT_SHEET, digest=shortened(digest))
    with shown_in("zh"):
        words = sheet_words(printed)
    return typeset("sheet", words, partial(page_code, code))


def sheet_words(printed: Print) -> Words:
    """Every word of the sheet, in the order of the questions."""
    package, today = printed.package, printed.today
    words = {
        "title": _TITLE,
        "subtitle": _SUBTITLE,
        "number": package.number,
        "revision": f"第 {package.revision} 版",
        "made": [today.year, today.month, today.day],
        "blocks": [
            *_blocks(printed.answers),
            {"kind": "text", "words": _TO_SIGN},
            {
                "kind": "signing",
                "areas": [_area("同意人签名", "按指印"), _area("经办机构", "业务章")],
            },
        ],
    }
    return words | {"note": note_on_missing(words)}


def _blocks(answers: Answers) -> Iterator[Words]:
    """Each heading with its words, and under it what is answered, as on the screen."""
    heading, items = "", list[Words]()
    for statement in Consent.parts:
        if not isinstance(statement, Heading):
            value = answers.get(statement)
            if value is not None and is_in_sight(statement):
                items.append(_with_effect(statement, item(statement, value, answers)))
            continue
        yield from _table(heading, items)
        heading, items = statement.text.zh, []
        if statement.hint is not None:
            yield {"kind": "title", "words": heading}
            yield {"kind": "text", "words": statement.hint.zh}
            heading = ""
    yield from _table(heading, items)


def _with_effect(question: Field[Any], one: Words) -> Words:
    """A point to agree to, with what is to be known of it first."""
    hint = question.hint if isinstance(question, Tick) else None
    return one if hint is None else one | {"label": f"{one['label']}（{hint.zh}）"}


def _table(heading: str, items: list[Words]) -> Iterator[Words]:
    if items:
        yield {"kind": "pairs", "head": heading, "items": items}


def _area(label: str, seal: str) -> Words:
    return {"label": label, "seal": seal, "small": True, "file": "", "date": BLANK_DATE}
