"""What is seen of an order's customer while it is typed; never in the way."""

import pytest

from salescenter.services.customer_editing import AddComment, SetPhones, TypedPhone
from salescenter.services.customers import CustomerById
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.services.desks import key


@pytest.fixture
def editor(at_desk):
    at_desk.window.resize(1440, 900)
    for _number in range(2):
        at_desk.desk.new_order()
    wish = AddComment(customer_id=at_desk.desk.seed.customers[0], text="Calls <b>late</b>")
    at_desk.desk.services.customer_files.add_comment(wish, key=key())
    made = at_desk.an_order(HW_4411=1)
    at_desk.wait(lambda: bool(made.glance.note.text()))
    return made


def test_it_tells_telephones_last_orders_and_the_newest_note(editor, at_desk):
    glance = editor.glance
    assert glance.isVisible()
    assert "5550101" in glance.reach.text()
    assert glance.note.text() == "Note: Calls <b>late</b>"
    assert editor.view.order.number not in glance.orders.text()
    assert glance.orders.text().count("Pending") == 2
    assert find_unnamed(glance) + find_rich_text(glance) == []


def test_it_never_has_the_focus_and_leaves_room_for_forms_and_in_low_windows(editor, at_desk):
    assert not editor.glance.isAncestorOf(at_desk.focus)
    editor.ask_customer()
    assert editor.glance.isHidden()
    editor.customer.close_strip()
    assert editor.glance.isVisible()
    at_desk.window.resize(960, 600)
    at_desk.wait(editor.glance.isHidden)


def test_what_a_colleague_changes_of_the_customer_is_seen(editor, at_desk):
    services = at_desk.desk.services
    customer = services.customers.get(CustomerById(customer_id=at_desk.desk.seed.customers[0]))
    phones = (TypedPhone("0221 5550177", "work"),)
    wish = SetPhones(customer_id=customer.id, version=customer.version, phones=phones)
    services.customer_files.set_phones(wish, key=key())
    at_desk.wait(lambda: editor.glance.reach.text() == "+49 221 5550177 (work)")


def test_without_a_customer_there_is_nothing(at_desk):
    at_desk.window.resize(1440, 900)
    editor = at_desk.new_order()
    at_desk.enter("HW-4411")
    at_desk.wait_lines("HW-4411")
    assert editor.glance.isHidden()
