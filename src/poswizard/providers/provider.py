"""What a provider's file may say: its facts, each with where it comes from, and what it changes of the questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from poswizard.domain.merchant import ProviderKind
from poswizard.forms.answers import Overlay
from poswizard.providers import questions_of
from poswizard.providers.claims import Fact, Sourced, Trust
from poswizard.providers.errors import ProviderFileError
from poswizard.providers.pictures_of import PictureFormat, PictureWindow, Watermark, WatermarkPolicy
from poswizard.providers.questions_of import Case, Demand, MaterialRule, Questions
from poswizard.providers.review_of import Deadlines, GivenReason, ReviewState
from poswizard.providers.sealing_of import Sealing
from poswizard.providers.terms_of import Licence, MerchantNumber, Settlement, Submission, Terms
from poswizard.providers.typed_toml import unknown
from poswizard.text import Text

__all__ = [
    "Case",
    "Deadlines",
    "Demand",
    "Fact",
    "GivenReason",
    "Licence",
    "MaterialRule",
    "MerchantNumber",
    "PictureFormat",
    "PictureWindow",
    "Provider",
    "Questions",
    "ReviewState",
    "Sealing",
    "Settlement",
    "Sourced",
    "Submission",
    "Terms",
    "Trust",
    "Watermark",
    "WatermarkPolicy",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider pack."""

    key: str
    """Stored in applications, forever: the file's name."""
    name: Text
    pinyin: str
    """Syllables of the Chinese name, for searching."""
    kind: ProviderKind
    revised: str = ""
    """`2026-11-23`: the day of this state of the pack."""
    merchant_number: MerchantNumber | None = None
    questions: Questions | None = None
    demands: tuple[Demand, ...] = ()
    pictures: PictureWindow | None = None
    watermark: WatermarkPolicy | None = None
    materials: tuple[MaterialRule, ...] = ()
    settlement: Settlement | None = None
    submission: Submission | None = None
    sealing: Sealing | None = None
    licence: Licence | None = None
    terms: tuple[Terms, ...] = ()
    deadlines: tuple[Deadlines, ...] = ()
    review_states: tuple[ReviewState, ...] = ()
    reasons: tuple[GivenReason, ...] = ()
    facts: tuple[Fact, ...] = ()

    def overlay(
        self, field_of_slot: Mapping[str, str] | None = None, case: Case | None = None
    ) -> Overlay:
        """The changes in one case, or all there may be; documents need the field key of each slot."""
        slots = field_of_slot or {}
        return questions_of.overlay(self.questions, self.demands, self.materials, slots, case)

    def check_against(self, fields: Collection[str], slots: Collection[str]) -> None:
        """Raise `ProviderFileError` at the first field key or slot that no step knows."""
        for name, known in self._names(fields, slots):
            if name not in known:
                raise ProviderFileError(self.key, unknown(name, known))

    def sourced(self) -> Iterator[Sourced]:
        """Everything the pack claims."""
        single = (
            *(self.merchant_number, self.questions, self.pictures, self.watermark),
            *(self.settlement, self.submission, self.sealing, self.licence),
        )
        yield from (claim for claim in single if claim is not None)
        yield from (*self.demands, *self.materials, *self.terms, *self.deadlines)
        yield from (*self.review_states, *self.reasons, *self.facts)

    def deciding(self) -> Iterator[Sourced]:
        """The claims that change what is asked or refused; none of them may be second-hand."""
        single = (
            *(self.questions, self.pictures, self.watermark),
            *(self.settlement, self.submission, self.sealing),
        )
        yield from (claim for claim in single if claim is not None)
        yield from (*self.demands, *self.materials, *self.review_states)

    def lapse_days(self) -> int | None:
        """Days until an unfinished application lapses, where the provider says so."""
        return next((d.lapse_days for d in self.deadlines if d.lapse_days), None)

    def supplement_days(self) -> int | None:
        """Days to answer a request for supplements, where the provider says so."""
        return next((d.supplement_days for d in self.deadlines if d.supplement_days), None)

    def _names(
        self, fields: Collection[str], slots: Collection[str]
    ) -> Iterator[tuple[str, Collection[str]]]:
        if self.questions:
            asked = self.questions
            for key in sorted({*asked.requires, *asked.omits, *asked.limits}):
                yield key, fields
        for demand in self.demands:
            yield from ((key, fields) for key in demand.requires)
        for rule in self.materials:
            yield from ((slot, slots) for slot in rule.slots)
        if self.watermark:
            yield from ((slot, slots) for slot in self.watermark.slots)
