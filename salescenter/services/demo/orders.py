"""Orders: a year of them, each as far as one of its age usually is."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from salescenter.domain.address import Address
from salescenter.domain.customer import AddressUse, Customer
from salescenter.domain.order import Delivery, Order, OrderItem, OrderStatus, order_number
from salescenter.domain.parts import Parts
from salescenter.domain.pricing.request import Redeemed
from salescenter.domain.terms import History, counted_email
from salescenter.services.demo.baskets import (
    DELIVERY_ID,
    FIRST_LINE_ID,
    Basket,
    Baskets,
    Shopping,
)
from salescenter.services.demo.customers import FAMILIAR, customer, is_member
from salescenter.services.demo.goods import Good
from salescenter.services.demo.incidents import blocks_of, payments_of
from salescenter.services.demo.offer import HOME_ID, Shop
from salescenter.services.demo.plan import BUSINESS_EVERY, Dice, Plan, Weighted, dice
from salescenter.services.demo.promotions import FIRST_BUYERS, FIRST_BUYERS_ID
from salescenter.services.demo.stock import first_receipt, is_short

_BUSINESS, _REGULARS, _WELCOMED = 24, 1.25, 3
_YEAR, _RECENT_DAYS, _RECENT_SHARE = 365, 2, 50  # every fiftieth order is of these days
_FRESH_DAYS = 10  # what is older than this is not being taken any more
_OPENS, _HOURS = 7, 13  # the desk is open from seven, for thirteen hours (UTC)
_FAMILIAR_AMONG, _FAMILIAR_EVERY = 3_000, 100

_RECENT = Weighted({"pending": 55, "pending_payment": 10, "processing": 28, "canceled": 7})
_FRESH = Weighted(
    {"pending": 8, "pending_payment": 9, "processing": 52, "shipped": 24, "canceled": 7}
)
_OLD = Weighted({"shipped": 910, "canceled": 75, "processing": 15})
_CANCELED_LATE = 30
_WHY_CANCELED = (
    "Ordered twice",
    "Found it cheaper",
    "Takes too long",
    "Changed their mind",
    "Wrong size chosen",
)


@dataclass(frozen=True, slots=True)
class Made:
    """An order with its price, and what it holds: redemptions, and units of stock.

    ``buyer_email`` is what a guest's redemptions are counted by.
    """

    order: Order
    basket: Basket
    buyer_email: str | None = None

    @property
    def is_placed(self) -> bool:
        """Whether it was submitted, and so has a price that was promised."""
        return self.order.placed_at is not None

    @property
    def redeemed(self) -> tuple[tuple[int, int], ...]:
        """(promotion, units) it counts for: nothing before submit, given back on cancel."""
        holds = self.is_placed and self.order.status is not OrderStatus.CANCELED
        return self.basket.redeemed if holds else ()


@dataclass(frozen=True, slots=True)
class _Times:
    """When an order was begun, submitted (None: never) and changed last."""

    created: datetime
    placed: datetime | None
    changed: datetime


class Orders:
    """Makes all orders one after the other, from the oldest on.

    ``demand`` counts the units that open orders hold, ``used`` redemptions by promotion; both are
    complete when the last order was made.
    """

    def __init__(
        self, plan: Plan, shops: tuple[Shop, ...], goods: list[Good], baskets: Baskets
    ) -> None:
        self._plan = plan
        self._baskets = baskets
        self._stores = {shop.store.id: shop.store for shop in shops}
        self._today = {shop.store.id: plan.today(shop.store.zone) for shop in shops}
        self._receipts = _receipts(goods, plan.today(shops[0].store.zone))
        self._welcomed: set[int | str] = set()
        self.demand: Counter[int] = Counter()
        self.used: Counter[int] = Counter()

    def all(self) -> Iterator[Made]:
        """Every order, by id."""
        for index in range(self._plan.orders):
            yield self._made(index)

    def _made(self, index: int) -> Made:
        stream = dice("order", index)
        created = self._begun(index)
        status = self._status(created, stream)
        buyer = self._buyer(index, status, stream)
        ship_to = buyer.address_for(AddressUse.SHIPPING) or Address()
        times = self._times(created, status, stream)
        at = times.placed or times.changed
        shopping = Shopping(
            customer=buyer,
            ship_to=ship_to,
            lines=self._baskets.lines_of(index),
            at=at,
            is_waiting=_waits(status, self._plan.now - created),
        )
        basket = self._baskets.basket(index, self._welcoming(shopping, status, stream))
        order = self._order(index, status, times, buyer, basket, ship_to, stream)
        made = Made(order, basket, counted_email(buyer) or None)
        self._count(made, buyer)
        return made

    def _order(
        self,
        index: int,
        status: OrderStatus,
        times: _Times,
        buyer: Customer,
        basket: Basket,
        ship_to: Address,
        stream: Dice,
    ) -> Order:
        store = self._stores[buyer.store_id]
        parts = self._parts(status, times, buyer, basket, ship_to, stream)
        canceled = status is OrderStatus.CANCELED
        return Order(
            id=index + 1,
            number=order_number(index + 1),
            store_id=store.id,
            currency=buyer.currency,
            status=status,
            customer_id=buyer.id,
            channel=stream.one_of(store.channels).code,
            placed_at=times.placed,
            cancel_reason=stream.one_of(_WHY_CANCELED) if canceled else "",
            bill_to=buyer.address_for(AddressUse.BILLING),
            codes=basket.codes,
            **parts,
            version=1,
            created_at=times.created,
            changed_at=times.changed,
        )

    def _parts(
        self,
        status: OrderStatus,
        times: _Times,
        buyer: Customer,
        basket: Basket,
        ship_to: Address,
        stream: Dice,
    ) -> dict[str, Any]:
        """Delivery, lines, payments and blocks of an order, and the counter behind them."""
        store = self._stores[buyer.store_id]
        after = FIRST_LINE_ID + len(basket.lines)
        total = basket.priced.totals.total
        payments = payments_of(status, store.kind, total, after, stream)
        blocks = blocks_of(status, times.changed, after + len(payments), stream)
        told = (times.placed or times.created).astimezone(store.zone).date()
        return {
            "deliveries": Parts((Delivery(DELIVERY_ID, ship_to, basket.method),)),
            "items": Parts(self._lines(basket, told, is_open=_is_open(status))),
            "payments": Parts(payments),
            "blocks": Parts(blocks),
            "next_part": after + len(payments) + len(blocks),
        }

    def _lines(self, basket: Basket, told: date, *, is_open: bool) -> Iterator[OrderItem]:
        """Lines with the day that was told: of an open order whatever is short comes later."""
        for line in basket.lines:
            later = self._receipts.get(line.item_id) if is_open else None
            yield replace(line, told_date=later or told)

    def _begun(self, index: int) -> datetime:
        """When an order was begun: later the higher its number, the last ones a while ago."""
        now, recent = self._plan.now, self._plan.orders // _RECENT_SHARE
        edge = now - timedelta(days=_RECENT_DAYS)
        old = self._plan.orders - recent
        if index >= old:
            span = timedelta(days=_RECENT_DAYS) - timedelta(minutes=40)
            return _whole(edge + span * (index - old) / recent)
        start = now - timedelta(days=_YEAR)
        raw = start + (edge - start) * index / old
        day = raw.replace(hour=0, minute=0)
        within = (raw - day) / timedelta(days=1)
        return min(_whole(day + timedelta(hours=_OPENS + _HOURS * within)), edge)

    def _status(self, created: datetime, stream: Dice) -> OrderStatus:
        age = self._plan.now - created
        if age <= timedelta(days=_RECENT_DAYS):
            return OrderStatus(_RECENT.draw(stream))
        return OrderStatus((_FRESH if age <= timedelta(days=_FRESH_DAYS) else _OLD).draw(stream))

    def _times(self, created: datetime, status: OrderStatus, stream: Dice) -> _Times:
        minutes = timedelta(minutes=3 + stream.below(25))
        if status is OrderStatus.PENDING:
            return _Times(created, None, created + minutes)
        if status is OrderStatus.CANCELED and not stream.happens(_CANCELED_LATE):
            return _Times(created, None, created + minutes)
        placed = created + minutes
        hours = timedelta(hours=20 + stream.below(100))
        if status is not OrderStatus.SHIPPED and status is not OrderStatus.CANCELED:
            hours = timedelta(minutes=1 + stream.below(8))
        return _Times(created, placed, min(placed + hours, self._plan.now))

    def _buyer(self, index: int, status: OrderStatus, stream: Dice) -> Customer:
        """Some buy more often than others; nobody who is disabled takes an order now."""
        back = self._plan.orders - index
        if back <= _FAMILIAR_AMONG and back % _FAMILIAR_EVERY == 1:
            return customer(back // _FAMILIAR_EVERY % FAMILIAR, self._plan)
        while True:
            found = customer(self._buyer_index(stream), self._plan)
            if found.is_active or status is OrderStatus.SHIPPED:
                return found

    def _buyer_index(self, stream: Dice) -> int:
        place = stream.random() ** _REGULARS
        if stream.happens(_BUSINESS):
            return int(self._plan.members * place) * BUSINESS_EVERY + BUSINESS_EVERY - 1
        index = int(self._plan.customers * place)
        return index - 1 if is_member(index) else index

    def _welcoming(self, shopping: Shopping, status: OrderStatus, stream: Dice) -> Shopping:
        """Now and then somebody has a code that is limited; shared baskets never do."""
        if self._plan.is_lean:
            return shopping
        buyer = shopping.customer
        by_buyer = int(not self._welcomed.isdisjoint((buyer.id, counted_email(buyer))))
        redeemed = ((FIRST_BUYERS_ID, Redeemed(self.used[FIRST_BUYERS_ID], by_buyer)),)
        known = replace(shopping, history=History(redeemed=redeemed))
        placed = status not in (OrderStatus.PENDING, OrderStatus.CANCELED)
        if buyer.store_id == HOME_ID and placed and stream.happens(_WELCOMED):
            return replace(known, extra_codes=(FIRST_BUYERS.upper(),))
        return known

    def _count(self, made: Made, buyer: Customer) -> None:
        for promotion_id, units in made.redeemed:
            self.used[promotion_id] += units
            if promotion_id == FIRST_BUYERS_ID:
                self._welcomed |= {buyer.id, counted_email(buyer) or buyer.id}
        if _is_open(made.order.status):
            for line in made.basket.lines:
                self.demand[line.item_id] += line.quantity


def _receipts(goods: list[Good], today: date) -> Mapping[int, date]:
    return {good.id: first_receipt(good, today) for good in goods if is_short(good)}


def _is_open(status: OrderStatus) -> bool:
    """Whether it was submitted and waits for stock or payment."""
    return status in (OrderStatus.PENDING_PAYMENT, OrderStatus.PROCESSING)


def _waits(status: OrderStatus, age: timedelta) -> bool:
    """What is still being processed after so long waits for something that is short."""
    return status is OrderStatus.PROCESSING and age > timedelta(days=_FRESH_DAYS)


def _whole(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
