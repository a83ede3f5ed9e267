"""Gift certificates, credit lines, purchase orders, limits; the ledger that adds up."""

from datetime import date

import pytest

from salescenter.db.check import check
from salescenter.db.engine import Database
from salescenter.domain.errors import Refused
from salescenter.domain.order import OrderStatus, PaymentMethod, PaymentState
from salescenter.services.orders.views import (
    CancelOrder,
    OnPayment,
    OrderById,
    StepsOf,
    SubmitOrder,
)
from salescenter.services.payments import AddCertificate, StartCapture
from tests.services import funds
from tests.services.desks import Desk, key
from tests.services.funds import CODE, at, balance, by, by_certificate, issue, submit


def refused(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value


@pytest.fixture
def step(desk):
    return desk.add(desk.new_order(), "HW-4411")


# Gift certificates


def test_a_certificate_takes_what_is_on_it_and_a_card_or_check_the_rest(desk, step):
    gift = issue(desk, 5_000)
    step = by_certificate(desk, step)
    assert desk.view(step).coverage.missing == step.total - 5_000
    assert balance(desk, gift) == 5_000  # nothing is taken before the order is placed

    step = submit(desk, by(desk, step, PaymentMethod.CHECK))

    assert balance(desk, gift) == 0
    assert desk.view(step).order.status is OrderStatus.PROCESSING
    funds.require_even(desk, step)


def test_of_a_certificate_only_what_the_order_needs_is_taken(desk, step):
    gift = issue(desk, 100_000)
    submit(desk, by_certificate(desk, step))

    assert balance(desk, gift) == 100_000 - step.total


def test_a_code_counts_however_it_is_spaced_and_only_its_end_is_seen_again(desk, step):
    issue(desk)
    step = by_certificate(desk, step, code=" gift 7k2m 9qx4tt31 ")

    (payment,) = desk.view(step).order.payments
    history = desk.services.orders.history(StepsOf(order_id=step.order_id))
    assert payment.last_four == "TT31"
    with desk.services.database.read() as uow:
        stored = [
            str(row) for row in uow.all(_text("SELECT digest, last_four FROM gift_certificate"))
        ]
        kept = [str(row) for row in uow.all(_text("SELECT * FROM command"))]
        written = [str(row) for row in uow.all(_text("SELECT * FROM journal"))]
    for shown in (*stored, *kept, *written, repr(history), repr(payment)):
        assert "9QX4" not in shown.upper()
    wish = AddCertificate(order_id=1, version=1, code=CODE)
    assert "9QX4" not in repr(wish)


def _text(statement):
    from sqlalchemy import text

    return text(statement)


@pytest.mark.parametrize(
    ("made", "code", "amount", "says"),
    [
        ({}, "GIFT-0000-0000-0000", None, "payment.certificate_unknown"),
        ({}, "12", None, "payment.certificate_unknown"),
        ({"currency": "GBP"}, CODE, None, "payment.certificate_currency"),
        ({"valid_until": date(2001, 1, 1)}, CODE, None, "payment.certificate_over"),
        ({"amount": 0}, CODE, None, "payment.certificate_empty"),
        ({}, CODE, 5_001, "payment.certificate_short"),
        ({}, CODE, 0, "payment.amount_range"),
    ],
)
def test_a_certificate_that_does_not_pay_says_why(desk, step, made, code, amount, says):
    issue(desk, **made)
    assert refused(lambda: by_certificate(desk, step, amount, code)).code == says


def test_a_certificate_is_on_an_order_once_and_only_in_a_store_for_everybody(desk, step):
    issue(desk)
    once = by_certificate(desk, step)
    assert refused(lambda: by_certificate(desk, once)).code == "payment.certificate_twice"
    there = funds.business_order(desk, funds.business(desk))
    there = desk.add(there, "HW-4411")
    assert refused(lambda: by_certificate(desk, there)).code == "payment.not_in_store"


def test_the_second_order_on_one_certificate_is_told_what_is_left(desk, step):
    gift = issue(desk, 5_000)
    first = by(desk, by_certificate(desk, step), PaymentMethod.CHECK)
    other = by(
        desk, by_certificate(desk, desk.add(desk.new_order(1), "HW-4411")), PaymentMethod.CHECK
    )
    submit(desk, first)

    refusal = refused(lambda: submit(desk, other))

    assert refusal.code == "payment.certificate_short"
    assert "0.00" in str(refusal)
    assert balance(desk, gift) == 0
    assert desk.view(other).order.is_pending


def test_a_certificate_taken_off_a_placed_order_gets_its_balance_back(desk, step):
    gift = issue(desk, 5_000)
    step = by_certificate(desk, step)
    step = _with_card(desk, step, "Declines")
    assert balance(desk, gift) == 0
    view = desk.view(step)
    paid = next(each for each in view.order.payments if each.certificate_id is not None)
    assert view.coverage.missing == step.total - 5_000  # it takes nothing of what was declined

    step = desk.do(desk.services.payments.remove, OnPayment, at(view), payment_id=paid.id)

    assert balance(desk, gift) == 5_000
    funds.require_even(desk, step)
    submitted = by(desk, step, PaymentMethod.CHECK)
    assert desk.view(submitted).order.status is OrderStatus.PROCESSING
    funds.require_even(desk, submitted)


def test_a_certificate_may_replace_a_declined_card_and_is_taken_at_once(desk, step):
    gift = issue(desk, 50_000)
    step = _with_card(desk, step, "Declines")
    step = by_certificate(desk, step)

    assert desk.view(step).order.status is OrderStatus.PROCESSING
    assert balance(desk, gift) == 50_000 - step.total
    funds.require_even(desk, step)


def test_a_canceled_order_holds_nothing(desk, step):
    gift = issue(desk)
    step = by_certificate(desk, step)
    step = desk.do(desk.services.orders.cancel, CancelOrder, step, reason="no more")
    assert balance(desk, gift) == 5_000
    funds.require_even(desk, step)


def _with_card(desk, step, card):
    """The rest by a card, placed, and answered by the provider."""
    capture = desk.do(desk.services.payments.start_capture, StartCapture, step)
    desk.key_in(capture, card)
    step = submit(desk, at(desk.view(step)))
    desk.services.errands.run_open()
    return at(desk.view(step))


# Businesses


def test_an_invoice_of_a_business_draws_on_its_credit_line(desk):
    ada = funds.business(desk, limit=20_000)
    step = desk.add(funds.business_order(desk, ada), "HW-4411")
    step = by(desk, step, PaymentMethod.INVOICE)
    assert funds.used(desk, ada) == 0

    step = submit(desk, step)

    assert funds.used(desk, ada) == step.total
    assert desk.view(step).order.status is OrderStatus.PROCESSING
    funds.require_even(desk, step)


def test_beyond_the_credit_line_something_else_has_to_pay(desk):
    ada = funds.business(desk, limit=5_000)
    step = desk.add(funds.business_order(desk, ada), "HW-4411")
    assert refused(lambda: by(desk, step, PaymentMethod.INVOICE, 5_001)).code == (
        "payment.credit_short"
    )
    step = by(desk, step, PaymentMethod.INVOICE)
    assert desk.view(step).coverage.missing == step.total - 5_000
    assert refused(lambda: submit(desk, step)).code == "order.incomplete"

    step = submit(desk, by(desk, step, PaymentMethod.PURCHASE_ORDER, reference="PO 4711"))

    assert funds.used(desk, ada) == 5_000
    funds.require_even(desk, step)


def test_two_orders_on_one_credit_line_do_not_both_get_it(desk):
    ada = funds.business(desk, limit=20_000)
    steps = [
        by(desk, desk.add(funds.business_order(desk, ada), "HW-4411"), PaymentMethod.INVOICE)
        for _ in range(2)
    ]
    submit(desk, steps[0])
    refusal = refused(lambda: submit(desk, steps[1]))
    assert refusal.code == "payment.credit_short"
    assert funds.used(desk, ada) == steps[0].total


def test_without_a_credit_line_there_is_no_invoice_for_a_business(desk):
    ada = funds.business(desk, limit=None)
    step = desk.add(funds.business_order(desk, ada), "HW-4411")
    assert refused(lambda: by(desk, step, PaymentMethod.INVOICE)).code == "payment.no_credit_line"


def test_an_invoice_goes_with_the_organization_whose_credit_it_is(desk):
    from salescenter.services.orders.views import AssignCustomer

    ada, other = funds.business(desk), funds.business(desk)
    step = desk.add(funds.business_order(desk, ada), "HW-4411")
    step = by(desk, step, PaymentMethod.INVOICE)
    assign = desk.services.orders.assign_customer
    step = desk.do(assign, AssignCustomer, step, customer_id=other.id)

    refusal = refused(lambda: submit(desk, step))

    assert [each.code for each in refusal.problems] == ["submit.credit_line"]


def test_a_purchase_order_has_a_number_and_belongs_to_businesses(desk, step):
    ordered = PaymentMethod.PURCHASE_ORDER
    assert refused(lambda: by(desk, step, ordered, reference="1")).code == "payment.not_in_store"
    there = desk.add(funds.business_order(desk, funds.business(desk)), "HW-4411")
    assert refused(lambda: by(desk, there, ordered, reference=" ")).code == (
        "payment.reference_missing"
    )
    placed = submit(desk, by(desk, there, ordered, reference="PO 4711"))
    (payment,) = desk.view(placed).order.payments
    assert payment.reference == "PO 4711"
    funds.require_even(desk, placed)


def test_cash_on_delivery_ends_at_the_limit_of_the_store(desk, step):
    cash = PaymentMethod.CASH_ON_DELIVERY
    with desk.services.database.write() as uow:
        uow.funds.put_limit(1, cash, "EUR", 10_000)
    assert refused(lambda: by(desk, step, cash)).code == "payment.beyond_limit"
    assert refused(lambda: by(desk, step, cash, 10_001)).code == "payment.beyond_limit"
    step = submit(desk, by(desk, by(desk, step, cash, 10_000), PaymentMethod.CHECK))
    funds.require_even(desk, step)


def test_what_pays_in_a_store_is_told_with_its_limits(desk, step):
    with desk.services.database.write() as uow:
        uow.funds.put_limit(1, PaymentMethod.CASH_ON_DELIVERY, "EUR", 10_000)
    means = desk.services.payments.means(OrderById(order_id=step.order_id))
    assert PaymentMethod.PURCHASE_ORDER not in means.methods
    assert means.limits == ((PaymentMethod.CASH_ON_DELIVERY, 10_000),)
    assert means.credit is None
    there = funds.business_order(desk, funds.business(desk, limit=700, used=200))
    means = desk.services.payments.means(OrderById(order_id=there.order_id))
    assert means.credit.left == 500
    assert PaymentMethod.GIFT_CERTIFICATE not in means.methods


# Cards that are approved, and taken off all the same


def test_an_authorized_card_taken_off_is_given_back_by_the_provider(desk, step):
    capture = desk.do(desk.services.payments.start_capture, StartCapture, step, amount=5_000)
    desk.key_in(capture)
    step = _with_card(desk, at(desk.view(step)), "Declines")
    view = desk.view(step)
    approved = next(p for p in view.order.payments if p.state is PaymentState.AUTHORIZED)
    assert funds.ledger_of(desk, step) == {approved.id: 5_000}

    step = desk.do(desk.services.payments.remove, OnPayment, at(view), payment_id=approved.id)
    desk.services.errands.run_open()

    gateway = desk.services.errands._gateway
    assert [charge.voided for charge in gateway.charges() if charge.voided] == [5_000]
    assert funds.ledger_of(desk, step) == {}
    funds.require_even(desk, step)


def test_an_approved_card_does_not_stand_for_more_than_was_approved(desk, step):
    first = desk.do(desk.services.payments.start_capture, StartCapture, step)
    desk.key_in(first)
    step = at(desk.view(step))
    second = desk.do(desk.services.payments.start_capture, StartCapture, step, amount=5_000)
    desk.key_in(second, "Declines")
    step = submit(desk, at(desk.view(step)))
    desk.services.errands.run_open()

    view = desk.view(step)
    assert view.coverage.missing == 5_000
    assert view.order.status is OrderStatus.PENDING_PAYMENT
    funds.require_even(desk, step)


# Two desks at once


@pytest.mark.parametrize("what", ["certificate", "credit"])
def test_of_two_desks_at_once_one_gets_what_is_left(desk, database_url, tmp_path, what):
    """The first has taken it and not committed yet: the second waits, and is told."""
    from tests.services.test_at_once import meanwhile

    other_database = Database.open(database_url)
    other = Desk.over(other_database, desk.seed, tmp_path, "lead")
    first, second, left = _rivals(desk, what)
    wish = SubmitOrder(order_id=first.order_id, version=first.version, total=first.total)
    with meanwhile(database_url, lambda: submit(other, second)) as (answer, begin):
        _submit_holding(desk, wish, begin)
    other_database.close()

    assert answer.exception().code in ("payment.certificate_short", "payment.credit_short")
    assert left() == 0
    funds.require_even(desk, first)


def _submit_holding(desk, wish, begin):
    """Submit; between taking and committing the other one begins."""
    from salescenter.services.orders import desk as module

    taken = vars(module)["post"]
    once: list[int] = []

    def post(*args):
        taken(*args)
        if not once:
            once.append(1)
            begin()

    setattr(module, "post", post)  # noqa: B010 - it is not the module's own to name
    try:
        desk.services.orders.submit(wish, key=key())
    finally:
        setattr(module, "post", taken)  # noqa: B010 - see above


def _rivals(desk, what):
    if what == "certificate":
        gift = issue(desk, 5_000)
        made = [
            by(
                desk,
                by_certificate(desk, desk.add(desk.new_order(place), "HW-4411")),
                PaymentMethod.CHECK,
            )
            for place in (0, 1)
        ]
        return *made, lambda: balance(desk, gift)
    ada = funds.business(desk, limit=10_000)
    made = [
        by(
            desk,
            by(
                desk,
                desk.add(funds.business_order(desk, ada), "HW-4411"),
                PaymentMethod.INVOICE,
                10_000,
            ),
            PaymentMethod.CHECK,
        )
        for _ in range(2)
    ]
    return *made, lambda: 10_000 - funds.used(desk, ada)


# What doctor finds


@pytest.mark.parametrize(
    ("statement", "subject"),
    [
        ("UPDATE gift_certificate SET balance = balance + 1", "Gift certificates"),
        ("UPDATE ledger_entry SET amount = amount - 1", "Ledger and orders"),
        ("UPDATE ledger_entry SET amount = amount + 1", "Ledger and payments"),
        ("DELETE FROM ledger_entry WHERE certificate_id IS NOT NULL", "Gift certificates"),
        ("DELETE FROM payment WHERE certificate_id IS NOT NULL", "Ledger and payments"),
        ("UPDATE credit_line SET used = used + 1", "Credit lines"),
        ("UPDATE sales_order SET status = 'canceled'", "Ledger and orders"),
    ],
)
def test_what_was_done_to_the_money_behind_the_program_is_found(desk, step, statement, subject):
    issue(desk, 5_000)
    funds.business(desk)
    submit(desk, by(desk, by_certificate(desk, step), PaymentMethod.CHECK))
    with desk.services.database.write() as uow:
        uow.execute(_text(statement))

    found = {each.subject for each in check(desk.services.database) if each.is_trouble}

    assert subject in found
