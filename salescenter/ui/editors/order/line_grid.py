"""The lines of an order, edited in place: a number changes the quantity, Delete removes a line."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from salescenter.domain.order import OrderItem
from salescenter.i18n import _
from salescenter.ui import fonts
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.line_columns import (
    AVAILABILITY,
    BUNDLE,
    COLUMNS,
    QUANTITY,
    UNIT,
    LineFacts,
)
from salescenter.ui.tables import TableModel, TableView
from salescenter.ui.tables.cell_delegate import PADDING, QuantityDelegate
from salescenter.ui.tables.table_model import Cell, Index
from salescenter.ui.widgets import TextField
from salescenter.ui.workbench.contract import ColumnWidths

_ICONS = {Tone.WARN: "triangle-alert", Tone.ERROR: "circle-x"}
_EDITORS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHOWN = "shown_text"
_FLAG = QItemSelectionModel.SelectionFlag
_NO_ROOM, _FIRST = 100_000, 100
"""A column that is wider than any screen and goes first: units while all lines count pieces."""
_ONLY_WHERE_USED = (BUNDLE, UNIT)
_MOST_OF_SKU = 14
_PADDINGS = 2 * PADDING + 2
_REMOVERS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class LineModel(TableModel[OrderItem]):
    """Lines by their id. What cannot be had at once has an icon beside its words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, key=lambda line: line.id, parent=parent)
        self.editable = True
        self._availability = self.column_of(AVAILABILITY)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Nothing of an order that is not pending can be edited in its cell."""
        flags = super().flags(index)
        return flags if self.editable else flags & ~Qt.ItemFlag.ItemIsEditable

    def cell(self, row: int, column: int) -> Cell:
        """All that is needed to draw a cell."""
        cell = super().cell(row, column)
        if column == self._availability and cell.tone in _ICONS:
            return cell._replace(icon=_ICONS[cell.tone])
        return cell


class LineQuantityDelegate(QuantityDelegate):
    """What is being typed stays, whatever arrives meanwhile."""

    began = Signal()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line over the cell; the order as it is now is what the person sees."""
        self.began.emit()
        return super().createEditor(parent, option, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Follow the cell until somebody types or steps."""
        assert isinstance(editor, TextField)
        if editor.property(_SHOWN) in (None, editor.text()):
            super().setEditorData(editor, index)
            editor.setProperty(_SHOWN, editor.text())


class LineGrid(TableView):
    """The table of lines. ``typed`` is emitted for letters, which belong to the entry line."""

    remove_wanted = Signal()
    copy_wanted = Signal()
    typed = Signal(str)
    left_downwards = Signal()

    def __init__(self, model: LineModel, widths: ColumnWidths | None) -> None:
        super().__init__(model, "order-lines", _("Lines of the order"), widths)
        self.model_of_lines = model
        self._widest: dict[str, str] = {}
        self._longest_sku = ""
        self._quantity = model.column_of(QUANTITY)
        self.delegate = LineQuantityDelegate(self)
        self.setItemDelegateForColumn(self._quantity, self.delegate)
        self.let_columns_be_arranged()
        self.setSelectionMode(TableView.SelectionMode.ExtendedSelection)
        self.setMinimumHeight(3 * self.verticalHeader().defaultSectionSize())

    def show_lines(self, lines: Iterable[OrderItem], facts: LineFacts) -> None:
        """Draw other lines; columns of figures are as wide as their longest one."""
        shown = tuple(lines)
        if len(shown) != self.model_of_lines.rowCount():
            self._longest_sku = max((line.sku for line in shown), key=len, default="")
        self._fit_figures(facts.widest() | {"sku": self._longest_sku[:_MOST_OF_SKU]})
        self.model_of_lines.show_rows(shown, facts)

    def edit_quantity(self) -> bool:
        """Begin to edit the quantity of the current line; False when there is none."""
        self._to_quantity()
        index = self.currentIndex()
        if index.isValid():
            self.edit(index)
        return index.isValid()

    def select_row(self, row: int) -> bool:
        """Go to a row counted from 0, and select it alone; False when there is none."""
        if not 0 <= row < self.model_of_lines.rowCount():
            return False
        index = self.model_of_lines.index(row, self._column_in_sight())
        self.setCurrentIndex(index)  # Shift and an arrow select from here on
        self.selectionModel().select(index, _FLAG.ClearAndSelect | _FLAG.Rows)
        return True

    def is_editing(self) -> bool:
        """Whether a cell is being typed into."""
        return self.state() == TableView.State.EditingState

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is always a current line, so that keys have something to act on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model_of_lines.rowCount():
            self.select_row(0)

    def _column_in_sight(self) -> int:
        """Where one stands; what is in no column that is shown cannot be selected from there."""
        column = self.currentIndex().column()
        return self._quantity if column < 0 or self.isColumnHidden(column) else column

    def fit_columns(self) -> None:
        """Fit the columns; one does not stay in one that is hidden."""
        super().fit_columns()
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):
            self.select_row(current.row())

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """Step aside before the current line goes, so that what is typed into it ends properly."""
        row, rows = self.currentIndex().row(), self.model_of_lines.rowCount()
        if start <= row <= end:
            beside = end + 1 if end + 1 < rows else start - 1
            if not self.select_row(beside):
                self.setCurrentIndex(self.model_of_lines.index(-1, -1))
        super().rowsAboutToBeRemoved(parent, start, end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers and F2 edit the quantity, Delete removes, letters go to the entry line."""
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if event.matches(QKeySequence.StandardKey.Copy) and not self.is_editing():
            self.copy_wanted.emit()
        elif not plain or self.is_editing():
            super().keyPressEvent(event)
        elif event.key() in _REMOVERS:
            self.remove_wanted.emit()
        elif event.key() in _EDITORS:
            self.edit_quantity()
        elif self._leaves_downwards(event):
            self.left_downwards.emit()
        elif event.text().isdecimal():
            self._to_quantity()
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Insert or event.text() == "+":
            self.typed.emit("")
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _fit_figures(self, widest: dict[str, str]) -> None:
        if widest == self._widest:
            return
        self._widest = widest
        metrics = QFontMetrics(fonts.interface(weight=QFont.Weight.DemiBold))
        columns = tuple(
            replace(
                column,
                width=max(
                    column.width, metrics.horizontalAdvance(widest.get(column.id, "")) + _PADDINGS
                ),
            )
            if column.id not in _ONLY_WHERE_USED or widest.get(column.id)
            else replace(column, width=_NO_ROOM, drop=_FIRST)
            for column in COLUMNS
        )
        if columns != self.model_of_lines.columns:
            self.model_of_lines.columns = columns
            self.fit_columns()

    def _leaves_downwards(self, event: QKeyEvent) -> bool:
        """Down from the last line; with Shift it goes on selecting."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return event.key() == Qt.Key.Key_Down and not shift and self._is_on_last()

    def _is_on_last(self) -> bool:
        return self.currentIndex().row() == self.model_of_lines.rowCount() - 1

    def _to_quantity(self) -> None:
        """Into the column of quantities; what is selected stays selected."""
        row = self.currentIndex().row()
        if row >= 0:
            index = self.model_of_lines.index(row, self._quantity)
            self.selectionModel().setCurrentIndex(index, _FLAG.NoUpdate)
