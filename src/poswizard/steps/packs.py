"""The provider's pack over the questions: which case it is, which version holds, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from poswizard.forms.answers import NO_OVERLAY, Answers, Overlay
from poswizard.forms.rich_kinds import Document
from poswizard.providers import catalogue
from poswizard.providers.pack import Pack
from poswizard.providers.provider import Case, Provider
from poswizard.providers.reasons import check_reasons
from poswizard.steps import pack_checks
from poswizard.steps.basics import Basics
from poswizard.steps.materials import Materials
from poswizard.steps.provider_choice import ProviderChoice


def overlay_of(answers: Answers) -> Overlay:
    """What the provider named in the answers requires, brings, omits and limits."""
    key = answers.get(ProviderChoice.pack)
    if not key:
        return NO_OVERLAY
    pin = pack_checks.version_in(answers.stored(ProviderChoice.pack_version), key)
    return _overlay(key, pin, case_of(answers))


def pinned(answers: Answers) -> Answers:
    """The answers with the version of the chosen pack noted, unless one is noted already."""
    key = answers.get(ProviderChoice.pack)
    if not key or pack_checks.version_in(answers.stored(ProviderChoice.pack_version), key):
        return answers
    version = catalogue.version(key)
    return answers.with_(ProviderChoice.pack_version, f"{key}@{version}") if version else answers


def moved(answers: Answers) -> Answers:
    """The answers with the pack's version that is in force noted."""
    return pinned(answers.with_(ProviderChoice.pack_version, None))


def pack_used(answers: Answers) -> Pack | None:
    """The pack, in the version that these answers are asked by."""
    return pack_checks.pack_used(answers, ProviderChoice.pack, ProviderChoice.pack_version)


def has_moved_on(answers: Answers) -> bool:
    """Whether another version is in force than the one these answers are asked by."""
    used = pack_used(answers)
    return used is not None and used.version != catalogue.version(used.key)


def case_of(answers: Answers) -> Case:
    """What decides over the documents."""
    return Case(
        merchant=answers.get(Basics.merchant_kind),
        account=answers.get(Basics.account_kind),
        payee=answers.get(Basics.payee),
        contract=answers.get(Basics.contract_kind),
        licence=answers.get(Basics.licence_kind),
        premises=answers.get(Basics.premises),
    )


@cache
def field_of_slot() -> Mapping[str, str]:
    """The field key of each document of the application, by slot."""
    return {f.slot: f.key for f in Materials.fields if isinstance(f, Document)}


def check(provider: Provider, fields: frozenset[str]) -> None:
    """Raise `ProviderFileError` at the first field key or slot that no step knows."""
    provider.check_against(fields, field_of_slot())
    check_reasons(fields, field_of_slot())


def _overlay(key: str, pin: str, case: Case) -> Overlay:
    found = catalogue.pack_at(key, pin)
    return _changes(found, case) if found else NO_OVERLAY


@lru_cache(maxsize=512)
def _changes(pack: Pack, case: Case) -> Overlay:
    return pack.provider.overlay(field_of_slot(), case)
