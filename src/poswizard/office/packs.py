"""Provider packs as a store uses them: the versions its applications keep, bundles, and forks to other providers."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from poswizard.domain.state import ApplicationState
from poswizard.office.bundles import FOLDER, Bundles
from poswizard.package.watch import Cancelled, Progress, never, silent
from poswizard.providers import catalogue
from poswizard.providers.bundle import Bundle
from poswizard.providers.errors import ProviderError
from poswizard.providers.pack import Pack
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.forms.answers import Answers
    from poswizard.office.desk import Draft, Office
    from poswizard.wizard.fork import Difference
    from poswizard.wizard.pack_preview import DraftChange, PackChange, Preview
    from poswizard.wizard.summary import ListedApplication

_log = logging.getLogger(__name__)

__all__ = ["FOLDER", "Packs"]

_KEPT = "pack.{0}"
"""Setting: the text of a pack's version that some application was made with."""
_AT_ONCE = 500
_STILL_OPEN = (
    ApplicationState.DRAFT,
    ApplicationState.COMPLETE,
    ApplicationState.SUPPLEMENT_REQUESTED,
    ApplicationState.REJECTED,
)
"""Applications that are still being filled in; what was handed in stays as it was."""

_NO_PACK = Text("没有资料包“{0}”，请从列表选", 'There is no pack "{0}": choose from the list')


