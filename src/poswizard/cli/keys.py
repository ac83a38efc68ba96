"""`recipients`, `signers`, `station`, `receiver`, `revoke`: whom packages are for, and whose signature counts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from poswizard.cli import unlocking
from poswizard.cli.saying import done, say, warn, wrong_use
from poswizard.office.key_ring import spoken
from poswizard.package.seal.certificates import Certificate
from poswizard.package.seal.key_text import Source
from poswizard.package.seal.recipients import Role, advice
from poswizard.package.seal.signers import signer_as_text
from poswizard.package.source import opened
from poswizard.storage.errors import NotFoundError
from poswizard.text import Text

recipients = typer.Typer(name="recipients", help="收件人 · who may read packages")
signers = typer.Typer(name="signers", help="信任的发件方 · whose signatures are believed")
station = typer.Typer(name="station", help="本机的签名证书 · this station's certificate")
receiver = typer.Typer(name="receiver", help="本机的收件密钥 · keys that packages are sealed to")

Name = Annotated[str, typer.Option(help="名称（机构或网点，不写个人）· name, not a person's")]
KeyFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="密钥或证书文件 · key or certificate", show_default=False),
]
OutFile = Annotated[Path, typer.Option(help="写到这个文件 · file to write")]

_LIMIT = 100_000
_COMPARE = Text(
    "已添加“{0}”。请用已知的电话与对方核对指纹：{1}",
    'Added "{0}". Compare the fingerprint by a telephone number you know: {1}',
)
_REMOVED = Text("已移除。", "Removed.")
_NOT_ONE = Text("没有指纹以“{0}”开头的，或不止一个。", 'None, or more than one, begins with "{0}".')
_LINE = Text("{0}  {1}  {2}  指纹 {3}", "{0}  {1}  {2}  fingerprint {3}")
_STATION = Text("{0}\n有效期 {1} 至 {2}\n指纹 {3}", "{0}\nvalid {1} to {2}\nfingerprint {3}")
_NO_STATION = Text(
    "还没有签名证书。请用 poswizard station make --name 名称 生成。",
    "There is no certificate yet: `poswizard station make --name NAME`.",
)
_WRITTEN = Text("已写入 {0}。", "Written: {0}.")
_EXISTS = Text("“{0}”已存在，不会覆盖。", '"{0}" exists and is left alone.')
_REVOKED = Text(
    "已导入吊销名单，共 {0} 个证书。", "The revocation list was taken in: {0} certificate(s)."
)


@recipients.command("list")
def list_recipients() -> None:
    """列出收件人 · everybody who may read."""
    with unlocking.unlocked() as office:
        listed = office.key_ring.recipients()
    for one in listed:
        who = one.recipient
        say(
            _LINE.format(
                who.fingerprint[:16],
                who.role,
                f"{who.name} {one.provider}".strip(),
                spoken(who.fingerprint),
            )
        )
    if (words := advice(one.recipient for one in listed)) is not None:
        warn(words)


@recipients.command("add")
def add_recipient(
    file: KeyFile,
    name: Name = "",
    recovery: Annotated[
        bool, typer.Option("--recovery", help="网点的恢复密钥 · recovery key")
    ] = False,
    provider: Annotated[str, typer.Option(help="只收这个服务商的 · of this provider only")] = "",
) -> None:
    """添加收件人 · seal packages to this key."""
    role = Role.RECOVERY if recovery else Role.INSTITUTION
    text = _text(file)
    with unlocking.unlocked(may_create=True) as office:
        added = office.key_ring.add_recipient(text, Source.FILE, name, role, provider)
    say(_COMPARE.format(added.name, spoken(added.fingerprint)))


@recipients.command("remove")
def remove_recipient(fingerprint: str) -> None:
    """移除收件人 · seal nothing to it any more."""
    with unlocking.unlocked() as office:
        ring = office.key_ring
        known = {one.recipient.fingerprint: one.recipient.age for one in ring.recipients()}
        ring.remove_recipient(known[_one(known, fingerprint)])
    say(_REMOVED)


@signers.command("list")
def list_signers() -> None:
    """列出信任的发件方 · whose signatures are believed."""
    with unlocking.unlocked() as office:
        for one in office.key_ring.signers():
            until = one.certificate.valid_until.date()
            say(_LINE.format(one.fingerprint[:16], one.name, until, spoken(one.fingerprint)))


@signers.command("add")
def add_signer(file: KeyFile, name: Name = "") -> None:
    """信任一个发件方的证书 · believe a certificate."""
    data = _bytes(file)
    with unlocking.unlocked(may_create=True) as office:
        added = office.key_ring.add_signer(data, Source.FILE, name)
    say(_COMPARE.format(added.name, spoken(added.fingerprint)))


@signers.command("remove")
def remove_signer(fingerprint: str) -> None:
    """不再信任 · believe it no longer."""
    with unlocking.unlocked() as office:
        known = [one.fingerprint for one in office.key_ring.signers()]
        office.key_ring.remove_signer(_one(known, fingerprint))
    say(_REMOVED)


@station.command("show")
def show_station(
    out: Annotated[Path | None, typer.Option(help="写成证书文件 · write it")] = None,
) -> None:
    """显示本机证书，交给收件机构登记 · this station's certificate."""
    with unlocking.unlocked() as office:
        certificate = office.key_ring.certificate()
    if certificate is None:
        warn(_NO_STATION)
        done(False)
    if out is not None:
        _write(out, certificate.pem)
    _say_station(certificate)
    say(signer_as_text(certificate))


