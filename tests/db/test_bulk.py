"""Very many rows go in fast, and nothing that must hold is left out."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import inspect, text

from salescenter.db.bulk import empty, load, loading
from salescenter.db.check import check
from salescenter.db.customers import customer_row
from salescenter.db.errors import AlreadyThere
from salescenter.db.tables import metadata
from salescenter.domain.catalogue import PriceSource
from salescenter.domain.customer import Customer, CustomerKind
from salescenter.domain.errors import Refused
from tests.seed import seeded

AT = datetime(2026, 1, 1, 12, 0, 0, 1, tzinfo=UTC)


@pytest.fixture
def shop(database):
    seeded(database)
    return database


def customers(first, count):
    for place in range(first, first + count):
        person = Customer(
            place, f"C9{place}", 1, CustomerKind.REGISTERED, f"Bulkmann{place}", created_at=AT
        )
        yield {"id": place, "changed_at": AT, **customer_row(person)}


def load_customers(unit, first, count):
    rows = list(customers(first, count))
    return load(unit, "customer", list(rows[0]), (tuple(row.values()) for row in rows))


def test_loaded_rows_are_like_written_ones(shop):
    with shop.write() as unit:
        assert load_customers(unit, 100, 30) == 30
        assert unit.customers.get(100).created_at == AT
        load(unit, "price_list", ("id", "store_id", "kind", "currency", "name"),
             [(50, 1, PriceSource.OFFER, "EUR", "Offer")])  # fmt: skip
        load(unit, "expected_receipt", ("item_id", "place_id", "quantity", "expected"),
             [(1, 1, 5, date(2026, 2, 1))])  # fmt: skip
        load(unit, "user_setting", ("user_id", "key", "value"), [(1, "k", {"a": ["ü", None]})])
        assert unit.settings.get(1, "k") == {"a": ["ü", None]}
        assert unit.items.availability([1])[1].receipts[0].expected == date(2026, 2, 1)
    with shop.read() as unit:
        assert [match.id for match in unit.customers.find(1, "bulkmann100", 5)] == [100]


def test_ids_that_were_given_are_not_drawn_again(shop):
    with shop.write() as unit:
        load_customers(unit, 100, 30)
        new = unit.customers.insert(Customer(0, "", 1, CustomerKind.GUEST, "Next"))
    assert new.id > 129


def test_a_constraint_holds_for_loaded_rows_too(shop):
    with shop.write() as unit:
        load_customers(unit, 100, 3)
    with pytest.raises(AlreadyThere), shop.write() as unit:
        load_customers(unit, 102, 3)


def structure(database):
    with database.read() as unit:
        seen = inspect(unit.connection)
        found = {
            (table, kind, each["name"])
            for table in seen.get_table_names()
            for kind, listed in (
                ("index", seen.get_indexes(table)),
                ("foreign key", seen.get_foreign_keys(table)),
                ("check", seen.get_check_constraints(table)),
            )
            for each in listed
        }
        if database.engine_name == "sqlite":
            names = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            found |= {row.name for row in unit.all(names)}
        return found


def test_after_loading_by_the_million_everything_is_in_place_again(shop):
    before = structure(shop)
    with loading(shop) as unit:
        load_customers(unit, 100, 500)
    assert structure(shop) == before
    assert not [str(each) for each in check(shop) if each.is_trouble]
    with shop.read() as unit:
        assert [match.id for match in unit.customers.find(1, "bulkmann333", 5)] == [333]
        assert [m.name for m in unit.customers.find(1, "Mulelr Zoe", 5)] == ["Zoë Müller"]
    with shop.write() as unit:
        unit.customers.insert(Customer(0, "", 1, CustomerKind.GUEST, "Afterwards"))
        assert unit.customers.find(1, "afterwards", 5)


def test_a_store_that_is_emptied_while_loading_counts_from_the_beginning(shop):
    with loading(shop) as unit:
        empty(unit)
    with shop.write() as unit:
        assert not unit.stores.all()
        assert not unit.customers.find(1, "muller", 5)
    seed = seeded(shop)
    assert seed.customers == (1, 2, 3, 4, 5)


def test_a_row_that_names_nothing_is_found_at_the_end_and_all_is_taken_back(shop):
    def load_dangling():
        with loading(shop) as unit:
            load_customers(unit, 100, 2)
            load(unit, "customer_email", ("customer_id", "position", "email"), [(999, 0, "a@b.c")])

    before = structure(shop)
    with pytest.raises(Refused) as refusal:
        load_dangling()
    assert refusal.value.code == "database.dangling"
    assert "customer" in str(refusal.value)
    assert structure(shop) == before
    with shop.read() as unit:
        assert unit.customers.get(100) is None


def test_loading_that_is_broken_off_leaves_nothing(shop):
    def load_and_break_off():
        with loading(shop) as unit:
            load_customers(unit, 100, 2)
            raise KeyboardInterrupt

    before = structure(shop)
    with pytest.raises(KeyboardInterrupt):
        load_and_break_off()
    assert structure(shop) == before
    with shop.read() as unit:
        assert unit.customers.get(100) is None


def test_foreign_keys_hold_again_after_loading(shop):
    with loading(shop) as unit:
        load_customers(unit, 100, 2)
    with pytest.raises(Exception, match=r"(?i)foreign key"), shop.write() as unit:
        load(unit, "customer_email", ("customer_id", "position", "email"), [(999, 0, "a@b.c")])


def test_every_table_can_be_loaded(shop):
    for table in metadata.sorted_tables:
        with shop.write() as unit:
            names = [column.name for column in table.columns]
            assert load(unit, table.name, names, []) == 0
