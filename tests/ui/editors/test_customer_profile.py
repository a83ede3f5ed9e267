"""A customer's profile, by keyboard."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from salescenter.domain.address import Address
from salescenter.domain.customer import AddressUse, BookAddress, CustomerKind, Phone
from salescenter.domain.events import CustomerChanged, Elsewhere, OrderChanged
from salescenter.domain.order import OrderStatus
from salescenter.ui.editors.customer.profile import CustomerEditor
from salescenter.ui.state import WorkbenchState
from salescenter.ui.tables import roles
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.fake_desk import FakeWorkbench, a_customer, a_summary
from tests.ui.frame import named
from tests.ui.keys import press

RETURN, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def workbench(qapp) -> FakeWorkbench:
    made = FakeWorkbench()
    made.services.customers.people = {1: a_customer()}
    made.services.orders.listed = [a_summary(n) for n in (30, 20, 10)]
    return made


def opened(qtbot, workbench, key: str = "1") -> CustomerEditor:
    editor = CustomerEditor(workbench, key)
    qtbot.addWidget(editor)
    editor.resize(800, 600)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.take_focus()
    return editor


@pytest.fixture
def profile(qtbot, workbench) -> CustomerEditor:
    return opened(qtbot, workbench)


def text(widget) -> str:
    return " ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def orders(profile) -> list[int]:
    return [row.id for row in profile.orders.model.rows]


def test_it_says_who_it_is_and_how_to_reach_them(profile):
    said = text(profile)
    for part in ("Zoë Müller", "C100001", "Shop", "17 May 2024", "Active"):
        assert part in said
    for part in ("+49 221 5550199", "zoe@example.com", "Lindenallee 14\n50968 Köln\nGermany"):
        assert part in said
    assert profile.title == "Zoë Müller"


def test_the_customer_is_what_the_state_is_about(profile):
    assert profile.contribute(WorkbenchState()).subject == a_customer()


@pytest.mark.parametrize(
    ("change", "said"),
    [({"is_active": False}, "Disabled"), ({"kind": CustomerKind.GUEST}, "Guest")],
)
def test_the_status_is_said_in_words(qtbot, workbench, change, said):
    workbench.services.customers.people = {1: a_customer(**change)}
    assert named(opened(qtbot, workbench), "customer-status").text() == said


def test_enter_opens_the_newest_order_and_down_the_one_before(profile, workbench):
    assert focused() == "customer-orders"
    press(profile.orders.table, RETURN)
    press(profile.orders.table, DOWN)
    press(profile.orders.table, RETURN)
    assert workbench.opened == [("order", "30"), ("order", "20")]


def test_ctrl_enter_starts_an_order_from_anywhere(profile, workbench):
    press(profile.orders.table, RETURN, CONTROL)
    press(profile.head.order_button, RETURN, CONTROL)
    assert [wish.customer_id for wish, _key in workbench.services.orders.started] == [1, 1]
    assert workbench.opened[0] == ("order", "501")


def test_a_customer_without_orders_has_the_focus_on_the_button(qtbot, workbench):
    workbench.services.orders.listed = []
    profile = opened(qtbot, workbench)
    assert focused() == "customer-new_order"
    press(profile.head.order_button, RETURN)
    assert len(workbench.services.orders.started) == 1


def test_amounts_and_moments_are_written_in_the_stores_way(profile):
    def cell(column):
        model = profile.orders.model
        return model.index(0, model.column_of(column)).data(roles.DISPLAY)

    assert cell("total") == "€123.45"
    assert cell("placed").startswith("17 May 2024, 11:30")
    assert cell("status") == "Shipped"


def test_earlier_orders_come_when_they_are_asked_for(qtbot, workbench):
    workbench.services.orders.listed = [a_summary(n) for n in range(120, 0, -1)]
    profile = opened(qtbot, workbench)
    assert len(orders(profile)) == 50
    profile.orders.more.click()
    assert workbench.services.orders.asked[-1].before_id == 71
    profile.orders.more.click()
    assert len(orders(profile)) == 120
    assert not profile.orders.more.isVisible()
    assert profile.orders.table.currentIndex().row() == 100


def test_a_new_order_of_the_customer_appears_and_the_chosen_one_stays(profile, workbench, qtbot):
    profile.orders.table.select_key(20)
    workbench.services.orders.listed.insert(0, a_summary(40, OrderStatus.PENDING))
    view = SimpleNamespace(order=SimpleNamespace(customer_id=1))
    workbench.services.bus.publish(OrderChanged(40, 1, view))
    qtbot.waitUntil(lambda: orders(profile) == [40, 30, 20, 10])
    assert profile.orders.table.current_key() == 20


def test_an_order_of_somebody_else_is_not_read_for(profile, workbench):
    asked = len(workbench.services.orders.asked)
    view = SimpleNamespace(order=SimpleNamespace(customer_id=9))
    workbench.services.bus.publish(OrderChanged(99, 1, view))
    workbench.services.bus.publish(Elsewhere("order", 99, 1))
    QApplication.processEvents()
    assert len(workbench.services.orders.asked) == asked


@pytest.mark.parametrize("event", [CustomerChanged(1, 2), Elsewhere("customer", 1, 2)])
def test_a_changed_customer_is_drawn_anew(profile, workbench, qtbot, event):
    workbench.services.customers.people = {1: a_customer(last_name="Nowak")}
    workbench.services.bus.publish(event)
    qtbot.waitUntil(lambda: profile.title == "Zoë Nowak")


def test_an_order_changed_elsewhere_is_read_again(profile, workbench, qtbot):
    workbench.services.orders.listed[0] = a_summary(30, OrderStatus.CANCELED)
    workbench.services.bus.publish(Elsewhere("order", 30, 2))
    qtbot.waitUntil(lambda: profile.orders.model.rows[0].status is OrderStatus.CANCELED)


@pytest.mark.parametrize("key", ["999", "", "x"])
def test_a_customer_who_is_not_there_is_said_to_be_missing(qtbot, workbench, key):
    profile = opened(qtbot, workbench, key)
    assert profile.missing.isVisible()
    assert "There is no such customer." in text(profile)
    assert profile.order_for_customer() is False


def test_hostile_and_long_text_is_shown_as_it_is(qtbot, workbench):
    evil = "<b>Bobby</b> <img src=x>"
    address = Address(evil, evil, evil, evil, "", "<i>", "DE", "<u>1")
    book = tuple(BookAddress(n, evil, AddressUse.SHIPPING, address) for n in range(1, 9))
    workbench.services.customers.people = {
        1: replace(
            a_customer(),
            last_name=evil * 3,
            emails=("<b>" + "a" * 90 + "@example.com",),
            phones=(Phone(evil),),
            addresses=book,
        )
    }
    profile = opened(qtbot, workbench)
    assert find_rich_text(profile) == []
    assert find_unnamed(profile) == []
    assert profile.orders.table.isVisible()
    assert profile.orders.table.height() > 150


def test_the_editor_asks_for_no_more_than_it_shows(profile, workbench):
    assert len(workbench.services.customers.asked) == 1
    assert len(workbench.services.orders.asked) == 1
