"""Scanning with SANE's own test device: real pages, real refusals."""

from __future__ import annotations

import io
import os
import shutil
import stat
import sys
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic
from typing import cast

import pytest
from PIL import Image

from poswizard.documents.quad import Shape
from poswizard.documents.sane_scanner import SaneScanner, options_in
from poswizard.documents.scanner import (
    Abilities,
    Area,
    Colour,
    Device,
    Feed,
    ScannerError,
    Trouble,
    Wish,
    preview_wish,
    scanner_here,
    usual_wish,
)

pytestmark = pytest.mark.skipif(
    shutil.which("scanimage") is None, reason="SANE (sane-utils) is not installed"
)

DEVICE = Device("test:0", "Noname", "frontend-tester")
QUICK = Wish(75, area=Area.CORNER)


def never() -> bool:
    return False


def unheard(_share: float) -> None:
    """Nobody looks at the progress."""


@pytest.fixture
def sane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """SANE's settings of the test's own, with its test device alone."""
    folder = tmp_path / "sane.d"
    folder.mkdir()
    (folder / "dll.conf").write_text("test\n")
    (folder / "test.conf").write_text('number_of_devices 2\ntest-picture "Color pattern"\n')
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture
def scanner(sane: Path) -> SaneScanner:
    return SaneScanner()


def configure(sane: Path, line: str) -> None:
    """Have the test device behave otherwise from the start."""
    with (sane / "test.conf").open("a") as file:
        file.write(line + "\n")


def pages(scanner: SaneScanner, wish: Wish) -> list[Image.Image]:
    found = list(scanner.scan(DEVICE, wish, unheard, never))
    return [Image.open(io.BytesIO(each)) for each in found]


def reason(scanner: SaneScanner, wish: Wish = QUICK) -> Trouble:
    with pytest.raises(ScannerError) as refused:
        list(scanner.scan(DEVICE, wish, unheard, never))
    return refused.value.reason


def test_connected_scanners_are_listed_by_the_names_on_them(scanner: SaneScanner) -> None:
    found = scanner.devices(never)
    assert [each.id for each in found] == ["test:0", "test:1"]
    assert found[0].name == "Noname frontend-tester"


def test_a_device_says_what_it_can_do(scanner: SaneScanner) -> None:
    abilities = scanner.abilities(DEVICE, never)
    assert abilities == Abilities(
        (75, 100, 150, 200, 300, 400, 600),
        (Colour.COLOUR, Colour.GREY),
        (Feed.GLASS, Feed.FEEDER),
        (Area.CORNER, Area.WHOLE),
    )


def test_a_page_comes_in_the_wished_size_and_colour(scanner: SaneScanner) -> None:
    (page,) = pages(scanner, Wish(150, Colour.COLOUR, area=Area.WHOLE))
    assert page.mode == "RGB"
    assert page.size == pytest.approx((200 / 25.4 * 150, 200 / 25.4 * 150), abs=2)
    assert len(page.convert("RGB").getcolors(1 << 20) or ()) > 8  # a pattern, no blank page


def test_a_card_is_scanned_from_the_corner_of_the_glass(scanner: SaneScanner) -> None:
    (page,) = pages(scanner, Wish(100, Colour.GREY, area=Area.CORNER))
    assert page.mode == "L"
    assert page.size == pytest.approx((110 / 25.4 * 100, 80 / 25.4 * 100), abs=2)


def test_progress_is_told_from_the_first_line_to_the_last(scanner: SaneScanner) -> None:
    told: list[float] = []
    list(scanner.scan(DEVICE, Wish(150), told.append, never))
    assert told[-1] == 1.0
    assert told == sorted(told)


def test_a_feeder_gives_all_its_pages_and_then_ends(scanner: SaneScanner) -> None:
    # the test device's feeder is empty after ten
    found = pages(scanner, Wish(75, feed=Feed.FEEDER, area=Area.CORNER))
    assert len(found) == 10
    assert {page.size for page in found} == {found[0].size}


