"""A package goes out, is returned, amended and accepted; what was sent stays as it was."""

from __future__ import annotations

import json
import subprocess
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from poswizard.domain.state import ApplicationState
from poswizard.forms.step import Milestone
from poswizard.office import Draft, Office
from poswizard.office.dispatch import EmptyReasonError, NothingSentError, ReasonNeededError
from poswizard.office.inbox import Arrival, Judgement, PlainRefusedError, WrongCaseError
from poswizard.package.outcome import Outcome
from poswizard.package.reply import Decision, Finding, NoReasonError, read_reply
from poswizard.package.seal.errors import AlreadyThereError, UntrustedError
from poswizard.steps.business import Business
from poswizard.steps.review import Review
from poswizard.wizard.lifecycle import reported_state
from tests.package.packed import TODAY

pytestmark = pytest.mark.usefixtures("acquainted")

UNCLEAR = Finding("shop_front_unclear", "materials.shop_front", "看不清招牌")
NAME = Finding("other", "business.trade_name", "与门头不一致")
BACK = Judgement(decision=Decision.SUPPLEMENT, findings=(NAME,), reviewer="审核一组")


def sent(sender: Office, draft: Draft, out: Path) -> Path:
    return sender.dispatch.seal(draft, out).path


def replied(receiver: Office, arrival: Arrival, judgement: Judgement, out: Path) -> Path:
    assert arrival.case is not None
    return receiver.inbox.write_reply(receiver.inbox.decide(arrival.case.id, judgement), out)


def test_the_whole_way(sender: Office, receiver: Office, draft: Draft, out: Path) -> None:
    first = sent(sender, draft, out)
    as_sent = first.read_bytes()
    arrival = receiver.inbox.receive(first)
    assert (arrival.verdict.outcome, arrival.is_new) == (Outcome.COMPLETE, True)
    back = sender.inbox.open_reply(replied(receiver, arrival, BACK, out), draft)
    assert (back.is_new, [one.field for one in back.to_open]) == (True, [Business.trade_name])
    answers = draft.session.answers
    assert reported_state(sender.flow, answers) is ApplicationState.SUPPLEMENT_REQUESTED
    assert sender.milestone(draft) is Milestone.APPLICATION
    with pytest.raises(ReasonNeededError):
        sender.dispatch.seal(draft, out)
    sender.dispatch.amend(draft, "招牌名称写错")
    draft.session.answer(Business.trade_name, "武侯区样本小吃店二部")
    draft.session.save()
    sender.dispatch.note_corrections(draft)
    second = sent(sender, draft, out)
    assert second.name.endswith("-r2.zip.age")
    assert first.read_bytes() == as_sent
    arrival = receiver.inbox.receive(second)
    assert [note.zh[:8] for note in arrival.notes] == ["这是第 2 版，"]
    assert arrival.case is not None
    seen = receiver.inbox.case(arrival.case.id)
    assert seen.differences is not None
    (changed,) = seen.differences["differences"]
    assert (changed["path"], seen.differences["reason"]) == ("business.trade_name", "招牌名称写错")
    assert seen.differences["corrections"][0]["correction"].startswith("已修改“")
    accepted = Judgement(decision=Decision.ACCEPT, merchant_id="898110154110001")
    done = sender.inbox.open_reply(replied(receiver, arrival, accepted, out), draft)
    assert done.is_new
    assert reported_state(sender.flow, draft.session.answers) is ApplicationState.APPROVED
    assert draft.session.answers.get(Review.merchant_id) == "898110154110001"
    assert draft.session.issues(Review) == []
    records = sender.dispatch.packages(draft)
    assert [(one.revision, one.sequence, one.reason) for one in records] == [
        (1, 1, None),
        (2, 2, "招牌名称写错"),
    ]
    assert all(one.recipients and one.operator == "S001" and one.at for one in records)


# receiving


