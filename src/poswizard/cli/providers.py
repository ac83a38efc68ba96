"""`providers list | show | check | make | trust | update | rollback | fork | compare`: provider packs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from poswizard import paths
from poswizard.cli import unlocking
from poswizard.cli.saying import AsJson, both, done, say, say_json, warn, wrong_use
from poswizard.office.key_ring import spoken
from poswizard.office.packs import FOLDER
from poswizard.providers import bundle as bundles
from poswizard.providers import catalogue
from poswizard.providers.pack import Origin, Pack, pack_of
from poswizard.providers.provider import Provider
from poswizard.providers.reading import table_in, toml_in
from poswizard.text import Text
from poswizard.wizard.pack_preview import DraftChange, Preview

program = typer.Typer(
    name="providers",
    help="服务机构资料：查看、检查、更新、退回 · provider packs",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Key = Annotated[str, typer.Argument(metavar="KEY", help="资料包 · pack", show_default=False)]
FilePath = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="文件 · file", exists=True, dir_okay=False, show_default=False
    ),
]
BundlePath = Annotated[
    Path,
    typer.Argument(
        metavar="BUNDLE", help="更新包 · bundle", exists=True, dir_okay=False, show_default=False
    ),
]

_LINE = Text("{0}  {1}  {2}  {3}", "{0}  {1}  {2}  {3}")
_CORRECTED = Text("    本机构改过：{0}", "    corrected here: {0}")
_NO_PACK = Text(
    "没有资料包“{0}”。用 poswizard providers list 查看。",
    'No pack "{0}": see `poswizard providers list`.',
)
_SOURCE = Text("    来源：{0}（{1}，{2}）", "    source: {0} ({1}, {2})")
_FINE = Text("{0}：可以用（{1}）", "{0}: can be used ({1})")
_CHANGES = Text("{0}：{1} → {2}", "{0}: {1} → {2}")
_NEW = Text("新增", "new")
_DRAFT = Text(
    "{0}（{1}）：新问 {2} 项，不再问 {3} 项，超长 {4} 项",
    "{0} ({1}): {2} asked anew, {3} no longer, {4} too long",
)
_SEALED_TO = Text(
    "{0}：今后发给它的资料包加密给更新包里的公钥，指纹 {1}。请打电话核对。",
    "{0}: packages for it will be sealed to the key in the bundle, fingerprint {1}. Compare it by telephone.",
)
_STAY = Text(
    "已填的申请继续用原来的版本，在窗口里逐份移到新版。",
    "Open applications stay with their version until they are moved in the window.",
)
_ASK = Text("更新到 {0} 发布的 {1} 版？", "Update to version {1}, issued on {0}?")
_DONE = Text("已更新。", "Updated.")
_UNDONE = Text(
    "已退回，不再用 {0} 发布的 {1} 版。",
    "Rolled back: version {1} of {0} is not in force any more.",
)
_NONE = Text(
    "没有可以退回的更新包，用的就是随程序的资料。",
    "No bundle to go back from: the shipped packs are in force.",
)
_WRITTEN = Text(
    "已写 {0}。请签名：\nopenssl cms -sign -binary -nodetach -outform DER -signer 证书.pem -inkey 私钥.pem -in {0} -out {1}",
    "Written: {0}. Sign it:\nopenssl cms -sign -binary -nodetach -outform DER -signer cert.pem -inkey key.pem -in {0} -out {1}",
)
_EXISTS = Text("“{0}”已存在，不会覆盖。", '"{0}" exists and is left alone.')
_TRUSTED = Text(
    "已信任这张证书。请打电话和发布机构核对指纹：{0}",
    "Trusted. Compare the fingerprint with the publisher by telephone: {0}",
)
_FORKED = Text("已建新申请 {0}：待填 {1} 项", "New application {0}: {1} to be answered")


@program.command("list")
def list_(as_json: AsJson = False) -> None:
    """列出在用的资料包、版本和本机构的改动 · the packs in force."""
    packs = [pack for pack in map(catalogue.pack, catalogue.every_key()) if pack is not None]
    problems = catalogue.problems()
    if as_json:
        say_json([_pack_json(pack) for pack in packs])
    else:
        for pack in packs:
            say(_LINE.format(pack.key, pack.provider.name, pack.label, pack.origin))
            if pack.corrected:
                say(_CORRECTED.format("、".join(pack.corrected)))
    for problem in problems:
        warn(problem.text)
    done(not problems)


@program.command()
def show(key: Key, as_json: AsJson = False) -> None:
    """一家的全部内容，逐条带来源 · everything a pack says, with its sources."""
    pack = catalogue.pack(key)
    if pack is None:
        wrong_use(_NO_PACK.format(key))
    if as_json:
        say_json(_pack_json(pack) | {"says": table_of_pack(pack)})
        return
    say(_LINE.format(pack.key, pack.provider.name, pack.label, pack.origin))
    for name, value in table_of_pack(pack).items():
        if isinstance(value, str):
            continue
        for section in value if isinstance(value, list) else [value]:
            _say_section(name, section)


@program.command()
def check(file: FilePath) -> None:
    """检查一个资料包文件能不能用 · whether a pack's file can be used."""
    from poswizard.providers.local import merged

    table = table_in(file)
    shipped = catalogue.pack(file.stem)
    base = table_of_pack(shipped) if shipped and shipped.origin is not Origin.LOCAL else None
    pack = pack_of(merged(base, table, file.stem) if base else table, file.stem, Origin.LOCAL)
    _check_names(pack.provider)
    say(_FINE.format(file.name, pack.label))


