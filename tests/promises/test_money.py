"""M1: whatever is ordered, money adds up to the minor unit; asked of the driver, from outside."""

import json
import random
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from salescenter.services.demo.users import USERS
from tests.promises.reps import PROGRAM, Rep
from tests.promises.variants import VARIANTS
from tests.services.demos import small_demo

_CODES = ("WELCOME15", "AUTUMN10", "TENOFF", "SWIFT", "")
_MOST_LINES = 60
_AMOUNT_OFF = re.compile(r"(\d+)\.(\d\d) off from ")  # of the whole order, in euros
_LOGIN = (USERS[0].login, USERS[0].password)


@pytest.fixture
def demo(tmp_path):
    """A demo store: two shops, four currencies, two dozen promotions, taxes of both kinds."""
    file = tmp_path / "demo.sqlite"
    small_demo(file)
    return f"sqlite:///{file}"


class Shop:
    """What can be ordered in a store."""

    def __init__(self, rep, store_id):
        self.store_id = store_id
        self.customers = [
            match["id"]
            for text in ("an", "ma", "jo", "pe")
            for match in rep.ok("customer.find", store_id=store_id, text=text)["matches"]
            if rep.ok("customer.get", customer_id=match["id"])["is_active"]
        ]
        self.items = sorted(
            {
                match["id"]
                for text in ("set", "mm", "cm", "paint", "wood", "lamp", "drill", "box")
                for match in rep.ok("catalogue.find", store_id=store_id, text=text, limit=50)[
                    "matches"
                ]
                if match["kind"] in ("item", "package")
            }
        )


def an_order(rep, shop, chance):
    """A random order, as the desk prices it."""
    customer = chance.choice(shop.customers)
    step = rep.ok("order.create", store_id=shop.store_id, customer_id=customer)
    count = chance.choice((1, 2, 3, 5, 8, 13, _MOST_LINES))
    items = [
        {"item_id": chance.choice(shop.items), "quantity": chance.choice((1, 1, 2, 3, 7, 24, 999))}
        for _ in range(count)
    ]
    step = rep.on(step, "order.add_items", items=items)
    code = chance.choice(_CODES)
    if code:
        answer = rep("order.enter_code", **known(step), code=code)
        step = answer.get("result", step)
    if chance.random() < 0.3:
        step = price_changed(rep, step, chance)
    return rep.ok("order.get", order_id=step["order_id"])


def known(step):
    return {"order_id": step["order_id"], "version": step["version"]}


def price_changed(rep, step, chance):
    """With a negotiated price on one line, where the team may give one."""
    view = rep.ok("order.get", order_id=step["order_id"])
    line = chance.choice(view["order"]["items"])
    wish = {"line_id": line["id"], "price": line["told_price"] * 97 // 100, "reason": "match"}
    return rep("order.override_price", **known(step), **wish).get("result", step)


def troubles(priced):
    """Every identity of money that does not hold (promotions.md P1-P3, P15)."""
    totals, lines = priced["totals"], priced["lines"]
    columns = {name: lines[name] for name in ("goods", "item_discounts", "order_discounts", "paid")}
    yield from _of_lines(columns)
    promotions = priced["promotions"] if priced["currency"] == "EUR" else []
    yield from _of_amounts(promotions)
    yield from _of_promotions(priced["promotions"], totals)
    paid = sum(columns["paid"]) + sum(each["paid"] for each in priced["deliveries"])
    if totals["total"] != paid + totals["tax"]:
        yield "P1: the total is not what is paid and taxed"
    if totals["goods"] != sum(columns["goods"]):
        yield "P1: goods"
    taxes = sum(each["amount"] for each in priced["taxes"])
    if taxes != totals["tax"] + totals["tax_included"]:
        yield "P1: taxes by rate"
    if "." in json.dumps([totals, columns]):
        yield "P15: a fraction"


def _of_lines(columns):
    for goods, item, order, rest in zip(*columns.values(), strict=True):
        if goods - item - order != rest:
            yield "P1: a line"
        if not 0 <= rest <= goods:
            yield "P3: a line is below nothing or above its value"


def _minor(found):
    return int(found[1]) * 100 + int(found[2])


def _of_amounts(promotions):
    for each in promotions:
        promised = _AMOUNT_OFF.match(each["name"])
        if promised and each["applications"] and each["amount"] != _minor(promised):
            yield f"P2: {each['name']} gave {each['amount']}"


def _of_promotions(promotions, totals):
    for each in promotions:
        if sum(each["line_amounts"]) + sum(each["delivery_amounts"]) != each["amount"]:
            yield f"P2: shares of {each['name']}"
    given = sum(each["amount"] for each in promotions)
    if given != totals["item_discount"] + totals["order_discount"] + totals["shipping_discount"]:
        yield "P2: what was given is not what was taken off"


def found_wrong(address, environment, program, orders, seed):
    """What is wrong with so many random orders, in both shops."""
    rep = Rep(address, environment, program, _LOGIN)
    chance = random.Random(seed)
    try:
        shops = [Shop(rep, 1), Shop(rep, 2)]
        wrong = []
        for _ in range(orders):
            view = an_order(rep, chance.choice(shops), chance)
            again = rep.ok("order.get", order_id=view["order"]["id"])
            wrong += [(view["order"]["number"], each) for each in troubles(view["priced"])]
            wrong += [] if again["priced"] == view["priced"] else [(view["order"]["number"], "P5")]
        return wrong
    finally:
        rep.close()


@pytest.mark.timeout(7200)
def test_money_adds_up_whatever_is_ordered(demo, environment, sizes):
    half = sizes["orders"] // 2

    def work(seed):
        return found_wrong(demo, environment, PROGRAM, half, seed)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, (1, 2))) == [[], []]


def test_an_engine_that_loses_cents_is_caught(demo, environment):
    program = [str(VARIANTS / "lossy_shares.py")]
    assert found_wrong(demo, environment, program, 60, 3)
