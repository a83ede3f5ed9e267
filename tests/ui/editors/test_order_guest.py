"""A guest's order: begun with a key, the guest registered before submit, never after."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from salescenter.domain.customer import CustomerKind
from salescenter.services.orders.views import CancelOrder
from salescenter.ui.actions.guest_actions import GUEST_ACTIONS
from salescenter.ui.editors.order.guest_strip import is_guest_of
from salescenter.ui.state import StoreRef
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.services.desks import key
from tests.ui.frame import named

RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
GUEST, REGISTER = GUEST_ACTIONS


def begin(desk, *texts: str):
    """Take an order for a guest of whom these are known, in the order of the fields."""
    GUEST.run(desk.window)
    desk.wait(lambda: desk.editor.link.store is not None)
    desk.editor.ask_guest()
    for place, text in enumerate(texts):
        if place:
            desk.press(TAB)
        desk.type(text)
    desk.press(RETURN)
    desk.wait(lambda: is_guest_of(desk.editor.view))
    return desk.editor


def test_enter_alone_begins_an_order_for_a_guest_of_whom_nothing_is_known(at_desk):
    editor = begin(at_desk)
    customer = at_desk.stored().customer
    assert (customer.kind, customer.name) == (CustomerKind.GUEST, "")
    assert editor.guest.isHidden()


def test_what_is_known_of_a_guest_is_kept_and_a_wrong_contact_is_said_beside_its_field(at_desk):
    at_desk.new_order().ask_guest()
    for text in ("Ada", "", "nowhere"):
        at_desk.type(text)
        at_desk.press(TAB)
    at_desk.press(RETURN)
    assert at_desk.focus.objectName() == "guest-email"
    assert named(at_desk.editor, "problem-guest-email").isVisible()
    at_desk.focus.clear()
    at_desk.type("ada@example.com")
    at_desk.press(RETURN)
    at_desk.wait(lambda: at_desk.editor.view is not None)
    customer = at_desk.stored().customer
    assert (customer.first_name, customer.emails) == ("Ada", ("ada@example.com",))


def test_an_order_that_is_there_already_becomes_a_guests(at_desk):
    editor = at_desk.an_order(HW_4411=1)
    editor.ask_guest()
    at_desk.press(RETURN)
    at_desk.wait(lambda: is_guest_of(editor.view))
    assert at_desk.stored().customer.kind is CustomerKind.GUEST


def test_a_guest_is_registered_under_a_last_name(at_desk):
    editor = begin(at_desk, "Ada")
    REGISTER.run(at_desk.window)
    assert at_desk.focus.objectName() == "register-last_name"
    at_desk.press(RETURN)
    assert named(editor, "problem-register-last_name").isVisible()
    at_desk.type("Winter")
    at_desk.press(RETURN)
    at_desk.wait(lambda: editor.view.customer.kind is CustomerKind.REGISTERED)
    assert at_desk.stored().customer.name == "Ada Winter"
    assert editor.register.isHidden()


def test_whoever_is_registered_already_is_taken_instead_with_one_key(at_desk):
    editor = begin(at_desk, "", "", "customer1@example.com")
    editor.ask_register()
    at_desk.wait(lambda: editor.register.twins.isVisible())
    assert editor.open_twin()
    at_desk.wait(lambda: editor.view.order.customer_id == at_desk.desk.seed.customers[0])
    assert editor.register.isHidden()


def test_registering_is_offered_for_a_pending_order_of_a_guest_alone(at_desk):
    editor = at_desk.an_order()
    assert not REGISTER.is_offered(editor.contribute(at_desk.window.state))
    editor.ask_register()
    assert editor.register.isHidden()
    editor = begin(at_desk)
    assert REGISTER.is_offered(editor.contribute(at_desk.window.state))
    wish = CancelOrder(
        order_id=editor.view.order.id, version=editor.view.order.version, reason="no"
    )
    at_desk.desk.services.orders.cancel(wish, key=key())
    at_desk.wait(lambda: not editor.view.order.is_pending)
    assert not REGISTER.is_offered(editor.contribute(at_desk.window.state))


@pytest.mark.parametrize("is_business", [True, False])
def test_a_business_store_does_not_know_the_action(at_desk, is_business):
    state = replace(at_desk.window.state, store=StoreRef(2, "Trade", is_business))
    assert GUEST.is_offered(state) is not is_business
    assert GUEST.enabled(state) is not is_business


def test_a_button_beside_the_guest_registers_too(at_desk):
    at_desk.window.resize(1280, 860)
    editor = begin(at_desk, "Ada", "Winter")
    at_desk.wait(editor.glance.register.isVisible)
    editor.glance.register.click()
    at_desk.press(RETURN)
    at_desk.wait(lambda: editor.view.customer.kind is CustomerKind.REGISTERED)
    assert editor.glance.register.isHidden()


def test_every_widget_of_the_forms_has_a_name_and_plain_text(at_desk):
    editor = begin(at_desk, "<b>Ada", "<i>")
    editor.ask_register()
    assert find_unnamed(editor.register) + find_unnamed(editor.guest) == []
    assert find_rich_text(editor.register) + find_rich_text(editor.guest) == []
