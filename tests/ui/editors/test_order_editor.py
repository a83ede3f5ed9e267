"""The editor around the lines: header, codes, undo, forms, cancel, finding, several people."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from salescenter.domain.address import Address
from salescenter.domain.customer import Phone
from salescenter.domain.events import OrderChanged
from salescenter.domain.order import Block, BlockKind, OrderStatus
from salescenter.domain.parts import Parts
from salescenter.services.orders.views import AddItem, ChangeQuantity, SetMethod
from salescenter.ui.editors.order.order_finder import OrderFinder
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.services.desks import key
from tests.ui.frame import named

HOSTILE = "<b>O'Neill</b> & <img src=x> \u202eesrever"


# Header


def test_the_header_shows_customer_addresses_method_channel_and_status(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    header = editor.header
    assert header.number.text() == f"Order {at_desk.view.order.number}"
    assert header.customer.fact() == (
        "Zoë Müller",
        "+49 221 5550101 · customer1@example.com",
    )
    assert header.ship_to.fact() == ("Lindenallee 1", "50968 Köln, DE")
    assert header.bill_to.fact() == ("The same", "Köln")
    assert header.method.value() == "parcel"
    assert header.channel.value() == "phone"
    status = named(editor, "order-status")
    assert status.text() == "Pending"
    assert "Pending (P)" in status.toolTip()


def test_open_blocks_are_counted_beside_the_status(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    assert named(editor, "order-blocks").isHidden()
    view = at_desk.view
    blocks = Parts((Block(9, "fraud", BlockKind.MANUAL), Block(10, "credit", BlockKind.AUTOMATIC)))
    order = replace(view.order, blocks=blocks, version=view.order.version + 1)
    event = OrderChanged(order.id, order.version, replace(view, order=order))
    at_desk.desk.services.bus.publish(event)
    at_desk.wait(lambda: named(editor, "order-blocks").text() == "2 blocks")


def test_another_method_is_stored_and_priced(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    editor.focus_field("method")
    assert at_desk.focus is editor.header.method
    at_desk.press(Qt.Key.Key_Down)
    at_desk.wait(lambda: next(iter(at_desk.view.order.deliveries)).method == "express")
    at_desk.wait(lambda: at_desk.window.state.undo == "Change shipping method to express")


def test_a_channel_chosen_before_the_first_item_begins_the_order(at_desk):
    editor = at_desk.new_order()
    editor.focus_field("channel")
    at_desk.press(Qt.Key.Key_Down)
    at_desk.enter("HW-4411")
    at_desk.wait_lines("HW-4411")
    assert at_desk.view.order.channel == "mail"


def test_the_customer_is_found_and_assigned_by_keyboard(at_desk):
    editor = at_desk.new_order()
    at_desk.press_keys("Ctrl+Shift+U")
    at_desk.type("nowak")
    at_desk.wait(lambda: editor.customer.model.rowCount() == 1)
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: editor.view is not None)
    assert at_desk.view.customer.name == "Łukasz Nowak"
    assert editor.customer.isHidden()
    assert at_desk.focus is editor.items.entry.line


def test_another_shipping_address_is_typed_and_enter_saves_it(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+Shift+A")
    assert at_desk.focus.objectName() == "address-shipping-recipient"
    at_desk.type("Jan Müller")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(editor.ship_to.isHidden)
    address = next(iter(at_desk.stored().order.deliveries)).address
    assert address == Address("Jan Müller", "Lindenallee 1", "", "Köln", "", "50968", "DE")
    assert editor.header.ship_to.fact()[0] == "Jan Müller, Lindenallee 1"


def test_an_address_that_looks_wrong_is_told_beside_the_field_and_saved_when_insisted(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+Shift+A")
    postal_code = named(editor, "address-shipping-postal_code")
    postal_code.setFocus()
    postal_code.selectAll()
    at_desk.type("5096")
    at_desk.press(Qt.Key.Key_Return)
    assert editor.ship_to.isVisible()
    assert "is not a postal code" in named(editor, "problem-address-shipping-postal_code").text()
    assert at_desk.focus is postal_code
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(editor.ship_to.isHidden)
    assert next(iter(at_desk.stored().order.deliveries)).address.postal_code == "5096"


def test_escape_leaves_a_form_and_gives_the_focus_back(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+G")
    at_desk.press_keys("Ctrl+Shift+A")
    at_desk.press(Qt.Key.Key_Escape)
    assert editor.ship_to.isHidden()
    assert editor.items.isVisible()
    assert at_desk.focus is editor.items.grid


def test_a_new_order_without_content_has_no_address_yet(at_desk):
    editor = at_desk.new_order()
    editor.ask_ship_to()
    assert at_desk.message() == "An order begins with a customer or an item."


# Codes


def test_a_code_that_does_not_qualify_yet_and_then_does(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+Shift+C")
    at_desk.type("SPRING")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: len(editor.items.chips.states()) == 1)
    at_desk.wait(lambda: editor.items.codes.line.text() == "")
    chip = editor.items.chips.chips()[0]
    assert chip.isVisible()
    assert chip.text() == "SPRING: not yet: €71.00 short of €200.00"
    assert "Promotion code SPRING" in chip.accessibleName()
    assert at_desk.view.priced.totals.order_discount == 0

    at_desk.enter("HW-4411")
    at_desk.wait(lambda: at_desk.view.priced.totals.order_discount == 1_500)
    assert editor.totals.adjustments() == "-€15.00"
    states = editor.items.chips.states()
    assert [state.text for state in states] == ["15.00 off with code from 200.00 -€15.00"]


def test_a_code_of_no_promotion_is_refused_beside_the_field_and_kept(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+Shift+C")
    at_desk.type("NOPE")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: "NOPE" in editor.items.codes.problem())
    assert editor.items.codes.line.text() == "NOPE"
    assert not at_desk.view.order.codes


def test_delete_on_a_code_takes_it_off(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+Shift+C")
    at_desk.type("spring")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: len(editor.items.chips.states()) == 1)
    editor.items.chips.chips()[0].setFocus()
    at_desk.press(Qt.Key.Key_Delete)
    at_desk.wait(lambda: not at_desk.view.order.codes)
    assert editor.items.chips.isHidden()
    assert at_desk.focus is editor.items.codes.line


# Undo


def test_menus_name_the_step_that_undo_takes_back(at_desk):
    at_desk.an_order(HW_4411=1, PA_1120=1)
    at_desk.press_keys("Ctrl+G")
    at_desk.press_keys("F2")
    at_desk.type("5")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: 5 in at_desk.quantities())
    undo = at_desk.window.findChild(object, "order.undo")
    at_desk.wait(lambda: undo.text() == "&Undo Change quantity of line 1")
    at_desk.press_keys("Ctrl+Z")
    at_desk.wait(lambda: at_desk.quantities() == [1, 1])
    redo = at_desk.window.findChild(object, "order.redo")
    at_desk.wait(lambda: redo.text() == "&Redo Change quantity of line 1")
    at_desk.press_keys("Ctrl+Y")
    at_desk.wait(lambda: at_desk.quantities() == [5, 1])


def test_in_a_field_with_something_typed_ctrl_z_is_the_fields(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    editor.items.entry.line.setFocus()
    at_desk.type("hal")
    at_desk.press_keys("Ctrl+Z")
    assert editor.items.entry.line.text() == ""
    assert at_desk.quantities() == [1]
    at_desk.press_keys("Ctrl+Z")
    at_desk.wait(lambda: at_desk.quantities() == [])


def test_undo_says_why_it_cannot_go_further(at_desk):
    at_desk.an_order()
    at_desk.press_keys("Ctrl+Z")
    assert at_desk.message() == "This is where the order begins."


# Several people


def stale(at_desk, colleague_does, **wish):
    """The colleague does something that this window has not heard of."""
    view = at_desk.view
    verb, kind = colleague_does(at_desk.colleague.services)
    verb(kind(order_id=view.order.id, version=view.order.version, **wish), key=key())


def test_a_step_on_an_old_version_is_done_again_when_nothing_it_is_about_changed(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    stale(at_desk, lambda services: (services.orders.set_method, SetMethod), method="express")
    at_desk.enter("PA-1120")
    at_desk.wait_lines("HW-4411", "PA-1120")
    assert next(iter(at_desk.view.order.deliveries)).method == "express"
    assert editor.clash.isHidden()


def test_two_people_who_change_the_same_quantity_are_asked(at_desk):
    editor = at_desk.an_order(HW_4411=2)
    line = next(iter(at_desk.view.order.items))
    stale(
        at_desk,
        lambda services: (services.lines.change_quantity, ChangeQuantity),
        line_id=line.id,
        quantity=5,
    )
    at_desk.press_keys("Ctrl+G")
    at_desk.type("4")
    at_desk.press(Qt.Key.Key_Return)

    at_desk.wait(lambda: editor.clash.question() != "")
    assert editor.clash.question() == ("Quantity of line 1: it was 2; Lead made it 5; you want 4.")
    assert at_desk.quantities() == [5]
    assert at_desk.focus is editor.items.grid
    at_desk.press_keys("Ctrl+J")
    at_desk.press(Qt.Key.Key_Return)
    assert editor.clash.isHidden()
    assert at_desk.stored().order.items == at_desk.view.order.items
    assert at_desk.quantities() == [5]


def test_the_same_change_by_both_asks_nobody(at_desk):
    editor = at_desk.an_order(HW_4411=2)
    line = next(iter(at_desk.view.order.items))
    stale(
        at_desk,
        lambda services: (services.lines.change_quantity, ChangeQuantity),
        line_id=line.id,
        quantity=4,
    )
    at_desk.press_keys("Ctrl+G")
    at_desk.type("4")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.quantities() == [4])
    assert editor.clash.isHidden()


def test_an_order_that_others_added_to_is_not_canceled_unasked(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    item = at_desk.desk.seed.items["PA-1120"]
    stale(at_desk, lambda services: (services.lines.add_item, AddItem), item_id=item, quantity=3)
    at_desk.window.trigger("order.cancel")
    at_desk.type("no answer")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: editor.clash.question() != "")
    assert at_desk.stored().order.is_pending
    editor.clash.keep_theirs()
    assert editor.cancel.isHidden()
    assert at_desk.stored().order.is_pending


# Cancel, find, restore


def test_an_order_is_canceled_with_a_reason_and_not_without(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.window.trigger("order.cancel")
    at_desk.press(Qt.Key.Key_Return)
    problem = named(editor, "problem-cancel-reason")
    at_desk.wait(lambda: problem.text() == "Say why the order is canceled.")
    assert at_desk.view.order.is_pending
    at_desk.type("bought it elsewhere")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.view.order.status is OrderStatus.CANCELED)
    assert editor.cancel.isHidden()
    assert editor.submit.isHidden()
    at_desk.press_keys("Ctrl+Z")
    at_desk.wait(lambda: at_desk.message() == "The order is canceled.")


def test_an_order_is_found_by_its_number(at_desk):
    step = at_desk.desk.add(at_desk.desk.new_order(), "HW-4411")
    at_desk.press_keys("Ctrl+F, Ctrl+O")
    assert isinstance(at_desk.window.active_editor, OrderFinder)
    at_desk.type(step.number)
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: at_desk.window.active_editor.key == str(step.order_id))
    at_desk.wait_lines("HW-4411")


def test_a_wrong_number_is_told_beside_the_field(at_desk):
    at_desk.press_keys("Ctrl+F, Ctrl+O")
    finder = at_desk.window.active_editor
    at_desk.type("1000008")
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: finder.problem() != "")
    assert finder.problem() in ("There is no order 1000008.", "No order is found by this.")


def test_an_order_that_is_gone_says_so(at_desk):
    editor = at_desk.window.open_editor("order", "4711")
    lost = named(editor, "order-lost")
    at_desk.wait(lost.isVisible)
    assert "There is no such order." in [label.text() for label in lost.findChildren(object)
                                         if hasattr(label, "text")]  # fmt: skip


def test_no_ear_outlives_its_editor(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    bus = at_desk.desk.services.bus
    before = bus.listening(OrderChanged)
    at_desk.window.close_editor(editor)
    at_desk.wait(lambda: bus.listening(OrderChanged) == before - 1)


# Looks


def test_text_that_looks_like_markup_is_shown_as_it_is(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    view = at_desk.view
    line = replace(next(iter(view.order.items)), name=HOSTILE, sku="<i>x</i>")
    address = Address(HOSTILE, HOSTILE, "", HOSTILE, "", "", "DE")
    customer = replace(
        view.customer, last_name=HOSTILE, phones=(Phone(HOSTILE),), emails=(HOSTILE,)
    )
    deliveries = Parts(replace(each, address=address) for each in view.order.deliveries)
    order = replace(
        view.order,
        items=Parts((line,)),
        deliveries=deliveries,
        bill_to=replace(address, city="x"),
        codes=(HOSTILE,),
        version=view.order.version + 1,
    )
    event = OrderChanged(
        order.id, order.version, replace(view, order=order, customer=customer, changed_by=HOSTILE)
    )
    at_desk.desk.services.bus.publish(event)
    at_desk.wait(lambda: HOSTILE in editor.header.customer.fact()[0])
    at_desk.press_keys("Ctrl+G")
    at_desk.press_keys("Ctrl+D")
    at_desk.press_keys("Ctrl+Shift+O")
    assert find_rich_text(editor) == []
    assert at_desk.cell(0, "name") == HOSTILE


def test_everything_that_takes_the_focus_has_a_name(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    at_desk.press_keys("Ctrl+D")
    for ask in (editor.ask_customer, editor.ask_ship_to, editor.ask_bill_to, editor.ask_cancel):
        ask()
        assert find_unnamed(editor) == []


def test_lines_entry_and_total_are_in_sight_at_1280_by_720(at_desk):
    editor = at_desk.an_order(HW_4411=1, PA_1120=1, PA_1121=1)
    at_desk.window.resize(1280, 720)
    QApplication.processEvents()
    first, last = editor.items.grid.visible_rows()
    assert (first, last) == (0, 2)
    for part in (editor.items.entry.line, editor.totals.total, editor.header.number):
        area = part.rect().translated(part.mapTo(at_desk.window, part.rect().topLeft()))
        assert at_desk.window.rect().contains(area)


def test_all_keys_of_the_order_are_sequences_that_qt_knows(at_desk):
    from salescenter.ui.actions.order_actions import ORDER_ACTIONS

    keys = [action.shortcut for action in ORDER_ACTIONS if action.shortcut]
    assert all(not QKeySequence(each).isEmpty() for each in keys)
    assert len(set(keys)) == len(keys)
