"""From the rows of an order to the order, and to its price as it was charged.

Imported prices are facts. What was paid for a line is the truth; where it is not quantity times
price, the line's steps show the difference as *imported* (decision 46). The header's own figures
are kept beside ours where they differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from salescenter.domain.errors import Problem
from salescenter.domain.money import LARGEST_AMOUNT, Money, decimal_text, parse_amount
from salescenter.domain.order import (
    Delivery,
    Order,
    OrderItem,
    OrderStatus,
    Payment,
    PaymentState,
)
from salescenter.domain.order_payments import coverage
from salescenter.domain.parts import Parts
from salescenter.domain.pricing.priced import Priced
from salescenter.services.transfer.make_price import ChargedLine, Charges, charged_price
from salescenter.services.transfer.make_promotion import IdOf
from salescenter.services.transfer.report import Contradiction
from salescenter.services.transfer.rows_orders import OrderItemRow, OrderPaymentRow, OrderRow

_DELIVERY = 1


@dataclass(frozen=True, slots=True)
class OrderRows:
    """An order's row with the rows that are parts of it, and the line of the file it stands on.

    ``names`` are what the items are called, line by line.
    """

    row: OrderRow
    line: int
    names: Sequence[str]
    items: Sequence[OrderItemRow]
    payments: Sequence[OrderPaymentRow] = ()

    def minor(self, text: str | None) -> int:
        """An amount in minor units of the order's currency."""
        return parse_amount(text or "0", self.row.currency).minor


def order_problems(rows: OrderRows) -> Iterator[Problem]:
    """What keeps an order from being one."""
    if not rows.items:
        yield Problem("import.no_lines")
    if sum(payment.amount is None for payment in rows.payments) > 1:
        yield Problem("payment.rest_twice")
    row = rows.row
    amounts = (row.shipping, row.tax, *(each.amount for each in rows.items))
    total = sum(map(rows.minor, amounts))
    if total > LARGEST_AMOUNT:
        shown = decimal_text(Money(total, row.currency))
        yield Problem("amount.too_large", "", {"text": shown})


def make_order(rows: OrderRows, order_id: int, channel: str, id_of: IdOf, now: datetime) -> Order:
    """The order as it was; ``channel`` where its row names none."""
    row = rows.row
    named = zip(rows.items, rows.names, strict=True)
    items = [_item(each, name, at, id_of) for at, (each, name) in enumerate(named, _DELIVERY + 1)]
    after = _DELIVERY + 1 + len(items)
    payments = [_payment(rows, each, at) for at, each in enumerate(rows.payments, after)]
    canceled = row.status is OrderStatus.CANCELED
    return Order(
        id=order_id,
        number=row.number,
        store_id=id_of("stores", (row.store,)),
        currency=row.currency,
        status=row.status,
        customer_id=id_of("customers", (row.customer,)),
        channel=row.channel or channel,
        placed_at=row.placed,
        cancel_reason=row.cancel_reason if canceled else "",
        bill_to=row.bill_to,
        deliveries=Parts((_delivery(row),)),
        items=Parts(items),
        payments=Parts(payments),
        version=1,
        next_part=after + len(payments),
        created_at=row.placed,
        changed_at=now,
    )


def _delivery(row: OrderRow) -> Delivery:
    return Delivery(
        id=_DELIVERY,
        address=row.ship_to,
        method=row.method,
        requested_date=row.requested,
        instructions=row.instructions,
    )


def _item(row: OrderItemRow, name: str, part_id: int, id_of: IdOf) -> OrderItem:
    return OrderItem(
        id=part_id,
        item_id=id_of("items", (row.sku,)),
        sku=row.sku,
        name=name,
        quantity=row.quantity,
        delivery_id=_DELIVERY,
        told_date=row.expected,
    )


def _payment(rows: OrderRows, row: OrderPaymentRow, part_id: int) -> Payment:
    return Payment(
        id=part_id,
        method=row.method,
        amount=None if row.amount is None else rows.minor(row.amount),
        state=PaymentState.AUTHORIZED,
        brand=row.brand,
        last_four=row.last_four,
        expiry=row.expiry,
        reference=row.reference,
    )


def make_price(rows: OrderRows, order: Order, id_of: IdOf) -> Priced:
    """What was charged, whole, as if it had been computed."""
    row = rows.row
    lines = [
        _charged(rows, each, item.id, id_of)
        for each, item in zip(rows.items, order.items, strict=True)
    ]
    charges = Charges(
        shipping=rows.minor(row.shipping),
        tax=rows.minor(row.tax),
        tax_included=rows.minor(row.tax_included),
        tax_name=row.tax_name,
    )
    return charged_price(row.currency, lines, charges, _DELIVERY)


def _charged(rows: OrderRows, row: OrderItemRow, part_id: int, id_of: IdOf) -> ChargedLine:
    promotion = (rows.row.store, row.promotion)
    return ChargedLine(
        id=part_id,
        quantity=row.quantity,
        list_price=None if row.list_price is None else rows.minor(row.list_price),
        unit_price=rows.minor(row.unit_price),
        discount=rows.minor(row.discount),
        amount=rows.minor(row.amount),
        promotion_id=id_of("promotions", promotion) if row.promotion else None,
        promotion=row.promotion,
    )


def with_told_prices(order: Order, priced: Priced) -> Order:
    """With the price per unit that the customer was told on each line."""
    told = dict(zip(priced.lines.ids, priced.lines.entitled_prices, strict=True))
    items = Parts(replace(item, told_price=told[item.id]) for item in order.items)
    return replace(order, items=items)


def stated_figures(rows: OrderRows) -> dict[str, int]:
    """What the header says itself, in minor units."""
    stated = {"goods": rows.row.stated_goods, "total": rows.row.stated_total}
    return {what: rows.minor(text) for what, text in stated.items() if text is not None}


def contradictions(rows: OrderRows, order: Order, priced: Priced) -> Iterator[Contradiction]:
    """Where the header, the payments and the lines disagree."""
    found = {"goods": sum(priced.lines.paid), "total": priced.totals.total}
    for what, said in stated_figures(rows).items():
        if said != found[what]:
            yield _contradiction(rows, what, said, found[what])
    covered = coverage(order, priced.totals.total)
    if rows.payments and order.status is not OrderStatus.CANCELED and not covered.is_complete:
        yield _contradiction(rows, "paid", covered.covered, covered.total)


def _contradiction(rows: OrderRows, what: str, said: int, found: int) -> Contradiction:
    currency = rows.row.currency
    said_text, found_text = (decimal_text(Money(each, currency)) for each in (said, found))
    return Contradiction("orders.csv", rows.line, rows.row.number, what, said_text, found_text)
