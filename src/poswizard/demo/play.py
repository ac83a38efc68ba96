"""The demonstration: a sample applicant goes through the real window to a verified package."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from poswizard.app import open_application
from poswizard.demo.driver import Driver
from poswizard.demo.hands import Hands, PlayError
from poswizard.demo.pictures import SCHEMES, Albums, dress, take_pages, take_receiving
from poswizard.demo.samples import Papers, Sample, read_sample, shipped
from poswizard.gate import Gate
from poswizard.package.verify import Verdict, verify_package
from poswizard.text import Text, current_language
from poswizard.ui import background, theme
from poswizard.ui.main_window import MainWindow

GOOD, PROBLEMS = 0, 1
_REMARKS = ("This plugin does not support", "QRhi*")
"""How Qt begins what it says of a machine without a screen or a graphics card."""
_BEFORE, _AFTER = ("first-start", "recovery-code"), ("export", "exported")
"""Screens around the pages of an application."""

_BEGIN: Final = Text(
    "演示：{0}。下面由程序自己用键盘和鼠标操作真实窗口，资料均为样本。",
    "Demonstration: {0}. The program now works its own real window by key and mouse; all data are specimens.",
)
_PAGE: Final = Text("  {0:>2}/{1}  {2}", "  {0:>2}/{1}  {2}")
_REHEARSED: Final = {
    "rehearsal": Text(
        "送审前演练：找出一处故意填错的，去改正",
        "Rehearsal: it finds what was typed wrong on purpose, which is put right",
    ),
    "rehearsal-clean": Text(
        "送审前演练：没有发现会被退回的地方", "Rehearsal: nothing for which it would come back"
    ),
}
"""What is said of a rehearsal, by the name of its screen."""
_PICTURES: Final = Text("正在拍下每一页（{0}）…", "Taking a picture of every page ({0})…")
_VERIFIED: Final = Text("资料包：{0}\n  验证：{1}", "Package: {0}\n  Verdict: {1}")
_FACT: Final = Text("  · {0}", "  - {0}")
_SHOTS: Final = Text("页面截图 {0} 张：{1}", "{0} screenshots: {1}")
_STORE: Final = Text(
    "加密资料库留在：{0}\n  口令：{1}", "The encrypted store stays in: {0}\n  Passphrase: {1}"
)
_TIME: Final = Text("用时 {0:.0f} 秒", "Took {0:.0f} s")
_FAILED: Final = Text("演示没有走完：{0}", "The demonstration did not come to its end: {0}")


@dataclass
class _Stage:
    """Where the play takes place."""

    sample: Sample
    out: Path
    home: Path
    scheme: theme.Scheme
    passphrase: str = field(default_factory=lambda: secrets.token_urlsafe(18), repr=False)


def main(
    kind: str, out: Path | None = None, *, scheme: str = "light", keep_home: bool = False
) -> int:
    """Play the sample of a kind (`micro`, `sole`, `corp`) into a folder; 0 if its package is verified.

    The store is temporary unless `keep_home`, which leaves it in the folder and says its passphrase.
    """
    begun = time.monotonic()
    out = (out or Path("demo-output")).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with _quiet_qt(), _home(out, keep_home) as home, tempfile.TemporaryDirectory() as papers:
        gate = Gate(home)
        sample = read_sample(shipped(kind), gate.today())
        stage = _Stage(sample, out, home, theme.Scheme(scheme))
        _say(_BEGIN.format(sample.title))
        code = _played(stage, gate, Papers(sample, Path(papers)))
        if keep_home and code == GOOD:
            _say(_STORE.format(home, stage.passphrase))
    _say(_TIME.format(time.monotonic() - begun))
    return code


def _played(stage: _Stage, gate: Gate, papers: Papers) -> int:
    # not before Qt is told to be quiet: on loading, multimedia says what it goes without
    from poswizard.ui.capture.fed_cameras import FedCameras

    with _window(gate, stage.scheme) as window:
        driver = Driver(window, Hands(), papers=papers, cameras=FedCameras())
        albums = Albums(stage.out / "screenshots")
        driver.seen = _Teller(driver, albums, stage)
        try:
            package = _perform(driver, albums, stage)
        except PlayError as error:
            albums.take_as(stage.scheme, "failure", window)
            _say(_FAILED.format(error))
            return PROBLEMS
        finally:
            driver.hands.rest()
    verdict = verify_package(package)
    _report(verdict, albums)
    return GOOD if verdict.is_complete else PROBLEMS


def _perform(driver: Driver, albums: Albums, stage: _Stage) -> Path:
    """From the first start to the list that shows the finished application."""
    shutil.rmtree(albums.folder, ignore_errors=True)
    driver.begin(stage.passphrase)
    driver.new_application()
    driver.play(stage.sample)
    _say(_PICTURES.format(stage.scheme.label))
    take_pages(driver, stage.sample, albums, stage.scheme)
    driver.rehearse()
    package = driver.export(stage.out)
    driver.home()
    albums.take(driver, "home")
    take_receiving(driver, package, albums)
    for scheme in SCHEMES:
        if scheme is not stage.scheme:
            _say(_PICTURES.format(scheme.label))
            _take_again(driver, albums, stage, scheme)
    return package


def _take_again(driver: Driver, albums: Albums, stage: _Stage, scheme: theme.Scheme) -> None:
    """The finished application, opened anew in another scheme."""
    dress(driver, scheme)
    driver.open_first()
    take_pages(driver, stage.sample, albums, scheme)
    driver.seen = lambda name: albums.take_as(scheme, name, driver.window)
    driver.rehearse()
    driver.show_export()
    driver.home()


@dataclass
class _Teller:
    """Says which page has been filled in; takes pictures of the screens around the pages."""

    driver: Driver
    albums: Albums
    stage: _Stage

    def __call__(self, name: str) -> None:
        keys = list(self.stage.sample.answers)
        if name in keys:
            title = self.driver.page.step.title
            _say(_PAGE.format(keys.index(name) + 1, len(keys), title))
        elif name in _BEFORE:
            self.albums.take(self.driver, name)
        elif name in (*_AFTER, *_REHEARSED):
            if said := _REHEARSED.get(name):
                _say(said)
            self.albums.take_as(self.stage.scheme, name, self.driver.window)


def _report(verdict: Verdict, albums: Albums) -> None:
    _say(_VERIFIED.format(verdict.path, verdict.outcome.label))
    for fact in (*verdict.checked, *([verdict.reason] if verdict.reason else [])):
        _say(_FACT.format(fact))
    _say(_SHOTS.format(len(albums.taken), albums.folder))


@contextlib.contextmanager
def _window(gate: Gate, scheme: theme.Scheme) -> Iterator[MainWindow]:
    """The program's own window, without a screen unless the environment names one."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["POSWIZARD_LANGUAGE"] = current_language()
    hook = sys.excepthook
    qt_app = open_application()
    theme.dress(qt_app, scheme)
    window = MainWindow(gate)
    window.show()
    try:
        yield window
    finally:
        window.close()
        background.finish()
        QApplication.processEvents()
        sys.excepthook = hook


@contextlib.contextmanager
def _home(out: Path, keep: bool) -> Iterator[Path]:
    """A data folder of the play's own: never that of whoever watches."""
    if keep:
        yield Path(tempfile.mkdtemp(prefix="store-", dir=out))
        return
    with tempfile.TemporaryDirectory(prefix="poswizard-demo-") as folder:
        yield Path(folder) / "store"


@contextlib.contextmanager
def _quiet_qt() -> Iterator[None]:
    """Without the remarks of a platform that has no screen."""

    def heard(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        is_media = (context.category or "").startswith("qt.multimedia")
        if message and not is_media and not message.startswith(_REMARKS):
            sys.stderr.write(f"{message}\n")

    before = qInstallMessageHandler(heard)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _say(text: Text) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
