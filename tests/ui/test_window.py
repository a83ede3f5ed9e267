import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from salescenter.domain.errors import Busy, Refused
from salescenter.resources import path
from salescenter.ui.catalog import CATALOG
from salescenter.ui.colours import Scheme
from salescenter.ui.state import StoreRef, WorkbenchState
from salescenter.ui.widgets import find_rich_text, find_unnamed
from salescenter.ui.workbench.contract import Choice, Workbench
from salescenter.ui.workbench.specs import EditorSpec
from tests.ui.frame import Note, named, sample_catalog, sign_on
from tests.ui.keys import press, press_keys, type_text

HOSTILE = '<b>Zoë</b> <img src="file:///x.png"> & Söhne'


def visible_views(window) -> set[str]:
    return {name for name, view in window.views.items() if view.isVisible()}


def test_the_window_is_what_actions_views_and_editors_expect(window):
    workbench: Workbench = window
    assert workbench.state.person is not None


def test_before_sign_on_nothing_of_the_content_can_be_seen_or_run(frame):
    window = frame.open()
    assert visible_views(window) == set()
    assert window.sign_on_page.isVisible()
    window.trigger("note.create")
    assert window.messages.text() == "Sign on first."


def test_signing_on_by_keyboard_shows_the_default_perspective(frame, qtbot):
    window = frame.open()
    page = window.sign_on_page
    qtbot.waitUntil(page.user_id.hasFocus)
    type_text(page.user_id, "ada")
    press(page.user_id, Qt.Key.Key_Return)
    type_text(page.password, "ada")
    press(page.password, Qt.Key.Key_Return)
    assert visible_views(window) == {"finder", "promos", "blocks"}
    assert window.state.perspective == "capture"
    assert window.state.person.name == "Ada"


def test_a_refused_sign_on_says_why_keeps_the_id_and_forgets_the_password(frame):
    window = frame.open()
    sign_on(window, "ada", "wrong")
    page = window.sign_on_page
    assert page._password_field.problem() == "Id or password is wrong."
    assert (page.user_id.text(), page.password.text()) == ("ada", "")
    assert window.state.person is None
    sign_on(window, "ada")
    assert window.state.at_work


def test_a_bug_while_signing_on_is_told_without_its_innards(frame, caplog):
    window = frame.open()
    window.session._on_refused(ZeroDivisionError("secret"))
    problem = window.sign_on_page._password_field.problem()
    assert "log" in problem
    assert "secret" not in problem


def test_one_editor_for_one_object(window):
    first = window.open_editor("note", "1")
    second = window.open_editor("note", "2")
    assert first is not second
    assert window.open_editor("note", "1") is first
    assert window.active_editor is first
    assert window.open_editor("no such kind", "1") is None


def test_opening_an_editor_puts_the_focus_where_typing_starts(window, qtbot):
    note = window.open_editor("note", "1")
    qtbot.waitUntil(note.line.hasFocus)
    window.trigger("view.show_finder")
    assert named(window, "finder-line").hasFocus()
    press_keys(window, "F12")
    assert note.line.hasFocus()


def test_the_state_follows_the_editor_in_front(window):
    states: list[WorkbenchState] = []
    window.state_changed.connect(states.append)
    window.open_editor("note", "1")
    two = window.open_editor("note", "2")
    assert (window.state.subject, window.state.undo) == ("2", "Undo note 2")
    assert window.windowTitle() == "Note 2 - Sales Center"
    assert window.status_bar.text("subject") == "Note 2"
    two.set_title("Note two")
    assert window.state.editor_title == "Note two"
    window.close_editor()
    assert window.state.subject == "1"
    window.close_editor()
    assert (window.state.subject, window.state.editor_kind) == (None, "")
    assert states[-1] == window.state


def test_nothing_of_an_editor_stays_in_the_state_when_another_one_is_in_front(frame):
    class Writing(Note):
        def contribute(self, state: WorkbenchState) -> WorkbenchState:
            return replace(super().contribute(state), saved=False, redo="Redo")

    writing = EditorSpec("writing", "x", Writing)
    window = frame.signed_on(catalog=sample_catalog(editors=(*sample_catalog().editors, writing)))
    empty = window.state
    window.open_editor("writing", "1")
    assert (window.state.pages, window.state.saved) == (3, False)
    window.open_editor("help.keys", "keys")
    helping = replace(empty, editor_kind="help.keys", editor_title=window.active_editor.title)
    assert window.state == helping
    window.next_editor()
    assert not window.state.saved
    window.close_editor()
    assert window.state == helping
    window.close_editor()
    assert window.state == empty


