"""A customer's profile: who it is, how to reach them, where things go, what they ordered."""

from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from salescenter.domain.address import AddressFormat
from salescenter.domain.customer import Customer
from salescenter.domain.errors import NotFound, Refused, SalesCenterError
from salescenter.domain.events import CustomerChanged, Elsewhere, OrderChanged
from salescenter.domain.order_summary import OrderSummary
from salescenter.domain.store import Store
from salescenter.i18n import _
from salescenter.services.bundle import Services
from salescenter.services.customers import AddressFormatOf, CustomerById
from salescenter.services.orders.views import ListOrders
from salescenter.services.stores import StoreById
from salescenter.ui.actions.customer_actions import CUSTOMER
from salescenter.ui.background import Latest
from salescenter.ui.editors.customer.order_rows import order_columns
from salescenter.ui.editors.customer.profile_cards import ProfileCards
from salescenter.ui.editors.customer.profile_head import ProfileHead
from salescenter.ui.order_start import ORDER, OrderStart
from salescenter.ui.state import WorkbenchState
from salescenter.ui.tables import TableModel, table_view
from salescenter.ui.widgets import STRETCH, button, empty_state, heading, row
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor

PAGE = 50
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class Profile:
    """A customer with what is needed to show them; formats by country."""

    customer: Customer
    store: Store
    formats: dict[str, AddressFormat]


