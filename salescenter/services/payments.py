"""Payments: what pays for an order, and what has to be asked of the payment provider.

Taking a card means asking the provider for a capture: the customer keys it in on the phone or on a
link, and token, brand, last four and expiry come back. The desk has no field for a card number.
"""

from dataclasses import dataclass

from salescenter.domain.errors import NotFound, Refused
from salescenter.domain.events import CaptureProgressed
from salescenter.domain.order import Order, OrderStatus, Payment, PaymentMethod
from salescenter.domain.order_payments import (
    coverage,
    require_open_for_payment,
    require_payment,
    retried,
    settled,
    with_payment,
    without_payment,
)
from salescenter.domain.payment import Intention, IntentionKind, IntentionState
from salescenter.domain.permissions import Permission
from salescenter.services.gate import Gate
from salescenter.services.orders.authorisations import intend_authorisations
from salescenter.services.orders.desk import OrderDesk
from salescenter.services.orders.loaded import Loaded
from salescenter.services.orders.views import AddPayment, OnOrder, OnPayment, OrderStep
from salescenter.services.verbs import Service, reading, wish, writing
from salescenter.services.work import Work


@wish
class StartCapture(OnOrder):
    """Let the customer key in a card: for a fixed amount in minor units, or None for the rest."""

    amount: int | None = None


@wish
class CaptureById:
    """One capture."""

    intention_id: int


@wish
class CapturesOf:
    """The captures of an order that are still under way."""

    order_id: int


@dataclass(frozen=True, slots=True)
class Capture:
    """How far a capture is; ``session_ref`` is the provider's name for it once it has begun."""

    intention_id: int
    order_id: int
    amount: int
    currency: str
    state: IntentionState
    session_ref: str = ""


class PaymentService(Service):
    """The verbs about payments."""

    def __init__(self, gate: Gate, desk: OrderDesk) -> None:
        super().__init__(gate)
        self._desk = desk

    @writing("payment.add", Permission.PAYMENT_ADD)
    def add(self, work: Work, wish: AddPayment) -> OrderStep:
        """Add a payment that needs no card."""
        if wish.method is PaymentMethod.CARD:
            raise Refused("payment.card_by_capture")
        before = self._open(work, wish)
        payment = Payment(id=0, method=wish.method, amount=wish.amount)
        after, _ = with_payment(before.order, payment, _total(before))
        after = settled(after, _total(before))
        parameters = {"method": str(wish.method)}
        return self._desk.save(work, before, after, "payment.add", parameters)

    @writing("payment.remove", Permission.PAYMENT_ADD)
    def remove(self, work: Work, wish: OnPayment) -> OrderStep:
        """Take a payment off again; not once the provider has its authorization."""
        before = self._open(work, wish)
        payment = require_payment(before.order, wish.payment_id)
        after = settled(without_payment(before.order, wish.payment_id), _total(before))
        parameters = {"method": str(payment.method)}
        return self._desk.save(work, before, after, "payment.remove", parameters)

    @writing("payment.retry", Permission.PAYMENT_ADD)
    def retry(self, work: Work, wish: OnPayment) -> OrderStep:
        """Ask the provider again for the authorization of a declined card."""
        before = self._open(work, wish)
        if before.order.status is not OrderStatus.PENDING_PAYMENT:
            raise Refused("payment.order_closed", number=before.order.number)
        total = _total(before)
        after = retried(before.order, wish.payment_id, total)
        step = self._desk.save(work, before, after, "payment.retry", {"line": wish.payment_id})
        intend_authorisations(work, after, total, only=wish.payment_id)
        return step

    @writing("payment.start_capture", Permission.PAYMENT_ADD)
    def start_capture(self, work: Work, wish: StartCapture) -> Capture:
        """Ask the provider to let the customer key in a card."""
        before = self._open(work, wish)
        require_open_for_payment(before.order)
        amount = _capture_amount(before, wish.amount)
        intention = work.uow.payments.intend(
            Intention(
                id=0,
                key=f"{work.key}:capture",
                order_id=wish.order_id,
                kind=IntentionKind.CAPTURE,
                amount=amount,
                currency=before.order.currency,
                answer={"rest": wish.amount is None},
                created_at=work.now,
                asked=work.author,
            )
        )
        work.announce(CaptureProgressed(wish.order_id, intention.id, str(intention.state)))
        return _capture(intention)

    @writing("payment.cancel_capture", Permission.PAYMENT_ADD)
    def cancel_capture(self, work: Work, wish: CaptureById) -> Capture:
        """Stop waiting for a card; one that comes in after all is not put on the order."""
        intention = _require_capture(work, wish.intention_id)
        if intention.state is IntentionState.OPEN:
            work.uow.payments.end(intention.id, IntentionState.ABANDONED, {})
            work.announce(
                CaptureProgressed(intention.order_id, intention.id, str(IntentionState.ABANDONED))
            )
        return _capture(_require_capture(work, wish.intention_id))

    @reading("payment.captures", Permission.DESK_READ)
    def captures(self, work: Work, wish: CapturesOf) -> tuple[Capture, ...]:
        """Read the captures of an order that are still under way."""
        return tuple(
            _capture(intention)
            for intention in work.uow.payments.open_of(wish.order_id)
            if intention.kind is IntentionKind.CAPTURE
        )

    @reading("payment.capture", Permission.DESK_READ)
    def capture(self, work: Work, wish: CaptureById) -> Capture:
        """Read how far a capture is."""
        return _capture(_require_capture(work, wish.intention_id))

    def _open(self, work: Work, wish: OnOrder) -> Loaded:
        return self._desk.open_for_change(work, wish.order_id, wish.version)


def _total(loaded: Loaded) -> int:
    return loaded.priced.totals.total


def _capture_amount(before: Loaded, wanted: int | None) -> int:
    """What the provider is told; raises Refused as adding the payment itself would."""
    order: Order = before.order
    candidate = Payment(id=0, method=PaymentMethod.CARD, amount=wanted)
    after, payment_id = with_payment(order, candidate, _total(before))
    share = coverage(after, _total(before)).share(payment_id)
    if not share:
        raise Refused("payment.nothing_to_pay")
    return share


def _require_capture(work: Work, intention_id: int) -> Intention:
    intention: Intention | None = work.uow.payments.get(intention_id)
    if intention is None or intention.kind is not IntentionKind.CAPTURE:
        raise NotFound("payment.no_capture")
    return intention


def _capture(intention: Intention) -> Capture:
    return Capture(
        intention_id=intention.id,
        order_id=intention.order_id,
        amount=intention.amount,
        currency=intention.currency,
        state=intention.state,
        session_ref=intention.session_ref,
    )
