"""The settings as they take effect: look, lock, passphrase, recovery code."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from poswizard.text import Text
from poswizard.ui import dialogs, theme
from poswizard.ui.background import run
from poswizard.ui.doors import Gate, Office
from poswizard.ui.idle_lock import USUAL_MINUTES, IdleLock
from poswizard.ui.pages.settings import (
    LOCK_MINUTES,
    SCALE,
    SCHEME,
    NewPassphraseDialog,
    RecoveryCodeDialog,
    SettingsDialog,
)

_ASK = Text("请输入现在的口令", "Enter the present passphrase")
_NEW_CODE = Text("恢复码", "Recovery code")
_CODE_FILE = "poswizard-recovery-code.pdf"
_FAILED = Text("没有完成", "Not done")


class SettingsDesk(QObject):
    """Keeps what the person wishes and makes it so."""

    look_changed = Signal()

    def __init__(self, gate: Gate, office: Office, idle_lock: IdleLock) -> None:
        super().__init__()
        self.gate, self.office, self.idle_lock = gate, office, idle_lock

    def dress(self) -> None:
        """Look as the settings say."""
        qt_app = QApplication.instance()
        scheme = theme.Scheme(self.office.setting(SCHEME, theme.Scheme.SYSTEM.value))
        if isinstance(qt_app, QApplication):
            theme.dress(qt_app, scheme, int(self.office.setting(SCALE, 100)) / 100)

    def set_lock(self) -> None:
        """Lock after the time that is wished."""
        self.idle_lock.set_minutes(int(self.office.setting(LOCK_MINUTES, USUAL_MINUTES)))

    def open(self, parent: QWidget) -> None:
        """Show the settings; each takes effect at once."""
        dialog = SettingsDialog(parent, self.office.setting, self.office.set)
        dialog.look_changed.connect(self.look_changed)
        dialog.lock_changed.connect(self.set_lock)
        dialog.passphrase_wanted.connect(partial(self._change_passphrase, dialog))
        dialog.code_wanted.connect(partial(self._new_code, dialog))
        dialog.packs_wanted.connect(partial(self._show_packs, dialog))
        dialog.exchange_wanted.connect(partial(self._show_keys, dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_packs(self, parent: QWidget) -> None:
        from poswizard.ui.pages.provider_packs import ProviderPacksDialog

        dialog = ProviderPacksDialog(parent, self.office)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_keys(self, parent: QWidget) -> None:
        from poswizard.ui.pages.recipients import KeysDialog

        dialog = KeysDialog(parent, self.office)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _change_passphrase(self, parent: QWidget) -> None:
        dialog = NewPassphraseDialog(parent, self.gate.refusal, self.gate.remark)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(partial(self._try_passphrase, dialog))
        dialog.open()

    def _try_passphrase(self, dialog: NewPassphraseDialog, old: str, new: str) -> None:
        run(
            partial(self.gate.change_passphrase, old, new),
            then=lambda _none: dialog.accept(),
            failed=lambda error: dialog.show_refusal(words_of(error)),
        )

    def _new_code(self, parent: QWidget) -> None:
        if passphrase := dialogs.ask_secret(parent, _ASK):
            run(
                partial(self.gate.new_recovery_code, passphrase),
                then=partial(self._show_code, parent),
                failed=lambda error: dialogs.tell_failure(parent, _FAILED, words_of(error)),
            )

    def _show_code(self, parent: QWidget, code: str) -> None:
        dialog = RecoveryCodeDialog(parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.code.print_wanted.connect(partial(self._print_code, dialog))
        dialog.code.show_code(code)  # before it is laid out, or its last line would be cut
        dialog.open()

    def _print_code(self, parent: QWidget, code: str) -> None:
        from poswizard.ui import printing

        printing.offer(parent, _NEW_CODE, _CODE_FILE, partial(self.gate.recovery_sheet, code))


def words_of(error: Exception) -> Text:
    """What an error says to a person; one without words is a bug and goes on its way."""
    words = getattr(error, "text", None)
    if not isinstance(words, Text):
        raise error
    return words
