import json
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from salescenter.ui.widgets import find_rich_text, label, text_field
from salescenter.ui.workbench.arrangement import Arrangement
from salescenter.ui.workbench.docking import Docking
from salescenter.ui.workbench.layout_store import LayoutStore, OpenEditor

HOSTILE = '<img src="x"> <b>Zoë</b> & Co'
VIEWS = frozenset({"finder", "promos", "blocks"})
AROUND = Arrangement(left=(("finder",),), right=(("promos",),), bottom=(("blocks",),))


class Desk:
    """A docking with three views in a window of its own."""

    def __init__(self, qtbot) -> None:
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.nothing = label("nothing open")
        self.docking = Docking(self.host, self.nothing)
        self.views = {name: text_field(name, name=f"{name}-line") for name in sorted(VIEWS)}
        for name, widget in self.views.items():
            self.docking.add_view(name, name.title(), widget, "left")
        self.host.resize(1200, 800)
        self.host.show()
        qtbot.waitExposed(self.host)
        self.docking.arrange(AROUND)

    def open(self, name: str, title: str = "") -> QWidget:
        page = QWidget()
        QVBoxLayout(page).addWidget(text_field(name, name=f"{name}-line"))
        self.docking.open_editor(name, title or name, page, "file-text")
        return page

    def at(self, name: str) -> tuple[int, int]:
        """Where a view's middle is, in percent of the window."""
        view = self.views[name]
        point = view.mapTo(self.host, view.rect().center())
        return 100 * point.x() // self.host.width(), 100 * point.y() // self.host.height()


@pytest.fixture
def desk(qtbot) -> Desk:
    return Desk(qtbot)


def test_views_stand_around_the_editors_as_arranged(desk):
    assert desk.docking.visible_views() == VIEWS
    assert desk.at("finder")[0] < 25
    assert desk.at("promos")[0] > 75
    assert 25 < desk.at("blocks")[0] < 75
    assert desk.at("blocks")[1] > 70


def test_while_nothing_is_open_the_middle_says_what_can_be_done(desk):
    assert desk.nothing.isVisible()
    page = desk.open("one")
    assert (desk.nothing.isVisible(), page.isVisible()) == (False, True)
    desk.docking.close_editor("one")
    assert desk.nothing.isVisible()


def test_editors_are_tabs_of_which_the_newest_is_in_front(desk):
    activated: list[str] = []
    desk.docking.editor_activated.connect(activated.append)
    first, second = desk.open("one"), desk.open("two")
    assert (first.isVisible(), second.isVisible()) == (False, True)
    desk.docking.activate("one")
    assert first.isVisible()
    assert desk.docking.active_editor == "one"
    assert desk.docking.editor_ids() == ["one", "two"]
    assert activated == ["one", "two", "one"]


def _tab(desk: Desk, title: str) -> Any:
    """The tab that reads so."""
    for found in desk.host.findChildren(QLabel, "dockWidgetTabLabel"):
        if found.text() == title and isinstance(found.parent(), QWidget):
            return found.parentWidget()
    raise AssertionError(title)


def test_a_click_on_a_tab_makes_its_editor_the_active_one(desk):
    first, _second = desk.open("one"), desk.open("two")
    QTest.mouseClick(_tab(desk, "one"), Qt.MouseButton.LeftButton)
    assert first.isVisible()
    assert desk.docking.active_editor == "one"


def test_a_click_on_the_cross_wishes_to_close_and_a_double_click_to_maximise(desk):
    desk.open("one")
    wishes: list[tuple[str, str]] = []
    desk.docking.editor_close_wanted.connect(lambda name: wishes.append(("close", name)))
    desk.docking.tab_double_clicked.connect(lambda name: wishes.append(("maximise", name)))
    tab = _tab(desk, "one")
    QTest.mouseClick(tab.findChild(QToolButton), Qt.MouseButton.LeftButton)
    QTest.mouseDClick(tab, Qt.MouseButton.LeftButton)
    assert wishes == [("close", "one"), ("maximise", "one")]


def test_closing_the_editor_in_front_brings_its_neighbour_to_the_front(desk):
    for name in ("one", "two", "three"):
        desk.open(name)
    desk.docking.activate("two")
    desk.docking.close_editor("two")
    assert desk.docking.active_editor == "one"
    desk.docking.close_editor("one")
    desk.docking.close_editor("three")
    assert desk.docking.active_editor == ""


def test_a_state_that_was_saved_comes_back(desk):
    desk.docking.hide_view("blocks")
    saved = desk.docking.save_state()
    desk.docking.arrange(Arrangement(right=(("finder", "blocks"),)))
    assert desk.at("finder")[0] > 75
    assert desk.docking.restore_state(saved)
    assert desk.docking.visible_views() == {"finder", "promos"}
    assert desk.at("finder")[0] < 25


