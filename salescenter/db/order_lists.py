"""Lists of orders, sorted over everything by an index and paged by key (decision 40)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select, tuple_

from salescenter.db.tables import customer, sales_order
from salescenter.db.tables.base import columns
from salescenter.db.work import AnyRow, Work
from salescenter.domain.order import OrderStatus
from salescenter.domain.order_summary import OrderSort, OrderSummary

_KEYS: dict[OrderSort, ColumnElement[Any]] = {
    OrderSort.NUMBER: sales_order.c.id,
    OrderSort.PLACED: sales_order.c.placed_at,
    OrderSort.CHANGED: sales_order.c.changed_at,
    OrderSort.TOTAL: sales_order.c.total,
    OrderSort.STATUS: sales_order.c.status,
    OrderSort.CUSTOMER: customer.c.sort_key,
}
_day = func.coalesce(sales_order.c.placed_at, sales_order.c.changed_at)
_name = func.trim(customer.c.first_name + " " + customer.c.last_name)
_summary = select(
    *columns(sales_order, "id", "number", "status"),
    func.coalesce(_name, "").label("customer"),
    *columns(sales_order, "total", "currency", "changed_at", "placed_at", "open_blocks"),
)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a page of orders is restricted by."""

    status: bool = False
    customer: bool = False
    since: bool = False
    until: bool = False
    after: bool = False


class OrderLists:
    """Pages of orders in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def page(
        self,
        store_id: int,
        *,
        sort: OrderSort = OrderSort.NUMBER,
        descending: bool = True,
        status: OrderStatus | None = None,
        customer_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        after: int | None = None,
        limit: int = 200,
    ) -> list[OrderSummary]:
        """The orders after the one with the id ``after`` in this sort; from the start for None.

        ``since`` (included) and ``until`` (not included) are compared with when an order was
        placed, or last changed where it is not placed. One statement, and one more to find the
        place of ``after``.
        """
        values: dict[str, Any] = {
            "store": store_id,
            "status": status,
            "customer": customer_id,
            "since": since,
            "until": until,
            "rows": limit,
        }
        if after is not None:
            key = self._work.first(_place(sort), {"after": after})
            if key is None:
                return []
            values |= {"key": key[0], "after": after}
        given = _Given(*(each is not None for each in (status, customer_id, since, until, after)))
        rows = self._work.all(_page(sort, descending, given), values)
        return [_value(row) for row in rows]

    def newest(
        self, store_id: int, *, customer_id: int | None = None, before: int | None, limit: int
    ) -> list[OrderSummary]:
        """Orders of a store, or of one of its customers, the newest first."""
        return self.page(store_id, customer_id=customer_id, after=before, limit=limit)


@cache
def _page(sort: OrderSort, descending: bool, given: _Given) -> Select[*tuple[Any, ...]]:
    key, order_id = _KEYS[sort], sales_order.c.id
    on_customer = customer.c.id == sales_order.c.customer_id
    named = sales_order.outerjoin(customer, on_customer)
    statement = _summary.select_from(named).where(sales_order.c.store_id == bindparam("store"))
    if sort is OrderSort.CUSTOMER:
        statement = _summary.join_from(customer, sales_order, on_customer).where(
            customer.c.store_id == bindparam("store")
        )
    if sort is OrderSort.PLACED:
        statement = statement.where(key.is_not(None))
    statement = statement.where(*_conditions(given))
    if given.after:
        place = tuple_(bindparam("key", type_=key.type), bindparam("after", type_=order_id.type))
        here = tuple_(key, order_id)
        statement = statement.where(here < place if descending else here > place)
    sorted_by = (key, order_id) if key is not order_id else (order_id,)
    ordered = (column.desc() if descending else column.asc() for column in sorted_by)
    return statement.order_by(*ordered).limit(bindparam("rows"))


def _conditions(given: _Given) -> Iterator[ColumnElement[bool]]:
    if given.status:
        yield sales_order.c.status == bindparam("status")
    if given.customer:
        yield sales_order.c.customer_id == bindparam("customer")
    if given.since:
        yield _day >= bindparam("since", type_=sales_order.c.placed_at.type)
    if given.until:
        yield _day < bindparam("until", type_=sales_order.c.placed_at.type)


@cache
def _place(sort: OrderSort) -> Select[*tuple[Any, ...]]:
    joined = sales_order.outerjoin(customer, customer.c.id == sales_order.c.customer_id)
    return select(_KEYS[sort]).select_from(joined).where(sales_order.c.id == bindparam("after"))


def _value(row: AnyRow) -> OrderSummary:
    order_id, number, status, *rest = row
    return OrderSummary(order_id, number, OrderStatus(status), *rest)
