"""How a cell is drawn and edited: marked letters, meaning in colour, the focus to be seen.

Cells are drawn here from the model's values, not by the style from seven roles a cell: half the
time, and nothing that guesses rich text.
"""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from salescenter.ui.colours import Tone, colour, tone_colour
from salescenter.ui.icons import icon
from salescenter.ui.tables import roles
from salescenter.ui.tables.column import END
from salescenter.ui.tables.table_model import Index, TableModel
from salescenter.ui.widgets.fields import TextField, text_field

PADDING = 8
_ICON = 16
_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus
_ELIDE = Qt.TextElideMode.ElideRight
_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class CellDelegate(QStyledItemDelegate):
    """Draws all cells of our tables; colours of meaning yield to the selection."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell: ground, icon, marks, text, what is wrong, the ring of the focus."""
        model = index.model()
        assert isinstance(model, TableModel)
        cell = model.cell(index.row(), index.column())
        selected = bool(option.state & _SELECTED)
        area = option.rect
        if selected:
            painter.fillRect(area, option.palette.brush(QPalette.ColorRole.Highlight))
        inner = area.adjusted(PADDING, 0, -PADDING, 0)
        if cell.icon:
            top = inner.y() + (inner.height() - _ICON) // 2
            tone = Tone.SELECTED if selected else cell.tone
            icon(cell.icon, tone).paint(painter, QRect(inner.x(), top, _ICON, _ICON))
            inner.setLeft(inner.left() + _ICON + 6)
        if cell.strong:
            painter.setFont(_strong(option.font))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(cell.text, _ELIDE, inner.width())
        if cell.marks and not selected:
            _draw_marks(painter, inner, metrics, shown, cell.marks)
        painter.setPen(tone_colour(Tone.SELECTED if selected else cell.tone))
        painter.drawText(inner, _END if cell.align == END else _START, shown)
        if cell.strong:
            painter.setFont(option.font)
        if cell.problem:
            _frame(painter, area, colour("error"), 1)
        if option.state & _FOCUSED:
            _frame(painter, area, colour("focus"), 2)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line that reads as the cell does."""
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal) or ""
        editor = text_field(str(title), name="cell_editor")
        editor.setParent(parent)
        editor.setAlignment(index.data(roles.ALIGNMENT))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Cover the cell exactly."""
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what the cell holds, marked, so that typing replaces it."""
        assert isinstance(editor, TextField)
        editor.start_over(str(index.data(roles.EDIT)))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the wish to the model."""
        assert isinstance(editor, TextField)
        model.setData(index, editor.text().strip(), roles.EDIT)


class TwoLineDelegate(CellDelegate):
    """Draws cells of two lines: what it is, and under it quietly what there is to say of it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw both lines, an icon before the second, the ring of the focus."""
        model = index.model()
        assert isinstance(model, TableModel)
        cell = model.cell(index.row(), index.column())
        selected, area = bool(option.state & _SELECTED), option.rect
        if selected:
            painter.fillRect(area, option.palette.brush(QPalette.ColorRole.Highlight))
        first, _newline, second = cell.text.partition("\n")
        half = area.height() // 2
        upper = QRect(area.x() + PADDING, area.y() + 4, area.width() - 2 * PADDING, half - 4)
        lower = QRect(upper.x(), area.y() + half, upper.width(), half - 4)
        align = _END if cell.align == END else _START
        if cell.strong:
            painter.setFont(_strong(option.font))
        painter.setPen(tone_colour(Tone.SELECTED if selected else Tone.PLAIN))
        shown = painter.fontMetrics().elidedText(first, _ELIDE, upper.width())
        painter.drawText(upper, align, shown)
        painter.setFont(option.font)
        tone = Tone.SELECTED if selected else cell.tone
        if cell.icon:
            icon(cell.icon, tone).paint(painter, QRect(lower.x(), lower.y(), _ICON, _ICON))
            lower.setLeft(lower.left() + _ICON + 4)
        painter.setPen(tone_colour(tone))
        shown = painter.fontMetrics().elidedText(second, _ELIDE, lower.width())
        painter.drawText(lower, align, shown)
        if option.state & _FOCUSED:
            _frame(painter, area, colour("focus"), 2)


class QuantityDelegate(CellDelegate):
    """Up and Down change the number by one while it is edited; anything may be typed."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step the number; everything else as usual."""
        step = _STEPS.get(event.key(), 0) if isinstance(event, QKeyEvent) else 0
        if step and event.type() == QEvent.Type.KeyPress and isinstance(watched, TextField):
            digits = watched.text().strip()
            if digits.isdecimal():
                watched.setText(str(max(1, int(digits) + step)))
                watched.selectAll()
            return True
        return super().eventFilter(watched, event)


_STEPS = {int(Qt.Key.Key_Up): 1, int(Qt.Key.Key_Down): -1}


def _strong(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _frame(painter: QPainter, area: QRect, rim: QColor, width: int) -> None:
    painter.setPen(QPen(rim, width))
    painter.drawRect(area.adjusted(1, 1, -width, -width))


def _draw_marks(
    painter: QPainter,
    area: QRect,
    metrics: QFontMetrics,
    shown: str,
    marks: list[tuple[int, int]],
) -> None:
    """Underlay the letters that were looked for."""
    height = metrics.height() + 2
    top = area.center().y() - height // 2 + 1
    for start, length in marks:
        if start < len(shown):
            left = area.x() + metrics.horizontalAdvance(shown[:start])
            width = metrics.horizontalAdvance(shown[start : start + length])
            painter.fillRect(QRect(left, top, width, height), colour("mark"))
