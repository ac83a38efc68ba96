"""What the needs speak for, each with its reason and its source."""

from __future__ import annotations

from typing import Any

import pytest

from poswizard.domain.category import category
from poswizard.domain.merchant import MerchantKind, PlaceKind, Premises
from poswizard.domain.terminal import CardScheme
from poswizard.forms.answers import Answers
from poswizard.steps.basics import Basics
from poswizard.steps.preparation_choices import NeededFunction
from poswizard.steps.research_advice import AdviceKind, Wants, advice, wants
from tests.steps.quotes import NEEDED

SHOP: dict[str, Any] = {
    "merchant": MerchantKind.SOLE_PROPRIETOR,
    "premises": Premises.FIXED,
    "place": PlaceKind.RESTAURANT,
    "trade": "火锅店",
    "channels": (CardScheme.DEBIT, CardScheme.CREDIT, CardScheme.WECHAT),
    "functions": (),
}


def said(kind: AdviceKind, **changes: Any) -> list[str]:
    found = advice(Wants(**(SHOP | changes)))
    return [f"{one.what.zh}：{one.why.zh}" for one in found if one.kind is kind]


def test_a_shop_with_cards_and_codes_is_told_of_a_smart_terminal_and_why():
    (device,) = said(AdviceKind.DEVICE)

    assert device == "智能POS（04）：刷卡和扫码都收，一台机器对一本账"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"channels": (CardScheme.WECHAT,)}, "只收扫码"),
        ({"channels": (CardScheme.WECHAT, CardScheme.ALIPAY)}, "备用码"),
        ({"channels": (CardScheme.DEBIT,)}, "便宜耐用"),
        ({"premises": Premises.ITINERANT}, "能带着走"),
        ({"functions": (NeededFunction.MOBILE_USE,)}, "轻便"),
        ({"functions": (NeededFunction.BANK_SYSTEM,)}, "和收银系统、银行系统对接"),
    ],
)
def test_the_reason_for_a_device_follows_the_need(changes: dict[str, Any], words: str):
    assert words in "".join(said(AdviceKind.DEVICE, **changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "聚合扫码"),
        ({"channels": (CardScheme.DEBIT,)}, "封顶"),
        ({"merchant": MerchantKind.MICRO}, "每天最多 1,000 元、每月 10,000 元"),
        ({"place": PlaceKind.HOTEL}, "预授权"),
        ({"functions": (NeededFunction.PRE_AUTHORISATION,)}, "预授权"),
        ({"functions": (NeededFunction.REMOTE_PAYMENT,)}, "个人收款码不得用于远程收款"),
        ({"channels": (CardScheme.FOREIGN,)}, "外卡受理"),
        ({"channels": (CardScheme.DIGITAL_YUAN,)}, "数字人民币"),
    ],
)
def test_the_means_of_payment_to_open_follow_the_need(changes: dict[str, Any], words: str):
    assert words in "".join(said(AdviceKind.CHANNEL, **changes))


def test_what_is_not_needed_is_not_advised():
    channels = "".join(said(AdviceKind.CHANNEL, channels=(CardScheme.DEBIT,)))

    for word in ("信用卡", "聚合", "外卡", "预授权", "线上"):
        assert word not in channels


def test_a_fixed_counter_has_a_cable_and_a_spare_and_one_on_the_move_a_sim():
    assert ["有线" in s for s in said(AdviceKind.NETWORK)] == [True, False]
    assert len(said(AdviceKind.NETWORK, premises=Premises.ITINERANT)) == 1


def test_the_category_is_that_of_the_trade_with_its_fee_class_and_permit():
    first = said(AdviceKind.CATEGORY)[0]

    assert first.startswith("5812")
    assert "标准类" in first
    assert "食品" in first


def test_a_micro_merchant_is_offered_no_category_that_is_closed_to_it():
    open_to_all = said(AdviceKind.CATEGORY, trade="公立医院")
    open_to_micro = said(AdviceKind.CATEGORY, trade="公立医院", merchant=MerchantKind.MICRO)

    assert open_to_all
    for one in open_to_micro:
        found = category(one[:4])
        assert found
        assert found.is_open_to_micro


def test_nothing_is_advised_before_anything_is_said():
    assert advice(wants(Answers())) == ()


def test_every_piece_of_advice_has_its_reason_and_source_in_both_languages():
    everything = dict(SHOP, channels=tuple(CardScheme), functions=tuple(NeededFunction))
    everything |= {"merchant": MerchantKind.MICRO}

    for one in advice(Wants(**everything)):
        assert all((one.what.zh, one.what.en, one.why.zh, one.why.en, one.source))


def test_the_needs_are_read_off_the_answers():
    read = wants(Answers({**NEEDED, Basics.premises: Premises.FIXED}))

    assert (read.trade, read.place, read.is_mobile) == ("样本火锅", PlaceKind.RESTAURANT, False)
    assert advice(read)
