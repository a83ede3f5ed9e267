"""Which store is worked for: after sign-on, remembered, chosen."""

from dataclasses import replace
from typing import Any

import pytest

from salescenter.domain.errors import Busy
from salescenter.domain.preferences import Preferences
from salescenter.services.preferences import PreferenceSheet
from salescenter.ui.state import WorkbenchState
from salescenter.ui.store_selection import StoreSelection, store_id_of
from tests.ui.fake_desk import NORA, RUBEN, SHOP, TRADE, FakeWorkbench, Held, a_customer, a_store


@pytest.fixture
def workbench(qapp) -> FakeWorkbench:
    return FakeWorkbench(WorkbenchState())


@pytest.fixture
def selection(workbench) -> StoreSelection:
    return StoreSelection(workbench, workbench.memory, workbench)


def test_after_sign_on_the_stores_are_read_and_one_is_asked_for(workbench, selection):
    workbench.change_state(person=NORA)
    assert workbench.state.stores == (SHOP, TRADE)
    assert workbench.state.store is None
    assert [choice.text for choice in workbench.offered] == ["Shop", "Trade"]
    workbench.choosing(TRADE)
    assert workbench.state.store == TRADE


def test_the_only_store_is_selected_without_asking(workbench, selection):
    workbench.services.stores.known = (a_store(TRADE),)
    workbench.change_state(person=NORA)
    assert workbench.state.store == TRADE
    assert workbench.offered == []


def test_the_store_of_the_last_time_is_selected_again(workbench, selection):
    workbench.change_state(person=NORA)
    workbench.change_state(store=TRADE)
    workbench.change_state(person=None)
    assert (workbench.state.store, workbench.state.stores) == (None, ())
    workbench.change_state(person=NORA)
    assert workbench.state.store == TRADE


def test_a_store_that_is_no_more_is_not_selected(workbench, selection):
    workbench.memory.kept["store"] = "99"
    workbench.change_state(person=NORA)
    assert workbench.state.store is None


def test_an_answer_that_comes_after_sign_off_is_dropped(qapp):
    workbench: Any = FakeWorkbench(WorkbenchState(), runner=Held())
    selection = StoreSelection(workbench, workbench.memory, workbench)
    workbench.change_state(person=NORA)
    workbench.change_state(person=None)
    workbench.runner.answer_all()
    assert workbench.state.stores == ()
    assert selection.parent() is workbench


def test_a_failed_reading_is_reported(workbench, selection):
    def fail(_wish):
        raise Busy

    workbench.services.stores.all = fail
    workbench.change_state(person=RUBEN)
    assert len(workbench.reported) == 1


def test_the_selected_store_is_marked_among_the_choices(workbench, selection):
    workbench.memory.kept["store"] = "1"
    workbench.change_state(person=NORA)
    from salescenter.ui.store_selection import choose_store

    choose_store(workbench)
    assert [(choice.text, choice.detail) for choice in workbench.offered] == [
        ("Shop", "Selected"),
        ("Trade", ""),
    ]


def test_customers_and_orders_have_a_store_and_other_things_none():
    class View:
        order = a_customer(store_id=2)

    assert store_id_of(a_customer(store_id=1)) == 1
    assert store_id_of(View()) == 2
    assert store_id_of("a note") == store_id_of(None) == 0


def test_stores_are_read_when_the_first_password_of_ones_own_is_chosen(workbench, selection):
    begins = replace(NORA, permissions=frozenset({"own_session"}))
    workbench.change_state(person=begins)
    assert workbench.state.stores == ()
    workbench.change_state(person=NORA)
    assert workbench.state.stores == (SHOP, TRADE)


def test_the_preferred_store_is_selected_at_the_start(workbench, selection):
    workbench.memory.kept["store"] = str(SHOP.id)
    workbench.services.preferences.sheet = PreferenceSheet(Preferences(start_store="trade"))
    workbench.change_state(person=NORA)
    assert workbench.state.store == TRADE
