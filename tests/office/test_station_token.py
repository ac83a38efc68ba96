"""A station whose key lies on a token, on the command line: SoftHSM plays the token."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from poswizard.office import Office
from poswizard.office.key_ring import KeyRing
from poswizard.office.station_token import TokenLockedError
from poswizard.package.seal import tokens
from poswizard.package.seal.errors import TokenError
from poswizard.storage.clock import Clock
from tests.conftest import Run
from tests.exchange.conftest import Noon
from tests.package.seal.world import Authority
from tests.softhsm import PIN, needed, token_in

pytestmark = needed
LABEL = "样本钥匙"


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The module of SoftHSM with one fresh token."""
    with token_in(tmp_path_factory.mktemp("softhsm"), LABEL) as found:
        yield found


@pytest.fixture
def pin(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a PIN where a command finds it, or takes it away."""

    def put(value: str) -> None:
        if value:
            monkeypatch.setenv("POSWIZARD_TOKEN_PIN", value)
        else:
            monkeypatch.delenv("POSWIZARD_TOKEN_PIN", raising=False)

    put("")
    return put


def good(run: Run, *arguments: object, code: int = 0) -> str:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.usefixtures("module")
def test_a_station_on_a_token_is_made_certified_and_signs_on_the_command_line(
    run: Run,
    draft: str,
    pin: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Noon()
    monkeypatch.setattr(Clock, "now", lambda _self: clock.now())
    make = ("station", "make", "--name", "样本支行柜台 5", "--token", LABEL, "--key", "counter")
    assert LABEL in good(run, "station", "tokens")
    assert "POSWIZARD_TOKEN_PIN" in good(run, *make, code=2)
    pin(PIN)
    good(run, *make)
    assert "没有覆盖" in good(run, *make, code=1)
    listed = json.loads(good(run, "station", "tokens", "--json"))
    assert "counter" in next(one["keys"] for one in listed if one["token"] == LABEL)
    good(run, *make, "--existing")

    good(run, "station", "request", "--out", tmp_path / "csr")
    root = Authority()
    leaf = root.issue((tmp_path / "csr").read_bytes())
    (tmp_path / "chain.pem").write_bytes(leaf.pem + root.certificate.pem)
    pin("")
    good(run, "station", "install", tmp_path / "chain.pem")
    assert f"“{LABEL}”" in good(run, "station", "show")

    good(run, "receiver", "make", "--name", "样本收单机构", "--out", tmp_path / "bank.txt")
    good(run, "recipients", "add", tmp_path / "bank.txt")
    (tmp_path / "root.pem").write_bytes(root.certificate.pem)
    good(run, "signers", "add", tmp_path / "root.pem")
    export = ("export", draft, "--out", tmp_path)
    assert "PIN" in good(run, *export, code=2)
    pin("000000")
    assert "PIN 不正确" in good(run, *export, code=1)
    pin(PIN)
    good(run, *export)
    verdict = json.loads(good(run, "verify", tmp_path / f"{draft}-r1.zip.age", "--json"))
    assert verdict["outcome"] == "complete"


def ring_of(office: Office, monkeypatch: pytest.MonkeyPatch, tried: list[str]) -> KeyRing:
    """The keys of an office, with each PIN that reaches the token noted."""
    opened = tokens._session

    def noted(place: tokens.TokenPlace, given: str, *, writes: bool = False) -> object:
        tried.append(given)
        return opened(place, given, writes=writes)

    monkeypatch.setattr(tokens, "_session", noted)
    return office.key_ring


def test_a_wrong_pin_reaches_the_token_once_however_much_is_to_be_signed(
    receiver: Office, module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    ring = ring_of(receiver, monkeypatch, tried)
    ring.make_token_station("样本审核台", tokens.TokenPlace(module, LABEL, "desk"), PIN)
    ring.unlock_token("000000")
    with pytest.raises(TokenError, match="PIN 不正确"):
        ring.station()
    for _ in range(5):
        with pytest.raises(TokenLockedError):
            ring.station()
    assert tried.count("000000") == 1
    ring.unlock_token(PIN)
    assert len(ring.station().key.sign(b"x")) > 60


def test_a_renewed_key_stays_on_the_token_beside_the_old_one(
    receiver: Office, module: Path
) -> None:
    ring = receiver.key_ring
    place = tokens.TokenPlace(module, LABEL, "till")
    before = ring.make_token_station("样本柜台", place, PIN)
    after = ring.renew_station()
    assert after.name == before.name
    assert after.certificate.public_key != before.certificate.public_key
    new = ring.token_place()
    assert new == tokens.TokenPlace(module, LABEL, "till-2")
    assert {"till", "till-2"} <= set(tokens.keys_on(module, LABEL))
    record = ring.stations.current()
    assert record is not None
    assert record.key is None
