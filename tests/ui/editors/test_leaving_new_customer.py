"""A form for a new customer that is half typed does not go at the first wish."""

from typing import Any

import pytest

from salescenter.ui.editors.customer.new_customer import NewCustomerEditor
from tests.ui.fake_desk import FakeWorkbench
from tests.ui.frame import named


@pytest.fixture
def workbench(qapp: object) -> FakeWorkbench:
    return FakeWorkbench()


@pytest.fixture
def form(qtbot: Any, workbench: FakeWorkbench) -> NewCustomerEditor:
    made = NewCustomerEditor(workbench, "")  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    return made


def typed(form: NewCustomerEditor, name: str, text: str) -> None:
    named(form, f"new_customer-{name}").setText(text)


def message(form: NewCustomerEditor) -> str:
    text: str = named(form, "new_customer-message").text()
    return text


def test_an_empty_form_goes_at_once(form: NewCustomerEditor) -> None:
    assert form.may_close()
    assert message(form) == ""


@pytest.mark.parametrize("field", ["first_name", "phone", "address-city"])
def test_what_was_typed_is_not_lost_without_a_word(
    form: NewCustomerEditor, workbench: FakeWorkbench, field: str
) -> None:
    typed(form, field, "030 5550199")
    assert not form.may_close()
    assert "not saved yet" in message(form)
    assert named(form, "new_customer-leave").text() == "Leave without saving"
    assert workbench.opened == [("customer.new", "")], "its tab comes to the front"


def test_the_second_wish_is_obeyed(form: NewCustomerEditor) -> None:
    typed(form, "first_name", "Zoë")
    form.may_close()
    assert form.may_close()


def test_whoever_types_on_is_asked_again(form: NewCustomerEditor) -> None:
    typed(form, "first_name", "Zoë")
    form.may_close()
    typed(form, "last_name", "Müller")
    assert not form.may_close()


def test_a_customer_who_is_saved_is_not_asked_about(form: NewCustomerEditor) -> None:
    typed(form, "last_name", "Müller")
    form.save()
    assert form.may_close()