class Packs(Bundles):
    """Everything a store does with provider packs."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._kept: set[str] = set()

    # the version that an application is made with

    def know(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        """Have the text of the version at hand that these answers are asked by."""
        pin = documents.get("provider", {}).get("pack_version")
        key, _, version = pin.partition("@") if isinstance(pin, str) else ("", "", "")
        if not version or catalogue.knows(version) or catalogue.version(key) == version:
            return
        text = self._office.settings.get(_KEPT.format(version))
        try:
            if text:
                catalogue.keep(text)
        except (ProviderError, ValueError, KeyError) as error:
            _log.error("a kept pack cannot be read: %s", type(error).__name__)

    def keep(self, answers: Answers) -> None:
        """Keep the text of the version that these answers are asked by."""
        from poswizard.steps.packs import pack_used

        used = pack_used(answers)
        if used is None or used.version in self._kept:
            return
        setting = _KEPT.format(used.version)
        if self._office.settings.get(setting) is None:
            self._office.settings.put(setting, used.text)
        self._kept.add(used.version)

    # the catalogue

    def all(self) -> list[Pack]:
        """The packs in force, by key."""
        found = (catalogue.pack(key) for key in catalogue.every_key())
        return [pack for pack in found if pack is not None]

    def problems(self) -> list[ProviderError]:
        """What is wrong with the branch's own files; they are not in force."""
        return list(catalogue.problems())

    def reread(self) -> None:
        """Take changed files of the branch into force."""
        catalogue.forget()

    def preview(
        self, bundle: Bundle, progress: Progress = silent, cancelled: Cancelled = never
    ) -> Preview:
        """What the bundle would change: packs, and open applications if they were moved to it."""
        from poswizard.wizard.pack_preview import Preview

        new = {key: catalogue.pack_with(key, toml) for key, toml in bundle.packs.items()}
        packs = tuple(_pack_changes(new))
        changed = {key: new[key] for key in (change.key for change in packs)}
        drafts = tuple(self._drafts(changed, progress, cancelled))
        return Preview(bundle, packs, drafts)

    # open applications

    def outdated(
        self, progress: Progress = silent, cancelled: Cancelled = never
    ) -> list[DraftChange]:
        """Open applications that were made with another version than the one in force."""
        now = {pack.key: pack for pack in self.all()}
        return list(self._drafts(now, progress, cancelled, only_outdated=True))

    def move(self, draft: Draft) -> None:
        """Ask this application by the version that is in force now; one step of undo."""
        from poswizard.wizard.fork import as_moved

        draft.session.become(as_moved(self._office.flow, draft.session.answers))
        draft.session.save()

    def move_stored(self, application_ids: Sequence[str]) -> None:
        """The same for applications that nobody has open, and wait until it is on disk."""
        for application_id in application_ids:
            self.move(self._office.open(application_id))
        self._office.save_now()

    def what_moving_changes(self, draft: Draft) -> Difference | None:
        """The difference that `move` would make; nothing if the application is up to date."""
        from poswizard.steps.packs import has_moved_on
        from poswizard.wizard.fork import as_moved, difference

        answers = draft.session.answers
        if not has_moved_on(answers):
            return None
        return difference(self._office.flow, answers, as_moved(self._office.flow, answers))

    # another provider

    def chosen(self, application_id: str) -> str:
        """The key of the pack that an application has chosen; empty if none."""
        return str(self._office.documents(application_id).get("provider", {}).get("pack") or "")

    def what_forking_changes(self, application_id: str, to: str) -> Difference:
        """What a fork to this provider would leave to be asked."""
        from poswizard.wizard.fork import fork

        return fork(self._office.flow, self._answers(application_id), to).difference

    def fork(self, application_id: str, to: str) -> Draft:
        """A new application at another provider, with everything that still applies; raises `ProviderError`."""
        from poswizard.wizard.fork import fork

        if catalogue.pack(to) is None:
            raise ProviderError(_NO_PACK.format(to))
        return self._office.new_with(
            fork(self._office.flow, self._answers(application_id), to).answers
        )

    def side_by_side(self, application_id: str, to: Sequence[str]) -> bytes:
        """These providers beside each other for this applicant, as PDF."""
        from poswizard.package.provider_sheet import provider_sheet

        packs = [pack for pack in map(catalogue.pack, to) if pack is not None]
        answers = self._answers(application_id)
        return provider_sheet(self._office.flow, answers, packs, self._office.today())

    def _answers(self, application_id: str) -> Answers:
        from poswizard.wizard.drafts import from_documents

        documents = self._office.documents(application_id)
        return from_documents(self._office.flow, documents)

    def _drafts(
        self,
        packs: Mapping[str, Pack | None],
        progress: Progress,
        cancelled: Cancelled,
        only_outdated: bool = False,
    ) -> Iterator[DraftChange]:
        from poswizard.steps.packs import case_of, field_of_slot, pack_used
        from poswizard.wizard.fork import difference
        from poswizard.wizard.pack_preview import DraftChange

        rows = list(self._open_rows())
        for number, listed in enumerate(rows):
            if cancelled():
                return
            progress(number / len(rows))
            answers = self._answers(listed.id)
            used = pack_used(answers)
            new = packs.get(used.key) if used else None
            if used is None or new is None or (only_outdated and used.version == new.version):
                continue
            overlay = new.provider.overlay(field_of_slot(), case_of(answers))
            found = difference(self._office.flow, answers, answers.under(overlay))
            yield DraftChange(listed, new.provider.name, found)

    def _open_rows(self) -> Iterator[ListedApplication]:
        for state in _STILL_OPEN:
            page = partial(self._office.page, "", state.value, "", "")
            offset, rows = 0, page(0, _AT_ONCE)
            while rows:
                yield from rows
                offset += len(rows)
                rows = page(offset, _AT_ONCE)


def _pack_changes(new: Mapping[str, Pack | None]) -> Iterator[PackChange]:
    from poswizard.office.key_ring import spoken
    from poswizard.wizard.pack_preview import PackChange

    for key, pack in new.items():
        now = catalogue.pack(key)
        if pack is not None and (now is None or now.version != pack.version):
            sealing = pack.provider.sealing
            sealed_to = spoken(sealing.fingerprint) if sealing and sealing.recipient else None
            before = now.label if now else ""
            yield PackChange(key, pack.provider.name, before, pack.label, sealed_to)
