"""What a package is found to be, and the next step for whoever holds it."""

from __future__ import annotations

from poswizard.text import Text, Vocabulary


class Outcome(Vocabulary):
    """What a package is found to be; the hint is the next step."""

    COMPLETE = (
        "complete",
        Text("完整，没有被改动", "Complete and unaltered"),
        Text("可以受理。", "It can be processed."),
    )
    ALTERED = (
        "altered",
        Text("被改动过", "Altered"),
        Text(
            "不要使用这个文件。请保留它，并向发送人索取原文件。",
            "Do not use this file. Keep it, and ask the sender for the original.",
        ),
    )
    INCOMPLETE = (
        "incomplete",
        Text("不完整", "Incomplete"),
        Text(
            "请重新复制一次；仍然不完整，就请发送人重新导出。",
            "Copy it again; if it is still incomplete, ask the sender to export it again.",
        ),
    )
    NEWER_FORMAT = (
        "newer_format",
        Text("由更新版本的程序制作", "Made by a newer version of the program"),
        Text(
            "资料包本身没有损坏。请升级本程序后再打开。",
            "The package itself is whole. Update this program, then open it.",
        ),
    )
    UNKNOWN_SENDER = (
        "unknown_sender",
        Text("发送人未登记", "Unknown sender"),
        Text(
            "不要打开使用。请用已知的电话与发送网点核对证书指纹，登记后再验证；核对不上就退回。",
            "Do not use it. Compare the fingerprint with the sender on a telephone number you already know, enrol the certificate, then verify again; if it does not match, send it back.",
        ),
    )
    REVOKED_SENDER = (
        "revoked_sender",
        Text("发送人的证书已吊销", "The sender's certificate is revoked"),
        Text(
            "不要受理。请联系发送网点，让其更换证书后重新导出。",
            "Do not process it. Ask the sender to get a new certificate and export again.",
        ),
    )
    EXPIRED_SENDER = (
        "expired_sender",
        Text("发送人的证书不在有效期内", "The sender's certificate is not valid now"),
        Text(
            "请先核对本机日期；日期正确，就请发送网点更新证书后重新导出。",
            "Check this computer's date first; if it is right, ask the sender to renew the certificate and export again.",
        ),
    )
    NOT_FOR_US = (
        "not_for_us",
        Text("不是发给本机构的", "Not for us"),
        Text(
            "本机没有能打开它的密钥。请退回发送人，或转交给指定的收件机构；不要转发给其他人。",
            "No key here opens it. Return it to the sender, or pass it to the institution that it is for, and to nobody else.",
        ),
    )
    REPLAY = (
        "replay",
        Text("已经收到过", "Received before"),
        Text(
            "不用再受理，请在已收资料里查看。",
            "Nothing more to do; look it up among what was received.",
        ),
    )
    STILL_BEING_COPIED = (
        "still_being_copied",
        Text("还在复制中", "Still being copied"),
        Text(
            "请等复制或下载完成（约一分钟）后再验证。",
            "Wait until copying or downloading has finished (about a minute), then verify again.",
        ),
    )
    UNREADABLE = (
        "unreadable",
        Text("无法读取", "Unreadable"),
        Text(
            "请检查是否选对了文件、U盘或网络盘是否连好，再试一次。",
            "Check that this is the right file and that the drive is connected, then try again.",
        ),
    )
