"""Which item is meant, and what goes with it; through the services, on both engines."""

import pytest
from sqlalchemy import insert, update

from salescenter.db import tables
from salescenter.domain.catalogue import AssociationKind
from salescenter.domain.errors import NotFound, Refused
from salescenter.services.catalogue_entry import GoesWith, ProductOf, Recognise
from salescenter.services.orders.views import (
    AddBundle,
    AddItem,
    AddItems,
    NewOrder,
    OnOrder,
    SoMany,
)
from tests.seed import ALWAYS
from tests.services.desks import key


@pytest.fixture
def entry(desk):
    return desk.services.entry


@pytest.fixture
def items(desk):
    """The little store with a product of two items, a bundle, and associations."""
    known = dict(desk.seed.items)
    with desk.services.database.write() as uow:
        plain = {
            "unit": "EA",
            "category_id": 2,
            "weight_grams": 100,
            "tax_category": "std",
            "is_discountable": True,
            "is_active": True,
            "search_text": "",
        }
        new = [
            {"id": 20, "sku": "WS", "name": "Work shirt", "kind": "product"}
            | {"attributes": ["Colour", "Size"], "product_id": None, "barcode": None},
            {"id": 21, "sku": "WS-R-M", "name": "Work shirt red M", "kind": "item"}
            | {"attributes": ["red", "M"], "product_id": 20, "barcode": "4006381333931"},
            {"id": 22, "sku": "WS-B-L", "name": "Work shirt blue L", "kind": "item"}
            | {"attributes": ["blue", "L"], "product_id": 20, "barcode": None},
            {"id": 23, "sku": "SET-1", "name": "Starter set", "kind": "bundle"}
            | {"attributes": [], "product_id": None, "barcode": None},
        ]
        uow.execute(insert(tables.item), [plain | each for each in new])
        always = {"price_list_id": 1, "min_quantity": 1, "starts": ALWAYS, "ends": None}
        prices = [{**always, "item_id": its_id, "amount": 2_000} for its_id in (21, 22)]
        uow.execute(insert(tables.price), prices)
        drill, bits = known["HW-4411"], known["HW-0092"]
        uow.execute(
            insert(tables.item_part),
            [
                {"item_id": 23, "part_id": drill, "quantity": 1, "position": 1},
                {"item_id": 23, "part_id": bits, "quantity": 2, "position": 2},
            ],
        )
        uow.execute(
            insert(tables.association),
            [
                {"source_id": drill, "target_id": bits, "kind": "accessory", "position": 1},
                {"source_id": drill, "target_id": 21, "kind": "cross_sell", "position": 1},
                {"source_id": drill, "target_id": 22, "kind": "replacement", "position": 1},
            ],
        )
        uow.items.index([each["id"] for each in new])
    return known | {each["sku"]: each["id"] for each in new}


def test_a_product_comes_as_items_with_values_prices_and_stock(entry, items):
    product = entry.product(ProductOf(store_id=1, item_id=items["WS"]))
    assert product.attributes == ("Colour", "Size")
    assert [variant.values for variant in product.variants] == [("blue", "L"), ("red", "M")]
    assert {variant.amount for variant in product.variants} == {2_000}
    of_item = entry.product(ProductOf(store_id=1, item_id=items["WS-R-M"]))
    assert of_item == product
    with pytest.raises(NotFound):
        entry.product(ProductOf(store_id=1, item_id=items["HW-4411"]))


@pytest.mark.parametrize(("sku", "code"), [("WS", "is_product"), ("SET-1", "is_bundle")])
def test_what_stands_for_others_is_no_line_by_itself(desk, items, sku, code):
    step = desk.new_order()
    with pytest.raises(Refused) as caught:
        desk.do(desk.services.lines.add_item, AddItem, step, item_id=items[sku])
    assert caught.value.code == f"item.{code}"


def test_a_bundle_is_added_and_undone_as_one(desk, items):
    step = desk.new_order()
    step = desk.do(
        desk.services.lines.add_bundle, AddBundle, step, item_id=items["SET-1"], quantity=2
    )
    lines = list(desk.view(step).order.items)
    assert [(line.sku, line.quantity) for line in lines] == [("HW-4411", 2), ("HW-0092", 4)]
    assert {line.bundle_id for line in lines} == {items["SET-1"]}
    assert desk.view(step).priced.totals.goods == 2 * 12_900 + 4 * 3_495
    step = desk.do(desk.services.orders.undo, OnOrder, step)
    assert not len(desk.view(step).order.items)
    with pytest.raises(Refused):
        desk.do(desk.services.lines.add_bundle, AddBundle, step, item_id=items["HW-4411"])


