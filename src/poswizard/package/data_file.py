"""The answers as the package's data file, and the list of files that they speak of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from poswizard import __version__
from poswizard.forms.answers import Answers, Json
from poswizard.forms.document_kind import without_readings
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document, Rows, Signature
from poswizard.forms.step import Milestone, Part, Step
from poswizard.package.verify import FORMAT_NAME, FORMAT_VERSION
from poswizard.wizard.flow import Flow


@dataclass(frozen=True, slots=True)
class PackageId:
    """What a package is called: `A-2026-000128` and its revision from 1; and what it must be complete for."""

    number: str
    revision: int
    milestone: Milestone
    provider: str = ""
    """Key of the provider's pack."""
    pack_version: str = ""
    """Version of that pack."""

    @property
    def name(self) -> str:
        """Name of the package's top folder and file: `A-2026-000128-r1`."""
        return f"{self.number}-r{self.revision}"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One file of the package beside the data: a page of a document, or a signature."""

    field: Field[Any]
    path: str
    """Below `data/`: `documents/ID_FRONT-1.jpg`."""
    scan: str
    """SHA-256 of the bytes in the store."""

    @property
    def name(self) -> str:
        """The file's own name: `ID_FRONT-1.jpg`."""
        return self.path.rpartition("/")[2]


def data_file(flow: Flow, answers: Answers, package: PackageId, today: date) -> dict[str, Json]:
    """Every relevant answer up to the milestone, by step and field; hidden ones stay out.

    A picture goes with what it was found wanting in, for the reviewer to see. What was read off it stays
    behind: it says again what the answers say, and personal data are not to be had twice.
    """
    steps = relevant_steps(flow, answers, package.milestone)
    return {
        "format": {"name": FORMAT_NAME, "version": FORMAT_VERSION},
        "number": package.number,
        "revision": package.revision,
        "milestone": package.milestone.value,
        "program": __version__,
        "provider_pack": {"key": package.provider, "version": package.pack_version},
        "answers": {step.key: exported(step, answers) for step in steps},
        "reasons": {
            issue.reason_key: {"text": issue.reason, "about": issue.text.zh}
            for step in steps
            for issue in step.issues(answers, today)
            if issue.reason
        },
    }


def relevant_steps(flow: Flow, answers: Answers, milestone: Milestone) -> list[type[Step]]:
    """The steps of this application up to a milestone."""
    return [step for step in flow.steps_until(milestone) if step.relevant.holds(answers)]


def exported(part: type[Part], answers: Answers) -> dict[str, Json]:
    """The understood answers to the relevant questions of a step or row."""
    found: dict[str, Json] = {}
    for field in part.relevant_fields(answers):
        value = answers.get(field)
        if value is not None:
            found[field.name] = _exported_value(field, value, answers)
    return found


def enclosures(flow: Flow, answers: Answers, milestone: Milestone) -> Iterator[Enclosure]:
    """The files that the data file names, in the order of the questions."""
    for step in relevant_steps(flow, answers, milestone):
        for field in step.relevant_fields(answers):
            value = answers.get(field)
            if value is not None:
                yield from enclosures_of(field, value)


def enclosures_of(field: Field[Any], value: Any) -> Iterator[Enclosure]:
    """The files of one answer: the pages of a document, the picture of a signature."""
    if isinstance(field, Document):
        for number, page in enumerate(value, start=1):
            yield Enclosure(field, f"documents/{field.slot}-{number}.jpg", page.scan)
    elif isinstance(field, Signature):
        yield Enclosure(field, f"documents/{field.slot}-1.png", value.scan)


def canonical(document: Mapping[str, Json]) -> bytes:
    """JSON as bytes, the same for the same content: sorted, indented, UTF-8, one line feed at the end."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1)
    return text.encode() + b"\n"


def _exported_value(field: Field[Any], value: Any, answers: Answers) -> Json:
    if isinstance(field, Rows):
        return [exported(field.questions, row.within(answers)) for row in value]
    stored = field.to_json(value)
    files = [enclosure.path for enclosure in enclosures_of(field, value)]
    if isinstance(field, Document):
        pages = zip(without_readings(stored), files, strict=True)
        return [page | {"file": file} for page, file in pages]
    return stored | {"file": files[0]} if isinstance(field, Signature) else stored
