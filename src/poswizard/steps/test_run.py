"""Phase 3: every device switched on and tried, faults repaired."""

from __future__ import annotations

from poswizard.domain.merchant import Outcome
from poswizard.domain.terminal import (
    DeviceFault,
    DeviceTest,
)
from poswizard.forms.answers import Answers
from poswizard.forms.field import Calculation
from poswizard.forms.kinds import (
    Choice,
    Count,
    Day,
    Line,
)
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Row, Step
from poswizard.steps import installation_checks as rules
from poswizard.steps import trial_checks as trials
from poswizard.steps.fitting import SEVERAL_DEVICES, WHICH_DEVICE, WHICH_HINT, Device, Installation
from poswizard.text import Text


class DeviceTrial(Row):
    """One thing tried on one device after it was switched on."""

    device = Count(WHICH_DEVICE, least=1, most=20, required=SEVERAL_DEVICES, hint=WHICH_HINT)
    item = Choice(Text("测试项目", "Test"), DeviceTest, loggable=True)
    outcome = Choice(Text("结果", "Result"), Outcome, loggable=True)
    remark = Line(
        Text("说明", "Remark"),
        required=outcome.in_(Outcome.FAILED, Outcome.NOT_APPLICABLE),
        hint=Text("不通过或不适用时写明", "When it failed or does not apply"),
        most=100,
        constraint=rules.holds_no_card_number,
    )

    checks = (rules.device_is_listed.on(device, Installation.devices),)


class DeviceRepair(Row):
    """A fault found in the test run, and what became of it."""

    device = Count(WHICH_DEVICE, least=1, most=20, required=SEVERAL_DEVICES, hint=WHICH_HINT)
    fault = Choice(Text("故障", "Fault"), DeviceFault, loggable=True)
    found_on = Day(Text("发现日期", "Found on"), constraint=rules.has_come)
    description = Line(
        Text("现象", "What happens"), most=100, constraint=rules.holds_no_card_number
    )
    responsible = Line(
        Text("谁负责修", "Who mends it"), hint=Text("服务商或厂家", "Provider or maker"), most=40
    )
    due_on = Day(Text("约定修好日期", "Promised for"))
    mended_on = Day(Text("修好日期", "Mended on"), required=False, constraint=rules.has_come)
    remedy = Line(
        Text("怎么修的", "What was done"),
        relevant=mended_on.answered(),
        most=100,
        constraint=rules.holds_no_card_number,
    )

    checks = (
        rules.device_is_listed.on(device, Installation.devices),
        trials.mended_after_found.on(mended_on, found_on),
    )


def _device_tests(device: Answers) -> list[DeviceTest]:
    kind = device.get(Device.device_type)
    return trials.device_tests(kind, device.get(Device.has_printer) or False) if kind else []


DEVICE_TRIALS = trials.Trials(
    "test_run", DeviceTrial.device, DeviceTrial.item, DeviceTrial.outcome, _device_tests
)


class TestRun(Step):
    """Every device tried after it was switched on."""

    __test__ = False  # not a class of tests, whatever pytest makes of the name
    key, title = "test_run", Text("测试运行", "Test run")
    intro = Text(
        "开机自检，逐项试一遍。不通过的报修，修好后再加一行结果。",
        "Switch on and try everything. What fails is repaired, then tested again in a new row.",
    )
    process = ("3.3",)

    tested_on = Day(Text("测试日期", "Tested on"), constraint=rules.has_come)
    tested_by = Line(
        Text("测试人员", "Tested by"), hint=Text("姓名或工号", "Name or staff number"), most=40
    )
    tests = Rows(
        Text("测试结果", "Results"),
        DeviceTrial,
        noun=Text("项测试", "test"),
        named_by="item",
        most=200,
        suggested=Calculation(DEVICE_TRIALS.all_rows, (Installation.devices,)),
        hint=Text(
            "必测项目可一次带出，再逐项填结果", "All mandatory tests can be brought in at once"
        ),
    )
    repairs = Rows(
        Text("故障和处理", "Faults and repairs"),
        DeviceRepair,
        required=tests.any(DeviceTrial.outcome.is_(Outcome.FAILED)),
        noun=Text("条故障", "fault"),
        named_by="fault",
    )

    checks = (
        trials.nothing_is_missing(DEVICE_TRIALS).on(tests, Installation.devices),
        trials.nothing_has_failed(DEVICE_TRIALS).on(tests),
        trials.faults_are_mended("test_run", DeviceRepair.fault, DeviceRepair.mended_on).on(
            repairs
        ),
    )
