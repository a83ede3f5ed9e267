"""The little store with more to choose from: a product, a bundle, associations, a bar code."""

from sqlalchemy import insert, update

from salescenter.db import tables
from salescenter.db.engine import Database
from tests.seed import ALWAYS, Seed

BARCODE = "4006381333931"


def add_ranges(database: Database, seed: Seed) -> dict[str, int]:
    """Ids by code: a work shirt of three kinds, a starter set of two parts, what goes with it."""
    known = dict(seed.items)
    plain = {
        "unit": "EA",
        "category_id": 2,
        "weight_grams": 100,
        "tax_category": "std",
        "is_discountable": True,
        "is_active": True,
        "search_text": "",
        "product_id": None,
        "barcode": None,
        "attributes": [],
        "kind": "item",
    }
    shirts = {21: ("R-M", ["red", "M"]), 22: ("B-L", ["blue", "L"]), 24: ("R-L", ["red", "L"])}
    new = [
        {"id": 20, "sku": "WS", "name": "Work shirt", "kind": "product"}
        | {"attributes": ["Colour", "Size"]},
        {"id": 23, "sku": "SET-1", "name": "Starter set", "kind": "bundle"},
        *(
            {"id": its_id, "sku": f"WS-{code}", "name": f"Shirt {' '.join(values)}"}
            | {"attributes": values, "product_id": 20}
            for its_id, (code, values) in shirts.items()
        ),
    ]
    new[2]["barcode"] = BARCODE
    drill, bits, paint = known["HW-4411"], known["HW-0092"], known["PA-1120"]
    with database.write() as uow:
        for each in new:
            uow.execute(insert(tables.item), [plain | each])
        always = {"price_list_id": 1, "min_quantity": 1, "starts": ALWAYS, "ends": None}
        prices = [
            {**always, "item_id": its_id, "amount": 2_000 + 100 * at}
            for at, its_id in enumerate(shirts)
        ]
        uow.execute(insert(tables.price), prices)
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
                {"source_id": paint, "target_id": 22, "kind": "replacement", "position": 1},
                {"source_id": bits, "target_id": drill, "kind": "up_sell", "position": 1},
            ],
        )
        uow.items.index([20, 23, *shirts])
    return known | {str(each["sku"]): int(str(each["id"])) for each in new}


def discontinue(database: Database, item_id: int) -> None:
    """From now on this is not bought in any more."""
    with database.write() as uow:
        gone = update(tables.item).where(tables.item.c.id == item_id)
        uow.execute(gone.values(is_discontinued=True))
