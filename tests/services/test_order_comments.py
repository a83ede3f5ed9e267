"""Comments on orders through the services, on both engines."""

import pytest

from salescenter.domain.errors import Conflict, Refused
from salescenter.services.orders.views import (
    CancelOrder,
    CommentOnOrder,
    OnOrder,
    OrderById,
    StepsOf,
)
from tests.services.desks import Desk

CARD = "4111 1111 1111 1111"


@pytest.fixture
def step(desk):
    return desk.add(desk.new_order(), "HW-4411")


def comment(desk, step, text, **more):
    return desk.do(desk.services.comments.comment, CommentOnOrder, step, text=text, **more)


def test_a_comment_is_read_with_the_order_and_says_who_and_when(desk, step, tmp_path):
    said = comment(desk, step, "  leave it\nat the door ", for_customer=True)
    other = Desk.over(desk.services.database, desk.seed, tmp_path, "lead")
    view = other.services.orders.get(OrderById(order_id=step.order_id))

    (found,) = view.order.comments
    assert (found.text, found.for_customer) == ("leave it\nat the door", True)
    assert view.user_names[found.author_id] == "Rep"
    assert found.id == said.part_id
    assert found.at == view.order.changed_at


def test_a_comment_changes_no_price_and_raises_the_version(desk, step):
    after = comment(desk, step, "hm")

    assert (after.total, after.version) == (step.total, step.version + 1)


def test_undo_passes_comments_by(desk, step):
    orders = desk.services.orders
    said = comment(desk, step, "first this")
    undone = desk.do(orders.undo, OnOrder, said)
    again = comment(desk, undone, "then that")
    redone = desk.do(orders.redo, OnOrder, again)

    assert (undone.total, redone.total) == (0, step.total)
    assert [each.text for each in desk.view(redone).order.comments] == ["first this", "then that"]


def test_a_canceled_order_still_takes_comments(desk, step):
    canceled = desk.do(desk.services.orders.cancel, CancelOrder, step, reason="too late")
    after = comment(desk, canceled, "they called again")

    assert after.status == canceled.status
    assert len(desk.view(after).order.comments) == 1


def test_text_that_looks_like_a_card_is_refused_and_nothing_is_written(desk, step):
    with pytest.raises(Refused) as caught:
        comment(desk, step, f"card {CARD}")

    assert caught.value.code == "text.card_number"
    assert desk.view(step).order.version == step.version


def test_blanks_are_no_comment(desk, step):
    with pytest.raises(Refused) as caught:
        comment(desk, step, " \n ")

    assert caught.value.code == "comment.empty"


def test_a_comment_on_an_old_version_is_a_conflict(desk, step):
    comment(desk, step, "one")
    with pytest.raises(Conflict):
        comment(desk, step, "two")


def test_the_history_shows_the_comment(desk, step):
    comment(desk, step, "look here")
    newest = desk.services.orders.history(StepsOf(order_id=step.order_id))[0]

    assert newest.kind == "order.comment"
    assert newest.differences[0][2]["text"] == "look here"


def test_a_comment_takes_the_same_statements_for_any_length_of_order(desk, statements):
    counts = []
    step = desk.add(desk.new_order(), "HW-4411")
    for lines in (1, 5):
        for sku in list(desk.seed.items)[1:lines]:
            step = desk.add(step, sku)
        with statements() as log:
            step = comment(desk, step, f"at {lines}")
        counts.append(len(log))

    assert counts[0] == counts[1] <= 8