def test_whoever_asks_is_told_of_every_editor_those_behind_others_too(window, again):
    told: list[list[str]] = []
    window.editors_changed.connect(
        lambda: told.append([editor.key for editor in window.open_editors()])
    )
    for key in ("1", "", ""):  # two drafts say the same of themselves
        window.open_editor("note", key)
    first = window.open_editor("note", "1")
    assert told[-1] == ["1", ""]
    draft = window.open_editor("note", "")
    draft.set_key("2")
    assert told[-1] == ["1", "2"]
    window.close_editor(first)
    assert (told[-1], window.active_editor) == (["2"], draft)
    window.open_editor("note", "3")
    assert [editor.key for editor in again().open_editors()] == ["2", "3"]


def test_pages_and_editors_turn_by_their_keys(window):
    one, two = window.open_editor("note", "1"), window.open_editor("note", "2")
    press_keys(window, "Ctrl+PgDown")
    press_keys(window, "Ctrl+PgDown")
    press_keys(window, "Ctrl+PgUp")
    assert two.turned == 1
    press_keys(window, "Ctrl+F6")
    assert window.active_editor is one
    press_keys(window, "Ctrl+W")
    assert window.active_editor is two


def test_maximising_by_key_and_back(window):
    note = window.open_editor("note", "1")
    press_keys(window, "Ctrl+M")
    assert (visible_views(window), window.state.maximised) == (set(), True)
    assert note.line.hasFocus()
    press_keys(window, "Ctrl+M")
    assert visible_views(window) == {"finder", "promos", "blocks"}


def test_the_layout_survives_a_restart(window, again):
    window.docking.hide_view("blocks")
    window.close()
    assert visible_views(again()) == {"finder", "promos"}


def test_each_user_has_an_own_layout(window):
    window.docking.hide_view("blocks")
    window.sign_off()
    sign_on(window, "bob")
    assert visible_views(window) == {"finder", "promos", "blocks"}
    window.sign_off()
    sign_on(window, "ada")
    assert visible_views(window) == {"finder", "promos"}


def test_each_perspective_is_kept_as_it_was_left_and_can_be_reset(window):
    window.docking.hide_view("blocks")
    window.use_perspective("review")
    assert visible_views(window) == {"blocks"}
    window.use_perspective("capture")
    assert visible_views(window) == {"finder", "promos"}
    window.trigger("perspective.reset")
    assert visible_views(window) == {"finder", "promos", "blocks"}


def test_the_perspective_that_was_left_is_the_one_that_opens(window, again):
    window.use_perspective("review")
    window.close()
    assert again().state.perspective == "review"


def test_a_layout_of_another_version_opens_the_default_never_an_empty_window(window, again, frame):
    window.docking.hide_view("blocks")
    window.close()
    file = frame.folder / "layout-ada.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"version": 0}))
    assert visible_views(again()) == {"finder", "promos", "blocks"}


def test_a_layout_that_knew_fewer_views_opens_the_default(window, frame):
    window.docking.hide_view("blocks")
    window.close()
    fewer = sample_catalog(views=sample_catalog().views[:2])
    assert visible_views(frame.signed_on(catalog=fewer)) == {"finder", "promos"}


def test_after_a_crash_the_same_editors_are_open_with_the_same_one_in_front(window, again):
    for key in ("1", "2", "3"):
        window.open_editor("note", key)
    window.open_editor("note", "2")
    later = again()  # the first window never closed
    notes = [later.editors.find("note", key) for key in ("1", "2", "3")]
    assert all(isinstance(note, Note) for note in notes)
    assert later.active_editor is notes[1]


def test_a_draft_that_got_its_number_is_the_one_that_opens_after_a_crash(window, again):
    draft = window.open_editor("note", "")
    draft.set_key("17")
    assert window.open_editor("note", "17") is draft
    assert again().editors.find("note", "17") is not None


def test_an_editor_kind_that_is_gone_is_left_out_after_a_restart(window, frame):
    window.open_editor("note", "1")
    window.close()
    without = sample_catalog(editors=sample_catalog().editors[1:])
    assert frame.signed_on(catalog=without).active_editor is None


def test_an_editor_that_may_not_close_stays(frame):
    class Stubborn(Note):
        def may_close(self) -> bool:
            return False

    window = frame.signed_on(catalog=sample_catalog(editors=(EditorSpec("note", "x", Stubborn),)))
    note = window.open_editor("note", "1")
    window.close_editor()
    assert window.active_editor is note


def test_signing_off_closes_everything_and_signing_on_opens_it_again(window, frame):
    window.change_state(store=StoreRef(1, "Köln"))
    window.open_editor("note", "1")
    window.sign_off()
    assert (window.active_editor, window.state.person, window.state.store) == (None, None, None)
    assert window.windowTitle() == "Sales Center"
    sign_on(window, "bob")
    assert window.active_editor is None
    window.sign_off()
    sign_on(window, "ada")
    assert window.editors.find("note", "1") is window.active_editor
    assert frame.access.calls.count("sign off") == 2


