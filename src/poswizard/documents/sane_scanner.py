"""Scanners by SANE: asked and driven through `scanimage`, whose pages come by pipe, never by file."""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from poswizard.documents.sane_run import Run
from poswizard.documents.scanner import (
    Abilities,
    Area,
    Cancelled,
    Colour,
    Device,
    Feed,
    Progress,
    ScannerError,
    Trouble,
    Wish,
)

log = logging.getLogger(__name__)

PROGRAM = "scanimage"
MOST_PAGES = 50
"""Pages taken from a feeder in one go; more are another go."""
SILENCE_SECONDS = 90.0
"""How long a scanner may say nothing: lamps of old ones warm up for over a minute."""

_OFFERED = (75, 100, 150, 200, 300, 400, 600)
_CORNER_MM = (110.0, 80.0)
"""A card with room around it, so that its corners are in the picture."""
_LIST = "%d\t%v\t%m%n"
_ENDED_EMPTY = 7
"""Exit code, and SANE_STATUS_NO_DOCS, when a feeder has run empty: after a page that is the end."""
_OPTION = re.compile(r"^ {4}-{1,2}([\w-]+)(?:\[=\((.*)\)\]| (.*?)) \[(.*)\]$", re.MULTILINE)
_PNG_END = b"IEND\xaeB`\x82"

# exit codes are SANE's status codes (sane.h); 1 is also scanimage's own for a device it cannot open
_TROUBLES = {
    1: Trouble.CONNECTION,
    2: Trouble.CANCELLED,
    3: Trouble.BUSY,
    6: Trouble.JAMMED,
    7: Trouble.NO_PAPER,
    8: Trouble.COVER_OPEN,
    9: Trouble.CONNECTION,
    10: Trouble.NO_MEMORY,
    11: Trouble.DENIED,
}


class SaneScanner:
    """The scanners that SANE knows. SANE itself decides, by its own files, where it looks for them."""

    def __init__(self, silence_seconds: float = SILENCE_SECONDS) -> None:
        self._silence = silence_seconds
        self._options: dict[str, _Options] = {}

    def devices(self, cancelled: Cancelled) -> list[Device]:
        """The scanners connected now; never empty."""
        lines = self._said(["-f", _LIST], cancelled).splitlines()
        found = [Device(*parts) for line in lines if len(parts := line.split("\t")) == 3]
        if not found:
            raise ScannerError(Trouble.NO_DEVICE)
        return found

    def abilities(self, device: Device, cancelled: Cancelled) -> Abilities:
        """What one of them offers."""
        options = options_in(self._said(["-d", device.id, "-A"], cancelled))
        self._options[device.id] = options
        return options.abilities

    def scan(
        self, device: Device, wish: Wish, progress: Progress, cancelled: Cancelled
    ) -> Iterator[bytes]:
        """The pages as they come, each a PNG."""
        if device.id not in self._options:
            self.abilities(device, cancelled)
        arguments = ["-d", device.id, "--format=png", "-p"]
        arguments += self._options[device.id].arguments(wish)
        if wish.feed is Feed.GLASS:
            yield self._page(arguments, progress, cancelled)
        else:
            yield from self._pages(arguments, progress, cancelled)

    def _said(self, arguments: Sequence[str], cancelled: Cancelled) -> str:
        with Run([_program(), *arguments], self._silence, cancelled) as run:
            said = run.output()
            _require_success(run.exit_code())
        return said.decode("utf-8", "replace")

    def _page(self, arguments: Sequence[str], progress: Progress, cancelled: Cancelled) -> bytes:
        with Run([_program(), *arguments], self._silence, cancelled, progress) as run:
            page = run.output()
            _require_success(run.exit_code())
        return _whole(page)

    def _pages(
        self, arguments: Sequence[str], progress: Progress, cancelled: Cancelled
    ) -> Iterator[bytes]:
        """Pages of the feeder. scanimage writes each under a name: here they are names of pipes."""
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scan-")))
            pipes = [_pipe(folder / f"{n}.part") for n in range(1, MOST_PAGES + 1)]
            batch = [f"--batch={folder}/%d", f"--batch-count={MOST_PAGES}"]
            command = [_program(), *arguments, *batch]
            run = stack.enter_context(Run(command, self._silence, cancelled, progress))
            count = 0
            for pipe in pipes:
                page = run.next_page(pipe)
                if page is None or not page.endswith(_PNG_END):
                    break
                count += 1
                yield page
            code = run.exit_code()
            if not (count and code == _ENDED_EMPTY):
                _require_success(code)
            if not count:
                raise ScannerError(Trouble.NO_PAPER)


