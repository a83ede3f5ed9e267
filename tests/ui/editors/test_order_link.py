"""The line between an editor and its order: what becomes of a wish that does not go through."""

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject

from salescenter.domain.errors import Busy, Refused, Unknown
from salescenter.services.orders.views import ChangeQuantity, OrderById
from salescenter.ui.editors.order import wishes
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.events import EventRelay
from salescenter.ui.state import StoreRef, WorkbenchState
from tests.services.desks import Desk, key


class TroubledOrders:
    """The verbs about orders; each call first meets the trouble that is next."""

    def __init__(self, *services):
        self._services = services
        self.trouble = []
        self.calls = []

    def __getattr__(self, name):
        verb = next(getattr(each, name) for each in self._services if hasattr(each, name))

        def call(wish, *, key=None):
            self.calls.append((name, getattr(wish, "version", None), key))
            trouble = self.trouble.pop(0) if self.trouble else None
            if trouble == "lost":
                verb(wish, key=key)
                raise Unknown(key)
            if trouble is not None:
                raise trouble
            return verb(wish, key=key) if key else verb(wish)

        return call


class FakeWorkbench:
    """As much of a window as a link needs."""

    def __init__(self, services, runner):
        self.orders = TroubledOrders(services.orders, services.lines)
        troubled = {"orders": self.orders, "lines": self.orders}
        self.services = SimpleNamespace(**troubled, stores=services.stores)
        self.runner = runner
        self.state = WorkbenchState(store=StoreRef(1, "Shop"))
        self.bus = services.bus
        self.reported = []

    def relay(self, parent):
        return EventRelay(self.bus, parent)

    def report(self, error):
        self.reported.append(error)


class Line(OrderLink):
    """A link that keeps what it was answered."""

    def __init__(self, desk, background, order_id):
        self.owner = QObject()
        workbench: Any = FakeWorkbench(desk.services, background)
        super().__init__(workbench, order_id, self.owner)
        self.desk, self.orders = desk, workbench.orders
        self.clashes: list[Any] = []
        self.answers: list[Any] = []
        self.failures: list[Any] = []
        self.clashed.connect(self.clashes.append)


@pytest.fixture
def link(qtbot, background, little_store, tmp_path):
    """A link to an order with one line of two."""
    database, seed = little_store
    desk = Desk.over(database, seed, tmp_path)
    made = Line(desk, background, desk.add(desk.new_order(), "HW-4411", 2).order_id)
    made.load()
    qtbot.waitUntil(lambda: made.view is not None and made.store is not None)
    made.orders.calls.clear()
    return made


def send(link, quantity=4, **more):
    """Wish for another quantity on the one line."""
    line = next(iter(link.view.order.items))
    wish = wishes.change_quantity(line.id, quantity, 1)
    link.send(wish, link.answers.append, link.failures.append, **more)


def quantity(link):
    return next(iter(link.view.order.items)).quantity


def change_unheard(link, to):
    """Another desk changes the line; this one hears nothing of it."""
    other = Desk.over(link.desk.services.database, link.desk.seed, _Nowhere(), login="lead")
    view = link.desk.services.orders.get(OrderById(order_id=link.order_id))
    line = next(iter(view.order.items))
    wish = ChangeQuantity(
        order_id=view.order.id, version=view.order.version, line_id=line.id, quantity=to
    )
    other.services.lines.change_quantity(wish, key=key())


class _Nowhere:
    """A folder for payments that are never made."""

    def __truediv__(self, name):
        return f"/nonexistent/{name}"


def test_a_busy_store_is_asked_again_with_the_same_key(qtbot, link):
    link.orders.trouble = [Busy(0.01), Busy(0.01)]
    send(link)
    qtbot.waitUntil(lambda: link.view is not None and quantity(link) == 4)
    keys = {each[2] for each in link.orders.calls}
    assert len(link.orders.calls) == 3
    assert len(keys) == 1
    assert link.failures == []


def test_an_unknown_outcome_is_resolved_with_the_same_key_and_done_once(qtbot, link):
    link.orders.trouble = ["lost"]
    version = link.view.order.version
    send(link)
    qtbot.waitUntil(lambda: len(link.answers) == 1)
    assert len(link.orders.calls) == 2
    assert len({each[2] for each in link.orders.calls}) == 1
    assert link.answers[0].version == version + 1
    assert link.desk.view(link.answers[0]).order.version == version + 1


def test_trouble_that_does_not_end_is_told(qtbot, link):
    link.orders.trouble = [Busy(0.001)] * 20
    send(link)
    qtbot.waitUntil(lambda: len(link.failures) == 1)
    assert isinstance(link.failures[0], Busy)
    link.orders.trouble = []
    send(link, 6)
    qtbot.waitUntil(lambda: quantity(link) == 6)


def test_a_refusal_ends_the_wish_and_the_next_one_goes_on(qtbot, link):
    link.orders.trouble = [Refused("order.empty")]
    send(link)
    send(link, 7)
    qtbot.waitUntil(lambda: quantity(link) == 7)
    assert [error.code for error in link.failures] == ["order.empty"]


def test_wishes_go_one_after_the_other_each_on_the_version_of_the_one_before(qtbot, link):
    first = link.view.order.version
    for wanted in (3, 4, 5):
        send(link, wanted)
    qtbot.waitUntil(lambda: quantity(link) == 5 and len(link.answers) == 3)
    assert [each[1] for each in link.orders.calls] == [first, first + 1, first + 2]
    assert link.clashes == []


def test_own_steps_are_never_asked_about(qtbot, link):
    base = link.view
    send(link, 3)
    qtbot.waitUntil(lambda: quantity(link) == 3)
    send(link, 4, base=base)
    qtbot.waitUntil(lambda: quantity(link) == 4)
    assert link.clashes == []


def test_a_clash_is_asked_and_mine_goes_on_top_of_theirs(qtbot, link):
    change_unheard(link, 9)
    send(link)
    qtbot.waitUntil(lambda: len(link.clashes) == 1)
    assert quantity(link) == 9
    assert [each[0] for each in link.orders.calls] == ["change_quantity", "get"]
    clash = link.clashes[0]
    assert clash.by == "Lead"
    link.send(clash.wish, clash.then, clash.failed, base=clash.theirs)
    qtbot.waitUntil(lambda: quantity(link) == 4)
    assert len(link.answers) == 1


def test_a_draft_without_content_takes_only_content(qtbot, background, little_store, tmp_path):
    database, seed = little_store
    desk = Desk.over(database, seed, tmp_path)
    draft = Line(desk, background, None)
    draft.send(wishes.enter_code("SPRING"), failed=draft.failures.append)
    assert [error.code for error in draft.failures] == ["order.empty"]
    draft.send(wishes.add_item(seed.items["HW-4411"], 2))
    draft.send(wishes.add_item(seed.items["PA-1120"], 1))
    qtbot.waitUntil(lambda: draft.view is not None and len(draft.view.order.items) == 2)
    assert draft.view is not None
    assert draft.view.order.version == 2


def test_long_saving_is_told_and_its_end_too(qtbot, link):
    told: list[bool] = []
    link.saving_changed.connect(told.append)
    link.orders.trouble = [Busy(0.4)]
    send(link)
    qtbot.waitUntil(lambda: told == [True])
    qtbot.waitUntil(lambda: told == [True, False])
    assert quantity(link) == 4
