"""Rows in a table: never fetched, never written here; a new list announces only what differs."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import is_, is_not
from typing import Any, Final, Generic, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from salescenter.i18n import _
from salescenter.ui.colours import Tone, tone_colour
from salescenter.ui.icons import icon
from salescenter.ui.tables import roles
from salescenter.ui.tables.column import Column, Row
from salescenter.ui.tables.row_changes import inserted_runs, removed_runs, runs
from salescenter.ui.widgets.text import escaped

Index = QModelIndex | QPersistentModelIndex
_SELECTABLE: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FLAT: Final = Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE: Final = Qt.ItemFlag.ItemIsEditable
_HORIZONTAL: Final = Qt.Orientation.Horizontal


class Cell(NamedTuple):
    """What a delegate draws."""

    text: str
    tone: Tone
    align: Qt.AlignmentFlag
    icon: str
    strong: bool
    marks: list[tuple[int, int]] | None
    problem: str


class TableModel(QAbstractTableModel, Generic[Row]):
    """Shows values by key. Editing a cell emits a wish and changes nothing by itself."""

    edit_wanted = Signal(object, str, str)
    """(key, column id, text): somebody wants the cell to read so."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.visible: Callable[[], tuple[int, int]] | None = None
        self._key = key
        self._rows: tuple[Row, ...] = ()
        self._keys: list[Hashable] = []
        self._places: dict[Hashable, int] = {}
        self._beside: Any = None
        self._problems: dict[tuple[Hashable, str], tuple[str, str]] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, from top to bottom."""
        return self._rows

    @property
    def beside(self) -> Any:
        """The value that stands beside the rows."""
        return self._beside

    def show_rows(self, rows: Iterable[Row], beside: object = None) -> None:
        """Show other rows, and the value beside them; selection and scrolling stay by key.

        A row that is the same object is taken for unchanged. Columns with ``beside`` are compared
        in the visible rows only: the others are read again when they are scrolled to.
        """
        new = tuple(rows)
        keys = [self._key(row) for row in new]
        if keys != self._keys:
            self._move_to(new, keys)
        changed = self._take(new)
        old_beside, self._beside = self._beside, beside
        for row in changed:
            self._problems_end(row)
        self._announce(changed)
        if old_beside is not beside:
            self._announce_beside(old_beside, beside)

    def row_at(self, index: Index) -> Row:
        """The value behind a valid index."""
        return self._rows[index.row()]

    def key_at(self, index: Index) -> Hashable:
        """The key of that value; None for an invalid index."""
        return self._keys[index.row()] if index.isValid() else None

    def row_of(self, key: Hashable) -> int:
        """Which row has that key, counted from 0; -1 when none has."""
        return self._places.get(key, -1)

    def column_of(self, column_id: str) -> int:
        """Which column that is; raises KeyError for an unknown id."""
        for place, column in enumerate(self.columns):
            if column.id == column_id:
                return place
        raise KeyError(column_id)

    def show_problem(self, key: Hashable, column_id: str, text: str, typed: str = "") -> None:
        """Say in the cell what is wrong with what was typed, and keep it there; "" clears it."""
        if text:
            self._problems[key, column_id] = (text, typed)
        else:
            self._problems.pop((key, column_id), None)
        row = self.row_of(key)
        if row >= 0:
            cell = self.index(row, self.column_of(column_id))
            self.dataChanged.emit(cell, cell)

    def cell(self, row: int, column: int) -> Cell:
        """All that is needed to draw a cell, without a detour through roles."""
        value, spec = self._rows[row], self.columns[column]
        problem = ""
        if self._problems:
            problem = self._problems.get((self._keys[row], spec.id), ("", ""))[0]
        return Cell(
            self._text(value, spec),
            Tone.ERROR if problem else self._tone(value, spec),
            spec.align,
            spec.icon(value) if spec.icon is not None else "",
            spec.strong,
            list(spec.marks(value)) if spec.marks is not None else None,
            problem,
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows; a cell has no children."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are chosen whole; a cell can be edited when its column can."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.columns[index.column()].edit is None:
            return _SELECTABLE | _FLAT
        return _SELECTABLE | _FLAT | _EDITABLE

    def data(self, index: Index, role: int = roles.DISPLAY) -> Any:
        """What the column says about the row."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == roles.DISPLAY or role == roles.ACCESSIBLE:
            return self._text(row, column)
        if role == roles.ALIGNMENT:
            return column.align
        if role == roles.FOREGROUND:
            return self._foreground(row, column)
        return self._rare(row, column, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = roles.DISPLAY
    ) -> Any:
        """The heading, standing as the cells below it do."""
        if orientation != _HORIZONTAL or not 0 <= section < len(self.columns):
            return None
        if role == roles.DISPLAY:
            return _(self.columns[section].title)
        return self.columns[section].align if role == roles.ALIGNMENT else None

    def setData(self, index: Index, value: Any, role: int = roles.EDIT) -> bool:
        """Emit what is wanted; the change arrives later, as new rows."""
        if role != roles.EDIT or not index.isValid():
            return False
        column, key = self.columns[index.column()], self._keys[index.row()]
        problem = self._problems.get((key, column.id))
        if column.edit is None or (problem is None and value == column.edit(self.row_at(index))):
            return False
        self.edit_wanted.emit(key, column.id, str(value))
        return True

    def _text(self, row: Row, column: Column[Row]) -> str:
        if self._problems:
            problem = self._problems.get((self._key(row), column.id))
            if problem is not None and problem[1]:
                return problem[1]
        if column.beside is not None and self._beside is not None:
            return column.beside(row, self._beside)
        return column.text(row)

    def _tone(self, row: Row, column: Column[Row]) -> Tone:
        if column.beside_tone is not None and self._beside is not None:
            return column.beside_tone(row, self._beside)
        return column.tone(row) if column.tone is not None else Tone.PLAIN

    def _foreground(self, row: Row, column: Column[Row]) -> object:
        if self._problems and (self._key(row), column.id) in self._problems:
            return tone_colour(Tone.ERROR)
        tone = self._tone(row, column)
        return None if tone is Tone.PLAIN else tone_colour(tone)

    def _rare(self, row: Row, column: Column[Row], role: int) -> object:
        """Roles that only some columns answer."""
        if role == roles.DECORATION and column.icon is not None:
            name = column.icon(row)
            return icon(name, column.tone(row) if column.tone else Tone.PLAIN) if name else None
        if role == roles.EDIT:
            problem = self._problems.get((self._key(row), column.id))
            return (problem and problem[1]) or (column.edit or column.text)(row)
        if role == roles.TOOL_TIP:
            return self._tip(row, column)
        if role == roles.MARKS and column.marks is not None:
            return list(column.marks(row))
        if role == roles.PROBLEM:
            return self._problems.get((self._key(row), column.id), ("", ""))[0]
        if role == roles.ROW:
            return row
        return self._key(row) if role == roles.KEY else None

    def _tip(self, row: Row, column: Column[Row]) -> str:
        problem = self._problems.get((self._key(row), column.id))
        if problem is not None:
            return escaped(problem[0])
        return escaped(column.tip(row) if column.tip is not None else self._text(row, column))

    def _move_to(self, new: tuple[Row, ...], keys: list[Hashable]) -> None:
        """Bring the list to the new keys: rows go, change places, come."""
        wanted = {key: place for place, key in enumerate(keys)}
        if len(wanted) != len(keys):
            raise ValueError("two rows have the same key")
        if not self._places.keys() & wanted.keys():
            self.beginResetModel()
            self._set(new, keys)
            self.endResetModel()
            return
        for first, last in removed_runs(self._keys, wanted):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._set(
                self._rows[:first] + self._rows[last + 1 :],
                self._keys[:first] + self._keys[last + 1 :],
            )
            self.endRemoveRows()
        self._reorder([key for key in keys if key in self._places])
        for first, last in inserted_runs(dict(self._places), keys):
            self.beginInsertRows(QModelIndex(), first, last)
            self._set(
                self._rows[:first] + new[first : last + 1] + self._rows[first:],
                self._keys[:first] + keys[first : last + 1] + self._keys[first:],
            )
            self.endInsertRows()

    def _reorder(self, keys: list[Hashable]) -> None:
        """The same rows in another order; what is selected moves along."""
        if keys == self._keys:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self._keys[index.row()], index.column()) for index in before]
        rows = tuple(self._rows[self._places[key]] for key in keys)
        self._set(rows, keys)
        after = [self.index(self._places[key], column) for key, column in kept]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _set(self, rows: tuple[Row, ...], keys: list[Hashable]) -> None:
        self._rows, self._keys = rows, keys
        self._places = {key: place for place, key in enumerate(keys)}

    def _take(self, new: tuple[Row, ...]) -> list[tuple[int, Row]]:
        """Take the new objects; answer which rows are other objects, with what they were."""
        old, self._rows = self._rows, new
        if all(map(is_, old, new)):
            return []
        return [(place, old[place]) for place, other in enumerate(map(is_not, old, new)) if other]

    def _problems_end(self, changed: tuple[int, Row]) -> None:
        if self._problems:
            key = self._keys[changed[0]]
            for column in self.columns:
                self._problems.pop((key, column.id), None)

    def _announce(self, changed: list[tuple[int, Row]]) -> None:
        """Announce, per run of rows, from the first to the last column that reads differently."""
        spans: dict[int, tuple[int, int]] = {}
        for place, old in changed:
            columns = self._differing(old, self._rows[place])
            if columns:
                spans[place] = columns[0], columns[-1]
        for first, last in runs(sorted(spans)):
            left = min(spans[row][0] for row in range(first, last + 1))
            right = max(spans[row][1] for row in range(first, last + 1))
            self.dataChanged.emit(self.index(first, left), self.index(last, right))

    def _differing(self, old: Row, new: Row) -> list[int]:
        return [
            place
            for place, column in enumerate(self.columns)
            if column.text(old) != column.text(new)
            or (column.tone is not None and column.tone(old) != column.tone(new))
            or (column.icon is not None and column.icon(old) != column.icon(new))
            or (column.marks is not None and column.marks(old) != column.marks(new))
        ]

    def _announce_beside(self, old: object, new: object) -> None:
        first, last = self.visible() if self.visible is not None else (0, len(self._rows) - 1)
        for place, column in enumerate(self.columns):
            if column.beside is None:
                continue
            read = column.beside
            differing = [
                row
                for row in range(max(0, first), min(last + 1, len(self._rows)))
                if old is None
                or new is None
                or read(self._rows[row], old) != read(self._rows[row], new)
            ]
            for top, bottom in runs(differing):
                self.dataChanged.emit(self.index(top, place), self.index(bottom, place))
