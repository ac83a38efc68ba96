"""A paper scanner as the program sees it: what it is called, what it can do, what goes wrong with it.

ScannerError   no page came; `reason` is one of `Trouble`, `text` says it in full

The one implementation is `sane_scanner`, for systems with SANE. On Windows the seam is meant for WIA
or TWAIN; neither has been tried, so `scanner_here` says there how pages get in without either.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from poswizard.documents.quad import Shape
from poswizard.text import Text, Vocabulary

CARD_RESOLUTION = 600
"""Dots per inch for a card: the digits of an ID number, 2.5 mm high, are then some 60 pixels."""
SHEET_RESOLUTION = 300
"""Dots per inch for a sheet: small print, 2 mm high, is then some 24 pixels; A4 is 8.7 megapixels."""
PREVIEW_RESOLUTION = 75

Progress = Callable[[float], object]
"""Told the share of the page now scanned, from 0 to 1."""
Cancelled = Callable[[], bool]


class Colour(Vocabulary):
    """With or without colour."""

    COLOUR = "colour", Text("彩色", "Colour")
    GREY = "grey", Text("灰度", "Grey")


class Feed(Vocabulary):
    """Where the paper lies."""

    GLASS = "glass", Text("玻璃板", "Glass")
    FEEDER = "feeder", Text("进纸器，单面", "Feeder, one side")
    DUPLEX = "duplex", Text("进纸器，双面", "Feeder, both sides")


class Area(Vocabulary):
    """How much of the glass is scanned."""

    CORNER = "corner", Text("左上角（证件）", "Upper left corner (card)")
    WHOLE = "whole", Text("整面", "All of it")


@dataclass(frozen=True, slots=True)
class Device:
    """A scanner that is connected."""

    id: str
    """By which the driver knows it; may change when it is plugged in elsewhere."""
    maker: str
    model: str

    @property
    def name(self) -> str:
        """What stands on the device."""
        return f"{self.maker} {self.model}".strip() or self.id


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a scanner offers, in the order in which it is shown."""

    resolutions: tuple[int, ...]
    """Dots per inch, ascending, of those worth offering."""
    colours: tuple[Colour, ...]
    feeds: tuple[Feed, ...]
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """How to scan."""

    resolution: int
    colour: Colour = Colour.COLOUR
    feed: Feed = Feed.GLASS
    area: Area = Area.WHOLE


class Scanner(Protocol):
    """The way to the scanners of this machine. All of it is slow: call it beside the window.

    Everything raises `ScannerError` and nothing else; what is cancelled raises `Trouble.CANCELLED`.
    """

    def devices(self, cancelled: Cancelled) -> list[Device]:
        """The scanners connected now; never empty."""
        ...

    def abilities(self, device: Device, cancelled: Cancelled) -> Abilities:
        """What one of them offers."""
        ...

    def scan(
        self, device: Device, wish: Wish, progress: Progress, cancelled: Cancelled
    ) -> Iterator[bytes]:
        """The pages as they come, each a PNG; one from the glass, all there are from the feeder."""
        ...


