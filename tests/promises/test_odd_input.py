"""U1: odd input never crashes a desk, and what is refused changes nothing; asked from outside."""

import json
import random

import pytest
from sqlalchemy import text

from salescenter.db.tables import metadata
from tests.promises.reps import Rep, reps
from tests.promises.variants import VARIANTS

_ODD: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    -(2**63) - 1,
    10**40,
    1.5,
    -0.0,
    float("nan"),
    float("inf"),
    "",
    " ",
    "٣",
    "NULL",
    "'; DROP TABLE item; --",
    "<img src=x>",
    "%s%n{0}{name}",
    "\x00",
    "\ud800",
    "a\u0301" * 50,
    "x" * 5_000,
    [],
    [[]],
    {},
    {"id": 1},
    [None] * 50,
)
# What a fuzzed line must not do: end the session it is asked in, or wait for a provider.
_LEFT_ALONE = {"desk.sign_off", "desk.lock", "desk.sign_on", "desk.change_password"}
_UNCOUNTED = {"journal", "user_session", "sign_on_try", "command", "seal", "alembic_version"}


def listed(rep):
    """Every verb but those that end the session."""
    verbs = rep.ok("verbs")
    return [verb for verb in verbs if verb["verb"] not in _LEFT_ALONE]


def a_line(verbs, chance, number):
    """A line that is almost right: fields missing, wrong, odd, or too many."""
    verb = chance.choice(verbs)
    fields = verb["args"].get("properties", {})
    args = {name: _value(field, chance) for name, field in fields.items()}
    for name in list(args):
        if chance.random() < 0.3:
            args[name] = chance.choice(_ODD)
        elif chance.random() < 0.1:
            del args[name]
    if chance.random() < 0.1:
        args["more"] = chance.choice(_ODD)
    line = {"id": number, "verb": verb["verb"], "key": f"odd-{number}", "args": args}
    if chance.random() < 0.1:
        line[chance.choice(("id", "verb", "key", "args"))] = chance.choice(_ODD)
    written = json.dumps(line)
    if chance.random() < 0.05:
        cut = chance.randrange(len(written))
        written = written[:cut]
    return written or "{"


def _value(field, chance):
    kind = field.get("type")
    if kind == "integer":
        return chance.choice((1, 2, 3, 7, 10**6))
    if kind == "string":
        return chance.choice(("ma", "SPRING", "10001234", "DE"))
    if kind == "boolean":
        return chance.random() < 0.5
    if kind == "array":
        return [_value(field.get("items", {}), chance) for _ in range(chance.randrange(3))]
    return chance.choice((None, 1, "x", {}))


def content(database):
    """Everything in the store but what a denial or a key may add."""
    with database.read() as uow:
        return {
            table.name: sorted(map(repr, uow.execute(text(f"SELECT * FROM {table.name}")).all()))
            for table in metadata.sorted_tables
            if table.name not in _UNCOUNTED
        }


def fuzzed(rep: Rep, lines, seed, database=None):
    """Lines answered as they must not be: none at all, with a bug, or refused with a change."""
    chance = random.Random(seed)
    verbs = listed(rep)
    wrong = []
    before = content(database) if database is not None else None
    for number in range(lines):
        line = a_line(verbs, chance, f"{seed}-{number}")
        answer = rep.say(line)
        if answer.get("code") == "internal" or "outcome" not in answer:
            wrong.append((line, answer))
        if database is not None:
            after = content(database)
            if answer.get("outcome") != "ok" and after != before:
                wrong.append((line, answer))
            before = after
    return wrong


@pytest.mark.timeout(3600)
def test_whatever_line_comes_it_is_answered_and_never_with_a_bug(
    stocked, address, environment, sizes
):
    _database, seed = stocked
    with reps(1, address, environment) as (rep,):
        step = rep.order(seed.customers[0], (seed.items["HW-4411"], 2))
        assert fuzzed(rep, sizes["keys"] * 200, seed=5) == []
        assert rep.ok("order.get", order_id=step["order_id"])["order"]["number"]


@pytest.mark.timeout(600)
def test_what_is_refused_changes_nothing(stocked, address, environment):
    database, seed = stocked
    with reps(1, address, environment) as (rep,):
        rep.order(seed.customers[0], (seed.items["HW-4411"], 2))
        assert fuzzed(rep, 150, seed=6, database=database) == []


def test_a_desk_that_stumbles_over_odd_input_is_caught(stocked, address, environment):
    with reps(1, address, environment, [str(VARIANTS / "stumbling_border.py")]) as (rep,):
        assert fuzzed(rep, 300, seed=5)
