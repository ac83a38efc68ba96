"""The page of keys names every key that a page of the window answers to."""

from __future__ import annotations

import re
from pathlib import Path

from poswizard import ui

PAGES = sorted(Path(str(ui.__file__)).parent.rglob("*.py"))
DOCS = Path(__file__).parents[3] / "docs"
_BOUND = re.compile(r'"((?:Ctrl|Alt)\+[A-Za-z+]+|F\d+)"')


def test_every_key_of_a_page_stands_on_the_page_of_keys() -> None:
    named, missing = (DOCS / "keyboard.md").read_text("utf-8"), set[tuple[str, str]]()
    for page in PAGES:
        for key in _BOUND.findall(page.read_text("utf-8")):
            if key.replace("Return", "Enter") not in named:
                missing.add((page.stem, key))
    assert missing == set()
