"""The head of a profile: the name large, what it is, and the button for an order."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.domain.customer import Customer, CustomerKind
from salescenter.domain.store import Store
from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.dates import date_text
from salescenter.ui.widgets import STRETCH, button, chip, eliding_label, row


class ProfileHead(QWidget):
    """Draws a customer's name, status and number."""

    def __init__(self, on_order: Callable[[], object]) -> None:
        super().__init__()
        self._name = eliding_label(name="customer-name", accessible=_("Customer"), style="title")
        self._status = chip(name="customer-status", accessible=_("Status of the customer"))
        self._facts = eliding_label(
            name="customer-facts", accessible=_("About the customer"), tone=Tone.MUTED
        )
        self._on_order = on_order
        self.order_button = button(
            _("New order"),
            name="customer-new_order",
            on=self._on_clicked,
            icon="plus",
            kind="primary",
            tip=_("New order for this customer  (Ctrl+Enter)"),
        )
        line = row(self._name, self._status, STRETCH, self.order_button, gap=10)
        line.setStretch(0, 1)
        line.setStretch(2, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(self._facts)

    def show_profile(self, customer: Customer, store: Store) -> None:
        """Draw a customer of a store."""
        self._name.setText(customer.name or _("Without a name"))
        self._status.show_state(*_status(customer))
        created = customer.created_at
        since = (
            _("since {date}").format(date=date_text(created.astimezone(store.zone).date()))
            if created
            else ""
        )
        organization = customer.organization.name if customer.organization else ""
        facts = (customer.number, customer.title, organization, store.name, since)
        self._facts.setText("  ·  ".join(fact for fact in facts if fact))

    def _on_clicked(self) -> None:
        self._on_order()


def _status(customer: Customer) -> tuple[str, Tone, str]:
    if not customer.is_active:
        return _("Disabled"), Tone.WARN, "ban"
    if customer.kind is CustomerKind.GUEST:
        return _("Guest"), Tone.MUTED, "user"
    return _("Active"), Tone.OK, "circle-check"
