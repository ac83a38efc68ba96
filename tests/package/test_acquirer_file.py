"""Every payload in an acquirer's words, loaded into models that nobody here wrote."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alipay.aop.api.domain.AntMerchantExpandIndirectZftCreateModel import (
    AntMerchantExpandIndirectZftCreateModel,
)
from dg_sdk.request.v2_merchant_basicdata_ent_request import V2MerchantBasicdataEntRequest
from dg_sdk.request.v2_merchant_basicdata_indv_request import V2MerchantBasicdataIndvRequest
from hypothesis import given
from hypothesis import strategies as st
from wechatpayv3 import applyment

from poswizard.demo.samples import KINDS, read_sample, shipped
from poswizard.forms.answers import Answers
from poswizard.forms.day_kinds import LONG_TERM
from poswizard.forms.rich_kinds import Place
from poswizard.forms.step import Milestone
from poswizard.package.acquirer_check import fault_in_acquirer_file
from poswizard.package.acquirer_file import acquirer_file
from poswizard.package.bag import Bag, read_bag
from poswizard.package.bag_writer import Content, write_bag
from poswizard.package.data_file import PackageId
from poswizard.package.hand_over import write_package
from poswizard.package.verify import Outcome, verify_package
from poswizard.providers.acquirer_profile import profile_of, profiles
from poswizard.providers.encodings import Encoding, encoded
from poswizard.wizard.acquirer_words import Lack, shortfalls
from poswizard.wizard.drafts import from_documents
from tests.package.packed import CASES, FLOW, NUMBER, TODAY, changed

Json = Any
PROFILES = list(profiles())
FILES = [shipped(kind) for kind in KINDS] + sorted(
    (Path(__file__).parents[1] / "cases").glob("*.json")
)
STREET = "样本路1号1楼"


def packed_answers(name: str, provider: str) -> Answers:
    """A complete application under a provider, with everything that its interface can ask."""
    answers = changed(CASES[name]().answers, {"provider__pack": provider})
    return FLOW.adapted(answers)


def file_answers(file: Path, provider: str) -> Answers:
    sample = read_sample(file, TODAY)
    documents = {key: _without_papers(step) for key, step in sample.answers.items()}
    documents["provider"]["pack"] = provider
    return from_documents(FLOW, documents)


def _without_papers(step: Mapping[str, Json]) -> dict[str, Json]:
    def is_paper(value: Json) -> bool:
        return isinstance(value, list) and any(str(v).startswith("specimen:") for v in value)

    signed = ("signed", "signed after showing")
    return {k: v for k, v in step.items() if not is_paper(v) and v not in signed}


SOURCES = [*CASES, *FILES]


def whole(source: str | Path, provider: str) -> tuple[Answers, PackageId]:
    answers = (
        packed_answers(source, provider)
        if isinstance(source, str)
        else file_answers(source, provider)
    )
    return answers, PackageId(NUMBER, 1, Milestone.APPLICATION, provider, "2026-11")


def said(source: str | Path, provider: str) -> dict[str, Json]:
    profile = profile_of(provider)
    assert profile is not None
    answers, package = whole(source, provider)
    return acquirer_file(profile, FLOW, answers, package)["payload"]


def leaves(node: Json) -> list[Json]:
    if isinstance(node, dict):
        return [leaf for below in node.values() for leaf in leaves(below)]
    if isinstance(node, list):
        return [leaf for below in node for leaf in leaves(below)]
    return [node]


def _name(source: object) -> str:
    return source.stem if isinstance(source, Path) else str(source)


by_source = pytest.mark.parametrize("source", SOURCES, ids=_name)


@by_source
def test_alipays_own_model_takes_every_payload_without_loss(source: str | Path):
    sent = said(source, "alipay")

    loaded = AntMerchantExpandIndirectZftCreateModel.from_alipay_dict(sent)

    assert loaded is not None
    assert loaded.to_alipay_dict() == sent


@by_source
def test_huifus_own_request_knows_every_name_of_its_payload(source: str | Path):
    sent = said(source, "huifu")
    answers, package = whole(source, "huifu")
    profile = profiles()["huifu"]
    (call,) = acquirer_file(profile, FLOW, answers, package)["requests"]
    request = {
        "/v2/merchant/basicdata/ent": V2MerchantBasicdataEntRequest,
        "/v2/merchant/basicdata/indv": V2MerchantBasicdataIndvRequest,
    }[call]()

    for name, value in sent.items():
        assert hasattr(request, name), name
        setattr(request, name, value)

    assert {name: getattr(request, name) for name in sent} == sent
    assert json.loads(sent["card_info"])["card_name"]


class _Core:
    """What wechatpayv3 sends through, kept instead of sent; nothing is encrypted."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Json]] = []

    def encrypt(self, text: str) -> str:
        return text

    def request(self, path: str, **how: Json) -> None:
        self.sent.append((path, how["data"]))


