"""What a branch adds to a pack or corrects in it: a file of the same form, laid over the pack key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from poswizard.providers.errors import ProviderFileError
from poswizard.text import Text

Table = Mapping[str, Any]
_ABOUT = ("source", "trust", "as_of")


def merged(base: Table, local: Table, key: str) -> dict[str, Any]:
    """The pack with the branch's file over it; raises `ProviderFileError` where a source is missing.

    Tables are merged key by key, entries of a repeated table are added, everything else is replaced.
    """
    for name, section in local.items():
        if isinstance(section, dict) and "source" in base.get(name, {}):
            _must_name_its_source(section, name, key)
    return {
        name: _with_both_sources(base.get(name), one)
        for name, one in _laid_over(base, local).items()
    }


def corrected(base: Table, local: Table, path: str = "") -> Iterator[str]:
    """Where the branch's file changes the pack: `pictures.max_kilobytes`, `facts[+1]`."""
    for name, value in local.items():
        here = f"{path}{name}"
        old = base.get(name)
        if isinstance(value, dict) and isinstance(old, dict):
            yield from corrected(old, value, f"{here}.")
        elif _is_repeated(value):
            yield f"{here}[+{len(value)}]"
        elif value != old and name not in _ABOUT:
            yield here


def _laid_over(base: Table, local: Table) -> dict[str, Any]:
    result = dict(base)
    for name, value in local.items():
        old = result.get(name)
        if isinstance(value, dict) and isinstance(old, dict):
            result[name] = _laid_over(old, value)
        elif _is_repeated(value) and isinstance(old, list):
            result[name] = [*old, *value]
        else:
            result[name] = value
    return result


def _with_both_sources(old: Any, new: Any) -> Any:
    """What the branch did not touch still comes from where it came from."""
    if not (isinstance(old, dict) and isinstance(new, dict) and "source" in old):
        return new
    if old["source"] == new["source"]:
        return new
    return new | {"source": f"{new['source']}；其余：{old['source']}"}


def _is_repeated(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _must_name_its_source(section: Table, name: str, key: str) -> None:
    """A corrected figure must not stand under the name of whoever stated the old one."""
    missing = [part for part in _ABOUT if part not in section]
    if missing:
        text = Text(
            "[{0}] 改了内容，就要写明自己的 {1}",
            "[{0}] is corrected: state your own {1}",
        )
        raise ProviderFileError(key, text.format(name, "、".join(missing)))
