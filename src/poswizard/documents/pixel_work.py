"""What is done with stored pictures in the worker process: found, straightened, measured, copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, cast

from PIL import Image

from poswizard.documents.copies import Window, derive
from poswizard.documents.corners import find_corners
from poswizard.documents.frames import Answer, Frame
from poswizard.documents.images import encoded
from poswizard.documents.measures import fingerprint, measured
from poswizard.documents.pixels import array, opened
from poswizard.documents.quad import Quad, Shape
from poswizard.documents.straighten import quarters_to_upright, straightened


def work_answers(request: Frame) -> Iterator[Answer]:
    """The one answer to a request of the workbench."""
    header = cast("dict[str, Any]", request.header)
    yield _TASKS[header["task"]](header, request.body)


def _find(header: dict[str, Any], page: bytes) -> Answer:
    image = opened(page)
    found = find_corners(array(image), Shape(header["shape"]))
    if found is None:
        return {"quad": None, "certainty": 0.0, "cut": 0}, b""
    return {"quad": found.quad.to_json(), "certainty": found.certainty, "cut": found.cut}, b""


def _straighten(header: dict[str, Any], page: bytes) -> Answer:
    """Within the given corners; `kind` lets it be turned upright, and then `quad` begins elsewhere."""
    shape, quad = Shape(header["shape"]), Quad.from_json(header["quad"])
    pixels = array(opened(page))
    flat = straightened(pixels, quad, shape)
    if header["kind"] and quarters_to_upright(flat, header["kind"]) == 2:
        flat, quad = flat[::-1, ::-1], quad.turned(2)
    picture = encoded(Image.fromarray(flat))
    return picture.facts | {"quad": quad.to_json()}, picture.data


def _turn(header: dict[str, Any], page: bytes) -> Answer:
    picture = encoded(opened(page).rotate(-90 * int(header["quarters"]), expand=True))
    return picture.facts, picture.data


def _measure(header: dict[str, Any], page: bytes) -> Answer:
    pixels = array(opened(page))
    numbers = measured(pixels, float(header["character"]))
    return numbers | {
        "width": pixels.shape[1],
        "height": pixels.shape[0],
        "fingerprint": fingerprint(pixels),
    }, b""


def _copy(header: dict[str, Any], page: bytes) -> Answer:
    copy = derive(page, Window.from_json(header["window"]), header["mark"])
    return asdict(copy.proof), copy.data


def _sheet(header: dict[str, Any], page: bytes) -> Answer:
    """The printed page in a picture, put straight; without a body where there is none."""
    from poswizard.documents.paper import sheet_in

    pixels = array(opened(page))
    found = sheet_in(pixels)
    if found is None:
        return {"code": None}, b""
    picture = encoded(Image.fromarray(straightened(pixels, found.quad, Shape.A4)))
    ink = found.ink and asdict(found.ink) | {"is_signed": found.ink.is_signed}
    facts = {"code": str(found.code), "quad": found.quad.to_json(), "marks": found.marks}
    return picture.facts | facts | {"ink": ink}, picture.data


def _signature(header: dict[str, Any], page: bytes) -> Answer:
    """The ink of a photographed signature on a transparent ground."""
    from poswizard.documents.ink import cut_out

    cut = cut_out(array(opened(page)))
    return {"trouble": cut.trouble.value if cut.trouble else None}, cut.png


_TASKS: dict[str, Callable[[dict[str, Any], bytes], Answer]] = {
    "find": _find,
    "straighten": _straighten,
    "turn": _turn,
    "measure": _measure,
    "copy": _copy,
    "sheet": _sheet,
    "signature": _signature,
}
