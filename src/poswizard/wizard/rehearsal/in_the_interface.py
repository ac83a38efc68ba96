"""What the chosen acquirer's interface would not take, as issues of the answers."""

from __future__ import annotations

from collections.abc import Iterator

from poswizard.forms.field import Field
from poswizard.forms.issue import Issue, Level
from poswizard.providers.acquirer_profile import profile_of
from poswizard.text import Text
from poswizard.wizard.acquirer_words import Lack, Shortfall, shortfalls
from poswizard.wizard.rehearsal.around import Scene

_PATH = Text("（接口字段 {0}）", " (interface field {0})")
_SOURCE = Text("{0} 接口文档", "{0} interface documents")


def interface_issues(scene: Scene) -> Iterator[Issue]:
    """One for each answer and way of falling short, however many of the interface's fields hold it."""
    pack = scene.pack
    profile = profile_of(pack.key) if pack else None
    if profile is None or pack is None:
        return
    seen: set[tuple[str, str]] = set()
    source = _SOURCE.format(pack.provider.name).zh
    for one in shortfalls(profile, scene.flow, scene.answers):
        if (one.field_key, one.lack.code) not in seen:
            seen.add((one.field_key, one.lack.code))
            yield _issue(scene, one, source)


def _issue(scene: Scene, one: Shortfall, source: str) -> Issue:
    words = one.why + _PATH.format(one.path)
    top, _, inner = one.field_key.partition("[].")
    rows = scene.field(top)
    # a word that the interface lacks is asked of the provider; a length is put right here
    level = Level.INFORMATION if one.lack is Lack.NO_WORD else Level.WARNING
    if not inner or rows.row is None:
        return Issue(rows, one.lack.code, level, words, source)
    field: Field[object] = next(f for f in rows.row.fields if f.name == inner)
    return Issue(field, one.lack.code, level, words, source, rows, _row(one.path))


def _row(path: str) -> int:
    return next((int(step) for step in path.split(".") if step.isdecimal()), 0)
