"""The first page of a customer: how to reach them, and all their orders, newest first."""

from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal

from salescenter.domain.order import STATUS_NAMES, OrderStatus
from salescenter.domain.order_summary import OrderSummary
from salescenter.i18n import N_, _
from salescenter.services.orders.views import ListOrders
from salescenter.ui.background import Latest
from salescenter.ui.dates import typed_day
from salescenter.ui.editors.customer.customer_link import CustomerLink
from salescenter.ui.editors.customer.customer_page import CustomerPage, Profile
from salescenter.ui.editors.customer.order_rows import order_columns
from salescenter.ui.editors.customer.profile_cards import ProfileCards
from salescenter.ui.tables import TableModel, table_view
from salescenter.ui.widgets import (
    STRETCH,
    TextField,
    button,
    caption,
    choice_field,
    column,
    heading,
    row,
    text_field,
    tool_tip,
)
from salescenter.ui.widgets.text import restyle

PAGE = 50
_DAY_WIDTH = 108


class OrdersPage(CustomerPage):
    """Enter on an order opens it (``opened``). Status and days restrict the list."""

    id: ClassVar[str] = "orders"
    title: ClassVar[str] = N_("Orders")
    opened = Signal(int)
    listed = Signal()

    def __init__(self, link: CustomerLink) -> None:
        super().__init__(link)
        self._latest = Latest(link.workbench.runner)
        self.destroyed.connect(self._latest.forget)
        self.cards = ProfileCards()
        self.model = TableModel(order_columns(self.zone), key=lambda order: order.id)
        self.table = table_view(
            self.model,
            name="customer-orders",
            accessible=_("Orders of the customer, newest first"),
            on_open=self.opened.emit,
            empty=_("No orders yet. Ctrl+Enter starts the first."),
            widths=link.workbench.widths,
        )
        self.more = button(
            _("Earlier orders"),
            name="customer-earlier",
            on=self._read_earlier,
            icon="chevron-down",
            kind="quiet",
        )
        self.more.hide()
        self._make_filters()
        self._lay_out()

    @property
    def is_restricted(self) -> bool:
        """Whether a filter may hide orders."""
        return any(value is not None for value in self._restrictions().values())

    def show_profile(self, profile: Profile) -> None:
        """Draw who it is, and read the orders."""
        super().show_profile(profile)
        self.cards.show_profile(profile.customer, profile.formats)
        self.read()

    def take_focus(self) -> None:
        """The newest order, or where one was."""
        self.table.setFocus()

    def read(self) -> None:
        """The newest ones; as many as were shown, so that nothing goes away."""
        limit = max(PAGE, min(200, len(self.model.rows)))
        wish = self._wish(None, limit)
        if wish is not None:
            orders = self.link.workbench.services.orders
            self._latest.run(
                lambda: orders.list(wish),
                partial(self._show_orders, limit),
                self.link.workbench.report,
            )

    def is_listed(self, order_id: int) -> bool:
        """Whether an order stands in the list."""
        return self.model.row_of(order_id) >= 0

    # Building

    def _make_filters(self) -> None:
        choices: list[tuple[OrderStatus | None, str]] = [(None, _("Every status"))]
        choices += [(status, _(name)) for status, name in STATUS_NAMES.items()]
        self.status = choice_field(
            _("Status of the orders"), name="customer-orders-status", choices=choices
        )
        self.status.show_value(None)
        self.status.chosen.connect(self._on_restricted)
        self.first_day = self._day_field(_("From this day on"), "first")
        self.last_day = self._day_field(_("Up to this day"), "last")

    def _day_field(self, title: str, name: str) -> TextField:
        field = text_field(
            title, name=f"customer-orders-{name}", longest=20, placeholder=_("any day")
        )
        tool_tip(field, _("{title}, as in 2026-05-17").format(title=title))
        field.setFixedWidth(_DAY_WIDTH)
        field.editingFinished.connect(self._on_day_left)
        return field

    def _lay_out(self) -> None:
        filters = row(
            heading(_("Orders"), level=2),
            self.more,
            STRETCH,
            self.status,
            caption(_("from"), buddy=self.first_day),
            self.first_day,
            caption(_("to"), buddy=self.last_day),
            self.last_day,
        )
        made = column(self.cards, filters, self.table, gap=10)
        made.setStretch(2, 1)
        self.setLayout(made)

    # Restricting

    def _restrictions(self) -> dict[str, object]:
        return {
            "status": self.status.value(),
            "first_day": _day(self.first_day),
            "last_day": _day(self.last_day),
        }

    def _on_day_left(self) -> None:
        field = self.sender()
        assert isinstance(field, TextField)
        if not field.isModified():
            return
        field.setModified(False)
        typed = field.text().strip()
        wrong = bool(typed) and typed_day(typed) is None
        field.setProperty("problem", wrong)
        field.setAccessibleDescription(_("No day is written like that.") if wrong else "")
        restyle(field)
        if wrong:
            self.link.workbench.refuse(_("No day is written like that. Write 2026-05-17."))
        else:
            self._on_restricted()

    def _on_restricted(self, *_value: object) -> None:
        self.table.show_empty_text(
            _("No order of this customer fits status and days.")
            if self.is_restricted
            else _("No orders yet. Ctrl+Enter starts the first.")
        )
        self.model.show_rows(())
        self.read()

    # Reading

    def _wish(self, before: int | None, limit: int) -> ListOrders | None:
        profile = self.profile
        if profile is None:
            return None
        customer = profile.customer
        return ListOrders(
            store_id=customer.store_id,
            customer_id=customer.id,
            before_id=before,
            limit=limit,
            status=self.status.value(),
            first_day=_day(self.first_day),
            last_day=_day(self.last_day),
        )

    def _show_orders(self, limit: int, orders: tuple[OrderSummary, ...]) -> None:
        first = not self.model.rowCount()
        self.model.show_rows(orders)
        self.more.setVisible(len(orders) >= limit)
        if first and orders:
            self.table.select_row(0)
        self.listed.emit()

    def _read_earlier(self) -> None:
        wish = self._wish(self.model.rows[-1].id, PAGE) if self.model.rows else None
        if wish is not None:
            orders = self.link.workbench.services.orders
            self._latest.run(
                lambda: orders.list(wish), self._add_orders, self.link.workbench.report
            )

    def _add_orders(self, orders: tuple[OrderSummary, ...]) -> None:
        known = {order.id for order in self.model.rows}
        place = len(self.model.rows)
        self.model.show_rows(
            (*self.model.rows, *(order for order in orders if order.id not in known))
        )
        self.more.setVisible(len(orders) >= PAGE)
        self.table.setFocus()
        self.table.select_row(place)


def _day(field: TextField) -> date | None:
    return typed_day(field.text())
