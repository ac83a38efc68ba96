"""What a clerk may rely on at the window: keys alone, gaps said once, reasons, undo, ways back, nothing in clear."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from poswizard.demo.answering import answer
from poswizard.demo.driver import CONTROL, Driver
from poswizard.demo.hands import KeyboardHands
from poswizard.domain.resident import resident_id_check_character
from poswizard.package.verify import verify_package
from poswizard.ui import background
from poswizard.ui.editors.document import DocumentEditor
from poswizard.ui.editors.rows import RowsEditor
from poswizard.ui.finder import Finder
from poswizard.ui.widgets.issue_note import IssueNote
from tests.driver import NO_SCREEN, PASSPHRASE, at_the_first_page, case, seated, stored
from tests.steps.asking import card

pytestmark = pytest.mark.qt_log_ignore(NO_SCREEN)

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def clerk(qapp: QApplication, tmp_path: Path) -> Iterator[Driver]:
    """At the first page of a new application."""
    with at_the_first_page(tmp_path / "home") as driver:
        yield driver


def go(clerk: Driver, key: str) -> None:
    """To a question, found by its key."""
    clerk.hands.key(Qt.Key.Key_K, CONTROL)
    clerk.hands.wait(lambda: isinstance(QApplication.activeModalWidget(), Finder), "the finder")
    clerk.hands.type(key)
    clerk.hands.key(Qt.Key.Key_Return)
    clerk.hands.wait(lambda: clerk.page.step.key == key.split(".")[0], key)


def kind_of(clerk: Driver, key: str, kind: type[W]) -> W:
    """The editor of a question in sight."""
    editor = clerk.row(key).editor
    assert isinstance(editor, kind)
    return editor


def notes(clerk: Driver) -> list[str]:
    """What is said to be wrong on the page in sight."""
    found = clerk.page.findChildren(IssueNote)
    return [note.accessibleName() for note in found if note.isVisible()]


def test_a_whole_application_is_made_without_a_mouse(qapp: QApplication, tmp_path: Path):
    sample = case("micro_itinerant")
    with seated(tmp_path / "home", sample, KeyboardHands()) as clerk:
        clerk.begin(PASSPHRASE)
        clerk.new_application()
        clerk.play(sample)
        package = clerk.export(tmp_path)
        clerk.home()

    assert verify_package(package).is_complete


def test_keys_lead_to_every_phase_pane_and_question(clerk: Driver):
    hands, wizard = clerk.hands, clerk.wizard
    alt = Qt.KeyboardModifier.AltModifier
    for number, phase in enumerate(wizard.session.flow.phases, 1):
        hands.key(Qt.Key(Qt.Key.Key_0 + number), alt)
        assert clerk.page.step is phase.steps[0]

    go(clerk, "business.mcc")
    assert clerk.page.focused_field() is wizard.session.flow.field("business.mcc")

    hands.key(Qt.Key.Key_F6)
    assert wizard.footer.next.hasFocus()
    hands.key(Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert wizard.rail is focused or wizard.rail.isAncestorOf(focused)
    hands.key(Qt.Key.Key_F6)
    assert clerk.page.focused_field() is not None


def test_next_says_once_what_is_missing_and_then_lets_go_on(clerk: Driver):
    page = clerk.page
    assert notes(clerk) == []

    clerk.hands.key(Qt.Key.Key_Return, CONTROL)
    assert clerk.page is page
    assert len(notes(clerk)) == 3
    assert clerk.wizard.footer.left.text().startswith("还差 3 处")

    clerk.hands.key(Qt.Key.Key_Return, CONTROL)
    assert clerk.page.step.key == "consent"
    assert clerk.wizard.survey.states["introduction"].missing == 3


def test_next_says_what_is_missing_inside_a_row(clerk: Driver):
    go(clerk, "research.quotes")
    clerk.hands.press(kind_of(clerk, "research.quotes", RowsEditor).add_button)
    before = len(notes(clerk))

    clerk.hands.key(Qt.Key.Key_Return, CONTROL)

    assert len(notes(clerk)) >= before + 4  # provider, device, how it is given, source, day
    assert clerk.page.step.key == "research"


def test_a_warning_inside_a_row_takes_its_reason(clerk: Driver, tmp_path: Path):
    go(clerk, "terms.terminals")
    editor = kind_of(clerk, "terms.terminals", RowsEditor)
    clerk.hands.press(editor.add_button)
    rows = {row.field.name: row for row in editor.cards[0].body.rows.values()}
    answer(clerk.clerk, rows["elsewhere"], True)
    answer(clerk.clerk, rows["address"], {"county": "110101", "street": "样本街1号1楼"})
    clerk.hands.go_to(rows["maker"].editor.control())
    warning = "terms.terminals[0].address#address.outside_sichuan"

    clerk.give_reason(clerk.page, warning, "样本：总部展厅的一台，经营仍在四川。")

    clerk.home()
    kept = stored(tmp_path / "home")
    assert list(kept["reasons"]) == [warning]


def test_a_removed_row_comes_back_as_it_was(clerk: Driver):
    go(clerk, "research.quotes")
    editor = kind_of(clerk, "research.quotes", RowsEditor)
    for name in ("样本甲支付有限公司", "样本乙支付有限公司"):
        clerk.hands.press(editor.add_button)
        rows = {row.field.name: row for row in editor.cards[-1].body.rows.values()}
        answer(clerk.clerk, rows["provider_name"], name)
    before = editor.rows

    clerk.hands.press(editor.cards[0].buttons["remove"])
    assert len(editor.rows) == 1
    clerk.hands.press(editor.undo_button)

    assert editor.rows == before
    assert len(editor.cards) == 2


def test_pages_dropped_together_keep_their_order_and_one_removed_comes_back(
    clerk: Driver, tmp_path: Path
):
    papers = _three_papers(tmp_path)
    go(clerk, "materials.shop_inside")
    editor = kind_of(clerk, "materials.shop_inside", DocumentEditor)

    clerk.hands.drop(editor.thumbnails, papers)
    clerk.hands.wait(lambda: len(editor.pages) == 3, "three pages")
    before = editor.pages
    assert [page.original for page in before] == [_sha256(paper) for paper in papers]

    clerk.hands.go_to(editor.thumbnails.first_control)
    clerk.hands.key(Qt.Key.Key_Delete)
    assert len(editor.pages) == 2
    clerk.hands.press(editor.undo_button)
    assert editor.pages == before


def test_a_change_wanted_while_checking_leads_back_to_the_check(clerk: Driver):
    for row in clerk.page.questions.rows.values():
        clerk.hands.press(row.editor.control())
    clerk.check_answers()
    clerk.hands.key(Qt.Key.Key_Tab)
    clerk.hands.key(Qt.Key.Key_Return)
    clerk.hands.wait(clerk.wizard.isVisible, "the question to be changed")
    assert clerk.page.step.key == "introduction"

    clerk.hands.key(Qt.Key.Key_Return, CONTROL)

    clerk.hands.wait(clerk.workplace.review.isVisible, "the check")


def test_whoever_waits_for_the_store_is_let_go_when_it_closes(clerk: Driver):
    office = clerk.workplace.office
    clerk.hands.press(clerk.row("introduction.terminal_explained").editor.control())
    clerk.window.close()

    office.save_now()  # as the list of applications does after an application was left
    assert background.finish(5_000)


def test_what_is_typed_stands_nowhere_in_clear(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
):
    caplog.set_level(logging.DEBUG)
    for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    first = "51010719910203004"
    planted = {
        "identity.name": "样本欧阳",
        "identity.number": first + resident_id_check_character(first),
        "contact.mobile": "13987654321",
        "account.number": card("621700", 19),
    }
    titles: set[str] = set()
    with at_the_first_page(tmp_path / "home") as clerk:
        for key, words in planted.items():
            go(clerk, key)
            line = clerk.row(key).editor.control()
            assert isinstance(line, QLineEdit)
            clerk.hands.go_to(line)
            clerk.hands.type(words)
            titles |= {w.windowTitle() for w in QApplication.topLevelWidgets()}
        clerk.check_answers()
        clerk.back_to_questions()
        while_open = _clear_words(tmp_path, planted.values())
        clerk.home()
        titles |= {w.windowTitle() for w in QApplication.topLevelWidgets()}
    said = "".join([caplog.text, *capfd.readouterr(), *titles])

    kept = stored(tmp_path / "home")
    assert {k: kept[k.split(".")[0]][k.split(".")[1]] for k in planted} == planted
    assert while_open == []
    assert _clear_words(tmp_path, planted.values()) == []
    assert [words for words in planted.values() if words in said] == []


def test_the_search_for_clear_words_would_find_them(tmp_path: Path):
    (tmp_path / "b").write_bytes(b"xx" + base64.b64encode("样本欧阳".encode()))
    (tmp_path / "g").write_bytes("样本欧阳".encode("gbk"))
    (tmp_path / "w").write_bytes("13987654321".encode("utf-16-le"))

    found = _clear_words(tmp_path, ["样本欧阳", "13987654321"])

    assert {name for name, _ in found} == {"b", "g", "w"}


def _clear_words(folder: Path, words: object) -> list[tuple[str, str]]:
    """Files in which a word stands readably: its name, and how the word is written there."""
    forms = [form for word in list(words) for form in _forms(word)]  # pyright: ignore[reportArgumentType, reportCallIssue]
    found = []
    for file in folder.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        found += [(file.name, how) for how, form in forms if form in data]
    return found


def _forms(word: str) -> Iterator[tuple[str, bytes]]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gbk"):
        data = word.encode(encoding)
        yield encoding, data
        yield f"{encoding} hex", data.hex().encode()
        for shift in range(3):  # base64 of a word looks different at each of three places
            coded = base64.b64encode(b"\0" * shift + data)
            yield f"{encoding} base64", coded[4 if shift else 0 : len(coded) // 4 * 4 - 4]


def _three_papers(folder: Path) -> list[Path]:
    from poswizard.demo import scenes

    drawn = {"a": scenes.till(), "b": scenes.interior(), "c": scenes.door_plate()}
    files = [folder / f"{name}.jpg" for name in drawn]
    for file, data in zip(files, drawn.values(), strict=True):
        file.write_bytes(data)
    return files


def _sha256(file: Path) -> str:
    import hashlib

    return hashlib.sha256(file.read_bytes()).hexdigest()
