"""One quiet line about whose order it is: telephones, last orders, blocks, newest note."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from salescenter.domain.contact import shown_phone
from salescenter.domain.customer import Customer
from salescenter.domain.order import STATUS_NAMES
from salescenter.i18n import _, ngettext
from salescenter.services.customer_finding import CustomerGlance
from salescenter.services.customers import CustomerById
from salescenter.services.orders.views import OrderView
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.dates import date_text
from salescenter.ui.editors.order.fitting_label import FittingLabel
from salescenter.ui.editors.order.guest_strip import is_guest_of
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.widgets import button, chip, eliding_label, tool_tip

_ROOMY = 560
"""Below this height of the editor the lines of the order need the room."""
_REACH, _ORDERS, _NOTE = 3, 4, 4


class CustomerGlanceLine(QWidget):
    """Never takes the focus, and is not there while it would be in the way.

    The name stands in the header. A guest of a pending order has a button that registers them.
    """

    def __init__(self, link: OrderLink, on_register: Any) -> None:
        super().__init__()
        self.setObjectName("order-glance")
        self.setAccessibleName(_("About the customer"))
        self._link = link
        self._latest = Latest(link.workbench.runner)
        self.destroyed.connect(self._latest.forget)
        self._read_of: tuple[int, int, int] | None = None
        self._glance: CustomerGlance | None = None
        self._has_room, self._is_aside = True, False
        self.reach = FittingLabel("order-glance-reach")
        self.orders = FittingLabel("order-glance-orders")
        self.blocks = chip(name="order-glance-blocks", accessible=_("Blocks of the customer"))
        self.note = eliding_label(
            name="order-glance-note",
            accessible=_("The newest comment"),
            style="caption",
            tone=Tone.INFO,
            mode=Qt.TextElideMode.ElideRight,
        )
        self.register = button(
            _("Register the guest"),
            name="order-glance-register",
            on=on_register,
            icon="user-plus",
            kind="quiet",
        )
        self.register.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        box.addWidget(self.reach, _REACH)
        box.addWidget(self.orders, _ORDERS)
        box.addWidget(self.blocks)
        box.addWidget(self.note, _NOTE)
        box.addWidget(self.register)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_order(self, view: OrderView) -> None:
        """Draw what is known of the customer; read the rest when they are another, or changed."""
        customer = view.customer
        if customer is None:
            self._latest.forget()
            self._read_of = self._glance = None
        else:
            wanted = (customer.id, customer.version, len(view.order.open_blocks))
            if self._glance is not None and self._glance.customer_id != customer.id:
                self._glance = None
            if wanted != self._read_of:
                self._read_of = wanted
                self._read(customer.id)
        self._draw(view)

    def leave_room(self, height: int) -> None:
        """Be there only where the editor is high enough."""
        self._has_room = height >= _ROOMY
        self._show_or_hide()

    def step_aside(self, aside: bool) -> None:
        """Make room for a form that is open."""
        self._is_aside = aside
        self._show_or_hide()

    def _read(self, customer_id: int) -> None:
        finding = self._link.workbench.services.customer_finding
        wish = CustomerById(customer_id=customer_id)
        self._latest.run(partial(finding.glance, wish), self._on_read, self._on_failed)

    def _on_read(self, glance: CustomerGlance) -> None:
        view = self._link.view
        if view is not None and view.order.customer_id == glance.customer_id:
            self._glance = glance
            self._draw(view)

    def _on_failed(self, error: Exception) -> None:
        """Without it orders are taken as well; it is asked for again with the next version."""
        self._read_of = None
        self._link.workbench.report(error)

    def _draw(self, view: OrderView) -> None:
        customer, glance = view.customer, self._glance
        self.reach.show_texts(*_reach_texts(customer))
        others = glance.orders if glance else ()
        orders = [each for each in others if each.id != view.order.id]
        blocks = max(0, glance.open_blocks - len(view.order.open_blocks)) if glance else 0
        note = glance.note if glance else None
        said = [self._order_text(each) for each in orders]
        texts = [" · ".join(said[:count]) for count in range(len(said), 0, -1)]
        self.orders.show_texts(*(_("Last orders: {orders}").format(orders=each) for each in texts))
        text = ngettext("{count} block on others", "{count} blocks on others", blocks)
        self.blocks.show_state(
            text.format(count=blocks) if blocks else "", Tone.WARN, "octagon-alert"
        )
        text = " ".join(note.text.split()) if note else ""
        self.note.setText(_("Note: {text}").format(text=text) if text else "")
        tool_tip(self.note, note.text if note else "")
        self.register.setVisible(is_guest_of(view))
        self._show_or_hide()

    def _order_text(self, order: Any) -> str:
        zone = self._link.store.zone if self._link.store else None
        at = order.placed_at or order.changed_at
        return _("{number} {status} {date}").format(
            number=order.number,
            status=_(STATUS_NAMES[order.status]),
            date=date_text(at.astimezone(zone).date()),
        )

    def _show_or_hide(self) -> None:
        view = self._link.view
        says = bool(
            self.reach.text()
            or self.orders.text()
            or self.note.text()
            or self.blocks.text()
            or is_guest_of(view)
        )
        self.setVisible(says and self._has_room and not self._is_aside)


def _reach_texts(customer: Customer | None) -> tuple[str, ...]:
    """All telephones with what they are, then fewer of them."""
    if customer is None:
        return ()
    said = [
        f"{shown_phone(phone)} ({phone.label})" if phone.label else shown_phone(phone)
        for phone in customer.phones
    ]
    return tuple(" · ".join(said[:count]) for count in range(len(said), 0, -1))
