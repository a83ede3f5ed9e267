"""Customers found field by field, by keyboard, over a little store."""

from dataclasses import fields
from typing import Any

import pytest
from PySide6.QtCore import Qt

from salescenter.domain.customer_search import CustomerFields, CustomerStatus
from salescenter.ui.editors.customer.advanced_find import AdvancedFind
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.services.desks import Desk
from tests.ui.fake_desk import FakeWorkbench
from tests.ui.frame import named
from tests.ui.keys import focused, press, type_text

RETURN = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def workbench(little_store, tmp_path, qapp) -> FakeWorkbench:
    database, seed = little_store
    made = FakeWorkbench()
    made.services = Desk.over(database, seed, tmp_path).services
    return made


@pytest.fixture
def finder(qtbot, workbench) -> AdvancedFind:
    made = AdvancedFind(workbench, "")
    qtbot.addWidget(made)
    made.resize(960, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take_focus()
    return made


def find(finder, name: str, text: str) -> None:
    finder.editor(name).setFocus()
    type_text(finder.editor(name), text)
    press(finder.editor(name), RETURN)


def said(finder) -> str:
    return str(named(finder, "customer_find-message").text())


def test_enter_finds_and_enter_again_opens_the_first(finder, workbench, little_store):
    first = little_store[1].customers[0]
    find(finder, "email", "customer1@example.com")
    assert focused() is finder.table
    press(finder.table, RETURN)
    assert workbench.opened == [("customer", str(first))]
    press(finder.table, RETURN, CONTROL)
    assert workbench.opened[-1][0] == "order"


def test_what_a_filter_hides_is_said_and_shown_with_one_key(finder):
    finder.country.show_value("FR")
    finder.status.show_value(CustomerStatus.REGISTERED)
    find(finder, "email", "customer1@example.com")
    assert finder.model.rowCount() == 0
    assert said(finder) == "0 customers · 1 more without the filter"
    finder.wider.setFocus()
    press(finder.wider, RETURN)
    assert finder.model.rowCount() == 1
    assert finder.wider.isHidden()


def test_a_filter_alone_says_what_is_needed(finder):
    finder.country.show_value("DE")
    press(finder.editor("name"), RETURN)
    assert said(finder).startswith("Say a name")


def test_a_search_is_kept_chosen_and_forgotten(finder, qtbot, workbench):
    find(finder, "name", "Müller")
    count = finder.model.rowCount()
    finder.search_name.setFocus()
    type_text(finder.search_name, "Mine <b>")
    press(finder.search_name, RETURN)
    assert "Mine <b>" in said(finder)

    other = AdvancedFind(workbench, "")
    qtbot.addWidget(other)
    search = other._saved[0]
    other.saved.chosen.emit(search)
    assert other.editor("name").text() == "Müller"
    assert other.model.rowCount() == count
    other.saved.show_value(search)
    other.forget()
    assert other._saved == ()
    assert other.saved.isHidden()


def test_beginning_anew_empties_the_form(finder):
    find(finder, "name", "Müller")
    finder.status.show_value(CustomerStatus.GUEST)
    finder.clear()
    assert finder.fields() == CustomerFields()
    assert finder.model.rowCount() == 0


def test_every_field_can_be_asked_for(finder):
    values: dict[str, Any] = {each.name: f"some {each.name}" for each in fields(CustomerFields)}
    wanted = CustomerFields(**values | {"country": "DE", "status": CustomerStatus.DISABLED})
    finder.show_fields(wanted)
    assert finder.fields() == wanted


def test_every_widget_has_a_name_and_plain_text(finder):
    assert find_unnamed(finder) == []
    assert find_rich_text(finder) == []
