"""The lines of an order: edited in place, removed, repriced; only what differs is painted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from salescenter.domain.catalogue import Availability, Receipt
from salescenter.domain.events import OrderChanged
from salescenter.domain.order import OrderItem
from salescenter.domain.parts import Parts
from salescenter.domain.pricing.priced import TaxTotal
from salescenter.services.orders.views import ChangeQuantity, OnLine, OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.line_columns import LineFacts
from salescenter.ui.editors.order.line_grid import LineGrid, LineModel
from salescenter.ui.editors.order.totals_strip import _tax_line
from tests.services.desks import key

TODAY = date(2026, 11, 23)


def test_a_number_typed_over_a_line_changes_its_quantity(at_desk):
    editor = at_desk.an_order(HW_4411=1, PA_1120=1)
    at_desk.press_keys("Ctrl+G")
    editor.items.grid.select_row(1)

    at_desk.type("12")
    at_desk.press(Qt.Key.Key_Return)

    at_desk.wait(lambda: at_desk.quantities() == [1, 12])
    assert at_desk.cell(1, "quantity") == "12"
    assert at_desk.stored().order.items == at_desk.view.order.items
    assert at_desk.focus is editor.items.grid


def test_f2_begins_with_the_quantity_and_escape_leaves_it(at_desk):
    editor = at_desk.an_order(HW_4411=7)
    at_desk.press_keys("Ctrl+G")
    at_desk.press_keys("F2")
    assert at_desk.focus.text() == "7"
    at_desk.type("9")
    at_desk.press(Qt.Key.Key_Escape)
    assert at_desk.cell(0, "quantity") == "7"
    assert not editor.items.grid.is_editing()


@pytest.mark.parametrize("typed", ["0", "7x", "1000000"])
def test_what_is_no_quantity_is_refused_beside_the_lines_and_kept(at_desk, typed):
    editor = at_desk.an_order(HW_4411=2)
    at_desk.press_keys("Ctrl+G")
    at_desk.type(typed)
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.cell(0, "quantity") == typed)
    assert editor.items.problem() == "Line 1: A quantity is a whole number from 1 to 999,999."
    assert at_desk.stored().order.version == at_desk.view.order.version

    at_desk.press_keys("F2")
    assert at_desk.focus.text() == typed
    at_desk.focus.selectAll()
    at_desk.type("2")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.cell(0, "quantity") == "2")
    assert editor.items.problem() == ""


def test_delete_takes_a_line_off_and_undo_brings_it_back(at_desk):
    editor = at_desk.an_order(HW_4411=1, PA_1120=2, PA_1121=1)
    at_desk.press_keys("Ctrl+G")
    editor.items.grid.select_row(1)

    at_desk.press(Qt.Key.Key_Delete)
    at_desk.wait_lines("HW-4411", "PA-1121")
    assert at_desk.window.state.undo == "Remove line 2"

    at_desk.press_keys("Ctrl+Z")
    at_desk.wait_lines("HW-4411", "PA-1120", "PA-1121")
    assert at_desk.window.state.redo == "Remove line 2"
    at_desk.press_keys("Ctrl+Shift+Z")
    at_desk.wait_lines("HW-4411", "PA-1121")


def test_up_from_the_entry_line_goes_to_the_lines_and_down_from_the_last_comes_back(at_desk):
    editor = at_desk.an_order(HW_4411=1, PA_1120=2)
    at_desk.press(Qt.Key.Key_Up)
    assert at_desk.focus is editor.items.grid
    editor.items.grid.select_row(1)
    at_desk.press(Qt.Key.Key_Down)
    assert at_desk.focus is editor.items.entry.line


def test_what_is_being_typed_survives_a_change_of_another_line(at_desk):
    editor = at_desk.an_order(HW_4411=1, PA_1120=1)
    view = at_desk.view
    at_desk.press_keys("Ctrl+G")
    at_desk.type("4")
    at_desk.editor.items.entry.line.setText("half a wo")

    other = tuple(view.order.items)[1]
    wish = ChangeQuantity(
        order_id=view.order.id, version=view.order.version, line_id=other.id, quantity=9
    )
    at_desk.desk.services.lines.change_quantity(wish, key=key())

    at_desk.wait(lambda: at_desk.quantities() == [1, 9])
    assert editor.items.grid.is_editing()
    assert at_desk.focus.text() == "4"
    assert editor.items.entry.line.text() == "half a wo"
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.quantities() == [4, 9])


def test_what_is_being_typed_survives_a_change_of_the_same_cell_and_is_asked_about(at_desk):
    editor = at_desk.an_order(HW_4411=2)
    view = at_desk.view
    at_desk.press_keys("Ctrl+G")
    at_desk.type("4")

    line = next(iter(view.order.items))
    wish = ChangeQuantity(
        order_id=view.order.id, version=view.order.version, line_id=line.id, quantity=5
    )
    at_desk.desk.services.lines.change_quantity(wish, key=key())
    at_desk.wait(lambda: at_desk.quantities() == [5])
    assert at_desk.focus.text() == "4"
    at_desk.press(Qt.Key.Key_Return)

    at_desk.wait(lambda: "it was 2" in editor.clash.question())
    assert "made it 5; you want 4" in editor.clash.question()
    assert at_desk.quantities() == [5]
    at_desk.press_keys("Ctrl+J")
    at_desk.press(Qt.Key.Key_Tab)
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.quantities() == [4])
    assert editor.clash.isHidden()


def test_a_line_taken_off_by_others_while_it_is_edited_is_told(at_desk):
    at_desk.an_order(HW_4411=2, PA_1120=1)
    view = at_desk.view
    at_desk.press_keys("Ctrl+G")
    at_desk.type("4")
    line = next(iter(view.order.items))
    wish = OnLine(order_id=view.order.id, version=view.order.version, line_id=line.id)
    at_desk.desk.services.lines.remove_item(wish, key=key())
    at_desk.wait_lines("PA-1120")
    assert "HW-4411, was taken off" in at_desk.message()


def test_the_override_computes_the_other_two_and_the_price_counts(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+G")
    at_desk.press_keys("Ctrl+Shift+O")
    strip = editor.override
    assert strip.isVisible()
    at_desk.type("125.00")
    assert strip.figures() == ("125.00", "4.00", "3.1 %")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: strip.problem() == "Say why the price is overridden.")

    at_desk.type("regular customer")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: strip.isHidden())
    assert at_desk.cell(0, "price") == "125.00"
    assert next(iter(at_desk.stored().order.items)).override_price == 12_500


def test_an_override_beyond_the_limit_is_told_before_it_is_done(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+G")
    at_desk.press_keys("Ctrl+Shift+O")
    strip = editor.override
    at_desk.type("100")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: strip.problem() != "")
    at_desk.type("please")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: strip.question() != "")
    assert strip.question() == (
        "Your team may go down to €116.10 here. Going beyond that blocks the order until "
        "somebody has looked at it. Enter does it, Escape does not."
    )
    assert strip.isVisible()
    assert at_desk.cell(0, "price") == "129.00"


def test_the_price_steps_of_a_line_say_how_it_came_about(at_desk):
    editor = at_desk.an_order(PA_1120=3)
    at_desk.press_keys("Ctrl+G")
    at_desk.press_keys("Ctrl+D")
    panel = editor.items.steps
    assert panel.isVisible()
    assert [(row.text, row.change) for row in panel.model.rows] == [
        ("List price: 3 × €47.50", "142.50"),  # noqa: RUF001 - as it is shown
        ("10 % off paint from 3 units", "-14.25"),
        ("Tax included", "(20.48)"),
        ("Comes to", "128.25"),
    ]
    at_desk.press_keys("Ctrl+D")
    assert panel.isHidden()


def test_a_line_of_a_canceled_order_cannot_be_edited(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.window.trigger("order.cancel")
    at_desk.type("changed their mind")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: not at_desk.view.order.is_pending)
    at_desk.press_keys("Ctrl+G")
    at_desk.type("4")
    assert not editor.items.grid.is_editing()
    assert not editor.items.entry.isEnabled()
    at_desk.press(Qt.Key.Key_Delete)
    assert "only while the order is pending" in at_desk.message()


# The model


def a_view(at_desk, count) -> OrderView:
    """A version with many lines, each priced; copied from a real one."""
    view: OrderView = at_desk.desk.view(at_desk.desk.add(at_desk.desk.new_order(), "HW-4411"))
    one, lines = next(iter(view.order.items)), view.priced.lines
    items = Parts(
        OrderItem(place, one.item_id, f"HW-{place:05}", one.name, 1, 1)
        for place in range(1, count + 1)
    )
    priced = replace(
        view.priced,
        lines=replace(
            lines,
            ids=tuple(item.id for item in items),
            quantities=(1,) * count,
            list_prices=lines.list_prices * count,
            entitled_prices=lines.entitled_prices * count,
            sources=lines.sources * count,
            overrides=lines.overrides * count,
            goods=lines.goods * count,
            item_discounts=lines.item_discounts * count,
            order_discounts=lines.order_discounts * count,
            paid=lines.paid * count,
            taxes=lines.taxes * count,
            taxes_included=lines.taxes_included * count,
        ),
    )
    return replace(view, order=replace(view.order, items=items), priced=priced)


def with_quantity(view, place, quantity):
    """The next version: one line has another quantity, and costs more."""
    line = view.order.items[place]
    items = view.order.items.put(replace(line, quantity=quantity))
    lines, at = view.priced.lines, place - 1
    paid = (*lines.paid[:at], lines.paid[at] * quantity, *lines.paid[at + 1 :])
    priced = replace(view.priced, lines=replace(lines, paid=paid))
    order = replace(view.order, items=items, version=view.order.version + 1)
    return replace(view, order=order, priced=priced)


def test_the_model_obeys_qt(qtmodeltester, at_desk):
    view = a_view(at_desk, 12)
    model = LineModel()
    model.show_rows(view.order.items, LineFacts(view, TODAY))
    qtmodeltester.check(model)
    fewer = replace(view, order=replace(view.order, items=view.order.items.without(4)))
    model.show_rows(fewer.order.items, LineFacts(fewer, TODAY))
    qtmodeltester.check(model)


def announced_cells(qtbot, at_desk, count):
    """Which cells a change of one visible line announces, on an order of so many lines."""
    view = a_view(at_desk, count)
    model = LineModel()
    grid = LineGrid(model, None)
    qtbot.addWidget(grid)
    grid.resize(900, 400)
    grid.show()
    grid.show_lines(view.order.items, LineFacts(view, TODAY))
    after = with_quantity(view, 3, 5)
    cells: list[tuple[int, str] | str] = []
    model.dataChanged.connect(
        lambda first, last: cells.extend(
            (row, model.columns[column].id)
            for row in range(first.row(), last.row() + 1)
            for column in range(first.column(), last.column() + 1)
        )
    )
    model.modelReset.connect(lambda: cells.append("reset"))
    grid.show_lines(after.order.items, LineFacts(after, TODAY))
    grid.close()
    return cells


def test_a_change_announces_the_same_cells_for_any_length(qtbot, at_desk):
    expected = [(2, "quantity"), (2, "total")]
    assert announced_cells(qtbot, at_desk, 10) == expected
    assert announced_cells(qtbot, at_desk, 1_000) == expected


def test_ten_thousand_lines_are_drawn_and_changed_without_a_pause(qtbot, at_desk):
    view = a_view(at_desk, 10_000)
    model = LineModel()
    grid = LineGrid(model, None)
    qtbot.addWidget(grid)
    grid.resize(900, 400)
    grid.show()
    grid.show_lines(view.order.items, LineFacts(view, TODAY))
    grid.select_key(7_000)
    started = datetime.now(UTC)
    after = with_quantity(view, 7_000, 5)
    grid.show_lines(after.order.items, LineFacts(after, TODAY))
    assert datetime.now(UTC) - started < timedelta(milliseconds=200)
    assert grid.current_key() == 7_000
    assert model.index(6_999, model.column_of("quantity")).data() == "5"
    grid.close()


def test_figures_are_never_cut_short(qtbot, at_desk):
    view = with_quantity(a_view(at_desk, 3), 2, 900_000)
    grid = LineGrid(LineModel(), None)
    qtbot.addWidget(grid)
    grid.resize(720, 300)
    grid.show()
    grid.show_lines(view.order.items, LineFacts(view, TODAY))
    column = grid.model_of_lines.column_of("total")
    text = grid.model_of_lines.index(1, column).data()
    assert text == "116,100,000.00"
    assert grid.columnWidth(column) >= grid.fontMetrics().horizontalAdvance(text) + 16
    grid.close()


@pytest.mark.parametrize(
    ("stock", "said", "tone"),
    [
        (Availability(1, 5), "In stock", Tone.OK),
        (Availability(1, 0), "Not in stock", Tone.ERROR),
        (Availability(1, 2), "Only 2 free", Tone.ERROR),
        (
            Availability(1, 1, 50, (Receipt(date(2026, 12, 12), 10),)),
            "Backorder 12 Dec",
            Tone.WARN,
        ),
    ],
)
def test_availability_is_told_in_words_and_colour(at_desk, stock, said, tone):
    view = replace(a_view(at_desk, 1), availability=(stock,))
    line = replace(next(iter(view.order.items)), quantity=4, item_id=1)
    assert LineFacts(view, TODAY).availability(line) == (said, tone)


def test_an_event_of_an_older_version_changes_nothing(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    newest = at_desk.view
    older = replace(newest, order=replace(newest.order, version=newest.order.version - 1))
    at_desk.desk.services.bus.publish(OrderChanged(newest.order.id, older.order.version, older))
    at_desk.enter("PA-1120")
    at_desk.wait_lines("HW-4411", "PA-1120")
    assert editor.view.order.version == newest.order.version + 1


@pytest.mark.parametrize(
    ("tax", "words"),
    [
        (TaxTotal("VAT", 190_000, False, 1_000, 190), "VAT 19 %: €1.90"),
        (TaxTotal("VAT", 190_000, True, 1_000, 160), "VAT 19 %: €1.60, included"),
        (TaxTotal("Exempt", 0, False, 1_000, 0), "Exempt 0 %: €0.00"),
        (TaxTotal("Sales tax as charged", 0, False, 1_000, 80), "Sales tax as charged: €0.80"),
        (TaxTotal("", 0, True, 1_000, 80), "Tax: €0.80, included"),
    ],
)
def test_a_tax_that_came_without_a_rate_shows_none(tax, words):
    assert _tax_line(tax, "EUR").replace("\xa0", " ") == words
