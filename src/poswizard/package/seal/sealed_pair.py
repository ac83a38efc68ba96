"""The encrypted file and its signature, which appear whole, checked and durable, or not at all.

Both are written to temporaries, flushed and read back. The signature takes its name first: a power cut between the
two leaves a signature of nothing, which the next export replaces; never a package that seems to be unsigned.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from poswizard.package.atomic_file import require_room, trouble_in, write_atomically
from poswizard.package.errors import BadMediumError
from poswizard.package.seal.cms import MAX_SIGNATURE
from poswizard.package.seal.errors import AlreadyThereError
from poswizard.package.seal.names import SEALED, pair

_PIECE = 1 << 18

Sign = Callable[[], bytes]
"""Gives the signature over the encrypted file, when that has been written and read back."""

Prove = Callable[[bytes], None]
"""Raises unless a signature is as it should be."""


def write_pair(to: Path, name: str, sealed: bytes, sign: Sign, prove: Prove) -> tuple[Path, Path]:
    """Write `<name>.zip.age` and its signature into `to`; an encrypted file that is there is never replaced."""
    path, signature_path = pair(to / f"{name}{SEALED}")
    with trouble_in(to):
        if path.exists():
            raise AlreadyThereError(path.name)
    require_room(to, len(sealed) + MAX_SIGNATURE)

    def check(temporary: Path) -> None:
        """The last step before the encrypted file takes its name."""
        _require_same(temporary, to, sealed)
        _write_signature(signature_path, sign(), prove)

    try:
        write_atomically(path, _writing(sealed, to), check)
    except BaseException:
        with contextlib.suppress(OSError):
            if not path.exists():
                signature_path.unlink(missing_ok=True)
        raise
    return path, signature_path


def _write_signature(path: Path, signature: bytes, prove: Prove) -> None:
    def check(temporary: Path) -> None:
        _require_same(temporary, path.parent, signature)
        prove(signature)

    write_atomically(path, _writing(signature, path.parent), check)


def _writing(data: bytes, to: Path) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        with trouble_in(to):
            file.write(data)

    return write


def _require_same(temporary: Path, to: Path, data: bytes) -> None:
    """The medium gives back what was written, compared piece by piece."""
    piece, rest = bytearray(_PIECE), memoryview(data)
    with trouble_in(to), temporary.open("rb", buffering=0) as file:
        while size := file.readinto(piece):
            if piece[:size] != rest[:size]:
                raise BadMediumError(to)
            rest = rest[size:]
    if rest:
        raise BadMediumError(to)
