"""What is said of a received package outlives the sitting, and is gone once it is signed."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from poswizard.office import Draft, Office
from poswizard.package.opinion import NOTHING_SAID, Opinion, opinion_from_json, opinion_to_json
from poswizard.package.reply import Decision, Finding, Judgement, NoReasonError
from tests.exchange.conftest import TODAY, today
from tests.storage.conftest import run_child

KEY = bytes(range(32))
SAID = Opinion(
    findings=(
        Finding("shop_front_unclear", "materials.shop_front", "样本：看不清招牌"),
        Finding("other", "owners.people[1].id_number", "样本"),
    ),
    decision=Decision.SUPPLEMENT,
    days=5,
    reviewer="审核一组",
)


@pytest.fixture
def received(acquainted: None, sender: Office, receiver: Office, draft: Draft, out: Path) -> str:
    """A case at the receiver."""
    case = receiver.inbox.receive(sender.dispatch.seal(draft, out).path).case
    assert case
    return case.id


def again(receiver: Office) -> Office:
    """Another sitting over the same store."""
    return Office(receiver.folder, bytearray(KEY), today)


def test_what_was_said_is_there_in_the_next_sitting(receiver: Office, received: str) -> None:
    receiver.inbox.opinions.say(received, SAID)
    assert receiver.inbox.opinions.of(received) == SAID
    receiver.inbox.opinions.keep()
    receiver.close()
    later = again(receiver)
    assert later.inbox.opinions.of(received) == SAID
    assert [one.is_begun for one in later.inbox.listed()] == [True]
    later.inbox.opinions.say(received, NOTHING_SAID)
    later.inbox.opinions.keep()
    assert [one.is_begun for one in later.inbox.listed()] == [False]
    later.close()


def test_signing_makes_a_reply_of_it_and_nothing_else_is_left(
    receiver: Office, received: str, out: Path
) -> None:
    opinions = receiver.inbox.opinions
    opinions.say(received, SAID)
    opinions.keep()
    opinions.say(received, SAID)  # as while the last word is still on its way
    given = receiver.inbox.decide(received, SAID.judgement(Decision.SUPPLEMENT, TODAY))
    opinions.keep()
    assert opinions.of(received) == NOTHING_SAID
    (listed,) = receiver.inbox.listed()
    assert (listed.is_begun, listed.decision, listed.is_waiting) == (False, "supplement", False)
    assert receiver.waiting() == []
    assert receiver.inbox.last_given(received).signed == given.signed
    first = receiver.inbox.write_reply(receiver.inbox.last_given(received), out)
    assert first == receiver.inbox.write_reply(given, out), (
        "the same file as often as it is asked for"
    )


def test_what_cannot_be_signed_is_still_there(receiver: Office, received: str) -> None:
    receiver.inbox.opinions.say(received, SAID)
    with pytest.raises(NoReasonError):
        receiver.inbox.decide(received, Judgement(decision=Decision.REJECT))
    receiver.inbox.opinions.keep()
    assert receiver.inbox.opinions.of(received) == SAID


def test_a_killed_program_has_lost_no_word_of_a_reviewer(receiver: Office, received: str) -> None:
    receiver.close()
    script = (
        "import os, signal, sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from poswizard.office import Office\nfrom poswizard.package.opinion import opinion_from_json\n"
        "office = Office(Path(sys.argv[1]), bytearray(range(32)), lambda: date(2026, 11, 20))\n"
        "office.inbox.opinions.say(sys.argv[2], opinion_from_json(sys.argv[3]))\n"
        "office.inbox.opinions.keep()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = run_child(script, str(receiver.folder), received, opinion_to_json(SAID))
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    later = again(receiver)
    assert later.inbox.opinions.of(received) == SAID
    later.close()


def test_a_package_that_is_removed_takes_it_along(receiver: Office, received: str) -> None:
    receiver.inbox.opinions.say(received, SAID)
    receiver.inbox.opinions.keep()
    receiver.inbox.cases.remove(received)
    assert receiver.inbox.listed() == []
    assert receiver.inbox.opinions.of(received) == NOTHING_SAID


@pytest.mark.parametrize("decision", list(Decision))
def test_only_what_goes_with_a_decision_is_signed(decision: Decision) -> None:
    said = Opinion(findings=SAID.findings, days=5, merchant_id="898110154110001", remark=" 样本 ")
    judged = said.judgement(decision, TODAY)
    returns = decision is not Decision.ACCEPT
    assert bool(judged.findings) is bool(judged.respond_by) is returns
    assert bool(judged.merchant_id) is not returns
    assert (judged.remark, judged.none_given) == ("样本", False)


def test_an_opinion_is_read_back_as_it_was_written() -> None:
    assert opinion_from_json(opinion_to_json(SAID)) == SAID
    assert opinion_to_json(NOTHING_SAID) == ""
    assert opinion_from_json("") == NOTHING_SAID
