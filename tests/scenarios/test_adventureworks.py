"""The AdventureWorks sample data becomes a store that can be worked with, every repair told.

The data itself is not part of the project. Where it is found (``SALESCENTER_ADVENTUREWORKS``, or
``shared/data/adventureworks`` beside the checkout) its figures are checked too; a small folder of
the same shape and with the same oddities is always imported.
"""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from salescenter.db.check import check
from salescenter.db.engine import Database
from salescenter.domain.order import OrderStatus
from salescenter.domain.pricing.conditions import runs
from salescenter.domain.pricing.steps import StepKind, price_steps
from scripts.adventureworks import catalogue, dates, offers, orders, people, source, stores
from scripts.adventureworks.__main__ import main, run
from tests.scenarios.small_adventureworks import write_small

TODAY = date(2026, 3, 10)
_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "adventureworks"


@dataclass(frozen=True)
class Figures:
    """What is known of a folder: rows by noun, repairs by kind, orders whose header differs."""

    rows: dict[str, int]
    repairs: dict[str, int]
    differing_goods: int
    first_order: tuple[int, int, int, int]
    a_member: str
    a_prospect: str


SMALL = Figures(
    rows={
        "stores": 2,
        "tax_rates": 6,
        "ship_methods": 4,
        "items": 4,
        "prices": 8,
        "stock": 3,
        "promotions": 3,
        "promotion_ranges": 2,
        "organizations": 4,
        "customers": 6,
        "customer_emails": 5,
        "customer_addresses": 5,
        "orders": 1,
        "order_items": 3,
    },
    repairs={
        source.TRIMMED: 2,
        source.SPOILED: 1,
        source.ROUNDED_PRICE: 2,
        catalogue.NOT_SOLD: 1,
        catalogue.NO_CATEGORY: 1,
        catalogue.POUNDS: 1,
        catalogue.GRAMS: 1,
        catalogue.NO_LONGER_SOLD: 1,
        catalogue.STOCK_OF_PARTS: 1,
        stores.JOINED_TAX: 2,
        offers.NOTHING_OFF: 1,
        offers.JOINED: 2,
        offers.WIDENED: 1,
        people.SAME_NAME: 1,
        people.JOINED_PEOPLE: 1,
        people.BY_SALESPERSON: 1,
        people.BAD_EMAIL: 1,
        people.SAME_EMAIL: 1,
        people.UNUSED_ADDRESS: 1,
        orders.TWICE_OFF: 2,
        orders.NO_PRICE_FITS: 1,
        orders.ROUNDED_LINE: 2,
    },
    differing_goods=1,
    first_order=(34017, 1000, 3200, 38217),
    a_member="Linden",
    a_prospect="Birch",
)
WHOLE = Figures(
    rows={
        "stores": 2,
        "tax_rates": 40,
        "ship_methods": 10,
        "items": 304,
        "prices": 608,
        "stock": 487,
        "places": 14,
        "promotions": 11,
        "promotion_ranges": 5,
        "promotion_items": 170,
        "organizations": 701,
        "customers": 440 + 2059,
        "customer_emails": 2394,
        "customer_phones": 2499,
        "customer_addresses": 417 + 2059,
        "orders": 32,
        "order_items": 542,
        "order_payments": 32,
    },
    repairs={
        source.TRIMMED: 4,
        source.SPOILED: 2,
        source.ROUNDED_PRICE: 426,
        catalogue.NOT_SOLD: 200,
        catalogue.NO_CATEGORY: 9,
        catalogue.POUNDS: 176,
        catalogue.GRAMS: 22,
        catalogue.NO_WEIGHT: 106,
        catalogue.NO_LONGER_SOLD: 98,
        catalogue.STOCK_OF_PARTS: 582,
        offers.NOTHING_OFF: 1,
        offers.JOINED: 5,
        offers.WIDENED: 112,
        people.SAME_NAME: 2,
        people.JOINED_PEOPLE: 407,
        people.BY_SALESPERSON: 3,
        people.BAD_EMAIL: 105,
        people.UNUSED_ADDRESS: 33,
        orders.TWICE_OFF: 43,
        orders.ROUNDED_LINE: 373,
        orders.NO_PRICE_FITS: 293,
    },
    differing_goods=32,
    first_order=(71380, 2201, 7043, 80624),
    a_member="Orlando Gee",
    a_prospect="Adam Alexander",
)


def _found():
    told = os.environ.get("SALESCENTER_ADVENTUREWORKS")
    folder = Path(told) if told else _BESIDE
    return folder if (folder / "Product.csv").exists() else None


