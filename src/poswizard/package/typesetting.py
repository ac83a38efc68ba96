"""Printed pages: words and a template become PDF/A-2b; the same words give the same bytes."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from poswizard import paths
from poswizard.package.form_fonts import GETA, form_fonts, printable, without_glyph

if TYPE_CHECKING:
    import typst

Words = dict[str, Any]
"""What a template sets: JSON whose every text is for the page."""

PageCode = Callable[[int], str]
"""What the QR code of a page (from 1) says."""


def typeset(
    template: str,
    words: Words,
    code: PageCode | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The pages of `resources/forms/<template>.typ`, A4, all fonts embedded.

    `pictures` are PNG by the name that the words give them. With `code`, every page has its QR code.
    """
    import typst

    sources: Any = _sources(template, words, pictures or {})
    if code:
        sources |= _page_codes(code, _number_of_pages(sources))
    # one document as bytes: other formats give several
    pdf: Any = typst.compile(sources, font_paths=_fonts(), pdf_standards=["a-2b"])
    return pdf


def qr_code(content: str) -> bytes:
    """A QR code as SVG, error correction M, with half its quiet zone: the page is white around it."""
    import segno

    svg = io.BytesIO()
    segno.make(content, error="m", micro=False).save(svg, kind="svg", xmldecl=False, border=2)
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


def _page_codes(code: PageCode, pages: int) -> dict[str, bytes]:
    names = {f"code-{page}.svg": page for page in range(1, pages + 1)}
    codes = {name: qr_code(code(page)) for name, page in names.items()}
    return codes | {"codes.json": _json(list(names))}


def _number_of_pages(sources: Any) -> int:
    """Without the codes, whose place is kept for them; what was set is remembered for the real run."""
    import typst

    found = typst.query(sources, "<pages>", "value", one=True, font_paths=_fonts())
    return int(json.loads(found))


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
