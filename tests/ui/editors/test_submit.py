"""Submitting: what is missing all at once, the number large, a total that has changed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import update

from salescenter.db import tables
from salescenter.domain.order import OrderStatus
from salescenter.domain.order_payments import missing_for_submit
from salescenter.services.orders.views import AddItem, StepsOf
from salescenter.ui.editors.order.payment_words import number_groups
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.services.desks import key
from tests.ui.editors.paying import paying_desk
from tests.ui.frame import named


@pytest.fixture
def paying(monkeypatch, request):
    return paying_desk(monkeypatch, request)


def submit_steps(paying):
    wish = StepsOf(order_id=paying.at.view.order.id)
    entries = paying.at.desk.services.orders.history(wish)
    return [entry.kind for entry in entries].count("order.submit")


def missing(paying):
    model = paying.page.submit_panel.missing.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def an_order_of_nobody(paying):
    paying.at.new_order()
    paying.at.enter("HW-4411")
    paying.at.wait_lines("HW-4411")


# What is missing


def test_everything_that_is_missing_is_said_at_once(paying):
    an_order_of_nobody(paying)
    paying.keys("Ctrl+Return")
    paying.at.wait(lambda: len(missing(paying)) == 4)
    assert paying.at.editor.page() is paying.page
    assert missing(paying) == [
        "The customer is missing.",
        "The shipping address is missing.",
        "The billing address is missing.",
        "Payments do not cover the total: €134.09 is missing.",
    ]
    assert named(paying.page, "missing-title").text() == (
        "4 things are missing before the order can be submitted"
    )
    assert paying.at.focus is paying.page.submit_panel.missing.table
    assert paying.at.stored().order.is_pending


def test_enter_on_what_is_missing_goes_there(paying):
    an_order_of_nobody(paying)
    paying.keys("Ctrl+Return")
    paying.at.wait(lambda: len(missing(paying)) == 4)
    paying.at.press(Qt.Key.Key_Return)
    assert paying.at.focus is paying.at.editor.header.customer
    paying.page.submit_panel.missing.take_focus()
    for _step in range(3):
        paying.at.press(Qt.Key.Key_Down)
    paying.at.press(Qt.Key.Key_Return)
    assert paying.at.focus.objectName() == "payment-take-card"


def test_the_list_gets_shorter_as_things_are_done_until_nothing_is_missing(paying):
    paying.order()
    paying.keys("Ctrl+Return")
    paying.at.wait(lambda: len(missing(paying)) == 1)
    paying.keys("F9")
    paying.at.wait(lambda: missing(paying) == [])
    assert named(paying.page, "missing-title").text() == (
        "Nothing is missing any more. Submit the order now."
    )
    paying.submit()
    assert paying.page.submit_panel.missing.isHidden()


def test_what_view_and_service_miss_is_the_same(paying):
    an_order_of_nobody(paying)
    view = paying.at.view
    assert view.missing == missing_for_submit(view.order, view.priced.totals.total, None)


def test_an_empty_draft_begins_with_a_customer_or_an_item(paying):
    paying.at.new_order()
    paying.keys("Ctrl+Return")
    paying.at.window.trigger("order.submit")
    assert paying.at.message() == "The order begins with a customer or an item."
    assert paying.at.editor.view is None


# The number


@pytest.mark.parametrize(
    ("number", "groups"),
    [("1002348", "10 0234 8"), ("1000017", "10 0001 7"), ("1234567897", "1 2345 6789 7")],
)
def test_a_number_is_read_out_in_groups_with_its_check_digit_apart(number, groups):
    assert number_groups(number) == groups


def test_submitting_from_the_items_shows_the_number_large(paying):
    paying.at.an_order(HW_4411=1)
    paying.keys("F9")
    paying.wait_payments(1)
    paying.at.editor.show_page("items")
    paying.submit()
    assert paying.at.editor.page() is paying.page
    number = paying.at.view.order.number
    placed = paying.page.submit_panel.order
    assert placed.isVisible()
    assert placed.number.text() == number_groups(number)
    assert placed.number.property("role") == "number"
    assert placed.number.accessibleName() == ("Order number, digit by digit: " + " ".join(number))
    assert placed.text() == "All payments are approved."
    assert paying.at.view.order.status is OrderStatus.PROCESSING
    assert paying.at.stored().order.status is OrderStatus.PROCESSING


def test_the_number_is_copied_by_enter(paying):
    paying.order()
    paying.keys("F9")
    paying.wait_payments(1)
    paying.submit()
    paying.at.wait(lambda: paying.at.focus.objectName() == "placed-copy")
    paying.at.press(Qt.Key.Key_Return)
    assert QApplication.clipboard().text() == paying.at.view.order.number


def test_pressed_twice_the_order_is_placed_once(paying):
    paying.order()
    paying.keys("F9")
    paying.wait_payments(1)
    paying.keys("Ctrl+Return")
    paying.keys("Ctrl+Return")
    paying.at.wait(lambda: not paying.at.view.order.is_pending)
    assert submit_steps(paying) == 1
    assert paying.at.message() == ""


def test_the_answer_of_the_provider_is_shown_when_it_comes(paying):
    paying.order()
    paying.take_card("Approves")
    paying.submit()
    assert paying.page.submit_panel.order.text() == "SimCard •••• 0001 is being authorized…"
    paying.errands()
    paying.at.wait(lambda: paying.at.view.order.status is OrderStatus.PROCESSING)
    assert paying.page.submit_panel.order.text() == "All payments are approved."


def test_an_answer_that_is_lost_says_that_nothing_has_to_be_done(paying):
    paying.order()
    paying.take_card("Times out a")
    paying.submit()
    paying.errands()
    paying.at.wait(lambda: paying.payments()[0][2] == "unknown")
    assert "Nothing has to be done" in paying.page.submit_panel.order.text()
    paying.errands()
    paying.at.wait(lambda: paying.at.view.order.status is OrderStatus.PROCESSING)


# When it is not as it was


def test_a_total_that_changed_is_told_and_asked_for_again(paying):
    paying.order()
    paying.keys("F9")
    paying.wait_payments(1)
    with paying.at.desk.services.database.write() as uow:
        uow.execute(update(tables.price).where(tables.price.c.item_id == 1).values(amount=13_900))
        uow.stores.raise_offer_version(1)
    paying.keys("Ctrl+Return")
    changed = paying.page.submit_panel.changed
    paying.at.wait(lambda: changed.text() != "")
    assert changed.text() == (
        "The total was €134.09 and is €144.09 now. Tell the customer, then submit again."
    )
    assert paying.at.stored().order.is_pending
    paying.at.wait(lambda: paying.at.view.priced.totals.total == 14_409)
    button = paying.at.focus
    assert button.accessibleName() == "Submit at €144.09"
    paying.at.press(Qt.Key.Key_Return)
    paying.at.wait(lambda: not paying.at.view.order.is_pending)
    assert changed.isHidden()
    assert paying.at.stored().priced.totals.total == 14_409


def test_an_order_that_a_colleague_changed_is_not_submitted_unasked(paying):
    paying.order()
    paying.keys("F9")
    paying.wait_payments(1)
    view = paying.at.view
    wish = AddItem(
        order_id=view.order.id,
        version=view.order.version,
        item_id=paying.at.desk.seed.items["PA-1121"],
    )
    paying.at.colleague.services.lines.add_item(wish, key=key())
    paying.keys("Ctrl+Return")
    paying.at.wait(lambda: paying.at.editor.clash.question() != "")
    assert "2 lines, €149.08" in paying.at.editor.clash.question()
    assert paying.at.stored().order.is_pending
    paying.at.editor.clash.keep_theirs()
    paying.submit()
    assert submit_steps(paying) == 1


def test_from_a_view_beside_the_key_only_goes_to_the_order(paying):
    paying.order()
    paying.keys("F9")
    paying.wait_payments(1)
    paying.at.window.show_view("blocks")
    assert not paying.at.editor.isAncestorOf(QApplication.focusWidget())
    paying.keys("Ctrl+Return")
    assert "Press the key again" in paying.at.message()
    assert paying.at.editor.isAncestorOf(QApplication.focusWidget())
    assert paying.at.view.order.is_pending
    paying.submit()


def test_an_order_that_is_submitted_cannot_be_submitted_again(paying):
    paying.order()
    paying.keys("F9")
    paying.wait_payments(1)
    paying.submit()
    paying.at.window.trigger("order.submit")
    assert paying.at.message() == "This can be done only while the order is pending."


def test_everything_at_the_end_of_an_order_has_a_name_and_shows_text_as_it_is(paying):
    an_order_of_nobody(paying)
    paying.keys("Ctrl+Return")
    paying.at.wait(lambda: len(missing(paying)) == 4)
    order = replace(
        paying.at.view.order, status=OrderStatus.CANCELED, cancel_reason="<b>too late</b>"
    )
    paying.page.submit_panel.order.show_order(replace(paying.at.view, order=order))
    assert paying.page.submit_panel.order.text() == "Canceled: <b>too late</b>"
    assert find_unnamed(paying.page) == []
    assert find_rich_text(paying.page) == []
