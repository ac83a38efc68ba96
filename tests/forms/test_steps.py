"""Steps ask what is relevant, and say what is wrong with it."""

from __future__ import annotations

from decimal import Decimal

from poswizard.forms.answers import Answers, Overlay, Raw, Reason
from poswizard.forms.condition import ALWAYS, NEVER, AtLeast, Constant
from poswizard.forms.issue import Issue, Level
from poswizard.forms.step import Milestone, Phase, Step
from tests.forms.sample import TODAY, Colour, First, Offer, Second, words


def codes(step: type[Step], answers: Answers) -> list[tuple[str, str]]:
    return [(issue.path, issue.code) for issue in step.issues(answers, TODAY)]


def test_an_unanswered_required_field_is_missing() -> None:
    assert ("first.colour", "missing") in codes(First, Answers())
    assert ("first.day", "missing") not in codes(First, Answers())


def test_a_wrong_answer_is_kept_and_said() -> None:
    answers = Answers().with_(First.number, "91").with_(First.day, Raw("soon"))
    assert answers.stored(First.number) == "91"
    assert answers.get(First.day) is None
    assert ("first.number", "malformed") in codes(First, answers)
    assert ("first.day", "unreadable") in codes(First, answers)


def test_a_hidden_answer_is_kept_but_counts_as_none() -> None:
    answers = Answers().with_(First.number, "1234").with_(First.colour, Colour.RED)
    assert answers.get(First.number) is None
    assert answers.stored(First.number) == "1234"
    assert answers.with_(First.colour, Colour.GREEN).get(First.number) == "1234"


def test_a_hidden_step_has_no_issues_and_its_answers_count_as_none() -> None:
    answers = Answers().with_(Second.extra, "x").with_(First.colour, Colour.BLUE)
    assert codes(Second, answers) == []
    assert answers.get(Second.extra) is None


def test_a_hidden_step_asks_nothing() -> None:
    assert Second.agreed in Second.relevant_fields(Answers({First.colour: Colour.RED}))
    assert Second.relevant_fields(Answers({First.colour: Colour.BLUE})) == []


def test_rows_are_checked_one_by_one_with_their_own_conditions() -> None:
    rows = (Answers().with_(Offer.name, "x"), Answers().with_(Offer.price, Decimal(9)))
    answers = Answers().with_(First.offers, rows)
    found = codes(First, answers)
    assert ("first.offers[0].name", "name.is_x") in found
    assert ("first.offers[1].name", "missing") in found
    row = rows[0].within(answers)
    assert not row.is_relevant(Offer.note)
    assert row.is_relevant(First.colour)


def test_a_rule_over_several_answers_waits_for_all_of_them() -> None:
    row = Answers().with_(Offer.price, Decimal(9))
    assert ("first.offers[0].price", "price.high") not in codes(
        First, Answers().with_(First.offers, (row,))
    )
    row = row.with_(Offer.name, "甲")
    assert ("first.offers[0].price", "price.high") in codes(
        First, Answers().with_(First.offers, (row,))
    )


def test_a_rule_knows_what_day_it_is() -> None:
    answers = Answers().with_(First.day, TODAY.replace(year=2020))
    assert ("first.day", "day.past") in codes(First, answers)
    assert First.day.checks[0].rule(TODAY, today=TODAY) is None


def test_a_calculated_value_follows_its_parts() -> None:
    assert Answers().get(First.double) is None
    assert Answers().with_(First.count, 4).get(First.double) == 8


def warning(answers: Answers) -> Issue:
    return next(i for i in First.issues(answers, TODAY) if i.level is Level.WARNING)


def test_a_reason_closes_a_warning_until_its_value_changes() -> None:
    row = Answers().with_(Offer.name, "甲").with_(Offer.price, Decimal(9))
    answers = Answers().with_(First.offers, (row,))
    issue = warning(answers)
    assert issue.is_open
    answers = answers.with_reason(issue.reason_key, Reason("老客户", issue.text.zh))
    assert not warning(answers).is_open
    assert warning(answers).reason == "老客户"
    dearer = answers.with_(First.offers, (row.with_(Offer.price, Decimal(8)),))
    assert warning(dearer).is_open
    assert warning(answers.with_reason(issue.reason_key, Reason(" ", ""))).is_open


def test_errors_take_no_reason_and_information_needs_none() -> None:
    error = Issue(First.colour, "x", Level.ERROR, words("x"), reason="because")
    assert error.is_open
    assert not Issue(First.colour, "x", Level.INFORMATION, words("x")).is_open


