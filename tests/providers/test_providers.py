"""Provider packs: what a file may say, and what the shipped ones do say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from poswizard import paths
from poswizard.domain.merchant import MerchantKind, ProviderKind
from poswizard.domain.terminal import SettlementCycle
from poswizard.forms.answers import NO_OVERLAY, Overlay
from poswizard.providers import catalogue
from poswizard.providers.errors import ProviderFileError
from poswizard.providers.provider import Trust
from poswizard.providers.reading import read_provider

FILES = sorted((paths.resources() / "providers").glob("*.toml"))
SOURCED = 'source = "样本文档"\ntrust = "B"\nas_of = "2026-11"\n'
HEAD = """
key = "sample"
name = { zh = "样本支付", en = "Sample" }
pinyin = "yang ben zhi fu"
kind = "payment_institution"
"""


def pack(section: str = "", head: str = HEAD) -> str:
    return head + section


def test_a_pack_without_anything_special_changes_nothing():
    provider = read_provider(pack(), "sample")

    assert provider.overlay() == NO_OVERLAY
    assert list(provider.sourced()) == []


def test_a_pack_changes_questions_and_documents():
    provider = read_provider(
        pack(
            '[questions]\nrequires = ["identity.sex"]\nomits = ["business.scene"]\n'
            'limits = { "identity.name" = 10 }\n'
            + SOURCED
            + '[[materials]]\nrequires = ["BANK_CARD_BACK"]\nomits = ["LOCATION"]\n'
            + SOURCED
        ),
        "sample",
    )
    slots = {"BANK_CARD_BACK": "materials.bank_card_back", "LOCATION": "materials.location"}

    assert provider.overlay(slots) == Overlay(
        frozenset({"identity.sex", "materials.bank_card_back"}),
        frozenset({"business.scene", "materials.location"}),
        {"identity.name": 10},
    )
    assert provider.overlay().requires == {"identity.sex"}


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("key = ", "格式写错了"),
        (pack("[question]\n" + SOURCED), "questions"),
        (pack("[pictures]\n" + SOURCED), "formats"),
        (pack(head=HEAD.replace("payment_institution", "payment_institute")), "institution"),
        (pack(head=HEAD.replace('"sample"', '"other"')), "文件名"),
        (pack("[questions]\n" + SOURCED.replace('"B"', '"C"')), "C 类"),
        (pack("[questions]\n" + SOURCED.replace("2026-11", "recently")), "as_of"),
        (pack("[questions]\n" + SOURCED.replace("样本文档", " ")), "source"),
        (pack('[questions]\nlimits = { "identity.name" = 0 }\n' + SOURCED), "identity.name"),
        (pack('[pictures]\nformats = ["jpg"]\nmax_kilobytes = 2\n' + SOURCED), "50 kB"),
        (pack('[merchant_number]\nacquirer_codes = ["82"]\n' + SOURCED), "3 位"),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_a_file_that_does_not_fit_is_refused_with_words(toml: str, words: str):
    with pytest.raises(ProviderFileError) as refused:
        read_provider(toml, "sample")

    assert "sample" in refused.value.text.zh
    assert words in refused.value.text.zh


@pytest.mark.parametrize(
    ("section", "nearest"),
    [
        ('[questions]\nrequires = ["identity.nam"]\n', "identity.name"),
        ('[questions]\nlimits = { "identty.name" = 3 }\n', "identity.name"),
        ('[[materials]]\nrequires = ["ID_FORNT"]\n', "ID_FRONT"),
    ],
)
def test_a_field_that_is_not_there_is_answered_with_the_nearest_one(section: str, nearest: str):
    provider = read_provider(pack(section + SOURCED), "sample")

    with pytest.raises(ProviderFileError) as refused:
        provider.check_against({"identity.name", "contact.name"}, {"ID_FRONT", "LICENSE"})

    assert nearest in refused.value.text.zh


def test_a_pack_that_speaks_of_real_fields_is_taken():
    section = '[questions]\nrequires = ["identity.name"]\n' + SOURCED
    section += '[[materials]]\nrequires = ["ID_FRONT"]\n' + SOURCED

    read_provider(pack(section), "sample").check_against({"identity.name"}, {"ID_FRONT"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestShippedPacks:
    """Data we ship is tested as data."""

    def test_it_can_be_read(self, path: Path):
        assert read_provider(path.read_text(encoding="utf-8"), path.stem).key == path.stem

    def test_its_name_is_found_by_pinyin_and_initials(self, path: Path):
        provider = catalogue.providers()[path.stem]
        initials = "".join(syllable[0] for syllable in provider.pinyin.split())

        for typed in (provider.key, provider.name.zh, initials, provider.pinyin.replace(" ", "")):
            found = catalogue.provider_table.search(typed, 20)
            assert path.stem in [entry.code for entry in found]

    def test_it_ships_no_licence_number_phone_address_or_price(self, path: Path):
        text = path.read_text(encoding="utf-8")

        assert not re.search(r"Z2\d{6,}|\d{7,}|https?:|www\.|\d%|\d ?％", text)

    def test_second_hand_claims_change_nothing(self, path: Path):
        provider = catalogue.providers()[path.stem]

        assert all(claim.trust is not Trust.HINT for claim in provider.deciding())

    def test_it_has_a_day_and_nothing_that_only_a_branch_may_state(self, path: Path):
        provider = catalogue.providers()[path.stem]

        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", provider.revised)
        assert not (provider.sealing and provider.sealing.recipient)
        assert provider.licence is None
        assert all(claim.trust is not Trust.BRANCH for claim in provider.sourced())


def test_the_packs_that_the_field_needs_are_there():
    keys = set(catalogue.providers())

    assert keys >= {"bank", "payment_institution", "wechat_pay", "alipay", "lakala", "chinaums"}
    assert keys >= {"huifu", "easypay", "umpay", "vbill", "leshua", "allinpay", "fuiou", "yspay"}


def test_files_are_read_once():
    assert catalogue.providers() is catalogue.providers()


def test_an_unknown_pack_changes_nothing():
    assert catalogue.overlay("nobody") is NO_OVERLAY
    assert catalogue.provider_table.get("nobody") is None


def test_chinaums_asks_for_sex_and_occupation():
    assert catalogue.overlay("chinaums").requires == {"identity.sex", "identity.occupation"}


def test_lakala_opens_set_times_to_enterprises_only():
    settlement = catalogue.providers()["lakala"].settlement

    assert settlement is not None
    assert SettlementCycle.TIMED in settlement.cycles
    assert settlement.scheduled_only_for == (MerchantKind.ENTERPRISE,)


def test_umpay_wants_the_back_of_the_card():
    wanted = catalogue.overlay("umpay", {"BANK_CARD_BACK": "materials.bank_card_back"})

    assert "materials.bank_card_back" in wanted.requires


def test_a_table_line_says_what_kind_of_institution_it_is():
    entry = catalogue.provider_table.get("bank")

    assert entry is not None
    assert entry.note == ProviderKind.BANK.label
