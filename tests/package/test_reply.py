"""A reply file says one thing in one way, or is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import Answers
from poswizard.package.data_file import canonical
from poswizard.package.errors import JsonError
from poswizard.package.letter import letter
from poswizard.package.reply import (
    Answered,
    Decision,
    Finding,
    NewerReplyError,
    NoReasonError,
    Reply,
    ReplyError,
    ReplyFormatError,
    from_json,
    to_json,
)
from poswizard.package.reply_effect import place, said, taken_in, to_open, unplaced
from poswizard.providers.reasons import reasons
from poswizard.steps.application_choices import ReasonsGiven, ReasonSubject
from poswizard.steps.business import Business
from poswizard.steps.review import Review
from poswizard.steps.review_rows import ReviewEvent, ReviewReason
from tests.package.packed import FLOW, NUMBER, TODAY

ABOUT = Answered(
    package_id="0" * 36,
    number=NUMBER,
    revision=1,
    sealed_sha256="1" * 64,
    bag_sha256="2" * 64,
    sender="3" * 64,
)
NAME = Finding("other", "business.trade_name", "与门头不一致")


def reply(decision: Decision = Decision.SUPPLEMENT, **values: Any) -> Reply:
    findings = values.pop("findings", (NAME,) if decision.needs_reasons else ())
    return Reply(package=ABOUT, decision=decision, findings=findings, decided_on=TODAY, **values)


def test_a_reply_is_read_as_it_was_written() -> None:
    made = reply(respond_by=date(2026, 12, 1), reviewer="审核一组", remark="请尽快")
    assert from_json(canonical(to_json(made))) == made
    accepted = reply(Decision.ACCEPT, merchant_id="898110154110001")
    assert from_json(canonical(to_json(accepted))) == accepted


def test_a_return_says_why_or_that_nothing_was_said() -> None:
    with pytest.raises(NoReasonError):
        reply(Decision.REJECT, findings=())
    assert reply(Decision.REJECT, findings=(), none_given=True).none_given
    with pytest.raises(ReplyFormatError):
        reply(none_given=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.update(more=1),
        lambda v: v.pop("remark"),
        lambda v: v.update(decision="maybe"),
        lambda v: v.update(none_given=0),
        lambda v: v.update(decided_on="20261120"),
        lambda v: v.update(respond_by=""),
        lambda v: v.update(reviewer=7),
        lambda v: v.update(reviewer="长" * 41),
        lambda v: v.update(id="x"),
        lambda v: v.update(merchant_id="12"),
        lambda v: v.update(reasons=[{"code": "other"}]),
        lambda v: v.update(reasons=[]),
        lambda v: v.update(reasons=v["reasons"] * 61),
        lambda v: v["reasons"][0].update(path="../x"),
        lambda v: v["reasons"][0].update(code="A B"),
        lambda v: v["reasons"][0].update(words="长" * 501),
        lambda v: v["package"].update(revision=True),
        lambda v: v["package"].update(number="X"),
        lambda v: v["package"].update(sender="4"),
        lambda v: v["package"].update(sealed_sha256=None),
        lambda v: v.update(format={"name": "other", "version": 1}),
        lambda v: v.update(format={"name": "poswizard-reply", "version": "1"}),
    ],
)
def test_anything_else_is_refused(change: Callable[[Any], object]) -> None:
    value = json.loads(json.dumps(to_json(reply())))
    change(value)
    with pytest.raises(ReplyError):
        from_json(canonical(value))


def test_a_newer_format_is_told_apart() -> None:
    value = to_json(reply()) | {"format": {"name": "poswizard-reply", "version": 2}}
    with pytest.raises(NewerReplyError):
        from_json(canonical(value))
    with pytest.raises(ReplyFormatError):
        from_json(b"[]")


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with pytest.raises((JsonError, ReplyError)):
        from_json(data)


# what it does


def test_a_return_goes_into_the_log_with_its_reasons() -> None:
    rows = Finding("other", "owners.people[1].name", "看不清")
    made = reply(findings=(NAME, rows, Finding("other", "", "行业受限")), remark="请尽快")
    after = taken_in(FLOW, Answers(), made, date(2026, 11, 18), TODAY)
    events = after.get(Review.events)
    assert events is not None
    states = [row.get(ReviewEvent.state) for row in events]
    assert states == [ApplicationState.SUBMITTED, ApplicationState.SUPPLEMENT_REQUESTED]
    assert events[1].get(ReviewEvent.reasons_given) is ReasonsGiven.LISTED
    assert str(events[1].get(ReviewEvent.remark)).endswith("：请尽快")
    given_reasons = after.get(Review.reasons)
    assert given_reasons is not None
    first, second, whole = given_reasons
    assert first.get(ReviewReason.about) == Business.trade_name.label.zh
    assert str(second.get(ReviewReason.about)).endswith("（第 2 行）")
    assert whole.get(ReviewReason.subject) is ReasonSubject.WHOLE
    assert {row.get(ReviewReason.round) for row in (first, second, whole)} == {1}
    assert taken_in(FLOW, after, made, TODAY, TODAY) == after


def test_an_entry_is_never_before_the_one_it_follows() -> None:
    first = taken_in(FLOW, Answers(), reply(), TODAY, TODAY)
    early = replace(reply(Decision.ACCEPT), decided_on=date(2026, 11, 1))
    after = taken_in(FLOW, first, early, date(2026, 11, 1), TODAY)
    days = [row.get(ReviewEvent.on) for row in after.get(Review.events) or ()]
    assert days == [TODAY] * 4


def test_what_the_reviewer_named_is_opened_and_the_rest_is_told() -> None:
    unknown = Finding("of_a_newer_version", "step_of_a.newer_version", "")
    made = reply(findings=(NAME, unknown, Finding("other", "", "")))
    assert [one.field for one in to_open(FLOW, made)] == [Business.trade_name]
    assert unplaced(FLOW, made) == [unknown, Finding("other", "", "")]
    assert said(unknown).zh == "of_a_newer_version"
    assert place(FLOW, unknown) == "step_of_a.newer_version"


@pytest.mark.parametrize("code", [one.code for one in reasons()])
def test_every_reason_of_the_codebook_can_be_given(code: str) -> None:
    made = reply(findings=(Finding(code),))
    assert from_json(canonical(to_json(made))).findings[0].code == code
    opened = to_open(FLOW, made)
    assert all(one.remedy.zh and one.step for one in opened)


# the mail


def test_a_mail_carries_both_files_and_names_nobody(tmp_path: Path) -> None:
    sealed, signature = tmp_path / "x.zip.age", tmp_path / "x.zip.age.p7s"
    sealed.write_bytes(b"\x00sealed")
    signature.write_bytes(b"\x01signed")
    data = letter(
        "a@b.example", "主题：申请资料（样本小吃店）\n样本机构：\n请查收。", (sealed, signature)
    )
    message = message_from_bytes(data, policy=default)
    assert message["Subject"] == "申请资料（样本小吃店）"
    assert message["X-Unsent"] == "1"
    attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert attached == {"x.zip.age": b"\x00sealed", "x.zip.age.p7s": b"\x01signed"}
    bare = message_from_bytes(letter("", "", ()), policy=default)
    assert bare["To"] is None
    assert "加密" in str(bare["Subject"])
