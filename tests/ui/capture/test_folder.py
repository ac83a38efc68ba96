"""The watched folder: offered when complete, never touched unasked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from poswizard.ui import background
from poswizard.ui.capture.folder_choice import FolderChoice
from poswizard.ui.capture.folder_note import FolderNote
from poswizard.ui.capture.folder_watch import FRESH_SECONDS, FolderWatch
from poswizard.ui.capture.preferences import FOLDER, Preferences, of_this_machine
from tests.ui.branch import hands_on, press, said

Watch = Callable[[], FolderWatch]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "手机照片"
    made.mkdir()
    return made


@pytest.fixture
def watch(qapp: object, folder: Path) -> Iterator[FolderWatch]:
    """Looks again every 30 ms."""
    made = FolderWatch(lambda: str(folder), interval=30, pause=60)
    yield made
    made._clock.stop()
    background.finish()


def names(watch: FolderWatch) -> list[str]:
    return [path.name for path in watch.files]


def test_new_pictures_are_offered_oldest_first(
    qtbot: QtBot, folder: Path, watch: FolderWatch
) -> None:
    watch.wake()
    for number, name in enumerate(("b.jpg", "a.HEIC", "c.pdf")):
        file = folder / name
        file.write_bytes(b"specimen")
        now = file.stat().st_mtime
        os.utime(file, (now, now + number))
    qtbot.waitUntil(lambda: len(watch.files) == 3)
    assert names(watch) == ["b.jpg", "a.HEIC", "c.pdf"]


def test_other_files_hidden_and_empty_ones_are_not(
    qtbot: QtBot, folder: Path, watch: FolderWatch
) -> None:
    for name in ("notes.docx", ".hidden.jpg", "~lock.pdf", "empty.jpg"):
        (folder / name).write_bytes(b"" if name.startswith("empty") else b"x")
    (folder / "one.png").write_bytes(b"x")
    watch.wake()
    qtbot.waitUntil(lambda: bool(watch.files))
    assert names(watch) == ["one.png"]


def test_a_file_still_being_written_waits(qtbot: QtBot, folder: Path, watch: FolderWatch) -> None:
    offered_meanwhile: list[Path] = []
    growing = folder / "scan.pdf"
    growing.write_bytes(b"begun")
    writer = QTimer()

    def write() -> None:
        with growing.open("ab") as file:
            file.write(b"more")
        offered_meanwhile.extend(watch.files)
        if growing.stat().st_size > 60:
            writer.stop()

    writer.timeout.connect(write)
    writer.start(10)
    watch.wake()
    qtbot.waitUntil(lambda: bool(watch.files))
    assert not offered_meanwhile
    assert growing.stat().st_size > 60


def test_old_files_are_nobodys_business(qtbot: QtBot, folder: Path, watch: FolderWatch) -> None:
    old, new = folder / "old.jpg", folder / "new.jpg"
    for file in (old, new):
        file.write_bytes(b"x")
    then = old.stat().st_mtime - FRESH_SECONDS - 60
    os.utime(old, (then, then))
    watch.wake()
    qtbot.waitUntil(lambda: bool(watch.files))
    assert names(watch) == ["new.jpg"]


def test_what_was_put_somewhere_is_not_offered_again_but_its_successor_is(
    qtbot: QtBot, folder: Path, watch: FolderWatch
) -> None:
    file = folder / "scan.jpg"
    file.write_bytes(b"first")
    watch.wake()
    qtbot.waitUntil(lambda: bool(watch.files))
    watch.settle([file])
    looks: list[None] = []
    watch._clock.timeout.connect(lambda: looks.append(None))
    qtbot.waitUntil(lambda: len(looks) > 3)
    assert not watch.files
    assert file.exists()
    file.write_bytes(b"another one")
    qtbot.waitUntil(lambda: bool(watch.files))


def test_a_folder_that_goes_and_comes_is_no_crash(
    qtbot: QtBot, folder: Path, watch: FolderWatch
) -> None:
    (folder / "a.jpg").write_bytes(b"x")
    watch.wake()
    qtbot.waitUntil(lambda: bool(watch.files))
    (folder / "a.jpg").unlink()
    folder.rmdir()
    qtbot.waitUntil(lambda: not watch.files)
    folder.mkdir()
    (folder / "b.jpg").write_bytes(b"x")
    qtbot.waitUntil(lambda: names(watch) == ["b.jpg"])


def test_another_folder_is_followed_when_it_is_wished(qtbot: QtBot, tmp_path: Path) -> None:
    wish = ["", ""]
    watch = FolderWatch(lambda: wish[0], interval=30, pause=60)
    watch.wake()
    assert not watch.folder
    wish[0] = str(tmp_path)
    (tmp_path / "a.jpg").write_bytes(b"x")
    watch.wake()
    qtbot.waitUntil(lambda: bool(watch.files))
    wish[0] = ""
    watch.wake()
    assert not watch.files
    assert not watch._clock.isActive()


def test_the_store_is_not_asked_once_it_may_be_closed(qtbot: QtBot, folder: Path) -> None:
    asked: list[None] = []

    def wish() -> str:
        asked.append(None)
        return str(folder)

    watch = FolderWatch(wish, interval=20, pause=20)
    watch.wake()
    before = len(asked)
    looks: list[None] = []
    watch._clock.timeout.connect(lambda: looks.append(None))
    qtbot.waitUntil(lambda: len(looks) > 4)
    assert len(asked) == before
    watch._clock.stop()


# the note under a document


@pytest.fixture
def note(qtbot: QtBot, folder: Path, watch: FolderWatch) -> FolderNote:
    """Two pictures have come."""
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(b"specimen")
    made = FolderNote(watch)
    qtbot.addWidget(made)
    watch.wake()
    qtbot.waitUntil(lambda: len(watch.files) == 2)
    return made


def test_it_is_there_only_while_there_is_something(
    qtbot: QtBot, watch: FolderWatch, note: FolderNote
) -> None:
    assert note.isVisible()
    assert "2 张新图片" in note.offer.text()
    qtbot.mouseClick(note.pass_over, Qt.MouseButton.LeftButton)
    assert not watch.files
    assert not note.isVisible()


def test_originals_are_deleted_only_when_that_is_said(
    qtbot: QtBot, folder: Path, watch: FolderWatch, note: FolderNote
) -> None:
    files = watch.files
    watch.settle(files[:1])
    note.add_originals(files[:1])
    told: list[str] = []
    with hands_on() as hands:
        hands.expect_dialog(press("取消", told))
        qtbot.mouseClick(note.delete, Qt.MouseButton.LeftButton)
        hands.settle()
        assert files[0].exists()
        hands.expect_dialog(press("删除"))
        qtbot.mouseClick(note.delete, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not files[0].exists())
    assert "加密" in told[0]
    assert files[1].exists()
    assert not note.delete.isVisible()


# the setting


def test_the_folder_is_chosen_and_forgotten_for_this_machine(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, object] = {}
    choice = FolderChoice(Preferences(kept.get, kept.__setitem__))
    qtbot.addWidget(choice)
    choice.show()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    qtbot.mouseClick(choice.choose_button, Qt.MouseButton.LeftButton)
    assert kept == {of_this_machine(FOLDER): str(folder)}
    assert choice.shown.text() == str(folder)
    qtbot.mouseClick(choice.forget_button, Qt.MouseButton.LeftButton)
    assert kept[of_this_machine(FOLDER)] == ""
    assert not choice.forget_button.isEnabled()
    assert said(choice) == ""
