"""The application in the chosen acquirer's own field names, codes and writing: `data/acquirer/<profile>.json`."""

from __future__ import annotations

import json
from typing import Any

from poswizard.forms.answers import Answers, Json
from poswizard.forms.rich_kinds import Document, Page
from poswizard.package.data_file import PackageId, enclosures_of
from poswizard.providers.acquirer_profile import AcquirerProfile, profile_version
from poswizard.wizard.acquirer_words import Entry, Lack, Step
from poswizard.wizard.flow import Flow


def acquirer_file(
    profile: AcquirerProfile, flow: Flow, answers: Answers, package: PackageId
) -> dict[str, Json]:
    """What the package says in the acquirer's words, with the call that takes it and what the sender adds."""
    entry = Entry(profile, flow, answers, package.number, _paths)
    return {
        "profile": profile.key,
        "version": profile_version(profile.key),
        "as_of": profile.as_of,
        "number": package.number,
        "revision": package.revision,
        "requests": [call.name for call in profile.requests if entry.holds(call.when, answers)],
        "payload": payload(entry),
        "added_by_sender": {added.name: added.text.zh for added in profile.added},
    }


def payload(entry: Entry) -> dict[str, Json]:
    """The entry as it is sent; nothing empty is in it. Private values stand in clear: the package is sealed."""
    tree = _Tree()
    for said in entry.said():
        if said.value not in (None, "", []) and said.lack is not Lack.NO_WORD:
            tree.put(said.path, said.value)
    whole = tree.plain()
    for name in entry.profile.as_text:
        if name in whole:
            whole[name] = json.dumps(whole[name], ensure_ascii=False, separators=(",", ":"))
    return whole


def _paths(document: Document, pages: tuple[Page, ...]) -> tuple[str, ...]:
    return tuple(file.path for file in enclosures_of(document, pages))


class _Tree:
    """An object being built path by path; places in a list that nothing fills close up."""

    def __init__(self) -> None:
        self._top: dict[Step, Any] = {}

    def put(self, path: tuple[Step, ...], value: Json) -> None:
        """Set the value at a path that is not yet taken."""
        at = self._top
        for step in path[:-1]:
            at = at.setdefault(step, {})
        at.setdefault(path[-1], value)

    def plain(self) -> dict[str, Json]:
        """The object as JSON has it."""
        return {str(name): _plain(below) for name, below in self._top.items()}


def _plain(node: Any) -> Json:
    if not isinstance(node, dict):
        return node
    if all(isinstance(step, int) for step in node):
        return [_plain(node[step]) for step in sorted(node)]
    return {str(name): _plain(below) for name, below in node.items()}
