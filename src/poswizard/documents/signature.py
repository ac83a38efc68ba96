"""A signature taken from a photograph of paper: what came of it, and what to do where nothing did."""

from __future__ import annotations

from dataclasses import dataclass

from poswizard.text import Text, Vocabulary

PICTURE = (1200, 400)
"""Pixels of a signature's picture, as the pad on the screen makes it."""


class Trouble(Vocabulary):
    """Why no signature was taken from a photograph; the hint says what to do."""

    NOTHING_FOUND = (
        "nothing_found",
        Text("照片里没有找到笔迹", "No strokes are found in the picture"),
        Text(
            "请用黑色或蓝色笔签在白纸中间，不要碰到纸边，再拍一张",
            "Sign with a black or blue pen in the middle of white paper, away from its edges, and take it again",
        ),
    )
    TOO_SMALL = (
        "too_small",
        Text("签名在照片里太小", "The signature is too small in the picture"),
        Text("请靠近一些，让签名占画面的一半以上", "Go closer: it should fill half of the picture"),
    )
    TOO_MUCH = (
        "too_much",
        Text("照片里不只是签名", "There is more than a signature in the picture"),
        Text(
            "请签在空白的纸上，只拍签名，避开印刷的字、线和阴影",
            "Sign on blank paper and take the signature alone, without print, lines and shadows",
        ),
    )


@dataclass(frozen=True, slots=True)
class CutOut:
    """The ink of a signature, or why there is none."""

    png: bytes = b""
    """Of `PICTURE` pixels on a transparent ground."""
    trouble: Trouble | None = None