class _Client:
    def __init__(self) -> None:
        self._core = _Core()


@by_source
def test_wechats_own_client_sends_the_payload_as_it_is(source: str | Path):
    sent = said(source, "wechat_pay")
    added = {"settlement_id": "719", "qualification_type": "餐饮"}  # what the sender adds
    sent["settlement_info"] = sent.get("settlement_info", {}) | added
    takes = inspect.signature(applyment.applyment_submit).parameters
    client = _Client()

    applyment.applyment_submit(client, **json.loads(json.dumps(sent)))

    assert set(sent) <= set(takes)
    assert client._core.sent == [("/v3/applyment4sub/applyment/", sent)]


@pytest.mark.parametrize("provider", PROFILES)
@by_source
def test_no_payload_holds_anything_empty(source: str | Path, provider: str):
    everything = leaves(said(source, provider))

    assert everything
    assert not [leaf for leaf in everything if leaf in ("", None) or leaf == []]


@pytest.mark.parametrize("provider", PROFILES)
@pytest.mark.parametrize("name", CASES)
def test_a_file_of_the_bag_is_named_as_the_bag_names_it(name: str, provider: str):
    answers, package = whole(name, provider)
    written = acquirer_file(profiles()[provider], FLOW, answers, package)
    data = {
        "number": package.number,
        "revision": 1,
        "provider_pack": {"key": provider},
    }
    files = {f"data/documents/{stem}" for stem in _documents(answers)}

    path = f"data/acquirer/{provider}.json"
    assert fault_in_acquirer_file(path, written, data, files) is None
    if "documents/" in json.dumps(written):
        assert fault_in_acquirer_file(path, written, data, set()) is not None


def _documents(answers: Answers) -> set[str]:
    from poswizard.package.data_file import enclosures

    return {one.name for one in enclosures(FLOW, answers, Milestone.APPLICATION)}


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> Bag:
    """A whole package for a provider whose interface is known."""
    case = CASES["sole"]().case()
    chosen = replace(case, package=replace(case.package, provider="alipay"))
    return read_bag(write_package(chosen, tmp_path_factory.mktemp("bag"), TODAY).path)


def test_the_package_holds_the_chosen_acquirers_file_and_only_that(bag: Bag, tmp_path: Path):
    files = [path for path in bag.files if path.startswith("data/acquirer/")]
    stated = json.loads(bag.files["data/acquirer/alipay.json"].read())

    assert files == ["data/acquirer/alipay.json"]
    assert stated["number"] == NUMBER
    assert stated["payload"]["legal_cert_no"] == "510107198001010013"
    assert verify_package(_repacked(tmp_path, bag, {})).is_complete


