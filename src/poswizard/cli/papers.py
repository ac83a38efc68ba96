"""`papers`: the sheets that go with a package which was made before, printed again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from poswizard.cli import key_files, unlocking


def papers(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="编号 · number", show_default=False)
    ],
    out: Annotated[
        Path,
        typer.Option(exists=True, file_okay=False, help="写到这个文件夹 · folder to write to"),
    ],
    revision: Annotated[
        int | None,
        typer.Option(min=1, help="第几版，默认最后一版 · revision, the last unless said"),
    ] = None,
) -> None:
    """补打交接单和回执：照已导出的那一版，不另出新版 · cover sheet and receipt of a package made before."""
    with unlocking.unlocked() as office:
        draft = unlocking.found(office, number)
        package = office.dispatch.sent(draft, revision)
        name = package.file_name.partition(".")[0]
        for sheet, make in (
            ("cover", office.dispatch.cover_sheet),
            ("receipt", office.dispatch.receipt),
        ):
            key_files.write(out / f"{name}-{sheet}.pdf", make(draft, package.revision))
