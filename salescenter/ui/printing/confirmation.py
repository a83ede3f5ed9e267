"""What an order confirmation says: plain texts, ready for the template. Pure.

Everything stands here as it is read: amounts in the locale's way, payments masked, only the
comments that are for the customer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from salescenter.domain.address import Address, address_lines
from salescenter.domain.order import Delivery, OrderItem, OrderStatus
from salescenter.domain.order_comments import for_customer
from salescenter.domain.pricing.priced import Priced
from salescenter.domain.promotion import PromotionGroup
from salescenter.domain.store import Store
from salescenter.gateways.postal import address_format
from salescenter.i18n import N_, _
from salescenter.services.orders.views import OrderView
from salescenter.ui.dates import date_text
from salescenter.ui.editors.order.payment_words import payment_name
from salescenter.ui.money_text import amount_text, money_text, quantity_text, rate_text

_TITLES: Mapping[OrderStatus, str] = {
    OrderStatus.PENDING: N_("Order {number}, not placed yet"),
    OrderStatus.CANCELED: N_("Order {number}, canceled"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; ``notes`` stand small below the name."""

    place: str
    sku: str
    name: str
    quantity: str
    price: str
    discount: str
    total: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The lines that go to one place; ``heading`` says which, where there are several."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A few lines under a caption: an address, payments."""

    caption: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the totals."""

    name: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A confirmation, whole. ``paper_country`` decides the size of the paper."""

    title: str
    store: str
    facts: tuple[tuple[str, str], ...]
    boxes: tuple[Box, ...]
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...]
    included: tuple[Figure, ...]
    payments: tuple[tuple[str, str], ...]
    comments: tuple[Box, ...]
    number: str
    paper_country: str
    words: Mapping[str, str] = field(hash=False)


def confirmation_of(view: OrderView, store: Store) -> Confirmation:
    """What the confirmation of this version says."""
    order = view.order
    title = _(_TITLES.get(order.status, N_("Order confirmation {number}")))
    return Confirmation(
        title=title.format(number=order.number),
        store=store.name,
        facts=tuple(_facts(view, store)),
        boxes=tuple(_boxes(view, store)),
        parts=tuple(_parts(view)),
        figures=tuple(_figures(view.priced)),
        included=tuple(_included(view.priced)),
        payments=tuple(_payments(view)),
        comments=tuple(_comments(view, store)),
        number=order.number,
        paper_country=store.country,
        words=_words(),
    )


def _words() -> dict[str, str]:
    """What stands around the facts, in the language of the program."""
    return {
        "item": _("Item"),
        "description": _("Description"),
        "quantity": _("Qty"),
        "price": _("Price"),
        "discount": _("Discount"),
        "total": _("Total"),
        "included": _("Included in the total"),
        "payment": _("Payment"),
        "comments": _("Comments"),
        "page": _("{title}, page {page} of {pages}"),
    }


def _facts(view: OrderView, store: Store) -> Iterator[tuple[str, str]]:
    order = view.order
    at = order.placed_at or order.created_at or order.changed_at
    if at is not None:
        yield _("Date"), _date(at, store)
    if view.customer is not None:
        yield _("Customer"), view.customer.number
    yield _("Currency"), order.currency


def _date(at: datetime, store: Store) -> str:
    return date_text(at.astimezone(store.zone).date())


def _boxes(view: OrderView, store: Store) -> Iterator[Box]:
    order = view.order
    bill_to = _address(order.bill_to, store)
    if not bill_to and view.customer is not None:
        bill_to = (view.customer.name,)
    if bill_to:
        yield Box(_("Bill to"), bill_to)
    several = len(order.deliveries) > 1
    for place, delivery in enumerate(order.deliveries, start=1):
        caption = _("Ship to ({place})").format(place=place) if several else _("Ship to")
        yield Box(caption, (*_address(delivery.address, store), *_sending(delivery, store)))


def _address(address: Address | None, store: Store) -> tuple[str, ...]:
    """An address as its country writes it; the country is named where it is another one."""
    if address is None or address.is_empty:
        return ()
    lines = address_lines(address, address_format(address.country))
    return lines if address.country == store.country else (*lines, address.country)


def _sending(delivery: Delivery, store: Store) -> Iterator[str]:
    method = next((each.name for each in store.methods if each.code == delivery.method), "")
    if method:
        yield _("by {method}").format(method=method)
    if delivery.requested_date is not None:
        yield _("on {date}").format(date=date_text(delivery.requested_date))
    if delivery.instructions:
        yield delivery.instructions


