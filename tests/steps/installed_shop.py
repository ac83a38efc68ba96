"""A specimen shop in Chengdu, from application to after-care, all names and numbers invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from poswizard.domain.category import FeeClass
from poswizard.domain.merchant import MerchantKind, Outcome, Premises
from poswizard.domain.state import ApplicationState
from poswizard.domain.terminal import (
    CardScheme,
    DeviceTest,
    DeviceType,
    FunctionTest,
    MaintenanceFinding,
    Network,
    OperatorRole,
    SettlementCycle,
    TerminalSource,
    TrainingTopic,
    TransactionKind,
    VisitKind,
)
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Issue
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.rich_kinds import Place, Rows, Signed
from poswizard.forms.step import Step
from poswizard.steps.activation_choices import (
    ActivationResult,
    ActivationWay,
    RefundApprover,
    SettlementPayer,
)
from poswizard.steps.aftercare_choices import (
    BackupContent,
    BackupPlace,
    ChangeKind,
    ChangeState,
    Cycle,
    FeeItem,
    SupportChannel,
    TicketTheme,
    UpdateChannel,
    UpdateKind,
    VisitReason,
)
from poswizard.steps.application import Contact, Identity, Licence
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.binding import ActivatedTerminal, Activation
from poswizard.steps.business import Account, Business
from poswizard.steps.fitting import Device, Installation
from poswizard.steps.function_tests import FunctionTests, PaymentTrial
from poswizard.steps.installation_choices import InstallerKind, TraineeRole
from poswizard.steps.maintenance import ChangeRequest, Maintenance, Visit
from poswizard.steps.merchant_setup import MerchantSetup, OperatorAccount
from poswizard.steps.parameters import Parameters
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.review import Contract, Review
from poswizard.steps.review_rows import ReviewEvent
from poswizard.steps.site import Site
from poswizard.steps.support import DailyUse, Support, Ticket
from poswizard.steps.terms import TerminalWish, Terms
from poswizard.steps.test_run import DeviceTrial, TestRun
from poswizard.steps.training import Trainee, Training
from poswizard.steps.transactions import FeeChange, Transaction, TransactionCheck
from poswizard.steps.upkeep import Backups, Update, Updates
from tests.steps.asking import card, credit_code, page, resident_id

TODAY = date(2026, 11, 20)
INSTALLED = date(2026, 11, 10)
SHOP = Place("510107", "样本路 1 号 2 层")
MERCHANT_ID = "822651058120001"
SERIAL = "SPECIMEN-0001"
ACCOUNT = card()
Values = dict[Any, Any]
"""Answers by field."""


def at(day: int, hour: int = 10) -> datetime:
    """An hour of a day in November 2026."""
    return datetime(2026, 11, day, hour, tzinfo=CHINA_TIME)


def row(values: Values) -> Answers:
    """A repeated row's answers."""
    return Answers(values)


def changed(answers: Answers, values: Values) -> Answers:
    """The answers with these given anew; `None` takes one out."""
    for field, value in values.items():
        answers = answers.with_(field, value)
    return answers


def rows_of(answers: Answers, rows: Rows) -> list[Answers]:
    """The rows that are there."""
    return list(answers.get(rows) or ())


def with_first_row(answers: Answers, rows: Rows, values: Values) -> Answers:
    """The answers with the first row of a table changed."""
    first, *others = rows_of(answers, rows)
    return answers.with_(rows, (changed(first, values), *others))


def issues(step: type[Step], answers: Answers, today: date = TODAY) -> list[Issue]:
    """What is wrong in a step."""
    return list(step.issues(answers, today))


def codes(step: type[Step], answers: Answers, today: date = TODAY) -> Sequence[str]:
    """The codes of what is wrong in a step."""
    return [issue.code for issue in issues(step, answers, today)]


def offered(rows: Rows, answers: Answers) -> tuple[Answers, ...]:
    """The rows that a table offers to bring in at once."""
    assert rows.suggested is not None
    return rows.suggested.value(answers) or ()


PICTURE = (page(1),)
SITE_PICTURE, INSTALLED_PICTURE = (page(2),), (page(3),)


