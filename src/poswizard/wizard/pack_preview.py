"""What a catalogue bundle would change: packs, and applications that are still being filled in."""

from __future__ import annotations

from dataclasses import dataclass

from poswizard.providers.bundle import Bundle
from poswizard.text import Text
from poswizard.wizard.fork import Difference
from poswizard.wizard.summary import ListedApplication


@dataclass(frozen=True, slots=True)
class PackChange:
    """A pack that a bundle would bring into force."""

    key: str
    name: Text
    before: str
    """Day and version now; empty if the pack is new."""
    after: str
    sealed_to: Text | None = None
    """Fingerprint, to be compared, of the key that packages for it will be sealed to."""


@dataclass(frozen=True, slots=True)
class DraftChange:
    """An application that is still being filled in, and what another version would change for it."""

    listed: ListedApplication
    provider: Text
    difference: Difference


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bundle would change; applications stay with their version until moved."""

    bundle: Bundle
    packs: tuple[PackChange, ...]
    drafts: tuple[DraftChange, ...]
