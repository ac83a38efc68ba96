"""Before anything changes: what a bundle would do, and which applications are to move to a newer version."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui.pages.pack_html import changes_html, difference_html
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label
from poswizard.wizard.flow import Flow
from poswizard.wizard.pack_preview import DraftChange, Preview

_BUNDLE = Text("资料更新包 {0}（{1} 发布）", "Bundle {0} (issued {1})")
_VERIFIED = Text(
    "签名已核对，是可信的发布机构。未完成的申请先不动，可以之后逐份移到新版。",
    "The signature is that of a trusted publisher. Open applications stay as they are and can be moved later.",
)
_UPDATE, _CANCEL = Text("更新", "Update"), Text("取消", "Cancel")
_OUTDATED = Text("还在用旧版资料的申请", "Applications with an older version")
_CHOOSE = Text(
    "勾选要移到新版的。移过去只改变问什么，已填的都在，也能撤销。",
    "Tick those to be moved. Only what is asked changes; all answers stay, and it can be undone.",
)
_MOVE = Text("移到新版", "Move to the newer version")


class ChangesDialog(QDialog):
    """What a bundle would change; accepted means to apply it."""

    def __init__(self, parent: QWidget, flow: Flow, preview: Preview) -> None:
        super().__init__(parent)
        title = _BUNDLE.format(preview.bundle.version, preview.bundle.issued)
        self.setWindowTitle(str(title))
        self.text = QTextBrowser()
        self.text.setAccessibleName(str(title))
        self.text.setHtml(changes_html(flow, preview.packs, preview.drafts, current().palette))
        self.update_button = button(_UPDATE, "primary")
        self.update_button.clicked.connect(self.accept)
        _arrange(
            self, (label(title, "heading"), label(_VERIFIED)), (self.text,), self.update_button
        )


class OutdatedDialog(QDialog):
    """Applications that keep an older version, each with what the newer one would change."""

    move_wanted = Signal(list)
    """Ids of the applications ticked."""

    def __init__(self, parent: QWidget, flow: Flow, drafts: Sequence[DraftChange]) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_OUTDATED))
        self._flow, self._drafts = flow, drafts
        self.list, self.text = QListWidget(), QTextBrowser()
        self.list.setProperty("kind", "card")
        for made in (self.list, self.text):
            made.setAccessibleName(str(_OUTDATED))
        for draft in drafts:
            self.list.addItem(_item(draft))
        self.list.currentRowChanged.connect(self._show)
        move = button(_MOVE, "primary")
        move.clicked.connect(self._move)
        head = (label(_OUTDATED, "heading"), label(_CHOOSE))
        _arrange(self, head, (self.list, self.text), move)
        self.list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        found = self._drafts[row].difference
        self.text.setHtml(difference_html(self._flow, found, current().palette))

    def _move(self) -> None:
        ticked = [
            draft.listed.id
            for row, draft in enumerate(self._drafts)
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]
        if ticked:
            self.move_wanted.emit(ticked)
        self.accept()


def _item(draft: DraftChange) -> QListWidgetItem:
    name = draft.listed.summary.shop or draft.listed.summary.applicant
    item = QListWidgetItem(f"{draft.listed.number}　{draft.provider}\n{name}")
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked)
    return item


def _arrange(
    dialog: QDialog, head: tuple[QWidget, ...], body: tuple[QWidget, ...], does: QWidget
) -> None:
    px = current().px
    lines = QVBoxLayout(dialog)
    lines.setContentsMargins(px(24), px(20), px(24), px(16))
    lines.setSpacing(px(8))
    for widget in head:
        lines.addWidget(widget)
    middle = QHBoxLayout()
    middle.setSpacing(px(16))
    for number, widget in enumerate(body):
        middle.addWidget(widget, number + 2)
    lines.addLayout(middle, 1)
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addStretch(1)
    cancel = button(_CANCEL)
    cancel.clicked.connect(dialog.reject)
    row.addWidget(cancel)
    row.addWidget(does)
    lines.addLayout(row)
    dialog.resize(px(860), px(560))
