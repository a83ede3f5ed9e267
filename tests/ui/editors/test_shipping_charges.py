"""Expedite, charges agreed on, and what totals and price steps say of them, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from salescenter.domain.order_blocks import PRICE_OVERRIDE, SHIPPING_OVERRIDE
from salescenter.ui.editors.order.price_steps_panel import shipping_of, step_rows
from tests.ui.editors.shipping_desk import WIEN, Shipping
from tests.ui.editors.test_room import is_whole
from tests.ui.frame import named


@pytest.fixture
def shipping(at_desk):
    return Shipping(at_desk)


# Expedite


def test_a_line_and_the_whole_order_are_expedited_by_key(shipping):
    shipping.at.an_order(HW_4411=1, PA_1120=3)
    shipping.at.press_keys("Ctrl+G")
    shipping.at.press_keys("Ctrl+Shift+E")
    hurried = lambda: [line.expedite for line in shipping.at.view.order.items]  # noqa: E731
    shipping.at.wait(lambda: hurried() == [True, False])
    model = shipping.at.editor.items.model
    assert model.cell(0, model.column_of("name")).icon == "clock"
    shipping.at.press_keys("F4")
    assert shipping.rows("how")[1:] == ["Expedite", ""]
    shipping.stand(2)
    shipping.at.press_keys("Ctrl+Shift+E")
    shipping.at.wait(lambda: hurried() == [True, True])
    shipping.at.press_keys("Ctrl+Alt+E")
    shipping.at.wait(lambda: hurried() == [False, False])


# Charges


def test_a_charge_within_the_limit_is_agreed_and_explained(shipping):
    shipping.limit(500_000)
    page = shipping.open(HW_4411=1, PA_1120=3)
    shipping.at.press_keys("Ctrl+Shift+H")
    strip = shipping.at.editor.charge
    assert strip.isVisible()
    shipping.at.type("25")
    assert strip.figures()[1:] == ("2.32", "6.97")
    named(strip, "charge-reason").setFocus()
    shipping.at.type("late last time")
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: not strip.isVisible())
    shipping.at.wait(lambda: shipping.at.view.priced.totals.shipping == 697)
    assert "25 % off agreed: late last time (-€2.32)" in page.detail.text()
    assert "Tax in DE: €" in page.detail.text()
    tip = named(shipping.at.editor.totals, "total-shipping").toolTip()
    assert "25 % off agreed: late last time" in tip
    line = next(iter(shipping.at.view.order.items))
    assert shipping_of(shipping.at.view, line) == (
        "Charge €9.29 · 25 % off agreed: late last time (-€2.32) · Shipping €6.97"
    )
    shipping.at.press_keys("Ctrl+Shift+H")
    strip.take_back()
    shipping.at.wait(lambda: shipping.at.view.priced.totals.shipping == 929)


def test_percent_counts_and_is_computed_from_what_is_typed_elsewhere(shipping):
    shipping.limit(1_000_000)
    shipping.open(HW_4411=1, PA_1120=3)
    shipping.at.press_keys("Ctrl+Shift+H")
    strip = shipping.at.editor.charge
    named(strip, "charge-charge").setFocus()
    shipping.at.focus.selectAll()
    shipping.at.type("5")
    assert strip.figures() == ("46.1787 %", "4.29", "5")
    named(strip, "charge-reason").setText("round figure")
    strip.accept()
    shipping.at.wait(lambda: shipping.at.view.priced.totals.shipping == 500)


def test_beyond_the_limit_is_told_before_it_is_done_and_escape_does_not(shipping):
    shipping.limit(500_000)
    shipping.open(HW_4411=1, PA_1120=3)
    shipping.at.press_keys("Ctrl+Shift+H")
    strip = shipping.at.editor.charge
    shipping.at.type("60")
    named(strip, "charge-reason").setFocus()
    shipping.at.type("late")
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: strip.question() != "")
    assert strip.question() == (
        "Your team may take off at most 50 % here. Going beyond that blocks the order until "
        "somebody has looked at it. Enter does it, Escape does not."
    )
    assert shipping.at.stored().order.open_blocks == ()
    shipping.at.press(Qt.Key.Key_Escape)
    assert strip.isVisible()
    assert strip.question() == ""

    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: strip.question() != "")
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: len(shipping.at.view.order.open_blocks) == 1)
    (block,) = shipping.at.view.order.open_blocks
    assert block.reason_code == SHIPPING_OVERRIDE
    assert named(shipping.at.editor, "order-blocks").text() == "1 block"
    shipping.at.wait(lambda: not strip.isVisible())


def test_another_figure_is_another_question(shipping):
    shipping.limit(500_000)
    shipping.open(HW_4411=1)
    shipping.at.press_keys("Ctrl+Shift+H")
    strip = shipping.at.editor.charge
    named(strip, "charge-reason").setText("late")
    shipping.at.type("60")
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: strip.question() != "")
    strip.take_focus()
    shipping.at.type("70")
    assert strip.question() == ""
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: strip.question() != "")
    assert shipping.at.stored().order.open_blocks == ()


def test_a_reason_is_asked_for_and_a_team_without_a_limit_agrees_on_nothing(shipping):
    shipping.open(HW_4411=1)
    shipping.at.press_keys("Ctrl+Shift+H")
    strip = shipping.at.editor.charge
    shipping.at.type("10")
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: strip.problem().startswith("Your team has no limit"))
    shipping.limit(500_000)
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: strip.problem() == "Say why the charge is another one.")


def test_a_price_beyond_the_limit_is_told_first_and_blocks_when_done(shipping):
    at = shipping.at
    editor = at.an_order(HW_4411=1)
    at.press_keys("Ctrl+G")
    at.press_keys("Ctrl+Shift+O")
    at.type("1")
    named(editor.override, "override-reason").setFocus()
    at.type("match")
    at.press(Qt.Key.Key_Return)
    at.wait(lambda: "Your team may go down to" in editor.override.question())
    at.press(Qt.Key.Key_Return)
    at.wait(lambda: len(at.view.order.open_blocks) == 1)
    assert next(iter(at.view.order.open_blocks)).reason_code == PRICE_OVERRIDE
    at.press_keys("Ctrl+Z")
    at.wait(lambda: not at.view.order.open_blocks)


# What the price says of it


def test_totals_and_price_steps_say_which_tax_falls_where(shipping):
    shipping.address_book(("work", WIEN))
    page = shipping.open(HW_4411=1, PA_1120=3)
    shipping.stand(2)
    shipping.choose(page.form.address, WIEN)
    shipping.wait_deliveries(2)
    editor = shipping.at.editor
    tip = named(editor.totals, "total-taxes").toolTip()
    assert "50968 Köln, DE: Tax in DE: €21.41, included" in tip
    assert "1010 Wien, AT: No tax in AT" in tip
    drill, _paint = shipping.at.view.order.items
    steps = [row.text for row in step_rows(shipping.at.view, drill)]
    assert "Tax included, DE" in steps


def test_rows_that_did_not_change_stay_the_same_objects(shipping):
    page = shipping.open(HW_4411=1, PA_1120=3)
    before = page.table.model_of_rows.rows
    shipping.stand(2)
    shipping.at.press_keys("Ctrl+Shift+E")
    shipping.at.wait(lambda: shipping.rows("how")[2] == "Expedite")
    after = page.table.model_of_rows.rows
    assert [old is new for old, new in zip(before, after, strict=True)] == [True, True, False]


def test_agreeing_on_a_charge_is_whole_in_a_low_window(shipping):
    shipping.limit(500_000)
    shipping.open(HW_4411=1)
    shipping.at.editor.setFixedSize(510, 330)
    shipping.at.press_keys("Ctrl+Shift+H")
    strip = shipping.at.editor.charge
    shipping.at.type("60")
    named(strip, "charge-reason").setText("late")
    shipping.at.press(Qt.Key.Key_Return)
    shipping.at.wait(lambda: strip.question() != "")
    QApplication.processEvents()
    QApplication.processEvents()
    parts = [*strip.findChildren(QLineEdit), *strip.findChildren(QPushButton)]
    shown = [part for part in parts if part.isVisible()]
    assert len(shown) == 5
    assert [part.objectName() for part in shown if not is_whole(part)] == []
    assert named(strip, "charge-reason").width() >= 140
    assert is_whole(named(strip, "charge-beyond"))
