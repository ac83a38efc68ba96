"""What the way to the first window, and to the list of applications, does not wait for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from poswizard.storage import vault
from poswizard.storage.slots import Cost
from poswizard.ui import before_paint
from poswizard.wizard.contents import contents, file, written

SPECIMEN = "a specimen passphrase"

NOT_BEFORE_THE_WINDOW = (
    *("sqlalchemy", "sqlcipher3", "alembic", "cryptography", "keyring", "platformdirs", "typer"),
    *(
        "poswizard.office",
        "poswizard.storage.vault",
        "poswizard.storage.errors",
        "poswizard.package",
    ),
    *("poswizard.forms", "poswizard.steps", "poswizard.providers", "poswizard.documents"),
    *(
        "poswizard.ui.dialogs",
        "poswizard.ui.workplace",
        "poswizard.ui.recovery_pane",
        "PIL",
        "numpy",
    ),
)
NOT_BEFORE_THE_LIST = (
    *("sqlalchemy.orm", "alembic", "keyring", "typst", "pikepdf", "PIL", "numpy", "jsonschema"),
    *("poswizard.forms", "poswizard.steps", "poswizard.providers", "poswizard.documents"),
    *("poswizard.package.bag", "poswizard.package.application_form", "poswizard.storage.backup"),
    *("poswizard.ui.wizard_window", "poswizard.ui.pages.hand_over", "poswizard.ui.pages.review"),
)

FIRST_WINDOW = """
import sys
from PySide6 import QtCore
from poswizard import app
app.AFTER_PAINT = 60_000  # what comes later is not to be counted
qt_app = app.open_application()
window = app.open_window()
window.grab()
print(type(window.stack.currentWidget()).__name__, "Qt" in vars(QtCore))
print(*sys.modules)
"""
FIRST_LIST = """
import os, sys
from PySide6.QtCore import QTimer
from poswizard import app
app.AFTER_PAINT = 60_000  # what comes later is not to be counted
qt_app = app.open_application()
window = app.open_window()
window.opened.connect(lambda: QTimer.singleShot(0, qt_app.exit))
qt_app.exec()
window.grab()
print(type(window.workplace.home).__name__, window.workplace.home.isVisible())
print(*sys.modules)
sys.stdout.flush()
os._exit(0)
"""


IDLE_LIST = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from poswizard import app
qt_app = app.open_application()
window = app.open_window()

def look():
    window.grab()
    QTimer.singleShot(10 * app.AFTER_PAINT, NEXT)

def touch():
    QTest.keyClick(window.windowHandle(), "7")
    wait = QTimer(window, interval=20)
    wait.timeout.connect(lambda: "poswizard.ui.wizard_window" in sys.modules and tell())
    wait.start()

def tell():
    print(window.workplace.home.search.text() or "nothing")
    print(*sys.modules)
    sys.stdout.flush()
    os._exit(0)

window.opened.connect(lambda: QTimer.singleShot(0, look))
qt_app.exec()
"""


def run_child(script: str, home: Path, **more: str) -> tuple[str, set[str]]:
    """What a start says of itself, and the modules that it has loaded."""
    known = {k: v for k, v in os.environ.items() if k != "POSWIZARD_PASSPHRASE"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=known | {"QT_QPA_PLATFORM": "offscreen", "POSWIZARD_HOME": str(home)} | more,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said, modules = done.stdout.splitlines()
    return said, set(modules.split())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    vault.create(tmp_path / "home", SPECIMEN, cost=Cost(memory=64, passes=1, lanes=1))
    return tmp_path / "home"


def test_the_first_window_waits_for_nothing_behind_the_gate(home: Path) -> None:
    said, modules = run_child(FIRST_WINDOW, home)
    assert said.startswith("UnlockPage")
    assert modules.isdisjoint(NOT_BEFORE_THE_WINDOW)


def test_the_first_window_names_none_of_qts_many_enumerations(home: Path) -> None:
    said, _ = run_child(FIRST_WINDOW, home)
    assert said == "UnlockPage False"


def test_with_a_key_at_hand_the_list_comes_without_the_questionnaire(home: Path) -> None:
    said, modules = run_child(FIRST_LIST, home, POSWIZARD_PASSPHRASE=SPECIMEN)
    assert said == "HomePage True"
    assert modules.isdisjoint(NOT_BEFORE_THE_LIST)


def test_a_list_that_nobody_touches_never_loads_the_questionnaire(home: Path) -> None:
    script = IDLE_LIST.replace("NEXT", "tell")
    said, modules = run_child(script, home, POSWIZARD_PASSPHRASE=SPECIMEN)
    assert said == "nothing"
    assert modules.isdisjoint(NOT_BEFORE_THE_LIST)


def test_the_first_key_in_the_list_brings_what_comes_later(home: Path) -> None:
    script = IDLE_LIST.replace("NEXT", "touch")
    said, modules = run_child(script, home, POSWIZARD_PASSPHRASE=SPECIMEN)
    assert said == "7"
    assert {"poswizard.steps.order", "poswizard.ui.wizard_window"} <= modules


def test_a_wrong_key_at_hand_leads_to_the_page_that_asks(home: Path) -> None:
    script = FIRST_LIST.replace("opened", "asked").replace("workplace.home", "gate_page")
    said, _ = run_child(script, home, POSWIZARD_PASSPHRASE=f"not {SPECIMEN}")
    assert said == "UnlockPage True"


def test_the_table_of_contents_is_that_of_the_questionnaire() -> None:
    from poswizard.steps.order import PHASES

    assert file().read_text("utf-8") == written(PHASES), "run python -m poswizard.wizard.contents"
    assert list(contents().phases) == [phase.key for phase in PHASES]


def test_the_numbers_of_properties_are_those_of_qt(qtbot: QtBot) -> None:
    words, field, widget = QLabel("<b>x</b>"), QLineEdit(), QWidget()
    for made in (words, field, widget):
        qtbot.addWidget(made)
    before_paint.plain(words)
    before_paint.centred(words)
    before_paint.keep_secret(field)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.alignment() == Qt.AlignmentFlag.AlignCenter
    hints = Qt.InputMethodHint
    assert field.inputMethodHints() & hints.ImhSensitiveData
    assert field.inputMethodHints() & hints.ImhNoPredictiveText
    before_paint.take_focus(widget)
    assert widget.focusPolicy() == Qt.FocusPolicy.StrongFocus
    before_paint.take_focus(widget, before_paint.NO_FOCUS)
    assert widget.focusPolicy() == Qt.FocusPolicy.NoFocus
