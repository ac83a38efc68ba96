"""The rehearsal in one line on the export page: made by itself, with the way to what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from poswizard.forms.issue import Level
from poswizard.text import Text
from poswizard.ui.background import Report, Running, run
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label, restyle, sign

if TYPE_CHECKING:
    from poswizard.ui.doors import Draft, Office
    from poswizard.wizard.rehearsal.finding import Rehearsal

_BUSY = Text("送审前演练：正在对照…", "Rehearsal: comparing…")
_CLEAN = Text(
    "送审前演练：没有发现会被退回的地方",
    "Rehearsal: nothing was found for which it would come back",
)
_FOUND = Text(
    "送审前演练：{0} 处可能被退回，先看一看再导出",
    "Rehearsal: {0} things for which it may come back. See them first",
)
_FAILED = Text(
    "送审前演练没有做成，可以打开重试", "The rehearsal could not be made: open it to try again"
)
_LOOK = Text("看演练结果", "See the rehearsal")


class RehearsalNote(QFrame):
    """A note that rehearses beside the window; export does not wait for it."""

    look_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self.office = office
        self.running: Running | None = None
        self.sign = sign(Glyph.WAITING, Tone.QUIET)
        self.words = label()
        self.look = button(_LOOK, "link")
        self.look.clicked.connect(self.look_wanted)
        px = current().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(8))
        row.addWidget(self.sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.look)

    def begin(self, draft: Draft) -> None:
        """Rehearse an application as it stands now."""
        if self.running:
            self.running.cancel()

        desk = self.office.rehearsals  # no widget in the work: it would be let go of on that thread

        def work(report: Report) -> Rehearsal:
            return desk.of(draft, report, report.cancelled)

        self._say(_BUSY, Glyph.WAITING, Tone.ACCENT)
        self.running = run(work, self.show_rehearsal, self._failed, progress=self._moved)

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        """How it went."""
        found = sum(one.level is not Level.INFORMATION for one in rehearsal.open)
        if found:
            self._say(_FOUND.format(found), Glyph.WARNING, Tone.WARNING)
        else:
            self._say(_CLEAN, Glyph.COMPLETE, Tone.GOOD)

    def _moved(self, done: float) -> None:
        """Nothing is shown of it: a line has no room for a bar."""

    def _failed(self, error: Exception) -> None:
        del error  # the page says it in words, where it can be tried again
        self._say(_FAILED, Glyph.INFORMATION, Tone.ACCENT)

    def _say(self, words: Text, glyph: Glyph, tone: Tone) -> None:
        self.words.setText(str(words))
        self.sign.show_sign(glyph, tone)
        restyle(self, tone=tone.value)
