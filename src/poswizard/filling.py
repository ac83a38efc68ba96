"""A draft filled from an answers file: read strictly, its pictures taken in, merged, stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from poswizard.documents.demand import demand_for, read_kind_for
from poswizard.documents.examination import Bench, Examined, examine, with_reading
from poswizard.documents.intake import Intake
from poswizard.documents.page import Page as TakenPage
from poswizard.documents.reading.fact import DocumentKind, Reading
from poswizard.documents.reading.failure import ReadingError
from poswizard.documents.reading.reader import Reader
from poswizard.documents.refusal import IntakeError
from poswizard.documents.workbench import Workbench
from poswizard.forms.answers import Answers, Json
from poswizard.forms.field import Field
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.rich_kinds import Document, Page, Signature, Signed
from poswizard.office import Office
from poswizard.package.strict_json import strict_json_file
from poswizard.storage.errors import NotFoundError
from poswizard.text import Text
from poswizard.wizard.answers_file import AnswersFile, Remark, answers_file, bound, names_files
from poswizard.wizard.drafts import dumps, from_documents, to_documents
from poswizard.wizard.flow import Flow
from poswizard.wizard.summaries import summary_of
from poswizard.wizard.summary import ListedApplication, Summary

Documents = dict[str, dict[str, Json]]

_OUTSIDE = Text(
    "“{0}”不在答案文件所在的文件夹里，没有读取。请把图片放到同一文件夹或其子文件夹，用相对路径。",
    '"{0}" lies outside the folder of the answers file and was not read. Put it in that folder or below it.',
)
_REFUSED = Text("文件“{0}”没有采用：{1}", 'File "{0}" was not taken: {1}')
_NO_PICTURE = Text(
    "第 {0} 页只有编号，没有图片：资料库里没有这张图，也没有写“file”。请补上图片文件。",
    'Page {0} has a digest but no picture: the store does not hold it and no "file" is named. Add the file.',
)

_KNOWN_OF_COPIES = ("taken_on", "looks", "findings", "kind")


class Shelf(Protocol):
    """Where taken pictures go."""

    def put(self, data: bytes, media_type: str) -> str:
        """Keep bytes; their SHA-256."""
        ...

    def size(self, digest: str) -> int:
        """How many bytes are kept under a digest; raises `NotFoundError`."""
        ...


class NoShelf:
    """Looks at pictures without keeping them, to check a file where no store is open."""

    def put(self, data: bytes, media_type: str) -> str:
        """The digest only."""
        return hashlib.sha256(data).hexdigest()

    def size(self, digest: str) -> int:
        """Nothing is ever there."""
        raise NotFoundError


class DocumentReader(Protocol):
    """Of `documents.reading.reader.Reader`, what is needed here."""

    def read(self, picture: bytes, kind: DocumentKind) -> Reading:
        """What a picture of such a document says; raises `ReadingError`."""
        ...


@dataclass(frozen=True, slots=True)
class Workers:
    """The processes in which outside files are opened, pictures straightened and measured, and read."""

    intake: Intake
    bench: Bench
    reader: DocumentReader


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a file: the answers, and what of it was not taken as it stands."""

    answers: Answers
    remarks: tuple[Remark, ...]
    number: str = ""
    """Of the draft; empty if nothing was stored."""


def read_answers_file(flow: Flow, path: Path, shelf: Shelf, workers: Workers) -> AnswersFile:
    """The file with its pictures taken in, ready to be merged into a draft.

    A picture given by its path is straightened, judged and read as in the window. One that a package
    encloses is as it was sent: what was found in it then goes with it.
    Raises `JsonError` or `UnreadableError` (more than 5 MB, a key twice, not JSON), or
    `AnswersFileError`. Whatever else is wrong is a remark.
    """
    read = answers_file(flow, strict_json_file(path))
    taking = _Taking(path.resolve().parent, shelf, workers)
    documents: Documents = {}
    for key, document in read.documents.items():
        step = flow.step(key)
        fields = {field.name: field for field in step.fields} if step else {}
        documents[key] = {
            name: taking.answer(fields[name], stated) if name in fields else stated
            for name, stated in document.items()
        }
    return AnswersFile(documents, read.reasons, (*read.remarks, *taking.remarks))


def checked(flow: Flow, path: Path, today: date) -> Filled:
    """The answers of a file that is only looked at; no store is needed and nothing is kept."""
    with Intake() as intake, Workbench() as bench, Reader() as reader:
        read = read_answers_file(flow, path, NoShelf(), Workers(intake, bench, reader))
    answers = from_documents(flow, _merged({}, read.documents))
    return Filled(bound(flow, answers, read.reasons, today), read.remarks)


def fill(office: Office, path: Path, number: str = "") -> Filled:
    """Make a draft of a file, or update the one of this number; nothing of the file is refused.

    An answer of the file replaces that of the draft, `null` takes it back, the others stay.
    Raises what `read_answers_file` does, or a `StorageError`.
    """
    flow, today = office.flow, office.today()
    listed = office.applications.find(number) if number else None
    workers = Workers(office.intake, office.workbench, office.reader)
    read = read_answers_file(flow, path, office.scans, workers)
    if listed is None:
        listed = office.applications.new(_first_summary(flow), office.operator)
    stored = office.applications.load(listed.id)
    before: Documents = {key: json.loads(data) for key, data in stored.steps.items()}
    answers = from_documents(flow, _merged(before, read.documents))
    answers = bound(flow, answers, read.reasons, today)
    _store(office, stored.listed, before, answers)
    return Filled(answers, read.remarks, listed.number)


