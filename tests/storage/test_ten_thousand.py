"""Ten thousand applications: the first page and a search cost what they cost at a hundred."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from poswizard.storage.application_rows import ApplicationRows
from poswizard.storage.applications import Applications
from poswizard.storage.audit_log import Entry, What
from poswizard.storage.database import open_database
from poswizard.wizard.summary import Summary
from tests.storage.conftest import KEY

FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
SYLLABLES = ["wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu"]


def specimen(chance: random.Random) -> Summary:
    """A synthetic applicant."""
    name = chance.choice(FAMILY) + "".join(chance.choices(GIVEN, k=2))
    sounds = "".join(chance.choices(SYLLABLES, k=3))
    state = "rejected" if chance.random() < 0.001 else "draft"
    return Summary(applicant=name, state=state, search_words=f"{name} {sounds} 便利店 bld")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Applications]]:
    opened = []

    def make(number: int) -> Applications:
        folder: Path = tmp_path_factory.mktemp(f"list-of-{number}")
        database = open_database(folder / "store", KEY)
        opened.append(database)
        rows, chance = ApplicationRows(database.kind, database.recorder), random.Random(1)  # noqa: S311
        with database.write() as connection:
            for _ in range(number):
                rows.insert(connection, Entry(what=What.CREATED), specimen(chance), 0)
        return Applications(database)

    yield make
    for database in opened:
        database.close()


def quickest(work: Callable[[], object]) -> float:
    """Seconds of the best of many runs: what the work costs when nothing else runs."""
    times = []
    for _ in range(25):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def test_ten_thousand_cost_what_a_hundred_cost(many: Callable[[int], Applications]) -> None:
    few, lots = many(100), many(10_000)
    assert lots.count() == 10_000
    assert few.page(limit=50)[0].number.endswith("000100")
    assert lots.page(limit=50)[0].number.endswith("010000")
    looks: dict[str, Callable[[Applications], object]] = {
        "first page": lambda a: a.page(),
        "a common word": lambda a: a.page("便利店"),
        "a common sound": lambda a: a.page("zh"),
        "a name": lambda a: a.page("王伟"),
        "a number": lambda a: a.page("000077"),
        "nothing there": lambda a: a.page("欧阳"),
        "a rare state": lambda a: a.page(state="rejected"),
        "the common state": lambda a: a.page(state="draft"),
    }
    screenful = quickest(
        lambda: few.page()
    )  # for a name that is met once in a hundred fills a screen in ten thousand
    slow = {}
    for name, look in looks.items():
        ratio = quickest(lambda: look(lots)) / max(screenful, quickest(lambda: look(few)))  # noqa: B023
        if ratio > 4:  # a scan of ten thousand rows would be far beyond; the machine may be busy
            slow[name] = ratio
    assert slow == {}
