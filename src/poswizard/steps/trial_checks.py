"""Rules of tests: which mandatory ones are missing or have failed, device by device, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from poswizard.domain.merchant import Outcome
from poswizard.domain.terminal import (
    CardScheme,
    DeviceTest,
    DeviceType,
    FunctionTest,
    TransactionKind,
)
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Level, Rule, rule
from poswizard.steps.row_answers import RowAnswers, in_words, joined, values
from poswizard.text import Text, Vocabulary


@dataclass(frozen=True, slots=True)
class Trials:
    """What a table of tests is made of: its questions, and the cases no device may go without."""

    code: str
    """First part of the rules' codes."""
    device: Field[int]
    """Which of the installed devices, from 1; unanswered where there is one only."""
    case: Field[Any]
    outcome: Field[Outcome]
    mandatory: Callable[..., Sequence[Vocabulary]]
    """What a device must be tested in, by its row and by whatever is open on it."""

    def last(self, rows: RowAnswers) -> dict[tuple[int, Vocabulary], Outcome]:
        """How each test of each device ended; a later row is a repetition and replaces the earlier."""
        found: dict[tuple[int, Vocabulary], Outcome] = {}
        for row in rows:
            case, outcome = row.get(self.case), row.get(self.outcome)
            if case is not None and outcome is not None:
                found[row.get(self.device) or 1, case] = outcome
        return found

    def all_rows(self, devices: RowAnswers, *open_here: Any) -> RowAnswers:
        """One row for every mandatory test of every device, to be offered to the clerk."""
        several = len(devices) > 1
        return tuple(
            Answers({self.device: number, self.case: case} if several else {self.case: case})
            for number, device in enumerate(devices, 1)
            for case in self.mandatory(device, *open_here)
        )


def nothing_is_missing(trials: Trials) -> Rule:
    """Every mandatory test was made on every device, and it is said by name which was not."""

    @rule(
        f"{trials.code}.missing",
        Level.ERROR,
        Text("必测项目都要测", "All mandatory tests are made"),
        "银行卡收单业务管理办法；收单机构装机规范",
    )
    def test(rows: RowAnswers, devices: RowAnswers, *open_here: Any) -> Text | None:
        """domain §10 rule 47: sign-on, sale, void, refund, settlement … each with its result."""
        done = trials.last(rows)
        missing = {
            number: [c for c in trials.mandatory(device, *open_here) if (number, c) not in done]
            for number, device in enumerate(devices, 1)
        }
        if not any(missing.values()):
            return None
        return Text(
            "还没测：{0}。请补测并加一行", "Not yet tested: {0}. Test and add a row"
        ).format(_by_device(missing, len(devices)))

    return test


def nothing_has_failed(trials: Trials) -> Rule:
    """What failed was repaired and tested again."""

    @rule(
        f"{trials.code}.failed",
        Level.ERROR,
        Text("不合格的要修好重测", "What failed is repaired and tested again"),
        "银行卡收单业务管理办法；收单机构装机规范",
    )
    def test(rows: RowAnswers) -> Text | None:
        last = trials.last(rows)
        failed: dict[int, list[Vocabulary]] = {device: [] for device, _ in last}
        for (device, case), outcome in last.items():
            if outcome is Outcome.FAILED:
                failed[device].append(case)
        if not any(failed.values()):
            return None
        return Text(
            "没有通过：{0}。请报修，修好后重测，再加一行结果",
            "Failed: {0}. Have it repaired, test again and add a row with the result",
        ).format(_by_device(failed, max(failed)))

    return test


def _by_device(cases: dict[int, list[Vocabulary]], devices: int) -> Text:
    """`第 2 台：打印、签到`; the device is not named where there is one only."""
    return joined(
        _of_device(number, listed, devices) for number, listed in sorted(cases.items()) if listed
    )


def _of_device(number: int, cases: Iterable[Vocabulary], devices: int) -> Text:
    words = in_words(cases)
    if devices == 1:
        return words
    return Text(f"第 {number} 台：{words.zh}", f"device {number}: {words.en}")


