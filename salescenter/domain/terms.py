"""The terms a store sells on, and the price of an order under them.

``Terms`` are read once per offer version and shared by all orders of a store in one currency; the
price is the engine's (see ``pricing``), here it is asked for an order as it stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from salescenter.domain.address import Address
from salescenter.domain.catalogue import CatalogueItem, PriceSource
from salescenter.domain.customer import Customer, CustomerKind
from salescenter.domain.errors import Refused
from salescenter.domain.money import MILLION, div_half_up
from salescenter.domain.order import Delivery, Order, OrderItem
from salescenter.domain.pricing.engine import price_order as engine_price
from salescenter.domain.pricing.entitled import Entitled, entitled_price
from salescenter.domain.pricing.offers import Offers
from salescenter.domain.pricing.priced import Priced
from salescenter.domain.pricing.request import (
    Buyer,
    Lines,
    PricingRequest,
    Redeemed,
    RequestDelivery,
)
from salescenter.domain.pricing.shipping import ShippingRule, delivery_charge, shipping_rule
from salescenter.domain.pricing.tax import TaxRow, tax_rates
from salescenter.domain.promotion import normalized_code
from salescenter.domain.store import Store

GUEST_SEGMENT = "guest"


@dataclass(frozen=True, slots=True)
class Names:
    """What items and categories are called that promotions name, by id."""

    items: Mapping[int, str] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a store sells by in one currency, at one offer version; ``names`` are for people."""

    store: Store
    currency: str
    version: int
    taxes: tuple[TaxRow, ...]
    rules: tuple[ShippingRule, ...]
    promotions: Offers
    names: Names = Names()

    def knows_code(self, code: str) -> bool:
        """Whether any promotion of the store has this code."""
        return normalized_code(code) in self.promotions.known_codes


@dataclass(frozen=True, slots=True)
class History:
    """What counts of a buyer's past: orders placed and not canceled, and redemptions."""

    earlier_orders: int = 0
    redeemed: tuple[tuple[int, Redeemed], ...] = ()


NO_HISTORY = History()


def counted_email(customer: Customer | None) -> str:
    """By which e-mail a buyer's redemptions count beside their own (decision 32).

    Guests are counted by their first e-mail, whoever they say they are. Empty for everybody else:
    who is registered counts as that customer, and a guest without an e-mail is granted for now.
    """
    if customer is None or customer.kind is not CustomerKind.GUEST or not customer.emails:
        return ""
    return customer.emails[0].casefold()


def entitled(
    item: CatalogueItem, quantity: int, at: datetime, contract_id: int | None = None
) -> Entitled:
    """The price per unit that a buyer is entitled to; raises Refused for an item without one."""
    rows = item.prices
    if len(rows) == 1:
        only = rows[0]
        if only.min_quantity <= 1 and only.starts is None and only.ends is None:
            listed = only.amount if only.source is PriceSource.LIST else None
            return Entitled(only.amount, only.source, listed)
    found = entitled_price(rows, quantity, at, contract_id)
    if found is None:
        raise Refused("item.no_price", sku=item.sku)
    return found


def price_order(
    order: Order,
    terms: Terms,
    facts: Mapping[int, CatalogueItem],
    customer: Customer | None,
    history: History,
    at: datetime,
) -> Priced:
    """The order's price now. ``facts`` holds every item that is on it."""
    items = tuple(order.items)
    lines = _lines(items, facts, at)
    request = PricingRequest(
        currency=order.currency,
        at=at,
        local_at=at.astimezone(terms.store.zone),
        lines=lines,
        deliveries=_deliveries(order, terms, customer, lines, at),
        buyer=_buyer(order, customer, history),
        payment_methods=tuple(str(payment.method) for payment in order.payments),
    )
    return engine_price(request, terms.promotions)


def _lines(items: Sequence[OrderItem], facts: Mapping[int, CatalogueItem], at: datetime) -> Lines:
    known = [facts[item.item_id] for item in items]
    prices = [
        entitled(fact, item.quantity, at, item.contract_id)
        for item, fact in zip(items, known, strict=True)
    ]
    return Lines(
        ids=tuple([item.id for item in items]),
        item_ids=tuple([item.item_id for item in items]),
        skus=tuple([item.sku for item in items]),
        unit_prices=tuple([price.amount for price in prices]),
        quantities=tuple([item.quantity for item in items]),
        category_ids=tuple([fact.category_ids for fact in known]),
        sources=tuple([price.source for price in prices]),
        list_prices=tuple([price.list_price for price in prices]),
        overrides=tuple([item.override_price for item in items]),
        tax_categories=tuple([fact.tax_category for fact in known]),
        discountable=tuple([fact.is_discountable for fact in known]),
        on_sale=tuple([price.is_reduced for price in prices]),
        floors=(0,) * len(items),
        weights=tuple([fact.weight_grams or 0 for fact in known]),
        delivery_ids=tuple([item.delivery_id for item in items]),
    )


def _deliveries(
    order: Order, terms: Terms, customer: Customer | None, lines: Lines, at: datetime
) -> tuple[RequestDelivery, ...]:
    today = at.astimezone(terms.store.zone).date()
    exempt = bool(customer and customer.organization and customer.organization.tax_exempt)
    found = []
    for delivery in order.deliveries:
        country, region = _destination(delivery.address, terms.store)
        charge = _charge(delivery, terms, lines, country, region)
        agreed_off = div_half_up(charge * (delivery.charge_percent_off or 0), MILLION)
        found.append(
            RequestDelivery(
                id=delivery.id,
                method=delivery.method,
                charge=charge - agreed_off,
                agreed_off=agreed_off,
                tax_rates=tax_rates(terms.taxes, country, region, today, exempt=exempt),
            )
        )
    return tuple(found)


def _destination(address: Address | None, store: Store) -> tuple[str, str]:
    """Where taxes and charges apply: the address, or the store's country until there is one."""
    return (address.country, address.region) if address else (store.country, "")


def _charge(delivery: Delivery, terms: Terms, lines: Lines, country: str, region: str) -> int:
    """The charge before promotions; nothing is charged while nothing is sent."""
    rule = shipping_rule(terms.rules, delivery.method, terms.currency, country, region)
    mine = _rows_of(delivery.id, lines.delivery_ids)
    if rule is None or not mine:
        return 0
    quantities, weights = lines.quantities, lines.weights
    weight = sum([quantities[row] * weights[row] for row in mine])
    prices, overrides = lines.unit_prices, lines.overrides
    goods = 0
    for row in mine:
        override = overrides[row]
        goods += quantities[row] * (prices[row] if override is None else override)
    return delivery_charge(rule, weight, goods)


def _rows_of(delivery_id: int, delivery_ids: Iterable[int]) -> list[int]:
    return [row for row, each in enumerate(delivery_ids) if each == delivery_id]


def _buyer(order: Order, customer: Customer | None, history: History) -> Buyer:
    guest = customer is None or customer.kind is CustomerKind.GUEST
    return Buyer(
        customer_id=customer.id if customer and not guest else None,
        segments=(GUEST_SEGMENT,) if guest or customer is None else customer.segments,
        codes=order.codes,
        earlier_orders=history.earlier_orders,
        redeemed=dict(history.redeemed),
    )