def test_a_provider_without_a_known_interface_has_no_such_file(tmp_path: Path):
    written = write_package(CASES["sole"]().case(), tmp_path, TODAY)

    assert not [p for p in read_bag(written.path).files if p.startswith("data/acquirer/")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "A-2026-000129"}, "number"),
        ({"revision": 2}, "revision"),
        ({"profile": "lakala"}, "acquirer"),
        ({"payload": {"cert_image": "documents/NONE-1.jpg"}}, "picture"),
        ({"payload": {"card": '{"pic":["documents/NONE-1.jpg"]}'}}, "picture"),
    ],
)
def test_an_acquirers_file_that_is_not_this_applications_is_found_out(
    bag: Bag, change: dict[str, Json], words: str
):
    data = json.loads(bag.files["data/application.json"].read())
    path = "data/acquirer/alipay.json"
    stated = json.loads(bag.files[path].read())

    assert fault_in_acquirer_file(path, stated, data, bag.files) is None
    fault = fault_in_acquirer_file(path, stated | change, data, bag.files)
    assert fault
    assert words in fault.en


def test_a_package_with_another_applications_file_is_altered(bag: Bag, tmp_path: Path):
    found = verify_package(_repacked(tmp_path, bag, {"number": "A-2026-000129"}))

    assert found.outcome is Outcome.ALTERED
    assert found.entry == "data/acquirer/alipay.json"


def test_a_second_acquirers_file_is_altered(bag: Bag, tmp_path: Path):
    assert verify_package(_repacked(tmp_path, bag, {}, "lakala")).outcome is Outcome.ALTERED


def _repacked(folder: Path, bag: Bag, change: dict[str, Json], name: str = "alipay") -> Path:
    """The same package made anew with another acquirer's file: every digest is right."""
    files: dict[str, Content] = {path: file.read() for path, file in bag.files.items()}
    stated = json.loads(bag.files["data/acquirer/alipay.json"].read()) | change
    files[f"data/acquirer/{name}.json"] = json.dumps(stated, ensure_ascii=False).encode()
    return write_bag(folder, bag.name, files, {"Bagging-Date": "2026-11-20"}).path


def lacks(provider: str, name: str = "sole", **values: Json) -> dict[str, Lack]:
    answers, _ = whole(name, provider)
    found = shortfalls(profiles()[provider], FLOW, changed(answers, values))
    return {one.path: one.lack for one in found}


def test_a_name_too_long_for_the_interface_falls_short():
    answers, _ = whole("sole", "umpay")
    answers = changed(answers, {"business__trade_name": "样" * 17})

    found = shortfalls(profiles()["umpay"], FLOW, answers)

    one = next(one for one in found if one.path == "merchantName")
    assert (one.field_key, one.lack.code) == ("business.trade_name", "acquirer.too_long")
    assert "16" in one.why.zh
    assert "17" in one.why.zh
    assert "样样" not in one.why.zh


def test_the_longest_name_that_fits_does_not():
    assert "merchantName" not in lacks("umpay", business__trade_name="样" * 16)


def test_a_name_too_short_falls_short():
    assert lacks("lakala", business__trade_name="样本小吃店")["mer_name"] is Lack.TOO_SHORT


def test_what_the_interface_has_no_word_for_falls_short_and_is_not_sent():
    found = lacks("wechat_pay", identity__document_kind=_kind("hk_macao_permit"))

    assert found["subject_info.identity_info.id_doc_type"] is Lack.NO_WORD


def test_a_missing_answer_that_the_interface_requires_falls_short():
    assert lacks("lakala", business__longitude=None)["longtude"] is Lack.MISSING


def test_an_itinerant_micro_merchant_has_no_address_at_wechat():
    info = said("itinerant", "wechat_pay")["subject_info"]["micro_biz_info"]

    assert info["micro_biz_type"] == "MICRO_TYPE_MOBILE"
    assert info["micro_address"] == "无"


def test_owners_stand_in_their_own_order():
    listed = said("enterprise", "wechat_pay")["subject_info"]["ubo_info_list"]

    assert [owner["ubo_id_doc_name"] for owner in listed] == ["阿牛·木呷样本", "样本丁"]


