"""A station's key on a token, which SoftHSM plays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from poswizard.package.seal import cms, tokens
from poswizard.package.seal.errors import TokenError
from poswizard.package.seal.stations import installed, request, station_on
from tests.package.seal.world import NOW, Authority, opened, order, sealed_in, signer, trust
from tests.softhsm import PIN, needed, token_in

pytestmark = needed


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The module of SoftHSM with one fresh token."""
    with token_in(tmp_path_factory.mktemp("softhsm"), "样本") as found:
        yield found


def test_a_key_made_on_a_token_seals_a_package_and_stays_there(
    module: Path, tmp_path: Path
) -> None:
    assert "样本" in tokens.tokens(module)
    place = tokens.TokenPlace(module, "样本", "station-1")
    key = tokens.make_key(place, PIN)
    station = station_on(key, "样本支行柜台 3", NOW)
    sealed = sealed_in(tmp_path, order(station=station))
    assert opened(sealed.path, trust(signers=(signer(station),))).is_complete
    assert PIN not in repr(station)
    again = tokens.key_on(place, PIN)
    assert again == key
    assert (
        cms.read_signed_file(cms.signed_file(b"x", station, NOW)).certificate == station.certificate
    )
    with pytest.raises(TokenError, match="没有覆盖"):
        tokens.make_key(place, PIN)


def test_a_token_can_ask_the_institution_for_a_certificate(module: Path) -> None:
    key = tokens.make_key(tokens.TokenPlace(module, "样本", "station-2"), PIN)
    station = station_on(key, "样本支行柜台 4", NOW)
    root = Authority()
    leaf = root.issue(request(station))
    assert installed(station, leaf.pem + root.certificate.pem, NOW).certificate == leaf


def test_a_wrong_pin_a_missing_token_or_key_is_said_in_words(module: Path) -> None:
    place = tokens.TokenPlace(module, "样本", "none")
    with pytest.raises(TokenError, match="PIN 不正确"):
        tokens.key_on(place, "000000")
    with pytest.raises(TokenError, match="没有这把密钥"):
        tokens.key_on(place, PIN)
    with pytest.raises(TokenError, match="没有这把密钥"):
        tokens.TokenKey(place, b"").with_pin(PIN).sign(b"x")
    with pytest.raises(TokenError, match="没有找到"):
        tokens.key_on(tokens.TokenPlace(module, "另一个", "none"), PIN)
    with pytest.raises(TokenError):
        tokens.tokens(Path("/nonexistent.so"))
