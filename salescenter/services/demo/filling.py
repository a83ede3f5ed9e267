"""Filling an empty store: everything in one unit of work, what is referred to first."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, TypeVar

from salescenter.db.bulk import empty, load, loading
from salescenter.db.engine import Database
from salescenter.db.seals import Seals
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.i18n import _
from salescenter.services.demo.baskets import Baskets
from salescenter.services.demo.customers import customer, organization, organizations_of
from salescenter.services.demo.funds import certificate_tables, credit_table
from salescenter.services.demo.goods import Good, goods, offer_edges
from salescenter.services.demo.journal_rows import (
    customer_entries,
    journal_table,
    promotion_entries,
    user_entries,
)
from salescenter.services.demo.offer import shops
from salescenter.services.demo.order_rows import order_tables
from salescenter.services.demo.orders import Orders
from salescenter.services.demo.plan import Plan
from salescenter.services.demo.promotions import edges_of, promotions
from salescenter.services.demo.ranges import ranges
from salescenter.services.demo.rows import (
    Table,
    category_table,
    contract_tables,
    customer_tables,
    item_tables,
    organization_table,
    place_table,
    price_tables,
    promotion_tables,
    shop_tables,
    stock_tables,
    user_tables,
)
from salescenter.services.demo.stock import coming, reserved_by, stock_rows

T = TypeVar("T")

_CHUNK = 5_000
_GOODS_SHARE, _CUSTOMERS_SHARE, _ORDERS_SHARE = 0.03, 0.27, 0.55


class Progress(Protocol):
    """Told how far long work is: a share from 0 to 1, and what is being done."""

    def __call__(self, share: float, label: str = "") -> None:
        """Called now and then; raising here breaks the work off without harm."""


def no_progress(share: float, label: str = "") -> None:
    """For whoever does not want to know."""


@dataclass(slots=True)
class Counts:
    """How many rows went into each table."""

    by_table: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, table: str) -> int:
        return self.by_table.get(table, 0)

    def add(self, table: str, rows: int) -> None:
        """So many more."""
        self.by_table[table] = self[table] + rows


class Filling:
    """Fills one store by one plan."""

    def __init__(self, plan: Plan, hashes: Mapping[int, str], progress: Progress) -> None:
        self.counts = Counts()
        self._plan = plan
        self._hashes = hashes
        self._progress = progress
        self._shops = shops()
        self._goods = goods(plan)
        self._ranges = ranges(self._goods, plan)
        self._sold = [*self._goods, *self._ranges.packages]
        self._promotions = promotions(self._goods, plan.now)

    def fill(self, database: Database, *, emptied: bool = False) -> Counts:
        """Write everything, or, when broken off, nothing; how many rows by table.

        With ``emptied`` what is there is taken out first, and stays when this is broken off.
        """
        with _no_collecting(), loading(database) as unit:
            if emptied:
                empty(unit)
            self._load_foundation(unit)
            self._load_customers(unit)
            self._load_orders(unit)
            self._progress(_GOODS_SHARE + _CUSTOMERS_SHARE + _ORDERS_SHARE, _("Indexes"))
            Seals(unit).seal(at_once=True)
        return self.counts

    def _load(self, unit: UnitOfWork, tables: Iterable[Table]) -> None:
        for name, columns, rows in tables:
            if columns:
                self.counts.add(name, load(unit, name, columns, rows))

    def _load_foundation(self, unit: UnitOfWork) -> None:
        """Users, stores, items and prices."""
        self._progress(0.0, _("Items"))
        self._load(unit, (category_table(), place_table()))
        self._load(unit, item_tables(self._goods, self._ranges))
        self._load(unit, user_tables(self._hashes))
        self._load(unit, (journal_table(user_entries(self._plan)),))
        for shop in self._shops:
            self._load(unit, shop_tables(shop))
            self._load(unit, price_tables(shop, self._sold, self._plan))
        self._load(unit, certificate_tables(self._plan))

    def _load_customers(self, unit: UnitOfWork) -> None:
        plan = self._plan
        firms = [organization(number)[0] for number in range(organizations_of(plan))]
        self._load(unit, (organization_table(firms), credit_table(firms)))
        self._load(unit, contract_tables(self._goods, organizations_of(plan)))
        everybody = (customer(index, plan) for index in range(plan.customers))
        for done, chunk in _chunks(everybody):
            self._load(unit, customer_tables(chunk))
            self._load(unit, (journal_table(customer_entries(chunk)),))
            self._progress(_GOODS_SHARE + _CUSTOMERS_SHARE * done / plan.customers, _("Customers"))

    def _load_orders(self, unit: UnitOfWork) -> None:
        """Orders, then what follows from them: redemptions that were counted, stock."""
        plan = self._plan
        edges = (
            *edges_of(self._promotions),
            *(at for pair in offer_edges(plan.now) for at in pair),
        )
        baskets = Baskets(plan, self._shops, self._goods, self._promotions, edges)
        orders = Orders(plan, self._shops, self._goods, baskets)
        version = self._shops[0].store.offer_version
        for done, chunk in _chunks(orders.all()):
            self._load(unit, order_tables(chunk, version, whole=not plan.is_lean))
            share = _GOODS_SHARE + _CUSTOMERS_SHARE + _ORDERS_SHARE * done / plan.orders
            self._progress(share, _("Orders"))
        self._load(unit, promotion_tables(self._promotions, orders.used))
        self._load(unit, (journal_table(promotion_entries(self._promotions)),))
        self._load_stock(unit, orders)

    def _load_stock(self, unit: UnitOfWork, orders: Orders) -> None:
        today = self._plan.today(self._shops[0].store.zone)

        def held(good: Good) -> int:
            return reserved_by(orders.demand, good)

        stock = (row for good in self._sold for row in stock_rows(good, held(good)))
        receipts = (row for good in self._sold for row in coming(good, held(good), today))
        self._load(unit, stock_tables(stock, receipts))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Nothing made here refers back to what refers to it; looking for that takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _chunks(values: Iterable[T]) -> Iterator[tuple[int, list[T]]]:
    """So many at a time, with how many there were up to now."""
    left, done = iter(values), 0
    while chunk := list(islice(left, _CHUNK)):
        done += len(chunk)
        yield done, chunk
