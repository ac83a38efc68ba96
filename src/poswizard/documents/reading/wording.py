"""Names and addresses as they are stored: what printing and recognising add to them taken off again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from poswizard.documents.reading.fact import Fact, ReadValue
from poswizard.documents.reading.layout import Layout
from poswizard.documents.reading.settling import settled, settled_name, settled_place
from poswizard.domain import names

_FULL_WIDTH = str.maketrans(",:;!?()", "，：；！？（）")
_DOTS = re.compile("[·•・‧∙⋅․●.]")


def person_name(text: str) -> str:
    """A person's name: one kind of dot, no spaces between Chinese characters, nothing but a name."""
    plain = unicodedata.normalize("NFKC", text).strip(" :;,'\"-_")
    if not names.has_chinese(plain):
        return " ".join(plain.split())
    kept = "".join(c for c in _DOTS.sub("·", plain) if c == "·" or names.is_ideograph(c))
    return kept.strip("·")


def chinese(text: str) -> str:
    """Chinese prose: full-width punctuation, half-width letters and digits, no spaces."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return plain.translate(_FULL_WIDTH).strip("：，") if names.has_chinese(plain) else plain


def prose(layout: Layout, key: Fact) -> Iterator[ReadValue]:
    """What stands beside a label, as prose: the name of a firm, a kind, a scope."""
    if (line := layout.value(key)) and (text := chinese((line := settled(line)).text)):
        yield layout.read(key, line, text)


def place(layout: Layout, key: Fact) -> Iterator[ReadValue]:
    """The address beside a label."""
    if (line := layout.value(key)) and (text := chinese((line := settled_place(line)).text)):
        yield layout.read(key, line, text)


def person(layout: Layout, key: Fact) -> Iterator[ReadValue]:
    """The person's name beside a label."""
    if (line := layout.value(key)) and (text := person_name((line := settled_name(line)).text)):
        yield layout.read(key, line, text)
