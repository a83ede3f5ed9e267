"""Units of work on both engines: safe, timed, translated."""

import os
import stat
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pysqlite3 import dbapi2
from sqlalchemy import insert, select, text

from salescenter.db.engine import Database
from salescenter.db.errors import AlreadyThere, CommitUnknown, Interrupted, TryAgain
from salescenter.db.tables import claim, place, team
from salescenter.domain.errors import Busy, Refused

NEW_PLACE = insert(place)


def a_place(code="N", **changes):
    return {"code": code, "name": "North", "is_active": True} | changes


def test_what_is_written_is_there_and_what_fails_leaves_nothing(database):
    def write_and_fail():
        with database.write() as unit:
            unit.execute(NEW_PLACE, a_place("S"))
            raise ZeroDivisionError

    with database.write() as unit:
        unit.execute(NEW_PLACE, a_place("N"))
    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    with database.read() as unit:
        assert [row.code for row in unit.all(select(place))] == ["N"]


@pytest.mark.parametrize(
    ("statement", "values", "constraint"),
    [
        (NEW_PLACE, a_place("N"), "uq_place_code"),
        (insert(place), a_place("X", id=1_000), "pk_place"),
    ],
)
def test_a_second_row_with_a_unique_value_names_its_constraint(
    database, statement, values, constraint
):
    with database.write() as unit:
        unit.execute(NEW_PLACE, a_place("N", id=1_000))
    with pytest.raises(AlreadyThere) as error, database.write() as unit:
        unit.execute(statement, values)
    assert error.value.constraint == constraint


def test_instants_come_back_to_the_microsecond_and_aware(database):
    odd = datetime(1969, 7, 20, 20, 17, 40, 123457, tzinfo=timezone(timedelta(hours=-4)))
    late = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    with database.write() as unit:
        row = {"subject_kind": "order", "subject_id": 1, "purpose": "edit", "holder": "s"}
        unit.execute(insert(claim), row | {"since": odd, "expires": late})
        found = unit.first(select(claim.c.since, claim.c.expires))
    assert found == (odd, late)
    assert all(value.tzinfo is UTC for value in found)


def test_a_naive_instant_is_refused(database):
    row = {"subject_kind": "order", "subject_id": 1, "purpose": "edit", "holder": "s"}
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with pytest.raises(Exception, match="without a time zone"), database.write() as unit:
        unit.execute(insert(claim), row | {"since": naive, "expires": naive})


def test_now_is_one_aware_instant_of_the_transaction_and_can_be_given(database):
    before = datetime.now(UTC) - timedelta(seconds=5)
    with database.write() as unit:
        assert before < unit.now < datetime.now(UTC) + timedelta(seconds=5)
        assert unit.now is unit.now
        assert unit.now.tzinfo is UTC
    given = datetime(2030, 1, 1, tzinfo=UTC)
    database.use_clock(lambda: given)
    with database.read() as unit:
        assert unit.now == given


def test_a_reading_unit_sees_one_moment(database):
    with database.read() as reading:
        assert reading.all(select(place)) == []
        with database.write() as unit:
            unit.execute(NEW_PLACE, a_place())
        assert reading.all(select(place)) == []
    with database.read() as reading:
        assert len(reading.all(select(place))) == 1


def test_a_second_process_that_writes_waits_no_longer_than_told(database, database_url):
    other = Database.open(database_url)

    def write_late():
        with other.write() as late:
            if late.engine_name != "sqlite":
                late.execute(text("SET LOCAL lock_timeout='20ms'"))
            late.execute(NEW_PLACE, a_place("N"))

    patience = {"sqlite": "PRAGMA busy_timeout=20", "postgresql": "SET lock_timeout='20ms'"}
    with other.engine.connect() as connection:
        connection.exec_driver_sql(patience[other.engine_name])
        connection.commit()
    with database.write() as unit:
        unit.execute(NEW_PLACE, a_place("N"))
        with pytest.raises(Busy):
            write_late()
    other.close()


def test_a_running_search_can_be_interrupted(database):
    endless = {
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT count(*) FROM n WHERE i < 0",
        "postgresql": "SELECT pg_sleep(20)",
    }
    started, ended = threading.Event(), []

    def search():
        try:
            with database.read(search=True) as unit:
                started.set()
                unit.execute(text(endless[unit.engine_name]))
        except Interrupted as error:
            ended.append(error)

    thread = threading.Thread(target=search)
    thread.start()
    assert started.wait(5)
    while thread.is_alive():
        database.interrupt()
        thread.join(0.02)
    assert len(ended) == 1
    with database.read() as unit:
        assert unit.scalar(text("SELECT 1")) == 1


def test_work_that_met_a_deadlock_is_done_again(database):
    tries = []

    def work(unit):
        tries.append(unit)
        if len(tries) < 3:
            raise TryAgain
        unit.execute(NEW_PLACE, a_place())
        return "done"

    assert database.attempt(work) == "done"
    assert len(tries) == 3
    with database.read() as unit:
        assert len(unit.all(select(place))) == 1


