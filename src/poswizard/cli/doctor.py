"""What on this machine is fine for the program, what is not, and what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from poswizard import __version__, paths
from poswizard.documents.intake import Intake
from poswizard.documents.refusal import IntakeError
from poswizard.storage import ballast, driver, keychain, vault
from poswizard.storage.errors import StorageError
from poswizard.storage.sqlcipher import check_library
from poswizard.text import Text, Vocabulary

LEAST_FREE = 4 * ballast.SIZE
"""Bytes: the reserve, as much again beside it, and room for some applications."""

WINDOW_SECONDS = 60

NETWORK_KINDS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs"),
        *("lustre", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs"),
    }
)
"""File systems of other computers, as Linux names them; SQLite's write-ahead log must not lie there."""

_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE_DRIVE = 4  # what Windows' GetDriveTypeW calls DRIVE_REMOTE


class State(Vocabulary):
    """How a finding is."""

    FINE = "fine", Text("正常  ", "ok     ")
    REMARK = "remark", Text("提醒  ", "remark ")
    PROBLEM = "problem", Text("有问题", "not ok ")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    key: str
    state: State
    what: Text
    fact: str = ""
    """A version, a size, a folder."""
    remedy: Text | None = None


def examine() -> Iterator[Finding]:
    """Every finding, as it is made; some take a second."""
    folder = paths.data_folder()
    yield Finding("program", State.FINE, Text("程序", "Program"), f"poswizard {__version__}")
    yield Finding("python", State.FINE, Text("Python", "Python"), sys.version.split()[0])
    yield _window()
    yield _encryption()
    yield _resources()
    yield _font()
    yield _writable(folder)
    yield _own_disk(folder)
    yield _space(folder)
    yield _keys(folder)
    yield _keychain()
    yield _reader()


def _judged(key: str, is_fine: bool, what: Text, fact: str, remedy: Text) -> Finding:
    return Finding(key, State.FINE if is_fine else State.PROBLEM, what, fact, remedy)


