"""Payments through the services: captured, answered, declined, written down to whoever asked."""

import pytest

from salescenter.domain.errors import Busy, Refused
from salescenter.domain.events import OrderChanged
from salescenter.domain.journal import Subject
from salescenter.domain.order import OrderStatus, PaymentMethod, PaymentState
from salescenter.domain.payment import IntentionState
from salescenter.services.orders.views import (
    AddPayment,
    CancelOrder,
    OnOrder,
    OnPayment,
    OrderStep,
    StepsOf,
    SubmitOrder,
)
from salescenter.services.payments import CaptureById, StartCapture
from tests.services.desks import Desk


def test_a_card_is_captured_authorized_and_the_order_goes_on(desk):
    step = _ready_with_card(desk, "Approves")
    desk.services.errands.run_open()

    view = desk.view(step)
    (payment,) = view.order.payments
    assert payment.state is PaymentState.AUTHORIZED
    assert (payment.brand, payment.last_four) == ("SimCard", "0001")
    assert view.order.status is OrderStatus.PROCESSING


def test_a_declined_card_is_replaced_after_submit(desk):
    step = _ready_with_card(desk, "Declines")
    desk.services.errands.run_open()
    view = desk.view(step)
    assert view.order.status is OrderStatus.PENDING_PAYMENT
    assert view.coverage.missing == step.total

    step = _at(view)
    step = desk.do(desk.services.payments.add, AddPayment, step, method=PaymentMethod.CHECK)

    assert desk.view(step).order.status is OrderStatus.PROCESSING


def test_an_answer_that_got_lost_is_found_out_by_its_key(desk):
    step = _ready_with_card(desk, "Times out after")
    desk.services.errands.run_open()
    assert next(iter(desk.view(step).order.payments)).state is PaymentState.UNKNOWN

    desk.services.errands.run_open()

    view = desk.view(step)
    assert next(iter(view.order.payments)).state is PaymentState.AUTHORIZED
    assert view.order.status is OrderStatus.PROCESSING


