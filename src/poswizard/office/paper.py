"""Signed paper that comes back: read in the picture workers, compared with the applications, filed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from poswizard.documents.intake import file_bytes
from poswizard.documents.page import RemarkCode
from poswizard.documents.page_code import CONSENT_SHEET, PRINTED_CODE, shortened
from poswizard.documents.pile import Bundle, Expected, Judged, Pile, Sheet, judged
from poswizard.documents.refusal import MAX_PAGES, MAX_PAGES_TO_CHOOSE, IntakeError, Refusal
from poswizard.forms.document_kind import Document, Page, ReadOff
from poswizard.package.watch import Cancelled, Progress, Watch, never, silent
from poswizard.steps.submission_checks import printed_code
from poswizard.storage.errors import NotFoundError
from poswizard.text import Text
from poswizard.wizard.signing import CONSENT_PAGES, SIGNED_PAGES, sheet_digest

if TYPE_CHECKING:
    from poswizard.documents.page import Page as TakenPage
    from poswizard.office.desk import Draft, Office

MOST_SHEETS = MAX_PAGES_TO_CHOOSE
"""Of one pile; all of it is held in memory until it is filed."""

_TOO_THICK = Text(
    f"一次最多 {MOST_SHEETS} 页，请分几次放入",
    f"At most {MOST_SHEETS} pages at once: put them in by parts",
)

_CONSENT_OF = Text("{0}，同意书", "{0}, consent")


@dataclass(frozen=True, slots=True)
class Filed:
    """Pages of one application, stored and ready to be put to its answers."""

    number: str
    pages: tuple[Page, ...]
    question: str
    """Key of the question they answer."""


class PaperTray:
    """Where signed pages are put. All but `file` is slow: call it beside the window."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def read(
        self,
        sources: Sequence[Path | bytes],
        before: Sequence[Sheet] = (),
        progress: Progress = silent,
        cancelled: Cancelled = never,
    ) -> Pile:
        """A verdict on every page of these pictures and PDF files, and again on those read before.

        Nothing is changed by it.
        """
        self._office.save_now()  # what was typed last counts
        watch = Watch(progress, cancelled)
        sheets = list(before)
        refused = []
        for number, source in enumerate(sources):
            part = watch.part(number / len(sources), (number + 1) / len(sources))
            try:
                sheets += self._sheets(source, MOST_SHEETS - len(sheets), part)
            except IntakeError as error:
                thick = error.reason is Refusal.TOO_MANY_PAGES
                words = _TOO_THICK if thick else error.text
                refused.append((source.name if isinstance(source, Path) else "", words))
        return Pile(tuple(judged(sheets, self.expected)), tuple(refused))

    def expected(self, number: str, sheet: str = "") -> Expected | None:
        """What a signed page of this application must be now; none if the store has no such application."""
        try:
            draft = self._office.find(number)
        except NotFoundError:
            return None
        case, field = self._office.case(draft), self._field(draft, sheet)
        answers = case.flow.adapted(case.answers)
        summary = draft.listed.summary
        of = summary.shop or summary.applicant
        return Expected(
            number=draft.number,
            revision=case.package.revision,
            digest=shortened(sheet_digest(case.flow, answers, draft.number, field.key)),
            on_paper=answers.is_relevant(field),
            of=str(_CONSENT_OF.format(of)) if sheet else of,
            sheet=sheet,
        )

    def keep(self, bundle: Bundle, numbers: Collection[int] | None = None) -> Filed:
        """Store the pages of a bundle that somebody has chosen by their numbers, or else those that fit."""
        pages = [
            one
            for one in bundle.pages
            if (one.verdict.files if numbers is None else _number(one) in numbers)
        ]
        expected = bundle.expected
        question = self._field(self._office.find(expected.number), expected.sheet).key
        return Filed(expected.number, tuple(self._kept(one) for one in pages), question)

    def file(self, draft: Draft, filed: Filed) -> None:
        """Put stored pages to the answers of their application, which is open; called by the window's thread.

        Pages of the same printing that were filed before stay, and those of another are replaced.
        """
        field = cast("Document", self._office.flow.field(filed.question))
        old = draft.session.answers.get(field) or ()
        draft.session.answer(field, merged(old, filed.pages))
        draft.session.save()

    def file_closed(self, filed: Filed) -> None:
        """The same for an application that is not open in the window."""
        self.file(self._office.find(filed.number), filed)

    def _field(self, draft: Draft, sheet: str) -> Document:
        is_consent = sheet == CONSENT_SHEET
        key = CONSENT_PAGES if is_consent else SIGNED_PAGES[self._office.milestone(draft)]
        return cast("Document", self._office.flow.field(key))

    def _sheets(self, source: Path | bytes, room: int, watch: Watch) -> Iterator[Sheet]:
        data = file_bytes(source) if isinstance(source, Path) else source
        intake, bench = self._office.intake, self._office.workbench
        count = intake.page_count(data)
        if count > room:
            raise IntakeError(Refusal.TOO_MANY_PAGES)
        done = 0
        for start in range(0, count, MAX_PAGES):
            numbers = range(start, min(start + MAX_PAGES, count))
            for page in intake.take(data, pages=numbers):
                watch.at(done / count)
                yield bench.sheet(page)
                done += 1

    def _kept(self, one: Judged) -> Page:
        sheet = one.sheet
        page = sheet.page or sheet.source
        for taken in (sheet.source, page):
            self._office.scans.put(taken.data, taken.media_type)
        return _as_answer(sheet, page)


def merged(old: Sequence[Page], new: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of one printing in order, each once; what has no code comes behind them."""
    coded = {code.page: page for page in new if (code := printed_code(page))}
    digests = {code.digest for page in new if (code := printed_code(page))}
    rest = []
    for page in old:
        code = printed_code(page)
        if code is None:
            rest.append(page)
        elif code.digest in digests:
            coded.setdefault(code.page, page)
    return (*(coded[number] for number in sorted(coded)), *rest)


def _as_answer(sheet: Sheet, page: TakenPage) -> Page:
    straight = page.sha256 != sheet.source.sha256
    said = (_said(sheet, page),) if sheet.code else ()
    return Page(
        scan=page.sha256,
        original=page.original_sha256,
        width=page.width,
        height=page.height,
        taken_on=page.taken_on,
        remarks=tuple(r.code.value for r in page.remarks if r.code is not RemarkCode.GREYSCALE),
        master=sheet.source.sha256 if straight else "",
        corners=sheet.quad.points if sheet.quad and straight else (),
        read=said,
    )


def _said(sheet: Sheet, page: TakenPage) -> ReadOff:
    """What the code says stays with the page: which content was signed can be proved later."""
    return ReadOff(
        key=PRINTED_CODE,
        text=str(sheet.code),
        confidence=1.0,
        verified=sheet.ink is None or sheet.ink.is_signed,  # else somebody saw it to be signed
        box=(0, 0, page.width, page.height),
    )


def _number(one: Judged) -> int:
    return one.sheet.code.page if one.sheet.code else 0
