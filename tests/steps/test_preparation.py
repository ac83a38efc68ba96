"""Basics, needs, quotes, budget and the choice of a provider."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain.merchant import (
    AccountKind,
    ContactKind,
    LicenceKind,
    LicenceStatus,
    MerchantKind,
    Payee,
    Premises,
    ProviderKind,
)
from poswizard.domain.terminal import CardScheme, DeviceType, SettlementCycle
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Level
from poswizard.forms.kinds import Choice
from poswizard.forms.rich_kinds import row_from_json
from poswizard.forms.step import Part, Step
from poswizard.steps import preparation_checks
from poswizard.steps.preparation import (
    PHASE,
    Basics,
    Budget,
    Needs,
    ProviderChoice,
    Quote,
    Research,
)
from poswizard.steps.preparation_choices import (
    ClearingAnswer,
    LicenceRegion,
    LicensedBusiness,
    NeededFunction,
    QuoteSource,
)
from poswizard.steps.understanding import PHASE as UNDERSTANDING
from poswizard.steps.understanding import Consent

TODAY = date(2026, 11, 20)
MICRO, SOLE, COMPANY = MerchantKind.MICRO, MerchantKind.SOLE_PROPRIETOR, MerchantKind.ENTERPRISE
CORPORATE, PERSONAL = AccountKind.CORPORATE, AccountKind.PERSONAL


def answered(part: type[Part], **values: Any) -> dict[Field[Any], Any]:
    by_name = {field.name: field for field in part.fields}
    return {by_name[name]: value for name, value in values.items()}


def found(step: type[Step], answers: Answers) -> dict[str, Level]:
    """The codes of what rules find, not of what is merely missing."""
    issues = step.issues(answers, TODAY)
    return {issue.code: issue.level for issue in issues if issue.code != "missing"}


def missing(step: type[Step], answers: Answers) -> set[str]:
    return {i.field.name for i in step.issues(answers, TODAY) if i.code == "missing"}


class TestBasics:
    """What kind of merchant, and what follows from it."""

    @pytest.mark.parametrize("kind", MerchantKind)
    def test_a_licence_is_asked_of_those_who_have_one(self, kind: MerchantKind):
        answers = Answers({Basics.merchant_kind: kind})

        assert answers.is_relevant(Basics.licence_kind) is kind.has_licence

    @pytest.mark.parametrize(
        ("kind", "account", "payees"),
        [
            (MICRO, PERSONAL, [Payee.MERCHANT]),
            (SOLE, PERSONAL, [Payee.MERCHANT, Payee.AUTHORISED_PERSON]),
            (SOLE, CORPORATE, [Payee.MERCHANT, Payee.AUTHORISED_PERSON]),
            (COMPANY, CORPORATE, [Payee.MERCHANT, Payee.AUTHORISED_PERSON]),
            (COMPANY, PERSONAL, [Payee.LEGAL_REPRESENTATIVE, Payee.AUTHORISED_PERSON]),
        ],
    )
    def test_the_payees_offered_follow_merchant_and_account(
        self, kind: MerchantKind, account: AccountKind, payees: list[Payee]
    ):
        answers = Answers({Basics.merchant_kind: kind, Basics.account_kind: account})

        assert Basics.payee.choices(answers) == payees

    @pytest.mark.parametrize("kind", MerchantKind)
    @pytest.mark.parametrize("account", AccountKind)
    @pytest.mark.parametrize("payee", Payee)
    @pytest.mark.parametrize("contact", ContactKind)
    def test_what_is_not_offered_is_an_error_and_nothing_else_is(
        self, kind: MerchantKind, account: AccountKind, payee: Payee, contact: ContactKind
    ):
        values = {"merchant_kind": kind, "account_kind": account, "payee": payee}
        answers = Answers(answered(Basics, contact_kind=contact, **values))
        choices: dict[str, Choice[Any]] = {
            "basics.account": Basics.account_kind,
            "basics.payee": Basics.payee,
            "basics.contact": Basics.contact_kind,
        }
        refused = {
            code
            for code, field in choices.items()
            if answers.get(field) not in field.choices(answers)
        }

        assert set(found(Basics, answers)) == refused

    def test_who_has_no_trade_cannot_apply(self):
        assert found(Basics, Answers({Basics.has_trade: False})) == {"basics.no_trade": Level.ERROR}
        assert found(Basics, Answers({Basics.has_trade: True})) == {}

    def test_an_old_licence_is_taken_with_a_reason(self):
        answers = Answers(answered(Basics, merchant_kind=SOLE, licence_kind=LicenceKind.OLD_NUMBER))

        assert found(Basics, answers) == {"basics.old_licence": Level.WARNING}
        assert found(Basics, answers.with_(Basics.licence_kind, LicenceKind.USCC)) == {}

    def test_the_old_licence_of_a_merchant_now_micro_is_not_held_against_it(self):
        answers = Answers(
            answered(Basics, merchant_kind=MICRO, licence_kind=LicenceKind.OLD_NUMBER)
        )

        assert found(Basics, answers) == {}


NEEDED = answered(
    Needs,
    trade="样本火锅",
    monthly_volume=Decimal(100_000),
    average_ticket=Decimal(200),
    channels=(CardScheme.DEBIT, CardScheme.CREDIT, CardScheme.WECHAT),
    credit_share=Decimal(30),
    qr_share=Decimal(50),
    functions=(NeededFunction.SWIPE_AND_CHIP, NeededFunction.MANY_CHANNELS),
    device_types=(DeviceType.SMART,),
    terminals=1,
    wished_cycle=SettlementCycle.T1,
)


class TestNeeds:
    """Estimates that must fit together."""

    @pytest.mark.parametrize(
        ("changes", "code", "level"),
        [
            ({"average_ticket": Decimal(100_001)}, "needs.ticket", Level.ERROR),
            ({"qr_share": Decimal(71)}, "needs.shares", Level.ERROR),
            (
                {
                    "channels": (CardScheme.WECHAT,),
                    "functions": (NeededFunction.SWIPE_AND_CHIP,),
                    "qr_share": Decimal(100),
                },
                "needs.channels",
                Level.WARNING,
            ),
            ({"channels": (CardScheme.DEBIT,)}, "needs.channels", Level.WARNING),
            (
                {"channels": (CardScheme.CREDIT, CardScheme.WECHAT)},
                "needs.no_debit",
                Level.ERROR,
            ),
            ({"wished_cycle": SettlementCycle.D0}, "needs.same_day", Level.INFORMATION),
            ({"wished_cycle": SettlementCycle.T0}, "needs.same_day", Level.INFORMATION),
        ],
    )
    def test_what_does_not_fit_is_said(self, changes: dict[str, Any], code: str, level: Level):
        assert found(Needs, Answers(NEEDED)) == {}
        assert found(Needs, Answers(NEEDED | answered(Needs, **changes))) == {code: level}

    @pytest.mark.parametrize(
        ("channel", "name"),
        [(CardScheme.CREDIT, "credit_share"), (CardScheme.WECHAT, "qr_share")],
    )
    def test_a_single_means_of_payment_is_everything(self, channel: CardScheme, name: str):
        functions = (NeededFunction.RISK_CONTROL,)
        only = NEEDED | answered(Needs, channels=(channel,), functions=functions)

        part = only | answered(Needs, **{name: Decimal(90)})
        whole = only | answered(Needs, **{name: Decimal(100)})

        assert found(Needs, Answers(part)) == {"needs.only_one": Level.ERROR}
        assert found(Needs, Answers(whole)) == {}

    @pytest.mark.parametrize(
        ("share", "volume", "ticket", "codes"),
        [
            (10, 100_000, 200, set()),
            (30, 100_000, 200, {"needs.micro_month"}),
            (10, 100_000, 1_000, set()),
            (10, 100_000, 1_001, {"needs.micro_day"}),
        ],
    )
    def test_a_micro_merchant_hears_of_its_credit_ceilings_early(
        self, share: int, volume: int, ticket: int, codes: set[str]
    ):
        figures = {"credit_share": share, "monthly_volume": volume, "average_ticket": ticket}
        values = answered(Needs, **{name: Decimal(value) for name, value in figures.items()})

        answers = Answers(NEEDED | values | answered(Basics, merchant_kind=MICRO))

        assert set(found(Needs, answers)) == codes
        assert found(Needs, answers.with_(Basics.merchant_kind, SOLE)) == {}

    def test_itinerant_trade_wants_a_device_to_carry(self):
        answers = Answers(
            NEEDED
            | answered(Basics, premises=Premises.ITINERANT)
            | answered(Needs, device_types=(DeviceType.TRADITIONAL,))
        )

        assert found(Needs, answers) == {"needs.itinerant_device": Level.WARNING}
        assert found(Needs, answers.with_(Needs.device_types, (DeviceType.MOBILE,))) == {}

    @pytest.mark.parametrize(
        ("channel", "field"),
        [(CardScheme.CREDIT, Needs.credit_share), (CardScheme.ALIPAY, Needs.qr_share)],
    )
    def test_a_share_is_asked_only_of_means_that_are_used(self, channel: CardScheme, field: Any):
        answers = Answers({Needs.channels: (CardScheme.DEBIT,)})

        assert not answers.is_relevant(field)
        assert answers.with_(Needs.channels, (channel,)).is_relevant(field)

    @pytest.mark.parametrize(
        ("premises", "channels", "functions", "suggested"),
        [
            (Premises.FIXED, (CardScheme.WECHAT,), (), (DeviceType.QR_TERMINAL,)),
            (
                Premises.FIXED,
                (CardScheme.DEBIT,),
                (),
                (DeviceType.TRADITIONAL, DeviceType.SMART),
            ),
            (Premises.FIXED, (CardScheme.DEBIT, CardScheme.WECHAT), (), (DeviceType.SMART,)),
            (
                Premises.FIXED,
                (CardScheme.DEBIT,),
                (NeededFunction.BANK_SYSTEM,),
                (DeviceType.SMART,),
            ),
            (
                Premises.ITINERANT,
                (CardScheme.DEBIT,),
                (),
                (DeviceType.MOBILE, DeviceType.SMART),
            ),
        ],
    )
    def test_device_types_are_suggested_by_need(
        self, premises: Premises, channels: Any, functions: Any, suggested: Any
    ):
        offered = preparation_checks.suggested_device_types(premises, channels, functions)

        assert offered == suggested


STATED: dict[str, Any] = {
    "provider_name": "样本支付有限公司",
    "device_type": DeviceType.SMART,
    "functions": (NeededFunction.SWIPE_AND_CHIP, NeededFunction.MANY_CHANNELS),
    "device_price": Decimal(600),
    "deposit": Decimal(0),
    "monthly_fee": Decimal(10),
    "sim_fee": Decimal(48),
    "installation_fee": Decimal(0),
    "yearly_fee": Decimal(100),
    "debit_rate": Decimal("0.5"),
    "debit_capped": True,
    "debit_cap": Decimal(20),
    "credit_rate": Decimal("0.6"),
    "qr_rate": Decimal("0.38"),
    "d0_surcharge": Decimal(0),
    "in_writing": True,
    "nothing_else": True,
    "source_kind": QuoteSource.LEAFLET,
    "quoted_on": TODAY,
}


def quote(**changes: Any) -> Answers:
    values = {k: v for k, v in (STATED | changes).items() if v is not None}
    return Answers(answered(Quote, **values))


def with_quotes(*quotes: Answers, **budget: Any) -> Answers:
    values = {"chosen_quote": 1, "reserve": Decimal(5000)} | budget
    return Answers(NEEDED | answered(Research, quotes=quotes) | answered(Budget, **values))


def first_quote(answers: Answers) -> Answers:
    rows = answers.get(Research.quotes)
    assert rows
    return rows[0].within(answers)


class TestQuotes:
    """Each quote with its date and source; odd ones are pointed at, not refused."""

    @pytest.mark.parametrize(
        ("changes", "code", "level"),
        [
            ({"quoted_on": TODAY + timedelta(days=1)}, "quote.date", Level.ERROR),
            ({"quoted_on": TODAY - timedelta(days=91)}, "quote.old", Level.INFORMATION),
            ({"debit_capped": False, "debit_cap": None}, "quote.uncapped", Level.INFORMATION),
            ({"debit_rate": Decimal("0.37")}, "quote.debit_floor", Level.INFORMATION),
            ({"credit_rate": Decimal("0.47")}, "quote.credit_floor", Level.INFORMATION),
        ],
    )
    def test_an_odd_quote_is_pointed_at(self, changes: dict[str, Any], code: str, level: Level):
        assert found(Research, with_quotes(quote(), quote())) == {}
        assert found(Research, with_quotes(quote(), quote(**changes))) == {code: level}

    def test_a_single_quote_is_mentioned(self):
        assert found(Research, with_quotes(quote())) == {"research.single": Level.INFORMATION}

    def test_prices_may_stay_open_while_comparing(self):
        bare = {name: STATED[name] for name in ("provider_name", "device_type", "quoted_on")}
        row = Answers(answered(Quote, source_kind=QuoteSource.WEB, **bare))

        assert missing(Research, with_quotes(row)) == set()

    def test_a_deposit_needs_its_conditions(self):
        row = quote(deposit=Decimal(200))

        assert missing(Research, with_quotes(row)) == {"deposit_returned", "deposit_terms"}

    def test_a_quote_shows_what_it_costs_over_the_terms(self):
        answers = with_quotes(quote())
        row = first_quote(answers)

        # a month: debit 20 000 × 0.5 % = 100, credit 30 000 × 0.6 % = 180, QR 50 000 × 0.38 % = 190
        assert row.get(Quote.total_12) == 600 + 12 * 10 + 148 + 12 * 470
        assert row.get(Quote.total_24) == 600 + 24 * 10 + 2 * 148 + 24 * 470
        assert row.get(Quote.total_36) == 600 + 36 * 10 + 3 * 148 + 36 * 470

    @pytest.mark.parametrize("name", sorted(STATED.keys() - {"provider_name", "deposit"}))
    def test_no_cost_is_shown_while_a_price_is_open(self, name: str):
        answers = with_quotes(quote(**{name: None}))
        row = first_quote(answers)
        is_price = name in {field.name for field in Quote.prices}

        assert (row.get(Quote.total_12) is None) is is_price

    def test_a_quote_survives_storing(self):
        stored = Research.quotes.to_json((quote(),))

        assert row_from_json(Quote, stored[0]) == quote()


class TestBudget:
    """The quote that is taken states everything."""

    @pytest.mark.parametrize(
        ("changes", "code", "level"),
        [
            ({"sim_fee": None}, "budget.not_stated", Level.ERROR),
            ({"debit_cap": None}, "budget.not_stated", Level.ERROR),
            ({"in_writing": False}, "budget.not_in_writing", Level.ERROR),
            ({"in_writing": None}, "budget.not_in_writing", Level.ERROR),
            ({"nothing_else": None}, "budget.unlisted_fee", Level.ERROR),
            ({"debit_capped": False, "debit_cap": None}, "budget.uncapped", Level.WARNING),
            ({"credit_rate": Decimal("0.47")}, "budget.below_cost", Level.WARNING),
            ({"debit_cap": Decimal(10)}, "budget.below_cost", Level.WARNING),
            ({"functions": (NeededFunction.TRANSFER,)}, "budget.functions", Level.WARNING),
            ({"device_type": DeviceType.TRADITIONAL}, "budget.device_type", Level.WARNING),
        ],
    )
    def test_what_the_quote_taken_lacks_is_said(
        self, changes: dict[str, Any], code: str, level: Level
    ):
        assert found(Budget, with_quotes(quote())) == {}
        assert found(Budget, with_quotes(quote(**changes))) == {code: level}

    def test_a_merchant_that_takes_codes_only_needs_no_card_rates(self):
        unused = {"debit_rate": None, "debit_capped": None, "debit_cap": None, "credit_rate": None}
        answers = with_quotes(quote(**unused)).with_(Needs.channels, (CardScheme.WECHAT,))
        answers = answers.with_(Needs.qr_share, Decimal(100))

        assert found(Budget, answers) == {}
        assert answers.get(Budget.payments_a_month) == 380
        assert "budget.not_stated" in found(Budget, with_quotes(quote(**unused)))

    def test_card_rates_of_nothing_are_no_concern_where_cards_are_not_taken(self):
        free = quote(debit_rate=Decimal(0), debit_capped=False, credit_rate=Decimal(0))
        answers = with_quotes(free, quote()).with_(Needs.channels, (CardScheme.WECHAT,))

        assert found(Research, answers) == {}
        assert found(Budget, answers) == {}
        assert "budget.below_cost" in found(Budget, with_quotes(free))

    def test_only_the_quote_taken_is_judged(self):
        worse = quote(in_writing=False, credit_rate=Decimal("0.3"))

        assert found(Budget, with_quotes(worse, quote(), chosen_quote=2)) == {}

    def test_a_number_without_a_quote_is_refused(self):
        answers = with_quotes(quote(), chosen_quote=2)

        assert found(Budget, answers) == {"budget.number": Level.ERROR}

    def test_open_prices_are_named(self):
        issues = list(Budget.issues(with_quotes(quote(sim_fee=None, qr_rate=None)), TODAY))
        words = next(i.text.zh for i in issues if i.code == "budget.not_stated")

        assert "流量卡费" in words
        assert "扫码费率" in words

    def test_a_thin_reserve_is_mentioned(self):
        answers = with_quotes(quote(), reserve=Decimal(599))

        assert found(Budget, answers) == {"budget.reserve": Level.INFORMATION}

    def test_costs_follow_the_number_of_terminals(self):
        answers = with_quotes(quote(deposit=Decimal(300), deposit_returned=True))

        two = answers.with_(Needs.terminals, 2)

        assert (answers.get(Budget.one_off), two.get(Budget.one_off)) == (600, 1200)
        assert (answers.get(Budget.tied_up), two.get(Budget.tied_up)) == (300, 600)
        assert answers.get(Budget.payments_a_month) == two.get(Budget.payments_a_month) == 470

    def test_a_deposit_that_is_kept_is_spent(self):
        answers = with_quotes(quote(deposit=Decimal(300), deposit_returned=False))

        assert (answers.get(Budget.one_off), answers.get(Budget.tied_up)) == (900, 0)

    def test_same_day_settlement_costs_its_surcharge(self):
        answers = with_quotes(quote(d0_surcharge=Decimal("0.02")))

        same_day = answers.with_(Needs.wished_cycle, SettlementCycle.D0)

        assert answers.get(Budget.payments_a_month) == 470
        assert same_day.get(Budget.payments_a_month) == 490

    def test_without_cards_everything_unnamed_is_debit(self):
        answers = with_quotes(quote()).with_(Needs.channels, (CardScheme.DEBIT,))

        assert answers.get(Budget.payments_a_month) == 500

    @given(st.integers(1, 10**6), st.integers(1, 10**4), st.integers(0, 50), st.integers(0, 50))
    def test_longer_terms_never_cost_less(self, volume: int, ticket: int, credit: int, qr: int):
        figures = {"monthly_volume": volume, "average_ticket": ticket}
        shares = {"credit_share": credit, "qr_share": qr}
        values = answered(Needs, **{k: Decimal(v) for k, v in (figures | shares).items()})
        answers = with_quotes(quote())
        for field, value in values.items():
            answers = answers.with_(field, value)

        terms = [answers.get(f) for f in (Budget.total_12, Budget.total_24, Budget.total_36)]

        assert None not in terms
        assert terms == sorted(terms, key=lambda cost: cost or 0)


CHOSEN: dict[str, Any] = {
    "pack": "payment_institution",
    "provider_name": "样本支付有限公司",
    "kind": ProviderKind.PAYMENT_INSTITUTION,
    "licence_number": "Z2999951000010",
    "licence_types": (LicensedBusiness.PROCESSING_1,),
    "region": LicenceRegion.NATIONWIDE,
    "status": LicenceStatus.VALID,
    "checked_on": TODAY,
    "based_in_sichuan": False,
    "sichuan_branch": True,
    "serves_place": True,
    "by_agent": False,
    "clearing_partner": True,
    "clearing_licence": True,
    "clearing_payer": ClearingAnswer.SEEN_LATER,
    "clearing_number": ClearingAnswer.SEEN_LATER,
    "clearing_no_deposit": True,
    "clearing_query": ClearingAnswer.AS_IT_SHOULD,
}


def choice(**changes: Any) -> Answers:
    consent = answered(Consent, acquirer_named="样本支付有限公司")
    values = {k: v for k, v in (CHOSEN | changes).items() if v is not None}
    return Answers(NEEDED | consent | answered(ProviderChoice, **values))


class TestProviderChoice:
    """Licence, region, agents and the six points."""

    @pytest.mark.parametrize(
        ("changes", "code", "level"),
        [
            ({"pack": "nobody"}, "provider.pack", Level.WARNING),
            ({"kind": ProviderKind.BANK}, "provider.kind", Level.ERROR),
            (
                {"licence_types": (LicensedBusiness.STORED_VALUE_1, LicensedBusiness.PROCESSING_2)},
                "provider.business",
                Level.ERROR,
            ),
            (
                {"licence_types": (LicensedBusiness.CARD_ACQUIRING,)},
                "provider.old_type",
                Level.INFORMATION,
            ),
            (
                {"region": LicenceRegion.NATIONWIDE_EXCEPT, "region_names": "四川、安徽"},
                "provider.region",
                Level.ERROR,
            ),
            (
                {"region": LicenceRegion.PROVINCES, "region_names": "重庆"},
                "provider.region",
                Level.ERROR,
            ),
            ({"status": LicenceStatus.ENDED}, "provider.ended", Level.ERROR),
            ({"status": LicenceStatus.NOT_FOUND}, "provider.ended", Level.ERROR),
            ({"status": LicenceStatus.SUSPENDED}, "provider.suspended", Level.WARNING),
            (
                {"checked_on": TODAY + timedelta(days=1)},
                "provider.checked_future",
                Level.ERROR,
            ),
            ({"checked_on": TODAY - timedelta(days=91)}, "provider.checked_old", Level.WARNING),
            ({"valid_until": TODAY - timedelta(days=1)}, "provider.valid_until", Level.WARNING),
            ({"licence_number": "Z29999510000"}, "provider.licence_number", Level.WARNING),
            ({"sichuan_branch": False}, "provider.branch", Level.WARNING),
            ({"serves_place": False}, "provider.service_area", Level.WARNING),
            ({"clearing_partner": False}, "provider.clearing", Level.ERROR),
            ({"clearing_licence": False}, "provider.clearing", Level.ERROR),
            ({"clearing_no_deposit": False}, "provider.clearing", Level.ERROR),
            ({"clearing_payer": ClearingAnswer.NOT_SO}, "provider.clearing_open", Level.ERROR),
            ({"clearing_number": ClearingAnswer.NOT_SO}, "provider.clearing_open", Level.ERROR),
            ({"clearing_query": ClearingAnswer.NOT_SO}, "provider.clearing_open", Level.ERROR),
            (
                {"by_agent": True, "agent_name": "样本支付 有限公司"},
                "provider.agent_is_acquirer",
                Level.ERROR,
            ),
        ],
    )
    def test_what_speaks_against_a_provider_is_said(
        self, changes: dict[str, Any], code: str, level: Level
    ):
        assert found(ProviderChoice, choice()) == {}
        assert found(ProviderChoice, choice(**changes)) == {code: level}

    @pytest.mark.parametrize(
        "changes",
        [
            {"region": LicenceRegion.NATIONWIDE_EXCEPT, "region_names": "安徽、内蒙古、宁夏"},
            {"region": LicenceRegion.PROVINCES, "region_names": "四川省、重庆市"},
            {"checked_on": TODAY - timedelta(days=90)},
            {"valid_until": TODAY},
            {"by_agent": True, "agent_name": "样本服务有限公司"},
            {"based_in_sichuan": True, "sichuan_branch": False},
        ],
    )
    def test_what_is_in_order_is_not_mentioned(self, changes: dict[str, Any]):
        assert found(ProviderChoice, choice(**changes)) == {}

    def test_a_bank_is_asked_for_no_payment_licence(self):
        bank = choice(pack="bank", kind=ProviderKind.BANK)
        about_licences = {"licence_number", "licence_types", "region", "sichuan_branch"}
        asked = {field.name for field in ProviderChoice.relevant_fields(bank)}

        assert not asked & about_licences
        assert found(ProviderChoice, bank) == {}

    def test_a_payment_institution_is_usually_called_so(self):
        named = choice(provider_name="样本科技有限公司").with_(
            Consent.acquirer_named, "样本科技有限公司"
        )

        assert found(ProviderChoice, named) == {"provider.name": Level.INFORMATION}

    def test_another_provider_than_consented_to_needs_a_new_consent(self):
        other = choice().with_(Consent.acquirer_named, "样本乙支付有限公司")

        assert found(ProviderChoice, other) == {"provider.consent": Level.ERROR}

    def test_an_agent_is_named_with_its_filing_number(self):
        by_agent = choice(by_agent=True)

        assert {"agent_name", "agent_filing_number"} <= missing(ProviderChoice, by_agent)
        assert not {"agent_name", "agent_filing_number"} & missing(ProviderChoice, choice())

    @pytest.mark.parametrize(
        ("quoted", "codes"),
        [
            ("样本支付", set()),
            ("样本支付有限公司", set()),
            ("样本乙支付", {"provider.quote"}),
        ],
    )
    def test_the_provider_is_that_of_the_quote(self, quoted: str, codes: set[str]):
        answers = choice().with_(Research.quotes, (quote(provider_name=quoted),))

        assert set(found(ProviderChoice, answers.with_(Budget.chosen_quote, 1))) == codes

    @pytest.mark.parametrize(
        ("pack", "cycle", "kind", "codes"),
        [
            ("umpay", SettlementCycle.D1, SOLE, set()),
            ("umpay", SettlementCycle.MANUAL, SOLE, {"provider.cycle"}),
            ("lakala", SettlementCycle.TIMED, COMPANY, set()),
            ("lakala", SettlementCycle.TIMED, SOLE, {"provider.cycle"}),
            ("payment_institution", SettlementCycle.TIMED, SOLE, set()),
        ],
    )
    def test_the_wished_cycle_is_compared_with_the_pack(
        self, pack: str, cycle: SettlementCycle, kind: MerchantKind, codes: set[str]
    ):
        answers = choice(pack=pack).with_(Needs.wished_cycle, cycle)

        assert set(found(ProviderChoice, answers.with_(Basics.merchant_kind, kind))) == codes

    def test_name_and_kind_are_offered_from_what_is_known(self):
        answers = with_quotes(quote()).with_(ProviderChoice.pack, "bank")
        name, kind = ProviderChoice.provider_name.suggested, ProviderChoice.kind.suggested

        assert name is not None
        assert kind is not None
        assert name.value(answers) == "样本支付有限公司"
        assert kind.value(answers) is ProviderKind.BANK


FIELDS = [f for phase in (UNDERSTANDING, PHASE) for step in phase.steps for f in step.fields]


def test_a_condition_reads_only_what_was_asked_before():
    order = {field: place for place, field in enumerate(FIELDS)}
    for field in FIELDS:
        conditions = [field.relevant, field.needed]
        conditions += list(field.only_when.values()) if isinstance(field, Choice) else []
        for condition in conditions:
            assert all(order[read] < order[field] for read in condition.reads()), field.key


def test_rows_read_only_what_was_asked_before():
    names = [field.name for field in Quote.fields]
    for place, field in enumerate(Quote.fields):
        assert all(names.index(read.name) < place for read in field.relevant.reads()), field.key


@pytest.mark.parametrize("step", [*UNDERSTANDING.steps, *PHASE.steps], ids=lambda s: s.key)
def test_every_rule_and_every_question_has_words_in_both_languages(step: type[Step]):
    texts = [f.label for f in step.fields] + [f.hint for f in step.fields if f.hint]
    texts += [c.rule.about for c in step.all_checks] + [step.title]
    parts = [*step.fields, *(f for field in step.fields if field.row for f in field.row.fields)]

    assert all(text.zh.strip() and text.en.strip() for text in texts)
    assert all(check.rule.source for part in parts for check in part.checks)


def test_a_code_stands_for_one_rule():
    rules = {check.rule for step in PHASE.steps for check in step.all_checks}
    rules |= {check.rule for field in Quote.fields for check in field.checks}
    codes = [rule.code for rule in rules]

    assert len(codes) == len(set(codes))


def test_the_phase_covers_its_part_of_the_process():
    covered = {row for step in PHASE.steps for row in step.process}

    assert {"1.1", "1.2", "1.3", "1.4", "0.2", "0.3", "0.4"} <= covered
    assert [s.key for s in PHASE.steps] == ["basics", "needs", "research", "budget", "provider"]
