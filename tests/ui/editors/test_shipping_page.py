"""The Shipping page by keyboard: marked lines go elsewhere, otherwise, later."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from salescenter.domain.errors import Refused
from salescenter.services.customers import CustomerById
from salescenter.services.orders.views import CancelOrder, SendLines
from salescenter.ui.editors.order.shipping_dates import date_to_edit, typed_date
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.services.desks import key
from tests.ui.editors.shipping_desk import WIEN, Shipping
from tests.ui.frame import named

TODAY = date(2026, 11, 23)
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shipping(at_desk):
    return Shipping(at_desk)


# Lines and marks


def test_lines_stand_under_the_delivery_they_go_by(shipping):
    shipping.open(HW_4411=1, PA_1120=3)
    assert shipping.rows()[1:] == [
        "HW-4411  Cordless drill 18 V",
        "PA-1120  Wall paint white matt 10 l",
    ]
    assert shipping.rows()[0].startswith("1  ")
    assert shipping.rows("charge") == ["€9.29", "", ""]
    assert shipping.rows("quantity") == ["2 lines", "1", "3"]


def test_space_marks_a_line_and_takes_the_mark_off_again(shipping):
    page = shipping.open(HW_4411=1, PA_1120=3)
    first, second = (line.id for line in shipping.at.view.order.items)
    assert page.chosen() == (first, second)
    shipping.at.press(Qt.Key.Key_Down)
    shipping.at.press(Qt.Key.Key_Space)
    shipping.at.press(Qt.Key.Key_Down)
    assert (page.chosen(), shipping.rows("mark")) == ((first,), ["", "✓", ""])
    shipping.at.press(Qt.Key.Key_Space)
    assert shipping.rows("mark") == ["✓", "✓", "✓"]
    shipping.at.press(Qt.Key.Key_Space)
    assert page.chosen() == (first,)
    shipping.at.press(Qt.Key.Key_Escape)
    assert page.chosen() == (second,)


def test_shift_and_the_arrows_mark_from_line_to_line(shipping):
    page = shipping.open(HW_4411=1, PA_1120=3, PA_1121=1)
    _first, second, third = (line.id for line in shipping.at.view.order.items)
    shipping.stand(2)
    shipping.at.press(Qt.Key.Key_Down, SHIFT)
    assert page.chosen() == (second, third)
    assert page.scope.text() == "2 marked lines"
    shipping.at.press(Qt.Key.Key_A, CONTROL)
    assert len(page.chosen()) == 3


# Sending elsewhere and otherwise


def test_a_marked_line_goes_to_another_address_of_the_book(shipping):
    shipping.address_book(("work", WIEN))
    page = shipping.open(HW_4411=1, PA_1120=3)
    shipping.stand(2)
    shipping.at.press(Qt.Key.Key_Space)
    before = shipping.at.view.priced.totals.total
    shipping.at.press(Qt.Key.Key_Return)
    assert shipping.at.focus is page.form.address

    shipping.choose(page.form.address, WIEN)

    shipping.wait_deliveries(2)
    assert [each.address.city for each in shipping.deliveries()][1] == "Wien"
    assert shipping.at.view.priced.totals.total != before
    assert shipping.rows()[2:] == [
        "2  Zoë Müller, Ring 2, 1010 Wien, AT",
        "PA-1120  Wall paint white matt 10 l",
    ]
    assert shipping.at.stored().order.items == shipping.at.view.order.items
    assert shipping.at.window.state.undo == "Change how lines are sent (1)"
    shipping.at.press_keys("Ctrl+Z")
    shipping.wait_deliveries(1)


def test_a_new_address_on_the_spot_is_kept_in_the_address_book(shipping):
    shipping.open(HW_4411=1, PA_1120=3)
    shipping.stand(2)
    shipping.at.press_keys("Ctrl+Shift+A")
    strip = shipping.at.editor.ship_to
    assert strip.isVisible()
    named(strip, "address-shipping-nickname").setText("Grandmother")
    for name, text in (("line1", "Dorfstr. 9"), ("city", "Kiel"), ("postal_code", "24103")):
        named(strip, f"address-shipping-{name}").setFocus()
        shipping.at.focus.selectAll()
        shipping.at.type(text)
    shipping.at.press(Qt.Key.Key_Return)

    shipping.wait_deliveries(2)
    shipping.at.wait(lambda: not strip.isVisible())
    assert shipping.deliveries()[1].address.city == "Kiel"
    customer = shipping.at.desk.services.customers.get(
        CustomerById(customer_id=shipping.at.desk.seed.customers[0])
    )
    kept = {each.nickname: each.address.city for each in customer.addresses}
    assert kept["Grandmother"] == "Kiel"
    assert shipping.at.focus is shipping.page.table


def test_a_name_that_the_book_has_is_told_beside_it_and_nothing_is_sent(shipping):
    shipping.address_book(("work", WIEN))
    shipping.open(HW_4411=1)
    shipping.at.press_keys("Ctrl+Shift+A")
    strip = shipping.at.editor.ship_to
    named(strip, "address-shipping-line1").setText("Dorfstr. 9")
    named(strip, "address-shipping-nickname").setText("work")
    strip.accept()
    problem = named(strip, "problem-address-shipping-nickname")
    shipping.at.wait(lambda: problem.text() != "")
    assert shipping.deliveries()[0].address.line1 != "Dorfstr. 9"


def test_the_last_choice_of_the_addresses_asks_for_a_new_one(shipping):
    page = shipping.open(HW_4411=1)
    shipping.at.press(Qt.Key.Key_Return)
    page.form.address.setFocus()
    shipping.at.press(Qt.Key.Key_End)
    shipping.at.wait(lambda: shipping.at.editor.ship_to.isVisible())
    assert len(shipping.deliveries()) == 1


def test_another_method_date_and_instructions_for_a_marked_line(shipping):
    page = shipping.open(HW_4411=1, PA_1120=3)
    shipping.stand(2)
    shipping.at.press(Qt.Key.Key_Space)
    shipping.choose(page.form.method, "express")
    shipping.wait_deliveries(2)
    assert shipping.rows("charge")[0] != shipping.rows("charge")[2]

    page.form.date.setFocus()
    shipping.type_over("+7")
    shipping.at.wait(lambda: shipping.deliveries()[1].requested_date is not None)
    page.form.instructions.setFocus()
    shipping.type_over("ring twice")
    shipping.at.wait(lambda: shipping.deliveries()[1].instructions == "ring twice")
    shipping.choose(page.form.together, True)
    shipping.at.wait(lambda: shipping.deliveries()[1].ship_together)

    first, second = shipping.deliveries()
    assert (first.method, first.requested_date, first.instructions) == ("parcel", None, "")
    assert not first.ship_together
    assert second.method == "express"
    page.form.date.setFocus()
    shipping.type_over("\b")
    page.form.date.clear()
    page.form.date.setModified(True)
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: shipping.deliveries()[1].requested_date is None)


def test_a_date_beyond_the_limit_is_refused_beside_the_field_and_kept(shipping):
    page = shipping.open(HW_4411=1)
    page.form.date.setFocus()
    shipping.type_over("+400")
    shipping.at.wait(lambda: page.form.problem().startswith("The requested date is to lie"))
    assert page.form.date.text() == "+400"
    assert shipping.deliveries()[0].requested_date is None
    shipping.type_over("soon")
    assert "is not a date" in page.form.problem()
    shipping.at.press(Qt.Key.Key_Escape)
    assert (page.form.problem(), page.form.date.text()) == ("", "")
    assert shipping.at.focus is page.table


def test_what_is_typed_belongs_to_the_lines_that_were_chosen_then(shipping):
    page = shipping.open(HW_4411=1, PA_1120=3)
    shipping.stand(2)
    page.form.instructions.setFocus()
    shipping.at.type("by the back door")
    shipping.stand(1)
    shipping.at.press(Qt.Key.Key_Return)
    shipping.wait_deliveries(2)
    drill, paint = shipping.at.view.order.items
    deliveries = shipping.at.view.order.deliveries
    assert deliveries[paint.delivery_id].instructions == "by the back door"
    assert deliveries[drill.delivery_id].instructions == ""


def test_fields_that_differ_among_the_lines_say_so(shipping):
    page = shipping.open(HW_4411=1, PA_1120=3)
    shipping.stand(2)
    page.form.instructions.setFocus()
    shipping.type_over("ring twice")
    shipping.wait_deliveries(2)
    page.table.setFocus()
    shipping.at.press(Qt.Key.Key_A, CONTROL)
    assert page.form.instructions.text() == ""
    assert page.form.instructions.placeholderText() == "various"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("+7", date(2026, 11, 30)),
        ("24/12", date(2026, 12, 24)),
        ("24.12.", date(2026, 12, 24)),
        ("24.12.26", date(2026, 12, 24)),
        ("24/12/2026", date(2026, 12, 24)),
        ("2026-12-24", date(2026, 12, 24)),
        ("1/2", date(2027, 2, 1)),
    ],
)
def test_dates_are_read_as_they_are_typed(typed, day):
    assert typed_date(typed, TODAY) == day
    assert typed_date(date_to_edit(day), TODAY) == day


@pytest.mark.parametrize("typed", ["31/2", "soon", "24", "1/2/3/4", "+", "00/00"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(Refused):
        typed_date(typed, TODAY)


# The header


def test_with_several_deliveries_the_header_says_so_and_leads_to_the_page(shipping):
    page = shipping.open(HW_4411=1, PA_1120=3)
    header = shipping.at.editor.header
    assert header.method.isEnabled()
    shipping.stand(2)
    shipping.choose(page.form.method, "express")
    shipping.wait_deliveries(2)
    assert header.ship_to.fact() == ("2 deliveries", "Enter to see them")
    assert not header.method.isEnabled()
    shipping.at.editor.show_page("items")
    header.ship_to.setFocus()
    shipping.at.press(Qt.Key.Key_Return)
    assert shipping.at.editor.page() is page
    assert shipping.at.editor.ship_to.isHidden()
    assert shipping.at.editor.focus_field("method")
    assert shipping.at.focus is page.form.method


# Others, room, names


def test_what_a_colleague_sends_elsewhere_is_drawn_and_asked_about(shipping):
    page = shipping.open(HW_4411=1, PA_1120=3)
    view = shipping.at.view
    page.form.instructions.setFocus()
    shipping.at.type("ring")
    wish = SendLines(order_id=view.order.id, version=view.order.version, instructions="do not ring")
    shipping.at.colleague.services.shipping.send(wish, key=key())
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: shipping.at.editor.clash.isVisible())
    assert shipping.at.stored().order.deliveries.get(1).instructions == "do not ring"


def test_in_a_low_window_lines_and_form_take_turns(shipping):
    page = shipping.open(HW_4411=1, PA_1120=3)
    shipping.at.editor.setFixedSize(540, 330)
    QApplication.processEvents()
    assert page.table.isVisible()
    assert not page.form.isVisible()
    shipping.at.press(Qt.Key.Key_Return)
    assert shipping.at.focus is page.form.address
    assert not page.table.isVisible()
    shipping.at.press(Qt.Key.Key_Escape)
    assert shipping.at.focus is page.table


def test_everything_on_the_page_has_a_name_and_shows_plain_text(shipping):
    page = shipping.open(HW_4411=1)
    shipping.at.press_keys("Ctrl+Shift+H")
    for part in (page, shipping.at.editor.charge, shipping.at.editor.ship_to):
        assert find_unnamed(part) == []
        assert find_rich_text(part) == []


def test_in_a_narrow_window_tabs_come_before_the_status_and_the_one_in_front_is_in_sight(shipping):
    shipping.open(HW_4411=1)
    editor = shipping.at.editor
    tabs, status = named(editor, "order-pages-tabs"), named(editor, "order-status")
    assert status.isVisible()
    editor.setFixedSize(514, 500)
    QApplication.processEvents()
    assert not status.isVisible()
    assert editor.header.minimumSizeHint().width() <= editor.header.width()
    assert tabs.geometry().right() <= editor.header.width()
    front = tabs.tabRect(tabs.currentIndex())
    assert front.left() >= 0
    assert front.right() <= tabs.width()
    editor.setFixedSize(1200, 500)
    QApplication.processEvents()
    assert status.isVisible()
    assert tabs.width() >= tabs.sizeHint().width()


def test_tab_goes_through_the_form_as_the_eye_does(shipping):
    page = shipping.open(HW_4411=1)
    shipping.at.press(Qt.Key.Key_Return)
    names = []
    for _field in range(7):
        names.append(shipping.at.focus.objectName().removeprefix("shipping-"))
        shipping.at.press(Qt.Key.Key_Tab)
    assert names == [
        "address", "method", "date", "together", "instructions", "expedite", "charge"
    ]  # fmt: skip
    assert page.table.accessibleDescription().startswith("Shipping €")


def test_a_delivery_of_a_canceled_order_cannot_be_changed(shipping):
    page = shipping.open(HW_4411=1)
    view = shipping.at.view
    wish = CancelOrder(order_id=view.order.id, version=view.order.version, reason="no")
    shipping.at.desk.services.orders.cancel(wish, key=key())
    shipping.at.wait(lambda: not shipping.at.view.order.is_pending)
    shipping.at.press(Qt.Key.Key_Return)
    assert shipping.at.focus is page.table
    assert not page.form.method.isEnabled()
    shipping.at.press_keys("Ctrl+Shift+H")
    assert shipping.at.editor.charge.isHidden()
