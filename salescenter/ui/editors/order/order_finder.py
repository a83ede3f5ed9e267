"""Finding an order: by the number that is read out, or among the store's last ones."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from salescenter.domain.order import STATUS_NAMES, is_order_number
from salescenter.domain.order_summary import OrderSummary
from salescenter.i18n import N_, _
from salescenter.services.orders.views import ListOrders, OrderByNumber, OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.dates import date_text
from salescenter.ui.editors.order.bare_field import BareField
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.money_text import money_text
from salescenter.ui.order_start import ORDER
from salescenter.ui.status_items import STATUS_LOOKS
from salescenter.ui.tables import END, Column, TableModel, table_view
from salescenter.ui.widgets import column, heading, label, search_field
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.specs import EditorSpec

KIND = "order.find"
_MOST_ROWS = 200
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}

COLUMNS = (
    Column[OrderSummary]("number", N_("Number"), lambda row: row.number, width=96, strong=True),
    Column[OrderSummary](
        "customer", N_("Customer"), lambda row: row.customer, width=220, stretch=1, narrowest=110
    ),
    Column[OrderSummary](
        "status",
        N_("Status"),
        lambda row: _(STATUS_NAMES[row.status]),
        width=234,
        drop=2,
        icon=lambda row: STATUS_LOOKS[row.status][1],
        tone=lambda row: STATUS_LOOKS[row.status][0],
    ),
    Column[OrderSummary](
        "changed", N_("Changed"), lambda row: date_text(row.changed_at.date()), width=104, drop=1
    ),
    Column[OrderSummary](
        "total",
        N_("Total"),
        lambda row: money_text(row.total, row.currency),
        width=104,
        align=END,
    ),
)


class OrderFinder(Editor):
    """One box: a whole number finds any order, anything else narrows the list of the last ones."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(KIND, key)
        self._workbench = workbench
        self._all: tuple[OrderSummary, ...] = ()
        line = search_field(
            _("Order number, customer or status"),
            name="order-find-line",
            placeholder=_("Order number, customer or status"),
        )
        self._field = BareField("order-find", line)
        line.textChanged.connect(self._on_text)
        line.installEventFilter(self)
        self.model = TableModel(COLUMNS, key=lambda row: row.id)
        self._table = table_view(
            self.model,
            name="order-find-list",
            accessible=_("The last orders of the store"),
            on_open=self._open,
            empty=_("None of the last orders. A whole number and Enter finds any order."),
            widths=workbench.widths,
        )
        hint = label(
            _("Enter opens the order in front, or the one whose whole number was typed."),
            tone=Tone.MUTED,
            wrap=True,
        )
        parts = (heading(_("Find an order")), hint, self._field, self._table)
        self.setLayout(column(*parts, margins=(16, 14, 16, 14)))
        self.set_title(_("Find an order"))
        self._load()

    def take_focus(self) -> None:
        """The box."""
        self._field.line.setFocus()
        self._field.line.selectAll()

    def problem(self) -> str:
        """What is wrong with what was typed; "" when nothing is."""
        return self._field.problem()

    def submit(self) -> None:
        """Open what is meant."""
        digits = "".join(sign for sign in self._field.line.text() if sign.isdigit())
        row = self._table.current_row()
        if is_order_number(digits):
            self._workbench.runner.read(
                partial(_find, self._workbench.services, digits), self._on_found, self._on_failed
            )
        elif row is not None:
            self._open(row.id)
        elif self._field.line.text().strip():
            self._field.show_problem(_("No order is found by this."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose and Enter opens while the box has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                last = self.model.rowCount() - 1
                row = self._table.currentIndex().row() + _MOVES[key]
                self._table.select_row(max(0, min(last, row)))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.submit()
                return True
        return super().eventFilter(watched, event)

    def _load(self) -> None:
        store = self._workbench.state.store
        if store is not None:
            ask = partial(_last_orders, self._workbench.services, store.id)
            self._workbench.runner.read(ask, self._show, self._workbench.report)

    def _show(self, rows: tuple[OrderSummary, ...]) -> None:
        self._all = rows
        self._on_text(self._field.line.text())

    def _on_text(self, text: str) -> None:
        self._field.show_problem("")
        words = text.casefold().split()
        self.model.show_rows(row for row in self._all if _fits(row, words))
        self._table.select_row(0)

    def _on_found(self, view: OrderView) -> None:
        self._open(view.order.id)

    def _on_failed(self, error: Exception) -> None:
        self._field.show_problem(refusal_text(error))

    def _open(self, order_id: int) -> None:
        self._workbench.open_editor(ORDER, str(order_id))
        self._workbench.close_editor(self)


def _fits(row: OrderSummary, words: list[str]) -> bool:
    text = f"{row.number} {row.customer} {_(STATUS_NAMES[row.status])}".casefold()
    return all(word in text for word in words)


def _find(services: Any, number: str) -> OrderView:
    view: OrderView = services.orders.find_number(OrderByNumber(number=number))
    return view


def _last_orders(services: Any, store_id: int) -> tuple[OrderSummary, ...]:
    wish = ListOrders(store_id=store_id, limit=_MOST_ROWS)
    rows: tuple[OrderSummary, ...] = services.orders.list(wish)
    return rows


ORDER_FINDER = EditorSpec(KIND, "search", OrderFinder)