class Trouble(Vocabulary):
    """Why no page came: the words say what is wrong, the hint what to do."""

    NOT_INSTALLED = (
        "not_installed",
        Text("本机没有安装扫描程序。", "No scanning program is installed on this computer."),
        Text(
            "请系统管理员安装 sane-utils；现在可改用拍摄或选择文件。",
            "Ask the administrator for the package sane-utils; use the camera or a file meanwhile.",
        ),
    )
    NOT_HERE = (
        "not_here",
        Text(
            "本程序在这种系统上还不能直接使用扫描仪。",
            "Scanners cannot be used directly on this system yet.",
        ),
        Text(
            "请用扫描仪自带的软件扫描到“监视文件夹”（设置里指定），图片会自动出现；或改用拍摄。",
            "Scan with the scanner's own program into the watched folder (see Settings): pictures "
            "appear by themselves. Or use the camera.",
        ),
    )
    NO_DEVICE = (
        "no_device",
        Text("没有找到扫描仪。", "No scanner was found."),
        Text(
            "请确认扫描仪已通电、USB 线已插好，再按“重新查找”；或改用拍摄。",
            "Check its power and its cable, then search again; or use the camera.",
        ),
    )
    BUSY = (
        "busy",
        Text("扫描仪正被占用。", "The scanner is busy."),
        Text(
            "请关闭其他扫描软件，等它停下后再试一次。",
            "Close other scanning programs, wait until it rests, then try again.",
        ),
    )
    JAMMED = (
        "jammed",
        Text("进纸器卡纸。", "Paper is jammed in the feeder."),
        Text(
            "请打开进纸器盖，取出纸张后合上；易损证件请放玻璃板扫描。",
            "Open the feeder, take the paper out and close it; scan fragile papers on the glass.",
        ),
    )
    NO_PAPER = (
        "no_paper",
        Text("进纸器里没有纸。", "There is no paper in the feeder."),
        Text("请放入纸张，或改用玻璃板。", "Put paper in, or scan from the glass."),
    )
    COVER_OPEN = (
        "cover_open",
        Text("扫描仪的盖子开着。", "The scanner's cover is open."),
        Text("请合上盖子再试一次。", "Close it and try again."),
    )
    DENIED = (
        "denied",
        Text("没有使用扫描仪的权限。", "You may not use the scanner."),
        Text(
            "请系统管理员把您的账户加入 scanner 组，重新登录后再试；现在可改用拍摄。",
            "Ask the administrator to add your account to the group scanner, then log in again; "
            "use the camera meanwhile.",
        ),
    )
    CONNECTION = (
        "connection",
        Text("与扫描仪的连接中断。", "The connection to the scanner broke."),
        Text(
            "请拔下 USB 线重新插好，关掉扫描仪电源再打开，然后重试；或改用拍摄。",
            "Plug its cable in again, switch it off and on, then retry; or use the camera.",
        ),
    )
    NO_MEMORY = (
        "no_memory",
        Text("内存不足，无法扫描。", "There is not enough memory to scan."),
        Text("请选较低的分辨率，或关闭其他程序。", "Choose a lower resolution or close programs."),
    )
    TOO_SLOW = (
        "too_slow",
        Text("扫描仪很久没有反应，已停止等待。", "The scanner has not answered for long."),
        Text(
            "请关掉扫描仪电源再打开，然后重试；或改用拍摄。",
            "Switch it off and on, then retry; or use the camera.",
        ),
    )
    CANCELLED = (
        "cancelled",
        Text("已取消扫描。", "Scanning was cancelled."),
        Text("需要时请重新扫描。", "Scan again when it is needed."),
    )
    UNUSABLE = (
        "unusable",
        Text("扫描仪没有给出图像。", "The scanner gave no picture."),
        Text(
            "请换一种来源或分辨率再试；仍不行时改用拍摄或选择文件。",
            "Try another source or resolution; if that fails, use the camera or a file.",
        ),
    )


class ScannerError(Exception):
    """No page came; `reason` is stable, `text` tells a person what is wrong and what to do.

    `cause` is an exit code or an exception's name, for the log; never a device's or file's name.
    """

    def __init__(self, reason: Trouble, cause: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.cause = cause

    @property
    def text(self) -> Text:
        """What is wrong, then what to do."""
        remedy = self.reason.hint
        return self.reason.label + Text("", " ") + remedy if remedy else self.reason.label


def usual_wish(shape: Shape, abilities: Abilities) -> Wish:
    """How a paper of this shape is best scanned with what a scanner offers."""
    wanted = CARD_RESOLUTION if shape is Shape.CARD else SHEET_RESOLUTION
    enough = [each for each in abilities.resolutions if each >= wanted]
    colour = Colour.COLOUR if Colour.COLOUR in abilities.colours else Colour.GREY
    # a card jams or breaks in a feeder; a sheet may lie on the glass as well
    feed = Feed.GLASS if Feed.GLASS in abilities.feeds else abilities.feeds[0]
    corner = shape is Shape.CARD and Area.CORNER in abilities.areas and feed is Feed.GLASS
    resolution = min(enough) if enough else max(abilities.resolutions)
    return Wish(resolution, colour, feed, Area.CORNER if corner else Area.WHOLE)


def preview_wish(wish: Wish, abilities: Abilities) -> Wish:
    """A quick look at the whole glass before scanning as wished."""
    resolution = min(abilities.resolutions, key=lambda each: abs(each - PREVIEW_RESOLUTION))
    return Wish(resolution, wish.colour, Feed.GLASS, wish.area)


def scanner_here() -> Scanner:
    """The way to the scanners of this machine."""
    if sys.platform in {"win32", "darwin"}:
        return _NotHere()
    from poswizard.documents.sane_scanner import SaneScanner

    return SaneScanner()


class _NotHere:
    """The scanner of a system for which no driver has been written."""

    def devices(self, cancelled: Cancelled) -> list[Device]:
        raise ScannerError(Trouble.NOT_HERE)

    def abilities(self, device: Device, cancelled: Cancelled) -> Abilities:
        raise ScannerError(Trouble.NOT_HERE)

    def scan(
        self, device: Device, wish: Wish, progress: Progress, cancelled: Cancelled
    ) -> Iterator[bytes]:
        raise ScannerError(Trouble.NOT_HERE)
