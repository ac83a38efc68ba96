"""A file that appears whole, checked and durable, or not at all.

Written to a temporary file in the target folder, flushed to the medium, read back, and only then renamed
over the target, whose folder is flushed too. Any failure leaves the earlier file as it was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from poswizard.package.errors import (
    DiskFullError,
    DriveLostError,
    NotWrittenError,
    WriteForbiddenError,
)

Checked = TypeVar("Checked")

SPARE = 8_000_000
"""Bytes always left free: a disk filled to the last byte would keep the drafts on it from opening."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_LOST = {
    errno.EIO,
    errno.ENODEV,
    errno.ENXIO,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.ESTALE,
    errno.ENOTCONN,
    errno.ETIMEDOUT,
}
# folders of some network and FUSE drives cannot be flushed, which they say with these
_CANNOT_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF}

_LEFT_BEHIND_AFTER = 3600  # seconds
# virus scanners and cloud folders hold a new file for a moment on Windows; not tried on Windows
_RENAME_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6) if os.name == "nt" else ()


@contextmanager
def trouble_in(folder: Path) -> Iterator[None]:
    """What the system says about `folder`, as an error that a person can act on."""
    try:
        yield
    except OSError as error:
        code = error.errno or 0
        raise _kind_of(code)(folder, code) from error


def _kind_of(code: int) -> type[NotWrittenError]:
    if code in _FULL:
        return DiskFullError
    if code in _FORBIDDEN:
        return WriteForbiddenError
    return DriveLostError if code in _LOST else NotWrittenError


def require_room(folder: Path, size: int) -> None:
    """Raise `DiskFullError` unless `size` bytes fit into `folder` and `SPARE` remains."""
    with trouble_in(folder):
        if shutil.disk_usage(folder).free < size + SPARE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def write_atomically(
    target: Path, write: Callable[[BinaryIO], None], check: Callable[[Path], Checked]
) -> Checked:
    """Replace `target` by what `write` writes, once `check` has read it back; gives `check`'s answer.

    Readable by its owner only (mode 0600). Raises `NotWrittenError` naming the folder; whatever `write`
    and `check` raise passes through. In every case the temporary file is gone and `target` is whole.
    """
    folder = target.parent
    with trouble_in(folder):
        handle, name = tempfile.mkstemp(".part", f".{target.name}.", folder)
    temporary = Path(name)
    try:
        _remove_left_behind(temporary, target)
        _write_through(handle, folder, write)
        checked = check(temporary)
        with trouble_in(folder):
            _rename(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    with trouble_in(folder):
        _flush_folder(folder)
    return checked


def _write_through(handle: int, folder: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write, and bring it to the medium; what is read next comes from there, not from memory."""
    file = os.fdopen(handle, "wb")
    try:
        write(file)
        with trouble_in(folder):
            file.flush()
            os.fsync(handle)
            if hasattr(os, "posix_fadvise"):  # pragma: no branch  Windows has none
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        with contextlib.suppress(OSError):  # after a failed write, closing fails once more
            file.close()


def _remove_left_behind(ours: Path, target: Path) -> None:
    """Remove what a killed program left: it holds personal data, and nobody would look for it."""
    with contextlib.suppress(OSError):
        now = ours.stat().st_mtime  # this drive's clock, whatever the computer's says
        for other in target.parent.glob(f".{target.name}.*.part"):
            if now - other.stat().st_mtime > _LEFT_BEHIND_AFTER:
                other.unlink()


def _rename(temporary: Path, target: Path, waits: Sequence[float] = _RENAME_WAITS) -> None:
    """Rename over the target, again after each wait while another program holds it."""
    for wait in waits:
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    temporary.replace(target)


def _flush_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return  # pragma: no cover
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH:
            raise
    finally:
        os.close(handle)
