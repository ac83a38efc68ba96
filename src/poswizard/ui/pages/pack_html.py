"""Provider packs and what changes with them, as rich text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from poswizard.forms.field import Field
from poswizard.providers.pack import Pack
from poswizard.text import Text
from poswizard.ui.palette import Palette
from poswizard.wizard.flow import Flow
from poswizard.wizard.fork import Difference
from poswizard.wizard.pack_preview import DraftChange, PackChange
from poswizard.wizard.pack_words import Claim, claims

_SOURCE = Text("来源：{0}（{1}，{2}）", "Source: {0} ({1}, {2})")
_CORRECTED = Text("本机构改过：{0}", "Corrected by this branch: {0}")
_VERSION = Text("{0}　版本 {1}", "{0}  version {1}")
_ASKED = Text("还要填", "To be answered")
_NO_LONGER = Text("不再问（答案保留）", "No longer asked (answers are kept)")
_TOO_LONG = Text("超过字数", "Too long")
_LENGTH = Text("{0}：现有 {1} 字，最多 {2} 字", "{0}: {1} characters, {2} at most")
_LOOK = Text("写着原机构名称的，请核对", "May name the old provider: look again")
_NOTHING = Text("没有变化", "Nothing changes")
_NEW = Text("新增", "new")
_NO_PACKS = Text("资料包内容都没有变。", "No pack changes.")
_PACKS, _DRAFTS = Text("资料包", "Packs"), Text("未完成的申请", "Open applications")
_SEALED_TO = Text(
    "申请包将加密给它的公钥，请先打电话核对指纹：{0}",
    "Packages will be sealed to its key. Compare the fingerprint by telephone first: {0}",
)
_NO_DRAFTS = Text("没有受影响的申请。", "No application is affected.")
_AND = Text("、", ", ")


def pack_html(flow: Flow, pack: Pack, palette: Palette) -> str:
    """Everything a pack says, each claim with its source."""
    said = list(claims(flow, pack.provider))
    head = _small(str(_VERSION.format(pack.origin, pack.label)), palette.quiet)
    if pack.corrected:
        head += _small(str(_CORRECTED.format("、".join(pack.corrected))), palette.warning)
    title = f'<p style="margin:0;font-size:large;font-weight:500">{_said(pack.provider.name)}</p>'
    about = dict.fromkeys(claim.about for claim in said)
    groups = (_group(one, [c for c in said if c.about == one], palette) for one in about)
    return title + head + "".join(groups)


def difference_html(flow: Flow, found: Difference, palette: Palette) -> str:
    """What an application is left to be asked, by step."""
    parts = [
        _list(_ASKED, _by_step(flow, found.asked), palette),
        _list(
            _TOO_LONG,
            [_LENGTH.format(t.field.label, t.length, t.most) for t in found.too_long],
            palette,
        ),
        _list(_LOOK, [field.label for field in found.look_again], palette),
        _list(_NO_LONGER, _by_step(flow, found.no_longer), palette),
    ]
    return "".join(parts) or f"<p>{_said(_NOTHING)}</p>"


def changes_html(
    flow: Flow, packs: Sequence[PackChange], drafts: Sequence[DraftChange], palette: Palette
) -> str:
    """What a bundle would change."""
    shown = [_draft(flow, draft, palette) for draft in drafts]
    return (
        _heading(_PACKS)
        + ("".join(_pack(change, palette) for change in packs) or f"<p>{_said(_NO_PACKS)}</p>")
        + _heading(_DRAFTS)
        + ("".join(shown) or f"<p>{_said(_NO_DRAFTS)}</p>")
    )


def _pack(change: PackChange, palette: Palette) -> str:
    line = escape(f"{change.name}：{change.before or _NEW} → {change.after}")
    key = _SEALED_TO.format(change.sealed_to) if change.sealed_to else None
    return f"<p>{line}</p>" + (_small(str(key), palette.warning) if key else "")


def _draft(flow: Flow, change: DraftChange, palette: Palette) -> str:
    name = change.listed.summary.shop or change.listed.summary.applicant
    title = escape(f"{change.listed.number}　{name}　{change.provider}")
    return (
        f'<p style="font-weight:500">{title}</p>{difference_html(flow, change.difference, palette)}'
    )


def _group(about: Text, said: list[Claim], palette: Palette) -> str:
    rows, line = "", f"padding:5px 12px 5px 0;border-bottom:1px solid {palette.line}"
    for claim in said:
        stated = claim.claim
        source = _small(
            str(_SOURCE.format(stated.source, stated.trust.label, stated.as_of)), palette.quiet
        )
        rows += f'<tr><td style="{line}">{_said(claim.words)}{source}</td></tr>'
    return f'{_heading(about)}<table width="100%" cellspacing="0" cellpadding="0">{rows}</table>'


def _by_step(flow: Flow, fields: Iterable[Field[object]]) -> list[Text]:
    steps: dict[Text, list[Text]] = {}
    for field in fields:
        steps.setdefault(flow.step_of(field).title, []).append(field.label)
    return [
        Text(
            f"{title.zh}：{_AND.zh.join(one.zh for one in labels)}",
            f"{title.en}: {_AND.en.join(one.en for one in labels)}",
        )
        for title, labels in steps.items()
    ]


def _list(title: Text, lines: Iterable[Text], palette: Palette) -> str:
    items = "".join(f'<div style="margin-left:12px">{_said(line)}</div>' for line in lines)
    head = f'<div style="color:{palette.quiet};margin-top:8px">{_said(title)}</div>'
    return head + items if items else ""


def _heading(words: Text) -> str:
    return f'<p style="margin-top:14px;margin-bottom:4px;font-weight:500">{_said(words)}</p>'


def _small(words: str, colour: str) -> str:
    return f'<div style="font-size:small;color:{colour}">{escape(words)}</div>'


def _said(words: Text) -> str:
    return escape(str(words))