@station.command("make")
def make_station(name: Annotated[str, typer.Option(help="例如“武侯支行柜台 2” · name")]) -> None:
    """生成本机的签名证书 · make this station's certificate."""
    with unlocking.unlocked(may_create=True) as office:
        _say_station(office.key_ring.make_station(name).certificate)


@station.command("request")
def request_certificate(out: OutFile) -> None:
    """导出证书申请，交给机构签发 · a request for the institution to sign."""
    with unlocking.unlocked() as office:
        _write(out, office.key_ring.request())


@station.command("install")
def install_certificate(file: KeyFile) -> None:
    """装入机构签发的证书 · use the certificate that was issued."""
    data = _bytes(file)
    with unlocking.unlocked() as office:
        _say_station(office.key_ring.install(data).certificate)


@station.command("renew")
def renew_station() -> None:
    """更新证书（新密钥）；要重新交给收件机构 · a new key and certificate."""
    with unlocking.unlocked() as office:
        _say_station(office.key_ring.renew_station().certificate)


@receiver.command("make")
def make_receiver(name: Annotated[str, typer.Option(help="机构名称 · name")], out: OutFile) -> None:
    """生成收件密钥，公钥写成文件发给各网点 · a key for receiving; its public half as a file."""
    if out.exists():
        wrong_use(_EXISTS.format(out))
    with unlocking.unlocked(may_create=True) as office:
        identity = office.key_ring.make_identity(name)
        line = office.key_ring.public_line(identity)
    _write(out, f"{line}\n".encode())
    say(spoken(identity.fingerprint))


def revoke(file: KeyFile) -> None:
    """导入吊销名单（CRL）· take in a revocation list."""
    with unlocking.unlocked() as office:
        found = office.key_ring.revoke(file)
    say(_REVOKED.format(len(found.serials)))


def _say_station(certificate: Certificate) -> None:
    first, last = certificate.valid_from.date(), certificate.valid_until.date()
    say(_STATION.format(certificate.name, first, last, spoken(certificate.fingerprint)))


def _one(known: Iterable[str], start: str) -> str:
    found = [one for one in known if start and one.startswith(start)]
    if len(found) != 1:
        raise NotFoundError(_NOT_ONE.format(start))
    return found[0]


def _bytes(file: Path) -> bytes:
    with opened(file) as source:
        return source.read(_LIMIT)


def _text(file: Path) -> str:
    return _bytes(file).decode("utf-8", "replace")


def _write(file: Path, data: bytes) -> None:
    """Never over another file."""
    from poswizard.package.atomic_file import trouble_in

    if file.exists():
        wrong_use(_EXISTS.format(file))
    with trouble_in(file.absolute().parent), file.open("xb") as target:
        target.write(data)
    say(_WRITTEN.format(file))
