"""The titles of phases and steps without their questions: all that the list of applications shows of them.

The titles stand in the steps themselves; this table of contents is written from them by
`python -m poswizard.wizard.contents`, so that the list need not wait for the whole questionnaire.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from poswizard import paths
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.forms.step import Phase


class Contents(NamedTuple):
    """Phases and steps by their keys, in order."""

    phases: dict[str, Text]
    places: dict[str, tuple[Text, Text]]
    """For each step the titles of its phase and of itself."""


def file() -> Path:
    """Where the table of contents is kept: phases with their steps, each as key, Chinese, English."""
    return paths.resources() / "tables" / "contents.json"


@cache
def contents() -> Contents:
    """The shipped table of contents."""
    phases: dict[str, Text] = {}
    places: dict[str, tuple[Text, Text]] = {}
    for key, zh, en, steps in json.loads(file().read_bytes()):
        phases[key] = Text(zh, en)
        places |= {step: (phases[key], Text(*title)) for step, *title in steps}
    return Contents(phases, places)


def written(phases: tuple[Phase, ...]) -> str:
    """The table of contents of a questionnaire, as it is kept."""
    table = [
        [p.key, p.title.zh, p.title.en, [[s.key, s.title.zh, s.title.en] for s in p.steps]]
        for p in phases
    ]
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    from poswizard.steps.order import PHASES

    file().write_text(written(PHASES), "utf-8", newline="\n")