def test_a_captured_card_is_a_fence_for_undo(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    capture = desk.do(desk.services.payments.start_capture, StartCapture, step)
    desk.key_in(capture)
    with pytest.raises(Refused) as refusal:
        desk.do(desk.services.orders.undo, OnOrder, _at(desk.view(step)))
    assert refusal.value.code == "undo.captured"


def test_a_captured_card_is_written_down_to_whoever_asked_for_it(desk, tmp_path):
    other = Desk.over(desk.services.database, desk.seed, tmp_path, "lead")
    step = desk.add(desk.new_order(), "HW-4411")
    capture = desk.do(desk.services.payments.start_capture, StartCapture, step)
    other.key_in(capture)  # another desk runs the errand

    view = desk.view(step)
    taken = desk.services.orders.history(StepsOf(order_id=step.order_id))[0]

    assert (taken.kind, taken.by, taken.role, taken.channel) == (
        "payment.capture",
        "Rep",
        "csr",
        "desk",
    )
    assert view.order.changed_by == desk.seed.users["rep"]
    assert (view.changed_by, other.view(step).changed_by) == ("Rep", "Rep")
    with desk.services.database.read() as uow:
        assert uow.journal.verify(Subject.ORDER, step.order_id) is None


def test_a_card_that_comes_in_does_not_end_what_can_be_done_again(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    capture = desk.do(desk.services.payments.start_capture, StartCapture, step)
    step = desk.do(desk.services.orders.undo, OnOrder, step)
    desk.key_in(capture)

    step = desk.do(desk.services.orders.redo, OnOrder, _at(desk.view(step)))

    assert len(desk.view(step).order.items) == 1


def test_what_the_provider_answers_is_written_down_to_the_system(desk):
    step = _ready_with_card(desk, "Approves")
    desk.services.errands.run_open()

    answer = desk.services.orders.history(StepsOf(order_id=step.order_id))[0]

    assert (answer.kind, answer.by, answer.role) == ("payment.answer", "", "system")


def test_a_fixed_amount_is_taken_beside_the_rest(desk):
    add = desk.services.payments.add
    step = desk.add(desk.new_order(), "HW-4411")
    step = desk.do(add, AddPayment, step, method=PaymentMethod.CHECK)
    step = desk.do(add, AddPayment, step, method=PaymentMethod.INVOICE, amount=5_000)

    covered = desk.view(step).coverage
    assert sorted(share for _, share in covered.parts) == [5_000, step.total - 5_000]
    assert covered.is_complete
    with pytest.raises(Refused) as refusal:
        desk.do(add, AddPayment, step, method=PaymentMethod.INVOICE, amount=step.total - 4_999)
    assert refusal.value.code == "payment.too_much"


def test_a_payment_can_be_taken_off_before_submit(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    step = desk.do(desk.services.payments.add, AddPayment, step, method=PaymentMethod.CHECK)
    payment = next(iter(desk.view(step).order.payments)).id
    step = desk.do(desk.services.payments.remove, OnPayment, step, payment_id=payment)

    assert len(desk.view(step).order.payments) == 0


def test_what_the_system_does_shows_my_own_next_step_back(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    capture = desk.do(desk.services.payments.start_capture, StartCapture, step)
    heard: list[OrderChanged] = []
    stop = desk.services.bus.subscribe(OrderChanged, heard.append)
    desk.key_in(capture)
    stop()

    assert heard[-1].view.undo.refusal == "undo.captured"
    assert heard[-1].view.undo == desk.view(step).undo


def _ready_with_card(desk, card):
    step = desk.add(desk.new_order(), "HW-4411")
    capture = desk.do(desk.services.payments.start_capture, StartCapture, step)
    desk.key_in(capture, card)
    step = _at(desk.view(step))
    return desk.do(desk.services.orders.submit, SubmitOrder, step, total=step.total)


def _at(view):
    order = view.order
    total = view.priced.totals.total
    return OrderStep(order.id, order.number, order.version, order.status, total, order.currency)


def test_customers_who_take_their_time_keep_nobody_else_waiting(desk):
    start = desk.services.payments.start_capture
    step = desk.add(desk.new_order(), "HW-4411")
    for _ in range(25):
        desk.do(start, StartCapture, step)
    desk.services.errands.run_open()
    other = desk.add(desk.new_order(1), "HW-4411")
    capture = desk.do(start, StartCapture, other)
    for _ in range(3):
        desk.services.errands.run_open()
    found = desk.services.payments.capture(CaptureById(intention_id=capture.intention_id))
    assert found.session_ref


def test_an_errand_that_cannot_be_run_keeps_no_other_from_being_run(desk, monkeypatch):
    step = desk.add(desk.new_order(), "HW-4411")
    first = desk.do(desk.services.payments.start_capture, StartCapture, step)
    second = desk.do(desk.services.payments.start_capture, StartCapture, step)
    errands = desk.services.errands
    run = errands._run

    def stumble(intention):
        if intention.id == first.intention_id:
            raise Busy
        run(intention)

    monkeypatch.setattr(errands, "_run", stumble)
    errands.run_open()
    found = desk.services.payments.capture(CaptureById(intention_id=second.intention_id))
    assert found.session_ref


def test_a_payment_taken_off_while_the_provider_approves_is_given_back(desk, monkeypatch):
    step = _ready_with_card(desk, "Goes to review")
    errands, gateway = desk.services.errands, desk.services.errands._gateway
    errands.run_open()
    view = desk.view(step)
    (payment,) = view.order.payments
    assert payment.state is PaymentState.REVIEW
    asked = gateway.outcome

    def approved_meanwhile(key):
        gateway.decide(key, approve=True)
        answer = asked(key)
        desk.do(desk.services.payments.remove, OnPayment, _at(view), payment_id=payment.id)
        return answer

    monkeypatch.setattr(gateway, "outcome", approved_meanwhile)
    errands.run_open()

    assert not desk.view(step).order.payments
    assert [charge.voided for charge in gateway.charges()] == [step.total]


def test_a_canceled_order_waits_for_no_card(desk):
    step = desk.add(desk.new_order(), "HW-4411")
    capture = desk.do(desk.services.payments.start_capture, StartCapture, step)
    desk.do(desk.services.orders.cancel, CancelOrder, step, reason="changed their mind")
    found = desk.services.payments.capture(CaptureById(intention_id=capture.intention_id))
    assert found.state is IntentionState.ABANDONED


def test_where_nothing_is_to_pay_no_card_is_asked_for(desk):
    step = desk.new_order()
    with pytest.raises(Refused) as caught:
        desk.do(desk.services.payments.start_capture, StartCapture, step)
    assert caught.value.code == "payment.nothing_to_pay"
