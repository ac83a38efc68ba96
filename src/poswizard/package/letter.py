"""A mail that carries a sealed package, as a draft for any mail program (RFC 5322); this program sends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from poswizard.package.source import opened

_SUBJECT = "主题："
_PLAIN_SUBJECT = "POS 机商户申请资料（加密）"
_BODY = (
    "现提交收单商户申请资料，附件为加密签名的资料包（.age 和 .p7s 两个文件），请先核对签名再解密。\n"
    "收到后请回复受理编号；需要补件时，请写明具体字段或照片。\n"
    "本邮件正文不含个人信息，请勿在回复中写出证件号或账号。\n"
)


def letter(to: str, body: str, attached: Iterable[Path]) -> bytes:
    """The draft with both files of a sealed package. A first line `主题：…` of the body becomes the subject.

    Mail travels in the clear: neither subject nor body may name a person.
    """
    first, _, rest = body.partition("\n")
    message = EmailMessage(SMTP)
    message["Subject"] = (
        first.removeprefix(_SUBJECT) if first.startswith(_SUBJECT) else _PLAIN_SUBJECT
    )
    if to:
        message["To"] = to
    message["X-Unsent"] = "1"  # Outlook and Thunderbird open it for writing, not as one received
    message.set_content((rest if first.startswith(_SUBJECT) else body) or _BODY)
    for path in attached:
        with opened(path) as file:
            data = file.read()
        message.add_attachment(data, "application", "octet-stream", filename=path.name)
    return message.as_bytes()