def device_tests(kind: DeviceType, has_printer: bool) -> list[DeviceTest]:
    """What every device of that kind is tried in before it is used; a static code has nothing to try."""
    return list(_device_tests(kind, has_printer))


@cache
def _device_tests(kind: DeviceType, has_printer: bool) -> tuple[DeviceTest, ...]:
    if not kind.needs_serial_number:
        return ()
    extra = {DeviceTest.PRINTER} if has_printer else set()
    reader = {DeviceTest.DISPLAY, DeviceTest.KEYPAD, DeviceTest.CHIP, DeviceTest.KEYS}
    extra |= reader if kind.takes_cards else {DeviceTest.SCANNER}
    return tuple(test for test in DeviceTest if test.is_mandatory or test in extra)


def function_tests(
    kind: DeviceType, opened: tuple[TransactionKind, ...], channels: tuple[CardScheme, ...]
) -> list[FunctionTest]:
    """domain §10 rule 47: what is paid on trial, as far as the kind can do it and it was opened."""
    return list(_function_tests(kind, frozenset((*opened, *channels))))


@cache  # asked at every keystroke; a branch meets few combinations
def _function_tests(
    kind: DeviceType, open_here: frozenset[TransactionKind | CardScheme]
) -> tuple[FunctionTest, ...]:
    wanted = {test for test in FunctionTest if test.is_mandatory and test not in _OPENED_BY}
    wanted |= {test for test, openers in _OPENED_BY.items() if openers & open_here}
    if not kind.takes_cards:
        wanted &= _BY_CODE
    if not kind.needs_serial_number:
        wanted &= {FunctionTest.QR_SALE, FunctionTest.REFUND}
    return tuple(test for test in FunctionTest if test in wanted)


# One of these must be open for the test to make sense; tests that do not stand here are always made
_OPENED_BY: dict[FunctionTest, frozenset[TransactionKind | CardScheme]] = {
    FunctionTest.DEBIT_SALE: frozenset((CardScheme.DEBIT,)),
    FunctionTest.CREDIT_SALE: frozenset((CardScheme.CREDIT,)),
    FunctionTest.QR_SALE: frozenset((TransactionKind.QR_SALE,)),
    FunctionTest.VOID: frozenset((TransactionKind.VOID,)),
    FunctionTest.REFUND: frozenset((TransactionKind.REFUND, TransactionKind.QR_REFUND)),
    FunctionTest.PREAUTHORISATION: frozenset((TransactionKind.PREAUTHORISATION,)),
    FunctionTest.CONTACTLESS: frozenset((TransactionKind.NO_PIN,)),
    FunctionTest.FOREIGN_CARD: frozenset((CardScheme.FOREIGN, TransactionKind.FOREIGN_CARDS)),
}
_BY_CODE = {
    FunctionTest.SIGN_ON,
    FunctionTest.QR_SALE,
    FunctionTest.REFUND,
    FunctionTest.REPRINT,
    FunctionTest.OFFLINE,
}


def faults_are_mended(code: str, fault: Field[Any], mended_on: Field[date]) -> Rule:
    """No fault that was noted is still open."""

    @rule(
        f"{code}.open_fault",
        Level.WARNING,
        Text("故障都已修好", "All faults are mended"),
        "收单机构装机规范",
    )
    def test(rows: RowAnswers) -> Text | None:
        still_open = tuple(row for row in rows if row.get(mended_on) is None)
        if not still_open:
            return None
        return Text(
            "还没修好：{0}。修好后补填日期；要带故障交付，写明原因和约定",
            "Not mended yet: {0}. Enter the day once it is; to hand over all the same, say why and what was agreed",
        ).format(in_words(values(still_open, fault)))

    return test


@rule(
    "fault.mended_after_found",
    Level.ERROR,
    Text("修好日期不早于发现日期", "Mended on or after the day it was found"),
    "收单机构装机规范",
)
def mended_after_found(mended: date, found: date) -> Text | None:
    """The two days of one fault are in order."""
    if mended >= found:
        return None
    return Text("修好日期早于发现日期，请核对", "Mended before it was found: check the days")
