"""Killing the program at any moment loses nothing that was acknowledged."""

import os
import shutil
from pathlib import Path

import pytest

from salescenter.db.check import check
from salescenter.db.engine import Database
from tests.scenarios.kill.rounds import play
from tests.seed import seeded

_HASTY = Path(__file__).with_name("kill") / "hasty_driver.py"
_ROOT = Path(__file__).parents[2]


@pytest.fixture
def address(sqlite_template, tmp_path):
    file = tmp_path / "killed.db"
    shutil.copyfile(sqlite_template, file)
    database = Database.open(f"sqlite:///{file}")
    seeded(database)
    database.close()
    return f"sqlite:///{file}"


@pytest.fixture
def environment(tmp_path):
    return {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "SALESCENTER_CHEAP_PASSWORDS": "1",
        "SALESCENTER_PAYMENT": f"sim:{tmp_path / 'payments.sqlite'}",
    }


def _troubles(address):
    database = Database.open(address)
    try:
        return [finding for finding in check(database) if finding.is_trouble]
    finally:
        database.close()


@pytest.mark.timeout(3600)
def test_no_acknowledged_step_is_lost_when_the_driver_is_killed(address, environment, kills):
    record, lost = play(address, ["-m", "salescenter", "driver"], environment, kills, seed=1)

    assert record.kills == kills
    assert lost == []
    assert _troubles(address) == []
    assert len(record.answers) > 2 * kills
    assert record.hits > kills // 5, "too few kills hit a verb at work to mean anything"


def test_the_kill_test_notices_a_driver_that_acknowledges_before_the_commit(address, environment):
    _record, lost = play(address, [str(_HASTY)], environment, 12, seed=2)

    assert lost != []
