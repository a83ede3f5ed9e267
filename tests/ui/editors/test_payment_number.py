"""Gift certificates and purchase orders on the Payment page, by keyboard; limits told before."""

import pytest
from PySide6.QtCore import Qt

from salescenter.domain.order import METHOD_NAMES, OrderStatus, PaymentMethod
from salescenter.services.orders.views import StepsOf
from salescenter.ui.editors.order.history_words import step_title
from tests.services import funds
from tests.ui.editors.paying import CARD_LIKE, paying_desk


@pytest.fixture
def paying(monkeypatch, request):
    return paying_desk(monkeypatch, request)


def test_a_certificate_is_taken_by_its_code_and_the_rest_by_one_key(paying):
    gift = funds.issue(paying.at.desk, 5_000)
    paying.order(HW_4411=1)
    paying.keys("Shift+F6")
    assert paying.at.focus is paying.page.number.field.editor
    paying.at.type("gift 7k2m 9qx4 tt31")
    paying.at.press(Qt.Key.Key_Return)
    paying.wait_payments(1)

    paying.at.wait(paying.page.number.isHidden)
    assert paying.page.number.field.editor.text() == ""
    assert paying.rows() == [
        ["Gift certificate", "•••• TT31", "", "€50.00", "Taken when the order is placed"]
    ]
    assert paying.coverage() == "€84.09 is not covered yet"
    paying.keys("F8")
    paying.wait_payments(2)
    paying.submit()
    assert funds.balance(paying.at.desk, gift) == 0
    assert paying.rows()[0][4] == "Taken from it"
    assert paying.at.view.order.status is OrderStatus.PROCESSING


def test_of_a_certificate_only_an_amount_may_be_taken(paying):
    funds.issue(paying.at.desk, 5_000)
    paying.order(HW_4411=1)
    paying.page.bar.amount.setFocus()
    paying.at.type("20")
    paying.keys("Shift+F6")
    paying.at.type(funds.CODE)
    paying.at.press(Qt.Key.Key_Return)
    paying.wait_payments(1)
    assert paying.payments() == [("gift_certificate", 2_000, "ready")]
    paying.at.wait(lambda: paying.page.bar.amount.text() == "")


def test_a_wrong_code_is_said_beside_the_field_and_kept_until_it_is_left(paying):
    paying.order()
    paying.keys("Shift+F6")
    paying.at.type("GIFT-0000-1111")
    paying.at.press(Qt.Key.Key_Return)
    number = paying.page.number
    paying.at.wait(lambda: number.field.problem() == "There is no such gift certificate.")
    assert number.field.editor.text() == "GIFT-0000-1111"
    assert paying.at.focus is number.field.editor
    paying.at.press(Qt.Key.Key_Escape)
    assert number.isHidden()
    assert number.field.editor.text() == number.field.problem() == ""


def test_card_digits_do_not_stay_in_the_code(paying):
    paying.order()
    paying.keys("Shift+F6")
    paying.at.type(CARD_LIKE)
    assert paying.page.number.field.editor.text() == ""
    assert "card number" in paying.page.number.field.problem()


def test_a_method_of_businesses_is_not_shown_to_others_and_its_key_says_why(paying):
    paying.order()
    paying.at.wait(lambda: paying.page.bar.methods[PaymentMethod.PURCHASE_ORDER].isHidden())
    paying.keys("Shift+F9")
    assert paying.at.message() == "This store does not take this method of payment."
    assert paying.page.number.isHidden()


def test_limits_are_told_before_they_are_met(paying):
    with paying.at.desk.services.database.write() as uow:
        uow.funds.put_limit(1, PaymentMethod.CASH_ON_DELIVERY, "EUR", 10_000)
    paying.order(HW_4411=1)
    means = paying.page.bar.findChild(object, "payment-means")
    paying.at.wait(lambda: means.text() == "Cash on delivery: €100.00 at most")
    paying.keys("F7")
    paying.at.wait(lambda: paying.page.bar.problem() != "")
    assert paying.page.bar.problem() == "This store takes at most €100.00 by this method."


def test_the_history_says_how_much_was_added_and_taken_off(paying):
    funds.issue(paying.at.desk, 5_000)
    paying.order(HW_4411=1)
    paying.keys("Shift+F6")
    paying.at.type(funds.CODE)
    paying.at.press(Qt.Key.Key_Return)
    paying.wait_payments(1)
    paying.keys("F8")
    paying.wait_payments(2)
    paying.page.table.select_row(1)
    paying.page.table.setFocus()
    paying.keys("Del")
    paying.wait_payments(1)

    wish = StepsOf(order_id=paying.at.view.order.id)
    steps = paying.at.desk.services.orders.history(wish)

    assert [step_title(step) for step in steps[:3]] == [
        "Remove payment: Check, the rest: €84.09",
        "Add payment: Check, the rest: €84.09",
        "Add payment: Gift certificate •••• TT31, €50.00",
    ]
    assert set(METHOD_NAMES) == set(PaymentMethod)


def test_a_business_pays_by_credit_line_and_purchase_order(paying):
    desk = paying.at.desk
    ada = funds.business(desk, limit=5_000)
    step = desk.add(funds.business_order(desk, ada), "HW-4411")
    paying.at.open(step).show_page("payment")
    means = paying.page.bar.findChild(object, "payment-means")
    paying.at.wait(lambda: means.text() == "Credit line: €50.00 of €50.00 left")
    shown = [method for method, one in paying.page.bar.methods.items() if not one.isHidden()]
    assert shown == [
        PaymentMethod.CARD,
        PaymentMethod.CHECK,
        PaymentMethod.INVOICE,
        PaymentMethod.PURCHASE_ORDER,
    ]
    paying.keys("F9")
    paying.wait_payments(1)
    paying.keys("Shift+F9")
    paying.at.type("PO 4711")
    paying.at.press(Qt.Key.Key_Return)
    paying.wait_payments(2)
    paying.at.wait(paying.page.number.isHidden)
    assert [row[:2] for row in paying.rows()] == [["Invoice", ""], ["Purchase order", "PO 4711"]]
    assert paying.rows()[0][3:] == ["€50.00", "On the credit line when placed"]
    assert paying.coverage() == "Everything is covered"
    paying.submit()
    assert funds.used(desk, ada) == 5_000
    assert paying.rows()[0][4] == "On the credit line"
