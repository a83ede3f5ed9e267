"""Stores and surroundings of the promises' tests."""

import os

import pytest

from salescenter.db.engine import Database
from tests.promises.reps import ROOT
from tests.seed import seeded


@pytest.fixture
def environment(tmp_path):
    """What the processes of a test see: cheap passwords, one provider for all."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SALESCENTER_CHEAP_PASSWORDS": "1",
        "SALESCENTER_PAYMENT": f"sim:{tmp_path / 'payments.sqlite'}",
    }


@pytest.fixture
def stocked(database_url):
    """A store with the little seed, once on each engine."""
    database = Database.open(database_url)
    seed = seeded(database)
    yield database, seed
    database.close()


@pytest.fixture
def address(database_url):
    """How processes name that store."""
    return database_url if "://" in database_url else f"sqlite:///{database_url}"


@pytest.fixture
def sizes():
    """How often the promises are tried: some by default, the full figures on demand."""
    full = os.environ.get("SALESCENTER_TEST_FULL") == "1"
    return (
        {"reps": 32, "rounds": 20, "keys": 500, "orders": 100_000}
        if full
        else {
            "reps": 4,
            "rounds": 2,
            "keys": 10,
            "orders": 2_000,
        }
    )
