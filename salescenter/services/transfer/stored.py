"""Which of the things that files name are in the database already, with their ids.

Tables are asked through the unit of work with statements that they make themselves; a few hundred
keys go with each.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from salescenter.db import tables
from salescenter.db.items import ALWAYS
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.domain.store import Store
from salescenter.services.transfer.known import Stored, StoreFacts
from salescenter.services.transfer.nouns import Key

T = TypeVar("T")
Wanted = Mapping[str, set[Key]]
"""The keys that files name, by noun."""

AT_ONCE = 500


def read_stored(uow: UnitOfWork, wanted: Wanted) -> Stored:
    """What is there of all that is wanted."""
    stores = {store.code: store for store in uow.stores.all()}
    codes = {store.id: code for code, store in stores.items()}
    ids: dict[str, Mapping[Key, int]] = {
        **{noun: read_ids(uow, noun, wanted.get(noun, ())) for noun in _NUMBERED},
        "stores": {(code,): store.id for code, store in stores.items()},
        "channels": {(code, each.code): 0 for code, s in stores.items() for each in s.channels},
        "tax_rates": _tax_rates(uow, codes),
        "ship_methods": _ship_methods(uow, codes),
        "ship_charges": _ship_charges(uow, codes),
        "organizations": _by_key(
            uow, tables.organization, "number", wanted.get("organizations", ())
        ),
    }
    ids["prices"] = _prices(uow, codes, ids["items"])
    ids["stock"] = _stock(uow, ids["items"], ids["places"])
    ids["promotions"], ids["promotion_codes"] = _promotions(uow, codes)
    return Stored(
        ids=ids,
        stores={code: _facts(store) for code, store in stores.items()},
        homes={
            "organizations": _homes(uow, tables.organization, ids["organizations"], codes),
            "customers": _homes(uow, tables.customer, ids["customers"], codes),
        },
        names=_names(uow, ids["items"]),
    )


def read_ids(uow: UnitOfWork, noun: str, keys: Iterable[Key]) -> Mapping[Key, int]:
    """The ids of rows of a noun that has a key of one column."""
    table, column = _NUMBERED[noun]
    return _by_key(uow, table, column, keys)


_NUMBERED = {
    "stores": (tables.store, "code"),
    "categories": (tables.category, "code"),
    "items": (tables.item, "sku"),
    "places": (tables.place, "code"),
    "organizations": (tables.organization, "number"),
    "customers": (tables.customer, "number"),
    "orders": (tables.sales_order, "number"),
}


def read_method_ids(uow: UnitOfWork, stores: Mapping[int, str]) -> Mapping[Key, int]:
    """The ids of the ship methods of stores, given by id with their codes."""
    return _ship_methods(uow, stores)


def read_charge_ids(uow: UnitOfWork, stores: Mapping[int, str]) -> Mapping[Key, int]:
    """The ids of the ship charges of stores, given by id with their codes."""
    return _ship_charges(uow, stores)


def read_price_lists(uow: UnitOfWork, stores: Iterable[int]) -> dict[tuple[int, str, str], int]:
    """The first price list of each store, kind and currency."""
    rows = _among(uow, tables.price_list, "store_id", stores, "id", "kind", "currency")
    found: dict[tuple[int, str, str], int] = {}
    for store_id, list_id, kind, currency in sorted(rows, key=lambda row: row[1]):
        found.setdefault((store_id, str(kind), currency), list_id)
    return found


def _facts(store: Store) -> StoreFacts:
    first = store.channels[0].code if store.channels else ""
    return StoreFacts(store.kind, store.currency, store.country, store.language, first)


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Values by as many as go with one statement."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def _among(
    uow: UnitOfWork, table: Any, column: str, values: Iterable[Any], *others: str
) -> Iterator[Sequence[Any]]:
    """Rows whose column holds one of the values: the column itself, then the others."""
    shown = [table.c[name] for name in (column, *others)]
    for chunk in chunks(values, AT_ONCE):
        statement = table.select().with_only_columns(*shown).where(table.c[column].in_(chunk))
        yield from uow.all(statement)


def _by_key(uow: UnitOfWork, table: Any, column: str, keys: Iterable[Key]) -> Mapping[Key, int]:
    texts = (key[0] for key in keys)
    return {(text,): row_id for text, row_id in _among(uow, table, column, texts, "id")}


def _homes(
    uow: UnitOfWork, table: Any, ids: Mapping[Key, int], codes: Mapping[int, str]
) -> Mapping[Key, str]:
    rows = _among(uow, table, "id", ids.values(), "number", "store_id")
    return {(number,): codes[store_id] for _, number, store_id in rows}


def _names(uow: UnitOfWork, ids: Mapping[Key, int]) -> Mapping[str, str]:
    return {
        sku: name for _, sku, name in _among(uow, tables.item, "id", ids.values(), "sku", "name")
    }


def _tax_rates(uow: UnitOfWork, codes: Mapping[int, str]) -> Mapping[Key, int]:
    names = ("country", "region", "category", "name", "starts", "id")
    rows = _among(uow, tables.tax_rate, "store_id", codes, *names)
    return {
        (codes[store_id], country, region or "", category, name, starts): row_id
        for store_id, country, region, category, name, starts, row_id in rows
    }


def _ship_methods(uow: UnitOfWork, codes: Mapping[int, str]) -> Mapping[Key, int]:
    rows = _among(uow, tables.ship_method, "store_id", codes, "code", "id")
    return {(codes[store_id], code): row_id for store_id, code, row_id in rows}


def _ship_charges(uow: UnitOfWork, codes: Mapping[int, str]) -> Mapping[Key, int]:
    methods = {row_id: key for key, row_id in _ship_methods(uow, codes).items()}
    names = ("country", "region", "currency", "id")
    rows = _among(uow, tables.ship_charge, "method_id", methods, *names)
    return {
        (*methods[method_id], country or "", region or "", currency): row_id
        for method_id, country, region, currency, row_id in rows
    }


def _prices(
    uow: UnitOfWork, codes: Mapping[int, str], items: Mapping[Key, int]
) -> Mapping[Key, int]:
    lists = {row_id: key for key, row_id in read_price_lists(uow, codes).items()}
    skus = {row_id: key[0] for key, row_id in items.items()}
    names = ("price_list_id", "min_quantity", "starts")
    found: dict[Key, int] = {}
    for item_id, list_id, least, starts in _among(uow, tables.price, "item_id", skus, *names):
        if list_id in lists:
            store_id, kind, currency = lists[list_id]
            since = None if starts == ALWAYS else starts
            found[codes[store_id], skus[item_id], kind, currency, least, since] = list_id
    return found


def _stock(
    uow: UnitOfWork, items: Mapping[Key, int], places: Mapping[Key, int]
) -> Mapping[Key, int]:
    skus = {row_id: key[0] for key, row_id in items.items()}
    codes = {row_id: key[0] for key, row_id in places.items()}
    rows = _among(uow, tables.stock, "item_id", skus, "place_id")
    return {(skus[item], codes[place]): item for item, place in rows if place in codes}


def _promotions(
    uow: UnitOfWork, codes: Mapping[int, str]
) -> tuple[Mapping[Key, int], Mapping[Key, int]]:
    """Promotions by store and name, and by store and code."""
    names: dict[Key, int] = {}
    entered: dict[Key, int] = defaultdict(int)
    for store_id, promotion_id in _among(uow, tables.promotion, "store_id", codes, "id"):
        promotion = uow.promotions.get(promotion_id)
        if promotion is not None:
            names[codes[store_id], promotion.name] = promotion_id
            for code in promotion.conditions.codes:
                entered[codes[store_id], code] = promotion_id
    return names, entered
