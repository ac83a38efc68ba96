"""What is odd about a zip that is not in the package's layout, in words for the person who has it."""

from __future__ import annotations

import struct

from poswizard.package.errors import CutShortError, DamagedError
from poswizard.package.zip_layout import (
    CENTRAL,
    CENTRAL_MARK,
    END,
    END_MARK,
    LOCAL,
    LOCAL_MARK,
    MB,
    Limits,
)
from poswizard.text import Text

NOT_A_PACKAGE = Text(
    "这不是进件资料包。请选择以“编号-r修订号.zip”命名的文件。",
    "This is no application package. Choose the file named <number>-r<revision>.zip.",
)
GAPS = Text(
    "压缩包里有多余、重叠或缺失的内容",
    "there is something extra, overlapping or missing between the entries",
)
_TOO_BIG = Text(
    "文件太大（{:.0f} MB，资料包最多 {:.0f} MB），不是进件资料包。请确认选对了文件。",
    "At {:.0f} MB this is no application package ({:.0f} MB at most). Check that it is the right file.",
)
TOO_MANY = Text("文件数量超过上限", "there are more entries than allowed")
TOO_LARGE = Text("文件大小超过上限", "the size is beyond what is allowed")
BAD_NAME = Text("文件名不合规定", "the file name is not allowed")
BAD_CRC = Text("内容与校验码不符", "the content does not match its checksum")
CHANGED = Text("文件在读取时发生了变化", "the file changed while it was read")

_REPACKED = Text("资料包被别的软件重新压缩过", "it was compressed again by another program")
_ENCRYPTED = Text("压缩包加了密码", "the zip is encrypted with a password")
_DESCRIPTOR = Text("压缩包的大小写在内容之后", "sizes stand behind the content (data descriptor)")
_EXTRA = Text("压缩包带有附加字段", "there is an extra field")
_COMMENT = Text("压缩包带有注释", "there is a comment")
_ZIP64 = Text("压缩包使用了 zip64 扩展", "it uses the zip64 extension")
_SPLIT = Text("压缩包被拆成了几个分卷", "it is split into several parts")
_MODE = Text(
    "含有链接、文件夹或特殊文件", "it is a link, a folder or a special file, or has another mode"
)
_TIME = Text("文件时间被改动", "the time of the entry was changed")
_SIZES = Text("压缩包目录写的大小或位置不符", "the sizes or positions in the directory are wrong")
_LOCAL = Text(
    "内容前的文件头与目录不符", "the header before the content differs from the directory"
)
_TRAILING = Text("压缩包末尾有多余内容或注释", "there is something after the end, or a comment")
_CUT = Text("文件不完整，末尾缺失", "the file is cut short: its end is missing")

_ENCRYPTED_FLAGS, _DESCRIPTOR_FLAG, _AES = 0x2041, 0x0008, 99
_FULL = 0xFFFFFFFF


def too_big(size: int, limits: Limits) -> Text:
    """A file that is larger than any package."""
    return _TOO_BIG.format(size / MB, limits.file / MB)


def no_end(end: bytes) -> DamagedError:
    """Why the file does not end as a zip does: cut short, or with something behind the end."""
    if 0 <= end.rfind(END_MARK) <= len(end) - END.size:
        return DamagedError(None, _TRAILING)
    return CutShortError(None, _CUT)


def in_end(record: bytes) -> Text:
    """What is odd in the last record."""
    _, disk, first_disk, here, count, length, offset, comment = END.unpack(record)
    if comment:
        return _COMMENT
    if here == 0xFFFF or count == 0xFFFF or _FULL in (length, offset):
        return _ZIP64
    return _SPLIT if disk or first_disk else _SIZES


def in_central(raw: bytes) -> Text:
    """What is odd in an entry of the directory."""
    fields = CENTRAL.unpack_from(raw)
    mark, _, _, flags, method, time, day, _, packed, size, _, extra, comment = fields[:13]
    disk, mode, offset = fields[13], fields[15], fields[16]
    odd = {
        GAPS: mark != CENTRAL_MARK,
        **_in_flags(flags, method),
        _ZIP64: _FULL in (packed, size, offset),
        _EXTRA: extra,
        _COMMENT: comment,
        _SPLIT: disk,
        _SIZES: packed != size,
        _TIME: (time, day) != (0, 0x21),
        _MODE: mode != 0o100600 << 16,
    }
    return next((words for words, found in odd.items() if found), GAPS)


def in_local(raw: bytes) -> Text:
    """What is odd in the header before a content."""
    try:
        fields = LOCAL.unpack_from(raw)
    except struct.error:
        return _CUT
    mark, _, flags, method = fields[:4]
    odd = {GAPS: mark != LOCAL_MARK, **_in_flags(flags, method), _EXTRA: fields[10]}
    return next((words for words, found in odd.items() if found), _LOCAL)


def _in_flags(flags: int, method: int) -> dict[Text, bool]:
    return {
        _ENCRYPTED: bool(flags & _ENCRYPTED_FLAGS) or method == _AES,
        _DESCRIPTOR: bool(flags & _DESCRIPTOR_FLAG),
        _REPACKED: bool(method or flags),
    }