def test_lakalas_fees_are_those_of_the_channels_taken():
    fees = said("sole", "lakala")["biz_content"]["fees"]

    assert fees[0] == {"fee_code": "DEBIT_CARD", "fee_value": "0.5", "top_fee": "20.00"}
    assert {fee["fee_code"] for fee in fees} <= {"DEBIT_CARD", "CREDIT_CARD", "WECHAT", "ALIPAY"}
    assert all(fee["fee_value"] for fee in fees)


def test_a_cap_is_written_in_fen_where_the_interface_counts_in_fen():
    rate = json.loads(said("sole", "umpay")["rate"])

    assert rate["posRateLevel1"]["feeRateUnionpayDebitCap"] == "2000"


@pytest.mark.parametrize(
    ("encoding", "values", "long_term", "written"),
    [
        (Encoding.DAY_DASHES, [date(2026, 1, 31)], None, "2026-01-31"),
        (Encoding.DAY_DIGITS, [LONG_TERM], "永久", "永久"),
        (Encoding.DAY_DIGITS, [LONG_TERM], None, None),
        (Encoding.DAY_DIGITS, [LONG_TERM], "", ""),
        (Encoding.VALIDITY_TYPE, [LONG_TERM], "", "1"),
        (Encoding.VALIDITY_TYPE, [date(2026, 1, 31)], "", "0"),
        (
            Encoding.DAYS_DOTS,
            [date(2011, 1, 1), date(2039, 1, 1)],
            None,
            '["2011.01.01","2039.01.01"]',
        ),
        (Encoding.DAYS_DOTS, [date(2011, 1, 1), LONG_TERM], None, None),
        (Encoding.PERCENT, [Decimal("0.3800")], None, "0.38"),
        (Encoding.YUAN, [Decimal(20)], None, "20.00"),
        (Encoding.FEN, [Decimal("20.5")], None, "2050"),
        (Encoding.TEN_THOUSAND_YUAN, [Decimal(500_000)], None, "50"),
        (Encoding.PROVINCE, [Place("510107", STREET)], None, "510000"),
        (Encoding.CITY, ["510107"], None, "510100"),
        (Encoding.COUNTY, [Place("510107", STREET)], None, "510107"),
        (Encoding.CITY_NAME, ["510100"], None, "成都市"),
        (Encoding.PROVINCE_NAME, ["510100"], None, "四川省"),
        (Encoding.PROVINCE_NAME, ["990000"], None, None),
        (Encoding.UNIONPAY_AREA, [Place("510107", STREET)], None, "6510"),
        (Encoding.UNIONPAY_AREA, ["110101"], None, None),
        (Encoding.STREET, [Place("510107", STREET)], None, STREET),
        (Encoding.FULL_ADDRESS, [Place("510107", STREET)], None, f"四川省成都市武侯区{STREET}"),
        (Encoding.FULL_ADDRESS, [Place("990000", STREET)], None, None),
        (Encoding.WORD, ["A-2026-000128"], None, "A_2026_000128"),
        (Encoding.TRUTH, [False], None, False),
        (Encoding.COUNT, [2], None, "2"),
        (Encoding.PAGE, [("documents/ID_FRONT-1.jpg",)], None, "documents/ID_FRONT-1.jpg"),
        (Encoding.PAGES, [("a", "b")], None, ["a", "b"]),
    ],
)
def test_an_answer_is_written_as_the_interface_writes_it(
    encoding: Encoding, values: list[Any], long_term: str | None, written: Json
):
    assert encoded(encoding, values, long_term) == written


@given(st.decimals(0, 100, places=4))
def test_a_rate_keeps_its_value(rate: Decimal):
    assert Decimal(str(encoded(Encoding.PERCENT, [rate], None))) == rate


@given(st.decimals(0, 10**9, places=2))
def test_an_amount_keeps_its_value_in_yuan_and_fen(amount: Decimal):
    assert Decimal(str(encoded(Encoding.YUAN, [amount], None))) == amount
    assert Decimal(str(encoded(Encoding.FEN, [amount], None))) == amount * 100


def _kind(value: str) -> Any:
    from poswizard.domain.merchant import IdDocumentKind

    return IdDocumentKind(value)
