"""A pile of printed pages that came back signed: what each page is, whether it may be filed, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from poswizard.documents.page import Page
from poswizard.documents.page_code import CONSENT_SHEET, PageCode
from poswizard.documents.quad import Quad
from poswizard.text import Text, Vocabulary


class Verdict(Vocabulary):
    """What becomes of a page; the hint says what to do."""

    FITS = "fits", Text("可以归档", "To be filed")
    UNSIGNED = (
        "unsigned",
        Text("签字处没有看到签名", "No signature is seen where it belongs"),
        Text(
            "请看图：确已签名就勾选归档；没签就请申请人补签后再扫",
            "Look at it: tick it if it is signed after all, else have it signed and scan it again",
        ),
    )
    CHANGED = (
        "changed",
        Text("打印之后申请内容改过", "The application was changed after this was printed"),
        Text("请重新打印，请申请人看过再签", "Print it again and have it read and signed again"),
    )
    OLD_REVISION = (
        "old_revision",
        Text("这是旧版申请表的页", "A page of an older revision"),
        Text("请打印现在的版本，重新签字", "Print the present revision and have that signed"),
    )
    NEWER_REVISION = (
        "newer_revision",
        Text("这一页的版本比本机的新", "A page of a newer revision than this computer has"),
        Text("请在打印它的电脑上归档", "File it on the computer that printed it"),
    )
    UNKNOWN = (
        "unknown",
        Text("本机没有这份申请", "This computer has no such application"),
        Text("请核对编号，在办理它的电脑上归档", "Check the number; file it where it was made"),
    )
    NOT_ON_PAPER = (
        "not_on_paper",
        Text("这份申请没有选纸上签字", "This application is not signed on paper"),
        Text(
            "需要时先改成纸上签：申请表在“基本情况”，同意书在“告知与同意”",
            'To sign on paper, choose so first: for the form under "Basics", for the consent under "Notice and consent"',
        ),
    )
    OTHER_SHEET = (
        "other_sheet",
        Text("这是回执或交接单，不用归档", "A receipt or cover sheet, which is not filed"),
        Text("交给收件人", "It goes to whoever it is for"),
    )
    NO_DIGEST = (
        "no_digest",
        Text("页上没有内容摘要，无法确认内容", "The page does not say what content it has"),
        Text("请用现在的程序重新打印、签字", "Print and sign it again with this program"),
    )
    TWICE = (
        "twice",
        Text("这一页扫了两次", "This page was scanned twice"),
        Text("已用更完整的一张", "The better one is taken"),
    )
    NO_CODE = (
        "no_code",
        Text("没有读到页角的二维码", "No code is read in the page's corner"),
        Text(
            "确认放的是打印页正面、右上角没有被遮住，再扫一次",
            "Check that it is the printed front, its upper right corner uncovered, and scan again",
        ),
    )

    @property
    def files(self) -> bool:
        """The page is filed without further ado."""
        return self is Verdict.FITS

    @property
    def may_be_overruled(self) -> bool:
        """Whoever has looked at the page may file it all the same."""
        return self is Verdict.UNSIGNED


@dataclass(frozen=True, slots=True)
class SignedInk:
    """What was seen in the signing area."""

    area: float
    """Square millimetres of strokes."""
    red: float
    """Square millimetres of red: seal or fingerprint; 0 in a grey scan."""
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One picture of the pile."""

    source: Page
    """As it came in."""
    code: PageCode | None = None
    page: Page | None = None
    """Put straight."""
    quad: Quad | None = None
    """The paper's corners in the source."""
    marks: int = 0
    """How many of the three marks of its corners were found."""
    ink: SignedInk | None = None
    """None on a page without a signing area."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a page of an application must be now to be filed to it."""

    number: str
    revision: int
    """Which is printed now."""
    digest: str
    """As a code has it."""
    on_paper: bool
    """The applicant signs this on paper."""
    of: str = ""
    """Whose application it is, in words for the clerk."""
    sheet: str = ""
    """Which of its sheets, as a code has it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A page and what becomes of it."""

    sheet: Sheet
    verdict: Verdict
    expected: Expected | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """All pages of one application's form, or of its consent, in a pile."""

    expected: Expected
    pages: tuple[Judged, ...]
    """In order, each once: those that fit, and the unsigned."""
    of: int
    """Pages of the whole form."""

    @property
    def missing(self) -> tuple[int, ...]:
        """Pages of the form that are not in the pile."""
        here = {judged.sheet.code.page for judged in self.pages if judged.sheet.code}
        return tuple(page for page in range(1, self.of + 1) if page not in here)


