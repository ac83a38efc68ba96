"""The certificate of this station: made, shown, handed out, issued by the institution, renewed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from poswizard.package.seal.certificates import Certificate
from poswizard.package.seal.fingerprints import digits, words
from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.fact_rows import FactRows
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button, frame, label

_TITLE = Text("本机的签名证书", "The certificate of this station")
_ABOUT = Text(
    "导出的资料包由它签名。把证书交给收件机构登记，并用电话核对指纹。",
    "It signs what is exported. Give it to the institution and compare the fingerprint by telephone.",
)
_NONE = Text(
    "还没有证书。给本机起个名字（网点和柜台，不写个人），就可以生成。",
    "There is none yet. Name this station (branch and counter, no person) and make one.",
)
_NAME = Text("名称", "Name")
_EXAMPLE = Text("例如：武侯支行柜台 2", "For example: Wuhou branch, counter 2")
_VALID = Text("有效期", "Valid")
_UNTIL = Text("{0} 至 {1}", "{0} to {1}")
_DIGITS = Text("指纹（数字）", "Fingerprint (digits)")
_WORDS = Text("指纹（词语）", "Fingerprint (words)")
_MAKE = Text("生成证书", "Make a certificate")
_EXPORT = Text("导出证书…", "Save the certificate…")
_REQUEST = Text("导出证书申请…", "Save a request…")
_INSTALL = Text("装入签发的证书…", "Take in the issued one…")
_RENEW = Text("更新证书…", "Renew…")
_CODE = Text("显示二维码…", "Show its QR code…")
_TOKEN = Text("用密码钥匙…", "On a token…")
_PIN = Text("输入密码钥匙的 PIN…", "Enter the token's PIN…")


class StationCard(QWidget):
    """It shows what it is given and says what is wanted."""

    make_wanted = Signal(str)
    export_wanted = Signal()
    request_wanted = Signal()
    install_wanted = Signal()
    renew_wanted = Signal()
    pin_wanted = Signal()
    code_wanted = Signal()
    token_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.note = label(tone=Tone.WARNING)
        self.facts = FactRows()
        self.name = QLineEdit()
        self.name.setAccessibleName(str(_NAME))
        self.name.setPlaceholderText(str(_EXAMPLE))
        self.name.setMaxLength(64)
        self.make = button(_MAKE, "primary")
        self.make.clicked.connect(self._make)
        self.name.returnPressed.connect(self._make)
        self.export = button(_EXPORT, glyph=Glyph.EXPORT)
        self.request = button(_REQUEST)
        self.install = button(_INSTALL, glyph=Glyph.ADD_FILE)
        self.renew = button(_RENEW, glyph=Glyph.REDO)
        self.pin = button(_PIN, glyph=Glyph.KEY)
        self.code = button(_CODE)
        self.token = button(_TOKEN, glyph=Glyph.KEY)
        for made, wanted in (
            (self.export, self.export_wanted),
            (self.request, self.request_wanted),
            (self.install, self.install_wanted),
            (self.renew, self.renew_wanted),
            (self.pin, self.pin_wanted),
            (self.code, self.code_wanted),
            (self.token, self.token_wanted),
        ):
            made.clicked.connect(wanted)
        self._arrange()

    def show_certificate(
        self, certificate: Certificate | None, note: Text | None, is_on_token: bool
    ) -> None:
        """The certificate, and what should be said of it."""
        self.note.setText(str(note or _NONE))
        self.note.setVisible(bool(note) or certificate is None)
        self.facts.setVisible(certificate is not None)
        self._new.setVisible(certificate is None)
        for made in (self.export, self.code, self.request, self.install, self.renew):
            made.setVisible(certificate is not None)
        self.pin.setVisible(is_on_token)
        if certificate is not None:
            first, last = certificate.valid_from.date(), certificate.valid_until.date()
            found = certificate.fingerprint
            self.facts.show_facts(
                (
                    (_NAME, certificate.name),
                    (_VALID, str(_UNTIL.format(first, last))),
                    (_DIGITS, digits(found)),
                    (_WORDS, words(found)),
                )
            )

    def _make(self) -> None:
        if name := self.name.text().strip():
            self.make_wanted.emit(name)
        else:
            self.name.setFocus()

    def _arrange(self) -> None:
        px = current().px
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.setSpacing(px(8))
        inner.addWidget(label(_TITLE, "heading"))
        inner.addWidget(label(_ABOUT, "quiet"))
        inner.addWidget(self.note)
        inner.addWidget(self.facts)
        self._new = QWidget()
        row = QHBoxLayout(self._new)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.name, 1)
        row.addWidget(self.make)
        row.addWidget(self.token)
        inner.addWidget(self._new)
        ways = QWidget()
        flow = FlowLayout(ways, gap=px(8))
        for part in (self.export, self.code, self.request, self.install, self.renew, self.pin):
            flow.addWidget(part)
        inner.addWidget(ways)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card)
