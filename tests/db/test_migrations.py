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