@dataclass(frozen=True, slots=True)
class Pile:
    """A pile as it was read: nothing of it is filed yet."""

    pages: tuple[Judged, ...] = ()
    """In the order in which they lay."""
    refused: tuple[tuple[str, Text], ...] = ()
    """Files that could not be read, by name, and why."""


FILED_SHEETS = ("", CONSENT_SHEET)
"""What is signed and comes back: the form and the consent."""

Which = tuple[str, str]
"""An application's number and one of its sheets."""


def judged(
    sheets: Sequence[Sheet], expected: Callable[[str, str], Expected | None]
) -> list[Judged]:
    """A verdict on every page, in the order of the pile; `expected` knows what is signed by number and sheet."""
    codes = [sheet.code for sheet in sheets if sheet.code and sheet.code.sheet in FILED_SHEETS]
    known = {which: expected(*which) for which in dict.fromkeys(map(_which, codes))}
    found = [_judged(sheet, known) for sheet in sheets]
    best = _best(found)
    return [
        Judged(one.sheet, Verdict.TWICE, one.expected) if _is_second(one, best) else one
        for one in found
    ]


def bundles(pile: Iterable[Judged]) -> Iterator[Bundle]:
    """The pages that can be filed, by application and sheet, in the order in which these turn up."""
    together: dict[Which, list[Judged]] = {}
    for one in pile:
        if one.expected and (one.verdict.files or one.verdict.may_be_overruled):
            together.setdefault((one.expected.number, one.expected.sheet), []).append(one)
    for pages in together.values():
        expected, first = pages[0].expected, pages[0].sheet.code
        if expected and first:
            yield Bundle(expected, tuple(sorted(pages, key=_place)), first.of)


def _which(code: PageCode) -> Which:
    return code.number, code.sheet


def _judged(sheet: Sheet, known: Mapping[Which, Expected | None]) -> Judged:
    code = sheet.code
    if code is None:
        return Judged(sheet, Verdict.NO_CODE)
    if code.sheet not in FILED_SHEETS:
        return Judged(sheet, Verdict.OTHER_SHEET)
    expected = known[_which(code)]
    if expected is None:
        return Judged(sheet, Verdict.UNKNOWN)
    return Judged(sheet, _verdict(sheet, code, expected), expected)


def _verdict(sheet: Sheet, code: PageCode, expected: Expected) -> Verdict:
    if code.revision != expected.revision:
        older = code.revision < expected.revision
        return Verdict.OLD_REVISION if older else Verdict.NEWER_REVISION
    if not expected.on_paper:
        return Verdict.NOT_ON_PAPER
    if not code.digest:
        return Verdict.NO_DIGEST
    if code.digest != expected.digest:
        return Verdict.CHANGED
    unsigned = sheet.ink is not None and not sheet.ink.is_signed
    return Verdict.UNSIGNED if unsigned else Verdict.FITS


def _best(found: list[Judged]) -> dict[tuple[Which, int], Judged]:
    """Of pages that were scanned more than once, the signed one, then the one that lies whole."""
    best: dict[tuple[Which, int], Judged] = {}
    for one in found:
        if (at := _key(one)) and (at not in best or _worth(one) > _worth(best[at])):
            best[at] = one
    return best


def _is_second(one: Judged, best: dict[tuple[Which, int], Judged]) -> bool:
    at = _key(one)
    return at is not None and best[at] is not one


def _key(one: Judged) -> tuple[Which, int] | None:
    code = one.sheet.code
    fileable = one.verdict.files or one.verdict.may_be_overruled
    return (_which(code), code.page) if code and fileable else None


def _worth(one: Judged) -> tuple[bool, int, int]:
    return one.verdict.files, one.sheet.marks, one.sheet.source.width


def _place(one: Judged) -> int:
    return one.sheet.code.page if one.sheet.code else 0
