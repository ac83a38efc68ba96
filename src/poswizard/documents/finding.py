"""What is said of a picture: a number, a sentence, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from poswizard.text import Text, Vocabulary

Level = Literal["error", "warning", "information"]
"""An error is taken again or overridden with a reason that the reviewer sees; information only says."""


class FindingCode(Vocabulary):
    """Everything that can be wrong with a picture: the words hold the number, the hint what to do."""

    BLURRED = (
        "blurred",
        Text("照片模糊（模糊度 {}%）。", "The picture is blurred (by {} %)."),
        Text(
            "请把手肘或手机支稳，轻点屏幕对焦后重拍。",
            "Steady the phone, tap the screen to focus, and take it again.",
        ),
    )
    GLARE = (
        "glare",
        Text("证件上有反光（占 {}%）。", "A light is mirrored on {} % of it."),
        Text(
            "请关闭闪光灯，换个角度避开灯光后重拍。",
            "Switch the flash off, turn away from the lamp, and take it again.",
        ),
    )
    TOO_DARK = (
        "too_dark",
        Text("照片太暗（亮度 {}%）。", "The picture is too dark (lightness {} %)."),
        Text("请到亮处或开灯后重拍。", "Take it again in better light."),
    )
    SHADOW = (
        "shadow",
        Text(
            "有阴影挡住一部分（最暗处亮度 {}%）。", "A shadow lies on it (down to {} % lightness)."
        ),
        Text(
            "请让手和手机不要挡光，重拍。",
            "Keep hand and phone out of the light and take it again.",
        ),
    )
    TOO_BRIGHT = (
        "too_bright",
        Text(
            "照片过亮，字迹发白（字迹亮度 {}%）。",
            "Overexposed: the print is pale ({} % lightness).",
        ),
        Text(
            "请避开强光或降低曝光后重拍。",
            "Avoid strong light or lower the exposure, then retake it.",
        ),
    )
    TOO_SMALL = (
        "too_small",
        Text(
            "号码的字只有 {} 像素高，可能看不清。",
            "The number's characters are only {} pixels high.",
        ),
        Text(
            "请靠近拍摄，让证件占满画面；不要用聊天软件的缩略图。",
            "Go closer until it fills the frame; do not use a chat's small picture.",
        ),
    )
    CORNER_CUT = (
        "corner_cut",
        Text("证件有 {} 个角不在画面内。", "{} of its corners lie outside the picture."),
        Text(
            "请退后一点，四角都拍进画面。", "Move back until all four corners are in the picture."
        ),
    )
    SCREEN = (
        "screen",
        Text("像是翻拍屏幕或截屏（网纹 {} 分贝）。", "Looks taken off a screen (a grid of {} dB)."),
        Text("请直接拍摄证件原件。", "Take the picture of the original itself."),
    )
    SCREENSHOT = (
        "screenshot",
        Text("像是手机截屏（{}% 为纯色边）。", "Looks like a screen shot ({} % is a flat margin)."),
        Text(
            "请直接拍摄原件，或传送原图。",
            "Take the picture of the original, or send the original file.",
        ),
    )
    COPY = (
        "copy",
        Text("像是复印件（彩色只占 {}‰）。", "Looks like a photocopy ({} ‰ of it has colour)."),
        Text(
            "请拍原件；只有复印件时须加盖公章或按指印。",
            "Use the original; a copy needs the seal or a fingerprint.",
        ),
    )
    GREYSCALE = (
        "greyscale",
        Text("照片是黑白的（彩色只占 {}‰）。", "The picture is black and white ({} ‰ has colour)."),
        Text("请用彩色模式重拍或重扫。", "Take or scan it again in colour."),
    )
    WRONG_SIDE = (
        "wrong_side",
        Text("拍成了另一面。", "This is the other side."),
        Text(
            "请把证件翻过来重拍，或移到另一面的位置。",
            "Turn it over, or move it to the other side's place.",
        ),
    )
    WRONG_KIND = (
        "wrong_kind",
        Text("这里放的像是另一种材料。", "This looks like another kind of document."),
        Text("请核对材料名称，换成这一项的照片。", "Compare the heading and replace the picture."),
    )
    SAME_PICTURE = (
        "same_picture",
        Text(
            "与另一项材料是同一张照片（相差 {} 位）。",
            "The same picture stands elsewhere ({} bits differ).",
        ),
        Text("请为这一项单独拍照。", "Take a picture of its own for this document."),
    )
    OTHER_DAY = (
        "other_day",
        Text("门头照与店内照相差 {} 天拍摄。", "Shop front and interior were taken {} days apart."),
        Text(
            "请在同一天重拍，或确认是同一家店的现状。",
            "Retake them on one day, or confirm that both are current.",
        ),
    )
    NO_SIGN = (
        "no_sign",
        Text(
            "门头照上没有看得清的招牌（最大的字高只占画面 {}%）。",
            "No legible sign on the shop front (its largest print is {} % of the height).",
        ),
        Text(
            "请正对门头，招牌完整入镜后重拍。",
            "Face the shop with the whole sign in view and retake it.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a picture."""

    code: FindingCode
    level: Level
    number: float
    unit: str
    """`%`, `‰`, `px`, `dB`, `bit`, `day`, or empty for a plain count."""

    @property
    def sentence(self) -> Text:
        """What is wrong, with the number in place."""
        return self.code.label.format(f"{self.number:.0f}")

    @property
    def remedy(self) -> Text:
        """What to do."""
        assert self.code.hint  # noqa: S101 every code has one
        return self.code.hint