def test_no_page_is_ever_written_to_a_file(
    scanner: SaneScanner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    coming = scanner.scan(DEVICE, Wish(75, feed=Feed.FEEDER), unheard, never)
    kinds: list[int] = []
    with closing(cast("Generator[bytes]", coming)):
        next(coming)
        while not kinds:
            for path in tmp_path.glob("scan-*/*"):
                with suppress(
                    FileNotFoundError
                ):  # the scanner's program renames a page that is whole
                    kinds.append(path.stat().st_mode)
    assert all(stat.S_ISFIFO(kind) for kind in kinds)
    assert not list(tmp_path.glob("scan-*"))


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        ("DEVICE_BUSY", Trouble.BUSY),
        ("JAMMED", Trouble.JAMMED),
        ("NO_DOCS", Trouble.NO_PAPER),
        ("COVER_OPEN", Trouble.COVER_OPEN),
        ("IO_ERROR", Trouble.CONNECTION),
        ("NO_MEM", Trouble.NO_MEMORY),
        ("ACCESS_DENIED", Trouble.DENIED),
        ("INVAL", Trouble.UNUSABLE),
        ("EOF", Trouble.UNUSABLE),
    ],
)
def test_what_a_scanner_refuses_is_said_in_plain_words(
    sane: Path, scanner: SaneScanner, status: str, trouble: Trouble
) -> None:
    configure(sane, f'read-status-code "SANE_STATUS_{status}"')
    assert reason(scanner) is trouble


def test_a_jam_in_the_feeder_is_told_and_not_taken_for_its_end(
    sane: Path, scanner: SaneScanner
) -> None:
    configure(sane, 'read-status-code "SANE_STATUS_JAMMED"')
    assert reason(scanner, Wish(75, feed=Feed.FEEDER)) is Trouble.JAMMED


def test_without_a_scanner_it_says_so(sane: Path, scanner: SaneScanner) -> None:
    (sane / "dll.conf").write_text("microtek\n")
    with pytest.raises(ScannerError) as refused:
        scanner.devices(never)
    assert refused.value.reason is Trouble.NO_DEVICE


def test_a_scanner_unplugged_meanwhile_is_said(scanner: SaneScanner) -> None:
    gone = Device("microtek:/dev/sg9", "", "")
    with pytest.raises(ScannerError) as refused:
        list(scanner.scan(gone, QUICK, unheard, never))
    assert refused.value.reason is Trouble.CONNECTION
    assert gone.name == gone.id


