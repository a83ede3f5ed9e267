"""Writing orders: each with one journal entry from nothing, and the price that was charged."""

from collections.abc import Sequence
from typing import Any

from salescenter.domain.journal import Subject
from salescenter.domain.order import Order
from salescenter.domain.order_changes import diff
from salescenter.domain.pricing.priced import Priced
from salescenter.services.orders.codec import to_plain
from salescenter.services.transfer.make_order import (
    OrderRows,
    make_order,
    make_price,
    stated_figures,
    with_told_prices,
)
from salescenter.services.transfer.writing import PORTION, Writer

KIND = "order.import"


def write_orders(writer: Writer, orders: Sequence[OrderRows]) -> None:
    """All orders, in file order."""
    for done, rows in enumerate(orders, 1):
        _write_order(writer, rows)
        if done % PORTION == 0 or done == len(orders):
            writer.tell("orders", done)


def _write_order(writer: Writer, rows: OrderRows) -> None:
    uow, row = writer.uow, rows.row
    store = writer.known.store(row.store)
    channel = store.first_channel if store else ""
    order = make_order(rows, uow.orders.next_id(), channel, writer.id_of, uow.now)
    priced = make_price(rows, order, writer.id_of)
    order = with_told_prices(order, priced)
    nothing = Order(order.id, order.number, order.store_id, order.currency)
    entry = writer.entry(
        Subject.ORDER,
        order.id,
        KIND,
        parameters=_parameters(rows, priced),
        differences=to_plain(diff(nothing, order)),
    )
    writer.record([entry])
    uow.orders.insert(order, priced.totals, writer.offer_version(order.store_id), entry.hash)
    uow.orders.save_price(order.id, order.version, priced)


def _parameters(rows: OrderRows, priced: Priced) -> dict[str, Any]:
    """Where it came from, and the header's own figures beside ours (minor units)."""
    parameters: dict[str, Any] = {"number": rows.row.number}
    stated = stated_figures(rows)
    if stated:
        parameters["stated"] = stated
        parameters["charged"] = {"goods": sum(priced.lines.paid), "total": priced.totals.total}
    return parameters
