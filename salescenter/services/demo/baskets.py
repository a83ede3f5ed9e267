"""What people buy together, priced by the engine as a desk would price it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from salescenter.domain.address import Address
from salescenter.domain.catalogue import CatalogueItem
from salescenter.domain.customer import Customer
from salescenter.domain.order import Delivery, Order, OrderItem
from salescenter.domain.parts import Parts
from salescenter.domain.pricing.offers import Offers
from salescenter.domain.pricing.priced import Priced
from salescenter.domain.pricing.priced_document import write_priced
from salescenter.domain.promotion import Promotion
from salescenter.domain.terms import NO_HISTORY, History, Terms, entitled, price_order
from salescenter.services.demo.contracts import Contract, agreed, contracts_of
from salescenter.services.demo.goods import SERVICE_UNIT, Good, catalogue_item
from salescenter.services.demo.offer import HOME_ID, TRADE_ID, Shop
from salescenter.services.demo.plan import Dice, Plan, dice
from salescenter.services.demo.promotions import AUTUMN, EXPRESS, STAFF, TEN_OFF, YARD, autumn_of
from salescenter.services.demo.stock import is_short

DELIVERY_ID = 1
FIRST_LINE_ID = 2

_LINES = (5, 2, 8, 1, 6, 4, 9, 3, 7)
"""How many lines orders have, in turn: five on average."""

_HEAVY_GRAMS = 60_000
_EXPRESS, _PICKUP, _CODE, _OVERRIDE, _PAIRED = 7, 8, 18, 2, 12  # of a hundred
_SHARED = 2  # how many baskets orders of the same circumstances take in turn
_POPULAR = 1.6  # the higher, the more the same items are bought
_PAIRS = (("PA-1120", "PA-1121"), ("HW-4411", "HW-0092"), ("HO-3005",))
"""What goes together: now and then a basket begins with these."""
_REASONS = ("Price match", "Display piece", "Loyal customer", "Scratch on the surface")


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines, codes and method with their price; ``document`` is the price as it is stored.

    Lines say nothing of dates. ``redeemed``: units by promotion.
    """

    lines: tuple[OrderItem, ...]
    codes: tuple[str, ...]
    method: str
    priced: Priced
    document: str
    redeemed: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Shopping:
    """Who buys, how much, when: everything that a basket and its price depend on."""

    customer: Customer
    ship_to: Address
    lines: int
    at: datetime
    is_waiting: bool = False
    history: History = NO_HISTORY
    extra_codes: tuple[str, ...] = ()