def test_without_the_program_it_says_what_to_install(
    scanner: SaneScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert reason(scanner) is Trouble.NOT_INSTALLED


def test_a_scan_can_be_cancelled_and_its_process_ends(sane: Path, scanner: SaneScanner) -> None:
    configure(sane, "read-delay true\nread-delay-duration 200000")
    configure(sane, "read-limit true\nread-limit-size 64")
    looks = iter([False] * 5)
    began = monotonic()
    with pytest.raises(ScannerError) as refused:
        list(scanner.scan(DEVICE, Wish(300), unheard, lambda: next(looks, True)))
    assert refused.value.reason is Trouble.CANCELLED
    assert monotonic() - began < 6
    assert not _children()


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program of these lines of Python in the place of `scanimage`."""

    def put(lines: str) -> None:
        program = tmp_path / "scanimage"
        program.write_text(f"#!{sys.executable}\nimport os, time\n{lines}\n")
        program.chmod(0o700)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return put


def test_a_driver_that_hangs_is_not_waited_for(stand_in: Callable[[str], None]) -> None:
    stand_in("time.sleep(60)")
    with pytest.raises(ScannerError) as refused:
        SaneScanner(silence_seconds=0.3).devices(never)
    assert refused.value.reason is Trouble.TOO_SLOW
    assert not _children()


def test_a_driver_that_hangs_after_saying_why_is_taken_at_its_word(
    stand_in: Callable[[str], None],
) -> None:
    stand_in(
        "import sys\n"
        "if '-A' in sys.argv: sys.exit()\n"
        "sys.stderr.write('scanimage: sane_read: Document feeder')\n"
        "sys.stderr.flush(); time.sleep(0.2)\n"
        "sys.stderr.write(' jammed\\n')\n"
        "sys.stderr.flush(); time.sleep(60)"
    )
    began = monotonic()
    assert reason(SaneScanner()) is Trouble.JAMMED
    assert monotonic() - began < 10
    assert not _children()


def test_a_driver_that_crashes_after_saying_why_is_taken_at_its_word(
    stand_in: Callable[[str], None],
) -> None:
    stand_in(
        "import sys\n"
        "if '-A' in sys.argv: sys.exit()\n"
        "sys.stderr.write('scanimage: sane_start: Device busy\\n')\n"
        "sys.stderr.flush(); os.abort()"
    )
    assert reason(SaneScanner()) is Trouble.BUSY


def test_the_passphrase_does_not_reach_the_driver(
    stand_in: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in("print('a', ' '.join(sorted(os.environ)), 'b', sep='\\t')")
    monkeypatch.setenv("POSWIZARD_PASSPHRASE", "样本")
    (device,) = SaneScanner().devices(never)
    assert "PATH" in device.maker
    assert "PASSPHRASE" not in device.maker


def _children() -> list[str]:
    """The scanimage processes that are ours."""
    found = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = {pid for file in found for pid in file.read_text().split()}
    lines = [Path("/proc", pid, "cmdline").read_bytes() for pid in pids]
    return [str(line) for line in lines if b"scanimage" in line]


# options as several makers' drivers list them

EPSON = """
    --mode Lineart|Gray|Color [Lineart]
    --resolution 75|100|150|200|300|600|1200|2400dpi [75]
    --source Flatbed|Automatic Document Feeder [Flatbed]
    --adf-mode Simplex|Duplex [inactive]
    --adf_mode Simplex|Duplex [Simplex]
    -x 0..215.9mm [215.9]
    -y 0..297.18mm [297.18]
"""
BROTHER = """
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color[Fast] [24bit Color[Fast]]
    --resolution 100|150|200|300|400|600|1200|2400|4800|9600dpi [200]
    --source FlatBed|Automatic Document Feeder(left aligned)|Automatic Document Feeder(left aligned,Duplex) [FlatBed]
    -x 0..211.9mm (in steps of 0.0999908) [211.881]
    -y 0..355.6mm (in steps of 0.0999908) [355.567]
"""
FUJITSU = """
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
    --mode Lineart|Halftone|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [600]
    -y 0..279.364mm (in steps of 0.0211639) [279.364]
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
"""
SHEET_FEED_ONLY_GREY = """
    --resolution 200dpi [200]
"""


def test_a_feeder_alone_is_used_when_there_is_no_glass() -> None:
    abilities = options_in(FUJITSU).abilities
    assert abilities.feeds == (Feed.FEEDER, Feed.DUPLEX)
    assert usual_wish(Shape.A4, abilities).feed is Feed.FEEDER
    assert "ADF Duplex" in options_in(FUJITSU).arguments(Wish(300, feed=Feed.DUPLEX))


def test_names_of_modes_and_sources_are_each_makers_own() -> None:
    brother = options_in(BROTHER)
    assert brother.abilities.feeds == (Feed.GLASS, Feed.FEEDER, Feed.DUPLEX)
    assert "24bit Color[Fast]" in brother.arguments(Wish(300))
    assert "True Gray" in brother.arguments(Wish(300, Colour.GREY))
    assert "Automatic Document Feeder(left aligned,Duplex)" in brother.arguments(
        Wish(300, feed=Feed.DUPLEX)
    )
    assert brother.arguments(Wish(300))[-4:] == ["-x", "211.9", "-y", "355.6"]


def test_options_switched_off_are_not_used() -> None:
    epson = options_in(EPSON)
    assert epson.abilities.resolutions == (75, 100, 150, 200, 300, 600)
    assert Feed.DUPLEX not in epson.abilities.feeds


def test_a_device_with_few_options_still_scans() -> None:
    few = options_in(SHEET_FEED_ONLY_GREY)
    assert few.abilities.resolutions == (200,)
    assert few.arguments(usual_wish(Shape.CARD, few.abilities)) == ["--resolution", "200"]


# the usual wish

FULL = Abilities((75, 150, 300, 600), tuple(Colour), tuple(Feed), tuple(Area))


def test_a_card_is_scanned_finer_than_a_sheet_and_never_by_the_feeder() -> None:
    assert usual_wish(Shape.CARD, FULL) == Wish(600, Colour.COLOUR, Feed.GLASS, Area.CORNER)
    assert usual_wish(Shape.A4, FULL) == Wish(300, Colour.COLOUR, Feed.GLASS, Area.WHOLE)


def test_a_coarse_scanner_does_what_it_can() -> None:
    coarse = Abilities((75, 150), (Colour.GREY,), (Feed.GLASS,), (Area.WHOLE,))
    assert usual_wish(Shape.CARD, coarse) == Wish(150, Colour.GREY, Feed.GLASS, Area.WHOLE)


def test_a_preview_is_quick() -> None:
    assert preview_wish(Wish(600, area=Area.CORNER), FULL).resolution == 75


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_it_says_which_way_is_open(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(ScannerError) as refused:
        scanner_here().devices(never)
    assert refused.value.reason is Trouble.NOT_HERE
    assert "文件夹" in refused.value.text.zh


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_says_what_to_do(trouble: Trouble) -> None:
    assert trouble.hint
    assert trouble.hint.zh
    assert trouble.hint.en