def test_two_transactions_that_wait_for_each_other_are_told_to_try_again(postgresql_url):
    database = Database.open(postgresql_url)
    with database.write() as unit:
        unit.execute(NEW_PLACE, [a_place("A", id=1), a_place("B", id=2)])
    meeting, outcomes = threading.Barrier(2), []

    def change(first, second):
        rename = text("UPDATE place SET name = 'x' WHERE id = :id")
        try:
            with database.write() as unit:
                unit.execute(rename, {"id": first})
                meeting.wait(5)
                unit.execute(rename, {"id": second})
                outcomes.append("done")
        except TryAgain:
            outcomes.append("again")

    threads = [threading.Thread(target=change, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.close()
    assert sorted(outcomes) == ["again", "done"]


def test_a_connection_that_died_in_the_pool_is_replaced(postgresql_url, postgresql_server):
    database = Database.open(postgresql_url)
    with database.read() as unit:
        unit.scalar(text("SELECT 1"))
    name = postgresql_url.rsplit("/", 1)[1]
    postgresql_server.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    )
    with database.write() as unit:
        unit.execute(NEW_PLACE, a_place())
    database.close()


def write_and_lose_connection(unit, server):
    unit.execute(NEW_PLACE, a_place())
    pid = unit.scalar(text("SELECT pg_backend_pid()"))
    server.execute(f"SELECT pg_terminate_backend({pid})")


def test_a_connection_lost_before_commit_wrote_nothing_and_says_busy(
    postgresql_url, postgresql_server
):
    database = Database.open(postgresql_url)

    def write_twice():
        with database.write() as unit:
            write_and_lose_connection(unit, postgresql_server)
            unit.execute(NEW_PLACE, a_place("S"))

    with pytest.raises(Busy):
        write_twice()
    with database.read() as unit:
        assert unit.all(select(place)) == []
    database.close()


def test_a_connection_lost_at_commit_is_an_unknown_outcome(postgresql_url, postgresql_server):
    database = Database.open(postgresql_url)
    with pytest.raises(CommitUnknown), database.write() as unit:
        write_and_lose_connection(unit, postgresql_server)
    database.close()


def test_the_statements_of_a_block_can_be_counted(database, statements):
    with statements() as log, database.write() as unit:
        unit.execute(NEW_PLACE, a_place())
        unit.execute(NEW_PLACE, [a_place("A"), a_place("B")])
    assert len(log) == 2


# SQLite as a file


def modes(folder: Path):
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


@pytest.fixture
def open_mask():
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_mask")
def test_the_file_its_log_and_its_copy_are_for_the_owner_only(tmp_path):
    folder = tmp_path / "new" / "folder"
    database = Database.open(f"sqlite:///{folder / 'store.db'}")
    with database.write() as unit:
        unit.execute(text("CREATE TABLE t (id INTEGER)"))
        database.backup_copy(folder / "copy.db")
        found = modes(folder)
    database.close()
    assert set(found) == {"store.db", "store.db-wal", "store.db-shm", "copy.db"}
    assert set(found.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_settings_that_keep_data_safe_are_read_back(sqlite_url):
    database = Database.open(sqlite_url)
    with database.read() as unit:
        found = {
            name: unit.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


def test_a_copy_holds_what_was_committed_and_nothing_else(sqlite_url, tmp_path):
    database = Database.open(sqlite_url)
    with database.write() as unit:
        unit.execute(insert(team), {"name": "One"})
    with database.write() as unit:
        unit.execute(insert(team), {"name": "Two"})
        database.backup_copy(tmp_path / "copy.db")
    database.close()
    with dbapi2.connect(str(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT name FROM team").fetchall() == [("One",)]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    assert not list(tmp_path.glob("*.part"))


def open_and_read(address):
    with Database.open(str(address)).read():
        pass


def refused(address):
    with pytest.raises(Refused) as refusal:
        open_and_read(address)
    assert str(refusal.value) != refusal.value.code, "every code has its sentence"
    return refusal.value.code


def test_links_and_places_that_cannot_be_safe_are_refused(sqlite_url, tmp_path):
    link, twin = tmp_path / "link.db", tmp_path / "twin.db"
    link.symlink_to(sqlite_url)
    assert refused(link) == "database.link"
    twin.hardlink_to(sqlite_url)
    assert refused(twin) == "database.link"
    assert refused(tmp_path) == "database.not_a_file"
    (tmp_path / "gone.db-wal").write_bytes(b"x")
    assert refused(tmp_path / "gone.db") == "database.left_over"


def test_a_network_share_is_refused(tmp_path, monkeypatch):
    from salescenter.db.engine import sqlite

    monkeypatch.setattr(sqlite, "_share_of", lambda path: "nfs4")
    assert refused(tmp_path / "store.db") == "database.share"


def test_an_old_library_is_refused(tmp_path, monkeypatch):
    from salescenter.db.engine import sqlite

    monkeypatch.setattr(sqlite, "OLDEST_LIBRARY", (99, 0, 0))
    assert refused(tmp_path / "store.db") == "database.library"


def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear reader, " * 1000)
    before = file.read_bytes()
    assert refused(file) == "database.damaged"
    assert file.read_bytes() == before


def test_a_server_that_does_not_answer_is_refused():
    with pytest.raises(Refused) as refusal:
        Database.open("postgresql://app@127.0.0.1:1/none")
    assert refusal.value.code == "database.unreachable"
