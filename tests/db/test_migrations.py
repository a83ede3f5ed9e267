"""Tables and migrations say the same; a store is migrated safely, or refused."""

import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from salescenter.db import migrations
from salescenter.db.engine import Database
from salescenter.db.migrations.filters import is_ours
from salescenter.db.tables import metadata
from salescenter.domain.errors import Refused
from tests.databases import Server


def test_migrations_make_the_tables_that_the_program_knows(database):
    with database.read() as unit:
        options = {"include_object": is_ours, "compare_type": True}
        context = MigrationContext.configure(unit.connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_checks_and_keys_have_the_same_names_on_both_engines(sqlite_url, postgresql_url):
    names = []
    for url in (sqlite_url, postgresql_url):
        database = Database.open(url)
        names.append(_constraint_names(database))
        database.close()
    assert names[0] == names[1]


def _constraint_names(database):
    from sqlalchemy import inspect

    with database.read() as unit:
        seen = inspect(unit.connection)
        tables = [t for t in seen.get_table_names() if t in metadata.tables]
        named = {
            (table, found["name"])
            for table in tables
            for found in (
                *seen.get_check_constraints(table),
                *seen.get_unique_constraints(table),
                seen.get_pk_constraint(table),
            )
        }
        # A reference that came with a column has no name that SQLite tells; its columns say it.
        references = {
            (table, *found["constrained_columns"], found["referred_table"])
            for table in tables
            for found in seen.get_foreign_keys(table)
        }
        return named | references


def test_a_migrated_store_is_ready_and_needs_nothing_more(database):
    assert migrations.schema_version(database) == migrations.newest()
    assert migrations.migrate(database) is False
    migrations.make_ready(database)


def test_a_newer_store_is_refused_with_a_sentence(database):
    with database.write() as unit:
        unit.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused) as refusal:
        migrations.make_ready(database)
    assert refusal.value.code == "schema.newer"
    assert "9999" in str(refusal.value)


def test_a_copy_of_the_file_is_made_before_it_is_migrated(sqlite_url):
    database = Database.open(sqlite_url)
    _pretend_older(database)
    with pytest.raises(Exception, match="already exists"):
        migrations.migrate(database)  # the tables of the last revision are there already
    assert migrations.schema_version(database) == "0003"
    database.close()
    copy = Path(f"{sqlite_url}.before-0003")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    copied = Database.open(str(copy))
    assert migrations.schema_version(copied) == "0003"
    copied.close()


def test_postgresql_is_migrated_only_when_somebody_says_so(postgresql_url):
    database = Database.open(postgresql_url)
    _pretend_older(database)
    with pytest.raises(Refused) as refusal:
        migrations.make_ready(database)
    database.close()
    assert refusal.value.code == "schema.old"
    assert "salescenter upgrade" in str(refusal.value)


def _pretend_older(database):
    with database.write() as unit:
        unit.execute(text("UPDATE alembic_version SET version_num = '0003'"))


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request, tmp_path, postgresql_server):
    """A store at revision 0004, with an order, its promised price and a capture under way."""
    name = f"older_{request.param}"
    if request.param == "postgresql":
        address = postgresql_server.copy("template1", name)
    else:
        address = str(tmp_path / "older.db")
    database = Database.open(address)
    with database.write() as unit:
        _upgrade_to(unit.connection, "0004")
        for statement in _OLD_ROWS:
            unit.connection.exec_driver_sql(statement.replace("AT", _AT[request.param]))
    yield database
    database.close()
    if request.param == "postgresql":
        postgresql_server.drop(name)


