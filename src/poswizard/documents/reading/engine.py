"""Pictures to lines of print, by RapidOCR's models on onnxruntime; loaded in the worker process only.

What makes it quicker than the library's own pipeline on a picture whose kind is known: text is looked for in a
small copy, lines are cut from a larger one, each line is as wide for the recogniser as it really is, nothing is
asked for its orientation, and print that does not run with the rest (marks, seals) is not read. Papers are
looked at through red: seals and stamps, which stand over print, vanish.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from io import BytesIO
from math import atan2, degrees
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr
from numpy.typing import NDArray
from onnxruntime import (
    InferenceSession,
    SessionOptions,  # pyright: ignore[reportAttributeAccessIssue] native, not in its stubs
)
from PIL import Image

from poswizard.documents.reading.box import Box as Upright
from poswizard.documents.reading.box import Placement, around
from poswizard.documents.reading.decoder import Decoder, Seen
from poswizard.documents.reading.voting import doubts, voted
from poswizard.documents.reading.wish import Wish

THREADS = 2
_MAX_PIXELS = 50_000_000
_ASKEW = 7.0
"""Degrees from the run of the other lines at which print is a mark across the paper, not part of it."""
_LEVEL_ENOUGH = 0.15
_FOLDER = Path(rapidocr.__file__).with_name("models")
_DETECTOR, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_MODELS = {
    "Det.model_path": _DETECTOR,
    "Rec.model_path": _RECOGNISER,
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
"""Named one by one: the library fetches from the network what it is not given a path for."""

_FIND_SIDE = {"card": 800, "sheet": 1120}
"""Pixels of the longer side of the copy in which text is looked for."""
_READ_SIDE = {"card": 1400, "sheet": 2000}
"""Pixels of the longer side, at most, of the picture that lines are cut from."""
_CARD_SHAPES = (1.4, 1.8)
"""Between these ratios of its sides a picture may be filled by a card of ID-1 shape (1.586)."""
_FAINTEST = 0.35
"""How sure the detector must be of a box: the library's 0.5 loses a character that stands alone in a last row."""
_LEAST_CONFIDENCE = 0.5
"""Of a line on average, as in the library: below it is no print but a seal or a pattern."""

_LOOKED_AT_AGAIN = 6
"""Lines of one picture, at most, that are read a second and third time for a doubtful character."""
_MARGINS = (0.06, 0.13)
"""Heights of the line by which it is cut out wider for that; and so much of its rim is set beside it: """
_BESIDE = 0.65

Pixels = NDArray[np.uint8]
Points = NDArray[np.float32]


class Engine:
    """The models, loaded once."""

    def __init__(self) -> None:
        cv2.setNumThreads(THREADS)
        self._ocr = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.return_word_box": True,
                "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.limit_side_len": 32,
                "Det.box_thresh": _FAINTEST,
                "Rec.rec_batch_num": 1,
                "Rec.rec_img_shape": [3, 48, 48],
            }
            | {key: str(_FOLDER / name) for key, name in _MODELS.items()}
        )
        self._warm_up()

    def _warm_up(self) -> None:
        """Both models in memory, and our decoder in the place of the library's."""
        nothing = np.full((64, 64, 3), 255, np.uint8)
        self._ocr(nothing, use_rec=False)
        self._ocr(nothing, use_det=False, use_rec=True)
        detector: Any = self._ocr.text_det
        recogniser: Any = self._ocr.text_rec
        for part, name in ((detector, _DETECTOR), (recogniser, _RECOGNISER)):
            part.session.session = _patient_session(name)
        recogniser.postprocess_op = Decoder(recogniser.postprocess_op.character)

    def sheet(self, data: bytes, wish: Wish) -> dict[str, Any]:
        """What `line.sheet_from_json` understands; raises what Pillow raises on a broken picture."""
        given, shape, pixels = _decoded(data, wish)
        scale = pixels.shape[1] / (given[0] if wish.turn % 180 == 0 else given[1])
        seen = _through_red(pixels) if wish.through_red else pixels
        quads = self._found(seen, _FIND_SIDE[shape])
        tilt, tall = _tilt(quads), _tall_share(quads)
        placement = Placement(
            width=given[0], height=given[1], turn=wish.turn, scale=scale, tilt=tilt
        )
        quads = [quad for quad in quads if _runs_along(quad, tilt)]
        return {
            "placement": asdict(placement),
            "lines": self._lines(seen, pixels, quads, placement),
            "codes": _codes(pixels, placement) if wish.with_codes else [],
            "tall": round(tall, 3),
        }

    def _found(self, pixels: Pixels, side: int) -> list[Points]:
        """Four corners of every line of print."""
        height, width = pixels.shape[:2]
        shrink = min(1.0, side / max(width, height))
        small = _sized(pixels, _even(width * shrink), _even(height * shrink))
        found: Any = self._ocr(small, use_det=True, use_rec=False)
        boxes = found.boxes
        if boxes is None:
            return []
        factors = np.array([width / small.shape[1], height / small.shape[0]], np.float32)
        return [np.asarray(box, np.float32) * factors for box in boxes]

    def _lines(
        self, seen: Pixels, colour: Pixels, quads: list[Points], placement: Placement
    ) -> list[dict[str, Any]]:
        if not quads:
            return []
        crops = self._ocr.crop_text_regions(seen, np.array(quads))
        found: Any = self._ocr.recognize_txt(crops)
        read: list[tuple[Seen, Points]] = [
            (line, quad)
            for line, score, quad in zip(found.word_results, found.scores, quads, strict=True)
            if line and score >= _LEAST_CONFIDENCE
        ]
        # those least in doubt first: where all is in doubt there is little to be gained
        again = sorted(
            (n for n in range(len(read)) if doubts(read[n][0])), key=lambda n: doubts(read[n][0])
        )
        for n in again[:_LOOKED_AT_AGAIN]:
            line, quad = read[n]
            read[n] = voted(line, self._looks(colour, quad)), quad
        return [_line(line, quad, placement) for line, quad in read]

    def _looks(self, pixels: Pixels, quad: Points) -> list[Seen]:
        """The line read again with more around it, in all colours: where it was cut matters to rare characters."""
        height = _sides(quad)[1]
        looks: list[Seen] = []
        for margin in _MARGINS:
            crop = self._ocr.crop_text_regions(pixels, _grown(quad, margin * height)[None])[0]
            side = round(_BESIDE * height)
            crop = cv2.copyMakeBorder(crop, 0, 0, side, side, cv2.BORDER_REPLICATE)
            found: Any = self._ocr.recognize_txt([crop])
            looks += found.word_results
        return looks


