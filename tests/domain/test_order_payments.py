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
    retried,
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


@given(st.lists(st.one_of(st.none(), st.integers(1, 9_000)), max_size=6), st.integers(0, 20_000))
def test_payments_that_are_taken_never_exceed_the_total_and_a_rest_makes_them_equal_it(
    amounts, total
):
    order = BARE
    for amount in amounts:
        fixed = sum(payment.amount or 0 for payment in order.payments)
        has_rest = any(payment.amount is None for payment in order.payments)
        fits = not has_rest if amount is None else fixed + amount <= total
        if fits:
            order, _ = with_payment(order, check(amount), total)
        else:
            assert refused(lambda a=amount, o=order: with_payment(o, check(a), total))
        covered = coverage(order, total)
        shares = dict(covered.parts)
        assert sum(shares.values()) == covered.covered == total - covered.missing
        assert covered.missing >= 0
        assert covered.is_complete or not any(p.amount is None for p in order.payments)
        assert all(shares[p.id] == p.amount for p in order.payments if p.amount is not None)


def test_the_rest_shrinks_beside_a_fixed_amount_until_the_fixed_ones_reach_the_total():
    order = paid(BARE, card(), check(2_500), check(7_500))

    assert coverage(order, TOTAL).share(10) == 0
    assert coverage(order, TOTAL).is_complete
    refusal = refused(lambda: paid(order, check(1)))
    assert refusal.code == "payment.too_much"
    assert "0.00 EUR" in str(refusal)


def test_a_rest_that_the_provider_knows_does_not_shrink_any_more():
    order = submitted(paid(READY, card()), TOTAL, ZOE, NOW)

    assert refused(lambda: paid(order, check(2_500))).code == "payment.too_much"
    declined = with_answer(order, 10, TOTAL, PaymentState.DECLINED)
    assert coverage(paid(declined, check(2_500)), TOTAL).missing == 7_500


def test_a_declined_payment_is_asked_for_again_unless_others_took_its_place():
    order = submitted(paid(READY, card(6_000), check(4_000)), TOTAL, ZOE, NOW)
    declined = with_answer(order, 10, TOTAL, PaymentState.DECLINED)
    replaced = with_payment(declined, check(6_000), TOTAL)[0]
    beside_the_rest = with_payment(declined, check(), TOTAL)[0]

    assert retried(declined, 10, TOTAL).payments[10].state is PaymentState.AUTHORIZING
    assert coverage(retried(beside_the_rest, 10, TOTAL), TOTAL).is_complete
    assert refused(lambda: retried(replaced, 10, TOTAL)).code == "payment.replaced_already"
    assert refused(lambda: retried(order, 10, TOTAL)).code == "payment.not_declined"
    assert refused(lambda: paid(replaced, check())).code == "payment.replaced_already"


def test_the_rest_of_a_declined_card_is_asked_for_only_while_nothing_else_takes_it():
    order = submitted(paid(READY, card()), TOTAL, ZOE, NOW)
    declined = with_answer(order, 10, TOTAL, PaymentState.DECLINED)

    assert retried(declined, 10, TOTAL).payments[10].state is PaymentState.AUTHORIZING
    again = with_payment(declined, card(state=PaymentState.AUTHORIZING), TOTAL)[0]
    assert refused(lambda: retried(again, 10, TOTAL)).code == "payment.replaced_already"


def test_a_rest_of_nothing_is_not_asked_for_and_holds_nothing_up():
    order = submitted(paid(READY, card(), check(TOTAL)), TOTAL, ZOE, NOW)

    assert order.status is OrderStatus.PROCESSING
    assert order.payments[10].state is PaymentState.READY


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


@pytest.mark.parametrize("state", [PaymentState.AUTHORIZING, PaymentState.UNKNOWN])
def test_a_payment_of_which_it_is_not_known_what_the_provider_has_cannot_be_taken_off(state):
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
