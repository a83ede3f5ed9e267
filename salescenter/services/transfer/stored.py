"""Which of the things that files name are in the database already, with their ids."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from salescenter.db.lookups import NOUNS
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.domain.store import Store
from salescenter.services.transfer.known import Stored, StoreFacts
from salescenter.services.transfer.nouns import Key

Wanted = Mapping[str, set[Key]]
"""The keys that files name, by noun."""


def read_stored(uow: UnitOfWork, wanted: Wanted) -> Stored:
    """What is there of all that is wanted."""
    stores = {store.code: store for store in uow.stores.all()}
    codes = {store.id: code for code, store in stores.items()}
    ids: dict[str, Mapping[Key, int]] = {
        **{noun: read_ids(uow, noun, wanted.get(noun, ())) for noun in NOUNS},
        "stores": {(code,): store.id for code, store in stores.items()},
        "channels": {(code, each.code): 0 for code, s in stores.items() for each in s.channels},
        "tax_rates": _tax_rates(uow, codes),
        "ship_methods": read_method_ids(uow, codes),
        "ship_charges": read_charge_ids(uow, codes),
    }
    ids["prices"] = _prices(uow, codes, ids["items"])
    ids["stock"] = _stock(uow, ids["items"], ids["places"])
    ids["promotions"], ids["promotion_codes"] = _promotions(uow, codes)
    return Stored(
        ids=ids,
        stores={code: _facts(store) for code, store in stores.items()},
        homes={
            noun: _homes(uow, noun, ids[noun], codes) for noun in ("organizations", "customers")
        },
        names=uow.lookups.item_names(ids["items"].values()),
    )


def read_ids(uow: UnitOfWork, noun: str, keys: Iterable[Key]) -> Mapping[Key, int]:
    """The ids of rows of a noun that has a key of one column."""
    found = uow.lookups.ids(noun, (key[0] for key in keys))
    return {(text,): row_id for text, row_id in found.items()}


def read_method_ids(uow: UnitOfWork, stores: Mapping[int, str]) -> Mapping[Key, int]:
    """The ids of the ship methods of stores, given by id with their codes."""
    found = uow.lookups.ship_methods(stores)
    return {(stores[store_id], code): row_id for (store_id, code), row_id in found.items()}


def read_charge_ids(uow: UnitOfWork, stores: Mapping[int, str]) -> Mapping[Key, int]:
    """The ids of the ship charges of stores, given by id with their codes."""
    methods = {row_id: key for key, row_id in read_method_ids(uow, stores).items()}
    return {
        (*methods[row.method_id], row.country, row.region, row.currency): row.id
        for row in uow.lookups.ship_charges(methods)
    }


def _facts(store: Store) -> StoreFacts:
    first = store.channels[0].code if store.channels else ""
    return StoreFacts(store.kind, store.currency, store.country, store.language, first)


def _homes(
    uow: UnitOfWork, noun: str, ids: Mapping[Key, int], codes: Mapping[int, str]
) -> Mapping[Key, str]:
    found = uow.lookups.stores_of(noun, ids.values())
    return {(number,): codes[store_id] for number, store_id in found.items()}


def _tax_rates(uow: UnitOfWork, codes: Mapping[int, str]) -> Mapping[Key, int]:
    return {
        (codes[row.store_id], row.country, row.region, row.category, row.name, row.starts): row.id
        for row in uow.lookups.tax_rates(codes)
    }


def _prices(
    uow: UnitOfWork, codes: Mapping[int, str], items: Mapping[Key, int]
) -> Mapping[Key, int]:
    lists = {row_id: key for key, row_id in uow.lookups.price_lists(codes).items()}
    skus = {row_id: key[0] for key, row_id in items.items()}
    found: dict[Key, int] = {}
    for row in uow.lookups.prices(skus):
        if row.list_id in lists:
            store_id, kind, currency = lists[row.list_id]
            key = (codes[store_id], skus[row.item_id], kind, currency)
            found[*key, row.min_quantity, row.starts] = row.list_id
    return found


def _stock(
    uow: UnitOfWork, items: Mapping[Key, int], places: Mapping[Key, int]
) -> Mapping[Key, int]:
    skus = {row_id: key[0] for key, row_id in items.items()}
    codes = {row_id: key[0] for key, row_id in places.items()}
    rows = uow.lookups.stock(skus)
    return {(skus[item], codes[place]): item for item, place in rows if place in codes}


def _promotions(
    uow: UnitOfWork, codes: Mapping[int, str]
) -> tuple[Mapping[Key, int], Mapping[Key, int]]:
    """Promotions by store and name, and by store and code."""
    names: dict[Key, int] = {}
    entered: dict[Key, int] = defaultdict(int)
    for store_id, promotion_id in uow.lookups.promotions(codes):
        promotion = uow.promotions.get(promotion_id)
        if promotion is not None:
            names[codes[store_id], promotion.name] = promotion_id
            for code in promotion.conditions.codes:
                entered[codes[store_id], code] = promotion_id
    return names, entered
