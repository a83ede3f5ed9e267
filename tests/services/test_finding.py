"""A search is broken off when something newer is typed, and nobody hears of it."""

import threading

import pytest
from sqlalchemy import text

from salescenter.db import customer_search, items, search
from salescenter.services.catalogue import FindItem
from salescenter.services.customers import FindCustomer
from salescenter.services.gate import Overtaken

_ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT count(*) FROM n WHERE i < 0",
    "postgresql": "SELECT pg_sleep(60)",
}


class Slow:
    """Finds nothing for ever the first time, then as it should."""

    def __init__(self, real):
        self.real = real
        self.started = threading.Event()

    def __call__(self, work, wish, typed):
        if not self.started.is_set():
            self.started.set()
            work.execute(text(_ENDLESS[work.engine_name]))
        return self.real(work, wish, typed)


def outcome_while(call, slow, stop):
    """What a call answers or raises on a thread while ``stop`` is called until it ends."""
    outcomes = []

    def run():
        try:
            outcomes.append(call())
        except Overtaken as overtaken:
            outcomes.append(overtaken)

    thread = threading.Thread(target=run)
    thread.start()
    assert slow.started.wait(5)
    while thread.is_alive():
        stop()
        thread.join(0.05)
    return outcomes[0]


@pytest.mark.parametrize("noun", ["customers", "catalogue"])
def test_a_running_search_is_broken_off(desk, monkeypatch, noun):
    module, wish = {
        "customers": (customer_search, FindCustomer(store_id=1, text="mü")),
        "catalogue": (items, FindItem(store_id=1, text="drill")),
    }[noun]
    slow = Slow(module.find)
    monkeypatch.setattr(module, "find", slow)
    service = getattr(desk.services, noun)
    outcome = outcome_while(lambda: service.find(wish), slow, service.stop_finding)
    assert isinstance(outcome, Overtaken)
    assert service.find(wish).matches


def test_a_search_of_something_else_is_still_answered(desk, monkeypatch):
    slow = Slow(search.find)
    monkeypatch.setattr(items, "find", slow)
    wish = FindItem(store_id=1, text="drill")
    hits = outcome_while(
        lambda: desk.services.catalogue.find(wish), slow, desk.services.customers.stop_finding
    )
    assert [match.sku for match in hits.matches] == ["HW-4411", "HW-0092"]
