"""Orders: read whole, written by difference, found by number, listed by key."""

from dataclasses import asdict
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, or_, select, update

from salescenter.db.errors import StaleRow
from salescenter.db.order_lists import OrderLists
from salescenter.db.parts import BLOCKS, COMMENTS, DELIVERIES, ITEMS, PAYMENTS
from salescenter.db.sequences import next_id
from salescenter.db.tables import customer, order_price, promotion, redemption, sales_order, store
from salescenter.db.tables.base import columns
from salescenter.db.work import AnyRow
from salescenter.domain.address import Address
from salescenter.domain.order import Order, OrderStatus
from salescenter.domain.pricing.priced import Priced, Totals
from salescenter.domain.pricing.priced_document import read_priced, write_priced
from salescenter.domain.pricing.request import Redeemed
from salescenter.domain.terms import History

_PART_ROWS = (
    ("deliveries", DELIVERIES),
    ("items", ITEMS),
    ("payments", PAYMENTS),
    ("blocks", BLOCKS),
    ("comments", COMMENTS),
)
_HEADER = (
    "number",
    "store_id",
    "currency",
    "status",
    "customer_id",
    "channel",
    "placed_at",
    "cancel_reason",
    "bill_to",
    "codes",
    "version",
    "next_part",
    "created_at",
    "changed_at",
    "changed_by",
)
_TOTALS = (
    "goods",
    "discount",
    "shipping",
    "tax",
    "total",
    "line_count",
    "open_blocks",
    "priced_offer_version",
    "journal_head",
)


class Head(NamedTuple):
    """What tells whether a value at hand is still the order: read in one statement."""

    order_id: int
    number: str
    version: int
    status: OrderStatus
    store_id: int
    priced_offer_version: int
    offer_version: int
    journal_head: str
    customer_version: int | None


_head = (
    select(
        *columns(sales_order, "id", "number", "version", "status", "store_id"),
        sales_order.c.priced_offer_version,
        store.c.offer_version,
        sales_order.c.journal_head,
        customer.c.version.label("customer_version"),
    )
    .join_from(sales_order, store)
    .outerjoin(customer, customer.c.id == sales_order.c.customer_id)
    .where(sales_order.c.id == bindparam("order_id"))
)
# On PostgreSQL the row is locked, so that all verbs on one order stand in line and the parts read
# next belong to this version. SQLite's writers stand in line as they are.
_locked_head = _head.with_for_update(of=sales_order)
_header = select(sales_order.c.id, *columns(sales_order, *_HEADER)).where(
    sales_order.c.id == bindparam("order_id")
)
_next_part = select(sales_order.c.next_part).where(sales_order.c.id == bindparam("order_id"))
_id_of = select(sales_order.c.id).where(sales_order.c.number == bindparam("number"))
_insert = insert(sales_order)
_update = (
    update(sales_order)
    .where(sales_order.c.id == bindparam("its_id"), sales_order.c.version == bindparam("was"))
    .values({name: bindparam(name) for name in (*_HEADER, *_TOTALS)})
)
_save_price = insert(order_price)
_price = (
    select(order_price.c.document)
    .where(order_price.c.order_id == bindparam("order_id"))
    .order_by(order_price.c.version.desc())
    .limit(1)
)
_earlier = (
    select(func.count())
    .select_from(sales_order)
    .where(
        sales_order.c.customer_id == bindparam("customer_id"),
        sales_order.c.id != bindparam("order_id"),
        sales_order.c.placed_at.is_not(None),
        sales_order.c.status != OrderStatus.CANCELED,
    )
)
_placed = (
    select(sales_order.c.id)
    .where(
        sales_order.c.customer_id == bindparam("customer_id"), sales_order.c.placed_at.is_not(None)
    )
    .limit(1)
)
_others = redemption.c.order_id != bindparam("order_id")
_redeemed_by = (
    select(redemption.c.promotion_id, func.sum(redemption.c.units).label("units"))
    .where(
        or_(
            redemption.c.customer_id == bindparam("customer_id"),
            redemption.c.buyer_email == bindparam("email"),
        ),
        _others,
    )
    .group_by(redemption.c.promotion_id)
    .subquery()
)
_own = (
    select(redemption.c.promotion_id, redemption.c.units)
    .where(redemption.c.order_id == bindparam("order_id"))
    .subquery()
)
_limited = (
    select(
        promotion.c.id,
        promotion.c.used - func.coalesce(_own.c.units, 0),
        func.coalesce(_redeemed_by.c.units, 0),
    )
    .outerjoin_from(promotion, _redeemed_by, _redeemed_by.c.promotion_id == promotion.c.id)
    .outerjoin(_own, _own.c.promotion_id == promotion.c.id)
    .where(
        promotion.c.store_id == bindparam("its_store"),
        promotion.c.total_limit.is_not(None) | promotion.c.customer_limit.is_not(None),
    )
    .order_by(promotion.c.id)
)


