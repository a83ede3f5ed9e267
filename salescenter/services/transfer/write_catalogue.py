"""Writing categories, items, prices, stock."""

from typing import Any

from salescenter.db.items import ALWAYS
from salescenter.services.transfer.rows_catalogue import (
    CategoryRow,
    ItemRow,
    PlaceRow,
    PriceRow,
    ReceiptRow,
    StockRow,
)
from salescenter.services.transfer.writing import Writer, minor

PriceLists = dict[tuple[int, str, str], int]


def write_catalogue(writer: Writer) -> None:
    """Everything that is sold, and where it lies."""
    _write_categories(writer)
    writer.in_portions("items", lambda rows: _write_items(writer, rows))
    lists = _price_lists(writer)
    writer.in_portions(
        "prices", lambda rows: writer.put("price", [_price(row, lists, writer) for row in rows])
    )
    writer.put("place", [_place(row) for row in writer.rows("places")])
    writer.learn_new("places", [(row.code,) for row in writer.rows("places")])
    writer.in_portions(
        "stock", lambda rows: writer.put("stock", [_stock(row, writer) for row in rows])
    )
    writer.put("expected_receipt", [_receipt(row, writer) for row in writer.rows("receipts")])


def _write_categories(writer: Writer) -> None:
    """Level by level: a category needs the id of the one above."""
    waiting: list[CategoryRow] = writer.rows("categories")
    while waiting:
        codes = {row.code for row in waiting}
        ready = [row for row in waiting if row.parent not in codes]
        waiting = [row for row in waiting if row.parent in codes]
        writer.put("category", [_category(row, writer) for row in ready])
        writer.learn_new("categories", [(row.code,) for row in ready])


def _category(row: CategoryRow, writer: Writer) -> dict[str, Any]:
    parent = writer.id_of("categories", (row.parent,)) if row.parent else None
    return {"parent_id": parent, "code": row.code, "name": row.name}


def _write_items(writer: Writer, rows: list[ItemRow]) -> None:
    writer.put("item", [_item(row, writer) for row in rows])
    keys = [(row.sku,) for row in rows]
    writer.learn_new("items", keys)
    writer.uow.items.index([writer.id_of("items", key) for key in keys])


def _item(row: ItemRow, writer: Writer) -> dict[str, Any]:
    return {
        "sku": row.sku,
        "name": row.name,
        "unit": row.unit,
        "category_id": writer.id_of("categories", (row.category,)),
        "weight_grams": row.weight_kg,
        "tax_category": row.tax_category,
        "is_discountable": row.discountable,
        "is_active": row.active,
        "search_text": "",
    }


def _price_lists(writer: Writer) -> PriceLists:
    """A list for each store, kind and currency, made where there is none."""
    needed = dict.fromkeys(_list_of(row, writer) for row in writer.rows("prices"))
    stores = {store_id for store_id, _, _ in needed}
    there = writer.uow.lookups.price_lists(stores)
    new = [key for key in needed if key not in there]
    writer.put("price_list", [_price_list(*key) for key in new])
    return writer.uow.lookups.price_lists(stores)


def _price_list(store_id: int, kind: str, currency: str) -> dict[str, Any]:
    name = f"{kind} {currency}"
    return {"store_id": store_id, "kind": kind, "currency": currency, "name": name}


def _list_of(row: PriceRow, writer: Writer) -> tuple[int, str, str]:
    return writer.store_id(row.store), str(row.kind), row.currency


def _price(row: PriceRow, lists: PriceLists, writer: Writer) -> dict[str, Any]:
    return {
        "price_list_id": lists[_list_of(row, writer)],
        "item_id": writer.id_of("items", (row.sku,)),
        "min_quantity": row.min_quantity,
        "starts": row.starts or ALWAYS,
        "ends": row.ends,
        "amount": minor(row.amount, row.currency),
    }


def _place(row: PlaceRow) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "is_active": row.active}


def _stock(row: StockRow, writer: Writer) -> dict[str, Any]:
    return {
        "item_id": writer.id_of("items", (row.sku,)),
        "place_id": writer.id_of("places", (row.place,)),
        "on_hand": row.on_hand,
        "reserved": 0,
        "safety_stock": row.safety_stock,
        "backorder_limit": row.backorder_limit,
    }


def _receipt(row: ReceiptRow, writer: Writer) -> dict[str, Any]:
    return {
        "item_id": writer.id_of("items", (row.sku,)),
        "place_id": writer.id_of("places", (row.place,)),
        "quantity": row.quantity,
        "expected": row.expected,
    }
