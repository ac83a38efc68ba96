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
from poswizard.package.acquirer_file import acquirer_file
from poswizard.package.application_form import Print, application_form
from poswizard.package.bag_writer import Content, Written, write_bag
from poswizard.package.data_file import (
    Enclosure,
    PackageId,
    canonical,
    data_file,
    enclosures,
)
from poswizard.package.entry_names import ACQUIRER
from poswizard.package.errors import PackageError
from poswizard.package.form_fonts import printable
from poswizard.package.json_schema import json_schema
from poswizard.package.review_file import review_file
from poswizard.package.watch import Cancelled, Progress, never, silent
from poswizard.providers.acquirer_profile import profile_of
from poswizard.text import Text
from poswizard.wizard import amendment
from poswizard.wizard.amendment import Amended
from poswizard.wizard.flow import Flow
from poswizard.wizard.progress import open_issues

DIFFERENCES = "data/differences.json"
"""What differs from the revision before, in a revision made after handing in."""

_ADD_AGAIN = Text("请在那一项删除后重新添加。", "Remove it there and add it again.")


class IncompleteError(PackageError):
    """The application is not ready: `issues` says what is missing or wrong, in order."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(
            Text(
                "还有 {0} 处未完成，资料包没有生成", "{0} things are open: no package was written"
            ).format(len(issues)),
        )
        self.issues = issues


class PictureLostError(PackageError):
    """The store does not give a picture that the answers name.

    `document` says which one, in words; `field_key` is that of the question where it can be added again.
    """

    def __init__(
        self, document: Text, file: str, what_to_do: Text = _ADD_AGAIN, field_key: str = ""
    ) -> None:
        super().__init__(
            Text(
                "“{0}”的图片（{1}）读不出来，资料包没有生成。{2}",
                'The picture of "{0}" ({1}) cannot be read: no package was written. {2}',
            ).format(document, file, what_to_do)
        )
        self.args = (document, file, what_to_do, field_key)  # what makes it anew in another process
        self.document, self.file, self.field_key = document, file, field_key


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be packed."""

    flow: Flow
    answers: Answers
    package: PackageId
    scan: Callable[[str], bytes]
    """Gives a stored picture by its digest; raises `LookupError`, or an error with words, if it cannot."""
    amended: Amended | None = None
    """What a revision made after handing in says of itself."""
    accepted: tuple[Issue, ...] = ()
    """Warnings of the rehearsal that go along with a reason, for the reviewer."""


def write_package(
    case: Case, to: Path, today: date, progress: Progress = silent, cancelled: Cancelled = never
) -> Written:
    """Write and verify the package in the folder `to`, or raise `IncompleteError` with every open issue."""
    answers = case.flow.adapted(case.answers)
    if issues := open_issues(case.flow, answers, today, case.package.milestone):
        raise IncompleteError(issues)
    return write_bag(
        to,
        case.package.name,
        payload(case, answers, today),
        info(case, answers, today),
        progress,
        cancelled,
    )


def payload(case: Case, answers: Answers, today: date) -> Mapping[str, Content]:
    """Every payload file by its path; pictures are fetched when their turn comes."""
    flow, package = case.flow, case.package
    printed = to_print(case, answers, today)
    files: dict[str, Content] = {
        "data/application.json": canonical(data_file(flow, answers, package, today)),
        "data/application.schema.json": canonical(json_schema(flow)),
        "data/application.pdf": partial(application_form, printed),
        "data/review.json": canonical(review_file(flow, answers, package, today, case.accepted)),
    }
    if case.amended is not None:
        said = amendment.to_json(case.amended, package.number, package.revision)
        files[DIFFERENCES] = canonical(said)
    files |= _in_acquirers_words(case, answers)
    for enclosure in enclosures(flow, answers, package.milestone):
        files[f"data/{enclosure.path}"] = partial(_picture, case, enclosure)
    return files


def to_print(case: Case, answers: Answers, today: date) -> Print:
    """What the printed form is made of."""
    package = case.package
    names = {one.scan: one for one in enclosures(case.flow, answers, package.milestone)}

    def picture(scan: str) -> bytes:
        return _picture(case, names[scan])

    return Print(case.flow, answers, package, today, picture, case.amended, case.accepted)


def _in_acquirers_words(case: Case, answers: Answers) -> Mapping[str, Content]:
    """The entry for the chosen provider's interface, if that is known."""
    profile = profile_of(case.package.provider)
    if profile is None:
        return {}
    written = acquirer_file(profile, case.flow, answers, case.package)
    return {f"{ACQUIRER}{profile.key}.json": canonical(written)}


def _picture(case: Case, enclosure: Enclosure) -> bytes:
    """The bytes as stored, never made anew."""
    try:
        return case.scan(enclosure.scan)
    except Exception as error:
        # not there, or something that its store can say in words; anything else is a bug and stays one
        words = _ADD_AGAIN if isinstance(error, LookupError) else getattr(error, "text", None)
        if not isinstance(words, Text):
            raise
        field = enclosure.field
        raise PictureLostError(field.label, enclosure.name, words, field.key) from error


def info(case: Case, answers: Answers, today: date) -> dict[str, str]:
    """What bag-info.txt says: no name of a person, only that of the organisation that made the package."""
    stated = {
        "Bagging-Date": today.isoformat(),
        "Bag-Software-Agent": f"poswizard {__version__}",
    }
    question = case.flow.field("consent.operator_organisation")
    value = answers.get(question) if question else None
    organisation = " ".join(printable(str(value or "")).split())
    return stated | ({"Source-Organization": organisation} if organisation else {})
