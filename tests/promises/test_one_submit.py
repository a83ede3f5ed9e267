"""C4: one wish has one effect, however often and from wherever it is sent with its key."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from salescenter.db.tables import sales_order
from salescenter.gateways.simulated import SimulatedProvider
from tests.promises.reps import PROGRAM, Rep, at_once, reps
from tests.promises.variants import VARIANTS

_TIMES = 3


def placed(database):
    with database.read() as uow:
        count = select(func.count()).select_from(sales_order)
        return int(uow.scalar(count.where(sales_order.c.placed_at.is_not(None))))


def begun(database):
    with database.read() as uow:
        return int(uow.scalar(select(func.count()).select_from(sales_order)))


def begin_again_and_again(them, seed, keys):
    """The same first wishes by everybody at once, several times each; the answers by key."""

    def work(rep):
        wish = {"store_id": 1, "customer_id": seed.customers[0]}
        return [
            rep("order.create", key, **wish).get("result") for key in keys for _ in range(_TIMES)
        ]

    return at_once(work, them)


@pytest.mark.timeout(3600)
def test_one_key_begins_one_order_and_is_always_answered_the_same(
    stocked, address, environment, sizes
):
    database, seed = stocked
    keys = [f"begin-{number}" for number in range(sizes["keys"])]
    with reps(4, address, environment) as them:
        answers = begin_again_and_again(them, seed, keys)
    assert begun(database) == len(keys)
    assert all(each == answers[0] for each in answers)
    with reps(1, address, environment) as (later,):
        assert begin_again_and_again([later], seed, keys) == [answers[0]]


@pytest.mark.timeout(3600)
def test_one_submit_is_one_order_and_at_most_one_charge(stocked, address, environment, sizes):
    database, seed = stocked
    orders = sizes["keys"]
    with reps(4, address, environment) as them:
        first: Rep = them[0]
        steps = [with_card(first, seed) for _ in range(orders)]

        def work(rep):
            return [
                rep("order.submit", f"submit-{step['order_id']}", **wish(step)).get("result")
                for step in steps
                for _ in range(_TIMES)
            ]

        answers = at_once(work, them)
        settle(first, steps)
    assert all(each == answers[0] for each in answers)
    assert placed(database) == orders
    charges = SimulatedProvider(
        Path(environment["SALESCENTER_PAYMENT"].removeprefix("sim:"))
    ).charges()
    assert sorted(charge.amount for charge in charges) == sorted(s["total"] for s in steps)
    assert not any(charge.voided for charge in charges)


def wish(step):
    return {"order_id": step["order_id"], "version": step["version"], "total": step["total"]}


def with_card(rep, seed):
    """A pending order whose customer has keyed in a card that approves."""
    step = rep.ok("order.create", store_id=1, customer_id=seed.customers[0])
    step = rep.on(step, "order.add_item", item_id=seed.items["HW-4411"], quantity=1)
    capture = rep.on(step, "payment.start_capture")
    while not (known := rep.ok("payment.capture", intention_id=capture["intention_id"]))[
        "session_ref"
    ]:
        pass
    rep.ok("simulation.key_in", session_ref=known["session_ref"], card="Approves")
    while not (view := rep.ok("order.get", order_id=step["order_id"]))["order"]["payments"]:
        pass
    return {**step, "version": view["order"]["version"]}


def settle(rep, steps):
    """Until the provider has answered for every order."""
    for step in steps:
        while rep.ok("order.get", order_id=step["order_id"])["order"]["status"] != "processing":
            pass


def test_a_desk_that_renews_keys_is_caught(stocked, address, environment):
    database, seed = stocked
    with reps(2, address, environment, [str(VARIANTS / "forgetful_gate.py")]) as them:
        begin_again_and_again(them, seed, ["begin-1", "begin-2"])
    assert begun(database) > 2


def test_the_same_key_for_something_else_is_refused(stocked, address, environment):
    _database, seed = stocked
    with reps(1, address, environment, PROGRAM) as (rep,):
        rep.ok("order.create", "k", store_id=1, customer_id=seed.customers[0])
        answer = rep("order.create", "k", store_id=1, customer_id=seed.customers[1])
    assert (answer["outcome"], answer["code"]) == ("refused", "key.reused")
