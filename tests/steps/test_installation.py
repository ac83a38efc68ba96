"""The site, the fitting, the test run and the training, with the rules on them."""

from __future__ import annotations

from datetime import date
from typing import Any

import jsonschema
import pytest

from poswizard.domain.merchant import Outcome, Premises
from poswizard.domain.terminal import (
    DeviceFault,
    DeviceTest,
    DeviceType,
    Network,
    SiteItem,
    TrainingTopic,
)
from poswizard.forms.answers import Answers, Overlay
from poswizard.forms.field import Field
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Place
from poswizard.forms.step import Milestone
from poswizard.steps import installation_checks as rules
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.fitting import Device, Installation
from poswizard.steps.installation import PHASE
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.site import Site, SiteDefect
from poswizard.steps.terms import TerminalWish, Terms
from poswizard.steps.test_run import DeviceRepair, DeviceTrial, TestRun
from poswizard.steps.training import Trainee, Training
from poswizard.text import Text
from tests.steps.installed_shop import (
    PICTURE,
    Values,
    a_device,
    changed,
    codes,
    device_trials,
    every_step,
    installed_shop,
    issues,
    offered,
    row,
    with_first_row,
)

ELSEWHERE = Place("510107", "样本路 99 号")


def test_a_shop_where_all_is_well_has_no_issue():
    shop = installed_shop()

    assert [issue.path for step in every_step() for issue in issues(step, shop)] == []


def test_the_phase_holds_its_steps_in_order():
    assert [step.key for step in PHASE.steps] == ["site", "installation", "test_run", "training"]
    assert PHASE.milestone is Milestone.HAND_OVER


# site


@pytest.mark.parametrize(
    "field",
    [
        *(Site.safety, Site.fire, Site.water, Site.camera, Site.position),
        *(Site.cabling, Site.power, Site.spare_power, Site.network),
    ],
    ids=lambda field: field.name,
)
def test_whatever_fails_on_site_needs_a_remedy(field: Field[Any]):
    shop = installed_shop().with_(field, Outcome.FAILED)

    assert [issue.field for issue in issues(Site, shop)] == [Site.defects]


def a_defect(item: SiteItem) -> Answers:
    return row(
        {
            SiteDefect.item: item,
            SiteDefect.problem: "插座松动",
            SiteDefect.remedy: "换插座",
            SiteDefect.responsible: "商户",
            SiteDefect.due_on: date(2026, 11, 9),
            SiteDefect.mended_on: date(2026, 11, 9),
        }
    )


def test_the_remedy_is_that_of_the_item_that_fails():
    shop = changed(installed_shop(), {Site.power: Outcome.FAILED})
    of_water = shop.with_(Site.defects, (a_defect(SiteItem.WATER),))
    of_power = shop.with_(Site.defects, (a_defect(SiteItem.POWER),))

    (issue,) = issues(Site, of_water)
    assert (issue.code, issue.field) == ("site.defect_is_recorded", Site.power)
    assert "供电稳定" in issue.text.zh
    assert codes(Site, of_power) == []


def test_an_itinerant_merchant_is_not_asked_for_sockets_and_cables():
    shop = installed_shop().with_(Basics.premises, Premises.ITINERANT)
    asked = Site.relevant_fields(shop)

    assert Site.power not in asked
    assert Site.address not in asked
    assert Site.network in asked
    assert Installation.fixing not in Installation.relevant_fields(shop)


def test_the_place_is_the_one_applied_for():
    shop = installed_shop().with_(Site.address, ELSEWHERE)

    (issue,) = issues(Site, shop)
    assert (issue.code, issue.level) == ("site.place_as_applied", Level.ERROR)


def test_a_place_written_in_other_widths_is_the_same():
    shop = installed_shop().with_(Site.address, Place("510107", "样本路１号2层"))

    assert codes(Site, shop) == []


def test_a_place_wished_for_a_terminal_was_applied_for():
    wish = row(
        {
            TerminalWish.device_type: DeviceType.SMART,
            TerminalWish.elsewhere: True,
            TerminalWish.address: ELSEWHERE,
        }
    )
    shop = changed(installed_shop(), {Site.address: ELSEWHERE, Terms.terminals: (wish,)})

    assert codes(Site, shop) == []


def position(latitude: str, longitude: str) -> Answers:
    keys = frozenset(
        f.key for f in (Site.latitude, Site.longitude, Business.latitude, Business.longitude)
    )
    shop = changed(
        installed_shop(),
        {
            Business.latitude: "30.6595",
            Business.longitude: "104.0657",
            Site.latitude: latitude,
            Site.longitude: longitude,
        },
    )
    return shop.under(Overlay(requires=keys))


@pytest.mark.parametrize(
    ("latitude", "longitude", "found"),
    [
        ("30.6595", "104.0657", []),
        ("30.6630", "104.0657", []),
        ("30.6695", "104.0657", ["site.position_as_applied"]),
        ("30.6595", "104.0757", ["site.position_as_applied"]),
    ],
)
def test_the_position_is_within_half_a_kilometre(latitude: str, longitude: str, found: list[str]):
    assert codes(Site, position(latitude, longitude)) == found


