"""JSON Schema (2020-12) of the data file, read off the steps."""

from __future__ import annotations

from typing import Any

from poswizard.forms.condition import ALWAYS
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Milestone, Step
from poswizard.package.verify import FORMAT_NAME, FORMAT_VERSION
from poswizard.providers import catalogue
from poswizard.text import Text
from poswizard.wizard.flow import Flow

Schema = dict[str, Any]


def json_schema(flow: Flow) -> Schema:
    """What `data/application.json` may look like; conditional demands are the program's to check."""
    text: Schema = {"type": "string"}
    omitted = _omitted(flow)
    reason = _closed({"text": text, "about": text}, ["text", "about"])
    properties: Schema = {
        "format": _closed(
            {"name": {"const": FORMAT_NAME}, "version": {"const": FORMAT_VERSION}},
            ["name", "version"],
        ),
        "number": {"type": "string", "pattern": r"^A-\d{4}-\d{6}$"},
        "revision": {"type": "integer", "minimum": 1},
        "milestone": {"enum": [milestone.value for milestone in Milestone]},
        "program": text,
        "provider_pack": _closed({"key": text, "version": text}, ["key", "version"]),
        "answers": _closed({step.key: _step(step, omitted) for step in flow.steps}, []),
        "reasons": {"type": "object", "additionalProperties": reason},
    }
    schema = _closed(properties, list(properties))
    title = Text("POS 机申请资料", "POS-terminal application").zh
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema


def _omitted(flow: Flow) -> set[str]:
    """What some provider does not ask for, so that a package may lack it."""
    slots = {field.slot: field.key for field in flow.fields if isinstance(field, Document)}
    return {key for pack in catalogue.providers() for key in catalogue.overlay(pack, slots).omits}


def _step(step: type[Step], omitted: set[str]) -> Schema:
    properties = {
        field.name: field.schema() | {"title": field.label.zh, "description": field.label.en}
        for field in step.fields
    }
    always = [field.name for field in step.fields if _is_always(field) and field.key not in omitted]
    return _closed(properties, always) | {"title": step.title.zh, "description": step.title.en}


def _is_always(field: Field[Any]) -> bool:
    return field.relevant is ALWAYS and field.needed is ALWAYS and not field.on_demand


def _closed(properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
