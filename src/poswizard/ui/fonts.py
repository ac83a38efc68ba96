"""The Chinese font of the window: the system's own where it has a good one, else the bundled one."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

BUNDLED = "Noto Sans CJK SC"
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;"})

GOOD_FAMILIES = (
    BUNDLED,
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "MiSans",
    "WenQuanYi Micro Hei",
)
"""Upright Chinese screen fonts, the ones with more weights and more characters first.

A list of names, because a font that claims simplified Chinese may be a Japanese book face.
"""


def bundled_font() -> Path:
    """The font file, as the font package installs it."""
    package = find_spec("manimgx_fonts_cjk")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("manimgx_fonts_cjk")
    return Path(package.origin).parent / "NotoSansCJK-VF.otf.ttc"


def offer_bundled_font() -> None:
    """Let fontconfig find the bundled font. To be called before the `QApplication` is made.

    On Linux `QFontDatabase.addApplicationFont` knows a variable font by its thinnest weight only;
    fontconfig lists every named weight, and keeps what it read in its own cache.
    """
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError):  # a home that cannot be written: `family` has another way
        os.environ["FONTCONFIG_FILE"] = str(_font_configuration())


def family() -> str:
    """The family the window is set in. Needs the `QApplication`."""
    present = set(QFontDatabase.families())
    for name in GOOD_FAMILIES:
        if name in present:
            return name
    return BUNDLED if _register_bundled_font() else QFont().family()


def _register_bundled_font() -> bool:
    return QFontDatabase.addApplicationFont(str(bundled_font())) != -1


def _font_configuration() -> Path:
    """A fontconfig file that adds the font package's folder to the system's fonts.

    In the cache folder of the XDG base directory specification, asked for at every start on Linux.
    """
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    file = Path(cache, "poswizard", "fonts.conf")
    system = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    if system == str(file):
        return file
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f'<fontconfig>\n<include ignore_missing="yes">{system.translate(_ESCAPED)}</include>\n'
        f"<dir>{str(bundled_font().parent).translate(_ESCAPED)}</dir>\n</fontconfig>\n"
    )
    if not file.is_file() or file.read_text("utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_text(text, "utf-8")
        fresh.replace(file)
    return file