def test_an_order_begins_with_a_bundle_or_with_a_pasted_block(desk, items):
    create = desk.services.orders.create
    step = create(NewOrder(store_id=1, item_id=items["SET-1"], quantity=2), key=key())
    view = desk.view(step)
    assert [(line.sku, line.quantity) for line in view.order.items] == [
        ("HW-4411", 2),
        ("HW-0092", 4),
    ]
    assert len({line.bundle_group for line in view.order.items}) == 1
    assert view.item_names[items["SET-1"]] == "Starter set"
    pasted = (SoMany(items["WS-R-M"], 2), SoMany(items["HW-4411"]))
    step = create(NewOrder(store_id=1, items=pasted), key=key())
    assert [line.sku for line in desk.view(step).order.items] == ["WS-R-M", "HW-4411"]
    with pytest.raises(NotFound):
        create(NewOrder(store_id=1, items=(*pasted, SoMany(999))), key=key())


def test_an_order_says_what_its_quantities_count(desk, items):
    with desk.services.database.write() as uow:
        bits = update(tables.item).where(tables.item.c.id == items["HW-0092"])
        uow.execute(bits.values(unit="SET"))
    step = desk.add(desk.add(desk.new_order(), "HW-0092"), "HW-4411")
    assert desk.view(step).units == {items["HW-0092"]: "SET"}


def test_a_pasted_block_says_line_by_line_what_was_understood(entry, items):
    block = "HW-4411\t3\nhw-0092 x2\n4006381333931;5\npaint roller\nWS\nZZ-0000 1\nPA-1120\t0\n"
    found = entry.recognise(Recognise(store_id=1, block=block))
    understood = [(line.place, line.match.sku, line.quantity) for line in found if line.match]
    assert understood == [
        (1, "HW-4411", 3),
        (2, "HW-0092", 2),
        (3, "WS-R-M", 5),
        (4, "PA-1121", 1),
    ]
    problems = {line.place: line.problem.code for line in found if line.problem}
    assert problems == {5: "item.is_product", 6: "paste.unknown", 7: "quantity.range"}


def test_a_number_before_words_counts_where_nothing_is_called_so(entry, items):
    found = entry.recognise(Recognise(store_id=1, block="12 roller set\n0 roller set\n"))
    assert [(line.match and line.match.sku, line.quantity) for line in found] == [
        ("PA-1121", 12),
        (None, 1),
    ]


def test_what_was_understood_is_added_in_one_step(desk, items):
    step = desk.new_order()
    wanted = tuple(SoMany(items[sku], 2) for sku in ("HW-4411", "WS-R-M", "HW-4411"))
    step = desk.do(desk.services.lines.add_items, AddItems, step, items=wanted)
    assert [line.quantity for line in desk.view(step).order.items] == [4, 2]
    assert desk.view(step).undo.title == "Add 2 items"
    step = desk.do(desk.services.orders.undo, OnOrder, step)
    assert not len(desk.view(step).order.items)


def test_one_item_that_is_not_sold_keeps_all_of_them_off(desk, items):
    step = desk.new_order()
    wanted = (SoMany(items["HW-4411"]), SoMany(999))
    with pytest.raises(NotFound):
        desk.do(desk.services.lines.add_items, AddItems, step, items=wanted)
    assert not len(desk.view(step).order.items)


def test_what_goes_with_an_item_is_suggested_and_never_what_is_there(entry, items):
    drill, bits = items["HW-4411"], items["HW-0092"]
    found = entry.goes_with(GoesWith(store_id=1, item_ids=(drill,)))
    assert [(each.kind, each.match.sku) for each in found] == [
        (AssociationKind.REPLACEMENT, "WS-B-L"),
        (AssociationKind.ACCESSORY, "HW-0092"),
        (AssociationKind.CROSS_SELL, "WS-R-M"),
    ]
    assert found[1].difference == 3_495 - 12_900
    assert not found[0].is_needed
    without = entry.goes_with(GoesWith(store_id=1, item_ids=(drill, bits)))
    assert "HW-0092" not in {each.match.sku for each in without}


def test_a_replacement_is_offered_by_itself_for_what_is_discontinued(desk, entry, items):
    drill = items["HW-4411"]
    with desk.services.database.write() as uow:
        gone = update(tables.item).where(tables.item.c.id == drill)
        uow.execute(gone.values(is_discontinued=True))
    first = entry.goes_with(GoesWith(store_id=1, item_ids=(drill,)))[0]
    assert (first.kind, first.is_needed) == (AssociationKind.REPLACEMENT, True)
