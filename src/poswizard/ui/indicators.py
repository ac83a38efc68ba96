"""The small signs inside controls (tick, dot, arrows) as SVG files, which is what a style sheet reads."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from string import Template

from poswizard.ui.palette import Palette

_BOX = '<rect x="1" y="1" width="16" height="16" rx="3" fill="$ground" stroke="$ring" stroke-width="1.5"/>'
_RING = '<circle cx="9" cy="9" r="8" fill="$ground" stroke="$ring" stroke-width="1.5"/>'
_TICK = (
    '<path d="M4.5 9.5l3 3 6-6.5" fill="none" stroke="$mark" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"/>'
)
_DASH = '<path d="M5 9h8" fill="none" stroke="$mark" stroke-width="2" stroke-linecap="round"/>'
_DOT = '<circle cx="9" cy="9" r="3.5" fill="$mark"/>'
_ARROW = (
    '<path d="{}" fill="none" stroke="$arrow" stroke-width="1.75" '
    'stroke-linecap="round" stroke-linejoin="round"/>'
)

_SHAPES = {
    "box": _BOX,
    "box-ticked": _BOX + _TICK,
    "box-partly": _BOX + _DASH,
    "ring": _RING,
    "ring-dotted": _RING + _DOT,
    "arrow-down": _ARROW.format("M5 7l4 4 4-4"),
    "arrow-up": _ARROW.format("M5 11l4-4 4 4"),
    "arrow-right": _ARROW.format("M7 5l4 4-4 4"),
    "arrow-left": _ARROW.format("M11 5l-4 4 4 4"),
}
_CHOSEN = ("box-ticked", "box-partly", "ring-dotted")


def folder(palette: Palette) -> str:
    """Where the signs in the colours of a palette are, with slashes, for `url(…)`.

    A folder of its own per palette, because Qt keeps pictures by file name.
    """
    home = _home() / f"{abs(hash(palette)):x}"
    if not home.is_dir():
        home.mkdir()
        for name, shape in _SHAPES.items():
            (home / f"{name}.svg").write_text(_svg(shape, _colours(name, palette)), "utf-8")
            faint = _svg(shape, _faint_colours(palette))
            (home / f"{name}-off.svg").write_text(faint, "utf-8")
    return home.as_posix()


def _svg(shape: str, colours: dict[str, str]) -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18" width="18" height="18">'
    return Template(f"{head}{shape}</svg>").substitute(colours)


def _colours(name: str, palette: Palette) -> dict[str, str]:
    chosen = name in _CHOSEN
    return {
        "ground": palette.accent if chosen else palette.surface,
        "ring": palette.accent if chosen else palette.edge,
        "mark": palette.on_accent,
        "arrow": palette.quiet,
    }


def _faint_colours(palette: Palette) -> dict[str, str]:
    return {
        "ground": palette.window,
        "ring": palette.line,
        "mark": palette.faint,
        "arrow": palette.faint,
    }


@cache
def _folder_of_this_run() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="poswizard-look-")


def _home() -> Path:
    return Path(_folder_of_this_run().name)
