"""The table on the screen: rows of one height, columns that fit, everything by keyboard."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from salescenter.ui import measures
from salescenter.ui.colours import colour
from salescenter.ui.tables.cell_delegate import CellDelegate
from salescenter.ui.tables.column_widths import fit
from salescenter.ui.tables.table_model import TableModel
from salescenter.ui.workbench.contract import ColumnWidths

ROW_HEIGHT = 30
_PRESSES = QAbstractItemView.EditTrigger
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_HIDDEN, _ORDER = "/hidden", "/order"
"""What is remembered beside the widths of a table's columns."""
_OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableView(QTableView):
    """A view of a ``TableModel``. Selection is by key and survives new rows.

    ``opened`` is emitted for Enter and double click, ``selected`` when another row is chosen,
    ``menu_wanted`` with the global point where a context menu is to stand.
    """

    opened = Signal(object)
    selected = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self, model: TableModel[Any], name: str, accessible: str, widths: ColumnWidths | None
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self._model = model
        self._widths = widths
        self._wanted: dict[str, int] = widths.widths_of(name) if widths else {}
        self._fitting = False
        self._hidden: set[str] = set()
        self._empty = ""
        self.setModel(model)
        model.setParent(self)
        model.visible = self.visible_rows
        self._dress()
        self._wire()
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.timeout.connect(self._keep_widths)

    def current_key(self) -> Hashable:
        """The key of the current row; None when there is none."""
        return self._model.key_at(self.currentIndex())

    def current_row(self) -> Any:
        """The value of the current row; None when there is none."""
        index = self.currentIndex()
        return self._model.row_at(index) if index.isValid() else None

    def selected_keys(self) -> list[Hashable]:
        """The keys of all selected rows, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.key_at(self._model.index(row, 0)) for row in rows]

    def select_key(self, key: Hashable) -> bool:
        """Go to the row with that key, in the column where one was; False when there is none."""
        return self.select_row(self._model.row_of(key))

    def select_row(self, row: int) -> bool:
        """Go to a row counted from 0; False when there is none."""
        if not 0 <= row < self._model.rowCount():
            return False
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self._model.index(row, column))
        return True

    def edit_cell(self, key: Hashable, column_id: str) -> bool:
        """Begin to edit a cell; False when the row is gone."""
        row = self._model.row_of(key)
        if row < 0:
            return False
        index = self._model.index(row, self._model.column_of(column_id))
        self.setCurrentIndex(index)
        self.edit(index)
        return True

    def show_empty_text(self, text: str) -> None:
        """What to say in the middle while there are no rows."""
        self._empty = text
        self.viewport().update()

    def visible_rows(self) -> tuple[int, int]:
        """The first and the last row on the screen."""
        height = self.viewport().height()
        first, last = self.rowAt(0), self.rowAt(max(0, height - 1))
        return max(0, first), last if last >= 0 else self._model.rowCount() - 1

    def fit_columns(self) -> None:
        """Share the room out among the columns; what there is no room for is hidden."""
        shown = [column for column in self._model.columns if column.id not in self._hidden]
        widths = fit(shown, self.viewport().width(), self._wanted)
        self._fitting = True
        for place, column in enumerate(self._model.columns):
            self.setColumnHidden(place, column.id not in widths)
            if column.id in widths:
                self.setColumnWidth(place, widths[column.id])
        self._fitting = False

    def let_columns_be_arranged(self) -> None:
        """From now on columns can be moved and hidden, and stand as they were left last time."""
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        if self._widths is not None:
            hidden = self._widths.widths_of(f"{self.objectName()}{_HIDDEN}")
            self._hidden = {column_id for column_id, is_hidden in hidden.items() if is_hidden}
            places = self._widths.widths_of(f"{self.objectName()}{_ORDER}")
            known = [column.id for column in self._model.columns]
            for column_id in sorted(places.keys() & set(known), key=lambda each: places[each]):
                at = min(places[column_id], len(known) - 1)
                header.moveSection(header.visualIndex(known.index(column_id)), at)
        header.sectionMoved.connect(self._keep_arrangement)
        self.fit_columns()

    def is_column_wanted(self, column_id: str) -> bool:
        """Whether a person wants to see a column; there may be no room for it all the same."""
        return column_id not in self._hidden

    def want_column(self, column_id: str, wanted: bool) -> None:
        """Show a column where there is room for it, or hide it."""
        (self._hidden.discard if wanted else self._hidden.add)(column_id)
        self.fit_columns()
        self._keep_arrangement()

    def move_column(self, column_id: str, step: int) -> None:
        """Move a column past so many of those that are shown."""
        header = self.horizontalHeader()
        at = header.visualIndex(self._model.column_of(column_id))
        to = at + step
        while 0 <= to < header.count() and header.isSectionHidden(header.logicalIndex(to)):
            to += step
        if 0 <= to < header.count():
            header.moveSection(at, to)

    def restore_columns(self) -> None:
        """As they are delivered: all of them, in their order, with their widths."""
        self._hidden.clear()
        self._wanted.clear()
        header = self.horizontalHeader()
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        self.fit_columns()
        self._keep_arrangement()
        self._keep_widths()

    def _keep_arrangement(self, *_moved: int) -> None:
        if self._widths is None:
            return
        header, name = self.horizontalHeader(), self.objectName()
        ids = [column.id for column in self._model.columns]
        order = {each: header.visualIndex(place) for place, each in enumerate(ids)}
        self._widths.keep_widths(f"{name}{_ORDER}", order)
        self._widths.keep_widths(f"{name}{_HIDDEN}", dict.fromkeys(sorted(self._hidden), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new room."""
        super().resizeEvent(event)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, or edits the cell where it can be edited."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in _OPENERS and not editing and not event.modifiers() & ~_KEYPAD:
            self._on_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Give the theme's new font and colours their room."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_row_height()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or say why there are none."""
        super().paintEvent(event)
        if self._empty and not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(colour("muted"))
            area = self.viewport().rect().adjusted(16, 16, -16, -16)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self._empty)

    def _dress(self) -> None:
        self.setItemDelegate(CellDelegate(self))
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            _PRESSES.EditKeyPressed | _PRESSES.AnyKeyPressed | _PRESSES.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(28)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._set_row_height()

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics().height()))

    def _wire(self) -> None:
        self.doubleClicked.connect(self._on_activated)
        self.customContextMenuRequested.connect(self._on_menu)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)

    def _on_activated(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.opened.emit(self._model.key_at(index))

    def _on_current(self, current: QModelIndex) -> None:
        self.selected.emit(self._model.key_at(current))

    def _on_menu(self, point: QPoint) -> None:
        """By mouse at the pointer, by keyboard under the current row."""
        index = self.indexAt(point)
        if not index.isValid():
            index = self.currentIndex()
            point = self.visualRect(index).bottomLeft()
        self.menu_wanted.emit(self._model.key_at(index), self.viewport().mapToGlobal(point))

    def _on_section_resized(self, place: int, _old: int, new: int) -> None:
        if not self._fitting and new > 0:
            self._wanted[self._model.columns[place].id] = new
            self._remember.start(500)

    def _keep_widths(self) -> None:
        if self._widths is not None:
            self._widths.keep_widths(self.objectName(), dict(self._wanted))


def row_height(line: int) -> int:
    """The height of a row whose letters need ``line`` pixels."""
    return max(ROW_HEIGHT, line + 12) + measures.active().row_room


def table_view(
    model: TableModel[Any],
    *,
    name: str,
    accessible: str,
    on_open: Callable[[Any], object] | None = None,
    empty: str = "",
    widths: ColumnWidths | None = None,
    delegates: Mapping[str, CellDelegate] | None = None,
) -> TableView:
    """A table of ``model``, which it keeps; ``on_open`` gets the key of the row to open.

    ``empty`` says what can be done while there are no rows; ``delegates`` by column id.
    """
    made = TableView(model, name, accessible, widths)
    made.show_empty_text(empty)
    for column_id, delegate in (delegates or {}).items():
        delegate.setParent(made)
        made.setItemDelegateForColumn(model.column_of(column_id), delegate)
    if on_open is not None:
        made.opened.connect(on_open)
    return made
