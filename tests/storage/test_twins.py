"""Applications that share a number are found, without the number being kept; and what became of them is counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from poswizard.storage.applications import Applications
from poswizard.storage.database import Database, open_database
from poswizard.storage.twin_tables import Gist, Twin
from poswizard.storage.twins import FateRow, Gleaned, TwinRow, Twins
from poswizard.wizard.summary import Summary
from tests.storage.conftest import KEY

PERSON = "51010719800101SPECIMEN"


def new(store: Database, **answers: object) -> tuple[str, str]:
    """An application with these answers in one step; its id and number."""
    applications = Applications(store)
    made = applications.new(Summary(state="draft"))
    applications.save(made.id, made.version, {"trial": json.dumps(answers)}, Summary(state="draft"))
    return made.id, made.number


def glean(documents: Mapping[str, str]) -> Gleaned:
    said = json.loads(documents.get("trial", "{}"))
    numbers = tuple((kind, said[kind]) for kind in ("person", "account") if kind in said)
    provider = said.get("provider", "")
    return Gleaned(provider, "micro", "reasons" in said, tuple(said.get("reasons", ())), numbers)


def up_to_date(store: Database) -> Twins:
    twins = Twins(store)
    twins.bring_up_to_date(glean, ("trial",))
    return twins


def test_another_application_with_the_same_number_is_found(store: Database):
    mine, _ = new(store, person=PERSON, provider="lakala")
    _, other = new(store, person=PERSON, provider="huifu")
    new(store, person="another", account=PERSON)
    assert up_to_date(store).of(mine) == [TwinRow("person", other, "huifu", "draft")]


def test_the_number_is_kept_as_a_digest_that_differs_from_store_to_store(tmp_path: Path):
    kept: list[bytes] = []
    for name in ("one", "other"):
        store = open_database(tmp_path / name, bytearray(KEY))
        new(store, person=PERSON)
        up_to_date(store)
        with store.read() as connection:
            kept += connection.execute(select(Twin.digest)).scalars()
        store.close()
    assert len(set(kept)) == 2
    assert not any(PERSON.encode() in bytes(digest) for digest in kept)


def test_only_what_has_changed_is_looked_at_again(store: Database):
    seen: list[int] = []

    def counting(documents: Mapping[str, str]) -> Gleaned:
        seen.append(1)
        return glean(documents)

    mine, _ = new(store, person=PERSON)
    new(store)
    Twins(store).bring_up_to_date(counting, ("trial",))
    Twins(store).bring_up_to_date(counting, ("trial",))
    assert len(seen) == 2
    applications = Applications(store)
    version = applications.load(mine).listed.version
    applications.save(mine, version, {"trial": "{}"}, Summary())
    Twins(store).bring_up_to_date(counting, ("trial",))
    assert len(seen) == 3
    with store.read() as connection:
        assert connection.execute(select(Twin.kind)).all() == []


def test_more_than_one_turn_of_applications_is_looked_at_with_progress_and_can_be_stopped(
    store: Database,
):
    for _ in range(230):
        new(store, person=PERSON)
    told: list[float] = []
    twins = Twins(store)
    twins.bring_up_to_date(glean, ("trial",), told.append, lambda: bool(told))
    assert len(told) == 1
    assert told[0] < 1
    twins.bring_up_to_date(glean, ("trial",), told.append)
    assert told[-1] == 1


def test_a_deleted_application_leaves_no_digest(store: Database):
    mine, _ = new(store, person=PERSON)
    other, _ = new(store, person=PERSON)
    up_to_date(store)
    Applications(store).delete(other)
    assert Twins(store).of(mine) == []
    with store.read() as connection:
        assert len(connection.execute(select(Gist.seq)).all()) == 1


def test_what_became_of_applications_is_told_by_provider_and_kind(store: Database):
    mine, _ = new(store, provider="lakala", reasons=["id_expired"])
    new(store, provider="lakala", reasons=["id_expired", "other"])
    new(store, provider="lakala", reasons=[])
    new(store, provider="huifu", reasons=["other"])
    new(store, provider="lakala")
    twins = up_to_date(store)
    found = twins.fates("lakala", "micro", but=mine)
    assert sorted(found, key=str) == sorted(
        [FateRow(True, ("id_expired", "other")), FateRow(True, ())], key=str
    )
    assert twins.fates("lakala", "enterprise", but=mine) == []
    assert twins.reasons_at("lakala") == {"id_expired": 2, "other": 1}


def test_a_picture_that_another_application_has_too_is_named(store: Database):
    digest = "ab" * 32
    mine, _ = new(store, front=[{"scan": digest}])
    assert Twins(store).pictures_elsewhere(mine, {digest}) == {}
    _, other = new(store, front=[{"scan": digest}])
    assert Twins(store).pictures_elsewhere(mine, {digest}) == {digest: other}