def test_a_provider_can_require_omit_and_limit() -> None:
    overlay = Overlay(
        requires=frozenset({"second.extra", "first.day"}),
        omits=frozenset({"first.number"}),
        limits={"second.extra": 2},
    )
    answers = Answers().with_(Second.extra, "三个字").under(overlay)
    assert ("second.extra", "too_long_for_provider") in codes(Second, answers)
    assert ("first.day", "missing") in codes(First, answers)
    assert not answers.is_relevant(First.number)
    assert not Answers().is_relevant(Second.extra)
    assert answers.under(overlay) is answers
    assert answers.overlay == overlay


def test_an_empty_answer_takes_it_out() -> None:
    answers = Answers().with_(First.count, 1).with_(Second.agreed, True)
    assert answers.with_(First.count, None) == Answers().with_(Second.agreed, True)
    assert answers.with_(Second.agreed, False).stored(Second.agreed) is None
    assert list(answers.answered()) == [First.count, Second.agreed]


def test_answers_never_show_their_values() -> None:
    answers = Answers().with_(Second.extra, "阿牛·木呷")
    assert "阿牛" not in repr(answers)
    assert answers != "阿牛·木呷"
    assert hash(answers) == hash(Answers().with_(Second.extra, "another"))


def test_conditions_are_data() -> None:
    assert First.number.relevant == ~First.colour.is_(Colour.RED)
    both = First.colour.in_(Colour.RED, Colour.BLUE) & Second.is_so.is_(True)
    either = First.count.answered() | AtLeast(First.count, 3) | Second.several.contains(Colour.RED)
    rows = First.offers.any(Offer.name.answered())
    assert [f.key for f in both.reads()] == ["first.colour", "second.is_so"]
    assert [f.key for f in either.reads()] == ["first.count", "first.count", "second.several"]
    assert list(rows.reads()) == [First.offers]
    assert list((~rows).reads()) == [First.offers]
    assert list(ALWAYS.reads()) == []


def test_conditions_hold_or_not() -> None:
    answers = (
        Answers()
        .with_(First.colour, Colour.GREEN)
        .with_(First.count, 3)
        .with_(Second.several, (Colour.RED,))
        .with_(First.offers, (Answers().with_(Offer.name, "甲"),))
    )
    assert (First.colour.is_(Colour.GREEN) & AtLeast(First.count, 3)).holds(answers)
    assert not (First.colour.is_(Colour.RED) | AtLeast(First.count, 4)).holds(answers)
    assert Second.several.contains(Colour.RED).holds(answers)
    assert First.offers.any(Offer.name.is_("甲")).holds(answers)
    assert not First.offers.any(Offer.name.is_("乙")).holds(answers)
    assert Constant(False) == NEVER


def test_conditions_can_be_read() -> None:
    condition = ~(First.colour.is_(Colour.RED) & First.count.answered())
    assert condition.words().zh == "非（（“colour”为红 且 已填“count”））"
    assert "red" in condition.words().en
    for part in (
        AtLeast(First.count, 3),
        Second.several.contains(Colour.RED),
        First.offers.any(Offer.name.is_("甲")),
        Second.is_so.is_(True) | NEVER,
        ALWAYS,
    ):
        assert part.words().zh
        assert part.words().en


def test_a_phase_knows_for_which_milestone_a_step_must_be_complete() -> None:
    phase = Phase("p", words("p"), (First,), Milestone.HAND_OVER)
    assert phase.milestone_of(First) is Milestone.HAND_OVER


def test_fields_know_their_keys_and_places() -> None:
    assert Offer.name.key == "first.offers[].name"
    assert repr(First.colour) == "<Choice first.colour>"
    assert [part for part in First.parts if part not in First.fields] == [First.heading]
    issue = next(
        i for i in First.issues(Answers().with_(First.offers, (Answers(),)), TODAY) if i.rows
    )
    assert issue.top_field is First.offers
    assert First.offers.title(Answers().with_(Offer.name, "甲")) == "甲"
    assert First.offers.title(Answers()) == ""
    assert First.relevant_fields(Answers())[0] is First.colour


def test_a_choice_offers_only_what_fits() -> None:
    limited = type(First.colour)(words("c"), Colour, only_when={Colour.RED: NEVER})
    assert limited.choices(Answers()) == [Colour.GREEN, Colour.BLUE]
