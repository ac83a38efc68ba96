"""What a rehearsal knows beside the application itself: other cases, picture files, fonts, history, local rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.providers.pack import Pack
from poswizard.steps.packs import pack_used
from poswizard.text import Text, Vocabulary
from poswizard.wizard.flow import Flow


class TwinKind(Vocabulary):
    """In what two applications are alike."""

    PERSON = "person", Text("证件号码", "identity number")
    LICENCE = "licence", Text("执照号码", "licence number")
    ACCOUNT = "account", Text("结算账号", "account number")
    SERIAL = "serial", Text("终端序列号", "serial number")


@dataclass(frozen=True, slots=True)
class Twin:
    """Another application of this store with the same number in it; the number itself is not known here."""

    kind: TwinKind
    number: str
    """Of the other application: `A-2026-000128`."""
    provider: str
    """Key of the other one's pack."""
    is_open: bool
    """Whether somebody still has to act on it."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A stored picture as a file."""

    media_type: str
    """`image/jpeg`."""
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class LocalRule:
    """What this branch has learnt: where a remark is made at a provider, it counts as a warning."""

    code: str
    """Of the finding."""
    provider: str
    """Key of the pack."""
    added_on: date
    added_by: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What became of this branch's applications of the same kind at the same provider."""

    decided: int = 0
    """Approved or returned, this one not counted."""
    returned: Mapping[str, int] = field(default_factory=dict)
    """By code of the codebook: how many of them came back for it at least once."""


def _no_file(_scan: str) -> PictureFile | None:
    return None


def _all_shown(_words: Iterable[str]) -> set[str]:
    return set()


@dataclass(frozen=True, slots=True)
class Around:
    """Everything from outside; by default nothing is known."""

    twins: tuple[Twin, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Digest of a picture of this application, and the number of another one that has it too."""
    picture: Callable[[str], PictureFile | None] = _no_file
    without_glyph: Callable[[Iterable[str]], set[str]] = _all_shown
    """Which characters the printed form cannot show."""
    history: History = History()
    local_rules: tuple[LocalRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One application on the reviewer's desk."""

    flow: Flow
    answers: Answers
    today: date
    around: Around

    @property
    def pack(self) -> Pack | None:
        """The chosen provider's pack."""
        return pack_used(self.answers)

    def field(self, key: str) -> Field[Any]:
        """The question of this key, which there is."""
        found = self.flow.field(key)
        if found is None:
            raise LookupError(key)
        return found

    def says(self, key: str) -> Any | None:
        """The answer to the question of this key."""
        return self.answers.get(self.field(key))
