"""The Payment page by keyboard: covered or not, by which method, a card by the customer's hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from salescenter.domain.order import OrderStatus, Payment, PaymentMethod, PaymentState
from salescenter.domain.order_payments import coverage
from salescenter.domain.parts import Parts
from salescenter.services.orders.views import AddItem, AddPayment, OnPayment
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.payment_words import (
    PaymentRow,
    amount_words,
    authorization_words,
    coverage_words,
    expiry_text,
    state_words,
)
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.services.desks import key
from tests.ui.editors.paying import CARD_LIKE, paying_desk
from tests.ui.views.following import a_view

HOSTILE = '<b>Visa</b> <img src="file:///x.png">'


@pytest.fixture
def paying(monkeypatch, request):
    return paying_desk(monkeypatch, request)


# What is covered


def test_it_says_in_words_what_is_not_covered_and_when_everything_is(paying):
    paying.order(HW_4411=1)
    assert paying.coverage() == "€134.09 is not covered yet"
    paying.keys("F9")
    paying.wait_payments(1)
    assert paying.coverage() == "Everything is covered"
    assert paying.rows() == [["Invoice", "", "", "the rest: €134.09", "Needs no authorization"]]


@pytest.mark.parametrize(
    ("keys", "method"), [("F7", "cash_on_delivery"), ("F8", "check"), ("F9", "invoice")]
)
def test_one_key_takes_the_whole_rest_from_any_page(paying, keys, method):
    paying.at.an_order(HW_4411=1)
    paying.keys(keys)
    paying.at.wait(lambda: paying.payments() == [(method, None, "ready")])
    assert paying.at.editor.page() is paying.page


def test_the_rest_follows_the_total(paying):
    paying.order(HW_4411=1)
    paying.keys("F9")
    paying.wait_payments(1)
    paying.at.editor.show_page("items")
    paying.at.enter("PA-1121")
    paying.at.wait_lines("HW-4411", "PA-1121")
    paying.at.editor.show_page("payment")
    assert paying.coverage() == "Everything is covered"
    assert paying.rows()[0][3] == "the rest: €149.08"


def test_methods_are_reached_by_arrows_and_taken_by_enter(paying):
    paying.order()
    assert paying.at.focus is paying.page.bar.methods[PaymentMethod.CARD]
    for _step in range(3):
        paying.at.press(Qt.Key.Key_Right)
    assert paying.at.focus is paying.page.bar.methods[PaymentMethod.INVOICE]
    paying.at.press(Qt.Key.Key_Return)
    paying.wait_payments(1)
    assert paying.payments() == [("invoice", None, "ready")]


# Only an amount


def test_a_fixed_amount_is_typed_in_major_units(paying):
    paying.order(HW_4411=1)
    paying.page.bar.amount.setFocus()
    paying.at.type("20.50")
    paying.keys("F8")
    paying.wait_payments(1)
    assert paying.payments() == [("check", 2_050, "ready")]
    assert paying.coverage() == "€113.59 is not covered yet"
    assert paying.page.bar.amount.text() == ""
    paying.keys("F9")
    paying.wait_payments(2)
    assert paying.coverage() == "Everything is covered"


@pytest.mark.parametrize("typed", ["twenty", "1.2.3", "20.505", "-5", "0"])
def test_what_is_no_amount_is_said_beside_the_field_and_kept(paying, typed):
    paying.order()
    paying.page.bar.amount.setFocus()
    paying.at.type(typed)
    paying.keys("F8")
    paying.at.wait(lambda: paying.page.bar.problem() != "")
    assert paying.page.bar.amount.text() == typed
    assert paying.at.stored().order.payments == Parts()


def test_more_than_is_missing_is_refused_beside_the_field(paying):
    paying.order()
    paying.page.bar.amount.setFocus()
    paying.at.type("200")
    paying.keys("F8")
    paying.at.wait(lambda: "is left for a fixed amount" in paying.page.bar.problem())
    assert paying.page.bar.amount.text() == "200"
    paying.page.bar.amount.setFocus()
    paying.at.type("1")
    assert paying.page.bar.problem() == ""


def test_card_digits_are_refused_in_the_amount_and_do_not_stay_on_the_screen(paying):
    paying.order()
    paying.page.bar.amount.setFocus()
    paying.at.type(CARD_LIKE)
    assert paying.page.bar.problem() == (
        "This looks like a card number. Never type card numbers here."
    )
    assert paying.page.bar.amount.text() == ""


def test_there_is_no_field_for_a_card_number(paying):
    paying.order()
    fields = {field.objectName() for field in paying.page.findChildren(QLineEdit)}
    assert fields == {
        "payment-amount",
        "payment-number-gift_certificate",
        "payment-number-purchase_order",
        "simulation-filter",
    }


def test_enter_in_the_amount_goes_on_to_the_methods_and_takes_nothing(paying):
    paying.order()
    paying.page.bar.amount.setFocus()
    paying.at.type("20")
    paying.at.press(Qt.Key.Key_Return)
    assert paying.at.focus is paying.page.bar.methods[PaymentMethod.CARD]
    assert paying.page.capture.isHidden()
    assert paying.page.bar.amount.text() == "20"


# Taking off


def test_delete_takes_the_chosen_payment_off(paying):
    paying.order()
    paying.keys("F9")
    paying.wait_payments(1)
    paying.page.table.setFocus()
    paying.keys("Del")
    paying.wait_payments(0)
    assert paying.coverage() == "€134.09 is not covered yet"


def test_a_payment_taken_by_a_colleague_meanwhile_is_not_doubled(paying):
    paying.order()
    view = paying.at.view
    wish = AddPayment(
        order_id=view.order.id, version=view.order.version, method=PaymentMethod.CHECK
    )
    paying.at.colleague.services.payments.add(wish, key=key())
    paying.keys("F9")
    paying.at.wait(lambda: paying.page.bar.problem() != "")
    assert paying.page.bar.problem() == "One payment takes the rest already."
    assert paying.payments() == [("check", None, "ready")]


def test_a_payment_removed_by_a_colleague_is_gone_for_both(paying):
    paying.order()
    paying.keys("F9")
    paying.wait_payments(1)
    view = paying.at.view
    payment = next(iter(view.order.payments))
    wish = OnPayment(order_id=view.order.id, version=view.order.version, payment_id=payment.id)
    paying.at.colleague.services.payments.remove(wish, key=key())
    paying.page.remove()
    paying.wait_payments(0)
    assert paying.at.message() == ""


# After the order is submitted


def test_a_declined_card_is_replaced_by_another_method(paying):
    paying.order()
    paying.take_card("Declines")
    paying.submit()
    paying.errands()
    paying.at.wait(lambda: paying.payments()[0][2] == "declined")
    assert paying.rows()[0][4] == "Declined: not enough money on it"
    text = paying.page.submit_panel.order.text()
    assert text.startswith("SimCard •••• 0002 was declined: not enough money on it.")
    paying.keys("F9")
    paying.at.wait(lambda: paying.at.view.order.status is OrderStatus.PROCESSING)
    assert paying.page.submit_panel.order.text() == "All payments are approved."
    assert not paying.page.bar.isVisible()


def test_enter_asks_again_for_a_declined_card(paying):
    paying.order()
    paying.take_card("Declines")
    paying.submit()
    paying.errands()
    paying.at.wait(lambda: paying.payments()[0][2] == "declined")
    paying.page.table.setFocus()
    paying.at.press(Qt.Key.Key_Return)
    paying.at.wait(lambda: paying.payments()[0][2] == "authorizing")
    paying.errands()
    paying.at.wait(lambda: paying.payments()[0][2] == "declined")


def test_asking_again_without_a_declined_payment_says_why_not(paying):
    paying.order()
    paying.at.window.trigger("payment.retry")
    assert paying.at.message() == "No payment of this order was declined."


def test_an_authorized_payment_cannot_be_taken_off(paying):
    paying.order()
    paying.take_card()
    paying.submit()
    paying.errands()
    paying.at.wait(lambda: paying.at.view.order.status is OrderStatus.PROCESSING)
    paying.at.window.trigger("payment.remove")
    assert paying.at.message() == "The order takes no payments any more."


def test_a_draft_has_nothing_to_be_paid(paying):
    paying.at.new_order()
    paying.at.window.trigger("payment.invoice")
    assert paying.at.message() == "The order begins with a customer or an item."


# Words and looks


def row_of(state, **more):
    payment = Payment(1, PaymentMethod.CARD, state=state, brand="SimCard", last_four="0001", **more)
    return PaymentRow(payment, 1_240, "EUR", is_placed=True)


def test_states_are_words_with_their_reason():
    declined = PaymentState.DECLINED
    assert state_words(row_of(PaymentState.REVIEW)) == "In review at the provider"
    assert state_words(row_of(declined, reason="expired_card")) == (
        "Declined: the card is no longer valid"
    )
    assert state_words(row_of(declined, reason="do_not_honor")) == "Declined: do_not_honor"
    assert state_words(row_of(declined)) == "Declined"
    assert amount_words(row_of(declined)) == "—"
    assert amount_words(row_of(PaymentState.READY)) == "the rest: €12.40"
    assert amount_words(row_of(PaymentState.READY, amount=1_240)) == "€12.40"
    assert expiry_text(row_of(PaymentState.READY, expiry="2031-02").payment) == "02/31"


def with_payments(*payments, total=1_240, **order):
    view = a_view(payments=Parts(payments), **order)
    return replace(view, coverage=coverage(view.order, total))


def test_coverage_reads_as_a_sentence():
    check = Payment(1, PaymentMethod.CHECK, amount=2_000)
    assert coverage_words(with_payments()).text == "€12.40 is not covered yet"
    assert coverage_words(with_payments(check)).text == "Payments exceed the total by €7.60"
    assert coverage_words(with_payments(total=0)).text == "There is nothing to pay"
    canceled = with_payments(status=OrderStatus.CANCELED)
    assert coverage_words(canceled).text == "The order is canceled"


@pytest.mark.parametrize(
    ("state", "words", "tone"),
    [
        (PaymentState.AUTHORIZING, "SimCard •••• 0001 is being authorized…", Tone.INFO),
        (PaymentState.REVIEW, "The provider looks at SimCard •••• 0001 first", Tone.WARN),
        (PaymentState.UNKNOWN, "It is being found out whether SimCard •••• 0001", Tone.WARN),
        (PaymentState.DECLINED, "SimCard •••• 0001 was declined: the provider gives", Tone.ERROR),
    ],
)
def test_what_becomes_of_a_payment_says_what_to_do(state, words, tone):
    view = with_payments(row_of(state).payment, status=OrderStatus.PENDING_PAYMENT)
    said, meant = authorization_words(view)
    assert (said.startswith(words), meant) == (True, tone)


def test_words_of_orders_that_are_over():
    canceled = with_payments(status=OrderStatus.CANCELED, cancel_reason="too <b>late</b>")
    assert authorization_words(canceled) == ("Canceled: too <b>late</b>", Tone.MUTED)
    assert authorization_words(with_payments(status=OrderStatus.CANCELED))[0] == "Canceled."
    shipped = with_payments(total=0, status=OrderStatus.SHIPPED)
    assert authorization_words(shipped)[0] == "All payments are approved."
    waiting = with_payments(total=0, status=OrderStatus.PENDING_PAYMENT)
    assert authorization_words(waiting)[0] == "Waiting for the payment provider."
    open_rest = with_payments(status=OrderStatus.PENDING_PAYMENT)
    assert authorization_words(open_rest)[0] == "€12.40 is not covered. Take another payment."


def test_what_the_provider_says_shows_as_it_came_and_everything_has_a_name(paying):
    paying.order()
    paying.begin_capture()
    card = Payment(
        9, PaymentMethod.CARD, None, PaymentState.DECLINED, brand=HOSTILE, reason=HOSTILE
    )
    order = replace(
        paying.at.view.order, payments=Parts((card,)), status=OrderStatus.PENDING_PAYMENT
    )
    paying.page.show_order(replace(paying.at.view, order=order))
    assert HOSTILE in paying.rows()[0][1]
    assert HOSTILE in paying.page.submit_panel.order.text()
    assert find_rich_text(paying.page) == []
    assert find_unnamed(paying.page) == []
    paying.page.capture.stop()
    paying.at.wait(lambda: paying.page.capture.isHidden())


def test_the_tables_obey_qt(paying, qtmodeltester):
    paying.order()
    paying.begin_capture()
    qtmodeltester.check(paying.page.model)
    qtmodeltester.check(paying.page.capture.simulation.model)
    paying.page.capture.stop()
    paying.at.wait(lambda: paying.page.capture.isHidden())


def test_an_item_added_meanwhile_raises_what_is_not_covered(paying):
    paying.order()
    view = paying.at.view
    wish = AddItem(
        order_id=view.order.id,
        version=view.order.version,
        item_id=paying.at.desk.seed.items["PA-1121"],
    )
    paying.at.desk.services.lines.add_item(wish, key=key())
    paying.at.wait(lambda: paying.coverage() == "€149.08 is not covered yet")
