"""Overriding the price of a line: price, amount off, percent off, and why."""

from salescenter.domain.order import OrderItem
from salescenter.i18n import _
from salescenter.services.orders.views import OrderView
from salescenter.ui.editors.order import wishes
from salescenter.ui.editors.order.agreement_strip import AgreementStrip
from salescenter.ui.editors.order.negotiation import Negotiated, by_amount_off, by_rate_off
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.wishes import Wish
from salescenter.ui.money_text import amount_text, money_text, rate_text, typed_amount, typed_rate

_PRICE, _AMOUNT = 0, 1


class OverrideStrip(AgreementStrip):
    """The price per unit is what counts."""

    def __init__(self, link: OrderLink) -> None:
        figures = (
            ("price", _("Price per unit")),
            ("amount", _("Amount off")),
            ("percent", _("Percent off")),
        )
        super().__init__("override", _("Override the price"), link, figures, _("Override"))
        self._line: OrderItem | None = None
        self._place = 0
        self._entitled = 0
        self._currency = ""

    def open_for(self, view: OrderView, line: OrderItem) -> None:
        """Begin with the price that the line has."""
        lines = view.priced.lines
        at = lines.ids.index(line.id)
        self._line, self._place = line, at + 1
        self._entitled, self._currency = lines.entitled_prices[at], view.order.currency
        price = self._entitled if line.override_price is None else line.override_price
        text = _("Override the price of line {line}, {sku}; the price is {price}").format(
            line=self._place, sku=line.sku, price=money_text(self._entitled, self._currency)
        )
        agreed = line.override_price is not None
        self.begin(view, text, price, line.override_reason, agreed=agreed)

    def figures_of(self, value: int) -> tuple[str, str, str]:
        """Price, amount off, percent off."""
        negotiated = Negotiated(self._entitled, value)
        return (
            amount_text(value, self._currency),
            amount_text(negotiated.amount_off, self._currency),
            rate_text(negotiated.rate_off),
        )

    def value_of(self, place: int, typed: str) -> int:
        """The price, of any of the three."""
        if place == _PRICE:
            return typed_amount(typed, self._currency).minor
        if place == _AMOUNT:
            off = typed_amount(typed, self._currency).minor
            return by_amount_off(self._entitled, off).price
        return by_rate_off(self._entitled, typed_rate(typed)).price

    def wish_for(self, value: int | None, reason: str, *, accept_block: bool) -> Wish | None:
        """Another price for the line."""
        if self._line is None:
            return None
        return wishes.override_price(
            self._line.id, value, reason, self._place, self._currency, accept_block=accept_block
        )
