"""Sheets that are printed beside the form: material list, cover sheet, recovery code, the applicant's receipt.

All are PDF/A-2b in Chinese, and the same content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from poswizard.documents.page_code import PageCode
from poswizard.domain.china_time import today_in_china
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.kinds import Choice
from poswizard.forms.rich_kinds import Document
from poswizard.package.application_form import Print
from poswizard.package.bag import Bag
from poswizard.package.typesetting import Words, note_on_missing, typeset
from poswizard.steps.basics import Basics
from poswizard.steps.material_list import MaterialItem, material_list
from poswizard.text import shown_in

_SHORT_DIGEST = 16
_KNOWN: tuple[Choice[Any], ...] = (
    Basics.merchant_kind,
    Basics.licence_kind,
    Basics.premises,
    Basics.contact_kind,
    Basics.account_kind,
    Basics.payee,
    Basics.contract_kind,
)
"""What the material list is worked out from that says nothing about a person."""


def material_sheet(answers: Answers, today: date) -> bytes:
    """The documents to bring along; nothing but the `Basics` need be answered, and no answer of a person is printed."""
    with shown_in("zh"):
        items = material_list(answers)
        required = [item for item in items if item.required]
        others = [item for item in items if not item.required]
        blocks = [
            {"kind": "pairs", "head": "", "items": list(_known(answers))},
            {"kind": "text", "words": _BRING},
            _check_list(f"必须带（{len(required)} 样）", required, answers),
        ]
        if others:
            blocks.append(_check_list("有就带上", others, answers))
        blocks.append({"kind": "steps", "lines": list(_PICTURES)})
    return _sheet(_words("办理 POS 机要带的材料", "按下面的情况算出，带齐一次办完", blocks, today))


def cover_sheet(bag: Bag) -> bytes:
    """What goes with a package that is handed over: which files are in it, and how anybody can check them."""
    number, _, revision = bag.name.rpartition("-r")
    made = date.fromisoformat(bag.info["Bagging-Date"])
    blocks = [
        {"kind": "pairs", "head": "资料包", "items": list(_identity(bag, number, revision))},
        {"kind": "title", "words": "怎样核对（不需要本程序）"},
        {"kind": "steps", "lines": list(_ways_to_check(bag.name))},
        {"kind": "title", "words": "包内文件"},
        _files(bag),
        {"kind": "signing", "areas": [_area("移交人签字"), _area("接收人签字", "接收章")]},
    ]
    words = _words("POS 机申请资料包交接单", "随资料包一起移交，一式两份", blocks, made)
    return _numbered(words, number, int(revision), "cover")


def recovery_sheet(code: str, made: date | None = None) -> bytes:
    """The recovery code, eight groups of four, to be locked away; it stands on no other paper and in no file.

    `made` is the day it was made, today unless given.
    """
    made = made or today_in_china()
    blocks = [
        {"kind": "text", "words": _RECOVERY},
        {"kind": "large", "groups": code.replace("-", " ").split()},
        {"kind": "steps", "lines": list(_KEEPING)},
        {"kind": "signing", "areas": [_area("保管人一签字"), _area("保管人二签字")]},
    ]
    subtitle = f"忘记口令时，只有它能打开资料　　{made.isoformat()}"
    return _sheet(_words("恢复码", subtitle, blocks, made))


def receipt(printed: Print, sent: Sequence[tuple[str, str]] = ()) -> bytes:
    """What the applicant takes home: what was handed in, who has it, and which rights there are.

    `sent` says of the package itself what there is to say: its digest, whether it was sealed.
    """
    package = printed.package
    with shown_in("zh"):
        blocks = [
            {"kind": "pairs", "head": "申请", "items": [*_handed_in(printed), *_sent(sent)]},
            {"kind": "title", "words": "收到的材料"},
            _received(printed),
            {"kind": "title", "words": "您的权利"},
            {"kind": "steps", "lines": list(_rights(printed))},
            {"kind": "signing", "areas": [_area("申请人签收"), _area("经办机构", "业务章")]},
        ]
    words = _words("POS 机申请回执", "请妥善保管，查询进度时出示编号", blocks, printed.today)
    return _numbered(words, package.number, package.revision, "receipt")


def _words(title: str, subtitle: str, blocks: list[Words], made: date) -> Words:
    return {
        "title": title,
        "subtitle": subtitle,
        "number": "",
        "revision": "",
        "made": [made.year, made.month, made.day],
        "blocks": blocks,
    }


def _sheet(words: Words) -> bytes:
    return typeset("sheet", words | {"note": note_on_missing(words)})


def _numbered(words: Words, number: str, revision: int, sheet: str) -> bytes:
    """A sheet that belongs to one revision, with its code on every page."""
    words = words | {"number": number, "revision": f"第 {revision} 版"}
    words["note"] = note_on_missing(words)
    return typeset("sheet", words, lambda page, _: str(PageCode(number, revision, page, sheet)))


def _pair(label: str, value: str, half: bool = True) -> Words:
    return {"kind": "words", "label": label, "value": value, "half": half}


def _area(label: str, seal: str = "") -> Words:
    return {"label": label, "seal": seal, "small": False, "file": "", "date": BLANK_DATE}


def _known(answers: Answers) -> Iterator[Words]:
    for question in _KNOWN:
        value = answers.get(question)
        if value is not None:
            yield _pair(question.label.zh, value.label.zh)


def _check_list(head: str, items: list[MaterialItem], answers: Answers) -> Words:
    return {"kind": "check", "head": head, "rows": [_line(item, answers) for item in items]}


def _line(item: MaterialItem, answers: Answers) -> Words:
    document = item.field
    return {
        "code": document.slot,
        "name": document.label.zh,
        "needed": "必须" if item.required else "可选",
        "because": _because(document, answers),
        "good": document.good.zh if document.good else "",
        "bad": document.bad.zh if document.bad else "",
    }


def _because(document: Document, answers: Answers) -> str:
    if document.key in answers.overlay.requires:
        return "选定的服务商要求"
    if document.why:
        return document.why.text.zh
    said = {question.label.zh: _said(question, answers) for question in document.relevant.reads()}
    reasons = [f"{label}：{words}" for label, words in said.items() if words]
    return "；".join(reasons) or ("办理收单都要" if answers.is_required(document) else "有就带上")


def _said(question: Field[Any], answers: Answers) -> str:
    value = answers.get(question)
    return "" if value is None else question.show(value)


def _identity(bag: Bag, number: str, revision: str) -> Iterator[Words]:
    yield _pair("申请编号", number)
    yield _pair("版本", f"第 {revision} 版")
    yield _pair("制作日期", bag.info["Bagging-Date"])
    yield _pair("大小", f"{bag.size:,} 字节")
    yield _pair("文件名", f"{bag.name}.zip", half=False)
    yield _pair("SHA-256", _in_groups(bag.sha256), half=False)


def _in_groups(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _ways_to_check(name: str) -> Iterator[Words]:
    """Five ways with what every system has, or any BagIt tool (RFC 8493)."""
    for words, command in (
        ("Linux：结果应与上面的 SHA-256 一致", f"sha256sum {name}.zip"),
        ("Windows：结果应与上面的 SHA-256 一致", f"certutil -hashfile {name}.zip SHA256"),
        ("检查压缩包并解开", f"unzip -t {name}.zip && unzip {name}.zip"),
        ("逐个核对解开的文件", f"cd {name} && sha256sum -c manifest-sha256.txt"),
        ("用任何一种 BagIt 工具校验整个文件夹", f"bagit.py --validate {name}"),
    ):
        yield {"words": words, "command": command}


def _files(bag: Bag) -> Words:
    rows = [
        [path, f"{file.size:,}", f"{file.sha256[:_SHORT_DIGEST]}…"]
        for path, file in sorted(bag.files.items())
    ]
    columns = ["文件", "字节", f"SHA-256 前 {_SHORT_DIGEST} 位"]
    return {"kind": "list", "head": "", "columns": columns, "widths": [40, 12, 22], "rows": rows}


def _handed_in(printed: Print) -> Iterator[Words]:
    yield _pair("申请编号", printed.package.number)
    yield _pair("版本", f"第 {printed.package.revision} 版")
    yield _pair("日期", printed.today.isoformat())
    for label, key in _ON_RECEIPT:
        if value := printed.shown(key):
            yield _pair(label, value)


def _sent(sent: Sequence[tuple[str, str]]) -> Iterator[Words]:
    for label, value in sent:
        yield _pair(label, value, half=False)


def _received(printed: Print) -> Words:
    rows = []
    for step in printed.steps:
        for question in step.relevant_fields(printed.answers):
            pages = printed.answers.get(question)
            if isinstance(question, Document) and pages:
                rows.append([question.label.zh, question.slot, f"{len(pages)} 页"])
    columns = ["材料", "代码", "页数"]
    return {"kind": "list", "head": "", "columns": columns, "widths": [40, 20, 8], "rows": rows}


def _rights(printed: Print) -> Iterator[str]:
    """Personal Information Protection Law, articles 15, 44 to 50; Anti-Money-Laundering Law, article 34."""
    contact = printed.shown("consent.organisation_contact")
    at = f"联系 {contact}。" if contact else "联系经办机构。"
    yield f"查询进度、查阅、复制、更正您的资料：{at}"
    yield "可以撤回同意，和同意时一样方便；撤回之前已经办理的仍然有效。"
    if days := printed.shown("consent.keep_days"):
        yield f"没有提交的草稿保存 {days}，到期清除；收单机构依法至少保存十年。"
    yield "是否通过由收单机构决定；激活和设备不应另向个人转账付费。"


BLANK_DATE = "日期：　　　　年　　月　　日"
_ON_RECEIPT = (
    ("经营名称", "business.trade_name"),
    ("商户类型", "basics.merchant_kind"),
    ("收单机构", "provider.provider_name"),
    ("办理机构", "consent.operator_organisation"),
    ("经办员工号", "consent.staff_id"),
)
_BRING = "请带原件。复印件要盖公章（个人按指印）。到店后逐张拍照，原件当场还给您。"
_PICTURES = (
    "证件放平，四角齐全，不反光，不用手指压住字。",
    "不截屏、不翻拍、不加滤镜和美颜。",
    "银行卡只拍卡号一面，不要拍背面的安全码，不要告诉任何人密码和验证码。",
    "办理不收保证金，不要向个人转账。",
)
_RECOVERY = (
    "这一页可以打开本机保存的全部申请资料，请像对待保险柜钥匙一样保管。"
    "程序只显示这一次，也不会保存它。"
)
_KEEPING = (
    "锁进保险柜；不要和电脑放在一起，不要拍照，不要用聊天软件发送。",
    "使用时：在打开页面选择“用恢复码打开”，输入 8 组字符，再设定新口令。大小写和空格都不影响。",
    "用过或怀疑被人看到，请在设置里生成新的恢复码；旧的随即失效，这一页请销毁。",
    "口令和恢复码都丢失时，谁也打不开资料，开发者也不能。",
)
