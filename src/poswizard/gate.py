"""What stands before the store: passphrase, recovery code, keychain. Light, for the first window waits for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard import __version__
from poswizard.domain.china_time import today_in_china
from poswizard.storage import key_file

if TYPE_CHECKING:
    from poswizard.office import Office
    from poswizard.text import Text

PASSPHRASE_VARIABLE = "POSWIZARD_PASSPHRASE"  # noqa: S105  a name, not a secret


class Gate:
    """The way into the store of one folder."""

    version = __version__

    def __init__(self, folder: Path, today: Callable[[], date] | None = None) -> None:
        self.folder = folder
        self.today = today or today_in_china

    def is_new(self) -> bool:
        """Whether there is no store yet."""
        return not key_file.exists(self.folder)

    def has_key_at_hand(self) -> bool:
        """Whether it is worth trying `enter_quietly` before anybody is asked."""
        if self.is_new():
            return False
        is_in_environment = bool(os.environ.get(PASSPHRASE_VARIABLE))
        return is_in_environment or key_file.may_name_keychain(self.folder)

    def can_remember(self) -> bool:
        """Whether the system has a keychain worth trusting."""
        from poswizard.storage import keychain

        return keychain.is_there()

    def refusal(self, passphrase: str) -> Text | None:
        """Why a new passphrase cannot be taken."""
        from poswizard.storage import passphrase as judged

        return judged.passphrase_is_refused(passphrase)

    def remark(self, passphrase: str) -> Text | None:
        """What could be better about it."""
        from poswizard.storage import passphrase as judged

        return judged.passphrase_remark(passphrase)

    def create(self, passphrase: str, remember: bool = False) -> tuple[Office, str]:
        """A new store, and its recovery code to be printed."""
        from poswizard.storage import vault

        key = vault.create(self.folder, passphrase)
        code = vault.add_recovery_code(self.folder, key)
        if remember:
            from poswizard.storage import keychain

            keychain.remember(self.folder, key)
        return self._opened(key), code

    def unlock(self, passphrase: str) -> Office:
        """The store, by its passphrase."""
        from poswizard.storage import vault

        return self._opened(vault.unlock(self.folder, passphrase))

    def recover(self, code: str, new_passphrase: str) -> Office:
        """The store, by its recovery code; the new passphrase opens it from now on."""
        from poswizard.storage import vault

        key = vault.unlock_with_code(self.folder, code)
        vault.add_slot(self.folder, key, new_passphrase)
        return self._opened(key)

    def recovery_sheet(self, code: str) -> bytes:
        """The recovery code as PDF, to be printed and locked away."""
        from poswizard.package.sheets import recovery_sheet

        return recovery_sheet(code)

    def change_passphrase(self, old: str, new: str) -> None:
        """Put a new passphrase in the place of the old one."""
        from poswizard.storage import vault

        vault.change_passphrase(self.folder, old, new)

    def new_recovery_code(self, passphrase: str) -> str:
        """A new recovery code; the old one stops working."""
        from poswizard.storage import vault

        return vault.add_recovery_code(self.folder, vault.unlock(self.folder, passphrase))

    def recall(self) -> Office | None:
        """The store, by what the system's keychain remembers."""
        from poswizard.storage import keychain

        key = keychain.recall(self.folder)
        return self._opened(key) if key else None

    def enter_quietly(self) -> Office | None:
        """The store without asking, by the environment's passphrase or the keychain; or nothing."""
        from poswizard.storage.errors import StorageError

        if self.is_new():
            return None
        try:
            if passphrase := os.environ.get(PASSPHRASE_VARIABLE):
                return self.unlock(passphrase)
            return self.recall()
        except StorageError:
            return None  # the page that asks says what is wrong

    def enter_unattended(self) -> Office:
        """The store, by the passphrase of the environment; a new one if there is none yet."""
        passphrase = os.environ.get(PASSPHRASE_VARIABLE, "")
        if self.is_new():
            return self.create(passphrase)[0]
        return self.unlock(passphrase)

    def seconds_to_wait(self) -> float:
        """Until the next try."""
        from poswizard.storage import vault

        return vault.seconds_to_wait(self.folder, time.time())

    def _opened(self, key: bytearray) -> Office:
        from poswizard.office import Office

        return Office(self.folder, key, self.today)
