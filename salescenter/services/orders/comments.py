"""Comments on an order: written at every status, never changed, in its history like any step."""

from dataclasses import replace

from salescenter.domain.comment import OrderComment
from salescenter.domain.order_comments import LONGEST_COMMENT, with_comment
from salescenter.domain.permissions import Permission
from salescenter.domain.plain_text import clean
from salescenter.services.gate import Gate
from salescenter.services.orders.desk import OrderDesk
from salescenter.services.orders.views import CommentOnOrder, OrderStep
from salescenter.services.verbs import Service, writing
from salescenter.services.work import Work


class CommentService(Service):
    """The verb that writes on an order; comments are read with the order."""

    def __init__(self, gate: Gate, desk: OrderDesk) -> None:
        super().__init__(gate)
        self._desk = desk

    @writing("order.comment", Permission.ORDER_EDIT)
    def comment(self, work: Work, wish: CommentOnOrder) -> OrderStep:
        """Write a comment on an order, for the house or for the customer; it stays as it is."""
        before = self._desk.open_for_change(work, wish.order_id, wish.version)
        comment = OrderComment(
            id=0,
            text=clean(wish.text, "comment", LONGEST_COMMENT, multiline=True),
            at=work.now,
            author_id=work.actor_id,
            channel=wish.channel,
            for_customer=wish.for_customer,
        )
        after = with_comment(before.order, comment, before.terms.store)
        step = self._desk.save(work, before, after, "order.comment")
        return replace(step, part_id=before.order.next_part)
