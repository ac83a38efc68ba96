"""`station`: the certificate that this machine signs with, its key in the store or on a token."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poswizard.cli import key_files, unlocking
from poswizard.cli.saying import AsJson, done, say, say_json, warn, wrong_use
from poswizard.office.key_ring import spoken
from poswizard.package.seal.signers import signer_as_text
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.package.seal.certificates import Certificate
    from poswizard.package.seal.stations import Station
    from poswizard.package.seal.tokens import TokenPlace

program = typer.Typer(name="station", help="本机的签名证书 · this station's certificate")

TokenName = Annotated[
    str,
    typer.Option(
        "--token",
        metavar="LABEL",
        help="密钥放在这个密码钥匙上；PIN 取自 POSWIZARD_TOKEN_PIN 或提示输入"
        " · on this token; its PIN from POSWIZARD_TOKEN_PIN or a prompt",
    ),
]
KeyName = Annotated[
    str, typer.Option("--key", metavar="LABEL", help="密钥在钥匙上的名称 · the key's label there")
]

_STATION = Text("{0}\n有效期 {1} 至 {2}\n指纹 {3}", "{0}\nvalid {1} to {2}\nfingerprint {3}")
_PLACE = Text("密钥在密码钥匙“{0}”上（{1}）", 'The key is on the token "{0}" ({1})')
_NO_STATION = Text(
    "还没有签名证书。请用 poswizard station make --name 名称 生成。",
    "There is no certificate yet: `poswizard station make --name NAME`.",
)
_TOKEN = Text("{0}  密钥 {1}  驱动 {2}", "{0}  keys {1}  driver {2}")
_NO_TOKEN = Text(
    "没有找到密码钥匙。请插好，并确认装了厂家的驱动（PKCS#11）；驱动在别处时用环境变量 PKCS11_MODULE 写明。",
    "No token was found. Plug it in and make sure that its driver (PKCS#11) is installed; name a driver elsewhere by the variable PKCS11_MODULE.",
)
_NOT_THIS_ONE = Text(
    "没有名为“{0}”的密码钥匙。请用 poswizard station tokens 查看。",
    'There is no token called "{0}": see `poswizard station tokens`.',
)
_WITHOUT_TOKEN = Text("--existing 要和 --token 一起用。", "--existing goes together with --token.")


@program.command()
def show(
    out: Annotated[Path | None, typer.Option(help="写成证书文件 · write it")] = None,
) -> None:
    """显示本机证书，交给收件机构登记 · this station's certificate."""
    with unlocking.unlocked() as office:
        certificate, place = office.key_ring.certificate(), office.key_ring.token_place()
    if certificate is None:
        warn(_NO_STATION)
        done(False)
    if out is not None:
        key_files.write(out, certificate.pem)
    _say(certificate)
    if place is not None:
        say(_PLACE.format(place.token, place.key_label))
    say(signer_as_text(certificate))


@program.command()
def make(
    name: Annotated[str, typer.Option(help="例如“武侯支行柜台 2” · name")],
    token: TokenName = "",
    key: KeyName = "poswizard",
    existing: Annotated[
        bool, typer.Option("--existing", help="用钥匙上已有的密钥 · the key is there already")
    ] = False,
) -> None:
    """生成本机的签名证书，密钥在资料库里或密码钥匙上 · make this station's certificate."""
    if existing and not token:
        wrong_use(_WITHOUT_TOKEN)
    place = _place(token, key) if token else None
    with unlocking.unlocked(may_create=True) as office:
        ring = office.key_ring
        if place is None:
            made = ring.make_station(name)
        else:
            take = ring.choose_token_key if existing else ring.make_token_station
            made = take(name, place, unlocking.token_pin())
        _say_station(made)


@program.command()
def tokens(as_json: AsJson = False) -> None:
    """列出插着的密码钥匙和上面的密钥 · the tokens plugged in, and the keys on each."""
    found = [(place, _keys(place)) for place in _tokens()]
    if as_json:
        say_json([{"token": p.token, "module": str(p.module), "keys": keys} for p, keys in found])
    else:
        for place, keys in found:
            say(_TOKEN.format(place.token, "、".join(keys) or "—", place.module))
        if not found:
            warn(_NO_TOKEN)
    done(bool(found))


@program.command()
def request(out: key_files.OutFile) -> None:
    """导出证书申请，交给机构签发 · a request for the institution to sign."""
    key_files.require_new(out)
    with unlocking.unlocked() as office:
        key_files.write(out, unlocking.able_to_sign(office).key_ring.request())


@program.command()
def install(file: key_files.KeyFile) -> None:
    """装入机构签发的证书 · use the certificate that was issued."""
    data = key_files.content(file)
    with unlocking.unlocked() as office:
        _say_station(office.key_ring.install(data))


@program.command()
def renew() -> None:
    """更新证书（新密钥）；要重新交给收件机构 · a new key and certificate."""
    with unlocking.unlocked() as office:
        _say_station(unlocking.able_to_sign(office).key_ring.renew_station())


def _tokens(key: str = "") -> list[TokenPlace]:
    """The tokens plugged in; one that was never set up has no label, and cannot be used."""
    from poswizard.package.seal import tokens as pkcs11

    return [
        pkcs11.TokenPlace(module, label, key)
        for module in pkcs11.modules()
        for label in pkcs11.tokens(module)
        if label
    ]


def _place(token: str, key: str) -> TokenPlace:
    place = next((one for one in _tokens(key) if one.token == token), None)
    return place or wrong_use(_NOT_THIS_ONE.format(token))


def _keys(place: TokenPlace) -> list[str]:
    from poswizard.package.seal.tokens import keys_on

    return keys_on(place.module, place.token)


def _say_station(station: Station) -> None:
    _say(station.certificate)


def _say(certificate: Certificate) -> None:
    first, last = certificate.valid_from.date(), certificate.valid_until.date()
    say(_STATION.format(certificate.name, first, last, spoken(certificate.fingerprint)))
