"""Whose keys count: who can open what leaves, who is believed, and what this station signs and opens with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from poswizard.documents.qr_text import qr_texts
from poswizard.package.seal.key_text import Added, Source
from poswizard.package.seal.recipients import (
    Role,
    advice,
    new_identity,
    recipient_from_text,
)
from poswizard.package.seal.signers import signer_from_text
from poswizard.text import Text
from poswizard.ui import dialogs, printing
from poswizard.ui.background import run
from poswizard.ui.capture.scrolling import Scrolling
from poswizard.ui.doors import Office
from poswizard.ui.icons import Glyph
from poswizard.ui.pages import key_files
from poswizard.ui.pages.key_add_dialog import Found, KeyAddDialog
from poswizard.ui.pages.key_list import KeyList, KeyRow
from poswizard.ui.pages.station_desk import TITLE, StationDesk, show_code
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button

_RECIPIENTS = Text("收件人：谁能打开导出的资料包", "Recipients: who can open what is exported")
_ABOUT_RECIPIENTS = Text(
    "至少要有收件机构的公钥；另外建议两把应急恢复密钥，由两位负责人离线保管。",
    "At least the institution's key; two recovery keys besides, kept offline by two people.",
)
_NO_RECIPIENTS = Text(
    "还没有收件人，现在不能加密导出。", "There is no recipient yet: nothing can be sealed."
)
_SIGNERS = Text(
    "信任的签名：谁发来的资料包和答复算数", "Trusted signers: whose packages and replies count"
)
_ABOUT_SIGNERS = Text(
    "收件机构在这里登记各网点的证书；网点在这里登记机构审核台的证书。",
    "An institution enrols the branches' certificates here; a branch that of the reviewing desk.",
)
_NO_SIGNERS = Text("还没有登记任何人。", "Nobody is enrolled yet.")
_OWN = Text("本机的收件密钥：别人加密发到这里", "Keys for receiving here")
_ABOUT_OWN = Text(
    "只有收件机构需要。公钥发给各网点添加为收件人；私钥只在本机加密保存。",
    "Only an institution needs one. Its public half goes to the branches; the secret stays here, encrypted.",
)
_NO_OWN = Text(
    "本机还没有收件密钥，打不开加密的资料包。", "There is none: nothing sealed can be opened here."
)
_MAKE_OWN = Text("生成收件密钥…", "Make a key…")
_SAVE_OWN = Text("导出公钥…", "Save its public half…")
_SHOW_OWN = Text("显示公钥二维码…", "Show it as a QR code…")
_RECOVERY = Text("新的应急恢复密钥…", "A new recovery key…")
_REVOKE = Text("导入吊销名单…", "Take in a revocation list…")
_CLOSE = Text("关闭", "Close")
_ADD_RECIPIENT = Text("添加收件人", "Add a recipient")
_ADD_SIGNER = Text("登记签名证书", "Enrol a certificate")
_SURE = Text("移除“{0}”？", 'Remove "{0}"?')
_SURE_RECIPIENT = Text(
    "以后导出的资料包不再加密给它；以前的仍然能被它打开。",
    "Nothing will be sealed to it any more; what was sealed before can still be opened by it.",
)
_SURE_SIGNER = Text(
    "它签名的资料包和答复不再被接受。", "Packages and replies that it signs are accepted no more."
)
_REMOVE = Text("移除", "Remove")
_SAVED = Text("已保存", "Saved")
_REVOKED = Text("已导入，共吊销 {0} 个证书。", "Taken in: {0} certificate(s) revoked.")
_NO_CODE = Text(
    "图片里没有找到二维码。请换一张更清晰的，或改用文件。",
    "There is no QR code in the picture. Take a clearer one, or use the file.",
)
_RECOVERY_NAME = Text("应急恢复 {0}", "Recovery {0}")
_PICTURES = ((Text("图片", "Pictures"), "*.png *.jpg *.jpeg *.heic"),)
_LISTS = ((Text("吊销名单", "Revocation lists"), "*.crl *.pem *.der"),)
_OWN_NAME = Text("收件机构", "Institution")


class KeysDialog(QDialog):
    """Four cards, one below the other."""

    def __init__(self, parent: QWidget, office: Office) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(TITLE))
        self.office, self.ring = office, office.key_ring
        self._desk = StationDesk(self, self.ring)
        self._desk.changed.connect(self.show_keys)
        self.station = self._desk.card
        self.recipients = KeyList(_RECIPIENTS, _ABOUT_RECIPIENTS, _NO_RECIPIENTS)
        self.signers = KeyList(_SIGNERS, _ABOUT_SIGNERS, _NO_SIGNERS)
        self.own = KeyList(_OWN, _ABOUT_OWN, _NO_OWN)
        self._join_lists()
        self._arrange()
        self.show_keys()

    def show_keys(self) -> None:
        """Everything as the store has it now."""
        self._desk.show()
        known = [(one.recipient, one.provider) for one in self.ring.recipients()]
        rows = [
            KeyRow(who.age, who.name, f"{who.role.label} {provider}".strip(), who.fingerprint)
            for who, provider in known
        ]
        self.recipients.show_keys(rows, advice(who for who, _ in known) if known else None)
        believed = [
            KeyRow(
                one.fingerprint,
                one.name,
                f"{one.certificate.valid_until:%Y-%m-%d}",
                one.fingerprint,
            )
            for one in self.ring.signers()
        ]
        self.signers.show_keys(believed)
        mine = [KeyRow(one.age, one.name, "", one.fingerprint) for one in self.ring.identities()]
        self.own.show_keys(mine)
        for made in (self._save_own, self._code_own):
            made.setVisible(bool(mine))
        self.own.remove.hide()  # what was sealed to it could not be opened any more

    # adding

    def _from_file(self, add: Callable[[str, Source], None]) -> None:
        for file in dialogs.choose_files(self, TITLE, key_files.KINDS)[:1]:
            self._tried(lambda file=file: add(key_files.text_of(file), Source.FILE))

    def _from_picture(self, add: Callable[[str, Source], None]) -> None:
        for file in dialogs.choose_files(self, TITLE, _PICTURES)[:1]:
            run(
                lambda file=file: [
                    text
                    for page in self.office.intake.take_file(file)
                    for text in qr_texts(page.data)
                ],
                then=partial(self._codes_read, add),
                failed=partial(key_files.refuse, self),
            )

    def _codes_read(self, add: Callable[[str, Source], None], texts: list[str]) -> None:
        if texts:
            add(texts[0], Source.QR)
        else:
            dialogs.tell_failure(self, TITLE, _NO_CODE)

    def _add_recipient(self, text: str, source: Source) -> None:
        read = partial(self._read_recipient, source)
        self._open_add(_ADD_RECIPIENT, text, source, read, self._keep_recipient)

    def _add_signer(self, text: str, source: Source) -> None:
        read = partial(self._read_signer, source)
        self._open_add(_ADD_SIGNER, text, source, read, self._keep_signer)

    def _open_add(
        self,
        title: Text,
        text: str,
        source: Source,
        read: Callable[[str, str], Found],
        keep: Callable[..., None],
    ) -> None:
        has_role = title is _ADD_RECIPIENT
        dialog = KeyAddDialog(self, title, text, source, read, has_role)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(keep)
        dialog.open()

    def _read_recipient(self, source: Source, text: str, name: str) -> Found:
        return recipient_from_text(text, self._added(source), name)

    def _read_signer(self, source: Source, text: str, name: str) -> Found:
        return signer_from_text(text, self._added(source), name)

    def _added(self, source: Source) -> Added:
        return Added(self.office.today(), self.office.operator, source)

    def _keep_recipient(self, text: str, source: Source, name: str, role: Role) -> None:
        self._tried(lambda: self.ring.add_recipient(text, source, name, role))

    def _keep_signer(self, text: str, source: Source, name: str, _role: Role) -> None:
        self._tried(lambda: self.ring.add_signer(text, source, name))

    # removing

    def _remove_recipient(self, age: str) -> None:
        name = next(o.recipient.name for o in self.ring.recipients() if o.recipient.age == age)
        if self._is_sure(name, _SURE_RECIPIENT):
            self._tried(lambda: self.ring.remove_recipient(age))

    def _remove_signer(self, fingerprint: str) -> None:
        name = next(one.name for one in self.ring.signers() if one.fingerprint == fingerprint)
        if self._is_sure(name, _SURE_SIGNER):
            self._tried(lambda: self.ring.remove_signer(fingerprint))

    def _is_sure(self, name: str, detail: Text) -> bool:
        return dialogs.ask(self, _SURE.format(name), detail, yes=_REMOVE, is_dangerous=True)

    def _revoke(self) -> None:
        for file in dialogs.choose_files(self, _REVOKE, _LISTS)[:1]:
            run(
                partial(self.ring.revoke, file),
                then=self._revoked,
                failed=partial(key_files.refuse, self),
            )

    def _revoked(self, found) -> None:
        dialogs.tell(self, _REVOKE, _REVOKED.format(len(found.serials)))

    # this station

    # keys for receiving

    def _make_own(self) -> None:
        certificate = self.ring.certificate()
        name = certificate.name if certificate else str(_OWN_NAME)
        self._tried(lambda: self.ring.make_identity(name))

    def _export_own(self) -> None:
        row = max(self.own.list.currentRow(), 0)
        identity = self.ring.identities()[row]
        line = f"{self.ring.public_line(identity)}\n"
        key_files.save(self, TITLE, "poswizard-recipient.txt", lambda: line.encode())

    def _show_own(self) -> None:
        identity = self.ring.identities()[max(self.own.list.currentRow(), 0)]
        show_code(self, self.ring.public_line(identity), identity.fingerprint)

    def _make_recovery(self) -> None:
        """A recovery key goes to paper and nowhere else; only its public half is kept."""
        from poswizard.package.seal.papers import recovery_key_sheet

        count = sum(one.recipient.role is Role.RECOVERY for one in self.ring.recipients())
        identity = new_identity(_RECOVERY_NAME.format(count + 1).zh)
        line = identity.as_recipient(Role.RECOVERY, self._added(Source.MADE_HERE)).as_text()
        make = partial(recovery_key_sheet, identity, self.office.today())
        run(make, then=partial(self._recovery_made, line), failed=partial(key_files.refuse, self))

    def _recovery_made(self, line: str, sheet: bytes) -> None:
        printing.offer(self, _RECOVERY, "poswizard-recovery-key.pdf", lambda: sheet)
        self._tried(lambda: self.ring.add_recipient(line, Source.MADE_HERE))

    # how

    def _tried(self, does: Callable[[], object]) -> None:
        key_files.tried(self, does)
        self.show_keys()

    def _join_lists(self) -> None:
        for card, add, remove in (
            (self.recipients, self._add_recipient, self._remove_recipient),
            (self.signers, self._add_signer, self._remove_signer),
        ):
            card.file_wanted.connect(partial(self._from_file, add))
            card.picture_wanted.connect(partial(self._from_picture, add))
            card.paste_wanted.connect(partial(add, "", Source.TYPED))
            card.remove_wanted.connect(remove)
        for card, words, does in (
            (self.recipients, _RECOVERY, self._make_recovery),
            (self.signers, _REVOKE, self._revoke),
            (self.own, _MAKE_OWN, self._make_own),
        ):
            made = button(words, glyph=Glyph.KEY)
            made.clicked.connect(does)
            card.add_way(made)
        self._save_own = button(_SAVE_OWN, glyph=Glyph.EXPORT)
        self._save_own.clicked.connect(self._export_own)
        self._code_own = button(_SHOW_OWN)
        self._code_own.clicked.connect(self._show_own)
        for made in (self._save_own, self._code_own):
            self.own.add_way(made)
        for made in (self.own.file, self.own.picture, self.own.paste):
            made.hide()

    def _arrange(self) -> None:
        px = current().px
        body = QWidget()
        body.setProperty("role", "page")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(20), px(20), px(20), px(12))
        column.setSpacing(px(16))
        for card in (self.station, self.recipients, self.signers, self.own):
            column.addWidget(card)
        column.addStretch()
        close = button(_CLOSE)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(4), px(20), px(12))
        row.addStretch()
        row.addWidget(close)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(Scrolling(body), 1)
        lines.addLayout(row)
        room = self.screen().availableSize()
        self.resize(min(px(820), room.width()), min(px(680), room.height() - px(32)))