def _window() -> Finding:
    what = Text("窗口（Qt）能打开", "The window (Qt) opens")
    remedy = Text(
        "请在桌面环境里运行；Linux 缺系统库时运行 sh run.sh，会列出并安装缺少的库。",
        "Run it on a desktop; where Linux lacks system libraries, `sh run.sh` names and installs them.",
    )
    try:
        done = subprocess.run(  # noqa: S603  a process of our own: Qt ends it where it cannot start
            _self("try-window"),
            capture_output=True,
            text=True,
            timeout=WINDOW_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("window", State.PROBLEM, what, type(error).__name__, remedy)
    said = done.stdout.strip() or _last_line(done.stderr)
    return _judged("window", done.returncode == 0, what, said, remedy)


def _self(command: str) -> list[str]:
    is_frozen = getattr(sys, "frozen", False)
    return [sys.executable, *(() if is_frozen else ("-m", "poswizard")), command]


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")[:200]


def _encryption() -> Finding:
    what = Text("加密数据库组件（SQLCipher）", "Encrypted-database library (SQLCipher)")
    with closing(driver.connect(":memory:")) as connection:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    sqlite = ".".join(map(str, driver.sqlite_version_info))
    fact = f"SQLCipher {row[0] if row else '-'}, SQLite {sqlite}"
    try:
        check_library()
    except StorageError as error:
        return Finding("encryption", State.PROBLEM, what, fact, error.text)
    return Finding("encryption", State.FINE, what, fact)


def _resources() -> Finding:
    needed = ("forms/form.typ", "providers", "tables/mcc.csv")
    lost = [name for name in needed if not (paths.resources() / name).exists()]
    what = Text("程序自带的资料（表单、费率、代码表）", "Shipped forms, providers and tables")
    remedy = Text("请重新安装本程序。", "Install the program again.")
    return _judged("resources", not lost, what, ", ".join(lost), remedy)


def _font() -> Finding:
    what = Text("打印用中文字体", "Chinese font for printed forms")
    remedy = Text(
        "请重新安装本程序（缺少字体组件）。", "Install the program again: the font is missing."
    )
    try:
        from poswizard.package.form_fonts import main_font

        font = main_font()
    except ModuleNotFoundError:
        return Finding("font", State.PROBLEM, what, "", remedy)
    return _judged("font", font.is_file(), what, font.name, remedy)


def _writable(folder: Path) -> Finding:
    what = Text("数据文件夹可写", "The data folder can be written")
    remedy = Text(
        "请检查文件夹权限和写保护，或用 POSWIZARD_HOME 另选数据文件夹。",
        "Check permissions and write protection, or name another folder in POSWIZARD_HOME.",
    )
    try:
        with tempfile.TemporaryFile(dir=_existing(folder)) as file:
            file.write(b"poswizard")
    except OSError:
        return Finding("folder", State.PROBLEM, what, str(folder), remedy)
    return Finding("folder", State.FINE, what, str(folder))


def _own_disk(folder: Path) -> Finding:
    what = Text("数据文件夹在本机磁盘上", "The data folder is on a disk of this computer")
    remedy = Text(
        "网络盘断线会损坏资料库。请用 POSWIZARD_HOME 选本机磁盘上的文件夹；多人共用请用网点数据库。",
        "A lost connection can damage the store. Name a folder on a local disk in POSWIZARD_HOME; a branch shares a branch database instead.",
    )
    kind = file_system(_existing(folder).resolve())
    return _judged("disk", not is_network(kind), what, kind, remedy)


def is_network(kind: str) -> bool:
    """Whether files of this kind of file system lie on another computer."""
    return kind in NETWORK_KINDS


def file_system(folder: Path, mounts: Path = _MOUNTS) -> str:
    """The kind of file system under a folder: `ext4`, `nfs4`; on Windows `network` counts as `cifs`."""
    if os.name == "nt":
        return "cifs" if _is_remote_drive(folder) else "local"
    try:
        lines = mounts.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = [(point, kind) for point, kind in map(_mount, lines) if folder.is_relative_to(point)]
    # of two on the same point, the later one lies on top
    return max(enumerate(found), key=lambda f: (len(f[1][0].parts), f[0]))[1][1] if found else ""


def _mount(line: str) -> tuple[Path, str]:
    """Mount point and kind of a line of mountinfo (proc(5)); blanks in a path stand as `\\040`."""
    left, _, right = line.partition(" - ")
    point = left.split()[4].replace("\\040", " ")
    return Path(point), right.split()[0]


def _is_remote_drive(folder: Path) -> bool:
    import ctypes

    if folder.drive.startswith("\\\\"):
        return True
    windows = getattr(ctypes, "windll", None)
    kind = windows.kernel32.GetDriveTypeW(f"{folder.drive}\\") if windows else 0
    return kind == _REMOTE_DRIVE


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(_existing(folder)).free
    what = Text("磁盘剩余空间", "Free disk space")
    remedy = Text(
        "请清理磁盘，至少留出 {0} MB。", "Free some space: at least {0} MB are needed."
    ).format(LEAST_FREE // 1_000_000)
    return _judged("space", free >= LEAST_FREE, what, f"{free / 1e9:.1f} GB", remedy)


def _keys(folder: Path) -> Finding:
    what = Text("资料库的密钥文件", "Key file of the store")
    if not vault.exists(folder):
        new = Text(
            "还没有资料库；第一次打开窗口时建立。",
            "There is no store yet; the first start of the window makes one.",
        )
        return Finding("keys", State.REMARK, what, "", new)
    try:
        count = len(vault.slots(folder))
    except StorageError as error:
        return Finding("keys", State.PROBLEM, what, "", error.text)
    return Finding("keys", State.FINE, what, str(count))


def _keychain() -> Finding:
    what = Text("系统钥匙串（可选）", "The system's keychain (optional)")
    remedy = Text(
        "没有可信的钥匙串，每次输入口令即可，不影响使用。",
        "There is none to trust: type the passphrase each time; nothing else is affected.",
    )
    state = State.FINE if keychain.is_there() else State.REMARK
    return Finding("keychain", state, what, "", remedy)


def _reader() -> Finding:
    what = Text("读图程序能启动", "The picture reader starts")
    try:
        with Intake() as intake:
            intake.warm()
    except IntakeError as error:
        return Finding("reader", State.PROBLEM, what, error.cause, error.text)
    return Finding("reader", State.FINE, what)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    whole = folder.absolute()
    return next(one for one in (whole, *whole.parents) if one.is_dir())
