"""Errors of the application package.

PackageError                the package cannot be written, or cannot be trusted
├── NotWrittenError         the target folder did not take the file; names the folder
│   ├── DiskFullError       no room, a quota, or a limit on the size of files
│   ├── WriteForbiddenError read-only, write-protected or no permission
│   ├── DriveLostError      the folder has gone: stick pulled, share lost, medium failing
│   └── BadMediumError      what was read back is not what was written
├── TooLargeError           more bytes than a package may hold; names the item
├── TooManyFilesError       more files than a package may hold
├── CancelledError          stopped by the person; nothing was left behind
├── JsonError               a data file that cannot be read in exactly one way
├── UnreadableError         the file cannot be opened, or is no application package at all
└── DamagedError            not exactly as it was written; names the entry
    └── CutShortError       a part is missing: a broken copy, or a file taken out
"""

from __future__ import annotations

from pathlib import Path

from poswizard.text import Text

_ASK_FOR_THE_ORIGINAL = Text(
    "。请不要使用，向发送人索取原文件。",
    ". Do not use it; ask the sender for the original file.",
)
_COPY_AGAIN = Text(
    "。请重新复制；仍然如此就向发送人索取原文件。",
    ". Copy it again; if that does not help, ask the sender for the original file.",
)


class PackageError(Exception):
    """The package cannot be written or trusted; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.text)


class NotWrittenError(PackageError):
    """`folder` did not take the file; what was there before is untouched."""

    words = Text(
        "无法写入文件夹“{}”（错误 {}）。原有文件没有改动；请换一个文件夹再导出。",
        'Folder "{}" cannot be written to (error {}). Earlier files are untouched; choose another folder and export again.',
    )

    def __init__(self, folder: Path, code: int = 0) -> None:
        super().__init__(self.words.format(folder, code))
        self.args = (folder, code)  # what makes it anew on the other side of a process
        self.folder = folder


class DiskFullError(NotWrittenError):
    """`folder` has no room left for the file."""

    words = Text(
        "文件夹“{}”所在的磁盘空间不足。原有文件没有改动；请清理空间或换一个盘，再导出一次。",
        'The disk that holds folder "{}" is full. Earlier files are untouched; free some space or choose another disk, then export again.',
    )


class WriteForbiddenError(NotWrittenError):
    """`folder` is read-only, or this person may not write there."""

    words = Text(
        "文件夹“{}”不允许写入（只读、写保护或没有权限）。请关闭U盘的写保护开关，或换一个文件夹。",
        'Folder "{}" may not be written to (read-only, write-protected or no permission). Switch off the write protection, or choose another folder.',
    )


class DriveLostError(NotWrittenError):
    """`folder` was there and has gone, or never was."""

    words = Text(
        "找不到文件夹“{}”，或者它所在的盘已断开。请插好U盘、检查网络盘，再导出一次；未导出完的文件不要使用。",
        'Folder "{}" is missing or its drive has been disconnected. Plug the stick in or check the network drive, then export again; do not use an unfinished file.',
    )


class BadMediumError(NotWrittenError):
    """What was read back from `folder` is not what was written there."""

    words = Text(
        "写入文件夹“{}”后核对不一致，这个盘可能已损坏。写坏的文件已删除；请换一个盘再导出。",
        'What was written to folder "{}" does not read back the same: the drive may be faulty. The bad file was removed; export to another drive.',
    )


class TooLargeError(PackageError):
    """`item` (a path inside, or the whole) is bigger than a package may hold, in bytes."""

    words = Text(
        "“{}”太大（{:.1f} MB，上限 {:.0f} MB）。请删去多余的图片，或把图片压缩后再试。",
        '"{}" is too large ({:.1f} MB, at most {:.0f} MB). Remove or compress pictures and try again.',
    )

    def __init__(self, item: str | Text, size: int, cap: int) -> None:
        super().__init__(self.words.format(item, size / 1e6, cap / 1e6))
        self.args = (item, size, cap)
        self.item, self.size, self.cap = item, size, cap


class TooManyFilesError(PackageError):
    """There are more files than a package may hold."""

    words = Text(
        "资料包里的文件太多（{} 个，上限 {} 个）。请删去重复的图片，或把多页合成一个 PDF。",
        "There are too many files ({}, at most {}). Remove repeated pictures, or join pages in one PDF.",
    )

    def __init__(self, count: int, cap: int) -> None:
        super().__init__(self.words.format(count, cap))
        self.args = (count, cap)


class CancelledError(PackageError):
    """The person stopped it."""

    def __init__(self) -> None:
        super().__init__(Text("已取消，没有留下文件。", "Cancelled; no file was left behind."))
        self.args = ()


class JsonError(PackageError):
    """A data file cannot be read in exactly one way; never carries a value of it."""


class UnreadableError(PackageError):
    """The file cannot be opened, or is no application package at all."""


class DamagedError(PackageError):
    """The package is not exactly as it was written; `entry` is safe to show and to log."""

    remedy = _ASK_FOR_THE_ORIGINAL

    def __init__(self, entry: str | None, problem: Text) -> None:
        where = Text(f"“{entry}”：", f'"{entry}": ') if entry else Text("", "")
        super().__init__(where + problem + self.remedy)
        self.args = (entry, problem)
        self.entry, self.problem = entry, problem


class CutShortError(DamagedError):
    """A part of the package is missing."""

    remedy = _COPY_AGAIN