def _parts(view: OrderView) -> Iterator[Part]:
    """Lines in their order; where there are several deliveries, by delivery."""
    order, priced = view.order, view.priced
    rows = {line_id: row for row, line_id in enumerate(priced.lines.ids)}
    names = _promotion_names(priced)
    lines = [
        (item.delivery_id, _line(place, item, priced, rows.get(item.id), names.get(item.id, ())))
        for place, item in enumerate(order.items, start=1)
    ]
    gifts = tuple(_gifts(view, len(lines)))
    if len(order.deliveries) <= 1:
        yield Part("", (*(line for _delivery, line in lines), *gifts))
        return
    for place, delivery in enumerate(order.deliveries, start=1):
        own = tuple(line for whose, line in lines if whose == delivery.id)
        if own:
            yield Part(_("To ship-to address {place}").format(place=place), own)
    if gifts:
        yield Part(_("Gifts"), gifts)


def _promotion_names(priced: Priced) -> dict[int, tuple[str, ...]]:
    names: dict[int, tuple[str, ...]] = {}
    for result in priced.applied:
        if result.group is PromotionGroup.ITEM:
            for line_id, amount in zip(result.line_ids, result.line_amounts, strict=True):
                if amount:
                    names[line_id] = (*names.get(line_id, ()), result.name)
    return names


def _line(
    place: int, item: OrderItem, priced: Priced, row: int | None, notes: tuple[str, ...]
) -> Line:
    name, quantity = item.name, quantity_text(item.quantity)
    if row is None:
        return Line(str(place), item.sku, name, quantity, "", "", "", notes)
    lines, currency = priced.lines, priced.currency
    override = lines.overrides[row]
    price = lines.entitled_prices[row] if override is None else override
    discount = lines.item_discounts[row]
    return Line(
        place=str(place),
        sku=item.sku,
        name=name,
        quantity=quantity,
        price=amount_text(price, currency),
        discount=amount_text(-discount, currency) if discount else "",
        total=amount_text(lines.goods[row] - discount, currency),
        notes=notes,
    )


def _gifts(view: OrderView, before: int) -> Iterator[Line]:
    currency = view.priced.currency
    names = {result.promotion_id: result.name for result in view.priced.applied}
    for place, gift in enumerate(view.priced.gifts, start=before + 1):
        yield Line(
            place=str(place),
            sku=gift.sku,
            name=view.item_names.get(gift.item_id, _("Gift")),
            quantity=quantity_text(gift.quantity),
            price=amount_text(0, currency),
            discount="",
            total=amount_text(0, currency),
            notes=(names[gift.promotion_id],) if gift.promotion_id in names else (),
        )


def _figures(priced: Priced) -> Iterator[Figure]:
    totals, currency = priced.totals, priced.currency
    yield Figure(_("Items"), money_text(totals.goods - totals.item_discount, currency))
    for result in priced.applied:
        if result.group is PromotionGroup.ORDER and result.amount:
            yield Figure(result.name, money_text(-result.amount, currency))
    if totals.shipping:
        yield Figure(_("Shipping"), money_text(totals.shipping, currency))
    if totals.shipping_discount:
        yield Figure(_("Discount on shipping"), money_text(-totals.shipping_discount, currency))
    for tax in priced.taxes:
        if not tax.included:
            yield Figure(_tax(tax.name, tax.rate), money_text(tax.amount, currency))
    yield Figure(_("Total"), money_text(totals.total, currency), strong=True)


def _included(priced: Priced) -> Iterator[Figure]:
    """Taxes inside the total, by rate."""
    for tax in priced.taxes:
        if tax.included:
            name = _("{tax} on {base}").format(
                tax=_tax(tax.name, tax.rate), base=money_text(tax.base, priced.currency)
            )
            yield Figure(name, money_text(tax.amount, priced.currency))


def _tax(name: str, rate: int) -> str:
    return f"{name} {rate_text(rate)}"


def _payments(view: OrderView) -> Iterator[tuple[str, str]]:
    """Method or masked card, and what it pays; one that was declined pays nothing."""
    shares = dict(view.coverage.parts)
    for payment in view.order.payments:
        if payment.counts:
            amount = money_text(shares.get(payment.id, 0), view.order.currency)
            yield payment_name(payment), amount


def _comments(view: OrderView, store: Store) -> Iterator[Box]:
    for comment in for_customer(view.order):
        yield Box(_date(comment.at, store), tuple(comment.text.split("\n")))
