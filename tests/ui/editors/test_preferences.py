"""Preferences in the window, by keyboard: what is set holds at once, and after the next sign-on."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from salescenter.services.preferences import FixPreference
from salescenter.services.verbs import Nothing
from salescenter.ui import measures
from salescenter.ui.colours import Scheme
from salescenter.ui.editors.preferences.preferences_editor import PreferencesEditor
from salescenter.ui.measures import Measures
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.services.desks import Desk, key
from tests.ui.whole_window import whole_window


@pytest.fixture(autouse=True)
def delivered_measures(theme):
    yield
    theme.use_measures(Measures())


@pytest.fixture
def desk(little_store, tmp_path):
    database, seed = little_store
    return Desk.over(database, seed, tmp_path, login="")


@pytest.fixture
def window_of(desk, theme, tmp_path):
    return lambda login: whole_window(desk.services, theme, tmp_path / "settings", login)


@pytest.fixture
def rep(window_of):
    with window_of("rep") as player:
        yield player


def preferred(player):
    return player.window.services.preferences.get(Nothing())


def opened(player) -> PreferencesEditor:
    player.press("Ctrl+,")
    editor = player.window.active_editor
    assert isinstance(editor, PreferencesEditor)
    player.wait_for(lambda: len(offered(editor, "start_store")) > 1, "stores")
    return editor


def page(player, group) -> None:
    """With the arrows to a group, with Tab into its first field."""
    editor = player.window.active_editor
    while editor.pages.current_id() != group:
        player.press("Right")
    player.press("Tab")


def fill(player, name, text) -> None:
    """With Tab to a field; type in a line, choose in a list."""
    for _step in range(30):
        if player.focus_is(f"preference-{name}"):
            break
        player.press("Tab")
    player.wait_for_focus(f"preference-{name}")
    field = player.find(f"preference-{name}")
    if isinstance(field, QLineEdit):
        field.selectAll()
    player.type_text(text)


def shown(editor, name) -> str:
    field = editor.rows[name].editor
    assert isinstance(field, QLineEdit)
    return field.text()


def offered(editor, name) -> list[str]:
    field = editor.rows[name].editor
    assert isinstance(field, QComboBox)
    return [field.itemText(place) for place in range(field.count())]


def problem(player, name) -> str:
    found = player.window.findChild(QLabel, f"problem-preference-{name}")
    assert isinstance(found, QLabel)
    return found.text()


def test_what_is_applied_holds_at_once_and_at_the_next_sign_on(rep, window_of):
    opened(rep)
    page(rep, "appearance")
    fill(rep, "scale", "150")
    rep.press("Return")
    rep.wait_for(lambda: rep.window.state.preferences.scale == 150, "larger letters")

    assert measures.active().scale == 150
    assert rep.window.fontInfo().pointSizeF() == pytest.approx(15, abs=0.6)
    assert preferred(rep).values.scale == 150
    rep.window.sign_off()
    with window_of("rep") as again:
        again.wait_for(lambda: again.window.state.preferences.scale == 150, "the same again")


def test_signed_off_everything_is_as_delivered(rep):
    opened(rep)
    page(rep, "appearance")
    fill(rep, "scale", "200")
    rep.press("Return")
    rep.wait_for(lambda: measures.active().scale == 200, "larger letters")
    rep.window.sign_off()
    rep.wait_for(lambda: measures.active() == Measures(), "the delivered size")


def test_ok_keeps_and_closes(rep):
    editor = opened(rep)
    page(rep, "session")
    fill(rep, "idle_minutes", "3")
    for _step in range(30):
        if rep.focus_is("preferences-ok"):
            break
        rep.press("Tab")
    rep.press("Return")
    rep.wait_for(lambda: editor not in rep.window.open_editors(), "the editor closed")
    assert preferred(rep).values.idle_minutes == 3
    assert rep.window.session.idle_minutes == 3


def test_a_value_out_of_range_is_said_beside_its_field_and_changes_nothing(rep):
    editor = opened(rep)
    page(rep, "appearance")
    fill(rep, "scale", "500")
    rep.press("Return")

    assert problem(rep, "scale") == "“Size of letters, in percent” is between 80 and 200."
    assert rep.focus_is("preference-scale")
    assert shown(editor, "scale") == "500"
    assert preferred(rep).values.scale == 100


def test_restore_defaults_fills_the_page_in_and_holds_when_applied(rep):
    editor = opened(rep)
    page(rep, "appearance")
    fill(rep, "scale", "150")
    rep.press("Return")
    rep.wait_for(lambda: preferred(rep).values.scale == 150, "larger letters")
    editor.restore()
    assert shown(editor, "scale") == "100"
    assert preferred(rep).values.scale == 150
    editor.apply()
    rep.wait_for(lambda: preferred(rep).values.scale == 100, "the delivered size")


def test_only_what_there_is_can_be_chosen(rep):
    editor = opened(rep)
    assert offered(editor, "tongue")[0] == "English"
    assert offered(editor, "start_store") == ["The one of the last time", "Shop", "Trade"]


def test_the_store_at_the_start_and_colours_are_chosen_by_letter(rep, window_of):
    opened(rep)
    page(rep, "stores")
    fill(rep, "start_store", "t")
    assert isinstance(rep.find("preference-start_store"), QComboBox)
    rep.window.active_editor.apply()
    rep.wait_for(lambda: preferred(rep).values.start_store == "trade", "the store")
    rep.window.sign_off()
    with window_of("rep") as again:
        assert again.window.state.store.name == "Trade"


def test_colours_from_the_menu_are_kept_as_a_preference(rep):
    rep.wait_for(lambda: rep.window.state.preferences.scheme == "system", "preferences")
    rep.window.trigger("theme.dark")
    rep.wait_for(lambda: preferred(rep).values.scheme == "dark", "kept")
    assert rep.window.state.scheme is Scheme.DARK


def test_what_an_administrator_fixed_is_shown_and_cannot_be_typed(desk, rep, tmp_path):
    boss = Desk.over(desk.services.database, desk.seed, tmp_path, "root")
    boss.services.preferences.fix(FixPreference(name="scale", value=120), key=key())
    editor = opened(rep)
    rep.wait_for(lambda: not editor.rows["scale"].editor.isEnabled(), "a fixed value")
    assert shown(editor, "scale") == "120"
    assert "Fixed for everyone" in editor.rows["scale"].editor.accessibleDescription()
    assert not editor.rows["scale"].everyone.isVisibleTo(editor)


def test_an_administrator_fixes_and_releases_a_value(window_of, desk):
    with window_of("root") as boss:
        editor = opened(boss)
        page(boss, "session")
        fill(boss, "idle_minutes", "5")
        boss.press("Tab")
        assert boss.focus_is("preference-idle_minutes-everyone")
        boss.press("Space")
        editor.apply()
        boss.wait_for(lambda: boss.window.state.fixed == ("idle_minutes",), "fixed")
        assert editor.rows["idle_minutes"].editor.isEnabled()
        editor.rows["idle_minutes"].everyone.setChecked(False)
        editor.apply()
        boss.wait_for(lambda: boss.window.state.fixed == (), "released")


def choose_command(player, words) -> None:
    opened(player)
    page(player, "keyboard")
    player.wait_for_focus("preference-keys-filter")
    player.type_text(words)
    player.press("Tab")
    player.wait_for_focus("preference-keys")
    player.press("Return")
    player.wait_for_focus("preference-keys-new")


def test_other_keys_for_a_command_are_pressed_taken_and_listened_to(rep):
    choose_command(rep, "close the editor")
    rep.press("Ctrl+Alt+J")
    rep.press("Return")
    rep.wait_for_focus("preference-keys")
    editor = rep.window.active_editor
    assert isinstance(editor, PreferencesEditor)
    editor.apply()
    rep.wait_for(lambda: preferred(rep).values.keys == {"editor.close": "Ctrl+Alt+J"}, "kept")

    rep.press("Ctrl+W")
    assert rep.window.active_editor is editor
    rep.press("Ctrl+Alt+J")
    rep.wait_for(lambda: rep.window.active_editor is None, "closed by the new keys")


def test_keys_that_another_command_has_are_refused_and_it_is_named(rep):
    choose_command(rep, "close the editor")
    rep.press("Ctrl+K")
    rep.press("Return")
    assert problem(rep, "keys-new") == "“All commands…” has Ctrl+K already."
    assert rep.window.active_editor.keys_page.values() == {}


def test_keys_that_would_swallow_the_first_of_two_strokes_are_refused(rep):
    choose_command(rep, "close the editor")
    rep.press("Ctrl+F")
    rep.press("Return")
    assert "already" in problem(rep, "keys-new")


def test_every_field_has_a_name_and_shows_text_as_it_is(rep):
    editor = opened(rep)
    assert find_unnamed(editor) == []
    assert find_rich_text(editor) == []
