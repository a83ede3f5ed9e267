"""The ledger's sums are what the order shows after any sequence of steps."""

from collections import Counter
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from salescenter.domain.errors import Refused
from salescenter.domain.ledger import held, movements
from salescenter.domain.order import OrderStatus, Payment, PaymentMethod, PaymentState
from salescenter.domain.order_payments import (
    coverage,
    retried,
    settled,
    submitted,
    with_answer,
    with_payment,
    without_payment,
)
from tests.domain.orders import NOW
from tests.domain.test_order_payments import READY, TOTAL, ZOE

amounts = st.one_of(st.none(), st.integers(1, TOTAL))
methods = st.sampled_from(
    [
        PaymentMethod.CARD,
        PaymentMethod.CHECK,
        PaymentMethod.GIFT_CERTIFICATE,
        PaymentMethod.CASH_ON_DELIVERY,
    ]
)
answers = st.sampled_from(
    [
        PaymentState.AUTHORIZED,
        PaymentState.DECLINED,
        PaymentState.REVIEW,
        PaymentState.UNKNOWN,
    ]
)
one_step = st.one_of(
    st.tuples(st.just("add"), methods, amounts),
    st.tuples(st.just("remove"), st.integers(0, 5)),
    st.tuples(st.just("answer"), st.integers(0, 5), answers),
    st.tuples(st.just("retry"), st.integers(0, 5)),
    st.tuples(st.just("total"), st.integers(0, 2 * TOTAL)),
    st.just(("submit",)),
    st.just(("cancel",)),
)
an_answer = st.tuples(st.just("answer"), st.integers(0, 2), answers)
placed = st.tuples(
    st.lists(st.tuples(st.just("add"), methods, st.integers(1, TOTAL // 3)), max_size=2),
    st.tuples(st.just("add"), st.just(PaymentMethod.CARD), st.none()),
    st.lists(an_answer, min_size=1, max_size=4),
).map(lambda made: [*made[0], made[1], ("submit",), *made[2]])
steps = st.tuples(st.one_of(placed, st.just([])), st.lists(one_step, max_size=15)).map(
    lambda made: [*made[0], *made[1]]
)


def _new(method, amount, is_pending):
    asked = method is PaymentMethod.CARD and not is_pending
    state = PaymentState.AUTHORIZING if asked else PaymentState.READY
    if method is PaymentMethod.GIFT_CERTIFICATE:
        return Payment(0, method, amount, state, most=3_000, certificate_id=7)
    return Payment(0, method, amount, state)


def _one(order, place):
    ids = [payment.id for payment in order.payments]
    return ids[place % len(ids)] if ids else 0


def _taken(order, total, step):
    """The order after one step as services take it, and its total; Refused leaves both."""
    kind, *args = step
    if kind == "add":
        order, _ = with_payment(order, _new(args[0], args[1], order.is_pending), total)
        return settled(order, total), total
    if kind == "remove":
        return settled(without_payment(order, _one(order, args[0])), total), total
    if kind == "retry":
        return retried(order, _one(order, args[0]), total), total
    if kind == "total":
        return order, args[0] if order.is_pending else total
    if kind == "submit":
        return submitted(order, total, ZOE, NOW), total
    if kind == "cancel":
        return replace(order, status=OrderStatus.CANCELED), total
    return _answered(order, total, *args), total


def _answered(order, total, place, state):
    """The provider answers what it was asked, and nothing else."""
    payment = order.payments.get(_one(order, place))
    asked = (PaymentState.AUTHORIZING, PaymentState.REVIEW, PaymentState.UNKNOWN)
    if payment is None or payment.state not in asked:
        return order
    return with_answer(order, payment.id, total, state)


_A_DECLINED_PART = [
    ("add", PaymentMethod.CARD, 3_000),
    ("add", PaymentMethod.CARD, None),
    ("submit",),
    ("answer", 1, PaymentState.AUTHORIZED),
    ("answer", 0, PaymentState.DECLINED),
]


@settings(max_examples=300, deadline=None)
@given(steps)
@example(_A_DECLINED_PART)
def test_sums_of_the_ledger_are_what_the_order_shows_after_any_steps(taken):
    order, total = READY, TOTAL
    ledger: Counter[int] = Counter()
    approved: dict[int, int] = {}
    for step in taken:
        try:
            after, now = _taken(order, total, step)
        except Refused:
            continue
        for each in movements(order, total, after, now):
            ledger[each.payment_id] += each.amount
            assert each.amount
        approved |= _newly_approved(order, after, now)
        order, total = after, now
        assert {one: units for one, units in ledger.items() if units} == held(order, total)
        _shares_fit(order, total)
        assert all(units <= approved[one] for one, units in held(order, total).items())


def _newly_approved(before, after, total):
    """What was approved of each payment by this step: an answer, or placing what needs none."""
    if before.is_pending and after.is_pending:
        return {}
    was = {} if before.is_pending else {p.id for p in before.payments if p.is_settled}
    covered = coverage(after, total)
    return {p.id: covered.share(p.id) for p in after.payments if p.is_settled and p.id not in was}


def _shares_fit(order, total):
    covered = coverage(order, total)
    assert sum(share for _, share in covered.parts) == covered.covered
    assert sum(held(order, total).values()) <= total
    if order.status is OrderStatus.PROCESSING:
        assert sum(held(order, total).values()) == total == covered.covered


def test_what_is_given_back_comes_before_what_is_taken():
    order = replace(READY, status=OrderStatus.PENDING_PAYMENT)
    first, one = with_payment(order, _new(PaymentMethod.CHECK, None, False), TOTAL)
    second, other = with_payment(
        replace(order, next_part=99), _new(PaymentMethod.CHECK, 4_000, False), TOTAL
    )

    found = [(each.payment_id, each.amount) for each in movements(first, TOTAL, second, TOTAL)]

    assert found == [(one, -TOTAL), (other, 4_000)]
