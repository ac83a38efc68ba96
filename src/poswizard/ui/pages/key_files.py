"""Keys and certificates as files, and what goes wrong with them said in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from poswizard.text import Text
from poswizard.ui import dialogs

KINDS = ((Text("公钥或证书", "Keys and certificates"), "*.txt *.pem *.cer *.crt *.der *.pub *"),)
_NOT_DONE = Text("没有完成", "Not done")
_CANNOT_READ = Text(
    "文件读不出来。请检查文件是否完整。", "The file cannot be read. Check that it is whole."
)
_MOST_BYTES = 100_000


def save(parent: QWidget, title: Text, name: str, make: Callable[[], bytes]) -> None:
    """Ask where to, and write there."""
    if target := dialogs.choose_target(parent, title, name, KINDS):
        tried(parent, lambda: target.write_bytes(make()))


def tried(parent: QWidget, does: Callable[[], object]) -> None:
    """Do it, or say why it cannot be done."""
    try:
        does()
    except Exception as error:  # noqa: BLE001  (`refuse` says it, or shows the bug)
        refuse(parent, error)


def refuse(parent: QWidget, error: Exception) -> None:
    """Say what an error has to say; one without words is a bug."""
    words = getattr(error, "text", None)
    if isinstance(words, Text):
        dialogs.tell_failure(parent, _NOT_DONE, words)
    elif isinstance(error, OSError):
        dialogs.tell_failure(parent, _NOT_DONE, _CANNOT_READ)
    else:
        dialogs.show_crash(error)


def bytes_of(file: Path) -> bytes:
    """The beginning of a file: a key is short."""
    with file.open("rb") as opened:
        return opened.read(_MOST_BYTES)


def text_of(file: Path) -> str:
    """A key file, or a certificate, which in its binary form is put into words first."""
    from poswizard.package.seal.certificates import Certificate

    data = bytes_of(file)
    if data[:1] == b"\x30":  # DER: a SEQUENCE
        return Certificate.from_bytes(data).pem.decode()
    return data.decode("utf-8", "replace")
