"""Orders as rows, each with the one entry in its journal that says it was imported."""

from collections.abc import Iterable, Iterator
from typing import Any

from salescenter.domain.address import Address
from salescenter.domain.journal import Entry, Subject
from salescenter.domain.order import Order
from salescenter.domain.order_changes import diff
from salescenter.domain.pricing.priced import Totals
from salescenter.services.demo.journal_rows import SOURCE, first_entry, journal_table
from salescenter.services.demo.orders import Made
from salescenter.services.demo.rows import ADDRESS, Row, Table, address_values
from salescenter.services.orders.codec import to_plain

_HEADER = (
    "id",
    "number",
    "store_id",
    "customer_id",
    "currency",
    "status",
    "channel",
    "version",
    "next_part",
    "created_at",
    "placed_at",
    "changed_at",
    "changed_by",
    "cancel_reason",
    "bill_to",
    "codes",
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
_DELIVERY = ("method", "requested_date", "instructions", "ship_together")
_ITEM = (
    "item_id",
    "sku",
    "name",
    "quantity",
    "delivery_id",
    "override_price",
    "override_reason",
    "told_price",
    "told_date",
)
_PAYMENT = (
    "method",
    "amount",
    "state",
    "token",
    "brand",
    "last_four",
    "expiry",
    "reference",
    "reason",
)
_BLOCK = (
    "reason_code",
    "kind",
    "comment",
    "evidence",
    "placed_at",
    "placed_by",
    "resolved_at",
    "resolved_by",
)


def imported(order: Order, *, whole: bool) -> Entry:
    """The entry "from nothing" (decision 2); ``whole``: with all that came in."""
    assert order.changed_at is not None
    nothing = Order(order.id, order.number, order.store_id, order.currency)
    return first_entry(
        Subject.ORDER,
        order.id,
        "order.import",
        order.changed_at,
        {"source": SOURCE},
        to_plain(diff(nothing, order)) if whole else (),
    )


def order_tables(made: list[Made], offer_version: int, *, whole: bool) -> Iterator[Table]:
    """All tables that orders fill, a header before its parts."""
    entries = [imported(each.order, whole=whole) for each in made]
    yield (
        "sales_order",
        _HEADER,
        [
            _header(each.order, each.basket.priced.totals, offer_version, entry.hash)
            for each, entry in zip(made, entries, strict=True)
        ],
    )
    orders = [each.order for each in made]
    yield "delivery", ("order_id", "id", *ADDRESS, *_DELIVERY), _deliveries(orders)
    yield "order_item", ("order_id", "id", *_ITEM), _items(orders)
    yield "payment", ("order_id", "id", *_PAYMENT), _payments(orders)
    yield "order_block", ("order_id", "id", *_BLOCK), _blocks(orders)
    promised = [each for each in made if each.is_placed]
    yield (
        "order_price",
        ("order_id", "version", "document"),
        [(each.order.id, each.order.version, each.basket.document) for each in promised],
    )
    yield (
        "redemption",
        ("promotion_id", "order_id", "customer_id", "buyer_email", "units"),
        _redemptions(made),
    )
    yield journal_table(entries)


def _header(order: Order, totals: Totals, offer_version: int, head: str) -> Row:
    return (
        order.id,
        order.number,
        order.store_id,
        order.customer_id,
        order.currency,
        order.status.value,
        order.channel,
        order.version,
        order.next_part,
        order.created_at,
        order.placed_at,
        order.changed_at,
        order.changed_by,
        order.cancel_reason,
        _plain(order.bill_to),
        order.codes,
        totals.goods,
        totals.discount,
        totals.shipping,
        totals.tax,
        totals.total,
        len(order.items),
        len(order.open_blocks),
        offer_version,
        head,
    )


def _plain(address: Address | None) -> dict[str, Any] | None:
    return None if address is None else dict(zip(ADDRESS, address_values(address), strict=True))


def _deliveries(orders: Iterable[Order]) -> Iterator[Row]:
    for order in orders:
        for each in order.deliveries:
            address = each.address or Address()
            yield (
                order.id,
                each.id,
                *address_values(address),
                each.method,
                each.requested_date,
                each.instructions,
                each.ship_together,
            )


def _items(orders: Iterable[Order]) -> Iterator[Row]:
    for order in orders:
        order_id = order.id
        for line in order.items:
            yield (
                order_id,
                line.id,
                line.item_id,
                line.sku,
                line.name,
                line.quantity,
                line.delivery_id,
                line.override_price,
                line.override_reason,
                line.told_price,
                line.told_date,
            )


def _payments(orders: Iterable[Order]) -> Iterator[Row]:
    for order in orders:
        for each in order.payments:
            yield (
                order.id,
                each.id,
                each.method.value,
                each.amount,
                each.state.value,
                each.token,
                each.brand,
                each.last_four,
                each.expiry,
                each.reference,
                each.reason,
            )


def _blocks(orders: Iterable[Order]) -> Iterator[Row]:
    for order in orders:
        for each in order.blocks:
            yield (
                order.id,
                each.id,
                each.reason_code,
                each.kind.value,
                each.comment,
                each.evidence,
                each.placed_at,
                each.placed_by,
                each.resolved_at,
                each.resolved_by,
            )


def _redemptions(made: Iterable[Made]) -> Iterator[Row]:
    for each in made:
        for promotion_id, units in each.redeemed:
            yield promotion_id, each.order.id, each.order.customer_id, each.buyer_email, units
