"""Everything checked again from nothing, then the package written, or the list of what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from poswizard import __version__
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Issue
from poswizard.package.application_form import Print, application_form
from poswizard.package.bag_writer import Content, Written, write_bag
from poswizard.package.data_file import PackageId, canonical, data_file, enclosures
from poswizard.package.errors import PackageError
from poswizard.package.json_schema import json_schema
from poswizard.package.review_file import review_file
from poswizard.package.watch import Cancelled, Progress, never, silent
from poswizard.text import Text
from poswizard.wizard.flow import Flow
from poswizard.wizard.progress import open_issues


class IncompleteError(PackageError):
    """The application is not ready: `issues` says what is missing or wrong, in order."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(
            Text(
                "还有 {0} 处未完成，资料包没有生成", "{0} things are open: no package was written"
            ).format(len(issues)),
        )
        self.issues = issues


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be packed."""

    flow: Flow
    answers: Answers
    package: PackageId
    scan: Callable[[str], bytes]
    """Gives a stored picture by its digest."""


def write_package(
    case: Case, to: Path, today: date, progress: Progress = silent, cancelled: Cancelled = never
) -> Written:
    """Write and verify the package in the folder `to`, or raise `IncompleteError` with every open issue."""
    answers = case.flow.adapted(case.answers)
    if issues := open_issues(case.flow, answers, today, case.package.milestone):
        raise IncompleteError(issues)
    return write_bag(
        to, case.package.name, payload(case, answers, today), info(case, today), progress, cancelled
    )


def payload(case: Case, answers: Answers, today: date) -> Mapping[str, Content]:
    """Every payload file by its path; pictures are fetched when their turn comes."""
    flow, package = case.flow, case.package
    printed = Print(flow, answers, package, today, case.scan)
    files: dict[str, Content] = {
        "data/application.json": canonical(data_file(flow, answers, package, today)),
        "data/application.schema.json": canonical(json_schema(flow)),
        "data/application.pdf": partial(application_form, printed),
        "data/review.json": canonical(review_file(flow, answers, package, today)),
    }
    for enclosure in enclosures(flow, answers, package.milestone):
        files[f"data/{enclosure.path}"] = partial(case.scan, enclosure.scan)
    return files


def info(case: Case, today: date) -> dict[str, str]:
    """What bag-info.txt says."""
    return {
        "Bagging-Date": today.isoformat(),
        "Bag-Software-Agent": f"poswizard {__version__}",
        "External-Identifier": case.package.name,
        "Source-Organization": "poswizard",
    }