_AT = {"sqlite": "0", "postgresql": "now()"}
_OLD_ROWS = (
    "INSERT INTO store (id, code, name, kind, currency, country, language, time_zone, "
    "offer_version, is_test) VALUES (1, 's', 'S', 'b2c', 'EUR', 'DE', 'en', 'UTC', 1, true)",
    "INSERT INTO sales_order (id, number, store_id, currency, status, channel, version, next_part, "
    "created_at, changed_at, cancel_reason, codes, goods, discount, shipping, tax, total, "
    "line_count, open_blocks, priced_offer_version, journal_head) VALUES (7, '70', 1, 'EUR', "
    "'pending', '', 1, 1, AT, AT, '', '[]', 0, 0, 0, 0, 0, 0, 0, 1, '')",
    "INSERT INTO promotion (id, store_id, version, used) VALUES (1, 1, 1, 3)",
    *(
        "INSERT INTO customer (id, number, store_id, kind, last_name, first_name, title, sort_key, "
        "language, currency, segments, is_active, version, created_at, changed_at, "
        f"search_text) VALUES ({place}, '{place}', 1, '{kind}', 'L', '', '', '', '', '', '[]', "
        "true, 1, AT, AT, '')"
        for place, kind in ((1, "guest"), (2, "registered"), (3, "guest"))
    ),
    *(
        "INSERT INTO customer_email (customer_id, position, email) VALUES "
        f"({place}, {position}, 'Buyer{place}{position}@example.com')"
        for place, position in ((1, 0), (1, 1), (2, 0))
    ),
    *(
        "INSERT INTO sales_order (id, number, store_id, customer_id, currency, status, channel, "
        "version, next_part, created_at, changed_at, cancel_reason, codes, goods, discount, "
        "shipping, tax, total, line_count, open_blocks, priced_offer_version, journal_head) VALUES "
        f"({10 + place}, '1{place}', 1, {place}, 'EUR', 'shipped', '', 1, 1, AT, AT, '', '[]', "
        "0, 0, 0, 0, 0, 0, 0, 1, '')"
        for place in (1, 2, 3)
    ),
    *(
        "INSERT INTO redemption (promotion_id, order_id, customer_id, units) "
        f"VALUES (1, {10 + place}, {place}, 1)"
        for place in (1, 2, 3)
    ),
    "INSERT INTO order_price (order_id, version, document) VALUES (7, 1, '{\"a\": 1}')",
    "INSERT INTO payment (order_id, id, method, amount, state, token, brand, last_four, expiry, "
    "reference, reason) VALUES (7, 2, 'check', 500, 'ready', '', '', '', '', 'r', '')",
    "INSERT INTO payment_intention (id, key, order_id, kind, amount, currency, state, session_ref, "
    "answer, created_at, attempts) VALUES (3, 'k', 7, 'capture', 500, 'EUR', 'open', 's', "
    "'{\"rest\": true}', AT, 2)",
)


def _upgrade_to(connection, revision):
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def test_rows_of_an_older_store_are_kept_when_it_is_migrated(older):
    assert migrations.migrate(older)

    with older.read() as unit:
        price = unit.all(text("SELECT order_id, version, document FROM order_price"))
        (capture,) = unit.payments.open_after(0, 5)
        buyers = unit.all(text("SELECT customer_id, buyer_email FROM redemption ORDER BY 1"))
        payments = unit.all(text("SELECT order_id, id, method, amount, reference FROM payment"))
        context = MigrationContext.configure(
            unit.connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
    assert [tuple(row) for row in payments] == [(7, 2, "check", 500, "r")]
    assert [tuple(row) for row in price] == [(7, 1, '{"a": 1}')]
    assert [tuple(row) for row in buyers] == [(1, "buyer10@example.com"), (2, None), (3, None)]
    assert (capture.id, capture.answer, capture.attempts) == (3, {"rest": True}, 2)
    assert (capture.asked.user_id, capture.asked.role) == (None, "system")


def test_promised_prices_lie_in_a_table_with_row_numbers(sqlite_url):
    database = Database.open(sqlite_url)
    with database.read() as unit:
        unit.all(text("SELECT rowid FROM order_price"))
        rows = unit.all(text("SELECT wr FROM pragma_table_list WHERE name = 'order_price'"))
    database.close()
    assert [row.wr for row in rows] == [0]


def test_an_empty_postgresql_database_has_no_store(postgresql_server: Server):
    database = Database.open(postgresql_server.copy("template1", "empty"))
    try:
        with pytest.raises(Refused) as refusal:
            migrations.make_ready(database)
        assert refusal.value.code == "schema.missing"
    finally:
        database.close()
        postgresql_server.drop("empty")


def test_tables_of_another_program_are_left_alone(tmp_path):
    database = Database.open(str(tmp_path / "other.db"))
    with database.write() as unit:
        unit.execute(text("CREATE TABLE theirs (id INTEGER)"))
    with pytest.raises(Refused) as refusal:
        migrations.migrate(database)
    database.close()
    assert refusal.value.code == "database.foreign"


def test_sqlite_tables_are_strict_and_refuse_a_text_where_a_number_belongs(sqlite_url):
    database = Database.open(sqlite_url)
    with database.read() as unit:
        rows = unit.all(text("SELECT name, strict FROM pragma_table_list WHERE type = 'table'"))
    database.close()
    ours = {name: strict for name, strict in rows if name in metadata.tables}
    assert set(ours) == set(metadata.tables)
    assert all(ours.values())


def test_the_newest_revision_is_the_one_that_alembic_takes_for_the_head():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from salescenter.db import migrations

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))

    assert migrations.newest() == ScriptDirectory.from_config(config).get_current_head()


def test_opening_a_store_that_is_up_to_date_does_not_wait_for_alembic(sqlite_url):
    import subprocess
    import sys

    program = (
        "import sys; from salescenter.app import opened\n"
        f"with opened({sqlite_url!r}): pass\n"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"
