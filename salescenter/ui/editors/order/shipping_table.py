"""The deliveries of an order with their lines: Space marks, Shift with the arrows marks on."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from salescenter.i18n import N_, _
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.shipping_words import ShippingFacts, ShippingRow
from salescenter.ui.tables import END, Column, TableModel, TableView
from salescenter.ui.workbench.contract import ColumnWidths

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _nothing(_row: ShippingRow) -> str:
    return ""


def _tone(row: ShippingRow) -> Tone:
    return Tone.ACCENT if row.line is None else Tone.PLAIN


def _icon(row: ShippingRow) -> str:
    return "truck" if row.line is None else ""


def _hurry_icon(row: ShippingRow) -> str:
    return "clock" if row.line is not None and row.line.expedite else ""


def _hurry_tone(row: ShippingRow) -> Tone:
    return Tone.WARN if row.line is not None else Tone.PLAIN


COLUMNS = (
    Column[ShippingRow]("mark", "", _nothing, width=30, beside=lambda r, f: f.mark(r)),
    Column[ShippingRow](
        "what",
        N_("Delivery"),
        _nothing,
        width=240,
        stretch=1,
        narrowest=150,
        tone=_tone,
        icon=_icon,
        beside=lambda r, f: f.what(r),
    ),
    Column[ShippingRow](
        "quantity", N_("Qty"), _nothing, width=66, align=END, beside=lambda r, f: f.quantity(r)
    ),
    Column[ShippingRow](
        "how",
        N_("Sent by"),
        _nothing,
        width=124,
        drop=2,
        tone=_hurry_tone,
        icon=_hurry_icon,
        beside=lambda r, f: f.how(r),
    ),
    Column[ShippingRow](
        "when", N_("When"), _nothing, width=96, drop=3, beside=lambda r, f: f.when(r)
    ),
    Column[ShippingRow](
        "charge", N_("Charge"), _nothing, width=84, align=END, beside=lambda r, f: f.charge(r)
    ),
)


class ShippingTable(TableView):
    """Says which rows somebody wants to mark; what is marked is drawn with the next rows.

    ``toggled`` gets a key, ``extended`` the key one comes from and the key one goes to.
    """

    toggled = Signal(object)
    extended = Signal(object, object)
    all_wanted = Signal()
    none_wanted = Signal()

    def __init__(self, widths: ColumnWidths | None) -> None:
        self.model_of_rows: TableModel[ShippingRow] = TableModel(COLUMNS, key=lambda row: row.key)
        super().__init__(self.model_of_rows, "shipping-lines", _("Deliveries and lines"), widths)
        self.setMinimumHeight(3 * self.verticalHeader().defaultSectionSize())

    def show_order(self, rows: list[ShippingRow], facts: ShippingFacts) -> None:
        """Draw other rows; the row one stands on stays, by its key."""
        self.model_of_rows.show_rows(rows, facts)
        if not self.currentIndex().isValid():
            self.select_row(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space toggles a mark, Shift with an arrow marks from row to row, Esc takes all off."""
        modifiers = event.modifiers() & ~_KEYPAD
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space and not modifiers:
            self.toggled.emit(self.current_key())
        elif step is not None and modifiers == _SHIFT:
            self._extend(step)
        elif event.key() == Qt.Key.Key_A and modifiers == _CTRL:
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and not modifiers:
            self.none_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ctrl with a click toggles a mark, as does a click on its place; Shift marks as far."""
        before, index = self.current_key(), self.indexAt(event.position().toPoint())
        modifiers = event.modifiers()
        super().mousePressEvent(event)
        if not index.isValid():
            return
        if modifiers & _SHIFT:
            self.extended.emit(before, self.model_of_rows.key_at(index))
        elif modifiers & _CTRL or index.column() == 0:
            self.toggled.emit(self.model_of_rows.key_at(index))

    def selectionCommand(
        self, index: object, event: object = None
    ) -> QItemSelectionModel.SelectionFlag:
        """One row is the current one, whatever keys are held; marks are kept apart."""
        flags = QItemSelectionModel.SelectionFlag
        return flags.ClearAndSelect | flags.Rows

    def _extend(self, step: int) -> None:
        before = self.current_key()
        if self.select_row(self.currentIndex().row() + step):
            self.extended.emit(before, self.current_key())
