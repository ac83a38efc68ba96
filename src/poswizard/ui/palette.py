"""The colours of the window by what they mean, in light, dark and high contrast."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Tone(Enum):
    """What a word or a sign is about; every tone is a colour of each palette."""

    TEXT = "text"
    QUIET = "quiet"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"


class Palette(NamedTuple):
    """Colours as `#rrggbb`.

    Text stands at 4.5 : 1 or more against every ground it is used on, edges of controls and signs
    at 3 : 1 or more (WCAG 2.2, 1.4.3 and 1.4.11).
    """

    is_dark: bool
    window: str
    """The ground of the page."""
    surface: str
    """Cards, fields, the rail and the bars."""
    text: str
    quiet: str
    """Hints, remarks, dates."""
    faint: str
    """Words of a control that cannot be used now; exempt from contrast, still readable."""
    line: str
    """Between things; carries no meaning."""
    edge: str
    """Around what can be operated."""
    accent: str
    accent_strong: str
    """The accent under the pointer."""
    accent_soft: str
    """The ground of what is chosen."""
    on_accent: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str

    def of(self, tone: Tone) -> str:
        """The colour of a tone."""
        return getattr(self, tone.value)

    def soft(self, tone: Tone) -> str:
        """The ground on which a note of this tone stands."""
        return getattr(self, f"{tone.value}_soft", self.window)


LIGHT = Palette(
    is_dark=False,
    window="#f5f6f8",
    surface="#ffffff",
    text="#1a1d21",
    quiet="#55606e",
    faint="#7d8793",
    line="#e1e4e9",
    edge="#858e9a",
    accent="#0b5cc4",
    accent_strong="#084a9e",
    accent_soft="#e6effb",
    on_accent="#ffffff",
    good="#11703a",
    good_soft="#e6f4ea",
    warning="#855000",
    warning_soft="#fff3dc",
    danger="#b3261e",
    danger_soft="#fcebe9",
)

DARK = Palette(
    is_dark=True,
    window="#14181d",
    surface="#1b2127",
    text="#e8ebef",
    quiet="#a7b1bc",
    faint="#7f8a96",
    line="#2e363f",
    edge="#76828f",
    accent="#6baeff",
    accent_strong="#8fc3ff",
    accent_soft="#1d3450",
    on_accent="#0a1b2e",
    good="#6ccb8b",
    good_soft="#17301f",
    warning="#f0b65a",
    warning_soft="#3a2d16",
    danger="#ff8f86",
    danger_soft="#40211f",
)

HIGH_CONTRAST = Palette(
    is_dark=True,
    window="#000000",
    surface="#000000",
    text="#ffffff",
    quiet="#f0f0f0",
    faint="#c8c8c8",
    line="#ffffff",
    edge="#ffffff",
    accent="#ffdd33",
    accent_strong="#ffe980",
    accent_soft="#3d3500",
    on_accent="#000000",
    good="#7dff9b",
    good_soft="#002b0d",
    warning="#ffc04d",
    warning_soft="#332200",
    danger="#ffa79f",
    danger_soft="#3a0b07",
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