def _patient_session(name: str) -> InferenceSession:
    """A model whose threads sleep while they wait for one another.

    The library's threads spin: twice the processor time for the same picture, and where the window or another
    program wants the same two cores, each waits for the other's time slice.
    """
    options = SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(str(_FOLDER / name), options, providers=["CPUExecutionProvider"])


def _decoded(data: bytes, wish: Wish) -> tuple[tuple[int, int], str, Pixels]:
    """Width and height of the picture, its shape, and its pixels turned and no larger than needed."""
    image = Image.open(BytesIO(data), formats=("JPEG", "PNG"))
    given = image.size
    if given[0] * given[1] > _MAX_PIXELS:
        raise Image.DecompressionBombError
    shape = _shape(given, wish)
    side = _READ_SIDE[shape]
    image.draft("RGB", (side, side))
    image = image.convert("RGB")
    pixels = np.ascontiguousarray(np.rot90(np.asarray(image), -(wish.turn // 90)))
    shrink = min(1.0, side / max(image.size))
    height, width = pixels.shape[:2]
    return given, shape, _sized(pixels, round(width * shrink), round(height * shrink))


def _shape(size: tuple[int, int], wish: Wish) -> str:
    """A card that does not fill its picture is small print on a sheet."""
    least, most = _CARD_SHAPES
    return "card" if wish.is_card and least < max(size) / min(size) < most else "sheet"


def _sized(pixels: Pixels, width: int, height: int) -> Pixels:
    if (pixels.shape[1], pixels.shape[0]) == (width, height):
        return pixels
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _even(side: float) -> int:
    """The multiple of 32 that the detector would make of a side anyway."""
    return max(32, round(side / 32) * 32)


def _through_red(pixels: Pixels) -> Pixels:
    return np.ascontiguousarray(np.repeat(pixels[:, :, :1], 3, axis=2))


def _angle(quad: Points) -> float:
    """Degrees by which a line falls to the right."""
    right = quad[1] + quad[2] - quad[0] - quad[3]
    return degrees(atan2(float(right[1]), float(right[0])))


def _sides(quad: Points) -> tuple[float, float]:
    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))


def _grown(quad: Points, by: float) -> Points:
    """The corners moved outwards along both sides of the line."""
    across, down = quad[1] - quad[0], quad[3] - quad[0]
    across, down = (side / max(1.0, float(np.linalg.norm(side))) * by for side in (across, down))
    outwards = (-across - down, across - down, across + down, down - across)
    return np.asarray(quad + np.array(outwards), np.float32)


def _is_long(quad: Points) -> bool:
    width, height = _sides(quad)
    return width > 2.5 * height


def _tilt(quads: Iterable[Points]) -> float:
    """Degrees by which most lines fall to the right, long ones counting for more."""
    long = [(_angle(quad), _sides(quad)[0]) for quad in quads if _is_long(quad)]
    if not long:
        return 0.0
    long.sort()
    half = sum(weight for _, weight in long) / 2
    for angle, weight in long:
        half -= weight
        if half <= 0:
            return angle if abs(angle) > _LEVEL_ENOUGH else 0.0
    return 0.0


def _tall_share(quads: Sequence[Points]) -> float:
    """The share of lines that run up or down: the picture lies on its side where it is large."""
    if not quads:
        return 0.0
    return sum(height > 1.5 * width for width, height in map(_sides, quads)) / len(quads)


def _runs_along(quad: Points, tilt: float) -> bool:
    return not _is_long(quad) or abs(_angle(quad) - tilt) < _ASKEW


def _line(seen: Seen, quad: Points, placement: Placement) -> dict[str, Any]:
    points = [placement.level(float(x), float(y)) for x, y in quad]
    box = around(Upright(x, y, x, y) for x, y in points)
    return {
        "text": "".join(character for character, *_ in seen),
        "confidences": [round(confidence, 4) for _, confidence, *_ in seen],
        "xs": [round(box.left + box.width * place, 1) for _, _, place, _ in seen],
        "others": [others for *_, others in seen],
        "box": [round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)],
    }


def _codes(pixels: Pixels, placement: Placement) -> list[dict[str, Any]]:
    import zxingcpp

    found: list[dict[str, Any]] = []
    for code in zxingcpp.read_barcodes(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)):
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        box = around(
            Upright(x, y, x, y) for x, y in (placement.level(point.x, point.y) for point in corners)
        )
        edges = [round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)]
        found.append({"text": code.text, "format": code.format.name, "box": edges})
    return found
