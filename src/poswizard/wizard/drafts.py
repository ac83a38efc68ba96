"""Answers as stored: one JSON document for each step, and back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from poswizard.forms.answers import Answers, Json, Raw, Reason, Seen
from poswizard.forms.field import Field
from poswizard.forms.step import Step
from poswizard.wizard.flow import Flow

REASONS = "reasons"
"""The document that holds why warnings are accepted; no step may have this key."""
SEEN = "seen"
"""The document that holds what was seen when something was signed; no step may have this key either."""


def to_documents(
    flow: Flow, answers: Answers, keys: Iterable[str] | None = None
) -> dict[str, dict[str, Json]]:
    """The documents of these steps, or of all that hold anything; hidden and unknown answers too."""
    wanted = set(keys) if keys is not None else None
    documents: dict[str, dict[str, Json]] = {}
    for step in flow.steps:
        if wanted is None or step.key in wanted:
            document = step_to_json(step, answers)
            if document or wanted is not None:
                documents[step.key] = document
    foreign = {k: dict(v) for k, v in answers.foreign.items() if flow.step(k) is None}
    documents |= foreign if wanted is None else {}
    if answers.reasons if wanted is None else REASONS in wanted:
        documents[REASONS] = {
            key: {"text": reason.text, "about": reason.about}
            for key, reason in answers.reasons.items()
        }
    if answers.seen if wanted is None else SEEN in wanted:
        documents[SEEN] = {
            key: {"by": list(seen.by), "content": dict(seen.content)}
            for key, seen in answers.seen.items()
        }
    return documents


def step_to_json(step: type[Step], answers: Answers) -> dict[str, Json]:
    """All that a step holds, by field name, without its key's prefix."""
    known = {
        field.name: value.json if isinstance(value, Raw) else field.to_json(value)
        for field in step.fields
        if (value := answers.stored(field)) is not None
    }
    return known | dict(answers.foreign.get(step.key, {}))


def from_documents(flow: Flow, documents: Mapping[str, Mapping[str, Json]]) -> Answers:
    """The answers stored in these documents; nothing in them is lost, whatever its form."""
    values: dict[Field[Any], Any] = {}
    foreign: dict[str, dict[str, Json]] = {}
    for key, document in documents.items():
        step = flow.step(key)
        if key in (REASONS, SEEN):
            continue
        if step is None:
            foreign[key] = dict(document)
        elif unknown := _read_step(step, document, values):
            foreign[key] = unknown
    reasons = {
        key: Reason(str(item.get("text", "")), str(item.get("about", "")))
        for key, item in documents.get(REASONS, {}).items()
        if isinstance(item, Mapping)
    }
    stored = documents.get(SEEN, {}).items()
    seen = {key: found for key, item in stored if (found := _read_seen(item))}
    return flow.adapted(Answers(values, reasons=reasons, seen=seen, foreign=foreign))


def dumps(document: Json) -> str:
    """A document as text: compact, sorted, every character as itself."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _read_seen(item: Json) -> Seen | None:
    match item:
        case {"by": list(by), "content": dict(content)}:
            return Seen(tuple(map(str, by)), {str(path): str(one) for path, one in content.items()})
        case _:
            return None


def _read_step(
    step: type[Step], document: Mapping[str, Json], values: dict[Field[Any], Any]
) -> dict[str, Json]:
    unknown: dict[str, Json] = {}
    fields = {field.name: field for field in step.fields}
    for name, stored in document.items():
        field = fields.get(name)
        if field is None:
            unknown[name] = stored
        elif field.calculated is None:  # what can be worked out is never read
            value = field.from_json(stored)
            if not field.is_empty(value):
                values[field] = value
    return unknown