class Baskets:
    """Makes baskets: one of its own for every order, or shared by all of the same circumstances."""

    def __init__(
        self,
        plan: Plan,
        shops: Sequence[Shop],
        goods: Sequence[Good],
        promotions: Sequence[Promotion],
        edges: Sequence[datetime],
    ) -> None:
        self._plan = plan
        self._edges = edges
        self._terms = {
            (shop.store.id, currency): _terms(shop, currency, promotions)
            for shop in shops
            for currency in shop.currencies
        }
        sold = [good for good in goods if good.is_active]
        self._sold = {
            HOME_ID: tuple(sold),
            TRADE_ID: tuple(good for good in sold if good.category.is_discountable),
        }
        self._short = tuple(good for good in sold if is_short(good))
        by_code = {good.sku: good for good in sold if good.is_by_itself}
        self._pairs = tuple(tuple(by_code[sku] for sku in pair) for pair in _PAIRS)
        self._autumn = autumn_of(promotions)
        self._facts: dict[tuple[int, int, str, tuple[Contract, ...]], CatalogueItem] = {}
        self._shared: dict[tuple[object, ...], Basket] = {}

    def lines_of(self, index: int) -> int:
        """How many lines an order has, counted from 0."""
        return _LINES[index % len(_LINES)]

    def basket(self, index: int, shopping: Shopping) -> Basket:
        """The basket of an order, counted from 0."""
        if not self._plan.is_lean:
            return self._make(shopping, dice("basket", index))
        key = (*self._circumstances(shopping), index // len(_LINES) % _SHARED)
        found = self._shared.get(key)
        if found is None:
            found = self._make(shopping, dice("basket", *key))
            self._shared[key] = found
        return found

    def _circumstances(self, shopping: Shopping) -> tuple[object, ...]:
        """All that the engine looks at, as one key."""
        customer = shopping.customer
        exempt = bool(customer.organization and customer.organization.tax_exempt)
        season = sum(edge <= shopping.at for edge in self._edges)
        return (
            customer.store_id,
            customer.currency,
            customer.kind,
            *customer.segments,
            _contracts_of(customer),
            exempt,
            shopping.ship_to.country,
            shopping.ship_to.region,
            season,
            shopping.lines,
            shopping.is_waiting,
        )

    def _make(self, shopping: Shopping, stream: Dice) -> Basket:
        customer = shopping.customer
        goods = self._chosen(shopping, stream)
        facts = {good.id: self._fact(good, customer) for good in goods}
        lines = tuple(
            _line(FIRST_LINE_ID + place, facts[good.id], shopping, stream)
            for place, good in enumerate(goods)
        )
        method = _method(shopping, lines, facts, stream)
        codes = (*self._codes(shopping, method, stream), *shopping.extra_codes)
        priced = self._price(shopping, lines, codes, method, facts)
        redeemed = tuple((each.promotion_id, each.redemptions) for each in priced.applied)
        # A million times the reasons why something did not apply would be most of the store.
        kept = replace(priced, promotions=priced.applied) if self._plan.is_lean else priced
        return Basket(lines, codes, method, priced, write_priced(kept), redeemed)

    def _chosen(self, shopping: Shopping, stream: Dice) -> list[Good]:
        """So many different items; somebody who waits waits for the first of them."""
        sold = self._sold[shopping.customer.store_id]
        chosen = {}
        if shopping.is_waiting and self._short:
            first = stream.one_of(self._short)
            chosen[first.id] = first
        if stream.happens(_PAIRED) and shopping.lines > len(_PAIRS):
            chosen |= {good.id: good for good in stream.one_of(self._pairs)}
        while len(chosen) < shopping.lines:
            good = sold[int(len(sold) * stream.random() ** _POPULAR)]
            chosen[good.id] = good
        return list(chosen.values())

    def _codes(self, shopping: Shopping, method: str, stream: Dice) -> tuple[str, ...]:
        """What is entered: a code that runs, of those that one hears of."""
        if not stream.happens(_CODE):
            return ()
        if shopping.customer.store_id == TRADE_ID:
            return (YARD.upper(),)
        if method == "express":
            return (EXPRESS.upper(),)
        if shopping.at >= self._autumn and not stream.happens(30):
            return (AUTUMN.upper(),)
        return (STAFF.upper() if stream.happens(15) else TEN_OFF.upper(),)

    def _fact(self, good: Good, customer: Customer) -> CatalogueItem:
        contracts = _contracts_of(customer)
        key = (good.id, customer.store_id, customer.currency, contracts)
        found = self._facts.get(key)
        if found is None:
            prices = agreed(good, contracts)
            found = catalogue_item(good, customer.store_id, customer.currency, self._plan, prices)
            self._facts[key] = found
        return found

    def _price(
        self,
        shopping: Shopping,
        lines: tuple[OrderItem, ...],
        codes: tuple[str, ...],
        method: str,
        facts: Mapping[int, CatalogueItem],
    ) -> Priced:
        customer = shopping.customer
        order = Order(
            id=0,
            number="",
            store_id=customer.store_id,
            currency=customer.currency,
            codes=codes,
            deliveries=Parts((Delivery(DELIVERY_ID, shopping.ship_to, method),)),
            items=Parts(lines),
        )
        terms = self._terms[customer.store_id, customer.currency]
        return price_order(order, terms, facts, customer, shopping.history, shopping.at)


def _terms(shop: Shop, currency: str, promotions: Sequence[Promotion]) -> Terms:
    mine = Offers(each for each in promotions if each.store_id == shop.store.id)
    rules = tuple(rule for rule in shop.rules if rule.currency == currency)
    return Terms(shop.store, currency, shop.store.offer_version, shop.taxes, rules, mine)


def _contracts_of(customer: Customer) -> tuple[Contract, ...]:
    firm = customer.organization
    return contracts_of(firm.id if firm else None, customer.currency)


def _line(line_id: int, fact: CatalogueItem, shopping: Shopping, stream: Dice) -> OrderItem:
    quantity = _quantity(fact, shopping.customer, stream)
    price = entitled(fact, quantity, shopping.at).amount
    has_own_price = fact.is_discountable and stream.happens(_OVERRIDE)
    return OrderItem(
        id=line_id,
        item_id=fact.id,
        sku=fact.sku,
        name=fact.name,
        quantity=quantity,
        delivery_id=DELIVERY_ID,
        override_price=price * stream.one_of((92, 95, 97)) // 100 if has_own_price else None,
        override_reason=stream.one_of(_REASONS) if has_own_price else "",
        told_price=price,
    )


def _quantity(fact: CatalogueItem, customer: Customer, stream: Dice) -> int:
    if fact.unit == SERVICE_UNIT:
        return 1
    most = 24 if customer.store_id == TRADE_ID else 4
    if fact.unit == "PK":
        most *= 3
    return 1 + int(most * stream.random() ** 2)


def _method(
    shopping: Shopping,
    lines: Sequence[OrderItem],
    facts: Mapping[int, CatalogueItem],
    stream: Dice,
) -> str:
    grams = sum(line.quantity * (facts[line.item_id].weight_grams or 0) for line in lines)
    ordinary, quick, pickup = _METHODS[shopping.customer.store_id]
    if stream.happens(_PICKUP) and shopping.ship_to.country in ("DE", "US"):
        return pickup
    if grams > _HEAVY_GRAMS:
        return "freight"
    return quick if stream.happens(_EXPRESS) else ordinary


_METHODS = {HOME_ID: ("parcel", "express", "pickup"), TRADE_ID: ("ground", "nextday", "willcall")}
