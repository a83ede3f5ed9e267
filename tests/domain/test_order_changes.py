"""Differences of orders: found, done, undone, merged, and written as JSON."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from salescenter.domain.order import Order, OrderItem
from salescenter.domain.order_changes import (
    Difference,
    DoesNotFit,
    apply,
    diff,
    invert,
    merge,
    touches,
    value_at,
)
from salescenter.domain.parts import Parts
from salescenter.services.orders.codec import from_plain, to_plain
from tests.domain.orders import NOW, orders


@given(orders, orders)
def test_doing_the_differences_leads_from_one_order_to_the_other(a, b):
    assert apply(diff(a, b), a) == b


@given(orders, orders)
def test_undoing_the_differences_leads_back(a, b):
    assert apply(invert(diff(a, b)), b) == a


@given(orders)
def test_an_order_does_not_differ_from_itself(a):
    assert diff(a, a) == ()


@given(orders)
def test_counters_and_times_are_no_difference(a):
    later = replace(a, version=a.version + 1, next_part=99, changed_at=NOW, changed_by=7)

    assert diff(a, later) == ()


@given(orders, orders)
def test_differences_survive_the_journal(a, b):
    differences = diff(a, b)

    assert from_plain(json.loads(json.dumps(to_plain(differences)))) == differences


@given(orders, orders)
def test_no_two_differences_speak_of_the_same_thing(a, b):
    paths = [difference.path for difference in diff(a, b)]

    assert not any(touches(one, other) for at, one in enumerate(paths) for other in paths[at + 1 :])


@given(orders, orders, orders)
def test_a_merge_keeps_what_only_one_side_changed_and_reports_every_clash(base, mine, theirs):
    merged = merge(base, mine, theirs)
    my_paths = {d.path: d.after for d in diff(base, mine)}
    their_paths = {d.path: d.after for d in diff(base, theirs)}
    clashed = {clash.path for clash in merged.clashes}

    for path, wanted in my_paths.items():
        rivals = [other for other in their_paths if touches(path, other)]
        if not rivals:
            assert value_at(merged.order, path) == wanted
        elif their_paths.get(path) != wanted or path not in their_paths:
            assert path in clashed
    for path, wanted in their_paths.items():
        assert value_at(merged.order, path) == wanted


@given(orders, orders)
def test_merging_into_an_untouched_order_gives_mine(base, mine):
    merged = merge(base, mine, base)

    assert merged.order == mine
    assert merged.clashes == ()


def an_order(*quantities):
    lines = (
        OrderItem(place, 10 + place, f"S{place}", "", quantity, 1)
        for place, quantity in enumerate(quantities, 1)
    )
    return Order(1, "1000017", 1, "EUR", items=Parts(lines))


def with_quantity(order, line, quantity):
    return replace(order, items=order.items.put(replace(order.items[line], quantity=quantity)))


def test_two_people_on_different_lines_are_both_kept():
    base = an_order(1, 1)
    merged = merge(base, with_quantity(base, 1, 5), with_quantity(base, 2, 7))

    assert [line.quantity for line in merged.order.items] == [5, 7]
    assert merged.clashes == ()


def test_two_people_on_one_quantity_clash_and_nothing_is_decided():
    base = an_order(1)
    merged = merge(base, with_quantity(base, 1, 5), with_quantity(base, 1, 7))

    (clash,) = merged.clashes
    assert (clash.base, clash.mine, clash.theirs) == (1, 5, 7)
    assert merged.order.items[1].quantity == 7


def test_removing_a_line_that_the_other_changed_is_a_clash():
    base = an_order(1)
    removed = replace(base, items=base.items.without(1))
    merged = merge(base, removed, with_quantity(base, 1, 7))

    assert [clash.path for clash in merged.clashes] == [("items", 1)]
    assert merged.order.items[1].quantity == 7


def test_a_difference_that_does_not_fit_is_refused_and_not_forced():
    order = an_order(3)

    with pytest.raises(DoesNotFit):
        apply([Difference(("items", 1, "quantity"), 1, 2)], order)
    with pytest.raises(DoesNotFit):
        apply([Difference(("items", 9, "quantity"), 1, 2)], order)
    with pytest.raises(DoesNotFit):
        apply([Difference(("channel",), "mail", "phone")], order)
