"""A block pasted into the entry line: looked at first, corrected inline, added in one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ranges import add_ranges

BLOCK = "HW-4411\t3\nPA-1121 x2\nnothing like it\nPA-112 4\nWS\n"


@pytest.fixture
def items(at_desk):
    return add_ranges(at_desk.desk.services.database, at_desk.desk.seed)


def paste(at_desk, block=BLOCK):
    at_desk.editor.items.entry.line.setFocus()
    QGuiApplication.clipboard().setText(block)
    at_desk.press_keys("Ctrl+V")


def panel(at_desk):
    return at_desk.editor.items.paste


def pasted(at_desk, block=BLOCK):
    paste(at_desk, block)
    at_desk.wait(panel(at_desk).isVisible)
    return panel(at_desk)


def understood(shown):
    return [(row.match.sku, row.found.quantity) for row in shown.rows() if row.match]


def said(shown, row):
    return shown.model.index(row, shown.model.column_of("said")).data()


def test_several_lines_are_looked_at_before_they_are_added(at_desk, items):
    editor = at_desk.an_order(HW_0092=1)
    shown = pasted(at_desk)
    assert not editor.items.grid.isVisible()
    assert understood(shown) == [("HW-4411", 3), ("PA-1121", 2)]
    assert said(shown, 2) == "Nothing this store sells is called “nothing like it”."
    assert said(shown, 3).startswith("“PA-112” may be one of several items. Perhaps ")
    assert said(shown, 4).startswith("“Work shirt” comes in several kinds")
    assert shown.table.current_row().found.place == 3
    assert at_desk.focus is shown.table
    assert len(at_desk.stored().order.items) == 1


def test_escape_leaves_everything_as_it_was(at_desk, items):
    editor = at_desk.an_order(HW_0092=1)
    before = at_desk.stored()
    pasted(at_desk)
    at_desk.press(Qt.Key.Key_Escape)
    assert editor.items.grid.isVisible()
    assert at_desk.focus is editor.items.entry.line
    assert at_desk.stored().order == before.order


def test_enter_adds_what_was_understood_in_one_step_and_keeps_the_rest(at_desk, items):
    at_desk.an_order(HW_0092=1)
    shown = pasted(at_desk)
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait_lines("HW-0092", "HW-4411", "PA-1121")
    at_desk.wait(lambda: len(shown.rows()) == 3)
    assert at_desk.quantities() == [1, 3, 2]
    assert shown.isVisible()
    at_desk.press(Qt.Key.Key_Escape)
    at_desk.press_keys("Ctrl+Z")
    at_desk.wait_lines("HW-0092")


def test_a_line_is_corrected_by_typing_over_it(at_desk, items):
    at_desk.new_order()
    shown = pasted(at_desk, "HW-4411\nnothing like it\n")
    at_desk.type("5x PA-1120")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: understood(shown) == [("HW-4411", 1), ("PA-1120", 5)])
    at_desk.wait(lambda: at_desk.focus is shown.table)
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait_lines("HW-4411", "PA-1120")
    at_desk.wait(lambda: not shown.isVisible())
    assert at_desk.quantities() == [1, 5]


def test_right_takes_what_may_be_meant_and_delete_drops_a_line(at_desk, items):
    at_desk.new_order()
    shown = pasted(at_desk)
    at_desk.press(Qt.Key.Key_Delete)
    assert [row.found.place for row in shown.rows()] == [1, 2, 4, 5]
    at_desk.press(Qt.Key.Key_Right)
    first = understood(shown)[-1]
    assert first[0].startswith("PA-112")
    assert first[1] == 4
    at_desk.press(Qt.Key.Key_Right)
    assert understood(shown)[-1] != first
    assert understood(shown)[-1][1] == 4


def test_one_line_is_typed_in_as_ever(at_desk):
    at_desk.new_order()
    paste(at_desk, "HW-4411\n")
    assert at_desk.editor.items.entry.line.text().strip() == "HW-4411"
    assert not panel(at_desk).isVisible()


def test_a_block_of_which_nothing_was_understood_says_so(at_desk):
    at_desk.new_order()
    shown = pasted(at_desk, "foo bar\nbaz qux\n")
    at_desk.press(Qt.Key.Key_Return)
    assert shown.problem().startswith("No line was understood")


def test_five_hundred_lines_are_understood_and_added(at_desk):
    at_desk.new_order()
    shown = pasted(at_desk, "HW-4411 2\nPA-1120 1\n" * 250)
    assert len(understood(shown)) == 500
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait_lines("HW-4411", "PA-1120")
    assert at_desk.quantities() == [500, 250]
