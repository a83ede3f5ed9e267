"""The stores with what is open in them, by keyboard, in a real window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout

from salescenter.ui.actions.desk_actions import DESK_ACTIONS
from salescenter.ui.colours import Scheme
from salescenter.ui.state import StoreRef, WorkbenchState
from salescenter.ui.store_selection import StoreSelection
from salescenter.ui.views.stores import Stores
from salescenter.ui.widgets import find_rich_text, find_unnamed, text_field
from salescenter.ui.workbench.arrangement import Arrangement
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.specs import EditorSpec, Perspective, ViewSpec
from tests.ui.fake_desk import SHOP, TRADE, FakeServices, Memory, a_customer
from tests.ui.frame import sample_catalog
from tests.ui.keys import press, press_keys

RETURN, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class Profile(Editor):
    """An editor of a customer whose number says the store: 1xx the shop, 2xx trade."""

    def __init__(self, _workbench, key):
        super().__init__("customer", key)
        self.customer = a_customer(int(key), store_id=int(key) // 100)
        self.line = text_field("Line", name="line")
        QVBoxLayout(self).addWidget(self.line)
        self.set_title(f"Customer {key}")

    def contribute(self, state: WorkbenchState) -> WorkbenchState:
        return replace(state, subject=self.customer)

    def take_focus(self):
        self.line.setFocus()


def catalog():
    sample = sample_catalog()
    return replace(
        sample,
        views=(ViewSpec("stores", "Stores", "store", Stores, "left"),),
        editors=(EditorSpec("customer", "user", Profile), *sample.editors),
        actions=(*(action for action in sample.actions if "show_" not in action.id), *DESK_ACTIONS),
        menus=(*sample.menus, replace(sample.menus[0], id="store", title="&Store")),
        perspectives=(Perspective("capture", "Capture", Arrangement(left=(("stores",),))),),
    )


@pytest.fixture
def desk(frame):
    """A window with the Stores view, the shop selected."""
    window = frame.signed_on(catalog=catalog(), services=FakeServices())
    window.change_state(stores=(SHOP, TRADE), store=SHOP)
    return window


@pytest.fixture
def view(desk) -> Stores:
    stores = desk.views["stores"]
    assert isinstance(stores, Stores)
    return stores


def lines(view: Stores) -> list[str]:
    return ["  " * bool(item.parent()) + item.text(0) for item in view.tree.every_item()]


def spoken(view: Stores, text: str) -> str:
    items = [item for item in view.tree.every_item() if item.text(0) == text]
    return items[0].data(0, SPOKEN) or text


def current(view: Stores) -> str:
    item = view.tree.currentItem()
    assert item is not None
    return item.text(0)


def test_open_customers_stand_below_their_store(desk, view):
    for key in ("101", "201", "102"):
        desk.open_editor("customer", key)
    assert lines(view) == [
        "Shop",
        "  Customer 101",
        "  Customer 102",
        "Trade",
        "  Customer 201",
    ]


def test_what_belongs_to_no_store_is_not_listed(desk, view):
    desk.open_editor("note", "7")
    assert lines(view) == ["Shop", "Trade"]


def test_a_closed_editor_goes_from_the_tree(desk, view, qtbot):
    for key in ("101", "102"):
        desk.open_editor("customer", key)
    desk.close_editor(desk.editors.find("customer", "101"))
    qtbot.waitUntil(lambda: lines(view) == ["Shop", "  Customer 102", "Trade"])


def test_another_title_is_drawn(desk, view):
    editor = desk.open_editor("customer", "101")
    desk.open_editor("note", "7")
    editor.set_title("Zoë Müller")
    assert lines(view) == ["Shop", "  Zoë Müller", "Trade"]


def test_enter_goes_to_the_editor_and_to_the_store(desk, view: Stores):
    for key in ("101", "102"):
        desk.open_editor("customer", key)
    press_keys(desk, "Ctrl+F, Ctrl+S")
    assert QApplication.focusWidget() is view.tree
    assert current(view) == "Customer 102"
    press(view.tree, UP)
    press(view.tree, RETURN)
    assert desk.active_editor.key == "101"
    assert QApplication.focusWidget() is desk.active_editor.line
    press_keys(desk, "Ctrl+F, Ctrl+S")
    press(view.tree, DOWN)
    press(view.tree, DOWN)
    press(view.tree, RETURN)
    assert desk.state.store == TRADE


def test_what_is_selected_and_in_front_is_told_to_those_who_do_not_see_it(desk, view):
    desk.open_editor("customer", "101")
    assert spoken(view, "Shop") == "Shop, selected"
    assert spoken(view, "Trade") == "Trade"
    assert spoken(view, "Customer 101") == "Customer 101, in front"


def test_arrows_alone_select_nothing(desk, view):
    view.tree.setFocus()
    press(view.tree, DOWN)
    assert (current(view), desk.state.store) == ("Trade", SHOP)


def test_the_tree_keeps_its_place_when_something_is_opened(desk, view):
    desk.open_editor("customer", "101")
    view.tree.setFocus()
    press(view.tree, UP)
    assert current(view) == "Shop"
    desk.editors.find("customer", "101").set_title("Other")
    assert current(view) == "Shop"


def test_an_editor_in_front_takes_its_store_along(desk):
    selection = StoreSelection(desk, Memory(), desk)
    desk.change_state(stores=(SHOP, TRADE), store=SHOP)
    desk.open_editor("customer", "201")
    assert desk.state.store == TRADE
    desk.change_state(store=SHOP)
    assert desk.state.store == SHOP
    desk.open_editor("customer", "101")
    desk.open_editor("customer", "201")
    assert desk.state.store == TRADE
    assert selection.parent() is desk


def test_without_stores_it_says_so(desk, view):
    desk.change_state(stores=(), store=None)
    assert view.tree.isHidden()
    assert "No store yet" in [label.text() for label in view.findChildren(QLabel)]


def test_names_are_shown_as_they_are_and_everything_has_one(desk, view):
    desk.change_state(stores=(StoreRef(1, "<b>Shop</b> & Sons"),))
    desk.open_editor("customer", "101").set_title("<i>Zoë</i>")
    assert lines(view) == ["<b>Shop</b> & Sons", "  <i>Zoë</i>"]
    tips = [item.toolTip(0) for item in view.tree.every_item()]
    assert tips[1] == "<qt>&lt;i&gt;Zoë&lt;/i&gt;</qt>"
    assert find_rich_text(view) == []
    assert find_unnamed(view) == []


def test_other_colours_draw_the_icons_anew(desk, view):
    before = view.tree.topLevelItem(0).icon(0).cacheKey()
    desk.use_scheme(Scheme.DARK)
    assert view.tree.topLevelItem(0).icon(0).cacheKey() != before
