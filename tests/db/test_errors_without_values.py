"""What a database error says, a log may keep: no row, no key and no parameter is in it."""

import traceback

import pytest
from sqlalchemy import text

from salescenter.db.errors import AlreadyThere
from salescenter.domain.permissions import Role
from salescenter.domain.user import User

SECRETS = ("canary-login", "canary-hash", "Canary Name")
NEW = User(0, SECRETS[0], SECRETS[2], Role.CSR, True)


def told(raised):
    return "".join(traceback.format_exception(raised.value))


def test_a_row_that_is_there_already_is_not_quoted(database):
    with database.write() as unit:
        unit.users.insert(NEW, SECRETS[1])
    with pytest.raises(AlreadyThere) as raised, database.write() as unit:
        unit.users.insert(NEW, SECRETS[1])

    assert not [secret for secret in SECRETS if secret in told(raised)]
    assert "app_user" in told(raised)


def test_a_row_that_cannot_be_is_not_quoted(database):
    row = dict(zip(("login", "hash", "name"), SECRETS, strict=True))
    statement = text(
        "INSERT INTO app_user (login_key, login, name, password_hash, role)"
        " VALUES (:login, :login, :name, :hash, NULL)"
    )
    with pytest.raises(Exception, match=r"(?i)null") as raised, database.write() as unit:
        unit.execute(statement, row)

    assert not [secret for secret in SECRETS if secret in told(raised)]
