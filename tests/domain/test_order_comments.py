"""Writing on an order."""

from dataclasses import replace

import pytest

from salescenter.domain.comment import OrderComment
from salescenter.domain.errors import Refused
from salescenter.domain.order import Order, OrderStatus
from salescenter.domain.order_changes import apply, diff, invert
from salescenter.domain.order_comments import for_customer, with_comment
from salescenter.domain.store import Channel, Store, StoreKind
from tests.domain.orders import NOW

ORDER = Order(1, "1000017", 1, "EUR", channel="phone", next_part=4)
CHANNELS = (Channel("phone", "Phone"), Channel("mail", "Mail"))
STORE = Store(1, "main", "Main", StoreKind.B2C, "EUR", "en", "DE", "Europe/Berlin", 1, CHANNELS)


def written(text, *, customer=False, channel=""):
    return OrderComment(0, text, NOW, 7, channel, customer)


def test_a_comment_is_numbered_by_the_order_and_takes_its_channel():
    after = with_comment(ORDER, written("call back"), STORE)

    assert list(after.comments) == [OrderComment(4, "call back", NOW, 7, "phone")]
    assert after.next_part == 5


def test_a_comment_may_have_come_up_on_another_channel_of_the_store():
    after = with_comment(ORDER, written("wrote again", channel="mail"), STORE)
    with pytest.raises(Refused) as caught:
        with_comment(ORDER, written("?", channel="pigeon"), STORE)

    assert after.comments[4].channel == "mail"
    assert caught.value.code == "channel.unknown"


@pytest.mark.parametrize("status", list(OrderStatus))
def test_every_status_takes_comments(status):
    order = replace(ORDER, status=status)

    assert len(with_comment(order, written("seen"), STORE).comments) == 1


def test_an_empty_comment_is_refused():
    with pytest.raises(Refused) as caught:
        with_comment(ORDER, written(""), STORE)

    assert caught.value.code == "comment.empty"


def test_the_customer_reads_only_what_is_for_them():
    order = with_comment(ORDER, written("in the house"), STORE)
    order = with_comment(order, written("left at the door", customer=True), STORE)

    assert [each.text for each in for_customer(order)] == ["left at the door"]


def test_a_comment_is_a_difference_that_can_be_read_backwards():
    after = with_comment(ORDER, written("call back"), STORE)
    differences = diff(ORDER, after)

    assert [each.path for each in differences] == [("comments", 4)]
    assert apply(invert(differences), after).comments == ORDER.comments
