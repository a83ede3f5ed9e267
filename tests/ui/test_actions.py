import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from salescenter.ui.actions import Action, ActionRegistry, Requirement
from salescenter.ui.actions.action import granted, plain
from salescenter.ui.actions.keymap import Keymap, clashes, default_file, read_keymap
from salescenter.ui.catalog import CATALOG
from salescenter.ui.state import Person, StoreRef, WorkbenchState
from salescenter.ui.widgets import find_rich_text, find_unnamed
from salescenter.ui.workbench.palette import palette_choices
from salescenter.ui.workbench.picker import matching
from tests.ui.frame import ADA, NOTE_ACTIONS, named, sample_catalog
from tests.ui.keys import press, press_keys, type_text

SIGNED_ON = WorkbenchState(person=ADA)
DOCUMENTED = {
    "session.sign_on": "Ctrl+L",
    "editor.maximise": "Ctrl+M",
    "editor.next_page": "Ctrl+PgDown",
    "editor.previous_page": "Ctrl+PgUp",
    "view.context_menu": "Shift+F10",
    "order.create": "Ctrl+O",
    "order.edit": "Ctrl+E, Ctrl+O",
    "customer.find": "Ctrl+F, Ctrl+R",
}


def test_two_actions_of_one_id_are_refused():
    with pytest.raises(ValueError, match=r"note\.create"):
        ActionRegistry((NOTE_ACTIONS[0], NOTE_ACTIONS[0]))


def test_an_action_says_the_first_reason_why_it_cannot_be_run():
    action = Action(
        "a.b",
        "A",
        "",
        print,
        requires=(
            Requirement(lambda state: state.at_work, "Sign on first."),
            Requirement(lambda state: state.store is not None, "Select a store."),
        ),
    )
    assert action.why_not(WorkbenchState()) == "Sign on first."
    assert action.why_not(SIGNED_ON) == "Select a store."
    ready = WorkbenchState(person=ADA, store=StoreRef(1, "Köln"))
    assert (action.why_not(ready), action.enabled(ready)) == ("", True)


def test_a_right_is_asked_of_who_is_signed_on_and_not_locked():
    needs = granted("order.edit")
    assert needs.holds(SIGNED_ON)
    assert not needs.holds(WorkbenchState(person=Person("eve", "Eve", "csr")))
    assert not needs.holds(WorkbenchState(person=ADA, locked=True))


def test_no_keys_of_the_program_swallow_others():
    assert clashes({action.id: action.shortcut for action in CATALOG.actions}) == []


def test_all_keys_of_the_program_are_understood_by_qt():
    unclear = [
        action.id
        for action in CATALOG.actions
        if action.shortcut and QKeySequence(action.shortcut).toString() != action.shortcut
    ]
    assert unclear == []


def test_the_documented_keys_of_the_original_do_what_they_did():
    keys = {action.id: action.shortcut for action in CATALOG.actions}
    assert {name: keys[name] for name in DOCUMENTED if name in keys} == {
        name: text for name, text in DOCUMENTED.items() if name in keys
    }


def test_every_menu_an_action_names_exists():
    menus = {menu.id for menu in CATALOG.menus}
    assert {action.menu for action in CATALOG.actions if action.menu} <= menus


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"a": "Ctrl+E", "b": "Ctrl+E, Ctrl+O"}, [("a", "b")]),
        ({"a": "Ctrl+E", "b": "ctrl+e"}, [("a", "b")]),
        ({"a": "Ctrl+E, Ctrl+O", "b": "Ctrl+E, Ctrl+T", "c": "Ctrl+O", "d": ""}, []),
    ],
)
def test_keys_that_begin_others_are_found(keys, expected):
    assert clashes(keys) == expected


def test_a_keymap_changes_and_takes_away_keys_and_tells_what_it_does_not_know(tmp_path):
    file = tmp_path / "keymap.toml"
    file.write_text('[keys]\n"note.create" = "F7"\n"note.edit" = ""\n"no.such" = "F8"\n')
    keymap = read_keymap(NOTE_ACTIONS, default_file(), file, tmp_path / "missing.toml")
    create, edit, *_rest = NOTE_ACTIONS
    assert (keymap.of(create), keymap.of(edit)) == ("F7", "")
    assert len(keymap.problems) == 1
    assert "no.such" in keymap.problems[0]


def test_a_keymap_that_would_swallow_other_keys_leaves_the_programs_own(tmp_path):
    file = tmp_path / "keymap.toml"
    file.write_text('[keys]\n"note.create" = "Ctrl+E"\n')
    keymap = read_keymap(NOTE_ACTIONS, file)
    assert keymap.of(NOTE_ACTIONS[0]) == "Ctrl+O"
    assert len(keymap.problems) == 1


