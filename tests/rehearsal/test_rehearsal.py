"""What a finding says, what the branch has seen and learnt, and that every rule has a reviewer's sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.forms.issue import Level
from poswizard.forms.step import Milestone, Part
from poswizard.handbook import rehearsal_rules
from poswizard.providers.reasons import reasons
from poswizard.wizard.rehearsal import own_rules, sayings
from poswizard.wizard.rehearsal.around import Around, History, LocalRule, Twin, TwinKind
from poswizard.wizard.rehearsal.finding import Finding, Rehearsal
from poswizard.wizard.rehearsal.local_rules import (
    rules_from_json,
    rules_to_json,
    with_rule,
    without_rule,
)
from poswizard.wizard.rehearsal.own_rules import OWN, REMARKS, SOURCES, choosable, choosable_for
from poswizard.wizard.rehearsal.past import Fate, fate_in, history_of, reason_of
from poswizard.wizard.rehearsal.twins import numbers_in
from tests.rehearsal.applications import FLOW, Application, case
from tests.rehearsal.measure import labelled

RARE = "rehearsal.rare_on_printer"
RULE = LocalRule(RARE, "payment_institution", date(2026, 11, 20), "S001")


def found(rehearsal: Rehearsal, code: str) -> Finding:
    return next(one for one in rehearsal.findings if one.code == code)


def company() -> Application:
    return case("company_own_account")


# what a finding says


def test_a_finding_says_what_a_reviewer_would_why_where_by_which_source_and_the_remedy():
    one = found(company().saying(business__mcc="7011").rehearsed(), "business.mcc_and_scope")
    assert one.reviewer_says.zh == "经营类目与执照经营范围不符"
    assert "7011" in one.why.zh
    assert one.issue.path == "business.mcc"
    assert one.source
    assert one.remedy.zh.startswith("按实际主营业务")


def test_the_worst_comes_first_and_what_was_explained_after_what_was_not():
    one = replace(
        company().saying(business__trade_name="Sample Diner", account__account_name="样本"),
        reasons=("business.trade_name_chinese",),
    )
    levels = [(f.level, f.is_open) for f in one.rehearsed().findings]
    assert levels[0] == (Level.ERROR, True)
    assert levels == sorted(levels, key=lambda v: (list(Level).index(v[0]), not v[1]))


def test_missing_answers_are_one_finding_and_missing_documents_one_each():
    one = company().saying(identity__name=None, contact__mobile=None)
    one = one.saying(materials__id_back=None, materials__licence=None)
    codes = [finding.code for finding in one.rehearsed().findings]
    assert codes.count("rehearsal.unanswered") == 1
    assert codes.count("rehearsal.document_missing") == 2


def test_what_ends_before_the_decision_is_not_said_to_end_soon_as_well():
    one = company().saying(licence__valid_until="2026-11-25").rehearsed()
    codes = [f.code for f in one.findings if f.issue.path == "licence.valid_until"]
    assert codes == ["rehearsal.ends_before_decision"]


def test_the_decision_is_expected_by_the_providers_word_or_else_assumed():
    said = company().saying(provider__pack="wechat_pay").rehearsed()
    assumed = company().rehearsed()
    assert said.decision_day < assumed.decision_day == date(2026, 12, 4)
    assert not assumed.decision_is_certain


def test_a_warning_of_its_own_is_accepted_with_a_reason_until_its_words_change():
    from poswizard.forms.answers import Reason
    from poswizard.wizard.rehearsal.rehearse import rehearse
    from tests.steps.asking import TODAY

    twins = (Twin(TwinKind.PERSON, "A-2026-000003", "payment_institution", True),)
    issue = found(company().beside(twins=twins).rehearsed(), "rehearsal.twin_person").issue
    answers = company().answers.with_reason(issue.reason_key, Reason("两家店", issue.text.zh))
    assert rehearse(FLOW, answers, TODAY, Around(twins=twins)).is_clean
    other = (replace(twins[0], number="A-2026-000009"),)
    assert not rehearse(FLOW, answers, TODAY, Around(twins=other)).is_clean


def test_what_another_provider_has_open_is_only_remarked():
    twins = (Twin(TwinKind.PERSON, "A-2026-000003", "huifu", True),)
    one = company().beside(twins=twins).rehearsed()
    assert found(one, "rehearsal.twin_person").level is Level.INFORMATION
    assert one.is_clean


def test_everything_examined_is_counted():
    seen = company().rehearsed().examined
    assert seen.answers > 100
    assert seen.pictures == 11
    assert seen.rules > 180
    assert seen.cases == 0


def test_the_same_merchants_pictures_may_stand_in_both_applications():
    scan = company().said("materials.shop_front")[0]["scan"]
    copied = company().beside(elsewhere={scan: "A-2026-000007"})
    assert found(copied.rehearsed(), "rehearsal.picture_elsewhere").level is Level.WARNING
    same = Twin(TwinKind.LICENCE, "A-2026-000007", "huifu", False)
    assert copied.beside(twins=(same,)).rehearsed().is_clean


# the reviewer's sentences


def test_every_rule_has_a_sentence_and_every_named_rule_exists():
    known = set(OWN)
    for step in FLOW.steps:
        parts: list[type[Part]] = [step, *(f.row for f in step.fields if f.row)]
        for check in (c for part in parts for c in part.all_checks):
            known.add(check.rule.code)
            if FLOW.milestone_of(step) is Milestone.APPLICATION:
                said = sayings.saying_of(check.rule.code, step.key)
                assert said.says.zh
                assert said.remedy.zh
    named = {rule for rules in sayings.REASONS.values() for rule in rules}
    unmeasured = {"picture.other_sign"}
    assert named - known <= unmeasured


def test_every_reason_of_the_table_that_can_be_foreseen_has_rules():
    unforeseen = {"credit_record", "other"}
    assert {one.code for one in reasons()} - set(sayings.REASONS) == unforeseen


# what became of others


def test_no_forecast_is_made_from_too_few_and_a_forecast_names_its_number():
    faulty = company().saying(licence__valid_until="2026-10-01")
    few = faulty.beside(history=History(29, {"id_expired": 5})).rehearsed()
    many = faulty.beside(history=History(42, {"id_expired": 5})).rehearsed()
    assert found(few, "validity.expired").forecast is None
    assert few.forecasts == {}
    words = found(many, "validity.expired").forecast
    assert words
    assert words.zh == "本网点 42 件同类申请中 5 件因此被退回"
    assert list(many.forecasts) == ["id_expired"]


def test_a_fate_is_read_off_the_review_log():
    rows = {
        "events": [{"state": "rejected"}, {"state": "approved"}],
        "reasons": [{"code": "id_expired"}, {"text": "样本：看不清"}, {"code": "id_expired"}],
    }
    fate = fate_in({"provider": {"pack": "lakala"}, "review": rows})
    assert fate == Fate("lakala", "", True, ("id_expired", "other"))
    assert fate_in({"review": {"events": [{"state": "submitted"}]}}) == Fate()


def test_a_reason_in_the_providers_own_words_is_that_of_the_codebook():
    assert reason_of("lakala", None, "样本：三要素认证失败。") == "elements_failed"
    assert reason_of("lakala", "id_expired", "") == "id_expired"
    assert reason_of("nobody", 7, None) == "other"


def test_a_history_counts_each_application_once_for_each_reason():
    fates = [Fate(is_decided=True, reasons=("a", "b")), Fate(is_decided=True, reasons=("a",))]
    assert history_of(fates) == History(2, {"a": 2, "b": 1})


# what the branch has learnt


def test_a_remark_is_a_warning_where_the_branch_has_learnt_so_and_only_there():
    one = company().saying(business__receipt_name="样本囧小吃")
    assert found(one.rehearsed(), RARE).level is Level.INFORMATION
    assert found(one.beside(local_rules=(RULE,)).rehearsed(), RARE).level is Level.WARNING
    elsewhere = replace(RULE, provider="huifu")
    assert found(one.beside(local_rules=(elsewhere,)).rehearsed(), RARE).level is Level.INFORMATION


def test_local_rules_are_stored_and_read_back_and_the_unreadable_passed_over():
    stored = rules_to_json((RULE,))
    assert rules_from_json(stored) == (RULE,)
    assert rules_from_json([*stored, {"code": "x"}, 7, None]) == (RULE,)
    assert rules_from_json({"not": "a list"}) == ()


def test_a_rule_stands_once_and_can_be_removed():
    later = replace(RULE, added_on=date(2026, 12, 1))
    assert with_rule((RULE,), later) == (later,)
    assert without_rule((later,), RULE.code, RULE.provider) == ()


def test_rules_are_chosen_from_the_vocabulary_of_findings():
    offered = choosable(FLOW)
    assert {one.code for one in offered} >= set(REMARKS)
    assert len({one.code for one in offered}) == len(offered)
    assert [one.code for one in choosable_for(FLOW, "elements_failed")] == [
        "rehearsal.rare_in_elements",
        "rehearsal.elements_check",
    ]


# the numbers that applications are compared by


def test_numbers_are_compared_without_spaces_width_and_case():
    stored = {"identity": {"number": " 51010719800101001x"}, "account": {"number": "６２２８ 48"}}
    assert set(numbers_in(stored)) == {
        (TwinKind.PERSON, "51010719800101001X"),
        (TwinKind.ACCOUNT, "622848"),
    }


def test_serial_numbers_of_every_row_are_compared():
    rows = [{"serial_number": "SPEC1"}, {"serial_number": "SPEC2"}, {}, "odd"]
    found_numbers = list(numbers_in({"terms": {"terminals": rows}}))
    assert found_numbers == [(TwinKind.SERIAL, "SPEC1"), (TwinKind.SERIAL, "SPEC2")]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_stored_answers_of_any_shape_are_read(odd: object):
    documents = {
        "identity": {"number": odd},
        "terms": {"terminals": odd},
        "review": {"events": odd},
    }
    list(numbers_in(documents))
    fate_in(documents)


@pytest.mark.parametrize("name", ["样本𬭚小吃", "样本小吃", "Sample样本"])
def test_characters_that_paper_and_printers_have_are_not_remarked(name: str):
    codes = {f.code for f in company().saying(business__receipt_name=name).rehearsed().findings}
    expected = {"rehearsal.not_on_printer"} if "𬭚" in name else set()
    assert codes & {"rehearsal.not_on_printer", "rehearsal.no_glyph"} == expected


def test_a_character_that_no_font_has_is_no_warning_once_the_form_describes_it():
    name = "样本\U0003134a"
    row = {"character": name[-1], "reading": "yàng", "components": "左“样”右“本”"}
    silent = company().saying(identity__name=name)
    told = silent.saying(characters__described=[row])

    assert found(silent.rehearsed(), "rehearsal.no_glyph").level is Level.WARNING
    assert found(told.rehearsed(), "rehearsal.no_glyph").level is Level.INFORMATION


def test_every_rule_of_its_own_has_a_source_which_is_that_of_its_findings():
    stated = {
        (f.code, f.source)
        for one in islice(labelled(each=1), 200, None, 3)
        for f in one.application.rehearsed().findings
        if f.code in OWN
    }
    general = {own_rules.PACK, own_rules.INTERFACE, own_rules.MATRIX}  # each says more

    assert OWN.keys() == SOURCES.keys()
    assert len({code for code, _ in stated}) >= 10
    for code, source in stated:
        assert SOURCES[code] in general or SOURCES[code] == source, code


def test_every_rule_of_its_own_is_in_the_handbook_with_reason_and_remedy():
    lines = list(rehearsal_rules())

    for code in OWN:
        (line,) = (line for line in lines if line.startswith(f"| `{code}` |"))
        assert all(cell.strip() for cell in line.strip("|").split("|"))
