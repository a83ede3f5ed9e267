"""Orders come back as they were written, and only what differs is written."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from salescenter.db import order_lists
from salescenter.db.engine import Database
from salescenter.db.errors import AlreadyThere, StaleRow
from salescenter.db.tables import order_item, sales_order
from salescenter.domain.address import Address
from salescenter.domain.order import (
    Block,
    BlockKind,
    Delivery,
    Order,
    OrderItem,
    OrderStatus,
    Payment,
    PaymentMethod,
    PaymentState,
    order_number,
)
from salescenter.domain.order_summary import OrderSort
from salescenter.domain.parts import Parts
from salescenter.domain.pricing.priced import Priced, PricedLines, Totals
from tests.seed import seeded

AT = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
HOME = Address("Zoë Müller", "Lindenallee 1", "", "Köln", "", "50968", "DE", "0221 1")
TOTALS = Totals(goods=1_000, item_discount=50, shipping=490, tax=0, total=1_440)


def an_item(part_id, **changes):
    return replace(OrderItem(part_id, 1, "HW-4411", "Cordless drill 18 V", 2, 1), **changes)


def an_order(order_id=1, items=2, **changes):
    order = Order(
        id=order_id,
        number=order_number(order_id),
        store_id=1,
        currency="EUR",
        customer_id=1,
        channel="phone",
        bill_to=HOME,
        codes=("spring", "VIP"),
        deliveries=Parts([Delivery(1, HOME, "parcel", date(2026, 4, 1), "Ring twice", True)]),
        items=Parts(an_item(part_id) for part_id in range(2, items + 2)),
        payments=Parts([Payment(900, PaymentMethod.CARD, None, PaymentState.READY, "tok", "Visa")]),
        blocks=Parts([Block(901, "address", BlockKind.MANUAL, "look", "why", AT, 1)]),
        version=1,
        next_part=902,
        created_at=AT,
        changed_at=AT,
        changed_by=1,
    )
    return replace(order, **changes)


@pytest.fixture
def shop(database):
    seeded(database)
    return database


def stored(database, order):
    with database.write() as unit:
        unit.orders.insert(order, TOTALS, 1, "head")
    return order


def read(database, order_id=1):
    with database.read() as unit:
        return unit.orders.read(order_id)


def written(database, before, **changes):
    after = replace(before, version=before.version + 1, **changes)
    with database.write() as unit:
        unit.orders.write(before, after, TOTALS, 2, "next head")
    return after


def test_an_order_comes_back_equal_in_every_field(shop):
    order = stored(shop, an_order())
    assert read(shop) == order


def test_an_order_with_nothing_in_it_comes_back_equal(shop):
    bare = Order(5, order_number(5), 1, "JPY", version=1, created_at=AT, changed_at=AT)
    stored(shop, bare)
    assert read(shop, 5) == bare


CHANGES = {
    "a quantity": lambda order: {"items": order.items.put(an_item(2, quantity=7))},
    "a new line": lambda order: {"items": order.items.put(an_item(50, told_price=9))},
    "a line less": lambda order: {"items": order.items.without(3)},
    "all lines": lambda order: {"items": Parts()},
    "an override": lambda order: {
        "items": order.items.put(an_item(2, override_price=0, override_reason="gift"))
    },
    "another delivery": lambda order: {
        "deliveries": order.deliveries.put(Delivery(60)),
        "items": order.items.put(an_item(2, delivery_id=60)),
    },
    "a delivery in place of the other": lambda order: {
        "deliveries": Parts([Delivery(60, HOME)]),
        "items": Parts(replace(item, delivery_id=60) for item in order.items),
    },
    "no address": lambda order: {
        "deliveries": order.deliveries.put(Delivery(1)),
        "bill_to": None,
    },
    "a payment": lambda order: {
        "payments": order.payments.put(
            Payment(900, PaymentMethod.CARD, 5, PaymentState.DECLINED, reason="no money")
        )
    },
    "a block resolved": lambda order: {
        "blocks": order.blocks.put(replace(order.blocks[901], resolved_at=AT, resolved_by=2))
    },
    "the header": lambda order: {
        "status": OrderStatus.CANCELED,
        "placed_at": AT,
        "cancel_reason": "no",
        "codes": (),
        "customer_id": None,
    },
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_written_as_a_difference(shop, change):
    order = stored(shop, an_order())
    after = written(shop, order, **CHANGES[change](order))
    assert read(shop) == after
    assert written(shop, after, **{f: getattr(order, f) for f in CHANGES[change](order)})
    assert replace(read(shop), version=1) == order


def test_a_write_on_an_old_version_is_refused_and_changes_nothing(shop):
    order = stored(shop, an_order())
    after = written(shop, order, channel="mail")
    with pytest.raises(StaleRow):
        written(shop, order, items=order.items.without(2))
    assert read(shop) == after


def test_a_number_is_given_once(shop):
    stored(shop, an_order())
    with pytest.raises(AlreadyThere) as error:
        stored(shop, an_order(2, number=order_number(1)))
    assert error.value.constraint == "uq_sales_order_number"


@pytest.mark.parametrize("lines", [10, 1_000])
def test_reading_and_changing_take_the_same_statements_for_any_length(shop, statements, lines):
    order = stored(shop, an_order(items=lines))
    with statements() as reading:
        read(shop)
    with statements() as one:
        order = written(shop, order, items=order.items.put(an_item(3, quantity=9)))
    with statements() as many:
        written(shop, order, items=Parts(replace(item, quantity=5) for item in order.items))
    assert (len(reading), len(one), len(many)) == (6, 2, 2)


def test_writing_a_thousand_lines_changes_only_the_row_that_differs(shop):
    order = stored(shop, an_order(items=1_000))
    with shop.write() as unit:
        touched = []
        count = unit.count

        def counted(statement, values):
            touched.append(values)
            return count(statement, values)

        unit.count = counted
        after = replace(order, version=2, items=order.items.put(an_item(500, quantity=3)))
        unit.orders.write(order, after, TOTALS, 1, "h")
    rows = [values for values in touched if "its_order" in values]
    assert [(row["its_order"], row["its_id"], row["quantity"]) for row in rows] == [(1, 500, 3)]


def test_the_head_says_whether_a_value_at_hand_is_still_the_order(shop, statements):
    order = stored(shop, an_order())
    with shop.read() as unit, statements() as log:
        head = unit.orders.head(order.id)
    assert len(log) == 1
    assert (head.version, head.status, head.number) == (1, OrderStatus.PENDING, order.number)
    assert (head.priced_offer_version, head.journal_head) == (1, "head")
    with shop.write() as unit:
        unit.stores.raise_offer_version(1)
        assert unit.orders.head(order.id).offer_version == head.offer_version + 1
        assert unit.orders.head(99) is None


def test_header_columns_follow_order_and_totals(shop):
    order = stored(shop, an_order())
    written(shop, order, blocks=Parts())
    with shop.read() as unit:
        row = unit.first(select(sales_order))
    assert (row.goods, row.discount, row.shipping, row.total) == (1_000, 50, 490, 1_440)
    assert (row.line_count, row.open_blocks, row.priced_offer_version) == (2, 0, 2)
    assert row.journal_head == "next head"


def test_ids_and_numbers_are_drawn_one_after_the_other(shop):
    with shop.write() as unit:
        first = unit.orders.next_id()
        unit.orders.insert(an_order(first), TOTALS, 1, "")
        second = unit.orders.next_id()
    assert second > first
    with shop.read() as unit:
        assert unit.orders.id_of(order_number(first)) == first
        assert unit.orders.id_of("0") is None
        assert unit.orders.next_part(first) == 902


def test_the_price_promised_comes_back_whole(shop):
    order = stored(shop, an_order())
    priced = Priced("EUR", PricedLines(ids=(2,), quantities=(1,), goods=(9,)), (), TOTALS)
    with shop.write() as unit:
        assert unit.orders.price(order.id) is None
        unit.orders.save_price(order.id, 2, Priced("EUR", PricedLines(), (), Totals()))
        unit.orders.save_price(order.id, 3, priced)
        assert unit.orders.price(order.id) == priced


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    wanted=st.lists(
        st.dictionaries(st.integers(2, 40), st.integers(1, 999_999), max_size=12), max_size=6
    )
)
def test_any_sequence_of_changes_ends_with_the_order_that_was_meant(shop, wanted):
    with shop.write() as unit:
        order_id = unit.orders.next_id()
        order = an_order(order_id, items=0)
        unit.orders.insert(order, TOTALS, 1, "")
    for quantities in wanted:
        items = Parts(an_item(part_id, quantity=q) for part_id, q in quantities.items())
        order = written(shop, order, items=items)
    assert read(shop, order_id) == order
    with shop.read() as unit:
        rows = unit.all(select(order_item.c.id).where(order_item.c.order_id == order_id))
    assert len(rows) == len(order.items)


# lists


@pytest.fixture
def many(shop):
    with shop.write() as unit:
        for order_id in range(1, 12):
            totals = replace(TOTALS, total=order_id % 3 * 100)
            order = an_order(
                order_id,
                items=0,
                customer_id=order_id % 4 + 1 if order_id < 11 else None,
                placed_at=AT + timedelta(days=order_id % 5) if order_id % 2 else None,
                status=OrderStatus.SHIPPED if order_id % 2 else OrderStatus.PENDING,
                changed_at=AT - timedelta(hours=order_id),
            )
            unit.orders.insert(order, totals, 1, "")
    return shop


@pytest.mark.parametrize("sort", OrderSort)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_by_key_give_every_order_once_and_sorted(many, statements, sort, descending):
    with many.read() as unit:
        at_once = unit.orders.page(1, sort=sort, descending=descending, limit=100)
        paged, after = [], None
        while True:
            with statements() as log:
                page = unit.orders.page(1, sort=sort, descending=descending, after=after, limit=3)
            assert len(log) <= 2
            if not page:
                break
            paged += page
            after = page[-1].id
    assert paged == at_once
    assert len({order.id for order in paged}) == len(paged)
    expected = {OrderSort.PLACED: 6, OrderSort.CUSTOMER: 10}.get(sort, 11)
    assert len(paged) == expected


def test_lists_are_sorted_by_what_they_say(many):
    with many.read() as unit:
        by_total = unit.orders.page(1, sort=OrderSort.TOTAL, descending=False)
        newest = unit.orders.newest(1, before=None, limit=4)
        older = unit.orders.newest(1, before=newest[-1].id, limit=2)
        shipped = unit.orders.page(1, status=OrderStatus.SHIPPED)
        of_customer = unit.orders.newest(1, customer_id=2, before=None, limit=10)
        elsewhere = unit.orders.page(2)
    assert [order.total for order in by_total] == sorted(order.total for order in by_total)
    assert [order.id for order in newest] == [11, 10, 9, 8]
    assert [order.id for order in older] == [7, 6]
    assert {order.status for order in shipped} == {OrderStatus.SHIPPED}
    assert [order.id for order in of_customer] == [9, 5, 1]
    assert (newest[0].customer, newest[1].customer) == ("", "Łukasz Nowak")
    assert elsewhere == []


def test_lists_are_read_along_an_index_and_never_sorted(sqlite_url):
    database = Database.open(sqlite_url)
    for sort, by_status, by_customer in itertools.product(OrderSort, [True, False], [True, False]):
        if sort is not OrderSort.NUMBER and (by_status or by_customer):
            continue
        given = order_lists._Given(status=by_status, customer=by_customer, after=True)
        statement = order_lists._page(sort, True, given)
        sql = str(statement.compile(database.engine))
        with database.read() as unit:
            values = (1,) * sql.count("?")
            plan = unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
        said = " ".join(str(row[3]) for row in plan)
        # The last term alone is sorted within customers of the same name: a few rows.
        assert "TEMP B-TREE FOR ORDER BY" not in said, (sort, said)
        assert "SCAN" not in said, (sort, said)
    database.close()


# what counts of a buyer's past


def test_history_counts_orders_placed_before_and_redemptions_of_others(shop):
    old = an_order(1, placed_at=AT, status=OrderStatus.SHIPPED)
    canceled = an_order(2, placed_at=AT, status=OrderStatus.CANCELED)
    pending, other = an_order(3), an_order(4, customer_id=2, placed_at=AT)
    for order in (old, canceled, pending, other):
        stored(shop, order)
    with shop.write() as unit:
        limited = unit.promotions.get(1)
        limits = replace(limited.limits, total=10, per_customer=5)
        unit.promotions.put(replace(limited, version=2, limits=limits))
        for order, units in ((old, 2), (pending, 1), (other, 3)):
            assert unit.promotions.take(order, 1, units)
        history = unit.orders.history_of(1, pending.id, 1)
    assert history.earlier_orders == 1
    ((promotion_id, redeemed),) = history.redeemed
    assert (promotion_id, redeemed.total, redeemed.by_customer) == (1, 5, 2)