def _application() -> Values:
    return {
        Basics.merchant_kind: MerchantKind.SOLE_PROPRIETOR,
        Basics.premises: Premises.FIXED,
        Basics.signing_route: SigningRoute.SCREEN,
        Needs.monthly_volume: Decimal(80_000),
        Needs.average_ticket: Decimal(200),
        Needs.channels: (CardScheme.DEBIT, CardScheme.CREDIT, CardScheme.WECHAT),
        Needs.credit_share: Decimal(30),
        Needs.qr_share: Decimal(50),
        ProviderChoice.provider_name: "拉卡拉支付股份有限公司",
        Identity.name: "样本一",
        Identity.number: resident_id(),
        Contact.name: "样本一",
        Contact.mobile: "13800000000",
        Licence.number: credit_code(),
        Business.trade_name: "武侯区样本小吃店",
        Business.mcc: "5812",
        Business.fee_class: FeeClass.STANDARD,
        Business.address: SHOP,
        Business.service_phone: "02800000000",
        Account.number: ACCOUNT,
        Terms.settlement_cycle: SettlementCycle.D1,
        Terms.debit_rate: Decimal("0.5"),
        Terms.debit_capped: True,
        Terms.debit_cap: Decimal(20),
        Terms.credit_rate: Decimal("0.6"),
        Terms.qr_rate: Decimal("0.38"),
        Terms.terminals: (row({TerminalWish.device_type: DeviceType.SMART}),),
        Review.events: (row({ReviewEvent.state: ApplicationState.APPROVED}),),
        Review.merchant_id: MERCHANT_ID,
        Contract.signed_on: date(2026, 11, 5),
    }


def a_device(serial_number: str = SERIAL, kind: DeviceType = DeviceType.SMART) -> Answers:
    """A terminal on the installation sheet."""
    return row(
        {
            Device.device_type: kind,
            Device.maker: "样本厂",
            Device.model: "S1",
            Device.serial_number: serial_number,
            Device.source: TerminalSource.FREE,
            Device.network: Network.WIFI,
            Device.has_printer: True,
            Device.address: SHOP,
        }
    )


def device_trials(device: int | None = None) -> tuple[Answers, ...]:
    """All mandatory tests of a smart POS with printer, passed."""
    cases = (
        *(DeviceTest.SELF_TEST, DeviceTest.DISPLAY, DeviceTest.PRINTER, DeviceTest.KEYPAD),
        *(DeviceTest.CHIP, DeviceTest.NETWORK, DeviceTest.CLOCK, DeviceTest.SIGN_ON),
        DeviceTest.KEYS,
    )
    number = {DeviceTrial.device: device} if device else {}
    return tuple(
        row({**number, DeviceTrial.item: case, DeviceTrial.outcome: Outcome.PASSED})
        for case in cases
    )


def a_payment(case: FunctionTest) -> Answers:
    """A function test that was passed."""
    values: Values = {
        PaymentTrial.case: case,
        PaymentTrial.outcome: Outcome.PASSED,
        PaymentTrial.tried_at: at(11),
    }
    if case.moves_money:
        values |= {
            PaymentTrial.paid_with: CardScheme.DEBIT,
            PaymentTrial.amount: Decimal(1),
            PaymentTrial.trace_number: "000001",
        }
    return row(values)


def _installation() -> Values:
    looks = (
        *(Site.safety, Site.fire, Site.water, Site.camera, Site.position),
        *(Site.cabling, Site.power, Site.spare_power, Site.network),
    )
    return {
        Site.visited_on: date(2026, 11, 8),
        Site.visited_by: "A01",
        Site.met: "样本一",
        Site.address: SHOP,
        Site.position_in_shop: "进门右手收银台",
        **dict.fromkeys(looks, Outcome.PASSED),
        Site.networks: (Network.WIFI,),
        Site.photos: SITE_PICTURE,
        Installation.installed_on: INSTALLED,
        Installation.installer_kind: InstallerKind.ACQUIRER,
        Installation.installer: "A02",
        Installation.employer: "样本装机公司",
        Installation.by_manual: True,
        Installation.cabling: Outcome.PASSED,
        Installation.fixing: Outcome.PASSED,
        Installation.connection: Outcome.PASSED,
        Installation.seal: Outcome.PASSED,
        Installation.devices: (a_device(),),
        Installation.label_photos: PICTURE,
        Installation.photos: INSTALLED_PICTURE,
        Installation.accepted_by: "样本一",
        Installation.acceptance: Signed("ef" * 32, at(10)),
        TestRun.tested_on: INSTALLED,
        TestRun.tested_by: "A02",
        TestRun.tests: device_trials(),
        Training.trained_on: INSTALLED,
        Training.trainer: "A02",
        Training.topics: tuple(TrainingTopic),
        Training.guide_left: True,
        Training.trainees: (
            row(
                {
                    Trainee.name: "样本一",
                    Trainee.role: TraineeRole.OWNER,
                    Trainee.works_alone: True,
                    Trainee.confirmed: True,
                }
            ),
        ),
        Training.real_trade: True,
        Training.no_lending: True,
        Training.no_moving: True,
        Training.signer: "样本一",
        Training.signature: Signed("ef" * 32, at(10)),
    }


