"""Where lines go, how and when: deliveries made, joined and dropped as lines are sent elsewhere.

A line names its delivery (decision 8). What is sent alike is one delivery: changing some lines of
one splits it, and making two alike joins them; a delivery without lines is dropped, but the last
one stays, since it says where the next line goes. What was agreed about the charge of a delivery
stays with that one: lines that leave it are charged in full, or as those that they join.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from salescenter.domain.address import Address
from salescenter.domain.errors import Refused
from salescenter.domain.money import MILLION, Rate
from salescenter.domain.order import Delivery, Order
from salescenter.domain.order_blocks import SHIPPING_OVERRIDE, Cause, blocked, unblocked
from salescenter.domain.order_steps import require_item, require_pending, tidied
from salescenter.domain.store import Store

MAX_DELIVERIES = 200


@dataclass(frozen=True, slots=True)
class Sending:
    """What is to be changed of how lines are sent; None leaves a field as it is."""

    address: Address | None = None
    method: str | None = None
    requested_date: date | None = None
    any_date: bool = False
    instructions: str | None = None
    ship_together: bool | None = None

    def of(self, delivery: Delivery) -> Delivery:
        """The delivery as it would be; ``any_date`` takes a requested date away."""
        kept = delivery.requested_date if not self.any_date else None
        return replace(
            delivery,
            address=self.address if self.address is not None else delivery.address,
            method=self.method if self.method is not None else delivery.method,
            requested_date=self.requested_date or kept,
            instructions=delivery.instructions if self.instructions is None else self.instructions,
            ship_together=(
                delivery.ship_together if self.ship_together is None else self.ship_together
            ),
        )


def require_date(wanted: date | None, today: date, most_days: int) -> None:
    """Raise Refused for a date that has passed, or lies further ahead than the desk allows."""
    if wanted is None:
        return
    latest = today + timedelta(days=most_days)
    if not today <= wanted <= latest:
        raise Refused("delivery.date_range", earliest=today, latest=latest)


def with_sending(order: Order, lines: Collection[int], sending: Sending, store: Store) -> Order:
    """With these lines (none named: all) sent otherwise.

    Raises Refused for a line that is gone, a method the store does not have, and too many
    deliveries.
    """
    require_pending(order)
    if sending.method is not None and sending.method not in {one.code for one in store.methods}:
        raise Refused("method.unknown", code=sending.method)
    return _moved(order, lines, sending.of)


def with_charge_override(
    order: Order,
    delivery_id: int,
    percent_off: int | None,
    reason: str,
    most: int,
    beyond: Cause | None,
) -> Order:
    """With so much less to pay for a delivery, in ten thousandths of a percent; None: in full.

    The percentage is what counts, not the amount (sales-center.md 7.2). ``most`` is what the CSR's
    team may give; more is refused, unless ``beyond`` says that the order shall be blocked for it.
    """
    require_pending(order)
    delivery = require_delivery(order, delivery_id)
    order = unblocked(order, SHIPPING_OVERRIDE, delivery_id)
    if percent_off is None:
        changed = replace(delivery, charge_percent_off=None, charge_reason="")
        return replace(order, deliveries=order.deliveries.put(changed))
    if not 0 <= percent_off <= MILLION:
        raise Refused("charge.percent_range")
    if not reason.strip():
        raise Refused("charge.reason_missing")
    if percent_off > most and beyond is None:
        raise Refused("charge.beyond_limit", most=Rate(most))
    changed = replace(delivery, charge_percent_off=percent_off, charge_reason=reason.strip())
    order = replace(order, deliveries=order.deliveries.put(changed))
    return blocked(order, beyond) if percent_off > most and beyond is not None else order


def with_expedite(order: Order, lines: Collection[int], *, expedite: bool) -> Order:
    """With these lines (none named: all) to leave as soon as they can, before others."""
    require_pending(order)
    items = order.items
    for line_id in lines or [line.id for line in order.items]:
        items = items.put(replace(require_item(order, line_id), expedite=expedite))
    return replace(order, items=items)


def is_whole(order: Order) -> bool:
    """Whether every line's delivery is there; what is taken back may name one that went."""
    return all(line.delivery_id in order.deliveries for line in order.items)


def require_delivery(order: Order, delivery_id: int) -> Delivery:
    """The delivery with this number; raises Refused when it is gone."""
    delivery = order.deliveries.get(delivery_id)
    if delivery is None:
        raise Refused("delivery.unknown", number=order.number)
    return delivery


def _moved(order: Order, lines: Collection[int], change: Callable[[Delivery], Delivery]) -> Order:
    chosen = {require_item(order, line_id).id for line_id in lines}
    everything = not chosen or len(chosen) == len(order.items)
    for delivery in order.deliveries:
        mine = [line.id for line in order.items if line.delivery_id == delivery.id]
        moving = mine if everything else [line for line in mine if line in chosen]
        if moving or (everything and not mine):
            order = _sent(order, delivery, moving, len(moving) == len(mine), change)
    return tidied(order)


def _sent(
    order: Order,
    delivery: Delivery,
    moving: Collection[int],
    whole: bool,
    change: Callable[[Delivery], Delivery],
) -> Order:
    """Lines of one delivery by the changed one: itself, one that is alike, or a new one."""
    wanted = change(delivery)
    if wanted == delivery:
        return order
    alike = next((one for one in order.deliveries if _way(one) == _way(wanted)), None)
    if alike is not None:
        return _carried(order, moving, alike.id)
    if whole:
        return replace(order, deliveries=order.deliveries.put(wanted))
    if len(order.deliveries) >= MAX_DELIVERIES:
        raise Refused("delivery.too_many", most=MAX_DELIVERIES)
    new = replace(_way(wanted), id=order.next_part)
    order = replace(order, deliveries=order.deliveries.put(new), next_part=new.id + 1)
    return _carried(order, moving, new.id)


def _way(delivery: Delivery) -> Delivery:
    """Where, how and when alone: the number and what was agreed about the charge left out."""
    return replace(delivery, id=0, charge_percent_off=None, charge_reason="")


def _carried(order: Order, moving: Collection[int], delivery_id: int) -> Order:
    items = order.items
    for line_id in moving:
        items = items.put(replace(items[line_id], delivery_id=delivery_id))
    return replace(order, items=items)
