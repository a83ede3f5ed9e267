"""What stands over every page: number, status, blocks; customer, addresses, method, channel."""

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from salescenter.domain.address import Address
from salescenter.domain.customer import Customer
from salescenter.domain.order import ORIGINAL_STATUS, STATUS_NAMES, Order
from salescenter.domain.store import Store
from salescenter.i18n import _, ngettext
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.dates import full_moment_text, moment_text
from salescenter.ui.editors.order import wishes
from salescenter.ui.editors.order.fact_button import FactButton
from salescenter.ui.editors.order.fitting_label import FittingLabel
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.money_text import DASH
from salescenter.ui.status_items import STATUS_LOOKS
from salescenter.ui.widgets import (
    caption,
    chip,
    choice_field,
    heading,
    tool_tip,
)

_SHARES = (6, 4, 3)
_CUSTOMER_WIDTH = 140
_BOLDER = 14
"""Pixels by which the chosen tab is wider than the others say."""


class OrderHeader(QWidget):
    """Draws the facts; what can be changed is a button that asks for it, or a choice."""

    customer_wanted = Signal()
    ship_to_wanted = Signal()
    bill_to_wanted = Signal()

    def __init__(self, link: OrderLink) -> None:
        super().__init__()
        self.setObjectName("order-header")
        self._link = link
        self.number = heading(_("New order"), name="order-number")
        self._status = chip(name="order-status", accessible=_("Status"))
        self._blocks = chip(name="order-blocks", accessible=_("Blocks"))
        self._meta = FittingLabel("order-meta")
        self.customer = FactButton(_("Customer"), "order-customer", self.customer_wanted.emit)
        self.ship_to = FactButton(_("Ship to"), "order-ship-to", self.ship_to_wanted.emit)
        self.bill_to = FactButton(_("Bill to"), "order-bill-to", self.bill_to_wanted.emit)
        self.method = choice_field(_("Shipping method"), name="order-method")
        self.channel = choice_field(_("Business channel"), name="order-channel")
        self.method.chosen.connect(self._on_method)
        self.channel.chosen.connect(self._on_channel)
        self._top = QHBoxLayout()
        self._build()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.show_draft()
        link.store_known.connect(self._on_store)

    def add_tabs(self, tabs: QTabBar) -> None:
        """The pages' tabs stand in the first line: a line of their own would cost lines below."""
        tabs.setUsesScrollButtons(False)
        tabs.setMinimumWidth(tabs.sizeHint().width() + _BOLDER)
        self._top.addWidget(tabs)

    def show_draft(self) -> None:
        """Nothing is stored yet: say what the order begins with."""
        self._status.show_state(_("Not begun"), Tone.MUTED)
        self._blocks.show_state("")
        self._meta.show_texts(
            _("It is stored with its first item or customer."), _("Not stored yet")
        )
        self.customer.show_fact(_("No customer yet"), _("Enter to find one"))
        self.ship_to.show_fact(DASH)
        self.bill_to.show_fact(DASH)
        self.method.setEnabled(False)

    def show_order(self, view: OrderView) -> None:
        """Draw the facts of a version."""
        order = view.order
        self.number.setText(_("Order {number}").format(number=order.number))
        self._show_status(order)
        self._show_blocks(order)
        self._show_meta(view)
        self._show_customer(view.customer)
        delivery = next(iter(order.deliveries), None)
        name = view.customer.name if view.customer else ""
        ship_to = delivery.address if delivery else None
        self.ship_to.show_fact(*_address_fact(ship_to, name))
        if order.bill_to is not None and order.bill_to == ship_to:
            self.bill_to.show_fact(_("The same"), order.bill_to.city)
        else:
            self.bill_to.show_fact(*_address_fact(order.bill_to, name))
        self.method.show_value(delivery.method if delivery else "")
        self.channel.show_value(order.channel)
        for field in (self.method, self.channel):
            field.setEnabled(order.is_pending)

    def focus_field(self, field: str) -> bool:
        """Jump to what a problem names."""
        found = {
            "customer": self.customer,
            "ship_to": self.ship_to,
            "bill_to": self.bill_to,
            "method": self.method,
            "channel": self.channel,
        }.get(field)
        if found is not None:
            found.setFocus()
        return found is not None

    def _build(self) -> None:
        self._top.setSpacing(8)
        for part in (self.number, self._status, self._blocks):
            self._top.addWidget(part)
        self._top.addWidget(self._meta, 1)
        ways = QGridLayout()
        ways.setSpacing(4)
        ways.setHorizontalSpacing(6)
        for line, (title, field) in enumerate(
            ((_("Sent by"), self.method), (_("Came by"), self.channel))
        ):
            ways.addWidget(caption(title, buddy=field), line, 0)
            ways.addWidget(field, line, 1)
        ways.setColumnStretch(1, 1)
        facts = QHBoxLayout()
        facts.setSpacing(8)
        for fact, share in zip((self.customer, self.ship_to, self.bill_to), _SHARES, strict=True):
            facts.addWidget(fact, share)
        self.customer.setMinimumWidth(_CUSTOMER_WIDTH)  # in a narrow window the ways give way
        facts.addLayout(ways)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(self._top)
        box.addLayout(facts)

    def _show_status(self, order: Order) -> None:
        name = _(STATUS_NAMES[order.status])
        if name == self._status.text():
            return
        tone, icon = STATUS_LOOKS[order.status]
        self._status.show_state(name, tone, icon)
        word, code = ORIGINAL_STATUS[order.status]
        text = _("In the words of the original: {word} ({code})")
        tool_tip(self._status, text.format(word=word, code=code))

    def _show_blocks(self, order: Order) -> None:
        count = len(order.open_blocks)
        text = ngettext("{count} block", "{count} blocks", count).format(count=count)
        if count == 0:
            text = ""
        if text != self._blocks.text():
            self._blocks.show_state(text, Tone.WARN, "octagon-alert")

    def _show_meta(self, view: OrderView) -> None:
        order, store = view.order, self._link.store
        if store is None:
            return
        now = datetime.now(UTC)
        placed = changed = by_whom = ""
        if order.placed_at is not None:
            at = moment_text(order.placed_at, store.zone, now)
            placed = _("placed {time}").format(time=at)
        if order.changed_at is not None:
            at = moment_text(order.changed_at, store.zone, now)
            changed = _("changed {time}").format(time=at)
            by_whom = _("changed {time} by {name}").format(time=at, name=view.changed_by)
        whole = (placed, by_whom if view.changed_by else changed)
        texts = (whole, (placed, changed), (changed,))
        self._meta.show_texts(*(" · ".join(filter(None, parts)) for parts in texts))
        if order.changed_at is not None:
            tool_tip(self._meta, full_moment_text(order.changed_at, store.zone))

    def _show_customer(self, customer: Customer | None) -> None:
        if customer is None:
            self.customer.show_fact(_("No customer yet"), _("Enter to find one"))
            return
        organization = f", {customer.organization.name}" if customer.organization else ""
        name = f"{customer.name}{organization}"
        ways = [phone.text for phone in customer.phones[:1]] + list(customer.emails[:1])
        self.customer.show_fact(name, " · ".join(ways), customer.number)

    def _on_store(self, store: Store) -> None:
        view = self._link.view
        delivery = next(iter(view.order.deliveries), None) if view else None
        methods = [(method.code, method.name) for method in store.methods]
        channels = [(channel.code, channel.name) for channel in store.channels]
        first = store.methods[0].code if store.methods else ""
        self.method.show_choices(methods, delivery.method if delivery else first)
        channel = view.order.channel if view else (store.channels[0].code if channels else "")
        self.channel.show_choices(channels, channel)
        if view is not None:
            self._show_meta(view)

    def _on_method(self, code: str) -> None:
        view = self._link.view
        if view is not None:
            delivery = next(iter(view.order.deliveries))
            self._link.send(wishes.set_method(code, delivery.id), self._redraw, self._on_refused)

    def _on_channel(self, code: str) -> None:
        if self._link.view is None:
            self._link.channel = code
        else:
            self._link.send(wishes.set_channel(code), self._redraw, self._on_refused)

    def _redraw(self, _answer: object) -> None:
        """What is shown is what is stored, whoever won."""
        if self._link.view is not None and _answer is None:
            self.show_order(self._link.view)

    def _on_refused(self, error: Exception) -> None:
        self._link.workbench.report(error)
        self._redraw(None)


def _address_fact(address: Address | None, name: str) -> tuple[str, str]:
    """Street and city; the recipient only where it is somebody else than the customer."""
    if address is None or address.is_empty:
        return _("No address yet"), _("Enter to give one")
    recipient = "" if address.recipient == name else address.recipient
    street = ", ".join(part for part in (recipient, address.line1) if part)
    city = f"{address.postal_code} {address.city}".strip()
    place = ", ".join(part for part in (city, address.region, address.country) if part)
    return street or place, place if street else ""
