"""`backup`, `restore`, `doctor`: the store as a whole, and the machine under it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from poswizard import paths
from poswizard.cli import unlocking
from poswizard.cli.doctor import Finding, State, examine
from poswizard.cli.saying import AsJson, both, done, say, say_json, wrong_use
from poswizard.text import Text

BackupPath = Annotated[
    Path, typer.Argument(metavar="FILE", help="备份文件 · backup file", show_default=False)
]

_EXISTS = Text(
    "“{0}”已存在，不会覆盖。请换一个文件名。",
    '"{0}" exists and is left alone. Choose another name.',
)
_NO_FOLDER = Text(
    "找不到文件夹“{0}”。请先建好文件夹、插好备份盘，再试一次。",
    'There is no folder "{0}". Make it or connect the drive, then try again.',
)
_NO_FILE = Text(
    "找不到备份文件“{0}”。请检查路径和备份盘。",
    'There is no backup file "{0}". Check the path and the drive.',
)
_BACKED_UP = Text(
    "备份已写入并重新打开核对，可以恢复：{0}",
    "The backup was written, opened and compared; it can be restored: {0}",
)
_RESTORED = Text(
    "已恢复到 {0}。请用备份时的任一口令或恢复码打开，并核对最近的申请。",
    "Restored to {0}. Open it with any passphrase or the recovery code of that time, and check the latest applications.",
)


def backup(file: BackupPath) -> None:
    """写加密备份，重新打开核对后才算数 · an encrypted backup, opened and compared."""
    if file.exists():
        wrong_use(_EXISTS.format(file))
    if not file.absolute().parent.is_dir():
        wrong_use(_NO_FOLDER.format(file.absolute().parent))
    with unlocking.unlocked() as office:
        office.backup(file)
    say(_BACKED_UP.format(file))


def restore(file: BackupPath) -> None:
    """把备份恢复到空的数据文件夹 · restore a backup into an empty data folder."""
    from poswizard.storage.backup import restore_backup

    if not file.is_file():
        wrong_use(_NO_FILE.format(file))
    restore_backup(file, paths.data_folder())
    say(_RESTORED.format(paths.data_folder()))


def doctor(as_json: AsJson = False) -> None:
    """检查这台电脑，说明怎么处理 · what on this machine is fine, what is not, what to do."""
    findings = list(examine())
    if as_json:
        say_json([_finding_json(finding) for finding in findings])
    else:
        for finding in findings:
            _say_finding(finding)
    done(all(finding.state is not State.PROBLEM for finding in findings))


def try_window() -> None:
    """Open Qt as the window would, and say which platform it found; for `doctor`."""
    from poswizard.app import open_application

    say(open_application().platformName())


def _say_finding(finding: Finding) -> None:
    fact = f" ({finding.fact})" if finding.fact else ""
    say(f"{finding.state.label}  {finding.what}{fact}")
    if finding.remedy and finding.state is not State.FINE:
        say(f"      → {finding.remedy}")


def _finding_json(finding: Finding) -> dict[str, object]:
    needs = finding.remedy if finding.state is not State.FINE else None
    return {
        "check": finding.key,
        "state": finding.state.value,
        "text": both(finding.what),
        "fact": finding.fact,
        "remedy": needs and both(needs),
    }
