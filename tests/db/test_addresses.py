"""Addresses of stores, and what is said of those that cannot be opened."""

import sys
from functools import partial

import pytest
from pysqlite3 import dbapi2

from salescenter.db.engine import Database
from salescenter.db.engine.sqlite import Sqlite
from salescenter.domain.errors import Refused


@pytest.mark.parametrize(
    "address",
    [
        *(
            "mysql://host/name",
            "postgresql+psycopg2://host/name",
            "nonsense://",
            "://",
            "http://[::1",
        ),
        *("postgresql://host:abc/name", "sqlite://", "sqlite://:memory:", "sqlite://host/file"),
        *("sqlite:///:memory:", ":memory:", "sqlite:///file?mode=ro", "", "   ", "sqlite:///  "),
    ],
)
def test_an_address_that_names_no_store_is_refused(address):
    with pytest.raises(Refused) as refusal:
        Database.open(address)
    assert refusal.value.code == "database.address"


def test_a_store_on_a_medium_that_cannot_be_written_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "store.db"
    Database.open(str(file)).close()
    # Rights do not bind whoever runs tests as root; to SQLite a read-only disk looks like this.
    uri = f"file:{file}?mode=ro"
    connect = partial(dbapi2.connect, uri, uri=True, isolation_level=None)
    monkeypatch.setattr(Sqlite, "_connect", lambda _self: connect(check_same_thread=False))
    database = Database.open(str(file))
    with pytest.raises(Refused) as refusal, database.read():
        pass
    database.close()
    assert refusal.value.code == "database.folder"
    assert str(file) in str(refusal.value)


def test_without_its_driver_a_server_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Refused) as refusal:
        Database.open("postgresql://127.0.0.1:1/none")
    assert "salescenter[postgres]" in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://app:secret@127.0.0.1:1/none",
        "postgresql://app:sec/ret@127.0.0.1:none/secret",
        "postgresql://127.0.0.1:1/none?password=secret",
        "postgresql://127.0.0.1:1/none?connect_timeout=1&passw%6Frd=secret",
        "postgresql://127.0.0.1:1/none?sslpassword=secret",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(url):
    with pytest.raises(Refused) as refusal:
        Database.open(url)
    assert refusal.value.code == "database.password"
    assert "secret" not in str(refusal.value)
