"""`python -m tests.package.foreign_reader [FOLDER]`: the workbook worked out and printed by LibreOffice.

Compares every cost that LibreOffice works out with the program's own, prints the result, and leaves the pages
as PDF in the folder to be looked at. Ends with 1 where a figure differs, with 2 where LibreOffice is not there.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from poswizard.domain.fees import TERMS
from poswizard.forms.answers import Answers
from poswizard.package.comparison_sheet import takings_compared
from poswizard.package.workbook import COSTS, TAKINGS, comparison_workbook
from poswizard.steps.comparison import comparison
from tests.steps.quotes import TODAY, three

_LINES_OF_A_TERM = 6
_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def main(folder: Path) -> int:
    """Convert, compare, report."""
    office = shutil.which("soffice")
    if office is None:
        print("soffice is not installed")  # noqa: T201
        return 2
    answers, file = three(), folder / "comparison.xlsx"
    file.write_bytes(comparison_workbook(answers, TODAY))
    for form in (_AS_CSV, "pdf"):
        _converted(office, file, form)
    found = list(_compared(answers, folder))
    for name, ours, theirs in found:
        print(f"{name}: {ours} {'=' if ours == theirs else '≠'} {theirs}")  # noqa: T201
    print(f"{sum(ours == theirs for _, ours, theirs in found)} of {len(found)}; {folder}")  # noqa: T201
    return 0 if found and all(ours == theirs for _, ours, theirs in found) else 1


def _converted(office: str, file: Path, form: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", form, "--outdir", str(file.parent), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)


def _compared(answers: Answers, folder: Path) -> Iterator[tuple[str, Decimal, Decimal]]:
    """What is compared, our figure, LibreOffice's."""
    made = comparison(answers)
    costs, takings = (_cells(folder / f"comparison-{name}.csv") for name in (COSTS, TAKINGS))
    for at, months in enumerate(TERMS):
        for column, offer in enumerate(made.priced, 1):
            total = costs[1 + at * _LINES_OF_A_TERM + 3][column]
            yield f"{months} months, {offer.number}", made.cost(offer, months).total, _sum(total)
    for row, taken in enumerate(takings_compared(made), 1):
        for column, offer in enumerate(made.priced, 1):
            ours = made.cost(offer, TERMS[0], taken).total
            yield f"takings of {taken}, {offer.number}", ours, _sum(takings[row][column])


def _cells(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def _sum(shown: str) -> Decimal:
    return Decimal(shown.replace(",", ""))


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    sys.exit(main(given))
