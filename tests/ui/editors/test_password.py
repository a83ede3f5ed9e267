"""Changing the own password, by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from salescenter.domain.errors import Refused
from salescenter.ui.editors.password import PasswordEditor
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.fake_desk import FakeWorkbench
from tests.ui.keys import press, type_text

RETURN = Qt.Key.Key_Return


@pytest.fixture
def workbench(qapp) -> FakeWorkbench:
    return FakeWorkbench()


@pytest.fixture
def form(qtbot, workbench) -> PasswordEditor:
    made = PasswordEditor(workbench, "password")
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take_focus()
    return made


def enter(*texts: str) -> None:
    for text in texts:
        field = QApplication.focusWidget()
        assert field is not None
        type_text(field, text)
        press(field, RETURN)


def problem(form, name) -> str:
    label = form.findChild(QLabel, f"problem-password-{name}")
    assert isinstance(label, QLabel)
    return label.text()


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def test_three_lines_and_enter_change_the_password(form, workbench):
    enter("old one", "a long new one", "a long new one")
    [wish] = workbench.services.desk.calls
    assert (wish.password, wish.new_password) == ("old one", "a long new one")
    assert workbench.closed == [form]
    assert workbench.said[0][0] == "The password is changed."


def test_with_the_own_password_all_rights_are_there(form, workbench):
    beginner = replace(workbench.state.person, permissions=frozenset({"own_session"}))
    workbench.change_state(person=beginner)
    enter("old one", "a long new one", "a long new one")
    assert "order.edit" in workbench.state.person.permissions


def test_two_new_passwords_that_differ_are_not_sent(form, workbench):
    enter("old one", "a long new one", "another long one")
    assert "not what stands above" in problem(form, "again")
    assert focused() == "password-again"
    assert workbench.services.desk.calls == []


def test_an_empty_new_password_is_asked_for(form, workbench):
    enter("old one", "", "")
    assert problem(form, "new") == "Type the new password."
    assert workbench.services.desk.calls == []


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        (Refused("sign_on.wrong"), "old"),
        (Refused("password.short", least=12), "new"),
        (Refused("password.common"), "new"),
    ],
)
def test_a_refusal_is_said_beside_its_field_and_typing_replaces_it(form, workbench, refusal, field):
    workbench.services.desk.errors = [refusal]
    enter("old one", "a long new one", "a long new one")
    assert problem(form, field) == str(refusal)
    assert focused() == f"password-{field}"
    assert workbench.closed == []


def test_the_button_can_be_pressed_with_enter(form, workbench):
    for field in (form.old, form.new, form.again):
        field.setText("a long new one")
    button = form.findChild(QPushButton, "password-save")
    button.setFocus()
    press(button, RETURN)
    assert len(workbench.services.desk.calls) == 1


def test_fields_are_as_high_as_what_is_typed_and_have_names(form):
    assert min(field.height() for field in (form.old, form.new, form.again)) >= 28
    assert find_rich_text(form) == []
    assert find_unnamed(form) == []
