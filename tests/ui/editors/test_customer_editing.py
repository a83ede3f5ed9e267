"""A customer's file edited in the window by keyboard, while a colleague edits it too."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from salescenter.domain.customer import AddressUse, Customer
from salescenter.services.customer_editing import (
    AddComment,
    ChangeIdentity,
    CommentsOf,
    SetSegments,
)
from salescenter.services.customers import CustomerById
from salescenter.ui.editors.customer.profile import CustomerEditor
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.services.desks import Desk, key
from tests.ui.fake_desk import FakeWorkbench
from tests.ui.frame import named
from tests.ui.keys import focused, press, type_text

RETURN, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down
CONTROL = Qt.KeyboardModifier.ControlModifier


class Case:
    """The editor of the first customer, and a colleague at another desk."""

    def __init__(self, editor: CustomerEditor, desk: Desk, colleague: Desk, workbench: Any) -> None:
        self.editor, self.desk, self.colleague = editor, desk, colleague
        self.workbench = workbench

    @property
    def stored(self) -> Customer:
        wish = CustomerById(customer_id=self.desk.seed.customers[0])
        return self.desk.services.customers.get(wish)

    def widget(self, name: str) -> Any:
        return named(self.editor, name)

    def type(self, name: str, text: str, *, leave: Qt.Key = TAB) -> None:
        """Replace what a field holds, and leave it."""
        field = self.widget(name)
        field.setFocus()
        field.selectAll()
        if text:
            type_text(field, text)
        else:
            press(field, Qt.Key.Key_Delete)
        press(focused(), leave)

    def enter(self, name: str) -> None:
        """Press Enter in a field."""
        self.widget(name).setFocus()
        press(self.widget(name), RETURN)


@pytest.fixture
def case(qtbot, little_store, tmp_path) -> Case:
    database, seed = little_store
    desk = Desk.over(database, seed, tmp_path)
    colleague = Desk.over(database, seed, tmp_path, login="lead")
    workbench: Any = FakeWorkbench()
    workbench.services = desk.services
    editor = CustomerEditor(workbench, str(seed.customers[0]))
    qtbot.addWidget(editor)
    editor.resize(960, 640)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return Case(editor, desk, colleague, workbench)


def problem(case: Case, name: str) -> str:
    said = case.widget(f"problem-{name}")
    return said.text() if said.isVisible() else ""


def test_the_pages_turn_round_and_each_has_a_focus(case):
    case.editor.take_focus()
    seen = []
    for _page in range(5):
        seen.append(case.editor.page().id)
        case.editor.turn_page(1)
        assert case.editor.isAncestorOf(QApplication.focusWidget())
    assert seen == ["orders", "details", "addresses", "comments", "history"]
    assert case.editor.page().id == "orders"


def test_a_name_is_saved_when_it_is_left(case):
    case.editor.show_page("details")
    case.type("customer-last_name", "Maier")
    assert case.stored.last_name == "Maier"
    assert case.editor.title.endswith("Maier")
    version = case.stored.version
    case.type("customer-last_name", "Maier")
    assert case.stored.version == version


def test_a_refused_name_is_said_beside_the_field_and_stays(case):
    case.editor.show_page("details")
    before = case.stored.last_name
    case.type("customer-last_name", "")
    assert "missing" in problem(case, "customer-last_name")
    assert case.stored.last_name == before
    case.type("customer-last_name", "4111 1111 1111 1111")
    assert problem(case, "customer-last_name")
    assert case.widget("customer-last_name").text().startswith("4111")
    case.type("customer-last_name", "Maier")
    assert (problem(case, "customer-last_name"), case.stored.last_name) == ("", "Maier")


def test_telephones_are_spaced_as_typed_added_made_primary_and_removed(case):
    case.editor.show_page("details")
    count = len(case.stored.phones)
    case.type(f"customer-phone-{count}", "02215550123")
    assert case.stored.phones[-1].text == "0221 5550123"
    assert case.stored.phones[-1].digits == "492215550123"
    case.type(f"customer-phone-{count}-label", "work")
    assert case.stored.phones[-1].label == "work"
    case.type(f"customer-phone-{count + 1}", "02215550124")
    assert len(case.stored.phones) == count + 2

    primary = case.widget(f"customer-phone-{count}-primary")
    primary.setFocus()
    press(primary, RETURN)
    assert case.stored.phones[0].digits == "492215550123"
    remove = case.widget("customer-phone-0-remove")
    remove.setFocus()
    press(remove, RETURN)
    assert len(case.stored.phones) == count + 1
    assert "492215550123" not in [phone.digits for phone in case.stored.phones]


def test_an_odd_telephone_is_kept_with_a_word_about_it_and_a_wrong_one_is_not(case):
    case.editor.show_page("details")
    place = len(case.stored.phones)
    case.type(f"customer-phone-{place}", "1234567")
    assert "no usual number" in problem(case, f"customer-phone-{place}")
    assert case.stored.phones[-1].text == "1234567"
    case.type(f"customer-phone-{place + 1}", "12")
    assert problem(case, f"customer-phone-{place + 1}")
    assert case.widget(f"customer-phone-{place + 1}").text() == "12"
    assert len(case.stored.phones) == place + 1


def test_emails_are_added_and_a_wrong_one_stays_beside_its_problem(case):
    case.editor.show_page("details")
    place = len(case.stored.emails)
    case.type(f"customer-email-{place}", "second@example.com")
    assert case.stored.emails[-1] == "second@example.com"
    case.type(f"customer-email-{place + 1}", "not one")
    assert problem(case, f"customer-email-{place + 1}")
    assert len(case.stored.emails) == place + 1
    case.type(f"customer-email-{place}", "")
    assert len(case.stored.emails) == place


def test_segments_language_and_account(case):
    case.editor.show_page("details")
    case.type("customer-segments", "vip, trade")
    assert case.stored.segments == ("trade", "vip")
    account = case.widget("customer-account")
    account.setFocus()
    press(account, Qt.Key.Key_Space)
    assert case.stored.is_active is False
    assert case.widget("customer-status").text() == "Disabled"
    language = case.editor.details.language
    language.show_value("fr")
    language.chosen.emit("fr")
    assert case.stored.language == "fr"


def test_what_a_colleague_changed_elsewhere_in_the_file_does_not_matter(case, qtbot):
    case.editor.show_page("details")
    now = case.stored
    theirs = SetSegments(customer_id=now.id, version=now.version, segments=("vip",))
    case.colleague.services.customer_files.set_segments(theirs, key=key())
    case.type("customer-first_name", "Zora")
    qtbot.waitUntil(lambda: case.stored.first_name == "Zora")
    assert case.stored.segments == ("vip",)
    assert case.editor.clash.question() == ""
    assert case.widget("customer-segments").text() == "vip"


@pytest.mark.parametrize(("button", "kept"), [("keep", "Nowak"), ("take", "Maier")])
def test_the_same_field_changed_by_a_colleague_asks(case, button, kept):
    case.editor.show_page("details")
    now = case.stored
    theirs = ChangeIdentity(
        customer_id=now.id, version=now.version, last_name="Nowak", first_name=now.first_name
    )
    case.colleague.services.customer_files.change_identity(theirs, key=key())
    case.type("customer-last_name", "Maier")
    question = case.editor.clash.question()
    assert all(name in question for name in ("Nowak", "Maier", now.last_name))
    assert case.stored.last_name == "Nowak"

    press(case.widget(f"customer-clash-{button}"), RETURN)
    assert case.stored.last_name == kept
    assert case.editor.clash.isHidden()
    assert case.widget("customer-last_name").text() == kept


def test_an_address_is_begun_saved_changed_and_removed(case):
    case.editor.show_page("addresses")
    count = len(case.stored.addresses)
    press(case.editor.addresses.table, Qt.Key.Key_Insert)
    assert focused().objectName() == "customer-entry-nickname"
    case.type("customer-entry-nickname", "Office")
    case.type("customer-entry-line1", "Hauptstr. 1")
    case.type("customer-entry-postal_code", "53111")
    case.type("customer-entry-city", "Bonn")
    assert len(case.stored.addresses) == count
    case.enter("customer-entry-city")
    made = case.stored.addresses[-1]
    assert (made.nickname, made.address.city, made.use) == ("Office", "Bonn", AddressUse.BOTH)
    assert case.editor.addresses.table.current_key() == made.id

    case.type("customer-entry-line1", "Nebenstr. 2")
    assert case.stored.addresses[-1].address.line1 == "Nebenstr. 2"
    primary = case.widget("customer-entry-primary")
    if primary.isEnabled():
        primary.setFocus()
        press(primary, Qt.Key.Key_Space)
    assert case.stored.addresses[-1].is_primary

    table = case.editor.addresses.table
    table.setFocus()
    press(table, Qt.Key.Key_Delete)
    assert len(case.stored.addresses) == count


def test_an_address_follows_its_country_and_an_odd_one_is_kept(case):
    case.editor.show_page("addresses")
    press(case.editor.addresses.table, Qt.Key.Key_Insert)
    fields = case.editor.addresses.fields
    fields.country.show_value("US")
    fields.country.chosen.emit("US")
    case.type("customer-entry-nickname", "US")
    case.type("customer-entry-line1", "1 Main St")
    case.type("customer-entry-postal_code", "1234")
    assert problem(case, "customer-entry-postal_code")
    case.enter("customer-entry-line1")
    assert case.stored.addresses[-1].address.postal_code == "1234"
    assert problem(case, "customer-entry-postal_code")


def test_a_nickname_that_is_taken_is_said_beside_it(case):
    case.editor.show_page("addresses")
    for text in ("Twice", "Twice"):
        press(case.editor.addresses.table, Qt.Key.Key_Insert)
        case.type("customer-entry-nickname", text)
        case.type("customer-entry-line1", "Hauptstr. 1")
        case.enter("customer-entry-line1")
    assert "Twice" in problem(case, "customer-entry-nickname")
    assert [each.nickname for each in case.stored.addresses].count("Twice") == 1


def test_a_comment_is_written_with_ctrl_enter_and_read_whole(case):
    case.editor.show_page("comments")
    type_text(case.widget("customer-note"), "Likes <b>tea</b>")
    press(case.widget("customer-note"), RETURN, CONTROL)
    notes = case.desk.services.customer_files.comments(CommentsOf(customer_id=case.stored.id))
    assert [note.text for note in notes] == ["Likes <b>tea</b>"]
    assert case.widget("customer-note").toPlainText() == ""
    assert case.widget("customer-note-whole").toPlainText() == "Likes <b>tea</b>"


def test_a_refused_comment_stays_where_it_was_typed(case):
    case.editor.show_page("comments")
    type_text(case.widget("customer-note"), "Card 4111 1111 1111 1111")
    press(case.widget("customer-note-write"), RETURN)
    assert case.widget("customer-note").toPlainText().startswith("Card")
    assert case.widget("customer-note-message").text()
    assert case.editor.notes.model.rowCount() == 0


def test_the_history_says_who_changed_what_from_what_to_what(case):
    before = case.stored.last_name
    case.editor.show_page("details")
    case.type("customer-last_name", "Maier")
    wish = AddComment(customer_id=case.stored.id, text="x")
    case.desk.services.customer_files.add_comment(wish, key=key())
    case.editor.show_page("history")
    rows = case.editor.steps.model.rows
    changes = [row.what for row in rows]
    assert f"Last name: {before} → Maier" in changes
    assert rows[0].step.by


def test_a_list_of_orders_is_restricted_by_status_and_day(case):
    case.desk.new_order()
    case.editor.orders.read()
    assert case.editor.orders.model.rowCount() == 1
    case.type("customer-orders-first", "2999-01-01")
    assert case.editor.orders.model.rowCount() == 0
    case.type("customer-orders-first", "31/31")
    assert case.workbench.refused
    assert case.widget("customer-orders-first").text() == "31/31"
    case.type("customer-orders-first", "")
    assert case.editor.orders.model.rowCount() == 1


def test_every_widget_has_a_name_and_plain_text(case):
    for page in case.editor.pages:
        case.editor.show_page(page)
    case.editor.addresses.begin_new()
    assert find_unnamed(case.editor) == []
    assert find_rich_text(case.editor) == []
