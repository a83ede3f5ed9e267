"""Who is registered may be here already: told while typing, opened with one key."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from salescenter.domain.twins import TwinReason
from salescenter.services.customer_editing import Twin
from salescenter.ui.actions.customer_actions import CUSTOMER_ACTIONS
from salescenter.ui.editors.customer.new_customer import NewCustomerEditor
from salescenter.ui.editors.customer.profile import CustomerEditor
from tests.services.desks import Desk
from tests.ui.fake_desk import FakeWorkbench, a_match
from tests.ui.frame import named
from tests.ui.keys import focused, press, type_text

TAB = Qt.Key.Key_Tab


def shown(qtbot, editor):
    qtbot.addWidget(editor)
    editor.resize(900, 700)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.take_focus()
    return editor


@pytest.fixture
def workbench(little_store, tmp_path, qapp) -> FakeWorkbench:
    database, seed = little_store
    made = FakeWorkbench()
    made.services = Desk.over(database, seed, tmp_path).services
    return made


@pytest.fixture
def form(qtbot, workbench) -> NewCustomerEditor:
    made: NewCustomerEditor = shown(qtbot, NewCustomerEditor(workbench, ""))
    workbench.active_editor = made
    return made


def fill(form, name: str, text: str) -> None:
    field = named(form, name)
    field.setFocus()
    field.selectAll()
    type_text(field, text)
    press(focused(), TAB)


def reasons(form) -> list[tuple[TwinReason, ...]]:
    return [twin.reasons for twin in form.twins.twins]


def f3(workbench) -> None:
    next(each for each in CUSTOMER_ACTIONS if each.id == "customer.twin").run(workbench)


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("email", "customer1@example.com", TwinReason.EMAIL),
        ("phone", "0221 5550101", TwinReason.PHONE),
    ],
)
def test_a_contact_that_is_here_already_shows_whose_it_is(form, field, typed, why):
    fill(form, f"new_customer-{field}", typed)
    assert reasons(form) == [(why,)]
    assert form.twins.isVisible()
    assert not form.twins.table.hasFocus()


def test_a_misspelt_name_at_the_same_postal_code_shows_who_it_may_be(form):
    fill(form, "new_customer-first_name", "Zoe")
    fill(form, "new_customer-last_name", "Mueler")
    assert reasons(form) == []
    fill(form, "new_customer-address-postal_code", "50968")
    assert reasons(form) == [(TwinReason.NAME,)]
    fill(form, "new_customer-address-postal_code", "10115")
    assert form.twins.isHidden()


def test_one_key_opens_the_twin_and_the_form_may_be_left_then(form, workbench):
    fill(form, "new_customer-email", "customer1@example.com")
    twin = form.twins.twins[0].match.id
    f3(workbench)
    assert workbench.opened == [("customer", str(twin))]
    assert form.may_close()


def test_without_a_twin_the_key_says_so(form, workbench):
    f3(workbench)
    assert workbench.refused == ["Nobody is known who is likely the same person."]


def test_what_is_wrong_is_not_asked_for_and_the_same_not_twice(qtbot):
    workbench: Any = FakeWorkbench()
    form = shown(qtbot, NewCustomerEditor(workbench, ""))
    files = workbench.services.customer_files
    fill(form, "new_customer-email", "nobody")
    assert files.asked == []
    files.found = (Twin(a_match(5, "Zoë Müller"), (TwinReason.PHONE,)),)
    fill(form, "new_customer-phone", "0221 5550199")
    fill(form, "new_customer-first_name", "")
    assert len(files.asked) == 1
    assert form.twins.isVisible()


def test_a_changed_contact_tells_of_a_twin_and_is_kept(qtbot, workbench, little_store):
    _database, seed = little_store
    editor = shown(qtbot, CustomerEditor(workbench, str(seed.customers[1])))
    workbench.active_editor = editor
    editor.show_page("details")
    count = len(editor.customer.emails)
    fill(editor, f"customer-email-{count}", "customer1@example.com")
    assert editor.customer.emails[-1] == "customer1@example.com"
    assert reasons(editor.details) == [(TwinReason.EMAIL,)]
    f3(workbench)
    assert workbench.opened[-1] == ("customer", str(seed.customers[0]))
