"""Many lines in one step."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from salescenter.domain.catalogue import CatalogueItem, ItemKind, PartOf
from salescenter.domain.errors import Refused
from salescenter.domain.order import Delivery, Order
from salescenter.domain.order_lines import (
    Wanted,
    group_of,
    with_bundle,
    with_contract,
    with_item,
    with_items,
    with_quantities,
    without_items,
)
from salescenter.domain.order_steps import Told
from salescenter.domain.parts import Parts

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOLD = Told(1_000, NOW.date())


def item(number, kind=ItemKind.ITEM):
    return CatalogueItem(
        number, f"SKU-{number}", f"Item {number}", "EA", (1,), "std", 100, True, True, (), kind
    )


def an_order():
    return Order(1, "1", 1, "EUR", deliveries=Parts((Delivery(1),)), next_part=2)


def wanted(number, quantity=1):
    return Wanted(item(number), quantity, TOLD)


def lines(order):
    return [(line.sku, line.quantity) for line in order.items]


def test_items_pasted_twice_are_one_line_and_raise_what_is_there():
    order, first = with_item(an_order(), item(7), 2, TOLD)
    order, touched = with_items(order, [wanted(8, 3), wanted(7), wanted(8, 4)])
    assert lines(order) == [("SKU-7", 3), ("SKU-8", 7)]
    assert touched == (3, first)


def test_all_or_none_are_added():
    with pytest.raises(Refused) as caught:
        with_items(an_order(), [wanted(7), wanted(8, 0)])
    assert caught.value.code == "quantity.range"


def test_a_bundle_is_lines_of_one_group_that_stay_apart_from_others():
    order, alone = with_item(an_order(), item(7), 1, TOLD)
    parts = [(PartOf(7, 2), wanted(7)), (PartOf(8, 1), wanted(8))]
    order, added = with_bundle(order, item(9, ItemKind.BUNDLE), parts, 3)
    assert lines(order) == [("SKU-7", 1), ("SKU-7", 6), ("SKU-8", 3)]
    (group,) = {order.items[line].bundle_group for line in added}
    assert group is not None
    assert [line.id for line in group_of(order, group)] == list(added)
    assert {order.items[line].bundle_id for line in added} == {9}
    order, again = with_item(order, item(7), 1, TOLD)
    assert again == alone
    order, more = with_bundle(order, item(9, ItemKind.BUNDLE), parts, 1)
    assert {order.items[line].bundle_group for line in more} != {group}


def test_a_bundle_of_nothing_is_refused():
    with pytest.raises(Refused) as caught:
        with_bundle(an_order(), item(9, ItemKind.BUNDLE), [], 1)
    assert caught.value.code == "item.bundle_empty"


def test_several_lines_are_changed_and_removed_together():
    order, (one, two) = with_items(an_order(), [wanted(7), wanted(8)])
    order = with_quantities(order, (one, two), 5)
    assert lines(order) == [("SKU-7", 5), ("SKU-8", 5)]
    assert lines(without_items(order, (one, two))) == []
    with pytest.raises(Refused):
        without_items(order, (one, 99))


def test_a_line_with_a_contract_of_its_own_is_not_raised():
    order, line = with_item(an_order(), item(7), 1, TOLD)
    order = with_contract(order, line, 4)
    order, other = with_item(order, item(7), 1, TOLD)
    assert other != line
    back = with_contract(order, line, None)
    assert back.items[line] == replace(order.items[line], contract_id=None)
