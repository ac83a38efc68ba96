"""The only place that opens message boxes and file choosers."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui.icons import Glyph, pixmap
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import restyle

log = logging.getLogger(__name__)

_CANCEL = Text("取消", "Cancel")
_UNDERSTOOD = Text("知道了", "OK")
_CRASHED = Text("程序遇到了意外问题", "Something unexpected went wrong")
_AFTER_CRASH = Text(
    "显示“已保存”的内容都在，没有丢失。请关闭程序后重新打开；若再次出现，请把下面的技术信息（不含客户资料）交给技术支持。",
    "Everything shown as saved is safe. Please close and reopen the program; if it happens again, "
    "give the technical details below (no customer data in them) to support.",
)
_COPY = Text("复制技术信息", "Copy the details")

_QUESTION = (Glyph.HELP, Tone.ACCENT)
_INFORMATION = (Glyph.INFORMATION, Tone.ACCENT)
_DANGER = (Glyph.WARNING, Tone.WARNING)
_CRASH = (Glyph.PROBLEM, Tone.DANGER)

_crash_is_shown: list[bool] = []


def ask(
    parent: QWidget | None, what: Text, detail: Text, *, yes: Text, is_dangerous: bool = False
) -> bool:
    """A question with two answers. `yes` says what will be done; Enter on a dangerous one cancels."""
    box = _box(parent, _DANGER if is_dangerous else _QUESTION, what, detail)
    go_on = _button(box, yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = _button(box, _CANCEL, QMessageBox.ButtonRole.RejectRole)
    restyle(go_on, kind="danger" if is_dangerous else "primary")
    box.setDefaultButton(cancel if is_dangerous else go_on)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is go_on


def close_all() -> None:
    """Answer every open dialog with no: what asked must not go on with a store that is closed."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog) and window.isVisible():
            window.reject()


def ask_secret(parent: QWidget | None, what: Text) -> str:
    """Something typed unseen, or nothing."""
    typed, is_given = QInputDialog.getText(
        parent, "poswizard", str(what), QLineEdit.EchoMode.Password
    )
    return typed if is_given else ""


def tell(parent: QWidget | None, what: Text, detail: Text) -> None:
    """Something the person should know, and no more."""
    _told(_box(parent, _INFORMATION, what, detail))


def tell_failure(parent: QWidget | None, what: Text, what_to_do: Text) -> None:
    """Something failed that the person can act on."""
    _told(_box(parent, _DANGER, what, what_to_do))


def show_crash(error: BaseException) -> None:
    """A bug came to light: say that nothing is lost, and give details without personal data."""
    details = description(error)
    log.error("unexpected failure\n%s", details)
    if _crash_is_shown:
        return  # one bug often throws at every repaint
    box = _box(QApplication.activeWindow(), _CRASH, _CRASHED, _AFTER_CRASH)
    box.setDetailedText(details)
    copy = _button(box, _COPY, QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()  # copying must not close the box
    copy.clicked.connect(lambda: QApplication.clipboard().setText(details))
    _crash_is_shown.append(True)
    try:
        _told(box)
    finally:
        _crash_is_shown.clear()


def description(error: BaseException) -> str:
    """Kind and place of an error and of what caused it; never its message, which may quote a value."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < 8:
        frames = traceback.extract_tb(seen.__traceback__)
        places = [f"  {_short(f.filename)}:{f.lineno} {f.name}" for f in frames[-12:]]
        parts.append("\n".join([_kind(seen), *places]))
        seen = seen.__cause__ or seen.__context__
    return "\n\n".join(parts)


def choose_files(
    parent: QWidget | None, title: Text, kinds: Sequence[tuple[Text, str]]
) -> list[Path]:
    """Files to open; `kinds` are words and patterns, such as `*.jpg *.png`. Empty if none was chosen.

    It opens at the pictures' folder each time: remembering the last one would tell of a customer.
    """
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    names, _kind_chosen = QFileDialog.getOpenFileNames(parent, str(title), start, _filters(kinds))
    return [Path(name) for name in names]


def choose_target(
    parent: QWidget | None, title: Text, name: str, kinds: Sequence[tuple[Text, str]]
) -> Path | None:
    """A file to write; Qt asks before one is replaced."""
    start = Path(_documents()) / name
    chosen, _kind_chosen = QFileDialog.getSaveFileName(
        parent, str(title), str(start), _filters(kinds)
    )
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget | None, title: Text) -> Path | None:
    """A folder, or nothing."""
    chosen = QFileDialog.getExistingDirectory(parent, str(title), _documents())
    return Path(chosen) if chosen else None


def _box(parent: QWidget | None, look: tuple[Glyph, Tone], what: Text, detail: Text) -> QMessageBox:
    box = QMessageBox(parent)
    size, ratio = current().px(32), QApplication.primaryScreen().devicePixelRatio()
    box.setIconPixmap(pixmap(*look, size, ratio))
    box.setWindowTitle("poswizard")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(str(what))
    box.setInformativeText(str(detail))
    return box


def _button(box: QMessageBox, words: Text, role: QMessageBox.ButtonRole) -> QPushButton:
    return box.addButton(str(words), role)


def _told(box: QMessageBox) -> None:
    understood = _button(box, _UNDERSTOOD, QMessageBox.ButtonRole.AcceptRole)
    restyle(understood, kind="primary")
    box.setDefaultButton(understood)
    box.setEscapeButton(understood)
    box.exec()


def _filters(kinds: Sequence[tuple[Text, str]]) -> str:
    return ";;".join(f"{words} ({patterns})" for words, patterns in kinds)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _short(file_name: str) -> str:
    """The file from its package on: a full path may carry the account's name."""
    parts = Path(file_name).parts
    for root in ("poswizard", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1] if parts else file_name
