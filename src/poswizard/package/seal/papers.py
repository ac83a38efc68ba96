"""Sheets that go with sealing (PDF/A-2b, Chinese): the cover sheet of a sealed package, a recovery key on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from poswizard.documents.page_code import PageCode
from poswizard.domain.china_time import CHINA_TIME
from poswizard.package.seal import fingerprints
from poswizard.package.seal.recipients import Identity
from poswizard.package.seal.seal import Sealed
from poswizard.package.typesetting import Words, note_on_missing, typeset

SENDER_FILE, KEY_FILE = "sender.pem", "key.txt"
"""What the receiver has: the sender's certificate, enrolled before, and the own age identity."""


class Line(NamedTuple):
    """One of the lines that open a package without this program; `{name}` is `<number>-r<revision>`."""

    words: str
    command: str


HOW_TO_OPEN = (
    Line(
        f"核对发送人证书的指纹（{SENDER_FILE} 是登记时取得的证书）",
        f"openssl x509 -in {SENDER_FILE} -noout -fingerprint -sha256",
    ),
    Line(
        "核对签名，应显示 Verification successful",
        "openssl cms -verify -binary -inform DER -in {name}.zip.age.p7s -content {name}.zip.age"
        f" -CAfile {SENDER_FILE} -out /dev/null",
    ),
    Line(
        f"用本机构的私钥解密（{KEY_FILE}）",
        f"age -d -i {KEY_FILE} -o {{name}}.zip {{name}}.zip.age",
    ),
    Line("解开", "unzip -q {name}.zip"),
    Line("逐个核对文件，应全部为 OK", "cd {name} && sha256sum -c manifest-sha256.txt"),
)
"""Five lines for any machine with openssl, age and unzip; printed on the sheet, and run by a test."""


def commands(name: str) -> list[str]:
    """The five commands for one package."""
    return [line.command.format(name=name) for line in HOW_TO_OPEN]


def sealed_cover_sheet(sealed: Sealed) -> bytes:
    """What goes with a sealed package: its digests, who sealed it for whom, and how anybody can check it."""
    name = sealed.statement.name
    steps = [
        {"words": line.words, "command": line.command.format(name=name)} for line in HOW_TO_OPEN
    ]
    blocks = [
        {"kind": "pairs", "head": "密封资料包", "items": list(_identity(sealed))},
        {
            "kind": "pairs",
            "head": "签名人（请用已知的电话核对指纹）",
            "items": list(_signer(sealed)),
        },
        _readers(sealed),
        {"kind": "title", "words": "怎样核对和打开（不需要本程序）"},
        {"kind": "steps", "lines": steps},
        {"kind": "signing", "areas": [_area("移交人签字"), _area("接收人签字", "接收章")]},
    ]
    number, _, revision = name.rpartition("-r")
    words = _words("POS 机申请密封资料包交接单", "随资料包一起移交，一式两份", blocks, _day(sealed))
    words |= {"number": number, "revision": f"第 {revision} 版"}
    words["note"] = note_on_missing(words)
    return typeset(
        "sheet", words, lambda page, _: str(PageCode(number, int(revision), page, "cover"))
    )


def recovery_key_sheet(identity: Identity, made: date) -> bytes:
    """A recovery key on paper, to be locked away; typed in again, it opens what was sealed to it."""
    prefix, body = identity.secret[:16], identity.secret[16:]
    groups = [body[at : at + 4] for at in range(0, len(body), 4)]
    blocks = [
        {"kind": "text", "words": _RECOVERY},
        {"kind": "large", "groups": [prefix]},
        {"kind": "large", "groups": groups},
        {"kind": "pairs", "head": "对应的公钥", "items": list(_public(identity))},
        {"kind": "steps", "lines": list(_KEEPING)},
        {"kind": "signing", "areas": [_area("保管人一签字"), _area("保管人二签字")]},
    ]
    words = _words("应急恢复密钥", f"{identity.name}　　{made.isoformat()}", blocks, made)
    return typeset("sheet", words | {"note": note_on_missing(words)})


def _words(title: str, subtitle: str, blocks: list[Words], made: date) -> Words:
    return {
        "title": title,
        "subtitle": subtitle,
        "number": "",
        "revision": "",
        "made": [made.year, made.month, made.day],
        "blocks": blocks,
    }


def _day(sealed: Sealed) -> date:
    return sealed.statement.sealed_at.astimezone(CHINA_TIME).date()


def _pair(label: str, value: str, half: bool = False) -> Words:
    return {"kind": "words", "label": label, "value": value, "half": half}


def _area(label: str, seal: str = "") -> Words:
    blank = "日期：　　　　年　　月　　日"
    return {"label": label, "seal": seal, "small": False, "file": "", "date": blank}


def _identity(sealed: Sealed) -> Iterator[Words]:
    said = sealed.statement
    at = said.sealed_at.astimezone(CHINA_TIME)
    yield _pair("资料包", said.name, half=True)
    yield _pair("发送序号", str(said.sequence), half=True)
    yield _pair("密封时间", f"{at:%Y-%m-%d %H:%M}", half=True)
    yield _pair("大小", f"{sealed.size:,} 字节", half=True)
    yield _pair("文件名", sealed.path.name)
    yield _pair("SHA-256", _in_groups(sealed.sha256))
    yield _pair("签名文件", sealed.signature_path.name)


def _signer(sealed: Sealed) -> Iterator[Words]:
    said = sealed.statement
    yield _pair("名称", said.signer_name)
    yield _pair("指纹（数字）", fingerprints.digits(said.signer))
    yield _pair("指纹（词语）", fingerprints.words(said.signer))
    yield _pair("SHA-256", _in_groups(said.signer))


def _readers(sealed: Sealed) -> Words:
    people = sealed.statement.recipients
    rows = [[one.name, fingerprints.digits(one.fingerprint)] for one in people]
    columns = ["能打开的收件人", "公钥指纹"]
    return {"kind": "list", "head": "", "columns": columns, "widths": [24, 40], "rows": rows}


def _public(identity: Identity) -> Iterator[Words]:
    yield _pair("公钥", identity.age)
    yield _pair("指纹（数字）", fingerprints.digits(identity.fingerprint))


def _in_groups(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


_RECOVERY = (
    "这一页可以打开所有加密给它的申请资料包，请像对待保险柜钥匙一样保管。"
    "收件机构打不开资料包时才使用。"
)
_KEEPING = (
    "锁进保险柜；不要和电脑放在一起，不要拍照，不要用聊天软件发送。",
    "使用时：把上面的字符连同 AGE-SECRET-KEY-1 一起输入；空格不影响。",
    "怀疑被人看到，请生成新的恢复密钥并停用这一把；旧的资料包仍能被它打开。",
)
