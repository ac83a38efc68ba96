"""What real replies teach: applications are stored, answered by reply files, and the next one is rehearsed by them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from poswizard.domain.merchant import MerchantKind, VerificationMethod
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level
from poswizard.office import Office
from poswizard.package.data_file import canonical
from poswizard.package.reply import Answered, Decision, Finding, Reply, from_json, to_json
from poswizard.package.reply_effect import taken_in
from poswizard.steps.basics import Basics
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.verification import Verification
from poswizard.storage import ballast
from poswizard.wizard.rehearsal.finding import ENOUGH, Rehearsal
from poswizard.wizard.rehearsal.own_rules import choosable_for
from tests.steps.asking import TODAY

PACK, OTHER_PACK = "lakala", "umpay"
ELEMENTS, EXPIRED = Finding("elements_failed"), Finding("id_expired", "identity.valid_until")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    made = Office(tmp_path / "store", bytearray(range(32)), lambda: TODAY)
    yield made
    made.close()


def application(pack: str = PACK) -> Answers:
    return Answers(
        {
            ProviderChoice.pack: pack,
            Basics.merchant_kind: MerchantKind.MICRO,
            Verification.method: VerificationMethod.PENDING_ONLINE,
        }
    )


def answered(office: Office, decision: Decision, *findings: Finding, pack: str = PACK) -> None:
    """One more application that was handed in and answered by a reply file."""
    draft = office.new_with(application(pack))
    about = Answered(
        package_id="0" * 36,
        number=draft.listed.number,
        revision=1,
        sealed_sha256="1" * 64,
        bag_sha256="2" * 64,
        sender="3" * 64,
    )
    reply = Reply(package=about, decision=decision, findings=findings, decided_on=TODAY)
    read = from_json(canonical(to_json(reply)))
    session = draft.session
    session.become(taken_in(office.flow, session.answers, read, TODAY, TODAY))
    session.save()
    office.save_now()


def rehearsed(office: Office, pack: str = PACK) -> Rehearsal:
    return office.rehearsals.of(office.new_with(application(pack)))


def level(rehearsal: Rehearsal, code: str) -> Level:
    return next(one.level for one in rehearsal.findings if one.code == code)


def test_a_forecast_is_made_of_the_replies_that_came_and_only_of_enough(office: Office):
    for _ in range(7):
        answered(office, Decision.REJECT, ELEMENTS)
    for _ in range(ENOUGH - 8):
        answered(office, Decision.ACCEPT)
    few = rehearsed(office)
    answered(office, Decision.SUPPLEMENT, ELEMENTS, EXPIRED)
    enough = rehearsed(office)

    assert (few.decided, few.forecasts) == (ENOUGH - 1, {})
    assert enough.decided == ENOUGH
    assert {code: words.zh for code, words in enough.forecasts.items()} == {
        "elements_failed": "本网点 30 件同类申请中 8 件因此被退回",
        "id_expired": "本网点 30 件同类申请中 1 件因此被退回",
    }
    (one,) = (f for f in enough.findings if f.code == "rehearsal.elements_check")
    assert one.forecast == enough.forecasts["elements_failed"]


def test_replies_about_another_provider_say_nothing_here(office: Office):
    answered(office, Decision.REJECT, ELEMENTS, pack=OTHER_PACK)

    assert rehearsed(office).decided == 0
    assert rehearsed(office, OTHER_PACK).decided == 1


def test_a_reason_of_a_reply_becomes_a_rule_by_choosing_the_finding_that_speaks_of_it(
    office: Office,
):
    answered(office, Decision.REJECT, ELEMENTS)
    before = rehearsed(office)
    (heard,) = office.rehearsals.heard(PACK)
    offered = [one.code for one in choosable_for(office.flow, heard)]

    assert level(before, "rehearsal.elements_check") is Level.INFORMATION
    assert "rehearsal.elements_check" in offered
    office.rehearsals.learn("rehearsal.elements_check", PACK)

    assert level(rehearsed(office), "rehearsal.elements_check") is Level.WARNING
    elsewhere = rehearsed(office, OTHER_PACK)
    assert level(elsewhere, "rehearsal.elements_check") is Level.INFORMATION
    office.rehearsals.unlearn("rehearsal.elements_check", PACK)
    assert level(rehearsed(office), "rehearsal.elements_check") is Level.INFORMATION
