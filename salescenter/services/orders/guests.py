"""Registering the guest of an order: until it is submitted, never after (sales-center.md 3.4)."""

from dataclasses import replace

from salescenter.domain.customer import Customer
from salescenter.domain.customer_steps import (
    Identity,
    registered,
    require_guest,
    with_identity,
    with_order_address,
)
from salescenter.domain.errors import Refused
from salescenter.domain.order import Order
from salescenter.domain.plain_text import clean
from salescenter.services.customers import require_customer, write_change, write_new
from salescenter.services.orders.views import RegisterGuest
from salescenter.services.work import Work

_NICKNAME = "home"


def register_guest(work: Work, order: Order, wish: RegisterGuest) -> Customer:
    """The customer that the guest of this order has become.

    Orders that the guest has submitted stay with the guest: then a customer of their own is made,
    with what is known of the guest. Raises Refused for an order without a guest.
    """
    if not order.is_pending:
        raise Refused("order.not_pending", number=order.number)
    if order.customer_id is None:
        raise Refused("submit.customer")
    before = require_customer(work, order.customer_id)
    require_guest(before)
    identity = Identity(
        clean(wish.last_name, "last_name", 64) or before.last_name,
        clean(wish.first_name, "first_name", 64) or before.first_name,
        before.title,
    )
    ship_to = next(iter(order.deliveries)).address
    after = registered(with_identity(with_order_address(before, ship_to, _NICKNAME), identity))
    if work.uow.orders.has_placed(before.id):
        new = replace(after, id=0, number="", version=0, created_at=work.now)
        return write_new(work, new, "customer.create")
    return write_change(work, before, after, "customer.register", {"number": before.number})
