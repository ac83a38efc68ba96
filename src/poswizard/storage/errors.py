"""Errors of the store: each one is something a person can act on, and says what to do.

StorageError
├── VaultError          NoVaultError, VaultExistsError, DamagedVaultError, WrongPassphraseError,
│                       RetryLaterError, WeakPassphraseError, LastSlotError
├── OpenError           LibraryError, WrongKeyError, NotEncryptedError, DamagedError,
│                       NewerSchemaError, ReadOnlyFolderError, ServerError
├── ConflictError, NotFoundError, ReadOnlyError
├── DiskFullError, DiskError, BusyError     the same work may succeed later
└── BackupError         NoBackupFolderError, BackupDiskFullError, BackupNotWrittenError,
                        DamagedBackupError, BackupMismatchError, FolderInUseError
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from poswizard.text import Text


class StorageError(Exception):
    """Something about the store that a person can act on; `text` says what and how."""

    text: Text = Text(
        "资料库操作失败。请重试；仍不行请联系技术支持。",
        "The store could not do this. Try again; if it fails again, ask support.",
    )
    may_pass: ClassVar[bool] = False
    """Whether the same work may succeed later, unchanged."""
    is_wrong_key: ClassVar[bool] = False
    """Whether another passphrase may open what this one did not."""
    is_conflict: ClassVar[bool] = False
    """Whether somebody else saved first."""

    def __init__(self, text: Text | None = None) -> None:
        if text is not None:
            self.text = text
        super().__init__(self.text.en)

    def __str__(self) -> str:
        return str(self.text)


class VaultError(StorageError):
    """The keys could not be had."""


class NoVaultError(VaultError):
    """The folder has no key file."""

    text = Text(
        "此文件夹中没有密钥文件。请确认数据文件夹是否正确，或从备份恢复。",
        "This folder has no key file. Check that it is the right folder, or restore a backup.",
    )


class VaultExistsError(VaultError):
    """The folder has a key file already; another would make its database unreadable."""

    text = Text(
        "此文件夹已有密钥文件，不会覆盖。请直接解锁，或另选一个空文件夹。",
        "This folder already has a key file; it is left alone. Unlock it, or choose an empty folder.",
    )


class DamagedVaultError(VaultError):
    """Neither the key file nor its copy can be read."""

    text = Text(
        "密钥文件已损坏（不是口令错误）。请从备份恢复密钥文件。",
        "The key file is damaged; your passphrase is not the problem. Restore it from a backup.",
    )


class WrongPassphraseError(VaultError):
    """No slot opens with what was typed."""

    is_wrong_key = True

    text = Text(
        "口令不正确。请检查大小写和输入法后重试；忘记口令可使用恢复码。",
        "Wrong passphrase. Check capitals and the input method; if forgotten, use the recovery code.",
    )


class RetryLaterError(VaultError):
    """Too many wrong passphrases in a row; `seconds` until the next may be tried."""

    is_wrong_key = True

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            Text(
                "多次输入错误，请等待 {0} 秒后再试。",
                "Too many wrong tries. Wait {0} s, then try again.",
            ).format(max(1, round(seconds)))
        )


class WeakPassphraseError(VaultError):
    """The passphrase is below the floor; `text` is the remark."""


class LastSlotError(VaultError):
    """Removing this slot would lock everybody out."""

    text = Text(
        "这是最后一个可用口令，不能删除。请先添加另一个口令。",
        "This is the last passphrase and cannot be removed. Add another one first.",
    )


class OpenError(StorageError):
    """The database could not be opened."""


class LibraryError(OpenError):
    """The installed SQLCipher is not the one this program was tested with."""

    text = Text(
        "加密数据库组件版本过旧或不正确，为保护数据已停止打开。请重新安装本程序。",
        "The encrypted-database library is too old or the wrong one. Nothing was opened; install the program again.",
    )


class WrongKeyError(OpenError):
    """The key is in order but belongs to another database, or the file's first bytes are damaged."""

    text = Text(
        "密钥与数据库不匹配：两者可能来自不同的文件夹，或文件开头已损坏。请从备份恢复。",
        "This key does not fit this database: they may come from different folders, or the file's beginning is damaged. Restore a backup.",
    )


class NotEncryptedError(OpenError):
    """The file is a plain SQLite file, which this program never writes."""

    text = Text(
        "数据库文件未加密，不是本程序生成的文件，已拒绝打开。请从备份恢复，并联系技术支持。",
        "The database file is not encrypted, so this program did not write it; it was not opened. Restore a backup and tell support.",
    )


class DamagedError(OpenError):
    """Pages of the database fail their check."""

    text = Text(
        "数据库文件已损坏（密钥正确）。请停止录入，从备份恢复。",
        "The database file is damaged; the key is right. Stop entering data and restore a backup.",
    )


class NewerSchemaError(OpenError):
    """The database was written by a newer version of this program."""

    text = Text(
        "资料库由更新版本的程序写入。请先升级本程序再打开；数据未作任何改动。",
        "The store was written by a newer version of this program. Update the program first; nothing was changed.",
    )


