"""Deliveries and their lines as rows that read in words, and how a charge came about. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from salescenter.domain.order import Delivery, Order, OrderItem
from salescenter.domain.pricing.priced import Priced, PricedDelivery
from salescenter.domain.store import Store
from salescenter.i18n import _, ngettext
from salescenter.services.orders.views import OrderView
from salescenter.ui.dates import short_date_text
from salescenter.ui.editors.order.shipping_wishes import together_text
from salescenter.ui.editors.order.wishes import address_line
from salescenter.ui.money_text import DASH, money_text, quantity_text, rate_text

MARK = "✓"
_INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class ShippingRow:
    """A delivery, or under it one of its lines; ``key`` is the part's number in the order."""

    key: int
    delivery_id: int
    line: OrderItem | None = None


def shipping_rows(order: Order, known: Iterable[ShippingRow] = ()) -> list[ShippingRow]:
    """Each delivery with its lines under it, in the order of the deliveries.

    Rows of ``known`` that are still true stay the same objects: a table compares no others.
    """
    at_hand = {row.key: row for row in known}
    by_delivery: dict[int, list[ShippingRow]] = {each.id: [] for each in order.deliveries}
    for line in order.items:
        row = at_hand.get(line.id)
        if row is None or row.line is not line:
            row = ShippingRow(line.id, line.delivery_id, line)
        by_delivery.setdefault(line.delivery_id, []).append(row)
    rows = []
    for delivery_id, lines in by_delivery.items():
        head = at_hand.get(delivery_id) or ShippingRow(delivery_id, delivery_id)
        rows += [head, *lines]
    return rows


class ShippingFacts:
    """What stands beside the rows: the order as it is priced, the store's names, the marks.

    A row that it does not know reads as nothing: rows come a moment before what stands beside them.
    """

    __slots__ = ("_lines", "currency", "deliveries", "marked", "places", "priced", "store", "today")

    def __init__(
        self, view: OrderView, store: Store | None, today: date, marked: Collection[int]
    ) -> None:
        self.currency = view.order.currency
        self.deliveries = view.order.deliveries
        self.places = {each.id: place for place, each in enumerate(view.order.deliveries, 1)}
        self.priced = {each.id: each for each in view.priced.deliveries}
        self.store = store
        self.today = today
        self.marked = frozenset(marked)
        self._lines: dict[int, list[int]] = {}
        for line in view.order.items:
            self._lines.setdefault(line.delivery_id, []).append(line.id)

    def lines_of(self, row: ShippingRow) -> tuple[int, ...]:
        """The lines that a row stands for."""
        return (row.line.id,) if row.line is not None else tuple(self._lines.get(row.key, ()))

    def mark(self, row: ShippingRow) -> str:
        """A tick for a line that is marked, and for a delivery that is so as a whole."""
        lines = self.lines_of(row)
        return MARK if lines and self.marked.issuperset(lines) else ""

    def what(self, row: ShippingRow) -> str:
        """Where a delivery goes; which item a line is of."""
        if row.line is not None:
            return f"{_INDENT}{row.line.sku}  {row.line.name}"
        delivery = self.deliveries.get(row.key)
        if delivery is None:
            return ""
        where = address_line(delivery.address)
        where = _("No address yet") if where == DASH else where
        return f"{self.places[row.key]}  {where}"

    def quantity(self, row: ShippingRow) -> str:
        """How many units; of a delivery how many lines."""
        if row.line is not None:
            return quantity_text(row.line.quantity)
        count = len(self._lines.get(row.key, ()))
        text = ngettext("{count} line", "{count} lines", count)
        return text.format(count=quantity_text(count))

    def how(self, row: ShippingRow) -> str:
        """The method of a delivery; whether a line is in a hurry."""
        if row.line is not None:
            return _("Expedite") if row.line.expedite else ""
        delivery = self.deliveries.get(row.key)
        return method_name(self.store, delivery.method) if delivery is not None else ""

    def when(self, row: ShippingRow) -> str:
        """The requested date, else whether lines wait for each other."""
        if row.line is not None:
            return ""
        delivery = self.deliveries.get(row.key)
        if delivery is None:
            return ""
        if delivery.requested_date is None:
            return together_text(delivery.ship_together)
        return short_date_text(delivery.requested_date, self.today)

    def charge(self, row: ShippingRow) -> str:
        """What is paid for a delivery."""
        if row.line is not None or row.key not in self.priced:
            return ""
        return money_text(self.priced[row.key].paid, self.currency)


def method_name(store: Store | None, code: str) -> str:
    """A shipping method by its name; one that is gone by its code."""
    methods = store.methods if store is not None else ()
    return next((each.name for each in methods if each.code == code), code)


def charge_words(delivery: Delivery, priced: PricedDelivery, currency: str) -> Iterator[str]:
    """How the charge of a delivery came about: the rate, what was agreed, what came off."""
    if priced.agreed_off or priced.discount:
        full = money_text(priced.charge + priced.agreed_off, currency)
        yield _("Charge {amount}").format(amount=full)
    if delivery.charge_percent_off is not None:
        text = _("{percent} off agreed: {reason} ({amount})")
        yield text.format(
            percent=rate_text(delivery.charge_percent_off),
            reason=delivery.charge_reason,
            amount=money_text(-priced.agreed_off, currency),
        )
    if priced.discount:
        yield _("promotions {amount}").format(amount=money_text(-priced.discount, currency))
    yield _("Shipping {amount}").format(amount=money_text(priced.paid, currency))


def taxes_by_delivery(order: Order, priced: Priced) -> dict[int, tuple[int, int]]:
    """By delivery: tax on top and tax included, on its goods and on sending them; minor units."""
    found = {each.id: (each.tax, each.tax_included) for each in priced.deliveries}
    lines = priced.lines
    delivery_of = {line.id: line.delivery_id for line in order.items}
    for line_id, on_top, included in zip(lines.ids, lines.taxes, lines.taxes_included, strict=True):
        delivery_id = delivery_of.get(line_id)
        if delivery_id in found:
            known = found[delivery_id]
            found[delivery_id] = (known[0] + on_top, known[1] + included)
    return found


def tax_words(delivery: Delivery, taxes: tuple[int, int], currency: str, home: str) -> str:
    """What is taxed where a delivery goes; ``home`` is the country while it has no address."""
    country = delivery.address.country if delivery.address is not None else home
    on_top, included = taxes
    if on_top:
        text = _("Tax in {country}: {amount}")
    elif included:
        text = _("Tax in {country}: {amount}, included")
    else:
        text = _("No tax in {country}")
    return text.format(country=country, amount=money_text(on_top or included, currency))


def delivery_words(view: OrderView, delivery: Delivery, home: str) -> str:
    """Charge and taxes of a delivery, in a line."""
    priced = next((each for each in view.priced.deliveries if each.id == delivery.id), None)
    if priced is None:
        return ""
    currency = view.order.currency
    taxes = taxes_by_delivery(view.order, view.priced)[delivery.id]
    words = (*charge_words(delivery, priced, currency), tax_words(delivery, taxes, currency, home))
    return " · ".join(words)