def test_twice_is_once_and_a_copy_on_another_stick_too(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    path = sent(sender, draft, out)
    first, again = receiver.inbox.receive(path), receiver.inbox.receive(path)
    assert again.verdict.outcome is Outcome.REPLAY
    assert (again.case, again.is_new) == (first.case, False)
    assert len(receiver.inbox.received()) == 1


def test_what_is_received_is_all_there_and_read_only(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    arrival = receiver.inbox.receive(sent(sender, draft, out))
    assert arrival.case is not None
    case = receiver.inbox.case(arrival.case.id)
    mine, theirs = draft.session.answers, case.answers
    assert theirs.get(Business.trade_name) == mine.get(Business.trade_name)
    picture = case.files["documents/ID_FRONT-1.jpg"]
    assert receiver.scans.get(picture) == sender.scans.get(picture)
    assert "application.pdf" in case.files
    assert case.record.shop == mine.get(Business.trade_name)
    assert not case.is_superseded
    assert receiver.page("", "", "", "", 0, 10) == []


def test_a_gap_and_an_older_revision_are_told(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    paths = [sent(sender, draft, out) for _ in range(3)]
    receiver.inbox.receive(paths[0])
    third = receiver.inbox.receive(paths[2])
    assert any("序号 2" in note.zh for note in third.notes)
    second = receiver.inbox.receive(paths[1])
    assert any("更新的第 3 版" in note.zh for note in second.notes)
    assert second.case is not None
    assert receiver.inbox.case(second.case.id).is_superseded
    assert receiver.inbox.missing_from(second.case.sender) == []


def test_an_unknown_sender_is_kept_out(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    sender.key_ring.make_station("别的工作站")
    arrival = receiver.inbox.receive(sent(sender, draft, out))
    assert arrival.verdict.outcome is Outcome.UNKNOWN_SENDER
    assert receiver.inbox.received() == []


def test_a_plain_package_is_received_by_choice_only(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    path = sender.dispatch.plain(draft, out, "收件机构没有公钥").path
    with pytest.raises(PlainRefusedError):
        receiver.inbox.receive(path)
    arrival = receiver.inbox.receive(path, allow_plain=True)
    assert arrival.is_new
    assert any("没有加密签名" in note.zh for note in arrival.notes)
    assert sender.dispatch.packages(draft)[0].plain_reason == "收件机构没有公钥"
    done = sender.inbox.open_reply(replied(receiver, arrival, BACK, out), draft)
    assert done.is_new
    assert not receiver.inbox.receive(path, allow_plain=True).is_new


# replies


def test_a_return_needs_a_reason_or_an_explicit_none(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    arrival = receiver.inbox.receive(sent(sender, draft, out))
    with pytest.raises(NoReasonError):
        replied(receiver, arrival, Judgement(decision=Decision.REJECT), out)
    assert arrival.case is not None
    assert receiver.inbox.replies.of_received(arrival.case.id) == []
    silent = Judgement(decision=Decision.REJECT, none_given=True)
    opened = sender.inbox.open_reply(replied(receiver, arrival, silent, out), draft)
    assert opened.to_open == opened.unplaced == ()
    assert reported_state(sender.flow, draft.session.answers) is ApplicationState.REJECTED


def test_openssl_reads_a_reply(sender: Office, receiver: Office, draft: Draft, out: Path) -> None:
    path = replied(receiver, receiver.inbox.receive(sent(sender, draft, out)), BACK, out)
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-noverify", "-in", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert json.loads(done.stdout)["decision"] == "supplement"


def test_a_reply_opened_twice_moves_nothing(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    path = replied(receiver, receiver.inbox.receive(sent(sender, draft, out)), BACK, out)
    sender.inbox.open_reply(path, draft)
    after = draft.session.answers
    again = sender.inbox.open_reply(path, draft)
    assert not again.is_new
    assert again.to_open
    assert draft.session.answers == after


def test_a_reply_that_was_cut_off_before_it_was_noted_is_opened_to_the_same_end(
    sender: Office, receiver: Office, draft: Draft, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = replied(receiver, receiver.inbox.receive(sent(sender, draft, out)), BACK, out)
    with monkeypatch.context() as patch:
        patch.setattr(sender.inbox.replies, "open", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            sender.inbox.open_reply(path)
    sender.inbox.open_reply(path)
    answers = sender.find(draft.number).session.answers
    events = answers.get(Review.events) or ()
    assert len(events) == 2
    assert len(answers.get(Review.reasons) or ()) == 1


def _power_cut(*_arguments: object) -> bool:
    raise KeyboardInterrupt


def test_a_reply_by_somebody_unknown_is_refused(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    arrival = receiver.inbox.receive(sent(sender, draft, out))
    receiver.key_ring.make_station("冒充的审核台")
    path = replied(receiver, arrival, BACK, out)
    with pytest.raises(UntrustedError):
        sender.inbox.open_reply(path, draft)
    assert reported_state(sender.flow, draft.session.answers) is None


def test_a_reply_to_another_package_is_refused(
    sender: Office, receiver: Office, draft: Draft, out: Path, tmp_path: Path
) -> None:
    path = replied(receiver, receiver.inbox.receive(sent(sender, draft, out)), BACK, out)
    other = sender.new()
    with pytest.raises(WrongCaseError):
        sender.inbox.open_reply(path, other)
    stranger = Office(tmp_path / "third", bytearray(range(1, 33)), sender.today)
    desk = receiver.key_ring.certificate()
    assert desk is not None
    from poswizard.package.seal.key_text import Source

    stranger.key_ring.add_signer(desk.pem, Source.FILE)
    with pytest.raises(WrongCaseError):
        stranger.inbox.open_reply(path)
    stranger.close()


def test_a_reply_overtaken_by_a_newer_revision_is_kept_but_moves_nothing(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    arrival = receiver.inbox.receive(sent(sender, draft, out))
    sent(sender, draft, out)
    opened = sender.inbox.open_reply(replied(receiver, arrival, BACK, out), draft)
    assert (opened.is_new, opened.is_stale) == (False, True)
    assert reported_state(sender.flow, draft.session.answers) is None


def test_a_reply_file_is_the_same_as_often_as_it_is_asked_for(
    sender: Office, receiver: Office, draft: Draft, out: Path
) -> None:
    arrival = receiver.inbox.receive(sent(sender, draft, out))
    assert arrival.case is not None
    given = receiver.inbox.decide(arrival.case.id, BACK)
    path = receiver.inbox.write_reply(given, out)
    assert receiver.inbox.write_reply(given, out) == path
    assert read_reply(path.read_bytes()).reply.decided_on == TODAY
    path.write_bytes(b"mine")
    with pytest.raises(AlreadyThereError):
        receiver.inbox.write_reply(given, out)
    assert path.read_bytes() == b"mine"


# amending


def test_what_was_never_sent_is_not_amended(sender: Office, draft: Draft) -> None:
    with pytest.raises(NothingSentError):
        sender.dispatch.amend(draft, "没有发过")
    with pytest.raises(EmptyReasonError):
        sender.dispatch.amend(draft, " x ")


# papers


def test_the_receipt_and_the_mail_say_how_it_was_sent(
    sender: Office, draft: Draft, out: Path
) -> None:
    assert sender.dispatch.on_receipt(draft) == []
    path = sent(sender, draft, out)
    (record,) = sender.dispatch.packages(draft)
    said = dict(sender.dispatch.on_receipt(draft))
    assert said["SHA-256 前 16 位"] == (record.sealed_digest or "")[:16]
    assert said["保护"].startswith("已加密签名，可打开的有：样本收单机构")
    assert sender.receipt(draft).startswith(b"%PDF")
    mail = message_from_bytes(sender.dispatch.letter(draft, path), policy=default)
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == [path.name, f"{path.name}.p7s"]
    sender.dispatch.plain(draft, out, "收件机构没有公钥")
    assert dict(sender.dispatch.on_receipt(draft))["保护"] == "没有加密。原因：收件机构没有公钥"
