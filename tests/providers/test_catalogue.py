"""The packs in force: shipped, corrected by the branch, added by one file; read lazily, kept by version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from poswizard import paths
from poswizard.domain.merchant import LicenceStatus
from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import NO_OVERLAY, Answers
from poswizard.office import the_flow
from poswizard.providers import catalogue, reading
from poswizard.providers.pack import Origin, kept_pack
from poswizard.providers.provider import Provider
from poswizard.steps import provider_checks
from poswizard.steps.basics import Basics
from poswizard.steps.packs import has_moved_on, moved, pack_used
from poswizard.steps.preparation_choices import LicenceRegion, LicensedBusiness
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.review_checks import term_of
from tests.providers.conftest import NEW_PACK, OWN_SOURCE

Own = Callable[[str, str], Path]
FLOW = the_flow()
LIMIT = '[questions]\nlimits = { "business.trade_name" = 12 }\n' + OWN_SOURCE


def at(key: str) -> Answers:
    """The answers of somebody who has chosen this pack, and nothing else."""
    return FLOW.adapted(Answers().with_(ProviderChoice.pack, key))


def limit(answers: Answers) -> int | None:
    return answers.overlay.limits.get("business.trade_name")


def test_a_new_provider_takes_one_file(own: Own):
    own("sample_pay", NEW_PACK + OWN_SOURCE)

    assert catalogue.provider_table.search("ybzf", 5)[0].code == "sample_pay"
    assert at("sample_pay").overlay.requires == {"identity.sex"}
    assert provider_checks.pack_is_known("sample_pay") is None
    found = catalogue.pack("sample_pay")
    assert found is not None
    assert found.origin is Origin.LOCAL
    assert catalogue.problems() == []


def test_the_branch_corrects_a_pack_key_by_key(own: Own):
    own("umpay", LIMIT)

    found = catalogue.pack("umpay")
    assert found is not None
    assert found.provider.questions is not None
    assert found.provider.questions.limits["business.trade_name"] == 12
    assert found.provider.questions.limits["identity.name"] == 32
    assert found.origin is Origin.SHIPPED
    assert "questions.limits.business.trade_name" in found.corrected


def test_entries_of_a_repeated_table_are_added(own: Own):
    shipped = catalogue.providers()["bank"]
    own("bank", '[[facts]]\ntext = { zh = "样本", en = "sample" }\n' + OWN_SOURCE)

    facts = catalogue.providers()["bank"].facts
    assert facts[:-1] == shipped.facts
    assert facts[-1].text.zh == "样本"


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('[questions]\nlimits = { "identity.name" = 9 }\n', "source"),
        ("[question]\n" + OWN_SOURCE, "questions"),
        ("[questions]\nlimits = 3\n" + OWN_SOURCE, "名 = 值"),
        ("[questions", "格式写错了"),
        ('[sealing]\nrecipient = "age1short"\n' + OWN_SOURCE, "age1"),
        (f'[sealing]\nrecipient = "age1{"q" * 58}"\nfingerprint = "00"\n' + OWN_SOURCE, "指纹"),
    ],
)
def test_a_file_of_the_branch_that_is_wrong_is_left_out_and_said(own: Own, toml: str, words: str):
    before = catalogue.version("umpay")
    own("umpay", toml)

    assert catalogue.version("umpay") == before
    assert [words in problem.text.zh for problem in catalogue.problems()] == [True]


def test_a_file_that_is_no_text_is_said_too(own: Own):
    own("umpay", "").write_bytes(b"\xff\xfe")
    catalogue.forget()

    assert "UTF-8" in catalogue.problems()[0].text.zh


def test_an_application_keeps_the_version_it_was_made_with(own: Own):
    made = at("umpay")
    used = pack_used(made)
    assert used is not None
    assert made.stored(ProviderChoice.pack_version) == f"umpay@{used.version}"
    own("umpay", LIMIT)
    catalogue.keep(used.text)

    again = FLOW.adapted(made)
    assert limit(again) == 16
    assert has_moved_on(again)
    later = FLOW.adapted(moved(again))
    assert limit(later) == 12
    assert not has_moved_on(later)


def test_choosing_another_provider_notes_its_version(own: Own):
    there = FLOW.adapted(at("umpay").with_(ProviderChoice.pack, "bank"))

    assert there.stored(ProviderChoice.pack_version) == f"bank@{catalogue.version('bank')}"


def test_a_version_that_is_not_at_hand_is_asked_as_it_is_now():
    unknown = Answers().with_(ProviderChoice.pack, "umpay")
    unknown = unknown.with_(ProviderChoice.pack_version, "umpay@000000000000")

    assert limit(FLOW.adapted(unknown)) == 16


def test_a_kept_text_is_the_same_pack(own: Own):
    own("bank", LICENCE)
    pack = catalogue.pack("bank")
    assert pack is not None

    kept = kept_pack(pack.text)
    assert kept.provider == pack.provider
    assert kept.version == pack.version


LICENCE = """
[licence]
number = "Z2000000000000"
types = ["processing_1"]
region = "provinces"
region_names = "四川"
status = "valid"
checked_on = 2026-11-01
checked_by = "0042"
"""
LICENCE += OWN_SOURCE


def test_a_licence_looked_up_by_the_branch_is_suggested(own: Own):
    own("payment_institution", LICENCE)
    answers = at("payment_institution")

    def suggested(field: object) -> object:
        calculation = getattr(field, "suggested", None)
        return calculation.value(answers) if calculation else None

    assert suggested(ProviderChoice.licence_types) == (LicensedBusiness.PROCESSING_1,)
    assert suggested(ProviderChoice.region) is LicenceRegion.PROVINCES
    assert suggested(ProviderChoice.region_names) == "四川"
    assert suggested(ProviderChoice.status) is LicenceStatus.VALID
    assert suggested(ProviderChoice.checked_by) == "0042"


def test_without_a_licence_noted_nothing_is_suggested():
    assert provider_checks.licence_number("bank") is None
    assert provider_checks.licence_types("bank") is None
    assert provider_checks.licence_checked_on("nobody") is None


def test_one_provider_is_one_file_read(monkeypatch: pytest.MonkeyPatch):
    reads: list[str] = []
    read = reading.beginning_of

    def counted(file: Path, most: int) -> bytes:
        reads.append(file.name)
        return read(file, most)

    catalogue.forget()
    monkeypatch.setattr(reading, "beginning_of", counted)
    for _ in range(3):
        at("umpay").with_(Basics.regulated_trade, True)
        FLOW.adapted(at("umpay"))

    assert reads == ["umpay.toml"]


def test_every_shipped_pack_is_read_once_for_the_list():
    catalogue.forget()

    shipped = {file.stem for file in (paths.resources() / "providers").glob("*.toml")}
    assert {entry.code for entry in catalogue.provider_table.search("", 99)} == shipped
    assert catalogue.providers() is catalogue.providers()
    assert catalogue.overlay("nobody") is NO_OVERLAY


def test_the_shortest_term_that_is_stated_counts(own: Own):
    days = "[[deadlines]]\nsupplement_days = 5\nlapse_days = 20\n"
    own("bank", days + OWN_SOURCE)
    bank = catalogue.providers()["bank"]

    asked, rejected = ApplicationState.SUPPLEMENT_REQUESTED, ApplicationState.REJECTED
    assert term_of(bank, asked).days == 5
    assert term_of(bank, rejected).days == 20
    assert term_of(None, rejected).days == 30


def test_what_the_branch_left_alone_keeps_its_source(own: Own):
    own("umpay", LIMIT)
    questions = catalogue.providers()["umpay"].questions

    assert questions is not None
    assert "客户经理" in questions.source
    assert "其余：联动优势线下收单接口文档" in questions.source


def test_a_name_that_no_question_has_keeps_the_file_out(own: Own):
    def check(provider: Provider) -> None:
        provider.check_against({"business.trade_name", "identity.name"}, ())

    catalogue.use(own("bank", NO_FIELD).parent, check)
    catalogue.forget()

    assert catalogue.providers()["bank"].questions is None
    assert "business.trade_name" in catalogue.problems()[0].text.zh


NO_FIELD = '[questions]\nrequires = ["business.trade_nam"]\n' + OWN_SOURCE
