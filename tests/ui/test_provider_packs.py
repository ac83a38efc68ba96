"""Provider packs in the window: looked at, updated by a bundle, gone back from; and a fork from the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from poswizard import paths
from poswizard.demo.hands import Hands
from poswizard.domain.merchant import AccountKind, MerchantKind
from poswizard.forms.answers import Answers
from poswizard.office import Office
from poswizard.package.seal import fingerprints
from poswizard.package.seal.recipients import fingerprint_of, new_identity
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.ui import background
from poswizard.ui.pages.fork_dialog import ForkDialog
from poswizard.ui.pages.pack_changes import ChangesDialog, OutdatedDialog
from poswizard.ui.pages.provider_packs import ProviderPacksDialog
from poswizard.ui.workplace import Workplace
from tests.providers.conftest import OWN_SOURCE, Publisher, publisher_in
from tests.ui import look
from tests.ui.branch import button, choose_path, keep, press, show, stored

SHIPPED = (paths.resources() / "providers" / "leshua.toml").read_text(encoding="utf-8")
PATIENCE = 30_000
"""Milliseconds: the first signature loads the library that reads it."""
KEY = new_identity("SPECIMEN").age
SEALING = f'[sealing]\nrecipient = "{KEY}"\nfingerprint = "{fingerprint_of(KEY)}"\n'
NEWER = (
    SHIPPED.replace('"business.trade_name" = 20', '"business.trade_name" = 5').replace(
        "2026-11-23", "2026-12-20"
    )
    + f"\n{SEALING}{OWN_SOURCE}"
)


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    return publisher_in(tmp_path_factory.mktemp("publisher"))


@pytest.fixture
def bundle(publisher: Publisher, tmp_path: Path) -> Path:
    file = tmp_path / "x.poswizard-providers"
    file.write_bytes(publisher.bundle({"leshua": NEWER}, "2026.12"))
    return file


def at_leshua(office: Office) -> Answers:
    answers = Answers().with_(ProviderChoice.pack, "leshua")
    answers = answers.with_(Basics.merchant_kind, MerchantKind.SOLE_PROPRIETOR)
    answers = answers.with_(Basics.account_kind, AccountKind.PERSONAL)
    return office.flow.adapted(answers.with_(Business.trade_name, "武侯区样本小吃店"))


def limit(answers: Answers) -> int | None:
    return answers.overlay.limits.get("business.trade_name")


def dialog_of(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    def shown() -> list[QWidget]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=PATIENCE)
    return shown()[-1]


def click(qtbot: QtBot, where: QWidget, words: str) -> None:
    qtbot.mouseClick(button(where, words), Qt.MouseButton.LeftButton)


def test_each_pack_says_everything_with_its_source(qtbot: QtBot, office: Office):
    dialog = show(qtbot, ProviderPacksDialog(None, office), 1000, 640)
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(next(i for i, row in enumerate(rows) if "联动优势" in row))
    words = dialog.text.toPlainText()

    assert "经营名称（招牌） 16 字" in words
    assert "来源：联动优势线下收单接口文档" in words
    assert "待重传图片（7）→ 待补件" in words
    assert "随程序" in dialog.state.text()
    assert not dialog.back.isVisible()


def test_corrections_of_the_branch_are_marked_and_faults_said(qtbot: QtBot, office: Office):
    own = office.folder / "providers"
    own.mkdir()
    (own / "leshua.toml").write_text(
        '[questions]\nlimits = { "business.trade_name" = 6 }\n' + OWN_SOURCE, encoding="utf-8"
    )
    (own / "umpay.toml").write_text(
        '[questions]\nlimits = { "business.trade_nam" = 6 }\n' + OWN_SOURCE, encoding="utf-8"
    )
    dialog = show(qtbot, ProviderPacksDialog(None, office), 1000, 640)
    click(qtbot, dialog, "重新读取")
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]

    assert [row.split("　")[0] for row in rows if "本机构改过" in row] == ["乐刷"]
    assert "business.trade_name" in dialog.faults.text()
    look.save(dialog, "provider-packs")


def test_a_bundle_is_previewed_applied_and_rolled_back(
    qtbot: QtBot,
    office: Office,
    hands: Hands,
    bundle: Path,
    publisher: Publisher,
):
    kept = keep(office, at_leshua(office))
    office.packs.trust(publisher.folder / "cert.pem")
    hands.expect_dialog(choose_path(bundle))
    dialog = show(qtbot, ProviderPacksDialog(None, office), 1000, 640)
    click(qtbot, dialog, "导入更新包…")
    preview = dialog_of(qtbot, ChangesDialog)
    assert isinstance(preview, ChangesDialog)
    said = preview.text.toPlainText()
    assert "现有 8 字，最多 5 字" in said
    assert fingerprints.digits(fingerprint_of(KEY)) in said
    assert fingerprints.words(fingerprint_of(KEY)) in said
    look.save(preview, "bundle-preview")
    assert not office.packs.history()
    click(qtbot, preview, "更新")
    qtbot.waitUntil(lambda: "2026.12" in dialog.state.text(), timeout=PATIENCE)
    assert limit(stored(office, kept)) == 20

    click(qtbot, dialog, "未完成的申请…")
    outdated = dialog_of(qtbot, OutdatedDialog)
    assert isinstance(outdated, OutdatedDialog)
    outdated.list.item(0).setCheckState(Qt.CheckState.Checked)
    click(qtbot, outdated, "移到新版")
    background.finish()
    assert limit(stored(office, kept)) == 5

    hands.expect_dialog(press("退回上一版"))
    click(qtbot, dialog, "退回上一版")
    assert "随程序" in dialog.state.text()
    assert limit(stored(office, kept)) == 5


def test_a_stranger_s_bundle_changes_nothing(
    qtbot: QtBot, office: Office, hands: Hands, bundle: Path
):
    said: list[str] = []
    hands.expect_dialog(press("", said))
    dialog = show(qtbot, ProviderPacksDialog(None, office), 1000, 640)
    dialog.import_bundle(bundle)
    qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE)

    assert "不在可信名单" in said[0]
    assert not office.packs.history()


def test_the_list_forks_an_application_to_another_provider(
    qtbot: QtBot, office: Office, place: Workplace
):
    kept = keep(office, at_leshua(office))
    place.home.refresh()
    place.home.fork_wanted.emit(kept)
    dialog = dialog_of(qtbot, ForkDialog)
    assert isinstance(dialog, ForkDialog)
    assert dialog.choice.findData("leshua") == -1
    dialog.choice.setCurrentIndex(dialog.choice.findData("umpay"))
    qtbot.waitUntil(lambda: "结算银行卡背面" in dialog.text.toPlainText())
    look.save(dialog, "fork")
    click(qtbot, dialog, "新建申请")

    assert place.draft
    assert place.draft.listed.id != kept
    assert place.draft.session.answers.get(ProviderChoice.pack) == "umpay"
    assert stored(office, kept).get(ProviderChoice.pack) == "leshua"
