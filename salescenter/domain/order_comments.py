"""Writing on an order: for the house, or for the customer; possible at every status."""

from dataclasses import replace

from salescenter.domain.comment import OrderComment
from salescenter.domain.errors import Refused
from salescenter.domain.order import Order
from salescenter.domain.store import Store

LONGEST_COMMENT = 3_000
"""Characters, as in the original (sales-center.md 14.5)."""


def with_comment(order: Order, comment: OrderComment, store: Store) -> Order:
    """With one more comment; its id is drawn here. No channel: the order's own.

    Raises Refused ``comment.empty``, ``channel.unknown``.
    """
    if not comment.text:
        raise Refused("comment.empty")
    if comment.channel and comment.channel not in {each.code for each in store.channels}:
        raise Refused("channel.unknown", code=comment.channel)
    channel = comment.channel or order.channel
    made = replace(comment, id=order.next_part, channel=channel)
    return replace(order, comments=order.comments.put(made), next_part=made.id + 1)


def for_customer(order: Order) -> tuple[OrderComment, ...]:
    """What the customer reads too, in the order in which it was written."""
    return tuple(comment for comment in order.comments if comment.for_customer)
