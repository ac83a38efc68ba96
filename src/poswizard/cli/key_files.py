"""Keys and certificates as files that a command is given or writes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from poswizard.cli.saying import say, wrong_use
from poswizard.package.source import opened
from poswizard.text import Text

KeyFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="密钥或证书文件 · key or certificate", show_default=False),
]
OutFile = Annotated[Path, typer.Option(help="写到这个文件 · file to write")]

_LIMIT = 100_000
_WRITTEN = Text("已写入 {0}。", "Written: {0}.")
_EXISTS = Text("“{0}”已存在，不会覆盖。", '"{0}" exists and is left alone.')


def content(file: Path) -> bytes:
    """The beginning of a file, no further than a key or certificate can be long; raises `PackageError`."""
    with opened(file) as source:
        return source.read(_LIMIT)


def text(file: Path) -> str:
    """The same as text."""
    return content(file).decode("utf-8", "replace")


def require_new(file: Path) -> None:
    """End the command if the file exists: nothing is ever overwritten."""
    if file.exists():
        wrong_use(_EXISTS.format(file))


def write(file: Path, data: bytes) -> None:
    """Write a new file and say so."""
    from poswizard.package.atomic_file import trouble_in

    require_new(file)
    with trouble_in(file.absolute().parent), file.open("xb") as target:
        target.write(data)
    say(_WRITTEN.format(file))
