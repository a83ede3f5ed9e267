"""The parts of an order as rows: read whole, and only what differs is written.

How many statements that takes does not depend on how many parts there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, bindparam, delete, insert, select, update

from salescenter.db.errors import StaleRow
from salescenter.db.tables import delivery, order_block, order_comment, order_item, payment
from salescenter.db.work import AnyRow, Work
from salescenter.domain.address import Address
from salescenter.domain.comment import OrderComment
from salescenter.domain.order import (
    Block,
    BlockKind,
    Delivery,
    OrderItem,
    Payment,
    PaymentMethod,
    PaymentState,
)
from salescenter.domain.parts import Part, Parts, changed_parts

P = TypeVar("P", bound=Part)
Values = dict[str, Any]

ADDRESS = tuple(field.name for field in fields(Address))


class PartRows(Generic[P]):
    """One kind of part in its table, keyed by (order_id, id)."""

    def __init__(
        self,
        table: Table,
        to_value: Callable[[AnyRow], P],
        to_row: Callable[[P], Values] | None = None,
    ) -> None:
        self._table, self._to_value = table, to_value
        self._names = [column.name for column in table.c if column.name not in ("order_id", "id")]
        self._to_row = to_row or self._plain_row
        here = (table.c.order_id == bindparam("its_order"), table.c.id == bindparam("its_id"))
        columns = [table.c.id, *(table.c[name] for name in self._names)]
        self._read = select(*columns).where(here[0]).order_by(table.c.id)
        self._insert = insert(table)
        self._delete = delete(table).where(*here)
        self._update = (
            update(table).where(*here).values({name: bindparam(name) for name in self._names})
        )

    def read(self, work: Work, order_id: int) -> Parts[P]:
        """All parts of an order."""
        rows = work.all(self._read, {"its_order": order_id})
        return Parts(map(self._to_value, rows))

    def put(self, work: Work, order_id: int, before: Parts[P], after: Parts[P]) -> None:
        """Write what came or changed; raises StaleRow when a row to change is not there."""
        if before is after:
            return
        changes = list(changed_parts(before, after))
        new = [now for was, now in changes if was is None and now is not None]
        changed = [now for was, now in changes if was is not None and now is not None]
        if new:
            rows = [{"order_id": order_id, "id": part.id, **self._to_row(part)} for part in new]
            work.execute(self._insert, _one_or_many(rows))
        if changed:
            keyed = [{**_key(order_id, part.id), **self._to_row(part)} for part in changed]
            self._require(work, work.count(self._update, _one_or_many(keyed)), len(keyed), order_id)

    def remove(self, work: Work, order_id: int, before: Parts[P], after: Parts[P]) -> None:
        """Remove what went; raises StaleRow when it is not there."""
        if before is after:
            return
        gone = [was for was, now in changed_parts(before, after) if now is None and was is not None]
        if gone:
            keys = [_key(order_id, part.id) for part in gone]
            self._require(work, work.count(self._delete, _one_or_many(keys)), len(keys), order_id)

    def _require(self, work: Work, found: int, wanted: int, order_id: int) -> None:
        if found != wanted:
            raise StaleRow(self._table.name, order_id)

    def _plain_row(self, part: P) -> Values:
        return {name: getattr(part, name) for name in self._names}


def _key(order_id: int, part_id: int) -> Values:
    return {"its_order": order_id, "its_id": part_id}


def _one_or_many(rows: list[Values]) -> Values | list[Values]:
    """A single row goes the shorter way."""
    return rows[0] if len(rows) == 1 else rows


def _delivery(row: AnyRow) -> Delivery:
    address = None if row.recipient is None else Address(*row[1 : 1 + len(ADDRESS)])
    return Delivery(row.id, address, *row[1 + len(ADDRESS) :])


def _delivery_row(part: Delivery) -> Values:
    address: Values = asdict(part.address) if part.address else dict.fromkeys(ADDRESS)
    return {
        **address,
        "method": part.method,
        "requested_date": part.requested_date,
        "instructions": part.instructions,
        "ship_together": part.ship_together,
        "charge_percent_off": part.charge_percent_off,
        "charge_reason": part.charge_reason,
    }


def _payment(row: AnyRow) -> Payment:
    part_id, method, amount, state, *rest = row
    return Payment(part_id, PaymentMethod(method), amount, PaymentState(state), *rest)


def _block(row: AnyRow) -> Block:
    part_id, reason_code, kind, *rest = row
    return Block(part_id, reason_code, BlockKind(kind), *rest)


def _comment(row: AnyRow) -> OrderComment:
    return OrderComment(*row)


def _item(row: AnyRow) -> OrderItem:
    return OrderItem(*row)


DELIVERIES: PartRows[Delivery] = PartRows(delivery, _delivery, _delivery_row)
ITEMS: PartRows[OrderItem] = PartRows(order_item, _item)
PAYMENTS: PartRows[Payment] = PartRows(payment, _payment)
BLOCKS: PartRows[Block] = PartRows(order_block, _block)
COMMENTS: PartRows[OrderComment] = PartRows(order_comment, _comment)


def require_same_fields(pairs: Iterable[tuple[Table, type]]) -> None:
    """Rows become values by place: a column or field that moved is a mistake found at the start."""
    for table, kind in pairs:
        columns = [column.name for column in table.c if column.name != "order_id"]
        if columns != [field.name for field in fields(kind)]:
            raise TypeError(f"{table.name} and {kind.__name__} differ: {columns}")


require_same_fields(
    (
        (order_item, OrderItem),
        (payment, Payment),
        (order_block, Block),
        (order_comment, OrderComment),
    )
)
