"""What befalls an order: how it is paid, and what holds it up."""

from datetime import datetime, timedelta

from salescenter.domain.order import (
    Block,
    BlockKind,
    OrderStatus,
    Payment,
    PaymentMethod,
    PaymentState,
)
from salescenter.domain.store import StoreKind
from salescenter.services.demo.plan import Dice, Weighted
from salescenter.services.demo.users import CSR_ID, SUPERVISOR_ID

_BRAND, _EXPIRY = "SimCard", "2049-12"
_CONSUMERS = Weighted({"card": 68, "invoice": 20, "cash_on_delivery": 8, "check": 4})
_BUSINESSES = Weighted({"card": 18, "invoice": 76, "check": 6})
_TWO_PAYMENTS, _NOT_PAID_YET = 5, 60
_HELD, _WAS_HELD = 14, 2  # of a hundred open, and of a hundred shipped orders

# Reason, kind, comment, evidence.
_INCIDENTS = (
    ("address_check", BlockKind.AUTOMATIC, "", "Ship-to is far from every earlier one"),
    ("credit_check", BlockKind.AUTOMATIC, "", "Total is above the customer's usual orders"),
    ("quantity_check", BlockKind.AUTOMATIC, "", "Unusual quantity on a line"),
    ("customer_request", BlockKind.MANUAL, "Customer calls back about the colour", ""),
    ("suspected_fraud", BlockKind.MANUAL, "Caller could not name the billing address", ""),
)


def payments_of(
    status: OrderStatus, kind: StoreKind, total: int, first_id: int, stream: Dice
) -> tuple[Payment, ...]:
    """How it is paid: nothing yet, one payment, or two of which the second takes the rest."""
    taken = status is OrderStatus.PENDING or status is OrderStatus.CANCELED
    if not total or (taken and stream.happens(_NOT_PAID_YET)):
        return ()
    methods = _CONSUMERS if kind is StoreKind.B2C else _BUSINESSES
    if status is OrderStatus.PENDING_PAYMENT:
        return (_unsettled(first_id, stream),)
    if taken:
        return (Payment(first_id, PaymentMethod.INVOICE),)
    if total > 2 and stream.happens(_TWO_PAYMENTS):
        part = total // 2
        rest = Payment(first_id + 1, PaymentMethod.INVOICE, None)
        return (_card(first_id, PaymentState.AUTHORIZED, stream, part), rest)
    method = PaymentMethod(methods.draw(stream))
    if method is PaymentMethod.CARD:
        return (_card(first_id, PaymentState.AUTHORIZED, stream),)
    return (Payment(first_id, method),)


def _card(
    payment_id: int, state: PaymentState, stream: Dice, amount: int | None = None, reason: str = ""
) -> Payment:
    """A card as the simulated provider would have told of it; there is no number anywhere."""
    authorized = state is PaymentState.AUTHORIZED
    return Payment(
        id=payment_id,
        method=PaymentMethod.CARD,
        amount=amount,
        state=state,
        token=f"demo-{stream.below(10**9):09}",
        brand=_BRAND,
        last_four="0002" if state is PaymentState.DECLINED else "0001",
        expiry=_EXPIRY,
        reference=f"A{stream.below(10**8):08}" if authorized else "",
        reason=reason,
    )


def _unsettled(payment_id: int, stream: Dice) -> Payment:
    if stream.happens(65):
        return _card(payment_id, PaymentState.DECLINED, stream, reason="insufficient_funds")
    return _card(payment_id, PaymentState.REVIEW, stream)


def blocks_of(
    status: OrderStatus, changed: datetime, first_id: int, stream: Dice
) -> tuple[Block, ...]:
    """What holds it up, or did: open on orders that are under way, resolved on shipped ones."""
    is_shipped = status is OrderStatus.SHIPPED
    chance = _WAS_HELD if is_shipped else _HELD
    if status is OrderStatus.CANCELED or not stream.happens(chance):
        return ()
    code, kind, comment, evidence = stream.one_of(_INCIDENTS)
    return (
        Block(
            id=first_id,
            reason_code=code,
            kind=kind,
            comment=comment,
            evidence=evidence,
            placed_at=changed - timedelta(hours=19 if is_shipped else 0),
            placed_by=CSR_ID if kind is BlockKind.MANUAL else None,
            resolved_at=changed - timedelta(hours=18) if is_shipped else None,
            resolved_by=SUPERVISOR_ID if is_shipped else None,
        ),
    )
