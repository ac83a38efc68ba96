"""Reading printed pages back with ordinary tools: their text, their codes, what qpdf and pdffonts say."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from poswizard.forms.answers import Answers
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Part
from poswizard.text import shown_in


def text_of(pdf: bytes) -> str:
    """All text, cell by cell, without any blank."""
    ran = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return "".join(ran.stdout.decode().split())


def checked(pdf: Path) -> str:
    """What qpdf says of the file; it fails unless the file is in order."""
    ran = subprocess.run(["qpdf", "--check", pdf], capture_output=True, check=True)
    return ran.stdout.decode()


def codes_of(pdf: Path, folder: Path) -> list[list[str]]:
    """What zbarimg reads on each page, printed at 150 dpi."""
    subprocess.run(["pdftoppm", "-r", "150", "-gray", pdf, folder / "page"], check=True)
    return [_codes(page) for page in sorted(folder.glob("page-*.pgm"))]


def fonts_of(pdf: Path) -> list[list[str]]:
    """The columns of pdffonts: name first; `emb sub uni object ID` at the end."""
    ran = subprocess.run(["pdffonts", pdf], capture_output=True, check=True)
    return [line.split() for line in ran.stdout.decode().splitlines()[2:]]


def shown_answers(part: type[Part], answers: Answers) -> Iterator[str]:
    """Every answer of a part in its printed words, those of rows one by one, without any blank."""
    for question in part.relevant_fields(answers):
        value: Any = answers.get(question)
        if value is None:
            continue
        if isinstance(question, Rows):
            for row in value:
                yield from shown_answers(question.questions, row.within(answers))
            continue
        with shown_in("zh"):
            yield from "".join(question.show(value).split()).split("、")


def _codes(page: Path) -> list[str]:
    ran = subprocess.run(["zbarimg", "--quiet", "--raw", page], capture_output=True, check=True)
    return ran.stdout.decode().split()
