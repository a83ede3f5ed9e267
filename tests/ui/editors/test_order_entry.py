"""The entry line: codes, words, quantities, one after the other."""

from PySide6.QtCore import Qt


def test_the_first_item_begins_the_order_and_names_the_tab(at_desk):
    editor = at_desk.new_order()
    assert editor.title == "New order"
    assert editor.key == ""

    at_desk.enter("HW-4411")
    at_desk.wait_lines("HW-4411")

    assert editor.title == f"Order {at_desk.view.order.number}"
    assert editor.key == str(at_desk.view.order.id)
    assert editor.totals.total.text() == "€134.09"
    assert at_desk.window.state.subject is at_desk.view


def test_entries_typed_without_a_pause_are_all_taken(at_desk):
    at_desk.new_order()
    for text in ("3x HW-4411", "PA-1121 2", "hw-0092"):
        at_desk.enter(text)
    at_desk.wait_lines("HW-4411", "PA-1121", "HW-0092")
    assert at_desk.quantities() == [3, 2, 1]
    assert at_desk.editor.items.entry.line.text() == ""
    assert at_desk.focus is at_desk.editor.items.entry.line


def test_words_offer_items_and_enter_takes_the_one_in_front(at_desk):
    editor = at_desk.new_order()
    at_desk.type("2x dril")
    popup = editor.items.entry.suggestions
    at_desk.wait(lambda: popup.isVisible() and popup.model.rowCount() == 2)
    first = popup.current()
    at_desk.press(Qt.Key.Key_Down)
    second = popup.current()
    assert first is not second

    at_desk.press(Qt.Key.Key_Return)

    at_desk.wait_lines(second.sku)
    assert at_desk.quantities() == [2]
    assert popup.isHidden()


def test_a_misspelt_word_finds_the_item(at_desk):
    editor = at_desk.new_order()
    at_desk.type("cordles dril")
    popup = editor.items.entry.suggestions
    at_desk.wait(lambda: popup.isVisible() and popup.current() is not None)
    assert popup.current().sku == "HW-4411"


def test_a_wrong_code_says_so_beside_the_line_and_keeps_the_text(at_desk):
    editor = at_desk.new_order()
    at_desk.enter("3x HW-9999")
    entry = editor.items.entry
    at_desk.wait(lambda: entry.problem() != "")
    assert entry.problem() == "No item has the code HW-9999."
    assert entry.line.text() == "3x HW-9999"
    assert editor.view is None

    at_desk.press(Qt.Key.Key_Escape)
    at_desk.press(Qt.Key.Key_Escape)
    assert entry.line.text() == ""
    assert entry.problem() == ""


def test_a_wrong_entry_comes_back_with_up_when_the_next_is_being_typed(at_desk):
    editor = at_desk.new_order()
    entry = editor.items.entry
    at_desk.enter("HW-9999")
    at_desk.type("pa")
    at_desk.wait(lambda: "HW-9999" in entry.problem())
    assert entry.line.text() == "pa"

    at_desk.press(Qt.Key.Key_Escape)
    at_desk.press(Qt.Key.Key_Escape)
    at_desk.wait(lambda: entry.line.text() == "")
    at_desk.press(Qt.Key.Key_Up)
    assert entry.line.text() == "HW-9999"


def test_several_items_of_that_name_are_shown_before_one_is_taken(at_desk):
    editor = at_desk.new_order()
    at_desk.enter("drill")
    entry = editor.items.entry
    at_desk.wait(entry.suggestions.isVisible)
    assert entry.line.text() == "drill"
    assert editor.view is None

    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: editor.view is not None)
    assert len(at_desk.view.order.items) == 1


def test_a_quantity_out_of_range_is_told_while_typing(at_desk):
    editor = at_desk.new_order()
    at_desk.type("0x HW-4411")
    assert editor.items.entry.problem() == "A quantity is a whole number from 1 to 999,999."
    at_desk.press(Qt.Key.Key_Return)
    assert editor.items.entry.line.text() == "0x HW-4411"


def test_letters_and_plus_typed_over_the_lines_go_to_the_entry_line(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+G")
    at_desk.type("pa")
    assert editor.items.entry.line.text() == "pa"
    at_desk.press_keys("Ctrl+G")
    at_desk.type("+")
    assert at_desk.focus is editor.items.entry.line
    assert editor.items.entry.line.text() == "pa"


def test_an_item_that_is_on_the_order_raises_its_line_and_stands_on_it(at_desk):
    editor = at_desk.an_order(HW_4411=1, PA_1120=1)
    at_desk.enter("2x HW-4411")
    at_desk.wait(lambda: at_desk.quantities() == [3, 1])
    at_desk.wait(lambda: getattr(editor.items.line(), "sku", "") == "HW-4411")
