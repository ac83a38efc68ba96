"""The sheets beside the form: what stands on them, that they are good PDF, and that they name no one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from poswizard.domain.merchant import MerchantKind
from poswizard.forms.answers import Answers
from poswizard.package.application_form import Print
from poswizard.package.bag import Bag, read_bag
from poswizard.package.hand_over import write_package
from poswizard.package.sheets import cover_sheet, material_sheet, receipt, recovery_sheet
from poswizard.steps.application import Identity
from poswizard.steps.basics import Basics
from poswizard.steps.material_list import material_list
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.text import shown_in
from tests.package.packed import APPLICANT, CASES, FLOW, NUMBER, TODAY, Packed
from tests.package.printed_text import checked, codes_of, fonts_of, text_of

CODE = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ12-3456-7890"


def printed(packed: Packed) -> Print:
    case = packed.case()
    return Print(FLOW, FLOW.adapted(case.answers), case.package, TODAY, case.scan)


def only_basics(name: str) -> Answers:
    answers = CASES[name]().answers
    return FLOW.adapted(Answers({f: answers.get(f) for f in Basics.fields if answers.get(f)}))


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> Bag:
    folder = tmp_path_factory.mktemp("bag")
    return read_bag(write_package(CASES["enterprise"]().case(), folder, TODAY).path)


@pytest.fixture(scope="module")
def sheets(bag: Bag) -> dict[str, bytes]:
    return {
        "material": material_sheet(only_basics("enterprise"), TODAY),
        "cover": cover_sheet(bag),
        "recovery": recovery_sheet(CODE, TODAY),
        "receipt": receipt(printed(CASES["enterprise"]())),
    }


@pytest.mark.parametrize("name", ["material", "cover", "recovery", "receipt"])
def test_ordinary_tools_accept_every_sheet(name: str, sheets: dict[str, bytes], tmp_path: Path):
    file = tmp_path / "sheet.pdf"
    file.write_bytes(sheets[name])

    assert "No syntax or stream encoding errors found" in checked(file)
    assert b"<pdfaid:part>2</pdfaid:part>" in sheets[name]
    assert all(columns[-5:-2] == ["yes", "yes", "yes"] for columns in fonts_of(file))


def test_the_same_content_gives_the_same_bytes_in_any_language(bag: Bag, sheets: dict[str, bytes]):
    with shown_in("en"):
        again = {
            "material": material_sheet(only_basics("enterprise"), TODAY),
            "cover": cover_sheet(bag),
            "recovery": recovery_sheet(CODE, TODAY),
            "receipt": receipt(printed(CASES["enterprise"]())),
        }

    assert again == sheets


class TestMaterials:
    @pytest.mark.parametrize("name", CASES)
    def test_the_basics_alone_give_the_list_of_this_merchant(self, name: str):
        answers = only_basics(name)

        text = text_of(material_sheet(answers, TODAY))

        for item in material_list(answers):
            assert item.field.slot in text
            assert "".join(item.field.label.zh.split()) in text
        assert ("LICENSE" in text) is not name.startswith(("micro", "itinerant"))

    def test_it_says_why_and_how(self, sheets: dict[str, bytes]):
        text = text_of(sheets["material"])

        assert "结算账户类型：对公账户" in text
        assert "招牌完整、字看得清，门框拍全" in text
        assert "退回：没有招牌、只拍半块、夜里看不清" in text

    def test_nothing_answered_yet_is_a_list_too(self):
        assert "ID_FRONT" in text_of(material_sheet(Answers(), TODAY))

    def test_no_answer_of_a_person_is_on_it(self):
        answers = FLOW.adapted(CASES["sole_with_handler"]().answers)

        text = text_of(material_sheet(answers, TODAY))

        number = answers.get(Identity.number)
        assert number
        assert APPLICANT not in text
        assert number not in text

    def test_what_only_the_provider_wants_says_so(self):
        answers = CASES["micro"]().answers.with_(ProviderChoice.pack, "umpay")

        text = text_of(material_sheet(FLOW.adapted(answers), TODAY))

        assert "BANK_CARD_BACK必须选定的服务商要求" in text

    def test_a_list_without_optional_documents_has_no_such_part(self):
        answers = FLOW.adapted(Answers({Basics.merchant_kind: MerchantKind.ENTERPRISE}))

        assert "必须带" in text_of(material_sheet(answers, TODAY))


class TestCover:
    def test_it_lists_every_file_with_the_beginning_of_its_digest(
        self, bag: Bag, sheets: dict[str, bytes]
    ):
        text = text_of(sheets["cover"])

        assert len(bag.files) > 10
        for path, file in bag.files.items():
            assert f"{path}{file.size:,}{file.sha256[:16]}" in text

    def test_the_whole_digest_and_the_commands_can_be_copied(
        self, bag: Bag, sheets: dict[str, bytes]
    ):
        text = text_of(sheets["cover"])

        assert bag.sha256 in text
        for command in ("sha256sum", "certutil-hashfile", "unzip-t", "bagit.py--validate"):
            assert command in text
        assert "manifest-sha256.txt" in text

    def test_it_has_number_revision_day_and_its_own_code(
        self, sheets: dict[str, bytes], tmp_path: Path
    ):
        file = tmp_path / "cover.pdf"
        file.write_bytes(sheets["cover"])

        assert codes_of(file, tmp_path) == [[f"poswizard:{NUMBER}:r1:cover:p1"]]
        text = text_of(sheets["cover"])
        assert NUMBER in text
        assert "第1版" in text
        assert "2026-11-20" in text

    def test_it_names_nobody(self, sheets: dict[str, bytes]):
        assert APPLICANT not in text_of(sheets["cover"])


class TestRecovery:
    def test_the_code_stands_in_its_groups(self, sheets: dict[str, bytes]):
        assert CODE.replace("-", "") in text_of(sheets["recovery"])

    def test_it_says_how_to_keep_it(self, sheets: dict[str, bytes]):
        text = text_of(sheets["recovery"])

        assert "锁进保险柜" in text
        assert "谁也打不开" in text

    def test_without_a_day_it_is_todays(self):
        assert str(date.today().year) in text_of(recovery_sheet(CODE))  # noqa: DTZ011


class TestReceipt:
    def test_it_lists_what_was_handed_in(self, sheets: dict[str, bytes]):
        text = text_of(sheets["receipt"])

        for slot in ("ID_FRONT", "LICENSE", "ACCT_PERMIT"):
            assert slot in text
        assert NUMBER in text

    def test_it_says_which_rights_there_are_and_whom_to_ask(self, sheets: dict[str, bytes]):
        text = text_of(sheets["receipt"])

        assert "可以撤回同意" in text
        assert "联系02800000000。" in text
        assert "保存120天" in text

    def test_an_unfinished_application_has_a_receipt_too(self):
        empty = CASES["micro"]()
        made = Print(FLOW, FLOW.adapted(Answers()), empty.case().package, TODAY, empty.scans.get)

        text = text_of(receipt(made))

        assert "联系经办机构。" in text
        assert "收到的材料" in text

    def test_its_codes_are_not_those_of_the_form(self, sheets: dict[str, bytes], tmp_path: Path):
        file = tmp_path / "receipt.pdf"
        file.write_bytes(sheets["receipt"])

        assert codes_of(file, tmp_path) == [[f"poswizard:{NUMBER}:r1:receipt:p1"]]
