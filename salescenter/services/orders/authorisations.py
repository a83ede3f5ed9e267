"""What has to be asked of the payment provider for an order."""

from salescenter.domain.events import CaptureProgressed
from salescenter.domain.order import Order, PaymentState
from salescenter.domain.order_payments import coverage
from salescenter.domain.payment import Intention, IntentionKind, IntentionState
from salescenter.services.work import Work


def abandon_captures(work: Work, order_id: int) -> None:
    """Wait no longer for cards that customers were asked for: the order is called off."""
    for intention in work.uow.payments.open_of(order_id):
        if intention.kind is IntentionKind.CAPTURE:
            ended = IntentionState.ABANDONED
            work.uow.payments.end(intention.id, ended, {})
            work.announce(CaptureProgressed(order_id, intention.id, str(ended)))


def intend_authorisations(
    work: Work, order: Order, total: int, *, only: int | None = None, key: str = ""
) -> None:
    """Write down what has to be asked of the payment provider, in the verb's own transaction."""
    covered = coverage(order, total)
    for payment in order.payments:
        if payment.state is PaymentState.AUTHORIZING and only in (None, payment.id):
            work.uow.payments.intend(
                Intention(
                    id=0,
                    key=key or f"{work.key}:{payment.id}",
                    order_id=order.id,
                    kind=IntentionKind.AUTHORISE,
                    amount=covered.share(payment.id),
                    currency=order.currency,
                    payment_id=payment.id,
                    created_at=work.now,
                    asked=work.author,
                )
            )