def test_a_position_that_is_no_number_is_said_once():
    assert "site.position_as_applied" not in codes(Site, position("北纬三十度", "104.0657"))


def test_the_exact_position_is_asked_only_where_the_acquirer_wants_it():
    assert Site.latitude not in Site.relevant_fields(installed_shop())


# installation


def test_no_installation_before_the_agreement():
    shop = installed_shop().with_(Installation.installed_on, date(2026, 11, 4))

    (issue,) = [i for i in issues(Installation, shop) if i.level is Level.ERROR]
    assert issue.code == "installation.after_contract"
    assert "2026-11-05" in issue.text.zh


def test_defects_still_open_at_the_installation_want_a_reason():
    open_defect = changed(a_defect(SiteItem.POWER), {SiteDefect.mended_on: None})
    shop = changed(installed_shop(), {Site.power: Outcome.FAILED, Site.defects: (open_defect,)})

    (issue,) = issues(Installation, shop)
    assert (issue.code, issue.level) == ("installation.site_is_mended", Level.WARNING)
    assert "供电稳定" in issue.text.zh


def test_bad_work_is_put_right_first():
    shop = installed_shop().with_(Installation.seal, Outcome.FAILED)

    assert codes(Installation, shop) == ["installation.work_is_done"]


def test_no_serial_number_stands_twice():
    shop = installed_shop().with_(Installation.devices, (a_device("ABC-12345"),) * 2)

    (issue,) = issues(Installation, shop)
    assert issue.code == "device.serial_number_twice"
    assert "ABC-12345" in issue.text.zh


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({Device.serial_number: "A1"}, "malformed"),
        ({Device.address: ELSEWHERE}, "site.place_as_applied"),
        ({Device.model_licence: "3100"}, "device.model_licence"),
        ({Device.network: Network.MOBILE_DATA, Device.iccid_tail: "ABCD"}, "device.iccid_tail"),
        ({Device.network: Network.MOBILE_DATA}, "missing"),
    ],
)
def test_a_device_is_refused(change: Values, code: str):
    shop = with_first_row(installed_shop(), Installation.devices, change)

    assert codes(Installation, shop) == [code]


def test_a_device_with_licence_and_sim_card_is_accepted():
    change = {
        Device.model_licence: "P3100",
        Device.network: Network.MOBILE_DATA,
        Device.iccid_tail: "1234",
    }

    assert codes(Installation, with_first_row(installed_shop(), Installation.devices, change)) == []


def test_what_lies_in_the_future_has_not_happened():
    shop = installed_shop().with_(Installation.installed_on, date(2027, 1, 1))

    assert "day.has_come" in codes(Installation, shop)


def test_paper_asks_for_the_signed_sheet_in_place_of_a_signature():
    shop = installed_shop().with_(Basics.signing_route, SigningRoute.PAPER_NOW)

    for step, sheet in (
        (Installation, Installation.signed_sheet),
        (Training, Training.signed_sheet),
    ):
        assert [issue.field for issue in issues(step, shop)] == [sheet]
        assert codes(step, shop.with_(sheet, PICTURE)) == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("顾客卡 6222 0200 0000 0000 000 读不出", True),
        ("卡号6222020000000000000", True),
        ("卡号６２２２０２０００００００００００００", True),
        ("卡号6222020000000000001", False),
        ("尾号 0003 的卡读不出", False),
        ("622202******0003", False),
        ("电话 02800000000，工单 20261110001", False),
    ],
)
def test_no_remark_holds_a_whole_card_number(text: str, refused: bool):
    assert (rules.holds_no_card_number(text) is not None) is refused


# test run


def test_a_missing_test_is_said_by_name():
    shop = installed_shop().with_(TestRun.tests, device_trials()[:-2])

    (issue,) = issues(TestRun, shop)
    assert (issue.code, issue.level) == ("test_run.missing", Level.ERROR)
    assert issue.text.zh == "还没测：签到、密钥下载。请补测并加一行"


def test_each_device_is_tested():
    two = (a_device(), a_device("SPECIMEN-0002"))
    shop = changed(
        installed_shop(), {Installation.devices: two, TestRun.tests: device_trials(device=1)}
    )

    (issue,) = issues(TestRun, shop)
    assert issue.text.zh.startswith("还没测：第 2 台：开机自检、")
    assert codes(TestRun, shop.with_(TestRun.tests, device_trials(1) + device_trials(2))) == []


def test_with_several_devices_a_test_says_which():
    two = (a_device(), a_device("SPECIMEN-0002"))
    shop = changed(installed_shop(), {Installation.devices: two})

    assert {i.path for i in issues(TestRun, shop) if i.code == "missing"} >= {
        "test_run.tests[0].device"
    }


def test_a_test_names_a_device_that_is_there():
    shop = with_first_row(installed_shop(), TestRun.tests, {DeviceTrial.device: 2})

    assert "device.is_listed" in codes(TestRun, shop)


