"""The whole questionnaire holds together: order, keys, slots, words, provider packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document, Rows, Signature
from poswizard.forms.step import Heading, Part
from poswizard.providers.catalogue import providers
from poswizard.steps.order import PHASES, overlay_of
from poswizard.steps.preparation import ProviderChoice
from poswizard.text import Text
from poswizard.wizard.flow import Flow

FLOW = Flow(PHASES, overlay_of)
PARTS: list[type[Part]] = [
    part
    for step in FLOW.steps
    for part in (step, *(field.row for field in step.fields if field.row))
]
FIELDS = [field for part in PARTS for field in part.fields]


def texts(part: type[Part]) -> Iterator[Text]:
    for statement in part.parts:
        if isinstance(statement, Heading):
            yield statement.text
            yield from filter(None, [statement.hint])
        else:
            yield statement.label
            yield from filter(None, [statement.hint, statement.why.text if statement.why else None])
    for check in part.all_checks:
        yield check.rule.about


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.key)
def test_a_question_depends_only_on_earlier_ones(field: Field[Any]) -> None:
    for read in (*field.relevant.reads(), *field.needed.reads()):
        assert FLOW.comes_before(read, field), f"{field.key} reads {read.key}"
    for read in field.calculated.fields if field.calculated else ():
        assert FLOW.comes_before(read, field), f"{field.key} is worked out from {read.key}"
    for read in field.suggested.fields if field.suggested else ():
        is_beside = read.part is field.part  # of two on one page, each may offer the other
        assert is_beside or FLOW.comes_before(read, field), f"{field.key} is offered by {read.key}"


def test_keys_are_unique_and_plain() -> None:
    keys = Counter(field.key for field in FIELDS)
    assert [key for key, count in keys.items() if count > 1] == []
    assert all(key.replace("[]", "").replace(".", "_").isidentifier() for key in keys)
    assert all(key == key.lower() for key in keys)


def test_each_row_belongs_to_one_repeated_field() -> None:
    rows = Counter(field.questions for field in FIELDS if isinstance(field, Rows))
    assert max(rows.values()) == 1


def test_each_document_has_a_slot_of_its_own() -> None:
    slots = Counter(f.slot for f in FIELDS if isinstance(f, Document | Signature))
    assert [slot for slot, count in slots.items() if count > 1] == []


@pytest.mark.parametrize("part", PARTS, ids=lambda p: p.__name__)
def test_every_word_stands_in_both_languages(part: type[Part]) -> None:
    for text in texts(part):
        assert text.zh.strip()
        assert text.en.strip()


def test_a_rule_code_means_one_rule() -> None:
    rules: dict[str, set[tuple[str, str]]] = {}
    for part in PARTS:
        for check in part.all_checks:
            rule = check.rule
            rules.setdefault(rule.code, set()).add((rule.level.value, rule.source))
    assert [code for code, found in rules.items() if len(found) > 1] == []


@pytest.mark.parametrize("key", list(providers()), ids=str)
def test_every_shipped_provider_speaks_of_real_fields(key: str) -> None:
    overlay = overlay_of(Answers().with_(ProviderChoice.pack, key))
    real = {field.key for field in FIELDS}
    assert overlay.requires <= real
    assert overlay.omits <= real
    assert set(overlay.limits) <= real


def test_no_personal_field_may_be_logged() -> None:
    loggable = [field for field in FIELDS if field.loggable]
    assert loggable
    assert not [
        field.key for field in loggable if field.sensitive or field.kind in ("line", "digits")
    ]
