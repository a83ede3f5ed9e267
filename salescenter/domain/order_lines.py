"""Many lines in one step: a pasted block, a bundle, a selection changed or removed together."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from salescenter.domain.catalogue import CatalogueItem, PartOf
from salescenter.domain.errors import Refused
from salescenter.domain.order import Order, OrderItem
from salescenter.domain.order_steps import (
    Told,
    is_ordinary,
    require_item,
    require_pending,
    require_quantity,
    with_quantity,
    without_item,
)

MAX_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many of an item, and what the customer is told of it."""

    item: CatalogueItem
    quantity: int
    told: Told


def with_items(order: Order, wanted: Iterable[Wanted]) -> tuple[Order, tuple[int, ...]]:
    """With all of these, and the lines they went to; the same item raises its line (decision 10).

    Raises Refused for a quantity out of range, and for more lines than an order takes.
    """
    require_pending(order)
    delivery = next(iter(order.deliveries))
    known = {
        line.item_id: line.id
        for line in reversed(tuple(order.items))
        if line.delivery_id == delivery.id and is_ordinary(line)
    }
    lines: dict[int, None] = {}
    for each in wanted:
        require_quantity(each.quantity)
        line_id = known.get(each.item.id)
        if line_id is None:
            order, line_id = _added(order, _line(order, each, delivery.id))
            known[each.item.id] = line_id
        else:
            order = with_quantity(order, line_id, order.items[line_id].quantity + each.quantity)
        lines[line_id] = None
    return order, tuple(lines)


def with_item(order: Order, item: CatalogueItem, quantity: int, told: Told) -> tuple[Order, int]:
    """With so many more of an item, and the line's number."""
    order, (line_id,) = with_items(order, (Wanted(item, quantity, told),))
    return order, line_id


def with_bundle(
    order: Order, bundle: CatalogueItem, parts: Sequence[tuple[PartOf, Wanted]], times: int
) -> tuple[Order, tuple[int, ...]]:
    """With so many of a bundle: each part a line of its own, all of one group.

    Raises Refused for a bundle without parts.
    """
    require_pending(order)
    require_quantity(times)
    if not parts:
        raise Refused("item.bundle_empty", name=bundle.name)
    delivery_id = next(iter(order.deliveries)).id
    group = order.next_part
    order = replace(order, next_part=group + 1)
    lines = []
    for part, wanted in parts:
        each = replace(wanted, quantity=part.quantity * times)
        require_quantity(each.quantity)
        line = replace(_line(order, each, delivery_id), bundle_id=bundle.id, bundle_group=group)
        order, line_id = _added(order, line)
        lines.append(line_id)
    return order, tuple(lines)


def with_quantities(order: Order, lines: Collection[int], quantity: int) -> Order:
    """With the same quantity on each of these lines."""
    for line_id in lines:
        order = with_quantity(order, line_id, quantity)
    return order


def without_items(order: Order, lines: Collection[int]) -> Order:
    """Without these lines."""
    for line_id in lines:
        order = without_item(order, line_id)
    return order


def with_contract(order: Order, line_id: int, contract_id: int | None) -> Order:
    """With the prices of this contract on a line; None: the lowest price there is."""
    require_pending(order)
    line = require_item(order, line_id)
    return replace(order, items=order.items.put(replace(line, contract_id=contract_id)))


def group_of(order: Order, group: int) -> tuple[OrderItem, ...]:
    """The lines that came with one bundle."""
    return tuple(line for line in order.items if line.bundle_group == group)


def _line(order: Order, wanted: Wanted, delivery_id: int) -> OrderItem:
    return OrderItem(
        id=order.next_part,
        item_id=wanted.item.id,
        sku=wanted.item.sku,
        name=wanted.item.name,
        quantity=wanted.quantity,
        delivery_id=delivery_id,
        told_price=wanted.told.price,
        told_date=wanted.told.date,
    )


def _added(order: Order, line: OrderItem) -> tuple[Order, int]:
    if len(order.items) >= MAX_LINES:
        raise Refused("order.too_many_lines", most=MAX_LINES)
    return replace(order, items=order.items.put(line), next_part=line.id + 1), line.id
