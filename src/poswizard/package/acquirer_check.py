"""Whether a package's file in the acquirer's words belongs to the application beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator

from poswizard.package.entry_names import ACQUIRER, PAYLOAD
from poswizard.package.strict_json import Json
from poswizard.text import Text

_DOCUMENT = re.compile(r"documents/[A-Z0-9_]+-[0-9]+\.[a-z]+")

_OTHER_PROVIDER = Text(
    "不是这份申请所选收单机构的数据", "it is not for the acquirer that the application names"
)
_OTHER_APPLICATION = Text(
    "编号或修订号与申请不符", "its number or revision is not that of the application"
)
_LOST_PICTURE = Text("提到的图片不在资料包里", "it names a picture that is not in the package")


def fault_in_acquirer_file(
    path: str, written: Json, data: Json, files: Collection[str]
) -> Text | None:
    """What is wrong with the file at `path`, given the application's `data` and the payload's paths."""
    if not isinstance(written, dict) or not isinstance(data, dict):
        return _OTHER_APPLICATION
    pack = data.get("provider_pack")
    chosen = pack.get("key") if isinstance(pack, dict) else None
    if written.get("profile") != chosen or path != f"{ACQUIRER}{chosen}.json":
        return _OTHER_PROVIDER
    if any(written.get(name) != data.get(name) for name in ("number", "revision")):
        return _OTHER_APPLICATION
    named = (PAYLOAD + picture for picture in _pictures(written.get("payload")))
    return None if all(picture in files for picture in named) else _LOST_PICTURE


def _pictures(node: Json) -> Iterator[str]:
    """Every picture named anywhere, also in JSON that travels as a text."""
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        for below in node:
            yield from _pictures(below)
    elif isinstance(node, str) and _DOCUMENT.fullmatch(node):
        yield node
    elif isinstance(node, str) and node[:1] in ("[", "{"):
        try:
            yield from _pictures(json.loads(node))
        except ValueError:
            return
