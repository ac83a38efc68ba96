"""What was found wanting in a document's pages, and the reasons for which they are used all the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from poswizard.documents.finding import FindingCode
from poswizard.documents.page import RemarkCode
from poswizard.forms.document_kind import Noticed, Page
from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.ui.widgets.page_findings import FoundOnPage, PageFindings, Wrong

_PICTURE = "picture."
"""Begins the codes of issues that a picture alone is to blame for."""

_SHORT = {
    FindingCode.BLURRED: Text("照片模糊", "Blurred"),
    FindingCode.GLARE: Text("有反光", "Glare"),
    FindingCode.TOO_DARK: Text("太暗", "Too dark"),
    FindingCode.SHADOW: Text("有阴影", "Shadow"),
    FindingCode.TOO_BRIGHT: Text("过亮", "Too bright"),
    FindingCode.TOO_SMALL: Text("字太小", "Print too small"),
    FindingCode.CORNER_CUT: Text("缺角", "Corner cut off"),
    FindingCode.SCREEN: Text("像翻拍屏幕", "Off a screen?"),
    FindingCode.SCREENSHOT: Text("像截屏", "Screen shot?"),
    FindingCode.COPY: Text("像复印件", "Photocopy?"),
    FindingCode.GREYSCALE: Text("黑白照片", "No colour"),
}
_SHORT_REMARKS = {
    RemarkCode.LOW_RESOLUTION: Text("像素偏低", "Few pixels"),
    RemarkCode.GREYSCALE: Text("黑白图片", "No colour"),
}


class DocumentFindings(QObject):
    """Brings the pages' findings and the issues they make together in one note."""

    explained = Signal(object, str)
    """A warning's `Issue`, and the reason written for accepting it."""

    def __init__(self, view: PageFindings, parent: QObject) -> None:
        super().__init__(parent)
        self.view = view
        self._pages: tuple[Page, ...] = ()
        self._issues: list[Issue] = []
        self._failures = 0
        view.reason_given.connect(self._explain)

    @property
    def first(self) -> str:
        """The scan of the first page that was found wanting."""
        return next((page.scan for page in self._pages if page.findings), "")

    def count(self, pages: Sequence[Page]) -> None:
        """Pages have come in: one that is good ends the row of failures."""
        for page in pages:
            self._failures = self._failures + 1 if page.findings else 0

    def show_pages(self, pages: tuple[Page, ...]) -> None:
        """What the document has now."""
        self._pages = pages
        self._show()

    def show_issues(self, issues: list[Issue]) -> list[Issue]:
        """Show those that a picture is to blame for; the others are given back."""
        self._issues = [issue for issue in issues if issue.code.startswith(_PICTURE)]
        self._show()
        return [issue for issue in issues if not issue.code.startswith(_PICTURE)]

    def _show(self) -> None:
        found = [self._found(number, page) for number, page in enumerate(self._pages, 1)]
        self.view.show_findings([each for each in found if each.wrongs], self._failures)

    def _found(self, number: int, page: Page) -> FoundOnPage:
        issues = self._issues_of(page)
        noticed = {found.code for found in page.findings}
        others = [issue for issue in issues if _code(issue) not in noticed]
        wrongs = [wrong for found in page.findings if (wrong := _wrong(found))]
        reasons = dict.fromkeys(issue.reason for issue in issues if issue.reason)
        return FoundOnPage(
            page.scan,
            number if len(self._pages) > 1 else 0,
            (*wrongs, *(Wrong(issue.text, Text("", "")) for issue in others)),
            bool(issues) and all(issue.level is Level.WARNING for issue in issues),
            "；".join(reasons),
        )

    def _issues_of(self, page: Page) -> list[Issue]:
        """Those of its own findings; what no page was found wanting in stands with the first."""
        own = {found.code for found in page.findings}
        every = {found.code for each in self._pages for found in each.findings}
        is_first = page is self._pages[0]
        return [i for i in self._issues if _code(i) in own or (is_first and _code(i) not in every)]

    def _explain(self, scan: str, reason: str) -> None:
        page = next((page for page in self._pages if page.scan == scan), None)
        for issue in self._issues_of(page) if page else ():
            self.explained.emit(issue, reason)


def remark_on(page: Page) -> Text | None:
    """What was found in a page, in few words."""
    for found in page.findings:
        if (code := _finding_code(found)) and code in _SHORT:
            return _SHORT[code]
    known = [code for code in RemarkCode if code.value in page.remarks]
    return _SHORT_REMARKS.get(known[0]) if known and not page.looks else None


def advice_on(page: Page) -> Text | None:
    """The first thing found wanting in a page, and what to do about it."""
    wrong = next((wrong for found in page.findings if (wrong := _wrong(found))), None)
    return wrong and wrong.what + Text("", " ") + wrong.remedy


def _code(issue: Issue) -> str:
    return issue.code.removeprefix(_PICTURE)


def _finding_code(found: Noticed) -> FindingCode | None:
    return next((code for code in FindingCode if code.value == found.code), None)


def _wrong(found: Noticed) -> Wrong | None:
    code = _finding_code(found)
    if code is None:  # found by a newer program
        return None
    return Wrong(code.label.format(f"{found.number:.0f}"), code.hint or Text("", ""))