@pytest.mark.parametrize(
    ("kind", "printer", "wanted", "not_wanted"),
    [
        (DeviceType.SMART, False, DeviceTest.CHIP, DeviceTest.PRINTER),
        (DeviceType.TRADITIONAL, True, DeviceTest.PRINTER, DeviceTest.SCANNER),
        (DeviceType.QR_TERMINAL, False, DeviceTest.SCANNER, DeviceTest.CHIP),
    ],
)
def test_what_is_tested_follows_the_kind_of_device(
    kind: DeviceType, printer: bool, wanted: DeviceTest, not_wanted: DeviceTest
):
    device = changed(a_device(kind=kind), {Device.has_printer: printer})
    shop = installed_shop().with_(Installation.devices, (device,))
    cases = [r.get(DeviceTrial.item) for r in offered(TestRun.tests, shop)]

    assert wanted in cases
    assert not_wanted not in cases


def test_a_static_code_needs_no_test():
    shop = installed_shop().with_(Installation.devices, (a_device(kind=DeviceType.QR_PLATE),))

    assert offered(TestRun.tests, shop) == ()


def test_what_failed_is_repaired_and_tested_again():
    failed = row(
        {
            DeviceTrial.item: DeviceTest.PRINTER,
            DeviceTrial.outcome: Outcome.FAILED,
            DeviceTrial.remark: "不出纸",
        }
    )
    passed = row({DeviceTrial.item: DeviceTest.PRINTER, DeviceTrial.outcome: Outcome.PASSED})
    shop = installed_shop().with_(TestRun.tests, (*device_trials(), failed))

    assert codes(TestRun, shop) == ["missing", "test_run.failed"]  # the fault is to be noted too
    again = changed(
        shop, {TestRun.tests: (*device_trials(), failed, passed), TestRun.repairs: (a_repair(),)}
    )
    assert codes(TestRun, again) == []


def a_repair(mended_on: date | None = date(2026, 11, 11)) -> Answers:
    values: Values = {
        DeviceRepair.fault: DeviceFault.PRINTER,
        DeviceRepair.found_on: date(2026, 11, 10),
        DeviceRepair.description: "不出纸",
        DeviceRepair.responsible: "厂家",
        DeviceRepair.due_on: date(2026, 11, 12),
        DeviceRepair.remedy: "换打印头",
    }
    return row(values | ({DeviceRepair.mended_on: mended_on} if mended_on else {}))


@pytest.mark.parametrize(
    ("mended_on", "found"),
    [
        (date(2026, 11, 11), []),
        (date(2026, 11, 9), ["fault.mended_after_found"]),
        (None, ["test_run.open_fault"]),
    ],
)
def test_a_fault_is_followed_to_its_end(mended_on: date | None, found: list[str]):
    shop = installed_shop().with_(TestRun.repairs, (a_repair(mended_on),))

    assert codes(TestRun, shop) == found


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.NOT_APPLICABLE])
def test_a_test_that_did_not_pass_is_explained(outcome: Outcome):
    shop = with_first_row(installed_shop(), TestRun.tests, {DeviceTrial.outcome: outcome})

    assert "test_run.tests[0].remark" in [issue.path for issue in issues(TestRun, shop)]


# training


def test_a_mandatory_topic_is_missed_by_name():
    shop = installed_shop().with_(Training.topics, (TrainingTopic.OPERATION, TrainingTopic.REFUND))

    (issue,) = issues(Training, shop)
    assert issue.code == "training.topics"
    assert issue.text.zh.startswith("还没讲：防诈骗、识别可疑交易、小票保管、不出租")


def test_care_of_the_device_may_be_left_out():
    topics = tuple(topic for topic in TrainingTopic if topic.is_mandatory)

    assert codes(Training, installed_shop().with_(Training.topics, topics)) == []


@pytest.mark.parametrize(
    "field", [Training.real_trade, Training.no_lending, Training.no_moving, Training.guide_left]
)
def test_every_undertaking_is_ticked(field: Field[Any]):
    shop = installed_shop().with_(field, None)

    assert [issue.field for issue in issues(Training, shop)] == [field]


def test_a_trainee_confirms_and_can_work_alone():
    unsure = with_first_row(
        installed_shop(), Training.trainees, {Trainee.works_alone: False, Trainee.confirmed: None}
    )

    assert codes(Training, unsure) == ["missing", "training.works_alone"]


def test_training_before_the_installation_is_explained():
    shop = installed_shop().with_(Training.trained_on, date(2026, 11, 9))

    assert codes(Training, shop) == ["training.after_installation"]


def test_somebody_is_trained():
    assert [i.field for i in issues(Training, installed_shop().with_(Training.trainees, ()))] == [
        Training.trainees
    ]


def test_words_of_every_rule_stand_in_both_languages():
    for step in every_step():
        parts = [step, *(field.row for field in step.fields if field.row)]
        for check in (check for part in parts for check in part.all_checks):
            about: Text = check.rule.about
            assert about.zh
            assert about.en
            assert check.rule.source


def test_every_answer_is_stored_and_read_back():
    shop = installed_shop()
    for step in every_step():
        for field in step.fields:
            value = shop.get(field)
            if value is not None:
                assert field.from_json(field.to_json(value)) == value, field.key
                jsonschema.validate(field.to_json(value), field.schema())
