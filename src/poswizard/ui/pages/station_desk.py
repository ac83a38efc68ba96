"""What is done with the certificate of this station: made, handed out, issued, renewed, put on a token."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from poswizard.package.seal.signers import signer_as_text
from poswizard.package.seal.stations import RENEW_BEFORE_DAYS, Station
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.exchange_doors import KeyRing
from poswizard.ui.pages import key_files
from poswizard.ui.pages.station_card import StationCard

TITLE = Text("收件人和证书", "Recipients and certificates")
_RENEW = Text("更新证书？", "Renew the certificate?")
_RENEW_DETAIL = Text(
    "会生成新的密钥和证书；要重新交给收件机构登记，登记前它收不下新的资料包。",
    "A new key and certificate are made, which the institution has to enrol before it accepts anything new.",
)
_RENEW_YES = Text("更新", "Renew")
_SOON = Text(
    "证书在 {0} 到期，请更新并重新登记。", "It expires on {0}: renew it and have it enrolled."
)
_PIN = Text("密码钥匙的 PIN", "PIN of the token")
_UNLOCKED = Text(
    "PIN 正确。程序关闭或锁定之前都可以签名。",
    "The PIN is right: it can sign until the program is locked or closed.",
)


class StationDesk(QObject):
    """Does what its card wants."""

    changed = Signal()

    def __init__(self, over: QWidget, ring: KeyRing) -> None:
        super().__init__(over)
        self._over, self.ring = over, ring
        self.card = card = StationCard()
        card.make_wanted.connect(self._make_station)
        card.export_wanted.connect(self._export_certificate)
        card.request_wanted.connect(self._export_request)
        card.install_wanted.connect(self._install)
        card.renew_wanted.connect(self._renew)
        card.pin_wanted.connect(self._enter_pin)
        card.code_wanted.connect(self._show_certificate)
        card.token_wanted.connect(self._make_on_token)

    def show(self) -> None:
        """The certificate as it is now."""
        certificate = self.ring.certificate()
        soon = None
        if certificate and (certificate.valid_until - self.ring.now()).days < RENEW_BEFORE_DAYS:
            soon = _SOON.format(certificate.valid_until.date())
        self.card.show_certificate(certificate, soon, self.ring.token_place() is not None)

    def _make_station(self, name: str) -> None:
        self._tried(lambda: self.ring.make_station(name))

    def _renew(self) -> None:
        if dialogs.ask(self._over, _RENEW, _RENEW_DETAIL, yes=_RENEW_YES, is_dangerous=True):
            self._tried(self.ring.renew_station)

    def _export_certificate(self) -> None:
        if (certificate := self.ring.certificate()) is not None:
            key_files.save(self._over, TITLE, "poswizard-station.pem", lambda: certificate.pem)

    def _export_request(self) -> None:
        key_files.save(self._over, TITLE, "poswizard-station-request.pem", self.ring.request)

    def _install(self) -> None:
        for file in dialogs.choose_files(self._over, TITLE, key_files.KINDS)[:1]:
            self._tried(lambda file=file: self.ring.install(key_files.bytes_of(file)))

    def _enter_pin(self) -> None:
        """It is tried at once: what is wrong is said here, and not when a package is to be signed."""
        if pin := dialogs.ask_secret(self._over, _PIN):
            self.ring.unlock_token(pin)
            refused = partial(key_files.refuse, self._over)
            run(self.ring.station, then=self._unlocked, failed=refused)

    def _unlocked(self, _station: Station) -> None:
        dialogs.tell(self._over, _PIN, _UNLOCKED)

    def _show_certificate(self) -> None:
        if (certificate := self.ring.certificate()) is not None:
            show_code(self._over, signer_as_text(certificate), certificate.fingerprint)

    def _make_on_token(self) -> None:
        from poswizard.ui.pages.token_dialog import TokenDialog

        dialog = TokenDialog(self._over, self.ring.make_token_station)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.made.connect(self.changed)
        dialog.open()

    def _tried(self, does: Callable[[], object]) -> None:
        key_files.tried(self._over, does)
        self.changed.emit()


def show_code(over: QWidget, text: str, fingerprint: str) -> None:
    """A key or certificate for another machine's camera."""
    from poswizard.ui.pages.code_dialog import CodeDialog

    dialog = CodeDialog(over, TITLE, text, fingerprint)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
