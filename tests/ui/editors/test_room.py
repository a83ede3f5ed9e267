"""Every window has room for what matters: nothing is cut, forms are whole, words are whole."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from salescenter.domain.order import PaymentMethod
from salescenter.ui.editors.order.fitting_label import FittingLabel
from salescenter.ui.editors.order.order_editor import OrderEditor
from salescenter.ui.editors.order.strip import Strip
from tests.ui.editors.order_desk import OrderDesk
from tests.ui.editors.paying import Paying, paying_desk
from tests.ui.frame import named

_RIM = 2  # a field may lose as much of its padding


@pytest.fixture
def paying(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Paying:
    made: Paying = paying_desk(monkeypatch, request)
    return made


def is_whole(part: QWidget) -> bool:
    """Whether it has the room it needs, and stands inside of all that it stands in."""
    least, around = part.minimumSizeHint(), part.parentWidget()
    if part.width() < least.width() or part.height() < least.height() - _RIM:
        return False
    while around is not None:
        corner = part.mapTo(around, QPoint(0, 0))
        if not around.rect().contains(part.rect().translated(corner)):
            return False
        around = around.parentWidget()
    return True


def shown_figures(editor: OrderEditor) -> list[str]:
    names = ("items", "adjustments", "shipping", "taxes")
    return [name for name in names if not named(editor.totals, f"total-{name}").isHidden()]


def squeeze(at: OrderDesk, width: int, height: int) -> None:
    """Give the editor no more room than docks around it leave in a small window."""
    at.editor.setFixedSize(width, height)
    QApplication.processEvents()
    QApplication.processEvents()


def test_the_grand_total_and_submit_are_whole_in_a_narrow_window(at_desk: OrderDesk) -> None:
    editor = at_desk.an_order(HW_4411=900)
    squeeze(at_desk, 420, 500)
    assert is_whole(editor.totals.total)
    assert is_whole(editor.submit)
    assert "taxes" not in shown_figures(editor)
    assert "Taxes, included: €" in editor.totals.total.toolTip()
    assert "Items: €" in editor.totals.total.accessibleDescription()


def test_the_figures_come_back_with_the_room(at_desk: OrderDesk) -> None:
    editor = at_desk.an_order(HW_4411=900)
    squeeze(at_desk, 420, 500)
    squeeze(at_desk, 900, 500)
    assert shown_figures(editor) == ["items", "adjustments", "shipping", "taxes"]
    assert editor.totals.total.toolTip() == ""


def test_a_form_is_whole_in_a_low_window(at_desk: OrderDesk) -> None:
    editor = at_desk.an_order(HW_4411=1)
    squeeze(at_desk, 540, 330)
    forms: tuple[tuple[Any, Strip], ...] = (
        (editor.ask_ship_to, editor.ship_to),
        (editor.ask_cancel, editor.cancel),
        (editor.ask_customer, editor.customer),
    )
    for ask, form in forms:
        ask()
        QApplication.processEvents()
        parts = [*form.findChildren(QLineEdit), *form.findChildren(QPushButton)]
        assert [part.objectName() for part in parts if not is_whole(part)] == []


def test_what_stepped_back_for_a_form_comes_back_after_it(at_desk: OrderDesk) -> None:
    editor = at_desk.an_order(HW_4411=1)
    squeeze(at_desk, 540, 330)
    editor.ask_ship_to()
    assert not editor.items.isVisible()
    at_desk.press(Qt.Key.Key_Escape)
    assert editor.header.isVisible()
    assert editor.items.isVisible()
    assert editor.totals.isVisible()


def test_a_form_keeps_its_room_when_the_window_gets_lower(at_desk: OrderDesk) -> None:
    editor = at_desk.an_order(HW_4411=1)
    at_desk.window.resize(1280, 900)
    squeeze(at_desk, 900, 760)
    editor.ask_ship_to()
    assert editor.items.isVisible()
    squeeze(at_desk, 900, 330)
    assert not editor.items.isVisible()
    assert all(is_whole(part) for part in editor.ship_to.findChildren(QLineEdit))


def test_every_way_to_pay_is_in_sight_in_a_narrow_window(paying: Paying) -> None:
    editor = paying.order(HW_4411=1)
    squeeze(paying.at, 540, 400)
    bar = paying.page.bar
    offered = {each: button for each, button in bar.methods.items() if not button.isHidden()}
    assert PaymentMethod.CARD in offered
    assert [each for each, button in offered.items() if not is_whole(button)] == []
    assert is_whole(bar.amount)
    assert editor.page() is paying.page


def test_the_amount_of_a_payment_is_never_cut(paying: Paying) -> None:
    paying.order(HW_4411=900_000)
    paying.keys("F8")
    paying.wait_payments(1)
    squeeze(paying.at, 640, 460)
    table, model = paying.page.table, paying.page.model
    column = model.column_of("amount")
    text = model.index(0, column).data()
    assert "€" in text
    assert table.columnWidth(column) >= table.fontMetrics().horizontalAdvance(text) + 16


def test_a_payment_is_taken_off_by_a_button_with_words(paying: Paying) -> None:
    paying.order(HW_4411=1)
    paying.keys("F8")
    paying.wait_payments(1)
    button = named(paying.page, "payment-remove")
    assert "Remove the payment" in button.text()
    button.click()
    paying.wait_payments(0)


def test_price_steps_take_the_place_of_the_lines_where_both_have_no_room(
    at_desk: OrderDesk,
) -> None:
    editor = at_desk.an_order(HW_4411=1, PA_1120=1)
    squeeze(at_desk, 540, 390)
    at_desk.press_keys("Ctrl+G")
    at_desk.press_keys("Ctrl+D")
    assert not editor.items.grid.isVisible()
    assert editor.items.steps.isAncestorOf(at_desk.focus)
    at_desk.press_keys("Ctrl+D")
    assert at_desk.focus is editor.items.grid


@pytest.mark.parametrize(
    ("room", "said"),
    [(400, "changed 13:16 by Nora Field"), (110, "changed 13:16"), (40, "")],
)
def test_what_there_is_no_room_for_is_said_shorter_or_not_at_all(
    qtbot: Any, theme: object, room: int, said: str
) -> None:
    made = FittingLabel("meta")
    qtbot.addWidget(made)
    made.show_texts("changed 13:16 by Nora Field", "changed 13:16")
    made.resize(room, 20)
    assert made.shown_text() == said
    assert made.text() == "changed 13:16 by Nora Field"


def test_a_long_street_is_read_from_its_beginning(at_desk: OrderDesk) -> None:
    editor = at_desk.an_order(HW_4411=1)
    editor.ask_ship_to()
    street = named(editor.ship_to, "address-shipping-line1")
    assert street.text()
    assert street.cursorPosition() == 0


def test_a_code_is_whole_from_its_first_line_on(at_desk: OrderDesk) -> None:
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+Shift+C")
    at_desk.type("spring")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: len(editor.items.chips.chips()) == 1)
    [chip] = editor.items.chips.chips()
    at_desk.wait(lambda: is_whole(chip))
    inside = named(editor, "codes-scroll").viewport()
    assert inside.height() >= chip.height()
