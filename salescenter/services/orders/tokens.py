"""What charges a card stays between services and the provider: no view of an order shows it."""

from dataclasses import replace
from typing import Any

from salescenter.domain.order import Order


def without_tokens(order: Order) -> Order:
    """The order with its payments' tokens blank; the same value where there are none."""
    payments = order.payments
    for payment in order.payments:
        if payment.token:
            payments = payments.put(replace(payment, token=""))
    return order if payments is order.payments else replace(order, payments=payments)


def without_token(difference: tuple[Any, ...]) -> tuple[Any, ...]:
    """A difference as (path, before, after) with a payment's token blank."""
    path, *values = difference
    if path[0] != "payments":
        return difference
    if path[-1] == "token":
        return (path, "", "")
    whole = [{**each, "token": ""} if isinstance(each, dict) else each for each in values]
    return (path, *whole)
