"""The codebook of reasons for a return."""

from __future__ import annotations

import re

import pytest

from poswizard.office import the_flow
from poswizard.providers import reasons
from poswizard.providers.errors import ProviderFileError
from poswizard.providers.reasons import Reason
from poswizard.steps.packs import field_of_slot
from poswizard.text import Text

FIELDS = {field.key for field in the_flow().fields}
ALL = reasons.reasons()


def test_every_reason_points_at_real_questions_and_documents():
    reasons.check_reasons(FIELDS, field_of_slot())


@pytest.mark.parametrize("reason", ALL, ids=lambda reason: reason.code)
def test_a_reason_says_what_is_wrong_and_what_to_do(reason: Reason):
    assert re.fullmatch(r"[a-z][a-z_]*", reason.code)
    for text in (reason.says, reason.remedy):
        assert text.zh.strip()
        assert text.en.strip()
    assert reason.seen_in


def test_codes_are_unique_and_other_comes_last():
    codes = [reason.code for reason in ALL]

    assert len(set(codes)) == len(codes)
    assert codes[-1] == "other"
    assert reasons.reason("id_expired") in ALL
    assert reasons.reason("nothing") is None


def test_fields_and_slots_are_told_apart():
    reason = reasons.reason("bank_code_mismatch")

    assert reason is not None
    assert reason.fields == ("account.bank", "account.cnaps", "account.branch_name")
    assert reason.slots == ("ACCT_PERMIT",)


def test_a_wrong_name_is_answered_with_the_nearest(monkeypatch: pytest.MonkeyPatch):
    wrong = Reason("x", Text("样", "x"), Text("样", "x"), ("account.bnak",), "样本")
    monkeypatch.setattr(reasons, "reasons", lambda: (wrong,))

    with pytest.raises(ProviderFileError, match=r"account\.bank"):
        reasons.check_reasons(FIELDS, field_of_slot())