@pytest.fixture
def small(tmp_path):
    return write_small(tmp_path / "small")


@pytest.fixture(params=["small", "whole"] if _found() else ["small"])
def data(request, small):
    """(folder, what is known of it)."""
    if request.param == "small":
        return small, SMALL
    return _found(), WHOLE


def noon_of(day):
    return datetime(day.year, day.month, day.day, 20, tzinfo=UTC)


def store_of(uow, code):
    return next(store for store in uow.stores.all() if store.code == code)


def order_in(uow):
    """The first order of both folders."""
    return uow.orders.read(uow.orders.id_of("SO71774"))


def price_in(uow, order):
    return uow.orders.price(order.id)


def organization_of(uow, hit):
    return uow.customers.get(hit.id).organization


def test_everything_is_taken_in_and_every_repair_is_told(data, database_url):
    folder, known = data
    outcome = run(folder, database_url, shift_dates=True, today=TODAY)
    imported, repairs = outcome.imported, outcome.conversion.repairs
    assert [str(row) for row in imported.refused] == []
    assert imported.written
    assert {noun: imported.count(noun).good for noun in known.rows} == known.rows
    assert {what: repairs.count(what) for what in known.repairs} == known.repairs
    for repair in repairs:
        assert f"{repair.count:>6}  {repair.what}" in outcome.text
    goods = [each for each in imported.contradictions if each.what == "goods"]
    assert len(goods) == known.differing_goods
    assert all(str(each) in outcome.text for each in imported.contradictions)
    _assert_workable(database_url, known)


def _assert_workable(database_url, known):
    """People are found, the first order stands as it was charged, nothing is unsound."""
    database = Database.open(database_url)
    try:
        assert [str(each) for each in check(database) if each.is_trouble] == []
        with database.read() as uow:
            trade, retail = store_of(uow, stores.TRADE), store_of(uow, stores.RETAIL)
            (member, *_) = uow.customers.find(trade.id, known.a_member, 5)
            assert organization_of(uow, member) is not None
            (prospect, *_) = uow.customers.find(retail.id, known.a_prospect, 5)
            assert organization_of(uow, prospect) is None
            order = order_in(uow)
            totals = price_in(uow, order).totals
            assert order.status is OrderStatus.SHIPPED
        found = (totals.goods - totals.item_discount, totals.shipping, totals.tax)
        assert (*found, totals.total) == known.first_order
    finally:
        database.close()


@pytest.fixture
def small_store(small, sqlite_url):
    """A database with the small folder in it, its dates brought to today."""
    run(small, sqlite_url, shift_dates=True, today=TODAY)
    database = Database.open(sqlite_url)
    yield database
    database.close()


def test_people_who_are_equal_are_one_with_the_addresses_and_orders_of_both(small_store):
    with small_store.read() as uow:
        trade = store_of(uow, stores.TRADE)
        (hit,) = uow.customers.find(trade.id, "linden", 5)
        customer = uow.customers.get(hit.id)
        order = order_in(uow)
    assert order.customer_id == customer.id
    assert [(entry.nickname, entry.use) for entry in customer.addresses] == [
        ("Main Office", "billing"),
        ("Shipping", "shipping"),
    ]
    assert (customer.name, customer.title) == ("Tam N. Linden", "Mr.")


def test_organizations_of_one_name_are_told_apart_by_who_sells_to_them(small_store):
    with small_store.read() as uow:
        trade = store_of(uow, stores.TRADE)
        numbers = {each.number for each in uow.customers.organizations(trade.id, "Twin", 5)}
        (hit,) = uow.customers.find(trade.id, "ivo brandt", 5)
        organization = uow.customers.get(hit.id).organization
    assert numbers == {"AW-B762", "AW-B1372"}
    assert organization.number == "AW-B1372"


def test_a_spoiled_name_is_found_by_its_right_spelling(small_store):
    with small_store.read() as uow:
        (hit,) = uow.customers.find(store_of(uow, stores.TRADE).id, "martinez", 5)
    assert hit.name == "Uma Mart\u00ednez Jr."


def test_weights_are_kilograms_and_prices_whole_cents(small_store):
    with small_store.read() as uow:
        trade = store_of(uow, stores.TRADE)
        found = [uow.items.find(trade.id, "USD", sku, 1)[0] for sku in ("bk-52", "fw-1")]
        facts = uow.items.facts([item.id for item in found], trade.id, "USD")
    assert [(item.amount, facts[item.id].weight_grams) for item in found] == [
        (10000, 6804),
        (6075, 900),
    ]


