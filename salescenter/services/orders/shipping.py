"""Shipping of an order being taken: where lines go, how, when, and what is charged for it."""

from salescenter.domain.errors import Refused
from salescenter.domain.money import Rate
from salescenter.domain.order import Order
from salescenter.domain.order_blocks import SHIPPING_OVERRIDE, Cause, is_blocked_for
from salescenter.domain.order_deliveries import (
    Sending,
    require_date,
    require_delivery,
    with_charge_override,
    with_expedite,
    with_sending,
)
from salescenter.domain.permissions import Permission
from salescenter.domain.plain_text import clean
from salescenter.services.customers import clean_address
from salescenter.services.gate import Gate
from salescenter.services.orders.desk import OrderDesk
from salescenter.services.orders.loaded import Loaded
from salescenter.services.orders.views import (
    ExpediteLines,
    OnOrder,
    OrderStep,
    OverrideCharge,
    SendLines,
)
from salescenter.services.preferences import preferences_of
from salescenter.services.verbs import Service, writing
from salescenter.services.work import Work


class ShippingService(Service):
    """The verbs about deliveries."""

    def __init__(self, gate: Gate, desk: OrderDesk) -> None:
        super().__init__(gate)
        self._desk = desk

    @writing("order.send", Permission.ORDER_EDIT)
    def send(self, work: Work, wish: SendLines) -> OrderStep:
        """Say where lines go, how, when, with what instructions; deliveries follow from it."""
        before = self._open(work, wish)
        store = before.terms.store
        today = work.now.astimezone(store.zone).date()
        if wish.requested_date is not None:
            require_date(wish.requested_date, today, preferences_of(work).days_ahead)
        sending = Sending(
            address=clean_address(wish.address) if wish.address else None,
            method=wish.method,
            requested_date=wish.requested_date,
            any_date=wish.any_date,
            instructions=_instructions(wish),
            ship_together=wish.ship_together,
        )
        after = with_sending(before.order, wish.lines, sending, store)
        require_charges_allowed(work, before.order, after)
        parameters = {"lines": len(wish.lines) or len(before.order.items)}
        return self._desk.save(work, before, after, "delivery.send", parameters)

    @writing("order.expedite", Permission.ORDER_EDIT)
    def expedite(self, work: Work, wish: ExpediteLines) -> OrderStep:
        """Let lines leave as soon as they can, before others; or take that back."""
        before = self._open(work, wish)
        after = with_expedite(before.order, wish.lines, expedite=wish.expedite)
        kind = "item.expedite" if wish.expedite else "item.not_expedite"
        return self._desk.save(work, before, after, kind)

    @writing("order.override_charge", Permission.PRICE_OVERRIDE)
    def override_charge(self, work: Work, wish: OverrideCharge) -> OrderStep:
        """Take a percentage off what a delivery costs, within the team's limit or blocked."""
        before = self._open(work, wish)
        reason = clean(wish.reason, "reason", 254)
        most = self._most(work, before, wish) if wish.percent_off is not None else 0
        beyond = None
        if wish.accept_block and wish.percent_off is not None:
            facts = f"{Rate(wish.percent_off)} > {Rate(most)}"
            beyond = Cause(SHIPPING_OVERRIDE, wish.delivery_id, facts, work.now, work.actor_id)
        after = with_charge_override(
            before.order, wish.delivery_id, wish.percent_off, reason, most, beyond
        )
        kind = "delivery.override" if wish.percent_off is not None else "delivery.full_charge"
        parameters = {"percent": str(Rate(wish.percent_off or 0))}
        return self._desk.save(work, before, after, kind, parameters, reason=reason)

    @staticmethod
    def _most(work: Work, before: Loaded, wish: OverrideCharge) -> int:
        """The most that the actor's team may take off; raises Refused when it has no limit."""
        delivery = require_delivery(before.order, wish.delivery_id)
        limit = _limit(work, before.order.store_id, delivery.method)
        if limit is None:
            raise Refused("charge.no_limit")
        return limit

    def _open(self, work: Work, wish: OnOrder) -> Loaded:
        return self._desk.open_for_change(work, wish.order_id, wish.version)


def require_charges_allowed(work: Work, before: Order, after: Order) -> None:
    """Raise Refused where a delivery by another method would keep too much that was agreed off.

    What blocks the order already has been told, and stays.
    """
    for delivery in after.deliveries:
        known = before.deliveries.get(delivery.id)
        agreed = delivery.charge_percent_off
        if agreed is None or known is None or known.method == delivery.method:
            continue
        most = _limit(work, after.store_id, delivery.method) or 0
        if agreed > most and not is_blocked_for(after, SHIPPING_OVERRIDE, delivery.id):
            raise Refused("charge.beyond_limit_by_method", most=Rate(most))


def _limit(work: Work, store_id: int, method: str) -> int | None:
    return work.uow.users.shipping_limit(work.actor.user.team_id, store_id, method)


def _instructions(wish: SendLines) -> str | None:
    if wish.instructions is None:
        return None
    return clean(wish.instructions, "instructions", 500, multiline=True)
