"""A small demo store on each engine: whole, sound, and priced as a desk would price it."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Text, text

from salescenter.db.check import check
from salescenter.db.engine import Database
from salescenter.db.tables import metadata
from salescenter.db.types import JsonText
from salescenter.domain.customer import CustomerKind
from salescenter.domain.journal import GENESIS, Subject, chained
from salescenter.domain.order import Order, OrderStatus, PaymentMethod, PaymentState
from salescenter.domain.order_changes import apply, diff
from salescenter.domain.order_payments import coverage
from salescenter.domain.permissions import Role
from salescenter.domain.plain_text import clean
from salescenter.domain.pricing.priced import Priced
from salescenter.domain.pricing.request import Redeemed
from salescenter.domain.terms import History, counted_email, price_order
from salescenter.gateways import gateway_at
from salescenter.services.bundle import Services
from salescenter.services.demo.users import USERS
from salescenter.services.desk import SignOn
from salescenter.services.orders.codec import from_plain
from salescenter.services.orders.loaded import organization_of
from salescenter.services.orders.views import OrderById
from tests.services.demos import NOW, PASSWORDS, small_demo

HOME, TRADE = 1, 2
LIMITED = 8


@pytest.fixture(scope="module")
def sqlite_demo(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    small_demo(path)
    return str(path)


@pytest.fixture(scope="module")
def postgresql_demo(postgresql_server, postgresql_template):
    url = postgresql_server.copy(postgresql_template, "demo_store")
    small_demo(url)
    yield url
    postgresql_server.drop("demo_store")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def demo(request):
    """The same small demo store, once on each engine; nobody changes what is in it."""
    database = Database.open(request.getfixturevalue(f"{request.param}_demo"))
    yield database
    database.close()


@pytest.fixture(scope="module")
def orders(demo):
    """All orders whole."""
    with demo.read() as unit:
        return [unit.orders.read(order_id) for order_id in range(1, 3_001)]


def test_it_has_what_it_promises(demo, orders):
    with demo.read() as unit:
        stores = {store.code: store for store in unit.stores.all()}
        users = unit.users.all()
        customers = unit.customers.many(range(1, 2_001))
        items = unit.items.facts(range(1, 401), HOME, "EUR")
    assert {code: store.kind.value for code, store in stores.items()} == {
        "HOME": "b2c",
        "TRADE": "b2b",
    }
    assert [user.role for user in users] == [Role.CSR, Role.SUPERVISOR, Role.ADMINISTRATOR]
    assert len(customers) == 2_000
    assert len(items) == 400
    assert len(orders) == 3_000
    assert sum(len(order.items) for order in orders) == 15_000


def test_doctor_finds_nothing_wrong(demo):
    assert [str(finding) for finding in check(demo) if finding.is_trouble] == []


def test_orders_are_in_every_status_and_circumstance(orders):
    statuses = Counter(order.status for order in orders)
    assert set(statuses) == set(OrderStatus)
    assert all(count >= 10 for count in statuses.values())
    assert any(order.open_blocks for order in orders)
    assert any(order.blocks and not order.open_blocks for order in orders)
    assert any(line.override_price is not None for order in orders for line in order.items)
    states = {payment.state for order in orders for payment in order.payments}
    assert states >= {PaymentState.AUTHORIZED, PaymentState.DECLINED, PaymentState.REVIEW}
    methods = {payment.method for order in orders for payment in order.payments}
    assert methods >= {
        PaymentMethod.CARD,
        PaymentMethod.CASH_ON_DELIVERY,
        PaymentMethod.CHECK,
        PaymentMethod.INVOICE,
    }


def test_orders_that_wait_were_told_when_their_goods_come(demo, orders):
    today = NOW.date()
    waiting = [
        line
        for order in orders
        if order.status is OrderStatus.PROCESSING
        for line in order.items
        if line.told_date is not None and line.told_date > today
    ]
    assert len(waiting) > 10
    with demo.read() as unit:
        stock = unit.items.availability([line.item_id for line in waiting])
    for line in waiting:
        assert stock[line.item_id].free == 0
        assert stock[line.item_id].expected_for(1, today) == line.told_date


def test_nothing_lies_in_the_future_but_what_is_expected(orders):
    for order in orders:
        moments = [order.created_at, order.placed_at or order.created_at, order.changed_at]
        assert moments == sorted(moments), order.number
        assert order.changed_at <= NOW
        age = NOW - order.created_at
        assert age.days <= 365
        assert order.status is not OrderStatus.PENDING or age.days <= 10


def test_order_ids_follow_time(orders):
    begun = [order.created_at for order in orders]
    assert begun == sorted(begun)


def test_stored_prices_and_totals_are_the_engines_own(demo, orders):
    """Priced again from what is stored: terms, items, customers, promotions."""
    with demo.read() as unit:
        used, by_customer = Counter[int](), Counter[int]()
        terms = {
            (store, currency): unit.stores.terms(store, currency)
            for store, currency in ((HOME, "EUR"), (HOME, "GBP"), (TRADE, "USD"), (TRADE, "CAD"))
        }
        customers = unit.customers.many(range(1, 2_001))
        facts = {}
        for buyer in customers.values():
            whose = buyer.store_id, buyer.currency, organization_of(buyer)
            if whose not in facts:
                facts[whose] = unit.items.facts(range(1, 401), *whose)
        for order in orders:
            key = order.store_id, order.currency
            known = _history(used[LIMITED], by_customer[order.customer_id])
            if order.store_id != HOME:
                known = History()
            at = order.placed_at or order.changed_at
            buyer = customers[order.customer_id]
            known_items = facts[(*key, organization_of(buyer))]
            priced = price_order(order, terms[key], known_items, buyer, known, at)
            promised = unit.orders.price(order.id)
            assert (promised is None) == (order.placed_at is None)
            if promised is not None:
                assert promised == priced, order.number
            if order.placed_at is not None and order.status is not OrderStatus.CANCELED:
                for result in priced.applied:
                    used[result.promotion_id] += result.redemptions
                    if result.promotion_id == LIMITED:
                        by_customer[order.customer_id] += result.redemptions
            _require_paid(order, priced)


def _history(used, by_customer):
    return History(redeemed=((LIMITED, Redeemed(used, by_customer)),))


def _require_paid(order, priced: Priced):
    covered = coverage(order, priced.totals.total)
    if order.status in (OrderStatus.PROCESSING, OrderStatus.SHIPPED):
        assert covered.is_complete, order.number
        assert all(payment.is_settled for payment in order.payments)
    if order.status is OrderStatus.PENDING_PAYMENT:
        assert not all(payment.is_settled for payment in order.payments)


def test_header_totals_are_those_of_the_price(demo):
    columns = "goods, discount, shipping, tax, total, number"
    with demo.read() as unit:
        for row in unit.all(text(f"SELECT id, {columns} FROM sales_order")):
            promised = unit.orders.price(row.id)
            if promised is not None:
                totals = promised.totals
                assert row.goods == totals.goods
                assert row.discount == totals.discount
                assert row.shipping == totals.shipping
                assert row.tax == totals.tax
                assert row.total == totals.total


def test_customers_users_and_promotions_have_a_history_that_holds(demo):
    with demo.read() as unit:
        broken, _streams = unit.journal.verify_all()
        (joined,) = unit.journal.entries(Subject.CUSTOMER, 1)
        (hired,) = unit.journal.entries(Subject.USER, USERS[0].id)
        (offered,) = unit.journal.entries(Subject.PROMOTION, LIMITED)
        first = unit.customers.get(1)
        named = unit.promotions.get(LIMITED).name
        counts = dict(
            unit.all(
                text(
                    "SELECT subject_kind, count(*) FROM journal"
                    " WHERE actor_id IS NULL AND subject_kind <> 'security' GROUP BY 1"
                )
            )
        )
    assert broken == []
    assert counts == {
        "order": 3_000,
        "customer": 2_000,
        "promotion": 24,
        "user": len(USERS),
    }
    assert (joined.kind, joined.at) == ("customer.import", first.created_at)
    assert joined.parameters == {"number": first.number, "source": "demo"}
    assert (hired.kind, hired.parameters["login"]) == ("user.create", USERS[0].login)
    assert (offered.kind, offered.parameters["name"]) == ("promotion.import", named)
    assert hired.at <= joined.at


def test_redemptions_of_guests_name_the_email_that_they_are_counted_by(demo):
    with demo.read() as unit:
        rows = unit.all(text("SELECT DISTINCT customer_id, buyer_email FROM redemption ORDER BY 1"))
        buyers = unit.customers.many([row.customer_id for row in rows])
    assert [row.buyer_email or "" for row in rows] == [
        counted_email(buyers[row.customer_id]) for row in rows
    ]
    assert any(row.buyer_email for row in rows)


def test_the_one_journal_entry_of_an_order_makes_it_from_nothing(demo, orders):
    with demo.read() as unit:
        for order in orders[::50]:
            (entry,) = unit.journal.entries(Subject.ORDER, order.id)
            nothing = Order(order.id, order.number, order.store_id, order.currency)
            made = apply(from_plain(entry.differences), nothing)
            assert diff(made, order) == ()
            assert entry.kind == "order.import"
            assert entry.hash == chained(GENESIS, entry)


def test_every_promotion_is_used_but_the_one_that_has_not_begun(demo):
    with demo.read() as unit:
        used = dict(unit.all(text("SELECT id, used FROM promotion")))
        taken = dict(
            unit.all(
                text("SELECT promotion_id, CAST(sum(units) AS INTEGER) FROM redemption GROUP BY 1")
            )
        )
    assert [each for each, count in used.items() if not count] == [18]
    assert {each: count for each, count in used.items() if count} == taken


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("zöe müllr", "C100001"),
        ("muller jan kiel", "C100002"),
        ("dabrowska lodz", "C100004"),
        ("lhote nimes", "C100005"),
        ("c100003", "C100003"),
    ],
)
def test_customers_are_found_however_they_are_typed(demo, typed, number):
    with demo.read() as unit:
        assert number in [match.number for match in unit.customers.find(HOME, typed, 20)]


def test_items_are_found_by_words(demo):
    with demo.read() as unit:
        found = unit.items.find(HOME, "EUR", "cordles drill 18 batteries", 20)
    assert "HW-4411" in [match.sku for match in found]


def test_every_demo_user_can_sign_on_and_has_limits(demo, tmp_path):
    for user in USERS:
        services = _services(demo, tmp_path)
        desk = services.desk.sign_on(SignOn(login=user.login, password=user.password))
        assert desk.user.role is user.role
        assert not desk.must_change
        with demo.read() as unit:
            assert unit.sessions.read_actor(services.session.session_id).limits
            assert unit.users.shipping_limit(user.team_id, HOME, "standard")


def test_a_pending_order_opens_at_the_desk_with_the_total_it_was_stored_with(
    demo, orders, tmp_path
):
    demo.use_clock(lambda: NOW)
    services = _services(demo, tmp_path)
    user = USERS[0]
    services.desk.sign_on(SignOn(login=user.login, password=user.password))
    pending = [order for order in orders if order.is_pending]
    with demo.read() as unit:
        stored = {
            summary.id: summary.total
            for store in (HOME, TRADE)
            for summary in unit.orders.newest(store, customer_id=None, before=None, limit=200)
        }
    looked_at = [order for order in pending if order.id in stored]
    assert looked_at
    for order in looked_at:
        view = services.orders.get(OrderById(order_id=order.id))
        assert view.priced.totals.total == stored[order.id], order.number
    demo.use_clock(None)


def _services(database, folder):
    return Services(database, gateway_at(f"sim:{folder / 'payments.sqlite'}"), PASSWORDS)


def test_guests_and_members_are_where_they_belong(demo):
    with demo.read() as unit:
        customers = unit.customers.many(range(1, 2_001)).values()
    assert any(each.kind is CustomerKind.GUEST for each in customers)
    for each in customers:
        assert (each.organization is not None) == (each.store_id == TRADE)
        assert each.kind is CustomerKind.REGISTERED or each.store_id == HOME


def test_two_creations_are_equal_in_content(sqlite_demo, tmp_path):
    small_demo(tmp_path / "again.db")
    assert _content(tmp_path / "again.db") == _content(Path(sqlite_demo))


def _content(path):
    """All rows of all tables but what chance has to make: salts of passwords, times of seals."""
    left_out = {"app_user": {"password_hash"}, "seal": {"at"}}
    ignored = {"user_session", "sign_on_try"}
    database = Database.open(str(path))
    with database.read() as unit:
        content = {}
        for table in metadata.tables.values():
            if table.name in ignored:
                continue
            names = [c.name for c in table.c if c.name not in left_out.get(table.name, ())]
            order = ", ".join(column.name for column in table.primary_key)
            rows = unit.all(text(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {order}"))
            content[table.name] = rows
        content["journal"] = [row for row in content["journal"] if row.subject_kind == "order"]
    database.close()
    content.pop("seal")
    return content


def test_both_engines_hold_the_same(sqlite_demo, postgresql_demo):
    seen = []
    for url in (sqlite_demo, postgresql_demo):
        database = Database.open(url)
        with database.read() as unit:
            seen.append(
                (
                    [unit.orders.read(order_id) for order_id in range(1, 3_001, 97)],
                    unit.customers.many(range(1, 2_001, 31)),
                    unit.items.facts(range(1, 401, 7), TRADE, "CAD"),
                    unit.items.availability(range(1, 401)),
                )
            )
        database.close()
    assert seen[0] == seen[1]


def test_new_rows_get_ids_after_those_of_the_demo(sqlite_demo, postgresql_demo, tmp_path):
    shutil.copyfile(sqlite_demo, tmp_path / "copy.db")
    for url in (str(tmp_path / "copy.db"), postgresql_demo):
        database = Database.open(url)
        with database.write() as unit:
            assert unit.orders.next_id() > 3_000
        database.close()


def test_no_text_anywhere_is_one_that_a_desk_would_refuse(sqlite_demo):
    made_of_others = {
        "search_text",
        "document",
        "digits",
        "hash",
        "password_hash",
        "journal_head",
        "word",
    }
    database = Database.open(sqlite_demo)
    with database.read() as unit:
        for table in metadata.tables.values():
            names = [
                column.name
                for column in table.c
                if isinstance(column.type, (Text, JsonText)) and column.name not in made_of_others
            ]
            for name in names:
                for (value,) in unit.all(text(f"SELECT DISTINCT {name} FROM {table.name}")):
                    if value is not None:
                        assert clean(value, name, 10_000) == value, (table.name, name)
    database.close()
