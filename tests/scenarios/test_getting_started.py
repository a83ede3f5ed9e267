"""The first page of the help, followed step by step: what it says to press is pressed here."""

import re
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTabBar

from salescenter import resources
from salescenter.db.engine import Database
from salescenter.domain.order import OrderStatus
from salescenter.services.demo.filling import Filling, no_progress
from salescenter.services.demo.plan import DemoSize, plan_of
from salescenter.services.demo.users import USERS
from salescenter.services.passwords import Passwords
from salescenter.ui.tour import story
from tests.scenarios.desk_window import desk_window
from tests.services.demos import NOW

PAGE = resources.path("help", "getting-started.md").read_text("utf-8")
_MARK = re.compile(r"`(?P<press>[^`]+)`|\*\*(?P<type>[^*]+)\*\*|\*(?P<see>[^*]+)\*")


@dataclass(frozen=True)
class Deed:
    """One thing that the page says to do, or to look for."""

    what: str
    text: str


def steps():
    """The numbered steps of the page, each with its deeds in the order of the text."""
    found = re.split(r"^\d+\. ", PAGE, flags=re.MULTILINE)[1:]
    for text in found:
        step = " ".join(re.split(r"\n\s*\n", text)[0].split())
        yield step, [Deed(str(m.lastgroup), m[str(m.lastgroup)]) for m in _MARK.finditer(step)]


def said(window):
    """Everything that can be read in the window now."""
    for label in window.findChildren(QLabel):
        if label.isVisible():
            yield label.text()
    for tabs in window.findChildren(QTabBar):
        yield from (tabs.tabText(place) for place in range(tabs.count()))
    for table in window.findChildren(QAbstractItemView):
        if table.isVisible():
            yield from _cells(table.model())


def _cells(model):
    for row in range(min(model.rowCount(), 60)):
        for column in range(model.columnCount()):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(model.index(row, column).data(role))


def follow(player, step, deed):
    if deed.what == "see":
        wanted = deed.text
        player.wait_for(
            lambda: any(wanted in text for text in said(player.window)), f"{wanted}: {step}"
        )
    elif deed.what == "type":
        player.type_text(deed.text)
        player.wait_for(lambda: settled(player), f"an answer: {step}")
    else:
        player.press(deed.text)


def settled(player):
    """What was typed has found something, wherever it was typed to be found."""
    finder = player.window.findChild(QAbstractItemView, "customer_finder-hits")
    return not player.focus_is("customer_finder-box") or finder.model().rowCount() > 0


@pytest.fixture
def demo_store(sqlite_url):
    plan = replace(plan_of(DemoSize.SMALL, NOW), customers=200, orders=20)
    hashes = {user.id: Passwords(cheap=True).hash(user.password) for user in USERS}
    database = Database.open(sqlite_url)
    try:
        Filling(plan, hashes, no_progress).fill(database)
    finally:
        database.close()
    return sqlite_url


def test_the_page_says_something_to_do_in_every_step():
    assert len(list(steps())) >= 10
    assert [step for step, deeds in steps() if not any(deed.what != "see" for deed in deeds)] == []


@pytest.mark.timeout(200)
def test_whoever_follows_the_page_has_placed_an_order(demo_store, tmp_path, qapp):
    with desk_window(demo_store, tmp_path) as player:
        player.wait_for_focus("sign_on-user_id")
        for step, deeds in steps():
            for deed in deeds:
                follow(player, step, deed)
                wait_for_what_follows(player, deed)
        assert story.require_order(player).order.status is OrderStatus.PROCESSING
        assert [(item.sku, item.quantity) for item in story.require_order(player).order.items] == [
            ("HW-0092", 1),
            ("PA-1120", 3),
        ]


def wait_for_what_follows(player, deed):
    """A person looks before the next key: at the stores, the finder, the card that is asked for."""
    focus = {"Ctrl+F, Ctrl+R": "customer_finder-box", "F6": "simulation-filter"}
    if deed.text == "green-kettle-41":
        player.wait_for(lambda: player.focus_is("sign_on-password"))
    elif deed.text in focus:
        player.wait_for_focus(focus[deed.text])
    elif deed.text == "Ctrl+Return" and story.order_of(player) is None:
        player.wait_for_focus("entry-line")
    elif deed.text == "Ctrl+Z":
        player.wait_for(lambda: player.window.state.redo, "a step back")
    elif deed.text == "Return" and player.window.state.person is None:
        player.wait_for(lambda: player.window.state.stores, "stores")
    player.settle()
