"""The hits: columns where there is room, two lines a customer in a narrow place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from salescenter.i18n import _
from salescenter.ui.colours import Tone, colour, tone_colour
from salescenter.ui.tables import Column, TableModel
from salescenter.ui.tables.column_widths import fit
from salescenter.ui.tables.table_view import TableView, row_height
from salescenter.ui.views.customer_finder.asked import Hit, marked_words
from salescenter.ui.views.customer_finder.hit_rows import (
    COLUMNS,
    WHOLE,
    home_of,
    reach_marks,
    reach_of,
)
from salescenter.ui.views.customer_finder.marked_text import Line, draw_line
from salescenter.ui.workbench.contract import ColumnWidths

NARROW = 460
"""Pixels; below them a customer has two lines instead of columns."""

_SIDE = 8
_GAP = 10
_ENOUGH = 70
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier

Index = QModelIndex | QPersistentModelIndex


def hit_model() -> TableModel[Hit]:
    """The rows of the list, known by the customer."""
    return TableModel((WHOLE, *COLUMNS), key=lambda hit: hit.match.id)


class HitTable(TableView):
    """The list of hits; keys that are not its own go back to where typing belongs."""

    order_wanted = Signal()
    left_upwards = Signal()
    typed = Signal(object)

    def __init__(self, model: TableModel[Hit], widths: ColumnWidths | None) -> None:
        self._narrow = False
        super().__init__(model, "customer_finder-hits", _("Customers found"), widths)
        self.setItemDelegate(HitDelegate(self))
        self.setEditTriggers(TableView.EditTrigger.NoEditTriggers)

    @property
    def is_narrow(self) -> bool:
        """Whether each customer stands in two lines."""
        return self._narrow

    def select_row(self, row: int) -> bool:
        """Go to a row counted from 0, in a column that is shown; False when there is none."""
        if not 0 <= row < self._model.rowCount():
            return False
        column = self.currentIndex().column()
        if column < 0 or self.isColumnHidden(column):
            column = 0 if self._narrow else 1
        self.setCurrentIndex(self._model.index(row, column))
        return True

    def fit_columns(self) -> None:
        """Columns that fit without a scroll bar, or the two lines."""
        room = self.viewport().width()
        self._become(narrow=room < NARROW)
        widths = {WHOLE.id: room} if self._narrow else fit(self._offered(), room, self._wanted)
        self._fitting = True
        for place, column in enumerate(self._model.columns):
            self.setColumnHidden(place, column.id not in widths)
            if column.id in widths:
                self.setColumnWidth(place, widths[column.id])
        self._fitting = False
        self.select_row(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter starts an order, Up leaves at the top, letters go on with the search."""
        if is_order_key(event):
            self.order_wanted.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape) or _is_text(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is the list's own, whatever else the keys mean in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and is_order_key(event):
            event.accept()
            return True
        return super().event(event)

    def _offered(self) -> Sequence[Column[Hit]]:
        """All columns but those in which nothing stands."""
        if any(hit.match.organization for hit in self._model.rows):
            return COLUMNS
        return [column for column in COLUMNS if column.id != "organization"]

    def _become(self, *, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.horizontalHeader().setVisible(not narrow)
            self._set_row_height()

    def _set_row_height(self) -> None:
        line = self.fontMetrics().height()
        height = 2 * line + 14 if self._narrow else row_height(line)
        self.verticalHeader().setDefaultSectionSize(height)


def is_order_key(event: QEvent) -> bool:
    """Ctrl+Enter."""
    return (
        isinstance(event, QKeyEvent)
        and event.key() in _ENTER
        and event.modifiers() & ~_KEYPAD == _CONTROL
    )


def _is_text(event: QKeyEvent) -> bool:
    """Something that could be typed into a field, and no shortcut."""
    return bool(event.text()) and event.text().isprintable() and event.modifiers() != _CONTROL


class HitDelegate(QStyledItemDelegate):
    """Draws what matched marked: a cell, or in a narrow list the two lines of a customer."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of a selected row, the texts, the ring of the focus."""
        model = index.model()
        assert isinstance(model, TableModel)
        hit, column = model.row_at(index), model.columns[index.column()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, option.palette.brush(QPalette.ColorRole.Highlight))
        ink = option.palette.color(
            QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        )
        if column is WHOLE:
            _draw_two_lines(painter, option, hit, ink, chosen)
        else:
            marks = column.marks(hit) if column.marks else ()
            line = Line(column.text(hit), marks, option.font, ink, chosen)
            draw_line(painter, option.rect.adjusted(_SIDE, 0, -_SIDE, 0), line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))


def _draw_two_lines(
    painter: QPainter, option: QStyleOptionViewItem, hit: Hit, ink: QColor, chosen: bool
) -> None:
    """Name and number over place and telephone."""
    quiet = ink if chosen else tone_colour(Tone.MUTED)
    strong = QFont(option.font)
    strong.setWeight(QFont.Weight.DemiBold)
    area = option.rect.adjusted(_SIDE, 5, -_SIDE, -5)
    half = area.height() // 2
    upper = QRect(area.left(), area.top(), area.width(), half)
    match, home, reach = hit.match, home_of(hit), reach_of(hit)
    name = Line(match.name, marked_words(hit, match.name), strong, ink, chosen)
    number = Line(match.number, marked_words(hit, match.number), option.font, quiet, chosen)
    _draw_pair(painter, upper, name, number)
    below = Line(home, marked_words(hit, home), option.font, quiet, chosen)
    by = Line(reach, reach_marks(hit), option.font, quiet, chosen)
    _draw_pair(painter, upper.translated(0, half), below, by)


def _draw_pair(painter: QPainter, area: QRect, left: Line, right: Line) -> None:
    """Two texts at both ends; what is at the right is whole, or not there at all."""
    width = right.width()
    if not left.text:
        draw_line(painter, area, right)
        return
    if width and area.width() - width - _GAP >= min(_ENOUGH, left.width()):
        draw_line(painter, area.adjusted(area.width() - width, 0, 0, 0), right)
        area = area.adjusted(0, 0, -width - _GAP, 0)
    draw_line(painter, area, left)
