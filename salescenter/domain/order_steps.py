"""The steps an order can take: each is a pure function from an order to the next one.

A step that may not be taken raises Refused with a sentence for the CSR. Storing, pricing and
telling are not the business of a step.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from salescenter.domain.address import Address
from salescenter.domain.customer import AddressUse, Customer
from salescenter.domain.errors import Refused
from salescenter.domain.money import Money
from salescenter.domain.order import (
    MAX_QUANTITY,
    TRANSITIONS,
    Delivery,
    Order,
    OrderItem,
    OrderStatus,
)
from salescenter.domain.order_blocks import (
    PRICE_OVERRIDE,
    Cause,
    blocked,
    unblocked,
    without_parts,
)
from salescenter.domain.parts import Parts
from salescenter.domain.store import Store

MAX_CODES = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What the customer is told when a line is taken: unit price in minor units, and the date."""

    price: int
    date: date | None


def new_order(order_id: int, number: str, store: Store, channel: str, now: datetime) -> Order:
    """An order with nothing on it yet but the one delivery that its lines will go by."""
    first = Delivery(id=1, method=store.methods[0].code if store.methods else "")
    return Order(
        id=order_id,
        number=number,
        store_id=store.id,
        currency=store.currency,
        channel=channel or (store.channels[0].code if store.channels else ""),
        deliveries=Parts((first,)),
        next_part=2,
        created_at=now,
    )


def require_pending(order: Order) -> None:
    """Raise Refused unless the order is still being taken."""
    if not order.is_pending:
        raise Refused("order.not_pending", number=order.number)


def require_status(order: Order, wanted: OrderStatus) -> None:
    """Raise Refused unless the one table of transitions leads from here to ``wanted``."""
    if wanted not in TRANSITIONS[order.status]:
        raise Refused("order.transition", number=order.number, status=str(order.status))


def require_item(order: Order, part_id: int) -> OrderItem:
    """The line with this number; raises Refused when it is gone."""
    item = order.items.get(part_id)
    if item is None:
        raise Refused("order.no_such_line", number=order.number)
    return item


def require_quantity(quantity: int) -> None:
    """Raise Refused unless the quantity is a whole number from 1 to 999,999 (decision 10)."""
    if not 1 <= quantity <= MAX_QUANTITY:
        raise Refused("quantity.range", most=MAX_QUANTITY)


def assigned(order: Order, customer: Customer, store: Store, currencies: Collection[str]) -> Order:
    """The order with its customer, proposing the addresses of the address book.

    The currency is the customer's if the store sells in it, fixed with the first line (decision
    10). Raises Refused for a disabled customer and one of another store.
    """
    require_pending(order)
    if customer.store_id != order.store_id:
        raise Refused("customer.other_store")
    if not customer.is_active:
        raise Refused("customer.disabled", name=customer.name)
    ship_to = customer.address_for(AddressUse.SHIPPING)
    deliveries = order.deliveries
    for delivery in deliveries:
        deliveries = deliveries.put(replace(delivery, address=ship_to))
    wanted = customer.currency if customer.currency in currencies else store.currency
    return replace(
        order,
        customer_id=customer.id,
        bill_to=customer.address_for(AddressUse.BILLING),
        deliveries=deliveries,
        currency=order.currency if len(order.items) else wanted,
    )


def with_channel(order: Order, code: str, store: Store) -> Order:
    """Taken on another business channel of the store."""
    require_pending(order)
    if code not in {channel.code for channel in store.channels}:
        raise Refused("channel.unknown", code=code)
    return replace(order, channel=code)


def is_ordinary(line: OrderItem) -> bool:
    """Whether more of the same may be added to it: nothing was agreed about this line alone."""
    agreed = (line.override_price, line.bundle_group, line.contract_id)
    return agreed == (None, None, None) and not line.expedite


def with_quantity(order: Order, part_id: int, quantity: int) -> Order:
    """With another quantity on a line."""
    require_pending(order)
    line = require_item(order, part_id)
    require_quantity(quantity)
    return replace(order, items=order.items.put(replace(line, quantity=quantity)))


def without_item(order: Order, part_id: int) -> Order:
    """Without a line."""
    require_pending(order)
    require_item(order, part_id)
    order = without_parts(order, {part_id})
    return tidied(replace(order, items=order.items.without(part_id)))


def tidied(order: Order) -> Order:
    """Without deliveries that no line goes by; one of them stays where none has a line."""
    used = {line.delivery_id for line in order.items}
    empty = [one.id for one in order.deliveries if one.id not in used]
    deliveries = order.deliveries
    gone = empty if used else empty[1:]
    for delivery_id in gone:
        deliveries = deliveries.without(delivery_id)
    return without_parts(replace(order, deliveries=deliveries), set(gone))


def code_key(text: str) -> str:
    """How promotion codes are compared: without case and surrounding blanks (promotions.md 6)."""
    return text.strip().casefold()


def with_code(order: Order, code: str) -> Order:
    """With a promotion code entered; entering it again changes nothing."""
    require_pending(order)
    if code_key(code) in map(code_key, order.codes):
        return order
    if len(order.codes) >= MAX_CODES:
        raise Refused("code.too_many", most=MAX_CODES)
    return replace(order, codes=(*order.codes, code.strip()))


def without_code(order: Order, code: str) -> Order:
    """Without a code; raises Refused when it was not entered."""
    require_pending(order)
    rest = tuple(entered for entered in order.codes if code_key(entered) != code_key(code))
    if len(rest) == len(order.codes):
        raise Refused("code.not_entered", code=code)
    return replace(order, codes=rest)


def with_override(
    order: Order, part_id: int, price: int | None, reason: str, floor: int, beyond: Cause | None
) -> Order:
    """With a negotiated price per unit on a line, or, with None, back to the entitled price.

    ``floor`` is the lowest price the CSR's team may give. Below it the price is refused, unless
    ``beyond`` says that the order shall be blocked for it (decision 34).
    """
    require_pending(order)
    line = require_item(order, part_id)
    order = unblocked(order, PRICE_OVERRIDE, part_id)
    if price is None:
        changed = replace(line, override_price=None, override_reason="")
        return replace(order, items=order.items.put(changed))
    if price < 0:
        raise Refused("price.negative")
    if not reason.strip():
        raise Refused("price.reason_missing")
    if price < floor and beyond is None:
        raise Refused("price.beyond_limit", floor=Money(floor, order.currency))
    changed = replace(line, override_price=price, override_reason=reason.strip())
    order = replace(order, items=order.items.put(changed))
    return blocked(order, beyond) if price < floor and beyond is not None else order


def floor_price(entitled: int, percent_off: int | None) -> int:
    """The lowest price a limit allows, in minor units; ``percent_off`` in ten thousandths.

    Raises Refused when the team has no limit: then it may not override at all.
    """
    if percent_off is None:
        raise Refused("price.no_limit")
    return -(-entitled * (1_000_000 - percent_off) // 1_000_000)


def with_bill_to(order: Order, address: Address) -> Order:
    """Billed to another address."""
    require_pending(order)
    return replace(order, bill_to=address)


def canceled(order: Order, reason: str) -> Order:
    """Called off, with the reason that the customer or the CSR gave (sales-center.md 4.6)."""
    require_pending(order)
    require_status(order, OrderStatus.CANCELED)
    if not reason.strip():
        raise Refused("order.cancel_reason_missing")
    return replace(order, status=OrderStatus.CANCELED, cancel_reason=reason.strip())
