"""Whose order it is: a box to find the customer, and the hits under it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from salescenter.domain.customer import CustomerMatch
from salescenter.i18n import N_, _
from salescenter.services.customers import CustomerHits, FindCustomer
from salescenter.ui.background import Latest
from salescenter.ui.editors.order import wishes
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.strip import Strip
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import Field, button, row, search_field

_MOST_HITS = 20
_SHOWN_ROWS, _LEAST_ROWS = 5, 2
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}

COLUMNS = (
    Column[CustomerMatch]("name", N_("Name"), lambda hit: hit.name, width=160, stretch=2),
    Column[CustomerMatch](
        "organization",
        N_("Organization"),
        lambda hit: hit.organization,
        width=140,
        stretch=1,
        drop=2,
    ),
    Column[CustomerMatch](
        "city", N_("City"), lambda hit: f"{hit.postal_code} {hit.city}".strip(), width=130, drop=1
    ),
    Column[CustomerMatch]("phone", N_("Phone"), lambda hit: hit.phone, width=140, drop=3),
    Column[CustomerMatch]("number", N_("Number"), lambda hit: hit.number, width=90),
)


class CustomerStrip(Strip):
    """Typing finds, arrows choose, Enter makes it the customer's order."""

    tall = True

    def __init__(self, link: OrderLink) -> None:
        super().__init__("customer-of-order", _("Customer of the order"))
        self._link = link
        self._latest = Latest(link.workbench.runner)
        self._search = search_field(_("Find a customer"), name="customer-of-order-find")
        self._search.textChanged.connect(self._find)
        self._search.installEventFilter(self)
        self._field = Field(
            _("Whose order is it? Name, company, e-mail, phone, number"), self._search
        )
        self.model = TableModel(COLUMNS, key=lambda hit: hit.id)
        self._table = table_view(
            self.model, name="customer-of-order-hits", accessible=_("Customers found")
        )
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._table.doubleClicked.connect(self.accept)
        row_height = self._table.verticalHeader().defaultSectionSize()
        self._table.setMinimumHeight((_LEAST_ROWS + 1) * row_height + 4)
        self._table.setMaximumHeight((_SHOWN_ROWS + 1) * row_height + 4)
        leave = button(_("Leave it"), name="customer-of-order-leave", on=self.close_strip)
        line = row(self._field, leave)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.addWidget(self._table)

    def open_strip(self) -> None:
        """Begin with an empty box."""
        self._search.start_over()
        self._show(CustomerHits((), more=False))
        self._table.show_empty_text(_("Type at least two letters or digits."))
        super().open_strip()

    def take_focus(self) -> None:
        """The box."""
        self._search.setFocus()

    def accept(self) -> None:
        """Take the customer in front."""
        match = self._table.current_row()
        if match is None:
            self._field.show_problem(_("Nobody is chosen yet."))
            return
        wish = wishes.assign_customer(match.id, match.name)
        self._link.send(wish, self._on_assigned, self._on_failed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move through the hits while the box has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _MOVES.get(Qt.Key(event.key()))
            if step is not None:
                last = self.model.rowCount() - 1
                self._table.select_row(max(0, min(last, self._table.currentIndex().row() + step)))
                return True
        return super().eventFilter(watched, event)

    def _find(self, text: str) -> None:
        self._field.clear_problem()
        store = self._link.store
        if len(text.strip()) < 2 or store is None:
            self._latest.forget()
            self._show(CustomerHits((), more=False))
            return
        ask = partial(_find_customers, self._link.workbench.services, store.id, text)
        self._latest.run(ask, self._show, self._on_failed)

    def _show(self, hits: CustomerHits) -> None:
        self._table.show_empty_text(_("Nobody is found by these words."))
        self.model.show_rows(hits.matches)
        self._table.select_row(0)

    def _on_assigned(self, _answer: object) -> None:
        self.close_strip()

    def _on_failed(self, error: Exception) -> None:
        self._field.show_problem(refusal_text(error))


def _find_customers(services: Any, store_id: int, text: str) -> CustomerHits:
    wish = FindCustomer(store_id=store_id, text=text, limit=_MOST_HITS)
    hits: CustomerHits = services.customers.find(wish)
    return hits
