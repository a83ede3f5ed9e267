"""A wrong driver: it acknowledges before the commit. The kill test has to catch it."""

import json
import sys
import time

from salescenter import app
from salescenter.driver import Driver
from salescenter.services.gate import Gate, adapter

_LOITERS = 0.05  # seconds between a wrong acknowledgement and its commit
_decided = Gate._decided
_answer = Driver.answer
_told: list[str] = []


def _too_early(self, uow, verb, wish, key):
    work, result = _decided(self, uow, verb, wish, key)
    if key:
        told = adapter(verb.spec.answers).dump_python(result, mode="json")
        sys.stdout.write(json.dumps({"id": key, "outcome": "ok", "result": told}) + "\n")
        sys.stdout.flush()
        _told.append(key)
        time.sleep(_LOITERS)
    return work, result


class _Out:
    """Keeps back what was told already."""

    def write(self, text):
        if json.loads(text).get("id") not in _told:
            sys.stdout.write(text)

    def flush(self):
        sys.stdout.flush()


Gate._decided = _too_early  # type: ignore[method-assign]
app.run_driver(sys.argv[2], sys.stdin, _Out())  # type: ignore[arg-type]
