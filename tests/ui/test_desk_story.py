"""The desk in the real window over a real store: sign-on, finder, new customer, lock, sign-off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from salescenter.db.engine import Database
from salescenter.services.users import SetActive
from salescenter.ui.application import build_window
from salescenter.ui.desk_watch import DeskWatch
from salescenter.ui.editors.customer.profile import CustomerEditor
from salescenter.ui.state import Health
from salescenter.ui.widgets import find_rich_text, find_unnamed
from salescenter.ui.workbench.window import Window
from tests.seed import PASSWORD, seeded
from tests.services.desks import Desk
from tests.ui import keys
from tests.ui.frame import named, sign_on

RETURN, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def store(sqlite_url, tmp_path):
    database = Database.open(sqlite_url)
    yield database, seeded(database), tmp_path
    database.close()


@pytest.fixture
def started(qtbot, theme, background, store):
    """Start the program over the store, as often as wanted; the window before is gone then."""
    database, seed, folder = store
    windows: list[Window] = []

    def end():
        for window in windows:
            window.close()
            delete(window)
        windows.clear()

    def start():
        end()
        desk = Desk.over(database, seed, folder, login="")
        made = build_window(desk.services, background, theme, folder / "settings", 10)
        windows.append(made)
        made.resize(1280, 720)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    yield start
    end()


@pytest.fixture
def window(started):
    return started()


@pytest.fixture
def at_work(qtbot, window):
    """Signed on, working for the shop."""
    sign_on(window, "rep", PASSWORD)
    qtbot.waitUntil(window.picker.isVisible)
    press(RETURN)
    qtbot.waitUntil(lambda: window.state.store is not None)
    return window


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    keys.press(focused(), key, modifiers)


def type_text(text):
    for letter in text:
        keys.type_text(focused(), letter)


def found(window):
    return [hit.match.name for hit in named(window, "customer_finder-view").model.rows]


def test_who_signs_on_chooses_a_store_and_may_type_at_once(at_work):
    assert at_work.state.store.name == "Shop"
    assert QApplication.focusWidget() is named(at_work, "customer_finder-box")


def test_a_wrong_password_and_the_wait_after_it_are_said_in_sentences(qtbot, window):
    field = named(window, "field-sign_on-password")
    for _try in range(3):
        sign_on(window, "rep", "wrong")
        qtbot.waitUntil(lambda: "wrong" in field.problem())
        field.clear_problem()
    sign_on(window, "rep", PASSWORD)
    qtbot.waitUntil(lambda: field.problem().startswith("Too many wrong tries. Try again in"))


def test_a_customer_is_found_by_a_misspelt_name_and_gets_an_order(at_work, qtbot):
    type_text("muler zoe")
    qtbot.waitUntil(lambda: found(at_work) == ["Zoë Müller"])
    assert "Müller" in named(at_work, "customer_finder-correction").text()
    press(RETURN, CONTROL)
    qtbot.waitUntil(lambda: at_work.state.editor_kind == "order")
    qtbot.waitUntil(lambda: "Pending" in at_work.status_bar.text("order"))


def test_a_profile_shows_the_orders_of_the_customer_as_they_come(at_work, qtbot):
    type_text("50968 zoe")
    press(RETURN)
    qtbot.waitUntil(lambda: at_work.state.editor_title == "Zoë Müller")
    profile = at_work.active_editor
    assert isinstance(profile, CustomerEditor)
    press(RETURN, CONTROL)
    qtbot.waitUntil(lambda: at_work.state.editor_kind == "order")
    qtbot.waitUntil(lambda: profile.orders.model.rowCount() == 1)


def test_a_new_customer_takes_over_what_was_typed_and_is_found_from_then_on(at_work, qtbot):
    type_text("carla von hohenfels 0221 550199")
    keys.press_keys(at_work, "Ctrl+R")
    qtbot.waitUntil(lambda: at_work.state.editor_kind == "customer.new")
    press(RETURN)
    qtbot.waitUntil(lambda: at_work.state.editor_title == "Carla von Hohenfels")
    keys.press_keys(at_work, "Ctrl+F, Ctrl+R")
    type_text("hohenfels carla")
    qtbot.waitUntil(lambda: found(at_work) == ["Carla von Hohenfels"])


def test_the_same_customer_has_one_editor(at_work, qtbot):
    for _time in range(2):
        keys.press_keys(at_work, "Ctrl+F, Ctrl+R")
        type_text("zoe")
        press(RETURN)
        qtbot.waitUntil(lambda: at_work.state.editor_title == "Zoë Müller")
    assert len(at_work.editors._editors) == 1


def test_a_locked_window_shows_nothing_of_the_customer(at_work, qtbot):
    type_text("zoe")
    press(RETURN)
    qtbot.waitUntil(lambda: at_work.state.editor_title == "Zoë Müller")
    keys.press_keys(at_work, "Ctrl+Shift+L")
    assert not at_work.active_editor.isVisible()
    assert not named(at_work, "customer_finder-box").isVisible()
    assert "Zoë" not in at_work.windowTitle()
    page = at_work.sign_on_page
    page.password.setText(PASSWORD)
    page.password.returnPressed.emit()
    qtbot.waitUntil(lambda: at_work.active_editor.isVisible())
    assert found(at_work) == ["Zoë Müller"]


def test_who_comes_after_sees_nothing_of_who_was_there(at_work, qtbot):
    type_text("zoe")
    qtbot.waitUntil(lambda: found(at_work) == ["Zoë Müller"])
    at_work.trigger("session.sign_off")
    assert found(at_work) == []
    sign_on(at_work, "lead", PASSWORD)
    qtbot.waitUntil(lambda: at_work.state.stores != ())
    assert named(at_work, "customer_finder-box").text() == ""
    at_work.picker.close_picker()


def test_the_store_of_the_last_time_needs_no_choice(at_work, qtbot):
    at_work.trigger("session.sign_off")
    sign_on(at_work, "rep", PASSWORD)
    qtbot.waitUntil(lambda: at_work.state.store is not None)
    assert not at_work.picker.isVisible()


def test_a_user_who_is_disabled_meanwhile_is_signed_off(at_work, qtbot, store):
    qtbot.waitUntil(lambda: at_work.state.health is Health.GOOD)
    database, seed, folder = store
    root = Desk.over(database, seed, folder, login="root")
    wish = SetActive(user_id=seed.users["rep"], active=False)
    root.services.users.set_active(wish, key="disable-1")
    at_work.findChild(DeskWatch).look()
    qtbot.waitUntil(lambda: at_work.state.person is None)
    assert named(at_work, "sign_on").isVisible()


def test_everything_has_a_name_and_no_text_is_guessed_to_be_rich(at_work, qtbot):
    keys.press_keys(at_work, "Ctrl+R")
    keys.press_keys(at_work, "Ctrl+F, Ctrl+R")
    type_text("zoe")
    press(RETURN)
    qtbot.waitUntil(lambda: at_work.state.editor_title == "Zoë Müller")
    at_work.trigger("session.change_password")
    assert find_unnamed(at_work) == []
    assert find_rich_text(at_work) == []


def test_after_a_restart_the_same_customers_are_open_and_listed(at_work, started, qtbot):
    people = {"jan": "Jan Müller", "nowak": "Łukasz Nowak", "zoe": "Zoë Müller"}
    for typed, name in people.items():
        keys.press_keys(at_work, "Ctrl+F, Ctrl+R")
        type_text(typed)
        press(RETURN)
        qtbot.waitUntil(lambda name=name: at_work.state.editor_title == name)
    again = started()
    sign_on(again, "rep", PASSWORD)
    tree = again.views["stores"].tree

    def everything_is_back():
        assert [item.text(0) for item in tree.every_item()] == ["Shop", *people.values(), "Trade"]

    qtbot.waitUntil(everything_is_back)