@dataclass(frozen=True, slots=True)
class _Options:
    """The options of one device by their own names."""

    resolutions: tuple[int, ...] = ()
    modes: dict[Colour, str] = field(default_factory=dict)
    sources: dict[Feed, tuple[str, ...]] = field(default_factory=dict)
    """The arguments that choose a source."""
    width: float = 0
    """Of the glass, in millimetres; 0 where it cannot be said."""
    height: float = 0

    @property
    def abilities(self) -> Abilities:
        areas = (Area.CORNER, Area.WHOLE) if self.width and self.height else (Area.WHOLE,)
        return Abilities(
            self.resolutions or (300,),
            tuple(self.modes) or (Colour.COLOUR,),
            tuple(self.sources) or (Feed.GLASS,),
            areas,
        )

    def arguments(self, wish: Wish) -> list[str]:
        """What a wish is in this device's words; what it has no option for is left to it."""
        made: list[str] = list(self.sources.get(wish.feed, ()))  # first: others depend on it
        if mode := self.modes.get(wish.colour):
            made += ["--mode", mode]
        if self.resolutions:
            made += ["--resolution", str(wish.resolution)]
        if self.width and self.height:
            most = _CORNER_MM if wish.area is Area.CORNER else (self.width, self.height)
            made += ["-l", "0", "-t", "0"]
            made += ["-x", f"{min(most[0], self.width):g}", "-y", f"{min(most[1], self.height):g}"]
        return made


def options_in(listing: str) -> _Options:
    """The options in what `scanimage -A` says; inactive ones are not there for us."""
    found = {
        name: in_brackets or values
        for name, in_brackets, values, state in _OPTION.findall(listing)
        if state != "inactive"
    }
    return _Options(
        resolutions=_resolutions(found.get("resolution", "")),
        modes=_modes(found.get("mode", "").split("|")),
        sources=_sources(found),
        width=_greatest(found.get("x", "")),
        height=_greatest(found.get("y", "")),
    )


def _resolutions(values: str) -> tuple[int, ...]:
    """Those worth offering, of a range (`75..1200dpi`) or a list (`75|150|300dpi`)."""
    numbers = [int(float(each)) for each in re.findall(r"\d+(?:\.\d+)?", values.split("(")[0])]
    if ".." in values and len(numbers) >= 2:
        return tuple(each for each in _OFFERED if numbers[0] <= each <= numbers[1])
    return tuple(sorted(each for each in numbers if each in _OFFERED)) or tuple(sorted(numbers))


def _modes(names: Sequence[str]) -> dict[Colour, str]:
    """The names of modes; makers write `Color`, `24bit Color`, `Gray`, `True Gray`, `Grayscale`.

    Error diffusion is black dots on white, whatever it is called.
    """
    marks = {Colour.COLOUR: ("color", "colour"), Colour.GREY: ("gray", "grey")}
    found: dict[Colour, str] = {}
    for colour, words in marks.items():
        for name in names:
            if any(word in name.lower() for word in words) and "diffusion" not in name.lower():
                found.setdefault(colour, name)
    return found


def _sources(options: dict[str, str]) -> dict[Feed, tuple[str, ...]]:
    """Where paper may lie; makers write `Flatbed`, `Document Table`, `ADF`, `ADF Duplex` …"""
    found: dict[Feed, tuple[str, ...]] = {}
    for name in filter(None, options.get("source", "").split("|")):
        if not re.search("transparen|negative|slide", name, re.IGNORECASE):
            found.setdefault(_feed_called(name), ("--source", name))
    feeder = found.get(Feed.FEEDER)
    if feeder and Feed.DUPLEX not in found and "Duplex" in options.get("adf-mode", ""):
        found[Feed.DUPLEX] = (*feeder, "--adf-mode", "Duplex")
    if feeder and Feed.DUPLEX not in found and "yes" in options.get("duplex", ""):
        found[Feed.DUPLEX] = (*feeder, "--duplex=yes")
    return {feed: found[feed] for feed in Feed if feed in found}


def _feed_called(name: str) -> Feed:
    low = name.lower()
    if "duplex" in low or "both" in low:
        return Feed.DUPLEX
    if "adf" in low or "feeder" in low:
        return Feed.FEEDER
    return Feed.GLASS


def _greatest(values: str) -> float:
    """The upper bound of a length such as `0..215.9mm`."""
    bound = re.match(r"-?[\d.]+?\.\.([\d.]+)mm", values)
    return float(bound[1]) if bound else 0


def _program() -> str:
    found = shutil.which(PROGRAM)
    if found is None:
        raise ScannerError(Trouble.NOT_INSTALLED)
    return found


def _pipe(path: Path) -> Path:
    os.mkfifo(path, 0o600)
    return path


def _whole(page: bytes) -> bytes:
    if not page.endswith(_PNG_END):
        raise ScannerError(Trouble.UNUSABLE, f"{len(page)} bytes")
    return page


def _require_success(code: int) -> None:
    if code:
        log.info("scanimage ended with %d", code)
        raise ScannerError(_TROUBLES.get(code, Trouble.UNUSABLE), f"exit code {code}")
