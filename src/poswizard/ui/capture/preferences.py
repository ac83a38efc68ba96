"""What the ways in remember of this machine: the way last used, its camera, its scanner, its folder."""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import Any

WAY, CAMERA, SCANNER, FOLDER = "capture.way", "capture.camera", "capture.scanner", "capture.folder"


class Preferences:
    """Settings under this machine's name: a branch shares its store, not its cameras.

    Without `get` and `put` they last as long as the object.
    """

    def __init__(
        self,
        get: Callable[[str, Any], Any] | None = None,
        put: Callable[[str, Any], object] | None = None,
    ) -> None:
        kept: dict[str, Any] = {}
        self._get, self._put = get or kept.get, put or kept.__setitem__

    def get(self, key: str) -> str:
        """What was remembered, or nothing."""
        kept = self._get(of_this_machine(key), "")
        return kept if isinstance(kept, str) else ""

    def remember(self, key: str, value: str) -> None:
        """Remember it from now on."""
        if value != self.get(key):
            self._put(of_this_machine(key), value)


def of_this_machine(key: str) -> str:
    """The name of a setting that holds for this machine alone."""
    return f"{key}@{platform.node()}"
