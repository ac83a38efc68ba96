"""Two machines on the command line: keys change hands, a package goes out, comes back, is amended and accepted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poswizard.storage.clock import Clock
from tests.conftest import Run
from tests.exchange.conftest import Noon


@pytest.fixture
def at(run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command at the branch or at the institution; gives what it printed."""
    clock = Noon()
    monkeypatch.setattr(Clock, "now", lambda _self: clock.now())

    def runs(place: str, *arguments: object, code: int = 0) -> str:
        folder = home if place == "branch" else tmp_path / place
        monkeypatch.setenv("POSWIZARD_HOME", str(folder))
        result = run(*arguments)
        assert result.exit_code == code, result.output
        return result.output

    return runs


def test_the_whole_way_on_the_command_line(
    at: Callable[..., Any], draft: str, tmp_path: Path
) -> None:
    keys, stick = tmp_path / "keys", tmp_path / "stick"
    keys.mkdir()
    stick.mkdir()
    made = at("bank", "receiver", "make", "--name", "样本收单机构", "--out", keys / "bank.txt")
    added = at("branch", "recipients", "add", keys / "bank.txt")
    spoken = made.strip().splitlines()[-1]
    assert spoken in added
    at("branch", "station", "show", code=1)
    at("branch", "station", "make", "--name", "样本支行柜台 1")
    at("branch", "station", "show", "--out", keys / "branch.pem")
    at("bank", "signers", "add", keys / "branch.pem")
    at("bank", "station", "make", "--name", "样本审核台")
    at("bank", "station", "show", "--out", keys / "bank.pem")
    at("branch", "signers", "add", keys / "bank.pem")
    assert "样本收单机构" in at("branch", "recipients", "list")

    at("branch", "export", draft, "--out", stick)
    first = stick / f"{draft}-r1.zip.age"
    assert "完整" in at("bank", "verify", first)
    at("branch", "verify", first, code=1)
    case = json.loads(at("bank", "receive", first, "--json"))["case"]["id"]
    assert "早已接收过" in at("bank", "receive", first)
    assert draft in at("bank", "received")

    at("bank", "reply", case, "--decision", "reject", "--out", stick, code=1)
    at("bank", "reply", case, "--decision", "reject", "--reason", "no_such", "--out", stick, code=2)
    why = "other:business.trade_name:与门头不一致"
    at("bank", "reply", case, "--decision", "supplement", "--reason", why, "--out", stick)
    (back,) = stick.glob("*.p7m")
    opened = json.loads(at("branch", "open-reply", back, "--json"))
    assert opened["to_open"] == [{"field": "business.trade_name", "row": None}]
    assert "早已打开过" in at("branch", "open-reply", back)

    assert "请先写明更正原因" in at("branch", "export", draft, "--out", stick, code=1)
    at("branch", "amend", draft, "--reason", "店名写错，已改")
    issues = at("branch", "export", draft, "--out", stick, code=1)
    assert "review.not_corrected" in issues
    assert sorted(path.name for path in stick.glob("*.age")) == [first.name]


def test_a_station_is_certified_by_its_institution(at: Callable[..., Any], tmp_path: Path) -> None:
    at("branch", "station", "make", "--name", "样本支行柜台 1")
    at("branch", "station", "request", "--out", tmp_path / "request.pem")
    assert b"CERTIFICATE REQUEST" in (tmp_path / "request.pem").read_bytes()
    at("branch", "station", "request", "--out", tmp_path / "request.pem", code=2)
    before = at("branch", "station", "show")
    at("branch", "station", "renew")
    assert at("branch", "station", "show") != before


def test_who_is_removed_is_no_recipient_any_more(at: Callable[..., Any], tmp_path: Path) -> None:
    at("bank", "receiver", "make", "--name", "样本收单机构", "--out", tmp_path / "bank.txt")
    at("branch", "recipients", "add", tmp_path / "bank.txt", "--recovery")
    listed = at("branch", "recipients", "list")
    fingerprint = listed.split()[0]
    at("branch", "recipients", "remove", "zz", code=1)
    at("branch", "recipients", "remove", fingerprint)
    assert "样本收单机构" not in at("branch", "recipients", "list")
