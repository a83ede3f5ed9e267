"""A driver that is killed at random moments, and an independent record of what it acknowledged."""

import json
import random
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tests.seed import PASSWORD

_ITEMS = range(1, 6)
_LONGEST = 0.35  # seconds of work before the kill, at most


@dataclass
class Record:
    """What the harness saw acknowledged; it never asks the program what happened."""

    answers: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    orders: dict[int, int] = field(default_factory=dict)
    unclear: list[dict[str, Any]] = field(default_factory=list)
    kills: int = 0
    hits: int = 0


class Process:
    """One driver process and the pipe to it."""

    def __init__(self, program, address, environment):
        self._process = subprocess.Popen(
            [sys.executable, *program, "--database", address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            bufsize=1,
            env=environment,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout

    def ask(self, line):
        """The answer, or None when the process is gone."""
        try:
            self._to.write(json.dumps(line) + "\n")
            self._to.flush()
            answer = self._from.readline()
        except (BrokenPipeError, OSError):
            return None
        return json.loads(answer) if answer.endswith("\n") else None

    def kill(self):
        self._process.kill()

    def close(self):
        self._process.kill()
        self._process.wait()
        for pipe in (self._to, self._from):
            with suppress(BrokenPipeError):
                pipe.close()


def play(address, program, environment, kills, seed):
    """Rounds of random verbs, each ended by a kill; the next one asks everything again."""
    chance = random.Random(seed)
    record = Record()
    for number in range(kills):
        _round(address, program, environment, chance, record, number)
    lost = _asked_again(address, program, environment, record)
    return record, lost


def _round(address, program, environment, chance, record, number):
    process = Process(program, address, environment)
    try:
        signed = process.ask(
            {"id": 0, "verb": "desk.sign_on", "args": {"login": "rep", "password": PASSWORD}}
        )
        assert signed is not None, signed
        assert signed["outcome"] == "ok", signed
        timer = threading.Timer(chance.uniform(0, _LONGEST), process.kill)
        timer.start()
        for step in range(10_000):
            line = _line(chance, record, f"k{number}-{step}")
            answer = process.ask(line)
            if answer is None:
                record.unclear.append(line)
                record.hits += 1
                break
            _remember(record, line, answer)
        timer.join()
        record.kills += 1
    finally:
        process.close()


def _line(chance, record, key):
    known = list(record.orders)
    if not known or chance.random() < 0.1:
        args = {"store_id": 1, "customer_id": chance.randint(1, 5)}
        return {"id": key, "verb": "order.create", "key": key, "args": args}
    order_id = chance.choice(known)
    args = {"order_id": order_id, "version": record.orders[order_id]}
    verb = chance.choice(
        ("order.add_item", "order.add_item", "order.enter_code", "order.undo", "order.set_method")
    )
    if verb == "order.add_item":
        args |= {"item_id": chance.choice(_ITEMS), "quantity": chance.randint(1, 9)}
    elif verb == "order.enter_code":
        args["code"] = "spring"
    elif verb == "order.set_method":
        args["method"] = chance.choice(("parcel", "express"))
    return {"id": key, "verb": verb, "key": key, "args": args}


def _remember(record, line, answer):
    if answer["outcome"] == "ok":
        record.answers[line["key"]] = (line, answer)
        result = answer["result"]
        record.orders[result["order_id"]] = result["version"]
    elif answer["outcome"] == "conflict":
        # A step of the last round was committed and not acknowledged: that may be.
        record.orders[line["args"]["order_id"]] = answer["version"]
    else:
        assert answer["outcome"] == "refused", answer
        assert answer["code"] != "internal", answer


def _asked_again(address, program, environment, record):
    """Acknowledged keys that do not answer the same any more."""
    process = Process(program, address, environment)
    try:
        process.ask(
            {"id": 0, "verb": "desk.sign_on", "args": {"login": "rep", "password": PASSWORD}}
        )
        lost = []
        for line, answer in record.answers.values():
            again = process.ask(line)
            if again is None or again.get("result") != answer["result"]:
                lost.append((line, answer, again))
        return lost
    finally:
        process.close()
