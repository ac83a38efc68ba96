"""Applications in the store, on SQLCipher and on PostgreSQL alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from poswizard.storage.applications import Applications, PackageRecord
from poswizard.storage.audit_log import AuditLog
from poswizard.storage.clock import Clock
from poswizard.storage.database import Database
from poswizard.storage.errors import ConflictError, NotFoundError
from poswizard.storage.listing import Order
from poswizard.storage.scans import Scans
from poswizard.wizard.summary import Summary

SHOP = Summary(
    applicant="样本甲", shop="样本面馆", search_words="样本甲 yangbenjia ybj 样本面馆 0001"
)


def test_a_new_application_has_a_random_id_and_the_years_next_number(
    applications: Applications,
) -> None:
    first, second = applications.new(SHOP), applications.new(SHOP)
    year = datetime.now().astimezone().year
    assert [first.number, second.number] == [f"A-{year}-000001", f"A-{year}-000002"]
    assert len(first.id) == 32
    assert first.id != second.id
    assert (first.version, first.revision) == (1, 0)
    assert first.updated_at.tzinfo is UTC


def test_a_number_is_never_given_twice(applications: Applications) -> None:
    gone = applications.new(SHOP)
    applications.delete(gone.id)
    assert applications.new(SHOP).number != gone.number


def test_numbers_start_again_with_the_year(store: Database) -> None:
    class NextYear(Clock):
        def now(self) -> datetime:
            return datetime(2031, 6, 1, tzinfo=UTC)

    applications = Applications(store)
    applications.new(SHOP)
    store.recorder.clock = NextYear()
    assert applications.new(SHOP).number == "A-2031-000001"


def test_what_was_saved_is_loaded_unknown_keys_and_all(applications: Applications) -> None:
    made = applications.new(SHOP)
    answers = '{"shop_name": "样本面馆", "from_a_newer_version": {"kept": [1, 2.50, null]}}'
    version = applications.save(made.id, 1, {"merchant": answers, "step_of_2031": "{}"}, SHOP)
    version = applications.save(made.id, version, {"site": "{}"}, SHOP)
    stored = applications.load(made.id)
    assert stored.steps == {"merchant": answers, "step_of_2031": "{}", "site": "{}"}
    assert stored.listed.version == version == 3


def test_the_list_shows_the_summary_and_the_last_changed_first(applications: Applications) -> None:
    first, second = applications.new(SHOP), applications.new(Summary(applicant="样本乙"))
    later = Summary(applicant="样本丙", missing=7, due_on=date(2031, 2, 28), due_what="visit")
    applications.save(first.id, 1, {}, later)
    page = applications.page()
    assert [one.id for one in page] == [first.id, second.id]
    assert (page[0].summary.applicant, page[0].summary.missing) == ("样本丙", 7)
    assert page[0].summary.due_on == date(2031, 2, 28)


def test_a_page_is_a_piece_of_the_whole(applications: Applications) -> None:
    made = [applications.new(SHOP).id for _ in range(7)][::-1]
    pages = [applications.page(offset=offset, limit=3) for offset in (0, 3, 6, 9)]
    assert [one.id for page in pages for one in page] == made
    assert [len(page) for page in pages] == [3, 3, 1, 0]


def test_the_list_narrows_by_state_phase_and_provider(applications: Applications) -> None:
    for state, phase, provider in (
        ("draft", "preparation", "甲"),
        ("submitted", "application", "甲"),
        ("draft", "application", "乙"),
    ):
        applications.new(Summary(state=state, phase=phase, provider=provider))
    assert len(applications.page(state="draft")) == applications.count(state="draft") == 2
    assert len(applications.page(phase="application", provider="甲")) == 1
    assert applications.count(state="draft", provider="甲", phase="application") == 0
    assert applications.counts_by_state() == {"draft": 2, "submitted": 1}


def test_the_orders_do_what_they_say(applications: Applications) -> None:
    days = [date(2031, 3, 1), None, date(2031, 1, 1)]
    made = [applications.new(Summary(due_on=day)).id for day in days]
    applications.save(made[0], 1, {}, Summary(due_on=days[0]))
    found = {order: [one.id for one in applications.page(order=order)] for order in Order}
    assert found[Order.RECENT] == [made[0], made[2], made[1]]
    assert found[Order.OLDEST] == found[Order.RECENT][::-1]
    assert found[Order.NUMBER] == made[::-1]
    assert found[Order.DUE] == [made[2], made[0]]


def test_what_is_due_comes_the_earliest_first(applications: Applications) -> None:
    for day in (date(2031, 3, 1), date(2031, 1, 1), date(2031, 5, 1), None):
        applications.new(Summary(due_on=day, due_what="visit"))
    found = applications.due(date(2031, 3, 1))
    assert [one.summary.due_on for one in found] == [date(2031, 1, 1), date(2031, 3, 1)]


def test_an_application_is_found_by_its_number(applications: Applications) -> None:
    made = applications.new(SHOP)
    assert applications.find(f" {made.number.lower()} ").id == made.id
    with pytest.raises(NotFoundError):
        applications.find("A-1999-000001")


def test_a_save_from_an_older_version_is_refused_and_changes_nothing(
    applications: Applications,
) -> None:
    made = applications.new(SHOP)
    applications.save(made.id, 1, {"merchant": '{"name": "one"}'}, SHOP, operator="clerk-1")
    with pytest.raises(ConflictError) as refused:
        applications.save(made.id, 1, {"merchant": '{"name": "two"}'}, SHOP, operator="clerk-2")
    assert refused.value.operator == "clerk-1"
    assert "clerk-1" in str(refused.value)
    assert refused.value.at == applications.load(made.id).listed.updated_at
    assert applications.load(made.id).steps == {"merchant": '{"name": "one"}'}


def test_of_two_programs_exactly_one_wins_and_the_other_is_told(
    open_store: Callable[[], Database],
) -> None:
    stores = [Applications(open_store()), Applications(open_store())]
    made = stores[0].new(SHOP)
    outcomes: list[str] = []

    def race(who: int, version: int, start: Barrier) -> None:
        start.wait()
        try:
            stores[who].save(
                made.id, version, {"merchant": json.dumps(who)}, SHOP, operator=str(who)
            )
            outcomes.append(f"{who} won")
        except ConflictError as told:
            outcomes.append(f"told that {told.operator} did")

    rounds = 40
    for version in range(1, rounds + 1):
        start = Barrier(2)
        threads = [Thread(target=race, args=(who, version, start)) for who in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        winner = json.loads(stores[0].load(made.id).steps["merchant"])
        assert sorted(outcomes[-2:]) == [f"{winner} won", f"told that {winner} did"]
    assert stores[1].load(made.id).listed.version == rounds + 1


def test_a_deleted_application_is_gone_from_everywhere(store: Database) -> None:
    applications, scans = Applications(store), Scans(store)
    own, shared = scans.put(b"own", "image/jpeg"), scans.put(b"shared", "image/jpeg")
    answers = json.dumps({"front": [{"sha256": own}, {"sha256": shared}]})
    first, second = applications.new(SHOP), applications.new(Summary(search_words="别人"))
    applications.save(first.id, 1, {"photos": answers}, SHOP)
    applications.save(second.id, 1, {"photos": json.dumps({"front": shared})}, Summary())
    applications.record_package(
        first.id, PackageRecord(revision=1, digest="0" * 64, file_name="x.zip", size=1)
    )
    applications.delete(first.id)
    with pytest.raises(NotFoundError):
        applications.load(first.id)
    with pytest.raises(NotFoundError):
        scans.get(own)
    assert scans.get(shared) == b"shared"
    assert applications.page("样本面馆") == []
    assert [one.id for one in applications.page()] == [second.id]
    with pytest.raises(NotFoundError):
        applications.save(first.id, 2, {}, SHOP)


def test_deleting_several_is_all_or_none(applications: Applications) -> None:
    made = [applications.new(SHOP).id for _ in range(3)]
    with pytest.raises(NotFoundError):
        applications.delete(made[0], "no such id", made[1])
    assert len(applications.page()) == 3
    applications.delete(*made)
    assert applications.page() == []


def test_a_scan_that_left_the_answers_no_longer_belongs_to_them(store: Database) -> None:
    applications, scans = Applications(store), Scans(store)
    digest = scans.put(b"retaken", "image/jpeg")
    made = applications.new(SHOP)
    applications.save(made.id, 1, {"photos": json.dumps({"front": digest})}, SHOP)
    assert scans.drop_unused(datetime(2100, 1, 1, tzinfo=UTC)) == 0
    applications.save(made.id, 2, {"photos": "{}"}, SHOP)
    assert scans.drop_unused(datetime(2000, 1, 1, tzinfo=UTC)) == 0
    assert scans.drop_unused(datetime(2100, 1, 1, tzinfo=UTC)) == 1


def test_a_copy_is_a_new_draft_with_the_same_answers_and_scans(store: Database) -> None:
    applications, scans = Applications(store), Scans(store)
    digest = scans.put(b"front", "image/jpeg")
    made = applications.new(SHOP)
    steps = {"photos": json.dumps({"front": digest}), "merchant": '{"a": 1}'}
    sent = Summary(
        applicant="样本甲", state="submitted", due_on=date(2031, 1, 1), search_words="样本甲"
    )
    applications.save(made.id, 1, steps, sent)
    copy = applications.copy(made.id, "clerk-1")
    assert copy.number != made.number
    assert (copy.summary.state, copy.summary.due_on, copy.revision) == ("draft", None, 0)
    assert applications.load(copy.id).steps == steps
    assert [one.id for one in applications.page(made.number)] == [made.id]
    applications.delete(made.id)
    assert scans.get(digest) == b"front"


def test_packages_are_remembered_by_revision(applications: Applications) -> None:
    made = applications.new(SHOP)
    for revision in (1, 2):
        record = PackageRecord(
            revision=revision,
            digest=str(revision) * 64,
            file_name=f"{made.number}-r{revision}.zip",
            size=1000,
            recipients=("样本银行",),
            operator="clerk-1",
        )
        applications.record_package(made.id, record)
    first, second = applications.packages(made.id)
    assert (first.revision, second.revision, second.recipients) == (1, 2, ("样本银行",))
    assert second.at is not None
    loaded = applications.load(made.id).listed
    assert (loaded.revision, loaded.version) == (2, 1)
    applications.save(made.id, 1, {}, SHOP)


def test_a_package_of_an_unknown_application_is_refused(applications: Applications) -> None:
    record = PackageRecord(revision=1, digest="0" * 64, file_name="x.zip", size=1)
    with pytest.raises(NotFoundError):
        applications.record_package("unknown", record)


def test_the_tables_hold_one_row_for_each_page_of_each_document(store: Database) -> None:
    applications = Applications(store)
    made = applications.new(SHOP)
    a, b, c = ("a" * 64, "b" * 64, "c" * 64)
    answers = {
        "licence": [{"sha256": a, "original_sha256": c, "verdict": "sharp"}, {"sha256": b}],
        "owners": [{"name": "样本", "id_front": {"sha256": a}}, {"id_front": b}],
        "note": "not a digest",
    }
    applications.save(made.id, 1, {"photos": json.dumps(answers)}, SHOP)
    with store.read() as connection:
        rows = connection.execute(
            text("SELECT slot, page, scan, original, verdict FROM document ORDER BY slot, page")
        ).all()
    assert [tuple(row) for row in rows] == [
        ("photos.licence", 1, a, c, "sharp"),
        ("photos.licence", 2, b, "", ""),
        ("photos.owners.0.id_front", 1, a, "", ""),
        ("photos.owners.1.id_front", 1, b, "", ""),
    ]


# a line of the list that follows later


def saved_without_a_line(applications: Applications) -> str:
    made = applications.new(SHOP)
    assert applications.save(made.id, 1, {"merchant": '{"name": "one"}'}, None) == 2
    return made.id


def test_a_save_without_a_line_keeps_the_old_one_and_says_so(applications: Applications) -> None:
    changed = saved_without_a_line(applications)
    assert applications.load(changed).steps == {"merchant": '{"name": "one"}'}
    assert applications.load(changed).listed.summary.shop == "样本面馆"
    assert applications.behind() == [changed]


def test_the_line_follows_without_a_version_or_an_event(
    applications: Applications, store: Database
) -> None:
    changed = saved_without_a_line(applications)
    before = AuditLog(store).head()
    assert applications.summarise(changed, 2, Summary(shop="样本茶馆", search_words="样本茶馆"))
    assert applications.behind() == []
    assert [one.summary.shop for one in applications.page("茶馆")] == ["样本茶馆"]
    assert applications.page("面馆") == []
    assert applications.load(changed).listed.version == 2
    assert AuditLog(store).head() == before


def test_the_line_of_an_older_version_is_not_written(applications: Applications) -> None:
    changed = saved_without_a_line(applications)
    applications.save(changed, 2, {"merchant": '{"name": "two"}'}, None)
    assert not applications.summarise(changed, 2, Summary(shop="样本茶馆"))
    assert applications.load(changed).listed.summary.shop == "样本面馆"
    assert applications.behind() == [changed]


def test_a_save_with_its_line_settles_what_was_behind(applications: Applications) -> None:
    changed = saved_without_a_line(applications)
    applications.save(changed, 2, {}, SHOP)
    assert applications.behind() == []


def test_a_copy_of_what_is_behind_is_behind(applications: Applications) -> None:
    changed = saved_without_a_line(applications)
    copied = applications.copy(changed)
    assert set(applications.behind()) == {changed, copied.id}


def test_what_is_behind_can_be_deleted(applications: Applications) -> None:
    applications.delete(saved_without_a_line(applications))
    assert applications.behind() == []
    assert applications.page() == []
