"""Taking a card by keyboard: the customer keys it in, breaks off, or is waited for no longer."""

import pytest
from PySide6.QtCore import Qt

from salescenter.domain.order import PaymentMethod
from salescenter.domain.parts import Parts
from tests.ui.editors.paying import CARD_LIKE, paying_desk
from tests.ui.frame import named


@pytest.fixture
def paying(monkeypatch, request):
    return paying_desk(monkeypatch, request)


def test_a_card_is_taken_by_keyboard_alone(paying):
    paying.order()
    paying.keys("F6")
    paying.at.wait(lambda: paying.page.capture.is_running)
    assert paying.page.capture.state_text == "The provider is being called…"
    assert named(paying.page, "capture-title").text() == (
        "Ask the customer to key in the card for €134.09"
    )
    paying.errands()
    paying.at.wait(lambda: paying.page.capture.simulation.isVisible())
    assert paying.page.capture.state_text == "Waiting: the customer keys in the card now."
    assert paying.at.focus is paying.page.capture.simulation.filter
    paying.at.type("appr")
    names = [card.name for card in paying.page.capture.simulation.model.rows]
    assert names == ["Approves", "Approves less"]
    paying.at.press(Qt.Key.Key_Return)
    paying.at.wait(lambda: paying.page.capture.simulation.is_keyed)
    paying.errands()
    paying.wait_payments(1)
    paying.at.wait(lambda: not paying.page.capture.isVisible())
    assert paying.rows() == [
        ["Card", "SimCard •••• 0001", "12/49", "the rest: €134.09", "Taken, not authorized yet"]
    ]
    assert paying.coverage() == "Everything is covered"


def test_a_card_for_a_fixed_amount(paying):
    paying.order()
    paying.page.bar.amount.setFocus()
    paying.at.type("35.80")
    paying.take_card()
    assert [(each.method, each.amount) for each in paying.at.view.order.payments] == [
        (PaymentMethod.CARD, 3_580)
    ]


def test_arrows_choose_a_card_while_the_filter_keeps_the_focus(paying):
    paying.order()
    paying.begin_capture()
    simulation = paying.page.capture.simulation
    for moved in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        paying.at.press(moved)
    assert simulation.table.current_key() == "Approves"
    paying.at.press(Qt.Key.Key_PageDown)
    assert simulation.table.current_row().name != "Approves"
    assert paying.at.focus is simulation.filter
    paying.at.press(Qt.Key.Key_Escape)
    paying.at.wait(lambda: not paying.page.capture.is_running)


def test_a_customer_who_hangs_up_is_told_and_the_panel_waits_to_be_closed(paying):
    paying.order()
    paying.begin_capture()
    paying.key_in("Hangs")
    paying.at.wait(lambda: not paying.page.capture.is_running)
    assert "No card was taken." in paying.page.capture.state_text
    assert paying.at.view.order.payments == Parts()
    assert paying.at.focus.objectName() == "capture-close"
    paying.at.press(Qt.Key.Key_Escape)
    assert paying.page.capture.isHidden()
    assert paying.at.focus is paying.page.bar.methods[PaymentMethod.CARD]


def test_esc_stops_waiting_and_nothing_is_put_on_the_order(paying):
    paying.order()
    paying.begin_capture()
    paying.at.press(Qt.Key.Key_Escape)
    paying.at.wait(lambda: paying.page.capture.isHidden())
    assert paying.open_captures() == ()
    assert paying.at.view.order.payments == Parts()


def test_the_key_pressed_again_goes_to_the_capture_that_is_running(paying):
    paying.order()
    paying.begin_capture()
    paying.page.table.setFocus()
    paying.keys("F6")
    assert paying.at.focus is paying.page.capture.simulation.filter
    assert len(paying.open_captures()) == 1
    paying.page.capture.stop()
    paying.at.wait(lambda: paying.page.capture.isHidden())


def test_a_capture_that_was_under_way_is_taken_up_by_a_new_editor(paying):
    paying.order()
    paying.begin_capture()
    step = paying.at.view.order.id
    paying.at.window.close_editor()
    editor = paying.at.window.open_editor("order", str(step))
    paying.at.wait(lambda: editor.view is not None)
    editor.show_page("payment")
    paying.at.wait(lambda: paying.page.capture.simulation.isVisible())
    paying.page.take_focus()
    paying.key_in("Approves")
    paying.wait_payments(1)


def test_card_digits_are_refused_where_the_simulated_customer_is_chosen(paying):
    paying.order()
    paying.begin_capture()
    paying.at.type(CARD_LIKE)
    problem = named(paying.page, "simulation-field-problem")
    assert problem.text().startswith("This looks like a card number.")
    assert paying.page.capture.simulation.filter.text() == ""
    paying.page.capture.stop()
    paying.at.wait(lambda: paying.page.capture.isHidden())


def test_a_real_provider_has_no_simulated_customer(paying, monkeypatch):
    monkeypatch.setattr(paying.at.desk.services.simulation, "_gateway", object())
    paying.order()
    paying.keys("F6")
    paying.at.wait(lambda: paying.page.capture.is_running)
    paying.errands()
    paying.at.wait(lambda: paying.page.capture.state_text.startswith("Waiting"))
    assert paying.page.capture.simulation.isHidden()
    assert named(paying.page, "coverage-simulated").isHidden()
    paying.page.capture.take_focus()
    assert paying.at.focus.objectName() == "capture-stop"
    paying.at.press(Qt.Key.Key_Space)
    paying.at.wait(lambda: paying.page.capture.isHidden())


def test_the_page_says_that_no_money_moves(paying):
    paying.order()
    chip = named(paying.page, "coverage-simulated")
    paying.at.wait(chip.isVisible)
    assert chip.text() == "Simulation: no money moves"


def test_a_card_cannot_be_taken_for_an_order_that_is_covered(paying):
    paying.order()
    paying.keys("F9")
    paying.wait_payments(1)
    paying.keys("F6")
    paying.at.wait(lambda: paying.page.bar.problem() != "")
    assert paying.page.bar.problem() == "One payment takes the rest already."
    assert paying.page.capture.isHidden()


def test_while_a_card_is_taken_in_a_low_window_the_rest_steps_back(paying):
    paying.order()
    paying.begin_capture()
    assert not paying.page.coverage.isVisible()
    paying.at.window.resize(1600, 1000)
    paying.at.wait(paying.page.coverage.isVisible)
    assert paying.page.table.isVisible()
    paying.at.press(Qt.Key.Key_Escape)
    paying.at.wait(lambda: paying.page.capture.isHidden())
    assert paying.page.bar.isVisible()