class CustomerEditor(Editor):
    """Shows one customer. Enter on an order opens it, Ctrl+Enter starts a new one."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(CUSTOMER, key)
        self._workbench = workbench
        self._id = int(key) if key.isascii() and key.isdigit() else 0
        self._profile: Profile | None = None
        self._reading = Latest(workbench.runner)
        self._listing = Latest(workbench.runner)
        self._starting = OrderStart(workbench, self)
        self._make_widgets()
        self._lay_out()
        self._listen()
        self.set_title(_("Customer"))
        self._read()

    @property
    def customer(self) -> Customer | None:
        """Who is shown; None until they are read."""
        return self._profile.customer if self._profile else None

    def contribute(self, state: WorkbenchState) -> WorkbenchState:
        """The customer is what this editor is about."""
        return replace(state, subject=self.customer, saved=True)

    def take_focus(self) -> None:
        """The newest order; where there is none, the button that starts one."""
        (self.table if self.model.rowCount() else self.head.order_button).setFocus()

    def open_customer(self) -> None:
        """It is open."""

    def order_for_customer(self) -> bool:
        """Start an order for this customer; False until they are read."""
        customer = self.customer
        if customer is None:
            return False
        self._starting.start(customer.store_id, customer.id)
        return True

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is this editor's own, whatever else the keys mean in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_order_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter starts an order; Enter presses the button that has the focus."""
        focused = QApplication.focusWidget()
        if _is_order_key(event):
            self.order_for_customer()
        elif event.key() in _ENTER and isinstance(focused, QAbstractButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the orders keep some lines."""
        super().resizeEvent(event)
        self.cards.leave_room(self.height())

    # Building

    def _make_widgets(self) -> None:
        self.head = ProfileHead(self.order_for_customer)
        self.cards = ProfileCards()
        self.model = TableModel(order_columns(self._zone), key=lambda order: order.id)
        self.table = table_view(
            self.model,
            name="customer-orders",
            accessible=_("Orders of the customer, newest first"),
            on_open=self._open_order,
            empty=_("No orders yet. Ctrl+Enter starts the first."),
            widths=self._workbench.widths,
        )
        self.more = button(
            _("Earlier orders"),
            name="customer-earlier",
            on=self._read_earlier,
            icon="chevron-down",
            kind="quiet",
        )
        self.more.hide()
        self.missing = empty_state(
            _("This customer cannot be shown"), name="customer-missing", icon="user"
        )
        self.missing.hide()

    def _lay_out(self) -> None:
        self._page = QWidget()
        self._page.setObjectName("customer-page")
        box = QVBoxLayout(self._page)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(10)
        box.addWidget(self.head)
        box.addWidget(self.cards)
        box.addLayout(row(heading(_("Orders"), level=2), STRETCH, self.more))
        box.addWidget(self.table, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._page)
        outside.addWidget(self.missing)

    def _listen(self) -> None:
        self.destroyed.connect(self._reading.forget)
        self.destroyed.connect(self._listing.forget)
        relay = self._workbench.relay(self)
        relay.on(CustomerChanged, self._on_customer_changed)
        relay.on(OrderChanged, self._on_order_changed)
        relay.on(Elsewhere, self._on_elsewhere)

    # Reading

    def _read(self) -> None:
        services, customer_id = self._workbench.services, self._id
        self._reading.run(lambda: _read_profile(services, customer_id), self._show, self._on_failed)

    def _show(self, profile: Profile) -> None:
        self._profile = profile
        self.head.show_profile(profile.customer, profile.store)
        self.cards.show_profile(profile.customer, profile.formats)
        self._page.show()
        self.missing.hide()
        self.set_title(profile.customer.name or profile.customer.number)
        self.state_changed.emit()
        self._read_orders()

    def _on_failed(self, error: Exception) -> None:
        if self._profile is not None or not isinstance(error, SalesCenterError):
            self._workbench.report(error)
            return
        self.missing.show_text(_("This customer cannot be shown"), str(error))
        self._page.hide()
        self.missing.show()

    def _read_orders(self) -> None:
        """The newest ones; as many as were shown, so that nothing goes away."""
        if self.customer is None:
            return
        shown = max(PAGE, min(200, len(self.model.rows)))
        orders = self._workbench.services.orders
        wish = ListOrders(
            store_id=self.customer.store_id, customer_id=self.customer.id, limit=shown
        )
        self._listing.run(lambda: orders.list(wish), self._show_orders, self._workbench.report)

    def _show_orders(self, orders: tuple[OrderSummary, ...]) -> None:
        first = not self.model.rowCount()
        self.model.show_rows(orders)
        self.more.setVisible(len(orders) >= PAGE)
        if first and orders:
            self.table.select_row(0)
            if self.head.order_button.hasFocus() and not self._is_new:
                self.table.setFocus()

    @property
    def _is_new(self) -> bool:
        return not self.model.rowCount()

    def _read_earlier(self) -> None:
        customer, last = self.customer, self.model.rows[-1].id if self.model.rows else None
        if customer is None or last is None:
            return
        orders = self._workbench.services.orders
        wish = ListOrders(
            store_id=customer.store_id, customer_id=customer.id, before_id=last, limit=PAGE
        )
        self._listing.run(lambda: orders.list(wish), self._add_orders, self._workbench.report)

    def _add_orders(self, orders: tuple[OrderSummary, ...]) -> None:
        known = {order.id for order in self.model.rows}
        place = len(self.model.rows)
        self.model.show_rows(
            (*self.model.rows, *(order for order in orders if order.id not in known))
        )
        self.more.setVisible(len(orders) >= PAGE)
        self.table.setFocus()
        self.table.select_row(place)

    # What happens

    def _open_order(self, order_id: int) -> None:
        self._workbench.open_editor(ORDER, str(order_id))

    def _on_customer_changed(self, event: CustomerChanged) -> None:
        if event.customer_id == self._id:
            self._read()

    def _on_order_changed(self, event: OrderChanged) -> None:
        order = getattr(event.view, "order", None)
        if self._is_listed(event.order_id) or getattr(order, "customer_id", None) == self._id:
            self._read_orders()

    def _on_elsewhere(self, event: Elsewhere) -> None:
        if event.kind == "customer" and event.subject_id == self._id:
            self._read()
        elif event.kind == "order" and self._is_listed(event.subject_id):
            self._read_orders()

    def _is_listed(self, order_id: int) -> bool:
        return self.model.row_of(order_id) >= 0

    def _zone(self) -> tzinfo:
        return self._profile.store.zone if self._profile else UTC


def _read_profile(services: Services, customer_id: int) -> Profile:
    """Everything that is shown, off the GUI thread. Raises NotFound for nobody."""
    customer = services.customers.get(CustomerById(customer_id=customer_id))
    store = services.stores.get(StoreById(store_id=customer.store_id))
    formats: dict[str, AddressFormat] = {}
    for country in {entry.address.country for entry in customer.addresses if entry.address.country}:
        try:
            formats[country] = services.customers.address_format(AddressFormatOf(country=country))
        except (NotFound, Refused):
            continue
    return Profile(customer, store, formats)


def _is_order_key(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() in _ENTER
        and event.modifiers() & ~_KEYPAD == Qt.KeyboardModifier.ControlModifier
    )