def test_taxes_go_to_the_store_whose_customers_pay_them(small_store):
    with small_store.read() as uow:
        taxes = {
            code: {
                (tax.country, tax.region, tax.rate)
                for tax in uow.stores.terms(store_of(uow, code).id, "USD").taxes
            }
            for code in stores.STORES
        }
    everywhere = {("CA", "NL", 70_000), ("GB", "", 175_000)}
    assert taxes[stores.TRADE] == everywhere | {("US", "WA", 88_000)}
    assert taxes[stores.RETAIL] == everywhere | {("US", "CA", 87_500)}


def test_offers_by_quantity_are_one_promotion_and_all_offers_run_today(small_store):
    with small_store.read() as uow:
        terms = {code: uow.stores.terms(store_of(uow, code).id, "USD") for code in stores.STORES}
    trade = {
        each.promotion.name: each.promotion for each in terms[stores.TRADE].promotions.sequence
    }
    retail = [each.promotion for each in terms[stores.RETAIL].promotions.sequence]
    assert set(trade) == {offers.VOLUME, "Bike Clearance"}
    ranges = trade[offers.VOLUME].reward.ranges
    assert [(each.from_quantity, each.rate) for each in ranges] == [(11, 20_000), (15, 50_000)]
    assert [(each.name, each.reward.rate) for each in retail] == [("Helmet Sale", 500_000)]
    at = noon_of(TODAY)
    assert all(runs(each.schedule, at, at) for each in (*trade.values(), *retail))


def test_the_lines_of_an_order_show_how_their_amount_came_about(small_store):
    with small_store.read() as uow:
        order = order_in(uow)
        priced = uow.orders.price(order.id)
    wheel, helmet, bike = (price_steps(priced, item.id) for item in order.items)
    assert [(step.kind, step.change) for step in wheel][:3] == [
        (StepKind.LIST_PRICE, 3 * 6075),
        (StepKind.ENTITLED_PRICE, 3 * (3645 - 6075)),
        (StepKind.IMPORTED, 10934 - 3 * 3645),
    ]
    assert [(step.name, step.change) for step in helmet if step.promotion_id] == [
        (offers.VOLUME, -447)
    ]
    assert [(step.name, step.change) for step in bike if step.promotion_id] == [
        ("Bike Clearance", -800)
    ]
    assert sum(priced.lines.paid) == 10934 + 21883 + 1200


def test_dates_stay_where_they_were_unless_they_are_to_be_moved(small, sqlite_url):
    outcome = run(small, sqlite_url, today=TODAY)
    assert outcome.conversion.repairs.count(dates.RENEWED_OFFER) == 0
    database = Database.open(sqlite_url)
    with database.read() as uow:
        order = order_in(uow)
    database.close()
    assert order.placed_at.date() == date(2008, 6, 1)
    (delivery,) = order.deliveries
    assert delivery.requested_date == date(2008, 6, 13)


def test_moved_dates_end_today(small_store):
    with small_store.read() as uow:
        order = order_in(uow)
    assert order.placed_at.date() == date(2026, 3, 3)


def command(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_script_says_how_somebody_can_sign_on(small, tmp_path):
    store, report = tmp_path / "store.db", tmp_path / "report.txt"
    done = command(small, "--database", store, "--report", report, "--keep", tmp_path / "kept")
    assert done.exit_code == 0, done.output
    assert "salescenter init" in done.output
    assert report.read_text("utf-8") == done.output
    assert (tmp_path / "kept" / "orders.csv").exists()


def test_the_script_adds_users_for_trying_out(small, tmp_path):
    done = command(small, "--database", tmp_path / "store.db", "--with-demo-users")
    assert done.exit_code == 0, done.output
    assert "Sign on as one of these:" in done.output
    database = Database.open(str(tmp_path / "store.db"))
    with database.read() as uow:
        assert len(uow.users.all()) == 3
    database.close()


def test_importing_twice_changes_nothing_and_fails(small, tmp_path):
    command(small, "--database", tmp_path / "store.db")
    done = command(small, "--database", tmp_path / "store.db")
    assert done.exit_code == 1
    assert "Nothing was written" in done.output


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://somebody:secret@localhost/store", "No password in the address"),
        ("oracle://localhost/store", "names no store"),
    ],
)
def test_an_address_that_will_not_do_is_refused_with_a_sentence(small, address, sentence):
    done = command(small, "--database", address)
    assert done.exit_code != 0
    assert sentence in done.output


def test_another_folder_is_refused_by_what_is_missing_in_it(tmp_path):
    done = command(tmp_path, "--database", tmp_path / "store.db")
    assert done.exit_code == 1
    assert "is missing: is this the right folder?" in done.output
