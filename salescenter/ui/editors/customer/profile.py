"""A customer's editor: orders, details, addresses, comments, history; saved as it is typed."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from salescenter.domain.address import AddressFormat
from salescenter.domain.customer import Customer
from salescenter.domain.errors import NotFound, Refused, SalesCenterError
from salescenter.domain.events import CustomerChanged, Elsewhere, OrderChanged
from salescenter.i18n import _
from salescenter.services.bundle import Services
from salescenter.services.customers import AddressFormatOf, CustomerById
from salescenter.services.stores import StoreById
from salescenter.ui.actions.customer_actions import CUSTOMER
from salescenter.ui.background import Latest
from salescenter.ui.editors.customer.address_page import AddressPage
from salescenter.ui.editors.customer.customer_clash import CustomerClashCard
from salescenter.ui.editors.customer.customer_link import CustomerLink
from salescenter.ui.editors.customer.customer_page import CustomerPage, Profile
from salescenter.ui.editors.customer.details_page import DetailsPage
from salescenter.ui.editors.customer.notes_page import NotesPage
from salescenter.ui.editors.customer.orders_page import OrdersPage
from salescenter.ui.editors.customer.profile_head import ProfileHead
from salescenter.ui.editors.customer.steps_page import StepsPage
from salescenter.ui.order_start import ORDER, OrderStart
from salescenter.ui.state import WorkbenchState
from salescenter.ui.widgets import Pages, empty_state
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class CustomerEditor(Editor):
    """Shows one customer. Enter on an order opens it, Ctrl+Enter starts a new one.

    Nothing is ever unsaved: a field is saved when it is left.
    """

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(CUSTOMER, key)
        self._workbench = workbench
        self._id = int(key) if key.isascii() and key.isdigit() else 0
        self._profile: Profile | None = None
        self._drawn: dict[str, Profile] = {}
        self._reading = Latest(workbench.runner)
        self._starting = OrderStart(workbench, self)
        self.link = CustomerLink(workbench, self)
        self.orders = OrdersPage(self.link)
        self.details = DetailsPage(self.link)
        self.addresses = AddressPage(self.link)
        self.notes = NotesPage(self.link)
        self.steps = StepsPage(self.link)
        self.pages: dict[str, CustomerPage] = {
            page.id: page
            for page in (self.orders, self.details, self.addresses, self.notes, self.steps)
        }
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
        return replace(
            state,
            subject=self.customer,
            pages=self._pages.count(),
            saved=not self.link.is_saving,
        )

    def take_focus(self) -> None:
        """Where work on the page in front begins; without orders, the button that starts one."""
        if self.page() is self.orders and not self.orders.model.rowCount():
            self.head.order_button.setFocus()
        else:
            self.page().take_focus()

    def turn_page(self, step: int) -> None:
        """Go ``step`` pages on."""
        self._pages.turn(step)
        self.take_focus()

    def show_page(self, page_id: str) -> None:
        """Bring a page to the front and go there; raises ValueError for an unknown id."""
        self._pages.show_page(page_id)
        self.take_focus()

    def page(self) -> CustomerPage:
        """The page in front."""
        return self.pages[self._pages.current_id()]

    def open_twin(self) -> bool:
        """Open who looks like the same person; False when nobody does."""
        return self.details.twins.open_twin()

    def may_close(self) -> bool:
        """A field that is being typed into is left, and so saved, first."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
        return True

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
        self.orders.cards.leave_room(self.height())

    # Building

    def _make_widgets(self) -> None:
        self.head = ProfileHead(self.order_for_customer)
        self.clash = CustomerClashCard(self.link, self._draw_again)
        self._pages = Pages("customer-pages", _("Pages of the customer"))
        for page in self.pages.values():
            self._pages.add_page(page.id, _(page.title), page)
        self.missing = empty_state(
            _("This customer cannot be shown"), name="customer-missing", icon="user"
        )
        self.missing.hide()

    def _lay_out(self) -> None:
        self._page = QWidget()
        self._page.setObjectName("customer-page")
        box = QVBoxLayout(self._page)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.clash)
        box.addWidget(self._pages, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._page)
        outside.addWidget(self.missing)

    def _listen(self) -> None:
        self.destroyed.connect(self._reading.forget)
        self._pages.turned.connect(self._draw_page)
        self.orders.opened.connect(self._open_order)
        self.orders.listed.connect(self._on_listed)
        self.link.changed.connect(self._on_link_changed)
        self.link.saving_changed.connect(self._on_saving)
        relay = self._workbench.relay(self)
        relay.on(CustomerChanged, self._on_customer_changed)
        relay.on(OrderChanged, self._on_order_changed)
        relay.on(Elsewhere, self._on_elsewhere)

    # Reading

    def _read(self) -> None:
        services, customer_id = self._workbench.services, self._id
        self._reading.run(lambda: _read_profile(services, customer_id), self._show, self._on_failed)

    def _show(self, profile: Profile) -> None:
        known = self.link.customer
        if known is not None and profile.customer.version < known.version:
            return
        self._profile = profile
        self.link.adopt(profile.customer)
        self.head.show_profile(profile.customer, profile.store)
        self._page.show()
        self.missing.hide()
        self.set_title(profile.customer.name or profile.customer.number)
        self.state_changed.emit()
        self._draw_page()

    def _draw_page(self, _page_id: str = "") -> None:
        """A page that nobody sees draws when it comes to the front."""
        page, profile = self.page(), self._profile
        if profile is not None and self._drawn.get(page.id) is not profile:
            self._drawn[page.id] = profile
            page.show_profile(profile)

    def _draw_again(self) -> None:
        """Show what is stored: theirs was kept."""
        self._drawn.clear()
        self._draw_page()

    def _on_failed(self, error: Exception) -> None:
        if self._profile is not None or not isinstance(error, SalesCenterError):
            self._workbench.report(error)
            return
        self.missing.show_text(_("This customer cannot be shown"), str(error))
        self._page.hide()
        self.missing.show()

    def _on_listed(self) -> None:
        if self.head.order_button.hasFocus() and self.orders.model.rowCount():
            self.orders.take_focus()

    # What happens

    def _on_link_changed(self, customer: Customer) -> None:
        """The answer of a step is drawn at once, its formats are those that are known."""
        profile = self._profile
        if profile is not None and customer is not profile.customer:
            self._show(replace(profile, customer=customer))

    def _on_saving(self, _saving: bool) -> None:
        self.state_changed.emit()

    def _open_order(self, order_id: int) -> None:
        self._workbench.open_editor(ORDER, str(order_id))

    def _on_customer_changed(self, event: CustomerChanged) -> None:
        known = self.link.customer
        if event.customer_id == self._id and (known is None or event.version > known.version):
            self._read()

    def _on_order_changed(self, event: OrderChanged) -> None:
        order = getattr(event.view, "order", None)
        mine = getattr(order, "customer_id", None) == self._id
        if mine or self.orders.is_listed(event.order_id):
            self.orders.read()

    def _on_elsewhere(self, event: Elsewhere) -> None:
        if event.kind == "customer" and event.subject_id == self._id:
            self._read()
        elif event.kind == "order" and self.orders.is_listed(event.subject_id):
            self.orders.read()


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
