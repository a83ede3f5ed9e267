"""News from other processes arrive, once, and the watch leaves nothing behind."""

import queue
import threading
from datetime import UTC, datetime

import pytest

from salescenter.db.engine import Database
from salescenter.db.news import NewsWatch
from salescenter.domain.journal import Entry, Subject

AT = datetime(2026, 1, 1, tzinfo=UTC)


def an_entry(number=1, subject_id=7, kind=Subject.ORDER):
    return Entry(kind, subject_id, number, "item.add", AT, "desk", hash=f"{subject_id}/{number}")


@pytest.fixture
def elsewhere(database_url):
    other = Database.open(database_url)
    yield other
    other.close()


@pytest.fixture
def told(database):
    found: queue.Queue[tuple[str, int, int]] = queue.Queue()
    watch = NewsWatch(database, lambda *news: found.put(news))
    watch.start()
    yield found
    watch.close()


def test_what_another_process_commits_is_told_with_kind_id_and_version(elsewhere, told):
    with elsewhere.write() as unit:
        unit.journal.append(an_entry(1))
    assert told.get(timeout=5) == ("order", 7, 1)
    with elsewhere.write() as unit:
        unit.journal.append(an_entry(1, 3, Subject.CUSTOMER))
    assert told.get(timeout=5) == ("customer", 3, 1)


def test_what_was_there_before_the_watch_began_is_not_told(elsewhere, database):
    with elsewhere.write() as unit:
        unit.journal.append(an_entry(1))
    found: queue.Queue[tuple[str, int, int]] = queue.Queue()
    watch = NewsWatch(database, lambda *news: found.put(news))
    watch.start()
    with elsewhere.write() as unit:
        unit.journal.append(an_entry(2))
    assert found.get(timeout=5) == ("order", 7, 2)
    watch.close()
    assert found.empty()


def test_what_was_rolled_back_is_never_told(elsewhere, told):
    def write_and_fail():
        with elsewhere.write() as unit:
            unit.journal.append(an_entry(1, 1))
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()
    with elsewhere.write() as unit:
        unit.journal.append(an_entry(1, 2))
    assert told.get(timeout=5) == ("order", 2, 1)


def test_many_versions_at_once_are_told_as_the_newest(elsewhere, told):
    with elsewhere.write() as unit:
        for number in range(1, 6):
            unit.journal.append(an_entry(number))
    assert told.get(timeout=5) == ("order", 7, 5)


def test_a_watch_that_is_closed_is_gone_and_one_that_never_started_too(database):
    watch = NewsWatch(database, print)
    watch.start()
    watch.close()
    assert "news" not in [thread.name for thread in threading.enumerate()]
    NewsWatch(database, print).close()


def test_a_lost_connection_is_replaced_and_nothing_is_missed(postgresql_url, postgresql_server):
    database = Database.open(postgresql_url)
    found: queue.Queue[tuple[str, int, int]] = queue.Queue()
    watch = NewsWatch(database, lambda *news: found.put(news))
    watch.start()
    name = postgresql_url.rsplit("/", 1)[1]
    postgresql_server.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    )
    with database.write() as unit:
        unit.journal.append(an_entry(1))
    assert found.get(timeout=10) == ("order", 7, 1)
    watch.close()
    database.close()
