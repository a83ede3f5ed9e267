"""The status bar as functions of the state."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from salescenter.domain.order import STATUS_NAMES, Block, BlockKind, Order, OrderStatus
from salescenter.domain.parts import Parts
from salescenter.ui.colours import Tone
from salescenter.ui.state import Health, WorkbenchState
from salescenter.ui.status_items import (
    STATUS_ITEMS,
    STATUS_LOOKS,
    health,
    open_blocks,
    person,
    saved,
    status_of_order,
    store,
)
from salescenter.ui.workbench.specs import StatusText
from tests.ui.fake_desk import AT_WORK, a_customer

RESOLVED = datetime(2026, 1, 1, tzinfo=UTC)


def with_order(status=OrderStatus.PENDING, blocks=(), **changes) -> WorkbenchState:
    order = Order(7, "1000077", 1, "EUR", status=status, blocks=Parts(blocks))
    return replace(AT_WORK, subject=SimpleNamespace(order=order), **changes)


def something(said: StatusText | None) -> StatusText:
    assert said is not None, "nothing is said"
    return said


@pytest.mark.parametrize("status", list(OrderStatus))
def test_every_status_is_said_in_words_with_a_colour_and_an_icon(status):
    said = something(status_of_order(with_order(status)))
    assert said.text == f"Order 1000077: {STATUS_NAMES[status]}"
    assert said.tone is STATUS_LOOKS[status][0]
    assert said.icon


def test_the_tip_gives_the_word_and_code_of_the_original():
    assert "(in the original: Pending, P)" in something(status_of_order(with_order())).tip


def test_no_two_statuses_look_the_same():
    assert len(set(STATUS_LOOKS.values())) == len(OrderStatus)


@pytest.mark.parametrize(
    "state",
    [
        WorkbenchState(),
        AT_WORK,
        replace(AT_WORK, subject=a_customer()),
        replace(AT_WORK, subject="a note"),
        replace(with_order(), locked=True),
        replace(with_order(), person=None),
    ],
)
def test_without_an_order_in_front_nothing_is_said_of_one(state):
    assert status_of_order(state) is None
    assert open_blocks(state) is None
    assert saved(state) is None


def test_open_blocks_are_counted_and_resolved_ones_not():
    blocks = (
        Block(1, "override", BlockKind.AUTOMATIC),
        Block(2, "override", BlockKind.MANUAL, resolved_at=RESOLVED),
    )
    assert open_blocks(with_order()) is None
    assert something(open_blocks(with_order(blocks=blocks))).text == "1 open block"
    more = (*blocks, Block(3, "override", BlockKind.MANUAL))
    said = something(open_blocks(with_order(blocks=more)))
    assert (said.text, said.tone) == ("2 open blocks", Tone.WARN)


def test_whether_everything_is_stored_is_said():
    assert something(saved(with_order())).text == "Saved"
    assert something(saved(with_order(saved=False))).text == "Saving…"


def test_the_store_is_named_or_asked_for():
    assert something(store(AT_WORK)).text == "Shop"
    assert something(store(replace(AT_WORK, store=None))).text == "No store selected"
    assert store(WorkbenchState()) is None


def test_the_person_is_named_with_the_role_in_words():
    assert something(person(AT_WORK)).text == "Nora Field · Customer service representative"
    assert something(person(replace(AT_WORK, locked=True))).text == "Locked"
    assert something(person(WorkbenchState())).text == "Nobody is signed on"


@pytest.mark.parametrize(
    ("state", "text", "tone"),
    [
        (replace(AT_WORK, health=Health.GOOD, latency_ms=3), "Connected · 3 ms", Tone.OK),
        (replace(AT_WORK, health=Health.SLOW), "Slow", Tone.WARN),
        (replace(AT_WORK, health=Health.LOST), "No connection", Tone.ERROR),
    ],
)
def test_the_database_says_how_it_is(state, text, tone):
    said = something(health(state))
    assert (said.text, said.tone) == (text, tone)


def test_nothing_is_said_of_a_database_that_nobody_asked():
    assert health(AT_WORK) is None
    assert health(WorkbenchState(health=Health.GOOD)) is None


def test_each_item_has_an_id_of_its_own():
    assert len({item.id for item in STATUS_ITEMS}) == len(STATUS_ITEMS) == 6
