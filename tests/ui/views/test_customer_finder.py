"""The customer finder, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from salescenter.domain.errors import Busy, Refused, Unknown
from salescenter.domain.events import CustomerChanged
from salescenter.services.customers import CustomerHits
from salescenter.ui.tables import roles
from salescenter.ui.views.customer_finder import CustomerFinder
from salescenter.ui.views.customer_finder.asked import Asked, Hit
from salescenter.ui.views.customer_finder.hit_table import hit_model
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.fake_desk import AT_WORK, RUBEN, TRADE, FakeWorkbench, Held, a_match
from tests.ui.frame import named
from tests.ui.keys import press, press_keys, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier
RETURN, DOWN, UP, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape
ZOE, JAN = a_match(1, "Zoë Müller"), a_match(2, "Jan Müller")
BOTH = CustomerHits((ZOE, JAN), more=False)


def shown(qtbot, workbench: FakeWorkbench, width: int = 300) -> CustomerFinder:
    finder = CustomerFinder(workbench)  # type: ignore[arg-type]
    qtbot.addWidget(finder)
    finder.resize(width, 600)
    finder.show()
    qtbot.waitExposed(finder)
    finder.activateWindow()
    qtbot.waitUntil(finder.isActiveWindow)
    finder.box.setFocus()
    return finder


@pytest.fixture
def workbench(qapp) -> FakeWorkbench:
    made = FakeWorkbench()
    made.services.customers.hits = BOTH
    return made


@pytest.fixture
def finder(qtbot, workbench) -> CustomerFinder:
    return shown(qtbot, workbench)


@pytest.fixture
def held(qtbot, qapp):
    """A finder whose answers come when the test lets them."""
    workbench = FakeWorkbench(runner=Held())
    workbench.services.customers.hits = BOTH
    return workbench, shown(qtbot, workbench)


def names(finder: CustomerFinder) -> list[str]:
    return [hit.match.name for hit in finder.model.rows]


def words_on(widget: QWidget) -> str:
    return " ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def test_every_letter_searches_the_selected_store(finder, workbench):
    type_text(finder.box, "mü")
    asked = workbench.services.customers.asked
    assert [(wish.store_id, wish.text) for wish in asked] == [(1, "m"), (1, "mü")]
    assert names(finder) == ["Zoë Müller", "Jan Müller"]


def test_the_foot_counts_and_says_how_long_it_took(finder, workbench):
    type_text(finder.box, "mü")
    assert finder.foot.text().startswith("2 customers · ")
    assert finder.foot.text().endswith(" ms")
    workbench.services.customers.hits = CustomerHits((ZOE,), more=True)
    type_text(finder.box, "l")
    assert finder.foot.text().startswith("1 and more customers · ")


def test_what_was_found_for_a_misspelt_name_is_said(finder, workbench):
    corrected = a_match(1, "Zoë Müller", corrected=("muller",))
    workbench.services.customers.hits = CustomerHits((corrected,), more=False)
    type_text(finder.box, "Zoe Muler")
    assert finder.correction.text() == "Found as “Müller” instead of “Muler”."
    assert finder.correction.isVisible()
    workbench.services.customers.hits = BOTH
    press(finder.box, Qt.Key.Key_Backspace)
    assert not finder.correction.isVisible()


def test_matching_letters_are_marked_and_marks_follow_the_typing(finder):
    type_text(finder.box, "mu")
    column = finder.model.column_of("name")
    assert finder.model.index(0, column).data(roles.MARKS) == [(4, 2)]
    type_text(finder.box, "l z")
    assert finder.model.index(0, column).data(roles.MARKS) == [(0, 1), (4, 3)]


def test_enter_opens_the_profile_of_the_first_hit(finder, workbench):
    type_text(finder.box, "mü")
    press(finder.box, RETURN)
    assert workbench.opened == [("customer", "1")]


def test_down_goes_into_the_list_and_on(finder, workbench):
    type_text(finder.box, "mü")
    press(finder.box, DOWN)
    assert focused() == "customer_finder-hits"
    press(finder.table, DOWN)
    press(finder.table, RETURN)
    assert workbench.opened == [("customer", "2")]


def test_up_from_the_first_hit_is_back_in_the_box(finder):
    type_text(finder.box, "mü")
    press(finder.box, DOWN)
    press(finder.table, UP)
    assert focused() == "customer_finder-box"


def test_typing_goes_on_from_the_list(finder):
    type_text(finder.box, "mü")
    press(finder.box, DOWN)
    type_text(finder.table, "l")
    assert (finder.box.text(), focused()) == ("mül", "customer_finder-box")
    press(finder.box, DOWN)
    press(finder.table, Qt.Key.Key_Backspace)
    assert finder.box.text() == "mü"


def test_escape_leaves_the_list_and_then_empties_the_box(finder):
    type_text(finder.box, "mü")
    press(finder.box, DOWN)
    press(finder.table, ESCAPE)
    assert (finder.box.text(), focused()) == ("mü", "customer_finder-box")
    press(finder.box, ESCAPE)
    assert finder.box.text() == ""
    assert names(finder) == []


@pytest.mark.parametrize("from_the_list", [False, True])
def test_ctrl_enter_starts_an_order_and_opens_it(finder, workbench, from_the_list):
    type_text(finder.box, "mü")
    if from_the_list:
        press(finder.box, DOWN)
    press(finder.table if from_the_list else finder.box, RETURN, CONTROL)
    [(wish, key)] = workbench.services.orders.started
    assert (wish.store_id, wish.customer_id, len(key)) == (1, 1, 32)
    assert workbench.opened == [("order", "501")]


def test_ctrl_enter_in_the_finder_is_no_shortcut_of_the_window(qtbot, workbench):
    window = QWidget()
    window.setObjectName("window")
    qtbot.addWidget(window)
    finder = CustomerFinder(workbench)
    finder.setParent(window)
    submitted: list[bool] = []
    action = QAction(window)
    action.setShortcut("Ctrl+Return")
    action.triggered.connect(submitted.append)
    window.addAction(action)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    finder.box.setFocus()
    type_text(finder.box, "mü")
    press_keys(window, "Ctrl+Return")
    finder.table.setFocus()
    press_keys(window, "Ctrl+Return")
    assert submitted == []
    assert len(workbench.services.orders.started) == 2


def test_two_presses_while_the_order_is_on_its_way_start_one(held):
    workbench, finder = held
    type_text(finder.box, "m")
    workbench.runner.answer_all()
    press(finder.box, RETURN, CONTROL)
    press(finder.box, RETURN, CONTROL)
    workbench.runner.answer_all()
    assert len(workbench.services.orders.started) == 1


def test_an_order_whose_outcome_is_unknown_is_asked_for_with_its_key(finder, workbench):
    workbench.services.orders.errors = [Unknown("k"), Busy(), Refused("order.empty")]
    type_text(finder.box, "mü")
    for _press in range(4):
        press(finder.box, RETURN, CONTROL)
    keys = [key for _wish, key in workbench.services.orders.started]
    assert keys[0] == keys[1] == keys[2] != keys[3]
    assert len(workbench.reported) == 3
    assert workbench.opened == [("order", "504")]


def test_enter_before_the_answer_waits_for_it(held):
    workbench, finder = held
    type_text(finder.box, "jan")
    press(finder.box, RETURN)
    assert workbench.opened == []
    workbench.services.customers.hits = CustomerHits((JAN,), more=False)
    workbench.runner.answer_all()
    assert workbench.opened == [("customer", "2")]


def test_an_enter_that_was_typed_past_opens_nobody(held):
    workbench, finder = held
    type_text(finder.box, "ja")
    press(finder.box, RETURN)
    type_text(finder.box, "n")
    workbench.runner.answer_all()
    assert workbench.opened == []


def test_only_the_newest_wish_is_asked_and_the_running_one_is_broken_off(held):
    workbench, finder = held
    type_text(finder.box, "smith")
    assert len(workbench.runner.waiting) == 1
    assert workbench.services.customers.stopped == 4
    workbench.runner.answer_all()
    assert [wish.text for wish in workbench.services.customers.asked] == ["s", "smith"]


def test_an_overtaken_answer_is_not_shown(held):
    workbench, finder = held
    type_text(finder.box, "m")
    press(finder.box, ESCAPE)
    workbench.runner.answer_all()
    assert names(finder) == []


def test_a_search_that_takes_its_time_says_so(held, qtbot):
    workbench, finder = held
    type_text(finder.box, "m")
    qtbot.waitUntil(lambda: finder.foot.text() == "Searching…")
    workbench.runner.answer_all()
    assert finder.foot.text().startswith("2 customers")


def test_nobody_found_offers_a_new_customer_with_what_was_typed(finder, workbench):
    class Form:
        taken = ""

        def take_over(self, typed: str) -> None:
            self.taken = typed

    form = workbench.makes["customer.new"] = Form()
    workbench.services.customers.hits = CustomerHits((), more=False)
    type_text(finder.box, "carla hohenfels")
    assert "Nobody found" in words_on(finder.nobody)
    assert "“carla hohenfels”" in words_on(finder.nobody)
    finder.findChild(QWidget, "customer_finder-create").click()
    assert workbench.opened == [("customer.new", "")]
    assert form.taken == "carla hohenfels"


def test_one_letter_that_finds_nobody_asks_to_go_on(finder, workbench):
    workbench.services.customers.hits = CustomerHits((), more=False)
    type_text(finder.box, "x")
    assert "Go on typing" in words_on(finder.nobody)


def test_an_empty_box_says_what_can_be_typed(finder, workbench):
    type_text(finder.box, "  ,")
    assert "Who is calling?" in words_on(finder.nobody)
    assert workbench.services.customers.asked == []


@pytest.mark.parametrize("typed", ["4111 1111 1111 1111", "zoe 4111111111111111"])
def test_a_card_number_is_not_searched(finder, workbench, typed):
    workbench.services.customers.asked.clear()
    finder.box.setText(typed)
    assert "card number" in words_on(finder.nobody)
    assert workbench.services.customers.asked == []


def test_a_telephone_number_like_a_card_number_is_searched(finder, workbench):
    finder.box.setText("+4111 1111 1111 1111")
    assert len(workbench.services.customers.asked) == 1


def test_without_a_store_one_can_be_selected(qtbot, qapp):
    workbench = FakeWorkbench()
    workbench.state = type(AT_WORK)(person=AT_WORK.person)
    finder = shown(qtbot, workbench)
    assert not finder.box.isEnabled()
    named(finder, "customer_finder-store").click()
    assert workbench.triggered == ["store.select"]


def test_another_store_searches_anew_and_shows_nobody_of_the_old_one(held):
    workbench, finder = held
    type_text(finder.box, "m")
    workbench.runner.answer_all()
    workbench.change_state(store=TRADE)
    assert names(finder) == []
    press(finder.box, RETURN)
    assert workbench.opened == []
    workbench.runner.answer_all()
    assert workbench.services.customers.asked[-1].store_id == TRADE.id
    assert workbench.opened == [("customer", "1")]


def test_the_next_person_finds_an_empty_box(finder, workbench):
    type_text(finder.box, "mü")
    workbench.change_state(person=None, store=None, stores=())
    assert names(finder) == []
    workbench.change_state(person=RUBEN, store=TRADE)
    assert (finder.box.text(), names(finder)) == ("", [])
    assert not finder.box.isUndoAvailable()


def test_a_changed_customer_is_searched_again(finder, workbench, qtbot):
    type_text(finder.box, "mü")
    workbench.services.customers.hits = CustomerHits((JAN,), more=False)
    workbench.services.bus.publish(CustomerChanged(2, 5))
    qtbot.waitUntil(lambda: names(finder) == ["Jan Müller"])


def test_a_failed_search_says_why_and_the_next_one_works(finder, workbench):
    workbench.services.customers.errors = [Busy()]
    type_text(finder.box, "m")
    assert "The store is busy" in words_on(finder.nobody)
    type_text(finder.box, "ü")
    assert names(finder) == ["Zoë Müller", "Jan Müller"]


@pytest.mark.parametrize("width", [180, 300, 459, 480, 600, 800, 1400])
def test_nothing_scrolls_sideways_in_any_width(qtbot, workbench, width):
    finder = shown(qtbot, workbench, width)
    type_text(finder.box, "mü")
    columns = range(finder.model.columnCount())
    assert sum(map(finder.table.columnWidth, columns)) <= finder.table.viewport().width()
    assert not finder.table.horizontalScrollBar().isVisible()


def test_a_narrow_list_has_two_lines_a_wide_one_columns(qtbot, workbench):
    finder = shown(qtbot, workbench, 300)
    type_text(finder.box, "mü")
    high = finder.table.rowHeight(0)
    assert finder.table.is_narrow
    finder.resize(900, 600)
    qtbot.waitUntil(lambda: not finder.table.is_narrow)
    assert finder.table.rowHeight(0) < high
    assert finder.table.isColumnHidden(finder.model.column_of("organization"))
    assert not finder.table.isColumnHidden(finder.model.column_of("phone"))
    assert finder.table.currentIndex().row() == 0
    assert not finder.table.isColumnHidden(finder.table.currentIndex().column())


def test_a_hit_is_read_out_whole(finder):
    type_text(finder.box, "mü")
    spoken = finder.model.index(0, 0).data(roles.ACCESSIBLE)
    assert spoken == "Zoë Müller, C100001, 50968 Köln, +49 221 5550199"


def test_hostile_text_is_shown_as_it_is_and_everything_has_a_name(finder, workbench):
    evil = a_match(3, "<b>Bobby</b>", organization="<img src=x>", phone="<i>1</i>")
    workbench.services.customers.hits = CustomerHits((evil,), more=False)
    type_text(finder.box, "<b>bobby")
    QApplication.processEvents()
    workbench.services.customers.hits = CustomerHits((), more=False)
    type_text(finder.box, "<u>")
    assert find_rich_text(finder) == []
    assert find_unnamed(finder) == []
    assert "“<b>bobby<u>”" in words_on(finder.nobody)


def test_the_context_menu_is_that_of_a_customer(finder, workbench):
    type_text(finder.box, "mü")
    finder.table.menu_wanted.emit(1, finder.rect().center())
    assert workbench.menus == ["customer"]


def test_going_there_marks_the_old_search(finder):
    type_text(finder.box, "mü")
    finder.table.setFocus()
    finder.setFocus()
    assert (focused(), finder.box.selectedText()) == ("customer_finder-box", "mü")


def test_no_listener_outlives_the_finder(workbench, qtbot):
    finder = CustomerFinder(workbench)
    assert workbench.services.bus.listeners
    finder.deleteLater()
    qtbot.waitUntil(lambda: not workbench.services.bus.listeners)


def test_the_model_obeys_qt(qtmodeltester):
    model = hit_model()
    qtmodeltester.check(model)
    model.show_rows([Hit(ZOE, Asked("mü", ("mu",))), Hit(JAN, Asked("mü", ("mu",)))])
    qtmodeltester.check(model)
