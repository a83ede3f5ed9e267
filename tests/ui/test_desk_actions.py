"""Actions about customers and the desk, run by their ids."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.ui.actions.action import ActionRegistry
from salescenter.ui.actions.customer_actions import CUSTOMER_ACTIONS, order_for_chosen_customer
from salescenter.ui.actions.desk_actions import DESK_ACTIONS
from salescenter.ui.actions.keymap import clashes
from salescenter.ui.state import WorkbenchState
from salescenter.ui.widgets import text_field
from tests.ui.fake_desk import AT_WORK, NORA, SHOP, TRADE, FakeWorkbench

REGISTRY = ActionRegistry((*CUSTOMER_ACTIONS, *DESK_ACTIONS))


class Place(QWidget):
    """Where a customer stands and was searched for."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.chosen = True
        self.line = text_field("Line", name="line")
        QVBoxLayout(self).addWidget(self.line)

    def typed_text(self) -> str:
        return "zoë müller"

    def open_customer(self) -> None:
        self.done.append("open")

    def order_for_customer(self) -> bool:
        self.done.append("order")
        return self.chosen


@pytest.fixture
def workbench(qapp) -> FakeWorkbench:
    return FakeWorkbench()


@pytest.fixture
def place(qtbot) -> Place:
    made = Place()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.line.setFocus()
    return made


def test_finding_a_customer_goes_to_the_finder(workbench):
    REGISTRY.trigger("customer.find", workbench)
    assert workbench.shown == ["customer_finder"]


def test_a_new_customer_takes_over_what_is_typed_around_the_focus(workbench, place):
    class Form:
        taken = ""

        def take_over(self, typed: str) -> None:
            self.taken = typed

    form = workbench.makes["customer.new"] = Form()
    REGISTRY.trigger("customer.create", workbench)
    assert (workbench.opened, form.taken) == ([("customer.new", "")], "zoë müller")


def test_a_new_customer_begins_empty_when_nothing_was_searched(workbench):
    REGISTRY.trigger("customer.create", workbench)
    assert workbench.opened == [("customer.new", "")]


def test_the_customer_around_the_focus_is_the_one_that_is_meant(workbench, place):
    workbench.active_editor = Place()
    REGISTRY.trigger("customer.open", workbench)
    REGISTRY.trigger("customer.order", workbench)
    assert place.done == ["open", "order"]
    assert workbench.active_editor.done == []
    workbench.active_editor.deleteLater()


def test_without_focus_on_one_the_customer_in_front_is_meant(workbench, qtbot):
    workbench.active_editor = Place()
    qtbot.addWidget(workbench.active_editor)
    assert order_for_chosen_customer(workbench) is True
    assert workbench.active_editor.done == ["order"]


def test_without_a_customer_an_order_says_what_to_do_first(workbench, place):
    place.chosen = False
    REGISTRY.trigger("customer.order", workbench)
    assert workbench.refused == ["Find the customer first, or open the customer's profile."]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (WorkbenchState(), "Sign on first."),
        (replace(AT_WORK, store=None), "Select the store you work for first."),
        (
            replace(AT_WORK, person=replace(NORA, permissions=frozenset())),
            "You have no right to do this. Ask a supervisor.",
        ),
    ],
)
def test_what_cannot_be_done_says_why(qapp, state, sentence):
    workbench: Any = FakeWorkbench(state)
    REGISTRY.trigger("customer.create", workbench)
    assert (workbench.refused, workbench.opened) == ([sentence], [])


def test_the_store_is_chosen_from_a_list(workbench):
    REGISTRY.trigger("store.select", workbench)
    assert [choice.value for choice in workbench.offered] == [SHOP, TRADE]
    workbench.choosing(TRADE)
    assert workbench.state.store == TRADE


def test_the_menu_names_the_selected_store(workbench):
    select = REGISTRY["store.select"]
    assert select.plain_text(workbench.state) == "Select the store… (now Shop)"
    assert select.plain_text(WorkbenchState()) == "Select the store…"


def test_the_next_store_goes_round_and_round(workbench):
    REGISTRY.trigger("store.next", workbench)
    assert workbench.state.store == TRADE
    REGISTRY.trigger("store.next", workbench)
    assert workbench.state.store == SHOP


def test_open_customers_and_the_password_are_two_keys_away(workbench):
    REGISTRY.trigger("store.show_open", workbench)
    REGISTRY.trigger("session.change_password", workbench)
    assert workbench.shown == ["stores"]
    assert workbench.opened == [("password", "password")]


def test_no_shortcut_swallows_another():
    assert clashes({action.id: action.shortcut for action in REGISTRY}) == []
    assert REGISTRY["customer.find"].shortcut == "Ctrl+F, Ctrl+R"