class ReadOnlyFolderError(OpenError):
    """The data folder may not be written."""

    text = Text(
        "数据文件夹不可写。请检查文件夹权限或写保护开关，或另选数据文件夹。",
        "The data folder cannot be written. Check its permissions or the write-protection switch, or choose another folder.",
    )


class ServerError(OpenError):
    """The branch database does not answer or refuses."""

    text = Text(
        "连接不上网点数据库。请检查网络和连接设置；录入内容尚未保存到服务器。",
        "The branch database does not answer. Check the network and the connection settings; what was typed is not on the server yet.",
    )
    may_pass = True


class ConflictError(StorageError):
    """The application was saved elsewhere in the meantime; nothing was overwritten."""

    is_conflict = True

    def __init__(self, operator: str, at: datetime) -> None:
        self.operator = operator
        """Id of the operator who saved last; may be empty."""
        self.at = at
        """When, aware, UTC."""
        super().__init__(
            Text(
                "此申请已于 {at} 在别处被修改（{who}）。您的内容未覆盖对方，请对照后选择保留哪一份。",
                "This application was changed elsewhere at {at} ({who}). Nothing was overwritten; compare both and choose.",
            ).format(
                at=f"{at.astimezone():%Y-%m-%d %H:%M}",
                who=operator or Text("未登记操作员", "no operator named"),
            )
        )


class NotFoundError(StorageError):
    """What was asked for is not in the store (any more)."""

    text = Text(
        "找不到此记录，可能已被删除。请刷新列表。",
        "This record is not there; it may have been deleted. Refresh the list.",
    )


class ReadOnlyError(StorageError):
    """The store is open for reading only."""

    text = Text(
        "资料库目前只读。请腾出磁盘空间后重新打开程序。",
        "The store is open for reading only. Free disk space and open the program again.",
    )


class DiskFullError(StorageError):
    """The disk is full; the reserve was given back if there was one."""

    text = Text(
        "磁盘已满，此次修改尚未保存，内容仍保留在程序中。已释放预留空间，请清理磁盘后继续。",
        "The disk is full. This change is not saved yet but is kept in the program. The reserve was released: free some space and go on.",
    )
    may_pass = True


class DiskError(StorageError):
    """The disk refused to read or write."""

    text = Text(
        "磁盘读写出错，此次修改尚未保存。请检查磁盘或移动介质，不要关闭程序。",
        "The disk reported an error; this change is not saved yet. Check the disk or the removable drive, and keep the program open.",
    )
    may_pass = True


class BusyError(StorageError):
    """Another process holds the database longer than one should."""

    text = Text(
        "资料库正被另一程序占用。请关闭其他窗口或稍候再试。",
        "Another program is holding the store. Close other windows, or try again in a moment.",
    )
    may_pass = True


class BackupError(StorageError):
    """A backup could not be made or restored."""


class NoBackupFolderError(BackupError):
    """The folder that the backup was to go into is not there (any more)."""

    text = Text(
        "存放备份的文件夹不在了，备份没有写。请插好U盘或移动硬盘，或另选一个文件夹，再备份一次。",
        "The folder for the backup is not there: no backup was written. Plug the drive in or choose another folder, then back up again.",
    )


class BackupDiskFullError(BackupError):
    """The disk that the backup was to go onto is full."""

    text = Text(
        "存放备份的磁盘空间不足，备份没有写成；资料和以前的备份都没有动。请清理那个磁盘或换一个，再备份一次。",
        "The disk for the backup is full: no backup was written; the store and earlier backups are untouched. Free some space there or use another disk.",
    )


class BackupNotWrittenError(BackupError):
    """The folder that the backup was to go into refused it."""

    text = Text(
        "备份写不进所选的文件夹（只读、没有权限或磁盘出错）；资料和以前的备份都没有动。请换一个文件夹或磁盘，再备份一次。",
        "The chosen folder did not take the backup (read-only, no permission or a disk error); the store and earlier backups are untouched. Use another folder or disk.",
    )


class DamagedBackupError(BackupError):
    """The file is no backup, or not a single bit may differ and one does."""

    text = Text(
        "备份文件不完整或已损坏，未恢复任何内容。请换用另一份备份。",
        "The backup file is incomplete or damaged; nothing was restored. Use another backup.",
    )


class BackupMismatchError(BackupError):
    """The backup was written, opened and found to differ: it does not count and was removed."""

    text = Text(
        "备份与资料库比对不一致，已丢弃。请更换存储介质后重新备份。",
        "The backup differs from the store and was discarded. Back up again to another medium.",
    )


class FolderInUseError(BackupError):
    """The folder to restore into holds a store already."""

    text = Text(
        "目标文件夹中已有资料库，不会覆盖。请选择一个空文件夹。",
        "The folder already holds a store; it is left alone. Choose an empty folder.",
    )
