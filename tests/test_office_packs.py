"""The version of a pack that an application was made with, through a restart, an update and a move; packs by command."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from poswizard import paths
from poswizard.forms.answers import Answers
from poswizard.office import Draft, Office
from poswizard.providers import catalogue
from poswizard.providers.errors import BundleError, ProviderError
from poswizard.steps.business import Business
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.storage import ballast
from tests.providers.conftest import NEW_PACK, OWN_SOURCE, Publisher, publisher_in
from tests.specimens import memory_below
from tests.steps.asking import TODAY
from tests.storage.conftest import KEY

Run = Callable[..., Result]
SHIPPED = (paths.resources() / "providers" / "umpay.toml").read_text(encoding="utf-8")
NEWER = SHIPPED.replace('"business.trade_name" = 16', '"business.trade_name" = 5')


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    return publisher_in(tmp_path_factory.mktemp("publisher"))


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Office]]:
    """Opens the store as a program that was just started."""
    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    offices: list[Office] = []

    def another() -> Office:
        for old in offices:
            old.close()
        catalogue.forget()
        monkeypatch.setattr(catalogue, "_kept", {})
        offices[:] = [Office(tmp_path / "store", bytearray(KEY), lambda: TODAY)]
        return offices[0]

    yield another
    for old in offices:
        old.close()
    catalogue.use(Path("nowhere"))
    catalogue.forget()


def made(office: Office) -> str:
    answers = Answers().with_(ProviderChoice.pack, "umpay")
    draft = office.new_with(answers.with_(Business.trade_name, "武侯区样本小吃店"))
    office.save_now()
    return draft.listed.id


def update(office: Office, publisher: Publisher, file: Path, version: str = "2") -> None:
    file.write_bytes(publisher.bundle({"umpay": NEWER}, version))
    office.packs.apply(office.packs.read(file, [publisher.certificate]))


def limit(draft: Draft) -> int | None:
    return draft.session.answers.overlay.limits.get("business.trade_name")


def test_an_update_leaves_open_applications_as_they_are_until_moved(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
):
    application = made(opened())
    update(opened(), publisher, tmp_path / "b")
    office = opened()

    draft = office.open(application)
    assert limit(draft) == 16
    found = office.packs.what_moving_changes(draft)
    assert found
    assert [(one.length, one.most) for one in found.too_long] == [(8, 5)]
    assert limit(office.new_with(Answers().with_(ProviderChoice.pack, "umpay"))) == 5

    office.packs.move_stored([application])
    again = opened().open(application)
    assert limit(again) == 5
    assert again.session.answers.get(Business.trade_name) == "武侯区样本小吃店"


def test_moving_is_one_step_of_undo(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
):
    application = made(opened())
    office = opened()
    update(office, publisher, tmp_path / "b")
    draft = office.open(application)
    office.packs.move(draft)
    assert limit(draft) == 5
    draft.session.undo()
    assert limit(draft) == 16
    assert office.packs.what_moving_changes(draft)


def test_the_package_names_the_version_it_was_asked_by(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
):
    application = made(opened())
    before = catalogue.version("umpay")
    office = opened()
    update(office, publisher, tmp_path / "b")

    assert catalogue.version("umpay") != before
    assert office.case(office.open(application)).package.pack_version == before


def test_a_bundle_shows_what_it_changes_before_it_does(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
):
    application = made(opened())
    office, file = opened(), tmp_path / "b"
    file.write_bytes(publisher.bundle({"umpay": NEWER, "sample_pay": NEW_PACK + OWN_SOURCE}))
    office.packs.trust(publisher.folder / "cert.pem")
    preview = office.packs.preview(office.packs.read(file))

    assert {change.key: bool(change.before) for change in preview.packs} == {
        "umpay": True,
        "sample_pay": False,
    }
    assert [draft.listed.id for draft in preview.drafts] == [application]
    assert catalogue.pack("sample_pay") is None


def test_an_older_or_the_same_bundle_is_not_taken_again(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
):
    office, file = opened(), tmp_path / "b"
    update(office, publisher, file)
    with pytest.raises(BundleError, match="in force"):
        office.packs.read(file, [publisher.certificate])
    file.write_bytes(publisher.bundle({"umpay": NEWER}, "1", date(2026, 1, 1)))
    with pytest.raises(BundleError, match="newer"):
        office.packs.read(file, [publisher.certificate])

    undone = office.packs.roll_back()
    assert undone is not None
    assert undone.version == "2"
    assert office.packs.roll_back() is None


def test_a_pack_in_a_bundle_that_names_no_real_question_is_refused(
    opened: Callable[[], Office], publisher: Publisher, tmp_path: Path
):
    office, file = opened(), tmp_path / "b"
    file.write_bytes(publisher.bundle({"umpay": NEWER.replace("contact.name", "contact.nam")}))
    with pytest.raises(ProviderError, match=r"contact\.name"):
        office.packs.read(file, [publisher.certificate])


def test_a_fork_keeps_the_old_application(opened: Callable[[], Office]):
    office = opened()
    application = made(office)
    new = office.packs.fork(application, "wechat_pay")
    office.save_now()

    assert new.listed.id != application
    assert new.session.answers.get(Business.trade_name) == "武侯区样本小吃店"
    assert office.packs.chosen(application) == "umpay"
    assert office.packs.chosen(new.listed.id) == "wechat_pay"
    with pytest.raises(ProviderError, match="nobody"):
        office.packs.fork(application, "nobody")


class TestCommands:
    """`poswizard providers`."""

    def test_packs_are_listed_with_version_and_corrections(self, run: Run, home: Path):
        own(home, "umpay", '[questions]\nlimits = { "business.trade_name" = 6 }\n' + OWN_SOURCE)
        listed = json.loads(run("providers", "list", "--json").stdout)

        umpay = next(one for one in listed if one["key"] == "umpay")
        assert umpay["corrected"] == ["questions.limits.business.trade_name"]
        assert umpay["origin"] == "shipped"
        assert run("providers", "list").exit_code == 0

    def test_a_faulty_file_of_the_branch_is_a_problem(self, run: Run, home: Path):
        own(home, "umpay", "[question]\n" + OWN_SOURCE)
        listed = run("providers", "list")

        assert listed.exit_code == 1
        assert "questions" in listed.stderr

    def test_a_pack_is_shown_with_sources(self, run: Run):
        shown = run("providers", "show", "umpay")

        assert "trade_name 16" in shown.stdout
        assert "来源：联动优势线下收单接口文档" in shown.stdout
        assert run("providers", "show", "nobody").exit_code == 2

    def test_a_file_is_checked(self, run: Run, tmp_path: Path):
        good, bad = tmp_path / "sample_pay.toml", tmp_path / "umpay.toml"
        good.write_text(NEW_PACK + OWN_SOURCE, encoding="utf-8")
        bad.write_text('[questions]\nrequires = ["identity.sx"]\n' + OWN_SOURCE, encoding="utf-8")

        assert run("providers", "check", good).exit_code == 0
        refused = run("providers", "check", bad)
        assert refused.exit_code == 1
        assert "identity.sex" in refused.stderr

    def test_a_bundle_is_made_applied_and_rolled_back(
        self, run: Run, bare: str, publisher: Publisher, tmp_path: Path
    ):
        packs, out, file = tmp_path / "packs", tmp_path / "b.json", tmp_path / "b"
        packs.mkdir()
        (packs / "umpay.toml").write_text(NEWER, encoding="utf-8")
        assert run("providers", "make", packs, "--out", out, "--version", "2").exit_code == 0
        file.write_bytes(publisher.signs(out.read_bytes()))

        assert run("providers", "update", file, "--yes").exit_code == 1
        assert "指纹" in run("providers", "trust", publisher.folder / "cert.pem").stdout
        done = run("providers", "update", file, "--yes")
        assert "联动优势：2026-11-23" in done.stdout
        assert "已更新" in done.stdout
        assert "资料更新包" in run("providers", "list").stdout
        assert run("providers", "rollback").exit_code == 0
        assert run("providers", "rollback").exit_code == 1

    def test_an_application_is_forked_and_compared(self, run: Run, bare: str, tmp_path: Path):
        forked = run("providers", "fork", bare, "--to", "umpay")
        assert forked.exit_code == 0
        assert "materials.bank_card_back" in forked.stdout
        out = tmp_path / "c.pdf"
        assert run("providers", "compare", bare, "umpay", "lakala", "--out", out).exit_code == 0
        assert out.read_bytes().startswith(b"%PDF")


@pytest.fixture
def bare(run: Run, tmp_path: Path) -> str:
    """The number of a draft without pictures, at Leshua."""
    file = tmp_path / "bare.json"
    basics = {"merchant_kind": "sole_proprietor", "account_kind": "personal"}
    answers = {"answers": {"basics": basics, "provider": {"pack": "leshua"}}}
    file.write_text(json.dumps(answers), encoding="utf-8")
    return json.loads(run("fill", file, "--json").stdout)["number"]


def own(home: Path, key: str, toml: str) -> None:
    """A file of the branch, there before the program starts."""
    folder = home / "providers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{key}.toml").write_text(toml, encoding="utf-8")
    catalogue.forget()


def test_a_bundle_of_two_gigabytes_is_refused_without_being_read(
    opened: Callable[[], Office], tmp_path: Path
):
    file = tmp_path / "b"
    with file.open("wb") as made_long:
        made_long.truncate(2 * 1024**3)
    office = opened()
    with memory_below(64), pytest.raises(BundleError, match="copied anew"):
        office.packs.read(file)
    with memory_below(64), pytest.raises(BundleError, match="cannot be read"):
        office.packs.trust(file)
