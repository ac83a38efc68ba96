"""Errors of provider packs.

ProviderError          something about packs that a person can mend
├── ProviderFileError  a pack says something the program does not know; names file, place and remedy
└── BundleError        a catalogue bundle that is not taken: damaged, of an unknown signer, or not newer
"""

from __future__ import annotations

from poswizard.text import Text


class ProviderError(Exception):
    """`text` says what is wrong and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class ProviderFileError(ProviderError):
    """A provider's file cannot be used as it is."""

    def __init__(self, file: str, text: Text) -> None:
        self.file = file
        super().__init__(Text("服务商资料包 {0}：{1}", "Provider pack {0}: {1}").format(file, text))


class BundleError(ProviderError):
    """A catalogue bundle is not taken; nothing has been changed."""
