"""C3: a promotion is never redeemed more often than its limit, by however many reps at once."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from salescenter.db.tables import promotion
from salescenter.domain.promotion import Limits
from tests.promises.reps import PROGRAM, at_once, reps
from tests.promises.variants import VARIANTS

_CODES = ("spring", "SPRING", " Spring ")


def limited(database, limit, version):
    """The promotion with the code, so often and no oftener from now on."""
    with database.write() as uow:
        spring = uow.promotions.get(2)
        used = uow.scalar(select(promotion.c.used).where(promotion.c.id == 2))
        uow.promotions.put(replace(spring, version=version, limits=Limits(total=used + limit)))
        uow.stores.raise_offer_version(1)
        return used


def taken(database):
    with database.read() as uow:
        used = uow.scalar(select(promotion.c.used).where(promotion.c.id == 2))
        units = uow.scalar(text("SELECT coalesce(sum(units), 0) FROM redemption"))
        return int(used), int(units)


def submit_with_code(rep, seed, chance):
    """Take an order that earns the promotion and submit it; at the price without it if need be."""
    customer, item = chance.choice(seed.customers), seed.items["HW-4411"]
    step = rep.order(customer, (item, 2), code=chance.choice(_CODES))
    for _ in range(10):
        known = {"order_id": step["order_id"]}
        view = rep.ok("order.get", **known)
        total = view["priced"]["totals"]["total"]
        answer = rep("order.submit", **known, version=view["order"]["version"], total=total)
        if answer["outcome"] == "ok":
            return view["priced"]["totals"]["order_discount"] > 0
        assert answer["code"] in ("promotion.used_up", "submit.total_changed"), answer
    raise AssertionError("the order could not be placed")


def rush(database, seed, them, attempts, round_number):
    """Everybody at once, several orders each; how many got the discount."""

    def work(numbered):
        number, rep = numbered
        chance = random.Random(f"{round_number}-{number}")
        return sum(submit_with_code(rep, seed, chance) for _ in range(attempts))

    return sum(at_once(work, enumerate(them)))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("limit", [1, 3])
def test_no_promotion_is_redeemed_beyond_its_limit(stocked, address, environment, sizes, limit):
    database, seed = stocked
    with reps(sizes["reps"], address, environment) as them:
        for number in range(sizes["rounds"]):
            before = limited(database, limit, version=number + 2)
            given = rush(database, seed, them, 2, number)
            used, units = taken(database)
            assert given == used - before == limit
            assert used == units


@pytest.mark.timeout(600)
def test_a_desk_that_does_not_look_at_the_row_count_is_caught(stocked, address, environment):
    database, seed = stocked
    program = [str(VARIANTS / "careless_redemption.py")]
    limited(database, 1, version=2)
    with reps(4, address, environment, program) as them:
        given = rush(database, seed, them, 3, 0)
    assert given > 1


def test_the_program_itself_is_what_is_tried():
    assert PROGRAM == ("-m", "salescenter", "driver")
