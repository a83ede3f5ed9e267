"""The ledger of payments: what a step of an order holds for it, and what it gives back.

Held is what of a placed order's total is approved: a card's authorization, what was taken from a
certificate or a credit line, what needs no approval. A ledger's sums by payment are at any time
what ``held`` says of the order.
"""

from dataclasses import dataclass

from salescenter.domain.order import Order, OrderStatus, Payment, PaymentMethod
from salescenter.domain.order_payments import coverage

_HOLDS_NOTHING = frozenset({OrderStatus.PENDING, OrderStatus.CANCELED})


@dataclass(frozen=True, slots=True)
class Movement:
    """So much of a payment, in minor units: above nothing held, below nothing given back."""

    payment_id: int
    method: PaymentMethod
    amount: int
    certificate_id: int | None = None
    organization_id: int | None = None


def held(order: Order, total: int) -> dict[int, int]:
    """What is held for an order by payment, in minor units; payments of nothing are left out."""
    if order.status in _HOLDS_NOTHING:
        return {}
    covered = coverage(order, total)
    return {
        payment.id: covered.share(payment.id)
        for payment in order.payments
        if payment.counts and payment.is_settled and covered.share(payment.id)
    }


def movements(
    before: Order, before_total: int, after: Order, after_total: int
) -> tuple[Movement, ...]:
    """What leads from one version's holdings to the next one's; what is given back comes first."""
    if before.status in _HOLDS_NOTHING and after.status in _HOLDS_NOTHING:
        return ()
    was, now = held(before, before_total), held(after, after_total)
    found = [
        _movement(
            before.payments.get(one) or after.payments[one], now.get(one, 0) - was.get(one, 0)
        )
        for one in sorted(was.keys() | now.keys())
        if now.get(one, 0) != was.get(one, 0)
    ]
    return tuple(sorted(found, key=_order_of_rows))


def _movement(payment: Payment, amount: int) -> Movement:
    return Movement(
        payment.id, payment.method, amount, payment.certificate_id, payment.organization_id
    )


def _order_of_rows(movement: Movement) -> tuple[bool, int, int]:
    """Back before out; then by row, so that two desks never wait for each other crosswise."""
    return (movement.amount > 0, movement.certificate_id or 0, movement.organization_id or 0)
