"""What the store offers for an item on an order: its price, its date, how low it may be sold."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from salescenter.domain.catalogue import Availability, CatalogueItem
from salescenter.domain.errors import Refused
from salescenter.domain.money import Money
from salescenter.domain.order_blocks import PRICE_OVERRIDE, is_blocked_for
from salescenter.domain.order_lines import Wanted
from salescenter.domain.order_steps import Told, floor_price, require_item
from salescenter.domain.terms import Terms, entitled
from salescenter.services.catalogue import require_sold
from salescenter.services.orders.loaded import Loaded, organization_of
from salescenter.services.work import Work


def knowing(work: Work, before: Loaded, item_ids: Iterable[int]) -> Loaded:
    """With what has to be known of items that come to the order; raises NotFound, Refused."""
    new = [item_id for item_id in dict.fromkeys(item_ids) if not _is_known(before, item_id)]
    if not new:
        return before
    order, whose = before.order, organization_of(before.customer)
    facts = work.uow.items.facts(new, order.store_id, order.currency, whose)
    for item_id in new:
        require_sold(facts.get(item_id))
    stock = work.uow.items.availability(new)
    return replace(
        before,
        facts={**before.facts, **facts},
        availability={**before.availability, **stock},
    )


def _is_known(loaded: Loaded, item_id: int) -> bool:
    return item_id in loaded.facts and bool(loaded.facts[item_id].prices)


def wanted(loaded: Loaded, item_id: int, quantity: int, now: datetime) -> Wanted:
    """So many of a known item, with what the customer is told of it."""
    item, stock = loaded.facts[item_id], loaded.availability.get(item_id)
    told = told_of(loaded.terms, item, stock or Availability(item_id, 0), quantity, now)
    return Wanted(item, quantity, told)


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
