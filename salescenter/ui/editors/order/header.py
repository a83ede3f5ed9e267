"""What stands over every page: number, status, blocks; customer, addresses, method, channel."""

from datetime import UTC, datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
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
_LEAST_TABS = 160
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
        self._top, self._facts = QHBoxLayout(), QHBoxLayout()
        self._tabs: QTabBar | None = None
        self._build()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.show_draft()
        link.store_known.connect(self._on_store)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, from left to right."""
        return self.customer, self.ship_to, self.bill_to, self.method, self.channel

    def add_tabs(self, tabs: QTabBar) -> None:
        """The pages' tabs stand in the first line: a line of their own would cost lines below.

        Where there is no room for all of them, they scroll; the one in front is always in sight.
        """
        self._tabs = tabs
        tabs.setUsesScrollButtons(True)
        self._top.addWidget(tabs)
        self._fit_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the tabs what the number and the marks leave."""
        super().resizeEvent(event)
        self._fit_tabs()

    def minimumSizeHint(self) -> QSize:
        """Room for some tabs is enough."""
        width = max(self._facts.minimumSize().width(), self._before_tabs() + _LEAST_TABS)
        return QSize(width, super().minimumSizeHint().height())

    def _fit_tabs(self) -> None:
        """Where tabs would be left out the status is: the status bar says it too."""
        if self._tabs is None:
            return
        wanted = self._tabs.sizeHint().width() + _BOLDER
        room, status = self.width() - self._before_tabs(), self._status.sizeHint().width()
        fits = room - status - self._top.spacing() >= wanted
        self._status.setVisible(fits)
        room -= status + self._top.spacing() if fits else 0
        self._tabs.setFixedWidth(min(wanted, max(_LEAST_TABS, room)))

    def _before_tabs(self) -> int:
        """What has to stand before the tabs: the number, and that something blocks the order."""
        parts = [self.number, *(() if self._blocks.isHidden() else (self._blocks,))]
        gap = self._top.spacing()
        width: int = gap + sum(part.sizeHint().width() + gap for part in parts)
        return width

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
        self._fit_tabs()
        self._show_meta(view)
        self._show_customer(view.customer)
        self._show_deliveries(order, view.customer.name if view.customer else "")
        self.channel.show_value(order.channel)
        self.channel.setEnabled(order.is_pending)

    def focus_field(self, field: str) -> bool:
        """Jump to what a problem names."""
        if self._has_several and field in ("ship_to", "method"):
            return False  # each delivery has its own, on its page
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
        facts = self._facts
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

    @property
    def _has_several(self) -> bool:
        return self._link.view is not None and len(self._link.view.order.deliveries) > 1

    def _show_deliveries(self, order: Order, name: str) -> None:
        """Where it goes and how; of several deliveries how many, and the method they share."""
        delivery = next(iter(order.deliveries), None)
        ship_to = delivery.address if delivery else None
        several = len(order.deliveries) > 1
        if several:
            count = len(order.deliveries)
            text = ngettext("{count} delivery", "{count} deliveries", count)
            self.ship_to.show_fact(text.format(count=count), _("Enter to see them"))
        else:
            self.ship_to.show_fact(*_address_fact(ship_to, name))
        if order.bill_to is not None and order.bill_to == ship_to and not several:
            self.bill_to.show_fact(_("The same"), order.bill_to.city)
        else:
            self.bill_to.show_fact(*_address_fact(order.bill_to, name))
        methods = {each.method for each in order.deliveries}
        self.method.show_value(methods.pop() if len(methods) == 1 else None)
        self.method.setEnabled(order.is_pending and not several)
        tip = _("Each delivery has a method of its own, on the page Shipping.")
        tool_tip(self.method, tip if several else "")

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