def _activation() -> Values:
    return {
        Activation.terminals: (
            row(
                {
                    ActivatedTerminal.serial_number: SERIAL,
                    ActivatedTerminal.terminal_id: "10000001",
                    ActivatedTerminal.way: ActivationWay.CODE,
                    ActivatedTerminal.code_tail: "1234",
                    ActivatedTerminal.code_expires: date(2026, 11, 15),
                    ActivatedTerminal.result: ActivationResult.ACTIVE,
                    ActivatedTerminal.activated_at: at(10, 15),
                }
            ),
        ),
        Activation.acquirer_code: "822",
        Activation.binding_agrees: True,
        Activation.binding_checked_by: "L01",
        Activation.binding_checked_on: INSTALLED,
        MerchantSetup.merchant_id: MERCHANT_ID,
        MerchantSetup.name: "武侯区样本小吃店",
        MerchantSetup.address: SHOP,
        MerchantSetup.accounts: (
            row(
                {
                    OperatorAccount.number: "00",
                    OperatorAccount.role: OperatorRole.SUPERVISOR,
                    OperatorAccount.used_by: "样本一",
                    OperatorAccount.password_changed: True,
                }
            ),
        ),
        Parameters.channels: (CardScheme.DEBIT, CardScheme.CREDIT, CardScheme.WECHAT),
        Parameters.opened: (
            *(TransactionKind.SALE, TransactionKind.VOID, TransactionKind.REFUND),
            *(TransactionKind.QR_SALE, TransactionKind.QR_REFUND),
        ),
        Parameters.debit_single: Decimal(20_000),
        Parameters.debit_day: Decimal(50_000),
        Parameters.debit_month: Decimal(500_000),
        Parameters.credit_single: Decimal(1_000),
        Parameters.credit_day: Decimal(1_000),
        Parameters.credit_month: Decimal(10_000),
        Parameters.qr_single: Decimal(5_000),
        Parameters.qr_day: Decimal(20_000),
        Parameters.qr_month: Decimal(200_000),
        Parameters.debit_rate: Decimal("0.5"),
        Parameters.debit_capped: True,
        Parameters.debit_cap: Decimal(20),
        Parameters.credit_rate: Decimal("0.6"),
        Parameters.qr_rate: Decimal("0.38"),
        Parameters.settlement_cycle: SettlementCycle.D1,
        Parameters.refund_days: 30,
        Parameters.refund_within_original: True,
        Parameters.refund_approver: RefundApprover.SUPERVISOR,
        Parameters.slip_copies: 2,
        Parameters.set_by: "A02",
        Parameters.set_on: INSTALLED,
        FunctionTests.tests: tuple(a_payment(case) for case in FunctionTest if case.is_mandatory),
        FunctionTests.slip_masked: True,
        FunctionTests.slips: PICTURE,
        FunctionTests.settled_on: date(2026, 11, 12),
        FunctionTests.settled_amount: Decimal("9.95"),
        FunctionTests.payer: SettlementPayer.ACQUIRER,
        FunctionTests.payer_name: "拉卡拉支付股份有限公司",
        FunctionTests.account_tail: ACCOUNT[-4:],
    }


def a_visit(day: date = date(2026, 11, 18)) -> Answers:
    """An inspection that found nothing."""
    return row(
        {
            Visit.visited_on: day,
            Visit.reason: VisitReason.PLANNED,
            Visit.way: VisitKind.ON_SITE,
            Visit.visitor: "A03",
            Visit.looked_at: tuple(MaintenanceFinding),
        }
    )


