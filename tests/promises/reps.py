"""Representatives at work: driver processes on one store, spoken to by JSON lines alone."""

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.seed import PASSWORD

ROOT = Path(__file__).parents[2]
PROGRAM = ("-m", "salescenter", "driver")
Answer = dict[str, Any]

_keys = itertools.count(1)


class Rep:
    """One representative: one driver process."""

    def __init__(
        self,
        address: str,
        environment: dict[str, str],
        program: Sequence[str] = PROGRAM,
        login: tuple[str, str] = ("rep", PASSWORD),
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *program, "--database", address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            bufsize=1,
            env=environment,
        )
        signed = self("desk.sign_on", login=login[0], password=login[1])
        assert signed["outcome"] == "ok", signed

    def __call__(self, verb: str, key: str = "", **args: Any) -> Answer:
        """Ask for a verb; wait and ask again with the same key while the store is busy."""
        line = {"id": 1, "verb": verb, "key": key or f"p-{next(_keys)}", "args": args}
        while True:
            answer = self.say(json.dumps(line))
            if answer["outcome"] != "busy":
                assert answer.get("code") != "internal", (line, answer)
                return answer

    def say(self, line: str) -> Answer:
        """One line as it stands, and the answer to it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer: Answer = json.loads(self._process.stdout.readline())
        return answer

    def ok(self, verb: str, key: str = "", **args: Any) -> Any:
        """The result of a verb that must be answered with ok."""
        answer = self(verb, key, **args)
        assert answer["outcome"] == "ok", (verb, args, answer)
        return answer["result"]

    def order(self, customer: int, *items: tuple[int, int], code: str = "") -> Answer:
        """A pending order with these items, its code, and a check for the rest."""
        step: Answer = self.ok("order.create", store_id=1, customer_id=customer)
        for item, quantity in items:
            step = self.on(step, "order.add_item", item_id=item, quantity=quantity)
        if code:
            step = self.on(step, "order.enter_code", code=code)
        return self.on(step, "payment.add", method="check")

    def on(self, step: Answer, verb: str, **args: Any) -> Answer:
        """A verb on the version that ``step`` speaks of."""
        known = {"order_id": step["order_id"], "version": step["version"]}
        result: Answer = self.ok(verb, **known, **args)
        return result

    def close(self) -> None:
        """Let it end."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                if pipe is not None:
                    pipe.close()


@contextmanager
def reps(
    count: int, address: str, environment: dict[str, str], program: Sequence[str] = PROGRAM
) -> Any:
    """So many reps on one store."""
    made: list[Rep] = []
    try:
        for _ in range(count):
            made.append(Rep(address, environment, program))
        yield made
    finally:
        for rep in made:
            rep.close()


def at_once(work: Callable[[Any], Any], them: Iterable[Any]) -> list[Any]:
    """The same work by all of them at the same time; each has its own pipe."""
    everybody = list(them)
    with ThreadPoolExecutor(len(everybody)) as pool:
        return list(pool.map(work, everybody))
