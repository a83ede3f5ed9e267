"""The commands a person starts, each for real on a store of its own."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

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


@pytest.mark.parametrize(
    "address", ["postgresql://h/x?password=canary", "postgresql://me:canary@h:abc/x"]
)
def test_no_other_way_of_writing_a_password_in_the_address_is_taken(call, address):
    answer = call("upgrade", "--database", address)

    assert answer.exit_code == 2
    assert "PGPASSWORD" in answer.output
    assert "canary" not in answer.output


@pytest.mark.parametrize("command", ["doctor", "driver", "upgrade", "demo", "init"])
@pytest.mark.parametrize("address", ["postgresql://h:abc/x", "http://[::1", "sqlite://:memory:"])
def test_an_address_that_names_no_store_is_a_sentence(
    call, tmp_path, monkeypatch, command, address
):
    monkeypatch.chdir(tmp_path)
    more = ("--login", "boss", "--name", "Boss") if command == "init" else ()
    answer = call(command, "--database", address, *more)

    assert answer.exit_code == 1
    assert "names no store" in answer.output
    assert isinstance(answer.exception, SystemExit)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["doctor", "driver", "upgrade", "demo"])
def test_a_blank_address_is_refused(call, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)

    answer = call(command, "--database", "   ")

    assert answer.exit_code == 2
    assert "blank" in answer.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["doctor", "driver", "upgrade"])
@pytest.mark.parametrize("is_empty", [False, True])
def test_only_init_and_demo_make_a_store(call, tmp_path, command, is_empty):
    store = tmp_path / "store.sqlite"
    if is_empty:
        store.touch()

    answer = call(command, "--database", store)

    assert answer.exit_code == 1
    assert "There is no store at" in answer.output
    assert "salescenter demo" in answer.output
    assert "salescenter init" in answer.output
    assert [each.stat().st_size for each in tmp_path.iterdir()] == [0] * is_empty


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="a folder that nobody can write is wanted")
@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--database", "/proc/s.sqlite"),
        ("run", "--tour", "/proc/tour"),
        ("init", "--database", "/proc/s.sqlite", "--login", "boss", "--name", "Boss"),
    ],
)
def test_a_place_that_cannot_be_written_is_a_sentence(call, words):
    answer = call(*words)

    assert answer.exit_code == 1
    assert isinstance(answer.exception, SystemExit)
    assert "/proc/" in answer.output


def test_a_second_interrupt_does_not_disturb_the_clearing_up(call, tmp_path, monkeypatch):
    cleared_up = []

    def make_demo(*_args, **_options):
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            cleared_up.append(True)

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("salescenter.app.make_demo", make_demo)
    try:
        answer = call("demo", "--database", tmp_path / "demo.sqlite")
    finally:
        signal.signal(signal.SIGINT, before)

    assert cleared_up == [True]
    assert answer.exit_code == 1
    assert "Aborted!" in answer.output


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
def test_an_interrupted_demo_store_leaves_nothing_behind(tmp_path):
    store = tmp_path / "demo.sqlite"
    command = [sys.executable, "-m", "salescenter", "demo", "--database", str(store)]
    making = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 30
    while not list(tmp_path.iterdir()) and making.poll() is None and time.monotonic() < until:
        pass
    making.send_signal(signal.SIGINT)
    _out, told = making.communicate(timeout=30)

    assert making.returncode == 1
    assert "Aborted!" in told
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_no_utf_8_are_answered(call, tmp_path):
    store = tmp_path / "store.sqlite"
    call("init", "--database", store, "--login", "boss", "--name", "Boss")

    answer = call(
        "driver", "--database", store, lines=b'\xff\n{"id": 2, "verb": "\xff"}\n{"id": 3}\n'
    )

    told = [json.loads(line) for line in answer.stdout_bytes.decode("utf-8").splitlines()]
    assert [each["outcome"] for each in told] == ["refused", "denied", "denied"]


def test_what_the_readme_says_about_the_driver_works_as_it_is_written(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    block = re.search(r"### The driver\n[^$]*\n\n((?:    .*\n)+)", text)
    assert block is not None
    typed = [line.strip() for line in block[1].splitlines()]
    commands = [shlex.split(line[2:]) for line in typed if line.startswith("$ ")]
    lines = [line for line in typed if not line.startswith("$ ")]

    for program, *words in commands:
        assert [program, *words[:2]] == [".venv/bin/python", "-m", "salescenter"]
        answer = call(*words[2:], lines="\n".join(lines))
        assert answer.exit_code == 0, answer.output

    told = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [each["outcome"] for each in told] == ["ok"] * len(lines)
    assert len(lines) == 4
    assert told[1]["result"]["matches"]
    assert told[3]["result"]["total"] > 0


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
