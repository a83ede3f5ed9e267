"""Agreeing on what a delivery costs: percent off, amount off, charge, and why."""

from salescenter.domain.money import MILLION, Rate, div_half_up
from salescenter.i18n import _
from salescenter.services.orders.views import OrderView
from salescenter.ui.editors.order import shipping_wishes as wishes
from salescenter.ui.editors.order.agreement_strip import AgreementStrip
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.wishes import Wish, address_line
from salescenter.ui.money_text import amount_text, money_text, rate_text, typed_amount, typed_rate

_PERCENT, _AMOUNT = 0, 1


class ChargeStrip(AgreementStrip):
    """The percentage is what counts: it stands when the charge itself changes."""

    def __init__(self, link: OrderLink) -> None:
        figures = (
            ("percent", _("Percent off")),
            ("amount", _("Amount off")),
            ("charge", _("Shipping charge")),
        )
        super().__init__("charge", _("Agree on the charge"), link, figures, _("Agree"))
        self._delivery_id = 0
        self._full = 0
        self._currency = ""

    def open_for(self, view: OrderView, delivery_id: int) -> None:
        """Begin with what was agreed for a delivery; raises KeyError for one that is gone."""
        delivery = view.order.deliveries[delivery_id]
        priced = {each.id: each for each in view.priced.deliveries}.get(delivery_id)
        self._full = priced.charge + priced.agreed_off if priced is not None else 0
        self._delivery_id, self._currency = delivery_id, view.order.currency
        text = _("Agree on the charge of the delivery to {address}; it is {charge}").format(
            address=address_line(delivery.address), charge=money_text(self._full, self._currency)
        )
        percent = delivery.charge_percent_off
        self.begin(view, text, percent or 0, delivery.charge_reason, agreed=percent is not None)

    def figures_of(self, value: int) -> tuple[str, str, str]:
        """Percent off, amount off, what is left."""
        off = Rate(value).of(self._full)
        return (
            rate_text(value),
            amount_text(off, self._currency),
            amount_text(self._full - off, self._currency),
        )

    def value_of(self, place: int, typed: str) -> int:
        """The percentage in ten thousandths, of any of the three."""
        if place == _PERCENT:
            return typed_rate(typed)
        amount = typed_amount(typed, self._currency).minor
        off = amount if place == _AMOUNT else self._full - amount
        return div_half_up(off * MILLION, self._full) if self._full else 0

    def wish_for(self, value: int | None, reason: str, *, accept_block: bool) -> Wish | None:
        """Another charge for the delivery."""
        return wishes.override_charge(self._delivery_id, value, reason, accept_block=accept_block)
