"""Stores of an older program find customers in the new ways once they are migrated."""

from pathlib import Path

import pytest
from sqlalchemy import text

from salescenter.db import migrations
from salescenter.db.customer_words import customer_words
from salescenter.db.engine import Database

_AT = {"sqlite": "0", "postgresql": "now()"}
_OLD_WORDS = (
    "c7 7\nanna berg\n\nanna x example anna\ue002x\ue002example\n"
    "49171392101 0171392101 \ue00010129317194 5512345 \ue0005432155\nulm\n89073\n\ue0011"
)
_OLD_ROWS = (
    "INSERT INTO store (id, code, name, kind, currency, country, language, time_zone, "
    "offer_version, is_test) VALUES (1, 's', 'S', 'b2c', 'EUR', 'DE', 'en', 'UTC', 1, true)",
    "INSERT INTO customer (id, number, store_id, kind, last_name, first_name, title, sort_key, "
    "language, currency, segments, is_active, version, created_at, changed_at, search_text) VALUES "
    "(7, 'C7', 1, 'registered', 'Berg', 'Anna', '', 'berg anna', 'en', 'EUR', '[]', true, 1, AT, "
    f"AT, '{_OLD_WORDS}')",
    "INSERT INTO customer_email (customer_id, position, email) VALUES (7, 0, 'anna@x.example')",
    "INSERT INTO customer_phone (customer_id, position, text, digits, label) VALUES "
    "(7, 0, '0171 392101', '49171392101', ''), (7, 1, '5512345', '', '')",
    "INSERT INTO customer_address (customer_id, id, nickname, purpose, is_primary, recipient, "
    "line1, line2, city, region, postal_code, country, phone) VALUES (7, 1, '', 'both', true, '', "
    "'', '', 'Ulm', '', '89073', 'DE', '')",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request, tmp_path, postgresql_server):
    """A store at revision 0006 with one customer."""
    name = f"older_search_{request.param}"
    if request.param == "postgresql":
        address = postgresql_server.copy("template1", name)
    else:
        address = str(tmp_path / "older.db")
    database = Database.open(address)
    with database.write() as unit:
        _upgrade(unit.connection, "0006")
        for statement in _OLD_ROWS:
            unit.connection.exec_driver_sql(statement.replace("AT,", f"{_AT[request.param]},"))
    yield database
    database.close()
    if request.param == "postgresql":
        postgresql_server.drop(name)


def _upgrade(connection, revision):
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def test_a_migrated_customer_has_the_words_of_a_new_one(older):
    migrations.migrate(older)
    with older.read() as unit:
        kept = unit.scalar(text("SELECT search_text FROM customer WHERE id = 7"))
        anna = unit.customers.get(7)
    assert kept == customer_words(anna)


@pytest.mark.parametrize("typed", ["171 392", "anna@x", "berg", "5512", "392101"])
def test_a_migrated_customer_is_found(older, typed):
    migrations.migrate(older)
    with older.read() as unit:
        assert [match.name for match in unit.customers.find(1, typed, 5)] == ["Anna Berg"]


def test_a_migrated_customer_is_found_by_what_changes_then(older):
    migrations.migrate(older)
    with older.write() as unit:
        unit.execute(text("UPDATE customer SET search_text = '7\nanna thal\n\n\n\n\n\n\ue0011'"))
    with older.read() as unit:
        assert [match.id for match in unit.customers.find(1, "thal", 5)] == [7]
        assert unit.customers.find(1, "berg", 5) == []
