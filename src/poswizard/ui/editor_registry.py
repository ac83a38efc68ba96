"""Which editor serves which kind of field."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from poswizard.forms.field import Field
from poswizard.forms.kinds import (
    Choice,
    Choices,
    Count,
    Day,
    Digits,
    Line,
    Lookup,
    Moment,
    Number,
    Paragraph,
    Tick,
    YesNo,
)
from poswizard.forms.rich_kinds import Address, Document, Rows, Signature
from poswizard.forms.searched_line import SearchedLine
from poswizard.ui.editors.address import AddressEditor
from poswizard.ui.editors.amount import NumberEditor
from poswizard.ui.editors.calculated import CalculatedView
from poswizard.ui.editors.choice import (
    ChoicesEditor,
    LookupEditor,
    RadioEditor,
    TickEditor,
    choice_editor,
)
from poswizard.ui.editors.day import DayEditor, MomentEditor
from poswizard.ui.editors.document import DocumentEditor
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.editors.rows import RowsEditor
from poswizard.ui.editors.searched_line import SearchedLineEditor
from poswizard.ui.editors.signature import SignatureEditor
from poswizard.ui.editors.text import DigitsEditor, LineEditor, ParagraphEditor


def editor_for(field: Field[Any], desk: Desk) -> Editor:
    """A new editor of a field; one that only shows, where the value is worked out."""
    return CalculatedView(field, desk) if field.calculated else _editor(field, desk)


@singledispatch
def _editor(field: Field[Any], desk: Desk) -> Editor:
    raise TypeError(f"no editor for {type(field).__name__}")


_editor.register(Line)(LineEditor)
_editor.register(SearchedLine)(SearchedLineEditor)
_editor.register(Paragraph)(ParagraphEditor)
_editor.register(Digits)(DigitsEditor)
_editor.register(Choice)(choice_editor)
_editor.register(Choices)(ChoicesEditor)
_editor.register(YesNo)(RadioEditor)
_editor.register(Tick)(TickEditor)
_editor.register(Number)(NumberEditor)
_editor.register(Count)(NumberEditor)
_editor.register(Day)(DayEditor)
_editor.register(Moment)(MomentEditor)
_editor.register(Lookup)(LookupEditor)
_editor.register(Address)(AddressEditor)
_editor.register(Document)(DocumentEditor)
_editor.register(Signature)(SignatureEditor)
_editor.register(Rows)(RowsEditor)
