"""Everything but orders and customers is kept as values, the same on both engines."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, update

from salescenter.db import tables
from salescenter.db.errors import AlreadyThere, StaleRow
from salescenter.domain.catalogue import Availability, PriceSource, Receipt
from salescenter.domain.order import Order, order_number
from salescenter.domain.permissions import Role
from salescenter.domain.pricing.priced import Totals
from salescenter.domain.pricing.shipping import AmountCharge
from salescenter.domain.promotion import PromotionStatus
from salescenter.domain.user import Limit, Tries, User
from tests.seed import seeded

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
SOON = AT + timedelta(minutes=1)


@pytest.fixture
def seed(database):
    return seeded(database)


@pytest.fixture
def shop(database, seed):
    with database.write() as unit:
        for order_id in (1, 2, 3):
            order = Order(order_id, order_number(order_id), 1, "EUR", customer_id=order_id)
            new = replace(order, version=1, created_at=AT, changed_at=AT)
            unit.orders.insert(new, Totals(), 1, "")
    return database


# users and sessions


def test_a_user_comes_back_without_the_hash(shop):
    with shop.write() as unit:
        user = unit.users.insert(User(0, "Ada", "Ada L.", Role.SUPERVISOR, True), "hash")
        assert unit.users.get(user.id) == user == unit.users.by_login("ada")
        assert unit.users.password_hash("ada") == "hash"
        assert (user.version, user.role) == (1, Role.SUPERVISOR)
        assert unit.users.password_hash("nobody") is None
        assert unit.users.by_login("nobody") is None


def test_an_id_is_given_to_one_user_only(shop):
    with pytest.raises(AlreadyThere) as error, shop.write() as unit:
        unit.users.insert(User(0, "REP", "x", Role.CSR, True), "hash")
    assert error.value.constraint == "uq_app_user_login_key"


def test_changes_of_a_user_raise_the_version(shop, seed):
    with shop.write() as unit:
        unit.users.set_role(seed.users["rep"], Role.ADMINISTRATOR)
        unit.users.set_active(seed.users["rep"], active=False)
        unit.users.set_password(seed.users["rep"], "new", must_change=True)
        user = unit.users.get(seed.users["rep"])
        assert (user.version, user.role, user.is_active) == (4, Role.ADMINISTRATOR, False)
        assert user.must_change
        assert unit.users.count_active(Role.ADMINISTRATOR) == 1
        assert unit.users.names([user.id, 999]) == {user.id: "Rep"}
        with pytest.raises(StaleRow):
            unit.users.set_role(999, Role.CSR)


def test_wrong_tries_are_counted_for_any_typed_id(shop):
    tries = Tries(3, AT)
    with shop.write() as unit:
        unit.users.put_tries("nobody", Tries(1, AT))
        unit.users.put_tries("nobody", tries)
        assert unit.users.tries("nobody") == tries
        unit.users.put_tries("nobody", Tries())
        assert unit.users.tries("nobody") == Tries()


def test_an_actor_is_read_in_one_statement_with_role_and_limits(shop, seed, statements):
    with shop.write() as unit:
        team = unit.users.add_team("Two", [Limit(None, 50_000), Limit(2, 100_000)])
        unit.execute(
            update(tables.app_user)
            .where(tables.app_user.c.id == seed.users["rep"])
            .values(team_id=team)
        )
        unit.sessions.start("s1", seed.users["rep"], AT)
        with statements() as log:
            actor = unit.sessions.read_actor("s1")
    assert len(log) == 1
    assert actor.limits == (Limit(None, 50_000), Limit(2, 100_000))
    assert (actor.user.login, actor.locked, actor.ended, actor.started) == ("rep", False, False, AT)


def test_a_session_can_be_locked_and_ended_and_its_first_end_stands(shop, seed):
    with shop.write() as unit:
        unit.sessions.start("s1", seed.users["rep"], AT)
        unit.sessions.lock("s1", AT)
        assert unit.sessions.read_actor("s1").locked
        unit.sessions.unlock("s1")
        actor = unit.sessions.read_actor("s1")
        assert not actor.locked
        unit.sessions.end_all_of(seed.users["rep"], AT)
        unit.sessions.end("s1", SOON)
        assert unit.sessions.read_actor("s1").ended
        assert unit.sessions.read_actor("none") is None


# stores


def test_a_store_comes_with_channels_and_methods_in_their_order(shop):
    with shop.read() as unit:
        first, second = unit.stores.all()
        assert unit.stores.get(1) == first
        assert unit.stores.get(9) is None
        assert unit.stores.currencies(1) == ("EUR",)
    assert (first.code, second.code) == ("shop", "trade")
    assert [channel.code for channel in first.channels] == ["phone", "mail"]
    assert [method.code for method in first.methods] == ["parcel", "express"]
    assert first.is_test


def test_terms_hold_everything_that_pricing_needs(shop):
    with shop.write() as unit:
        unit.execute(
            insert(tables.ship_charge_step),
            [
                {"ship_charge_id": 11, "amount_from": 0, "charge": 100},
                {"ship_charge_id": 11, "amount_from": 5_000, "charge": 0},
            ],
        )
        suspended = unit.promotions.get(2)
        off = replace(suspended, version=2, status=PromotionStatus.INACTIVE)
        unit.promotions.put(off)
    with shop.read() as unit:
        terms = unit.stores.terms(1, "EUR")
        nothing = unit.stores.terms(1, "JPY")
    assert terms.version == terms.store.offer_version
    assert {(tax.category, tax.rate, tax.included) for tax in terms.taxes} == {
        ("std", 190_000, True),
        ("ship", 190_000, True),
    }
    parcel = next(rule for rule in terms.rules if rule.method == "parcel")
    assert (parcel.base, parcel.rate_per_kg, parcel.country) == (490, 10, "")
    assert parcel.table == (AmountCharge(0, 100), AmountCharge(5_000, 0))
    assert [offer.promotion.id for offer in terms.promotions.sequence] == [1, 3]
    assert nothing.rules == ()


# items


def test_facts_of_many_items_take_as_many_statements_as_of_one(shop, seed, statements):
    counts = []
    for wanted in ([1], [1, 2, 3, 4, 5], [999]):
        with shop.read() as unit, statements() as log:
            facts = unit.items.facts(wanted, 1, "EUR")
            unit.items.availability(wanted)
        counts.append(len(log))
        assert set(facts) == {item_id for item_id in wanted if item_id != 999}
    assert counts == [5, 5, 5]


def test_an_item_comes_with_categories_up_to_the_root_and_its_prices(shop):
    with shop.write() as unit:
        unit.execute(
            insert(tables.price),
            [
                {
                    "price_list_id": 1,
                    "item_id": 1,
                    "min_quantity": 10,
                    "starts": AT,
                    "ends": SOON,
                    "amount": 11_000,
                }
            ],
        )
        unit.execute(
            insert(tables.category), {"id": 9, "parent_id": 2, "code": "deep", "name": "Deep"}
        )
        unit.execute(update(tables.item).where(tables.item.c.id == 1).values(category_id=9))
    with shop.read() as unit:
        item = unit.items.facts([1], 1, "EUR")[1]
        unsold = unit.items.facts([1], 1, "USD")[1]
    assert item.category_ids == (9, 2, 1)
    assert [(p.amount, p.min_quantity, p.starts, p.ends) for p in item.prices] == [
        (12_900, 1, None, None),
        (11_000, 10, AT, SOON),
    ]
    assert {price.source for price in item.prices} == {PriceSource.LIST}
    assert (item.weight_grams, item.is_discountable, item.tax_category) == (1_900, True, "std")
    assert unsold.prices == ()


def test_what_is_free_counts_active_places_less_reserved_and_safety_stock(shop):
    rows = [
        {"item_id": 1, "place_id": 7, "on_hand": 10, "reserved": 3, "safety_stock": 2}
        | {"backorder_limit": 5},
        {"item_id": 1, "place_id": 8, "on_hand": 99, "reserved": 0, "safety_stock": 0}
        | {"backorder_limit": 9},
    ]
    with shop.write() as unit:
        for place_id, active in ((7, True), (8, False)):
            place = {"id": place_id, "code": f"p{place_id}", "name": "", "is_active": active}
            unit.execute(insert(tables.place), place)
        unit.execute(insert(tables.stock), rows)
        for place_id, day in ((7, 3), (7, 1), (8, 2)):
            receipt = {"item_id": 1, "place_id": place_id, "quantity": day}
            unit.execute(
                insert(tables.expected_receipt), receipt | {"expected": date(2026, 6, day)}
            )
        unit.execute(update(tables.stock).where(tables.stock.c.item_id == 2).values(reserved=900))
        found = unit.items.availability([1, 2, 999])
    receipts = (Receipt(date(2026, 6, 1), 1), Receipt(date(2026, 6, 3), 3))
    assert found == {1: Availability(1, 45, 105, receipts), 2: Availability(2, 0, 100, ())}


def test_nothing_asked_for_asks_nothing(shop, statements):
    with shop.read() as unit, statements() as log:
        assert unit.items.facts([], 1, "EUR") == {}
        assert unit.items.availability([]) == {}
        assert unit.users.names([]) == {}
    assert log == []


# promotions


def test_a_promotion_keeps_all_its_versions(shop):
    with shop.write() as unit:
        first = unit.promotions.get(1)
        second = replace(first, version=2, name="Another name")
        unit.promotions.put(second)
        assert unit.promotions.get(1) == second
        assert unit.promotions.get(1, 1) == first
        assert unit.promotions.get(99) is None
        with pytest.raises(StaleRow):
            unit.promotions.put(second)


def limited(database, total=None, per_customer=None):
    with database.write() as unit:
        value = unit.promotions.get(1)
        limits = replace(value.limits, total=total, per_customer=per_customer)
        unit.promotions.put(replace(value, version=2, limits=limits))


class NotTaken(Exception):
    """Breaks the unit off, as a verb's refusal does."""


