"""Words in both languages, standing where they are used, and closed lists of choices with words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from typing import Literal, Self

Language = Literal["zh", "en"]

_current: ContextVar[Language] = ContextVar("language", default="zh")


def use_language(language: Language) -> None:
    """Show every `Text` of this thread in this language from now on."""
    _current.set(language)


def current_language() -> Language:
    """The language in which a `Text` shows itself on this thread."""
    return _current.get()


@contextmanager
def shown_in(language: Language) -> Iterator[None]:
    """Show every `Text` in this language meanwhile: a printed form is Chinese whatever the window is."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


@dataclass(frozen=True, slots=True)
class Text:
    """Words in Simplified Chinese and in English; `str()` gives those of the current language."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if _current.get() == "zh" else self.en

    def format(self, *values: object, **named: object) -> Text:
        """The same words with the places `{}` and `{name}` filled; a `Text` value keeps its language."""

        def filled(pattern: str, language: Language) -> str:
            def word(value: object) -> object:
                if isinstance(value, Vocabulary):
                    value = value.label
                return getattr(value, language) if isinstance(value, Text) else value

            return pattern.format(*map(word, values), **{k: word(v) for k, v in named.items()})

        return Text(filled(self.zh, "zh"), filled(self.en, "en"))

    def __add__(self, other: Text) -> Text:
        return Text(self.zh + other.zh, self.en + other.en)


class Vocabulary(Enum):
    """A closed list: each member has a stored value (English, lower snake case, forever) and words.

    >>> class Colour(Vocabulary):
    ...     RED = "red", Text("红", "red")
    >>> Colour("red") is Colour.RED
    True
    """

    label: Text
    hint: Text | None
    __hash__ = object.__hash__  # members are looked up at every keystroke; Enum hashes their name

    def __new__(cls, value: str, label: Text, hint: Text | None = None) -> Self:
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        member.hint = hint
        return member

    def __str__(self) -> str:
        return str(self.label)
