"""A package that was written and verified: where it is, how to tell it again, and what goes with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from poswizard.package.bag_writer import Written
from poswizard.package.seal.fingerprints import digits
from poswizard.package.seal.seal import Sealed
from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.fact_rows import Fact, FactRows, in_groups
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button, frame, label, sign

_DONE = Text("资料包已写好并核对无误", "The package is written and verified")
_FILE = Text("文件", "File")
_SIGNATURE = Text("签名文件", "Signature")
_FOLDER = Text("文件夹", "Folder")
_SIZE = Text("大小", "Size")
_DIGEST = Text("SHA-256", "SHA-256")
_FOR = Text("谁能打开", "Who can open it")
_BY = Text("签名人", "Signed by")
_FINGERPRINT = Text("证书指纹", "Certificate")
_PLAIN = Text("未加密", "Not sealed")
_BOTH = Text("两个文件要一起交给收件机构。", "Both files go to the institution together.")
_SHOW = Text("打开所在文件夹", "Open the folder")
_RECEIPT = Text("打印回执…", "Print the receipt…")
_COVER = Text("打印交接单…", "Print the cover sheet…")
_LETTER = Text("存成邮件草稿…", "Save a mail draft…")


class ExportResult(QWidget):
    """The card that stands in place of the choices once a package is there."""

    receipt_wanted = Signal()
    cover_wanted = Signal()
    letter_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.written: Written | Sealed | None = None
        self.facts = FactRows()
        self.hint = label(kind="quiet")
        self.show_folder = button(_SHOW, glyph=Glyph.FOLDER)
        self.show_folder.clicked.connect(self._open_folder)
        self.cover = button(_COVER, glyph=Glyph.PRINT)
        self.cover.clicked.connect(self.cover_wanted)
        self.receipt = button(_RECEIPT, glyph=Glyph.PRINT)
        self.receipt.clicked.connect(self.receipt_wanted)
        self.letter = button(_LETTER, glyph=Glyph.SEND)
        self.letter.clicked.connect(self.letter_wanted)
        self._arrange()

    def show_written(self, written: Written | Sealed, plain_reason: str = "") -> None:
        """Say all there is to say of it."""
        self.written = written
        facts = sealed_facts(written) if isinstance(written, Sealed) else ()
        about = ((_FILE, written.path.name), (_FOLDER, str(written.path.parent)))
        size = ((_SIZE, f"{written.size / 1_000_000:.1f} MB"), (_DIGEST, in_groups(written.sha256)))
        self.facts.show_facts((*about, *size, *facts, (_PLAIN, plain_reason)))
        self.hint.setText(str(_BOTH))
        for part in (self.hint, self.letter):
            part.setVisible(isinstance(written, Sealed))
        self.show()
        self.show_folder.setFocus()

    @property
    def words(self) -> str:
        """What it says."""
        return f"{_DONE}\n{self.facts.words}" if self.written else ""

    def clear(self) -> None:
        """There is no package yet."""
        self.written = None
        self.hide()

    @property
    def package(self) -> Path | None:
        """The file."""
        return self.written.path if self.written else None

    def _open_folder(self) -> None:
        if self.written:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.path.parent)))

    def _arrange(self) -> None:
        px = current().px
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(16), px(16), px(16), px(16))
        inner.setSpacing(px(12))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(sign(Glyph.COMPLETE, Tone.GOOD, 24))
        head.addWidget(label(_DONE, "heading"), 1)
        inner.addLayout(head)
        inner.addWidget(self.facts)
        inner.addWidget(self.hint)
        after = QWidget()
        row = FlowLayout(after, gap=px(8))
        for part in (self.show_folder, self.cover, self.receipt, self.letter):
            row.addWidget(part)
        inner.addWidget(after)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card)


def sealed_facts(sealed: Sealed) -> tuple[Fact, ...]:
    """Who can open it, and whose signature is beside it."""
    said = sealed.statement
    names = "、".join(one.name for one in said.recipients)
    return (
        (_SIGNATURE, sealed.signature_path.name),
        (_FOR, names),
        (_BY, said.signer_name),
        (_FINGERPRINT, digits(said.signer)),
    )
