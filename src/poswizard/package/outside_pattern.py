"""Which regular expressions from outside may run: those whose work can be told beforehand.

Python's engine backtracks, so that a pattern of ten characters can keep it busy for years.
"""

from __future__ import annotations

import re

_ATOM = r"(?:\\[^0-9]|\[(?:\\.|[^\]\\])+\]|[^()\[\]{}*+?|\\^$])"
_REPEAT = r"(?:\{\d{1,4}(?:,\d{0,4})?\}|[*+?])?"
_RUN = f"(?:{_ATOM}{_REPEAT})*"
_GROUP = rf"\((?:\?:)?{_RUN}(?:\|{_RUN})*\)\??"
# anchored, and no group is repeated or nested: then only choices and open lengths multiply
_TAME = re.compile(rf"\^(?:{_ATOM}{_REPEAT}|{_GROUP})*\$")
_OPEN = re.compile(r"[*+?|]|\{\d+,\d*\}")

_MAX_LENGTH = 300


def effort(pattern: str, text: str) -> int | None:
    """Steps that matching takes at the very most, or None when nobody can tell."""
    if len(pattern) > _MAX_LENGTH or not _TAME.fullmatch(pattern):
        return None
    return (len(text) + 1) ** max(1, len(_OPEN.findall(pattern)))
