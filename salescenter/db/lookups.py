"""What is there already, by the keys that people give things: for whoever brings in many at once.

Each look-up takes any number of keys, a few hundred with each statement, and answers in mappings.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Table, select

from salescenter.db.items import ALWAYS
from salescenter.db.tables import (
    category,
    customer,
    item,
    organization,
    place,
    price,
    price_list,
    promotion,
    sales_order,
    ship_charge,
    ship_method,
    stock,
    store,
    tax_rate,
)
from salescenter.db.tables.base import columns
from salescenter.db.work import Work

T = TypeVar("T")

AT_ONCE = 500

_KEYS = {
    "stores": (store, "code"),
    "categories": (category, "code"),
    "items": (item, "sku"),
    "places": (place, "code"),
    "organizations": (organization, "number"),
    "customers": (customer, "number"),
    "orders": (sales_order, "number"),
}
NOUNS = tuple(_KEYS)
"""What is found by one text of its own."""


class TaxRateRow(NamedTuple):
    """A tax of a store; ``region`` is "" for any, ``country`` None for any."""

    store_id: int
    country: str | None
    region: str
    category: str
    name: str
    starts: date
    id: int


class ChargeRow(NamedTuple):
    """A charge of a shipping method; "" for any country or region."""

    method_id: int
    country: str
    region: str
    currency: str
    id: int


class ListedPrice(NamedTuple):
    """A price of an item on a list; ``starts`` is None for one that always held."""

    item_id: int
    list_id: int
    min_quantity: int
    starts: datetime | None


class Lookups:
    """Look-ups in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def ids(self, noun: str, keys: Iterable[str]) -> dict[str, int]:
        """Ids by code or number of one of ``NOUNS``, as far as they are there."""
        table, column = _KEYS[noun]
        return dict(self._among(table, column, keys, "id"))

    def stores_of(self, noun: str, ids: Iterable[int]) -> dict[str, int]:
        """The store of each organization or customer, by its number."""
        table, column = _KEYS[noun]
        rows = self._among(table, "id", ids, column, "store_id")
        return {number: store_id for _, number, store_id in rows}

    def item_names(self, item_ids: Iterable[int]) -> dict[str, str]:
        """The names of items, by sku."""
        return {sku: name for _, sku, name in self._among(item, "id", item_ids, "sku", "name")}

    def tax_rates(self, store_ids: Iterable[int]) -> Iterator[TaxRateRow]:
        """The taxes of stores."""
        names = ("country", "region", "category", "name", "starts", "id")
        for store_id, country, region, *rest in self._among(
            tax_rate, "store_id", store_ids, *names
        ):
            yield TaxRateRow(store_id, country, region or "", *rest)

    def ship_methods(self, store_ids: Iterable[int]) -> dict[tuple[int, str], int]:
        """The shipping methods of stores, by store and code."""
        rows = self._among(ship_method, "store_id", store_ids, "code", "id")
        return {(store_id, code): row_id for store_id, code, row_id in rows}

    def ship_charges(self, method_ids: Iterable[int]) -> Iterator[ChargeRow]:
        """What shipping methods cost where."""
        names = ("country", "region", "currency", "id")
        for method_id, country, region, currency, row_id in self._among(
            ship_charge, "method_id", method_ids, *names
        ):
            yield ChargeRow(method_id, country or "", region or "", currency, row_id)

    def price_lists(self, store_ids: Iterable[int]) -> dict[tuple[int, str, str], int]:
        """The first price list of each store, kind and currency."""
        rows = self._among(price_list, "store_id", store_ids, "id", "kind", "currency")
        found: dict[tuple[int, str, str], int] = {}
        for store_id, list_id, kind, currency in sorted(rows, key=lambda row: row[1]):
            found.setdefault((store_id, str(kind), currency), list_id)
        return found

    def prices(self, item_ids: Iterable[int]) -> Iterator[ListedPrice]:
        """The prices of items on all lists."""
        names = ("price_list_id", "min_quantity", "starts")
        for item_id, list_id, least, starts in self._among(price, "item_id", item_ids, *names):
            yield ListedPrice(item_id, list_id, least, None if starts == ALWAYS else starts)

    def stock(self, item_ids: Iterable[int]) -> Iterator[tuple[int, int]]:
        """(item, place) of all stock of items."""
        yield from self._among(stock, "item_id", item_ids, "place_id")

    def promotions(self, store_ids: Iterable[int]) -> list[tuple[int, int]]:
        """(store, promotion) of all promotions of stores."""
        rows = self._among(promotion, "store_id", store_ids, "id")
        return [(store_id, promotion_id) for store_id, promotion_id in rows]

    def _among(
        self, table: Table, column: str, values: Iterable[Any], *others: str
    ) -> Iterator[Any]:
        """Rows whose column holds one of the values: the column itself, then the others."""
        wanted = select(*columns(table, column, *others))
        for chunk in chunks(values, AT_ONCE):
            yield from self._work.all(wanted.where(table.c[column].in_(chunk)))


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Values by as many as go together."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
