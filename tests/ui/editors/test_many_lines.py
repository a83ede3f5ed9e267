"""Several lines at once: selected, changed, taken off, copied; columns as a person wants them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from sqlalchemy import insert, update

from salescenter.db import tables
from salescenter.services.orders.views import NewOrder
from salescenter.ui.editors.order.line_work import csv_of
from tests.seed import ALWAYS
from tests.services.desks import key

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def three_lines(at_desk):
    editor = at_desk.an_order(HW_4411=1, PA_1120=2, PA_1121=3)
    at_desk.press_keys("Ctrl+G")
    return editor.items


def test_shift_and_arrows_select_and_delete_takes_all_of_them_off(at_desk):
    items = three_lines(at_desk)
    at_desk.press(Qt.Key.Key_Down, SHIFT)
    assert [line.sku for line in items.work.selected()] == ["HW-4411", "PA-1120"]
    at_desk.press(Qt.Key.Key_Delete)
    at_desk.wait_lines("PA-1121")
    at_desk.press_keys("Ctrl+Z")
    at_desk.wait_lines("HW-4411", "PA-1120", "PA-1121")


def test_control_and_space_select_lines_that_are_apart(at_desk):
    items = three_lines(at_desk)
    at_desk.press(Qt.Key.Key_Down, CONTROL)
    at_desk.press(Qt.Key.Key_Down, CONTROL)
    at_desk.press(Qt.Key.Key_Space, CONTROL)
    assert [line.sku for line in items.work.selected()] == ["HW-4411", "PA-1121"]


def test_selecting_begins_where_one_stands(at_desk):
    items = three_lines(at_desk)
    items.grid.select_row(2)
    items.grid.select_row(1)
    at_desk.press(Qt.Key.Key_Up, SHIFT)
    assert [line.sku for line in items.work.selected()] == ["HW-4411", "PA-1120"]


def test_lines_are_selected_where_the_first_column_is_hidden_too(at_desk):
    items = three_lines(at_desk)
    items.grid.select_row(0)
    items.grid.want_column("place", False)
    at_desk.press(Qt.Key.Key_Down, SHIFT)
    assert [line.sku for line in items.work.selected()] == ["HW-4411", "PA-1120"]


def test_shift_on_the_last_line_stays_in_the_lines(at_desk):
    items = three_lines(at_desk)
    items.grid.select_row(2)
    at_desk.press(Qt.Key.Key_Down, SHIFT)
    assert at_desk.focus is items.grid


def test_a_number_changes_all_selected_lines_in_one_step(at_desk):
    three_lines(at_desk)
    at_desk.press(Qt.Key.Key_Down, SHIFT)
    at_desk.type("9")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.quantities() == [9, 9, 3])
    at_desk.press_keys("Ctrl+Z")
    at_desk.wait(lambda: at_desk.quantities() == [1, 2, 3])


def test_a_number_on_one_line_changes_that_one_alone(at_desk):
    items = three_lines(at_desk)
    items.grid.select_row(1)
    at_desk.type("9")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.quantities() == [1, 9, 3])


def test_selected_lines_are_copied_as_csv_that_runs_no_formula(at_desk):
    with at_desk.desk.services.database.write() as uow:
        paint = tables.item.c.sku == "PA-1120"
        uow.execute(update(tables.item).where(paint).values(name='=HYPERLINK("x","y")'))
    three_lines(at_desk)
    at_desk.press(Qt.Key.Key_Down, SHIFT)
    at_desk.press_keys("Ctrl+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("place,sku,name,quantity")
    assert lines[1].startswith("1,HW-4411,Cordless drill 18 V,1,")
    assert lines[2].startswith('2,PA-1120,"\'=HYPERLINK(""x"",""y"")",2,')
    assert len(lines) == 3
    assert at_desk.message() == "2 lines were copied."


def test_a_discount_stays_a_figure_when_it_is_copied(at_desk):
    items = three_lines(at_desk)
    at_desk.enter("3x PA-1120")
    at_desk.wait(lambda: at_desk.quantities() == [1, 5, 3])
    line = items.model.rows[1]
    assert ",-23.75," in csv_of([line], items.model.beside)


def test_columns_are_hidden_moved_and_remembered(at_desk):
    items = three_lines(at_desk)
    discount = items.model.column_of("discount")
    assert not items.grid.isColumnHidden(discount)
    items.grid.want_column("discount", False)
    assert items.grid.isColumnHidden(discount)
    items.grid.move_column("total", -1)
    header = items.grid.horizontalHeader()
    place = header.visualIndex(items.model.column_of("total"))

    at_desk.window.close_editor()
    again = at_desk.an_order(HW_4411=1).items
    assert again.grid.isColumnHidden(discount)
    assert again.grid.horizontalHeader().visualIndex(items.model.column_of("total")) == place
    again.grid.restore_columns()
    assert not again.grid.isColumnHidden(discount)
    assert again.grid.horizontalHeader().visualIndex(1) == 1


def test_columns_are_arranged_by_keyboard(at_desk):
    items = three_lines(at_desk)
    at_desk.window.trigger("item.columns")
    at_desk.type("hide “disc")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: not items.grid.is_column_wanted("discount"))
    assert at_desk.focus is items.grid


@pytest.fixture
def contracts(at_desk):
    """Two contracts of an organization, and its member's order for a drill."""
    services, drill = at_desk.desk.services, at_desk.desk.seed.items["HW-4411"]
    with services.database.write() as uow:
        uow.execute(
            insert(tables.price_list),
            [
                {"id": 90 + at, "store_id": 2, "kind": "contract", "currency": "EUR", "name": name}
                for at, name in enumerate(("Frame", "Project"))
            ],
        )
        uow.execute(
            insert(tables.price),
            [
                {"price_list_id": 90 + at, "item_id": drill, "min_quantity": 1}
                | {"starts": ALWAYS, "ends": None, "amount": amount}
                for at, amount in enumerate((9_000, 9_500))
            ],
        )
    return drill


def test_a_line_says_by_which_contract_it_is_bought(at_desk, contracts):
    wish = NewOrder(store_id=2, item_id=contracts)
    items = at_desk.open(at_desk.desk.services.orders.create(wish, key=key())).items
    view = at_desk.view
    assert view.contract_names == {90: "Frame", 91: "Project"}
    assert at_desk.cell(0, "price") == "90.00"
    at_desk.press_keys("Ctrl+G")
    at_desk.window.trigger("item.contract")
    at_desk.type("project")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.cell(0, "price") == "95.00")
    assert at_desk.window.state.undo
    assert at_desk.focus is items.grid


def test_where_there_is_no_contract_it_is_said(at_desk):
    three_lines(at_desk)
    at_desk.window.trigger("item.contract")
    assert at_desk.message() == "There is no contract by which this can be bought."