def test_what_is_no_saved_state_moves_nothing(desk):
    before = desk.at("finder")
    for nonsense in (b"", b"no state at all", desk.docking.save_state()[:-5]):
        assert not desk.docking.restore_state(nonsense)
    assert desk.at("finder") == before


def test_editors_stay_open_when_an_older_state_comes_back(desk):
    saved = desk.docking.save_state()
    page = desk.open("one")
    assert desk.docking.restore_state(saved)
    assert page.isVisible()
    assert not desk.nothing.isVisible()


def test_views_of_one_stack_are_tabs_with_the_first_in_front(desk):
    desk.docking.arrange(Arrangement(left=(("promos", "finder"), ("blocks",))))
    assert desk.views["promos"].isVisible()
    assert not desk.views["finder"].isVisible()
    assert desk.docking.visible_views() == VIEWS
    assert desk.at("blocks")[1] > desk.at("promos")[1]
    desk.docking.show_view("finder")
    assert desk.views["finder"].isVisible()


def test_maximised_editors_have_the_whole_window_until_restored(desk, qtbot):
    page = desk.open("one")
    width = page.width()
    desk.docking.toggle_maximised()
    assert desk.docking.visible_views() == set()
    qtbot.waitUntil(lambda: page.width() > width)
    saved = desk.docking.save_state()
    desk.docking.toggle_maximised()
    assert desk.docking.visible_views() == VIEWS
    assert desk.docking.restore_state(saved)
    assert desk.docking.visible_views() == VIEWS


def test_asking_for_a_view_leaves_the_maximised_state(desk):
    desk.open("one")
    desk.docking.toggle_maximised()
    desk.docking.show_view("finder")
    assert not desk.docking.is_maximised
    assert desk.docking.visible_views() == VIEWS


def test_a_title_that_a_customer_typed_is_shown_as_it_is(desk):
    desk.open("one", HOSTILE)
    desk.docking.set_editor_title("one", f"2 {HOSTILE}")
    assert find_rich_text(desk.host) == []
    texts = [found.text() for found in desk.host.findChildren(QLabel)]
    assert f"2 {HOSTILE}" in texts


def test_a_layout_is_kept_by_user_and_perspective(tmp_path):
    store = LayoutStore(tmp_path, "ada")
    store.keep_layout("capture", VIEWS, b"\x00state")
    assert LayoutStore(tmp_path, "ada").layout("capture", VIEWS) == b"\x00state"
    assert LayoutStore(tmp_path, "ada").layout("review", VIEWS) is None
    assert LayoutStore(tmp_path, "bob").layout("capture", VIEWS) is None


def test_a_layout_of_other_views_or_of_another_version_is_not_used(tmp_path):
    store = LayoutStore(tmp_path, "ada")
    store.keep_layout("capture", VIEWS, b"state")
    assert store.layout("capture", VIEWS | {"ticklers"}) is None
    file = tmp_path / "layout-ada.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"version": 99}))
    assert LayoutStore(tmp_path, "ada").layout("capture", VIEWS) is None


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '{"version": 1, "perspectives": 7}', "\x00"])
def test_a_file_that_makes_no_sense_is_like_none(tmp_path, text):
    (tmp_path / "layout-ada.json").write_text(text)
    store = LayoutStore(tmp_path, "ada")
    assert store.layout("capture", VIEWS) is None
    assert (store.editors(), store.widths_of("t"), store.preference("x")) == ([], {}, "")
    store.keep_preference("x", "y")
    assert LayoutStore(tmp_path, "ada").preference("x") == "y"


def test_open_editors_widths_and_preferences_are_kept(tmp_path):
    store = LayoutStore(tmp_path, "a/../b")
    editors = [OpenEditor("order", "7", "editor-1"), OpenEditor("customer", "9", "editor-2")]
    store.keep_editors(editors, "editor-2")
    store.keep_widths("items", {"sku": 90})
    store.keep_preference("scheme", "dark")
    later = LayoutStore(tmp_path, "a/../b")
    assert (later.editors(), later.active_editor()) == (editors, "editor-2")
    assert later.widths_of("items") == {"sku": 90}
    assert later.preference("scheme") == "dark"
    assert [file.parent for file in tmp_path.rglob("*.json")] == [tmp_path]


def test_forgetting_a_layout_leaves_the_others(tmp_path):
    store = LayoutStore(tmp_path, "ada")
    store.keep_layout("capture", VIEWS, b"one")
    store.keep_layout("review", VIEWS, b"two")
    store.forget_layout("capture")
    assert (store.layout("capture", VIEWS), store.layout("review", VIEWS)) == (None, b"two")
