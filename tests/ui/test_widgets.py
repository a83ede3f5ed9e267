from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from salescenter.ui.colours import Tone
from salescenter.ui.widgets import (
    STRETCH,
    Field,
    MessageBar,
    Pages,
    button,
    caption,
    card,
    check_box,
    chip,
    choice_field,
    column,
    eliding_label,
    empty_state,
    find_rich_text,
    find_unnamed,
    heading,
    icon_label,
    label,
    notes_field,
    page,
    password_field,
    row,
    scroll_area,
    search_field,
    separator,
    text_field,
    tool_button,
    tool_tip,
    value_label,
)
from salescenter.ui.widgets.text import escaped
from tests.ui.keys import press, press_keys, type_text

HOSTILE = '<b>Zoë</b> <img src="file:///nowhere.png"> &lt;i&gt; Müller & <a href="x">Söhne</a>'


def everything(text: str) -> QWidget:
    """One of each widget of the factory, all saying ``text``."""
    bar = MessageBar()
    bar.show_message(text, Tone.ERROR, action=text)
    field = Field(text, text_field(text, name="a", text=text, placeholder=text), required=True)
    field.show_problem(text)
    pages = Pages("pages", text)
    pages.add_page("one", text, label(text))
    tipped = label("tipped")
    tool_tip(tipped, text)
    parts = column(
        label(text, wrap=True), caption(text), heading(text), heading(text, level=2),
        value_label(text, name="v", accessible=text), eliding_label(text, name="e"),
        icon_label("user", accessible=text), bar, field, pages, tipped, separator(),
        button(text, name="b", icon="plus", tip=text, kind="primary"),
        tool_button(text, icon="x", name="t"), chip(text, name="c", accessible=text),
        search_field(text, name="s", placeholder=text), password_field(text, name="p"),
        notes_field(text, name="n", text=text), check_box(text, name="cb"),
        choice_field(text, name="ch", choices=[(1, text)], current=1),
        card(label(text), row(label(text), STRETCH), name="card", title=text),
        empty_state(text, text, name="es", icon="user", buttons=[button(text, name="eb")]),
        scroll_area(label(text), name="sa", accessible=text),
    )  # fmt: skip
    return page(parts, name="everything")


def test_nothing_the_factory_makes_guesses_rich_text(qtbot):
    made = everything(HOSTILE)
    qtbot.addWidget(made)
    assert find_rich_text(made) == []


def test_everything_the_factory_makes_has_a_name_for_screen_readers(qtbot):
    made = everything("Name")
    qtbot.addWidget(made)
    assert find_unnamed(made) == []


def test_making_a_widget_never_opens_a_window_of_its_own(qtbot):
    made = everything("x")
    qtbot.addWidget(made)
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == []


