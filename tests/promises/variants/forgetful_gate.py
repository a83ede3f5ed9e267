"""A wrong desk: it makes a key of its own for every wish instead of keeping the one it got."""

import itertools
import os
import sys

from salescenter import app
from salescenter.services.gate import Gate

_numbers = itertools.count(1)
_run = Gate.run


def _forgetful(self, verb, wish, key):
    return _run(self, verb, wish, key and f"{os.getpid()}-{next(_numbers)}")


Gate.run = _forgetful  # type: ignore[method-assign]
app.run_driver(sys.argv[2], sys.stdin, sys.stdout)
