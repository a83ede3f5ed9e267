"""The form for a new customer, by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from salescenter.domain.address import Address
from salescenter.domain.customer import Organization
from salescenter.domain.errors import Busy, Refused, Unknown
from salescenter.ui.editors.customer.new_customer import NewCustomerEditor
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.fake_desk import AT_WORK, TRADE, FakeWorkbench, Held
from tests.ui.frame import named
from tests.ui.keys import press, type_text

RETURN, DOWN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab
BRICKS = Organization(5, "B100005", 2, "Bricks & Tiles")
BRIDGES = Organization(6, "B100006", 2, "Bridges")


def opened(qtbot, workbench: FakeWorkbench) -> NewCustomerEditor:
    form = NewCustomerEditor(workbench, "")  # type: ignore[arg-type]
    qtbot.addWidget(form)
    form.resize(700, 620)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.take_focus()
    return form


@pytest.fixture
def workbench(qapp) -> FakeWorkbench:
    return FakeWorkbench()


@pytest.fixture
def form(qtbot, workbench) -> NewCustomerEditor:
    return opened(qtbot, workbench)


@pytest.fixture
def business(qtbot, qapp):
    workbench = FakeWorkbench(replace(AT_WORK, store=TRADE))
    workbench.services.customers.found_organizations = (BRICKS, BRIDGES)
    return workbench, opened(qtbot, workbench)


def field(form, name):
    return named(form, f"new_customer-{name}")


def problem(form, name) -> str:
    label = form.findChild(QLabel, f"problem-new_customer-{name}")
    return label.text() if label.isVisible() else ""


def fill(form, **texts) -> None:
    for name, text in texts.items():
        field(form, name.replace("address_", "address-")).setText(text)


def wishes(workbench):
    return [wish for wish in workbench.services.customers.asked if hasattr(wish, "last_name")]


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def test_what_was_typed_in_the_finder_is_taken_over(form):
    form.take_over("zoë müller zoe@example.com 0221 5550199")
    assert form.person.values() == {
        "first_name": "Zoë",
        "last_name": "Müller",
        "email": "zoe@example.com",
        "phone": "0221 5550199",
    }


def test_what_is_in_the_form_already_is_kept(form):
    fill(form, last_name="Krause")
    form.take_over("müller 50968")
    form.take_over("12345")
    assert form.person.values()["last_name"] == "Krause"
    assert field(form, "address-postal_code").text() == "50968"


def test_enter_saves_from_any_field_and_opens_the_profile(form, workbench):
    fill(form, first_name=" Zoë", last_name="Müller ", phone="0221 5550199")
    press(field(form, "phone"), RETURN)
    [wish] = wishes(workbench)
    assert (wish.store_id, wish.first_name, wish.last_name) == (1, "Zoë", "Müller")
    assert (wish.address, wish.organization_id) == (None, None)
    assert workbench.opened == [("customer", "77")]
    assert workbench.closed == [form]
    assert "Ctrl+Enter" in workbench.said[0][0]


def test_the_missing_last_name_is_said_beside_the_field(form, workbench):
    press(field(form, "first_name"), RETURN)
    assert problem(form, "last_name") == "The last name is missing."
    assert focused() == "new_customer-last_name"
    assert wishes(workbench) == []


@pytest.mark.parametrize(
    ("name", "wrong", "said", "right"),
    [
        ("email", "zoe@", "is not an e-mail address", "zoe@example.com"),
        ("phone", "12", "too few digits", "0221 5550199"),
        ("phone", "4111 1111 1111 1111", "card number", "+49 221 5550199"),
        ("first_name", "4111111111111111", "card number", "Zoë"),
        ("last_name", "Mül\x07ler", "cannot be shown", "Müller"),
    ],
)
def test_a_problem_is_said_when_the_field_is_left_and_goes_when_it_is_mended(
    form, name, wrong, said, right
):
    editor = field(form, name)
    editor.setFocus()
    type_text(editor, wrong)
    if wrong != editor.text():
        editor.setText(wrong)
        editor.setModified(True)
    press(editor, TAB)
    field(form, "address-city").setFocus()
    assert said in problem(form, name)
    assert editor.text() == wrong
    editor.setFocus()
    editor.selectAll()
    type_text(editor, right)
    field(form, "address-city").setFocus()
    assert problem(form, name) == ""


def test_a_field_that_was_only_passed_says_nothing(form):
    field(form, "last_name").setFocus()
    field(form, "email").setFocus()
    assert problem(form, "last_name") == ""


def test_a_refusal_is_said_beside_its_field_and_all_text_stays(form, workbench):
    workbench.services.customers.errors = [Refused("text.card_number", field="first_name")]
    fill(form, first_name="Zoë", last_name="Müller")
    press(field(form, "last_name"), RETURN)
    assert "card number" in problem(form, "first_name")
    assert focused() == "new_customer-first_name"
    assert form.person.name() == "Zoë Müller"
    assert workbench.closed == []


def test_a_refusal_without_a_field_is_said_below(form, workbench):
    workbench.services.customers.errors = [Busy()]
    fill(form, last_name="Müller")
    press(field(form, "last_name"), RETURN)
    assert "The store is busy" in field(form, "message").text()
    press(field(form, "last_name"), RETURN)
    assert workbench.opened == [("customer", "77")]


def test_all_tries_of_one_form_have_the_same_key(form, workbench):
    workbench.services.customers.errors = [Busy(), Unknown("k")]
    fill(form, last_name="Müller")
    for _try in range(3):
        form.save()
    [first, second, third] = workbench.services.customers.keys
    assert first == second == third
    assert opened_key(workbench) != first


def opened_key(workbench) -> str:
    """The key of another form."""
    other = NewCustomerEditor(workbench, "")
    fill(other, last_name="Nowak")
    other.save()
    other.deleteLater()
    last: str = workbench.services.customers.keys[-1]
    return last


def test_an_unknown_outcome_is_asked_for_with_the_very_same_wish(form, workbench):
    workbench.services.customers.errors = [Unknown("k")]
    fill(form, last_name="Müller")
    press(field(form, "last_name"), RETURN)
    assert "not known yet" in field(form, "message").text()
    assert not field(form, "last_name").isEnabled()
    at_focus = QApplication.focusWidget()
    assert at_focus is not None
    press(at_focus, RETURN)
    first, second = wishes(workbench)
    assert first is second
    assert workbench.opened == [("customer", "77")]


def test_two_presses_of_enter_save_once(qtbot, qapp):
    workbench = FakeWorkbench(runner=Held())
    form = opened(qtbot, workbench)
    workbench.runner.answer_all()
    fill(form, last_name="Müller")
    press(field(form, "last_name"), RETURN)
    press(field(form, "last_name"), RETURN)
    workbench.runner.answer_all()
    assert len(wishes(workbench)) == 1


def test_the_address_is_asked_for_as_its_country_writes_it(form):
    assert [*form.address._fields] == ["line1", "line2", "postal_code", "city"]
    form.address.country.show_value("US")
    form.address.country.chosen.emit("US")
    assert [*form.address._fields] == ["line1", "line2", "city", "region", "postal_code"]
    assert field(form, "address-postal_code").accessibleName() == "ZIP code"
    assert field(form, "address-region").accessibleName() == "State"


def test_another_country_keeps_what_was_typed(form):
    form.address.country.show_value("US")
    form.address.country.chosen.emit("US")
    fill(form, address_line1="1 Main St", address_region="Ohio")
    form.address.country.show_value("DE")
    form.address.country.chosen.emit("DE")
    assert field(form, "address-line1").text() == "1 Main St"
    assert field(form, "address-region").text() == "Ohio"


def test_a_country_without_a_known_form_has_plain_fields(form):
    form.address.country.chosen.emit("QQ")
    assert form.address.country.value() == "DE"
    form.address.country.show_choices([("QQ", "Nowhere")], "QQ")
    form.address.country.chosen.emit("QQ")
    assert [*form.address._fields] == ["line1", "line2", "postal_code", "city", "region"]


def test_an_address_that_cannot_be_delivered_to_is_saved_only_when_asked_twice(form, workbench):
    fill(form, last_name="Müller", address_line1="Lindenallee 14", address_postal_code="9")
    press(field(form, "last_name"), RETURN)
    assert wishes(workbench) == []
    assert "one looks like" in problem(form, "address-postal_code")
    assert problem(form, "address-city") == "The city is missing."
    assert "Press Enter again" in field(form, "message").text()
    press(field(form, "last_name"), RETURN)
    [wish] = wishes(workbench)
    assert wish.address == Address("Müller", "Lindenallee 14", "", "", "", "9", "DE")


def test_one_press_of_enter_in_a_field_counts_once(form, workbench):
    """The field and the page it lies on both hear it."""
    fill(form, last_name="Müller", address_postal_code="50968")
    press(field(form, "address-postal_code"), RETURN)
    assert wishes(workbench) == []


def test_a_whole_address_is_saved_at_once(form, workbench):
    fill(form, last_name="Müller", address_line1="Lindenallee 14", address_city="Köln")
    fill(form, address_postal_code="50968")
    press(field(form, "address-city"), RETURN)
    [wish] = wishes(workbench)
    assert wish.address == Address("Müller", "Lindenallee 14", "", "Köln", "", "50968", "DE")


def test_a_consumer_store_asks_for_no_organization(form):
    assert form.findChild(QLabel, "problem-new_customer-organization") is None


def test_a_business_customer_needs_an_organization(business):
    workbench, form = business
    fill(form, last_name="Müller")
    press(field(form, "last_name"), RETURN)
    assert problem(form, "organization") == "A business customer belongs to an organization."
    assert focused() == "new_customer-organization"
    assert wishes(workbench) == []


def test_the_organization_is_found_by_typing_and_taken_with_enter(business):
    workbench, form = business
    search = field(form, "organization")
    search.setFocus()
    type_text(search, "br")
    press(search, DOWN)
    press(search, RETURN)
    assert search.text() == "Bridges"
    assert wishes(workbench) == []
    fill(form, last_name="Müller")
    press(search, RETURN)
    assert wishes(workbench)[0].organization_id == BRIDGES.id


def test_an_organization_that_was_typed_over_is_taken_no_more(business):
    workbench, form = business
    search = field(form, "organization")
    search.setFocus()
    type_text(search, "br")
    press(search, RETURN)
    workbench.services.customers.found_organizations = ()
    type_text(search, "x")
    field(form, "last_name").setFocus()
    assert "Choose one of the organizations" in problem(form, "organization")
    assert form._organization.value() is None


def test_hostile_text_is_shown_as_it_is_and_everything_has_a_name(business, form):
    workbench, business_form = business
    evil = replace(BRICKS, name="<b>Bricks</b>")
    workbench.services.customers.found_organizations = (evil,)
    search = field(business_form, "organization")
    search.setFocus()
    type_text(search, "<b>")
    form.take_over("<i>bob</i>")
    for each in (form, business_form):
        assert find_rich_text(each) == []
        assert find_unnamed(each) == []