@program.command()
def make(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="资料包文件夹 · packs")
    ],
    out: Annotated[Path, typer.Option(help="写到这个文件 · file to write")],
    version: Annotated[str, typer.Option(help="版本 · version")],
) -> None:
    """把一个文件夹的资料包写成待签名的更新包 · a bundle to be signed."""
    if out.exists():
        wrong_use(_EXISTS.format(out))
    packs = {file.stem: toml_in(file) for file in sorted(folder.glob("*.toml"))}
    out.write_bytes(bundles.document(packs, version, unlocking.today()))
    say(_WRITTEN.format(out, out.with_suffix(bundles.ENDING)))


@program.command()
def trust(certificate: FilePath) -> None:
    """信任一家发布机构的证书 · trust a publisher's certificate."""
    with unlocking.unlocked() as office:
        say(_TRUSTED.format(office.packs.trust(certificate)))


@program.command()
def update(
    bundle: BundlePath,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问 · do not ask")] = False,
) -> None:
    """核对更新包，先看会改什么，再更新 · verify a bundle, show what changes, update."""
    with unlocking.unlocked() as office:
        found = office.packs.read(bundle)
        _say_preview(office.packs.preview(found))
        ask = str(_ASK.format(found.issued, found.version))
        if yes or typer.confirm(ask, err=True):
            office.packs.apply(found)
            say(_DONE)


@program.command()
def rollback() -> None:
    """退回上一版更新包 · go back to the bundle before."""
    with unlocking.unlocked() as office:
        undone = office.packs.roll_back()
    say(_UNDONE.format(undone.issued, undone.version) if undone else _NONE)
    done(undone is not None)


@program.command()
def fork(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="编号 · number", show_default=False)
    ],
    to: Annotated[str, typer.Option(metavar="KEY", help="换到这一家 · provider")],
) -> None:
    """同一位申请人改报另一家，只列还要问的 · the same applicant at another provider."""
    with unlocking.unlocked() as office:
        draft = unlocking.found(office, number)
        found = office.packs.what_forking_changes(draft.listed.id, to)
        new = office.packs.fork(draft.listed.id, to)
        office.save_now()
        say(_FORKED.format(new.number, len(found.asked)))
        for field in found.asked:
            say(f"  {office.flow.step_of(field).title} · {field.label} [{field.key}]")


@program.command()
def compare(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="编号 · number", show_default=False)
    ],
    to: Annotated[
        list[str], typer.Argument(metavar="KEY…", help="服务机构 · providers", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="写到这个 PDF · PDF to write")],
) -> None:
    """几家对照，写成 PDF · providers side by side, as PDF."""
    if out.exists():
        wrong_use(_EXISTS.format(out))
    with unlocking.unlocked() as office:
        draft = unlocking.found(office, number)
        out.write_bytes(office.packs.side_by_side(draft.listed.id, to))
    say(out)


def table_of_pack(pack: Pack) -> dict[str, Any]:
    """What the pack says, as tables."""
    return json.loads(pack.text)


def take_own_packs() -> None:
    """Let every command know the packs of the data folder."""
    catalogue.use(paths.data_folder() / FOLDER, _check_names)


def _check_names(provider: Provider) -> None:
    from poswizard.office import the_flow
    from poswizard.steps.packs import check as check_names

    check_names(provider, frozenset(field.key for field in the_flow().fields))


def _say_preview(preview: Preview) -> None:
    for change in preview.packs:
        say(_CHANGES.format(change.name, change.before or _NEW, change.after))
    for key in sorted(preview.bundle.packs):
        provider = preview.bundle.pack(key).provider
        if provider.sealing and provider.sealing.recipient:
            say(_SEALED_TO.format(provider.name, spoken(provider.sealing.fingerprint)))
    for draft in preview.drafts:
        say(_draft_line(draft))
    if preview.drafts:
        say(_STAY)


def _draft_line(change: DraftChange) -> Text:
    found = change.difference
    counts = (len(found.asked), len(found.no_longer), len(found.too_long))
    return _DRAFT.format(change.listed.number, change.provider, *counts)


def _say_section(name: str, section: dict[str, Any]) -> None:
    said = {k: v for k, v in section.items() if k not in ("source", "trust", "as_of")}
    say(f"[{name}] " + "; ".join(f"{key}: {_words(value)}" for key, value in said.items()))
    if "source" in section:
        say(_SOURCE.format(section["source"], section["trust"], section["as_of"]))


def _words(value: Any) -> str:
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        return str(Text(value["zh"], value["en"]))
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _pack_json(pack: Pack) -> dict[str, Any]:
    return {
        "key": pack.key,
        "name": both(pack.provider.name),
        "revised": pack.revised,
        "version": pack.version,
        "origin": pack.origin.value,
        "corrected": list(pack.corrected),
    }
