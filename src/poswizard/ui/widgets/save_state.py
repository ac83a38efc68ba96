"""Whether what was filled in is safe: saved and when, being saved, or not saved and why."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, line, restyle, sign

_SAVED = Text("已保存 {0:%H:%M:%S}", "Saved {0:%H:%M:%S}")
_SAVING = Text("正在保存…", "Saving…")
_FAILED = Text("未能保存：{0}", "Not saved: {0}")
_RETRY = Text("重试", "Try again")


class SaveState(QWidget):
    """A sign and few words; a failure stays until the next save has succeeded."""

    retry_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign(Glyph.SAVED, Tone.GOOD, 18)
        self._words = line(kind="small")
        self._retry = button(_RETRY, "link")
        self._retry.clicked.connect(self.retry_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().px(8))
        for part in (self._sign, self._words, self._retry):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.clear()

    def clear(self) -> None:
        """Say nothing: nothing was filled in yet."""
        self._show(None, Text("", ""), Tone.QUIET)

    def show_saved(self, at: datetime) -> None:
        """Everything is on the disk since `at` (local time)."""
        self._show(Glyph.SAVED, _SAVED.format(at), Tone.GOOD)

    def show_saving(self) -> None:
        """A save is under way."""
        self._show(Glyph.SAVING, _SAVING, Tone.QUIET)

    def show_failed(self, why: Text) -> None:
        """The last save failed; nothing is lost yet, and it can be tried again."""
        self._show(Glyph.PROBLEM, _FAILED.format(why), Tone.DANGER)

    def _show(self, glyph: Glyph | None, words: Text, tone: Tone) -> None:
        self._sign.setVisible(glyph is not None)
        if glyph is not None:
            self._sign.show_sign(glyph, tone)
        self._words.setText(str(words))
        restyle(self._words, tone="danger" if tone is Tone.DANGER else "quiet")
        self._retry.setVisible(tone is Tone.DANGER)
        self.setAccessibleName(str(words))
