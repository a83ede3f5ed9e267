"""What the store offers for an item on an order: its price, its date, how low it may be sold."""

from dataclasses import replace
from datetime import datetime

from salescenter.domain.catalogue import Availability, CatalogueItem
from salescenter.domain.errors import Refused
from salescenter.domain.money import Money
from salescenter.domain.order import Order
from salescenter.domain.order_blocks import PRICE_OVERRIDE, is_blocked_for
from salescenter.domain.order_steps import Told, floor_price, require_item, with_item
from salescenter.domain.terms import Terms, entitled
from salescenter.services.catalogue import availability_of
from salescenter.services.catalogue import require_item as require_sold
from salescenter.services.orders.desk import Loaded
from salescenter.services.work import Work


def knowing(work: Work, before: Loaded, item_id: int) -> Loaded:
    """With what has to be known of an item that comes to the order; raises NotFound."""
    if item_id in before.facts and before.facts[item_id].prices:
        return before
    order = before.order
    item = require_sold(work, order.store_id, order.currency, item_id)
    return replace(
        before,
        facts={**before.facts, item_id: item},
        availability={**before.availability, item_id: availability_of(work, item_id)},
    )


def with_known_item(
    loaded: Loaded, item_id: int, quantity: int, now: datetime
) -> tuple[Order, int]:
    """The order with so many more of an item that is known, and the line it went to."""
    stock = loaded.availability.get(item_id, Availability(item_id, 0))
    item = loaded.facts[item_id]
    return with_item(
        loaded.order, item, quantity, told_of(loaded.terms, item, stock, quantity, now)
    )


def told_of(
    terms: Terms, item: CatalogueItem, stock: Availability, quantity: int, now: datetime
) -> Told:
    """The price and the date that the customer is told when the item is added (decision 31)."""
    today = now.astimezone(terms.store.zone).date()
    price = entitled(item, quantity, now).amount
    return Told(price, stock.expected_for(quantity, today))


def lowest_price(work: Work, before: Loaded, line_id: int) -> int:
    """The lowest price that the actor's team may give on this line, in minor units."""
    line = require_item(before.order, line_id)
    return floor_for(work, before.facts[line.item_id], line.quantity)


def floor_for(work: Work, item: CatalogueItem, quantity: int) -> int:
    """The lowest price per unit of so many that the actor's team may give, in minor units."""
    within = [
        limit.percent_off
        for limit in work.actor.limits
        if limit.category_id is None or limit.category_id in item.category_ids
    ]
    price = entitled(item, quantity, work.now).amount
    return floor_price(price, max(within, default=None))


def require_override_allowed(work: Work, before: Loaded, line_id: int, quantity: int) -> None:
    """Raise Refused where a price agreed for many would be beyond the limit for fewer.

    An order that is blocked for this price anyway may go on: somebody will look at it.
    """
    line = require_item(before.order, line_id)
    item = before.facts[line.item_id]
    price = line.override_price
    dearer = (
        entitled(item, quantity, work.now).amount > entitled(item, line.quantity, work.now).amount
    )
    if price is None or not dearer or is_blocked_for(before.order, PRICE_OVERRIDE, line_id):
        return
    floor = floor_for(work, item, quantity)
    if price < floor:
        raise Refused("price.beyond_limit_for_fewer", floor=Money(floor, before.order.currency))
