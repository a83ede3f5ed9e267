"""Backups of a store, and taking one back."""

import json
import os
import shutil
import stat
import threading

import pytest
from pysqlite3 import dbapi2
from sqlalchemy import text

from salescenter.db.check import check
from salescenter.db.engine import Database
from salescenter.domain.errors import Refused
from salescenter.services.backup import back_up, manifest_of, restore
from tests.seed import seeded
from tests.services.desks import Desk

pytestmark = pytest.mark.filterwarnings("error")


def silent(_share, _label=""):
    """Nobody watches."""


@pytest.fixture
def store(sqlite_url, tmp_path):
    """A closed store with an order; its address."""
    database = Database.open(sqlite_url)
    desk = Desk.over(database, seeded(database), tmp_path)
    desk.add(desk.new_order(), "HW-4411")
    database.close()
    return sqlite_url


def orders_of(address):
    database = Database.open(address)
    with database.read() as uow:
        count = uow.scalar(text("SELECT count(*) FROM sales_order"))
        names = sorted(row[0] for row in uow.all(text("SELECT name FROM team")))
    database.close()
    return count, names


def renamed_team(address, name):
    database = Database.open(address)
    with database.write() as uow:
        uow.execute(text("UPDATE team SET name = :name"), {"name": name})
    database.close()


@pytest.fixture
def backup(store, tmp_path):
    database = Database.open(store)
    back_up(database, tmp_path / "copies.backup", silent)
    database.close()
    return tmp_path / "copies.backup"


def refused(call, *args):
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.code


def test_a_backup_is_one_file_and_a_manifest_for_the_owner_only(store, tmp_path):
    folder = tmp_path / "away"
    folder.mkdir()
    before = os.umask(0)
    try:
        database = Database.open(store)
        made = back_up(database, folder / "b", silent)
    finally:
        os.umask(before)
    with database.read() as uow:
        last = uow.scalar(text("SELECT max(id) FROM journal"))
    database.close()

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert modes == {"b": 0o600, "b.manifest.json": 0o600}
    assert made.counts["sales_order"] == 1
    assert made.seal is not None
    assert made.seal.last_journal_id == last
    assert made.size == (folder / "b").stat().st_size


def test_a_restored_store_is_the_one_that_was_backed_up_and_sound(store, backup):
    renamed_team(store, "Later")
    safety = restore(store, backup, silent)

    assert orders_of(store) == (1, ["Desk"])
    assert safety is not None
    assert orders_of(str(safety)) == (1, ["Later"])
    assert stat.S_IMODE(safety.stat().st_mode) == 0o600
    database = Database.open(store)
    assert [finding for finding in check(database) if finding.is_trouble] == []
    database.close()


def test_a_second_restore_keeps_the_first_safety_copy(store, backup):
    renamed_team(store, "One")
    first = restore(store, backup, silent)
    renamed_team(store, "Two")
    second = restore(store, backup, silent)

    assert (orders_of(str(first))[1], orders_of(str(second))[1]) == (["One"], ["Two"])


def test_a_backup_makes_a_store_where_none_is(backup, tmp_path):
    new = tmp_path / "new.sqlite"

    assert restore(str(new), backup, silent) is None
    assert orders_of(str(new)) == (1, ["Desk"])
    assert stat.S_IMODE(new.stat().st_mode) == 0o600


def test_a_changed_backup_is_not_restored_and_nothing_is_touched(store, backup):
    renamed_team(store, "Now")
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)

    assert refused(restore, store, backup, silent) == "backup.changed"
    assert orders_of(store)[1] == ["Now"]


def test_a_backup_without_its_manifest_is_not_restored(store, backup):
    manifest = manifest_of(backup)
    manifest.write_text("{}")
    assert refused(restore, store, backup, silent) == "backup.no_manifest"
    manifest.unlink()
    assert refused(restore, store, backup, silent) == "backup.no_manifest"


def test_a_backup_of_a_newer_program_is_not_restored(store, backup):
    manifest = manifest_of(backup)
    said = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(said | {"schema": "9999"}))

    assert refused(restore, store, backup, silent) == "schema.newer"