def _first_summary(flow: Flow) -> Summary:
    first = flow.steps[0]
    return Summary(phase=flow.phase_of(first).key, step=first.key)


def _store(office: Office, listed: ListedApplication, before: Documents, answers: Answers) -> None:
    flow, after = office.flow, to_documents(office.flow, answers)
    changed = {
        key: dumps(after.get(key, {}))
        for key in {**before, **after}
        if before.get(key, {}) != after.get(key, {})
    }
    summary = summary_of(flow, answers, office.today(), listed.number)
    fields = [field.key for field in flow.fields if _named(before, field) != _named(after, field)]
    office.applications.save(listed.id, listed.version, changed, summary, fields, office.operator)


def _named(documents: Documents, field: Field[Any]) -> Json:
    key, name = field.key.split(".", 1)
    return documents.get(key, {}).get(name)


def _merged(before: Documents, new: Mapping[str, Mapping[str, Json]]) -> Documents:
    merged = {key: dict(document) for key, document in before.items()}
    for key, document in new.items():
        old = merged.setdefault(key, {})
        old |= document
        for name in [name for name, stated in old.items() if stated is None]:
            del old[name]
    return merged


class _Taking:
    """Takes in the files that answers name, each looked at by the picture reader."""

    def __init__(self, folder: Path, shelf: Shelf, workers: Workers) -> None:
        self._folder, self._shelf, self._workers = folder, shelf, workers
        self.remarks: list[Remark] = []

    def answer(self, field: Field[Any], stated: Json) -> Json:
        """The answer in its stored form, without the pages that could not be had."""
        if isinstance(field, Document) and (names_files(stated) or isinstance(stated, list)):
            return self._pages(field, stated if isinstance(stated, list) else [stated])
        if isinstance(field, Signature) and names_files(stated):
            return self._signed(field, stated)
        return stated

    def _pages(self, field: Document, items: list[Json]) -> Json:
        pages: list[Json] = []
        for number, item in enumerate(items, 1):
            if isinstance(item, str):
                examined = (self._examined(field, page) for page in self._read(field, item))
                pages += field.to_json(tuple(examined))
            elif isinstance(item, dict) and "scan" in item:
                pages += self._enclosed(field, number, item)
            else:
                return items  # no page at all: kept whole, and called unreadable
        return pages

    def _enclosed(self, field: Document, number: int, page: dict[str, Json]) -> list[Json]:
        """A page as a package states it: what the store holds is not read again."""
        plain = {name: value for name, value in page.items() if name != "file"}
        if self._is_kept(page["scan"]):
            return [plain]
        if isinstance(page.get("file"), str):
            return self._sent(field, page["file"], plain)
        self.remarks.append(Remark(field.key, "picture_missing", _NO_PICTURE.format(number)))
        return []

    def _sent(self, field: Document, path: str, stated: dict[str, Json]) -> list[Json]:
        """The copy in a package, which has lost its date; it was judged before it was sent."""
        kept = field.to_json(tuple(self._kept(Examined(p, p)) for p in self._read(field, path)))
        known = {name: stated[name] for name in _KNOWN_OF_COPIES if name in stated}
        return [known | page for page in kept] if len(kept) == 1 else kept

    def _examined(self, field: Document, taken: TakenPage) -> Page:
        """The page straightened, judged, and read if it is of a kind that can be read."""
        examined = examine(self._workers.bench, taken, demand_for(field))
        page, kind = self._kept(examined), read_kind_for(field)
        if kind is None:
            return page
        try:
            return with_reading(page, self._workers.reader.read(examined.page.data, kind))
        except ReadingError:
            return page  # it can still be looked at: reading only spares typing

    def _signed(self, field: Signature, stated: Json) -> Json:
        said = stated if isinstance(stated, dict) else {"file": stated}
        plain = {name: value for name, value in said.items() if name != "file"}
        if self._is_kept(plain.get("scan")):
            return plain
        pages = self._read(field, said["file"]) if isinstance(said["file"], str) else []
        if not pages:
            return None
        scan = self._shelf.put(_as_png(pages[0].data), "image/png")
        now = datetime.now(CHINA_TIME).replace(microsecond=0)
        return field.to_json(Signed(scan, now)) | plain | {"scan": scan}

    def _read(self, field: Field[Any], path: str) -> list[TakenPage]:
        try:
            return self._workers.intake.take_file(self._inside(path))
        except IntakeError as error:
            words = _REFUSED.format(path, error.text)
            self.remarks.append(Remark(field.key, f"file.{error.reason.value}", words))
        except ValueError:
            self.remarks.append(Remark(field.key, "file.outside", _OUTSIDE.format(path)))
        return []

    def _inside(self, path: str) -> Path:
        """The file below the folder; raises `ValueError` for one elsewhere.

        An answers file may come from outside: it must not be able to name other people's pictures.
        """
        file = (self._folder / path.replace("\\", "/")).resolve()
        file.relative_to(self._folder)
        return file

    def _is_kept(self, digest: Json) -> bool:
        try:
            return isinstance(digest, str) and self._shelf.size(digest) > 0
        except NotFoundError:
            return False

    def _kept(self, examined: Examined) -> Page:
        for picture in examined.pictures():
            self._shelf.put(picture.data, picture.media_type)
        return examined.kept()


def _as_png(jpeg: bytes) -> bytes:
    """A signature's kind of picture, of one that our own picture reader has encoded."""
    from PIL import Image

    png = BytesIO()
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as image:
        image.save(png, "PNG")
    return png.getvalue()
