"""Printed pages: words and a template become PDF/A-2b; the same words give the same bytes."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from poswizard import paths
from poswizard.documents.page_code import QUIET_MODULES, drawn
from poswizard.package.form_fonts import GETA, form_fonts, printable, without_glyph

if TYPE_CHECKING:
    import typst

Words = dict[str, Any]
"""What a template sets: JSON whose every text is for the page."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of the pages once their text is set."""

    pages: int
    signing: Mapping[int, float]
    """Pages (from 1) with a signing area, and where it begins in millimetres from their top."""


CodeOf = Callable[[int, Layout], str]
"""What the QR code of a page (from 1) says."""


def typeset(
    template: str,
    words: Words,
    code: CodeOf | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The pages of `resources/forms/<template>.typ`, A4, all fonts embedded.

    `pictures` are PNG by the name that the words give them. With `code`, every page has its QR code.
    """
    import typst

    sources: Any = _sources(template, words, pictures or {})
    if code:
        sources |= _page_codes(code, _laid_out(sources))
    # one document as bytes: other formats give several
    pdf: Any = typst.compile(sources, font_paths=_fonts(), pdf_standards=["a-2b"])
    return pdf


def qr_code(content: str) -> bytes:
    """A QR code as SVG with half its quiet zone: the page is white around it."""
    svg = io.BytesIO()
    drawn(content).save(svg, kind="svg", xmldecl=False, border=QUIET_MODULES)
    return svg.getvalue()


def note_on_missing(words: Words) -> str:
    """What is to be said of the characters in these words that no font has; empty if there are none."""
    missing = without_glyph(_texts(words))
    if not missing:
        return ""
    codes = "、".join(f"U+{ord(character):04X}" for character in sorted(missing))
    return f"以下字符超出打印字库，文中以“{GETA}”代替，以电子数据 application.json 为准：{codes}"


def _texts(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict | list | tuple):
        for inner in words.values() if isinstance(words, dict) else words:
            yield from _texts(inner)


def _sources(template: str, words: Words, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    folder = paths.resources() / "forms"
    return {
        "main": (folder / f"{template}.typ").read_bytes(),
        "style.typ": (folder / "style.typ").read_bytes(),
        "words.json": _json(words | {"fonts": list(form_fonts().families)}),
        "codes.json": _json([]),
        **{name: _framed(png) for name, png in pictures.items()},
    }


def _page_codes(code: CodeOf, layout: Layout) -> dict[str, bytes]:
    names = {f"code-{page}.svg": page for page in range(1, layout.pages + 1)}
    codes = {name: qr_code(code(page, layout)) for name, page in names.items()}
    return codes | {"codes.json": _json(list(names))}


def _laid_out(sources: Any) -> Layout:
    """Without the codes, which stand beside the text; what was set is remembered for the real run."""
    import typst

    found = json.loads(typst.query(sources, "<layout>", "value", one=True, font_paths=_fonts()))
    return Layout(found["pages"], dict(found["signing"]))


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in form_fonts().folders],
    )


def _json(words: Any) -> bytes:
    return json.dumps(_printable(words), ensure_ascii=False).encode()


def _printable(words: Any) -> Any:
    if isinstance(words, str):
        return printable(words)
    if isinstance(words, dict):
        return {name: _printable(value) for name, value in words.items()}
    return [_printable(value) for value in words] if isinstance(words, list | tuple) else words


def _framed(png: bytes) -> bytes:
    """A picture as SVG around its PNG, for the typesetter takes its sources as text only."""
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    picture = base64.b64encode(png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{picture}"/></svg>'
    ).encode()
