"""Products, bundles, bar codes and what is discontinued, through the entry line."""

import pytest
from PySide6.QtCore import Qt

from tests.ranges import BARCODE, add_ranges, discontinue


@pytest.fixture
def items(at_desk):
    return add_ranges(at_desk.desk.services.database, at_desk.desk.seed)


def product(at_desk):
    return at_desk.editor.items.product


def open_product(at_desk, typed="2x WS"):
    at_desk.new_order()
    at_desk.enter(typed)
    at_desk.wait(product(at_desk).isVisible)


def test_a_product_opens_its_attributes_below_the_entry_line(at_desk, items):
    open_product(at_desk)
    assert at_desk.focus.accessibleName() == "Colour"
    assert product(at_desk).variant().sku == "WS-B-L"
    assert "2 \u00d7 WS-B-L" in product(at_desk).facts()
    assert "€21.00" in product(at_desk).facts()


def test_arrows_and_letters_choose_and_enter_adds(at_desk, items):
    open_product(at_desk)
    at_desk.press(Qt.Key.Key_Down)
    assert product(at_desk).variant().values[0] == "red"
    at_desk.press(Qt.Key.Key_Right)
    assert at_desk.focus.accessibleName() == "Size"
    at_desk.type("M")
    assert product(at_desk).variant().sku == "WS-R-M"
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait_lines("WS-R-M")
    assert at_desk.quantities() == [2]
    assert product(at_desk).isHidden()
    assert at_desk.focus is at_desk.editor.items.entry.line


def test_only_combinations_that_exist_are_offered(at_desk, items):
    open_product(at_desk)
    sizes = at_desk.editor.items.product._fields[1]
    assert [sizes.itemText(at)[0] for at in range(sizes.count())] == ["L"]
    at_desk.press(Qt.Key.Key_Down)
    assert [sizes.itemText(at)[0] for at in range(sizes.count())] == ["L", "M"]
    assert "€22.00" in sizes.itemText(0)
    assert "none free" in sizes.itemText(0)


def test_escape_leaves_the_product_and_what_was_typed_is_there_again(at_desk, items):
    open_product(at_desk)
    at_desk.press(Qt.Key.Key_Escape)
    assert product(at_desk).isHidden()
    assert at_desk.editor.items.entry.line.text() == "2x WS"
    assert at_desk.focus is at_desk.editor.items.entry.line
    assert at_desk.editor.view is None


def test_a_bundle_is_added_shown_removed_and_undone_as_one(at_desk, items):
    at_desk.new_order()
    at_desk.enter("2x SET-1")
    at_desk.wait_lines("HW-4411", "HW-0092")
    assert at_desk.quantities() == [2, 4]
    assert at_desk.cell(0, "bundle").endswith("Starter set")
    assert at_desk.cell(0, "bundle").startswith("397.80")
    assert at_desk.cell(1, "bundle") == "└"

    at_desk.enter("PA-1120")
    at_desk.wait_lines("HW-4411", "HW-0092", "PA-1120")
    at_desk.press_keys("Ctrl+G")
    at_desk.editor.items.grid.select_row(1)
    at_desk.press(Qt.Key.Key_Delete)
    at_desk.wait_lines("PA-1120")
    at_desk.press_keys("Ctrl+Z")
    at_desk.wait_lines("HW-4411", "HW-0092", "PA-1120")


def test_there_is_no_column_for_bundles_without_one(at_desk):
    at_desk.an_order(HW_4411=1)
    items_page = at_desk.editor.items
    assert items_page.grid.isColumnHidden(items_page.model.column_of("bundle"))


def test_a_scanned_bar_code_adds_the_item(at_desk, items):
    at_desk.new_order()
    at_desk.enter(BARCODE)
    at_desk.wait_lines("WS-R-M")


def test_what_is_discontinued_says_so_and_what_replaces_it_stands_below(at_desk, items):
    discontinue(at_desk.desk.services.database, items["PA-1120"])
    editor = at_desk.new_order()
    at_desk.type("PA-1120")
    popup = editor.items.entry.suggestions
    at_desk.wait(lambda: popup.isVisible() and popup.model.rowCount() == 2)
    stock = popup.model.column_of("free")
    assert popup.model.index(0, stock).data() == "Discontinued, 40 left"
    assert popup.current().sku == "PA-1120"
    at_desk.press(Qt.Key.Key_Down)
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait_lines("WS-B-L")
