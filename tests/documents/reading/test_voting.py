"""What several looks at one line agree on."""

from __future__ import annotations

from poswizard.documents.reading.decoder import Seen
from poswizard.documents.reading.voting import doubts, voted


def seen(*characters: tuple[str, float], others: str = "") -> Seen:
    return [(c, confidence, 0.1 * n, others) for n, (c, confidence) in enumerate(characters)]


DOUBTFUL = seen(("张", 1.0), ("弱", 0.6), others="骉尋")


def test_a_doubtful_character_is_what_the_looks_see_more_surely() -> None:
    looks = [seen(("张", 1.0), ("骉", 0.5)), seen(("张", 1.0), ("骉", 0.6))]
    (_, elected) = voted(DOUBTFUL, looks)
    assert elected[0] == "骉"
    assert elected[3] == "弱尋"


def test_a_character_that_the_looks_disagree_on_stays_doubtful() -> None:
    (_, elected) = voted(DOUBTFUL, [seen(("张", 1.0), ("骉", 0.9)), seen(("张", 1.0), ("骉", 0.9))])
    assert elected[1] <= 0.6


def test_a_look_that_saw_more_characters_has_no_vote() -> None:
    assert voted(DOUBTFUL, [seen(("张", 1.0), ("骉", 1.0), ("马", 1.0))]) == DOUBTFUL


def test_what_was_sure_is_not_put_to_the_vote() -> None:
    sure = seen(("张", 1.0), ("强", 0.97))
    assert voted(sure, [seen(("张", 1.0), ("弱", 1.0)), seen(("张", 1.0), ("弱", 1.0))]) == sure


def test_only_letters_digits_and_ideographs_are_worth_a_second_look() -> None:
    assert doubts(seen(("张", 0.9), (" ", 0.3), (")", 0.4), ("7", 0.5))) == 1
