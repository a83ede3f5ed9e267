"""A wrong desk: it lets through numbers and texts that no store can keep."""

import sys

from salescenter import app
from salescenter.services import gate

gate.require_storable = lambda _wish, _verb: None  # type: ignore
app.run_driver(sys.argv[2], sys.stdin, sys.stdout)
