"""What the needs speak for, above the quotes: the more of it a quote has, the better it fits."""

from __future__ import annotations

from html import escape
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from poswizard.steps.research_advice import Advice, advice, wants
from poswizard.text import Text
from poswizard.ui.form_page import StepView
from poswizard.ui.style_sheet import BOLD
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import frame, label
from poswizard.wizard.session import Session

_TITLE = Text("按您的需求，适合这样配", "What fits these needs")
_SOURCE = Text("（{0}）", " ({0})")


class AdviceView(StepView):
    """Suggestions by kind, each with its reason and where the reason comes from."""

    def __init__(self) -> None:
        super().__init__()
        px = current().px
        self.words = label()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.card = frame("note")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(px(16), px(12), px(16), px(12))
        inside.setSpacing(px(8))
        inside.addWidget(label(_TITLE, "heading"))
        inside.addWidget(self.words)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.card)
        self.card.setProperty("tone", "accent")

    def show_session(self, session: Session) -> None:
        found = advice(wants(session.answers))
        self.setVisible(bool(found))
        words = "".join(
            _section(str(kind), list(of_kind))
            for kind, of_kind in groupby(found, lambda one: one.kind.label)
        )
        if words != self.words.text():
            self.words.setText(words)


def _section(kind: str, found: list[Advice]) -> str:
    lines = "".join(_line(one) for one in found)
    return f'<p style="margin:8px 0 2px 0">{escape(kind)}</p><ul style="margin:0 0 0 -20px">{lines}</ul>'


def _line(one: Advice) -> str:
    what, why, source = (escape(str(w)) for w in (one.what, one.why, _SOURCE.format(one.source)))
    strong, quiet = f"font-weight:{BOLD}", f"color:{current().palette.quiet}"
    return f'<li><span style="{strong}">{what}</span> — {why}<span style="{quiet}">{source}</span></li>'
