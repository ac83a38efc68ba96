"""The provider packs in force: what each says and since when, updates by bundle, and applications left behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from poswizard.providers.bundle import ENDING, Bundle
from poswizard.providers.pack import Pack
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.doors import Office
from poswizard.ui.icons import Glyph
from poswizard.ui.pages.pack_changes import ChangesDialog, OutdatedDialog
from poswizard.ui.pages.pack_html import pack_html
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label
from poswizard.wizard.pack_preview import DraftChange, Preview

_TITLE = Text("服务机构资料", "Provider packs")
_SHIPPED = Text("在用：随程序的资料", "In force: the packs shipped with the program")
_BUNDLE = Text(
    "在用：资料更新包 {0}（{1} 发布，{2} 更新到本机）",
    "In force: bundle {0} (issued {1}, applied here {2})",
)
_OWN = Text(
    "本机构的补充和更正放在 {0}，每家一个 .toml 文件，写明来源。",
    "Additions and corrections of this branch go to {0}, one .toml file a provider, with their source.",
)
_IMPORT = Text("导入更新包…", "Import a bundle…")
_ROLL_BACK = Text("退回上一版", "Roll back")
_TRUST = Text("信任发布机构…", "Trust a publisher…")
_REREAD = Text("重新读取", "Read again")
_OUTDATED = Text("未完成的申请…", "Open applications…")
_CLOSE = Text("关闭", "Close")
_KINDS = ((Text("资料更新包", "Catalogue bundle"), f"*{ENDING}"),)
_CERTIFICATES = ((Text("证书", "Certificate"), "*.pem *.cer *.crt *.der"),)
_NOT_DONE = Text("没有更新", "Not updated")
_TRUSTED = Text("已信任这张证书", "The certificate is trusted")
_FINGERPRINT = Text(
    "请打电话和发布机构逐组核对指纹，不一致就删掉它：\n{0}",
    "Compare the fingerprint with the publisher by telephone, and remove it if they differ:\n{0}",
)
_SURE = Text("退回 {0}？", "Take {0} out again?")
_SURE_DETAIL = Text(
    "退回后用之前的资料；已移到新版的申请保留新版的内容。",
    "What was before is in force again; applications moved to the newer version keep it.",
)
_FAULTS = Text(
    "本机构的文件有错，没有用上：{0}", "Files of this branch have faults and are not used: {0}"
)
_ALL_FRESH = Text("都已是新版", "All up to date")
_ALL_FRESH_DETAIL = Text(
    "未完成的申请用的都是在用的版本。", "Every open application uses the version in force."
)
_MARK = Text("　● 本机构改过", "  ● corrected here")


class ProviderPacksDialog(QDialog):
    """A list of packs, everything the chosen one says, and the ways to change them."""

    def __init__(self, parent: QWidget | None, office: Office) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_TITLE))
        self._office, self._packs = office, office.packs
        self._shown: list[Pack] = []
        self.state = label(kind="strong")
        self.own = label(_OWN.format(self._packs.own_folder), "quiet")
        self.faults = label(kind="small")
        self.faults.setProperty("tone", "danger")
        self.list = QListWidget()
        self.list.setProperty("kind", "card")
        self.list.setAccessibleName(str(_TITLE))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QTextBrowser()
        self.text.setAccessibleName(str(_TITLE))
        self.list.currentRowChanged.connect(self._show_pack)
        self._arrange()
        self.show_packs()

    def show_packs(self) -> None:
        """Everything as it is in force now."""
        row = max(self.list.currentRow(), 0)
        self._shown = self._packs.all()
        self.list.clear()
        for pack in self._shown:
            name = f"{pack.provider.name}{_MARK if pack.corrected else ''}"
            self.list.addItem(QListWidgetItem(f"{name}\n{pack.label}　{pack.origin}"))
        self.list.setCurrentRow(min(row, len(self._shown) - 1))
        history = self._packs.history()
        last = history[-1] if history else None
        words = _BUNDLE.format(last.version, last.issued, last.applied_on) if last else _SHIPPED
        self.state.setText(str(words))
        self.back.setVisible(last is not None)
        self._show_faults()

    def import_bundle(self, file: Path) -> None:
        """Verify a bundle and show what it would change; nothing is changed yet."""
        run(
            lambda report: self._packs.preview(self._packs.read(file), report, report.cancelled),
            then=self._ask_about,
            failed=self._refuse,
            progress=lambda _done: None,
        )

    def _show_pack(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.text.setHtml(pack_html(self._office.flow, self._shown[row], current().palette))

    def _show_faults(self) -> None:
        problems = self._packs.problems()
        said = "\n".join(str(problem.text) for problem in problems)
        self.faults.setText(str(_FAULTS.format(said)))
        self.faults.setVisible(bool(problems))

    def _choose_bundle(self) -> None:
        for file in dialogs.choose_files(self, _IMPORT, _KINDS)[:1]:
            self.import_bundle(file)

    def _ask_about(self, preview: Preview) -> None:
        dialog = ChangesDialog(self, self._office.flow, preview)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._apply, preview.bundle))
        dialog.open()

    def _apply(self, bundle: Bundle) -> None:
        self._tried(partial(self._packs.apply, bundle))
        self.show_packs()

    def _roll_back(self) -> None:
        last = self._packs.history()[-1]
        if dialogs.ask(self, _SURE.format(last.version), _SURE_DETAIL, yes=_ROLL_BACK):
            self._tried(self._packs.roll_back)
            self.show_packs()

    def _choose_certificate(self) -> None:
        for file in dialogs.choose_files(self, _TRUST, _CERTIFICATES)[:1]:
            self._tried(lambda file=file: self._trust(file))

    def _trust(self, file: Path) -> None:
        found = self._packs.trust(file)
        groups = " ".join(found[at : at + 4] for at in range(0, len(found), 4))
        dialogs.tell(self, _TRUSTED, _FINGERPRINT.format(groups))

    def _reread(self) -> None:
        self._packs.reread()
        self.show_packs()

    def _find_outdated(self) -> None:
        run(
            lambda report: self._packs.outdated(report, report.cancelled),
            then=self._show_outdated,
            failed=self._refuse,
            progress=lambda _done: None,
        )

    def _show_outdated(self, drafts: list[DraftChange]) -> None:
        if not drafts:
            dialogs.tell(self, _ALL_FRESH, _ALL_FRESH_DETAIL)
            return
        dialog = OutdatedDialog(self, self._office.flow, drafts)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.move_wanted.connect(self._move)
        dialog.open()

    def _move(self, application_ids: list[str]) -> None:
        run(partial(self._packs.move_stored, application_ids), failed=self._refuse)

    def _tried(self, does: Callable[[], object]) -> None:
        try:
            does()
        except Exception as error:  # noqa: BLE001  (`_refuse` says it, or lets it go on its way)
            self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            raise error
        dialogs.tell_failure(self, _NOT_DONE, words)

    def _arrange(self) -> None:
        px = current().px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(24), px(20), px(24), px(16))
        lines.setSpacing(px(8))
        for widget in (self.state, self.own, self.faults):
            lines.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(px(16))
        middle.addWidget(self.list, 2)
        middle.addWidget(self.text, 3)
        lines.addLayout(middle, 1)
        lines.addLayout(self._buttons())
        self.resize(px(1000), px(640))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current().px(8))
        self.back = button(_ROLL_BACK, glyph=Glyph.UNDO)
        for made, does in (
            (button(_IMPORT, "primary", Glyph.ADD_FILE), self._choose_bundle),
            (self.back, self._roll_back),
            (button(_OUTDATED, glyph=Glyph.STEPS), self._find_outdated),
            (button(_TRUST, glyph=Glyph.SHIELD), self._choose_certificate),
            (button(_REREAD, glyph=Glyph.REDO), self._reread),
        ):
            made.clicked.connect(does)
            row.addWidget(made)
        row.addStretch(1)
        close = button(_CLOSE)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row