def test_the_walk_finds_a_label_that_would_guess_and_a_field_without_a_name(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    box = QVBoxLayout(root)
    bad = QLabel(HOSTILE)
    bad.setObjectName("guessing")
    tipped = label("plain", name="tipped")
    tipped.setToolTip(HOSTILE)
    box.addWidget(bad)
    box.addWidget(tipped)
    box.addWidget(QLineEdit())
    assert [line.split(" < ")[0] for line in find_rich_text(root)] == ["guessing", "tipped"]
    assert [line.split(" < ")[0] for line in find_unnamed(root)] == ["QLineEdit"]


@pytest.mark.parametrize("text", [HOSTILE, "a < b & c", "two\nlines <b>", "plain"])
def test_a_tool_tip_shows_what_was_typed_letter_by_letter(text):
    shown = escaped(text)
    if shown != text:
        document = QTextDocument()
        document.setHtml(shown)
        shown = document.toPlainText()
    assert shown == text


def test_a_button_shows_an_ampersand_as_it_is_and_tells_its_name(qtbot):
    made = button("Müller & Söhne", name="company")
    qtbot.addWidget(made)
    assert made.text() == "Müller && Söhne"
    assert made.accessibleName() == "Müller & Söhne"


def test_a_field_says_what_is_wrong_and_keeps_what_was_typed(qtbot):
    field = Field("Quantity", text_field("Quantity", name="quantity"))
    qtbot.addWidget(field)
    field.show()
    type_text(field.editor, "ü東x")
    field.show_problem("A number, please.")
    assert field.problem() == "A number, please."
    assert isinstance(field.editor, QLineEdit)
    assert field.editor.text() == "ü東x"
    assert field.editor.accessibleDescription() == "A number, please."
    field.clear_problem()
    assert field.problem() == ""
    assert not field.editor.property("problem")


def test_undo_belongs_to_a_field_only_while_it_holds_something_to_take_back(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    undone: list[str] = []
    field = text_field("Entry", name="entry")
    action = root.addAction("Undo")
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: undone.append("order"))
    QVBoxLayout(root).addWidget(field)
    root.show()
    qtbot.waitExposed(root)
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    field.setFocus()

    press_keys(field, "Ctrl+Z")
    assert undone == ["order"]
    type_text(field, "abc")
    press_keys(field, "Ctrl+Z")
    assert field.text() == ""
    assert undone == ["order"]
    field.start_over()
    press_keys(field, "Ctrl+Z")
    assert undone == ["order", "order"]


def test_a_search_field_offers_to_empty_itself_only_while_it_holds_something(qtbot):
    field = search_field("Find", name="find")
    qtbot.addWidget(field)
    clear = field.actions()[1]
    assert not clear.isVisible()
    type_text(field, "mül")
    assert clear.isVisible()
    clear.trigger()
    assert field.text() == ""


def test_an_eliding_label_leaves_out_the_middle_and_tells_the_whole(qtbot):
    made = eliding_label("Lindenallee 14, 50968 Köln", name="address")
    qtbot.addWidget(made)
    made.resize(110, 20)
    assert "…" in made.shown_text()
    assert made.shown_text().startswith("Linden"[:3])
    assert made.shown_text().endswith("ln")
    assert made.text() == "Lindenallee 14, 50968 Köln"
    made.resize(600, 20)
    assert made.shown_text() == made.text()


def test_a_chip_tells_its_state_in_words_and_hides_when_there_is_none(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    made = chip("Pending", name="state", accessible="Status", tone=Tone.INFO)
    QVBoxLayout(root).addWidget(made)
    root.show()
    assert (made.text(), made.accessibleName(), made.isVisible()) == (
        "Pending",
        "Status: Pending",
        True,
    )
    made.show_state("")
    assert not made.isVisible()


def test_a_choice_field_announces_only_what_a_person_chose(qtbot):
    made = choice_field("Store", name="store", choices=[(1, "Köln"), (2, "Kiel")], current=2)
    qtbot.addWidget(made)
    chosen: list[object] = []
    made.chosen.connect(chosen.append)
    made.show_value(1)
    made.show_choices([(3, "Bonn")], 3)
    assert chosen == []
    made.activated.emit(0)
    assert (chosen, made.value()) == ([3], 3)
    made.show_value(99)
    assert made.value() is None


LONG = "XRQ - TRUCK GROUND"


def test_a_choice_field_has_room_for_its_longest_choice_up_to_a_limit(qtbot):
    made = choice_field("Method", name="method", choices=[(1, "Post")], current=1)
    qtbot.addWidget(made)
    made.show()
    narrow = made.sizeHint().width()
    made.show_choices([(1, "Post"), (2, LONG)], 2)  # the store was read after it was shown
    made.resize(made.sizeHint())
    assert made.shown_text() == LONG
    assert made.width() > narrow
    made.show_choices([(3, LONG * 10)], 3)
    assert made.sizeHint().width() <= 280
    assert made.minimumSizeHint().width() <= 120


def test_a_choice_without_room_is_left_out_in_the_middle_and_told_whole_in_the_tip(
    qtbot, monkeypatch
):
    tips: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: tips.append(text))
    made = choice_field("Method", name="method", choices=[(1, LONG), (2, "<b>Post")], current=1)
    qtbot.addWidget(made)
    ask = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    made.setFixedWidth(120)
    shown = made.shown_text()
    assert (shown[:3], shown[-3:]) == ("XRQ", "UND")
    assert "…" in shown
    QApplication.sendEvent(made, ask)
    assert tips == [LONG]
    made.setFixedWidth(260)
    QApplication.sendEvent(made, ask)
    assert tips == [LONG]
    made.show_value(2)
    made.setFixedWidth(50)
    QApplication.sendEvent(made, ask)
    assert tips[1:] == ["<qt>&lt;b&gt;Post</qt>"]


@pytest.mark.parametrize("make", [partial(button, "Add"), partial(tool_button, "Add", icon="plus")])
def test_enter_presses_a_button_as_space_does_once_however_long_it_is_held(qtbot, make):
    pressed: list[str] = []
    made = make(name="add", on=lambda: pressed.append("add"))
    qtbot.addWidget(made)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        press(made, key)
    press(made, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert len(pressed) == 4
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True
    )
    QApplication.sendEvent(made, held)
    press(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made.setEnabled(False)
    press(made, Qt.Key.Key_Return)
    assert len(pressed) == 4


def test_good_news_goes_by_itself_and_bad_news_stays_until_dismissed(qtbot, monkeypatch):
    monkeypatch.setattr("salescenter.ui.widgets.message_bar._SHOWN_MS", 1)
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("Saved.", Tone.OK)
    qtbot.waitUntil(lambda: bar.text() == "")
    bar.show_message("Declined.", Tone.ERROR)
    assert not bar._timer.isActive()
    bar.clear()
    assert not bar.isVisible()


def test_a_message_can_offer_what_to_do_about_it(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    retried: list[str] = []
    bar.show_message("No answer.", Tone.ERROR, action="Try again", on=lambda: retried.append("x"))
    for made in bar.findChildren(QPushButton, "message_bar-action"):
        made.click()
    assert retried == ["x"]


def test_pages_turn_round_and_the_focus_goes_along(qtbot):
    pages = Pages("pages", "Pages")
    qtbot.addWidget(pages)
    turned: list[str] = []
    lines = {name: text_field(name, name=name) for name in ("items", "payment", "history")}
    for name, line in lines.items():
        pages.add_page(name, name.title(), line)
    pages.show()
    qtbot.waitExposed(pages)
    pages.activateWindow()
    qtbot.waitUntil(pages.isActiveWindow)
    pages.turned.connect(turned.append)
    lines["items"].setFocus()
    pages.turn(1)
    assert lines["payment"].hasFocus()
    pages.turn(-2)
    assert (pages.current_id(), turned) == ("history", ["payment", "history"])
    pages.show_page("items")
    assert lines["items"].hasFocus()


def test_rows_refuse_what_is_neither_widget_nor_layout(qtbot):
    with pytest.raises(TypeError):
        row("text")


def test_typing_arrives_letter_by_letter_whatever_the_keyboard(qtbot):
    field = text_field("Name", name="name")
    qtbot.addWidget(field)
    seen: list[str] = []
    field.textEdited.connect(seen.append)
    type_text(field, "Łü€東")
    press(field, Qt.Key.Key_Backspace)
    assert seen == ["Ł", "Łü", "Łü€", "Łü€東", "Łü€"]


@pytest.mark.parametrize("make", [text_field, search_field, password_field, notes_field])
@pytest.mark.parametrize("keys", ["Ctrl+K", "Ctrl+E, Ctrl+O", "Ctrl+F, Ctrl+R", "Ctrl+O", "Ctrl+L"])
def test_the_programs_keys_work_while_something_is_being_typed(qtbot, make, keys):
    root = QWidget()
    qtbot.addWidget(root)
    field = make("Field", name="field")
    ran: list[str] = []
    action = root.addAction("Run")
    action.setShortcut(keys)
    action.triggered.connect(lambda: ran.append(keys))
    QVBoxLayout(root).addWidget(field)
    root.show()
    qtbot.waitExposed(root)
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    field.setFocus()
    type_text(field, "abc")
    press_keys(field, "Home")
    press_keys(field, keys)
    assert ran == [keys]
