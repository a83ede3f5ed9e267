"""How an order is paid: what covers the total, what is missing, what an answer changes."""

from dataclasses import dataclass, replace
from datetime import datetime

from salescenter.domain.customer import Customer
from salescenter.domain.errors import Problem, Refused
from salescenter.domain.money import Money
from salescenter.domain.order import (
    Order,
    OrderStatus,
    Payment,
    PaymentState,
)
from salescenter.domain.order_steps import require_status

# What the provider was told stands: such a payment of the rest does not shrink any more.
_AT_PROVIDER = frozenset(
    {
        PaymentState.AUTHORIZING,
        PaymentState.AUTHORIZED,
        PaymentState.REVIEW,
        PaymentState.UNKNOWN,
    }
)
OPEN_FOR_PAYMENT = frozenset({OrderStatus.PENDING, OrderStatus.PENDING_PAYMENT})


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the payments make of a total, in minor units of the order's currency.

    ``parts`` holds each payment's own share by its id. ``missing`` is below zero where fixed
    amounts exceed the total.
    """

    total: int
    covered: int
    parts: tuple[tuple[int, int], ...]

    @property
    def missing(self) -> int:
        """What no payment covers yet."""
        return self.total - self.covered

    @property
    def is_complete(self) -> bool:
        """Coverage must equal the total; a total of zero needs no payment (decision 27)."""
        return self.missing == 0

    def share(self, payment_id: int) -> int:
        """What one payment takes."""
        return dict(self.parts).get(payment_id, 0)


def coverage(order: Order, total: int) -> Coverage:
    """Who pays what: fixed amounts first, then those of *the rest* take what is left.

    Of these the ones that end somewhere come first, so that one without an end takes all beside.
    """
    counted = [payment for payment in order.payments if payment.counts]
    shares = {payment.id: payment.amount or 0 for payment in counted}
    rest = max(0, total - sum(shares.values()))
    following = [payment for payment in counted if payment.amount is None]
    for payment in sorted(following, key=_is_endless):
        share = rest if payment.most is None else min(rest, payment.most)
        shares[payment.id] = share
        rest -= share
    return Coverage(total, sum(shares.values()), tuple(shares.items()))


def _is_endless(payment: Payment) -> bool:
    """Whether it takes the rest, however much that is."""
    return payment.amount is None and payment.most is None


def require_open_for_payment(order: Order) -> None:
    """Raise Refused unless payments may be added or replaced (decision 27)."""
    if order.status not in OPEN_FOR_PAYMENT:
        raise Refused("payment.order_closed", number=order.number)


def with_payment(order: Order, payment: Payment, total: int) -> tuple[Order, int]:
    """With one more payment, and its number.

    Beside a fixed amount the payment of *the rest* shrinks. Raises Refused for an amount that is
    not positive, fixed amounts beyond the total, a second payment of *the rest*, and one on a
    placed order where nothing is left.
    """
    require_open_for_payment(order)
    if payment.amount is None:
        if _is_endless(payment) and any(
            known.counts and _is_endless(known) for known in order.payments
        ):
            raise Refused("payment.rest_twice")
        if not order.is_pending and coverage(order, total).missing <= 0:
            raise Refused("payment.replaced_already")
    elif payment.amount <= 0:
        raise Refused("payment.amount_range")
    elif payment.amount > (left := left_to_fix(order, total)):
        raise Refused("payment.too_much", left=Money(max(0, left), order.currency))
    numbered = replace(payment, id=order.next_part)
    changed = replace(order, payments=order.payments.put(numbered), next_part=numbered.id + 1)
    if not order.is_pending:
        changed = _promised(changed, total, numbered)
    return changed, numbered.id


def _promised(order: Order, total: int, payment: Payment) -> Order:
    """A payment of a placed order ends at what it takes now; one that is drawn is approved by that.

    So nothing that others leave is taken by a payment that nobody approved it of.
    """
    share = coverage(order, total).share(payment.id)
    if payment.amount is None:
        payment = replace(payment, most=share)
    if payment.is_drawn and share:
        payment = replace(payment, state=PaymentState.AUTHORIZED)
    return replace(order, payments=order.payments.put(payment))


def left_to_fix(order: Order, total: int) -> int:
    """What one more fixed amount may take, in minor units; below zero where too much is fixed."""
    covered = coverage(order, total)
    stands = sum(
        covered.share(payment.id)
        for payment in order.payments
        if payment.counts and (payment.amount is not None or payment.state in _AT_PROVIDER)
    )
    return total - stands


def require_payment(order: Order, payment_id: int) -> Payment:
    """The payment with this number; raises Refused when it is gone."""
    payment = order.payments.get(payment_id)
    if payment is None:
        raise Refused("payment.unknown")
    return payment


def without_payment(order: Order, payment_id: int) -> Order:
    """Without a payment; raises Refused while it is not known what the provider has of it."""
    require_open_for_payment(order)
    payment = require_payment(order, payment_id)
    if payment.state in (PaymentState.AUTHORIZING, PaymentState.UNKNOWN):
        raise Refused("payment.in_use")
    return replace(order, payments=order.payments.without(payment_id))


def with_answer(
    order: Order, payment_id: int, total: int, state: PaymentState, **answer: str
) -> Order:
    """With what the provider said of a payment, and the status that follows from it."""
    payment = order.payments.get(payment_id)
    if payment is None:
        return order
    changed = replace(payment, state=state, **answer)  # type: ignore[arg-type]
    return settled(replace(order, payments=order.payments.put(changed)), total)


def retried(order: Order, payment_id: int, total: int) -> Order:
    """With a declined payment asked for again; raises Refused when others took its place."""
    payment = require_payment(order, payment_id)
    if payment.state is not PaymentState.DECLINED:
        raise Refused("payment.not_declined")
    if payment.amount is None:
        replaced = coverage(order, total).missing <= 0
    else:
        replaced = payment.amount > left_to_fix(order, total)
    if replaced:
        raise Refused("payment.replaced_already")
    again = replace(payment, state=PaymentState.AUTHORIZING, most=None)
    asked = replace(order, payments=order.payments.put(again))
    return settled(_promised(asked, total, again), total)


def settled(order: Order, total: int) -> Order:
    """A submitted order goes on once its payments cover the total and all are approved."""
    if order.status is not OrderStatus.PENDING_PAYMENT:
        return order
    covered = coverage(order, total)
    asked = [payment for payment in order.payments if covered.share(payment.id)]
    if covered.is_complete and all(payment.is_settled for payment in asked):
        return replace(order, status=OrderStatus.PROCESSING)
    return order


def missing_for_submit(order: Order, total: int, customer: Customer | None) -> tuple[Problem, ...]:
    """Everything that keeps the order from being submitted, all at once, each with its place."""
    problems: list[Problem] = []
    if customer is None:
        problems.append(Problem("submit.customer", "customer"))
    elif not customer.is_active:
        problems.append(Problem("customer.disabled", "customer", {"name": customer.name}))
    if not len(order.items):
        problems.append(Problem("submit.items", "entry"))
    if any(delivery.address is None for delivery in order.deliveries):
        problems.append(Problem("submit.ship_to", "ship_to"))
    if any(not delivery.method for delivery in order.deliveries):
        problems.append(Problem("submit.method", "method"))
    if order.bill_to is None:
        problems.append(Problem("submit.bill_to", "bill_to"))
    covered = coverage(order, total)
    if not covered.is_complete:
        problems.append(_not_covered(covered.missing, order.currency))
    if customer is not None and any(_is_another_line(each, customer) for each in order.payments):
        problems.append(Problem("submit.credit_line", "payment"))
    return tuple(problems)


def _is_another_line(payment: Payment, customer: Customer) -> bool:
    """Whether it draws on the credit line of somebody else than the customer's organization."""
    whose = payment.organization_id
    return whose is not None and (
        customer.organization is None or customer.organization.id != whose
    )


def _not_covered(missing: int, currency: str) -> Problem:
    if missing > 0:
        return Problem("submit.payment", "payment", {"missing": Money(missing, currency)})
    return Problem("submit.payment_over", "payment", {"over": Money(-missing, currency)})


def submitted(order: Order, total: int, customer: Customer | None, now: datetime) -> Order:
    """Placed. Raises Refused with all that is missing.

    Card payments become *being authorized*, but for one whose rest came to nothing; an order whose
    payments need no approval goes on at once (decision 27). Each payment ends at what it takes now.
    """
    if not order.is_pending:
        raise Refused("order.not_pending", number=order.number)
    problems = missing_for_submit(order, total, customer)
    if problems:
        raise Refused("order.incomplete", problems)
    require_status(order, OrderStatus.PENDING_PAYMENT)
    placed = replace(order, status=OrderStatus.PENDING_PAYMENT, placed_at=now)
    covered = coverage(order, total)
    for payment in order.payments:
        if covered.share(payment.id) and not payment.is_settled:
            payment = replace(payment, state=PaymentState.AUTHORIZING)
        placed = _promised(placed, total, payment)
    return settled(placed, total)
