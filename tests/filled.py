"""Answers files for the tests of the command line: whole applications with their pictures beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from poswizard.forms.rich_kinds import Document, Signature
from poswizard.wizard.drafts import to_documents
from tests.package.packed import CASES, FLOW, Packed

Json = Any


def answers_file(folder: Path, kind: str = "sole", **changes: Json) -> Path:
    """A complete application as a file, its pictures below it; `changes` are by `step__field`."""
    packed = CASES[kind]()
    documents = to_documents(FLOW, packed.answers)
    reasons = documents.pop("reasons", {})
    for field in FLOW.fields:
        if isinstance(field, Document | Signature):
            _enclose(folder, packed, documents, field)
    for name, value in changes.items():
        step, _, field_name = name.partition("__")
        documents.setdefault(step, {})[field_name] = value
    return written(folder / f"{kind}.json", {"answers": documents, "reasons": reasons})


def written(file: Path, value: Json) -> Path:
    """A JSON file."""
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return file


def _enclose(folder: Path, packed: Packed, documents: Json, field: Document | Signature) -> None:
    step, name = field.key.split(".")
    stated = documents.get(step, {}).get(name)
    if stated is None:
        return
    (folder / "documents").mkdir(exist_ok=True)
    ending = "jpg" if isinstance(field, Document) else "png"
    for number, page in enumerate(stated if isinstance(stated, list) else [stated], 1):
        page["file"] = f"documents/{field.slot}-{number}.{ending}"
        (folder / page["file"]).write_bytes(packed.scans.pictures[page["scan"]])
