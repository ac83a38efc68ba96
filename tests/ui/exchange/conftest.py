"""Two machines: the branch that sends, the institution that decides; and the stick that goes between them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from poswizard.office import Office
from poswizard.package.seal import tokens
from poswizard.ui import background
from poswizard.ui.workplace import Workplace
from tests.exchange.conftest import acquainted, clock, out, receiver, sender
from tests.ui.branch import workplace

__all__ = ["acquainted", "clock", "out", "receiver", "sender"]


@pytest.fixture
def branch(qtbot: QtBot, sender: Office) -> Iterator[Workplace]:
    """The sender's window, at home."""
    made = workplace(qtbot, sender)
    yield made
    _put_down(made)


@pytest.fixture
def institution(qtbot: QtBot, receiver: Office) -> Iterator[Workplace]:
    """The receiver's window, at home."""
    made = workplace(qtbot, receiver)
    yield made
    _put_down(made)


def _put_down(place: Workplace) -> None:
    place.leave_draft()
    background.finish()


PIN = "567890"


@pytest.fixture
def plugged_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh token of SoftHSM, whose module reads its configuration when it is begun with."""
    if shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not installed")
    import pkcs11

    module = str(next(path for path in tokens.modules() if "softhsm" in path.name))
    (tmp_path / "tokens").mkdir()
    (tmp_path / "conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n", "utf-8")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "conf"))
    command = ["softhsm2-util", "--init-token", "--free", "--label", "样本", "--so-pin", "13579246"]
    subprocess.run([*command, "--pin", PIN], check=True, capture_output=True)
    pkcs11.lib(module).finalize()
    yield
    pkcs11.lib(module).finalize()
