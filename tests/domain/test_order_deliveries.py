"""Lines that go to several places, by several ways."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescenter.domain.address import Address
from salescenter.domain.errors import Refused
from salescenter.domain.order import Delivery, Order, OrderItem, OrderStatus
from salescenter.domain.order_blocks import SHIPPING_OVERRIDE, Cause
from salescenter.domain.order_changes import apply, diff, invert
from salescenter.domain.order_deliveries import (
    Sending,
    is_whole,
    require_date,
    with_charge_override,
    with_expedite,
    with_sending,
)
from salescenter.domain.order_steps import without_item
from salescenter.domain.parts import Parts
from salescenter.domain.store import ShipMethod, Store, StoreKind

BONN = Address("Zoë Müller", "Hauptstr. 1", "", "Bonn", "", "53111", "DE")
WIEN = Address("Zoë Müller", "Ring 2", "", "Wien", "", "1010", "AT")
METHODS = (ShipMethod("parcel", "Parcel", 2), ShipMethod("express", "Express", 1))
SHOP = Store(
    1, "HOME", "Home", StoreKind.B2C, "EUR", "de", "DE", "Europe/Berlin", 1, methods=METHODS
)


def an_order(lines=3):
    items = [OrderItem(n, 10 + n, f"SKU-{n}", f"Item {n}", 1, 1) for n in range(2, 2 + lines)]
    first = Delivery(1, BONN, "parcel")
    return Order(
        1, "1", 1, "EUR", deliveries=Parts((first,)), items=Parts(items), next_part=2 + lines
    )


def by_delivery(order):
    return {
        one.id: [line.id for line in order.items if line.delivery_id == one.id]
        for one in order.deliveries
    }


def test_some_lines_sent_elsewhere_become_a_delivery_of_their_own():
    order = with_sending(an_order(), [3], Sending(address=WIEN), SHOP)
    assert by_delivery(order) == {1: [2, 4], 5: [3]}
    assert (order.deliveries[5].address, order.deliveries[5].method) == (WIEN, "parcel")
    assert order.next_part == 6


def test_lines_sent_alike_are_one_delivery_again():
    split = with_sending(an_order(), [3], Sending(address=WIEN), SHOP)
    joined = with_sending(split, [2, 4], Sending(address=WIEN), SHOP)
    assert by_delivery(joined) == {5: [2, 3, 4]}


def test_the_whole_order_sent_elsewhere_keeps_its_delivery():
    order = with_sending(an_order(), [], Sending(address=WIEN, method="express"), SHOP)
    assert by_delivery(order) == {1: [2, 3, 4]}
    assert order.deliveries[1] == Delivery(1, WIEN, "express")


def test_an_order_without_lines_can_be_sent_elsewhere():
    order = with_sending(an_order(0), [], Sending(address=WIEN), SHOP)
    assert order.deliveries[1].address == WIEN


def test_the_whole_order_by_another_method_keeps_its_places_apart():
    split = with_sending(an_order(), [3], Sending(address=WIEN), SHOP)
    order = with_sending(split, [], Sending(method="express"), SHOP)
    assert {one.method for one in order.deliveries} == {"express"}
    assert by_delivery(order) == {1: [2, 4], 5: [3]}


def test_the_same_again_changes_nothing():
    order = an_order()
    assert with_sending(order, [2], Sending(address=BONN), SHOP) == order


def test_a_delivery_whose_last_line_goes_is_dropped_but_never_the_last():
    order = with_sending(an_order(2), [3], Sending(address=WIEN), SHOP)
    order = without_item(order, 3)
    assert by_delivery(order) == {1: [2]}
    assert by_delivery(without_item(order, 2)) == {1: []}


def test_a_requested_date_is_put_and_taken_away():
    day = date(2026, 11, 30)
    order = with_sending(an_order(), [], Sending(requested_date=day), SHOP)
    assert order.deliveries[1].requested_date == day
    order = with_sending(order, [], Sending(instructions="at the back"), SHOP)
    assert order.deliveries[1].requested_date == day
    assert (
        with_sending(order, [], Sending(any_date=True), SHOP).deliveries[1].requested_date is None
    )


def test_dates_that_passed_or_lie_too_far_ahead_are_refused():
    today = date(2026, 11, 23)
    require_date(None, today, 30)
    require_date(today, today, 30)
    require_date(date(2026, 12, 23), today, 30)
    for wrong in (date(2026, 11, 22), date(2026, 12, 24)):
        with pytest.raises(Refused) as caught:
            require_date(wrong, today, 30)
        assert caught.value.code == "delivery.date_range"


@pytest.mark.parametrize(
    ("lines", "sending", "code"),
    [
        ([9], Sending(address=WIEN), "order.no_such_line"),
        ([], Sending(method="owl"), "method.unknown"),
    ],
)
def test_what_cannot_be_sent_is_refused(lines, sending, code):
    with pytest.raises(Refused) as caught:
        with_sending(an_order(), lines, sending, SHOP)
    assert caught.value.code == code


def test_a_submitted_order_is_not_sent_elsewhere():
    placed = replace(an_order(), status=OrderStatus.PROCESSING)
    with pytest.raises(Refused):
        with_sending(placed, [], Sending(address=WIEN), SHOP)
    with pytest.raises(Refused):
        with_expedite(placed, [], expedite=True)
    with pytest.raises(Refused):
        with_charge_override(placed, 1, 0, "", 0, None)


def test_lines_are_expedited_one_by_one_or_all():
    one = with_expedite(an_order(), [3], expedite=True)
    assert [line.expedite for line in one.items] == [False, True, False]
    assert all(line.expedite for line in with_expedite(one, [], expedite=True).items)


def test_a_charge_is_reduced_with_a_reason_and_put_back():
    order = with_charge_override(an_order(), 1, 250_000, " late last time ", 250_000, None)
    delivery = order.deliveries[1]
    assert (delivery.charge_percent_off, delivery.charge_reason) == (250_000, "late last time")
    assert with_charge_override(order, 1, None, "", 0, None) == an_order()


@pytest.mark.parametrize(
    ("percent", "reason", "code"),
    [
        (1_000_001, "x", "charge.percent_range"),
        (-1, "x", "charge.percent_range"),
        (5, " ", "charge.reason_missing"),
        (500_001, "x", "charge.beyond_limit"),
    ],
)
def test_a_charge_override_that_cannot_be_is_refused(percent, reason, code):
    with pytest.raises(Refused) as caught:
        with_charge_override(an_order(), 1, percent, reason, 500_000, None)
    assert caught.value.code == code


BEYOND = Cause(SHIPPING_OVERRIDE, 1, "60 %", datetime(2026, 11, 23, tzinfo=UTC), 7)


def test_a_charge_beyond_the_limit_blocks_the_order_until_it_is_within():
    order = with_charge_override(an_order(), 1, 600_000, "x", 500_000, BEYOND)
    (block,) = order.open_blocks
    assert (block.reason_code, block.part_id, block.placed_by) == (SHIPPING_OVERRIDE, 1, 7)
    again = with_charge_override(order, 1, 700_000, "x", 500_000, BEYOND)
    assert len(again.open_blocks) == 1
    assert not with_charge_override(again, 1, 500_000, "x", 500_000, BEYOND).blocks
    assert not with_charge_override(again, 1, None, "", 500_000, None).blocks


def test_what_was_agreed_about_a_charge_stays_with_its_delivery():
    agreed = with_charge_override(an_order(), 1, 250_000, "late", 500_000, None)
    split = with_sending(agreed, [3], Sending(address=WIEN), SHOP)
    assert [one.charge_percent_off for one in split.deliveries] == [250_000, None]
    assert split.deliveries[5].charge_reason == ""
    moved = with_sending(agreed, (), Sending(address=WIEN), SHOP)
    assert moved.deliveries[1].charge_percent_off == 250_000


def test_lines_join_a_delivery_whose_charge_was_agreed_on():
    agreed = with_charge_override(an_order(), 1, 250_000, "late", 500_000, None)
    split = with_sending(agreed, [3], Sending(address=WIEN), SHOP)
    joined = with_sending(split, [3], Sending(address=BONN), SHOP)
    assert by_delivery(joined) == {1: [2, 3, 4]}
    assert joined.deliveries[1].charge_percent_off == 250_000


def test_a_block_goes_with_the_delivery_that_it_is_about():
    order = with_sending(an_order(2), [3], Sending(address=WIEN), SHOP)
    about = replace(BEYOND, part_id=4)
    order = with_charge_override(order, 4, 600_000, "x", 500_000, about)
    assert order.open_blocks
    assert not without_item(order, 3).blocks


places = st.sampled_from([BONN, WIEN])
methods = st.sampled_from([None, "parcel", "express"])
steps = st.lists(
    st.tuples(st.sets(st.integers(2, 6)), places, methods, st.integers(0, 9)), max_size=8
)


@given(steps)
def test_however_lines_are_sent_deliveries_stay_apart_used_and_undoable(taken):
    order = an_order(5)
    for lines, address, method, removed in taken:
        before = order
        present = [line for line in lines if line in order.items]
        order = with_sending(order, present, Sending(address=address, method=method), SHOP)
        if removed in order.items:
            order = without_item(order, removed)
        assert apply(invert(diff(before, order)), order) == replace(
            before, next_part=order.next_part
        )
        assert is_whole(order)
        assert len({replace(one, id=0) for one in order.deliveries}) == len(order.deliveries)
        assert all(by_delivery(order).values()) or len(order.deliveries) == 1