def taken(database, order, units=1):
    with suppress(NotTaken), database.write() as unit:
        if not unit.promotions.take(order, 1, units):
            raise NotTaken
        return True
    return False


def test_no_more_is_redeemed_than_the_limits_allow(shop):
    limited(shop, total=5, per_customer=3)
    orders = [Order(n, "", 1, "EUR", customer_id=(n + 1) // 2) for n in (1, 2, 3)]
    assert taken(shop, orders[0], 2)
    assert not taken(shop, orders[1], 2)  # the same customer: 4 of 3
    assert taken(shop, orders[1], 1)
    assert not taken(shop, orders[2], 3)  # in all: 6 of 5
    assert taken(shop, orders[2], 2)


def test_guests_with_the_same_email_are_one_buyer_and_others_are_not(shop):
    limited(shop, per_customer=2)
    orders = [Order(n, "", 1, "EUR", customer_id=n) for n in (1, 2, 3)]

    def redeemed(order, email):
        with suppress(NotTaken), shop.write() as unit:
            if not unit.promotions.take(order, 1, 2, email):
                raise NotTaken
            return True
        return False

    assert redeemed(orders[0], "kim@example.com")
    assert not redeemed(orders[1], "kim@example.com")
    assert redeemed(orders[1], "")  # without an e-mail it is granted for now
    assert redeemed(orders[2], "lou@example.com")
    with shop.read() as unit:
        by = {
            email: unit.orders.history_of(4, 9, 1, email).redeemed[0][1].by_customer
            for email in ("kim@example.com", "lou@example.com", "new@example.com", "")
        }
        again = unit.orders.history_of(2, 9, 1, "late@example.com").redeemed[0][1]
    assert by == {"kim@example.com": 2, "lou@example.com": 2, "new@example.com": 0, "": 0}
    assert again.by_customer == 2  # what was granted counts once the e-mail is known


def test_what_a_canceled_order_redeemed_is_free_again(shop):
    limited(shop, total=2)
    first, second = Order(1, "", 1, "EUR"), Order(2, "", 1, "EUR")
    assert taken(shop, first, 2)
    assert not taken(shop, second, 1)
    with shop.write() as unit:
        unit.promotions.give_back(first.id)
        unit.promotions.give_back(first.id)
    assert taken(shop, second, 2)


def test_many_who_redeem_at_once_get_exactly_the_limit(shop):
    limited(shop, total=7)
    with shop.write() as unit:
        for order_id in range(10, 30):
            order = Order(order_id, order_number(order_id), 1, "EUR")
            new = replace(order, version=1, created_at=AT, changed_at=AT)
            unit.orders.insert(new, Totals(), 1, "")
    got = []

    def redeem(order_id):
        got.append(taken(shop, Order(order_id, "", 1, "EUR")))

    threads = [threading.Thread(target=redeem, args=(n,)) for n in range(10, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (got.count(True), got.count(False)) == (7, 13)
