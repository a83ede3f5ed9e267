"""The Comments page: written by keyboard, shown newest first, as text and nothing else."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from salescenter.services.orders.views import CommentOnOrder
from salescenter.ui.actions.paper_actions import PAPER_ACTIONS
from salescenter.ui.actions.submit_actions import SUBMIT_ACTIONS
from salescenter.ui.widgets import find_rich_text, find_unnamed
from tests.ui.editors import order_desk

HOSTILE = '<b>Zoë</b> <img src="file:///x.png"> & Söhne'
CARD_LIKE = "4111 1111 1111 1111"


@pytest.fixture
def at(monkeypatch, request):
    catalog = order_desk.CATALOG
    changed = replace(catalog, actions=(*catalog.actions, *PAPER_ACTIONS, *SUBMIT_ACTIONS))
    monkeypatch.setattr(order_desk, "CATALOG", changed)
    return request.getfixturevalue("at_desk")


def page(at):
    return at.editor.pages["comments"]


def shown(at):
    """The texts of the cards from top to bottom."""
    cards = page(at).written.widget().layout()
    widgets = [cards.itemAt(place).widget() for place in range(cards.count())]
    return [card.findChildren(QLabel)[-1].text() for card in widgets if card is not None]


def written(at, text):
    at.press_keys("Ctrl+Shift+N")
    at.wait(lambda: at.focus is page(at).text)
    at.type(text)
    at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_comment_is_written_by_keyboard_and_the_newest_stands_first(at):
    at.an_order(HW_4411=1)
    written(at, "rings back at five")
    at.wait(lambda: shown(at) == ["rings back at five"])
    assert page(at).text.toPlainText() == ""
    written(at, "rang back")
    at.wait(lambda: shown(at) == ["rang back", "rings back at five"])
    assert [each.for_customer for each in at.stored().order.comments] == [False, False]


def test_ctrl_enter_in_the_field_does_not_submit_the_order(at):
    at.an_order(HW_4411=1)
    before = at.view.order.version
    at.press_keys("Ctrl+Shift+N")
    at.type("hm")
    at.press_keys("Ctrl+Return")
    at.wait(lambda: shown(at) == ["hm"])
    assert at.view.order.version == before + 1
    assert at.editor.page() is page(at)


def test_a_comment_for_the_customer_says_so_and_who_wrote_it(at):
    at.an_order(HW_4411=1)
    at.editor.show_page("comments")
    page(at).reader.show_value(True)
    at.type("left at the door")
    page(at).write.click()
    at.wait(lambda: shown(at) == ["left at the door"])
    [card] = page(at)._cards.values()
    assert card.accessibleName().startswith("Rep · ")
    assert "for the customer too" in card.accessibleName()
    assert page(at).reader.value() is False


def test_what_is_refused_stays_in_the_field_with_the_reason_below(at):
    at.an_order(HW_4411=1)
    written(at, f"card {CARD_LIKE}")
    at.wait(lambda: page(at).field.problem() != "")
    assert page(at).text.toPlainText() == f"card {CARD_LIKE}"
    assert shown(at) == []
    page(at).text.clear()
    assert page(at).field.problem() == ""
    written(at, "   ")
    assert "empty" in page(at).field.problem()


def test_a_colleagues_comment_appears_and_nobody_is_asked(at):
    editor = at.an_order(HW_4411=1)
    editor.show_page("comments")
    colleague = at.colleague
    step = at.view.order
    wish = CommentOnOrder(order_id=step.id, version=step.version, text="seen by me")
    colleague.services.comments.comment(wish, key="her-comment")
    written(at, "and by me")
    at.wait(lambda: shown(at) == ["and by me", "seen by me"])
    assert editor.clash.isHidden()


def test_a_comment_is_plain_text_and_everything_has_a_name(at):
    at.an_order(HW_4411=1)
    written(at, HOSTILE)
    at.wait(lambda: shown(at) == [HOSTILE])
    assert find_rich_text(page(at)) == []
    assert find_unnamed(page(at)) == []


def test_without_an_order_there_is_nothing_to_write_on(at):
    at.new_order()
    at.window.trigger("order.comment")
    assert "begins with a customer or an item" in at.message()
