"""From the recogniser's probabilities to characters, keeping what the library's own decoder drops.

Of every character: how sure it is, where it stands, and what else it might be. Check digits and labels need that.
Loaded in the worker process only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLANK = 0
_SURE = 0.9
_POSSIBLE = 0.005
"""Probability below which another reading of a character is not worth trying."""
_OTHERS = 4

Seen = list[tuple[str, float, float, str]]
"""Character, confidence, place from 0 (left) to 1 (right) in its line, other readings."""


class Decoder:
    """Greedy CTC decoding, in the place of `rapidocr.ch_ppocr_rec.utils.CTCLabelDecode`."""

    def __init__(self, characters: Sequence[str]) -> None:
        self._characters = characters

    def __call__(
        self, preds: NDArray[np.float32], return_word_box: bool = True, **ratios: Any
    ) -> tuple[list[tuple[str, float]], list[Seen]]:
        """Per line of the batch: text with mean confidence as the library wants it, and what was seen."""
        widest = ratios["max_wh_ratio"]
        seen = [
            self._seen(columns, widest / ratio)
            for columns, ratio in zip(preds, ratios["wh_ratio_list"], strict=True)
        ]
        return [_summed_up(line) for line in seen], seen

    def _seen(self, columns: NDArray[np.float32], stretch: float) -> Seen:
        best = columns.argmax(axis=1)
        found: Seen = []
        start = 0
        for end in range(1, len(best) + 1):
            if end < len(best) and best[end] == best[start]:
                continue
            if best[start] != _BLANK:
                found.append(
                    self._glyph(columns[start:end], int(best[start]), start, len(best), stretch)
                )
            start = end
        return found

    def _glyph(
        self, run: NDArray[np.float32], index: int, start: int, total: int, stretch: float
    ) -> tuple[str, float, float, str]:
        peak = int(run[:, index].argmax())
        confidence = float(run[peak, index])
        x = (start + peak + 0.5) / total * stretch
        others = "" if confidence > _SURE else self._others(run[peak], index)
        return self._characters[index], confidence, min(1.0, x), others

    def _others(self, column: NDArray[np.float32], taken: int) -> str:
        order = np.argsort(column)[::-1][: _OTHERS + 2]
        likely = (int(n) for n in order if column[n] > _POSSIBLE and n not in (taken, _BLANK))
        return "".join(self._characters[n] for n in likely)[:_OTHERS]


def _summed_up(line: Seen) -> tuple[str, float]:
    text = "".join(character for character, *_ in line)
    return text, float(np.mean([confidence for _, confidence, *_ in line])) if line else 0.0
