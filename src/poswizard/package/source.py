"""Where something to be read comes from: a file or bytes, and what the system says against it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from poswizard.package.errors import UnreadableError
from poswizard.text import Text

Source = Path | bytes
"""A file, or the bytes it would hold."""

_CANNOT_OPEN = Text(
    "打不开或读不出文件“{}”。请检查U盘或网络盘是否连好、有没有权限，再试一次。",
    'The file "{}" cannot be opened or read. Check that the drive is connected and that you may read it, then try again.',
)


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """A source open for reading; what the system says against it is an `UnreadableError`."""
    if isinstance(source, bytes):
        yield BytesIO(source)
        return
    try:
        if not source.is_file():  # opening a pipe or a device could wait for ever
            raise FileNotFoundError
        with source.open("rb") as file:
            yield file
    except OSError as error:
        raise UnreadableError(_CANNOT_OPEN.format(source.name)) from error