def test_a_store_in_use_is_not_replaced(store, backup, tmp_path):
    renamed_team(store, "Now")
    database = Database.open(store)
    with database.read() as uow:
        uow.scalar(text("SELECT count(*) FROM team"))
        assert refused(restore, store, backup, silent) == "database.in_use"
    database.close()
    assert orders_of(store)[1] == ["Now"]
    assert not list(tmp_path.glob("*before-restore*"))


def test_another_programs_file_is_left_alone(backup, tmp_path):
    other = tmp_path / "other.db"
    with dbapi2.connect(str(other)) as driver:
        driver.execute("CREATE TABLE theirs (id)")
    driver.close()

    assert refused(restore, str(other), backup, silent) == "database.foreign"


def test_nothing_is_overwritten_by_a_backup(store, backup, tmp_path):
    database = Database.open(store)
    assert refused(back_up, database, backup, silent) == "backup.there"
    (tmp_path / "x.manifest.json").write_text("")
    assert refused(back_up, database, tmp_path / "x", silent) == "backup.there"
    database.close()


@pytest.mark.parametrize("stage", range(1, 5))
def test_a_backup_that_is_broken_off_leaves_nothing_behind(store, tmp_path, stage):
    folder = tmp_path / "away"
    folder.mkdir()
    asked = []

    def impatient(_share, _label=""):
        asked.append(1)
        if len(asked) == stage:
            raise KeyboardInterrupt

    database = Database.open(store)
    with pytest.raises(KeyboardInterrupt):
        back_up(database, folder / "b", impatient)
    database.close()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("stage", range(1, 4))
def test_a_restore_that_is_broken_off_leaves_the_store_as_it_was(store, backup, stage):
    renamed_team(store, "Now")
    asked = []

    def impatient(_share, _label=""):
        asked.append(1)
        if len(asked) == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(store, backup, impatient)
    assert orders_of(store) == (1, ["Now"])


def test_a_backup_taken_while_others_write_holds_whole_orders(store, tmp_path):
    database = Database.open(store)
    with database.read() as uow:
        item = uow.scalar(text("SELECT id FROM item WHERE sku = 'HW-4411'"))
    stop, made = threading.Event(), []

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            with database.write() as uow:
                # Two rows that belong together: a backup holds both or none.
                uow.execute(text(f"INSERT INTO team (name) VALUES ('t{number}')"))
                uow.execute(text(f"UPDATE item SET weight_grams = {number} WHERE id = {item}"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            file = tmp_path / f"{number}.backup"
            back_up(database, file, silent)
            made.append(file)
    finally:
        stop.set()
        writer.join()
        database.close()
    for file in made:
        target = tmp_path / f"{file.name}.sqlite"
        restore(str(target), file, silent)
        with dbapi2.connect(str(target)) as driver:
            teams = driver.execute("SELECT count(*) FROM team WHERE name LIKE 't%'").fetchone()[0]
            drill = "SELECT weight_grams FROM item WHERE sku = 'HW-4411'"
            grams = driver.execute(drill).fetchone()[0]
        driver.close()
        assert teams == grams or teams == 0


def test_a_servers_store_is_backed_up_by_its_own_program(postgresql_url, tmp_path):
    database = Database.open(postgresql_url)
    seeded(database)
    if shutil.which("pg_dump") is None:
        assert refused(back_up, database, tmp_path / "b", silent) == "backup.no_pg_dump"
        assert list(tmp_path.glob("b*")) == []
    else:
        made = back_up(database, tmp_path / "b", silent)
        assert (made.engine, stat.S_IMODE((tmp_path / "b").stat().st_mode)) == ("postgresql", 0o600)
        assert refused(restore, str(tmp_path / "s"), tmp_path / "b", silent) == "backup.by_server"
    database.close()


def test_without_pg_dump_it_says_so(postgresql_url, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    database = Database.open(postgresql_url)
    assert refused(back_up, database, tmp_path / "b", silent) == "backup.no_pg_dump"
    database.close()
    assert list(tmp_path.glob("b*")) == []
    assert refused(restore, postgresql_url, tmp_path / "b", silent) == "backup.by_server"