class Orders(OrderLists):
    """Orders in one unit of work."""

    def head(self, order_id: int) -> Head | None:
        """Version, status and the store's offer version; a writing unit locks the order by it."""
        statement = _locked_head if self._work.writes else _head
        row = self._work.first(statement, {"order_id": order_id})
        if row is None:
            return None
        order_id, number, version, status, *rest = row
        return Head(order_id, number, version, OrderStatus(status), *rest)

    def next_id(self) -> int:
        """An id for a new order, from which its number follows."""
        return next_id(self._work, sales_order)

    def next_part(self, order_id: int) -> int:
        """The counter of part ids, which is not in the journal."""
        return int(self._work.scalar(_next_part, {"order_id": order_id}))

    def id_of(self, number: str) -> int | None:
        """The order with this number."""
        found: int | None = self._work.scalar(_id_of, {"number": number})
        return found

    def read(self, order_id: int) -> Order:
        """An order whole; raises StaleRow when there is none. Six statements, however long."""
        row = self._work.first(_header, {"order_id": order_id})
        if row is None:
            raise StaleRow("sales_order", order_id)
        parts = {name: rows.read(self._work, order_id) for name, rows in _PART_ROWS}
        return _order(row, parts)

    def insert(self, order: Order, totals: Totals, offer_version: int, head: str) -> None:
        """Write a new order with all its parts. ``head``: the hash of its journal entry."""
        row = {"id": order.id, **_header_row(order), **_totals_row(order, totals)}
        self._work.execute(
            _insert, row | {"priced_offer_version": offer_version, "journal_head": head}
        )
        nothing = Order(order.id, order.number, order.store_id, order.currency)
        for name, rows in _PART_ROWS:
            rows.put(self._work, order.id, getattr(nothing, name), getattr(order, name))

    def write(
        self, before: Order, after: Order, totals: Totals, offer_version: int, head: str
    ) -> None:
        """Write what differs; raises StaleRow when the order is no longer at ``before``."""
        row = {
            "its_id": after.id,
            "was": before.version,
            "priced_offer_version": offer_version,
            "journal_head": head,
            **_header_row(after),
            **_totals_row(after, totals),
        }
        if self._work.count(_update, row) != 1:
            raise StaleRow("sales_order", after.id)
        for name, rows in _PART_ROWS:
            rows.put(self._work, after.id, getattr(before, name), getattr(after, name))
        for name, rows in reversed(_PART_ROWS):  # lines before the deliveries they name
            rows.remove(self._work, after.id, getattr(before, name), getattr(after, name))

    def save_price(self, order_id: int, version: int, priced: Priced) -> None:
        """Keep the price as it was promised with this version."""
        document = {"order_id": order_id, "version": version, "document": write_priced(priced)}
        self._work.execute(_save_price, document)

    def price(self, order_id: int) -> Priced | None:
        """The price promised last; None for an order that was never submitted."""
        document = self._work.scalar(_price, {"order_id": order_id})
        return None if document is None else read_priced(document)

    def has_placed(self, customer_id: int) -> bool:
        """Whether a customer has ever submitted an order."""
        return self._work.scalar(_placed, {"customer_id": customer_id}) is not None

    def history_of(
        self, customer_id: int, order_id: int, store_id: int, email: str = ""
    ) -> History:
        """What counts of a buyer's past for this order, without the order itself.

        ``email``: what the buyer is counted by beside the customer, see ``counted_email``.
        """
        values = {"customer_id": customer_id, "order_id": order_id}
        earlier = self._work.scalar(_earlier, values)
        rows = self._work.all(_limited, values | {"its_store": store_id, "email": email})
        redeemed = tuple((promotion_id, Redeemed(used, int(by))) for promotion_id, used, by in rows)
        return History(int(earlier), redeemed)


def _order(row: AnyRow, parts: dict[str, Any]) -> Order:
    return Order(
        id=row.id,
        number=row.number,
        store_id=row.store_id,
        currency=row.currency,
        status=OrderStatus(row.status),
        customer_id=row.customer_id,
        channel=row.channel,
        placed_at=row.placed_at,
        cancel_reason=row.cancel_reason,
        bill_to=None if row.bill_to is None else Address(**row.bill_to),
        codes=tuple(row.codes),
        version=row.version,
        next_part=row.next_part,
        created_at=row.created_at,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        **parts,
    )


def _header_row(order: Order) -> dict[str, Any]:
    row = {name: getattr(order, name) for name in _HEADER}
    row["bill_to"] = asdict(order.bill_to) if order.bill_to else None
    return row


def _totals_row(order: Order, totals: Totals) -> dict[str, Any]:
    return {
        "goods": totals.goods,
        "discount": totals.discount,
        "shipping": totals.shipping,
        "tax": totals.tax,
        "total": totals.total,
        "line_count": len(order.items),
        "open_blocks": len(order.open_blocks),
    }