def test_locking_hides_the_content_until_the_same_person_is_back(window, frame):
    note = window.open_editor("note", "1")
    press_keys(window, "Ctrl+Shift+L")
    assert not note.isVisible()
    assert window.status_bar.text("subject") == ""
    assert visible_views(window) == set()
    assert window.windowTitle() == "Sales Center"
    assert frame.access.calls[-1] == "lock"
    page = window.sign_on_page
    assert page.user_id.isReadOnly()
    page.password.setText("ada")
    page.password.returnPressed.emit()
    assert note.isVisible()
    assert window.active_editor is note


def test_somebody_else_can_sign_on_at_a_locked_window_and_sees_nothing_of_the_first(window):
    window.open_editor("note", "1")
    window.say("Zoë Müller, +49 221 55 01 99")
    window.lock()
    named(window, "sign_on-other").click()
    sign_on(window, "bob")
    assert window.state.person.user_id == "bob"
    assert window.active_editor is None
    assert window.messages.text() == ""


def test_an_idle_window_locks_itself_and_keys_keep_it_open(frame, qtbot):
    window = frame.signed_on(idle_minutes=60)
    idle = window.session._idle
    idle.setTimerType(Qt.TimerType.PreciseTimer)
    idle.start()
    before = idle.remainingTime()
    qtbot.waitUntil(lambda: idle.remainingTime() < before - 20)
    low = idle.remainingTime()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert idle.remainingTime() > low
    idle.setInterval(1)
    qtbot.waitUntil(lambda: window.state.locked)


def test_a_refusal_is_told_as_it_stands_and_a_bug_is_not(window, caplog):
    window.report(Refused("sign_on.wrong"))
    assert window.messages.text() == "Id or password is wrong."
    window.report(Busy())
    assert "busy" in window.messages.text()


@pytest.mark.expects_log("salescenter.ui.workbench.window")
def test_a_bug_goes_to_the_log_and_the_person_is_told_so(window, caplog):
    window.report(ZeroDivisionError("innards"))
    assert "innards" not in window.messages.text()
    assert "ZeroDivisionError" in caplog.text


def test_choosing_among_things_by_a_few_letters(window):
    chosen: list[object] = []
    window.choose(
        "Which store?", [Choice(1, "Köln"), Choice(2, "Kiel", refusal="Closed.")], chosen.append
    )
    type_text(window.picker.search, "ki")
    press(window.picker.search, Qt.Key.Key_Return)
    assert (chosen, window.picker._hint.text()) == ([], "Closed.")
    window.picker.search.clear()
    type_text(window.picker.search, "kö")
    press(window.picker.search, Qt.Key.Key_Return)
    assert chosen == [1]


def test_the_bars_keep_their_heights_when_the_colours_change(window, qtbot):
    bar = named(window, "toolbar")
    before = bar.sizeHint().height()
    window.use_scheme(Scheme.DARK)
    assert bar.sizeHint().height() == before


def test_colours_chosen_are_remembered_for_the_user(window, again, theme):
    window.trigger("theme.dark")
    assert theme.scheme is Scheme.DARK
    window.close()
    theme.use(Scheme.LIGHT)
    assert again().state.scheme is Scheme.DARK


def test_the_whole_window_guesses_no_rich_text_and_names_everything(window):
    note = window.open_editor("note", HOSTILE)
    note.set_title(HOSTILE)
    note.line.setText(HOSTILE)
    window.say(HOSTILE)
    window.choose(HOSTILE, [Choice(1, HOSTILE, HOSTILE, HOSTILE, HOSTILE)], print)
    window.open_editor("help.keys", "keys")
    assert find_rich_text(window) == []
    assert find_unnamed(window) == []


def test_the_real_catalogue_builds_its_registry_and_its_perspectives_name_views():
    assert len(list(CATALOG.registry())) == len(CATALOG.actions)
    assert [item.id for item in CATALOG.perspectives] == [
        "order_capture",
        "review",
        "administration",
    ]


def test_a_catalogue_with_an_id_twice_is_refused():
    with pytest.raises(ValueError, match="finder"):
        sample_catalog(views=sample_catalog().views * 2)


def test_the_window_stands_where_it_stood(window, frame):
    window.resize(960, 655)
    window.sign_off()
    window.close()
    later = frame.open()
    later.restore_place()
    assert (later.width(), later.height()) == (960, 655)


def test_every_icon_the_catalogue_names_is_bundled():
    names = {action.icon for action in CATALOG.actions}
    names |= {view.icon for view in CATALOG.views} | {editor.icon for editor in CATALOG.editors}
    missing = {name for name in names if name and not path("icons", f"{name}.svg").is_file()}
    assert missing == set()


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_a_view_that_was_dragged_out_is_hidden_too_while_the_window_is_locked(window, qtbot):
    window.docking._views["blocks"].setFloating()
    qtbot.waitUntil(window.views["blocks"].isVisible)
    window.lock()
    assert not window.views["blocks"].isVisible()
