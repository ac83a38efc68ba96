"""A program that edits a store and says what was acknowledged, until it is killed: see `test_kills`."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Generator
from pathlib import Path
from threading import Event

from poswizard.storage.applications import Applications
from poswizard.storage.database import open_database
from poswizard.storage.scans import Scans
from poswizard.storage.writer import OpenApplication, Save, Writer
from poswizard.wizard.summary import Summary


def say(*words: object) -> None:
    """One line on the pipe, at once."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def edit_for_ever(folder: Path, round_number: int) -> None:
    database = open_database(folder, bytearray(range(32)))
    say("open")
    applications, scans, writer = Applications(database), Scans(database), None
    writer = Writer(applications)
    chance = random.Random(round_number)  # noqa: S311
    made = applications.new(Summary(applicant=f"样本{round_number}"))
    say("new", made.id)
    hold, number = OpenApplication(made.id, made.version), 0
    while True:
        number += 1
        if number % 15 == 0:
            say("scan", scans.put(chance.randbytes(60_000), "image/jpeg"))
        told = Event()
        # both steps hold the same number: a half applied change would show
        both = {"merchant": str(number), "site": str(number)}

        def line(number: int = number) -> Generator[None, None, Summary]:
            yield
            return Summary(applicant=f"样本{number}", search_words=f"样本 n{number}")

        save = Save(application=hold, changed=both, summary=line, fields=["merchant.name"])

        def done(outcome: int | Exception, number: int = number, told: Event = told) -> None:
            say("saved", made.id, number) if isinstance(outcome, int) else say("failed", outcome)
            told.set()

        writer.submit(save, done)
        told.wait()
        if number % 3 == 0:  # the line has followed; after the others a kill comes before it
            writer.flush()


if __name__ == "__main__":
    edit_for_ever(Path(sys.argv[1]), int(sys.argv[2]))
