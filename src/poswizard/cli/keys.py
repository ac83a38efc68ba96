"""`recipients`, `signers`, `receiver`, `revoke`: whom packages are for, and whose signature counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from poswizard.cli import key_files, unlocking
from poswizard.cli.saying import say, warn
from poswizard.office.key_ring import spoken
from poswizard.package.seal.key_text import Source
from poswizard.package.seal.recipients import Role, advice
from poswizard.storage.errors import NotFoundError
from poswizard.text import Text

recipients = typer.Typer(name="recipients", help="收件人 · who may read packages")
signers = typer.Typer(name="signers", help="信任的发件方 · whose signatures are believed")
receiver = typer.Typer(name="receiver", help="本机的收件密钥 · keys that packages are sealed to")

Name = Annotated[str, typer.Option(help="名称（机构或网点，不写个人）· name, not a person's")]
_COMPARE = Text(
    "已添加“{0}”。请用已知的电话与对方核对指纹：{1}",
    'Added "{0}". Compare the fingerprint by a telephone number you know: {1}',
)
_REMOVED = Text("已移除。", "Removed.")
_NOT_ONE = Text("没有指纹以“{0}”开头的，或不止一个。", 'None, or more than one, begins with "{0}".')
_LINE = Text("{0}  {1}  {2}  指纹 {3}", "{0}  {1}  {2}  fingerprint {3}")
_CAME = Text("{0}，来自{1}", "{0}, from: {1}")
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
                _CAME.format(who.role, who.added.source),
                f"{who.name} {one.provider}".strip(),
                spoken(who.fingerprint),
            )
        )
    if (words := advice(one.recipient for one in listed)) is not None:
        warn(words)


@recipients.command("add")
def add_recipient(
    file: key_files.KeyFile,
    name: Name = "",
    recovery: Annotated[
        bool, typer.Option("--recovery", help="网点的恢复密钥 · recovery key")
    ] = False,
    provider: Annotated[str, typer.Option(help="只收这个服务商的 · of this provider only")] = "",
) -> None:
    """添加收件人 · seal packages to this key."""
    role = Role.RECOVERY if recovery else Role.INSTITUTION
    text = key_files.text(file)
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
def add_signer(file: key_files.KeyFile, name: Name = "") -> None:
    """信任一个发件方的证书 · believe a certificate."""
    data = key_files.content(file)
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


@receiver.command("make")
def make_receiver(
    name: Annotated[str, typer.Option(help="机构名称 · name")], out: key_files.OutFile
) -> None:
    """生成收件密钥，公钥写成文件发给各网点 · a key for receiving; its public half as a file."""
    key_files.require_new(out)
    with unlocking.unlocked(may_create=True) as office:
        identity = office.key_ring.make_identity(name)
        line = office.key_ring.public_line(identity)
    key_files.write(out, f"{line}\n".encode())
    say(spoken(identity.fingerprint))


def revoke(file: key_files.KeyFile) -> None:
    """导入吊销名单（CRL）· take in a revocation list."""
    with unlocking.unlocked() as office:
        found = office.key_ring.revoke(file)
    say(_REVOKED.format(len(found.serials)))


def _one(known: Iterable[str], start: str) -> str:
    found = [one for one in known if start and one.startswith(start)]
    if len(found) != 1:
        raise NotFoundError(_NOT_ONE.format(start))
    return found[0]
