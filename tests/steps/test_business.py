"""The shop: its names, category, address and telephone."""

from __future__ import annotations

from typing import Any

import pytest

from poswizard.domain.category import FeeClass
from poswizard.domain.merchant import MerchantKind
from poswizard.forms.answers import Answers, Overlay
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Place
from poswizard.steps.application import Identity, Licence
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.business import Business
from tests.steps.asking import (
    MICRO,
    SOLE,
    answered,
    found,
    missing,
)

ERROR, WARNING = Level.ERROR, Level.WARNING
SHOP_ADDRESS = Place("510107", "样本路1号1楼")


class TestBusiness:
    def asked(self, kind: MerchantKind = SOLE, regulated: bool = True, **values: Any) -> Answers:
        return Answers(
            {
                **answered(Basics, merchant_kind=kind, regulated_trade=regulated),
                **answered(Identity, name="样本甲"),
                **answered(Licence, scope="餐饮服务；小吃店。"),
                **answered(Business, **values),
            }
        )

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("武侯区样本小吃店", None),
            ("Specimen Snacks", "business.trade_name_chinese"),
            ("样本甲", "business.trade_name_personal"),
            ("店店店", "business.trade_name_meaningless"),
            ("样本小吃13800000000", "business.trade_name_contact"),
            ("样本小吃加V", "business.trade_name_contact"),
        ],
    )
    def test_a_trade_name_says_what_the_shop_is(self, name: str, code: str | None):
        assert found(Business, self.asked(trade_name=name)) == ({code: WARNING} if code else {})

    def test_a_name_on_slips_has_forty_bytes(self):
        assert found(Business, self.asked(receipt_name="样" * 20)) == {}
        assert found(Business, self.asked(receipt_name="样" * 20 + "A")) == {
            "business.receipt_name_length": ERROR
        }

    def test_a_trade_name_that_fits_is_offered_for_slips(self):
        offered = Business.receipt_name.suggested
        assert offered
        assert offered.value(self.asked(trade_name="武侯区样本小吃店")) == "武侯区样本小吃店"
        assert offered.value(self.asked(trade_name="样" * 21)) is None

    def test_a_micro_merchant_is_registered_under_its_operators_name(self):
        assert self.asked(MICRO).get(Business.registered_name) == "商户_样本甲"
        assert self.asked(SOLE).get(Business.registered_name) is None

    @pytest.mark.parametrize(
        ("kind", "regulated", "mcc", "found_"),
        [
            (SOLE, True, "5812", {}),
            (SOLE, False, "5812", {"business.mcc_needs_permit": ERROR}),
            (MICRO, True, "8211", {"business.mcc_exempt": ERROR}),
            (MICRO, False, "0001", {"business.mcc_unknown": WARNING}),
            (SOLE, True, "5541", {"business.mcc_and_scope": WARNING}),
            (MICRO, True, "5541", {}),
        ],
    )
    def test_a_category_is_the_merchants_own(
        self, kind: MerchantKind, regulated: bool, mcc: str, found_: dict[str, Level]
    ):
        assert found(Business, self.asked(kind, regulated, mcc=mcc)) == found_

    def test_the_category_of_the_trade_is_offered(self):
        offered = Business.mcc.suggested
        assert offered
        code = offered.value(Answers(answered(Needs, trade="小吃店")))
        assert code
        assert Business.mcc.table.get(code)

    def test_a_lower_fee_class_than_the_categorys_wants_a_reason(self):
        answers = self.asked(mcc="5812", fee_class=FeeClass.EXEMPT)

        assert found(Business, answers) == {"business.fee_class_differs": WARNING}

    @pytest.mark.parametrize(
        ("place", "found_"),
        [
            (SHOP_ADDRESS, {}),
            (Place("519999", "样本路1号"), {"address.county_unknown": ERROR}),
            (Place("440106", "样本路1号"), {"address.outside_sichuan": WARNING}),
            (Place("510107", "样本路中间"), {"address.incomplete": WARNING}),
            (Place("510107", "1号"), {"address.incomplete": WARNING}),
            (Place("510107", "样本村三组"), {}),
        ],
    )
    def test_an_address_can_be_found_and_is_in_sichuan(
        self, place: Place, found_: dict[str, Level]
    ):
        assert found(Business, self.asked(address=place)) == found_

    @pytest.mark.parametrize(
        ("phone", "good"),
        [("02800000000", True), ("4000000000", True), ("13800000000", True), ("8500000", False)],
    )
    def test_a_service_phone_can_be_called(self, phone: str, good: bool):
        codes = {} if good else {"business.service_phone": ERROR}

        assert found(Business, self.asked(service_phone=phone)) == codes

    def test_only_who_has_a_licence_must_have_a_service_phone(self):
        assert "service_phone" in missing(Business, self.asked(SOLE))
        assert "service_phone" not in missing(Business, self.asked(MICRO))

    def test_coordinates_and_hours_are_asked_on_demand_and_not_swapped(self):
        wanted = ("longitude", "latitude", "opens_at")
        overlay = Overlay(requires=frozenset(f"business.{name}" for name in wanted))
        swapped_ = self.asked(longitude="30.6595", latitude="104.0657", opens_at="0960")

        assert not set(wanted) & missing(Business, self.asked())
        assert found(Business, swapped_.under(overlay)) == {
            "address.longitude": ERROR,
            "address.latitude": ERROR,
            "business.hours": ERROR,
        }
        right = self.asked(longitude="104.0657", latitude="30.6595", opens_at="0930")
        assert found(Business, right.under(overlay)) == {}
