"""The help in the window, by keyboard: the page of what is in front, contents, search, links."""

import re

import pytest
from PySide6.QtCore import QUrl

from salescenter import resources
from salescenter.ui.catalog import CATALOG
from salescenter.ui.editors.help.help_editor import HelpEditor
from salescenter.ui.editors.help.help_pages import PAGES, PLACES, matching, sections, shown, source
from salescenter.ui.widgets import find_rich_text, find_unnamed
from salescenter.ui.workbench.contract import ActionKeys
from tests.services.desks import Desk
from tests.ui.whole_window import whole_window

NEW = ActionKeys("order.create", "Ctrl+N", "New order", "Order", "Ctrl+N", "Ctrl+O")


@pytest.fixture
def rep(little_store, theme, tmp_path):
    database, seed = little_store
    desk = Desk.over(database, seed, tmp_path, login="")
    with whole_window(desk.services, theme, tmp_path / "settings", "rep") as player:
        yield player


def helping(player) -> HelpEditor:
    editor = player.window.active_editor
    assert isinstance(editor, HelpEditor)
    return editor


def at_top(player) -> str:
    """The heading that the cursor of the page stands on."""
    return helping(player).browser.textCursor().block().text()


def headings(page):
    return {part.heading for part in sections(()) if part.page == page}


@pytest.mark.parametrize("ids", [[s.kind for s in CATALOG.editors], [v.id for v in CATALOG.views]])
def test_every_view_and_every_editor_has_its_place_in_the_help(ids):
    assert [name for name in ids if name not in PLACES] == []


def test_every_place_is_there():
    for place in PLACES.values():
        page, _hash, heading = place.partition("#")
        assert page in PAGES
        assert not heading or heading in headings(page), place


def test_every_page_in_the_folder_is_in_the_contents():
    files = {file.stem for file in resources.path("help").glob("*.md")}
    assert files == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_page(page):
    for target in re.findall(r"\]\(([^)]+)\)", source(page)):
        assert target.removesuffix(".md") in PAGES, target


@pytest.mark.parametrize("page", PAGES)
def test_keys_that_a_page_names_are_those_of_a_command(page):
    """Every chord in the text runs something; plain keys (Tab, Down) are read as they are."""
    delivered = {action.shortcut for action in CATALOG.actions if action.shortcut}
    named = set(re.findall(r"`((?:Ctrl|Alt|Shift|F\d+)[^`\s]*(?:, [^`]+)?)`", source(page)))
    at_hand = {"Ctrl+Return"}  # in the finder: an order for the customer
    assert named - delivered - at_hand == set()


def test_keys_are_shown_as_they_are_in_force():
    assert "`Ctrl+N`" in shown("orders", [NEW])
    assert "| `Ctrl+N` | New order | Order |" in shown("keyboard", [NEW])


def test_search_finds_all_words_those_in_headings_first():
    found = matching(sections(()), "new customer")
    assert found[0].heading == "New customer"
    assert len(found) > 1
    assert matching(sections(()), "no such words anywhere at all") == []


def test_f1_opens_the_page_about_what_has_the_focus(rep):
    rep.press("Ctrl+F, Ctrl+R")
    rep.wait_for_focus("customer_finder-box")
    rep.press("F1")
    assert at_top(rep) == "Customer finder"
    rep.press("Ctrl+F, Ctrl+S")
    rep.press("F1")
    assert at_top(rep) == "Stores"
    rep.press("Ctrl+R")
    rep.wait_for(lambda: rep.window.state.editor_kind == "customer.new", "the form")
    rep.press("F1")
    assert at_top(rep) == "New customer"
    kinds = [editor.kind for editor in rep.window.open_editors()]
    assert kinds.count("help") == 1


def test_search_and_enter_open_a_page_at_its_heading(rep):
    rep.press("F1")
    rep.wait_for_focus("help-page")
    helping(rep).search.setFocus()
    rep.type_text("requested date")
    rep.press("Return")
    assert helping(rep).key == "orders#Shipping"
    assert at_top(rep) == "Shipping"
    assert rep.focus_is("help-page")


def test_a_link_to_the_outside_is_not_followed(rep):
    rep.press("F1")
    before = helping(rep).key
    helping(rep).browser._on_link(QUrl("https://example.com/orders.md"))
    helping(rep).browser._on_link(QUrl("file:///etc/passwd"))
    assert helping(rep).key == before
    assert helping(rep).browser.loadResource(2, QUrl("https://example.com/x.png")) is None


def test_the_page_is_there_again_after_a_new_start(rep):
    rep.press("F1")
    helping(rep).show_target("driver")
    assert helping(rep).title == "Help: The driver"
    assert [e.key for e in rep.window._layout.editors()] == ["driver"]


def test_every_part_has_a_name_and_shows_text_as_it_is(rep):
    rep.press("F1")
    assert find_unnamed(helping(rep)) == []
    assert find_rich_text(helping(rep)) == []
