"""Errors of provider packs.

ProviderFileError      a pack says something the program does not know; names file, place and remedy
"""

from __future__ import annotations

from poswizard.text import Text


class ProviderFileError(Exception):
    """A provider's file cannot be used as it is; `text` says what is wrong and what to do."""

    def __init__(self, file: str, text: Text) -> None:
        self.file = file
        self.text = Text("服务商资料包 {0}：{1}", "Provider pack {0}: {1}").format(file, text)
        super().__init__(self.text.en)
