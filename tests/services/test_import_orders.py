"""Imported orders: prices as they were charged, both figures where they differ, one entry each."""

import pytest

from salescenter.db.check import check
from salescenter.domain.catalogue import PriceSource
from salescenter.domain.journal import Subject
from salescenter.domain.order import OrderStatus, PaymentState
from salescenter.domain.order_changes import apply, diff
from salescenter.domain.pricing.steps import StepKind, price_steps
from salescenter.services.orders.codec import from_plain
from tests.services.import_folders import Folder


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


def order_of(database, number="A-20017"):
    """An order with its stored price and its journal."""
    with database.read() as uow:
        order = uow.orders.read(uow.orders.id_of(number))
        entries = uow.journal.entries(Subject.ORDER, order.id)
        return order, uow.orders.price(order.id), entries


def test_an_order_comes_with_everything_its_rows_say(database, folder):
    folder.change("orders", requested="2024-11-20", instructions="Ring twice")
    folder.change("order_items", expected="2024-11-12")
    folder.into(database)
    order, _priced, _entries = order_of(database)
    (delivery,), (item,), (payment,) = order.deliveries, order.items, order.payments
    assert (order.status, order.channel, order.currency) == (OrderStatus.SHIPPED, "phone", "EUR")
    assert order.placed_at.isoformat() == "2024-11-05T09:12:00+00:00"
    assert (delivery.method, delivery.instructions) == ("parcel", "Ring twice")
    assert delivery.requested_date.isoformat() == "2024-11-20"
    assert delivery.address.line1 == order.bill_to.line1 == "Storgata 1"
    assert (item.sku, item.name, item.quantity, item.told_price) == ("MUG-01", "Mug, blue", 5, 800)
    assert item.told_date.isoformat() == "2024-11-12"
    assert (payment.state, payment.last_four) == (PaymentState.AUTHORIZED, "4242")


def test_a_bill_can_go_elsewhere(database, folder):
    folder.change("orders", bill_recipient="Accounts", bill_line1="Quay 2", bill_country="SE")
    folder.into(database)
    order, _priced, _entries = order_of(database)
    assert (order.bill_to.line1, order.bill_to.country) == ("Quay 2", "SE")


def test_totals_are_those_that_were_charged(database, folder):
    folder.into(database)
    _order, priced, _entries = order_of(database)
    totals = priced.totals
    assert (totals.goods, totals.shipping, totals.tax, totals.total) == (3800, 490, 310, 4600)
    assert [(tax.name, tax.base, tax.amount) for tax in priced.taxes] == [("VAT", 3800, 310)]


def test_the_steps_of_a_line_lead_to_the_amount_that_was_charged(database, folder):
    folder.change("order_items", amount="37.99")
    folder.into(database)
    order, priced, _entries = order_of(database)
    steps = price_steps(priced, next(iter(order.items)).id)
    assert [(step.kind, step.change) for step in steps] == [
        (StepKind.LIST_PRICE, 5 * 840),
        (StepKind.ENTITLED_PRICE, -5 * 40),
        (StepKind.IMPORTED, 3799 - 4000),
        (StepKind.TAX, 310),
    ]
    assert steps[1].source is PriceSource.CONTRACT
    assert steps[-1].running == 3799 + 310


def test_a_discount_counts_as_the_promotion_that_is_named(database, folder):
    folder.change("order_items", promotion="Tea time").into(database)
    order, priced, _entries = order_of(database)
    steps = price_steps(priced, next(iter(order.items)).id)
    named = next(step for step in steps if step.kind is StepKind.PROMOTION)
    assert (named.name, named.change) == ("Tea time", -200)
    assert (priced.totals.goods, priced.totals.item_discount) == (4000, 200)
    assert priced.totals.total == 4600


def test_taxes_inside_the_prices_do_not_raise_the_total(database, folder):
    folder.change("orders", tax="0", tax_included="6.07").into(database)
    _order, priced, _entries = order_of(database)
    assert (priced.totals.tax_included, priced.totals.total) == (607, 4290)
    assert priced.taxes[0].base == 3800 - 607


def test_the_tax_of_the_header_is_shared_over_the_lines_exactly(database, folder):
    folder.change("orders", tax="0.10")
    for _ in range(2):
        folder.add("order_items")
    folder.into(database)
    _order, priced, _entries = order_of(database)
    assert priced.lines.taxes == (4, 3, 3)


def test_figures_of_the_header_that_differ_are_reported_and_kept(database, folder):
    folder.change("orders", stated_goods="42.00", stated_total="50.00")
    report = folder.into(database)
    assert report.written
    told = {(each.what, each.said, each.found) for each in report.contradictions}
    assert told == {("goods", "42.00", "38.00"), ("total", "50.00", "46.00")}
    assert "A-20017: the total is stated as 50.00, but comes to 46.00." in str(report)
    _order, priced, (entry,) = order_of(database)
    assert priced.totals.total == 4600
    assert entry.parameters["stated"] == {"goods": 4200, "total": 5000}
    assert entry.parameters["charged"] == {"goods": 3800, "total": 4600}


def test_payments_that_do_not_cover_the_total_are_reported(database, folder):
    report = folder.change("order_payments", amount="10").into(database)
    assert [(each.what, each.said, each.found) for each in report.contradictions] == [
        ("paid", "10.00", "46.00")
    ]


def test_a_canceled_order_keeps_its_reason(database, folder):
    folder.change("orders", status="canceled", cancel_reason="Changed their mind").into(database)
    order, _priced, _entries = order_of(database)
    assert (order.status, order.cancel_reason) == (OrderStatus.CANCELED, "Changed their mind")


def test_the_entry_leads_from_nothing_to_the_order(database, folder):
    folder.into(database)
    order, _priced, (entry,) = order_of(database)
    nothing = type(order)(order.id, order.number, order.store_id, order.currency)
    assert (entry.kind, entry.number) == ("order.import", 1)
    assert diff(apply(from_plain(entry.differences), nothing), order) == ()
    with database.read() as uow:
        assert uow.journal.verify(Subject.ORDER, order.id) is None
        assert uow.orders.head(order.id).journal_head == entry.hash


def test_an_imported_store_is_sound(database, folder):
    folder.add("orders", number="A-2").add("order_items", order="A-2").into(database)
    assert [str(each) for each in check(database) if each.is_trouble] == []
