"""What the rail lists: phases and their steps, each with its state and few words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from poswizard.text import Text
from poswizard.wizard.progress import StepState

AnyIndex = QModelIndex | QPersistentModelIndex

_SPOKEN = Text("{0}，{1}", "{0}, {1}")
_PAGE_SHOWN = Text("当前页", "this page")
_PHASE_TIP = Text("第 {0} 阶段 · {1}  Alt+{0}", "Phase {0} · {1}  Alt+{0}")


@dataclass(frozen=True, slots=True)
class RailStep:
    """A step as the rail shows it."""

    key: str
    title: Text
    state: StepState = StepState.NOT_STARTED
    remark: Text | None = None
    """Few words at the right, such as “6 / 9”; without them the state's own words stand there."""


@dataclass(frozen=True, slots=True)
class RailPhase:
    """A phase as the rail shows it."""

    key: str
    title: Text
    steps: tuple[RailStep, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A phase's title between the steps."""

    number: int
    title: Text


Row = Heading | RailStep


class RailRows(QAbstractListModel):
    """Headings and steps, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.shown_step = ""

    def show(self, rows: list[Row]) -> None:
        """Change what has changed; other steps mean a new list."""
        same = [_identity(row) for row in rows] == [_identity(row) for row in self.rows]
        if not same:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        before, self.rows = self.rows, rows
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.repaint_row(number)

    def repaint_row(self, row: int) -> None:
        """One row looks different now."""
        self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, step: str) -> int:
        """Where a step stands, or -1."""
        rows = enumerate(self.rows)
        return next((n for n, row in rows if isinstance(row, RailStep) and row.key == step), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return str(row.title)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return str(self._spoken(row))
        return None

    def _spoken(self, row: Row) -> Text:
        if isinstance(row, Heading):
            return _PHASE_TIP.format(row.number, row.title)
        spoken = _SPOKEN.format(row.title, row.state)
        if row.remark is not None:
            spoken = _SPOKEN.format(spoken, row.remark)
        return _SPOKEN.format(spoken, _PAGE_SHOWN) if row.key == self.shown_step else spoken


def _identity(row: Row) -> str:
    return f"#{row.number}" if isinstance(row, Heading) else row.key