def _aftercare() -> Values:
    return {
        Maintenance.every_months: 12,
        Maintenance.inspector: "收单机构巡检员",
        Maintenance.items: tuple(MaintenanceFinding),
        Maintenance.cleaning: "收银员每周一次",
        Maintenance.life_years: 5,
        Maintenance.visits: (a_visit(),),
        Backups.content: (BackupContent.SLIPS, BackupContent.STATEMENTS),
        Backups.places: (BackupPlace.DISK,),
        Backups.encrypted: True,
        Backups.cycle: Cycle.WEEKLY,
        Backups.responsible: "店长",
        Backups.last_on: date(2026, 11, 15),
        Backups.restored_on: date(2026, 11, 16),
        Backups.restore_outcome: Outcome.PASSED,
        Updates.firmware: "1.0.3",
        Updates.payment_app: "2.4.0",
        Updates.checked_on: date(2026, 11, 15),
        Updates.every_months: 3,
        Support.hotline: "95000",
        Support.hours: "每天 24 小时",
        Support.escalation_name: "客户经理",
        Support.escalation_phone: "02800000000",
        Support.complaint_channel: "协议第十二条所列渠道",
        DailyUse.no_lending: True,
        DailyUse.no_moving: True,
        DailyUse.environment: True,
        DailyUse.real_trade: True,
        DailyUse.card_secrecy: True,
        DailyUse.fraud: True,
        DailyUse.slip_years: 2,
        DailyUse.settlements: True,
        DailyUse.fee_notices: True,
        DailyUse.new_staff: True,
        DailyUse.signer: "样本一",
        DailyUse.signed_on: INSTALLED,
        DailyUse.signature: Signed("ef" * 32, at(10)),
        TransactionCheck.checked_on: date(2026, 11, 19),
        TransactionCheck.checked_by: "A03",
        TransactionCheck.transactions: (a_transaction(),),
    }


def a_transaction() -> Answers:
    """A debit payment of 1,000 yuan, charged and settled as agreed."""
    return row(
        {
            Transaction.traded_on: date(2026, 11, 16),
            Transaction.paid_with: CardScheme.DEBIT,
            Transaction.amount: Decimal(1_000),
            Transaction.charged: Decimal("5.00"),
            Transaction.settled_on: date(2026, 11, 17),
            Transaction.payer: SettlementPayer.ACQUIRER,
        }
    )


def an_update() -> Answers:
    """A firmware update pushed and approved by the acquirer."""
    return row(
        {
            Update.updated_on: date(2026, 11, 15),
            Update.what: UpdateKind.FIRMWARE,
            Update.from_version: "1.0.2",
            Update.to_version: "1.0.3",
            Update.channel: UpdateChannel.REMOTE,
            Update.approved: True,
            Update.outcome: Outcome.PASSED,
        }
    )


def a_ticket() -> Answers:
    """A request for help that is closed."""
    return row(
        {
            Ticket.opened_at: at(12),
            Ticket.channel: SupportChannel.PHONE,
            Ticket.theme: TicketTheme.USE,
            Ticket.problem: "不会补打小票",
            Ticket.closed_on: date(2026, 11, 12),
            Ticket.answer: "已电话指导",
        }
    )


def a_change() -> Answers:
    """A move that was reported, approved, then made."""
    return row(
        {
            ChangeRequest.kind: ChangeKind.MOVE,
            ChangeRequest.description: "同楼搬到 3 层",
            ChangeRequest.reported_on: date(2026, 11, 12),
            ChangeRequest.state: ChangeState.DONE,
            ChangeRequest.effective_on: date(2026, 11, 18),
        }
    )


def a_fee_change() -> Answers:
    """The credit rate raised from 0.6 to 0.65 %, announced in time."""
    return row(
        {
            FeeChange.item: FeeItem.CREDIT_RATE,
            FeeChange.old_rate: Decimal("0.6"),
            FeeChange.new_rate: Decimal("0.65"),
            FeeChange.announced_on: date(2026, 11, 1),
            FeeChange.effective_on: date(2026, 12, 15),
            FeeChange.agreed: True,
        }
    )


def installed_shop() -> Answers:
    """Everything answered as it should be."""
    return Answers(_application() | _installation() | _activation() | _aftercare())


def every_step() -> Iterator[type[Step]]:
    """The steps after the application."""
    from poswizard.steps import activation, aftercare, installation

    for phase in (installation.PHASE, activation.PHASE, aftercare.PHASE):
        yield from phase.steps
