"""The same applicant at another provider: choose it, see what is left to be asked, make the new application."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui import dialogs, printing
from poswizard.ui.background import run
from poswizard.ui.doors import Office
from poswizard.ui.icons import Glyph
from poswizard.ui.pages.pack_html import difference_html
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label
from poswizard.wizard.fork import Difference

_TITLE = Text("改报另一家", "Apply to another provider")
_WHAT = Text(
    "新建一份申请，申请人自己的内容全部带过去，原申请不动。下面是换到这一家还要问的。",
    "A new application takes over all that is the applicant's own; the old one stays. This is what is left to be asked.",
)
_PROVIDER = Text("换到", "To")
_MAKE, _CANCEL = Text("新建申请", "Make the application"), Text("取消", "Cancel")
_SHEET = Text("和现在这家对照…", "Beside the present one…")
_SHEET_TITLE = Text("服务机构对照", "Providers side by side")
_NOT_DONE = Text("没有完成", "Not done")


class ForkDialog(QDialog):
    """Asks for a provider; says what the difference is before anything is made."""

    fork_wanted = Signal(str, str)
    """Application and provider."""

    def __init__(self, parent: QWidget, office: Office, application_id: str, now: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE))
        self._office, self._application, self._now = office, application_id, now
        self.choice = QComboBox()
        self.choice.setAccessibleName(str(_PROVIDER))
        for pack in office.packs.all():
            if pack.key != now:
                self.choice.addItem(str(pack.provider.name), pack.key)
        self.text = QTextBrowser()
        self.text.setAccessibleName(str(_WHAT))
        self._arrange()
        self.choice.currentIndexChanged.connect(self._compare)
        self._compare()

    @property
    def provider(self) -> str:
        """The pack chosen."""
        return str(self.choice.currentData())

    def _compare(self) -> None:
        self.text.clear()
        wanted = self.provider
        run(
            partial(self._office.packs.what_forking_changes, self._application, wanted),
            then=partial(self._show, wanted),
            failed=self._refuse,
        )

    def _show(self, provider: str, found: Difference) -> None:
        if provider == self.provider:  # another may have been chosen meanwhile
            self.text.setHtml(difference_html(self._office.flow, found, current().palette))

    def _make(self) -> None:
        self.fork_wanted.emit(self._application, self.provider)
        self.accept()

    def _print(self) -> None:
        beside = [key for key in (self._now, self.provider) if key]
        make = partial(self._office.packs.side_by_side, self._application, beside)
        printing.offer(self, _SHEET_TITLE, "providers.pdf", make)

    def _refuse(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            raise error
        dialogs.tell_failure(self, _NOT_DONE, words)

    def _arrange(self) -> None:
        px = current().px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(24), px(20), px(24), px(16))
        lines.setSpacing(px(12))
        lines.addWidget(label(_TITLE, "heading"))
        lines.addWidget(label(_WHAT))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(label(_PROVIDER))
        row.addWidget(self.choice, 1)
        sheet = button(_SHEET, glyph=Glyph.PRINT)
        sheet.clicked.connect(self._print)
        row.addWidget(sheet)
        lines.addLayout(row)
        lines.addWidget(self.text, 1)
        lines.addLayout(self._buttons())
        self.resize(px(760), px(560))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current().px(8))
        row.addStretch(1)
        cancel = button(_CANCEL)
        cancel.clicked.connect(self.reject)
        self.make = button(_MAKE, "primary", Glyph.ADD)
        self.make.clicked.connect(self._make)
        row.addWidget(cancel)
        row.addWidget(self.make)
        return row
