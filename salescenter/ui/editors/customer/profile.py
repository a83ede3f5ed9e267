"""A customer's profile: who they are, how to reach them, their orders. Read only so far."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from salescenter.domain.address import address_lines
from salescenter.domain.customer import AddressUse, BookAddress, Customer
from salescenter.domain.order import STATUS_NAMES
from salescenter.domain.order_summary import OrderSummary
from salescenter.gateways.postal import address_format
from salescenter.i18n import N_, _
from salescenter.services.customers import CustomerById
from salescenter.services.order_views import ListOrders
from salescenter.ui.actions.customer_actions import CUSTOMER
from salescenter.ui.dates import moment_text
from salescenter.ui.money_text import money_text
from salescenter.ui.order_start import ORDER, OrderStart
from salescenter.ui.state import WorkbenchState
from salescenter.ui.tables import END, Column, TableModel, table_view
from salescenter.ui.widgets import STRETCH, button, card, column, heading, label, row, value_label
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.specs import EditorSpec

_MOST_ORDERS = 100
_USES = {
    AddressUse.SHIPPING: N_("Shipping"),
    AddressUse.BILLING: N_("Billing"),
    AddressUse.BOTH: N_("Shipping and billing"),
}


def _moment(at: datetime | None) -> str:
    return moment_text(at, UTC, datetime.now(UTC)) if at else ""


COLUMNS = (
    Column[OrderSummary]("number", N_("Order"), lambda each: each.number, width=90, strong=True),
    Column[OrderSummary](
        "status", N_("Status"), lambda each: _(STATUS_NAMES[each.status]), width=180, stretch=1
    ),
    Column[OrderSummary]("placed", N_("Placed"), lambda each: _moment(each.placed_at), width=110),
    Column[OrderSummary](
        "changed", N_("Changed"), lambda each: _moment(each.changed_at), width=110, drop=2
    ),
    Column[OrderSummary](
        "total",
        N_("Total"),
        lambda each: money_text(each.total, each.currency),
        width=100,
        align=END,
    ),
)


class ProfileEditor(Editor):
    """Key: the customer's id."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(CUSTOMER, key)
        self._workbench = workbench
        self._customer: Customer | None = None
        self._start = OrderStart(workbench, self)
        self.model = TableModel(COLUMNS, key=lambda each: each.id)
        self.orders = table_view(
            self.model,
            name="customer-orders",
            accessible=_("Orders of the customer"),
            on_open=self._open_order,
            empty=_("No orders yet. Ctrl+Enter starts one."),
            widths=workbench.widths,
        )
        self._build()
        self.set_title(_("Customer"))
        self._load()

    @property
    def store_id(self) -> int:
        """The store whose customer this is; 0 until it is read."""
        return self._customer.store_id if self._customer else 0

    def contribute(self, state: WorkbenchState) -> WorkbenchState:
        """The customer is what it is about."""
        return replace(state, subject=self._customer)

    def take_focus(self) -> None:
        """The orders: arrows and Enter open one."""
        self.orders.setFocus()

    def open_customer(self) -> None:
        """It is open already."""
        self.take_focus()

    def order_for_customer(self) -> None:
        """Start an order for this customer."""
        if self._customer is not None:
            self._start.start(self._customer.store_id, self._customer.id)

    def _build(self) -> None:
        self._name = heading("", name="customer-name")
        self._number = label(name="customer-number", style="caption")
        self._reach = value_label(name="customer-reach", accessible=_("Telephone and e-mail"))
        self._reach.setWordWrap(True)
        self._places = value_label(name="customer-addresses", accessible=_("Addresses"))
        self._places.setWordWrap(True)
        new_order = button(
            _("New order (Ctrl+Enter)"),
            name="customer-new-order",
            icon="shopping-cart",
            kind="primary",
            on=self.order_for_customer,
        )
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.order_for_customer)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        facts = row(
            card(column(self._reach, gap=4), name="customer-reach-card"),
            card(column(self._places, gap=4), name="customer-address-card"),
            gap=12,
        )
        box.addLayout(
            column(row(self._name, self._number, STRETCH, new_order), facts, self.orders, gap=10)
        )

    def _load(self) -> None:
        if not self.key.isdecimal():
            return
        services, customer_id = self._workbench.services, int(self.key)
        self._read(
            lambda: services.customers.get(CustomerById(customer_id=customer_id)), self._show
        )

    def _read(self, work: Callable[[], object], then: Callable[..., None]) -> None:
        self._workbench.runner.read(work, then, self._workbench.report)

    def _show(self, customer: Customer) -> None:
        self._customer = customer
        self.set_title(customer.name)
        self._name.setText(customer.name)
        of = f" · {customer.organization.name}" if customer.organization else ""
        state = "" if customer.is_active else " · " + _("disabled")
        self._number.setText(f"{customer.number}{of}{state}")
        reach = [*(phone.text for phone in customer.phones), *customer.emails]
        self._reach.setText("\n".join(reach) or _("No telephone, no e-mail"))
        self._places.setText("\n\n".join(map(_address_text, customer.addresses)) or _("No address"))
        wish = ListOrders(store_id=customer.store_id, customer_id=customer.id, limit=_MOST_ORDERS)
        orders = self._workbench.services.orders
        self._read(lambda: orders.list(wish), self.model.show_rows)
        self.state_changed.emit()

    def _open_order(self, order_id: int) -> None:
        self._workbench.open_editor(ORDER, str(order_id))


def _address_text(entry: BookAddress) -> str:
    address = entry.address
    lines = ", ".join(address_lines(address, address_format(address.country)))
    return f"{_(_USES[entry.use])}: {lines}, {address.country}"


PROFILE_EDITOR = EditorSpec(CUSTOMER, "user", ProfileEditor)
