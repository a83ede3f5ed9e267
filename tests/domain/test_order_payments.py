"""Who pays what, what is missing, what an answer of the provider changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.address import Address
from salescenter.domain.customer import Customer, CustomerKind
from salescenter.domain.errors import Refused
from salescenter.domain.order import (
    Delivery,
    Order,
    OrderItem,
    OrderStatus,
    Payment,
    PaymentMethod,
    PaymentState,
)
from salescenter.domain.order_payments import (
    coverage,
    missing_for_submit,
    submitted,
    with_answer,
    with_payment,
    without_payment,
)
from salescenter.domain.parts import Parts
from tests.domain.orders import NOW

ADDRESS = Address("Zoë Müller", "Lindenallee 14", "", "Köln", "", "50968", "DE")
ZOE = Customer(3, "C-3", 1, CustomerKind.REGISTERED, "Müller")
TOTAL = 10_000
BARE = Order(1, "1000017", 1, "EUR", next_part=10)
READY = replace(
    BARE,
    customer_id=3,
    bill_to=ADDRESS,
    deliveries=Parts((Delivery(1, ADDRESS, "parcel"),)),
    items=Parts((OrderItem(2, 7, "HW-1", "Drill", 1, 1),)),
)


def card(amount=None, state=PaymentState.READY):
    return Payment(0, PaymentMethod.CARD, amount, state, token="t")


def check(amount=None):
    return Payment(0, PaymentMethod.CHECK, amount)


def paid(order, *payments):
    for payment in payments:
        order, _ = with_payment(order, payment, TOTAL)
    return order


def refused(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value


@given(st.lists(st.one_of(st.none(), st.integers(1, 5000)), max_size=6), st.integers(0, 20_000))
def test_shares_add_up_to_what_is_covered_and_the_rest_is_never_negative(amounts, total):
    payments = Parts(
        Payment(place, PaymentMethod.CHECK, amount) for place, amount in enumerate(amounts, 1)
    )
    covered = coverage(replace(BARE, payments=payments), total)

    assert sum(share for _, share in covered.parts) == covered.covered
    assert covered.covered + covered.missing == total
    assert all(share >= 0 for _, share in covered.parts)
    if None in amounts:
        assert covered.missing <= 0


def test_the_rest_follows_the_total():
    order = paid(BARE, check(2_500), check())

    assert coverage(order, 9_000).share(11) == 6_500
    assert coverage(order, 12_000).share(11) == 9_500


def test_a_declined_payment_covers_nothing():
    order = paid(BARE, card())
    declined = with_answer(order, 10, TOTAL, PaymentState.DECLINED)

    assert coverage(declined, TOTAL).missing == TOTAL


def test_payments_are_refused_that_make_no_sense():
    assert refused(lambda: paid(BARE, check(0))).code == "payment.amount_range"
    assert refused(lambda: paid(BARE, check(TOTAL + 1))).code == "payment.too_much"
    assert refused(lambda: paid(BARE, check(), card())).code == "payment.rest_twice"
    closed = replace(BARE, status=OrderStatus.PROCESSING)
    assert refused(lambda: paid(closed, check())).code == "payment.order_closed"


@pytest.mark.parametrize(
    "state", [PaymentState.AUTHORIZED, PaymentState.AUTHORIZING, PaymentState.UNKNOWN]
)
def test_a_payment_that_the_provider_has_cannot_be_taken_off(state):
    order = replace(BARE, payments=Parts((replace(card(state=state), id=4),)))

    assert refused(lambda: without_payment(order, 4)).code == "payment.in_use"


def test_everything_that_is_missing_is_said_at_once():
    problems = missing_for_submit(replace(BARE, deliveries=Parts((Delivery(1),))), TOTAL, None)

    assert [problem.code for problem in problems] == [
        "submit.customer",
        "submit.items",
        "submit.ship_to",
        "submit.method",
        "submit.bill_to",
        "submit.payment",
    ]


def test_an_incomplete_order_is_not_submitted_and_says_all():
    refusal = refused(lambda: submitted(READY, TOTAL, ZOE, NOW))

    assert refusal.code == "order.incomplete"
    assert [problem.code for problem in refusal.problems] == ["submit.payment"]
    assert "100.00 EUR" in str(refusal)


def test_an_order_paid_by_check_goes_on_at_once():
    order = submitted(paid(READY, check()), TOTAL, ZOE, NOW)

    assert order.status is OrderStatus.PROCESSING
    assert order.placed_at == NOW


def test_a_total_of_nothing_needs_no_payment():
    assert submitted(READY, 0, ZOE, NOW).status is OrderStatus.PROCESSING


def test_a_card_is_authorized_before_the_order_goes_on():
    order = submitted(paid(READY, card()), TOTAL, ZOE, NOW)

    assert order.status is OrderStatus.PENDING_PAYMENT
    assert order.payments[10].state is PaymentState.AUTHORIZING
    authorized = with_answer(order, 10, TOTAL, PaymentState.AUTHORIZED, reference="r1")
    assert authorized.status is OrderStatus.PROCESSING
    assert authorized.payments[10].reference == "r1"


def test_an_order_does_not_go_on_while_a_fixed_part_was_declined():
    order = submitted(paid(READY, card(6_000), check(4_000)), TOTAL, ZOE, NOW)
    declined = with_answer(order, 10, TOTAL, PaymentState.DECLINED)

    assert declined.status is OrderStatus.PENDING_PAYMENT
    replaced, _ = with_payment(declined, check(), TOTAL)
    assert coverage(replaced, TOTAL).is_complete


def test_an_answer_for_a_payment_that_is_gone_changes_nothing():
    assert with_answer(READY, 99, TOTAL, PaymentState.AUTHORIZED) == READY
