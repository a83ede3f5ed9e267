"""The commands a person starts, each for real on a store of its own."""

import json

import pytest
from click.testing import CliRunner

from salescenter.cli import main

PASSWORD = "a long enough secret"


@pytest.fixture
def call(monkeypatch, tmp_path):
    monkeypatch.setenv("SALESCENTER_CHEAP_PASSWORDS", "1")
    monkeypatch.setenv("SALESCENTER_PAYMENT", f"sim:{tmp_path / 'payments.sqlite'}")
    monkeypatch.setenv("SALESCENTER_ADMIN_PASSWORD", PASSWORD)
    monkeypatch.delenv("SALESCENTER_DATABASE", raising=False)
    runner = CliRunner()

    def call(*words, lines=""):
        return runner.invoke(main, [str(word) for word in words], input=lines)

    return call


def test_a_new_store_from_nothing_to_its_first_sign_on(call, tmp_path):
    store = tmp_path / "store.sqlite"
    made = call("init", "--database", store, "--login", "boss", "--name", "Boss")
    assert made.exit_code == 0, made.output

    again = call("init", "--database", store, "--login", "boss", "--name", "Boss")
    assert again.exit_code == 1
    assert "has users already" in again.output
    asked = {"id": 1, "verb": "desk.sign_on", "args": {"login": "boss", "password": PASSWORD}}
    answer = call("driver", "--database", store, lines=json.dumps(asked) + "\n")
    assert json.loads(answer.output)["result"]["user"]["role"] == "administrator"
    assert call("doctor", "--database", store).exit_code == 0
    assert "was up to date" in call("upgrade", "--database", store).output


def test_a_weak_password_makes_no_store_one_can_sign_on_to(call, tmp_path, monkeypatch):
    monkeypatch.setenv("SALESCENTER_ADMIN_PASSWORD", "short")
    made = call("init", "--database", tmp_path / "s.sqlite", "--login", "boss", "--name", "Boss")

    assert made.exit_code == 1
    assert "at least 12" in made.output


def test_a_password_in_the_address_is_refused_and_not_repeated(call):
    answer = call("doctor", "--database", "postgresql://me:canary@localhost/store")

    assert answer.exit_code == 2
    assert "PGPASSWORD" in answer.output
    assert "canary" not in answer.output


def test_a_store_that_is_not_there_is_a_sentence(call, tmp_path):
    answer = call("import", "--database", tmp_path / "no" / "such.sqlite", tmp_path)

    assert answer.exception is None or isinstance(answer.exception, SystemExit)
    assert "Traceback" not in answer.output


def test_commands_that_change_a_store_want_to_be_told_which(call, tmp_path):
    assert call("upgrade").exit_code == 2
    assert call("import", tmp_path).exit_code == 2


def test_without_a_screen_run_says_so_and_offers_the_tour(call, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    answer = call("run")

    assert answer.exit_code == 1
    assert "--tour" in answer.output


def test_doctor_says_what_is_wrong_and_exits_with_one(call, tmp_path):
    from sqlalchemy import text

    from salescenter.db.engine import Database

    store = tmp_path / "store.sqlite"
    call("init", "--database", store, "--login", "boss", "--name", "Boss")
    database = Database.open(str(store))
    with database.write() as uow:
        uow.execute(text("UPDATE journal SET reason = 'changed'"))
    database.close()

    answer = call("doctor", "--database", store)

    assert answer.exit_code == 1
    assert "!!  Journal" in answer.output