def test_a_keymap_that_cannot_be_read_is_told_and_changes_nothing(tmp_path):
    file = tmp_path / "keymap.toml"
    file.write_text("not [ toml")
    keymap = read_keymap(NOTE_ACTIONS, file)
    assert (keymap.keys, len(keymap.problems)) == ({}, 1)


def test_the_delivered_keymap_changes_nothing():
    assert read_keymap(CATALOG.actions, default_file()) == Keymap()


def test_menus_and_tool_bar_are_drawn_from_the_actions(window):
    bar = window.menuBar()
    assert [plain(menu.text()) for menu in bar.actions()] == [
        "File",
        "Note",
        "View",
        "Window",
        "Help",
    ]
    note = bar.actions()[1].menu()
    texts = [plain(item.text()) for item in note.actions()]
    assert texts == ["New note", "", "Edit the note", "", "Ship <b>it</b>", "Undo"]
    assert named(window, "tool-note.create").text() == " New note"


def test_what_is_enabled_checked_and_called_follows_the_state(window):
    def qt(name: str) -> QAction:
        found = window.findChild(QAction, name)
        assert isinstance(found, QAction), name
        return found

    assert not qt("note.edit").isEnabled()
    window.open_editor("note", "1")
    assert qt("note.edit").isEnabled()
    assert qt("edit.undo").text() == "Undo note 1"
    assert qt("perspective.capture").isChecked()
    window.trigger("perspective.review")
    assert qt("perspective.review").isChecked()
    window.lock()
    assert not qt("note.create").isEnabled()


def test_a_shortcut_of_two_strokes_runs_its_action(window):
    window.open_editor("note", "1")
    press_keys(window, "Ctrl+E, Ctrl+O")
    assert window.messages.text() == "done 1"


def test_triggering_what_cannot_be_run_says_why_and_does_nothing(window):
    window.trigger("note.ship")
    assert window.messages.text() == "Select the store you work for first."


def test_a_context_menu_holds_the_actions_of_its_context(window):
    menu = window._binder.context_menu("note", window)
    assert [item.objectName() for item in menu.actions() if not item.isSeparator()] == [
        "note.create",
        "note.edit",
    ]
    menu.deleteLater()


def test_the_palette_finds_an_action_by_pieces_of_its_name_and_by_misspelt_ones():
    catalog = sample_catalog()
    choices = palette_choices(catalog.registry(), catalog.menus, Keymap(), SIGNED_ON)
    assert matching("new no", choices)[0].value == "note.create"
    assert matching("maximize", choices)[0].value == "editor.maximise"
    assert matching("change", choices)[0].value == "note.edit"
    assert matching("qwxyz", choices) == []
    assert len(matching("", choices)) == len(catalog.actions) - 1


def test_the_palette_shows_keys_and_why_something_cannot_be_run(window, qtbot):
    press_keys(window, "Ctrl+K")
    picker = window.picker
    qtbot.waitUntil(picker.search.hasFocus)
    type_text(picker.search, "edit note")
    row = picker.table.current_row()
    assert (row.value, row.keys) == ("note.edit", "Ctrl+E, Ctrl+O")
    press(picker.search, Qt.Key.Key_Return)
    assert picker.isVisible()
    assert picker._hint.text() == "Nothing is open in the editor area."
    assert find_rich_text(window) == []
    assert find_unnamed(window) == []


def test_the_palette_runs_what_is_chosen_and_gives_the_focus_back(window, qtbot):
    note = window.open_editor("note", "1")
    window.show_palette()
    type_text(window.picker.search, "new note")
    press(window.picker.search, Qt.Key.Key_Return)
    assert window.messages.text() == "done 1"
    assert not window.picker.isVisible()
    qtbot.waitUntil(note.line.hasFocus)


def test_arrows_move_and_esc_leaves_the_palette(window):
    window.show_palette()
    first = window.picker.table.current_row()
    press(window.picker.search, Qt.Key.Key_Down)
    assert window.picker.table.current_row() != first
    press(window.picker.search, Qt.Key.Key_Escape)
    assert not window.picker.isVisible()


def test_the_keyboard_page_lists_every_action_and_narrows_while_typing(window):
    page = window.open_editor("help.keys", "keys")
    catalog = sample_catalog()
    assert page.model.rowCount() == len(catalog.actions)
    type_text(page._filter, "two strokes")
    assert page.model.rowCount() == 0
    page._filter.clear()
    type_text(page._filter, "ctrl+m")
    assert [row.id for row in page.model.rows] == ["editor.maximise"]
