"""Who calls is shown at once, or when somebody is at work again; how another start says it."""

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket

from salescenter.domain.errors import NotFound
from salescenter.domain.screen_call import ScreenCall
from salescenter.services.customers import CustomerHits
from salescenter.ui.screen_pop import ScreenPop
from salescenter.ui.single_instance import Doorbell, server_name, started_already
from salescenter.ui.state import WorkbenchState
from tests.ui.fake_desk import AT_WORK, NORA, SHOP, FakeWorkbench, Held, a_match

ADDRESS = "sqlite:///a-store-of-this-test"
ZOE = a_match(1, "Zoë Müller", matched=("phone",))
JAN = a_match(2, "Jan Müller", matched=("phone",))
PHONE = ScreenCall("phone", "0221 5550199")


@pytest.fixture
def workbench(qapp) -> FakeWorkbench:
    made = FakeWorkbench(AT_WORK)
    made.change_state(stores=(SHOP,))
    return made


@pytest.fixture
def pop(workbench) -> ScreenPop:
    return ScreenPop(workbench, workbench)


def found(workbench, *matches):
    workbench.services.customers.hits = CustomerHits(matches, more=False)


def test_the_one_who_has_the_telephone_is_opened(workbench, pop):
    found(workbench, ZOE)
    pop.show_call(PHONE)
    assert workbench.opened == [("customer", "1")]
    assert workbench.services.customers.asked[0].text == "0221 5550199"


def test_who_was_found_by_anything_else_is_not_meant(workbench, pop):
    found(workbench, a_match(3, "Street 5550199", matched=("postal_code",)))
    pop.show_call(PHONE)
    assert workbench.opened == []
    assert workbench.refused == ["Nobody was found for 0221 5550199."]


def test_of_several_with_one_telephone_one_is_chosen(workbench, pop):
    found(workbench, ZOE, JAN)
    pop.show_call(PHONE)
    assert [choice.text for choice in workbench.offered] == ["Zoë Müller", "Jan Müller"]
    workbench.choosing(2)
    assert workbench.opened == [("customer", "2")]


def test_a_customer_is_opened_by_the_whole_number_only(workbench, pop):
    found(workbench, a_match(1, "Zoë Müller"), a_match(12, "Ann Bee"))
    pop.show_call(ScreenCall("customer", "c100012"))
    assert workbench.opened == [("customer", "12")]


def test_an_order_is_opened_by_its_number(workbench, pop):
    view = SimpleNamespace(order=SimpleNamespace(id=7))
    workbench.services.orders.find_number = lambda wish: view
    pop.show_call(ScreenCall("order", "100 5007"))
    assert workbench.opened == [("order", "7")]


def test_an_order_that_is_not_there_is_told(workbench, pop):
    def find_number(_wish):
        raise NotFound("order.unknown_number", number="9")

    workbench.services.orders.find_number = find_number
    pop.show_call(ScreenCall("order", "9"))
    assert [error.code for error in workbench.reported] == ["order.unknown_number"]


@pytest.mark.parametrize("away", [{"person": None}, {"locked": True}])
def test_while_nobody_is_at_work_only_the_last_call_is_remembered(workbench, pop, away):
    found(workbench, ZOE)
    workbench.change_state(**away)
    pop.show_call(ScreenCall("phone", "0221 1"))
    pop.show_call(PHONE)
    assert workbench.services.customers.asked == []
    assert workbench.opened == []

    workbench.change_state(person=NORA, locked=False)
    assert workbench.opened == [("customer", "1")]
    assert [wish.text for wish in workbench.services.customers.asked] == ["0221 5550199"]
    workbench.change_state(locked=True)
    workbench.change_state(locked=False)
    assert len(workbench.opened) == 1


def test_a_call_for_a_fresh_window_waits_for_its_stores(qapp):
    workbench: Any = FakeWorkbench(WorkbenchState())
    pop = ScreenPop(workbench, workbench)
    found(workbench, ZOE)
    pop.show_call(PHONE)
    workbench.change_state(person=NORA)
    assert workbench.opened == []
    workbench.change_state(stores=(SHOP,), store=SHOP)
    assert workbench.opened == [("customer", "1")]


def test_an_answer_that_finds_the_window_locked_waits(qapp):
    held = Held()
    workbench: Any = FakeWorkbench(AT_WORK, held)
    workbench.change_state(stores=(SHOP,))
    pop = ScreenPop(workbench, workbench)
    found(workbench, ZOE)
    pop.show_call(PHONE)
    workbench.change_state(locked=True)
    held.answer()
    assert workbench.opened == []
    workbench.change_state(locked=False)
    held.answer()
    assert workbench.opened == [("customer", "1")]


@pytest.fixture
def bell(qapp):
    owner = QObject()
    made = Doorbell(ADDRESS, owner)
    heard: list[ScreenCall | None] = []
    made.rung.connect(heard.append)
    yield heard
    owner.deleteLater()


def test_another_start_reaches_the_window_with_its_call(bell, qtbot):
    assert started_already(ADDRESS, PHONE)
    qtbot.waitUntil(lambda: bell == [PHONE])
    assert started_already(ADDRESS)
    qtbot.waitUntil(lambda: bell == [PHONE, None])


def test_no_window_is_reached_where_there_is_none(qapp):
    assert not started_already("sqlite:///nobody-is-there", PHONE)


@pytest.mark.parametrize("said", [b'{"order": "1; DROP"}\n', b"x" * 5000, b"\x00\xff\n"])
def test_what_is_no_call_does_nothing(bell, qtbot, said, caplog):
    socket = QLocalSocket()
    socket.connectToServer(server_name(ADDRESS))
    assert socket.waitForConnected(300)
    socket.write(said)
    socket.waitForBytesWritten(300)
    qtbot.waitUntil(lambda: "no call" in caplog.text)
    caplog.clear()
    assert bell == []
    socket.abort()
