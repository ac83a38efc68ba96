"""Acquirers' interfaces as data: what a file may say, and how the shipped ones fit the questions that are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from poswizard import paths
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.kinds import Choice, Choices, YesNo
from poswizard.forms.rich_kinds import Document
from poswizard.providers import acquirer_profile as known
from poswizard.providers import catalogue
from poswizard.providers.acquirer_profile import (
    ANSWERED,
    AcquirerProfile,
    profile_of,
    profiles,
    read_profile,
)
from poswizard.providers.encodings import Encoding, stored
from poswizard.providers.errors import ProviderFileError
from poswizard.wizard.acquirer_words import Lack, shortfalls
from tests.package.packed import CASES, FLOW, changed

FILES = sorted((paths.resources() / "acquirers").glob("*.toml"))
FIELDS: dict[str, Field[Any]] = {
    field.key: field
    for outer in FLOW.fields
    for field in (outer, *(outer.row.fields if outer.row else ()))
}
SLOTS = {field.slot for field in FIELDS.values() if isinstance(field, Document)}
OF_THE_MERCHANT = ("identity", "contact", "licence", "owners", "business", "account", "terms")
"""Steps whose answers an acquirer could take; of the documents, every one."""

HEAD = """
key = "sample"
title = { zh = "样本接口", en = "Sample" }
source = "样本文档"
trust = "B"
as_of = "2026-11"
requests = [{ name = "apply" }]
"""
ITEM = 'items = [{ name = "name", of = ["identity.name"] }]\n'

each_profile = pytest.mark.parametrize("profile", profiles().values(), ids=lambda p: p.key)


def test_seven_interfaces_are_known():
    assert {file.stem for file in FILES} == {
        *("alipay", "easypay", "huifu", "lakala", "umpay", "wechat_pay", "yspay")
    }
    assert set(profiles()) <= set(catalogue.providers())


@each_profile
def test_every_profile_speaks_of_real_questions_and_slots(profile: AcquirerProfile):
    profile.check_against(FIELDS, SLOTS)


@each_profile
def test_conditions_and_codes_name_answers_that_can_be_given(profile: AcquirerProfile):
    for name, when in profile.conditions():
        for key, values in when.items():
            assert set(values) <= {*_possible(key), ANSWERED}, (name, key)
    for item in profile.items:
        if item.codes:
            possible = {value for key in item.of for value in _possible(key)}
            codes = set(profile.codes[item.codes]) - {ANSWERED}
            assert codes <= possible or item.of == ("account.bank",), item.name


@each_profile
def test_an_encoding_is_asked_of_answers_it_can_write(profile: AcquirerProfile):
    of_pages = (Encoding.PAGE, Encoding.PAGES)
    for item in profile.items:
        documents = [isinstance(FIELDS.get(key), Document) for key in item.of]
        assert all(documents) if item.encoding in of_pages else not any(documents), item.name
        rows = {"*" in item.name.split("."), *("[]" in key for key in item.of)}
        assert len(rows) == 1, item.name


@each_profile
def test_every_code_table_is_used(profile: AcquirerProfile):
    assert set(profile.codes) == {item.codes for item in profile.items if item.codes}


@each_profile
def test_the_pack_allows_no_more_characters_than_the_interface(profile: AcquirerProfile):
    overlay = catalogue.overlay(profile.key)
    for key, most in overlay.limits.items():
        lengths = [i.most for i in profile.items if key in i.of and i.most and not i.codes]
        assert not lengths or most <= max(lengths), key


def test_a_profile_is_read_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    read: list[str] = []
    real = known.read_profile

    def spy(toml: str, key: str) -> AcquirerProfile:
        read.append(key)
        return real(toml, key)

    known._read.cache_clear()
    monkeypatch.setattr(known, "read_profile", spy)

    assert profile_of("huifu")
    assert read == ["huifu"]
    known._read.cache_clear()


@pytest.mark.parametrize("provider", ["", "bank", "../providers/bank", "no such"])
def test_a_provider_without_a_file_has_no_profile(provider: str):
    assert profile_of(provider) is None


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("key = ", "格式写错了"),
        (HEAD + 'item = [{ name = "a", constant = "1" }]', "items"),
        (HEAD + 'items = [{ name = "a", constnt = "1" }]', "constant"),
        (HEAD + 'items = [{ name = "a", of = ["b"], encoding = "day_dash" }]', "day_dashes"),
        (HEAD + 'items = [{ name = "a" }]', "constant"),
        (HEAD + 'items = [{ name = "a", of = ["b"], constant = "1" }]', "constant"),
        (HEAD + 'items = [{ name = "a", of = ["b"], codes = "kind" }]\n[codes.kinds]\n', "kinds"),
        (HEAD + 'items = [{ name = "a", of = ["b"] }, { name = "a", of = ["c"] }]', "两次"),
        (HEAD.replace('"B"', '"C"') + ITEM, "A 或 B"),
        (HEAD.replace('"样本文档"', '" "') + ITEM, "A 或 B"),
        (HEAD.replace('"sample"', '"other"') + ITEM, "文件名"),
    ],
    ids=range(11),
)
def test_a_file_that_does_not_fit_is_refused_with_words(toml: str, words: str):
    with pytest.raises(ProviderFileError) as refused:
        read_profile(toml, "sample")

    assert words in refused.value.text.zh


def test_an_unknown_question_is_answered_with_the_nearest_real_one():
    profile = read_profile(HEAD + ITEM.replace("identity.name", "identity.nam"), "sample")

    with pytest.raises(ProviderFileError, match=r"identity\.name"):
        profile.check_against(FIELDS, SLOTS)


def test_an_unknown_slot_is_refused():
    pictures = '[pictures]\nname = "p"\ncode = "c"\nfile = "f"\ncodes = { ID_FRNT = "1" }\n'
    profile = read_profile(HEAD + ITEM + pictures, "sample")

    with pytest.raises(ProviderFileError, match="ID_FRONT"):
        profile.check_against(FIELDS, SLOTS)


def test_what_each_interface_needs_and_takes(same_as_snapshot: Callable[[str, str], None]):
    parts = ["\n".join(_described(profile)) for profile in profiles().values()]

    same_as_snapshot("acquirers.txt", "\n\n".join(parts) + "\n")


def _described(profile: AcquirerProfile) -> Iterator[str]:
    calls = ", ".join(call.name for call in profile.requests)
    yield f"# {profile.key}: {profile.title.zh} [{profile.trust.value} {profile.as_of}]"
    yield f"{calls} · {len({item.name for item in profile.items})} 项 / fields"
    yield "\n## 接口要、这里不问，由发送方补 / needed and not asked: the sender adds it"
    yield from (f"- {added.name}: {added.text.zh}" for added in profile.added)
    yield "\n## 只答必答题时还差 / still lacking when only required questions are answered"
    yield from _lacking(profile)
    yield "\n## 这里问、接口不收 / asked and not taken"
    yield from (f"- {key}" for key in _not_taken(profile))


def _lacking(profile: AcquirerProfile) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for name in CASES:
        answers = _bare(name, profile.key)
        for one in shortfalls(profile, FLOW, answers):
            is_asked = one.lack is Lack.MISSING and answers.is_required(FIELDS[one.field_key])
            if one.lack in (Lack.MISSING, Lack.NO_WORD) and not is_asked:
                line = f"- {one.path} <- {one.field_key} ({one.lack.value})"
                found.setdefault(line, []).append(name)
    yield from (f"{line}: {', '.join(names)}" for line, names in found.items())


@cache
def _bare(name: str, provider: str) -> Answers:
    """A case with what must be answered under that provider, and nothing else."""
    answers = FLOW.adapted(changed(CASES[name]().answers, {"provider__pack": provider}))
    for field in list(answers.answered()):
        if not answers.is_required(field):
            answers = answers.with_(field, None)
    return answers


def _not_taken(profile: AcquirerProfile) -> Iterator[str]:
    pictures = profile.pictures.codes if profile.pictures else {}
    for key, field in FIELDS.items():
        if isinstance(field, Document) and not key.startswith("materials."):
            continue
        if isinstance(field, Document):
            taken = key in profile.reads() or field.slot in pictures or ANSWERED in pictures
        elif key.split(".")[0] not in OF_THE_MERCHANT or field.row:
            continue
        else:
            taken = key in profile.reads()
        if not taken:
            yield key


def _possible(key: str) -> set[str]:
    """Every stored answer that a closed question can have."""
    field: Any = FIELDS[key]
    if isinstance(field, YesNo):
        return {"true", "false"}
    if isinstance(field, Choice | Choices):
        return {stored(option) for option in field.members}
    return set()
