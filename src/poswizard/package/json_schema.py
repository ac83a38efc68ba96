"""JSON Schema (2020-12) of the data file, read off the steps."""

from __future__ import annotations

from typing import Any

from poswizard.forms.condition import ALWAYS
from poswizard.forms.step import Milestone, Step
from poswizard.package.verify import FORMAT_NAME, FORMAT_VERSION
from poswizard.text import Text
from poswizard.wizard.flow import Flow

Schema = dict[str, Any]


def json_schema(flow: Flow) -> Schema:
    """What `data/application.json` may look like; conditional demands are the program's to check."""
    text: Schema = {"type": "string"}
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
        "answers": _closed({step.key: _step(step) for step in flow.steps}, []),
        "reasons": {"type": "object", "additionalProperties": reason},
    }
    schema = _closed(properties, list(properties))
    title = Text("POS 机申请资料", "POS-terminal application").zh
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema


def _step(step: type[Step]) -> Schema:
    properties = {
        field.name: field.schema() | {"title": field.label.zh, "description": field.label.en}
        for field in step.fields
    }
    always = [
        field.name
        for field in step.fields
        if field.relevant is ALWAYS and field.needed is ALWAYS and not field.on_demand
    ]
    return _closed(properties, always) | {"title": step.title.zh, "description": step.title.en}


def _closed(properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
